"""Whether the case that a question names is within a clause: its numbers against the thresholds there, its group against those named."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import Literal

from ingest.catalogue import Asking, Rank, Scale
from ingest.index.tokens import syllables
from ingest.law.normalise import fold

from .number_words import in_digits

Fit = Literal["inside", "outside", "another", "unsaid"]  # "another": of a group or class that is not the one of the case
Span = tuple[float, float]
LEAST = 1e-6  # how far "trên 10" begins behind ten
# All of this module reads folded text.
_BOUNDS: dict[str, tuple[str, ...]] = {
    "from": ("tu", "it nhat", "toi thieu", "khong duoi"),
    "above": ("tren", "hon", "qua", "vuot qua", "vuot"),
    "below": ("duoi", "chua den", "chua toi", "chua du", "it hon", "nho hon"),
    "to": ("khong vuot qua", "khong qua", "khong tren", "toi da", "den"),
}
_KIND = {words: kind for kind, several in _BOUNDS.items() for words in several}
_BOUND = "|".join(sorted(_KIND, key=len, reverse=True))
# Of a clause as it stands: sentences, things of an enumeration, and a condition that brings a command of its own.
_PART = re.compile(r"(?<=[;.])\s+|,\s+(?=(?:nếu|trường hợp|riêng)\b[^;.]*\b(?:phải|bắt buộc)\b)", re.IGNORECASE)
_LEFT_OUT = re.compile(r"\b(?:khong thuoc|khong gom|khong bao gom|ngoai tru|tru)\b.*")  # what a part names only to leave it out
_COMMAND = re.compile(r"\b(?:phai|bat buoc|duoc mien)\b")
_OR = re.compile(r",|\bhoac\b")
_AROUND = re.compile(r"\btro (?:len|xuong)\b|^\s*(?:den|-)\s")
_DIGITS = {"1": "i", "2": "ii", "3": "iii", "4": "iv"}


def parts_of_clause(text: str) -> list[str]:
    """
    >>> parts_of_clause("Phải lập sổ, nếu trên 10 người thì phải có người giữ sổ; không thu phí.")
    ['Phải lập sổ', 'nếu trên 10 người thì phải có người giữ sổ;', 'không thu phí.']
    """
    return _PART.split(text)


@dataclass(frozen=True, slots=True)
class Case:
    """What the question tells of the case: one number on a scale, the groups or classes by what they are of."""

    spans: Mapping[str, Span] = field(default_factory=dict)
    ranks: Mapping[Rank, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """How a case lies to a clause, by which of its parts, and whether that part has other ways to be within it."""

    fit: Fit = "unsaid"
    part: str = ""
    others: bool = False


class CaseReader:
    """Reads cases and thresholds by the scales and ranks of corpus/catalogue/asking.toml."""

    def __init__(self, asking: Asking) -> None:
        self._scales = {scale.name: (_measured(scale), {fold(unit): by for unit, by in scale.units}) for scale in asking.scales}
        self._ranks = {rank: _ranked(rank) for rank in asking.ranks}

    def case_of(self, text: str) -> Case:
        """The case that a question names; of two numbers on one scale neither tells."""
        read = fold(in_digits(text))
        spans = {scale: [*self._spans(read, scale, bare=True)] for scale in self._scales}
        ranks = {rank: named for rank in self._ranks if (named := self._named(read, rank))}
        return Case({scale: found[0] for scale, found in spans.items() if len(found) == 1}, ranks)

    def lies(self, case: Case, text: str, act: Collection[str] = ()) -> Found:
        """How the case lies to what the text says of the act: to a part of it with a threshold, where no other part says as much."""
        parts = [(part, self._of_part(case, fold(in_digits(part)))) for part in parts_of_clause(text)]
        plain = {word for part, fit in parts if fit == "unsaid" and _COMMAND.search(fold(part)) for word in _syllables(part)}
        telling = [
            Found(fit, part, bool(_OR.search(_condition(fold(part)))))
            for part, fit in parts
            if fit != "unsaid" and (not act or {*map(fold, act)} & _syllables(part) - plain)
        ]
        return next((found for fit in ("inside", "outside", "another") for found in telling if found.fit == fit), Found())

    def _of_part(self, case: Case, part: str) -> Fit:
        part = _LEFT_OUT.sub("", part)
        fits = [_compared(span, [*self._spans(part, scale)]) for scale, span in case.spans.items()]
        ranked = [(named, self._named(part, rank)) for rank, named in case.ranks.items()]
        fits += ["inside" if named & theirs else "another" for named, theirs in ranked if theirs]
        return next((fit for fit in ("another", "outside", "inside") if fit in fits), "unsaid")

    def _spans(self, text: str, scale: str, bare: bool = False) -> Iterator[Span]:
        """The spans that a text names on a scale, "trên 200 giờ đến 300 giờ" as one; with `bare` numbers without a bound too."""
        pattern, by = self._scales[scale]
        found = [(match, span) for match in pattern.finditer(text) if (span := _span(match, by, bare))]
        joined = {b[0].start() for a, b in pairwise(found) if b[0]["bound"] == "den" and not text[a[0].end() : b[0].start()].strip()}
        for i, (match, (low, high)) in enumerate(found):
            if match.start() not in joined:
                following = found[i + 1] if i + 1 < len(found) else None
                yield (low, following[1][1]) if following and following[0].start() in joined else (low, high)

    def _named(self, text: str, rank: Rank) -> frozenset[str]:
        """The groups named; none where they are named as a range."""
        named = set[str]()
        for match in self._ranks[rank].finditer(text):
            if not _AROUND.search(text[match.end() : match.end() + 12]):
                named |= {_DIGITS.get(word, word) for word in re.findall(r"\w+", match[0])}
        return frozenset(named & {fold(name) for name in rank.ranks})


def _span(match: re.Match[str], by: Mapping[str, int], bare: bool) -> Span | None:
    number = float(re.sub(r"\.(?=\d{3}\b)", "", match["number"].rstrip(".,")).replace(",", ".")) * by.get(match["unit"], _of_first(by))
    kind = {"len": "from", "xuong": "to"}.get(match["onward"] or "") or _KIND.get(match["bound"] or "")
    spans = {"from": (number, inf), "above": (number + LEAST, inf), "below": (-inf, number - LEAST), "to": (-inf, number)}
    return spans[kind] if kind else (number, number) if bare else None


def _of_first(by: Mapping[str, int]) -> int:
    """The unit of the first number of a range that names it only once: "từ 50 đến 100 ha" is taken for the greatest unit."""
    return max(by.values())


def _compared(case: Span, spans: Sequence[Span]) -> Fit:
    """
    >>> _compared((8, 8), [(10, inf)]), _compared((12, 12), [(10, inf)]), _compared((8, inf), [(10, inf)])
    ('outside', 'inside', 'unsaid')
    """
    if any(low <= case[0] and case[1] <= high for low, high in spans):
        return "inside"
    return "outside" if spans and all(case[1] < low or high < case[0] for low, high in spans) else "unsaid"


def _condition(part: str) -> str:
    """What stands in front of the command, or behind it, where the number stands there."""
    before, _, behind = _COMMAND.sub("\n", part, count=1).partition("\n")
    return before if re.search(r"\d", before) else behind


def _syllables(text: str) -> set[str]:
    return set(syllables(text, folded=True))


def _measured(scale: Scale) -> re.Pattern[str]:
    """A number on the scale with its bound: "từ 10 người lao động trở lên", "dưới 500 m2"; the first of a range without its unit."""
    units = "|".join(sorted((re.escape(fold(unit)) for unit, _ in scale.units), key=len, reverse=True))
    return re.compile(
        rf"""(?:\b(?<!dau\ )(?P<bound>{_BOUND})\s+)?(?<![\w/.,])(?<!thang\ )(?<!dieu\ )(?<!khoan\ )(?<!nam\ )(?P<number>\d[\d.,]*)\s*
        (?P<unit>(?:{units})\b(?!\s*\d)|(?=den\s+\d[\d.,]*\s*(?:{units})\b))(?:(?:\s+\w+){{0,2}}?\s+tro\s+(?P<onward>len|xuong)\b)?""",
        re.VERBOSE,
    )


def _ranked(rank: Rank) -> re.Pattern[str]:
    """The word with one name or several: "nhóm I, II và III"; in figures too where the table allows it."""
    names = [fold(name) for name in rank.ranks]
    names += [digit for digit, name in _DIGITS.items() if rank.figures and name in names]
    one, word = rf"(?:{'|'.join(sorted(names, key=len, reverse=True))})\b(?!/)", fold(rank.word)
    return re.compile(rf"\b{word}\s+{one}(?:(?:\s*,\s*|\s+)(?:va\s+|hoac\s+)?(?:{word}\s+)?{one})*")
