"""References: a table of written references with what each means, a sample judged by reading, and what holds for any text."""

import json
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from effort import HANG, grows_with_length
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from law_notation import read

from ingest.catalogue import Catalogue, Instrument, load_catalogue
from ingest.documents import load_document
from ingest.law.normalise import normalise
from ingest.law.parser import parse
from ingest.law.provision import MAIN
from ingest.law.references import Amended, Context, Reference, Target, references_in, references_of

DATA = Path(__file__).parents[2] / "data"
MIN_PRECISION, MIN_RECALL = 0.98, 0.95
MAX_SYLLABLES_AROUND = 10
# An invented catalogue: laws of an orchard.
ORCHARD = Catalogue(
    {
        i.number: i
        for i in (
            Instrument("1/2020/QH14", "Luật", "", "Vườn", date(2020, 1, 1), date(2020, 7, 1), date(2030, 1, 1)),
            Instrument("9/2029/QH17", "Luật", "", "Vườn", date(2029, 5, 1), date(2030, 1, 1)),
            Instrument("2/2021/QH15", "Luật", "", "Vườn ươm", date(2021, 1, 1), date(2021, 7, 1)),
            Instrument("3/2022/QH15", "Luật", "", "sửa đổi, bổ sung một số điều của Luật Vườn", date(2022, 1, 1), date(2022, 7, 1)),
            Instrument("4/2023/NĐ-CP", "Nghị định", "", "quy định chi tiết Luật Vườn", date(2023, 1, 1), date(2023, 7, 1)),
            Instrument("5/2023/NĐ-CP", "Nghị định", "", "sửa đổi, bổ sung một số điều của Nghị định số 4/2023/NĐ-CP", date(2023, 9, 1)),
        )
    }
)
DAY = date(2024, 1, 1)


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


TABLE, SAMPLE = rows("references-table.jsonl"), rows("references-sample.jsonl")


def notation(target: Target) -> str:
    """35/2022/NĐ-CP#art_5, 35/2022/NĐ-CP#pl-1#, 35/2022/NĐ-CP"""
    if target.component == MAIN:
        return f"{target.instrument}#{target.eid}" if target.eid else target.instrument
    return f"{target.instrument}#{target.component}#{target.eid}"


def context_of(row: dict[str, Any], catalogue: Catalogue) -> Context:
    on = date.fromisoformat(row["on"]) if row["on"] else None
    amended = row.get("amended")
    given = Amended(None if amended == "?" else amended) if amended else None
    return Context(catalogue, row["document"], row["eid"], row["component"], on, amended=given)


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load_catalogue()


# -- the table -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", TABLE, ids=[f"{i}-{row['document']}" for i, row in enumerate(TABLE)])
def test_the_table_of_references(row: dict[str, Any], shipped: Catalogue) -> None:
    before, _, rest = row["text"].partition("⟦")
    written, _, behind = rest.partition("⟧")
    found = {r.start: r for r in references_in(before + written + behind, context_of(row, shipped))}
    assert len(before) in found, f"nothing found at {written!r}, only {[r.text for r in found.values()]}"
    reference = found[len(before)]
    assert reference.text == written
    assert [notation(t) for t in reference.targets] == row["targets"]
    assert (reference.form, reference.inferred) == (row["form"], row["inferred"])


def test_the_table_is_large_enough_and_holds_no_longer_official_text() -> None:
    assert len(TABLE) >= 150
    assert sum(row["form"] == "relative" for row in TABLE) >= 40
    assert sum(len(row["targets"]) > 1 for row in TABLE) >= 20
    assert sum(not row["targets"] for row in TABLE) >= 10
    for row in TABLE:
        before, _, rest = row["text"].partition("⟦")
        around = before.split() + rest.partition("⟧")[2].split()
        assert not row["file"] or len(around) <= MAX_SYLLABLES_AROUND, row["text"]


# -- the sample ------------------------------------------------------------------------------------------------------------


def test_precision_and_recall_of_the_sample_hold() -> None:
    assert len(SAMPLE) >= 200
    for row in SAMPLE:
        assert row["verdict"] == _verdict(row), row
    verdicts = [row["verdict"] for row in SAMPLE]
    right = verdicts.count("right")
    asserted = right + verdicts.count("wrong") + verdicts.count("spurious")
    written = len(verdicts) - verdicts.count("spurious") - verdicts.count("none")
    assert right / asserted >= MIN_PRECISION
    assert right / written >= MIN_RECALL


