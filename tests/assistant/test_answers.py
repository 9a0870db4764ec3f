"""Answers from the shipped corpus: what is cited, in which order, on which day; and what is refused."""

from datetime import date
from pathlib import Path

import pytest
from invented import decree

from assistant import Answer, Assistant
from ingest.catalogue import CORPUS, Catalogue
from ingest.embedding import Embedder
from ingest.index import build, open_index

PERMIT = "Ban quản lý có được cấp giấy phép xây dựng trong KCN không?"
PERMIT_PLAIN = "ban quan ly co duoc cap giay phep xay dung trong kcn khong"
NEW, OLD, RULE = ("217/2026/NĐ-CP", "art_53__para_2"), ("35/2022/NĐ-CP", "art_68__para_3__point_b"), ("64/2025/QH15", "art_58__para_4")


def cited(answer: Answer) -> list[tuple[str, str]]:
    return [(c.document, c.eid) for c in answer.citations]


@pytest.mark.parametrize("question", [PERMIT, PERMIT_PLAIN])
def test_building_permits_since_july_2026_the_new_clause_first_with_the_rule(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, date(2026, 7, 2))
    assert cited(answer)[:3] == [NEW, OLD, RULE]
    conclusion = [s for s in answer.statements if s.role == "conclusion"]
    assert [s.mode for s in map(_Mode, conclusion)][:2] == ["trực tiếp", "phân cấp"]
    assert "01/7/2026" in conclusion[0].text


@pytest.mark.parametrize("question", [PERMIT, PERMIT_PLAIN])
def test_building_permits_the_day_before_the_decree_alone(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, date(2026, 6, 30))
    assert OLD in cited(answer)
    assert "217/2026/NĐ-CP" not in {document for document, _ in cited(answer)}


class _Mode:
    def __init__(self, statement: object) -> None:
        self.mode = statement.as_json()["mode"]  # type: ignore[attr-defined]


def test_a_conflict_on_building_permits_says_nothing_on_environment_permits(assistant: Assistant) -> None:
    answer = assistant.ask("Ban quản lý có thẩm quyền cấp giấy phép môi trường không?", date(2026, 11, 23))
    assert cited(answer)[0] == ("35/2022/NĐ-CP", "art_68__para_3__point_d")
    rests_on = {n for s in answer.statements if s.role != "related" for n in s.citations}
    assert not {c.n for c in answer.citations if c.document == "217/2026/NĐ-CP"} & rests_on
    assert "giấy phép xây dựng" not in " ".join(s.text for s in answer.statements if s.role == "conclusion")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Ai bổ nhiệm Trưởng ban BQL các KCN?", ("35/2022/NĐ-CP", "art_70__para_1")),
        ("cho thôi việc hàng loạt thì BQL làm gì", ("35/2022/NĐ-CP", "art_68__para_3__point_c")),
        ("BQL có cấp C/O không?", ("35/2022/NĐ-CP", "art_68__para_3__point_a")),
        ("đăng ký nội quy lao động trong KCN ở đâu", ("35/2022/NĐ-CP", "art_68__para_2__point_dd")),
        ("điểm d khoản 3 Điều 68 Nghị định 35/2022/NĐ-CP nói gì?", ("35/2022/NĐ-CP", "art_68__para_3__point_d")),
    ],
)
def test_the_clause_that_answers_is_cited(assistant: Assistant, question: str, expected: tuple[str, str]) -> None:
    assert expected in cited(assistant.ask(question, date(2026, 11, 23)))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Ai vô địch World Cup bóng đá 2022?", "out_of_scope"),
        ("cho hỏi cái này với ạ", "unclear"),
        ("Điều 5 Nghị định số 999/2031/NĐ-CP quy định gì?", "not_held"),
        ("khoản 9 Điều 70 Nghị định số 35/2022/NĐ-CP quy định gì?", "held_but_silent"),
    ],
)
def test_what_is_not_held_is_refused_with_a_reason(assistant: Assistant, question: str, kind: str) -> None:
    answer = assistant.ask(question, date(2026, 11, 23))
    assert (answer.status, answer.refusal_type) == ("refused", kind)
    assert answer.refusal_reason
    assert not answer.citations


