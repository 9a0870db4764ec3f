"""python -m ingest add, and the progress that build tells programs."""

import json
from pathlib import Path
from typing import Any

import pytest
from invented import Place, decree
from uploaded import DECREE

from ingest.__main__ import main
from ingest.progress import read_told


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, place: Place) -> None:
    for name, path in (("INDEX", place.index), ("CORPUS", place.corpus), ("UPLOADS", place.root / "nạp")):
        monkeypatch.setenv(f"TRO_LY_{name}", str(path))
    monkeypatch.delenv("TRO_LY_EMBEDDING", raising=False)


def run(capsys: pytest.CaptureFixture[str], *argv: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main([str(a) for a in argv])
    said = capsys.readouterr()
    return code, said.out, said.err


def as_json(capsys: pytest.CaptureFixture[str], *argv: object) -> tuple[int, Any]:
    code, out, _ = run(capsys, *argv, "--json")
    return code, json.loads(out)


def test_files_are_added_built_listed_and_removed(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    good, secret = place.write("một.txt", DECREE), place.write("hai.txt", "Số: 05/BC-BVU\nTỐI MẬT\nBÁO CÁO\n")
    code, told = as_json(capsys, "add", good, secret)
    assert code == 1
    first, second = told["files"]
    assert (first["outcome"], first["account"]["number"], first["account"]["articles"]) == ("added", "15/2031/NĐ-CP", 2)
    assert (first["account"]["issued_on"], first["account"]["effective_on"]) == ("2031-03-05", "2031-07-01")
    assert (second["outcome"], second["reason"], second["key"], second["account"]) == ("refused", "secret", None, None)
    code, out, _ = run(capsys, "add", good)
    assert code == 0 and "một.txt: đã có sẵn, không lưu lần nữa" in out
    assert as_json(capsys, "build")[1]["added"] == ["một.txt"]
    assert as_json(capsys, "check") == (0, {"ok": True, "findings": [], "hints": []})
    assert "Ban vườn ươm số 15" in run(capsys, "show", "15/2031/NĐ-CP", "Điều 1", "--as-of", "2031-08-01")[1]
    (held,) = as_json(capsys, "add", "--list")[1]["files"]
    assert held["key"] == first["key"]
    assert as_json(capsys, "add", "--remove", held["key"]) == (0, {"removed": [held["key"]]})
    assert as_json(capsys, "check")[1]["findings"][0]["kind"] == "source_gone"
    assert as_json(capsys, "build")[1]["removed"] == ["một.txt"]


@pytest.mark.parametrize("argv", [("add",), ("add", "--list", "x.txt"), ("add", "--list", "--remove", "x")])
def test_wrong_use_of_add(argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, *argv)
    assert code == 2 and "--list" in err


def test_a_key_that_is_none_and_uploads_switched_off(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(capsys, "add", "--remove", "../x")[0] == 1
    monkeypatch.setenv("TRO_LY_UPLOADS", "")
    code, _, err = run(capsys, "add", "--list")
    assert code == 2 and "TRO_LY_UPLOADS" in err


def test_a_file_that_is_not_there_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = run(capsys, "add", tmp_path / "không có.txt")
    assert code == 2 and "không có.txt" in err


def test_build_tells_how_far_it_is(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(3):
        place.write(f"{number}.txt", decree(number, "trồng bưởi."))
    _, _, err = run(capsys, "build", "--source", place.source, "--index", place.index, "--json", "--progress")
    told = [read_told(line) for line in err.strip().split("\n")]
    assert None not in told
    ended = {step: (done, total) for step, done, total in filter(None, told)}
    assert ended["Đọc văn bản"] == (3, 3)
    assert ended["Chỉ mục từ ngữ"] == ended["Chỉ mục ngữ nghĩa"] == (12, 12)
    assert [read_told(line) for line in ("", "{}", "[1]", "không phải JSON", '{"step": "a", "done": "b", "total": 1}')] == [None] * 5
