"""One sentence of a text → the changes that it orders. It is read once, from left to right, thing by thing."""

import re
from dataclasses import replace

from .effect_gaps import (
    ABOUT,
    AS_FOLLOWS,
    BLANK,
    ENDS,
    LEAD,
    MATTER,
    MAX_SUBJECT,
    NAMES_A_KIND,
    NEW_MEMBER,
    NOT_NOW,
    PART_END,
    PART_WORDS,
    SUBJECT,
)
from .effect_grammar import Place, Places, Token, Verb, tokens
from .effect_group import OUTRIGHT, Change, Context, Group, Target
from .effect_lists import MAX_SCOPE, Lists

MAX_TO_DAY = 20  # characters between "hết hiệu lực" and its date
MAX_GAP = 1000  # characters between two things that are looked at

_JOINS = re.compile(r"\s*(?:,|và)\s*$")


class Sentence(Lists):
    """A sentence of a covered text. `changes` holds what it orders, `own_day` the day from which the text itself applies."""

    def read(self) -> Context:
        """Reads the sentence; returns what it leaves behind for what stands below it."""
        found = tokens(self.text, self.start, self.end)
        if self.context.verbs and not (found and found[0].kind in ("verb", "predicate", "self", "date")):
            self.group.verbs = self.context.verbs - {"commence"}
            self.last_day = self.context.day
            self.ordering = bool(self.group.verbs)
        for index, token in enumerate(found):
            if token.start < self.position:
                continue
            gap = self.text[max(self.position, token.start - MAX_GAP) : token.start]
            if AS_FOLLOWS.search(gap) and not self.group.verbs & OUTRIGHT:
                self.closed = bool(self.group.verbs)
            self.position = token.end
            if token.kind == "verb":
                self._verb(token, gap)
            elif not self.closed:
                self._thing(token, gap, found[index + 1] if index + 1 < len(found) else None)
            self.previous = token
        if "commence" in self.context.verbs and not self.changes and self.end - self.start <= MAX_SUBJECT:
            self._commence(self.end, self.context.day, carried=True)
        self._finish(self.end)
        return self._left()

    def _left(self) -> Context:
        instrument, place = self.handed if self.handed else (self.context.instrument, self.context.place)
        if self.unresolved:
            instrument, place = None, None
        words = self.text[max(self.start, self.end - MAX_SUBJECT) : self.end].rstrip()
        lead = words.endswith(":") or (not words.endswith((".", ";")) and bool(LEAD.search(words)))
        if not self.last_verbs and (not lead or self.context.verbs):
            return replace(self.context, instrument=instrument, place=place)
        if not lead or (self.closed and not self.last_verbs & OUTRIGHT):
            return Context(instrument, place, commencing=self.context.commencing)
        return Context(instrument, place, self.last_verbs, self.last_day, self.last_phrase, self.context.commencing)

    # -- verbs and predicates ------------------------------------------------------------------------------------------

    def _verb(self, token: Token, gap: str) -> None:
        if self._is_order(token, gap):
            self._finish(token.start, self._ahead(token) if _JOINS.match(gap) else (None, None))
            self.group = Group(token.start, token.verbs)
            self.ordering, self.closed = True, False
            self.last_verbs, self.last_day, self.last_phrase = token.verbs, self.first_day, ""
        elif token.verbs == {"suspend"} and not self.group.verbs and (self.group.targets or self.group.places):
            self._expire(token, None, "suspend")
        elif self.group.last:
            self.group.title = self.group.amending = True
        elif not self.group.verbs and not (self.group.places or self.group.targets or self.group.own):
            self.group.dead = True

    def _is_order(self, token: Token, gap: str) -> bool:
        """Whether the verb is the law's own order, not one that it tells of: at the head of the sentence, or behind another order."""
        if token.capital:
            return not NAMES_A_KIND.search(gap)
        blank = bool(BLANK.match(gap))
        if self.previous is None:
            return blank
        if self.previous.kind == "self":
            return blank and (self.ordering or not self.group.own_places)
        if self.previous is self.first_day:
            return blank
        member = NEW_MEMBER.search(gap)
        return self.ordering and member is not None and (member["sep"] == ";" or not (self.group.amending or self.group.history))

    def _ahead(self, token: Token) -> tuple[str | None, Place | None]:
        """The instrument and the article that come next: "sửa đổi khoản 2, bổ sung khoản 3 Điều 5 của Luật …"."""
        ahead, place = Places(), None
        for one in tokens(self.text, token.end, self.end):
            if one.kind in ("history", "quotation", "predicate"):
                break
            if one.kind == "places" and place is None:
                ahead.add(one)
                place = replace(ahead.done[0], point=None) if ahead.done else None
            if one.kind == "instrument" and place:
                return (self.names.number(one.number) if one.number else self.names.law_at(self.text, one.start)[0]), place
        return None, place

    def _predicate(self, token: Token, upcoming: Token | None) -> None:
        group = self.group
        if group.verbs:
            group.title = True
            return
        if token.start - group.start > MAX_SUBJECT:
            group.dead = True
        near = upcoming is not None and upcoming.kind == "date" and upcoming.start - token.end <= MAX_TO_DAY
        day = upcoming if near else None
        if token.match["expire"]:
            self._expire(token, day, "expire")
        elif day:
            self._commence(token.start, day)
        self.group = Group(token.end)

    def _expire(self, token: Token, day: Token | None, verb: Verb) -> None:
        group = self.group
        before = self.text[group.start : token.start]
        if group.dead or NOT_NOW.search(before) or not (day or self.first_day or ENDS.match(self.text, token.end)):
            return
        self.last_verbs, self.last_day = frozenset({verb}), day or self.first_day
        subject = self.text[group.start : group.opened if group.opened is not None else token.start]
        if group.opened is None:
            if not LEAD.search(before):
                self.last_verbs = frozenset()
            return
        if not SUBJECT.match(subject):
            self.last_verbs = frozenset()
            return
        group.verbs = frozenset({verb})
        part = PART_WORDS.search(subject)
        if part and group.targets and not group.targets[0].place and not group.targets[0].scope:
            group.targets[0] = replace(group.targets[0], scope=PART_END.sub("", self._raw(group.start + part.start(), group.opened)))
        self._emit(day, token.end)

    def _commence(self, end: int, day: Token | None, carried: bool = False) -> None:
        """The text's own commencement, or that of some of its provisions."""
        group = self.group
        subject = self.text[group.start : end]
        places = group.own_places or (group.places.taken() if self.context.commencing or carried else [])
        if group.dead or day is None or day.match["own"] or (group.last and not group.own):
            return
        if LEAD.search(subject):
            self.last_verbs, self.last_day = frozenset({"commence"}), day
            return
        opened = group.opened if group.opened is not None else group.start
        matter = MATTER.match(self.text[group.start : opened])
        about = ABOUT.match(self.text[group.until : end]) if group.until and group.until < end else None
        scope = self._raw(group.start + matter.start("matter"), group.start + matter.end("matter")) if matter else ""
        if about:
            scope = self._raw(group.until + about.start("matter"), group.until + about.end("matter"))
        if not places and not group.annexes and group.own and BLANK.match(self.text[group.start : opened]) and not about:
            self.own_day = self.own_day or day
            self.ordering = True
            return
        if not matter and not SUBJECT.match(self.text[group.start : opened]):
            return
        if not places and (scope or group.annexes):
            places, scope = [Place()], "; ".join(part for part in (scope, ", ".join(group.annexes)) if part)
        stop = day.end if day.start >= group.start and not carried else end
        for place in places:
            target = Target(None, place if place.article else None, scope.strip(" ,;"), group.start, max(stop, group.start + len(subject)))
            self.changes.append(Change("commences", target, day))

    # -- things --------------------------------------------------------------------------------------------------------

    def _thing(self, token: Token, gap: str, upcoming: Token | None) -> None:
        group = self.group
        match token.kind:
            case "predicate":
                self._predicate(token, upcoming)
            case "date":
                if self.previous is None and BLANK.match(gap):
                    self.first_day = token
                    group.start = token.end
                elif ENDS.match(self.text, token.end) and group.verbs:
                    self.last_day = token
            case "except":
                if not group.title or BLANK.match(gap) or gap.rstrip().endswith(","):
                    self._except(token)
            case "history":
                self._history(token)
            case "self":
                self._self(token)
            case "this":
                self._this(token, gap)
            case "quotation":
                self._quotation(token, gap)
            case "instrument":
                self._instrument(token, gap)
            case "places" | "annex":
                self._place(token, gap)

    def _except(self, token: Token) -> None:
        """What is excepted is no target; behind a semicolon the list goes on."""
        group = self.group
        end = self.text.find(";", token.start, min(self.end, token.start + MAX_SCOPE))
        group.exception = self._raw(token.start, end if end > 0 else self.end).rstrip(" .")
        self._finish(token.start)
        self.group = Group(token.end)
        if group.verbs:
            self.group = replace(group.after(token.end), skipping=True)

    def _history(self, token: Token) -> None:
        group = self.group
        if token.match["passive"] and not group.verbs and (group.places or group.targets) and not group.title:
            words = token.match[0].lower()
            group.verbs = frozenset({"add"}) if "sửa" not in words else frozenset({"amend"})
            self.last_verbs = group.verbs
            self._finish(token.end)
            self.group, self.closed = Group(token.end), True
        else:
            group.history, group.history_seen, group.told = True, False, Places()

    def _self(self, token: Token) -> None:
        """The text itself: the subject of a commencement; never the target of an order."""
        group = self.group
        if group.verbs:
            if not group.replacing:  # "… bằng Phụ lục II ban hành kèm theo Nghị định này"
                group.drop()
        else:
            group.own = True
            group.opened = token.start if group.opened is None else group.opened
            group.own_places += group.places.taken() or group.told.taken()
            group.open_at = None
            group.until = self.position
            group.history = group.title = False

    def _this(self, token: Token, gap: str) -> None:
        group = self.group
        article = group.places.done[-1].article if group.places.done else self.context.place.article if self.context.place else None
        if self.changes and self.changes[-1].target.place:
            article = self.changes[-1].target.place.article
        if group.verbs and group.opened is None and BLANK.match(gap) and article and token.match[0][0] in "Đđ":
            group.opened = group.pending = token.start
            group.places.done.append(Place(article))
            group.until = token.end
        else:
            group.places, group.pending = Places(), None
