"""Files that the user adds: given, told about one by one, listed and taken out."""

from collections.abc import Sequence

import streamlit as st

from ingest.calendar import VIETNAM
from ingest.settings import Settings, read_settings
from ingest.uploads import MAX_AT_ONCE, OUTCOMES, Given, Held, UploadError, Uploads, content_lines, give, identity_line

from ..citing import vietnamese_date
from ..service import Assistant
from .account import keeps_corpus, note
from .errand import start
from .wording import plain, sentence

_GIVEN, _ROUND = "uploads-given", "uploads-round"
_LISTED = 50  # files of the folder that are listed
_OFF = "Máy này không nhận tệp nạp thêm (TRO_LY_UPLOADS đang đặt là rỗng)."


def draw_uploading(assistant: Assistant) -> None:
    settings = read_settings()
    uploads = _uploads(settings, assistant)
    if uploads is None:
        st.info(_OFF)
        return
    st.markdown(
        "Tệp được giữ trên máy này và trở thành nguồn trả lời, được trích nguyên văn. "
        "**Không nạp tài liệu mật**: tệp có dấu MẬT, TỐI MẬT, TUYỆT MẬT bị từ chối và không được lưu."
    )
    _draw_door(uploads)
    for given in st.session_state.get(_GIVEN, ()):
        _draw_given(given)
    _draw_held(uploads, assistant)


def _uploads(settings: Settings, assistant: Assistant) -> Uploads | None:
    return Uploads(settings.uploads, settings.corpus, assistant.catalogue) if settings.uploads else None


def _draw_door(uploads: Uploads) -> None:
    key = f"uploader-{st.session_state.setdefault(_ROUND, 0)}"
    files = st.file_uploader(f"Chọn tệp văn bản (mỗi lần không quá {MAX_AT_ONCE} tệp)", accept_multiple_files=True, key=key)
    if st.button("Nạp vào kho", type="primary", disabled=not files, icon=":material/upload_file:"):
        with st.spinner("Đang đọc và kiểm tra tệp …"):
            taken = _take(uploads, [(file.name, file.getvalue()) for file in files])
        if taken:
            st.session_state[_ROUND] += 1  # an empty uploader again
            st.rerun()


def _take(uploads: Uploads, files: Sequence[tuple[str, bytes]]) -> bool:
    """Whether the files were dealt with one by one. What was taken in goes into the index at once."""
    if not keeps_corpus():
        return False
    try:
        st.session_state[_GIVEN] = given = give(uploads, files)
    except UploadError as error:
        st.error(sentence(plain(str(error))), icon=":material/error:")
        return False
    added = [one for one in given if one.outcome == "added"]
    for one in added:
        note("upload", str(one.key))
    if added:
        start("build")
    return True


def _draw_given(given: Given) -> None:
    icons = {"added": "check_circle", "held": "content_copy", "refused": "block"}
    title = f"**{plain(given.name)}**: {OUTCOMES[given.outcome]}"
    with st.container(border=True):
        st.markdown(f":material/{icons[given.outcome]}: {title}" + (f" – {plain(given.line)}" if given.line else ""))
        if given.account:
            st.markdown(plain(sentence(identity_line(given.account))))
            st.markdown("\n".join(f"- {plain(sentence(line))}" for line in content_lines(given.account)))
            if given.account.doubts:
                lines = "\n".join(f"- {plain(sentence(doubt))}" for doubt in given.account.doubts)
                st.warning(f"Cần xem lại:\n{lines}", icon=":material/warning:")


def _draw_held(uploads: Uploads, assistant: Assistant) -> None:
    held = uploads.held()
    st.subheader(f"Tệp đã nạp ({len(held)})", anchor=False)
    if not held:
        st.caption("Chưa nạp tệp nào.")
        return
    sources = assistant.index.opened().store.sources()
    for each in held[:_LISTED]:
        source = sources.get(str(each.path.resolve()))
        state = source.error or "đã vào kho" if source else "chờ cập nhật kho"
        _draw_one(uploads, each, state)
    if len(held) > _LISTED:
        st.caption(f"Còn {len(held) - _LISTED} tệp nữa: xem bằng lệnh “python -m ingest add --list”.")


def _draw_one(uploads: Uploads, held: Held, state: str) -> None:
    day = vietnamese_date(held.added_at.astimezone(VIETNAM).date())
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"{plain(held.name)}  \n:gray[{_size(held.size)} · nạp ngày {day} · {plain(state)}]")
        with st.popover("Gỡ", icon=":material/delete:", width="content"):
            st.markdown(f"Gỡ “{plain(held.name)}” khỏi kho? Câu trả lời sau đó không còn dựa vào tệp này.")
            st.button("Gỡ tệp này", key=f"remove-{held.key}", on_click=_remove, args=(uploads, held.key), type="primary")


def _remove(uploads: Uploads, key: str) -> None:
    if not keeps_corpus():
        return
    try:
        uploads.remove(key)
    except UploadError as error:
        st.error(sentence(plain(str(error))), icon=":material/error:")
        return
    note("remove-upload", key)
    st.session_state.pop(_GIVEN, None)
    start("build")


def _size(size: int) -> str:
    return f"{size / 1024**2:.1f} MB".replace(".", ",") if size >= 1024**2 else f"{max(1, round(size / 1024))} KB"
