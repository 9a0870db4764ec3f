"""The provisions that an answer of an earlier turn cites, read from its text as our product or an officer writes it."""

import re
from collections.abc import Iterator
from datetime import date

from ingest.catalogue import Catalogue, ProvisionRef
from ingest.law.locator import Locator, locator_of
from ingest.law.provision import MAIN, key_of
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

# "khoản 2", "Điều 9", typed with accents or without
_PLACE = re.compile(
    r"""(?=(?:điểm|diem|khoản|khoan|điều|dieu)\ )
    (?:(?:điểm|diem)\ (?P<point>[a-zđ])\b\ ?)?(?:(?:khoản|khoan)\ (?P<clause>\d{1,3}[a-zđ]?)\b\ ?)?
    (?:(?:điều|dieu)\ (?P<article>\d{1,3}[a-zđ]?)\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
_THAT_DOCUMENT = re.compile(
    r"\b(?:nghị định|nghi dinh|thông tư|thong tu|quyết định|quyet dinh|văn bản|van ban|luật|luat) (?:đó|do|này|nay|ấy|ay|trên|tren)\b",
    re.IGNORECASE,
)


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


def place_named(text: str, recalled: tuple[ProvisionRef, ...]) -> tuple[ProvisionRef, ...]:
    """The place that a question names in what was cited ("khoản 2", "Điều 9"); where it names none, all that was cited.

    >>> place_named("còn khoản 3?", (ProvisionRef("217/2026/NĐ-CP", "art_53__para_2"),))
    (ProvisionRef(instrument='217/2026/NĐ-CP', eid='art_53__para_3'),)
    """
    named = next((m for m in _PLACE.finditer(text) if m[0].strip()), None)
    component, _, eid = recalled[0].eid.rpartition("/") if recalled else ("", "", "")
    around = locator_of(eid, component or MAIN)
    if named is None or around is None or not any(named.groups()):
        return recalled
    clause = named["clause"] or (None if named["article"] else around.clause)
    place = Locator(named["article"] or around.article, clause, named["point"] and named["point"].lower(), around.component)
    return (ProvisionRef(recalled[0].instrument, key_of(place.component, place.eid)),)


def document_named(text: str, cited: ProvisionRef, catalogue: Catalogue) -> str:
    """The text with the name of the document cited in place of "nghị định đó"."""
    instrument = catalogue.instrument(cited.instrument)
    name = f"{instrument.kind} số {instrument.number}" if instrument else cited.instrument
    return _THAT_DOCUMENT.sub(name, text, count=1)


def words_said(answer: str, limit: int) -> str:
    """The first words of an answer in prose, without markup: what it said, where it cites nothing."""
    flat = " ".join(_MARKS.sub("", answer[:MAX_ANSWER]).replace("\\", "").replace("*", "").split())
    return flat if len(flat) <= limit else flat[:limit].rpartition(" ")[0]
