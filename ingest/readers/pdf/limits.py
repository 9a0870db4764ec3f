"""What may be read at all: password, number of pages, size of what is packed inside."""

import logging
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..source import ReaderError

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PAGES: Final = 3_000
MAX_CONTENT_BYTES: Final = 20 * 1024 * 1024
"""Drawing commands of one page, unpacked; a page of law has 20 KB."""
MAX_ALL_CONTENT_BYTES: Final = 300 * 1024 * 1024
"""Drawing commands of all pages; pages can share one packed stream, so the file's size says nothing."""
MAX_FIELDS: Final = 2_000
"""Fields of a form that are looked at for a signature."""

_MALFORMED: Final = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    NotImplementedError,  # a filter or an encryption that pypdf does not know
    OverflowError,
    RecursionError,
)
"""What pypdf lets through, beside its own errors, for a file that is not well formed."""


def check_limits(path: Path, data: bytes) -> bool:
    """Whether the file holds a digital signature.

    Raises ReaderError "encrypted", "too_large" or "damaged" for what cannot be read.

    A file with AES encryption and no password passes unseen where pypdf has no library
    for AES; pdfium then opens it by itself.
    """
    from pypdf import PasswordType, PdfReader, apply_configuration
    from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    limits = apply_configuration(
        zlib_maximum_output_length=MAX_CONTENT_BYTES,
        lzw_maximum_output_length=MAX_CONTENT_BYTES,
        run_length_maximum_output_length=MAX_CONTENT_BYTES,
        array_based_stream_maximum_output_length=MAX_CONTENT_BYTES,
        page_tree_maximum_entries=2 * MAX_PAGES,
    )
    try:
        with limits:
            reader = PdfReader(BytesIO(data))
            if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
                raise encrypted(path)
            if (count := len(reader.pages)) > MAX_PAGES:
                problem = f"tệp có {count:,} trang, quá mức {MAX_PAGES:,} trang"
                raise ReaderError(path, "too_large", problem)
            total = 0
            for page in reader.pages:
                contents = page.get_contents()
                total += len(contents.get_data()) if contents is not None else 0
                if total > MAX_ALL_CONTENT_BYTES:
                    raise _unpacks_too_large(path)
            return _is_signed(reader)
    except DependencyError:
        return False
    except LimitReachedError as error:
        raise _unpacks_too_large(path) from error
    except (PyPdfError, *_MALFORMED) as error:
        raise damaged(path) from error


def _is_signed(reader: "PdfReader") -> bool:
    """Whether a field of the form holds a signature (ISO 32000-1, 12.7.4.5 and 12.8)."""
    form = reader.root_object.get("/AcroForm")
    form = form.get_object() if form is not None else None
    if not isinstance(form, dict) or not isinstance(fields := form.get("/Fields", []).get_object(), list):
        return False
    found = (field.get_object() for field in fields[:MAX_FIELDS])
    return any(isinstance(field, dict) and field.get("/FT") == "/Sig" and "/V" in field for field in found)


def encrypted(path: Path) -> ReaderError:
    """The error of a file that wants a password."""
    return ReaderError(path, "encrypted", "tệp PDF có mật khẩu")


def damaged(path: Path) -> ReaderError:
    """The error of a file that is no PDF or not a whole one."""
    return ReaderError(path, "damaged", "tệp PDF hỏng hoặc tải về chưa đủ")


def _unpacks_too_large(path: Path) -> ReaderError:
    return ReaderError(path, "too_large", "nội dung nén trong tệp bung ra quá lớn")