def test_a_digest_is_never_quoted_and_a_quotation_stands_at_its_offsets(assistant: Assistant) -> None:
    answer = assistant.ask(PERMIT, date(2026, 11, 23))
    store = assistant.index.opened().store
    for citation in answer.citations:
        shown = citation.quote if citation.text_kind == "official" else citation.excerpt
        assert shown == store.text(citation.version_id)[citation.start : citation.end]
        assert (citation.quote is None) == (citation.text_kind != "official")


def test_a_follow_up_is_read_with_the_question_before_it(assistant: Assistant) -> None:
    first = assistant.ask("Ai bổ nhiệm Trưởng ban BQL các KCN?", date(2026, 11, 23))
    again = assistant.ask("Thế còn Phó Trưởng ban?", date(2026, 11, 23), [first.question, first.answer])
    assert "Trưởng ban BQL" in again.standalone_question
    assert ("35/2022/NĐ-CP", "art_70__para_1") in cited(again)


def test_a_decree_seen_for_the_first_time_is_quoted_verbatim(tmp_path: Path, embedder: Embedder, catalogue: Catalogue) -> None:
    folder = tmp_path / "nghi-dinh"
    folder.mkdir()
    (folder / "nghi-dinh-moi.txt").write_text(
        decree(77, "Cấp giấy chứng nhận vườn ươm xanh cho hộ trồng cam", "Thu phí tưới nước"), "utf-8"
    )
    build([folder], tmp_path / "index", CORPUS, embedder, quiet=True)
    answer = Assistant(open_index(tmp_path / "index", embedder), catalogue).ask("ai cấp giấy chứng nhận vườn ươm xanh", date(2031, 8, 1))
    assert cited(answer)[0] == ("77/2031/NĐ-CP", "art_1__para_1")
    assert answer.citations[0].quote == "1. Cấp giấy chứng nhận vườn ươm xanh cho hộ trồng cam"


def test_the_official_text_is_quoted_and_the_digest_line_kept_above(
    shared: Path, tmp_path: Path, embedder: Embedder, catalogue: Catalogue
) -> None:
    texts = tmp_path / "fulltext"
    texts.mkdir()
    name = "9716-vbhn-bkhdt-2024-nd-35-2022.txt"
    (texts / name).write_bytes((shared / "corpus" / "raw" / name).read_bytes())
    digest = CORPUS / "digests" / "35-2022-nd-cp.md"
    question, day = "BQL có thẩm định ĐTM không?", date(2026, 11, 23)
    build([digest, texts], tmp_path / "index", CORPUS, embedder, quiet=True)
    quoted = Assistant(open_index(tmp_path / "index", embedder), catalogue).ask(question, day)
    first = next(c for c in quoted.citations if c.eid == "art_68__para_3__point_d")
    assert first.version == "9716/VBHN-BKHĐT"
    assert first.quote and first.quote.startswith("d)")
    assert first.digest and first.digest in quoted.answer.replace("\\", "")
    (texts / name).unlink()
    build([digest, texts], tmp_path / "index", CORPUS, embedder, quiet=True)
    again = Assistant(open_index(tmp_path / "index", embedder), catalogue).ask(question, day)
    assert {c.text_kind for c in again.citations} == {"digest"}


def test_points_of_one_list_stand_under_their_lead_said_once(assistant: Assistant) -> None:
    answer = assistant.ask("tiêu chuẩn Tập thể lao động xuất sắc", date(2026, 11, 23))
    assert [c.point for c in answer.citations if c.eid.startswith("art_27__para_1")] == ["a", "b", "c", "d", "đ"]
    assert answer.answer.count("Khoản 1 Điều 27") == 1


def test_provisions_without_a_list_keep_their_own_place(assistant: Assistant) -> None:
    answer = assistant.ask(PERMIT, date(2026, 11, 23)).answer
    assert "Khoản 2 Điều 53 –" in answer
    assert "Khoản 19 Điều 76:" in answer.replace("\\", "")
