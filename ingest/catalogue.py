"""The tables under corpus/catalogue as typed values: instruments, effects between provisions, terms.

A table that cannot be read raises CatalogueError, which names the file, the entry and what is wrong with it.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

from .law.normalise import search_form

SCHEMA = 1
CORPUS = Path(__file__).resolve().parent.parent / "corpus"

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
    kind: Literal["abbreviation", "synonym", "misspelling"] = "synonym"


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
        return tuple(e for e in self.effects if e.source.instrument == instrument and (e.source.eid == eid or e.source.covers(instrument, eid)))


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
        effects=tuple(_effect(entry) for entry in parsed.get("effects.toml", {}).get("effect", [])),
        terms=tuple(Term(tuple(e["says"]), e["means"], e.get("kind", "synonym")) for e in terms.get("term", [])),
        question_words=frozenset(search_form(word) for word in terms.get("question_words", [])),
        modes=tuple(ModeRule(_ref("duties.toml", e["provision"]), tuple(e["modes"]), e["words"]) for e in parsed.get("duties.toml", {}).get("mode", [])),
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


def _instruments(table: dict[str, Any]) -> dict[str, Instrument]:
    found: dict[str, Instrument] = {}
    for entry in table.get("instrument", []):
        instrument = _instrument(entry)
        if instrument.number in found:
            raise CatalogueError(f"instruments.toml has {instrument.number!r} twice")
        found[instrument.number] = instrument
    return found


def _instrument(entry: dict[str, Any]) -> Instrument:
    try:
        return Instrument(
            number=entry["number"],
            kind=entry["kind"],
            issuer=entry["issuer"],
            title=entry["title"],
            issued_on=_date(entry, "issued_on"),
            effective_on=_date(entry, "effective_on"),
            expired_on=_date(entry, "expired_on"),
            replaced_by=tuple(entry.get("replaced_by", ())),
            state_note=entry.get("state_note", ""),
            locality=entry.get("locality", ""),
            consolidations=tuple(Consolidation(c["number"], _date(c, "date")) for c in entry.get("consolidations", ())),
            aliases=tuple(entry.get("aliases", ())),
            files=tuple(entry.get("files", ())),
            pages=tuple(entry.get("pages", ())),
            basis=entry.get("basis", ""),
        )
    except KeyError as error:
        raise CatalogueError(f"instruments.toml: entry {entry.get('number')!r} lacks the key {error}") from error


def _effect(entry: dict[str, Any]) -> Effect:
    name = entry.get("id")
    if entry.get("kind") not in get_args(EffectKind):
        raise CatalogueError(f"effects.toml: entry {name!r} has the unknown kind {entry.get('kind')!r}")
    try:
        return Effect(
            id=entry["id"],
            kind=entry["kind"],
            source=_ref(name, entry["source"]),
            target=_ref(name, entry["target"]),
            from_date=_date(entry, "from"),
            until=_date(entry, "until"),
            scope=entry.get("scope", ""),
            basis=_ref(name, entry["basis"]) if "basis" in entry else None,
            reason=entry.get("reason", ""),
            held=entry.get("held", True),
            via=entry.get("via", ""),
            note=entry.get("note", ""),
        )
    except KeyError as error:
        raise CatalogueError(f"effects.toml: entry {name!r} lacks the key {error}") from error


def _ref(name: object, entry: dict[str, str]) -> ProvisionRef:
    if "instrument" not in entry:
        raise CatalogueError(f"entry {name!r} names a provision without its instrument")
    return ProvisionRef(entry["instrument"], entry.get("eid", ""))


def _date(entry: dict[str, Any], key: str) -> date | None:
    value = entry.get(key)
    if value is not None and not isinstance(value, date):
        raise CatalogueError(f"entry {entry.get('number') or entry.get('id')!r}: {key} = {value!r} is no date (write 2026-07-01, without quotes)")
    return value


def _key(number: str) -> str:
    return search_form(number).replace(" ", "")
