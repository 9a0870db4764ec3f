"""Memos that tests write, and what stands in a Word file: each paragraph with how it is set."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from typing import Any

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from assistant import Assistant
from assistant.desk import Item, item_of_answer, item_of_cell, item_of_clause
from assistant.memo import Details

DAY = date(2026, 11, 23)
PERMIT = "Ban quản lý có được cấp giấy phép xây dựng trong KCN không?"
CRITERIA = "Khung giá hạ tầng tăng trên 10% thì làm gì?"
SUM = "Mức tiền thưởng Tập thể lao động xuất sắc là bao nhiêu?"


def details(kind: str, **given: Any) -> Details:
    """The details of a paper of an invented office."""
    usual = {
        "subject": "thẩm quyền cấp giấy phép xây dựng", "board": "Ban Quản lý các khu công nghiệp tỉnh Hưng Yên", "unit": "QLXD",
        "recipients": ("Ủy ban nhân dân tỉnh Hưng Yên",), "copies": ("Lãnh đạo Ban",), "signer": "Trần Thị Bình",
    }  # fmt: skip
    return Details(kind, given.pop("day", DAY), **{**usual, **given})


def basket(assistant: Assistant) -> list[Item]:
    """An answer with conclusions, one with provisions alone, a clause and the cells of a comparison."""
    answers = [assistant.ask(question, DAY) for question in (PERMIT, CRITERIA)]
    items = [item_of_answer(answer) for answer in answers]
    items[0] = replace(items[0], group="Thẩm quyền", note="Đề nghị rà soát hồ sơ đang xử lý.")
    items.append(replace(item_of_clause(answers[1].citations[0], DAY), group="Thẩm quyền"))
    table = assistant.compare(["Hải Phòng", "Hưng Yên"], ["thu hút đầu tư", "quy chế phối hợp"], DAY)
    by_number = {c.n: c for c in table.citations}
    cells = [(cell, row.topic) for row in table.rows for cell in row.cells if cell.has_content and cell.citation]
    return items + [item_of_cell(cell.place, topic, cell.text, by_number[cell.citation or 0], DAY) for cell, topic in cells]


@dataclass(frozen=True)
class Line:
    """One paragraph: its words, the size, weight and slant of its first run, and where it is aligned."""

    text: str
    fonts: frozenset[str]
    sizes: frozenset[float]
    bold: bool
    italic: bool
    align: str
    paragraph: Paragraph


def lines_of(docx: bytes) -> list[Line]:
    """The paragraphs in order of the paper, those of tables row by row where they stand; rules and blank lines left out."""
    return [_line(p) for p in _paragraphs(Document(BytesIO(docx))) if p.text.strip()]


def text_of(docx: bytes) -> str:
    return "\n".join(line.text for line in lines_of(docx))


def find(lines: Sequence[Line], start: str) -> Line:
    found = [line for line in lines if line.text.startswith(start)]
    assert found, f"no paragraph begins with {start!r}"
    return found[0]


def _paragraphs(holder: Any) -> Iterator[Paragraph]:
    for block in holder.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from _paragraphs(cell)
        else:
            yield block


def _line(paragraph: Paragraph) -> Line:
    runs = [run for run in paragraph.runs if run.text.strip()]
    return Line(
        paragraph.text,
        frozenset(str(run.font.name) for run in runs),
        frozenset(run.font.size.pt for run in runs if run.font.size),
        all(bool(run.font.bold) for run in runs),
        all(bool(run.font.italic) for run in runs),
        str(paragraph.alignment).split()[0].lower(),
        paragraph,
    )
