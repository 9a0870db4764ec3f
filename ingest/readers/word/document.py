"""A .docx file → its text."""

import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..source import FOOTNOTES_HEADING, ReaderError, SourceText
from .body import Body, NoteId
from .names import w
from .numbering import Numbering

if TYPE_CHECKING:
    from docx.document import Document

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAX_UNCOMPRESSED_BYTES: Final = 256 * 1024 * 1024
"""All parts together, pictures included; python-docx holds them all in memory."""
MAX_XML_BYTES: Final = 64 * 1024 * 1024
"""One XML part; its tree takes about ten times as much memory."""
MAX_PARTS: Final = 5_000

_OLE_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG: Final = 0x1
_MALFORMED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,  # an unknown way of zip compression
    SyntaxError,  # lxml's XMLSyntaxError is one
    KeyError,  # a part that the package names and does not have
    ValueError,  # another kind of document; bad values in attributes
    AttributeError,  # a required element that is not there
    IndexError,
    TypeError,
    AssertionError,  # python-docx asserts the type of the main part
)
"""What zipfile, lxml and python-docx raise for a package that is not well formed."""


def read_word(path: Path, data: bytes) -> SourceText:
    """Text of a .docx file.

    Raises ReaderError "encrypted", "too_large", "damaged" or "scan".
    """
    check_package(path, data)
    try:
        document = _document(path, data)
        body = Body(Numbering(document), _notes(document))
        lines = body.lines(document.element.body)
        if body.footnotes:
            lines += [FOOTNOTES_HEADING, *body.footnotes]
        if not lines and document.inline_shapes:
            raise ReaderError(path, "scan", "tệp Word chỉ có ảnh, không có chữ")
    except _MALFORMED as error:
        raise _damaged(path) from error
    return SourceText("\n".join(lines), MEDIA_TYPE, ())


def check_package(path: Path, data: bytes) -> None:
    """Raise ReaderError for a zip of a document that has a password, unpacks to too much or is none."""
    if data.startswith(_OLE_SIGNATURE):
        if _ENCRYPTED_PACKAGE in data:
            raise _encrypted(path)
        advice = "hãy mở bằng Word hoặc LibreOffice rồi lưu lại thành .docx"
        raise ReaderError(path, "unknown_format", "tệp Word cũ đổi đuôi .docx", advice)
    try:
        parts = zipfile.ZipFile(BytesIO(data)).infolist()
    except _MALFORMED as error:
        raise _damaged(path) from error
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise _encrypted(path)
    _check_size(path, "số thành phần", len(parts), MAX_PARTS)
    total = sum(part.file_size for part in parts)
    _check_size(path, "số byte sau khi giải nén", total, MAX_UNCOMPRESSED_BYTES)
    xml = (part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    _check_size(path, "số byte của một thành phần", max(xml, default=0), MAX_XML_BYTES)


def _check_size(path: Path, what: str, found: int, limit: int) -> None:
    if found > limit:
        raise ReaderError(path, "too_large", f"{what} là {found:,}, quá mức {limit:,}")


def _document(path: Path, data: bytes) -> "Document":
    import docx
    from docx.opc.exceptions import OpcError

    try:
        return docx.Document(BytesIO(data))
    except OpcError as error:
        raise _damaged(path) from error


def _notes(document: "Document") -> dict[NoteId, Any]:
    """Elements of footnotes and endnotes."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.parser import parse_xml

    found: dict[NoteId, Any] = {}
    for kind, relationship in (("footnote", RELATIONSHIP_TYPE.FOOTNOTES), ("endnote", RELATIONSHIP_TYPE.ENDNOTES)):
        try:
            notes: Any = parse_xml(document.part.part_related_by(relationship).blob)
        except KeyError:
            continue
        found |= {(kind, note.get(w("id"))): note for note in notes.iterchildren(w(kind))}
    return found


def _encrypted(path: Path) -> ReaderError:
    return ReaderError(path, "encrypted", "tệp Word có mật khẩu")


def _damaged(path: Path) -> ReaderError:
    return ReaderError(path, "damaged", "tệp Word hỏng hoặc tải về chưa đủ")
