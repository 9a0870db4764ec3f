"""Deeds on the corpus by whoever may not: not only undrawn, but refused when they are called."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

LAN = {"is_logged_in": True, "iss": "https://id.example", "sub": "77", "email": "lan@ban.example", "email_verified": True}
DEEDS = {
    "build": "from assistant.ui.errand import errands, start; start('build'); done = errands().status() is not None",
    "remove": (
        "from assistant.ui.uploading import _remove\n"
        "class Spied:\n"
        "    removed = False\n"
        "    def remove(self, key): self.removed = True\n"
        "spied = Spied(); _remove(spied, 'a'); done = spied.removed"
    ),
    "upload": "from assistant.ui.uploading import _take; done = _take(None, [('a.txt', b'a')])",
    "settle": (
        "from assistant.ui.worklist import _settle\n"
        "class Spied:\n"
        "    settled = False\n"
        "    def settle(self, id_, note): self.settled = True\n"
        "spied = Spied(); _settle(spied, 1, 'xong'); done = spied.settled"
    ),
}


def tried(deed: str, user: Mapping[str, object], monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr(st, "user", user)
    return AppTest.from_string(f"import streamlit as st\n{DEEDS[deed]}\nst.text(str(done))").run(timeout=30)


@pytest.mark.parametrize("deed", DEEDS)
def test_an_officer_who_does_not_keep_the_corpus_cannot_change_it(deed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRO_LY_INDEX", str(tmp_path / "index"))
    monkeypatch.setenv("TRO_LY_KEEPERS", "minh@ban.example")
    page = tried(deed, LAN, monkeypatch)
    assert [text.value for text in page.text] == ["False"]
    assert [toast.value for toast in page.toast] == ["Việc này dành cho quản trị kho."]


@pytest.mark.parametrize("deed", DEEDS)
def test_nor_does_anybody_who_is_not_signed_in(deed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRO_LY_INDEX", str(tmp_path / "index"))
    page = tried(deed, {"is_logged_in": False}, monkeypatch)
    assert page.exception and not page.text


def test_the_keeper_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRO_LY_KEEPERS", "lan@ban.example")
    monkeypatch.setattr(st, "user", LAN)
    page = AppTest.from_string("import streamlit as st\nfrom assistant.ui.account import keeps_corpus\nst.text(str(keeps_corpus()))").run()
    assert [text.value for text in page.text] == ["True"] and not page.toast
