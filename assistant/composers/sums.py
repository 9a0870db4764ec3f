"""Sums that follow from a clause, computed for the persons or the area asked and the day: the computation is shown, its values are read
from the clauses and notes that the table names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from ingest.catalogue import Catalogue, ProvisionRef, SumRule
from ingest.index.reader import Opened
from ingest.index.records import StoredPassage
from ingest.index.tokens import Expander
from ingest.law.normalise import fold

from ..answer import Citation, Statement
from ..computation import Count, counts_in, printed, value_of
from ..question import Question
from ..retrieval import Hit, provision_passage
from .draft import Citer, Draft, ground
from .shares import share_asked, told_share
from .wording import Wording, wording_of

_TIMES = re.compile(r"(?<![\d.,])(\d+(?:,\d+)?) lần\b")
_DONG = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+) đồng\b")
_IN_FRONT = re.compile(r"(?<![\w.,/])(?<!nam )(?<!thang )(?<!ngay )(\d{1,4})\s+$")  # folded: a number at the end
_DECIDED = re.compile(r"\b(?:ký|ky|quyết định|quyet dinh|qđ)\D{0,40}?(\d{1,2})[/-](\d{1,2})[/-](20\d\d)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Award:
    """A title asked about and for how many; 1 where the question names no number."""

    rule: SumRule
    count: int


@dataclass(frozen=True, slots=True)
class Priced:
    """An award with the passages and the values that its sum is made of."""

    award: Award
    coefficient: StoredPassage
    base: StoredPassage
    times: str
    amount: str

    @property
    def total(self) -> Fraction:
        return self.award.count * value_of(self.times) * value_of(self.amount)

    @property
    def shown(self) -> str:
        """The computation, without the number of persons where that is one."""
        count = f"{self.award.count} × " if self.award.count > 1 else ""
        return f"{count}{self.times} × {self.amount} đồng = {printed(self.total)} đồng"


class SumComposer:
    """Answers questions for an amount or an area that the table of sums has a rule for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._expand = Expander(catalogue)

    def run(self, opened: Opened, question: Question, hits: Sequence[Hit]) -> Draft | None:
        wording = wording_of(question, self._expand)
        day = _decision_day(question) or question.as_of
        asked = replace(question, as_of=day)
        return self._awards(opened, asked, wording) or self._share(opened, asked, wording)

    def _awards(self, opened: Opened, question: Question, wording: Wording) -> Draft | None:
        if not self._asks_money(wording):
            return None
        awards = awards_in(self._catalogue.sums.rules, question, wording)
        compared = len(awards) == 1 and wording.says_any(self._catalogue.sums.compared)
        asked = [(award, day) for award in awards for day in (_days_of(award.rule) if compared else [question.as_of])]
        priced = [self._priced(opened, award, day) for award, day in asked]
        found = [one for one in priced if one]
        if not found or len(found) < len(priced):
            return None
        passages = list(dict.fromkeys([*(p.coefficient for p in found), *(p.base for p in found)]))
        citations = self._cited(opened, question, passages)
        told = [_told(one, citations) for one in found]
        if len(found) > 1 and not compared:
            told.insert(0, _total(found, citations))
        return replace(_draft(told, citations, passages), notices=self._left_out(question, wording))

    def _left_out(self, question: Question, wording: Wording) -> tuple[str, ...]:
        """That awards which the question counts are in no sum, where no rule knows them by the name given."""
        text, sums = fold(wording.expand(question.standalone)), self._catalogue.sums
        known = [span for span, _ in _titles_in(text, sums.rules, wording)]
        kinds = "|".join(re.escape(fold(kind)) for kind in sorted(sums.kinds, key=len, reverse=True))
        counted = re.finditer(rf"(?<![\w.,/])\d{{1,3}} (?:{kinds})\b", text) if kinds else ()
        left = [m for m in counted if not any(start < m.end() and m.start() < end for start, end in known)]
        named = ", ".join(f"“{_as_typed(m[0], question.standalone)}”" for m in left)
        return (f"Chưa tính {named}: chưa rõ hình thức khen và cấp tặng; xin nêu đủ tên để tính.",) if left else ()

    def _asks_money(self, wording: Wording) -> bool:
        sums = self._catalogue.sums
        if wording.says_any(sums.asked):
            return True
        names = (name for rule in sums.rules for name in rule.names)
        return wording.says_any(sums.how_much) and wording.without((*names, *sums.aside)).says_any(sums.money)

    def _priced(self, opened: Opened, award: Award, day: date) -> Priced | None:
        """None where the coefficient did not yet apply, or the clauses do not give one value each."""
        rule = award.rule
        value = rule.base.on(day) if rule.base else None
        if value is None or (rule.from_date and day < rule.from_date):
            return None
        coefficient, base = _passage(opened, rule.clause, day), _passage(opened, value.clause, day)
        times = _only(_TIMES, coefficient)
        amount = _only(_DONG, base)
        if not coefficient or not base or not times or not amount:
            return None
        return Priced(award, coefficient, base, times, amount)

    def _share(self, opened: Opened, question: Question, wording: Wording) -> Draft | None:
        """A share of the area or of the number of persons that the question names."""
        asked = share_asked(self._catalogue.sums.rules, question, wording)
        main = _passage(opened, asked[0].clause, question.as_of) if asked else None
        if not asked or not main:
            return None
        rule, named = asked
        also = rule.also if rule.also and wording.says_any(rule.also_words) else None
        beside = _passage(opened, also, question.as_of) if also else None
        passages = [main, *([beside] if beside else [])]
        citations = self._cited(opened, question, passages)
        told = told_share(rule, main, named, citations[main.id])
        return _draft([told], citations, passages) if told else None

    def _cited(self, opened: Opened, question: Question, passages: Sequence[StoredPassage]) -> dict[str, Citation]:
        citer = Citer(self._catalogue, opened.store, question.as_of)
        return {p.id: citer.cite(n, p) for n, p in enumerate(passages, start=1)}