def _verdict(row: dict[str, Any]) -> str:
    """What `expected` (None: no reference there) and `got` (None: none found) make of a row."""
    if row["expected"] is None:
        return "none" if row["got"] is None else "spurious"
    if row["got"] is None:
        return "missed"
    if row["got"] == row["expected"]:
        return "right"
    return "wrong" if row["got"] else "unresolved"


def test_the_sample_is_read_as_it_was_judged(shared: Path, shipped: Catalogue) -> None:
    by_file: dict[str, list[dict[str, Any]]] = {}
    for row in SAMPLE:
        by_file.setdefault(row["file"], []).append(row)
    differing = list[tuple[str, int, list[str] | None]]()
    for stem, judged in by_file.items():
        found = _references(shared, stem, shipped)
        for row in judged:
            reference = found.get((row["start"], row["end"]))
            got = [notation(t) for t in reference.targets] if reference else None
            if got != row["got"]:
                differing.append((stem, row["start"], got))
    assert differing == []


def test_the_sample_is_of_other_texts_than_the_table() -> None:
    assert not {row["file"] for row in SAMPLE} & {row["file"] for row in TABLE}


def _references(shared: Path, stem: str, catalogue: Catalogue) -> dict[tuple[int, int], Reference]:
    document = load_document(shared / "corpus" / "raw" / f"{stem}.txt", catalogue)
    instrument = catalogue.instrument(document.number)
    on = (instrument.effective_on or instrument.issued_on) if instrument else None
    found = references_of(document.parsed, document.number, catalogue, on or document.effective_on or document.issued_on)
    return {(r.start, r.end): r for _, r in found}


# -- whole trees -------------------------------------------------------------------------------------------------------------


def in_tree(text: str, document: str = "4/2023/NĐ-CP") -> dict[str, list[str]]:
    """Written reference → what it means, of an invented text."""
    parsed = read(text)
    found = references_of(parsed, document, ORCHARD, DAY)
    assert all(parsed.text[r.start : r.end] == r.text for _, r in found)
    return {" ".join(r.text.split()): [notation(t) for t in r.targets] for _, r in found}


def test_headings_are_no_references_and_places_without_an_instrument_are_own_where_the_tree_has_them() -> None:
    found = in_tree("""
        Điều 1. Cây
        1. Theo khoản 2 Điều 2 và Điều 9.
        Điều 2. Lá
        1. Theo khoản 2.
        2. Theo khoản 7.
    """)
    assert found == {
        "khoản 2 Điều 2 và Điều 9": [],
        "khoản 2": ["4/2023/NĐ-CP#art_2__para_2"],
        "khoản 7": [],
    }


def test_divisions_and_appendices_are_those_of_the_tree() -> None:
    found = in_tree("""
        Chương I
        CÂY
        Điều 1. Rễ
        Theo Chương này, Chương II Nghị định này, Phụ lục I và Phụ lục IX ban hành kèm theo Nghị định này.
        Chương II
        LÁ
        Điều 2. Thân
        Theo Điều này.

        PHỤ LỤC I
        CÂY
        Kèm theo Nghị định này, xem Phụ lục này.
    """)
    assert found["Chương này"] == ["4/2023/NĐ-CP#chp_1"]
    assert found["Chương II Nghị định này"] == ["4/2023/NĐ-CP#chp_2"]
    assert found["Phụ lục I và Phụ lục IX ban hành kèm theo Nghị định này"] == []
    assert found["Phụ lục này"] == ["4/2023/NĐ-CP#pl-1#"]
    assert found["Điều này"] == ["4/2023/NĐ-CP#art_2"]


def test_instructions_hand_what_they_amend_down_the_tree_and_into_their_quotations() -> None:
    found = in_tree(
        """
        Điều 1. Sửa đổi, bổ sung một số điều của Luật Vườn
        1. Sửa đổi, bổ sung một số khoản của Điều 3 như sau:
        a) Sửa đổi khoản 2 như sau:
        “2. Cây theo khoản 5 Điều này và Luật này.”;
        b) Bãi bỏ khoản 9.
        Điều 2. Hiệu lực
        1. Luật này có hiệu lực, trừ khoản 1 Điều 1.
    """,
        "3/2022/QH15",
    )
    assert found == {
        "Luật Vườn": ["1/2020/QH14"],
        "Điều 3": ["1/2020/QH14#art_3"],
        "khoản 2": ["1/2020/QH14#art_3__para_2"],
        "khoản 5 Điều này": ["1/2020/QH14#art_3__para_5"],
        "khoản 9": ["1/2020/QH14#art_3__para_9"],
        "Luật này": ["3/2022/QH15"],
        "khoản 1 Điều 1": ["3/2022/QH15#art_1__para_1"],
    }


