"""What was read in a file that was given: which text it is, how much of it, what is doubtful, and whether our digest still fits it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..catalogue import Catalogue
from ..documents import Document
from ..knowledge.hashes import ENDING, HashesError, SourceHashes, clause_hashes, read_hashes
from ..law.header import read_header
from ..law.locator import label_of
from ..law.normalise import normalise
from ..law.provision import Problem
from ..readers import DOUBTFUL_BELOW

MAX_NAMED = 5  # provisions or pages named in one line
HEAD = 2_000  # characters in which a draft says that it is one
_DRAFT = re.compile(r"^\W*D\s?Ự\s+THẢO\b", re.MULTILINE)
_GAPS = {"clause_gap": "số khoản nhảy", "point_gap": "thứ tự điểm nhảy", "misprint": "số in có thể sai"}


@dataclass(frozen=True, slots=True)
class DigestMatch:
    """How the clauses that our digest restates stand in this text; `made_from` is the text that it was made from. Names are labels."""

    made_from: str
    same: int
    different: tuple[str, ...]
    missing: tuple[str, ...]

    def line(self) -> str:
        total = self.same + len(self.different) + len(self.missing)
        if self.same == total:
            return f"khớp với bản tóm lược ở cả {total} điều, khoản, điểm đã tóm lược"
        parts = [f"khác với bản tóm lược (làm từ {self.made_from}) ở {_some(self.different)}"] if self.different else []
        parts += [f"không có {_some(self.missing)} mà bản tóm lược nêu"] if self.missing else []
        return "; ".join([*parts, f"khớp ở {self.same}/{total} điều, khoản, điểm"])


@dataclass(frozen=True, slots=True)
class Account:
    """`number` is the document as it will be cited; `version` the text used; `known` whether the catalogue has it.

    `pages` is None for a format without pages; `recognised` counts the lines read from pictures (OCR). `doubts` are Vietnamese clauses for
    whoever gave the file.
    """

    number: str
    version: str
    kind: str
    title: str
    issued_on: date | None
    effective_on: date | None
    known: bool
    pages: int | None
    articles: int
    clauses: int
    points: int
    recognised: int
    doubts: tuple[str, ...]
    digest: DigestMatch | None

    def as_json(self) -> dict[str, Any]:
        days = {name: day.isoformat() if (day := getattr(self, name)) else None for name in ("issued_on", "effective_on")}
        return asdict(self) | days


def account_of(document: Document, corpus: Path, catalogue: Catalogue) -> Account:
    """The account of a text that was read as an official one."""
    counts = Counter(node.kind for node in document.parsed.root.walk())
    return Account(
        document.number,
        document.version,
        document.kind,
        document.title,
        document.issued_on,
        document.effective_on,
        catalogue.instrument(document.number) is not None,
        len(document.page_starts) or None,
        counts["article"],
        counts["clause"],
        counts["point"],
        len(document.readings),
        tuple(_doubts(document, catalogue)),
        _digest_match(document, corpus),
    )


def _doubts(document: Document, catalogue: Catalogue) -> Iterator[str]:
    known = catalogue.instrument(document.number)
    header = read_header(document.parsed, normalise(document.path.stem))
    if _DRAFT.search(document.parsed.text[:HEAD]):
        yield "đầu tệp ghi là dự thảo: chưa phải văn bản đã ban hành"
    if not header.numbered and not known:
        yield "không thấy số, ký hiệu ở phần đầu; tên tệp được dùng thay"
    if document.issued_on is None:
        yield "không thấy ngày ban hành"
    if not known:
        yield "danh mục chưa có văn bản này: hiệu lực, sửa đổi chỉ theo lời văn của chính tệp"
        if document.effective_on is None:
            yield "không thấy ngày có hiệu lực: sẽ ghi là chưa rõ hiệu lực"
    if document.readings:
        unsure = sum(reading.confidence < DOUBTFUL_BELOW for reading in document.readings)
        yield f"{len(document.readings)} dòng được nhận dạng từ ảnh quét (OCR), {unsure} dòng chưa chắc: cần đối chiếu với bản gốc"
    yield from _of_problems(document.parsed.problems)
    if empty := _pages_without_text(document):
        named = ", ".join(map(str, empty[:MAX_NAMED])) + (", …" if len(empty) > MAX_NAMED else "")
        yield f"{len(empty)} trang không có chữ (trang {named}; có thể là ảnh quét): nội dung các trang này không có trong kho"


def _of_problems(problems: tuple[Problem, ...]) -> Iterator[str]:
    if any(problem.kind == "no_articles" for problem in problems):
        yield "không tách được điều nào: văn bản được tìm theo đoạn"
    if gaps := [problem.detail for problem in problems if problem.kind == "article_gap"]:
        yield f"dãy điều bị đứt, thiếu {_some(gaps)}"
    for kind, what in _GAPS.items():
        if details := [problem.detail for problem in problems if problem.kind == kind]:
            yield f"{what} ở {len(details)} chỗ ({_some(details)})"
    if any(problem.kind == "unbalanced_quotation" for problem in problems):
        yield "có ngoặc kép không đóng"


def _pages_without_text(document: Document) -> list[int]:
    """Numbers of the pages that begin where the next one does."""
    starts = [*document.page_starts, len(document.parsed.text)]
    return [page for page, (start, end) in enumerate(pairwise(starts), start=1) if start >= end]


def _digest_match(document: Document, corpus: Path) -> DigestMatch | None:
    """None where there is no digest of the instrument with hashes that can be read."""
    hashes = _hashes_of(document.number, corpus)
    if hashes is None:
        return None
    now = clause_hashes(document.parsed, hashes.clauses)
    different = tuple(label_of(eid) for eid, value in hashes.clauses.items() if now.get(eid, value) != value)
    missing = tuple(label_of(eid) for eid in hashes.clauses if eid not in now)
    return DigestMatch(hashes.version, len(hashes.clauses) - len(different) - len(missing), different, missing)


def _hashes_of(number: str, corpus: Path) -> SourceHashes | None:
    line = f'instrument = "{number}"'
    for path in sorted((corpus / "digests").glob(f"*{ENDING}")):
        if line in path.read_text("utf-8", errors="replace"):
            try:
                return read_hashes(path)
            except HashesError:
                return None
    return None


def _some(names: list[str] | tuple[str, ...]) -> str:
    return ", ".join(names[:MAX_NAMED]) + (f" và {len(names) - MAX_NAMED} chỗ khác" if len(names) > MAX_NAMED else "")
