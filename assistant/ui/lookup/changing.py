"""What changed between two days: the words taken out and added, and the known changes, also those whose new words are not held."""

from dataclasses import replace
from datetime import date, timedelta
from html import escape

import streamlit as st

from ingest.index.records import Version

from ...citing import vietnamese_date
from ...lookup import ArticleChange, Changes, EffectMade, HeldProvision, Run, changes_between
from ...service import Assistant
from ..days import FIRST_DAY
from ..wording import KIND_LABELS, plain, sentence
from .address import Address, go, here, text_link

_SINCE = "lookup_since"
_STYLES = {
    "same": "",
    "removed": "background:#fde2e1;color:#8a1c13;text-decoration:line-through",
    "added": "background:#dcf3e1;color:#0b5227;text-decoration:underline",
}
_ELEMENTS = {"same": "span", "removed": "del", "added": "ins"}
_SAID: dict[ArticleChange, str] = {
    "changed": "Có thay đổi câu chữ",
    "added": "Chỉ có ở bản sau",
    "removed": "Chỉ có ở bản trước",
    "slight": "Chỉ khác chữ hoa, dấu câu, cách viết",
}
_SHOWN = 60  # articles of one kind of change that are listed


def draw_changes(assistant: Assistant, held: HeldProvision, address: Address) -> None:
    """`address.since` is the earlier day; without one the first text held is compared with that of the day."""
    since = address.since or _first_day(held, address.on)
    _draw_days(held, since, address)
    if since >= address.on:
        st.info("Ngày thứ nhất phải trước ngày xét hiệu lực.", icon=":material/info:")
        return
    opened = assistant.index.opened()
    changes = changes_between(opened, assistant.catalogue, held.version.document, address.key, since, address.on)
    _draw_compared(changes, address)
    _draw_effects(changes, address)


def _first_day(held: HeldProvision, day: date) -> date:
    """The date of the earliest of several texts of the kind that is shown, else the first day in force: all that is known comes after."""
    dated = [v.version_date for v in held.texts if v.text_kind == held.version.text_kind and v.version_date]
    if len(set(dated)) > 1 and min(dated) < day:
        return min(dated)
    begins = held.place.validity.valid_from
    return begins if begins and begins < day else day - timedelta(days=365)


def _draw_days(held: HeldProvision, since: date, address: Address) -> None:
    st.session_state[_SINCE] = min(max(since, FIRST_DAY), address.on)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.date_input(
            "So từ ngày", min_value=FIRST_DAY, max_value=address.on, key=_SINCE, on_change=_set_since, format="DD/MM/YYYY", width=170
        )
        st.caption(f"đến ngày {vietnamese_date(address.on)} (chọn ở đầu trang)", width="content")
    earlier = [v for v in held.texts if v.text_kind == "official" and v.version_date and v.version_date < address.on]
    with st.container(horizontal=True, gap="small"):
        for version in earlier:
            if version.version_date and version.version_date != held.version.version_date:
                label = f"Từ bản {plain(version.version)} ({vietnamese_date(version.version_date)})"
                text_link(label, replace(address, since=version.version_date))


def _set_since() -> None:
    chosen = st.session_state[_SINCE]
    go(replace(here(), since=chosen if isinstance(chosen, date) else None))


def _draw_compared(changes: Changes, address: Address) -> None:
    before, after = changes.before, changes.after
    st.markdown(f"**Câu chữ: {_text_of(changes.before.version)} → {_text_of(changes.after.version)}**")
    for side in (before, after):
        written = side.version.version_date
        if written and written > side.day:
            st.caption(f"Kho không có bản của ngày {vietnamese_date(side.day)}; dùng bản gần nhất, ngày {vietnamese_date(written)}.")
    if changes.compared == "one_text":
        st.info(
            "Hai ngày cùng một bản mà kho đang giữ nên không có câu chữ để đối chiếu; các thay đổi đã biết được nêu ở dưới.",
            icon=":material/info:",
        )
    elif changes.compared == "only_after":
        st.success("Phần này chỉ có ở bản sau (được bổ sung).")
    elif changes.compared == "only_before":
        st.error("Phần này chỉ có ở bản trước; bản sau không còn.")
    elif changes.compared == "too_long":
        st.info("Phần này quá dài để đối chiếu từng chữ; đề nghị chọn từng khoản hoặc điều trong mục lục.")
    elif address.key:
        _draw_words(changes)
    else:
        _draw_articles(changes, address)


