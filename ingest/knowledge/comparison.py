"""Our digest of an instrument against its official text, clause by clause: what it lost, added or copied."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Literal

from ..law.provision import ParsedText, Provision
from .facts import NO_FACTS, WORD_GROUPS, Facts, WordLists, facts_of
from .source_form import body_text, key, own_text, provisions, syllables

DifferenceKind = Literal["missing", "invented", "numbers", "references", "actor", "exception", "mode", "copied"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference in the provision `eid`: words `lost` from the text and `added` by the digest."""

    kind: DifferenceKind
    eid: str
    lost: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


def compare(digest: ParsedText, official: ParsedText, lists: WordLists) -> list[Difference]:
    """All differences, in the order of the digest. Only the articles that the digest has are compared."""
    return list(_Comparison(digest, official, lists).run())


class _Comparison:
    def __init__(self, digest: ParsedText, official: ParsedText, lists: WordLists) -> None:
        self.digest = digest
        self.ours = {key(node): node for node in provisions(digest)}
        articles = {eid.partition("__")[0] for eid in self.ours}
        self.theirs = {key(node): node for node in provisions(official) if key(node).partition("__")[0] in articles}
        self.mine = {eid: facts_of(own_text(digest, node), lists) for eid, node in self.ours.items()}
        self.facts = {eid: facts_of(own_text(official, node), lists) for eid, node in self.theirs.items()}
        self.last = next(reversed(self.theirs), "")  # whose digest may take up the closing words
        closing = [official.text[node.start : node.end] for node in official.root.walk() if node.kind == "conclusion"]
        self.closing = facts_of("\n".join(closing), lists)
        words = syllables("\n".join(body_text(official, node) for node in self.theirs.values()))
        self.longest = lists.max_copied_syllables + 1
        self.runs = {tuple(words[i : i + self.longest]) for i in range(len(words) - self.longest + 1)}

    def run(self) -> Iterator[Difference]:
        for eid in self.theirs:
            if eid not in self.ours:
                yield Difference("missing", eid)
        for eid, node in self.ours.items():
            if eid not in self.theirs:
                yield Difference("invented", eid)
            else:
                yield from self._clause(eid, node)

    def _clause(self, eid: str, node: Provision) -> Iterator[Difference]:
        mine, theirs, above = self.mine[eid], self.facts[eid], self._above(self.facts, eid)
        if eid == self.last:
            above |= self.closing
        may_add = theirs.named | above.numbers | above.named
        yield from _differ("numbers", eid, theirs.numbers - mine.named, mine.numbers | mine.named, may_add)
        yield from _differ("references", eid, theirs.references, mine.references, above.references)
        lead = self._above(self.mine, eid).words["actor"]  # an actor that we name in the lead need not be named again
        for group in WORD_GROUPS:
            lost = theirs.words[group] - lead if group == "actor" else theirs.words[group]
            yield from _differ(group, eid, lost, mine.words[group], above.words[group])
        if run := self._copied(body_text(self.digest, node)):
            yield Difference("copied", eid, added=(run,))

    @staticmethod
    def _above(facts: Mapping[str, Facts], eid: str) -> Facts:
        """The facts of the provisions above: a clause may name again what stands there."""
        parts = eid.split("__")
        return reduce(or_, (facts["__".join(parts[:n])] for n in range(1, len(parts)) if "__".join(parts[:n]) in facts), NO_FACTS)

    def _copied(self, text: str) -> str | None:
        words = syllables(text)
        runs = (words[i : i + self.longest] for i in range(len(words)))
        return next((" ".join(run) for run in runs if tuple(run) in self.runs), None)


def _differ(kind: DifferenceKind, eid: str, theirs: frozenset[str], mine: frozenset[str], may_add: frozenset[str]) -> Iterator[Difference]:
    lost, added = sorted(theirs - mine), sorted(mine - theirs - may_add)
    if lost or added:
        yield Difference(kind, eid, tuple(lost), tuple(added))
