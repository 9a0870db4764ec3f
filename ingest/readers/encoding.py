"""Bytes of a text file → str: byte-order mark, then what the file declares, then UTF-8."""

import codecs
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from .source import ReaderError

_BYTE_ORDER_MARKS: Final[Mapping[bytes, str]] = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_BINARY_SIGNATURES: Final = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

DECLARED_CHARSETS: Final[Mapping[str, str]] = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-8",  # a declaration that can be read as ASCII is not UTF-16
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "windows-1258": "cp1258",
    "cp1258": "cp1258",
}
"""Charset as an HTML file declares it → Python codec, after the WHATWG encoding table."""


def decode(path: Path, data: bytes, declared: str | None = None) -> str:
    """Text of the file's bytes; `declared` is the charset that the file itself names.

    Raises ReaderError "binary" or "encoding".
    """
    for mark, codec in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return _decoded(path, data, codec)
    if data.startswith(_BINARY_SIGNATURES) or b"\0" in data:
        raise _binary(path)
    if declared is None:
        return _decoded(path, data, "utf-8")
    codec_of_declared = DECLARED_CHARSETS.get(declared.strip().lower())
    if codec_of_declared is None:
        problem = f"trang khai bảng mã {declared[:40]!r} mà hệ thống không đọc"
        raise ReaderError(path, "encoding", problem)
    return _decoded(path, data, codec_of_declared)


def _decoded(path: Path, data: bytes, codec: str) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        name = codec.removesuffix("-sig").upper()
        problem = f"chữ không theo bảng mã {name} (từ byte thứ {error.start + 1})"
        raise ReaderError(path, "encoding", problem) from error
    if "\0" in text:
        raise _binary(path)
    return text


def _binary(path: Path) -> ReaderError:
    return ReaderError(path, "binary", "tệp nhị phân, không phải tệp chữ")
