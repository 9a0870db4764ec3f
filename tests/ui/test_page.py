"""The page through Streamlit's own test harness: what a visitor sees and can do."""

import html
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from model_server import model_server, says, statements
from streamlit.testing.v1 import AppTest

from assistant import Assistant, Statement
from assistant.render import escape
from assistant.ui import opening
from assistant.ui.reply import Coming
from ingest.catalogue import CORPUS

Page = Callable[..., AppTest]
PERMIT = "Ban quản lý có được cấp giấy phép xây dựng trong khu công nghiệp không?"


def labels(page: AppTest) -> list[str]:
    """Labels of all buttons as they are read: without colour and escapes."""
    return [re.sub(r"\\(.)", r"\1", re.sub(r"^:primary\[(.*)\]$", r"\1", button.label)) for button in page.button]


def text(page: AppTest) -> str:
    """All that is written on the page outside widgets."""
    parts = [*page.title, *page.markdown, *page.caption, *page.text, *page.warning, *page.info, *page.error]
    return re.sub(r"\\(.)", r"\1", "\n".join(str(part.value) for part in parts))


def source(page: AppTest) -> str:
    """The HTML of the open source panel."""
    return next(body for element in page.get("html") if "<mark" in (body := element.proto.body))


def marked(page: AppTest) -> str:
    """The marked words of the open source panel."""
    return html.unescape("\n".join(re.findall(r"<mark[^>]*>(.*?)</mark>", source(page), re.DOTALL)))


def copied(page: AppTest) -> list[str]:
    """What the copy buttons of the page carry, in their order."""
    found = (re.search(r'data-copy="([^"]*)"', element.proto.body) for element in page.get("html"))
    return [html.unescape(match[1]) for match in found if match]


def ask(page: AppTest, question: str) -> AppTest:
    return page.chat_input[0].set_value(question).run()


def test_first_visit_says_what_this_is_what_it_holds_and_what_to_ask(page: Page) -> None:
    visit = page()
    assert not visit.exception
    assert visit.title[0].value == "Trợ lý văn bản"
    assert visit.chat_input[0].placeholder.startswith("Nhập câu hỏi")
    assert len([b for b in visit.button if str(b.key).startswith("example-")]) == 4
    assert re.search(r"Kho đang có \d+ văn bản, tài liệu: \d+ tóm lược", text(visit))
    assert "Dữ liệu đến ngày" in text(visit)
    assert "Đề nghị đối chiếu văn bản chính thức trước khi ký." in text(visit)
    assert visit.date_input[0].value == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("example", "article"),
    [
        (0, "Điều 53 Nghị định số 217/2026/NĐ-CP"),
        (1, "Điều 70 Nghị định số 35/2022/NĐ-CP"),
        (2, "Điều 37 Nghị định số 35/2022/NĐ-CP"),
        (3, "Điều 27 Luật Thi đua, khen thưởng năm 2022"),
    ],
)
def test_each_example_question_is_answered_from_the_right_article(page: Page, example: int, article: str) -> None:
    visit = page()
    visit.button(key=f"example-{example}").click().run()
    assert not visit.exception
    assert any(label.startswith("[1] ") and label.endswith(article) for label in labels(visit))
    assert "Theo quy định tại ngày 23/11/2026" in text(visit)


def test_the_example_on_building_permits_cites_both_decrees(page: Page) -> None:
    visit = ask(page(), PERMIT)
    assert "[1] khoản 2 Điều 53 Nghị định số 217/2026/NĐ-CP" in labels(visit)
    assert "[2] điểm b khoản 3 Điều 68 Nghị định số 35/2022/NĐ-CP" in labels(visit)
    assert visit.warning


