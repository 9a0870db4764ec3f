"""python -m assistant: exit codes, stdout and stderr, batches, and the JSON that others build on."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import NoneType
from typing import Any

import pytest
from invented import Place, decree

from assistant.__main__ import main
from ingest.embedding import Embedder
from ingest.index import build
from ingest.index.generation import writing

ROOT = Path(__file__).parents[2]
PERMIT = "Ban quản lý có được cấp giấy phép xây dựng trong KCN không?"
Text, Maybe = (str,), (str, NoneType)
SEARCH_KEYS: dict[str, tuple[type, ...]] = {
    "rank": (int,), "document": Text, "version": Text, "eid": Text, "article": Maybe, "clause": Maybe, "point": Maybe, "title": Text,
    "text": Text, "text_kind": Text, "score": (float,), "in_force": Text, "valid_from": Maybe, "valid_to": Maybe,
}  # fmt: skip
ASK_KEYS: dict[str, tuple[type, ...]] = {
    "question": Text, "standalone_question": Text, "as_of": Text, "status": Text, "refusal_type": Maybe, "refusal_reason": Maybe,
    "answer": Text, "statements": (list,), "citations": (list,), "warnings": (list,), "follow_ups": (list,), "timings_ms": (dict,),
    "receipt": Text,
}  # fmt: skip
STATEMENT_KEYS: dict[str, tuple[type, ...]] = {"text": Text, "citations": (list,), "mode": Maybe}
CITATION_KEYS: dict[str, tuple[type, ...]] = {
    "n": (int,), "document": Text, "version": Text, "title": Text, "eid": Text, "article": Maybe, "clause": Maybe, "point": Maybe,
    "label": Text, "quote": Maybe, "excerpt": Maybe, "text_kind": Text, "valid_from": Maybe, "valid_to": Maybe, "in_force": Text,
    "source_url": Maybe, "page": (int, NoneType), "start": (int,), "end": (int,),
}  # fmt: skip


def has_shape(row: dict[str, Any], shape: dict[str, tuple[type, ...]]) -> None:
    assert set(shape) <= set(row)
    assert [(key, row[key]) for key, kinds in shape.items() if type(row[key]) not in kinds] == []


class Said:
    """What a command printed."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def lines(self) -> list[str]:
        return self.err.strip().split("\n") if self.err.strip() else []


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    for name in ("TRO_LY_INDEX", "TRO_LY_EMBEDDING", "TRO_LY_CORPUS"):
        monkeypatch.delenv(name, raising=False)

    def run(*argv: object) -> Said:
        capsys.readouterr()
        try:
            code = main([str(a) for a in argv])
        except SystemExit as error:  # argparse
            code = int(error.code or 0)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def write_rows(path: Path, *questions: object) -> Path:
    lines = [json.dumps(q, ensure_ascii="\\ud" in json.dumps(q)) for q in questions]  # half a character only as \ud800
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


# -- search -----------------------------------------------------------------------------------------------------------


def test_search_json(run: Any, shipped_index: Path) -> None:
    said = run("search", PERMIT, "--as-of", "2026-07-02", "--json", "--index", shipped_index)
    found = json.loads(said.out)
    assert (said.code, said.err, len(found)) == (0, "", 10)
    for row in found:
        has_shape(row, SEARCH_KEYS)
    assert [row["rank"] for row in found] == list(range(1, 11))
    scores = [row["score"] for row in found]
    assert scores == sorted(scores, reverse=True)
    assert {row["in_force"] for row in found} <= {"in_force", "unknown"}


@pytest.mark.parametrize("k", [1, 3, 250])
def test_search_k(run: Any, shipped_index: Path, k: int) -> None:
    found = json.loads(run("search", "giấy phép xây dựng trong khu công nghiệp", "-k", k, "--json", "--index", shipped_index).out)
    assert len(found) == k
    places = [(row["document"], row["component"], row["eid"]) for row in found if row["eid"].startswith("art_")]
    assert len(places) == len(set(places))


def test_search_for_people(run: Any, shipped_index: Path) -> None:
    said = run("search", PERMIT, "-k", 2, "--index", shipped_index)
    assert said.out.startswith("1. ")
    assert "\n\n2. " in said.out
    assert "\n\n3. " not in said.out


