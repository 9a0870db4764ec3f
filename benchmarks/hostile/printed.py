"""Hostile PDFs."""

import io
import random
import tempfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from .texts import LAW

_CATALOG: Final = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGE: Final = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>"
_FONT: Final = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_TEXT: Final = b"BT /F 12 Tf 72 700 Td (Dieu 1. Pham vi dieu chinh cua quy dinh nay) Tj ET\n"


@cache
def good() -> bytes:
    """A PDF of the law."""
    from ..papers.pdf import write_pdf

    with tempfile.TemporaryDirectory() as folder:
        return write_pdf(Path(folder) / "a.pdf", LAW.split("\n")).read_bytes()


def _pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A file of the objects, numbered from 1, the first its catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), list[int]()
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R%s>>\n" % (size, table, size, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def _stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (extra, len(data), data)


def _packed(data: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return _stream(data, b"/Filter[" + b"/FlateDecode" * times + b"]")


def _one_page(contents: bytes, page: bytes = _PAGE) -> bytes:
    return _pdf([_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, contents, _FONT])


def _kids(count: int, contents: bytes = b"") -> bytes:
    """One page, named so many times."""
    pages = b"<</Type/Pages/Kids[" + b"3 0 R " * count + b"]/Count %d>>" % count
    return _pdf([_CATALOG, pages, _PAGE, contents or _stream(_TEXT), _FONT])


def _deep_pages() -> bytes:
    """A tree of pages 5,000 deep."""
    inner = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 1) for n in range(2, 5_002)]
    return _pdf([_CATALOG, *inner, b"<</Type/Page/MediaBox[0 0 595 842]>>"])


