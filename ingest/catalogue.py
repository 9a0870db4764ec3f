"""The tables under corpus/catalogue as typed values: instruments, effects between provisions, terms.

A table that cannot be read raises CatalogueError, which names the file, the entry and what is wrong with it.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

from .law.normalise import fold, search_form

SCHEMA = 1
CORPUS = Path(__file__).resolve().parent.parent / "corpus"

TermKind = Literal["abbreviation", "synonym", "misspelling"]
EffectKind = Literal["amends", "adds", "replaces", "repeals", "repeals_in_part", "suspends", "commences", "details", "prevails"]


class CatalogueError(Exception):
    """A table of the catalogue that is missing, broken or contradicts itself; the message names file and entry."""


@dataclass(frozen=True, slots=True)
class Consolidation:
    number: str
    date: date | None


@dataclass(frozen=True, slots=True)
class Instrument:
    """One work. Dates that no source confirms are None; `expired_on` is the first day no longer in force."""

    number: str
    kind: str
    issuer: str
    title: str
    issued_on: date | None = None
    effective_on: date | None = None
    expired_on: date | None = None
    replaced_by: tuple[str, ...] = ()
    state_note: str = ""
    locality: str = ""
    consolidations: tuple[Consolidation, ...] = ()
    aliases: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class ProvisionRef:
    """A provision of an instrument; `eid` is "" for the whole."""

    instrument: str
    eid: str = ""

    def covers(self, instrument: str, eid: str) -> bool:
        """Whether the provision is this one or lies inside it."""
        return self.instrument == instrument and (not self.eid or eid == self.eid or eid.startswith(f"{self.eid}__"))


@dataclass(frozen=True, slots=True)
class Effect:
    """A typed edge: `source` does `kind` to `target` from a day on. `scope` names the matter where it is not the whole provision."""

    id: str
    kind: EffectKind
    source: ProvisionRef
    target: ProvisionRef
    from_date: date | None
    until: date | None = None
    scope: str = ""
    basis: ProvisionRef | None = None
    reason: str = ""
    held: bool = True
    via: str = ""
    note: str = ""

    def applies(self, on: date) -> bool:
        return self.from_date is not None and self.from_date <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Term:
    """One abbreviation or spoken form and what the law calls it."""

    says: tuple[str, ...]
    means: str
    kind: TermKind = "synonym"


@dataclass(frozen=True)
class Catalogue:
    """All tables. `digest` changes with any of them."""

    instruments: Mapping[str, Instrument]
    effects: tuple[Effect, ...] = ()
    terms: tuple[Term, ...] = ()
    question_words: frozenset[str] = frozenset()
    modes: tuple["ModeRule", ...] = ()
    digest: str = ""

    def instrument(self, number: str) -> Instrument | None:
        return self.instruments.get(number) or self._by_key.get(_key(number))

    @cached_property
    def _by_key(self) -> dict[str, Instrument]:
        names = {_key(c.number): i for i in self.instruments.values() for c in i.consolidations}
        names |= {_key(alias): i for i in self.instruments.values() for alias in i.aliases}
        return names | {_key(number): i for number, i in self.instruments.items()}

    def by_file(self, stem: str) -> Instrument | None:
        """The instrument that the catalogue gives for a file of this name (without ending)."""
        return self._files.get(stem)

    @cached_property
    def _files(self) -> dict[str, Instrument]:
        return {stem: i for i in self.instruments.values() for stem in i.files}

    def effects_on(self, instrument: str, eid: str = "") -> tuple[Effect, ...]:
        """Effects whose target holds the provision (or is the whole instrument)."""
        return tuple(e for e in self._by_target.get(instrument, ()) if e.target.covers(instrument, eid))

    @cached_property
    def _by_target(self) -> dict[str, list[Effect]]:
        found: dict[str, list[Effect]] = {}
        for effect in self.effects:
            found.setdefault(effect.target.instrument, []).append(effect)
        return found

    def effects_by(self, instrument: str, eid: str = "") -> tuple[Effect, ...]:
        """Effects that the provision, or one inside it, has on others."""
        return tuple(
            e for e in self.effects if e.source.instrument == instrument and (e.source.eid == eid or e.source.covers(instrument, eid))
        )


@dataclass(frozen=True, slots=True)
class ModeRule:
    """The mode in which a board acts under a provision and all below it, with the words of the clause that say so."""

    provision: ProvisionRef
    modes: tuple[str, ...]
    words: str


def load_catalogue(corpus: Path = CORPUS) -> Catalogue:
    """The catalogue under `corpus`/catalogue. A table that does not exist counts as empty."""
    folder = corpus / "catalogue"
    tables = {path.name: path.read_bytes() for path in sorted(folder.glob("*.toml"))} if folder.is_dir() else {}
    parsed = {name: _parse(folder / name, content) for name, content in tables.items()}
    digest = hashlib.sha256(b"".join(name.encode() + content for name, content in tables.items())).hexdigest()
    terms = parsed.get("terms.toml", {})
    return Catalogue(
        instruments=_instruments(parsed.get("instruments.toml", {})),
        effects=_effects(parsed.get("effects.toml", {})),
        terms=tuple(_term(entry) for entry in _entries("terms.toml", terms, "term")),
        question_words=frozenset(search_form(word) for word in _texts("terms.toml", terms, "question_words")),
        modes=tuple(_mode(entry) for entry in _entries("duties.toml", parsed.get("duties.toml", {}), "mode")),
        digest=digest,
    )


def _parse(path: Path, content: bytes) -> dict[str, Any]:
    try:
        table = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path.name} is no valid TOML: {error}") from error
    if table.get("schema") != SCHEMA:
        raise CatalogueError(f"{path.name} has schema {table.get('schema')!r}; this version reads schema {SCHEMA}")
    return table


def _entries(file: str, table: dict[str, Any], key: str) -> list[dict[str, Any]]:
    entries = table.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise CatalogueError(f"{file}: {key!r} must be a list of tables, written [[{key}]]")
    return entries


def _instruments(table: dict[str, Any]) -> dict[str, Instrument]:
    found: dict[str, Instrument] = {}
    named: dict[str, str] = {}
    for entry in _entries("instruments.toml", table, "instrument"):
        instrument = read_instrument(entry)
        if instrument.number in found:
            raise CatalogueError(f"instruments.toml has {instrument.number!r} twice")
        found[instrument.number] = instrument
        names = [("number", _key(n)) for n in (instrument.number, *(c.number for c in instrument.consolidations), *instrument.aliases)]
        for kind, name in {*names, *(("file", stem) for stem in instrument.files)}:
            if (other := named.setdefault(f"{kind} {name!r}", instrument.number)) != instrument.number:
                raise CatalogueError(f"instruments.toml: {other!r} and {instrument.number!r} both have the {kind} {name!r}")
    return found


def read_instrument(entry: dict[str, Any]) -> Instrument:
    """The instrument of an entry of instruments.toml. Raises CatalogueError."""
    file = "instruments.toml"
    return Instrument(
        number=_text(file, entry, "number"),
        kind=_text(file, entry, "kind"),
        issuer=_text(file, entry, "issuer"),
        title=_text(file, entry, "title"),
        issued_on=_date(file, entry, "issued_on"),
        effective_on=_date(file, entry, "effective_on"),
        expired_on=_date(file, entry, "expired_on"),
        replaced_by=_texts(file, entry, "replaced_by"),
        state_note=_text(file, entry, "state_note", ""),
        locality=_text(file, entry, "locality", ""),
        consolidations=tuple(
            Consolidation(_text(file, c, "number"), _date(file, c, "date")) for c in _entries(file, entry, "consolidations")
        ),
        aliases=_texts(file, entry, "aliases"),
        files=_texts(file, entry, "files"),
        pages=_texts(file, entry, "pages"),
        basis=_text(file, entry, "basis", ""),
    )


def _effects(table: dict[str, Any]) -> tuple[Effect, ...]:
    found: dict[str, Effect] = {}
    for entry in _entries("effects.toml", table, "effect"):
        effect = read_effect(entry)
        if effect.id in found:
            raise CatalogueError(f"effects.toml has {effect.id!r} twice")
        found[effect.id] = effect
    return tuple(found.values())


def read_effect(entry: dict[str, Any]) -> Effect:
    """The effect of an entry of effects.toml. Raises CatalogueError."""
    file = "effects.toml"
    if entry.get("kind") not in get_args(EffectKind):
        raise CatalogueError(f"{file}: entry {_name(entry)} has the unknown kind {entry.get('kind')!r}")
    if not isinstance(entry.get("held", True), bool):
        raise CatalogueError(f"{file}: entry {_name(entry)}: held = {entry['held']!r} is neither true nor false")
    return Effect(
        id=_text(file, entry, "id"),
        kind=entry["kind"],
        source=_ref(file, entry, "source"),
        target=_ref(file, entry, "target"),
        from_date=_date(file, entry, "from"),
        until=_date(file, entry, "until"),
        scope=_text(file, entry, "scope", ""),
        basis=_ref(file, entry, "basis") if "basis" in entry else None,
        reason=_text(file, entry, "reason", ""),
        held=entry.get("held", True),
        via=_text(file, entry, "via", ""),
        note=_text(file, entry, "note", ""),
    )


def _term(entry: dict[str, Any]) -> Term:
    kind = entry.get("kind", "synonym")
    if kind not in get_args(TermKind):
        raise CatalogueError(f"terms.toml: entry {_name(entry)} has the unknown kind {kind!r}")
    return Term(_texts("terms.toml", entry, "says", required=True), _text("terms.toml", entry, "means"), kind)


def _mode(entry: dict[str, Any]) -> ModeRule:
    file = "duties.toml"
    return ModeRule(_ref(file, entry, "provision"), _texts(file, entry, "modes", required=True), _text(file, entry, "words"))


def _ref(file: str, entry: dict[str, Any], key: str) -> ProvisionRef:
    if key not in entry:
        raise CatalogueError(f"{file}: entry {_name(entry)} lacks the key {key!r}")
    value = entry[key]
    if not isinstance(value, dict) or not isinstance(value.get("instrument"), str):
        raise CatalogueError(f"{file}: entry {_name(entry)} names a provision in {key!r} without its instrument")
    return ProvisionRef(value["instrument"], _text(file, value, "eid", ""))


def _text(file: str, entry: dict[str, Any], key: str, default: str | None = None) -> str:
    value = entry.get(key, default)
    if value is None:
        raise CatalogueError(f"{file}: entry {_name(entry)} lacks the key {key!r}")
    if not isinstance(value, str):
        raise CatalogueError(f"{file}: entry {_name(entry)}: {key} = {value!r} is no text (write it in quotes)")
    return value


def _texts(file: str, entry: dict[str, Any], key: str, required: bool = False) -> tuple[str, ...]:
    if required and not entry.get(key):
        raise CatalogueError(f"{file}: entry {_name(entry)} lacks the key {key!r}")
    values = entry.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise CatalogueError(f"{file}: entry {_name(entry)}: {key} = {values!r} is no list of texts")
    return tuple(values)


def _date(file: str, entry: dict[str, Any], key: str) -> date | None:
    value = entry.get(key)
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise CatalogueError(f"{file}: entry {_name(entry)}: {key} = {value!r} is no date (write 2026-07-01, without quotes)")
    return value


def _name(entry: dict[str, Any]) -> str:
    """What an entry is called by in a message: its number, id or first words."""
    names = (entry.get(key) for key in ("number", "id", "means", "words", "instrument", "says", "provision"))
    return repr(next((name for name in names if name), None))


def same_number(one: str, other: str) -> bool:
    """Whether both are spellings of one number: case, spaces and diacritics do not count (35/2022/ND-CP is 35/2022/NĐ-CP)."""
    return _key(one) == _key(other)


def _key(number: str) -> str:
    return fold(number).replace(" ", "")
