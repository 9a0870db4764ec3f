"""What a file is by its content, whatever its name says: old Word files are as often web pages or new ones under another ending."""

import re
import zipfile
from io import BytesIO
from pathlib import PurePath
from typing import Final

from .failure import UploadError

ENDINGS: Final = (".pdf", ".docx", ".doc", ".txt", ".md", ".html", ".htm")
"""Of the files that may be given."""
_TEXTS: Final = frozenset((".txt", ".md"))
_PDF, _ZIP, _OLE, _RTF = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
_PDF_WITHIN, _LOOKED_AT = 1024, 64 * 1024  # bytes from the beginning
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|table|p|span|br|meta)\b[^>]*>", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MAX_CONTROLS = 0.01  # share of control characters from which bytes are no text
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CAN_BE_READ = "các dạng nhận được: .pdf, .docx, .doc, .txt, .md, .html"


def ending_of(name: str, data: bytes) -> str:
    """The ending under which the content is kept. Raises UploadError "kind" for what is none of ENDINGS by name or content."""
    given = PurePath(name.replace("\\", "/")).suffix.lower()
    if given not in ENDINGS:
        shown = f"dạng tệp {given[:20]!r} không được nhận" if given else "tên tệp không có đuôi"
        raise UploadError("kind", f"{shown}; {_CAN_BE_READ}.")
    found = ".doc" if given == ".doc" and data.startswith(_RTF) else _by_content(data)  # Word opens it all the same
    if found is None:
        raise UploadError("kind", f"nội dung không phải tệp {given} và cũng không phải văn bản đọc được; {_CAN_BE_READ}.")
    if found != ".txt":
        return found
    if given in _TEXTS:
        return given
    if given in {".html", ".htm"}:
        return ".txt"  # no tag in it: as a page its lines would run together
    raise UploadError("kind", f"nội dung không phải tệp {given} (chỉ là chữ thuần); nếu đúng là văn bản, hãy lưu lại thành .txt.")


def _by_content(data: bytes) -> str | None:
    head = data[:_LOOKED_AT]
    if _PDF in head[:_PDF_WITHIN]:
        return ".pdf"
    if head.startswith(_ZIP):
        return ".docx" if _is_word(data) else None
    if head.startswith(_OLE):
        return ".doc"
    if head.startswith(_RTF):
        return None
    if head.startswith(_UTF16):
        return ".txt"
    if len(_CONTROLS.findall(head)) > _MAX_CONTROLS * len(head):
        return None
    return ".html" if _PAGE.search(head) else ".txt"


def _is_word(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return "word/document.xml" in package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
