"""The retrieval gate: what the search finds on each question set, beside what others would build, against pinned floors."""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from assistant import Assistant, open_assistant
from ingest.index import IndexProblem

from .board_questions import QuestionFileError, digest_of, find_questions
from .floors import FloorsError, Pinned, faults, floors_for, pin_sets, read_sets
from .machine import machine_line
from .metrics import Quality
from .peers import build_peers, require_peers
from .retrieval_scores import (
    DEPTHS,
    Found,
    Held,
    OfPeer,
    Product,
    Ranker,
    Shares,
    by_group,
    find_clauses,
    find_places,
    place_scores,
    shares_of,
)
from .retrieval_sets import NOT_BY_DEFAULT, SETS, QuestionSet, build_index, digest_of_texts, read_place_questions, sources_of, spread
from .shared import ABSENT, DataAbsent, add_shared_option
from .tables import markdown, portion

FLOORS = Path(__file__).parent / "retrieval-floors.toml"
OURS = "ours"
NOT_HELD = "not held"
CLAUSE_HEADER = ("questions", "clauses", NOT_HELD, *(f"in first {depth}" if depth == 1 else str(depth) for depth in DEPTHS))
PLACE_HEADER = ("ranker", "R@1", "R@5", "R@10", "MRR@10", "unaccented R@1", "R@5", "R@10", "MRR@10")


@dataclass(frozen=True, slots=True)
class Measured:
    """Of one set: what was asked over which texts, the product's scores, and the tables to print."""

    name: str
    questions_sha256: str
    corpus_sha256: str
    questions: int
    expected: int
    scores: dict[str, float]
    tables: str

    def __str__(self) -> str:
        digests = f"questions sha256 {self.questions_sha256}; texts sha256 {self.corpus_sha256}"
        return f"## {self.name}: {self.questions} questions, {self.expected} expected places\n\n{self.tables}\n\n{digests}\n"

    def pinned(self) -> Pinned:
        return Pinned(self.questions_sha256, self.questions, self.expected, floors_for(self.scores), self.corpus_sha256)

    def faults(self, pinned: Pinned | None) -> list[str]:
        """What fails the gate; that more clauses are not held than when the floors were pinned fails it too."""
        if pinned is None:
            return [f"{self.name}: no floors are pinned: pin them with --pin-floors"]
        found = faults(pinned, self.questions_sha256, self.scores)
        if self.questions != pinned.questions:
            found.append(f"{self.questions} questions were asked, the floors are for {pinned.questions}")
        elif self.expected < pinned.expected:
            found.append(f"{self.expected} expected places are held, the floors are for {pinned.expected}")
        return [f"{self.name}: {fault}" for fault in found]


