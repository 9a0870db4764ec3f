"""References out of a provision and into it."""

import pytest
from invented_library import DAY, DECREE, LAW

from assistant import Assistant
from assistant.lookup import References, provision_at, references_of
from ingest.catalogue import ProvisionRef


def references(library: Assistant, document: str, key: str) -> References:
    opened = library.index.opened()
    return references_of(opened, library.catalogue, provision_at(opened, library.catalogue, document, key, DAY).place, DAY)


def test_a_clause_refers_to_a_clause_of_a_law_that_can_be_opened(library: Assistant) -> None:
    (out,) = references(library, DECREE, "art_1__para_2").out
    assert (out.ref, out.label, out.is_held) == (ProvisionRef(LAW, "art_2__para_1"), "khoản 1 Điều 2 Luật Cây xanh năm 2030", True)


def test_each_place_that_refers_to_a_clause_is_named_once(library: Assistant) -> None:
    """Two texts of the decree say the same."""
    into = references(library, LAW, "art_2__para_1").into
    assert [(one.ref, one.label) for one in into] == [(ProvisionRef(DECREE, "art_1__para_2"), "khoản 2 Điều 1 Nghị định số 91/2031/NĐ-CP")]


@pytest.mark.parametrize(("key", "into", "around"), [("art_2", 1, 0), ("", 2, 0), ("art_1", 0, 0)])
def test_references_into_what_lies_inside_count(library: Assistant, key: str, into: int, around: int) -> None:
    """The law as a whole is also named in the preamble of the decree."""
    found = references(library, LAW, key)
    assert len([one for one in found.into if one.document == DECREE]) == into
    assert len(found.around) == around


def test_references_to_what_a_provision_stands_in_are_told_apart(library: Assistant) -> None:
    found = references(library, LAW, "art_2__para_1")
    assert found.around == ()
    assert [one.ref.eid for one in references(library, DECREE, "art_1").out] == ["art_2__para_1"]
