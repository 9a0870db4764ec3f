"""An index of invented provisions, of any size and within minutes: nothing is read or parsed, vectors are drawn, writers are the product's.

The words are those of the shipped digests in stretches of five, so that syllables and pairs of them are as frequent as there. The vectors
are random unit vectors, the hardest case for a graph of neighbours.
"""

import argparse
import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from ingest.catalogue import CORPUS, load_asked, load_catalogue
from ingest.documents import PARSER_VERSION, Document, find_files
from ingest.embedding import Embedder, load_embedder
from ingest.index import generation as gen
from ingest.index.lexical import build_lexical
from ingest.index.records import Source, Validities
from ingest.index.rows import write_asked, write_rows
from ingest.index.schema import SCHEMA
from ingest.index.seal import sealed
from ingest.index.store import Store
from ingest.index.tokens import syllables
from ingest.index.vectors import STUB, ChromaVectors
from ingest.law.provision import MAIN, ParsedText, Provision
from ingest.law.validity import Validity
from ingest.passages import Passage

SEED = 20261123
STRETCH = 5  # syllables that follow each other as in a digest
TITLE, HEADING, BODY = 15, 10, 60  # syllables
ARTICLES, CLAUSES = 40, 5  # of one document
IN_FORCE, EXPIRED = Validity(date(2020, 1, 1), None), Validity(date(2010, 1, 1), date(2020, 1, 1))
ONE_EXPIRED_IN = 5  # documents
Matrix = NDArray[np.float32]


class RandomVectors:
    """The shipped model for questions; random unit vectors, the same with each run, for passages."""

    slow = False

    def __init__(self, model: Embedder, seed: int = SEED) -> None:
        self.name, self.dimension = model.name, model.dimension
        self.embed_questions: Callable[[Sequence[str]], Matrix] = model.embed_questions
        self._draw = np.random.default_rng(seed)

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        drawn = self._draw.standard_normal((len(texts), self.dimension), dtype=np.float32)
        return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), dtype=np.float32)


