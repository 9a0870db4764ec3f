"""The page over the index of the shipped corpus, as a new visitor finds it on a fixed day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

PAGE = Path(__file__).resolve().parents[2] / "streamlit_app.py"
AS_OF = date(2026, 11, 23)


@pytest.fixture
def page(shipped_index: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], AppTest]:
    """Opens the page as a new visitor does, on a fixed day."""

    def open_page(at: Path = shipped_index) -> AppTest:
        monkeypatch.setenv("TRO_LY_INDEX", str(at))
        visit = AppTest.from_file(str(PAGE), default_timeout=60)
        visit.session_state["as_of"] = AS_OF
        return visit.run()

    return open_page
