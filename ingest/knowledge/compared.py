"""Whether what comparisons, figures and sums rest on is held: the statements that a report's head names, the clauses of the sums."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from ..catalogue import CatalogueError, ProvisionRef
from ..catalogue.reports import ReportCard, read_report_card
from ..catalogue.sums import read_sums
from ..documents import Document
from .finding import Finding, finding
from .knowledge import Knowledge

SUMS = "catalogue/sums.toml"


def compared_findings(known: Knowledge) -> Iterator[Finding]:
    """All that is wrong with the heads of the reports and with sums.toml, as far as others do not say it."""
    for document, front in known.reports:
        yield from _report(f"reports/{document.path.name}", document, front)
    yield from _sums(known)


def _report(file: str, document: Document, front: Mapping[str, Any]) -> Iterator[Finding]:
    try:
        card = read_report_card(file, front)
    except CatalogueError as error:
        yield finding("wrong_value", file, "", str(error))
        return
    texts = {node.eid: document.parsed.text[node.start : node.end] for node in document.parsed.root.walk() if node.kind == "statement"}
    for entry, eid in _named(card):
        if eid not in texts:
            yield finding("report", file, entry, f"ý “{eid}” không có trong bản ghi.")
    for figure in card.figures:
        if figure.printed not in texts.get(figure.statement, figure.printed):
            yield finding("report", file, f"số liệu {figure.id}", f"“{figure.printed}” không có trong ý {figure.statement}.")
    for member in card.members:
        if member.is_named_only and card.roll and not member.named_in:
            yield finding("report", file, f"thành viên {member.province}", "thiếu named_in: ý nào nêu tên Ban này.")


def _named(card: ReportCard) -> Iterator[tuple[str, str]]:
    yield from (("roll", eid) for eid in card.roll)
    yield from (("of_all", eid) for eid in card.of_all)
    yield from (("chỗ đáng ngờ", eid) for doubt in card.doubts for eid in doubt.about)
    yield from ((f"thành viên {m.province}", m.named_in) for m in card.members if m.named_in)
    yield from ((f"số liệu {f.id}", f.statement) for f in card.figures)
    yield from (("chỗ trái nhau", eid) for c in card.contradictions for eid in c.statements)
    yield from ((f"rankings {topic}", eid) for topic, eid in card.unranked.items())


def _sums(known: Knowledge) -> Iterator[Finding]:
    path = known.corpus / SUMS
    if not path.is_file():
        return
    try:
        rules = read_sums(tomllib.loads(path.read_text("utf-8"))).rules
    except (CatalogueError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        yield finding("wrong_value", SUMS, "", str(error))
        return
    for rule in rules:
        for ref in rule.clauses:
            if not _is_held(known, ref):
                yield finding("unknown_clause", SUMS, f"mục {rule.id}", f"{ref.instrument} {ref.eid} không có trong văn bản nào đang giữ.")


def _is_held(known: Knowledge, ref: ProvisionRef) -> bool:
    if ref.instrument in known.seen and ref.eid in known.seen[ref.instrument].clauses:
        return True
    noted = any(n.instrument == ref.instrument and n.eid == ref.eid for file in known.notes.values() for n in file.notes)
    return noted or any(node.eid == ref.eid for text in known.texts_of(ref.instrument) for node in text.parsed.root.walk())
