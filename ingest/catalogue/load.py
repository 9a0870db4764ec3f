"""Reads the tables under corpus/catalogue."""

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from ..law.normalise import normalise, search_form
from .asking import read_asking
from .duties import read_duty, read_mode
from .entry import CatalogueError, Entry
from .model import Alike, AlikeKind, Catalogue, Consolidation, Effect, EffectKind, Instrument, Sense, SenseKind, Term, TermKind, name_key
from .places import read_places
from .reporting import FILE as REPORTING
from .reporting import read_reporting
from .reports import OtherConference, ReportCard, read_other_conferences, read_report_card
from .sums import read_sums
from .topics import read_local_topics, read_presets, read_topics

SCHEMA = 1
CORPUS = Path(__file__).resolve().parents[2] / "corpus"
INSTRUMENTS, EFFECTS, TERMS, DUTIES, PLACES = (f"{name}.toml" for name in ("instruments", "effects", "terms", "duties", "places"))
TOPICS, SUMS = "topics.toml", "sums.toml"
CONFERENCES = "other-conferences.toml"
_FENCE = "+++\n"


def load_catalogue(corpus: Path = CORPUS) -> Catalogue:
    """The catalogue under `corpus`/catalogue. A table that does not exist counts as empty. Raises CatalogueError."""
    folder = corpus / "catalogue"
    tables = {path.name: path.read_bytes() for path in sorted(folder.glob("*.toml"))} if folder.is_dir() else {}
    parsed = {name: _parse(folder / name, content) for name, content in tables.items()}
    digest = hashlib.sha256(b"".join(name.encode() + content for name, content in tables.items())).hexdigest()
    terms, duties = (Entry(name, parsed.get(name, {})) for name in (TERMS, DUTIES))
    asking = read_asking(parsed)
    return Catalogue(
        instruments=_instruments(parsed.get(INSTRUMENTS, {})),
        effects=_effects(parsed.get(EFFECTS, {})),
        terms=tuple(_term(entry) for entry in terms.entries("term")),
        alike=tuple(_alike(entry) for entry in terms.entries("alike")),
        senses=tuple(read_sense(entry.table) for entry in terms.entries("sense")),
        question_words=frozenset(search_form(word) for word in (*terms.texts("question_words"), *asking.pressure)),
        common_words=frozenset(search_form(word) for word in terms.texts("common_words")),
        modes=tuple(read_mode(entry.table) for entry in duties.entries("mode")),
        duties=tuple(read_duty(entry.table) for entry in duties.entries("duty")),
        places=read_places(parsed.get(PLACES, {})),
        topics=read_topics(parsed.get(TOPICS, {})),
        local_topics=read_local_topics(parsed.get(TOPICS, {})),
        presets=read_presets(parsed.get(TOPICS, {})),
        sums=read_sums(parsed.get(SUMS, {})),
        reports=_reports(corpus / "reports"),
        other_conferences=_other_conferences(corpus / "reports" / CONFERENCES),
        reporting=read_reporting(parsed.get(REPORTING, {})),
        asking=asking,
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


def _reports(folder: Path) -> tuple[ReportCard, ...]:
    """The cards of the reports in the folder. A file with a broken head is left out: reading the texts says what is wrong with it."""
    found = list[ReportCard]()
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        head, fence, _ = path.read_text("utf-8", errors="replace").replace("\r\n", "\n").partition(f"\n{_FENCE}")
        try:
            front = tomllib.loads(normalise(head.lstrip("\ufeff").removeprefix(_FENCE)) if fence else "")
        except tomllib.TOMLDecodeError:
            continue
        if front.get("kind") == "report" and front.get("id") and front.get("title"):
            found.append(read_report_card(path.name, front))
    return tuple(found)


def _other_conferences(path: Path) -> tuple[OtherConference, ...]:
    return read_other_conferences(path.name, _parse(path, path.read_bytes())) if path.is_file() else ()


def _instruments(table: Mapping[str, Any]) -> dict[str, Instrument]:
    found: dict[str, Instrument] = {}
    named: dict[str, str] = {}
    for entry in Entry(INSTRUMENTS, table).entries("instrument"):
        instrument = read_instrument(entry.table)
        if instrument.number in found:
            raise CatalogueError(f"{INSTRUMENTS} has {instrument.number!r} twice")
        found[instrument.number] = instrument
        names = [("number", name_key(n)) for n in (instrument.number, *(c.number for c in instrument.consolidations), *instrument.aliases)]
        for kind, name in {*names, *(("file", stem) for stem in instrument.files)}:
            if (other := named.setdefault(f"{kind} {name!r}", instrument.number)) != instrument.number:
                raise CatalogueError(f"{INSTRUMENTS}: {other!r} and {instrument.number!r} both have the {kind} {name!r}")
    return found


def read_instrument(table: Mapping[str, Any]) -> Instrument:
    """The instrument of an entry of instruments.toml. Raises CatalogueError."""
    entry = Entry(INSTRUMENTS, table)
    return Instrument(
        number=entry.text("number"),
        kind=entry.text("kind"),
        issuer=entry.text("issuer"),
        title=entry.text("title"),
        issued_on=entry.day("issued_on"),
        effective_on=entry.day("effective_on"),
        expired_on=entry.day("expired_on"),
        replaced_by=entry.texts("replaced_by"),
        state_note=entry.text("state_note", ""),
        locality=entry.text("locality", ""),
        consolidations=tuple(Consolidation(c.text("number"), c.day("date")) for c in entry.entries("consolidations")),
        aliases=entry.texts("aliases"),
        files=entry.texts("files"),
        pages=entry.texts("pages"),
        basis=entry.text("basis", ""),
    )


def _effects(table: Mapping[str, Any]) -> tuple[Effect, ...]:
    found: dict[str, Effect] = {}
    for entry in Entry(EFFECTS, table).entries("effect"):
        effect = read_effect(entry.table)
        if effect.id in found:
            raise CatalogueError(f"{EFFECTS} has {effect.id!r} twice")
        found[effect.id] = effect
    return tuple(found.values())


def read_effect(table: Mapping[str, Any]) -> Effect:
    """The effect of an entry of effects.toml. Raises CatalogueError."""
    entry = Entry(EFFECTS, table)
    return Effect(
        id=entry.text("id"),
        kind=entry.choice("kind", get_args(EffectKind)),
        source=entry.provision("source"),
        target=entry.provision("target"),
        from_date=entry.day("from"),
        until=entry.day("until"),
        scope=entry.text("scope", ""),
        basis=entry.optional_provision("basis"),
        reason=entry.text("reason", ""),
        held=entry.flag("held", default=True),
        via=entry.text("via", ""),
        note=entry.text("note", ""),
        transition=entry.optional_provision("transition"),
        indirect=entry.flag("indirect", default=False),
        now=entry.text("now", ""),
        was=entry.text("was", ""),
    )


def _term(entry: Entry) -> Term:
    return Term(entry.texts("says", required=True), entry.text("means"), entry.choice("kind", get_args(TermKind), "synonym"))


def _alike(entry: Entry) -> Alike:
    return Alike(entry.choice("kind", get_args(AlikeKind)), entry.texts("names", required=True))


def read_sense(table: Mapping[str, Any]) -> Sense:
    """The sense of an entry of terms.toml. Raises CatalogueError."""
    entry = Entry(TERMS, table)
    return Sense(
        entry.choice("kind", get_args(SenseKind)),
        entry.text("means"),
        entry.texts("says", required=True),
        entry.texts("like"),
        entry.texts("against"),
    )
