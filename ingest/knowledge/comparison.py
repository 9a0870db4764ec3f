"""Our digest of an instrument against its official text, clause by clause: what it lost, added or copied."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..law.provision import ParsedText, Provision
from .facts import WORD_GROUPS, Facts, WordLists, facts_of
from .source_form import body_text, own_text, provisions, syllables

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
        self.digest, self.official, self.lists = digest, official, lists
        self.ours = {node.eid: node for node in provisions(digest)}
        articles = {eid.partition("__")[0] for eid in self.ours}
        self.theirs = {node.eid: node for node in provisions(official) if node.eid.partition("__")[0] in articles}
        self.last = next(reversed(self.theirs), "")
        self.closing = "\n".join(official.text[node.start : node.end] for node in official.root.walk() if node.kind == "conclusion")
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
                yield from self._clause(eid, node, self.theirs[eid])

    def _clause(self, eid: str, node: Provision, original: Provision) -> Iterator[Difference]:
        mine, theirs = facts_of(own_text(self.digest, node), self.lists), facts_of(own_text(self.official, original), self.lists)
        above = self._around(eid)
        yield from _differ(
            "numbers", eid, theirs.numbers - mine.named, mine.numbers | mine.named, theirs.named | above.numbers | above.named
        )
        yield from _differ("references", eid, theirs.references, mine.references, above.references)
        for group in WORD_GROUPS:
            lead = self._lead(eid).words[group] if group == "actor" else frozenset[str]()
            yield from _differ(group, eid, theirs.words[group] - lead, mine.words[group], above.words[group])
        if run := self._copied(body_text(self.digest, node)):
            yield Difference("copied", eid, added=(run,))

    def _around(self, eid: str) -> Facts:
        """The facts of the provisions above, and of the closing words for the last one: a digest may name again what stands there."""
        parts = eid.split("__")
        above = [self.theirs[name] for n in range(1, len(parts)) if (name := "__".join(parts[:n])) in self.theirs]
        texts = [own_text(self.official, node) for node in above]
        return facts_of("\n".join([*texts, self.closing] if eid == self.last else texts), self.lists)

    def _lead(self, eid: str) -> Facts:
        """The facts of our provisions above: an actor that we name there need not be named again."""
        parts = eid.split("__")
        above = [self.ours[name] for n in range(1, len(parts)) if (name := "__".join(parts[:n])) in self.ours]
        return facts_of("\n".join(own_text(self.digest, node) for node in above), self.lists)

    def _copied(self, text: str) -> str | None:
        words = syllables(text)
        runs = (words[i : i + self.longest] for i in range(len(words)))
        return next((" ".join(run) for run in runs if tuple(run) in self.runs), None)


def _differ(kind: DifferenceKind, eid: str, theirs: frozenset[str], mine: frozenset[str], may_add: frozenset[str]) -> Iterator[Difference]:
    lost, added = sorted(theirs - mine), sorted(mine - theirs - may_add)
    if lost or added:
        yield Difference(kind, eid, tuple(lost), tuple(added))
