"""What a reader gives and what it raises."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

Reason = Literal[
    "empty",
    "binary",
    "encoding",
    "encrypted",
    "unknown_format",
    "scan",
    "damaged",
    "too_large",
]

FOOTNOTES_HEADING: Final = "CHÚ THÍCH CUỐI TRANG"
"""The line before the footnotes, which readers move to the end of the text.

Inside the body a footnote is referred to as `[4]`, and its own line begins so.
"""

_ADVICE: Final[Mapping[Reason, str]] = {
    "empty": "hãy kiểm tra lại tệp gốc rồi nạp lại",
    "binary": "hãy nạp đúng tệp văn bản (.txt, .md, .html, .docx hoặc .pdf)",
    "encoding": "hãy mở tệp rồi lưu lại với bảng mã UTF-8 (Save As → Encoding: UTF-8)",
    "encrypted": "hãy gỡ mật khẩu rồi nạp lại",
    "unknown_format": "hãy lưu lại thành .docx, .pdf, .html, .txt hoặc .md",
    "scan": "hãy nhận dạng chữ (OCR) hoặc nạp bản .docx hay PDF có chữ",
    "damaged": "hãy tải lại từ nguồn, hoặc mở bằng phần mềm gốc rồi lưu lại",
    "too_large": "hãy tách tệp thành các phần nhỏ hơn rồi nạp lại",
}


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one file, as the parser takes it.

    `text` is NFC with "\\n" line ends, one logical paragraph a line and no trailing
    blanks. `page_starts[i]` is the offset in `text` of the first character of page
    i + 1; two equal offsets mean a page without text, and () a format without pages.
    Footnotes stand at the end of `text`, so an offset in them names the last page.
    """

    text: str
    media_type: str
    page_starts: tuple[int, ...]


class ReaderError(Exception):
    """One Vietnamese line for staff: which file, what is wrong, what to do."""

    def __init__(self, path: Path, reason: Reason, problem: str, advice: str | None = None) -> None:
        super().__init__(path, reason, problem, advice)
        self.path = path
        self.reason: Reason = reason
        self.problem = problem
        self.advice = advice or _ADVICE[reason]

    def __str__(self) -> str:
        return f"Không đọc được tệp {self.path.name!r}: {self.problem}; {self.advice}."