def main(argv: Sequence[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(argv)
    sets, indexes, peer_sets = _named_sets(parser, args.sets), _named_indexes(parser, args.index), _peer_sets(parser, args)
    try:
        if peer_sets and not args.plain:
            require_peers()
        measured = []
        for one in _measure(args, sets, indexes, peer_sets):
            print(one, flush=True)
            measured.append(one)
        if not measured:
            print("no set could be measured.", file=sys.stderr)
            return ABSENT
        print(machine_line())
        return _gate(args, measured)
    except (DataAbsent, IndexProblem) as error:
        print(error, file=sys.stderr)
        return ABSENT
    except (QuestionFileError, FloorsError) as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.retrieval", description=__doc__)
    by_default = ",".join(name for name in SETS if name not in NOT_BY_DEFAULT)
    parser.add_argument("--sets", metavar="NAMES", default=by_default, help=f"of {', '.join(SETS)} (default: {by_default})")
    parser.add_argument(
        "--index", metavar="NAME=PATH", action="append", default=[], help="a built index for a set; may be repeated (default: build one)"
    )
    parser.add_argument("--questions", metavar="N", type=_count, help="ask only so many of each set, from all over its file")
    parser.add_argument("--peers", action="store_true", help="also measure plain BM25, and the usual splitter with Chroma")
    parser.add_argument("--plain", action="store_true", help="of the peers plain BM25 alone")
    parser.add_argument("--peer-sets", metavar="NAMES", help="peers on these sets only (default with --peers: all but dsc)")
    parser.add_argument(
        "--floors", nargs="?", const=str(FLOORS), metavar="FILE", help=f"exit 1 below a floor in FILE (default benchmarks/{FLOORS.name})"
    )
    parser.add_argument("--pin-floors", nargs="?", const=str(FLOORS), metavar="FILE", help="pin floors slightly below what is measured")
    parser.add_argument("--lower-floors", action="store_true", help="with --pin-floors: lower floors too")
    add_shared_option(parser)
    return parser


def _count(text: str) -> int:
    if (count := int(text)) < 1:
        raise ValueError(text)
    return count


def _named_sets(parser: argparse.ArgumentParser, names: str) -> list[QuestionSet]:
    """The sets of a list of names, those of one index together."""
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    if unknown := [name for name in wanted if name not in SETS]:
        parser.error(f"no such set: {', '.join(unknown)}; there are {', '.join(SETS)}")
    return [one for one in SETS.values() if one.name in wanted]


def _named_indexes(parser: argparse.ArgumentParser, given: Sequence[str]) -> dict[str, Path]:
    """The built index by the name of what it is for: of one set's name, or of all sets that share it."""
    found = {}
    for one in given:
        name, _, path = one.partition("=")
        if name not in SETS or not path:
            parser.error(f"--index takes NAME=PATH with the name of a set, not {one!r}")
        found[SETS[name].index] = Path(path).expanduser().resolve()
    return found


def _measure(
    args: argparse.Namespace, sets: Sequence[QuestionSet], indexes: Mapping[str, Path], peer_sets: Sequence[str]
) -> Iterator[Measured]:
    """Set by set, each index open only while its sets are asked; what is absent is named and left out. Raises IndexProblem."""
    for index, group in groupby(sets, key=lambda one: one.index):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            try:
                asked = [(one, one.question_file(args.shared)) for one in group]
                sources = sources_of(index, args.shared)
            except DataAbsent as error:
                print(f"{index}: left out, {error}", file=sys.stderr)
                continue
            path = indexes.get(index) or build_index(sources, Path(folder))
            bench = _Bench(open_assistant(path), digest_of_texts(sources), Path(folder), args.plain)
            for one, file in asked:
                yield bench.measure(one, file, args.questions, one.name in peer_sets)


def _peer_sets(parser: argparse.ArgumentParser, args: argparse.Namespace) -> list[str]:
    """The names of the sets that the peers are measured on too."""
    if args.peer_sets:
        return [one.name for one in _named_sets(parser, args.peer_sets)]
    return [name for name in SETS if args.peers and name not in NOT_BY_DEFAULT]


class _Bench:
    """One index, open, with the product and its peers over it."""

    def __init__(self, assistant: Assistant, corpus_sha256: str, folder: Path, plain: bool = False) -> None:
        self._assistant, self._corpus_sha256, self._folder, self._plain = assistant, corpus_sha256, folder, plain
        self._held = Held(assistant.index.opened().store)
        self._product: dict[str, Ranker] = {OURS: Product(assistant)}
        self._peers: dict[str, Ranker] = {}

    def measure(self, one: QuestionSet, file: Path, count: int | None, with_peers: bool) -> Measured:
        rankers = self._product | (self._built_peers() if with_peers else {})
        if one.level == "clause":
            questions = spread([q for q in find_questions(file) if q.answerable], count)
            found = {name: find_clauses(ranker, questions, self._held, one.sets_aside) for name, ranker in rankers.items()}
            shares = shares_of(found[OURS])
            tables = _clause_tables(found, one.sets_aside)
            asked, expected, scores = shares.questions, shares.clauses, shares.scores()
        else:
            places = spread(read_place_questions(file, one.level), count)
            qualities = {name: find_places(ranker, places, one.level) for name, ranker in rankers.items()}
            tables, asked, expected = _place_table(qualities), len(places), sum(len(q.gold) for q in places)
            scores = place_scores(*qualities[OURS])
        return Measured(one.name, digest_of(file), self._corpus_sha256, asked, expected, scores, tables)

    def _built_peers(self) -> dict[str, Ranker]:
        if not self._peers:
            peers = build_peers(self._held.store, self._assistant.index.embedder, self._folder / "peers", self._plain)
            self._peers = {peer.name: OfPeer(peer, self._held) for peer in peers}
        return self._peers


def _clause_tables(found: Mapping[str, Sequence[Found]], with_not_held: bool) -> str:
    """All rankers, then ours by style and by field."""
    groups = {
        "ranker": {name: shares_of(of_ranker) for name, of_ranker in found.items()},
        "style": by_group(found[OURS], lambda one: one.question.style),
        "field": by_group(found[OURS], lambda one: one.question.field),
    }
    columns = [column for column in CLAUSE_HEADER if with_not_held or column != NOT_HELD]
    return "\n\n".join(
        markdown([group, *columns], [[name, *(cells[column] for column in columns)] for name, cells in _clause_cells(shares)])
        for group, shares in groups.items()
    )


def _clause_cells(groups: Mapping[str, Shares]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each group's line by column; a share of nothing is a dash."""
    for name, s in groups.items():
        found = [portion(value) if s.clauses else "–" for value in s.found.values()]
        yield name, dict(zip(CLAUSE_HEADER, [str(s.questions), str(s.clauses), str(s.not_held), *found], strict=True))


def _place_table(qualities: Mapping[str, tuple[Quality, Quality]]) -> str:
    return markdown(PLACE_HEADER, [[name, *map(portion, place_scores(*both).values())] for name, both in qualities.items()])


def _gate(args: argparse.Namespace, measured: Sequence[Measured]) -> int:
    if args.pin_floors:
        pin_sets(Path(args.pin_floors), {one.name: one.pinned() for one in measured}, args.lower_floors)
    if not args.floors:
        return 0
    pinned = read_sets(Path(args.floors))
    found = [fault for one in measured for fault in one.faults(pinned.get(one.name))]
    print("\n".join(found) or "no score is below its floor", file=sys.stderr)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
