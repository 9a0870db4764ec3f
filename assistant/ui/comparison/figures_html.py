"""A group of figures → HTML: a table whose bars only repeat the number beside them. All text goes through `html.escape`."""

from collections.abc import Iterator
from html import escape

from ...comparing.figures import FigureGroup, PrintedFigure

_TABLE = "width:100%;border-collapse:collapse"
_CAPTION = "text-align:left;font-weight:600;padding:.25rem 0"
_NAME = "text-align:left;font-weight:400;vertical-align:top;padding:.3rem .75rem .3rem 0;width:45%"
_VALUE = "vertical-align:top;padding:.3rem 0"
_BAR = "height:.6rem;background:#1d4f91;border-radius:2px;margin-top:.2rem"
_DOUBT = "color:#8a4b08"


def as_html(group: FigureGroup) -> str:
    """The group under its topic, period and unit."""
    title = f"{group.topic[:1].upper()}{group.topic[1:]} – {group.period} (đơn vị tính: {group.unit})"
    return f'<table style="{_TABLE}"><caption style="{_CAPTION}">{escape(title)}</caption><tbody>{"".join(_rows(group))}</tbody></table>'


def _rows(group: FigureGroup) -> Iterator[str]:
    longest = max((f.value or 0 for f in group.measured), default=0)
    for figure in group.figures:
        share = 100 * figure.value / longest if figure in group.measured and figure.value and longest else 0
        bar = f'<div aria-hidden="true" style="{_BAR};width:{share:.1f}%"></div>' if share else ""
        yield f'<tr><th scope="row" style="{_NAME}">{_name(figure)}</th><td style="{_VALUE}">{_printed(figure)}{bar}</td></tr>'


def _name(figure: PrintedFigure) -> str:
    label = figure.figure.label
    scope = f"<br><small>{escape(figure.figure.scope)}</small>" if figure.figure.scope else ""
    return f"{escape(label[:1].upper() + label[1:])}{scope}"


def _printed(figure: PrintedFigure) -> str:
    if not figure.doubt:
        return f"<strong>{escape(figure.with_unit)}</strong>"
    why = f"<br><small>{escape(figure.figure.note)}</small>" if figure.figure.note else ""
    return f'<span style="{_DOUBT}">“{escape(figure.figure.printed)}” – {escape(figure.doubt)}; không vẽ.</span>{why}'
