"""Text, Markdown and HTML: what comes through and what does not."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers import ReaderError, read
from ingest.readers.reading import read_here
from ingest.readers.tidy import tidy


def text_of(tmp_path: Path, data: bytes, suffix: str) -> str:
    path = tmp_path / f"tep{suffix}"
    path.write_bytes(data)
    return read(path).text


TEXTS = [
    ("as it is", "Điều 1. Một\n\n  a) Hai\n".encode(), "Điều 1. Một\n\n  a) Hai"),
    ("front matter stays", "+++\nso = '1'\n+++\n# Điều 1\n".encode(), "+++\nso = '1'\n+++\n# Điều 1"),
    ("byte-order mark", b"\xef\xbb\xbf" + "Điều 1".encode(), "Điều 1"),
    ("UTF-16, little end first", "\ufeffĐiều 1\r\n1. Một".encode("utf-16-le"), "Điều 1\n1. Một"),
    ("UTF-16, big end first", "\ufeffĐiều 1".encode("utf-16-be"), "Điều 1"),
    ("decomposed letters", unicodedata.normalize("NFD", "Điều 1. Phạm vi").encode(), "Điều 1. Phạm vi"),
    ("line ends", "một\r\nhai\rba\u2028bốn\x0cnăm".encode(), "một\nhai\nba\nbốn\nnăm"),
    ("trailing blanks", "một \t\u00a0\nhai   \n\n\n".encode(), "một\nhai"),
    ("invisible characters", "Đi\u00adều\u200b 1\ufeff\u202e\x07".encode(), "Điều 1"),
    ("blanks inside stay", "1.\u00a0Một\thai  ba".encode(), "1.\u00a0Một\thai  ba"),
]


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize(("data", "expected"), [case[1:] for case in TEXTS], ids=[case[0] for case in TEXTS])
def test_text_comes_through(data: bytes, expected: str, suffix: str, tmp_path: Path) -> None:
    assert text_of(tmp_path, data, suffix) == expected


@given(st.text())
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\ufffe")))
def test_nothing_visible_is_lost(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert tidy(text).split() == composed.split()


HTML = [
    ("blocks are lines", "<h1>Chương I</h1><p>Một <b>h</b>ai</p><div>ba<p>bốn</p>năm</div>", ["Chương I", "Một hai", "ba", "bốn", "năm"]),
    ("blanks fold", "<p>Điều 1.&nbsp;Phạm\n     vi</p>", ["Điều 1. Phạm vi"]),
    ("a line break is a line", "<p>Chương I<br>QUY ĐỊNH CHUNG</p>", ["Chương I", "QUY ĐỊNH CHUNG"]),
    ("a sentence broken by hand is whole", "<p>Quy định về quản lý<br/>khu vườn ươm</p>", ["Quy định về quản lý khu vườn ươm"]),
    ("a point is no sentence", "<p>Gồm các hạt<br>a) Hạt khô</p>", ["Gồm các hạt", "a) Hạt khô"]),
    (
        "a table is a line a row",
        "<table><thead><tr><th>STT<th>Tên</tr></thead><tr><td>1<td><p>Cấp</p><p>phép</p></tr><tr><td>2<td><td>x</tr></table>",
        ["STT | Tên", "1 | Cấp phép", "2 |  | x"],
    ),
    ("a table of one cell is text", "<table><tr><td><p>Điều 1. Một</p><p>1. Hai</p></td></tr></table>", ["Điều 1. Một", "1. Hai"]),
    (
        "tables inside tables",
        "<table><tr><td><p>Một</p><table><tr><td>a<td>b</tr></table></td></tr></table>",
        ["Một", "a | b"],
    ),
    (
        "what is no text is dropped",
        "<head><title>t</title><style>p{}</style></head><nav>menu</nav><script>alert(1)</script><!-- ghi chú --><p>Một</p>"
        "<p hidden>ẩn</p><p style='display: none'>ẩn</p><noscript>x</noscript>",
        ["Một"],
    ),
    ("numbered lists", "<ol start=3><li>ba<li>bốn</ol>", ["3. ba", "4. bốn"]),
    ("lettered lists", "<ol type=a><li>một<li>hai</ol>", ["a) một", "b) hai"]),
    ("lists with marks of their own", "<ul><li>a) một</li><li>hai</li></ul>", ["a) một", "- hai"]),
    ("preformatted lines", "<pre>Điều 1. Một\n1. Hai</pre>", ["Điều 1. Một", "1. Hai"]),
    ("no tags at all", "Điều 1. Một", ["Điều 1. Một"]),
    ("broken markup", "<p>Một<p>Hai</div></b><td>Ba", ["Một", "Hai", "Ba"]),
    ("an xml declaration", '<?xml version="1.0" encoding="utf-8"?><html><body><p>Một</p></body></html>', ["Một"]),
]


@pytest.mark.parametrize(("page", "expected"), [case[1:] for case in HTML], ids=[case[0] for case in HTML])
def test_html_becomes_lines(page: str, expected: list[str], tmp_path: Path) -> None:
    assert text_of(tmp_path, page.encode(), ".html").split("\n") == expected


@pytest.mark.parametrize(
    ("declared", "codec"), [("windows-1258", "cp1258"), ("utf-8", "utf-8"), ("UTF8", "utf-8"), ("iso-8859-1", "cp1252")]
)
def test_the_declared_charset_is_honoured(declared: str, codec: str, tmp_path: Path) -> None:
    word = "chào" if codec == "cp1252" else "vườn"
    decomposed = unicodedata.normalize("NFC", word) if codec != "cp1258" else "v\u01b0\u01a1\u0300n"
    page = f'<meta charset="{declared}"><p>'.encode() + decomposed.encode(codec)
    assert text_of(tmp_path, page, ".htm") == word


def test_no_entity_and_no_file_is_loaded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật")
    page = f"""<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>
        <p>Một &x;</p><iframe src="{secret.as_uri()}"></iframe><object data="{secret.as_uri()}"></object>"""
    assert "bí mật" not in text_of(tmp_path, page.encode(), ".html")


def test_deeply_nested_html_is_read(tmp_path: Path) -> None:
    page = "<div>" * 20_000 + "<table><tr><td>" * 300 + "Một"
    assert text_of(tmp_path, page.encode(), ".html") == "Một"


BAD = [
    (".txt", b"", "empty"),
    (".md", b"  \n\t\r\n", "empty"),
    (".html", b"<html><body><p> </p></body></html>", "empty"),
    (".txt", b"\xef\xbb\xbf", "empty"),
    (".txt", b"abc\x00def", "binary"),
    (".md", b"PK\x03\x04 rest", "binary"),
    (".html", b"%PDF-1.7 rest", "binary"),
    (".txt", "Điều 1".encode("utf-16-le"), "binary"),
    (".txt", "Điều 1".encode("cp1258", "ignore") + b"\xd0\xff", "encoding"),
    (".txt", b"\xff\xfeA", "encoding"),
    (".html", b"<meta charset=viscii><p>x</p>", "encoding"),
    (".html", b"<meta charset=utf-8><p>\xff\xff</p>", "encoding"),
    (".html", b"<meta charset=rot13><p>x</p>", "encoding"),
    (".txt", "§iÒu 1. Ph¹m vi ®iÒu chØnh".encode(), "encoding"),
    (".html", "<p>Ñieàu 1. Phaïm vi</p>".encode(), "encoding"),
]


@pytest.mark.parametrize(("suffix", "data", "reason"), BAD)
def test_a_bad_file_has_its_named_error(suffix: str, data: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(ReaderError) as caught:
        text_of(tmp_path, data, suffix)
    assert caught.value.reason == reason
    assert caught.value.path.suffix == suffix


@pytest.mark.parametrize("name", ["a.dot", "a.xlsx", "a.wps", "a", "a.jpg", ".txt"])
def test_another_format_is_unknown(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")
    with pytest.raises(ReaderError) as caught:
        read(path)
    assert caught.value.reason == "unknown_format"


def test_the_message_is_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "công\nvăn.txt"
    path.write_bytes(b"\xff\xff")
    with pytest.raises(ReaderError) as caught:
        read(path)
    message = str(caught.value)
    assert "\n" not in message and "công\\nvăn.txt" in message and "lưu lại" in message and "UTF-8" in message


def test_a_file_over_the_limit_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.reading.MAX_FILE_BYTES", 10)
    monkeypatch.setattr("ingest.readers.hypertext.MAX_HTML_BYTES", 5)
    for suffix, size in ((".txt", 11), (".html", 6)):
        path = tmp_path / f"tep{suffix}"
        path.write_bytes(b"a" * size)
        with pytest.raises(ReaderError) as caught:
            read_here(path)
        assert caught.value.reason == "too_large"
    path = tmp_path / "tep.txt"
    path.write_bytes(b"a" * 10)
    assert read_here(path).text == "a" * 10


def test_a_page_of_too_many_tags_is_too_large(tmp_path: Path) -> None:
    with pytest.raises(ReaderError) as caught:
        text_of(tmp_path, b"<p>" * 400_000, ".html")
    assert caught.value.reason == "too_large"


def test_a_file_that_is_not_there_is_the_systems_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "khong-co.txt")


@pytest.mark.parametrize("name", ["a.doc", "a.rtf", "a.odt"])
def test_an_old_file_says_which_converter_is_missing(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / name).write_bytes(b"{\\rtf1 Dieu 1.}")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReaderError, match="apt install libreoffice-writer") as caught:
        read_here(tmp_path / name)
    assert caught.value.reason == "unknown_format"
