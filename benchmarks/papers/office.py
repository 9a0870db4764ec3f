"""Paragraphs as the files that offices keep: text, Markdown, HTML and Word; a paragraph with " | " is a row of a table."""

import html
from collections.abc import Sequence
from pathlib import Path

from .pdf import HEAD
from .tables import blocks


def write_text(path: Path, paragraphs: Sequence[str]) -> Path:
    """A text or Markdown file, blank lines between the paragraphs."""
    path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    return path


def write_html(path: Path, paragraphs: Sequence[str]) -> Path:
    """A page with a menu and a footer that are none of the law."""
    body = "\n".join(_html(block) for block in blocks(paragraphs))
    path.write_text(f'<!DOCTYPE html><meta charset="utf-8"><title>Trang</title><nav>Trang chủ</nav><div>{body}</div>', encoding="utf-8")
    return path


def write_docx(path: Path, paragraphs: Sequence[str]) -> Path:
    """A Word file with a page head."""
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = HEAD
    for block in blocks(paragraphs):
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), len(block[0]))
        for row, cells in zip(table.rows, block, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    document.save(str(path))
    return path


def _html(block: str | list[list[str]]) -> str:
    if isinstance(block, str):
        return f"<p>{html.escape(block)}</p>"
    rows = "".join("<tr>" + "".join(f"<td><p>{html.escape(text)}</p></td>" for text in cells) + "</tr>" for cells in block)
    return f"<table>{rows}</table>"