def test_search_that_finds_nothing(run: Any, place: Place, embedder: Embedder) -> None:
    build([place.source], place.index, place.corpus, embedder, quiet=True)
    said = run("search", "giấy phép", "--index", place.index)
    assert (said.code, said.out) == (0, "Không tìm thấy đoạn nào.\n")
    assert json.loads(run("search", "giấy phép", "--json", "--index", place.index).out) == []
    assert run("ask", "giấy phép xây dựng", "--index", place.index).code == 0


def test_search_batch(run: Any, shipped_index: Path, tmp_path: Path) -> None:
    questions = write_rows(
        tmp_path / "hỏi.jsonl",
        {"id": 1, "question": PERMIT},
        {"id": "b", "question": ""},
        {"id": None, "question": "C/O", "as_of": "2026-01-01"},
    )
    said = run("search", "--batch", questions, "--out", tmp_path / "ra.jsonl", "--index", shipped_index)
    found = rows(tmp_path / "ra.jsonl")
    assert (said.code, said.out, [row["id"] for row in found]) == (0, "", [1, "b", None])
    assert (len(found[0]["results"]), "error" in found[1], len(found[2]["results"])) == (100, True, 100)
    run("search", "--batch", questions, "--out", tmp_path / "ra.jsonl", "-k", 3, "--index", shipped_index)
    assert len(rows(tmp_path / "ra.jsonl")[0]["results"]) == 3


# -- ask --------------------------------------------------------------------------------------------------------------


def test_ask_json(run: Any, shipped_index: Path) -> None:
    said = run("ask", PERMIT, "--as-of", "2026-07-02", "--json", "--index", shipped_index)
    row = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    has_shape(row, ASK_KEYS)
    assert (row["question"], row["as_of"], row["status"], row["refusal_type"]) == (PERMIT, "2026-07-02", "answered", None)
    for statement in row["statements"]:
        has_shape(statement, STATEMENT_KEYS)
        assert statement["mode"] in {None, "trình", "trực tiếp", "phân cấp", "ủy quyền", "phối hợp", "đầu mối", "không thuộc"}
        assert set(statement["citations"]) <= {c["n"] for c in row["citations"]}
    for citation in row["citations"]:
        has_shape(citation, CITATION_KEYS)
        assert (citation["quote"] is None) != (citation["excerpt"] is None)
        assert f"[{citation['n']}]" in row["answer"]
    assert [c["n"] for c in row["citations"]] == list(range(1, len(row["citations"]) + 1))
    assert "02/7/2026" in row["answer"].splitlines()[-1]
    assert "đối chiếu văn bản chính thức trước khi ký" in row["answer"].splitlines()[-1]


def test_refusal_json(run: Any, shipped_index: Path) -> None:
    row = json.loads(run("ask", "Ai vô địch World Cup bóng đá 2022?", "--as-of", "2026-07-02", "--json", "--index", shipped_index).out)
    has_shape(row, ASK_KEYS)
    assert (row["status"], row["statements"], row["citations"]) == ("refused", [], [])
    assert row["refusal_type"] in {"not_held", "held_but_silent", "unclear", "out_of_scope"}
    assert row["refusal_reason"]


def test_the_same_question_gives_the_same_answer(run: Any, shipped_index: Path) -> None:
    one, other = (json.loads(run("ask", PERMIT, "--as-of", "2026-07-02", "--json", "--index", shipped_index).out) for _ in range(2))
    assert {**one, "timings_ms": {}} == {**other, "timings_ms": {}}


def test_ask_for_people(run: Any, shipped_index: Path) -> None:
    said = run("ask", PERMIT, "--as-of", "2026-07-02", "--index", shipped_index)
    assert (said.code, said.err) == (0, "")
    assert "khoản 2 Điều 53 Nghị định số 217/2026/NĐ-CP" in said.out
    assert "[1] khoản 2 Điều 53" in said.out
    assert "\\" not in said.out
    assert "**" not in said.out


