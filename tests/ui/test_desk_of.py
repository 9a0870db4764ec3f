"""The desk of a session: one file a process, and the owner is who signed in."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.desk import open_desk
from ingest.settings import DEFAULT_DESK

WRITE = """
import streamlit as st
from assistant.ui.desk_of import desk
desk().start("một")
st.text(desk().owner)
st.text(len(desk().conversations()))
"""
LAN = {"is_logged_in": True, "iss": "https://id.example", "sub": "77", "email": "lan@example"}


def visit(monkeypatch: pytest.MonkeyPatch, user: Mapping[str, object]) -> list[str]:
    monkeypatch.setattr(st, "user", user)
    page = AppTest.from_string(WRITE).run()
    assert not page.exception
    return [text.value for text in page.text]


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRO_LY_DESK", str(tmp_path / "bàn.sqlite"))
    st.cache_resource.clear()
    return tmp_path / "bàn.sqlite"


def test_on_a_machine_for_one_all_sessions_share_the_desk(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    assert [visit(monkeypatch, {}) for _ in range(2)] == [["", "1"], ["", "2"]]
    assert len(open_desk(file).conversations()) == 2


def test_whoever_signs_in_has_a_desk_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    minh = LAN | {"sub": "78"}
    same_mail_elsewhere = LAN | {"iss": "https://other.example"}
    assert visit(monkeypatch, LAN) == ["https://id.example 77", "1"]
    assert [visit(monkeypatch, user)[1] for user in (minh, same_mail_elsewhere, {}, LAN)] == ["1", "1", "1", "2"]


def test_who_did_not_sign_in_where_people_do_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    assert [visit(monkeypatch, {"is_logged_in": False}) for _ in range(2)] == [["", "1"], ["", "1"]]
    assert not file.exists()


def test_the_default_file_lies_beside_the_receipts() -> None:
    assert DEFAULT_DESK.name == "desk.sqlite"
