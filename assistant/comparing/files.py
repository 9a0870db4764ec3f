"""A comparison as a file: its table, and the sources in full with what must be known of each. Only what was verified is in it."""

from datetime import date
from pathlib import Path

from ingest.documents import KIND_LABELS
from ingest.law.validity import STATE_LABELS

from ..answer import Citation
from ..citing import sentence, vietnamese_date
from ..export import Table, docx_of, xlsx_of
from .table import LOCAL, REPORT, Comparison, Remark, TableCell

TITLE = "So sánh cách làm của các địa phương"
KINDS = {**KIND_LABELS, "note": "ghi chú chưa kiểm chứng"}
OF_REPORT = "báo cáo, không phải văn bản quy phạm"
PARTS = {REPORT: "Theo báo cáo hội nghị", LOCAL: "Theo quy định của địa phương"}
FORMS = (".xlsx", ".docx")
_TOPIC_WEIGHT, _PLACE_WEIGHT = 1.0, 1.8


class FormError(Exception):
    """The name of a file tells no form that can be written; one Vietnamese line."""


def form_of(path: Path) -> str:
    """ ".xlsx" or ".docx". Raises FormError."""
    form = path.suffix.lower()
    if form not in FORMS:
        raise FormError(f"Chỉ ghi được tệp .xlsx hoặc .docx, không ghi được “{path.name}”.")
    return form


def file_of(table: Comparison, form: str) -> bytes:
    """The comparison as a workbook or a document."""
    return as_xlsx(table) if form == ".xlsx" else as_docx(table)


def as_xlsx(table: Comparison) -> bytes:
    """A sheet of the table and a sheet "Nguồn"."""
    return xlsx_of([_main(table), _sources(table)])


def as_docx(table: Comparison) -> bytes:
    """What the reports say and what the provinces rule as tables on A4 landscape, sources and notes below."""
    parts = [_part(table, source, title) for source, title in PARTS.items() if any(row.source == source for row in table.rows)]
    sources = tuple(f"[{c.n}] {sentence(c.full_citation)} ({_kind(c)})." for c in table.citations)
    notes = tuple(f"Lưu ý {note.marks}: {note.text}" for note in table.notes)
    return docx_of(TITLE, parts, ("Nguồn:", *sources, *notes, table.footer))


def _part(table: Comparison, source: str, title: str) -> Table:
    columns = ("Chủ đề", *(table.shown(place) for place in table.places))
    boards = [("Ban quản lý", *(_boards(table, place) for place in table.places))] if source == REPORT else []
    rows = [(sentence(row.topic), *(cell_text(c, table) for c in row.cells)) for row in table.rows if row.source == source]
    return Table(title, columns, (*boards, *rows), weights=(_TOPIC_WEIGHT, *(_PLACE_WEIGHT for _ in table.places)))


def _main(table: Comparison) -> Table:
    columns = ("Chủ đề", "Nguồn", *(table.shown(place) for place in table.places))
    boards = ("Ban quản lý", "", *(_boards(table, place) for place in table.places))
    rows = [(sentence(row.topic), row.source, *(cell_text(c, table) for c in row.cells)) for row in table.rows]
    weights = (_TOPIC_WEIGHT, _TOPIC_WEIGHT, *(_PLACE_WEIGHT for _ in table.places))
    return Table("So sánh", columns, (boards, *rows), (table.footer,), weights)


def cell_text(cell: TableCell, table: Comparison) -> str:
    """What the cell says, one statement a line, each with the number of its source; what it has no content for, said."""
    if not cell.remarks:
        return f"{cell.text}{f' [{cell.citation}]' if cell.citation else ''}"
    kinds = {c.n: c.text_kind for c in table.citations}
    return "\n".join(_line(remark, kinds[remark.citation]) for remark in cell.remarks)


def _line(remark: Remark, kind: str) -> str:
    before = f"({remark.note}) " if remark.note else ""
    return f"{before}{remark.text}{' (tóm lược)' if kind == 'digest' else ''} [{remark.citation}]"


def _boards(table: Comparison, place: str) -> str:
    return "\n".join(next((c.boards for c in table.columns if c.place == place), ()))


def _sources(table: Comparison) -> Table:
    columns = ("Số", "Trích dẫn đầy đủ", "Loại", "Hiệu lực", "Từ ngày", "Đến trước ngày", "Lưu ý", "Trang chính thức")
    rows = tuple(
        (
            c.n,
            c.full_citation,
            _kind(c),
            _state(c),
            _day(c.valid_from),
            _day(c.valid_to),
            "\n".join(table.notes_on(c.n)),
            c.source_url or "",
        )
        for c in table.citations
    )
    return Table("Nguồn", columns, rows, (table.footer,), (0.5, 4.0, 1.3, 1.5, 1.1, 1.1, 4.0, 1.8))


def _kind(citation: Citation) -> str:
    kind = KINDS[citation.text_kind]
    if citation.text_kind == "official" and citation.version != citation.document:
        kind = f"{kind} theo {citation.version}"
    return kind if citation.text_kind == "official" or citation.reviewed else f"{kind} – chưa rà soát"


def _state(citation: Citation) -> str:
    return OF_REPORT if citation.text_kind in {"report", "note"} else STATE_LABELS[citation.in_force]


def _day(day: date | None) -> str:
    return vietnamese_date(day) if day else ""


def file_name(table: Comparison, form: str) -> str:
    """A name that says what is in it: "so-sanh-2026-11-29.xlsx"."""
    return f"so-sanh-{table.as_of.isoformat()}{form}"