def test_what_an_instrument_amends_is_told_by_its_title_where_no_instruction_names_it() -> None:
    found = in_tree("Điều 1. Sửa đổi, bổ sung Điều 7\n“Điều 7. Cây\n1. Theo Nghị định này.”\nĐiều 2. Hết\nTheo Điều này.", "5/2023/NĐ-CP")
    assert found == {
        "Điều 7": ["4/2023/NĐ-CP#art_7"],
        "Nghị định này": ["4/2023/NĐ-CP"],
        "Điều này": ["5/2023/NĐ-CP#art_2"],
    }


def test_a_list_below_a_lead_sentence_belongs_to_the_law_that_the_sentence_names() -> None:
    found = in_tree("""
        Điều 1. Phạm vi
        1. Nghị định này quy định chi tiết các điều sau đây của Luật Vườn:
        a) Điều 2 về cây;
        b) Khoản 1 Điều 1 về lá.
        Điều 2. Cây
        Theo Điều 1.
    """)
    assert found["Điều 2"] == ["1/2020/QH14#art_2"]
    assert found["Khoản 1 Điều 1"] == ["1/2020/QH14#art_1__para_1"]
    assert found["Điều 1"] == ["4/2023/NĐ-CP#art_1"]


def test_the_longest_name_counts_and_one_that_goes_on_means_nothing() -> None:
    context = Context(ORCHARD, "4/2023/NĐ-CP", on=DAY)
    found = {r.text: [notation(t) for t in r.targets] for r in references_in("Luật Vườn ươm, Luật Vườn, Luật Vườn cây.", context)}
    assert found == {"Luật Vườn ươm": ["2/2021/QH15"], "Luật Vườn": ["1/2020/QH14"], "Luật Vườn cây": []}
    assert references_in("Luật Vườn", replace(context, on=date(2031, 1, 1)))[0].targets == (Target("9/2029/QH17"),)
    assert references_in("Luật Vườn", replace(context, on=None))[0].targets == ()


# -- any text ------------------------------------------------------------------------------------------------------------------

WORDS = [
    "Điều 1. ", "Điều 5", "Điều 15a", "điều này", "các Điều ", "khoản 2 ", "Khoản này", "điểm đ ", "điểm a, b và c ", "từ ", " đến ",
    ", ", "; ", " và ", " của ", "Nghị định này", "Luật này", "Luật Vườn", "Luật ", "Bộ luật ", "Nghị định số 35/2022/NĐ-CP",
    "Nghị định số 35/NĐ-CP", "NĐ 35", "Phụ lục II ", "ban hành kèm theo ", "Chương II ", "Mục này", "“", "”", '"', "như sau: ",
    "Sửa đổi, bổ sung ", "\n", "\n\n", "a) ", "1. ", "năm 2014", "ngày 1 tháng 2 năm 2024", "ngày 99/99/2024", "1, 2, 3, 4",
    "999 đến 1000", "số ", "/2024/", "(", ")", " về ", "tại ", "đ", "\u0301",
]  # fmt: skip
legal_texts = st.lists(st.sampled_from(WORDS), max_size=120).map("".join)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(legal_texts, st.text(max_size=400)))
def test_any_text_is_read_in_order_and_without_overlap(text: str) -> None:
    text = normalise(text)
    began = time.process_time()
    found = references_in(text, Context(ORCHARD, "4/2023/NĐ-CP", "art_1__para_2", on=DAY))
    assert time.process_time() - began < HANG
    position = 0
    for reference in found:
        assert position <= reference.start < reference.end <= len(text)
        assert text[reference.start : reference.end] == reference.text
        position = reference.end


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(legal_texts)
def test_any_tree_is_read(text: str) -> None:
    parsed = parse(normalise(text))
    for _, reference in references_of(parsed, "4/2023/NĐ-CP", ORCHARD, DAY):
        assert parsed.text[reference.start : reference.end] == reference.text


@pytest.mark.parametrize(
    "piece",
    [
        "Điều 5, ",
        "khoản 1 và ",
        "Luật Vườn ",
        "Luật A b c d ",
        "Nghị định của ",
        "“",
        "điểm a ",
        "Luật sửa đổi, bổ sung ",
        "1/2024/",
        '"',
        "Phụ lục ",
    ],
)
def test_repetition_costs_no_more_than_its_length(piece: str) -> None:
    assert grows_with_length(lambda times: references_in(piece * times, Context(ORCHARD, "4/2023/NĐ-CP", "art_1", on=DAY)), 1250)
