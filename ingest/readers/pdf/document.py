"""A .pdf file → its text."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from ..allowance import SECONDS_PER_CHARACTER, SECONDS_PER_SCAN, SMALLEST, ask_for
from ..scan import OcrAbsent, check_ocr
from ..source import ReaderError, SourceText
from .assembly import assembled
from .glyphs import (
    MAX_PAGE_CHARACTERS,
    PDFIUM_LOCK,
    Sheet,
    TooManyCharacters,
    sheet,
)
from .limits import check_limits, damaged, encrypted
from .scanned import MAX_LETTERS, is_scan, read_scan

MEDIA_TYPE: Final = "application/pdf"
MAX_SCANS: Final = 300
"""Pages that are recognised in one file; each takes some five seconds."""
MAX_CHARACTERS: Final = 2_500_000
"""Of all pages; the longest decree with its forms has 760,000."""

_SIGNATURE: Final = b"%PDF-"
_SIGNATURE_WITHIN: Final = 1024
_WANTS_PASSWORD: Final = 4
"""pdfium's FPDF_ERR_PASSWORD."""


def read_pdf(path: Path, data: bytes) -> SourceText:
    """Text of a .pdf file.

    Raises ReaderError "encrypted", "too_large", "damaged", "scan" or "empty".
    """
    if _SIGNATURE not in data[:_SIGNATURE_WITHIN]:
        raise damaged(path)
    signed = check_limits(path, data)
    with PDFIUM_LOCK:
        sheets = list(_sheets(path, data))
    unread = tuple(number for number, page in enumerate(sheets, start=1) if is_scan(page) and not page.recognised)
    _check_is_text(path, sheets)
    text, page_starts, readings = assembled(sheets)
    return SourceText(text, MEDIA_TYPE, page_starts, readings, signed, unread)


def _sheets(path: Path, data: bytes) -> Iterator[Sheet]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        wants_password = error.err_code == _WANTS_PASSWORD
        raise (encrypted(path) if wants_password else damaged(path)) from error
    total, paid, scans = 0, 0, 0
    with closing(document):
        for index in range(len(document)):
            try:
                with closing(document[index]) as page:
                    found = sheet(page)
                    if is_scan(found):
                        scans += 1
                        found = _recognised(path, page, found, scans)
            except pdfium.PdfiumError as error:
                raise damaged(path) from error
            except RuntimeError as error:  # the page took Tesseract too long
                raise ReaderError(path, "too_slow", f"nhận dạng chữ trang {index + 1} quá lâu mà chưa xong") from error
            except TooManyCharacters as error:
                raise _too_many(path, f"trang {index + 1}", error.args[0], MAX_PAGE_CHARACTERS) from error
            total += len(found.glyphs)
            if total > MAX_CHARACTERS:
                raise _too_many(path, "tệp", total, MAX_CHARACTERS)
            if (earned := (total - paid) * SECONDS_PER_CHARACTER) >= SMALLEST:
                ask_for(earned)
                paid = total
            yield found


def _recognised(path: Path, page: Any, as_it_is: Sheet, scans: int) -> Sheet:
    """The page as recognition reads it; as it is where nothing here can recognise, which `_check_is_text` judges."""
    if scans > MAX_SCANS:
        raise ReaderError(path, "too_large", f"tệp có hơn {MAX_SCANS} trang ảnh quét")
    try:
        check_ocr()
    except OcrAbsent:
        return as_it_is
    ask_for(SECONDS_PER_SCAN)
    return read_scan(page)


def _too_many(path: Path, where: str, found: int, limit: int) -> ReaderError:
    return ReaderError(path, "too_large", f"{where} có {found:,} ký tự, quá mức {limit:,}")


def _check_is_text(path: Path, sheets: Sequence[Sheet]) -> None:
    letters = sum(glyph.text.isalpha() for page in sheets for glyph in page.glyphs)
    if any(map(is_scan, sheets)) and letters < MAX_LETTERS * len(sheets):
        raise ReaderError(path, "scan", f"tệp là ảnh quét: {len(sheets)} trang chỉ có {letters} chữ cái", _scan_advice())
    if not letters:
        raise ReaderError(path, "empty", "tệp PDF không có chữ nào")


def _scan_advice() -> str | None:
    """What to install where nothing here can recognise; None where recognition found hardly anything."""
    try:
        check_ocr()
    except OcrAbsent as error:
        return f"hãy cài bộ nhận dạng chữ ({error}) rồi nạp lại, hoặc nạp bản .docx hay PDF có chữ"
    return None
