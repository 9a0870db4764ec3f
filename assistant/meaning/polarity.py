"""Yes or no: negations and exceptions, each compared with the one that the provisions have on the same words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.catalogue import Sense

from .reading import Reading, Unit
from .said import Provision, Said
from .sequence import agrees

# Share of the words under a negation of the provision that a statement must hold to be about them. Set on the odd rows of
# benchmarks/questions/statements/*.jsonl and on digests against the official texts that they restate.
COVERED = 0.6
COVERED_ALONE = 0.4  # where the provision is one sentence and the statement denies nothing
COVERED_LEAD = 0.9  # of a lead: it may deny what only concerns the case at hand
COVERED_CONDITION = 0.8  # of a condition ("không nộp thì …"): a statement of what follows from it may leave it out
REPEATED = 5  # words that are the same where they are said again
ALTERNATIVE = 12  # units behind a negation within which "hoặc" makes it one of two cases ("không hoặc chậm nộp")
ALTERNATIVES = frozenset({"hoặc", "hay"})
MIN_WORDS = 2
SHARED = 3  # words that two negations govern both, though their verbs differ ("không ghi ngày họp", "không cho biết ngày họp")
BAN = "cấm"
BETWEEN = 5  # units between "không" and "cấm"
NOT = "không"  # other negations say themselves what is denied: "cấm", "miễn", "từ chối"
HEAD = 2  # words right behind a negation, mostly the verb
ALIKE = 2  # one word that both govern, or two words that both are said of


@dataclass(frozen=True, slots=True)
class Negation:
    """A negation with the words behind it, which it governs, and those before it, of which it is said."""

    sense: Sense
    index: int
    after: frozenset[str]
    before: frozenset[str]
    double: bool = False
    head: frozenset[str] = frozenset()

    def governs_like(self, other: "Negation") -> bool:
        """Whether both may deny the same: what stands right behind the one is among the words that the other governs."""
        if self.sense.means == other.sense.means != NOT:
            return not self.after or bool((self.after | self.before) & (other.after | other.before))
        near = self.head & other.after and other.head & self.after
        shared = self.head <= other.after or other.head <= self.after or len(self.after & other.after) >= SHARED
        return bool(near or shared or self.double or len(self.before & other.before) >= SHARED) and self.likeness(other) >= ALIKE

    def likeness(self, other: "Negation") -> int:
        return 2 * len(self.after & other.after) + len(self.before & other.before)


def negations(reading: Reading) -> list[Negation]:
    """Negations side by side count as one, a double one ("không cấm"), and so does a ban denied a little later."""
    units, found, banned = reading.units, list[Negation](), -1
    for i, sense in reading.of_kind("negation"):
        if i == banned or (i and units[i - 1].is_a("negation")):
            continue
        banned = _banned(units, i)
        double = banned > 0 or any(u.is_a("negation") for u in units[i + 1 : i + 2])
        found.append(Negation(sense, i, reading.after(i), reading.before(i), double, reading.after(i, HEAD)))
    return found


def _banned(units: Sequence[Unit], index: int) -> int:
    """Where the ban is that the negation denies, who or what bans before it: "không bị luật cấm", "không thuộc ngành, nghề cấm"."""
    for k in range(index + 1, min(index + 1 + BETWEEN, len(units))):
        unit = units[k]
        if unit.stop or unit.is_a("turn") or (unit.joins and unit.word != ","):
            return -1
        if unit.sense is not None and unit.is_a("negation"):
            return k if unit.sense.means == BAN else -1
    return -1


def negated(stated: Reading, said: Said) -> Iterator[str]:
    """Each negation of the statement needs one of the provisions of its own, on some of the same words."""
    free, contraposed = [n for r in said.readings for n in negations(r)], agrees(stated, said, denied=True)
    judged = [n for n in negations(stated) if not any(other in said.means for other in n.sense.like)]
    pairs = _paired(judged, free)
    free = [n for n in free if n not in pairs.values()]
    for mine in judged:
        best = pairs.get(mine)
        if best is None and _in_exception(stated, mine):
            best = next((n for r in said.readings for n in negations(r) if n in free and _in_exception(r, n)), None)
        if best is not None:
            free = [n for n in free if n is not best]
        elif mine.sense.like and any(m.sense is mine.sense and n.governs_like(mine) for m, n in pairs.items()):
            continue  # "đã xin miễn thì vẫn được miễn" exempts twice
        elif not _denies_a_mode(stated, mine, said) and not _is_exception(stated, mine, said) and not contraposed:
            yield f"câu phủ định “{_told(stated, mine.index)}”, điều khoản được dẫn không phủ định như vậy"


def _paired(mine: Sequence[Negation], theirs: Sequence[Negation]) -> dict[Negation, Negation]:
    """For each negation of the statement the one of the provisions that it is, those most alike first."""
    alike = ((m.likeness(n), k, j) for k, m in enumerate(mine) for j, n in enumerate(theirs) if n.double == m.double and m.governs_like(n))
    found = dict[int, int]()
    for _, k, j in sorted(alike, key=lambda pair: (-pair[0], pair[1:])):
        if k not in found and j not in found.values():
            found[k] = j
    return {mine[k]: theirs[j] for k, j in found.items()}


def _is_exception(stated: Reading, mine: Negation, said: Said) -> bool:
    """Whether the provisions except what the statement denies: "trừ trường hợp bất khả kháng" is "không do bất khả kháng"."""
    excepted = [r.after(i) for r in said.readings for i, _ in r.of_kind("exception")]
    return not stated.of_kind("exception") and any(len(mine.after) >= MIN_WORDS and mine.after <= words for words in excepted)


def _denies_a_mode(stated: Reading, mine: Negation, said: Said) -> bool:
    """Modes that are denied are judged with the modes, those right behind and those that the provisions do not name."""
    units, last = stated.units, min(mine.index + 6, len(stated.units))
    found = [(i, s) for i in range(mine.index + 1, last) if (s := units[i].sense) and s.kind in {"mode", "alone"} and stated.is_denied(i)]
    return any(i < mine.index + 3 or sense.means not in said.mentions for i, sense in found)


def affirmed(stated: Reading, said: Said) -> Iterator[str]:
    """A negation of the provisions on words of the statement must be in the statement too."""
    if stated.of_kind("exception"):
        return
    mine = negations(stated)
    kept = [n.after for r in said.readings for n in negations(r) if any(n.after & m.after for m in mine)]
    for provision in said.provisions:
        alone = not mine and provision.sentences == 1
        for reading, least in ((provision.own, COVERED_ALONE if alone else COVERED), (provision.lead, COVERED_LEAD)):
            for lost in _unmatched(negations(reading), mine):
                exempts = bool(lost.sense.like) and not stated.of_kind("must")
                repeated = any(2 * len(lost.after & after) >= len(lost.after) for after in kept)
                if (
                    len(lost.after) < MIN_WORDS
                    or exempts
                    or repeated
                    or _in_exception(reading, lost)
                    or _elsewhere(reading, lost)
                    or _of_another(provision, lost, stated, said)
                    or _alternative(reading, lost)
                ):
                    continue
                share = max(least, COVERED_CONDITION) if _conditional(reading, lost) else least
                if len(lost.after & stated.words) >= share * len(lost.after):
                    yield f"điều khoản được dẫn phủ định “{_told(reading, lost.index)}”, câu thì không"


def _in_exception(reading: Reading, lost: Negation) -> bool:
    """Whether the negation belongs to an exception of its clause ("trừ khi luật không cho")."""
    for unit in reversed(reading.units[: lost.index]):
        if unit.stop:
            return False
        if unit.is_a("exception"):
            return True
    return False


def _elsewhere(reading: Reading, lost: Negation) -> bool:
    """Whether the provision says the same words without the negation too: "đất không phải đất ở sang đất ở"."""
    words = [w for u in reading.units[lost.index + 1 : lost.index + 1 + ALTERNATIVE] for w in u.words][:REPEATED]
    spelt = [w for u in reading.units for w in u.words]
    return len(words) == REPEATED and sum(spelt[k : k + REPEATED] == words for k in range(len(spelt))) > 1


def _of_another(provision: Provision, lost: Negation, stated: Reading, said: Said) -> bool:
    """Whether another provision cited says the same words and denies nothing of them: a clause is cited with all its points."""
    words = lost.after & stated.words
    return any(
        words <= other.own.words and not any(words & n.after for n in negations(other.own))
        for other in said.provisions
        if other is not provision
    )


def _conditional(reading: Reading, lost: Negation) -> bool:
    """Whether the negation stands in the condition of its clause, before "thì"."""
    for unit in reading.units[lost.index :]:
        if unit.stop:
            return False
        if unit.word == "thì":
            return True
    return False


def _alternative(reading: Reading, lost: Negation) -> bool:
    """Whether both cases are told, the one denied and the other not: "không vi phạm, hoặc có vi phạm"."""
    for i in range(lost.index + 1, min(lost.index + ALTERNATIVE, len(reading.units))):
        unit = reading.units[i]
        if unit.stop:
            return False
        if unit.is_a("join") and unit.word in ALTERNATIVES:
            return bool(lost.head and lost.head <= reading.after(i))
    return False


def _unmatched(theirs: Sequence[Negation], mine: Sequence[Negation]) -> list[Negation]:
    """The negations of the provision that have none of the statement for themselves, the most alike paired first."""
    pairs = sorted(((n.likeness(m), -k, -j) for k, n in enumerate(theirs) for j, m in enumerate(mine)), reverse=True)
    done, used = set[int](), set[int]()
    for likeness, k, j in pairs:
        if likeness and theirs[-k].double == mine[-j].double and -k not in done and -j not in used:
            done.add(-k)
            used.add(-j)
    return [n for k, n in enumerate(theirs) if k not in done]


def excepted(stated: Reading, said: Said) -> Iterator[str]:
    """An exception of the provisions on words of the statement must be in the statement too."""
    if stated.of_kind("exception", "negation"):
        return
    for provision in said.provisions:
        for i, _ in provision.own.of_kind("exception"):
            words = provision.own.after(i)
            if len(words) >= MIN_WORDS and len(words & stated.words) >= COVERED_LEAD * len(words):
                yield f"điều khoản được dẫn nêu ngoại lệ “{_told(provision.own, i)}”, câu thì không"


def exceptions(stated: Reading, said: Said) -> Iterator[str]:
    mine, includes = stated.of_kind("exception"), stated.of_kind("inclusion")
    denies = bool(stated.of_kind("negation"))
    theirs = {s.kind for r in said.readings for _, s in r.of_kind("exception", "negation", "inclusion")}
    if mine and not theirs & {"exception", "negation"}:
        yield "câu nêu ngoại lệ, điều khoản được dẫn không nêu"
    if includes and not mine and "exception" in theirs and "inclusion" not in theirs:
        yield "điều khoản được dẫn nêu ngoại lệ, câu lại gồm cả"
    if includes and denies and "inclusion" not in theirs:
        yield "câu gồm cả điều mà điều khoản được dẫn không nói"
    if any(any(u.is_a("negation") for u in stated.units[max(0, i - 3) : i]) and stated.is_denied(i) for i, _ in mine):
        yield "câu phủ nhận ngoại lệ"
    if stated.of_kind("must") and not mine and not denies and any(p.lead_excepts for p in said.provisions):
        yield "điều khoản được dẫn là ngoại lệ, câu thì không"


def _told(reading: Reading, index: int) -> str:
    return " ".join(u.word for u in reading.units[index : index + 5])
