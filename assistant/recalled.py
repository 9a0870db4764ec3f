"""The provisions that an answer of an earlier turn cites, read from its text as our product or an officer writes it."""

import re
from collections.abc import Iterator
from datetime import date

from ingest.catalogue import Catalogue, ProvisionRef
from ingest.law.provision import key_of
from ingest.law.references import Context, references_in

MAX_ANSWER = 12_000  # characters of an answer that are read
MAX_LINES = 120
MAX_LINE = 600  # characters of a line: what is cited stands in front
MAX_RECALLED = 6  # provisions kept, in order of mention
_QUOTED = re.compile(r"“[^”]*”?")  # what a quotation refers to is not what the answer cites
_MARKS = re.compile(r"\[\d+\]")
# "**Nghị định số 35/2022/NĐ-CP ngày …**": the document of the bullets below it
_DOCUMENT_LINE = re.compile(r"\*\*(?P<document>[^*]+)\*\*")
# "- Khoản 2 Điều 53 – *trực tiếp*: …": a provision of that document
_BULLET = re.compile(r"-\s+(?P<place>[^:]{1,120}):")


def provisions_cited(answer: str, catalogue: Catalogue, day: date) -> tuple[ProvisionRef, ...]:
    """In order of mention; laws named without number are those of the day.

    >>> from ingest.catalogue import load_catalogue
    >>> provisions_cited("Ban quản lý cấp (khoản 2 Điều 53 Nghị định số 217/2026/NĐ-CP).", load_catalogue(), date(2026, 11, 29))
    (ProvisionRef(instrument='217/2026/NĐ-CP', eid='art_53__para_2'),)
    """
    found = dict[ProvisionRef, None]()
    for line in _labels(answer[:MAX_ANSWER]):
        for reference in references_in(line, Context(catalogue, "", on=day)):
            named = (t for t in reference.targets if t.instrument and t.eid)
            found |= dict.fromkeys(ProvisionRef(t.instrument, key_of(t.component, t.eid)) for t in named)
        if len(found) >= MAX_RECALLED:
            break
    return tuple(found)[:MAX_RECALLED]


def _labels(answer: str) -> Iterator[str]:
    """The stretches of an answer in which it cites, each with the document that it belongs to."""
    document = ""
    for written in answer.splitlines()[:MAX_LINES]:
        line = _QUOTED.sub(" ", written[:MAX_LINE].replace("\\", "")).strip()
        if heading := _DOCUMENT_LINE.fullmatch(line):
            document = heading["document"]
        elif (bullet := _BULLET.match(line)) and document:
            yield f"{bullet['place'].split(' – ')[0]} {document}"
        else:
            yield line.replace("*", "")


def words_said(answer: str, limit: int) -> str:
    """The first words of an answer in prose, without markup: what it said, where it cites nothing."""
    flat = " ".join(_MARKS.sub("", answer[:MAX_ANSWER]).replace("\\", "").replace("*", "").split())
    return flat if len(flat) <= limit else flat[:limit].rpartition(" ")[0]
