"""The tree of a text."""

import pytest
from invented_library import DECISION, DECREE, LAW

from assistant import Assistant
from assistant.lookup import Branch, articles_around, outline_of, parts_of
from ingest.index.records import StoredProvision


def provisions(library: Assistant, document: str) -> list[StoredProvision]:
    store = library.index.opened().store
    return store.provisions(store.versions(document)[0].id)


def drawn(branches: tuple[Branch, ...], depth: int = 0) -> list[str]:
    """One line a branch: its depth, key, name and heading."""
    lines = list[str]()
    for branch in branches:
        lines.append(f"{'  ' * depth}{branch.key} = {branch.label}{f' ({branch.heading})' if branch.heading else ''}")
        lines += drawn(branch.children, depth + 1)
    return lines


def test_chapters_hold_their_articles(library: Assistant) -> None:
    assert drawn(outline_of(provisions(library, LAW))) == [
        "preamble = Phần mở đầu",
        "chp_1 = Chương I (QUY ĐỊNH CHUNG)",
        "  art_1 = Điều 1 (Phạm vi điều chỉnh)",
        "  art_2 = Điều 2 (Chăm sóc)",
        "chp_2 = Chương II (ĐIỀU KHOẢN THI HÀNH)",
        "  art_3 = Điều 3 (Hiệu lực)",
    ]


def test_a_regulation_is_told_apart_from_its_decision_and_keeps_its_opening(library: Assistant) -> None:
    assert drawn(outline_of(provisions(library, DECISION)))[1:] == [
        "art_1 = Điều 1",
        "art_2 = Điều 2",
        "quy-dinh/ = Quy định ban hành kèm theo (Quy định)",
        "  quy-dinh/ = Phần đầu",
        "  quy-dinh/art_1 = Điều 1 (Phạm vi)",
        "  quy-dinh/art_2 = Điều 2 (Tưới cây)",
    ]


def test_an_article_shows_its_parts_with_their_first_words(library: Assistant) -> None:
    found, store = provisions(library, LAW), library.index.opened().store
    around = articles_around(outline_of(found), next(p.start for p in found if p.eid == "art_2"))
    assert around
    assert drawn(parts_of(found, around.here, store.text(found[0].version.id))) == [
        "art_2__para_1 = Khoản 1 (Cây được tưới hằng ngày.)",
        "art_2__para_2 = Khoản 2 (Người tưới cây gồm: a) Người trồng; b) Người được giao.)",
        "  art_2__para_2__point_a = Điểm a (Người trồng;)",
        "  art_2__para_2__point_b = Điểm b (Người được giao.)",
    ]


@pytest.mark.parametrize(
    ("eid", "expected"),
    [
        ("art_2__para_1", ("art_1", "art_2", "art_3")),
        ("art_3", ("art_2", "art_3", None)),
        ("", (None, "preamble", "art_1")),
        ("chp_2", ("art_2", "art_3", None)),  # its heading belongs to no article
    ],
)
def test_neighbours_are_read_across_chapters(library: Assistant, eid: str, expected: tuple[str | None, ...]) -> None:
    found = provisions(library, LAW)
    around = articles_around(outline_of(found), next(p.start for p in found if p.eid == eid))
    assert around
    before, after = around.before, around.after
    assert (before and before.key, around.here.key, after and after.key) == expected


def test_every_leaf_lies_where_its_provision_lies(library: Assistant) -> None:
    for document in (LAW, DECREE, DECISION):
        found = provisions(library, document)
        spans = {(p.component, p.eid, p.start, p.end) for p in found}
        for branch in outline_of(found):
            for leaf in branch.leaves():
                component, _, eid = leaf.key.rpartition("/")
                assert leaf.label == "Phần đầu" or (component or "main", eid, leaf.start, leaf.end) in spans
