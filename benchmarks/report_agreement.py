"""What is read from a published report against our own account of the same conference: each difference named."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.numbering import without_number
from assistant.published.align import Printed, Restating, aligned
from ingest.catalogue import CORPUS, Catalogue
from ingest.documents import front_matter, load_document
from ingest.index.tokens import Expander
from ingest.law.normalise import normalise, search_form
from ingest.passages import Passage, passages_of
from ingest.readers import read
from ingest.reports import PublishedReport, account_of, eids_of, reader_of

_HEADING = re.compile(r"(?P<titles>[^()]+) \((?:ông|bà) (?P<name>[^()]+)\)")
_CAPTIONED = re.compile(r"\d+\. (?P<titles>[^()]+) tỉnh (?P<province>[^()]+) \((?:ông|bà) (?P<name>[^()]+)\)")
_NUMBER = re.compile(r"\d[\d.,]*")


class NoAccount(Exception):
    """A text that is no report, or of whose conference no account is held."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one matter: how many both have, and each difference."""

    matter: str
    both: int
    differences: tuple[str, ...]


def agreements(path: Path, catalogue: Catalogue, corpus: Path = CORPUS) -> list[Agreement]:
    """Speakers, boards, figures and attributions of the text in a file against the account of its conference. Raises NoAccount."""
    text = normalise(read(path).text)
    reader = reader_of(catalogue)
    card = account_of(text, catalogue) if reader.is_report(text) else None
    if card is None:
        raise NoAccount(f"{path.name} is no report of a conference that an account is held of")
    file = next(f for f in sorted((corpus / "reports").glob("*.md")) if front_matter(f).get("id") == card.id)
    account = [p for p in passages_of(load_document(file, catalogue)) if p.eid.startswith("stm_")]
    report = reader.read(text)
    return [
        _compared("speakers", _speakers(account, _provinces(file), catalogue), _read_speakers(report)),
        _compared("boards", {m.province for m in card.members}, set(report.boards)),
        _compared("figures", _figures(front_matter(file)["figures"]), _read_figures(report)),
        _periods(front_matter(file)["figures"], report),
        _attributions(account, report, catalogue, card.remarks),
    ]


def _provinces(file: Path) -> dict[str, str]:
    """The province of each block of an account: "PB-6" → "Hải Phòng", "" for the whole bloc."""
    blocks = re.findall(r"^### (?P<id>[A-Z]{2}-\d+)\.[^\n]*\n> tỉnh: (?P<province>[^·\n]+?) ·", file.read_text("utf-8"), re.MULTILINE)
    return {f"stm_{block.lower()}": "" if province == "toàn Khối" else province for block, province in blocks}


def _compared(matter: str, ours: Iterable[Any], printed: Iterable[Any]) -> Agreement:
    one, other = {_form(o): o for o in ours}, {_form(p): p for p in printed}
    differences = [f"only in the account: {one[k]}" for k in one if k not in other]
    differences += [f"only in the text: {other[k]}" for k in other if k not in one]
    return Agreement(matter, len(one.keys() & other.keys()), tuple(differences))


def _form(value: Any) -> str:
    return search_form(" | ".join(map(str, value)) if isinstance(value, tuple) else str(value))


def _speakers(account: Iterable[Passage], provinces: dict[str, str], catalogue: Catalogue) -> set[tuple[str, str, str]]:
    """Name, office and province of those whom a block is of, and of those whom a statement knows from a caption."""
    found = set[tuple[str, str, str]]()
    for passage in account:
        if match := _HEADING.match(passage.heading):
            found.add((match["name"], _office(match["titles"], catalogue), provinces[passage.eid.rpartition("_")[0]]))
        elif "chú thích ảnh" in passage.text and (match := _CAPTIONED.search(passage.text)):
            found.add((match["name"], _office(match["titles"], catalogue), match["province"]))
    return found


def _office(titles: str, catalogue: Catalogue) -> str:
    """The office that titles begin with."""
    return max((o.name for o in catalogue.reporting.offices if titles.startswith(o.name)), key=len, default="")


def _read_speakers(report: PublishedReport) -> set[tuple[str, str, str]]:
    return {(s.name, s.office, s.province) for s in report.speakers if s.name}


def _figures(entries: Iterable[dict[str, Any]]) -> set[tuple[str, str, str]]:
    return {(_number(e["printed"]), e["unit"], e["quality"]) for e in entries}


def _read_figures(report: PublishedReport) -> set[tuple[str, str, str]]:
    return {(f.number, f.unit, f.quality) for f in report.figures}


def _periods(entries: Iterable[dict[str, Any]], report: PublishedReport) -> Agreement:
    """The periods of the figures that both have; a period that only says more ("6 tháng đầu năm", "… 2023") is the same."""
    printed = {f.number: f.period for f in report.figures}
    pairs = [(n, e["period"], printed[n]) for e in entries if (n := _number(e["printed"])) in printed]
    differing = [(n, ours, theirs) for n, ours, theirs in pairs if _form(ours) not in _form(theirs) and _form(theirs) not in _form(ours)]
    told = tuple(f"{n} is of “{ours}” in the account, of “{theirs}” in the text" for n, ours, theirs in differing)
    return Agreement("periods", len(pairs) - len(differing), told)


def _number(printed: str) -> str:
    match = _NUMBER.search(printed)
    return match[0] if match else printed


def _attributions(account: list[Passage], report: PublishedReport, catalogue: Catalogue, remarks: tuple[str, ...]) -> Agreement:
    """Whether the sentence that a statement restates is said by the speaker whom its block names."""
    kept = [p for p in account if p.eid not in remarks]
    names = [match["name"] if (match := _HEADING.match(p.heading)) else "" for p in kept]
    statements = [Restating(p.heading if n else "", n, without_number(p.text)) for p, n in zip(kept, names, strict=True)]
    spoken = [(eid, tuple(report.speakers[n].name for n in said.speakers), said) for eid, said in eids_of(report)]
    printed = [Printed(speakers, report.text[said.start : said.end]) for _, speakers, said in spoken]
    beside = [Printed((), report.text[p.start : p.end], True) for p in report.pieces if p.kind in {"title", "heading", "caption"}]
    found = aligned(statements, [*printed, *beside], Expander(catalogue))
    differences = list(_differing(kept, names, spoken, found))
    counts = Counter(place in found for place in range(len(kept)))
    unsaid = [f"restates no sentence: {kept[n].eid}" for n in range(len(kept)) if n not in found]
    return Agreement("attributions", counts[True] - len(differences), (*differences, *unsaid))


def _differing(kept: list[Passage], names: list[str], spoken: list[Any], found: Any) -> Iterator[str]:
    for n, place in found.items():
        eid, speakers, _ = spoken[place]
        if (names[n] not in speakers) if names[n] else bool(speakers):
            yield f"{kept[n].eid} is {names[n] or 'nobody'}'s in the account, {' and '.join(speakers) or 'nobody'}'s in the text ({eid})"
