"""Signing in, for real: a provider on loopback, the pages as a server, and officers in a browser."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import PERMIT, visitor
from identity_provider import LAN, MINH, identity_provider
from playwright.sync_api import Page

from benchmarks.page import Served, served

ADDRESSES = ("", "hoi-dap", "van-ban", "tham-quyen", "so-sanh", "phieu-trinh", "kho", "hoi-dap?hoi=kho&ngay=2026-01-01")
WAIT = 60_000


@pytest.fixture
def server(shipped_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with identity_provider() as provider:
        secrets = tmp_path / "secrets.toml"
        secrets.write_text(provider.secrets(), encoding="utf-8")
        monkeypatch.setenv("STREAMLIT_SECRETS_FILES", str(secrets))
        monkeypatch.setenv("TRO_LY_AUDIT", str(tmp_path / "audit"))
        monkeypatch.setenv("TRO_LY_KEEPERS", str(MINH["email"]))
        with served(shipped_index, tmp_path) as running:
            yield running


def deeds(folder: Path) -> list[tuple[str, str]]:
    lines = [json.loads(line) for file in sorted(folder.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()]
    return [(line["who"].rpartition(" ")[2], line["deed"]) for line in lines]


def until(told: Callable[[], object]) -> object:
    """What is told once it is something: the server writes while the browser looks."""
    for _ in range(100):
        if found := told():
            return found
        time.sleep(0.1)
    return told()


def sign_in(page: Page, name: object) -> None:
    page.get_by_role("button", name="Đăng nhập").click(timeout=WAIT)
    page.get_by_role("link", name=str(name)).click(timeout=WAIT)
    page.get_by_text("Kho đang có").wait_for(timeout=WAIT)


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Đăng xuất").click(timeout=WAIT)
    page.get_by_role("button", name="Đăng nhập").wait_for(timeout=WAIT)


def shows_sign_in_alone(page: Page) -> None:
    page.get_by_role("button", name="Đăng nhập").wait_for(timeout=WAIT)
    assert page.get_by_role("button").all_inner_texts() == [page.get_by_role("button", name="Đăng nhập").inner_text()]
    assert not page.locator("[data-testid='stSidebar'], [data-testid='stChatInput'], [data-testid='stTopNavLink']").count()
    assert not page.get_by_text("Kho văn bản").count()


@pytest.mark.browser
def test_nothing_is_drawn_before_signing_in_nor_for_a_forged_cookie(server: Served, tmp_path: Path) -> None:
    with visitor(server.address) as came:
        for address in ADDRESSES:
            came.page.goto(f"{server.address}/{address}")
            shows_sign_in_alone(came.page)
        claims = json.dumps({"is_logged_in": True, "iss": "https://id", "sub": "78", "email": MINH["email"], "email_verified": True})
        for forged in (claims, "2|1:0|10:1700000000|15:_streamlit_user|4:e30=|0" + "0" * 63, ""):
            came.page.context.add_cookies([{"name": "_streamlit_user", "value": forged.replace('"', "%22"), "url": server.address}])
            came.page.goto(f"{server.address}/kho")
            shows_sign_in_alone(came.page)
    assert deeds(tmp_path / "audit") == []


@pytest.mark.browser
def test_each_sees_what_is_theirs_and_only_a_keeper_keeps_the_corpus(server: Served, tmp_path: Path) -> None:
    with visitor(server.address) as came:
        page = came.page
        sign_in(page, LAN["name"])
        page.get_by_text("Nguyễn Lan – cán bộ").wait_for(timeout=WAIT)
        came.ask(PERMIT)
        page.get_by_role("link", name="[1]").first.wait_for(timeout=WAIT)
        page.locator(".st-key-kept").get_by_role("button", name=PERMIT).wait_for(timeout=WAIT)
        page.get_by_test_id("stTopNav").get_by_role("link", name="Kho văn bản").click()
        page.get_by_text("Tìm theo số hiệu").wait_for(timeout=WAIT)
        assert not page.get_by_role("tab").count() and not page.get_by_role("button", name="Cập nhật kho").count()
        sign_out(page)
        page.goto(f"{server.address}/phieu-trinh")
        shows_sign_in_alone(page)
        page.goto(server.address)
        sign_in(page, MINH["name"])
        page.get_by_text("Trần Minh – quản trị kho").wait_for(timeout=WAIT)
        assert not page.get_by_text(PERMIT).count()
        page.get_by_test_id("stTopNav").get_by_role("link", name="Kho văn bản").click()
        page.get_by_role("tab", name="Bảo trì").wait_for(timeout=WAIT)
        assert page.get_by_role("tab").count() == 4
        sign_out(page)
    told = until(lambda: (found := deeds(tmp_path / "audit")) and len(found) == 4 and found)
    assert told == [("77", "sign-in"), ("77", "sign-out"), ("78", "sign-in"), ("78", "sign-out")]
    assert PERMIT not in "".join(file.read_text(encoding="utf-8") for file in (tmp_path / "audit").iterdir())
