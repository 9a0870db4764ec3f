"""The list of what is held → HTML: a table where there is room and cards where there is none. All text goes through `html.escape`."""

from collections.abc import Sequence
from html import escape

from ingest.law.validity import STATE_LABELS

from ..citing import vietnamese_date
from ..holdings import Change, Holding
from .wording import KIND_LABELS, sentence

_HEADS = ("Văn bản", "Bản đang giữ", "Hiệu lực", "Số lượng")


def as_table(holdings: Sequence[Holding]) -> str:
    """One row a work."""
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    return f'<table class="held"><thead><tr>{heads}</tr></thead><tbody>{"".join(map(_row, holdings))}</tbody></table>'


def _row(holding: Holding) -> str:
    cells = (_name(holding), _texts(holding), _force(holding), _counts(holding))
    labels = ("", *_HEADS[1:])
    marked = (f' data-label="{label}"' if label and cell else "" for label, cell in zip(labels, cells, strict=True))
    return f"<tr>{''.join(f'<td{mark}>{cell}</td>' for mark, cell in zip(marked, cells, strict=True))}</tr>"


def _name(holding: Holding) -> str:
    title = sentence(" ".join(part for part in (holding.kind, holding.title) if part))
    number = f"<strong>{escape(holding.document)}</strong> · " if "/" in holding.document else ""
    version = f'<div class="small">Bản {escape(holding.version)}</div>' if holding.version != holding.document else ""
    return f"{number}{escape(title or holding.document)}{version}{_changes(holding)}"


def _changes(holding: Holding) -> str:
    if not holding.changes:
        return ""
    without = len(holding.without_text)
    doubt = f", {without} chưa có lời văn trong kho" if without else ""
    lines = "".join(f"<li>{escape(_change(change))}</li>" for change in holding.changes)
    return f"<details><summary>{len(holding.changes)} thay đổi sau bản đang giữ{doubt}</summary><ul>{lines}</ul></details>"


def _change(change: Change) -> str:
    text = "" if change.text_held else " (kho chưa có văn bản này)"
    return f"{sentence(change.place or 'cả văn bản')}: {change.what} theo {change.by} từ ngày {vietnamese_date(change.since)}{text}"


def _texts(holding: Holding) -> str:
    kinds = ", ".join(KIND_LABELS[kind].replace(" ", "\u00a0") for kind in holding.kinds)
    doubt = "" if holding.reviewed or holding.kinds[0] == "official" else '<div class="small">chưa rà soát</div>'
    added = f'<div class="small">nạp ngày {vietnamese_date(holding.added_on)}</div>' if holding.added_on else ""
    return f"{kinds}{doubt}{added}"


def _force(holding: Holding) -> str:
    if holding.state is None:
        return ""
    start, end = holding.validity.valid_from, holding.validity.valid_to
    days = [f"từ {vietnamese_date(start)}"] if start else []
    days += [f"hết từ {vietnamese_date(end)}"] if end else []
    line = f'<div class="small">{"; ".join(days)}</div>' if days else ""
    return f'<span class="state {holding.state}">{STATE_LABELS[holding.state]}</span>{line}'


def _counts(holding: Holding) -> str:
    counted = ((holding.articles, "điều"), (holding.clauses, "khoản"), (holding.statements, "ý"))
    return ", ".join(f"{number:,}\u00a0{word}".replace(",", ".") for number, word in counted if number) or "–"