def test_a_citation_opens_the_whole_article_with_the_cited_point_marked(page: Page) -> None:
    visit = ask(page(), PERMIT)
    visit.button(key="cite-0-2").click().run()
    assert marked(visit).startswith("b) ")
    assert "Giấy phép xây dựng" in marked(visit)
    whole = html.unescape(source(visit))
    assert "Điều 68. Nhiệm vụ và quyền hạn" in whole
    assert "1. " in whole and "4. " in whole
    assert "đang có hiệu lực" in text(visit)
    assert "Tóm lược – chưa rà soát" in text(visit)
    assert "Có hiệu lực từ ngày 15/7/2022" in text(visit)
    *_, full, short = copied(visit)
    assert full.startswith("Điểm b khoản 3 Điều 68 Nghị định số 35/2022/NĐ-CP ngày 28 tháng 5 năm 2022 của Chính phủ")
    assert short == "Điểm b khoản 3 Điều 68 Nghị định số 35/2022/NĐ-CP"
    visit.button(key="close-source").click().run()
    assert not any("<mark" in element.proto.body for element in visit.get("html"))


def test_another_day_gives_another_answer(page: Page) -> None:
    visit = page()
    visit.date_input[0].set_value(date(2026, 6, 30)).run()
    ask(visit, PERMIT)
    assert "Theo quy định tại ngày 30/6/2026" in text(visit)
    assert "[2] điểm b khoản 3 Điều 68 Nghị định số 35/2022/NĐ-CP" in labels(visit)
    assert not any("Nghị định số 217/2026/NĐ-CP" in label for label in labels(visit) if "ghi chú" not in label)
    visit.date_input[0].set_value(date(2026, 7, 1)).run()
    visit.button(key="again-0").click().run()
    assert "Theo quy định tại ngày 01/7/2026" in text(visit)
    assert "[1] khoản 2 Điều 53 Nghị định số 217/2026/NĐ-CP" in labels(visit)


def test_a_follow_up_is_read_with_the_question_before_it(page: Page) -> None:
    visit = ask(ask(page(), PERMIT), "còn gia hạn thì sao?")
    assert "Câu hỏi được hiểu là: “" in text(visit)
    assert len(visit.chat_message) == 4


def test_a_change_of_topic_is_told(page: Page) -> None:
    visit = ask(ask(page(), PERMIT), "à mà Lao động tiên tiến được thưởng bao nhiêu tiền?")
    assert "Câu hỏi này sang nội dung khác" in text(visit)
    assert "Câu hỏi được hiểu là: “Lao động tiên tiến được thưởng bao nhiêu tiền?”" in text(visit)


def test_a_suggestion_is_asked_with_one_click(page: Page) -> None:
    visit = ask(page(), PERMIT)
    suggested = visit.button(key="next-0-0")
    question = re.sub(r"\\(.)", r"\1", suggested.label)
    suggested.click().run()
    assert visit.chat_message[2].text[0].value == question
    assert not [button for button in visit.button if button.key == "next-0-0"]


def test_a_refusal_is_told_apart_and_offers_questions(page: Page) -> None:
    visit = ask(page(), "Ai vô địch bóng đá thế giới năm 2022?")
    assert "Chưa trả lời được" in text(visit)
    assert not [label for label in labels(visit) if label.startswith("[")]
    assert visit.button(key="next-0-0")


def test_a_new_start_brings_the_first_page_back(page: Page) -> None:
    visit = ask(page(), PERMIT)
    next(button for button in visit.button if button.label == "Cuộc hỏi mới").click().run()
    assert "Kho đang có" in text(visit) and not visit.chat_message


@pytest.mark.parametrize("question", ["", "   \n ", "giấy phép xây dựng " * 600])
def test_an_empty_or_endless_question_gets_one_line(page: Page, question: str) -> None:
    visit = ask(page(), question)
    assert not visit.exception
    if question:
        assert len(visit.error) == 1
        assert "âu hỏi" in visit.error[0].value
        assert len(visit.chat_message[0].text[0].value) < 700


def test_a_missing_index_is_said_with_how_to_build_it(page: Page, tmp_path: Path) -> None:
    visit = page(tmp_path / "none")
    assert not visit.exception
    assert len(visit.error) == 1
    assert "python \\-m ingest build" in visit.error[0].value


def test_an_index_of_another_version_is_said_with_how_to_build_it(page: Page, tmp_path: Path) -> None:
    (tmp_path / "gen-000001").mkdir()
    (tmp_path / "gen-000001" / "manifest.json").write_text('{"schema": 0}', encoding="utf-8")
    (tmp_path / "CURRENT").write_text("gen-000001", encoding="utf-8")
    visit = page(tmp_path)
    assert not visit.exception
    assert "python \\-m ingest build" in visit.error[0].value