def test_ask_with_history_and_batch_with_its_own(run: Any, shipped_index: Path, tmp_path: Path) -> None:
    turns = ["Ai bổ nhiệm Trưởng ban BQL các KCN?", "…"]
    history = tmp_path / "trước.json"
    history.write_text(json.dumps(turns), encoding="utf-8-sig")
    follow_up = json.loads(run("ask", "Thế còn Phó Trưởng ban?", "--history", history, "--json", "--index", shipped_index).out)
    assert "Trưởng ban BQL" in follow_up["standalone_question"]
    questions = write_rows(
        tmp_path / "hỏi.jsonl",
        {"id": 1, "question": "Thế còn Phó Trưởng ban?", "history": turns, "as_of": "2026-07-02"},
        {"id": 2, "question": PERMIT, "as_of": "2026-06-30"},
        {"id": 3, "question": " \n "},
        {"id": 4, "question": "x" * 10_000},
        {"id": 5, "question": "giấy \ud800 phép xây dựng"},
    )
    assert run("ask", "--batch", questions, "--out", tmp_path / "ra.jsonl", "--index", shipped_index).code == 0
    found = rows(tmp_path / "ra.jsonl")
    assert [row["id"] for row in found] == [1, 2, 3, 4, 5]
    assert (found[0]["standalone_question"], found[0]["as_of"]) == (follow_up["standalone_question"], "2026-07-02")
    assert not any(c["document"] == "217/2026/NĐ-CP" for c in found[1]["citations"])
    assert [set(row) for row in found[2:4]] == [{"id", "error"}] * 2
    has_shape(found[4], ASK_KEYS)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_first_and_last_day_there_is(run: Any, shipped_index: Path, day: str) -> None:
    for command in ("ask", "search"):
        assert run(command, PERMIT, "--as-of", day, "--json", "--index", shipped_index).code == 0


# -- wrong use --------------------------------------------------------------------------------------------------------

ROW = '{"id": 1, "question": "giấy phép"}\n'


@pytest.mark.parametrize(
    ("argv", "line"),
    [
        (["ask"], "Thiếu câu hỏi."),
        (["search", "--json"], "Thiếu câu hỏi."),
        (["ask", ""], "để trống"),
        (["ask", " \t\n\u200b"], "để trống"),
        (["ask", "giấy phép " * 1000], "xin rút gọn"),
        (["search", "giấy phép", "-k", "0"], "-k"),
        (["search", "giấy phép", "-k", "-3"], "-k"),
        (["search", "giấy phép", "-k", "ba"], "ba"),
        (["ask", "giấy phép", "--as-of", "30/02/2026"], "30/02/2026"),
        (["ask", "giấy phép", "--as-of", "2026-02-30"], "2026-02-30"),
        (["ask", "giấy phép", "--history", "{tmp}/không.json"], "Không đọc được"),
        (["ask", "giấy phép", "--history", "{tmp}/đối tượng.json"], "danh sách"),
        (["ask", "giấy phép", "--history", "{tmp}/số.json"], "danh sách"),
        (["ask", "giấy phép", "--history", "{tmp}/hỏng.json"], "lịch sử"),
        (["ask", "giấy phép", "--history", "{tmp}/latin.jsonl"], "UTF-8"),
        (["ask", "--batch", "{tmp}/tốt.jsonl"], "--out"),
        (["ask", "--batch", "{tmp}/không.jsonl", "--out", "{tmp}/ra.jsonl"], "không.jsonl"),
        (["ask", "--batch", "{tmp}", "--out", "{tmp}/ra.jsonl"], "Không đọc được"),
        (["ask", "--batch", "{tmp}/hỏng.jsonl", "--out", "{tmp}/ra.jsonl"], "dòng 2"),
        (["ask", "--batch", "{tmp}/thiếu.jsonl", "--out", "{tmp}/ra.jsonl"], "“question”"),
        (["ask", "--batch", "{tmp}/số.jsonl", "--out", "{tmp}/ra.jsonl"], "“question”"),
        (["ask", "--batch", "{tmp}/ngày.jsonl", "--out", "{tmp}/ra.jsonl"], "2026-07-01"),
        (["ask", "--batch", "{tmp}/trước.jsonl", "--out", "{tmp}/ra.jsonl"], "history"),
        (["ask", "--batch", "{tmp}/latin.jsonl", "--out", "{tmp}/ra.jsonl"], "UTF-8"),
        (["ask", "--batch", "{tmp}/tốt.jsonl", "--out", "{tmp}"], "Không đọc hoặc ghi được"),
        (["ask", "--batch", "{tmp}/tốt.jsonl", "--out", "{tmp}/không/ra.jsonl"], "Không đọc hoặc ghi được"),
        (["hỏi"], "hỏi"),
        ([], "usage"),
    ],
)
def test_wrong_use_is_2_and_writes_nothing(run: Any, shipped_index: Path, tmp_path: Path, argv: list[str], line: str) -> None:
    files = {
        "tốt.jsonl": ROW,
        "hỏng.jsonl": ROW + "{\n",
        "thiếu.jsonl": '{"id": 1}\n',
        "số.jsonl": '{"id": 1, "question": 5}\n',
        "ngày.jsonl": '{"id": 1, "question": "a", "as_of": "1/7/2026"}\n',
        "trước.jsonl": '{"id": 1, "question": "a", "history": "b"}\n',
        "đối tượng.json": "{}",
        "số.json": "[1, 2]",
        "hỏng.json": "[",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "latin.jsonl").write_bytes(b'{"question": "\xe9"}')
    index = ["--index", shipped_index] if argv and argv[0] in {"ask", "search"} else []
    said = run(*[a.replace("{tmp}", str(tmp_path)) for a in argv], *index)
    assert (said.code, said.out) == (2, "")
    assert line in said.err
    assert said.err.startswith("usage") or len(said.lines) == 1
    assert not (tmp_path / "ra.jsonl").exists()


