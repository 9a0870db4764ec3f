"""The verifier on true statements, on corruptions in meaning written by hand, and on generated ones, per kind of change.

Rows with odd numbers were looked at when the rules were written, those with even numbers were not: both are printed apart. All rows of
`true-d.jsonl` and `false-d.jsonl` were looked at.
"""

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from assistant.answer import Citation, Statement
from assistant.composers.draft import Citer
from assistant.meaning import Meaning
from assistant.numbering import without_number
from assistant.verify import verify
from ingest.catalogue import CORPUS, Catalogue, load_catalogue
from ingest.embedding import load_embedder
from ingest.index import IndexProblem, build, open_index
from ingest.index.records import StoredPassage
from ingest.index.store import Store

from .board_questions import digest_of_files
from .corruptions import DAY, MEANING, Corruption, Corruptor
from .machine import machine_line
from .shared import ABSENT
from .tables import markdown, portion

STATEMENTS = Path(__file__).parent / "questions" / "statements"
TRUE, FALSE = STATEMENTS / "true.jsonl", STATEMENTS / "false.jsonl"
SETS = ((TRUE, FALSE), *((STATEMENTS / f"true-{name}.jsonl", STATEMENTS / f"false-{name}.jsonl") for name in ("more", "c", "d", "e")))
LOOKED_AT = STATEMENTS / "true-d.jsonl"  # odd rows and even ones
MAX_LENGTH = 400  # characters of a provision that corruptions are generated from
MIN_LENGTH = 60
SEED = 20261129
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A statement with what it cites."""

    id: str
    statement: Statement
    citations: tuple[Citation, ...]

    @property
    def odd(self) -> bool:
        return int(re.sub(r"\D", "", self.id)) % 2 == 1


class Verifier:
    """All that `verify` checks, as for a statement that a language model wrote."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._texts = dict[int, str]()
        self._store, self.meaning = store, Meaning(catalogue)

    def passes(self, statement: Statement, citations: Sequence[Citation], dated: bool = False) -> bool:
        """Whether nothing is wrong; with `dated` the provisions must also be in force on the day of the benchmark."""
        found = verify([statement], citations, self._text, self._place, meaning=self.meaning, as_of=DAY if dated else None)
        return found[0].passed

    def _text(self, version_id: int) -> str:
        if version_id not in self._texts:
            self._texts[version_id] = self._store.text(version_id)
        return self._texts[version_id]

    def _place(self, version_id: int, component: str, eid: str) -> tuple[str, int, int] | None:
        found = self._store.provision(version_id, component, eid)
        return (found.version.document, found.start, found.end) if found else None


def true_cases(store: Store, catalogue: Catalogue, rows: Iterable[Row]) -> Iterator[Case]:
    """The statements of a question file. Raises KeyError where a provision is not held."""
    citer = Citer(catalogue, store, DAY)
    for row in rows:
        passages = [p for c in row["citations"] for p in _held(store, c)]
        citations = tuple(citer.cite(n, p) for n, p in enumerate(passages, 1))
        yield Case(row["id"], _statement(row["statement"], citations), citations)


def false_cases(true: Mapping[str, Case], rows: Iterable[Row]) -> list[tuple[Row, Case]]:
    """Each row of a file of corruptions with its case, citing what the true statement cites. Raises KeyError without that."""
    return [(row, Case(row["id"], _statement(row["statement"], true[row["of"]].citations), true[row["of"]].citations)) for row in rows]


def generated(store: Store, catalogue: Catalogue, count: int) -> Iterator[Corruption]:
    """Corruptions of what the shipped provisions say, from one seed."""
    random, citer = Random(SEED), Citer(catalogue, store, DAY)
    passages = [p for v in store.versions() if v.text_kind in {"digest", "report"} for p in store.passages_of(v.id) if _is_whole(p)]
    random.shuffle(passages)
    others = [citer.cite(1, p) for p in passages[:200]]
    corruptor = Corruptor(catalogue, others)
    for passage in passages[:count]:
        citation = citer.cite(1, passage)
        text = " ".join(without_number(citation.quote or citation.excerpt or "").split())
        yield from corruptor.corruptions(_statement(text, [citation]), [citation], random)


def _statement(text: str, citations: Sequence[Citation]) -> Statement:
    return Statement(text, tuple(c.n for c in citations), (), "conclusion")


def _is_whole(passage: StoredPassage) -> bool:
    """Whether the provision says something by itself, in one piece."""
    return MIN_LENGTH <= len(passage.text) <= MAX_LENGTH and "“" not in passage.text and not passage.text.rstrip().endswith(":")


def _held(store: Store, citation: Row) -> list[StoredPassage]:
    for version in store.versions(citation["document"]):
        if found := store.passages_at(version.id, citation.get("component", "main"), citation["eid"]):
            return found
    raise KeyError(f"{citation['document']} {citation['eid']}")


