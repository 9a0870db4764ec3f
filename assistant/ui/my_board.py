"""“Ban của tôi”: the officer's own board, remembered between visits."""

from typing import cast

import streamlit as st

from ingest.catalogue import Catalogue, Zone

from ..desk import DeskError
from ..home import ZONES, Home
from .desk_of import desk
from .wording import ZONE_LABELS

_PLACE, _ZONE, _KEPT = "my-place", "my-zone", "ban-cua-toi"


def home() -> Home | None:
    """The board chosen in this session or before."""
    _recall()
    place, zone = st.session_state.get(_PLACE), st.session_state.get(_ZONE)
    return Home(place, zone) if place else None


def draw_my_board(catalogue: Catalogue) -> None:
    _recall()
    chosen = home()
    with st.expander(f"Ban của tôi: {chosen.place}" if chosen else "Ban của tôi", icon=":material/apartment:", expanded=False):
        names = sorted(province.name for province in catalogue.places.provinces)
        st.selectbox(
            "Địa phương", names, index=None, placeholder="Chọn tỉnh, thành phố", key=_PLACE, on_change=_remember,
            help="Để trợ lý hiểu “ban tôi”, “tỉnh mình” trong câu hỏi, và điền sẵn vào phiếu trình",
        )  # fmt: skip
        st.pills("Loại khu quản lý chính", ZONES, format_func=ZONE_LABELS.__getitem__, key=_ZONE, on_change=_remember)


def _recall() -> None:
    """What was chosen on an earlier visit, once a session."""
    if st.session_state.setdefault("my-board-recalled", False):
        # Streamlit drops the state of a widget that a run has not drawn: touched, it stays while other pages are open.
        for key in (_PLACE, _ZONE):
            if key in st.session_state:
                st.session_state[key] = st.session_state[key]
        return
    st.session_state["my-board-recalled"] = True
    try:
        kept = desk().preference(_KEPT) or {}
    except DeskError:
        return
    if isinstance(kept, dict):
        st.session_state.setdefault(_PLACE, kept.get("place"))
        st.session_state.setdefault(_ZONE, cast("Zone | None", kept.get("zone")))


def _remember() -> None:
    try:
        desk().prefer(_KEPT, {"place": st.session_state.get(_PLACE), "zone": st.session_state.get(_ZONE)})
    except DeskError as error:
        st.toast(str(error), icon=":material/warning:")