def test_batch_over_its_own_input_loses_no_question(run: Any, shipped_index: Path, tmp_path: Path) -> None:
    both = write_rows(tmp_path / "vào.jsonl", {"id": 1, "question": "giấy phép"}, {"id": 2, "question": "hai\u2028dòng"})
    assert run("search", "--batch", both, "--out", both, "-k", 1, "--index", shipped_index).code == 0
    assert [row["id"] for row in rows(both)] == [1, 2]


@pytest.mark.parametrize("argv", [["ask", "giấy phép"], ["search", "giấy phép"]])
def test_no_index_is_3_and_one_line(run: Any, tmp_path: Path, argv: list[str]) -> None:
    said = run(*argv, "--index", tmp_path / "không có")
    assert (said.code, said.out, len(said.lines)) == (3, "", 1)


def test_damaged_index_is_3_and_one_line(run: Any, place: Place, embedder: Embedder) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    build([place.source], place.index, place.corpus, embedder, quiet=True)
    (place.generation / "store.sqlite").write_bytes(b"x" * 9999)
    said = run("ask", "trồng bưởi", "--index", place.index)
    assert (said.code, said.out, len(said.lines)) == (3, "", 1)
    assert "python -m ingest build --source" in said.err


def test_version_and_settings(run: Any) -> None:
    assert run("--version").out.startswith("tro-ly ")
    assert "index = " in run("--show-config").out


# -- the default index, as processes ----------------------------------------------------------------------------------