def awards_in(rules: Sequence[SumRule], question: Question, wording: Wording) -> list[Award]:
    """The titles that the question names, the longest name first at each place, each with the number that stands nearest in front of it."""
    text = fold(wording.expand(question.standalone))
    found = {start: (end, rule) for (start, end), rule in _titles_in(text, rules, wording)}
    places = sorted(found)
    counts, awards = counts_in(text), dict[str, Award]()
    for n, start in enumerate(places):
        end, rule = found[start]
        before = places[n - 1] if n else 0
        until = places[n + 1] if n + 1 < len(places) else len(text)
        count = _count(text, counts, before, start, end, until, last=n + 1 == len(places))
        if rule.id not in awards or count > awards[rule.id].count:
            awards[rule.id] = Award(rule, count)
    return list(awards.values())


def _titles_in(text: str, rules: Sequence[SumRule], wording: Wording) -> list[tuple[tuple[int, int], SumRule]]:
    """Where the folded text names titles, the longest name first at each place."""
    names = sorted(
        ((fold(wording.expand(name)), r) for r in rules if r.kind == "times_base" for name in r.names), key=lambda pair: -len(pair[0])
    )
    found = list[tuple[tuple[int, int], SumRule]]()
    for name, rule in names:
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if not any(start < match.end() and match.start() < end for (start, end), _ in found):
                found.append((match.span(), rule))
    return found


def _as_typed(folded: str, text: str) -> str:
    """The words of the text that read so without accents; else those."""
    start = fold(text).find(folded) if len(fold(text)) == len(text) else -1
    return text[start : start + len(folded)] if start >= 0 else folded


def _days_of(rule: SumRule) -> list[date]:
    """A day of each amount that the base has had since the coefficient applies, the earliest first."""
    values = rule.base.values if rule.base else ()
    days = [value.from_date or rule.from_date or (value.until - timedelta(days=1) if value.until else None) for value in values]
    return sorted(day for day in days if day and (rule.from_date is None or day >= rule.from_date))


def _count(text: str, counts: Sequence[Count], before: int, start: int, end: int, until: int, last: bool) -> int:
    """The number right in front of a title ("12 LĐTT"), else the nearest one in front of it, else the first behind it that is not right
    in front of the next title."""
    if match := _IN_FRONT.search(text[before:start]):
        return int(match[1])
    in_front = [c.number for c in counts if before <= c.start < start]
    next_own = None if last else _IN_FRONT.search(text[end:until])
    behind = [c.number for c in counts if end <= c.start < (end + next_own.start() if next_own else until)]
    return in_front[-1] if in_front else behind[0] if behind else 1


def _told(one: Priced, citations: dict[str, Citation]) -> Statement:
    coefficient, base = citations[one.coefficient.id], citations[one.base.id]
    name = one.award.rule.names[0]
    whom = f"{one.award.count} {one.award.rule.per}" if one.award.count > 1 else f"một {one.award.rule.per}"
    document = coefficient.label.removeprefix(coefficient.place).strip()
    state = " (theo ghi chú chưa kiểm chứng)" if "note" in {coefficient.text_kind, base.text_kind} else ""
    text = f"Tiền thưởng {name} cho {whom}: {one.shown}, theo hệ số của {document} và {_base_name(one)}{state}."
    return Statement(text, (coefficient.n, base.n), (), "conclusion")


def _base_name(one: Priced) -> str:
    base = one.award.rule.base
    return f"{base.name} {one.amount} đồng" if base else f"{one.amount} đồng"


def _total(found: Sequence[Priced], citations: dict[str, Citation]) -> Statement:
    """The sum of all awards; each part is shown behind it again with its own grounds."""
    total = printed(sum((one.total for one in found), Fraction()))
    parts = "; ".join(one.shown for one in found)
    added = " + ".join(f"{printed(one.total)} đồng" for one in found)
    numbers = tuple(dict.fromkeys(citations[p.id].n for one in found for p in (one.coefficient, one.base)))
    return Statement(f"Tổng cộng: {parts}; {added} = {total} đồng.", numbers, (), "conclusion")


def _draft(told: Sequence[Statement], citations: dict[str, Citation], passages: Sequence[StoredPassage]) -> Draft:
    return Draft((*told, *map(ground, citations.values())), tuple(citations.values()), tuple(passages))


def _passage(opened: Opened, ref: ProvisionRef, day: date) -> StoredPassage | None:
    """The provision in the text for the day; a note in any text of its document."""
    if found := provision_passage(opened, ref, day):
        return found
    for version in opened.versions_of(ref.instrument):
        if passages := opened.store.passages_at(version.id, "main", ref.eid):
            return passages[0]
    return None


def _only(pattern: re.Pattern[str], passage: StoredPassage | None) -> str | None:
    """The value that the passage gives first."""
    match = pattern.search(passage.text) if passage else None
    return match[1] if match else None


def _decision_day(question: Question) -> date | None:
    """The day of the decision that the question names, which counts for a sum like the day asked about."""
    days = {(int(y), int(m), int(d)) for d, m, y in _DECIDED.findall(question.standalone)}
    if len(days) != 1:
        return None
    try:
        return date(*days.pop())
    except ValueError:
        return None
