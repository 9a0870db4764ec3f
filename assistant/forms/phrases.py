"""The words that a paper prints around what was verified: corpus/forms/words.toml, each with the places that it leaves open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import Formatter

from ingest.catalogue import CatalogueError
from ingest.catalogue.entry import Entry

# Every part that is printed, and what stands in its places.
_PLACES: Mapping[str, frozenset[str]] = {
    part: frozenset(places.split())
    for part, places in {
        "no-topic": "", "question": "title", "provision": "name text", "provision-digest": "name text", "of-report": "name text",
        "others": "provisions", "rests-on": "provisions", "report-again": "place", "own-note": "note", "clauses-in-appendix": "",
        "text-end": "", "copies-first": "",
        "comparison": "places", "comparison-topics": "", "comparison-places": "", "comparison-digest": "", "comparison-row": "row",
        "comparison-absent": "", "comparison-sources": "sources",
        "appendix-title": "", "appendix-of": "kind number day issuer", "appendix-row": "", "appendix-clause": "", "appendix-words": "",
        "appendix-state": "day", "clause-digest": "", "clause-report": "", "digest-note": "",
        "no-force": "", "applies-from": "day", "not-yet": "day", "ended": "day", "ends": "day", "changed": "kind number made",
        "changed-on": "kind number made day", "unnamed-kind": "", "not-shown": "",
    }.items()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrases:
    """Every part of the table, and no other."""

    words: Mapping[str, str]

    def say(self, part: str, **filled: object) -> str:
        """The words of a part with its places filled."""
        return self.words[part].format(**filled)


def phrases_of(entries: Iterable[Entry]) -> Phrases:
    """The table as a whole. Raises CatalogueError where a part is missing or leaves other places open than the paper fills."""
    words = dict(map(_words, entries))
    if missing := [part for part in _PLACES if part not in words]:
        raise CatalogueError(f"words.toml lacks the words of {missing[0]!r}; copy them from the shipped table")
    return Phrases(words)


def _words(entry: Entry) -> tuple[str, str]:
    part, words = entry.choice("part", tuple(_PLACES)), entry.text("words")
    if not entry.text("clause", "") and not entry.text("house", ""):
        raise entry.error("names neither the clause of the decree nor, under 'house', that the words are our own")
    try:
        places = {name for _, name, _, _ in Formatter().parse(words) if name is not None}
    except ValueError as error:
        raise entry.error(f"words = {words!r} cannot be filled: {error}") from error
    if places != _PLACES[part]:
        wanted = " ".join(f"{{{name}}}" for name in sorted(_PLACES[part])) or "no place"
        raise entry.error(f"words = {words!r} must leave open {wanted}")
    return part, words
