"""Tra cứu văn bản through Streamlit's test harness: found by any name, read in its tree, compared, and put into the memo."""

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant.desk import open_desk
from assistant.lookup import Run
from assistant.ui.lookup.address import Address, address_in
from assistant.ui.lookup.changing import runs_as_html

PAGE = "from assistant.ui.pages.texts import draw; draw()"
PERMIT = {"so": "35/2022/NĐ-CP", "dieu": "art_68__para_3__point_b", "ngay": "2026-07-01"}
Visit = Callable[..., AppTest]


@pytest.fixture
def visit(shipped_index: Path, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Opens the page at an address."""

    def open_at(index: Path = shipped_index, **query: str) -> AppTest:
        monkeypatch.setenv("TRO_LY_INDEX", str(index))
        page = AppTest.from_string(PAGE, default_timeout=60)
        page.query_params.update(query)
        return page.run()

    return open_at


def text(page: AppTest) -> str:
    """All that is written on the page outside widgets and HTML."""
    parts = [*page.title, *page.markdown, *page.caption, *page.warning, *page.info, *page.error, *page.success]
    return re.sub(r"\\(.)", r"\1", "\n".join(str(part.value) for part in parts))


def links(page: AppTest) -> list[str]:
    return [re.sub(r"\\(.)", r"\1", link.label) for link in page.page_link]


def read(page: AppTest) -> str:
    """The text that is open, as HTML."""
    return next(body for element in page.get("html") if "pre-wrap" in (body := element.proto.body))


def marked(page: AppTest) -> str:
    return html.unescape("\n".join(re.findall(r"<mark[^>]*>(.*?)</mark>", read(page), re.DOTALL)))


def tree(page: AppTest) -> dict[str, Any]:
    """What the browser is given to draw the tree from."""
    (element,) = page.get("bidi_component")
    found: dict[str, Any] = json.loads(element.proto.json)
    return found


def test_the_first_visit_says_what_can_be_typed(visit: Visit) -> None:
    page = visit()
    assert not page.exception
    assert "35/2022/NĐ-CP" in links(page)
    assert "Đề nghị đối chiếu văn bản chính thức trước khi ký." in text(page)


def test_a_place_that_is_typed_is_opened_and_stands_in_the_address(visit: Visit) -> None:
    page = visit()
    page.text_input[0].set_value("diem b khoan 3 dieu 68 nghi dinh 35").run()
    assert marked(page).startswith("b) ")
    assert page.query_params["so"] in ("35/2022/NĐ-CP", ["35/2022/NĐ-CP"])
    assert "Điểm b khoản 3 Điều 68" in text(page)


def test_documents_that_bear_a_name_are_listed_with_their_state(visit: Visit) -> None:
    page = visit(q="luat dat dai", ngay="2026-11-23")
    assert "Luật Đất đai năm 2024" in links(page)
    assert "đang có hiệu lực" in text(page) and "đã hết hiệu lực" in text(page)


def test_a_link_opens_the_provision_on_its_day_with_its_state_and_kind(visit: Visit) -> None:
    page = visit(**PERMIT)
    assert not page.exception
    assert marked(page).startswith("b) ")
    assert "Điều 68. Nhiệm vụ và quyền hạn" in html.unescape(read(page))
    assert "Ngày 01/7/2026: đang có hiệu lực" in text(page)
    assert "Tóm lược" in text(page)
    full, short = [code.value for code in page.code]
    assert full.startswith("Điểm b khoản 3 Điều 68 Nghị định số 35/2022/NĐ-CP ngày 28 tháng 5 năm 2022 của Chính phủ")
    assert short == "Điểm b khoản 3 Điều 68 Nghị định số 35/2022/NĐ-CP"


def test_before_its_first_day_a_decree_is_not_in_force(visit: Visit) -> None:
    assert "Ngày 14/7/2022: chưa có hiệu lực" in text(visit(**PERMIT | {"ngay": "2022-07-14"}))


def test_the_tree_knows_what_is_open_and_its_addresses_can_be_shared(visit: Visit) -> None:
    data = tree(visit(**PERMIT))
    assert (data["leaf"], data["chosen"]) == ("art_68", PERMIT["dieu"])
    assert [part[1] for part in data["parts"]][:2] == ["Khoản 1", "Khoản 2"]
    assert data["base"].startswith("van-ban?so=35%2F2022%2FN%C4%90-CP")
    assert any(leaf[1] == "Điều 68" for room in data["branches"] for leaf in (room[3] or [room]))


def test_a_whole_article_is_read_without_a_mark_and_with_its_neighbours(visit: Visit) -> None:
    page = visit(so="35/2022/NĐ-CP", dieu="art_68")
    assert "<mark" not in read(page) and "<details" not in read(page)
    assert any(label.startswith("Điều ") for label in links(page))


def test_what_changed_is_said_though_its_words_are_not_held(visit: Visit) -> None:
    page = visit(**PERMIT | {"xem": "thay-doi", "tu": "2022-07-15", "dieu": "art_70"})
    assert "không có câu chữ để đối chiếu" in text(page)
    assert "Thay đổi đã biết theo danh mục" in text(page)


def test_history_and_references_are_views_of_their_own(visit: Visit) -> None:
    history = visit(**PERMIT | {"xem": "hieu-luc"})
    assert "Dòng thời gian" in text(history) and "15/7/2022" in text(history)
    into = visit(so="35/2022/NĐ-CP", dieu="art_68", xem="dan-chieu")
    assert re.search(r"Được dẫn từ \(\d+\)", text(into))


def test_another_view_is_chosen_and_stands_in_the_address(visit: Visit) -> None:
    page = visit(**PERMIT)
    page.segmented_control[0].set_value("hieu-luc").run()
    assert page.query_params["xem"] in ("hieu-luc", ["hieu-luc"])
    assert "Dòng thời gian" in text(page)


def test_a_provision_goes_into_the_memo_as_it_stands(visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRO_LY_DESK", str(tmp_path / "desk.sqlite"))
    page = visit(**PERMIT)
    next(button for button in page.button if str(button.key).startswith("put-text-")).click().run()
    (kept,) = open_desk(tmp_path / "desk.sqlite").basket()
    assert (kept.item.kind, kept.item.title) == ("clause", "điểm b khoản 3 Điều 68 Nghị định số 35/2022/NĐ-CP")
    assert kept.item.as_of.isoformat() == "2026-07-01"


@pytest.mark.parametrize(
    "query",
    [
        {"so": "999/2099/NĐ-CP"},
        {"so": "35/2022/NĐ-CP", "dieu": "art_999"},
        {"so": "<b>", "dieu": "*x*"},
        {"so": "x" * 5000},
        {"so": "35/2022/NĐ-CP", "dieu": "a/b/c", "ngay": "0001-01-01"},
        {"q": "x" * 5000, "so": "' OR 1=1 --"},
    ],
)
def test_an_address_of_what_is_not_held_is_answered_in_one_line(visit: Visit, query: dict[str, str]) -> None:
    page = visit(**query)
    assert not page.exception
    assert len(page.error) == 1


@pytest.mark.parametrize("tu", ["1000-01-01", "1990-01-01", "2026-07-01", "2099-01-01"])
@pytest.mark.parametrize("dieu", ["", "art_68"])
def test_any_earlier_day_can_be_compared_with(visit: Visit, tu: str, dieu: str) -> None:
    page = visit(so="35/2022/NĐ-CP", dieu=dieu, xem="thay-doi", ngay="2026-07-01", tu=tu)
    assert not page.exception and not page.error


def test_a_day_that_is_none_and_a_view_that_is_none_are_left_out() -> None:
    assert address_in({"so": "1", "ngay": "31/12", "xem": "x", "tu": ""}) == Address(document="1")


@pytest.mark.parametrize(
    "address", [Address(), Address("35/2022/NĐ-CP", "art_68", address_in({"ngay": "2026-07-01"}).day, "dan-chieu", "a b")]
)
def test_an_address_is_read_as_it_was_written(address: Address) -> None:
    assert address_in(address.as_query()) == address


def test_reports_are_never_law(visit: Visit) -> None:
    page = visit(so="BC-KTĐ-ĐBSH-6T2023")
    assert not page.exception
    assert "không phải văn bản quy phạm pháp luật" in text(page)
    assert "hiệu lực tại" not in text(page)


def test_words_of_a_text_are_no_markup_where_they_are_compared() -> None:
    shown = runs_as_html((Run("<script>x</script>", "added"), Run(" & ", "same")))
    assert "<script" not in shown and "&lt;script&gt;" in shown and "&amp;" in shown
