"""The page "So sánh địa phương" through Streamlit's own test harness: choices, the table, its sources, the address."""

import html
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.desk import Desk, DeskFile

AS_OF = date(2026, 11, 23)
Open = Callable[..., AppTest]


@pytest.fixture
def comparing(shipped_index: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Open:
    """Opens the page alone, at an address."""

    def open_page(**params: str | list[str]) -> AppTest:
        monkeypatch.setenv("TRO_LY_INDEX", str(shipped_index))
        monkeypatch.setenv("TRO_LY_DESK", str(tmp_path / "desk.sqlite"))
        visit = AppTest.from_string("from assistant.ui.pages.comparing import draw; draw()", default_timeout=60)
        visit.session_state["as_of"] = AS_OF
        for name, value in params.items():
            visit.query_params[name.replace("_", "-")] = value
        return visit.run()

    return open_page


def text(page: AppTest) -> str:
    parts = [*page.subheader, *page.markdown, *page.caption, *page.error, *page.info]
    return re.sub(r"\\(.)", r"\1", "\n".join(str(part.value) for part in parts))


def press(page: AppTest, label: str) -> AppTest:
    return next(b for b in page.button if label in b.label.replace("\\", "")).click().run()


def places(page: AppTest) -> list[str]:
    given = page.query_params["noi"]
    return [given] if isinstance(given, str) else list(given)


def test_the_first_visit_offers_presets_and_the_figures_of_the_bloc(comparing: Open) -> None:
    visit = comparing()
    assert not visit.exception
    assert [b.key for b in visit.button if (b.key or "").startswith("preset-")] == [f"preset-{n}" for n in range(4)]
    figures = html.unescape("".join(element.proto.body for element in visit.get("html")))
    assert "“4.93,1 triệu USD” – số này in hỏng" in figures
    assert "Hải Phòng (gồm Hải Dương cũ)" not in text(visit)


def test_a_preset_gives_a_table_in_one_click_with_both_names_and_the_choice_in_the_address(comparing: Open) -> None:
    visit = press(comparing(), "Quy chế phối hợp với các sở")
    assert not visit.exception
    told = text(visit)
    assert "Hải Phòng (gồm Hải Dương cũ)" in told and "Bắc Ninh (gồm Bắc Giang cũ)" in told
    assert "chủ trì xây dựng quy chế phối hợp" in told
    assert "Báo cáo không nêu" in told and "Được nêu tên, không có nội dung" in told
    assert places(visit) == ["Hải Phòng", "Hưng Yên", "Hà Nội", "Bắc Ninh"]
    assert visit.query_params["chu-de"] == ["quy chế phối hợp", "vai trò của Ban Quản lý"]
    assert visit.query_params["ngay"] == "2026-11-23"


def test_an_address_opens_the_table_that_was_sent(comparing: Open) -> None:
    visit = comparing(noi=["Hưng Yên", "Đà Nẵng"], chu_de=["cấp giấy phép xây dựng", "quy chế phối hợp"])
    told = text(visit)
    assert "Theo báo cáo hội nghị" in told and "Theo quy định của địa phương" in told
    assert "Đà Nẵng (gồm Quảng Nam cũ)" in told and "Không thuộc các Ban mà báo cáo nêu tên" in told
    assert "Kho chưa giữ quy định riêng" in told
    assert visit.text_input(key="compare-other-places").value == "Đà Nẵng"


def test_the_day_of_the_address_counts(comparing: Open) -> None:
    visit = comparing(noi=["Hải Phòng"], chu_de=["nhà ở công nhân"], ngay="2025-01-15")
    assert visit.date_input[0].value == date(2025, 1, 15)
    assert "gồm Hải Dương cũ" not in text(visit)  # not yet merged


def test_a_citation_opens_its_source_with_the_cited_words_marked(comparing: Open) -> None:
    visit = comparing(noi=["Hải Phòng"], chu_de=["nhà ở công nhân"])
    press(visit, "[1] Xem nguồn")
    body = next(element.proto.body for element in visit.get("html") if "<mark" in element.proto.body)
    marked = html.unescape("\n".join(re.findall(r"<mark[^>]*>(.*?)</mark>", body, re.DOTALL)))
    assert marked.startswith("1. Hải Phòng đang đẩy mạnh nhà ở xã hội")
    assert "Báo cáo – chưa rà soát" in text(visit)


def test_a_cell_a_row_and_the_table_go_into_the_basket(comparing: Open, tmp_path: Path) -> None:
    visit = comparing(noi=["Hải Phòng", "Hưng Yên"], chu_de=["quy chế phối hợp", "hạ tầng"])
    kept = Desk(DeskFile(tmp_path / "desk.sqlite"))
    press(visit, "Đưa vào phiếu")
    assert [entry.item.title for entry in kept.basket()] == ["Hải Phòng (gồm Hải Dương cũ) – quy chế phối hợp"]
    press(visit, "Đưa cả hàng vào phiếu")
    press(visit, "Đưa cả bảng vào phiếu")
    assert [entry.item.title.partition(" – ")[2] for entry in kept.basket()][1:] == ["quy chế phối hợp", "hạ tầng"]  # nothing twice


def test_an_unknown_place_is_one_line_and_the_choice_stays(comparing: Open) -> None:
    visit = comparing(noi=["Hải Phòn"])
    assert not visit.exception
    assert [error.value.replace("\\", "") for error in visit.error] == [
        "Không có tỉnh, thành phố nào tên “Hải Phòn” trong danh mục; có phải là “Hải Phòng” hay “Hải Dương” hay “Thanh Hóa”?"
    ]
    visit.text_input(key="compare-other-places").set_value("Hải Phòng").run()
    assert not visit.error and "Hải Phòng (gồm Hải Dương cũ)" in text(visit)


def test_a_place_of_then_is_added_with_one_click(comparing: Open) -> None:
    visit = comparing(noi=["Ninh Bình"], chu_de=["thu hút đầu tư"])
    press(visit, "Thêm cột Hà Nam")
    assert sorted(places(visit)) == ["Hà Nam", "Ninh Bình"]
    assert "Nói chung về cả Khối" in text(visit)


def test_a_choice_taken_back_leaves_the_address_clean(comparing: Open) -> None:
    visit = comparing(noi=["Hải Phòng"], chu_de=["nhà ở công nhân"])
    visit.session_state["compare-places"] = []
    visit.run()
    assert "noi" not in visit.query_params and "ngay" not in visit.query_params
    assert "Xem nguồn" not in "".join(b.label for b in visit.button)


def test_many_places_leave_the_empty_ones_in_one_line(comparing: Open) -> None:
    visit = comparing(noi=["Hải Phòng", "Hưng Yên", "Hà Nội", "Bắc Ninh", "Quảng Ninh"], chu_de=["nhà ở công nhân"])
    assert "Hưng Yên (gồm Thái Bình cũ): báo cáo không nêu; Hà Nội: báo cáo không nêu; Bắc Ninh" in text(visit)
