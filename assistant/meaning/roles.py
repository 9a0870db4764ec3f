"""What is said of whom: actors and numbers that have changed places. Each rule wants both sides of the exchange, so that another order
of words is no fault."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.law.normalise import search_form

from .reading import REACH, Reading, value
from .said import Said

# Set on the odd rows of benchmarks/questions/statements/*.jsonl and on digests against the official texts that they restate.
EXCHANGED = 1.0  # how much more the words of two actors are those of each other than their own, both together
CROSSED = 0.9  # the same for clauses, in words that only one of them has
OWNS = frozenset({search_form("của")})  # "của A" says whose it is, not who does it
PASSIVE = frozenset(map(search_form, ("được", "bị")))  # "A được B miễn" says it of both
WHEN = search_form("khi")
VALUED = 8  # words before a number that tell what it measures


@dataclass(frozen=True, slots=True)
class Part:
    """An actor or a number with the words behind it; actors of one list share them."""

    name: str
    words: frozenset[str]
    before: frozenset[str]
    is_number: bool


def _parts(reading: Reading) -> list[Part]:
    actors = [Part(s.means, _behind(reading, i), reading.before(i, 2), False) for i, s in reading.of_kind("actor")]
    return [*actors, *(Part(number, _behind(reading, i), frozenset(), True) for i, number in reading.numbers)]


def _behind(reading: Reading, index: int) -> frozenset[str]:
    units, found = reading.units, list[str]()
    number, k = units[index].is_number, index + 1
    if index and units[index - 1].word in OWNS:
        return frozenset()
    while not number and k < len(units) and (units[k].joins or units[k].is_a("actor", "zone")):
        k += 1
    if not number and k + 1 < len(units) and units[k].word == WHEN and units[k + 1].word in PASSIVE:
        k += 1
    if not number and k + 1 < len(units) and units[k].word in PASSIVE and units[k + 1].is_a("actor"):
        k += 2
    for unit in units[k:]:
        ends = unit.stop or unit.is_a("turn", "actor") or len(found) >= REACH or (number and unit.is_number)
        if ends or (unit.word == "," and found):
            break
        found += [] if unit.is_a("zone") else unit.words
    return frozenset(found)


def misplaced(stated: Reading, said: Said) -> Iterator[str]:
    """An actor of which all is said that the provisions say of another one, whom the statement leaves out."""
    known = [p for r in said.readings for p in _parts(r) if not p.is_number]
    like = {s.means: {s.means, *s.like} for r in (stated, *said.readings) for _, s in r.of_kind("actor")}
    for mine in _parts(stated):
        if mine.is_number or len(mine.words) < 2:
            continue
        own = [p for p in known if p.name in like[mine.name] or mine.name in like[p.name]]
        if any(mine.words & p.words or mine.before & p.before for p in own) or _continued(mine, said):
            continue
        for other in known:
            if other not in own and other.name not in stated.means and mine.words <= other.words:
                yield f"điều khoản được dẫn nói việc này của “{other.name}”, không phải của “{mine.name}”"
                break


def _continued(mine: Part, said: Said) -> bool:
    """Whether a clause that names nobody before says it, of the actor of the clause before: "A quản lý; kiểm tra việc B lập"."""
    for provision in said.provisions:
        subject = ""
        for clause in provision.own.clauses:
            actors = [i for i, _ in clause.of_kind("actor")]
            opens = clause.after(-1, len(mine.words) + 1)
            if subject == mine.name and mine.words <= opens and (not actors or actors[0] > 1):
                return True
            if actors and actors[0] <= 1:
                subject = clause.of_kind("actor")[0][1].means
    return False


def exchanged(stated: Reading, said: Said) -> Iterator[str]:
    """Two actors or two numbers, each with the words of the other."""
    mine, known = _parts(stated), dict[str, list[frozenset[str]]]()
    for reading in said.readings:
        for part in _parts(reading):
            known.setdefault(part.name, []).append(part.words)
    for n, one in enumerate(mine):
        for other in mine[n + 1 :]:
            both = one.name in known and other.name in known and one.name != other.name and one.is_number == other.is_number
            if not both or _elsewhere(one, mine, known):
                continue
            gains = [_held(a.words, known[b.name]) - _held(a.words, known[a.name]) for a, b in ((one, other), (other, one))]
            if min(gains) > 0 and sum(gains) >= EXCHANGED:
                yield f"“{one.name}” và “{other.name}” đổi chỗ cho nhau so với điều khoản được dẫn"


def valued(stated: Reading, said: Said) -> Iterator[str]:
    """Two numbers, each with the words that stand before the other alone in the provisions."""
    mine, known = _valued(stated), dict[str, list[frozenset[str]]]()
    for reading in said.readings:
        for number, words in _valued(reading):
            known.setdefault(number, []).append(words)
    for n, (one, ones) in enumerate(mine):
        for other, others in mine[n + 1 :]:
            if one == other or len(known.get(one, ())) != 1 or len(known.get(other, ())) != 1:
                continue
            (of_one,), (of_other,) = known[one], known[other]
            if (
                (ones - others) & (of_other - of_one)
                and (others - ones) & (of_one - of_other)
                and not ((ones - others) & (of_one - of_other) or (others - ones) & (of_other - of_one))
            ):
                yield f"số {one} và số {other} đổi chỗ cho nhau so với điều khoản được dẫn"


def _valued(reading: Reading) -> list[tuple[str, frozenset[str]]]:
    return [(number, reading.before(i, VALUED)) for i, number in reading.numbers]


def _elsewhere(part: Part, parts: Sequence[Part], known: Mapping[str, list[frozenset[str]]]) -> bool:
    """Whether the statement names it again, with words of its own."""
    return any(p is not part and p.name == part.name and any(p.words & words for words in known[part.name]) for p in parts)


def _held(words: frozenset[str], known: Sequence[frozenset[str]]) -> float:
    return max((len(words & other) / len(words) for other in known), default=0.0) if words else 0.0


@dataclass(frozen=True, slots=True)
class Clause:
    """The actors of a clause, those of them that are not only said to own something, its words and its numbers."""

    actors: frozenset[str]
    doers: frozenset[str]
    words: frozenset[str]
    numbers: frozenset[str]


def crossed(stated: Reading, said: Said) -> Iterator[str]:
    """Two clauses, each with the actor of the other."""
    mine = [_clause(c) for c in stated.turns]
    if len(mine) < 2:
        return
    theirs = [_clause(c) for r in said.readings for c in r.clauses]
    for n, one in enumerate(mine):
        for other in mine[n + 1 :]:
            pairs = ((a, b) for a in sorted(one.doers - other.actors) for b in sorted(other.doers - one.actors))
            for a, b in pairs:
                if _is_crossed(one, other, [c for c in theirs if a in c.doers and b not in c.doers],
                               [c for c in theirs if b in c.doers and a not in c.doers], {a, b}):  # fmt: skip
                    yield f"“{a}” và “{b}” đổi vế cho nhau so với điều khoản được dẫn"


def _is_crossed(one: Clause, other: Clause, of_one: list[Clause], of_other: list[Clause], named: set[str]) -> bool:
    if not of_one or not of_other:
        return False
    rarity = Counter(w for c in (*of_one, *of_other) for w in c.words)

    def held(clause: Clause, among: list[Clause]) -> float:
        return max(sum(1 / rarity[w] ** 2 for w in (clause.words & c.words) - named) for c in among)

    gain = held(one, of_other) + held(other, of_one) - held(one, of_one) - held(other, of_other)
    return gain >= CROSSED or _numbers_crossed(one.numbers - other.numbers, other.numbers - one.numbers, of_one, of_other)


def _numbers_crossed(mine: frozenset[str], others: frozenset[str], of_one: list[Clause], of_other: list[Clause]) -> bool:
    """Whether the numbers of each clause stand with the actor of the other alone."""

    def stands(numbers: frozenset[str], among: list[Clause]) -> bool:
        return any(numbers & c.numbers for c in among)

    return stands(mine, of_other) and stands(others, of_one) and not stands(mine, of_one) and not stands(others, of_other)


def _doers(reading: Reading) -> frozenset[str]:
    return frozenset(s.means for i, s in reading.of_kind("actor") if not (i and reading.units[i - 1].word in OWNS))


def _clause(reading: Reading) -> Clause:
    """Zones behind an actor are part of its name; actors count as words too."""
    words, named = set[str](), False
    for unit in reading.units:
        if unit.sense and unit.is_a("actor"):
            words.add(unit.sense.means)
        elif named and (unit.joins or unit.is_a("zone")):
            continue
        else:
            words.update(unit.words)
        named = unit.is_a("actor")
    actors = frozenset(s.means for _, s in reading.of_kind("actor"))
    return Clause(actors, _doers(reading), frozenset(words), frozenset(value(reading.units[i]) for i, _ in reading.numbers))
