"""Documents and provisions by any name that an officer gives them."""

import pytest
from invented_library import DAY, DECISION, DECREE, LAW, UNHELD

from assistant import Assistant
from assistant.lookup import find_texts
from assistant.question import QuestionError
from ingest.catalogue import ProvisionRef


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("91/2031/NĐ-CP", DECREE),
        ("91/2031/nd-cp", DECREE),
        ("91/2031", DECREE),
        ("nghị định 91", DECREE),
        ("nđ 91", DECREE),
        ("77/VBHN-BVU", DECREE),
        ("quản lý vườn ươm trong khu sinh thái", DECREE),
        ("quan ly vuon uom", DECREE),
        ("luật cây xanh", LAW),
        ("luat cay xanh", LAW),
        ("Luật CX", LAW),
        ("quyết định 44/2031", DECISION),
        ("chăm sóc cây", DECISION),
        ("95/2032", UNHELD),
    ],
)
def test_a_document_is_found_by_number_title_and_alias(library: Assistant, words: str, first: str) -> None:
    assert find_texts(library, words, DAY).texts[0].document == first


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("điểm b khoản 2 Điều 2 luật cây xanh", ProvisionRef(LAW, "art_2__para_2__point_b")),
        ("diem b khoan 2 dieu 2 luat cay xanh", ProvisionRef(LAW, "art_2__para_2__point_b")),
        ("K2 Đ1 NĐ 91", ProvisionRef(DECREE, "art_1__para_2")),
        ("Điều 3 nghị định 91", ProvisionRef(DECREE, "art_3")),  # only the consolidation has it
        ("91/2031/NĐ-CP", ProvisionRef(DECREE)),
        ("95/2032/NĐ-CP", None),  # known, but not held
        ("luật cây xanh", None),  # words that stand in texts too
        ("Điều 9 nghị định 91", None),
    ],
)
def test_what_is_named_without_doubt_can_be_opened_at_once(library: Assistant, words: str, place: ProvisionRef | None) -> None:
    assert find_texts(library, words, DAY).certain == place


def test_a_place_alone_is_looked_for_in_the_document_that_is_open(library: Assistant) -> None:
    assert find_texts(library, "khoản 2 Điều 1", DAY, DECREE).certain == ProvisionRef(DECREE, "art_1__para_2")
    assert find_texts(library, "khoản 2 Điều 1", DAY).certain is None


def test_a_place_that_the_document_does_not_have_is_said(library: Assistant) -> None:
    found = find_texts(library, "Điều 9 nghị định 91", DAY)
    assert (found.texts[0].document, str(found.missing)) == (DECREE, "Điều 9")


def test_words_are_looked_for_in_the_texts(library: Assistant) -> None:
    for words in ("trồng bưởi da xanh", "trong buoi da xanh"):
        found = find_texts(library, words, DAY)
        assert (found.clauses[0].passage.version.version, found.clauses[0].passage.eid) == ("77/VBHN-BVU", "art_1__para_1")
    assert find_texts(library, "91/2031/NĐ-CP", DAY).clauses == ()


def test_a_document_that_is_known_and_not_held_is_told_apart(library: Assistant) -> None:
    (found,) = find_texts(library, "95/2032/NĐ-CP", DAY).texts
    assert (found.kinds, found.state, found.page) == ((), "in_force", "https://vanban.example/95")


def test_another_number_is_not_offered(library: Assistant) -> None:
    assert find_texts(library, "nghị định 92/2031", DAY).texts == ()


def test_no_words_are_no_search(library: Assistant) -> None:
    with pytest.raises(QuestionError):
        find_texts(library, " ", DAY)
