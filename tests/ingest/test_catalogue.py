"""The tables of the catalogue: what is wrong is named by file and entry; what is shipped holds together."""

from datetime import date
from pathlib import Path

import pytest
from invented import Place

from ingest.catalogue import CORPUS, Catalogue, CatalogueError, Effect, Instrument, ProvisionRef, load_catalogue, same_number
from ingest.documents import load_document
from ingest.index.tokens import syllables
from ingest.law.validity import State, Validity, unapplied_effects, validity_of

ONE = '[[instrument]]\nnumber = "91/2031/NĐ-CP"\nkind = "Nghị định"\nissuer = "Chính phủ"\ntitle = "vườn ươm"\n'
EFFECT = '[[effect]]\nid = "tđ-1"\nkind = "amends"\nsource = {instrument = "92/2031/NĐ-CP"}\ntarget = {instrument = "91/2031/NĐ-CP"}\n'
S = "schema = 1\n"

BROKEN: dict[str, tuple[str, str | bytes, list[str]]] = {
    "date in quotes": ("instruments.toml", S + ONE + 'issued_on = "2031-03-05"\n', ["instruments.toml", "91/2031/NĐ-CP", "issued_on"]),
    "date with a time": ("instruments.toml", S + ONE + "issued_on = 2031-03-05T00:00:00\n", ["instruments.toml", "91/2031/NĐ-CP"]),
    "day that does not exist": ("instruments.toml", S + ONE + "issued_on = 2031-02-30\n", ["instruments.toml"]),
    "date of a consolidation": (
        "instruments.toml",
        S + ONE + 'consolidations = [{number = "7/VBHN-BKH", date = "2032"}]\n',
        ["instruments.toml", "7/VBHN-BKH", "date"],
    ),
    "missing title": ("instruments.toml", S + ONE.replace("title", "name"), ["instruments.toml", "91/2031/NĐ-CP", "'title'"]),
    "number that is a number": ("instruments.toml", S + ONE.replace('"91/2031/NĐ-CP"', "91"), ["instruments.toml", "91"]),
    "same number twice": ("instruments.toml", S + ONE + ONE, ["instruments.toml", "91/2031/NĐ-CP", "twice"]),
    "same alias twice": (
        "instruments.toml",
        S + ONE + 'aliases = ["NĐ vườn"]\n' + ONE.replace("91", "92") + 'aliases = ["nd vuon"]\n',
        ["instruments.toml", "91/2031/NĐ-CP", "92/2031/NĐ-CP"],
    ),
    "same file twice": (
        "instruments.toml",
        S + ONE + 'files = ["vuon"]\n' + ONE.replace("91", "92") + 'files = ["vuon"]\n',
        ["instruments.toml", "91/2031/NĐ-CP", "92/2031/NĐ-CP", "vuon"],
    ),
    "files no list": ("instruments.toml", S + ONE + 'files = "vuon"\n', ["instruments.toml", "91/2031/NĐ-CP", "files"]),
    "one table, no list": ("instruments.toml", S + ONE.replace("[[instrument]]", "[instrument]"), ["instruments.toml", "[[instrument]]"]),
    "effect of unknown kind": ("effects.toml", S + EFFECT.replace("amends", "changes"), ["effects.toml", "tđ-1", "changes"]),
    "effect without kind": ("effects.toml", S + EFFECT.replace("kind", "sort"), ["effects.toml", "tđ-1"]),
    "effect without source": ("effects.toml", S + EFFECT.replace("source", "from_where"), ["effects.toml", "tđ-1", "'source'"]),
    "effect without id": ("effects.toml", S + EFFECT.replace("id =", "name ="), ["effects.toml", "'id'"]),
    "effect on nothing": (
        "effects.toml",
        S + EFFECT.replace("target = {instrument", "target = {number"),
        ["effects.toml", "tđ-1", "target"],
    ),
    "effect on a word": (
        "effects.toml",
        S + EFFECT.replace('{instrument = "91/2031/NĐ-CP"}', '"91/2031/NĐ-CP"'),
        ["effects.toml", "tđ-1", "target"],
    ),
    "same effect twice": ("effects.toml", S + EFFECT + EFFECT, ["effects.toml", "tđ-1", "twice"]),
    "held in words": ("effects.toml", S + EFFECT + 'held = "no"\n', ["effects.toml", "tđ-1", "held"]),
    "effect from a word": ("effects.toml", S + EFFECT + 'from = "1/7/2031"\n', ["effects.toml", "tđ-1", "from"]),
    "term without meaning": ("terms.toml", S + '[[term]]\nsays = ["VƯ"]\n', ["terms.toml", "VƯ", "'means'"]),
    "term without form": ("terms.toml", S + '[[term]]\nmeans = "vườn ươm"\n', ["terms.toml", "vườn ươm", "'says'"]),
    "term of unknown kind": ("terms.toml", S + '[[term]]\nsays = ["VƯ"]\nmeans = "vườn"\nkind = "x"\n', ["terms.toml", "vườn", "'x'"]),
    "mode without words": (
        "duties.toml",
        S + '[[mode]]\nprovision = {instrument = "1/2031"}\nmodes = ["trình"]\n',
        ["duties.toml", "'words'"],
    ),
    "wrong schema": ("effects.toml", "schema = 2\n", ["effects.toml", "2"]),
    "no schema": ("terms.toml", "", ["terms.toml", "None"]),
    "broken TOML": ("duties.toml", "schema = 1\n[[mode\n", ["duties.toml", "TOML"]),
    "no UTF-8": ("terms.toml", b"schema = 1\n# \xff\n", ["terms.toml"]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_table_is_named_with_its_entry(place: Place, name: str) -> None:
    table, content, named = BROKEN[name]
    (place.corpus / "catalogue").mkdir()
    (place.corpus / "catalogue" / table).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CatalogueError) as error:
        load_catalogue(place.corpus)
    assert [part for part in named if part not in str(error.value)] == []
    assert "\n" not in str(error.value)


def test_no_catalogue_is_an_empty_one(tmp_path: Path) -> None:
    found = load_catalogue(tmp_path)
    assert (dict(found.instruments), found.effects, found.terms) == ({}, (), ())


def test_digest_changes_with_any_table(place: Place) -> None:
    digests = set[str]()
    for table in ("instruments.toml", "effects.toml", "terms.toml", "duties.toml", "places.toml"):
        place.table(table, S)
        digests.add(load_catalogue(place.corpus).digest)
        place.table(table, S + "# khác\n")
        digests.add(load_catalogue(place.corpus).digest)
    assert len(digests) == 10


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("35/2022/NĐ-CP", True),
        ("35/2022/nđ-cp", True),
        ("35/2022/ND-CP", True),
        ("35 / 2022 / NĐ-CP", True),
        ("9716/VBHN-BKHĐT", True),
        ("35/2022", False),
        ("35/2023/NĐ-CP", False),
        ("", False),
    ],
)
def test_instrument_by_its_number_however_it_is_written(catalogue: Catalogue, written: str, found: bool) -> None:
    instrument = catalogue.instrument(written)
    assert (instrument is not None and instrument.number == "35/2022/NĐ-CP") == found
    assert same_number("35/2022/NĐ-CP", written) == (found and "VBHN" not in written)


