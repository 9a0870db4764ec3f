"""Law of our own invention, and the seams that tests may fill in: an embedder that counts and can fail."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.catalogue import Catalogue, load_catalogue
from ingest.index import BuildReport, Finding, Index, build, check, open_index

WORDS = ["bưởi", "cam", "chanh", "dừa", "khế", "mận", "mít", "na", "ổi", "quýt", "táo", "vải", "xoài", "lựu", "nho", "dứa", "đào", "lê"]


class HashEmbedder:
    """Unit vectors that depend on nothing but the text; remembers what it embedded; raises at its `fail_at`-th call."""

    dimension = 8

    def __init__(self, name: str = "hash@1", fail_at: int | None = None, error: BaseException | None = None, slow: bool = False) -> None:
        self.name, self.slow = name, slow
        self.embedded: list[str] = []
        self.asked: list[str] = []
        self.before: Callable[[], object] = lambda: None
        self._calls, self._fail_at, self._error = 0, fail_at, error or RuntimeError("the power went off")

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self._calls += 1
        if self._calls == self._fail_at:
            raise self._error
        self.before()
        self.embedded += texts
        return self._vectors(texts)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        return self._vectors(texts)

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [[b - 127.5 for b in hashlib.sha256(f"{self.name}{t}".encode()).digest()[: self.dimension]] for t in texts]
        vectors = np.array(rows, dtype=np.float32).reshape(len(texts), self.dimension)
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6), dtype=np.float32)


def decree(number: int, *clauses: str, title: str = "quản lý vườn ươm trong khu sinh thái") -> str:
    """The text of an invented decree with one article that has a lead, these clauses, and one article on commencement."""
    numbered = "\n".join(f"{n}. {clause}" for n, clause in enumerate(clauses, start=1))
    return (
        f"CHÍNH PHỦ\nSố: {number}/2031/NĐ-CP\nHà Nội, ngày 05 tháng 3 năm 2031\nNGHỊ ĐỊNH\nQuy định về {title}\nCăn cứ Luật Cây xanh;\n"
        f"Điều 1. Nhiệm vụ của Ban vườn ươm\nBan vườn ươm số {number} có các nhiệm vụ và quyền hạn được kể ra sau đây:\n{numbered}\n"
        "Điều 2. Hiệu lực thi hành\nNghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.\n"
    )


@dataclass
class Place:
    """A folder of sources, an index and a catalogue of one test."""

    root: Path
    embedder: HashEmbedder = field(default_factory=HashEmbedder)

    def __post_init__(self) -> None:
        for folder in (self.source, self.corpus):
            folder.mkdir(parents=True, exist_ok=True)

    @property
    def source(self) -> Path:
        return self.root / "nguồn"

    @property
    def index(self) -> Path:
        return self.root / "chỉ mục"

    @property
    def corpus(self) -> Path:
        return self.root / "corpus"

    @property
    def catalogue(self) -> Catalogue:
        return load_catalogue(self.corpus)

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def table(self, name: str, content: str) -> Path:
        path = self.corpus / "catalogue" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    def build(self, embedder: HashEmbedder | None = None) -> BuildReport:
        return build([self.source], self.index, self.corpus, embedder or self.embedder, quiet=True)

    def check(self, embedder: HashEmbedder | None = None) -> list[str]:
        return [finding.kind for finding in self.findings(embedder)]

    def findings(self, embedder: HashEmbedder | None = None) -> list[Finding]:
        return check(self.index, [self.source], self.corpus, embedder or self.embedder)

    def open(self) -> Index:
        return open_index(self.index, self.embedder)

    @property
    def generation(self) -> Path:
        return self.index / (self.index / "CURRENT").read_text(encoding="utf-8")


def contents(index: Index) -> dict[tuple[str, str, str, str], str]:
    """What an index holds, by document, version, component and provision, however it came about."""
    store = index.opened().store
    found = dict[tuple[str, str, str, str], list[str]]()
    for version in store.versions():
        for p in store.passages_of(version.id):
            key = (version.file, version.document, p.component, p.eid)
            found.setdefault(key, []).append(f"{p.heading}|{p.lead}|{p.text}|{p.start}|{p.end}|{p.validity}")
    return {key: "|".join(sorted(parts)) for key, parts in found.items()}  # two files of one name: in any order


def lexical_hits(index: Index, question: str) -> dict[tuple[str, str, str], float]:
    """Provision → score of the lexical index, all of it."""
    opened = index.opened()
    hits = opened.lexical.search(question, folded=False, limit=10_000)
    passages = opened.store.by_rows(hits.rows.tolist())
    rows = zip(hits.rows.tolist(), hits.scores.tolist(), strict=True)
    return {(passages[r].version.file, passages[r].eid, passages[r].text): round(score, 3) for r, score in rows}


def dense_hits(index: Index, question: str) -> dict[tuple[str, str, str], float]:
    """Provision → similarity of the vectors, all of it."""
    opened = index.opened()
    found = dict(opened.vectors.search(opened.vectors.embedded(question), 10_000))
    return {(p.version.file, p.eid, p.text): round(found[i], 3) for i, p in opened.store.by_ids(found).items()}
