"""Whole answers over the shipped corpus: clauses cited, facts stated, refusals right and wrong, per kind, against pinned floors."""

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant import Assistant, open_assistant
from ingest.catalogue import CORPUS
from ingest.index import IndexProblem, build

from .answer_questions import (
    ANSWERS,
    FRESH,
    LAST,
    LATER,
    OBJECTS,
    OBJECTS_HELD,
    REFUSALS,
    REFUSALS_LAST,
    REFUSALS_LATER,
    read_answer_questions,
)
from .answer_scores import AnswerShares, Scored, by_group, score, shares
from .board_questions import QuestionFileError, digest_of_files
from .floors import FloorsError, Pinned, faults, floors_for, pin_sets, read_sets
from .machine import machine_line
from .metrics import times
from .shared import ABSENT
from .tables import markdown, portion

FLOORS = Path(__file__).parent / "answers-floors.toml"
SETS = {
    "answers": ANSWERS, "refusals": REFUSALS, "fresh": FRESH, "objects": OBJECTS, "objects-held": OBJECTS_HELD,
    "later": LATER, "refusals-later": REFUSALS_LATER, "last": LAST, "refusals-last": REFUSALS_LAST,
}  # fmt: skip
HEADER = (
    "questions", "clauses", "cited", "cites one", "precision", "facts", "stated", "concluded", "forbidden",
    "wrong refusals", "missed refusals", "outright", "right type", "not verified",
)  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    args = _parser().parse_args(argv)
    try:
        files = {name: [Path(args.questions)] if args.questions else [*SETS[name]] for name in args.sets.split(",")}
        scored = _scored(args, files)
    except KeyError as error:
        print(f"no such set: {error}; there are {', '.join(SETS)}", file=sys.stderr)
        return 2
    except (IndexProblem, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return ABSENT
    except QuestionFileError as error:
        print(error, file=sys.stderr)
        return 1
    for name, of_set in scored.items():
        print(f"## {name}\n\n{_report(of_set, args.failures)}\n\nquestions sha256 {digest_of_files(files[name])}\n")
    laps = times([sum(s.answer.timings_ms.values()) for of_set in scored.values() for s in of_set])
    print(f"answer: p50 {laps.p50:.1f} ms, p95 {laps.p95:.1f} ms, longest {laps.longest:.1f} ms of {laps.calls}; {machine_line()}")
    try:
        return _gate(args, {name: _pinned(files[name], shares(of_set)) for name, of_set in scored.items()}, scored)
    except FloorsError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.answers", description=__doc__)
    add = parser.add_argument
    add("--sets", metavar="NAMES", default=",".join(SETS), help=f"of {', '.join(SETS)} (default: all)")
    add("--questions", metavar="FILE", help="these questions in place of those of the sets named")
    add("--index", metavar="PATH", help="a built index (default: built from the shipped corpus into a temporary folder)")
    add("--failures", action="store_true", help="also print what fell short, answer by answer")
    add("--floors", nargs="?", const=str(FLOORS), metavar="FILE", help=f"exit 1 below a floor in FILE (default benchmarks/{FLOORS.name})")
    add("--pin-floors", nargs="?", const=str(FLOORS), metavar="FILE", help="pin floors slightly below what is measured")
    add("--lower-floors", action="store_true", help="with --pin-floors: lower floors too")
    return parser


def _scored(args: argparse.Namespace, files: Mapping[str, Sequence[Path]]) -> dict[str, list[Scored]]:
    if args.index:
        return _ask(open_assistant(Path(args.index).expanduser().resolve()), files)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        build([CORPUS], Path(folder) / "index", quiet=True)
        return _ask(open_assistant(Path(folder) / "index"), files)


def _ask(assistant: Assistant, files: Mapping[str, Sequence[Path]]) -> dict[str, list[Scored]]:
    return {name: [score(assistant, q) for file in of_set for q in read_answer_questions(file)] for name, of_set in files.items()}


def _report(scored: Sequence[Scored], with_failures: bool) -> str:
    tables = [
        markdown((group, *HEADER), [_cells(name, s) for name, s in groups.items()])
        for group, groups in {
            "kind": {"all": shares(scored)} | by_group(scored, lambda s: s.question.kind),
            "rows": by_group(scored, lambda s: "odd" if int(s.question.asked.id[-1]) % 2 else "even"),
            "style": by_group(scored, lambda s: s.question.asked.style),
            "field": by_group(scored, lambda s: s.question.asked.field),
        }.items()
    ]
    if with_failures:
        tables += [_failure(s) for s in scored if s.failed]
    return "\n\n".join(tables)


def _cells(name: str, s: AnswerShares) -> list[str]:
    of_clauses = [portion(v) if s.clauses else "–" for v in (s.clauses_cited, s.cites_one, s.precision)]
    facts = [str(s.facts), portion(s.facts_stated) if s.facts else "–", portion(s.concluded) if s.clauses else "–", str(s.forbidden)]
    refusals = [portion(v) for v in (s.wrong_refusals, s.missed_refusals, s.missed_outright, s.typed)]
    return [name, str(s.questions), str(s.clauses), *of_clauses, *facts, *refusals, str(s.unverified)]


def _failure(scored: Scored) -> str:
    asked, answer = scored.question.asked, scored.answer
    state = f"{answer.status}{f' ({answer.refusal_type})' if answer.refusal_type else ''}"
    expected = ", ".join(f"{c.document} {c.eid}" for c in asked.expected) or scored.question.refusal_type
    return "\n".join([
        f"{asked.id} {scored.question.kind}: {asked.text}",
        f"  {state}; expected {expected}; cited {', '.join(f'{c.document} {c.eid}' for c in scored.cited) or 'nothing'}",
        f"  clauses {scored.clauses_cited}/{len(asked.expected)}, facts {scored.facts_stated}/{len(scored.question.facts)}, "
        f"forbidden {scored.forbidden_stated}, not verified {scored.unverified}",
    ])  # fmt: skip


def _pinned(files: Sequence[Path], s: AnswerShares) -> Pinned:
    return Pinned(digest_of_files(files), s.questions, s.clauses, floors_for(s.scores()))


def _gate(args: argparse.Namespace, new: Mapping[str, Pinned], scored: Mapping[str, Sequence[Scored]]) -> int:
    if args.pin_floors:
        pin_sets(Path(args.pin_floors), new, args.lower_floors, "answers")
    if not args.floors:
        return 0
    pinned, found = read_sets(Path(args.floors)), list[str]()
    for name, of_set in scored.items():
        measured = shares(of_set)
        if name not in pinned:
            found.append(f"{name}: no floors are pinned: pin them with --pin-floors")
            continue
        found += [f"{name}: {fault}" for fault in faults(pinned[name], new[name].questions_sha256, measured.scores())]
        found += [f"{name}: {measured.unverified} citations shown do not stand in their text"] * bool(measured.unverified)
        found += [f"{name}: {measured.forbidden} forbidden statements"] * bool(measured.forbidden)
    print("\n".join(found) or "no score is below its floor", file=sys.stderr)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
