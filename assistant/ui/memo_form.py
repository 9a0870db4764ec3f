"""The kind of paper and its details, as they were left the last time."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from ingest.calendar import today
from ingest.catalogue import Places

from ..desk import Desk
from ..memo import Details, Forms
from ..memo.details import BLANK
from ..memo.remembered import details_from, to_keep
from .my_board import home
from .wording import plain

_KEPT, _OPEN = "van-ban", "memo-issuer-open"
_CHOOSE = "Chọn"
_HINT = f"Mục nào để trống thì văn bản chừa chỗ “{BLANK}” để điền tay."


def details_form(own: Desk, forms: Forms, places: Places) -> Details:
    """What is filled in now; kept for the next visit. Raises DeskError where it cannot be."""
    kept = own.preference(_KEPT)
    before = details_from(kept, next(iter(forms.kinds)), today(), home(), places)
    st.subheader("Văn bản", anchor=False)
    kinds = list(forms.kinds)
    kind = st.selectbox(
        "Loại văn bản", kinds, _place(kinds, before.kind), lambda id_: forms.kinds[id_].name, "memo-kind", placeholder=_CHOOSE
    )
    if forms.kinds[kind].note:
        st.caption(plain(forms.kinds[kind].note))
    day = st.date_input("Ngày của văn bản, cũng là ngày xét hiệu lực", today(), key="memo-day", format="DD/MM/YYYY")
    with st.form("memo-details", border=False):  # taken over at once: a field left by pressing "Tải …" would come too late for the file
        subject = st.text_input("Trích yếu (về việc gì)", before.subject, 300, "memo-subject")
        st.caption(_HINT)
        filled: dict[str, Any] = {**_from_whom(before), **_to_whom(before), **_who_signs(before, forms, kind)}
        st.form_submit_button("Ghi vào văn bản", icon=":material/save:", key="memo-save")
    details = Details(kind, day or today(), subject, **filled)
    if to_keep(details) != kept:
        own.prefer(_KEPT, to_keep(details))
    return details


def _from_whom(before: Details) -> dict[str, str]:
    is_open = st.session_state.setdefault(_OPEN, not before.board)  # as it was found: it must not close under the hands of who fills it in
    with st.expander("Cơ quan ban hành, số và ký hiệu", expanded=is_open):
        return {
            "board": _text("Tên đầy đủ của Ban quản lý", before.board, "board"),
            "parent": _text("Cơ quan chủ quản (để trống: lấy theo tỉnh, thành phố trong tên Ban)", before.parent, "parent"),
            "place": _text("Địa danh", before.place, "place"),
            "unit": _text("Đơn vị soạn thảo, viết tắt (sau “Lưu: VT”)", before.unit, "unit"),
            "number": _text("Số", before.number, "number"),
            "symbol": _text("Ký hiệu (phần sau dấu gạch chéo)", before.symbol, "symbol"),
        }


def _to_whom(before: Details) -> dict[str, tuple[str, ...]]:
    with st.expander("Nơi nhận"):
        return {
            "recipients": _lines("Kính gửi (mỗi dòng một nơi)", before.recipients, "recipients"),
            "copies": _lines("Nơi nhận khác (mỗi dòng một nơi)", before.copies, "copies"),
        }


def _who_signs(before: Details, forms: Forms, kind: str) -> dict[str, str]:
    with st.expander("Người ký"):
        ways = list(forms.authorities)
        wanted = before.authority if before.kind == kind and before.authority else forms.kinds[kind].signs
        authority = st.selectbox(
            "Quyền hạn ký",
            ways,
            _place(ways, wanted),
            lambda id_: forms.authorities[id_].name,
            f"memo-authority-{kind}",
            placeholder=_CHOOSE,
        )
        title = _text("Chức vụ (khi ký thừa lệnh, thừa ủy quyền)", before.title, "title")
        return {"authority": authority, "title": title, "signer": _text("Họ và tên", before.signer, "signer")}


def _text(label: str, value: str, key: str) -> str:
    return st.text_input(label, value, 300, f"memo-{key}")


def _lines(label: str, values: Sequence[str], key: str) -> tuple[str, ...]:
    typed = st.text_area(label, "\n".join(values), 90, 2_000, f"memo-{key}")
    return tuple(line.strip() for line in typed.splitlines() if line.strip())


def _place(options: Sequence[str], wanted: str) -> int:
    return options.index(wanted) if wanted in options else 0
