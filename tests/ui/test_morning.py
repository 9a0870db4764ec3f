"""A morning's work in a real browser: ask, follow up, look at a clause and at another day, fill the basket, compare, take files home."""

import io
import re
from pathlib import Path

import pytest
from browsing import PERMIT, Visitor, visitor
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import expect

from benchmarks.looks import settle
from benchmarks.page import served

WAIT = 60_000  # ms; the machine may be busy


def text_of(paper: bytes) -> str:
    """All that is written in a Word file, tables included."""
    document = Document(io.BytesIO(paper))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def download(came: Visitor, name: str | re.Pattern[str]) -> bytes:
    with came.page.expect_download(timeout=WAIT) as coming:
        came.page.get_by_role("button", name=name).first.click()
    return Path(coming.value.path()).read_bytes()


def go(came: Visitor, page: str) -> None:
    came.page.get_by_role("link", name=page).first.click()
    expect(came.page.locator("h1").filter(has_text=page)).to_be_visible(timeout=WAIT)
    settle(came.page)


def put(came: Visitor, within: str) -> None:
    came.page.locator(f"{within} button").filter(has_text="Đưa vào phiếu trình").first.click()
    expect(came.page.get_by_text("Đã đưa vào phiếu trình").first).to_be_visible(timeout=WAIT)
    settle(came.page)


@pytest.mark.browser
def test_a_morning_of_work(shipped_index: Path, tmp_path: Path) -> None:
    with served(shipped_index, tmp_path) as server, visitor(server.address) as came:
        page = came.page
        page.get_by_text("Kho đang có").wait_for(timeout=WAIT)
        came.ask(PERMIT)
        expect(page.get_by_text("Từ ngày 01/7/2026, việc cấp giấy phép xây dựng do Ban quản lý trực tiếp").first).to_be_visible(
            timeout=WAIT
        )
        settle(page)
        came.ask("còn gia hạn thì sao?")
        expect(page.get_by_text("Câu hỏi được hiểu là").first).to_be_visible(timeout=WAIT)
        settle(page)

        page.locator(".st-key-cite-0-2 button").click()  # the decree's clause, and what it was on another day
        panel = page.locator(".st-key-source-panel")
        expect(panel.locator("mark").first).to_contain_text("b)", timeout=WAIT)
        panel.get_by_text("Xem tại ngày khác").click()
        expect(panel.get_by_text("có hiệu lực").first).to_be_visible(timeout=WAIT)
        settle(page)
        put(came, ".st-key-source-panel")
        page.keyboard.press("Escape")
        expect(panel).to_be_hidden(timeout=WAIT)
        put(came, ".st-key-actions-0")
        page.locator(".st-key-cite-0-3 button").click()
        expect(panel.locator("mark").first).to_be_visible(timeout=WAIT)
        settle(page)
        put(came, ".st-key-source-panel")

        go(came, "So sánh địa phương")
        page.get_by_role("button", name="Quy chế phối hợp với các sở, ngành").click()
        settle(page)
        expect(page.locator("[class*=st-key-compare-row]").first).to_contain_text("Hải Phòng", timeout=WAIT)
        table = load_workbook(io.BytesIO(download(came, re.compile("XLSX"))))
        assert any("Hải Phòng" in str(cell.value) for sheet in table for row in sheet for cell in row)
        assert "Nguồn" in table.sheetnames
        compared = text_of(download(came, re.compile("DOCX|Word")))
        assert "Hải Phòng" in compared and "Dữ liệu đến ngày" in compared

        go(came, "Thẩm quyền")
        duties = load_workbook(io.BytesIO(download(came, re.compile("XLSX"))))
        assert duties.worksheets[0].max_row > 100

        go(came, "Phiếu trình")
        expect(page.get_by_text("Các mục trong phiếu (3)")).to_be_visible(timeout=WAIT)
        page.get_by_label("Trích yếu (về việc gì)").fill("thẩm quyền cấp giấy phép xây dựng trong khu công nghiệp")
        page.get_by_role("button", name="Ghi vào văn bản").click()
        settle(page)
        memo = text_of(download(came, re.compile("^(?!.*bảng).*Tải", re.IGNORECASE)))
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in memo and "Độc lập - Tự do - Hạnh phúc" in memo
        assert "Ban quản lý trực tiếp" in memo and "khoản 2 Điều 53" in memo
        assert not re.search(r"\[\d+\]|\*\*", memo)
        came.assert_undisturbed()
