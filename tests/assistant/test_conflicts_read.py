"""What is said of a conflict names who does it, or that it need not be done, and every such sentence is borne out by its clause."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant import Assistant
from assistant.answer import Statement
from assistant.composers import Draft, ExtractComposer
from assistant.conflicts import ConflictFinder
from assistant.evidence import Evidence
from assistant.meaning import Meaning
from assistant.placing import places_of
from assistant.verify import verify
from ingest.catalogue import Catalogue, Effect
from ingest.index.tokens import Expander

DAY = date(2026, 11, 30)


def _told(catalogue: Catalogue) -> Iterator[Effect]:
    yield from (e for e in catalogue.effects if e.kind == "prevails" and e.from_date and (e.now or e.was))


def _drafted(assistant: Assistant, effect: Effect, day: date) -> Draft | None:
    """What is said of the conflict; None where one of its provisions is not held."""
    opened, catalogue = assistant.index.opened(), assistant.catalogue
    question = replace(assistant.read("việc nào", day), as_of=day)
    found = ConflictFinder(opened, catalogue, Expander(catalogue)).between(effect, question)
    if found is None:
        return None
    shown = tuple(p for p in (found.prevailing, found.yielding, found.basis) if p)
    return ExtractComposer(catalogue).run(question, Evidence(shown, found), opened.store)


def _concluded(draft: Draft) -> list[Statement]:
    return [s for s in draft.statements if s.role == "conclusion"]


def _said(assistant: Assistant, effect: Effect, day: date) -> list[tuple[Statement, bool]]:
    """The sentences on the two provisions, and whether each is verified."""
    draft = _drafted(assistant, effect, day)
    if draft is None:
        return []
    catalogue, store = assistant.catalogue, assistant.index.opened().store
    statements = [s for s in _concluded(draft) if " theo " in s.text and "Căn cứ:" not in s.text]
    verdicts = verify(statements, draft.citations, store.text, places_of(store), "", Meaning(catalogue, tables=True), day)
    return [(v.statement, v.passed) for v in verdicts]


def test_the_table_names_who_acts_for_most_conflicts(catalogue: Catalogue) -> None:
    assert sum(1 for _ in _told(catalogue)) >= 30


def test_what_the_table_tells_is_borne_out_by_the_clauses(assistant: Assistant, catalogue: Catalogue) -> None:
    struck = {  # left out of answers: days and numbers of the scope stand in the points; the law's own title names another level
        "35-2022-k2ddd68--32-2014-k2d7", "72-2025-k3d51--45-2019-k5d119",
    }  # fmt: skip
    for effect in _told(catalogue):
        assert effect.from_date
        until = effect.until - timedelta(days=1) if effect.until else DAY
        for day in (effect.from_date - timedelta(days=1), until):
            for statement, passed in _said(assistant, effect, day) if effect.id not in struck else ():
                assert passed, (effect.id, day, statement.text)


@pytest.mark.parametrize(
    ("id_", "now", "was"),
    [
        (
            "135-2025-k1d29--35-2022-k2cd68",
            "do chủ đầu tư thực hiện, theo khoản 1 Điều 29",
            "do Ban quản lý trực tiếp thực hiện theo điểm c",
        ),
        (
            "47-2024-k4d41--35-2022-k1cd68",
            "do cơ quan, tổ chức được giao quản lý khu chức năng thực hiện, theo",
            "do Ủy ban nhân dân cấp tỉnh",
        ),
        ("146-2025-k36d1--35-2022-k3dd68", "cấp đổi giấy phép môi trường đã bị bãi bỏ, theo", "khi có phân cấp, ủy quyền theo điểm d"),
        (
            "143-2025-k2d28--35-2022-k1gd68",
            "không phải thực hiện, theo khoản 2 Điều 28",
            "do Ban quản lý phối hợp với cơ quan có liên quan",
        ),
    ],
)
def test_a_conflict_names_bodies(assistant: Assistant, catalogue: Catalogue, id_: str, now: str, was: str) -> None:
    effect = next(e for e in catalogue.effects if e.id == id_)
    texts = [statement.text for statement, _ in _said(assistant, effect, DAY)]
    assert now in texts[0]
    assert was in texts[1]


def test_a_change_to_come_is_not_explained_as_if_it_held(assistant: Assistant, catalogue: Catalogue) -> None:
    effect = next(e for e in catalogue.effects if e.id == "217-2026-k2d53--35-2022-k3bd68")
    draft = _drafted(assistant, effect, date(2026, 6, 30))
    assert draft
    assert [s.text.split(",")[0] for s in _concluded(draft)] == ["Tại thời điểm được hỏi"]
