"""Bodies that a clause names and that have merged, been renamed or ended since: their names of today, as a note beside the clause."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ingest.catalogue import Body, Catalogue
from ingest.index.records import Version
from ingest.index.tokens import Expander
from ingest.law.normalise import search_form

from .answer import Citation
from .citing import vietnamese_date


def todays_names(citations: Sequence[Citation], versions: Mapping[int, Version], catalogue: Catalogue, as_of: date) -> str | None:
    """One line for all clauses cited whose text is older than the change; None where there is nothing to say."""
    expand = Expander(catalogue)
    named = dict[str, Body]()
    for citation in citations:
        written = versions[citation.version_id].version_date
        found = [*_named(search_form(expand(citation.reads)), catalogue.places.bodies)]
        since = {b.was: b.from_date or catalogue.places.bodies_from for b in found}
        named |= {b.was: b for b in found if (day := since[b.was]) and as_of >= day and (written is None or written < day)}
    if not named:
        return None
    return f"Cơ quan mà điều khoản nêu nay đã khác: {'; '.join(_said(body) for body in named.values())}."


def _named(text: str, bodies: Sequence[Body]) -> Iterator[Body]:
    """The bodies in the text, the longest name first: the chairman of a committee is not the committee."""
    for body in sorted(bodies, key=lambda b: -len(b.was)):
        was = search_form(body.was)
        if was in text:
            text = text.replace(was, "|")
            yield body


def _said(body: Body) -> str:
    since = f" từ ngày {vietnamese_date(body.from_date)}" if body.from_date else ""
    change = f"{body.was} nay là {body.now}{since}" if body.now else f"{body.was} không còn{since}"
    return change if body.known.held else f"{change} (chưa kiểm chứng)"
