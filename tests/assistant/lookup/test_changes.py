"""What changed between two days."""

from datetime import date

import pytest
from invented import Place
from invented_library import DAY, DECREE, DIGEST, LAW, build_library

from assistant import Assistant
from assistant.lookup import Changes, changes_between
from ingest.catalogue import ProvisionRef
from ingest.show import ShowError

FIRST = date(2031, 7, 1)


def changes(library: Assistant, key: str, first: date = FIRST, second: date = DAY, document: str = DECREE) -> Changes:
    return changes_between(library.index.opened(), library.catalogue, document, key, first, second)


def test_words_of_a_clause_between_the_decree_and_its_consolidation(library: Assistant) -> None:
    found = changes(library, "art_1__para_1")
    assert (found.before.version.version, found.after.version.version) == (DECREE, "77/VBHN-BVU")
    assert [(run.text.strip(), run.mark) for run in found.runs if run.mark != "same"] == [("da xanh", "added")]


def test_articles_of_a_document_that_differ_are_named(library: Assistant) -> None:
    assert [(a.key, a.change, a.heading) for a in changes(library, "").articles] == [
        ("art_1", "changed", "Nhiệm vụ của Ban vườn ươm"),
        ("art_3", "added", "Trách nhiệm thi hành"),
    ]


def test_an_article_that_only_the_later_text_has(library: Assistant) -> None:
    assert changes(library, "art_3").compared == "only_after"


def test_between_days_of_one_text_nothing_is_compared(library: Assistant) -> None:
    found = changes(library, "art_1__para_1", date(2033, 3, 1))
    assert (found.compared, found.runs) == ("one_text", ())


@pytest.mark.parametrize(
    ("key", "effect", "source", "is_shown", "lacks_words"),
    [
        ("art_1__para_1", "sửa-khoản-1", None, True, False),  # taken into the consolidation; the amending decree is not held
        ("art_1__para_2", "sửa-khoản-2", ProvisionRef(LAW, "art_2"), False, True),  # later than the consolidation
    ],
)
def test_known_changes_say_whether_their_words_are_held(
    library: Assistant, key: str, effect: str, source: ProvisionRef | None, is_shown: bool, lacks_words: bool
) -> None:
    (made,) = changes(library, key).effects
    assert (made.effect.id, made.source, made.is_shown, made.lacks_words) == (effect, source, is_shown, lacks_words)


def test_changes_inside_an_article_are_changes_of_it(library: Assistant) -> None:
    for key in ("art_1", ""):
        assert [made.effect.id for made in changes(library, key).effects] == ["sửa-khoản-1", "sửa-khoản-2"]


def test_only_changes_between_the_days_are_told(library: Assistant) -> None:
    assert [made.effect.id for made in changes(library, "", date(2033, 1, 1), date(2033, 5, 1)).effects] == ["sửa-khoản-2"]
    assert changes(library, "", FIRST, date(2032, 12, 31)).effects == ()


def test_a_source_that_is_not_held_is_named_by_its_kind(library: Assistant) -> None:
    assert changes(library, "art_1__para_1").effects[0].source_label == "Điều 3 Nghị định số 95/2032/NĐ-CP"


def test_a_provision_that_no_text_has_is_said(library: Assistant) -> None:
    with pytest.raises(ShowError, match="Không có Điều 9 trong văn bản"):
        changes(library, "art_9")


def test_a_digest_alone_is_never_compared_with_itself(place: Place) -> None:
    library = build_library(place, DIGEST)
    assert changes(library, "art_2__para_1", date(2031, 1, 1), DAY, LAW).compared == "one_text"
