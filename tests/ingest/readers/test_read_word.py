"""Word files: order, numbering, tracked changes, footnotes, and what is refused."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from ingest.readers import ReaderError, SourceText, read
from ingest.readers.reading import read_here

SHOWN = '<w:vanish w:val="0"/>'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def element(xml: str) -> Any:
    """An element of a body, in the usual name spaces."""
    spaces = f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    return parse_xml(xml.replace(">", f" {spaces}>", 1) if not xml.split(">", 1)[0].endswith("/") else xml.replace("/>", f" {spaces}/>", 1))


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def written(tmp_path: Path, *blocks: str) -> Path:
    """A Word file whose body has the blocks, given as XML."""
    document = docx.Document()
    body = document.element.body
    for block in blocks:
        body.insert(len(body) - 1, element(block))
    path = tmp_path / "tep.docx"
    document.save(str(path))
    return path


def lines(tmp_path: Path, *blocks: str) -> list[str]:
    return read(written(tmp_path, *blocks)).text.split("\n")


def test_paragraphs_and_tables_come_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Điều 1. Một")
    table = document.add_table(2, 2)
    for cell, text in zip([c for row in table.rows for c in row.cells], ["STT", "Tên", "1", "Cấp\nphép"], strict=True):
        cell.text = text
    document.add_paragraph("Điều 2. Hai")
    inner = document.add_table(1, 1).cell(0, 0)
    inner.text = "Điều 3. Ba"
    inner.add_table(1, 2).cell(0, 1).text = "b"
    path = tmp_path / "tep.docx"
    document.save(str(path))
    assert read(path).text.split("\n") == ["Điều 1. Một", "STT | Tên", "1 | Cấp phép", "Điều 2. Hai", "Điều 3. Ba", "b"]


CASES = [
    ("runs join", f"<w:p>{run('Điều ')}{run('1. ')}{run('Một', '<w:b/>')}</w:p>", ["Điều 1. Một"]),
    ("a tab is a blank", "<w:p><w:r><w:t>1.</w:t><w:tab/><w:t>Một</w:t></w:r></w:p>", ["1. Một"]),
    ("a break is a line", "<w:p><w:r><w:t>Chương I</w:t><w:br/><w:t>QUY ĐỊNH</w:t></w:r></w:p>", ["Chương I", "QUY ĐỊNH"]),
    ("a hard hyphen", "<w:p><w:r><w:t>NĐ</w:t><w:noBreakHyphen/><w:t>CP</w:t></w:r></w:p>", ["NĐ-CP"]),
    ("deleted text is gone", f"<w:p>{run('Một ')}<w:del>{run('cũ ')}</w:del><w:ins>{run('mới')}</w:ins></w:p>", ["Một mới"]),
    ("a deleted run inside an insertion is gone", f"<w:p><w:ins>{run('mới')}<w:del>{run(' cũ')}</w:del></w:ins></w:p>", ["mới"]),
    (
        "a comment leaves no mark",
        f"<w:p>{run('Một')}<w:commentRangeStart w:id='1'/>{run(' hai')}<w:commentRangeEnd w:id='1'/>"
        "<w:r><w:commentReference w:id='1'/></w:r></w:p>",
        ["Một hai"],
    ),
    ("moved text stands once", f"<w:p><w:moveFrom>{run('cũ')}</w:moveFrom><w:moveTo>{run('mới')}</w:moveTo></w:p>", ["mới"]),
    ("hidden text is gone", f"<w:p>{run('Một')}{run('ẩn', '<w:vanish/>')}{run(' hai', SHOWN)}</w:p>", ["Một hai"]),
    (
        "fields show their result",
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>",
        ["7"],
    ),
    (
        "links and controls",
        f"<w:p><w:hyperlink>{run('Một ')}</w:hyperlink><w:sdt><w:sdtContent>{run('hai')}</w:sdtContent></w:sdt></w:p>",
        ["Một hai"],
    ),
    ("blocks in controls", f"<w:sdt><w:sdtContent><w:p>{run('Một')}</w:p></w:sdtContent></w:sdt>", ["Một"]),
    (
        "a text box comes once, after its paragraph",
        f"<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>{run('khung')}</w:p></w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent><w:p>{run('khung')}</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>{run('Một')}</w:p>",
        ["Một", "khung"],
    ),
    (
        "a deleted row is gone",
        f"<w:tbl><w:tr><w:tc><w:p>{run('a')}</w:p></w:tc></w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run('b')}</w:p></w:tc></w:tr></w:tbl>",
        ["a"],
    ),
]


@pytest.mark.parametrize(("block", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_visible_text_of_a_block(block: str, expected: list[str], tmp_path: Path) -> None:
    assert lines(tmp_path, block) == expected


def test_a_deleted_paragraph_mark_joins_two_paragraphs(tmp_path: Path) -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Một ')}</w:p>"
    assert lines(tmp_path, first, f"<w:p>{run('hai')}</w:p>", f"<w:p>{run('ba')}</w:p>") == ["Một hai", "ba"]


def numbered_document(levels: str, overrides: str = "") -> Any:
    document = docx.Document()
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    root.append(element(f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'))
    root.append(element('<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'))
    root.append(element(f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{overrides}</w:num>'))
    return document


def level(index: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def item(text: str, index: int, number: int = 1) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def labelled(tmp_path: Path, document: Any, *blocks: str) -> list[str]:
    body = document.element.body
    for block in blocks:
        body.insert(len(body) - 1, element(block))
    path = tmp_path / "so.docx"
    document.save(str(path))
    return read(path).text.split("\n")


LAW_LEVELS = (
    level(0, "upperRoman", "Chương %1")
    + level(1, "decimal", "Điều %2.", more='<w:lvlRestart w:val="0"/>')
    + level(2, "decimal", "%3.")
    + level(3, "lowerLetter", "%4)")
    + level(4, "bullet", "\uf0b7")
    + level(5, "decimal", "%2.%3.%6", more="<w:isLgl/>")
)


def test_list_numbers_are_written_out(tmp_path: Path) -> None:
    found = labelled(
        tmp_path,
        numbered_document(LAW_LEVELS),
        item("CHUNG", 0), item("Một", 1), item("x", 2), item("y", 2), item("p", 3), item("q", 3), item("gạch", 4), item("sâu", 5),
        item("z", 2), item("r", 3), item("RIÊNG", 0), item("Hai", 1), item("x", 2),
    )  # fmt: skip
    assert found == [
        "Chương I CHUNG", "Điều 1. Một", "1. x", "2. y", "a) p", "b) q", "- gạch", "1.2.1 sâu",
        "3. z", "a) r", "Chương II RIÊNG", "Điều 2. Hai", "1. x",
    ]  # fmt: skip


def test_a_list_can_start_anew_or_go_on(tmp_path: Path) -> None:
    overrides = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    document = numbered_document(level(0, "decimal", "%1.", start=3), overrides)
    assert labelled(tmp_path, document, item("a", 0), item("b", 0, number=2), item("c", 0, number=2)) == ["3. a", "5. b", "6. c"]
    assert labelled(tmp_path, numbered_document(level(0, "decimal", "%1.")), item("a", 0), item("b", 0, number=2)) == ["1. a", "2. b"]


def test_a_style_can_number_and_a_paragraph_can_opt_out(tmp_path: Path) -> None:
    document = numbered_document(level(0, "decimal", "Điều %1.", more='<w:pStyle w:val="Dieu"/>'))
    style = '<w:style w:type="paragraph" w:styleId="Dieu"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    document.styles.element.append(element(style))
    plain, based = (
        '<w:pPr><w:pStyle w:val="Dieu"/></w:pPr>',
        '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Dieu"/></w:style>',
    )
    document.styles.element.append(element(based))
    blocks = [
        f"<w:p>{plain}{run('Một')}</w:p>",
        f"<w:p>{plain.replace('Dieu', 'Con')}{run('Hai')}</w:p>",
        f'<w:p><w:pPr><w:pStyle w:val="Dieu"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>{run("Không số")}</w:p>',
    ]
    assert labelled(tmp_path, document, *blocks) == ["Điều 1. Một", "Điều 2. Hai", "Không số"]


def repacked(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The Word file with its parts changed."""
    with zipfile.ZipFile(path) as package:
        parts = {entry: package.read(entry) for entry in package.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w") as package:
        for entry, data in parts.items():
            package.writestr(entry, data)
    return path


@pytest.mark.parametrize("note", ["footnote", "endnote"])
def test_footnotes_and_endnotes_stand_at_the_end(note: str, tmp_path: Path) -> None:
    reference = f'<w:r><w:{note}Reference w:id="{{}}"/></w:r>'
    path = written(
        tmp_path,
        f"<w:p>{run('1. Một')}{reference.format(9)}{run(';')}</w:p>",
        f"<w:p>{run('2. Hai')}{reference.format(4)}{reference.format(9)}{reference.format(77)}</w:p>",
    )
    notes = "".join(
        f'<w:{note} w:id="{n}"><w:p>{run(text)}{reference.format(n)}</w:p><w:p>{run("Điều 3. Cũ")}</w:p></w:{note}>'
        for n, text in ((4, "Bãi bỏ."), (9, "Sửa đổi."))
    )
    relation = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{note}s"
    kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{note}s+xml"

    def add_notes(parts: dict[str, bytes]) -> None:
        link = f'<Relationship Id="rIdX" Type="{relation}" Target="{note}s.xml"/></Relationships>'
        override = f'<Override PartName="/word/{note}s.xml" ContentType="{kind}"/></Types>'
        parts[f"word/{note}s.xml"] = f'<w:{note}s xmlns:w="{W}">{notes}</w:{note}s>'.encode()
        for name, end, more in (
            ("word/_rels/document.xml.rels", b"</Relationships>", link),
            ("[Content_Types].xml", b"</Types>", override),
        ):
            parts[name] = parts[name].replace(end, more.encode())

    repacked(path, add_notes)
    assert read(path).text.split("\n") == [
        "1. Một[1];",
        "2. Hai[2][1]",
        "CHÚ THÍCH CUỐI TRANG",
        "[1] Sửa đổi. Điều 3. Cũ",
        "[2] Bãi bỏ. Điều 3. Cũ",
    ]


def reason_of(path: Path, read: Callable[[Path], SourceText] = read) -> str:
    with pytest.raises(ReaderError) as caught:
        read(path)
    return caught.value.reason


def test_bad_packages_have_their_named_errors(tmp_path: Path) -> None:
    good = written(tmp_path, f"<w:p>{run('Một')}</w:p>").read_bytes()
    no_main = io.BytesIO()
    with zipfile.ZipFile(no_main, "w") as package:
        package.writestr("a.txt", "a")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    cases = [
        (b"", "empty"),
        (b"not a package", "damaged"),
        (good[: len(good) // 2], "damaged"),
        (no_main.getvalue(), "damaged"),
        (ole + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (ole + b"an old Word file", "unknown_format"),
    ]
    for data, reason in cases:
        path = tmp_path / "xau.docx"
        path.write_bytes(data)
        assert reason_of(path) == reason


def test_a_word_file_without_text_is_empty_and_with_a_picture_only_a_scan(tmp_path: Path) -> None:
    from PIL import Image

    picture = io.BytesIO()
    Image.new("L", (9, 9)).save(picture, "PNG")
    document = docx.Document()
    path = tmp_path / "anh.docx"
    document.save(str(path))
    assert reason_of(path) == "empty"
    document.add_picture(picture)
    document.save(str(path))
    assert reason_of(path) == "scan"


@pytest.mark.parametrize(("limit", "value"), [("MAX_UNCOMPRESSED_BYTES", 2_000_000), ("MAX_XML_BYTES", 2_000_000), ("MAX_PARTS", 3)])
def test_a_package_that_unpacks_beyond_a_limit_is_too_large(
    limit: str, value: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, f"<w:p>{run('a' * 3_000_000)}</w:p>")
    assert path.stat().st_size < 100_000
    monkeypatch.setattr(f"ingest.readers.word.document.{limit}", value)
    assert reason_of(path, read_here) == "too_large"


def test_no_entity_of_a_word_file_is_expanded(tmp_path: Path) -> None:
    path = written(tmp_path, f"<w:p>{run('Một THAY')}</w:p>")
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật")

    def refer(parts: dict[str, bytes]) -> None:
        declaration, rest = parts["word/document.xml"].decode().split("?>", 1)
        doctype = f'?><!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        parts["word/document.xml"] = (declaration + doctype + rest.replace("THAY", "&x;")).encode()

    assert "bí mật" not in read(repacked(path, refer)).text
