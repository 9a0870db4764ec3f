"""What must be said beside the table: what has changed since, what is doubtful in a report, what is not the official wording."""

from collections.abc import Mapping, Sequence
from datetime import date

from ingest.catalogue import Catalogue
from ingest.index.records import Version

from ..answer import Citation
from ..warnings import warnings_for
from .table import SourceNote

ACCOUNT = "Bản ghi lại ý kiến tại hội nghị, là nguồn tham khảo, không phải văn bản quy phạm pháp luật"
NOT_REVIEWED = "chưa rà soát"


def source_notes(
    citations: Sequence[Citation], versions: Mapping[int, Version], catalogue: Catalogue, as_of: date
) -> tuple[SourceNote, ...]:
    """Each note once, with the numbers that it is about, in the order of the numbers."""
    about = dict[str, list[int]]()
    doubts = {(card.id, eid): doubt.note for card in catalogue.reports for doubt in card.doubts for eid in doubt.about}
    for citation in citations:
        texts = [f"{ACCOUNT}{_period(catalogue, citation)}."] if citation.text_kind == "report" else []
        texts += [note for (document, eid), note in doubts.items() if (document, eid) == (citation.document, citation.eid)]
        texts += warnings_for([citation], versions, catalogue, as_of)
        for text in texts:
            about.setdefault(text, []).append(citation.n)
    return tuple(SourceNote(tuple(numbers), text) for text, numbers in about.items())


def _period(catalogue: Catalogue, citation: Citation) -> str:
    card = next((card for card in catalogue.reports if card.id == citation.document), None)
    period = f"; số liệu và ý kiến của {card.period}" if card and card.period else ""
    return period if citation.reviewed else f"{period}; {NOT_REVIEWED}"
