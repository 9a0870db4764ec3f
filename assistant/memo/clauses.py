"""The rows of the appendix: each clause cited, its words, and its state on the day of the paper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ingest.catalogue import CHANGES, Catalogue, Effect
from ingest.index.records import Version
from ingest.index.tokens import Expander
from ingest.law.validity import STATE_LABELS, unapplied_effects

from ..answer import Citation
from ..citing import sentence, vietnamese_date
from ..forms import Phrases
from ..numbering import without_number
from ..warnings import touches


@dataclass(frozen=True, slots=True)
class Clause:
    """`words` are its paragraphs: in quotation marks from an official text alone, else marked as what they are."""

    name: str
    words: tuple[str, ...]
    state: str


def clause_rows(
    citations: Iterable[Citation], versions: Mapping[int, Version], catalogue: Catalogue, day: date, phrases: Phrases
) -> list[Clause]:
    """One row a clause; a document is named in full in its first row."""
    rows, named, states = list[Clause](), set[str](), _States(catalogue, day, phrases)
    for citation in citations:
        version = versions[citation.version_id]
        name = citation.label if citation.document in named else citation.full_citation
        if version.text_kind == "report":
            name = citation.place if citation.document in named else f"{citation.place}, {version.title}"
        named.add(citation.document)
        rows.append(Clause(sentence(name), tuple(_words(citation, phrases)), states.of(citation, version)))
    return rows


def _words(citation: Citation, phrases: Phrases) -> list[str]:
    """The lead that the clause cannot be read without, then the clause, line by line as it stands."""
    lead = [" ".join(citation.lead.split())] if citation.lead else []
    if citation.quote is not None:
        lines = [*lead, *(line.strip() for line in citation.quote.splitlines() if line.strip())]
        return [f"{'“' if n == 0 else ''}{line}{'”' if n == len(lines) - 1 else ''}" for n, line in enumerate(lines)]
    mark = phrases.say("clause-report" if citation.text_kind == "report" else "clause-digest")
    own = without_number(" ".join((citation.excerpt or "").split()))
    lines = [without_number(part) for part in lead] + [own]
    return [f"{mark} {lines[0]}", *lines[1:]]


class _States:
    """Says of provisions whether they apply on one day."""

    def __init__(self, catalogue: Catalogue, day: date, phrases: Phrases) -> None:
        self._catalogue, self._day, self._say, self._expand = catalogue, day, phrases.say, Expander(catalogue)

    def of(self, citation: Citation, version: Version) -> str:
        """Whether it applies on the day and since when, then what has changed it and whether the words shown have it."""
        if version.text_kind == "report":
            return self._say("no-force")
        touching = [
            e
            for e in self._catalogue.effects_on(citation.document, citation.key)
            if e.kind in CHANGES and e.applies(self._day) and touches(e, citation, self._expand)
        ]
        unseen = unapplied_effects(self._catalogue, citation.document, citation.key, version.version_date, self._day)
        shown = [self._say("not-shown")] if any(e in unseen for e in touching) else []
        made = dict.fromkeys(map(self._change, touching))
        return "; ".join([sentence(self._label(citation)), *self._end(citation), *made, *shown]) + "."

    def _label(self, citation: Citation) -> str:
        if citation.in_force == "in_force" and citation.valid_from:
            return self._say("applies-from", day=vietnamese_date(citation.valid_from))
        if citation.in_force == "not_yet" and citation.valid_from:
            return self._say("not-yet", day=vietnamese_date(citation.valid_from))
        if citation.in_force == "expired" and citation.valid_to:
            return self._say("ended", day=vietnamese_date(citation.valid_to))
        return STATE_LABELS[citation.in_force]

    def _end(self, citation: Citation) -> list[str]:
        """When it ends, where that is still to come."""
        return [self._say("ends", day=vietnamese_date(citation.valid_to))] if citation.valid_to and citation.in_force != "expired" else []

    def _change(self, effect: Effect) -> str:
        instrument = self._catalogue.instrument(effect.source.instrument)
        kind = instrument.kind if instrument else self._say("unnamed-kind")
        told = {"kind": kind, "number": effect.source.instrument, "made": CHANGES[effect.kind]}
        return self._say("changed-on", **told, day=vietnamese_date(effect.from_date)) if effect.from_date else self._say("changed", **told)
