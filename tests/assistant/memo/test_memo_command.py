"""python -m assistant memo: exit codes, the file, what is told, as others call it."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from papers import PERMIT, SUM

from assistant import Assistant
from assistant.__main__ import main
from assistant.commands.memo import AUTHORITIES, KINDS
from assistant.memo import load_forms

DAY = "2026-11-23"


@pytest.fixture
def memo(capsys: pytest.CaptureFixture[str], shipped_index: Path, tmp_path: Path) -> Any:
    """Runs the command over a file of what is given; its exit code, stdout, stderr and the bytes of the file or None."""

    def run(given: object, *more: str, out: str = "phiếu.docx", kind: str = "to-trinh") -> tuple[int, str, str, bytes | None]:
        answers, target = tmp_path / "câu trả lời.json", tmp_path / out
        answers.write_text(given if isinstance(given, str) else json.dumps(given, ensure_ascii=False), encoding="utf-8")
        argv = ["memo", str(answers), "--kind", kind, "--out", str(target), "--index", str(shipped_index), "--as-of", DAY, *more]
        try:
            code = main(argv)
        except SystemExit as error:
            code = int(str(error.code))
        said = capsys.readouterr()
        return code, said.out, said.err, target.read_bytes() if target.exists() else None

    return run


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> list[dict[str, Any]]:
    questions = (PERMIT, SUM, "Thời hạn xử phạt vượt đèn đỏ xe máy là bao lâu?")
    return [assistant.ask(question, date.fromisoformat(DAY)).as_json() for question in questions]


@pytest.mark.parametrize("kind", KINDS)
def test_one_answer_as_ask_prints_it_becomes_each_kind_of_paper(memo: Any, answers: list[dict[str, Any]], kind: str) -> None:
    code, out, err, docx = memo(answers[0], "--board", "Ban Quản lý Khu kinh tế Hải Phòng", "--to", "Sở Xây dựng", kind=kind)
    assert (code, err) == (0, "")
    assert out.startswith("Đã soạn ")
    text = "\n".join(p.text for p in Document(BytesIO(docx)).paragraphs)
    assert "Sở Xây dựng" in text and "khoản 2 Điều 53 Nghị định số 217/2026/NĐ-CP" in text


def test_what_is_left_out_is_told_and_the_exit_code_says_so(memo: Any, answers: list[dict[str, Any]]) -> None:
    code, out, err, docx = memo(answers, "--json")
    told = json.loads(out)
    assert code == 1 and docx and told["out"].endswith("phiếu.docx")
    assert {"kind", "as_of", "grounds", "headings", "clauses", "left_out", "notices", "out"} <= set(told)
    assert {left["title"] for left in told["left_out"]} == {answers[1]["standalone_question"], answers[2]["standalone_question"]}
    assert all(left["reasons"] for left in told["left_out"])
    assert err.count("Không đưa vào: ") == len(told["left_out"])


def test_where_nothing_holds_no_file_is_written(memo: Any, answers: list[dict[str, Any]]) -> None:
    code, out, err, docx = memo(answers[2])
    assert (code, docx) == (1, None) and "chưa tạo tệp" in out and "Không đưa vào" in err
    assert json.loads(memo(answers[2], "--json")[1])["out"] is None


def test_a_refused_answer_with_statements_is_still_refused(memo: Any, answers: list[dict[str, Any]]) -> None:
    assert memo(answers[0] | {"status": "refused", "refusal_reason": "Kho không có văn bản."})[0] == 1


def test_lines_of_a_batch_are_read_too(memo: Any, answers: list[dict[str, Any]]) -> None:
    lines = "\n".join(json.dumps(row | {"id": n}, ensure_ascii=False) for n, row in enumerate([answers[0], answers[0]]))
    code, out, _, _ = memo(lines, "--json")
    assert code == 0 and len(json.loads(out)["headings"]) == 2


@pytest.mark.parametrize(
    ("given", "more", "out"),
    [
        ("không phải JSON", (), "phiếu.docx"),
        ("[]", (), "phiếu.docx"),
        ("[1]", (), "phiếu.docx"),
        ('{"question": "Gì?"}', (), "phiếu.docx"),
        ('{"question": "Gì?", "as_of": "hôm nay", "statements": [], "citations": []}', (), "phiếu.docx"),
        ('{"id": 1, "error": "Câu hỏi trống."}', (), "phiếu.docx"),
        ("ANSWER", (), "phiếu.pdf"),
        ("ANSWER", (), "không có/phiếu.docx"),
        ("ANSWER", ("--kind", "sac-lenh"), "phiếu.docx"),
        ("ANSWER", ("--authority", "vua"), "phiếu.docx"),
        ("ANSWER", ("--as-of", "hôm qua"), "phiếu.docx"),
    ],
)
def test_wrong_use_exits_2_and_writes_nothing(
    memo: Any, answers: list[dict[str, Any]], given: str, more: tuple[str, ...], out: str
) -> None:
    code, said, err, docx = memo(answers[0] if given == "ANSWER" else given, *more, out=out)
    assert (code, said, docx) == (2, "", None) and err.strip()


def test_no_index_exits_3(memo: Any, answers: list[dict[str, Any]], tmp_path: Path) -> None:
    code, _, err, docx = memo(answers[0], "--index", str(tmp_path / "không có"))
    assert (code, docx) == (3, None) and "Chưa có chỉ mục" in err


def test_a_file_that_is_not_there_exits_2(capsys: pytest.CaptureFixture[str], shipped_index: Path, tmp_path: Path) -> None:
    argv = ["memo", str(tmp_path / "không.json"), "--kind", "bao-cao", "--out", str(tmp_path / "a.docx"), "--index", str(shipped_index)]
    assert main(argv) == 2 and "không.json" in capsys.readouterr().err


def test_the_command_offers_the_kinds_and_authorities_of_the_forms() -> None:
    forms = load_forms()
    assert (tuple(forms.kinds), tuple(forms.authorities)) == (KINDS, AUTHORITIES)
