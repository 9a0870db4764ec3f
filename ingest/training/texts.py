"""Law texts as articles and clauses, cut simply and fast for training.

This is not the product's parser (``ingest/law``): training wants many plausible pairs from
thousands of texts, not an exact tree, so a paragraph that begins like a clause is taken for one.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

MAX_TITLE_WORDS = 60
MAX_HEADING_WORDS = 50
MAX_CLAUSE_WORDS = 400

_KIND = re.compile(
    r"^(?:BỘ LUẬT|LUẬT|NGHỊ ĐỊNH|THÔNG TƯ LIÊN TỊCH|THÔNG TƯ|QUYẾT ĐỊNH|PHÁP LỆNH|NGHỊ QUYẾT|"
    r"HIẾN PHÁP|CHỈ THỊ|QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ)\b"
)
_ARTICLE = re.compile(r"^[“\"]?\s*Điều\s+(?P<number>\d+[a-zđ]?)\s*[.:]\s*(?P<heading>.*)$")
_CLAUSE = re.compile(r"^[“\"]?(?P<number>\d{1,3}[a-zđ]?)\s*[.)]\s+")
_POINT = re.compile(r"^[“\"]?[a-zđ]{1,2}\d?\s*\)\s*")
_DIVISION = re.compile(r"^(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu mục|PHỤ LỤC|Phụ lục)\b")
_SENTENCE_END = re.compile(r"(?<=[.;:])\s+(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Clause:
    """A khoản (or an article's only text): its lead and its sentences or points, as printed.

    ``number`` is "" for the text before the first khoản; ``points`` are the places in
    ``sentences`` where a điểm begins.
    """

    sentences: tuple[str, ...]
    number: str = ""
    points: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A Điều with the title of its document and its own heading ("" where it has none)."""

    document: str
    number: str
    title: str
    heading: str
    clauses: tuple[Clause, ...]


def read_articles(paths: Iterable[Path]) -> Iterator[Article]:
    """Articles of all texts: ``.txt`` files, folders of them, and ``.jsonl.gz`` files of
    ``{id, du_thao, text}`` rows, where drafts (``du_thao``) are left out."""
    for path in paths:
        if path.is_dir():
            for file in sorted(path.glob("*.txt")):
                yield from articles_of(file.stem, file.read_text(encoding="utf-8"))
        elif path.name.endswith(".jsonl.gz"):
            with gzip.open(path, mode="rt", encoding="utf-8") as rows:
                for line in rows:
                    row = json.loads(line)
                    if not row["du_thao"]:
                        yield from articles_of(str(row["id"]), row["text"])
        else:
            yield from articles_of(path.stem, path.read_text(encoding="utf-8"))


def articles_of(document: str, text: str) -> Iterator[Article]:
    """Articles of one text in the order of the text."""
    lines = [line.strip() for line in unicodedata.normalize("NFC", text).split("\n")]
    lines = [line for line in lines if line]
    title = _title_of(lines)
    number, heading, body = "", "", list[str]()
    for line in lines:
        opening = _ARTICLE.match(line)
        if opening is None and not _DIVISION.match(line):
            body.append(line)
            continue
        if number and (body or heading):
            yield _article(document, number, title, heading, body)
        number = opening["number"] if opening else ""
        heading = opening["heading"] if opening else ""
        body = []
    if number and (body or heading):
        yield _article(document, number, title, heading, body)


def _title_of(lines: list[str]) -> str:
    """The document's kind and subject, "" if its first lines do not show them."""
    for position, line in enumerate(lines[:40]):
        if _ARTICLE.match(line):
            break
        if _KIND.match(line):
            following = lines[position + 1] if position + 1 < len(lines) else ""
            joined = line
            if len(line.split()) <= 3 and not _ARTICLE.match(following):
                joined = f"{line} {following}"
            return " ".join(joined.split()[:MAX_TITLE_WORDS])
    return ""


def _article(document: str, number: str, title: str, heading: str, body: list[str]) -> Article:
    if not body or len(heading.split()) > MAX_HEADING_WORDS:  # it is the text, not a heading
        heading, body = "", [heading, *body]
    clauses = [_Lines("")]
    for line in body:
        if opening := _CLAUSE.match(line):
            clauses.append(_Lines(opening["number"]))
        clauses[-1].add(line)
    return Article(document, number, title, heading, tuple(lines.clause() for lines in clauses if lines.sentences))


class _Lines:
    """The lines of one clause as they are read; what comes after ``MAX_CLAUSE_WORDS`` is left out."""

    def __init__(self, number: str) -> None:
        self.number = number
        self.sentences: list[str] = []
        self.points: list[int] = []
        self._words = 0

    def add(self, line: str) -> None:
        self._words += len(line.split())
        if self._words > MAX_CLAUSE_WORDS:
            return
        text = _CLAUSE.sub("", line)
        bare = _POINT.sub("", text)
        if bare != text:
            self.points.append(len(self.sentences))
        self.sentences.extend(part for part in _SENTENCE_END.split(bare) if part)

    def clause(self) -> Clause:
        return Clause(tuple(self.sentences), self.number, tuple(self.points))