def read_rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.verifier", description=__doc__)
    parser.add_argument("--index", metavar="PATH", help="a built index (default: built from the shipped corpus into a temporary folder)")
    parser.add_argument(
        "--generate", type=int, default=300, metavar="N", help="provisions to generate corruptions from (default: %(default)s)"
    )
    parser.add_argument(
        "--failures", action="store_true", help="also print what went wrong in the odd rows, and the generated ones that pass"
    )
    args = parser.parse_args(argv)
    try:
        if args.index:
            return _measure(Path(args.index).expanduser().resolve(), args.generate, args.failures)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            build([CORPUS], Path(folder) / "index", quiet=True)
            return _measure(Path(folder) / "index", args.generate, args.failures)
    except (IndexProblem, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return ABSENT


def _measure(index: Path, count: int, failures: bool) -> int:
    catalogue = load_catalogue()
    store = open_index(index, load_embedder()).opened().store
    verifier = Verifier(store, catalogue)
    cases, struck, passed = list[Case](), list[Case](), list[tuple[Row, Case]]()
    for true, false in SETS:
        of_one = {case.id: case for case in true_cases(store, catalogue, read_rows(true))}
        fallen = [case for case in of_one.values() if not verifier.passes(case.statement, case.citations)]
        print(
            f"## {true.name}\n\n"
            + markdown(("true statements", "all", "survive"), _survival(list(of_one.values()), fallen, true == LOOKED_AT))
        )
        rows = false_cases(of_one, read_rows(false))
        let = [(row, case) for row, case in rows if verifier.passes(case.statement, case.citations)]
        header = ("changed in meaning", "odd", "caught", "even", "caught")
        print("\n" + markdown(header, _caught(rows, let, lambda r: _is_odd(r["of"]))) + "\n")
        cases, struck, passed = [*cases, *of_one.values()], [*struck, *fallen], [*passed, *let]
    made = list(generated(store, catalogue, count))
    loose = [c for c in made if verifier.passes(c.statement, c.citations, dated=c.kind == "expired clause")]
    print("\n" + markdown(("generated", "made", "passed"), _passed(made, loose)))
    print(f"\na statement: {_speed(verifier, cases):.2f} ms; {machine_line()}")
    print(f"questions sha256 {digest_of_files([file for pair in SETS for file in pair])}")
    if failures:
        print("\n".join(f"struck {c.id}: {c.statement.text}" for c in struck if c.odd))
        print(
            "\n".join(f"passed {row['id']} of {row['of']} ({row['change']}): {row['statement']}" for row, _ in passed if _is_odd(row["of"]))
        )
        print("\n".join(f"passed ({c.kind}): {c.statement.text}" for c in loose))
    return 0


def _is_odd(id: str) -> bool:
    return int(re.sub(r"\D", "", id)) % 2 == 1


def _survival(cases: Sequence[Case], struck: Sequence[Case], looked_at: bool) -> list[tuple[str, str, str]]:
    groups = {"odd": (True,), "even, looked at too" if looked_at else "even, not looked at": (False,), "all": (True, False)}
    return [
        (name, str(n := sum(c.odd in odd for c in cases)), portion(1 - sum(c.odd in odd for c in struck) / n))
        for name, odd in groups.items()
    ]


def _caught(rows: Sequence[tuple[Row, Case]], passed: Sequence[tuple[Row, Case]], is_odd: Callable[[Row], bool]) -> list[tuple[str, ...]]:
    """Whether a corruption is odd goes by the statement that it is of."""
    table = list[tuple[str, ...]]()
    for kind in (*dict.fromkeys(row["change"] for row, _ in rows), "all"):
        cells = [kind]
        for odd in (True, False):
            of_kind, let = ([row for row, _ in group if kind in {row["change"], "all"} and is_odd(row) == odd] for group in (rows, passed))
            cells += [str(len(of_kind)), portion(1 - len(let) / len(of_kind)) if of_kind else "–"]
        table.append(tuple(cells))
    return table


def _passed(made: Sequence[Corruption], loose: Sequence[Corruption]) -> list[tuple[str, str, str]]:
    count, let = Counter(c.kind for c in made), Counter(c.kind for c in loose)
    rows = [(kind, str(n), str(let[kind])) for kind, n in count.items()]
    meaning = [c for c in made if c.kind in MEANING]
    return [
        *rows,
        ("in meaning only", str(len(meaning)), str(sum(c.kind in MEANING for c in loose))),
        ("all", str(len(made)), str(len(loose))),
    ]


def _speed(verifier: Verifier, cases: Sequence[Case]) -> float:
    """Milliseconds a statement for what the meaning costs alone, texts read once."""
    began = perf_counter()
    for case in cases:
        verifier.meaning.faults(case.statement, case.citations)
    return (perf_counter() - began) * 1000 / len(cases)


if __name__ == "__main__":
    sys.exit(main())