# -- the shipped tables -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def digested(catalogue: Catalogue) -> dict[str, set[str]]:
    """Number → eIds of the provisions in our digest of it."""
    documents = [load_document(path, catalogue) for path in sorted((CORPUS / "digests").glob("*.md"))]
    return {d.number: {p.eid for p in d.parsed.root.walk()} for d in documents}


def named_provisions(catalogue: Catalogue) -> list[tuple[str, ProvisionRef]]:
    refs = [(e.id, ref) for e in catalogue.effects for ref in (e.source, e.target, e.basis) if ref]
    return refs + [(f"mode “{m.words}”", m.provision) for m in catalogue.modes]


def test_instruments_of_all_effects_and_modes_exist(catalogue: Catalogue) -> None:
    assert [(name, ref.instrument) for name, ref in named_provisions(catalogue) if ref.instrument not in catalogue.instruments] == []


def test_provisions_of_effects_and_modes_exist_where_their_article_is_digested(catalogue: Catalogue, digested: dict[str, set[str]]) -> None:
    def is_missing(ref: ProvisionRef) -> bool:
        held = digested.get(ref.instrument, set())
        return bool(ref.eid) and ref.eid.split("__")[0] in held and ref.eid not in held

    assert [(name, ref) for name, ref in named_provisions(catalogue) if is_missing(ref)] == []