def test_missing_and_stale_default_index_is_built_first_with_progress_on_stderr(place: Place) -> None:
    """Three processes: builds it, finds it fresh, finds it stale."""
    place.table("instruments.toml", "schema = 1\n")
    text = place.corpus / "fulltext" / "một.txt"
    text.parent.mkdir()
    text.write_text(decree(91, "Cấp giấy chứng nhận vườn ươm xanh cho hộ trồng cam."), encoding="utf-8")
    environment = os.environ | {"TRO_LY_CORPUS": str(place.corpus), "TRO_LY_INDEX": str(place.index), "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "assistant", "ask", "ai cấp giấy chứng nhận vườn ươm xanh", "--as-of", "2031-08-01", "--json"]

    def ask() -> tuple[dict[str, Any], str]:
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        row: dict[str, Any] = json.loads(done.stdout.decode("utf-8"))
        return row, done.stderr.decode("utf-8")

    first, progress = ask()
    assert "Đang dựng chỉ mục" in progress
    assert "100%" in progress
    assert first["citations"][0]["quote"] == "1. Cấp giấy chứng nhận vườn ươm xanh cho hộ trồng cam."
    os.utime(text, (1, 1))
    assert ask()[1] == "", "a touched file makes nothing stale"
    text.write_text(decree(91, "Cấp giấy chứng nhận vườn ươm xanh cho hộ trồng bưởi."), encoding="utf-8")
    third, progress = ask()
    assert "Đang dựng chỉ mục" in progress
    assert "bưởi" in third["citations"][0]["quote"]


def test_default_index_that_another_process_builds(run: Any, place: Place, monkeypatch: pytest.MonkeyPatch, embedder: Embedder) -> None:
    """There is nothing to answer from yet: one line. There is an older one: it answers."""
    text = place.corpus / "fulltext" / "một.txt"
    text.parent.mkdir()
    place.table("instruments.toml", "schema = 1\n")
    text.write_text(decree(91, "Cấp thẻ vườn."), encoding="utf-8")
    monkeypatch.setenv("TRO_LY_CORPUS", str(place.corpus))
    monkeypatch.setenv("TRO_LY_INDEX", str(place.index))
    with writing(place.index):
        said = run("search", "cấp thẻ vườn", "--as-of", "2031-08-01")
        assert (said.code, said.out) == (3, "")
        assert "tiến trình khác" in said.lines[-1]
    build([place.corpus], place.index, place.corpus, embedder, quiet=True)
    text.write_text(decree(91, "Cấp thẻ rừng."), encoding="utf-8")
    with writing(place.index):
        said = run("search", "cấp thẻ vườn", "--as-of", "2031-08-01")
    assert (said.code, "Cấp thẻ vườn." in said.out) == (0, True)
    assert "tạm dùng bản đang có" in said.lines[-1]


# -- compare ----------------------------------------------------------------------------------------------------------


def test_compare_json(run: Any, shipped_index: Path) -> None:
    said = run("compare", "--places", "Hải Phòng,Hưng Yên", "--topics", "quy chế phối hợp", "--json", "--index", shipped_index)
    table = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert table["places"] == ["Hải Phòng", "Hưng Yên"]
    assert table["topics"] == ["quy chế phối hợp"]
    cells = table["rows"][0]["cells"]
    assert [cell["has_content"] for cell in cells] == [True, True]
    for row in table["citations"]:
        has_shape(row, CITATION_KEYS)
    eids = {row["n"]: row["eid"] for row in table["citations"]}
    assert [eids[cell["citation"]] for cell in cells] == ["stm_pb-6_1", "stm_pb-9_3"]


def test_compare_for_people(run: Any, shipped_index: Path) -> None:
    said = run("compare", "--places", "Hải Phòng,Bắc Ninh", "--topics", "nhà ở công nhân", "--index", shipped_index)
    lines = said.out.splitlines()
    assert said.code == 0
    assert lines[0] == "| Chủ đề | Hải Phòng (gồm Hải Dương cũ) | Bắc Ninh (gồm Bắc Giang cũ) |"
    assert lines[2].endswith("| được nêu tên, không có nội dung [2] |")
    assert next(line for line in lines if line.startswith("[2] ")).startswith("[2] ý 3, ")
    assert lines[-1].endswith("Đề nghị đối chiếu văn bản chính thức trước khi ký.")


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_compare_writes_a_file(run: Any, shipped_index: Path, tmp_path: Path, form: str) -> None:
    asked = ["compare", "--places", "Hải Phòng", "--topics", "nhà ở công nhân", "--index", shipped_index]
    said = run(*asked, "--out", tmp_path / f"bang.{form}")
    assert (said.code, said.out) == (0, "")
    assert (tmp_path / f"bang.{form}").read_bytes().startswith(b"PK")
    assert json.loads(run(*asked, "--json", "--out", tmp_path / f"hai.{form}").out)["places"] == ["Hải Phòng"]


def test_compare_writes_no_other_form(run: Any, shipped_index: Path, tmp_path: Path) -> None:
    said = run("compare", "--places", "Hải Phòng", "--index", shipped_index, "--out", tmp_path / "bang.pdf")
    assert (said.code, said.out, len(said.lines)) == (2, "", 1)
    assert not (tmp_path / "bang.pdf").exists()


def test_the_json_of_compare_grew_and_did_not_change(run: Any, shipped_index: Path) -> None:
    table = json.loads(run("compare", "--places", "Hải Phòng,Bắc Ninh", "--json", "--index", shipped_index).out)
    assert {"as_of", "places", "boards", "topics", "rows", "citations"} <= set(table)
    assert {"topic", "source", "cells"} <= set(table["rows"][0])
    assert {"place", "text", "has_content", "citation"} <= set(table["rows"][0]["cells"][0])
    numbers = {citation["n"] for citation in table["citations"]}
    cells = [cell for row in table["rows"] for cell in row["cells"]]
    assert {c["citation"] for c in cells if c["has_content"]} <= numbers
    assert {also["citation"] for c in cells for also in c["also"]} <= numbers


@pytest.mark.parametrize("places", ["Xứ Lạ", " , "])
def test_compare_of_nowhere_is_wrong_use(run: Any, shipped_index: Path, places: str) -> None:
    said = run("compare", "--places", places, "--index", shipped_index)
    assert (said.code, said.out, len(said.lines)) == (2, "", 1)
