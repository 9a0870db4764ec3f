"""A search hit as the row that `assistant search --json` prints: a contract that may grow, not change."""

from typing import Any

from .citing import citation_label, doubt_of
from .retrieval import Hit


def search_row(rank: int, hit: Hit) -> dict[str, Any]:
    passage = hit.passage
    version, validity = passage.version, passage.validity
    return {
        "rank": rank,
        "document": version.document,
        "version": version.version,
        "eid": passage.eid,
        "component": passage.component,
        "article": passage.article,
        "clause": passage.clause,
        "point": passage.point,
        "title": version.title,
        "heading": passage.heading,
        "lead": passage.lead,
        "text": passage.text,
        "label": citation_label(version, passage.component, passage.eid, passage.heading),
        "text_kind": version.text_kind,
        "score": round(hit.score, 4),
        "coverage": round(hit.coverage, 3),
        "in_force": hit.state,
        "valid_from": validity.valid_from.isoformat() if validity.valid_from else None,
        "valid_to": validity.valid_to.isoformat() if validity.valid_to else None,
        "start": passage.start,
        "end": passage.end,
        "doubt": doubt_of(version, passage.start, passage.end),
    }
