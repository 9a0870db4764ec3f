"""python -m ingest: exit codes, what goes to stdout and what to stderr, and the JSON that others build on."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from invented import Place, decree
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ingest.__main__ import main
from ingest.index.generation import writing

ROOT = Path(__file__).parents[2]
BUILD_KEYS = {"index": str, "changed": bool, "added": list, "updated": list, "removed": list, "unchanged": int, "unreadable": dict,
              "broken": dict, "embedded": int, "counts": dict, "seconds": float}  # fmt: skip
SHOW_KEYS = {"document": str, "version": str, "text_kind": str, "title": str, "eid": str, "component": str, "label": str, "article": str,
             "clause": str, "point": str, "text": str, "start": int, "end": int, "as_of": str, "in_force": str, "valid_from": str,
             "valid_to": type(None), "unapplied_effects": list, "versions": list, "history": list}  # fmt: skip


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, place: Place) -> None:
    """Commands of a test see its own folders, whatever is set on this machine."""
    for name in ("TRO_LY_INDEX", "TRO_LY_EMBEDDING"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TRO_LY_CORPUS", str(place.corpus))


class Said:
    """What a command printed."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def lines(self) -> list[str]:
        return self.err.strip().split("\n") if self.err.strip() else []


@pytest.fixture
def ingest(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*argv: object) -> Said:
        capsys.readouterr()
        try:
            code = main([str(a) for a in argv])
        except SystemExit as error:  # argparse
            code = int(error.code or 0)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


def encrypted_pdf(path: Path) -> bytes:
    canvas = Canvas(str(path), encrypt=StandardEncryption("mật khẩu", canPrint=0))
    canvas.drawString(80, 700, "Dieu 1")
    canvas.save()
    return path.read_bytes()


def has_shape(row: dict[str, Any], shape: dict[str, type]) -> None:
    assert set(shape) <= set(row)
    assert [(key, type(row[key])) for key, kind in shape.items() if type(row[key]) is not kind] == []


# -- build ------------------------------------------------------------------------------------------------------------


