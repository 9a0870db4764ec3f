"""The rows as cards, which a narrow screen shows as well as a wide one: what is done and how, since when, by which clauses."""

from datetime import date
from typing import Literal

import streamlit as st

from ingest.catalogue import Duty, Mode
from ingest.law.validity import STATE_LABELS

from ...citing import vietnamese_date
from ...duty_sheet import conflict_line
from ...duty_table import DutyClause, DutyRow
from ...service import Assistant
from ..feedback import draw_report
from ..lookup.address import Address, text_link
from ..wording import KIND_LABELS, STATE_COLOURS, plain, sentence
from .clauses import draw_clause

_COLOURS: dict[Mode, Literal["green", "blue", "orange", "red", "gray", "violet"]] = {
    "trực tiếp": "green", "phân cấp": "blue", "ủy quyền": "blue", "trình": "violet", "phối hợp": "orange", "đầu mối": "orange",
    "không thuộc": "red",
}  # fmt: skip
_ROLES = {"law": "Luật chuyên ngành", "decree": "Nghị định về khu", "deadline": "Thời hạn"}


def draw_row(assistant: Assistant, row: DutyRow, day: date) -> None:
    duty = row.duty
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{plain(sentence(duty.duty))}**")
        st.markdown(_badges(duty))
        if duty.decides:
            st.markdown(f"Cơ quan quyết định: {plain(duty.decides)}")
        if row.conflict:
            head = "Có xung đột" if row.conflict.applies else "Có xung đột, chưa đến ngày áp dụng"
            st.warning(f"**{head}.** {plain(conflict_line(row.conflict))}", icon=":material/balance:")
        for clause in row.clauses:
            _draw_link(clause, duty, day)
        st.caption(_period(duty) + (f" Thời hạn: {plain(duty.deadline)}." if duty.deadline else ""))
        opened = st.expander("Xem điều khoản, ghi chú", key=f"duty-{duty.id}", on_change="rerun")
        if opened.open:
            with opened:
                _draw_inside(assistant, row, day)


def _badges(duty: Duty) -> str:
    modes = [f":{_COLOURS[mode]}-badge[{mode}]" for mode in duty.modes]
    zones = [f":gray-badge[{zone}]" for zone in duty.zones]
    place = [f":orange-badge[chỉ ở {plain(duty.place)}]"] if duty.place else []
    return " ".join([*modes, f":gray-badge[{plain(duty.field)}]", *zones, *place])


def _draw_link(clause: DutyClause, duty: Duty, day: date) -> None:
    """The clause with what is not simply law in force said beside it."""
    what = "Căn cứ" if clause.governs else _ROLES[clause.role]
    state = "" if clause.state == "in_force" else f" :{STATE_COLOURS[clause.state]}-badge[{STATE_LABELS[clause.state]}]"
    if clause.is_held:
        text_link(f"{what}: {plain(clause.label)}{state}", Address(clause.ref.instrument, clause.ref.eid, day))
    else:
        st.markdown(f"{what}: {plain(clause.label)}{state} :orange-badge[chưa có trong kho]")


def _period(duty: Duty) -> str:
    start = f"Áp dụng từ ngày {vietnamese_date(duty.from_date)}" if duty.from_date else "Chưa rõ áp dụng từ ngày nào"
    return f"{start}, đến trước ngày {vietnamese_date(duty.until)}." if duty.until else f"{start}."


def _draw_inside(assistant: Assistant, row: DutyRow, day: date) -> None:
    if row.duty.note:
        st.info(plain(sentence(row.duty.note)), icon=":material/sticky_note_2:")
    for clause in row.clauses:
        kind = f" ({KIND_LABELS[clause.text_kind]})" if clause.text_kind else ""
        st.markdown(f"**{plain(sentence(clause.label))}**{kind}")
        draw_clause(assistant, clause, day, f"{row.duty.id}-{clause.role}")
    if row.others:
        st.markdown("**Thời kỳ khác của nhiệm vụ này**")
        lines = (
            f"- {plain(', '.join(d.modes))} – {_period(d)}{f' Quyết định: {plain(d.decides)}.' if d.decides else ''}" for d in row.others
        )
        st.markdown("\n".join(lines))
    draw_report(f"duty-{row.duty.id}", "entry", row.duty.id, row.duty.duty)
