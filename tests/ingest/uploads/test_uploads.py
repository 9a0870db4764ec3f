"""The folder of uploads: what is taken in, under which name, what is refused, and that nothing of that stays."""

import os
from pathlib import Path

import pytest
from invented import Place, decree
from uploaded import DECREE, pdf, text, word, word_with_box

from ingest.settings import Settings
from ingest.uploads import MAX_AT_ONCE, MAX_BYTES, UploadError, Uploads, folder, give

SECRET = ("BAN VƯỜN ƯƠM", "Số: 05/BC-BVU", "BÁO CÁO", "về vườn cam và vườn bưởi của Ban vườn ươm trong năm.")


@pytest.fixture
def uploads(place: Place) -> Uploads:
    return Uploads(place.root / "nạp thêm", place.corpus, place.catalogue)


def files_in(uploads: Uploads) -> list[Path]:
    return list(uploads.folder.rglob("*")) if uploads.folder.exists() else []


@pytest.mark.parametrize(
    ("name", "data", "kept"),
    [
        ("15-2031.txt", DECREE.encode(), "15-2031.txt"),
        ("15-2031.TXT", DECREE.encode("utf-16"), "15-2031.txt"),
        ("15-2031.md", DECREE.encode(), "15-2031.md"),
        ("15-2031.docx", word(*DECREE.split("\n")), "15-2031.docx"),
        ("15-2031.doc", word(*DECREE.split("\n")), "15-2031.docx"),
        ("15-2031.txt", pdf(DECREE), "15-2031.pdf"),
        ("15-2031.html", f"<html><body><p>{DECREE.replace(chr(10), '</p><p>')}</p></body></html>".encode(), "15-2031.html"),
        ("15-2031.doc", f"<html><body><p>{DECREE.replace(chr(10), '</p><p>')}</p></body></html>".encode(), "15-2031.html"),
        ("15-2031.htm", DECREE.encode(), "15-2031.txt"),
        ("../../x/15-2031.txt", DECREE.encode(), "15-2031.txt"),
        ("NUL.txt", DECREE.encode(), "_NUL.txt"),
    ],
)
def test_a_file_is_kept_under_its_content_and_name_whatever_ending_it_had(uploads: Uploads, name: str, data: bytes, kept: str) -> None:
    added = uploads.add(name, data)
    assert added.outcome == "added"
    assert added.held.name == kept
    assert added.held.path.read_bytes() == data
    assert added.held.path.parent.parent == uploads.folder
    assert added.held.key == f"{added.held.path.parent.name}/{kept}"
    assert (added.account.number, added.account.kind, added.account.articles) == ("15/2031/NĐ-CP", "Nghị định", 2)
    assert [path for path in files_in(uploads) if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("name", "data", "reason", "said"),
    [
        ("a.txt", b"", "empty", "0 byte"),
        ("a.exe", DECREE.encode(), "kind", "'.exe'"),
        ("a", DECREE.encode(), "kind", "không có đuôi"),
        ("a.pdf", DECREE.encode(), "kind", "không phải tệp .pdf"),
        ("a.docx", DECREE.encode(), "kind", "không phải tệp .docx"),
        ("a.txt", os.urandom(4096), "kind", "không phải tệp .txt"),
        ("a.txt", b"MZ\x90\x00\x03\x00\x00\x00" * 50, "kind", "không phải tệp .txt"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 60, "kind", "không phải tệp .docx"),
        ("a.rtf", b"{\\rtf1 abc}", "kind", "'.rtf'"),
        ("a.txt", b"{\\rtf1 abc}", "kind", "không phải tệp .txt"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unreadable", ""),
        ("a.pdf", b"%PDF-1.7\nhong", "unreadable", "hỏng"),
        ("a.txt", b"... --- ...", "unreadable", "không có chữ"),
        ("a.md", b'+++\nkind = "report"\nid = "x"\ntitle = "y"\n+++\nabc', "ours", "khai báo"),
        ("a.txt", text(*SECRET[:2], "TỐI MẬT", *SECRET[2:]), "secret", "đóng dấu TỐI MẬT"),
        ("a.docx", word(*SECRET, header="MẬT"), "secret", "đóng dấu MẬT"),
        ("a.docx", word_with_box("TUYỆT MẬT", *SECRET), "secret", "đóng dấu TUYỆT MẬT"),
        ("a.pdf", pdf("\n".join((*SECRET[:2], "MẬT", *SECRET[2:]))), "secret", "đóng dấu MẬT"),
        ("a.html", f"<html><body><p>{'</p><p>'.join((*SECRET[:2], 'MẬT', *SECRET[2:]))}</p></body></html>".encode(), "secret", "MẬT"),
    ],
)
def test_a_file_is_refused_with_a_line_and_nothing_of_it_stays(uploads: Uploads, name: str, data: bytes, reason: str, said: str) -> None:
    with pytest.raises(UploadError, match=r"\w") as refused:
        uploads.add(name, data)
    assert refused.value.reason == reason
    assert said in str(refused.value)
    assert files_in(uploads) == []


def test_a_stamp_in_the_head_of_every_page_is_seen_though_readers_take_page_heads_out(uploads: Uploads) -> None:
    pages = [f"TỐI MẬT\n{row}. " + "\n".join(f"dòng {n} của trang {row} nói về vườn bưởi" for n in range(20)) for row in range(1, 6)]
    with pytest.raises(UploadError, match="TỐI MẬT"):
        uploads.add("a.pdf", pdf(*pages))


def test_a_law_on_state_secrets_is_taken_in(uploads: Uploads) -> None:
    law = DECREE.replace("quản lý vườn ươm trong khu sinh thái", "bảo vệ bí mật nhà nước độ TỐI MẬT")
    assert uploads.add("a.txt", law.encode()).outcome == "added"


def test_a_file_over_the_limit_is_refused_with_its_size(uploads: Uploads) -> None:
    with pytest.raises(UploadError, match="quá mức 50 MB"):
        uploads.add("a.txt", b"a" * (MAX_BYTES + 1))


def test_too_many_files_at_once_are_refused_before_the_first(uploads: Uploads) -> None:
    with pytest.raises(UploadError, match="lần này có 21"):
        give(uploads, [(f"{n}.txt", decree(n, "trồng cam.").encode()) for n in range(MAX_AT_ONCE + 1)])
    assert uploads.held() == []


def test_a_full_folder_is_said(uploads: Uploads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "MAX_HELD", 1)
    uploads.add("a.txt", decree(1, "trồng cam.").encode())
    with pytest.raises(UploadError, match="gỡ bớt"):
        uploads.add("b.txt", decree(2, "trồng cam.").encode())


def test_the_same_content_is_kept_once_under_its_first_name(uploads: Uploads) -> None:
    first = uploads.add("a.txt", DECREE.encode())
    again = uploads.add("b.txt", DECREE.encode())
    assert (again.outcome, again.held, again.account) == ("held", first.held, first.account)
    assert [held.name for held in uploads.held()] == ["a.txt"]


def test_a_file_put_into_the_folder_by_hand_is_held_too(uploads: Uploads) -> None:
    uploads.folder.mkdir()
    (uploads.folder / "bằng tay.txt").write_text(DECREE)
    assert uploads.add("a.txt", DECREE.encode()).held.key == "bằng tay.txt"
    uploads.remove("bằng tay.txt")
    assert uploads.held() == []
    assert uploads.folder.is_dir()


def test_two_contents_of_one_name_are_both_kept(uploads: Uploads) -> None:
    for number in (1, 2):
        uploads.add("a.txt", decree(number, "trồng cam.").encode())
    assert [held.name for held in uploads.held()] == ["a.txt", "a.txt"]


@pytest.mark.parametrize("key", ["../x", "/etc/passwd", "", "..", "0123456789abcdef/a.txt", "."])
def test_nothing_but_a_held_file_can_be_removed(uploads: Uploads, key: str) -> None:
    uploads.add("a.txt", DECREE.encode())
    outside = uploads.folder.parent / "x"
    outside.write_text("giữ")
    with pytest.raises(UploadError, match="không có tệp"):
        uploads.remove(key)
    assert outside.exists() and len(uploads.held()) == 1


def test_a_folder_that_cannot_be_written_is_said(place: Place) -> None:
    blocked = place.root / "tệp"
    blocked.write_text("không phải thư mục")
    with pytest.raises(UploadError, match="không ghi được vào thư mục"):
        Uploads(blocked / "nạp", place.corpus, place.catalogue).add("a.txt", DECREE.encode())


def test_uploads_are_a_source_of_the_default_index_until_they_are_removed(place: Place, uploads: Uploads) -> None:
    from ingest.index import build, check, is_stale, open_index

    settings = Settings(place.index, place.corpus, uploads=uploads.folder)
    assert settings.sources() == [place.corpus]
    table = place.table("instruments.toml", "schema = 1\n")
    assert table.exists()

    def rebuild() -> list[str]:
        build(settings.sources(), settings.index, settings.corpus, place.embedder, quiet=True)
        assert not is_stale(settings.index, settings.sources(), settings.corpus, place.embedder)
        assert check(settings.index, settings.sources(), settings.corpus, place.embedder) == []
        return [version.document for version in open_index(settings.index, place.embedder).opened().store.versions()]

    assert rebuild() == []
    key = uploads.add("a.txt", DECREE.encode()).held.key
    assert settings.sources() == [place.corpus, uploads.folder]
    assert is_stale(settings.index, settings.sources(), settings.corpus, place.embedder)
    assert rebuild() == ["15/2031/NĐ-CP"]
    uploads.remove(key)
    assert is_stale(settings.index, settings.sources(), settings.corpus, place.embedder)
    assert rebuild() == []


def test_a_file_whose_removal_was_killed_can_be_given_again(uploads: Uploads) -> None:
    """The folder of its hash was left, empty, and the next to give the file got a traceback."""
    held = uploads.add("15-2031.txt", DECREE.encode()).held
    held.path.unlink()
    assert uploads.held() == []
    assert uploads.add("15-2031.txt", DECREE.encode()).outcome == "added"
    assert [one.key for one in uploads.held()] == [held.key]
