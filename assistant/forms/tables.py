"""How a paper of an office looks, which kinds there are and who outranks whom: the tables under corpus/forms as typed values."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ingest.catalogue import CORPUS, CatalogueError
from ingest.catalogue.entry import Entry
from ingest.index.records import Version
from ingest.law.normalise import fold

from .phrases import Phrases, phrases_of
from .requested import GroundsTable, grounds_table

SCHEMA = 1
_TABLES = ("layout.toml", "kinds.toml", "ranks.toml", "words.toml", "grounds.toml")
Align = Literal["left", "center", "justify"]
Line = Literal["", "full", "part"]  # below the words: as long as they are, or from a third to a half of it
_ALIGNS, _LINES = ("left", "center", "justify"), ("", "full", "part")


@dataclass(frozen=True, slots=True)
class Style:
    """How one part is set; `sizes` is what the decree allows, in points, and `size` what a memo uses. `clause` is the rule behind it."""

    part: str
    words: str
    caps: bool
    bold: bool
    italic: bool
    sizes: tuple[float, float]
    size: float
    align: Align
    line: Line
    clause: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A length or distance: the range that the decree allows and what a memo uses, in the unit that layout.toml gives."""

    part: str
    range: tuple[float, float]
    use: float
    clause: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper. `letter`: a công văn, whose subject stands below its number. `listed`: the decree names the kind."""

    id: str
    name: str
    listed: bool
    letter: bool
    abbreviation: str
    clause: str
    note: str
    addressee: str
    signs: str
    opening: str
    closing: str
    opinion: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Authority:
    """By what right one signs, as the lines above the name; `{title}` stands for the office of who signs."""

    id: str
    name: str
    lines: tuple[str, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class Rank:
    """Documents of one rank; `issuer` is how the issuer's name begins, "" for any."""

    kinds: tuple[str, ...]
    issuer: str


@dataclass(frozen=True)
class Forms:
    """All tables. The order of `kinds` is that in which they are offered; the first of `ranks` is the highest.

    `source` names the rules behind them; `phrases` are the words between what was verified, `grounds` how grounds are asked for.
    """

    source: str
    font: str
    colour: str
    styles: Mapping[str, Style]
    measures: Mapping[str, Measure]
    kinds: Mapping[str, Kind]
    authorities: Mapping[str, Authority]
    ranks: tuple[Rank, ...]
    phrases: Phrases
    grounds: GroundsTable

    def measure(self, part: str) -> float:
        return self.measures[part].use

    def rank_of(self, version: Version) -> int | None:
        """The place of a document in the order of the law, 0 the highest; None for what is no ground of a paper."""
        return self.rank_of_kind(version.kind, version.issuer)

    def rank_of_kind(self, kind: str, issuer: str) -> int | None:
        """The same by the names of kind and issuer."""
        kind, issuer = fold(kind), fold(issuer)
        found = [
            (len(rank.issuer), -place)
            for place, rank in enumerate(self.ranks)
            if kind in map(fold, rank.kinds) and issuer.startswith(fold(rank.issuer))
        ]
        return -max(found)[1] if found else None


def load_forms(corpus: Path = CORPUS) -> Forms:
    """The tables under `corpus`/forms; the shipped ones of which the folder has none. Raises CatalogueError."""
    layout, kinds, ranks, words, grounds = (_read(_held(corpus / "forms" / name)) for name in _TABLES)
    return Forms(
        source=f"{layout.text('source_kind', 'Nghị định')} số {layout.text('source')}",
        font=layout.text("font"),
        colour=layout.text("colour"),
        styles={style.part: style for style in map(_style, layout.entries("style"))},
        measures={measure.part: measure for measure in map(_measure, layout.entries("measure"))},
        kinds={kind.id: kind for kind in map(_kind, kinds.entries("kind"))},
        authorities={authority.id: authority for authority in map(_authority, kinds.entries("authority"))},
        ranks=tuple(Rank(entry.texts("kinds", required=True), entry.text("issuer", "")) for entry in ranks.entries("rank")),
        phrases=phrases_of(words.entries("words")),
        grounds=grounds_table(grounds),
    )


def _held(path: Path) -> Path:
    return path if path.is_file() else CORPUS / "forms" / path.name


def _read(path: Path) -> Entry:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"forms/{path.name} cannot be read: {error}") from error
    if table.get("schema") != SCHEMA:
        raise CatalogueError(f"forms/{path.name} has schema {table.get('schema')!r}; this version reads schema {SCHEMA}")
    return Entry(path.name, table)


def _style(entry: Entry) -> Style:
    sizes, size = _range(entry, "sizes"), _number(entry, "size")
    _check_inside(entry, size, sizes)
    return Style(
        part=entry.text("part"),
        words=entry.text("words", ""),
        caps=entry.flag("caps", default=False),
        bold=entry.flag("bold", default=False),
        italic=entry.flag("italic", default=False),
        sizes=sizes,
        size=size,
        align=entry.choice("align", _ALIGNS),
        line=entry.choice("line", _LINES, ""),
        clause=entry.text("clause"),
    )


def _measure(entry: Entry) -> Measure:
    allowed, use = _range(entry, "range"), _number(entry, "use")
    _check_inside(entry, use, allowed)
    return Measure(entry.text("part"), allowed, use, entry.text("clause"))


def _kind(entry: Entry) -> Kind:
    return Kind(
        id=entry.text("id"),
        name=entry.text("name"),
        listed=entry.flag("listed", default=True),
        letter=entry.flag("letter", default=False),
        abbreviation=entry.text("abbreviation"),
        clause=entry.text("clause"),
        note=entry.text("note", ""),
        addressee=entry.text("addressee", ""),
        signs=entry.text("signs"),
        opening=entry.text("opening"),
        closing=entry.text("closing"),
        opinion=entry.text("opinion", ""),
        parts=entry.texts("parts", required=True),
    )


def _authority(entry: Entry) -> Authority:
    return Authority(entry.text("id"), entry.text("name"), entry.texts("lines", required=True), entry.text("clause"))


def _range(entry: Entry, key: str) -> tuple[float, float]:
    found = entry.table.get(key)
    if not isinstance(found, list) or len(found) != 2:
        raise entry.error(f"{key} = {found!r} is no pair of numbers")
    least, most = (_checked(entry, key, value) for value in found)
    return least, most


def _number(entry: Entry, key: str) -> float:
    return _checked(entry, key, entry.table.get(key))


def _checked(entry: Entry, key: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise entry.error(f"{key} = {value!r} is no number")
    return float(value)


def _check_inside(entry: Entry, value: float, allowed: tuple[float, float]) -> None:
    if not allowed[0] <= value <= allowed[1]:
        raise entry.error(f"uses {value:g}, which the decree does not allow: from {allowed[0]:g} to {allowed[1]:g}")
