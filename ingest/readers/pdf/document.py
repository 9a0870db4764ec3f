"""A .pdf file → its text."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from ..allowance import SECONDS_PER_CHARACTER, SMALLEST, ask_for
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

MEDIA_TYPE: Final = "application/pdf"
MIN_LETTERS_PER_PAGE: Final = 60
"""Pages of pictures with fewer letters on the average are a scan: a stamp, a header."""
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
    check_limits(path, data)
    with PDFIUM_LOCK:
        sheets = list(_sheets(path, data))
    _check_is_text(path, sheets)
    text, page_starts = assembled(sheets)
    return SourceText(text, MEDIA_TYPE, page_starts)


def _sheets(path: Path, data: bytes) -> Iterator[Sheet]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        wants_password = error.err_code == _WANTS_PASSWORD
        raise (encrypted(path) if wants_password else damaged(path)) from error
    total, paid = 0, 0
    with closing(document):
        for index in range(len(document)):
            try:
                with closing(document[index]) as page:
                    found = sheet(page)
            except pdfium.PdfiumError as error:
                raise damaged(path) from error
            except TooManyCharacters as error:
                raise _too_many(path, f"trang {index + 1}", error.args[0], MAX_PAGE_CHARACTERS) from error
            total += len(found.glyphs)
            if total > MAX_CHARACTERS:
                raise _too_many(path, "tệp", total, MAX_CHARACTERS)
            if (earned := (total - paid) * SECONDS_PER_CHARACTER) >= SMALLEST:
                ask_for(earned)
                paid = total
            yield found


def _too_many(path: Path, where: str, found: int, limit: int) -> ReaderError:
    return ReaderError(path, "too_large", f"{where} có {found:,} ký tự, quá mức {limit:,}")


def _check_is_text(path: Path, sheets: Sequence[Sheet]) -> None:
    letters = sum(glyph.text.isalpha() for page in sheets for glyph in page.glyphs)
    has_pictures = any(page.has_picture for page in sheets)
    if has_pictures and letters < MIN_LETTERS_PER_PAGE * len(sheets):
        problem = f"tệp là ảnh quét: {len(sheets)} trang chỉ có {letters} chữ cái"
        raise ReaderError(path, "scan", problem)
    if not letters:
        raise ReaderError(path, "empty", "tệp PDF không có chữ nào")