def test_words_that_prove_a_mode_stand_in_the_provision_or_its_lead(catalogue: Catalogue) -> None:
    for path in sorted((CORPUS / "digests").glob("*.md")):
        found = load_document(path, catalogue)
        for rule in catalogue.modes:
            node = found.parsed.find(rule.provision.eid) if rule.provision.instrument == found.number else None
            if node:  # its words in their order: a digest may say more between them
                said = iter(syllables(found.parsed.text[node.start : node.end], folded=False))
                assert all(word in said for word in syllables(rule.words, folded=False)), (rule.provision, rule.words)


def test_files_and_replacements_of_instruments_hold_together(catalogue: Catalogue) -> None:
    for instrument in catalogue.instruments.values():
        issued, effective, expired = instrument.issued_on, instrument.effective_on, instrument.expired_on
        in_order = not (issued and effective and issued > effective) and not (effective and expired and effective >= expired)
        assert in_order or instrument.state_note, f"{instrument.number}: dates out of order, and no note tells the reader"
        assert all(page.startswith("http") for page in instrument.pages), instrument.number
        assert all(catalogue.by_file(stem) is instrument for stem in instrument.files)


# -- validity ---------------------------------------------------------------------------------------------------------

OLD, NEW = "91/2031/NĐ-CP", "92/2032/NĐ-CP"
D = date
START, CHANGE = D(2031, 7, 1), D(2032, 1, 1)


def effect(kind: str, eid: str = "", on: date | None = CHANGE, **rest: object) -> Effect:
    return Effect(f"{kind}-{eid}", kind, ProvisionRef(NEW, "art_1"), ProvisionRef(OLD, eid), on, **rest)  # type: ignore[arg-type]


def law(*effects: Effect, effective: date | None = START, expired: date | None = None) -> Catalogue:
    old = Instrument(OLD, "Nghị định", "Chính phủ", "vườn ươm", D(2031, 3, 5), effective, expired)
    return Catalogue({OLD: old}, effects)


@pytest.mark.parametrize(
    ("catalogue", "eid", "wanted"),
    [
        (law(), "art_1", (D(2031, 7, 1), None)),
        (law(expired=D(2033, 1, 1)), "art_1", (D(2031, 7, 1), D(2033, 1, 1))),
        (law(effective=None), "art_1", (None, None)),  # unknown is never taken for in force
        (law(effect("repeals", "art_1")), "art_1", (D(2031, 7, 1), D(2032, 1, 1))),
        (law(effect("repeals", "art_1")), "art_1__para_2", (D(2031, 7, 1), D(2032, 1, 1))),  # with all that is in it
        (law(effect("repeals", "art_1")), "art_10", (D(2031, 7, 1), None)),  # but not with its namesakes
        (law(effect("repeals", "art_1__para_2")), "art_1", (D(2031, 7, 1), None)),
        (law(effect("replaces", "art_1"), expired=D(2033, 1, 1)), "art_1", (D(2031, 7, 1), D(2032, 1, 1))),
        (law(effect("repeals", "art_1"), expired=D(2031, 12, 1)), "art_1", (D(2031, 7, 1), D(2031, 12, 1))),
        (law(effect("repeals", "art_1", None)), "art_1", (D(2031, 7, 1), None)),  # a repeal of unknown day ends nothing
        (law(effect("repeals", "art_1", scope="việc tưới")), "art_1", (D(2031, 7, 1), None)),  # nor one of a part
        (law(effect("amends", "art_1")), "art_1", (D(2031, 7, 1), None)),
        (law(effect("commences", "art_1", D(2031, 9, 1))), "art_1__para_1", (D(2031, 9, 1), None)),
        (law(effect("commences", "art_1", None)), "art_1", (None, None)),
        (law(effect("prevails", "art_1")), "art_1", (D(2031, 7, 1), None)),
    ],
)
def test_validity_of(catalogue: Catalogue, eid: str, wanted: tuple[date | None, date | None]) -> None:
    assert validity_of(catalogue, OLD, eid, None) == Validity(*wanted)


