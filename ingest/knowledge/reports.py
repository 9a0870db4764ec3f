"""Whether the accounts of conferences and the list of the other conferences hold together."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..documents import Document
from .digests import reviews_in_order
from .finding import Finding, finding
from .knowledge import CONFERENCES, Knowledge

_QUALITY = {"plausible", "implausible", "unparseable", "contradicts"}
_DOUBTS = {"inference", "misprint", "contradiction", "outdated"}
_CONTENT = {"có nội dung", "nêu tên, không có nội dung", "không được nhắc"}
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "members": ("board", "printed", "province", "province_today", "role", "content"),
    "figures": ("id", "topic", "label", "printed", "unit", "period", "scope", "quality"),
    "doubts": ("printed", "note", "kind"),
}
_CLOSED: Mapping[tuple[str, str], set[str]] = {
    ("members", "content"): _CONTENT,
    ("figures", "quality"): _QUALITY,
    ("doubts", "kind"): _DOUBTS,
}


def report_findings(known: Knowledge) -> Iterator[Finding]:
    """All that is wrong with corpus/reports."""
    for document, front in known.reports:
        file = f"reports/{document.path.name}"
        if not isinstance(front.get("made_on"), date):
            yield finding("wrong_date", file, "", f"made_on = {front.get('made_on')!r} không phải là ngày.")
        yield from reviews_in_order(file, front)
        for name in _FIELDS:
            for position, entry in enumerate(front.get(name, []), 1):
                yield from _entry(file, name, position, entry)
        yield from _figures(file, document, front)
        yield from _statements(file, document)
        yield from _named_statements(file, document, front)
    yield from _conferences(known)


def _entry(file: str, name: str, position: int, entry: Any) -> Iterator[Finding]:
    called = f"{name} thứ {position}"
    for key in _FIELDS[name]:
        value = entry.get(key) if isinstance(entry, dict) else None
        if not isinstance(value, str) or not value.strip():
            yield finding("missing_key", file, called, f"thiếu khóa “{key}”.")
        elif value not in _CLOSED.get((name, key), {value}):
            yield finding("wrong_value", file, called, f"{key} = {value!r} không thuộc: {', '.join(sorted(_CLOSED[name, key]))}.")


def _figures(file: str, document: Document, front: Mapping[str, Any]) -> Iterator[Finding]:
    """A figure must stand as printed in a statement, and one that cannot be trusted must say why."""
    ids = set[str]()
    for figure in front.get("figures", []):
        name, printed = str(figure.get("id")), str(figure.get("printed", ""))
        if name in ids:
            yield finding("duplicate", file, f"số liệu {name}", "id này có hai mục.")
        ids.add(name)
        if printed not in document.parsed.text and printed.split()[0] not in document.parsed.text:
            yield finding("report", file, f"số liệu {name}", f"“{printed}” không có trong ý nào của bản ghi.")
        if figure.get("quality") != "plausible" and not figure.get("note"):
            yield finding("report", file, f"số liệu {name}", "số liệu đáng ngờ phải có note nói vì sao.")


def _statements(file: str, document: Document) -> Iterator[Finding]:
    for block in document.parsed.root.children:
        if block.kind == "statement_block":
            numbers = [child.number for child in block.children]
            if numbers != [str(n) for n in range(1, len(numbers) + 1)] or not numbers:
                yield finding("report", file, f"mục {block.number}", "các ý không được đánh số liên tục từ 1.")


def _named_statements(file: str, document: Document, front: Mapping[str, Any]) -> Iterator[Finding]:
    """The head must not name a statement that the account does not have."""
    held = {node.eid for node in document.parsed.root.walk() if node.kind == "statement"}
    lists = [front, *front.get("doubts", [])]
    named = [eid for one in lists if isinstance(one, dict) for key in ("roll", "of_all", "about") for eid in one.get(key, [])]
    yield from (finding("report", file, f"ý {eid}", "bản ghi không có ý này.") for eid in named if eid not in held)


def _conferences(known: Knowledge) -> Iterator[Finding]:
    file, ids = f"reports/{CONFERENCES}", set[str]()
    for one in known.conferences:
        if one.id in ids:
            yield finding("duplicate", file, f"mục {one.id}", "id này có hai mục.")
        ids.add(one.id)
        if one.url and not one.url.startswith("https://"):
            yield finding("wrong_value", file, f"mục {one.id}", f"url = {one.url!r} phải bắt đầu bằng https://.")
