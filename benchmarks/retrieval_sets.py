"""The sets of the retrieval gate: which questions over which texts, and what counts as found."""

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from ingest.catalogue import CORPUS
from ingest.documents import find_files
from ingest.index import build
from ingest.law.normalise import normalise

from .alqac import ArticleQuestion
from .alqac import read_questions as read_article_questions
from .board_questions import QUESTIONS
from .shared import shared_path

Level = Literal["clause", "article", "document"]
_TABLES = ("catalogue", "asked")  # of a corpus: what the index holds besides the texts
_Question = TypeVar("_Question")


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """`file` lies beside board_questions.py where `ours`, else in the shared folder; sets of one `index` share it.

    `sets_aside`: expected clauses whose provision no text of the index holds are counted apart, not as missed.
    """

    name: str
    index: str
    level: Level
    file: str
    ours: bool = True
    sets_aside: bool = False

    def question_file(self, shared: str | None) -> Path:
        """Raises DataAbsent where it is not on this machine."""
        return QUESTIONS / self.file if self.ours else shared_path(shared, *self.file.split("/"))


SETS = {
    one.name: one
    for one in (
        QuestionSet("board-shipped", "shipped", "clause", "retrieval.jsonl", sets_aside=True),
        QuestionSet("first-board", "shipped", "clause", "board-shipped.jsonl"),
        QuestionSet("sectoral", "shipped", "clause", "sectoral.jsonl"),
        QuestionSet("board-162", "162", "clause", "retrieval.jsonl"),
        QuestionSet("alqac", "alqac", "article", "evalsets/alqac/questions-dev.jsonl", ours=False),
        QuestionSet("dsc", "dsc", "document", "evalsets/dsc/questions-dev.jsonl", ours=False),
    )
}
NOT_BY_DEFAULT = ("dsc",)  # half an hour of building and asking
_SHARED_SOURCES = {
    "shipped": (),
    "162": ("corpus/raw", "corpus/reports"),
    "alqac": ("evalsets/alqac/laws",),
    "dsc": ("evalsets/dsc/laws.jsonl.gz",),
}
_WITH_CORPUS = ("shipped", "162")


def sources_of(index: str, shared: str | None) -> list[Path]:
    """The folders and files that an index is built from. Raises DataAbsent where one is not on this machine."""
    found = [shared_path(shared, *source.split("/")) for source in _SHARED_SOURCES[index]]
    return [*found, CORPUS] if index in _WITH_CORPUS else found


def build_index(sources: Sequence[Path], folder: Path) -> Path:
    """A new index of the sources in the folder; laws in a .jsonl.gz are first written out as files of their own."""
    unpacked = [_unpacked(source, folder / "texts") if source.name.endswith(".jsonl.gz") else source for source in sources]
    build(unpacked, folder / "index", quiet=True)
    return folder / "index"


def _unpacked(file: Path, folder: Path) -> Path:
    """A folder with the text of each row {"id", "text"} as <id>.txt."""
    folder.mkdir(parents=True)
    with gzip.open(file, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            (folder / f"{row['id']}.txt").write_text(row["text"], encoding="utf-8")
    return folder


def digest_of_texts(sources: Sequence[Path]) -> str:
    """One sha256 of the names and contents of all files that make the index: texts, and of a corpus its tables too."""
    digest = hashlib.sha256()
    for source in sources:
        for file in _files(source):
            name = file.relative_to(source).as_posix() if file != source else file.name
            digest.update(f"{name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _files(source: Path) -> Iterator[Path]:
    yield from find_files(source)
    for name in _TABLES if source.is_dir() else ():
        yield from sorted((source / name).glob("*.toml"))


def read_place_questions(file: Path, level: Level) -> list[ArticleQuestion]:
    """Questions whose gold is an article, or a document: then the place is (document, "")."""
    if level == "article":
        return read_article_questions(file)
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [ArticleQuestion(r["id"], normalise(r["question"]).strip(), tuple((gold, "") for gold in r["gold"])) for r in rows]


def spread(questions: Sequence[_Question], count: int | None) -> list[_Question]:
    """`count` of the questions from all over the file, which may go field by field; all without a count.

    >>> spread("abcdef", 3)
    ['a', 'c', 'e']
    """
    if count is None or count >= len(questions):
        return list(questions)
    return [questions[n * len(questions) // count] for n in range(count)]