def _circle() -> bytes:
    return _pdf([_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"])


def _object_stream(body: bytes, first: int, count: int, extends: bytes = b"") -> bytes:
    return _stream(body, b"/Type/ObjStm/N %d/First %d%s" % (count, first, extends))


def _streams_in_a_circle() -> bytes:
    """Two object streams that each say to go on in the other."""
    return _pdf(
        [_CATALOG, b"6 0 R", _object_stream(b"2 0 <<>>", 4, 1, b"/Extends 4 0 R"), _object_stream(b"2 0 <<>>", 4, 1, b"/Extends 3 0 R")]
    )


def _previous_circle() -> bytes:
    """A table of objects that names itself as the one before it."""
    data = _one_page(_stream(_TEXT))
    at = data.rindex(b"xref\n", 0, data.rindex(b"startxref"))
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % at)


def _forms(depth: int, width: int) -> bytes:
    """Forms that each draw the next one several times: width to the power of depth drawings in 2 KB."""
    forms = []
    for level in range(depth):
        following = 6 + level + 1
        body = b"/X Do " * width if level < depth - 1 else _TEXT
        resources = b"/Resources<</XObject<</X %d 0 R>>/Font<</F 5 0 R>>>>" % following
        forms.append(_stream(body, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + resources))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 6 0 R>>>>/Contents 4 0 R>>"
    return _pdf([_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, _stream(b"/X Do " * width), _FONT, *forms])


def _self_form() -> bytes:
    form = _stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 6 0 R>>>>/Contents 4 0 R>>"
    return _pdf([_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, _stream(b"/X Do"), _FONT, form])


def _image_bomb(side: int) -> bytes:
    """A picture of side × side pixels that are all the same, on a page that asks to be read as a scan."""
    data = zlib.compress(bytes(side * side // 8), 9)
    image = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/FlateDecode" % (side, side)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 6 0 R>>>>/Contents 4 0 R>>"
    drawn = _stream(b"595 0 0 842 0 0 cm /X Do")
    return _pdf([_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, drawn, _FONT, _stream(data, image)])


def _huge_page() -> bytes:
    return _one_page(_stream(_TEXT), _PAGE.replace(b"595 842", b"99999999 99999999"))


def _encrypted(user: str) -> Callable[[], bytes]:
    def make() -> bytes:
        from pypdf import PdfReader, PdfWriter

        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(good())))
        writer.encrypt(user, "chủ", algorithm="RC4-128")
        packed = io.BytesIO()
        writer.write(packed)
        return packed.getvalue()

    return make


def _embedded() -> bytes:
    """A file inside, and a script to run when the document is opened."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, TextStringObject

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(good())))
    script = TextStringObject("app.launchURL('http://198.51.100.1/');")
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): script}
    )
    writer.add_attachment("hoa-don.exe", b"MZ" + bytes(1_000))
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def _truncated(share: float) -> Callable[[], bytes]:
    return lambda: good()[: int(len(good()) * share)]


def _changed(seed: int) -> Callable[[], bytes]:
    def make() -> bytes:
        data, drawn = bytearray(good()), random.Random(seed)
        for _ in range(300):
            data[drawn.randrange(len(data))] = drawn.randrange(256)
        return bytes(data)

    return make


def _no_unicode() -> bytes:
    """Letters without a table that says which they are."""
    return _one_page(_stream(b"BT /F 12 Tf 72 700 Td <01020304050607> Tj ET"))


_IN_ONE_PLACE: Final = b"BT /F 12 Tf 72 700 Td " + b"(a) Tj -6.6 0 Td " * 90_000 + b"ET"

FILES: Final[Mapping[str, tuple[str, Callable[[], bytes]]]] = {
    "bom-2kb.pdf": ("500 MB of drawing commands, packed twice into 2 KB", lambda: _one_page(_packed(b"q Q " * 125_000_000, 2))),
    "bom-chung.pdf": ("2,900 pages that share one page of 1 MB", lambda: _kids(2_900, _packed(b"q Q " * 250_000))),
    "chu-chung.pdf": ("2,900 pages that share 20,000 letters", lambda: _kids(2_900, _packed(_TEXT * 500))),
    "triet-trang.pdf": ("a million pages that are one", lambda: _kids(1_000_000)),
    "khai-trang.pdf": ("says it has 2 billion pages", lambda: _kids(1).replace(b"/Count 1>>", b"/Count 2147483647>>")),
    "cay-sau.pdf": ("a tree of pages 5,000 deep", _deep_pages),
    "cay-vong.pdf": ("a tree of pages that is a circle", _circle),
    "dong-vong.pdf": ("object streams that go on in one another", _streams_in_a_circle),
    "bang-vong.pdf": ("a table of objects that names itself", _previous_circle),
    "mau-vong.pdf": ("a form that draws itself", _self_form),
    "mau-nhan.pdf": ("forms that draw one another 10^12 times", lambda: _forms(12, 10)),
    "anh-bom.pdf": ("a picture of 40,000 × 40,000 points in 200 KB", lambda: _image_bomb(40_000)),
    "trang-lon.pdf": ("a page 1,000 km wide", _huge_page),
    "chu-day.pdf": ("a page of 2 million letters", lambda: _one_page(_packed(b"BT /F 1 Tf (" + b"a" * 2_000_000 + b") Tj ET"))),
    "ve-day.pdf": ("a page of 2 million lines", lambda: _one_page(_packed(b"0 0 m 9 0 l S " * 1_300_000))),
    "ke-o.pdf": ("a table of 900 × 900 cells", lambda: _one_page(_stream(_TEXT + b"".join(
        b"%d 0 m %d 842 l S 0 %d m 595 %d l S " % (n, n, n, n) for n in range(900))))),
    "chu-chong.pdf": ("90,000 letters in one place", lambda: _one_page(_packed(_IN_ONE_PLACE))),
    "khoa.pdf": ("password", _encrypted("mật khẩu")),
    "khoa-in.pdf": ("printing forbidden, no password", _encrypted("")),
    "kem-tep.pdf": ("a script and an embedded program", _embedded),
    "khong-ma.pdf": ("letters that do not say which they are", _no_unicode),
    "khong-trang.pdf": ("no pages", lambda: _pdf([_CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"])),
    "khong-goc.pdf": ("no catalogue", lambda: _pdf([b"null"])),
    "rong.pdf": ("empty", lambda: b""),
    "dau-thoi.pdf": ("the first line alone", lambda: b"%PDF-1.7\n"),
    "html-doi-duoi.pdf": ("a page that says 404, named .pdf", lambda: b"<html><body>404</body></html>"),
    "cut-05.pdf": ("cut at a twentieth", _truncated(0.05)),
    "cut-30.pdf": ("cut at a third", _truncated(0.3)),
    "cut-60.pdf": ("cut at two thirds", _truncated(0.6)),
    "cut-90.pdf": ("cut at nine tenths", _truncated(0.9)),
    "cut-99.pdf": ("cut just before the end", _truncated(0.99)),
    "loi-1.pdf": ("300 bytes changed", _changed(1)),
    "loi-2.pdf": ("300 bytes changed", _changed(2)),
    "loi-3.pdf": ("300 bytes changed", _changed(3)),
}  # fmt: skip
