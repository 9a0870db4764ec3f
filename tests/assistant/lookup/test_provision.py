"""A provision on a day, as it is shown and cited."""

from datetime import date

import pytest
from invented import Place
from invented_library import DAY, DECISION, DECREE, DIGEST, LAW, build_library

from assistant import Assistant
from assistant.lookup import HeldProvision, provision_at, provision_held
from ingest.show import ShowError


def at(library: Assistant, document: str, key: str, day: date = DAY, file: str = "") -> HeldProvision:
    return provision_at(library.index.opened(), library.catalogue, document, key, day, file)


@pytest.mark.parametrize(
    ("document", "key", "day", "version", "quote"),
    [
        (DECREE, "art_1__para_1", date(2031, 7, 1), DECREE, "1. Trồng bưởi trong khu sinh thái."),
        (DECREE, "art_1__para_1", DAY, "77/VBHN-BVU", "1. Trồng bưởi da xanh trong khu sinh thái."),
        (LAW, "art_2__para_2__point_b", DAY, LAW, "b) Người được giao."),
        (LAW, "art_2__para_2", DAY, LAW, "2. Người tưới cây gồm:\na) Người trồng;\nb) Người được giao."),
        (DECISION, "quy-dinh/art_2", DAY, DECISION, "Điều 2. Tưới cây\nCây được tưới hai lần mỗi ngày."),
        (DECISION, "art_2", DAY, DECISION, "Điều 2. Quyết định này có hiệu lực từ ngày 20 tháng 9 năm 2031."),
    ],
)
def test_the_whole_provision_is_quoted_from_the_text_of_the_day(
    library: Assistant, document: str, key: str, day: date, version: str, quote: str
) -> None:
    held = at(library, document, key, day)
    citation = held.citation
    assert (held.key, citation.version, citation.quote) == (key, version, quote)
    assert library.index.opened().store.text(citation.version_id)[citation.start : citation.end] == quote


def test_a_point_comes_with_the_lead_of_its_clause(library: Assistant) -> None:
    assert "Người tưới cây gồm:" in at(library, LAW, "art_2__para_2__point_b").citation.lead


def test_both_forms_of_citation(library: Assistant) -> None:
    citation = at(library, DECREE, "art_1__para_2").citation
    assert citation.label == "khoản 2 Điều 1 Nghị định số 91/2031/NĐ-CP"
    assert citation.full_citation.startswith("khoản 2 Điều 1 Nghị định số 91/2031/NĐ-CP ngày 05 tháng 3 năm 2031 của Chính phủ")


def test_a_provision_of_another_text_says_which_one_the_day_has(library: Assistant) -> None:
    held = at(library, DECREE, "art_3", date(2031, 7, 1))
    assert held.version.version == "77/VBHN-BVU" and held.expected and held.expected.version == DECREE
    assert at(library, DECREE, "art_3").expected is None


def test_a_text_can_be_chosen_by_its_file(library: Assistant) -> None:
    held = at(library, DECREE, "art_1__para_1", DAY, "91-2031-nd-cp.txt")
    assert held.version.version == DECREE and held.expected is None
    assert [v.version for v in held.texts] == [DECREE, "77/VBHN-BVU"]


def test_our_own_words_are_never_a_quotation(place: Place) -> None:
    citation = at(build_library(place, DIGEST), LAW, "art_2__para_1").citation
    assert (citation.quote, citation.excerpt, citation.text_kind) == (None, "1. Cây phải được tưới mỗi ngày.", "digest")


def test_appendices_in_a_file_of_their_own_do_not_stand_for_the_decree(place: Place) -> None:
    """Both files are of one date; the one with the appendices alone was taken for the decree and its articles for not held."""
    place.write("00-phu-luc.txt", "NGHỊ ĐỊNH\nSố: 91/2031/NĐ-CP\nngày 05 tháng 3 năm 2031\nPHỤ LỤC I\nDANH MỤC CÂY\n1. Bưởi\n2. Cam\n")
    library, day = build_library(place), date(2031, 7, 1)
    assert at(library, DECREE, "", day).version.file == "91-2031-nd-cp.txt"
    opened = library.index.opened()
    assert provision_held(opened.store, opened.versions_of(DECREE), "art_1__para_2", day)
    assert at(library, DECREE, "art_1__para_2", day).expected is None


@pytest.mark.parametrize(("document", "key"), [(DECREE, "art_9"), ("99/2031/NĐ-CP", "art_1"), (DECISION, "quy-che/art_1")])
def test_what_is_not_held_is_said_in_one_line(library: Assistant, document: str, key: str) -> None:
    with pytest.raises(ShowError) as error:
        at(library, document, key)
    assert "\n" not in str(error.value)
