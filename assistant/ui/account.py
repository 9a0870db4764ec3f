"""The person of this session: nobody has to sign in on a machine for one; behind OpenID Connect everybody does."""

import streamlit as st

from ingest.settings import read_settings

from ..access import ALONE, Access, access_of
from ..audit import Deed, record
from .wording import plain

_RECORDED = "sign-in recorded"


def must_sign_in() -> bool:
    """Whether signing in is configured ([auth] in .streamlit/secrets.toml) and this person has not: only then the claim is there."""
    return st.user.get("is_logged_in") is False


def access() -> Access:
    """What this person may do. Raises PermissionError where people sign in and this one has not: nothing is drawn for them."""
    if must_sign_in():
        raise PermissionError("nobody is signed in")
    if not st.user.get("is_logged_in"):
        return ALONE
    found = access_of(dict(st.user), read_settings().keepers)
    if found is None:
        raise PermissionError("the identity provider named nobody")
    return found


def note(deed: Deed, about: str = "") -> None:
    """Puts what this person did into the audit log."""
    record(read_settings().audit, access().owner or "(máy cá nhân)", deed, about)


def keeps_corpus() -> bool:
    """Whether this person may change the corpus; where not, they are told. Each deed asks: what is not drawn can be called."""
    if access().keeps_corpus:
        return True
    st.toast("Việc này dành cho quản trị kho.", icon=":material/lock:")
    return False


def draw_sign_in() -> None:
    st.title("Trợ lý văn bản", anchor=False)
    st.markdown("Hệ thống này dành cho cán bộ của Ban Quản lý. Xin đăng nhập bằng tài khoản cơ quan.")
    st.button("Đăng nhập", type="primary", icon=":material/login:", on_click=st.login)


def draw_account() -> None:
    """Who is signed in, and the way out; nothing on a machine for one."""
    person = access()
    if person is ALONE:
        return
    if not st.session_state.get(_RECORDED):
        st.session_state[_RECORDED] = True
        note("sign-in")
    st.caption(f"{plain(person.name)} – {'quản trị kho' if person.keeps_corpus else 'cán bộ'}")
    if st.button("Đăng xuất", icon=":material/logout:", type="tertiary", key="sign-out"):
        note("sign-out")
        st.logout()
