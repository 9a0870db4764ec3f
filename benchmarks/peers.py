"""What others would build over the texts of the same index: plain BM25 over articles, and the usual splitter with Chroma."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from ingest.embedding import Embedder, as_langchain
from ingest.index.lexical import Lexical
from ingest.index.store import Store
from ingest.law.normalise import fold, search_form

from .engines import PlainBm25
from .shared import DataAbsent

MAX_SYLLABLES = 400  # of an article in one passage; the rest goes into passages of its own
CHUNK, OVERLAP = 1000, 200
_BATCH = 4096  # below Chroma's limit of 5,461 records a call
_WORD = re.compile(r"\w+")
_SPLITTERS = "langchain_text_splitters"


@dataclass(frozen=True, slots=True)
class Span:
    """[start, end) in the text of a version."""

    version: int
    start: int
    end: int

    def shared_with(self, other: "Span") -> int:
        """How many characters both hold.

        >>> Span(1, 0, 10).shared_with(Span(1, 8, 20)), Span(1, 0, 10).shared_with(Span(2, 0, 10))
        (2, 0)
        """
        return max(0, min(self.end, other.end) - max(self.start, other.start)) if self.version == other.version else 0


class Peer(Protocol):
    name: str

    def search(self, question: str, limit: int) -> list[Span]:
        """The best passages, best first."""


def require_peers() -> None:
    """Raises DataAbsent where the package of the usual splitter is not installed."""
    if find_spec(_SPLITTERS) is None:
        raise DataAbsent(f"--peers needs the package {_SPLITTERS}: pip install -e '.[benchmark]'.")


def build_peers(store: Store, embedder: Embedder, folder: Path, plain: bool = False) -> list[Peer]:
    """Both in a new folder, or plain BM25 alone."""
    return [ArticleBm25(store, folder / "bm25"), *([] if plain else [SplitChroma(store, embedder, folder / "chroma")])]


class ArticleBm25:
    """bm25s over syllables; a question without accents is asked of the folded copy."""

    name = "plain BM25, one passage a Điều"

    def __init__(self, store: Store, folder: Path) -> None:
        engine = PlainBm25(k1=1.5, b=0.75, pairs=False)
        passages = list(_article_passages(store))
        engine.build((text for _, text in passages), folder)
        self._spans = [span for span, _ in passages]
        self._engine: Lexical = engine.open(folder)

    def search(self, question: str, limit: int) -> list[Span]:
        hits = self._engine.search(question, fold(question) == search_form(question), limit)
        return [self._spans[row] for row in hits.rows.tolist()]


class SplitChroma:
    """LangChain's splitter and Chroma as their tutorials use them, with the embedding that we ship."""

    name = f"RecursiveCharacterTextSplitter({CHUNK}, {OVERLAP}) + Chroma"

    def __init__(self, store: Store, embedder: Embedder, folder: Path) -> None:
        from chromadb.config import Settings
        from langchain_chroma import Chroma
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True)
        settings = Settings(anonymized_telemetry=False, is_persistent=True)
        self._chroma = Chroma("peer", as_langchain(embedder), persist_directory=str(folder), client_settings=settings)
        for version in store.versions():
            chunks = splitter.create_documents([store.text(version.id)], [{"version": version.id}])
            for start in range(0, len(chunks), _BATCH):
                self._chroma.add_documents(chunks[start : start + _BATCH])

    def search(self, question: str, limit: int) -> list[Span]:
        found = self._chroma.similarity_search(question, k=limit)
        starts = [(chunk, int(chunk.metadata["start_index"])) for chunk in found]
        return [Span(int(chunk.metadata["version"]), start, start + len(chunk.page_content)) for chunk, start in starts]


def _article_passages(store: Store) -> Iterator[tuple[Span, str]]:
    """Each article of each text, and the whole of a text without articles, with the document's kind and title in front."""
    for version in store.versions():
        text = store.text(version.id)
        articles = [(p.start, p.end) for p in store.provisions(version.id) if p.kind == "article"]
        for start, end in articles or [(0, len(text))]:
            for begin, stop in pairwise(_cuts(text, start, end)):
                yield Span(version.id, begin, stop), f"{version.kind} {version.title}\n{text[begin:stop]}"


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Where passages of at most MAX_SYLLABLES begin, and where the last one ends."""
    syllables = [match.start() for match in _WORD.finditer(text, start, end)]
    return [start, *syllables[MAX_SYLLABLES::MAX_SYLLABLES], end]
