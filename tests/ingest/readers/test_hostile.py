"""Hostile files: named or read, and the next file is read all the same."""

from pathlib import Path

import pytest

from benchmarks.hostile import Hostile, hostile_files
from benchmarks.hostile.texts import LAW
from ingest.readers import ReaderError, read

SLOW = {
    "bom-the.docx",
    "chu-chung.pdf",
    "chu-chong.pdf",
    "bang-lon.html",
    "bang-lon.docx",
    "mau-nhan.pdf",
    "bom-zip.docx",
    "long-nhau.html",
}
SLOW |= {
    "long-nhau-b.html",
    "bang-long.html",
    "ve-day.pdf",
    "bom-2kb.pdf",
    "dai.txt",
    "moi-dong-mot-dieu.txt",
    "so-lon.html",
    "nhieu-phan.docx",
}
QUICK = [hostile for hostile in hostile_files() if hostile.name not in SLOW]
TO_READ = {
    "nfd.txt", "vo-hinh.txt", "duong-dan.docx", "macro.docx", "mau-ngoai.docx", "ngoai.html", "khong-dong.html", "kem-tep.pdf",
    "khoa-in.pdf",
}  # fmt: skip
"""Files whose law is whole: it has to come out, and nothing else."""


def test_there_are_enough_of_them_and_no_two_of_one_name() -> None:
    names = [hostile.name for hostile in hostile_files()]
    assert len(names) == len(set(names)) >= 60


@pytest.mark.parametrize("hostile", QUICK, ids=[hostile.name for hostile in QUICK])
def test_a_hostile_file_is_read_or_named(hostile: Hostile, tmp_path: Path) -> None:
    path = tmp_path / hostile.name
    path.write_bytes(hostile.make())
    try:
        text = read(path).text
    except ReaderError as error:
        assert hostile.name in str(error) and "\n" not in str(error)
        assert hostile.name not in TO_READ
        return
    assert text and "root:" not in text
    if hostile.name in TO_READ:
        assert " ".join(text.split()) == " ".join(LAW.split())


@pytest.mark.full
@pytest.mark.parametrize("hostile", sorted((h for h in hostile_files() if h.name in SLOW), key=lambda h: h.name), ids=sorted(SLOW))
def test_a_slow_hostile_file_is_read_or_named(hostile: Hostile, tmp_path: Path) -> None:
    test_a_hostile_file_is_read_or_named(hostile, tmp_path)
