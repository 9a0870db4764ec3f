"""The errand of this process on the index: how far it is while it runs, and what came of it."""

from typing import Any, Literal

import streamlit as st

from ingest.index.ahead import duration
from ingest.settings import Settings, read_settings

from ..holdings import ErrandKind, Errands
from ..holdings.advice import advice_on
from .account import keeps_corpus, note
from .wording import plain, sentence

NAMES: dict[ErrandKind, str] = {"build": "Cập nhật kho", "check": "Kiểm tra kho", "fetch": "Tải văn bản chính thức"}
_ICONS: dict[ErrandKind, str] = {"build": "sync", "check": "fact_check", "fetch": "cloud_download"}
_SEEN = "errand-seen"
_LISTED = 20  # files or findings that are shown of a result


def errands() -> Errands:
    """Those of this process, whichever session asks."""
    return _errands(read_settings())


@st.cache_resource(show_spinner=False)
def _errands(settings: Settings) -> Errands:
    return Errands(settings)


def draw_errand() -> None:
    """How far the errand is, looked at every second while it runs; the page goes on meanwhile."""
    status = errands().status()
    running = bool(status and status.running)
    st.session_state[_SEEN] = running
    st.fragment(_draw_running, run_every=1.0 if running else None)()


def _draw_running() -> None:
    status = errands().status()
    if status is None or not status.running:
        if st.session_state.get(_SEEN):  # it ended while this page was open: all of it is drawn anew
            st.session_state[_SEEN] = False
            st.rerun()
        return
    step = f"{status.step} {status.done}/{status.total}" if status.total else status.step or "đang chuẩn bị"
    left = f", còn khoảng {duration(status.seconds_left)} cho bước này" if status.seconds_left is not None else ""
    st.progress(status.share, text=f"{NAMES[status.kind]}: {step}{left}. Trong lúc đó vẫn tra cứu được trên bản kho hiện có.")


def draw_buttons() -> None:
    running = bool((status := errands().status()) and status.running)
    with st.container(horizontal=True, gap="small"):
        for kind, name in NAMES.items():
            icon = f":material/{_ICONS[kind]}:"
            look: Literal["primary", "secondary"] = "primary" if kind == "build" else "secondary"
            st.button(name, key=f"errand-{kind}", icon=icon, type=look, disabled=running, on_click=start, args=(kind,))


def start(kind: ErrandKind) -> None:
    """Starts it for the person of this session, unless an errand runs already."""
    if keeps_corpus() and errands().start(kind) and kind != "check":
        note(kind)


def draw_result() -> None:
    """What came of the last errand."""
    status = errands().status()
    if status is None or status.running:
        return
    if status.problem:
        st.error(f"{NAMES[status.kind]}: {plain(status.problem)}", icon=":material/error:")
    elif status.result is not None:
        st.markdown(f"**{NAMES[status.kind]}** xong sau {duration(status.seconds)}.")
        {"build": _draw_built, "check": _draw_checked, "fetch": _draw_fetched}[status.kind](status.result)


def _draw_built(result: dict[str, Any]) -> None:
    if not result["changed"]:
        st.success("Không có gì thay đổi: kho đã khớp với các tệp nguồn.", icon=":material/check_circle:")
    else:
        counts = [f"thêm {len(result['added'])}", f"đọc lại {len(result['updated'])}", f"bỏ {len(result['removed'])}"]
        st.success(f"Kho đã cập nhật: {', '.join(counts)}, giữ nguyên {result['unchanged']} tệp.", icon=":material/check_circle:")
        what = {"added": "thêm", "updated": "đọc lại", "removed": "bỏ"}
        lines = [f"{word} {name}" for key, word in what.items() for name in result[key]]
        _draw_lines(lines)
    if result["unreadable"]:
        st.warning("Không đọc được:", icon=":material/warning:")
        _draw_lines([line if name in line else f"{name}: {line}" for name, line in result["unreadable"].items()])
    if result["broken"]:
        st.warning("Dãy điều bị đứt, cần đối chiếu với bản gốc:", icon=":material/warning:")
        _draw_lines([f"{name}: thiếu {detail}" for name, detail in result["broken"].items()])


def _draw_checked(result: dict[str, Any]) -> None:
    if result["ok"]:
        st.success("Kho khớp với các tệp nguồn, không có gì sai.", icon=":material/check_circle:")
        return
    st.warning(f"Có {len(result['findings'])} điều cần xử lý:", icon=":material/warning:")
    for finding in result["findings"][:_LISTED]:
        st.markdown(f"- {plain(finding['message'])}\n\n  *{plain(advice_on(finding['kind']))}*")


def _draw_fetched(result: dict[str, Any]) -> None:
    if result["offline"]:
        st.warning(
            f"Không có kết nối mạng: chưa tải được {len(result['results'])} văn bản. Các chức năng khác vẫn dùng bình thường; "
            "có thể tải bằng máy khác rồi nạp ở mục “Nạp tệp”.",
            icon=":material/cloud_off:",
        )
        return
    new = [one for one in result["results"] if one["outcome"] in {"added", "replaced"}]
    if not result["results"]:
        st.success("Không còn văn bản nào cần tải.", icon=":material/check_circle:")
    elif new:
        st.success(f"Đã tải {len(new)} văn bản. Bấm “Cập nhật kho” để đưa vào kho.", icon=":material/check_circle:")
    for one in result["results"]:
        st.markdown(f"- {plain(one['message'])}")


def _draw_lines(lines: list[str]) -> None:
    shown = "\n".join(f"- {plain(sentence(line))}" for line in lines[:_LISTED])
    st.markdown(shown + (f"\n- và {len(lines) - _LISTED} tệp khác" if len(lines) > _LISTED else ""))
