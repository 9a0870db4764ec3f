"""Markdown tables, as docs/performance.md shows them."""

from collections.abc import Iterable, Sequence


def markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with its columns filled to one width; all but the first stand to the right.

    >>> print(markdown(["engine", "R@1"], [["ours", ".86"]]))
    | engine | R@1 |
    |:-------|----:|
    | ours   | .86 |
    """
    lines = [list(header), *(list(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    rule = [":" + "-" * (width + 1) if not column else "-" * (width + 1) + ":" for column, width in enumerate(widths)]
    filled = [
        [cell.ljust(width) if not column else cell.rjust(width) for column, (cell, width) in enumerate(zip(line, widths, strict=True))]
        for line in lines
    ]
    body = [f"| {' | '.join(cells)} |" for cells in filled]
    return "\n".join([body[0], f"|{'|'.join(rule)}|", *body[1:]])


def portion(value: float) -> str:
    """A share as published tables print it.

    >>> portion(0.8604), portion(1.0)
    ('.860', '1.000')
    """
    return f"{value:.3f}".removeprefix("0")
