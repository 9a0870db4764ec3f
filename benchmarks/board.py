"""The board's questions through search and answer: expected clauses found and cited, refusals right and wrong, against pinned floors."""

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant import Assistant, open_assistant
from ingest.catalogue import CORPUS
from ingest.index import IndexProblem, build

from .board_questions import QUESTIONS, BoardQuestion, QuestionFileError, digest_of, find_questions
from .floors import FLOORS, FloorsError, Pinned, faults, floors_for, pin, read_floors
from .machine import machine_line
from .outcomes import Outcome, Summary, by_group, run, summarise
from .shared import ABSENT
from .tables import markdown, portion

HEADER = (
    "group", "questions", "clauses", "in first 1", "3", "10", "10, strictly", "answer cites one",
    "wrong refusals", "missed refusals", "missed outright",
)  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    args = _parser().parse_args(argv)
    folder = Path(args.questions)
    try:
        questions = find_questions(folder)
        if not questions:
            print(f"no questions: there is no *.jsonl in {args.questions!r}.", file=sys.stderr)
            return ABSENT
        outcomes = _outcomes(args, questions)
        print(_report(outcomes, digest_of(folder), args.failures))
        return _gate(args, digest_of(folder), summarise(outcomes))
    except IndexProblem as error:
        print(error, file=sys.stderr)
        return ABSENT
    except (QuestionFileError, FloorsError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.board", description=__doc__)
    parser.add_argument(
        "--questions", metavar="PATH", default=str(QUESTIONS), help="folder of *.jsonl, or one file (default: benchmarks/questions)"
    )
    parser.add_argument("--index", metavar="PATH", help="a built index (default: built from the sources into a temporary folder)")
    parser.add_argument(
        "--source", action="append", metavar="PATH", help="texts to build from; may be repeated (default: the shipped corpus)"
    )
    parser.add_argument("--failures", action="store_true", help="also print the questions that failed, with their first three hits")
    parser.add_argument(
        "--floors", nargs="?", const=str(FLOORS), metavar="FILE", help="exit 1 below a floor in FILE (default benchmarks/floors.toml)"
    )
    parser.add_argument("--pin-floors", nargs="?", const=str(FLOORS), metavar="FILE", help="pin floors slightly below what is measured")
    parser.add_argument("--lower-floors", action="store_true", help="with --pin-floors: lower floors too")
    return parser


def _outcomes(args: argparse.Namespace, questions: Sequence[BoardQuestion]) -> list[Outcome]:
    if args.index:
        return _ask(open_assistant(Path(args.index).expanduser().resolve()), questions)
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        build([Path(s).expanduser().resolve() for s in args.source or [CORPUS]], index, quiet=True)
        return _ask(open_assistant(index), questions)


def _ask(assistant: Assistant, questions: Sequence[BoardQuestion]) -> list[Outcome]:
    return [run(assistant, question) for question in questions]


def _report(outcomes: Sequence[Outcome], digest: str, with_failures: bool) -> str:
    whole = [_cells("all", summarise(outcomes))]
    tables = [
        markdown(HEADER, whole + _rows(by_group(outcomes, lambda o: o.question.style))),
        markdown(HEADER, _rows(by_group(outcomes, lambda o: o.question.field))),
        markdown(HEADER, _rows(by_group((o for o in outcomes if o.question.why), lambda o: o.question.why))),
    ]
    failures = [_failure(o) for o in outcomes if o.failed] if with_failures else []
    return "\n\n".join([*tables, f"questions sha256 {digest}; {machine_line()}", *failures])


def _rows(groups: Mapping[str, Summary]) -> list[list[str]]:
    return [_cells(name, summary) for name, summary in groups.items()]


def _cells(name: str, s: Summary) -> list[str]:
    """A group's line; a share of nothing is a dash."""
    found = [portion(value) if s.expected else "–" for value in (s.found_1, s.found_3, s.found_10, s.strictly_10)]
    cited = portion(s.cited) if s.answerable else "–"
    silent = s.questions - s.answerable
    refusals = [f"{s.wrong_refusals} of {s.answerable}", f"{s.missed_refusals} of {silent}", f"{s.missed_outright} of {silent}"]
    return [name, str(s.questions), str(s.expected), *found, cited, *refusals]


def _failure(outcome: Outcome) -> str:
    question = outcome.question
    wanted = ", ".join(f"{c.document} {c.eid}" for c in question.expected) or "a refusal"
    lines = [f"{question.id} [{question.field}, {question.style}] {question.text}", f"  wanted {wanted}; {outcome.status}"]
    return "\n".join([*lines, *(f"  {rank}. {label}" for rank, label in enumerate(outcome.labels, start=1))])


def _gate(args: argparse.Namespace, digest: str, summary: Summary) -> int:
    if args.pin_floors:
        pin(Path(args.pin_floors), Pinned(digest, summary.questions, summary.expected, floors_for(summary.scores())), args.lower_floors)
    if not args.floors:
        return 0
    found = faults(read_floors(Path(args.floors)), digest, summary.scores())
    print("\n".join(found) or "no score is below its floor", file=sys.stderr)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
