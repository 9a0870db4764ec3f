"""Whether a file that came is what its ending says, and a page a law: a page that says "không tìm thấy" is neither."""

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

from ..law.normalise import fold, normalise
from ..law.parser import parse
from ..readers import ReaderError, read
from .addresses import PAGE_ENDING
from .failure import Failure

_TYPES = {
    ".pdf": {"application/pdf", "application/x-pdf"},
    ".docx": {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/zip"},
    ".doc": {"application/msword"},
    PAGE_ENDING: {"text/html", "application/xhtml+xml"},
}
_UNTYPED = {"application/octet-stream", "binary/octet-stream", "application/force-download", "application/x-download"}  # said of any file
_PDF_START, _PDF_END, _OLE_START = b"%PDF-", b"%%EOF", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_TAIL_BYTES = 64 * 1024  # where the end mark must be; some writers add padding after it


def check_content(path: Path, ending: str, content_type: str, numbers: Iterable[str]) -> None:
    """Raises Failure where the type that the server names, or the content itself, is not that of the ending.

    A page must also name one of the `numbers` and hold articles; `path` has the ending, since it is read as such.
    """
    if content_type and content_type not in _TYPES[ending] and (content_type not in _UNTYPED or ending == PAGE_ENDING):
        raise Failure("wrong_type", f"trang trả về {content_type}, không phải tệp {ending}")
    if ending == PAGE_ENDING:
        _check_page(path, numbers)
    elif ending == ".docx":
        _check_word(path)
    else:
        _check_marks(path, ending)


def _check_marks(path: Path, ending: str) -> None:
    with path.open("rb") as file:
        start = file.read(len(_OLE_START))
        file.seek(max(0, path.stat().st_size - _PDF_TAIL_BYTES))
        tail = file.read()
    if not start.startswith(_PDF_START if ending == ".pdf" else _OLE_START):
        raise Failure("wrong_type", f"nội dung tải về không phải tệp {ending}")
    if ending == ".pdf" and _PDF_END not in tail:
        raise Failure("cut", "tệp PDF bị cụt")


def _check_word(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Failure("wrong_type", "nội dung tải về không phải tệp .docx, hoặc tệp bị cụt") from error
    if "word/document.xml" not in names:
        raise Failure("wrong_type", "nội dung tải về không phải tệp .docx")


def _check_page(path: Path, numbers: Iterable[str]) -> None:
    try:
        text = normalise(read(path).text)
    except ReaderError as error:
        raise Failure("wrong_type", f"không đọc được trang tải về ({error.problem})") from error
    if not any(_names(text, number) for number in numbers) or not any(node.kind == "article" for node in parse(text).root.walk()):
        raise Failure("not_the_text", "trang không có toàn văn của văn bản này")


def _names(text: str, number: str) -> bool:
    """
    >>> _names("Luật số: 35 / 2022/NĐ-CP", "35/2022/NĐ-CP"), _names("Số: 135/2022/NĐ-CP", "35/2022/NĐ-CP")
    (True, False)
    """
    spelled = r"\s*".join(map(re.escape, fold(number).replace(" ", "")))
    return re.search(rf"(?<!\d){spelled}(?!\w)", fold(text)) is not None