def _draw_words(changes: Changes) -> None:
    if all(run.mark == "same" for run in changes.runs):
        st.success("Câu chữ của hai bản giống nhau.")
        return
    st.html(f'<p><del style="{_STYLES["removed"]}">chữ bỏ đi</del> · <ins style="{_STYLES["added"]}">chữ thêm vào</ins></p>')
    with st.container(border=True):
        st.html(runs_as_html(changes.runs))
    if changes.notes:
        with st.expander(f"Chú thích của bản sau về phần này ({len(changes.notes)})"):
            for note in changes.notes:
                st.markdown(plain(note))


def runs_as_html(runs: tuple[Run, ...]) -> str:
    """The runs as del and ins elements, all words escaped."""
    body = "".join(f'<{_ELEMENTS[r.mark]} style="{_STYLES[r.mark]}">{escape(r.text)}</{_ELEMENTS[r.mark]}>' for r in runs)
    return f'<div style="white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.6">{body}</div>'


def _draw_articles(changes: Changes, address: Address) -> None:
    if not changes.articles:
        st.success("Câu chữ các điều của hai bản giống nhau.")
    for change, said in _SAID.items():
        found = [a for a in changes.articles if a.change == change]
        if found:
            place = st.expander(f"{said} ({len(found)} điều)", expanded=change != "slight" and len(found) <= _SHOWN)
            with place.container(gap="xxsmall"):
                for article in found[:_SHOWN]:
                    text_link(plain(f"{article.label}. {article.heading}".strip(". ")), replace(address, key=article.key, file=""))
                if len(found) > _SHOWN:
                    st.caption(f"và {len(found) - _SHOWN} điều nữa")


def _draw_effects(changes: Changes, address: Address) -> None:
    st.markdown(f"**Thay đổi đã biết theo danh mục ({len(changes.effects)})**")
    if not changes.effects:
        st.caption("Danh mục không ghi nhận thay đổi nào trong khoảng này; điều đó không có nghĩa là chắc chắn không có.")
    for made in changes.effects:
        _draw_effect(made, address)


def _draw_effect(made: EffectMade, address: Address) -> None:
    effect = made.effect
    day = f"Từ ngày {vietnamese_date(effect.from_date)}" if effect.from_date else "Chưa rõ từ ngày nào"
    matter = f" – {plain(effect.scope)}" if effect.scope else ""
    with st.container(border=True, gap="xxsmall"):
        st.markdown(f"**{day}**: {plain(made.target) or 'văn bản'} được {made.what}{matter}")
        if made.source:
            place = replace(address, document=made.source.instrument, key=made.source.eid, file="", view="noi-dung", since=None)
            text_link(f"Theo {plain(made.source_label)}", place)
        else:
            st.caption(f"Theo {plain(made.source_label)} – kho chưa có văn bản này")
        if made.lacks_words:
            st.caption("Chữ mới chưa có trong bản đang hiển thị: cần xem văn bản sửa đổi.")
        if effect.note:
            st.caption(plain(sentence(effect.note)))


def _text_of(version: Version) -> str:
    kind = KIND_LABELS[version.text_kind]
    day = f", ngày {vietnamese_date(version.version_date)}" if version.version_date else ""
    name = version.version if version.text_kind == "official" else "bản"
    return plain(f"{name} ({kind}{day})")
