"""Whether a statement says what the provisions that it cites say.

Words are compared, not understood: a statement in other words than the provision may be struck, and one that changes the meaning without
changing an actor, a mode, a negation, a limit or what is said of whom is not found. Measured by `python -m benchmarks.verifier`.
"""

from collections.abc import Callable, Iterator, Sequence

from ingest.catalogue import Catalogue

from ..answer import Citation, Statement
from ..numbering import without_number
from . import bounds, exchange, joined, named, nearly, polarity, roles, sequence
from .reading import Reader, Reading
from .said import Said, Teller

_ENDS = ".;:"
Rule = Callable[[Reading, Said], Iterator[str]]
PRESENT: tuple[Rule, ...] = (
    named.actors, named.names, named.zones, named.modes, named.alone, named.only,
    polarity.negated, polarity.exceptions, bounds.opposites, bounds.measures,
)  # fmt: skip
# Conclusions that are composed from the tables are put together from parts: these rules need a sentence.
ALIGNED: tuple[Rule, ...] = (
    named.matter,
    named.only_who,
    named.bodies,
    named.outside,
    bounds.breadth,
    polarity.affirmed,
    polarity.excepted,
    bounds.order,
    sequence.reversals,
    roles.misplaced,
    roles.exchanged,
    roles.crossed,
    roles.valued,
    exchange.turned,
    joined.alternatives,
    exchange.given,
    exchange.ruled,
    nearly.nearly,
)


class Meaning:
    """Compares statements with their provisions. `tables`: conclusions may also say what the catalogue says of the provisions."""

    def __init__(self, catalogue: Catalogue, tables: bool = False) -> None:
        self._tables = tables
        self._reader = Reader(catalogue)
        self._teller = Teller(catalogue, self._reader, tables)

    def faults(self, statement: Statement, cited: Sequence[Citation]) -> list[str]:
        """One Vietnamese line for each thing that the provisions do not say; none for words that are theirs."""
        if _is_verbatim(statement.text, cited):
            return []
        stated, said = self._reader.read(statement.text), self._teller.said(cited)
        composed = self._tables and statement.role == "conclusion"
        rules = PRESENT if composed else (*PRESENT, *ALIGNED)
        return list(dict.fromkeys(fault for rule in rules for fault in rule(stated, said)))


def _is_verbatim(text: str, cited: Sequence[Citation]) -> bool:
    """Whether the statement is what one provision says, or whole sentences of it: half a sentence may leave out its "không"."""
    plain = _plain(text)
    return any(_holds(said, plain) for c in cited for said in _spoken(c))


def _spoken(citation: Citation) -> tuple[str, str]:
    """What the provision says, with the numbers of lead and text and without."""
    words = citation.quote or citation.excerpt or ""
    bare = " ".join((without_number(citation.lead), without_number(words)))
    return _plain(citation.reads), _plain(bare)


def _holds(said: str, plain: str) -> bool:
    at = said.find(plain) if plain else -1
    if at < 0:
        return False
    before, behind = said[:at].rstrip(), said[at + len(plain) :].lstrip()
    return (not before or before[-1] in _ENDS) and (not behind or plain[-1] in _ENDS or behind[0] in _ENDS)


def _plain(text: str) -> str:
    return " ".join(text.replace("“", "").replace("”", "").split())
