"""Statements made false on purpose, each in one way: what the verifier must not let pass.

Pure and seeded: the same statement, provisions and seed give the same corruptions. The words that are put in or exchanged are those of
corpus/catalogue/terms.toml.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from assistant.answer import Citation, Statement
from ingest.catalogue import Catalogue, Sense
from ingest.law.normalise import search_form

_NUMBER = re.compile(r"(?<![\w/.,-])\d{1,3}(?:[.,]\d+)*(?![\w/.,-]*\d)(?![\w/])")
_UNIT = r"\s*(?:%|đồng|triệu|tỷ|ha|USD|đô la)"
_SUM = re.compile(rf"\d+(?:[.,]\d+)*(?={_UNIT})")
_DATE = re.compile(r"\b\d{1,2}(?=(?:/|\s+tháng\s+)\d{1,2}(?:/|\s+năm\s+)\d{4}\b)")
_DOCUMENT = re.compile(r"\b\d+(?=/\d{4}/[A-ZĐ])")
_LOCATOR = re.compile(r"(?<=khoản )\d{1,2}\b|(?<=Điều )\d{1,3}\b")
_COUNTED = re.compile(r"(?<![\w/.,-])\d{1,2}(?=\s(?:ngày|tháng|năm|giờ|lần|người)\b(?!\s+\d))")
_IN_WORDS = ("hai", "ba", "bốn", "sáu", "bảy", "tám", "chín", "mười", "mười hai", "mười lăm", "hai mươi", "hai mươi lăm", "ba mươi")
_VALUES = (2, 3, 4, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30)
_MUST = re.compile(r"\b(?:phải|được|có trách nhiệm)\b")
_DENIED = re.compile(r"\b(?:không được|không phải|không cần|không)\s")
DAY = date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Corruption:
    """A false statement with its citations; `kind` says what was changed."""

    kind: str
    statement: Statement
    citations: tuple[Citation, ...]

    @property
    def in_meaning_only(self) -> bool:
        return self.kind in MEANING


Maker = Callable[[Statement, Sequence[Citation], Random], Iterator[tuple[Statement, Sequence[Citation]]]]


class Corruptor:
    """Makes every corruption that a statement allows; `others` are citations of other provisions to swap in."""

    def __init__(self, catalogue: Catalogue, others: Sequence[Citation]) -> None:
        self._others = others
        self._plain = [says for s in catalogue.senses if s.kind == "plain" for says in s.says]
        self._senses = {
            kind: [s for s in catalogue.senses if s.kind == kind]
            for kind in ("actor", "mode", "measure", "order", "exception", "inclusion")
        }
        self._makers: dict[str, Maker] = {
            "number": self._numbers(_NUMBER), "sum": self._numbers(_SUM), "date": self._numbers(_DATE),
            "document number": self._numbers(_DOCUMENT), "locator": self._numbers(_LOCATOR),
            "number in words": _worded,
            "swapped clause": self._swapped, "expired clause": _expired, "invented document": _invented, "quotation": _misquoted,
            "negation put in": _negated, "negation taken out": _affirmed,
            "actor": self._exchanged("actor"), "mode": self._exchanged("mode"),
            "limit": self._reversed("measure"), "before and after": self._reversed("order"), "exception": self._reversed("exception"),
        }  # fmt: skip

    def corruptions(self, statement: Statement, citations: Sequence[Citation], random: Random) -> Iterator[Corruption]:
        for kind, make in self._makers.items():
            for false, cited in make(statement, citations, random):
                yield Corruption(kind, false, tuple(cited))

    def _numbers(self, pattern: re.Pattern[str]) -> Maker:
        """One number of the kind made another that stands nowhere in what is cited."""

        def make(statement: Statement, citations: Sequence[Citation], random: Random) -> Iterator[tuple[Statement, Sequence[Citation]]]:
            found = list(pattern.finditer(statement.text))
            if found:
                match, said = random.choice(found), " ".join(f"{c.full_citation} {c.reads}" for c in citations)
                known = {n.lstrip("0") for n in re.findall(r"\d+", said)}
                new = random.choice([n for n in range(2, 29) if str(n) not in known] or [977])
                yield replace(statement, text=f"{statement.text[: match.start()]}{new:02d}{statement.text[match.end() :]}"), citations

        return make

    def _swapped(
        self, statement: Statement, citations: Sequence[Citation], random: Random
    ) -> Iterator[tuple[Statement, Sequence[Citation]]]:
        """The statement with the provision of another instrument; the words of another provision under the name of this one."""
        mine = {c.document for c in citations}
        other = random.choice([c for c in self._others if c.document not in mine])
        if not _same_matter(statement.text, other.reads):
            yield statement, [replace(other, n=citations[0].n)]
        yield statement, [replace(citations[0], start=other.start, end=other.end, quote=other.quote, excerpt=other.excerpt)]

    def _exchanged(self, kind: str) -> Maker:
        """One actor or mode made another that is not in what is cited."""

        def make(statement: Statement, citations: Sequence[Citation], random: Random) -> Iterator[tuple[Statement, Sequence[Citation]]]:
            said = search_form(" ".join(f"{c.reads} {c.full_citation}" for c in citations))
            found = [(says, s) for s in self._senses[kind] for says in s.says if self._is_said(says, statement.text, s)]
            if found:
                says, sense = random.choice(found)
                near = {sense.means, *sense.like}
                strange = [
                    s for s in self._senses[kind] if not near & {s.means, *s.like} and not any(search_form(x) in said for x in s.says)
                ]
                if strange:
                    new = random.choice(strange)
                    text = _put(statement.text, says, new.means)
                    if self._is_said(new.means, text, new):  # not as a part of another word: "trình" before "tự"
                        yield replace(statement, text=text), citations

        return make

    def _reversed(self, kind: str) -> Maker:
        """A measure, time or exception made its opposite."""

        def make(statement: Statement, citations: Sequence[Citation], random: Random) -> Iterator[tuple[Statement, Sequence[Citation]]]:
            means = {s.means: s for kind in self._senses for s in self._senses[kind]}
            said = search_form(" ".join(c.reads for c in citations))
            for sense in self._senses[kind]:
                says = next((x for x in sorted(sense.says, key=len, reverse=True) if self._is_said(x, statement.text, sense)), None)
                against = [means[a] for a in sense.against if a in means and not any(search_form(x) in said for x in means[a].says)]
                if says and against:
                    yield replace(statement, text=_put(statement.text, says, against[0].means)), citations

        return make

    def _is_said(self, says: str, text: str, own: Sense) -> bool:
        """Whether the words stand in the text, and nowhere as a part of a longer phrase ("quá" in "không quá", "trình" in "công trình")."""
        longer = [*self._plain, *(x for senses in self._senses.values() for s in senses if s is not own for x in s.says), *own.says]
        return _stands(says, text) and not any(len(x) > len(says) and _stands(says, x) and _stands(x, text) for x in longer)


MEANING = frozenset({"negation put in", "negation taken out", "actor", "mode", "limit", "before and after", "exception"})


def _worded(statement: Statement, citations: Sequence[Citation], random: Random) -> Iterator[tuple[Statement, Sequence[Citation]]]:
    """A number of days, months, years made another one, in words."""
    found = list(_COUNTED.finditer(statement.text))
    if found:
        match, known = random.choice(found), {n.lstrip("0") for c in citations for n in re.findall(r"\d+", c.reads)}
        words = random.choice([w for n, w in zip(_VALUES, _IN_WORDS, strict=True) if str(n) not in known])
        yield replace(statement, text=f"{statement.text[: match.start()]}{words}{statement.text[match.end() :]}"), citations


def _expired(statement: Statement, citations: Sequence[Citation], random: Random) -> Iterator[tuple[Statement, Sequence[Citation]]]:
    """The same provision, ended a while ago."""
    ended = date(random.randint(2010, 2025), random.randint(1, 12), random.randint(1, 28))
    if not any(c.valid_from and str(c.valid_from.year) in statement.text for c in citations):  # which tells the day itself
        yield statement, [replace(c, valid_to=ended, in_force="expired") for c in citations]


def _invented(statement: Statement, citations: Sequence[Citation], random: Random) -> Iterator[tuple[Statement, Sequence[Citation]]]:
    """The provision of a document that there is not; a document that there is not, named in the statement."""
    number = f"{random.randint(400, 990)}/2031/NĐ-CP"
    yield statement, [replace(c, document=number, version=number, version_id=c.version_id + 100_000) for c in citations]
    yield replace(statement, text=f"{statement.text.rstrip('.;')}, theo Nghị định số {number}."), citations


def _misquoted(statement: Statement, citations: Sequence[Citation], random: Random) -> Iterator[tuple[Statement, Sequence[Citation]]]:
    """A quotation with one word changed."""
    words = statement.text.split()
    at = random.randrange(len(words))
    words[at] = "bưởi" if words[at] != "bưởi" else "cam"
    yield replace(statement, text=f"Điều khoản ghi: “{' '.join(words)}”."), citations


def _negated(statement: Statement, citations: Sequence[Citation], random: Random) -> Iterator[tuple[Statement, Sequence[Citation]]]:
    """ "phải" and "được" made "không phải" and "không được"."""
    found = [m for m in _MUST.finditer(statement.text) if not statement.text[: m.start()].endswith(("không ", "chưa ", "có "))]
    if found:
        at = random.choice(found).start()
        yield replace(statement, text=f"{statement.text[:at]}không {statement.text[at:]}"), citations


def _affirmed(statement: Statement, citations: Sequence[Citation], random: Random) -> Iterator[tuple[Statement, Sequence[Citation]]]:
    found = [
        m
        for m in _DENIED.finditer(statement.text)
        if not re.match(r"(?:quá|gian|khí|dưới|thấp|vượt|bao|chỉ|kể)\b", statement.text[m.end() :])
    ]
    if len(found) == 1:
        yield replace(statement, text=f"{statement.text[: found[0].start()]}{statement.text[found[0].end() :]}"), citations


def _same_matter(one: str, other: str) -> bool:
    """Whether most words of one text stand in the other: laws of two years may say the same."""
    words, others = (set(re.findall(r"\w+", search_form(text))) for text in (one, other))
    return len(words & others) >= 0.6 * len(words)


def _stands(says: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(says)}(?!\w)", text, re.IGNORECASE) is not None


def _put(text: str, says: str, new: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(says)}(?!\w)", new, text, flags=re.IGNORECASE)