def test_the_default_index_is_built_where_it_is_missing(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(CORPUS / "catalogue", corpus / "catalogue")
    (corpus / "digests").mkdir()
    shutil.copy(CORPUS / "digests" / "64-2025-qh15.md", corpus / "digests")
    monkeypatch.setenv("TRO_LY_CORPUS", str(corpus))
    monkeypatch.setattr(opening, "DEFAULT_INDEX", tmp_path / "index")
    visit = page(tmp_path / "index")
    assert not visit.error
    assert "Kho đang có 1 văn bản, tài liệu: 1 tóm lược." in text(visit)


def test_what_nobody_foresaw_is_one_vietnamese_line_and_logged(
    page: Page, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by accident")

    visit = page()
    monkeypatch.setattr(Assistant, "ask_streaming", broken)
    ask(visit, PERMIT)
    assert not visit.exception
    assert [error.value[:24] for error in visit.error] == ["Có lỗi ngoài dự kiến nên"]
    assert "Unexpected error behind the page" in caplog.text


def test_an_index_with_one_changed_byte_answers_nothing_and_says_what_to_do(page: Page, shipped_index: Path, tmp_path: Path) -> None:
    shutil.copytree(shipped_index, tmp_path / "hỏng")
    file = tmp_path / "hỏng" / (shipped_index / "CURRENT").read_text("utf-8") / "rows" / "vectors.npy"
    content = bytearray(file.read_bytes())
    content[-100] ^= 1
    file.write_bytes(content)
    visit = ask(page(tmp_path / "hỏng"), PERMIT)
    assert "rows/vectors.npy is not as it was built" in visit.error[0].value.replace("\\", "")
    assert "python \\-m ingest build" in visit.error[0].value
    assert not visit.chat_message


def test_verified_sentences_of_a_model_come_before_the_answer_that_takes_their_place(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = list[list[str]]()
    show = Coming.show

    def watched(coming: Coming, statement: Statement) -> None:
        show(coming, statement)
        shown.append(list(coming.lines))

    monkeypatch.setattr(Coming, "show", watched)
    with model_server() as server:
        monkeypatch.setenv("TRO_LY_MODEL", "invented")
        monkeypatch.setenv("TRO_LY_MODEL_URL", server.url)
        first, second = (
            "Ban quản lý trực tiếp cấp giấy phép xây dựng.",
            "Ban quản lý *trực tiếp* cấp giấy phép xây dựng trong khu công nghiệp.",
        )
        server.will(says(statements((first, [1]), ("Thời hạn cấp giấy phép là 999 ngày.", [1]), (second, [1]))), says('{"statements": []}'))
        visit = ask(page(), PERMIT)
    assert not visit.exception
    assert shown == [[f"{escape(first)} [1]"], [f"{escape(first)} [1]", f"{escape(second)} [1]"]]
    assert f"**{first}** *(tóm lược)* [[1]](#cite-0-1)" in text(visit) and second in text(visit)
    assert "999" not in text(visit)
    assert len(visit.chat_message) == 2
    assert "Trả lời một phần" in text(visit)


def test_where_questions_go_is_said_before_the_first(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRO_LY_MODEL", "invented")
    monkeypatch.setenv("TRO_LY_MODEL_URL", "https://models.example/v1")
    assert "sẽ được gửi ra ngoài máy này, tới mô hình ngôn ngữ “invented” tại models.example." in text(page())
    monkeypatch.setenv("TRO_LY_MODEL_URL", "http://127.0.0.1:9/v1")
    assert "ra ngoài máy này" not in text(page())


def test_a_model_that_is_not_there_leaves_the_answer_and_says_so(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRO_LY_MODEL_URL", "http://127.0.0.1:9/v1")
    visit = ask(page(), PERMIT)
    assert "[1] khoản 2 Điều 53 Nghị định số 217/2026/NĐ-CP" in labels(visit)
    assert "Mô hình ngôn ngữ “default” hiện chưa kết nối được" in visit.warning[0].value.replace("\\", "")
