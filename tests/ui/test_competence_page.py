"""Thẩm quyền through Streamlit's test harness: chosen, opened, taken away."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant import Assistant
from assistant.desk import open_desk

PAGE = "from assistant.ui.pages.competence import draw; draw()"
Visit = Callable[..., AppTest]


@pytest.fixture
def visit(shipped_index: Path, monkeypatch: pytest.MonkeyPatch) -> Visit:
    def open_at(**query: str) -> AppTest:
        monkeypatch.setenv("TRO_LY_INDEX", str(shipped_index))
        page = AppTest.from_string(PAGE, default_timeout=60)
        page.query_params.update({"tai-ngay": "2026-11-23"} | query)
        return page.run()

    return open_at


def text(page: AppTest) -> str:
    parts = [*page.markdown, *page.caption, *page.warning, *page.info, *page.error]
    return re.sub(r"\\(.)", r"\1", "\n".join(str(part.value) for part in parts))


def links(page: AppTest) -> list[str]:
    return [re.sub(r"\\(.)", r"\1", link.label) for link in page.page_link]


def count(page: AppTest) -> int:
    found = re.search(r"(\d+) nhiệm vụ tại ngày", text(page))
    assert found
    return int(found[1])


def test_all_duties_of_the_day_are_there_and_the_first_are_shown(visit: Visit, assistant: Assistant) -> None:
    page = visit()
    assert not page.exception
    duties = [d for d in assistant.catalogue.duties if d.applies(date(2026, 11, 23))]
    assert count(page) == len(duties)
    shown = len(page.expander)
    assert 0 < shown < len(duties)
    next(button for button in page.button if "Xem thêm" in button.label).click().run()
    assert len(page.expander) == 2 * shown


def test_words_without_accents_find_the_permit_with_its_conflict(visit: Visit) -> None:
    page = visit()
    page.text_input(key="tu-ngu").set_value("giay phep xay dung").run()
    assert 0 < count(page) < 30
    assert "Căn cứ: khoản 2 Điều 53 Nghị định số 217/2026/NĐ-CP" in links(page)
    assert "Áp dụng khoản 2 Điều 53 Nghị định số 217/2026/NĐ-CP, không áp dụng điểm b khoản 3 Điều 68" in text(page)


def test_the_day_decides_mode_and_clause(visit: Visit) -> None:
    before = visit(**{"tu-ngu": "cấp giấy phép xây dựng", "tai-ngay": "2026-06-30"})
    assert not [link for link in links(before) if "217/2026" in link]
    assert "phân cấp" in text(before)


def test_choices_come_from_the_address_and_narrow_each_other(visit: Visit) -> None:
    field = visit(**{"linh-vuc": "xây dựng"})
    mode = visit(**{"linh-vuc": "xây dựng", "tinh-chat": "không thuộc"})
    assert 0 < count(mode) < count(field) < count(visit())
    assert "lĩnh vực xây dựng, tính chất không thuộc" in text(mode)


def test_nothing_that_fits_is_said(visit: Visit) -> None:
    assert "Không có nhiệm vụ nào trong bảng khớp" in text(visit(**{"tu-ngu": "máy bay không người lái"}))


def test_a_row_opens_its_clauses_with_the_text_marked(visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRO_LY_DESK", str(tmp_path / "desk.sqlite"))
    page = visit(**{"tu-ngu": "giấy phép xây dựng", "xung-dot": "true"})
    assert not [e for e in page.get("html") if "<mark" in e.proto.body]
    page.session_state["duty-gpxd-cap-truc-tiep"] = True  # as a click on it does
    page.run()
    marked = [e.proto.body for e in page.get("html") if "<mark" in e.proto.body]
    assert len(marked) >= 2  # the decree's clause and that of the sectoral law
    put = [button for button in page.button if str(button.key).startswith("put-duty-")]
    put[0].click().run()
    (kept,) = open_desk(tmp_path / "desk.sqlite").basket()
    assert kept.item.kind == "clause" and kept.item.as_of == date(2026, 11, 23)


def test_a_clause_that_is_not_held_is_said_to_be_not_held(visit: Visit) -> None:
    page = visit(**{"linh-vuc": "PCCC, an ninh"})
    assert "chưa có trong kho" in text(page)
