"""What a reader gives and what it raises."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, Self, get_args

Reason = Literal[
    "empty",
    "binary",
    "encoding",
    "encrypted",
    "unknown_format",
    "scan",
    "damaged",
    "too_large",
    "too_slow",
    "crashed",
]
REASONS: Final[tuple[Reason, ...]] = get_args(Reason)

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
    "too_slow": "hãy tách tệp thành các phần nhỏ hơn, hoặc mở bằng phần mềm gốc, lưu thành tệp mới rồi nạp lại",
    "crashed": "hãy mở bằng phần mềm gốc, lưu thành tệp mới rồi nạp lại",
}


DOUBTFUL_BELOW: Final = 90.0
"""Confidence of a recognised line below which what is cited from it has to be compared with the picture (`benchmarks.scans`)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How sure recognition is of a stretch of the text: its least certain word, 0 to 100."""

    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one file, as the parser takes it.

    `text` is NFC with "\\n" line ends, one logical paragraph a line and no trailing
    blanks. `page_starts[i]` is the offset in `text` of the first character of page
    i + 1; two equal offsets mean a page without text, and () a format without pages.
    Footnotes stand at the end of `text`, so an offset in them names the last page.
    `readings` are of the lines that were recognised from pictures. `signed` says that the
    file holds a digital signature, not that the signature is good. `unread_pages`, from 1,
    are pictures among pages with text in which nothing could be recognised.
    """

    text: str
    media_type: str
    page_starts: tuple[int, ...]
    readings: tuple[Reading, ...] = ()
    signed: bool = False
    unread_pages: tuple[int, ...] = ()

    def sent(self) -> tuple[dict[str, Any], bytes]:
        """The value as a worker sends it: small values, and the text as bytes."""
        readings = [(r.start, r.end, r.confidence) for r in self.readings]
        head = {"media_type": self.media_type, "page_starts": self.page_starts, "readings": readings, "signed": self.signed}
        head["unread_pages"] = self.unread_pages
        return head, self.text.encode("utf-8", "replace")

    @classmethod
    def received(cls, head: Mapping[str, Any], body: bytes) -> Self:
        """The value that a worker sent, brought within what a text can be whatever it says."""
        text = body.decode("utf-8", "replace")
        starts = sorted(min(max(int(start), 0), len(text)) for start in head["page_starts"])
        readings = tuple(Reading(int(start), int(end), float(sure)) for start, end, sure in head["readings"])
        unread = tuple(int(page) for page in head["unread_pages"])
        return cls(text, str(head["media_type"]), tuple(starts), readings, bool(head["signed"]), unread)


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
