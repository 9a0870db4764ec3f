"""The crowd speaks to the real pages: it gets answers, and sees when there are none."""

import asyncio
from pathlib import Path

import pytest

from benchmarks.crowd import growth, main
from benchmarks.page import served
from benchmarks.page_session import SessionError, session


def test_growth_is_the_slope_after_the_first_minute() -> None:
    steady = [(float(second), 300.0 + second % 10) for second in range(0, 300, 5)]
    assert abs(growth(steady, 300)) < 2
    leaking = [(second, mib + second / 10) for second, mib in steady]
    assert 22 < growth(leaking, 300) < 26
    assert growth([(0, 100)], 300) == 0


def test_a_session_is_answered(shipped_index: Path, tmp_path: Path) -> None:
    async def ask(address: str) -> list[int]:
        async with session(address) as page:
            return [await page.ask(question) for question in ("Ban quản lý có cấp giấy phép xây dựng không?", "Còn giấy phép lao động?")]

    with served(shipped_index, tmp_path) as server:
        assert all(texts > 2 for texts in asyncio.run(ask(server.address)))


def test_a_session_sees_the_error_that_the_page_shows(tmp_path: Path) -> None:
    async def visit(address: str) -> None:
        async with session(address):
            pass

    with served(tmp_path / "none", tmp_path) as server, pytest.raises(SessionError, match="Chưa có chỉ mục"):
        asyncio.run(visit(server.address))


def test_an_index_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--index", str(tmp_path / "none")]) == 1
    assert "Chưa có chỉ mục" in capsys.readouterr().err


@pytest.mark.full
def test_two_sessions_ask_while_the_index_is_built(shipped_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--index", str(shipped_index), "--sessions", "2", "--seconds", "20"])
    said = capsys.readouterr().out
    assert "0 faults" in said and "| all " in said
    assert code == 0, said