def test_printed_day_counts_where_the_catalogue_knows_none() -> None:
    assert validity_of(Catalogue({}), OLD, "art_1", D(2031, 7, 1)) == Validity(D(2031, 7, 1), None)
    assert validity_of(law(effective=None), OLD, "art_1", D(2031, 7, 1)).valid_from == D(2031, 7, 1)
    assert validity_of(law(), OLD, "art_1", D(2030, 1, 1)).valid_from == D(2031, 7, 1)


@pytest.mark.parametrize(
    ("validity", "on", "wanted"),
    [
        (Validity(D(2031, 7, 1), None), D(2031, 6, 30), "not_yet"),
        (Validity(D(2031, 7, 1), None), D(2031, 7, 1), "in_force"),
        (Validity(D(2031, 7, 1), D(2032, 1, 1)), D(2031, 12, 31), "in_force"),
        (Validity(D(2031, 7, 1), D(2032, 1, 1)), D(2032, 1, 1), "expired"),
        (Validity(None, D(2032, 1, 1)), D(2032, 1, 1), "expired"),
        (Validity(None, D(2032, 1, 1)), D(2031, 1, 1), "unknown"),
        (Validity(None, None), D(2031, 1, 1), "unknown"),
        (Validity(D(2031, 7, 1), None), date.min, "not_yet"),
        (Validity(D(2031, 7, 1), None), date.max, "in_force"),
    ],
)
def test_state(validity: Validity, on: date, wanted: State) -> None:
    assert validity.state(on) == wanted


@pytest.mark.parametrize(
    ("made", "version", "on", "wanted"),
    [
        (effect("amends", "art_1"), D(2031, 3, 5), D(2032, 1, 1), True),
        (effect("amends", "art_1"), D(2031, 3, 5), D(2031, 12, 31), False),  # not yet
        (effect("amends", "art_1"), D(2032, 1, 1), D(2033, 1, 1), False),  # the text held shows it already
        (effect("amends", "art_1"), None, D(2032, 1, 1), True),  # nobody knows what the text shows
        (effect("amends", "art_1", until=D(2032, 6, 1)), D(2031, 3, 5), D(2032, 6, 1), False),
        (effect("amends", "art_1", None), D(2031, 3, 5), D(2032, 1, 1), False),
        (effect("amends", "art_2"), D(2031, 3, 5), D(2032, 1, 1), False),
        (effect("amends", ""), D(2031, 3, 5), D(2032, 1, 1), True),  # the whole instrument
        (effect("amends", "art_1", scope="việc tưới"), D(2031, 3, 5), D(2032, 1, 1), True),
        (effect("repeals_in_part", "art_1"), D(2031, 3, 5), D(2032, 1, 1), True),
        (effect("suspends", "art_1"), D(2031, 3, 5), D(2032, 1, 1), True),
        (effect("details", "art_1"), D(2031, 3, 5), D(2032, 1, 1), False),
        (effect("prevails", "art_1"), D(2031, 3, 5), D(2032, 1, 1), False),
        (effect("commences", "art_1"), D(2031, 3, 5), D(2032, 1, 1), False),
    ],
)
def test_unapplied_effects(made: Effect, version: date | None, on: date, wanted: bool) -> None:
    assert bool(unapplied_effects(law(made), OLD, "art_1__para_1", version, on)) == wanted


def test_matters_of_provinces_and_presets_name_what_there_is(catalogue: Catalogue) -> None:
    topics, local = {t.name for t in catalogue.topics}, catalogue.local_topics
    assert local.boards and {t.under for t in local.topics} <= topics
    places = {name for p in catalogue.places.provinces for name in (p.name, *p.merged)} | {"Toàn Khối"}
    for preset in catalogue.presets:
        assert set(preset.places) <= places, preset.name
        assert set(preset.topics) <= topics | {t.name for t in local.topics}, preset.name
