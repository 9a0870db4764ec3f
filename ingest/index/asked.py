"""How staff ask for a provision, indexed with it: the questions of the duty table and those of corpus/asked/.

Staff ask in words that the law does not use. These count in the lexical index alone: what is shown, quoted and verified is the clause.
"""

from ..catalogue import AskedTable, Catalogue, ProvisionRef
from ..law.provision import key_of
from .records import RowPlace, SearchText

_DEADLINE = "Thời hạn bao nhiêu ngày, mấy ngày, bao lâu"


class AskedQuestions:
    """The questions by provision; the duty table's by the clause that gives the duty its mode, and by the clause that gives its time."""

    def __init__(self, catalogue: Catalogue, table: AskedTable) -> None:
        self._by_clause: dict[ProvisionRef, list[str]] = {place: [*questions] for place, questions in table.questions.items()}
        for duty in catalogue.duties:
            self._by_clause.setdefault(duty.clause, []).extend((duty.duty, duty.question))
            if duty.deadline_clause:
                self._by_clause.setdefault(duty.deadline_clause, []).append(f"{_DEADLINE}: {duty.duty}")
        self._documents = {place.instrument for place in self._by_clause}

    def of(self, passage: SearchText | RowPlace) -> list[str]:
        """Duties and questions of the provision, each once."""
        if passage.document not in self._documents:
            return []
        place = ProvisionRef(passage.document, key_of(passage.component, passage.eid))
        return [*dict.fromkeys(self._by_clause.get(place, ()))]