class Words:
    """Draws texts from the syllables of the shipped digests."""

    def __init__(self, seed: int = SEED) -> None:
        self._stream = _syllables_of_digests()
        self._draw = np.random.default_rng(seed)

    def texts(self, count: int, length: int) -> list[str]:
        """Texts of so many syllables, a multiple of STRETCH."""
        starts = self._draw.integers(len(self._stream) - STRETCH, size=(count, length // STRETCH, 1))
        return [" ".join(words) for words in self._stream[(starts + np.arange(STRETCH)).reshape(count, length)]]


@cache
def _syllables_of_digests() -> NDArray[np.object_]:
    files = (file for file in find_files(CORPUS) if file.suffix == ".md")
    return np.array([word for file in files for word in syllables(file.read_text("utf-8"), folded=False)], dtype=object)


def write_synthetic(index: Path, passages: int, embedder: Embedder | None = None, quiet: bool = False) -> dict[str, int]:
    """Writes a new index with so many passages and gives its counts; one document in five has expired."""
    model = RandomVectors(embedder or load_embedder())
    with gen.writing(index):
        target = gen.new_generation(index, None)
        with Store(target.store, write=True) as store:
            _write_store(store, passages, quiet)
            _write_indexes(target, store, model, passages, quiet)
            counts = store.counts()
        made_by: dict[str, object] = {"schema": SCHEMA, "parser": PARSER_VERSION, "embedder": model.name}
        made_by |= {"catalogue": load_catalogue().digest, "asked": load_asked().digest, "sources": []}
        made_by |= {"counts": counts, "built_at": datetime.now(UTC).isoformat(timespec="seconds")}
        gen.publish(index, target, sealed(target, made_by))
    return counts


def _write_store(store: Store, passages: int, quiet: bool) -> None:
    words, left = Words(), passages
    for number in tqdm(range(1, 1 + -(-passages // (ARTICLES * CLAUSES))), desc="store", disable=quiet, file=sys.stderr):
        document, held = _document(words, number, min(left, ARTICLES * CLAUSES))
        left -= len(held)
        validity = EXPIRED if number % ONE_EXPIRED_IN == 0 else IN_FORCE
        source = Source(f"/{document.path}", "", 0, 0, None, None)
        store.add(source, document, "", Validities(validity, {}), [(passage, validity) for passage in held])
    store.number_rows()
    store.commit()


def _document(words: Words, number: int, clauses: int) -> tuple[Document, list[Passage]]:
    """One invented decree with its passages, a clause each; articles have a heading and CLAUSES clauses."""
    title, bodies = words.texts(1, TITLE)[0], words.texts(clauses, BODY)
    headings = words.texts(-(-clauses // CLAUSES), HEADING)
    lines, articles, passages, position = list[str](), list[Provision](), list[Passage](), 0
    for n, heading in enumerate(headings, start=1):
        start, nodes = position, list[Provision]()
        lines.append(f"Điều {n}. {heading}\n")
        position += len(lines[-1])
        for clause, body in enumerate(bodies[(n - 1) * CLAUSES : n * CLAUSES], start=1):
            lines.append(f"{clause}. {body}\n")
            eid, end = f"art_{n}__para_{clause}", position + len(lines[-1])
            nodes.append(Provision("clause", MAIN, eid, str(clause), None, position, end))
            name = hashlib.sha256(f"{number}/{eid}".encode()).hexdigest()[:32]
            passages.append(Passage(name, MAIN, eid, str(n), str(clause), None, heading, "", lines[-1][:-1], position, end - 1))
            position = end
        articles.append(Provision("article", MAIN, f"art_{n}", str(n), heading, start, position, tuple(nodes)))
    root = Provision("document", MAIN, "", None, None, 0, position, tuple(articles))
    day = IN_FORCE.valid_from
    document = Document(
        path=Path(f"thu-{number}.txt"), number=f"{number}/2020/NĐ-THỬ", version=f"{number}/2020/NĐ-THỬ", text_kind="official",
        kind="Luật" if number % 10 == 0 else "Nghị định", issuer="", title=title, issued_on=day, effective_on=day, version_date=day,
        reviewed=False, parsed=ParsedText("".join(lines), root, ()), page_starts=(), pages=(),
    )  # fmt: skip
    return document, passages


def _write_indexes(target: gen.Generation, store: Store, model: RandomVectors, passages: int, quiet: bool) -> None:
    """As `ingest.index.build` does it; the questions of corpus/asked go to clauses all over the index, the vectors are random."""
    questions = [question for of_place in load_asked().questions.values() for question in of_place][:passages]
    lines: list[list[str]] = [[] for _ in range(passages)]
    for n, question in enumerate(questions):
        lines[n * passages // len(questions)].append(question)

    def fields() -> Iterator[Sequence[str]]:
        for row, asked in tqdm(zip(store.search_texts(), lines, strict=True), desc="lexical", disable=quiet, file=sys.stderr):
            yield row.title, row.heading, row.lead, row.body, "\n".join(asked)

    build_lexical(fields(), target.lexical)
    ids, stubs = list[str](), list[str]()
    for row in store.search_texts():
        ids.append(row.id)
        stubs.append(row.text[:STUB])
    vectors = ChromaVectors(target.vectors, model, create=True)
    try:
        with tqdm(total=passages, desc="vectors", disable=quiet, file=sys.stderr) as bar:
            vectors.add(ids, stubs, model.embed_passages, bar.update)
        write_rows([*store.row_places()], vectors.pages(), model.dimension, target.rows)
        write_asked(lines, model.embed_questions, target.rows)
    finally:
        vectors.close()
    proved = ChromaVectors(target.vectors, model)
    try:
        proved.probe(passages)
    finally:
        proved.close()


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.synthetic", description=__doc__)
    parser.add_argument("passages", type=int)
    parser.add_argument("index", type=Path)
    parser.add_argument("--quiet", action="store_true", help="no progress")
    args = parser.parse_args(argv)
    print(write_synthetic(args.index, args.passages, quiet=args.quiet))
    return 0


if __name__ == "__main__":
    sys.exit(main())