def test_build_check_and_build_again(ingest: Any, place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    first = ingest("build", "--source", place.source, "--index", place.index)
    assert (first.code, first.out.count("\n")) == (0, 1)
    assert "thêm 1" in first.out
    assert "Đọc văn bản" in first.err, "progress goes to stderr"
    checked = ingest("check", "--source", place.source, "--index", place.index)
    assert (checked.code, checked.out, checked.err) == (0, "Chỉ mục khớp với nguồn.\n", "")
    again = ingest("build", "--source", place.source, "--index", place.index, "--quiet")
    assert (again.code, again.err) == (0, "")
    assert again.out.startswith("Không có gì thay đổi")


def test_bad_files_are_named_and_the_rest_goes_on(ingest: Any, place: Place) -> None:
    place.write("tốt.txt", decree(91, "Trồng bưởi."))
    place.write("đứt.txt", "NGHỊ ĐỊNH\n" + "".join(f"Điều {n}. Trồng cây số {n}\nNội dung.\n" for n in (1, 2, 3, 7, 8, 9)))
    bad = {
        "rỗng.txt": b"",
        "trắng.txt": b" \n\t\n",
        "nhị phân.txt": b"\x00\x01\x02",
        "latin.txt": "Đất đai và nhà ở là tài sản".encode("cp1258", errors="replace") + b"\xe9\xe8",
        "lạ.xyz": b"abc",
        "không đuôi": b"abc",
        "cũ.doc": b"\xd0\xcf\x11\xe0",
        "hỏng.pdf": b"%PDF-1.4\n",
        "hỏng.docx": b"PK\x03\x04",
        "khóa.pdf": encrypted_pdf(place.root / "khóa.pdf"),
    }
    for name, content in bad.items():
        place.write(name, content)
    said = ingest("build", "--source", place.source, "--index", place.index, "--json")
    row = json.loads(said.out)
    assert said.code == 0
    assert set(row["unreadable"]) == set(bad)
    assert set(row["broken"]) == {"đứt.txt"}
    assert len(said.lines) == len(bad) + 1
    for name in bad:
        assert sum(name in line for line in said.lines) == 1, name
        assert "\n" not in row["unreadable"][name]
    assert not any("Không đọc được Không" in line or "Traceback" in line for line in said.lines)
    assert sorted(row["added"]) == ["tốt.txt", "đứt.txt"]


def test_json_of_build(ingest: Any, place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    said = ingest("build", "--source", place.source, "--index", place.index, "--json")
    assert said.err == ""
    row = json.loads(said.out)
    has_shape(row, BUILD_KEYS)
    assert row["counts"]["versions"] == 1


@pytest.mark.parametrize(
    ("argv", "line"),
    [
        (["build", "--source", "{source}"], "--index"),
        (["build", "--source", "{root}/không có", "--index", "{index}"], "Không có thư mục hoặc tệp nguồn"),
        (["build", "--source", "{source}", "--source", "{root}/x", "--index", "{index}"], "Không có thư mục hoặc tệp nguồn"),
        (["show", "91/2031/NĐ-CP", "Điều 1", "--as-of", "30/02/2031", "--index", "{index}"], "30/02/2031"),
        (["show", "91/2031/NĐ-CP", "Điều 1", "--as-of", "2031-02-30", "--index", "{index}"], "2031-02-30"),
        (["show"], "NUMBER"),
        (["dựng"], "dựng"),
        ([], "usage"),
    ],
)
def test_wrong_use_is_2(ingest: Any, place: Place, argv: list[str], line: str) -> None:
    said = ingest(*[a.format(source=place.source, root=place.root, index=place.index) for a in argv])
    assert (said.code, said.out) == (2, "")
    assert line in said.err
    assert "Traceback" not in said.err


def test_broken_catalogue_is_one_line(ingest: Any, place: Place) -> None:
    place.table("effects.toml", "schema = 7\n")
    said = ingest("build", "--source", place.source, "--index", place.index)
    assert (said.code, len(said.lines), "effects.toml" in said.err) == (2, 1, True)


@pytest.mark.parametrize("command", [["check"], ["show", "91/2031/NĐ-CP", "Điều 1"]])
def test_no_index_is_3_and_one_line(ingest: Any, place: Place, command: list[str]) -> None:
    said = ingest(*command, "--index", place.index)
    assert (said.code, said.out, len(said.lines)) == (3, "", 1)
    assert "python -m ingest build --index" in said.err


def test_second_builder_is_told_in_one_line(ingest: Any, place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    with writing(place.index):
        said = ingest("build", "--source", place.source, "--index", place.index)
    assert (said.code, said.out, len(said.lines)) == (3, "", 1)
    assert "tiến trình khác" in said.err


def test_index_that_cannot_be_written_is_one_line(ingest: Any, place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    place.index.write_text("tệp", encoding="utf-8")
    said = ingest("build", "--source", place.source, "--index", place.index)
    assert (said.code, len(said.lines)) == (3, 1)


# -- check ------------------------------------------------------------------------------------------------------------


def test_failed_check_is_1_and_says_all(ingest: Any, place: Place) -> None:
    path = place.write("một.txt", decree(91, "Trồng bưởi."))
    ingest("build", "--source", place.source, "--index", place.index, "--quiet")
    path.write_text(decree(91, "Trồng cam."), encoding="utf-8")
    place.write("hai.txt", "mới")
    said = ingest("check", "--source", place.source, "--index", place.index)
    assert (said.code, said.err, said.out.count("\n")) == (1, "", 2)
    row = json.loads(ingest("check", "--source", place.source, "--index", place.index, "--json").out)
    assert row["ok"] is False
    assert [set(f) for f in row["findings"]] == [{"kind", "message"}] * 2
    assert {f["kind"] for f in row["findings"]} == {"source_new", "source_changed"}


def test_check_without_source_looks_at_those_that_the_index_was_built_from(ingest: Any, place: Place) -> None:
    path = place.write("một.txt", decree(91, "Trồng bưởi."))
    ingest("build", "--source", place.source, "--index", place.index, "--quiet")
    assert ingest("check", "--index", place.index).code == 0
    path.write_text(decree(91, "Trồng cam."), encoding="utf-8")
    assert (ingest("check", "--index", place.index).code, json.loads(ingest("check", "--index", place.index, "--json").out)["ok"]) == (
        1,
        False,
    )
    place.source.rename(place.root / "đã chuyển")
    assert ingest("check", "--index", place.index).code == 0, "an index shipped to another machine is proved by itself"


def test_damaged_index_fails_the_check(ingest: Any, place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    ingest("build", "--source", place.source, "--index", place.index, "--quiet")
    (place.generation / "manifest.json").write_bytes(b"{")
    said = ingest("check", "--index", place.index)
    assert (said.code, said.err, said.out.count("\n")) == (1, "", 1)


# -- show -------------------------------------------------------------------------------------------------------------


def test_show_prints_text_and_json(ingest: Any, place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng cây:\na) Bưởi;\nb) Cam."))
    ingest("build", "--source", place.source, "--index", place.index, "--quiet")
    said = ingest("show", "91/2031/NĐ-CP", "điểm b khoản 1 Điều 1", "--as-of", "2031-07-02", "--index", place.index)
    assert (said.code, said.err) == (0, "")
    assert "b) Cam." in said.out
    assert "Tại ngày 02/07/2031: đang có hiệu lực" in said.out
    row = json.loads(
        ingest("show", "91/2031/NĐ-CP", "điểm b khoản 1 Điều 1", "--as-of", "2031-07-02", "--json", "--index", place.index).out
    )
    has_shape(row, SHOW_KEYS)
    assert (row["article"], row["clause"], row["point"], row["as_of"]) == ("1", "1", "b", "2031-07-02")
    for day in ("0001-01-01", "9999-12-31"):
        assert ingest("show", "91/2031/NĐ-CP", "Điều 1", "--as-of", day, "--index", place.index).code == 0
    for argv in (["1/1900/NĐ-CP"], ["91/2031/NĐ-CP", "Điều 99"], ["91/2031/NĐ-CP", "đâu đó"]):
        unknown = ingest("show", *argv, "--index", place.index)
        assert (unknown.code, unknown.out, len(unknown.lines)) == (2, "", 1)


def test_show_of_the_shipped_digest(ingest: Any, shipped_index: Path) -> None:
    row = json.loads(
        ingest("show", "35/2022/NĐ-CP", "điểm d khoản 3 Điều 68", "--as-of", "2026-07-02", "--json", "--index", shipped_index).out
    )
    assert (row["text_kind"], row["version"], row["label"]) == ("digest", "digest", "điểm d khoản 3 Điều 68")
    assert row["text"].startswith("d) ")


@pytest.mark.corpus
def test_show_of_the_official_text(ingest: Any, place: Place, shared: Path) -> None:
    name = "9716-vbhn-bkhdt-2024-nd-35-2022.txt"
    place.write(name, (shared / "corpus" / "raw" / name).read_bytes())
    ingest("build", "--source", place.source, "--index", place.index, "--quiet")
    row = json.loads(ingest("show", "35/2022/NĐ-CP", "điểm d khoản 3 Điều 68", "--json", "--index", place.index).out)
    assert (row["document"], row["version"], row["text_kind"]) == ("35/2022/NĐ-CP", "9716/VBHN-BKHĐT", "official")
    assert row["text"].startswith("d) ")


# -- as a process -----------------------------------------------------------------------------------------------------


def test_as_a_process_on_a_console_of_another_encoding(place: Place) -> None:
    """One process: no traceback, Vietnamese in UTF-8, and the exit code of a missing index."""
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "TRO_LY_CORPUS": str(place.corpus)}
    command = [sys.executable, "-m", "ingest", "show", "91/2031/NĐ-CP", "Điều 1", "--index", str(place.index)]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert (run.returncode, run.stdout) == (3, b"")
    assert run.stderr.decode("utf-8").startswith(f"Chưa có chỉ mục tại {place.index}.")
    assert run.stderr.count(b"\n") == 1


@pytest.mark.parametrize("argv", [["build"], ["check"], ["check", "--corpus"]])
def test_missing_model_is_said_before_any_work(ingest: Any, place: Place, monkeypatch: pytest.MonkeyPatch, argv: list[str]) -> None:
    place.table("instruments.toml", "broken [")  # whoever looked at the corpus first would say so
    monkeypatch.setenv("TRO_LY_INDEX", str(place.index))
    monkeypatch.setenv("TRO_LY_EMBEDDING", "/no/such/model")
    said = ingest(*argv)
    assert (said.code, said.out, len(said.lines)) == (2, "", 1)
    assert "/no/such/model" in said.err
    assert not place.index.exists()
