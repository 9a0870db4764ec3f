"""bm25s beside tantivy, and both beside the fused retriever: quality on ALQAC dev, cost on the 162 texts. One table."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.question import QuestionReader
from assistant.retrieval import Retriever
from ingest.calendar import today
from ingest.catalogue import Catalogue, load_catalogue
from ingest.index import build, open_index
from ingest.index.lexical import Lexical

from .alqac import ArticleQuestion, Place, read_questions
from .engines import ENGINES, PlainBm25
from .machine import bytes_under, machine_line, run_module
from .metrics import Quality, quality
from .shared import ABSENT, DataAbsent, add_shared_option, shared_path
from .tables import markdown, portion
from .units import Unit, Units, units_of

DEPTH = 100  # passages looked at for the first ten articles
TIMED = 200  # questions whose time is taken on the 162 texts
SWEEP_K1, SWEEP_B = (0.4, 0.6, 0.9, 1.2, 1.5), (0.4, 0.75, 0.9, 1.0)
FUSED = "fused retriever (shipped)"
HEADER = (
    "ranker", "R@1", "R@5", "R@10", "MRR@10", "unaccented R@1", "R@5", "R@10", "MRR@10",
    "build s", "disk MiB", "p50 ms", "p95 ms", "peak MiB build", "peak MiB query",
)  # fmt: skip
Ask = Callable[[ArticleQuestion, bool], Sequence[Place]]


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one engine on the index given: `build` without reading the texts; peaks are those of processes of their own."""

    build_seconds: float
    disk_mib: float
    p50: float
    p95: float
    build_peak_mib: float
    query_peak_mib: float


def main(argv: Sequence[str] | None = None) -> int:
    args = _parser().parse_args(argv)
    try:
        laws, questions = shared_path(args.shared, "evalsets", "alqac", "laws"), _questions(args.shared)
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            catalogue = load_catalogue()
            build([laws], work / "alqac", quiet=True)
            if args.sweep:
                print(_sweep(units_of(work / "alqac", catalogue, args.unit), questions))
            else:
                print(_compare(work, catalogue, questions, args))
    except DataAbsent as error:
        print(error, file=sys.stderr)
        return ABSENT
    print(f"\n{len(questions)} questions; one text a {args.unit}; {machine_line()}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lexical", description=__doc__)
    add_shared_option(parser)
    parser.add_argument(
        "--index", metavar="PATH", help="built index of the 162 texts for the cost columns (default: build one in a temporary folder)"
    )
    parser.add_argument("--no-cost", action="store_true", help="quality only")
    parser.add_argument(
        "--unit",
        choices=("point", "clause", "article"),
        default="point",
        help="one text a điểm (as shipped), a khoản or a Điều, for the engines",
    )
    parser.add_argument("--sweep", action="store_true", help="instead: R@1 and MRR@10 over k1 and b, with bigrams and without")
    return parser


def _questions(shared: str | None) -> list[ArticleQuestion]:
    return read_questions(shared_path(shared, "evalsets", "alqac", "questions-dev.jsonl"))


def _compare(work: Path, catalogue: Catalogue, questions: Sequence[ArticleQuestion], args: argparse.Namespace) -> str:
    unit: Unit = args.unit
    texts = units_of(work / "alqac", catalogue, unit)
    big = None if args.no_cost else _index_of_162(work, args)
    rows = []
    for number, (name, engine) in enumerate(ENGINES.items()):
        engine.build(texts.texts, work / f"engine-{number}")
        ask = _by_engine(engine.open(work / f"engine-{number}"), texts)
        cost = _cost(name, big, work / f"cost-{number}", questions) if big else None
        rows.append([name, *_quality_cells(ask, questions), *_cost_cells(cost)])
    rows.append([FUSED, *_quality_cells(_by_retriever(work / "alqac", catalogue), questions), *_cost_cells(None)])
    return markdown(HEADER, rows)


def _index_of_162(work: Path, args: argparse.Namespace) -> Path:
    if args.index:
        return Path(args.index).expanduser().resolve()
    build([shared_path(args.shared, "corpus", "raw")], work / "texts", quiet=True)
    return work / "texts"


def _by_engine(engine: Lexical, units: Units) -> Ask:
    def ask(question: ArticleQuestion, unaccented: bool) -> Sequence[Place]:
        hits = engine.search(question.unaccented if unaccented else question.text, unaccented, DEPTH)
        return _articles(units.places[row] for row in hits.rows.tolist())

    return ask


def _by_retriever(index: Path, catalogue: Catalogue) -> Ask:
    """The product's own way from a question to passages: it finds out by itself whether a question has accents."""
    opened, retriever, reader, day = open_index(index).opened(), Retriever(catalogue), QuestionReader(catalogue), today()

    def ask(question: ArticleQuestion, unaccented: bool) -> Sequence[Place]:
        hits = retriever.search(opened, reader.read(question.unaccented if unaccented else question.text, day), DEPTH)
        return _articles((Path(h.passage.version.file).stem, h.passage.article or "") for h in hits)

    return ask


def _articles(places: Iterable[Place]) -> list[Place]:
    """Each article once, where its best passage stands; what stands in no article is left out."""
    return list(dict.fromkeys(place for place in places if place[1]))


def _measure(ask: Ask, questions: Sequence[ArticleQuestion], unaccented: bool) -> Quality:
    return quality([(ask(question, unaccented), question.gold) for question in questions])


def _quality_cells(ask: Ask, questions: Sequence[ArticleQuestion]) -> list[str]:
    both = (_measure(ask, questions, unaccented) for unaccented in (False, True))
    return [portion(value) for q in both for value in (q.recall_1, q.recall_5, q.recall_10, q.mrr_10)]


def _cost(name: str, index: Path, folder: Path, questions: Sequence[ArticleQuestion]) -> Cost:
    asked = folder.with_suffix(".json")
    asked.write_text(json.dumps([q.text for q in questions[:TIMED]], ensure_ascii=False), encoding="utf-8")
    built = run_module("benchmarks.engine_cost", ["build", name, str(index), str(folder)])
    queried = run_module("benchmarks.engine_cost", ["query", name, str(folder), str(asked)])
    took = json.loads(queried.output)
    return Cost(
        json.loads(built.output)["seconds"], bytes_under(folder) / 2**20, took["p50"], took["p95"], built.peak_mib, queried.peak_mib
    )


def _cost_cells(cost: Cost | None) -> list[str]:
    if cost is None:
        return ["–"] * 6
    disk, *peaks = (f"{mib:.0f}" for mib in (cost.disk_mib, cost.build_peak_mib, cost.query_peak_mib))
    return [f"{cost.build_seconds:.1f}", disk, f"{cost.p50:.1f}", f"{cost.p95:.1f}", *peaks]


def _sweep(units: Units, questions: Sequence[ArticleQuestion]) -> str:
    rows = []
    for pairs in (False, True):
        for k1 in SWEEP_K1:
            cells = [f"syllables{' + bigrams' if pairs else ''}, k1 {k1}"]
            for b in SWEEP_B:
                with tempfile.TemporaryDirectory() as folder:
                    engine = PlainBm25(k1, b, pairs)
                    engine.build(units.texts, Path(folder))
                    found = _measure(_by_engine(engine.open(Path(folder)), units), questions, unaccented=False)
                cells.append(f"{portion(found.recall_1)} / {portion(found.mrr_10)}")
            rows.append(cells)
    return markdown(["R@1 / MRR@10", *(f"b {b}" for b in SWEEP_B)], rows)


if __name__ == "__main__":
    sys.exit(main())
