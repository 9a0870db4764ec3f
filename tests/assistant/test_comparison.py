"""Boards compared from a report: one citation a cell, what is not told said so, nothing ranked, nothing taken from the law's questions."""

from datetime import date

import pytest
from composers_corpus import assistant_over_report
from invented import Place

from assistant import Answer, Assistant
from assistant.question import QuestionError

DAY = date(2031, 9, 1)
SHIPPED_DAY = date(2026, 11, 29)


@pytest.fixture
def invented(place: Place) -> Assistant:
    return assistant_over_report(place)


def cited(answer: Answer) -> list[str]:
    return [c.eid for c in answer.citations]


@pytest.mark.parametrize(
    ("question", "expected", "said", "unsaid"),
    [
        ("Sông Xanh và Núi Đỏ tưới nước thế nào?", ["stm_pb-1_1", "stm_pb-2_1"], ["tưới nước", "kênh dẫn", "bể chứa"], ["không nêu"]),
        ("song xanh voi nui do tuoi cay khac nhau the nao theo hoi nghi", ["stm_pb-1_1", "stm_pb-2_1"], ["kênh dẫn"], []),
        ("So sánh Sông Xanh với Đồng Vàng về tưới nước", ["stm_pb-1_1", "stm_th-1_2"], ["được nêu tên, không có nội dung"], []),
        ("Núi Đỏ và Sông Xanh che nắng ra sao?", ["stm_pb-1_2", "stm_pb-2_1"], ["báo cáo không nêu che nắng"], []),
        ("Sông Xanh và Biển Xa che nắng ra sao?", ["stm_pb-1_2", "stm_th-1_1"], ["Biển Xa không thuộc các Ban"], []),
        ("Ông Suối và bà Đồi nói gì về tưới nước?", ["stm_pb-1_1", "stm_pb-2_1"], ["kênh dẫn"], []),
        (
            "Những Ban nào trong khối vườn ươm che nắng?",
            ["stm_pb-1_2", "stm_pb-2_1", "stm_th-1_2"],
            ["che nắng bằng lưới đen.** [1]", "báo cáo ghi về Sông Xanh"],
            [],
        ),
        ("So với Núi Đỏ các Ban khác tưới nước thế nào theo hội nghị?", ["stm_pb-2_1", "stm_pb-1_1", "stm_th-1_2"], ["kênh"], []),
    ],
)
def test_who_says_what(invented: Assistant, question: str, expected: list[str], said: list[str], unsaid: list[str]) -> None:
    answer = invented.ask(question, DAY)
    assert cited(answer) == expected
    assert answer.status == "answered"
    assert not answer.struck
    for words in said:
        assert words in answer.answer
    for words in unsaid:
        assert words not in answer.answer


def test_no_order_is_made_where_no_board_has_a_figure(invented: Assistant) -> None:
    answer = invented.ask("Ban nào trong khối vườn ươm tưới nước nhiều nhất?", DAY)
    assert cited(answer) == ["stm_th-2_4"]
    assert "không xếp hạng được" in answer.answer


@pytest.mark.parametrize("question", ["Sông Xanh và Núi Đỏ bón phân thế nào?", "Sông Xanh và Núi Đỏ tưới nước năm 2029 thế nào?"])
def test_nothing_is_compared_that_nobody_said_or_in_another_year(invented: Assistant, question: str) -> None:
    assert not any("báo cáo ghi nội dung" in s.text for s in invented.ask(question, DAY).statements)


def test_a_table_has_a_citation_in_each_cell_that_says_something(invented: Assistant) -> None:
    table = invented.compare(["Sông Xanh", "nui do", "Đồng Vàng", "Biển Xa"], ["tưới cây", "che nắng", "trồng nấm"], DAY).as_json()
    assert table["places"] == ["Sông Xanh", "Núi Đỏ", "Đồng Vàng", "Biển Xa"]
    assert table["boards"][0] == "Ban Vườn ươm tỉnh Sông Xanh"
    eids = {c["n"]: c["eid"] for c in table["citations"]}
    cells = {row["topic"]: [(c["has_content"], eids.get(c["citation"])) for c in row["cells"]] for row in table["rows"]}
    rest = [(False, "stm_th-1_2"), (False, "stm_th-1_1")]
    assert cells == {
        "tưới nước": [(True, "stm_pb-1_1"), (True, "stm_pb-2_1"), *rest],
        "che nắng": [(True, "stm_pb-1_2"), (False, None), *rest],
        "trồng nấm": [(False, None), (False, None), *rest],
    }
    assert table["rows"][1]["cells"][1]["text"] == "báo cáo không nêu"


def test_a_table_without_topics_has_those_that_somebody_speaks_of(invented: Assistant) -> None:
    table = invented.compare(["Sông Xanh", "Núi Đỏ"], as_of=DAY)
    assert [row.topic for row in table.rows] == ["tưới nước", "che nắng"]
    assert table.as_markdown().startswith("| Chủ đề | Sông Xanh | Núi Đỏ |")


@pytest.mark.parametrize("places", [["Xứ Lạ"], [""], []])
def test_a_place_that_nobody_knows_is_refused_in_one_line(invented: Assistant, places: list[str]) -> None:
    with pytest.raises(QuestionError) as error:
        invented.compare(places, [], DAY)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Hải Phòng và Hưng Yên làm quy chế phối hợp thế nào theo hội nghị Khối 2023?", ["stm_pb-6_1", "stm_pb-9_3"]),
        ("HP voi HY lam quy che phoi hop ra sao theo bao cao khoi", ["stm_pb-6_1", "stm_pb-9_3"]),
        ("Hải Phòng, Bắc Ninh làm nhà ở công nhân thế nào?", ["stm_pb-7_1", "stm_th-8_3"]),
        ("Tỉnh nào trong Khối thu hút đầu tư nhiều nhất 6 tháng đầu năm 2023?", ["stm_th-4_7"]),
    ],
)
def test_the_shipped_report(assistant: Assistant, question: str, expected: list[str]) -> None:
    answer = assistant.ask(question, SHIPPED_DAY)
    assert cited(answer) == expected
    assert not answer.struck


def test_provinces_are_compared_by_their_own_texts_where_no_report_speaks(assistant: Assistant) -> None:
    answer = assistant.ask("Hưng Yên và Quảng Ninh: thẩm quyền cấp giấy phép xây dựng trong KCN khác nhau thế nào?", SHIPPED_DAY)
    assert {c.document for c in answer.citations} == {"69/2021/QĐ-UBND", "38/2021/QĐ-UBND"}


@pytest.mark.parametrize(
    "question",
    [
        "Ban quản lý có được cấp giấy phép xây dựng trong KCN không?",
        "Hải Dương sáp nhập vào Hải Phòng từ ngày nào?",
        "Các Ban trong Khối gặp khó gì khi cấp giấy phép xây dựng?",
        "Ban nào cấp giấy phép lao động?",
    ],
)
def test_other_questions_are_left_alone(assistant: Assistant, question: str) -> None:
    assert not any("báo cáo ghi nội dung" in s.text for s in assistant.ask(question, SHIPPED_DAY).statements)
