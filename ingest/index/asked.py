"""The questions that the duty table holds, indexed with the clause that answers each.

Staff ask in words that the law does not use; corpus/catalogue/duties.toml says for each duty how they ask. The words count in the
lexical index alone: what is shown, quoted and verified is the clause.
"""

from ..catalogue import Catalogue
from ..law.provision import key_of
from .records import SearchText

_DEADLINE = "Thời hạn bao nhiêu ngày, mấy ngày, bao lâu"


class AskedQuestions:
    """The duties and questions of the duty table by the clause that gives the duty its mode, and by the clause that gives its time."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._by_clause: dict[tuple[str, str], list[str]] = {}
        for duty in catalogue.duties:
            place = (duty.clause.instrument, duty.clause.eid)
            self._by_clause.setdefault(place, []).extend((duty.duty, duty.question))
            if duty.deadline_clause:
                limit = (duty.deadline_clause.instrument, duty.deadline_clause.eid)
                self._by_clause.setdefault(limit, []).append(f"{_DEADLINE}: {duty.duty}")

    def of(self, passage: SearchText) -> str:
        """Duties and questions of the provision, each once; "" where it has none."""
        return "\n".join(dict.fromkeys(self._by_clause.get((passage.document, key_of(passage.component, passage.eid)), ())))
