"""Rows of the duty table as a table to work on: each with its clauses, since when it holds, and what must be said beside it."""

from collections.abc import Sequence
from datetime import date

from ingest.documents import KIND_LABELS
from ingest.law.validity import STATE_LABELS

from .citing import vietnamese_date
from .duty_table import DutyClause, DutyConflict, DutyRow
from .export import Table
from .export.table import Value
from .warnings import REMINDER

COLUMNS = (
    "STT", "Lĩnh vực", "Nhiệm vụ", "Tính chất", "Khu", "Địa phương", "Cơ quan quyết định", "Áp dụng từ ngày", "Đến trước ngày",
    "Điều khoản quyết định tính chất", "Điều khoản liên quan", "Thời hạn", "Điều khoản về thời hạn", "Xung đột", "Ghi chú",
)  # fmt: skip


def duty_sheet(rows: Sequence[DutyRow], day: date, chosen: str, data_day: str) -> Table:
    """The rows with the day, the filters that were chosen and the reminder below them."""
    notes = (
        f"Theo quy định tại ngày {vietnamese_date(day)}; {chosen}; dữ liệu đến ngày {data_day}.",
        "“Chưa có trong kho”: điều khoản được nêu trong bảng nhưng kho không giữ văn bản cho ngày này nên chưa đối chiếu được.",
        "Bảng do nhóm biên soạn lập từ các điều khoản đã dẫn, không phải văn bản quy phạm pháp luật.",
        REMINDER,
    )
    return Table("Thẩm quyền", COLUMNS, tuple(_values(number, row) for number, row in enumerate(rows, start=1)), notes)


def clause_line(clause: DutyClause) -> str:
    """The clause with its state on the day and what is held of it.

    The state of a clause that is not held is that of the catalogue.
    """
    held = KIND_LABELS[clause.text_kind] if clause.text_kind else "chưa có trong kho"
    return f"{clause.label} ({STATE_LABELS[clause.state]}; {held})"


def conflict_line(conflict: DutyConflict) -> str:
    """Which clause prevails, from when, and why."""
    effect = conflict.effect
    since = f"từ ngày {vietnamese_date(effect.from_date)}" if effect.from_date else "chưa rõ từ ngày nào"
    applied = f"áp dụng {conflict.prevailing}, không áp dụng {conflict.yielding} {since}"
    basis = f" Căn cứ: {conflict.basis}." if conflict.basis else ""
    transition = f" Hồ sơ chuyển tiếp: {conflict.transition}." if conflict.transition else ""
    return f"{applied[:1].upper()}{applied[1:]}. {effect.reason.rstrip('.')}.{basis}{transition}"


def _values(number: int, row: DutyRow) -> tuple[Value, ...]:
    duty = row.duty
    governing = [clause_line(c) for c in row.clauses if c.governs]
    related = [clause_line(c) for c in row.clauses if not c.governs and c.role != "deadline"]
    deadline = [clause_line(c) for c in row.clauses if c.ref == duty.deadline_clause]
    return (
        number, duty.field, duty.duty, ", ".join(duty.modes), ", ".join(duty.zones), duty.place, duty.decides,
        duty.from_date or "chưa rõ", duty.until, "\n".join(governing), "\n".join(related), duty.deadline, "\n".join(deadline),
        conflict_line(row.conflict) if row.conflict else "", duty.note,
    )  # fmt: skip
