"""What one verb of an instruction collects: places, annexes, words, and the targets that they make."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..catalogue import EffectKind
from .effect_gaps import LISTED, SOME, WORDS
from .effect_grammar import Place, Places, Token, Verb

OUTRIGHT = frozenset[Verb]({"repeal", "replace", "expire", "suspend", "drop"})  # verbs that need no new text
DATED_VERBS = frozenset[Verb]({"repeal", "replace", "expire", "suspend"})  # verbs that may name their own day


@dataclass(frozen=True, slots=True)
class Context:
    """What a lead says for all below it: the instrument and place changed, and, where it ends in ":", what is done to the list."""

    instrument: str | None = None
    place: Place | None = None
    verbs: frozenset[Verb] = frozenset()
    day: Token | None = None
    phrase: str = ""
    commencing: bool = False  # inside an article on commencement


@dataclass(frozen=True, slots=True)
class Target:
    """What is changed; `instrument` is None for the text itself. [start, end) in the text read."""

    instrument: str | None
    place: Place | None
    scope: str
    start: int
    end: int
    inherited: bool = False  # the instrument stands in a lead, not in the sentence


@dataclass(frozen=True, slots=True)
class Change:
    """One change; `day` is the date said with it, None where the sentence says none."""

    kind: EffectKind
    target: Target
    day: Token | None


@dataclass(slots=True)
class Group:
    """A verb with its objects, or (no verb yet) the subject of a predicate to come."""

    start: int
    verbs: frozenset[Verb] = frozenset()
    opened: int | None = None  # where its first object stands
    dead: bool = False  # its object is none that can be a target
    part: str = ""  # "các quy định về …"
    # collected, and not yet given an instrument
    places: Places = field(default_factory=Places)
    annexes: list[str] = field(default_factory=list)
    pending: int | None = None  # where they begin
    open_at: int | None = None  # where those not yet closed by an article begin
    until: int = 0  # where the last thing collected ends
    anchor: Places = field(default_factory=Places)  # what the added provision stands behind
    anchored: bool = False
    # words replaced or dropped, and the words in their stead
    phrases: list[str] = field(default_factory=list)
    instead: list[str] = field(default_factory=list)
    replacing: bool = False
    targets: list[Target] = field(default_factory=list)
    exception: str = ""  # "trừ khoản 2": of the last target
    skipping: bool = False  # inside an exception
    last: str | None = None  # the instrument named last
    title: bool = False  # inside the title of that instrument
    amending: bool = False  # a title that itself says "sửa đổi, bổ sung"
    amended: bool = False  # … and has named what it amends
    history: bool = False  # inside "đã được sửa đổi, bổ sung theo …"
    history_seen: bool = False  # … behind its first instrument
    told: Places = field(default_factory=Places)  # places named in a history
    own: bool = False  # the subject is of the text itself ("của Luật này")
    own_places: list[Place] = field(default_factory=list)

    @property
    def phrase(self) -> str:
        """The words replaced or dropped: “A” → “B”."""
        return ", ".join(self.phrases) + (f" → {', '.join(self.instead)}" if self.instead else "")

    def add(self, token: Token, part: str) -> None:
        """A place of the list, or a part of one ("đoạn thứ hai")."""
        self.open_at = token.start if self.open_at is None else self.open_at
        self.places.add(token, part)
        if token.match["articles"]:
            self.open_at = None

    def drop(self) -> None:
        """Forgets what is not yet given an instrument."""
        self.places, self.annexes, self.pending = Places(), [], None
        self.open_at = None

    def leave_title(self) -> None:
        self.title = self.amending = self.amended = False

    def after(self, start: int) -> "Group":
        """A group with the same verb for a further member of the list."""
        return Group(start, self.verbs, opened=start, last=self.last)

    def close(self, instrument: str | None, lead: Place | None, inherited: bool) -> None:
        """Gives what is collected to the instrument; with nothing collected, it is the instrument that is meant.

        `inherited` where the instrument stands in a lead, `lead` the place that stands there.
        """
        context = lead if inherited else None
        if self.anchored:
            anchors = self.anchor.taken(context)
            context = anchors[-1] if anchors else context
        places = self.places.taken(context)
        start, end = (self.pending if self.pending is not None else self.start), max(self.until, self.start + 1)
        if instrument is not None:
            part = self.part if self.verbs & OUTRIGHT and SOME.match(self.part) else ""
            known = [place for place in places if place.eid]
            self.targets += [Target(instrument, place, place.part or part, start, end, inherited) for place in known]
            self.targets += [Target(instrument, None, annex, start, end, inherited) for annex in self.annexes]
            if not places and not self.annexes:
                scope = self.part if not self.phrases and not self.verbs & {"amend", "add"} else ""
                self.targets.append(Target(instrument, context, scope, start, end, inherited))
        self.drop()
        self.anchored = False

    def changes(self, day: Token | None, end: int, replaced: bool, carried_phrase: str) -> Iterator[Change]:
        """The changes to all targets; `replaced` where new words follow, `carried_phrase` the words that a lead names."""
        phrase = self.phrase or carried_phrase
        for target in self.targets:
            exception = self.exception if target is self.targets[-1] and target.place else ""
            scope = "; ".join(dict.fromkeys(part for part in (target.scope, phrase, exception) if part))
            whole = replace(target, scope=scope, start=min(self.start, target.start), end=max(end, target.end))
            yield Change(self._kind(target, bool(phrase), replaced), whole, day if self.verbs & DATED_VERBS else None)

    def _kind(self, target: Target, phrase: bool, replaced: bool) -> EffectKind:
        part = target.place is not None or bool(target.scope and not LISTED.match(target.scope))
        if "suspend" in self.verbs:
            return "suspends"
        if "amend" in self.verbs or "drop" in self.verbs or {"add", "replace"} <= self.verbs:
            return "amends"
        if "add" in self.verbs:
            inside = target.place is None or target.scope or SOME.match(self.part)
            return "amends" if phrase or inside or "repeal" in self.verbs else "adds"
        if "repeal" in self.verbs:
            return "repeals_in_part" if part or phrase else "repeals"
        if "expire" in self.verbs:
            return "repeals_in_part" if part else "replaces"
        if phrase or (part and (self.replacing or WORDS.search(target.scope) or replaced or target.inherited)):
            return "amends"
        return "repeals_in_part" if part else "replaces"
