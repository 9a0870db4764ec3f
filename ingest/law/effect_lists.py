"""The lists that an instruction gives: places, annexes, instruments and quoted words, told apart from titles and histories."""

from dataclasses import replace

from .effect_gaps import (
    ADJOINS,
    ANCHOR,
    ANCHOR_AHEAD,
    AT,
    ATTACHES,
    BLANK,
    DASH,
    DATED,
    INSTEAD,
    LISTED,
    MAX_OBJECT,
    NAMES_WORDS,
    NEW_MEMBER,
    OBJECT,
    OF,
    PART_END,
    PART_WORDS,
    SMALL_PART,
)
from .effect_grammar import ASIDE, Place, Token, Verb
from .effect_group import Change, Context, Group
from .effect_names import Names

MAX_SCOPE = 300  # characters of the words that say what is affected


class Lists:
    """The lists of a sentence: what is changed, member by member."""

    def __init__(self, names: Names, context: Context, raw: str, text: str, start: int, end: int) -> None:
        self.names, self.context, self.raw, self.text, self.start, self.end = names, context, raw, text, start, end
        self.changes = list[Change]()
        self.own_day: Token | None = None
        self.group = Group(start)
        self.position = start  # end of the last thing read
        self.previous: Token | None = None
        self.ordering = False  # the sentence has given an order, a further verb is a further order
        self.closed = False  # behind "như sau"
        self.first_day: Token | None = None
        self.unresolved = False
        self.last_verbs: frozenset[Verb] = frozenset()
        self.last_day: Token | None = None
        self.last_phrase = ""
        self.handed: tuple[str | None, Place | None] | None = None

    def _quotation(self, token: Token, gap: str) -> None:
        group = self.group
        if not group.verbs or group.dead or (group.last and not group.phrases and group.title) or group.history:
            return
        if not (NAMES_WORDS.search(gap) or INSTEAD.search(gap) or (self.previous and self.previous.kind == "verb" and BLANK.match(gap))):
            return
        words = " ".join(self.raw[token.start : token.end].strip('“”‘’"').split())[:MAX_SCOPE]
        if not words:
            return
        words = f"“{words}”"
        if INSTEAD.search(gap) and group.phrases:
            if group.instead and (group.targets or group.places):  # the same words, other words in their stead elsewhere
                self._finish(token.start)
                self.group = group = replace(group.after(token.start), phrases=group.phrases)
            group.instead.append(words)
            group.replacing = True
            return
        if group.opened is None and not self._opens(token.start, gap):
            return
        if (group.targets or group.places) and not group.anchored:  # a further phrase with places of its own
            self._finish(token.start)
            self.group = group = group.after(token.start)
        group.phrases.append(words)

    def _place(self, token: Token, gap: str) -> None:
        group = self.group
        if group.skipping and ";" not in gap:
            return
        group.skipping = False
        if INSTEAD.search(gap):
            group.replacing = True
            if not group.phrases:
                return
        if not self._listed(token, gap) or group.dead:
            if group.history and token.kind == "places":
                group.told.add(token)
            return
        if group.opened is None and not self._opens(token.start, gap):
            return
        if self._apart(gap):
            self._finish(token.start)
            self.group = group = group.after(token.start)
        if group.replacing and group.targets + group.annexes + [group.places] and not AT.search(gap) and not group.phrases:
            return
        small = SMALL_PART.search(gap)
        part = " ".join(small[0].split()) if small and not small[0].endswith("và") else ""
        if group.pending is None:
            group.pending = token.start
        group.until = token.end
        if token.kind == "annex":
            self._annex(token, gap, part)
        elif "add" in group.verbs and ANCHOR.search(gap) and not group.phrases:
            group.anchored = True
            group.anchor.add(token)
        elif group.anchored and not (NEW_MEMBER.search(gap) and self._another_anchor(token)):
            group.anchor.add(token)
        else:
            if group.anchored:
                group.close(group.last or self.context.instrument, self.context.place, inherited=group.last is None)
                group.pending = token.start
            group.add(token, part)

    def _apart(self, gap: str) -> bool:
        """Whether a place begins a member of its own behind one that replaces something, or that drops words elsewhere."""
        group = self.group
        member = NEW_MEMBER.search(gap)
        if not member or (member["sep"] != ";" and "\n" not in gap):
            return False
        if not group.phrases:
            return group.replacing
        plain = any(c.kind == "repeals_in_part" and c.target.end <= group.start and "“" not in c.target.scope for c in self.changes)
        return bool(group.targets or group.places or group.annexes) and (DASH.search(gap) is not None or plain)

    def _annex(self, token: Token, gap: str, part: str) -> None:
        """An annex, chapter or form; what stands right before it ("khoản 6 Mục III") lies within it."""
        group = self.group
        adjoins = bool(ADJOINS.match(gap))
        if adjoins and self.previous and self.previous.kind == "annex" and group.annexes:
            group.annexes[-1] += f" {self._raw(self.previous.end, token.end)}"
            return
        start = token.start
        if adjoins and group.open_at is not None:
            start = group.open_at
            group.places.leave_open()
            group.open_at = None
        group.annexes.append(" ".join(words for words in (part, self._raw(start, token.end)) if words))

    def _another_anchor(self, token: Token) -> bool:
        return bool(ANCHOR_AHEAD.match(self.text, token.end, self.end))

    def _listed(self, token: Token, gap: str) -> bool:
        """Whether a place stands in the list, not in the title of an instrument or among the laws that changed one."""
        group = self.group
        member = NEW_MEMBER.search(gap)
        if group.history:
            if not group.history_seen or not (member or AT.search(gap)):
                return False
            group.history = False
        elif group.last and not group.places and not group.annexes and group.pending is None:
            at = ATTACHES.search(gap)
            if at and (group.phrases or ":" in gap or not group.title):
                group.targets = [t for t in group.targets if t.place or t.scope or t.instrument != group.last]
            elif not member or (group.title and BLANK.match(gap) and member["sep"] != ";"):
                group.title = True
                return False
        group.leave_title()
        return True

    def _instrument(self, token: Token, gap: str) -> None:
        group = self.group
        printed = token.number
        number = self.names.number(printed) if printed else None
        if printed is None:
            number, end = self.names.law_at(self.text, token.start)
            self.position = max(token.end, end)
        member = NEW_MEMBER.search(gap)
        if group.history:
            group_bare = not token.match["named"] and printed and not DATED.match(self.text, token.end)
            if not group.history_seen or not member or (group_bare and member["sep"] != ";" and ASIDE not in gap):
                group.history_seen = True
                return
            group.history = False
        pending = group.pending is not None
        if group.last and not pending:
            joined = (
                member is not None and member["sep"] == "và" and (group.amended if group.amending else group.title and gap.strip() == "và")
            )
            if printed is None or not member or joined:
                group.title = True
                group.amended = group.amended or group.amending
                return
        elif printed is None and pending and len(gap) > MAX_OBJECT:
            return
        if group.dead or (group.opened is None and not self._opens(token.start, gap)):
            return
        if group.replacing and not group.phrases and not OF.search(gap):
            return
        group.leave_title()
        if number is None:
            group.drop()
            self.unresolved = True
            return
        group.pending = token.start if group.pending is None else group.pending
        group.until = self.position
        group.close(number, None, inherited=False)
        group.last = number

    def _opens(self, start: int, gap: str) -> bool:
        """Whether the first object can be one: right behind the verb, or behind words such as "các quy định về … tại"."""
        group = self.group
        group.opened = start
        if not group.verbs:
            return True
        before = self.text[group.start : start] if self.previous is None else gap
        if len(before) > MAX_OBJECT or not OBJECT.match(before):
            listed = LISTED.match(before.strip()) and len(before) <= MAX_OBJECT
            if not listed:
                group.dead = True
                return False
        if part := PART_WORDS.search(before) or LISTED.search(before):
            group.part = self._raw(start - len(before) + part.start(), start)
            group.part = PART_END.sub("", group.part)
        return True

    def _finish(self, end: int, ahead: tuple[str | None, Place | None] = (None, None)) -> None:
        """Ends the group: what has no instrument of its own goes to the one named before, or ahead, or in the lead."""
        group = self.group
        instrument, article = ahead
        if group.verbs and not group.dead and not self.unresolved:
            if group.places or group.annexes:
                own = group.last or instrument
                group.close(own or self.context.instrument, article or self.context.place, inherited=own is None or article is not None)
            elif group.phrases and not group.targets and self.context.place:
                group.close(self.context.instrument, self.context.place, inherited=True)
        if group.verbs and not group.dead:
            self._emit(self.last_day, min(end, max((t.end for t in group.targets), default=end)))
        self.group = Group(end)

    def _emit(self, day: Token | None, end: int) -> None:
        group = self.group
        self.last_phrase = group.phrase or self.context.phrase
        self.changes += group.changes(day, end, self.closed, self.context.phrase)
        places = [target.place for target in group.targets if target.place]
        named = {target.instrument for target in group.targets}
        articles = {place.article for place in places}
        if len(named) == 1:
            article = Place(articles.pop()) if len(articles) == 1 else None
            self.handed = next(iter(named)), (places[0] if len(places) == 1 else article)

    def _raw(self, start: int, end: int) -> str:
        return " ".join(self.raw[start : min(end, start + 2 * MAX_SCOPE)].split())[:MAX_SCOPE]
