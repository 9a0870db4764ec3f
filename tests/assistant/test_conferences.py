"""A report answers for its own time, its own bloc and the boards that it tells of: what is asked beyond that is said not to be held."""

from datetime import date

import pytest
from composers_corpus import assistant_over_report
from invented import Place

from assistant import Answer, Assistant
from assistant.dates import read_time, times_in
from ingest.catalogue import CatalogueError, load_catalogue

DAY = date(2033, 5, 2)
OTHERS = """schema = 1
[[conference]]
id = "tong-ket-2032"
title = "Hội nghị tổng kết năm 2032 của Khối vườn ươm"
period = "năm 2032"
held_on = 2033-01-12
place = "Núi Đỏ"
bloc = "Đồi Cao"
content = "không giữ nội dung"
source = "tin vắn"
"""


@pytest.fixture(scope="module")
def gardens(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    place = Place(tmp_path_factory.mktemp("gardens"))
    place.table("reporting.toml", 'schema = 1\nregions = ["Đồi Cao", "Ven Biển"]\n')
    (place.corpus / "reports").mkdir(exist_ok=True)
    (place.corpus / "reports" / "other-conferences.toml").write_text(OTHERS, encoding="utf-8")
    return assistant_over_report(place)


def is_not_held(answer: Answer) -> bool:
    return (answer.status, answer.refusal_type) == ("refused", "not_held") and not answer.citations


@pytest.mark.parametrize(
    ("question", "time"),
    [
        ("Năm 2032 Khối vườn ươm trồng bao nhiêu cây giống?", "năm 2032"),
        ("khoi vuon uom trong bao nhieu cay giong nam 2030", "năm 2030"),
        ("6 tháng cuối năm 2031 toàn Khối đã trồng bao nhiêu cây giống?", "từ 01/7/2031 đến 31/12/2031"),
        ("quý I/2032 Khối vườn ươm trồng bao nhiêu cây giống?", "từ 01/01/2032 đến 31/3/2032"),
        ("9T/2032 hội nghị nêu trồng bao nhiêu cây giống?", "từ 01/01/2032 đến 30/9/2032"),
    ],
)
def test_figures_of_one_time_do_not_answer_for_another(gardens: Assistant, question: str, time: str) -> None:
    answer = gardens.ask(question, DAY)
    assert is_not_held(answer) and answer.refusal_reason
    assert time in answer.refusal_reason and "1.250" not in answer.answer
    assert "“Hội nghị sơ kết của Khối vườn ươm 6 tháng đầu năm 2031”" in answer.refusal_reason


def test_a_conference_that_is_known_of_is_named_as_unverified(gardens: Assistant) -> None:
    reason = gardens.ask("Năm 2032 Khối vườn ươm trồng bao nhiêu cây giống?", DAY).refusal_reason or ""
    assert "Hội nghị tổng kết năm 2032 của Khối vườn ươm, họp ngày 12/01/2033 tại Núi Đỏ, kho không giữ nội dung; chưa kiểm chứng" in reason
    other = gardens.ask("Năm 2030 Khối vườn ươm trồng bao nhiêu cây giống?", DAY).refusal_reason or ""
    assert "2032" not in other


@pytest.mark.parametrize(
    "question",
    [
        "6 tháng đầu năm 2031 Khối vườn ươm trồng bao nhiêu cây giống?",
        "6T/2031 toàn Khối trồng bao nhiêu cây giống?",
        "Tháng 3/2031 toàn Khối đã trồng bao nhiêu cây giống?",
        "Toàn Khối đã trồng bao nhiêu cây giống?",
        "Hiện nay Khối vườn ươm trồng được bao nhiêu cây giống?",
    ],
)
def test_its_own_time_and_no_time_are_answered(gardens: Assistant, question: str) -> None:
    answer = gardens.ask(question, DAY)
    assert answer.status == "answered" and "1.250 cây" in answer.answer


def test_of_a_longer_time_the_part_told_is_said_to_be_a_part(gardens: Assistant) -> None:
    answer = gardens.ask("Năm 2031 Khối vườn ươm trồng bao nhiêu cây giống?", DAY)
    assert answer.status == "partial" and "1.250 cây" in answer.answer
    assert answer.answer.startswith("Báo cáo đang có chỉ nói về 6 tháng đầu năm 2031, chưa có số liệu của cả năm 2031.")


def test_a_figure_of_no_time_is_no_part_of_one(assistant: Assistant) -> None:
    answer = assistant.ask("năm 2023 Khối thi đua có bao nhiêu thành viên", date(2026, 11, 29))
    assert answer.status == "answered" and "11 đơn vị" in answer.answer


def test_the_bloc_of_another_region_is_not_this_one(gardens: Assistant) -> None:
    answer = gardens.ask("Khối vườn ươm khu vực Ven Biển trồng bao nhiêu cây giống?", DAY)
    assert is_not_held(answer) and "khối thi đua khu vực Ven Biển" in (answer.refusal_reason or "")


def test_a_board_that_is_only_named_is_said_to_be(gardens: Assistant) -> None:
    answer = gardens.ask("Ban Vườn ươm Đồng Vàng chia sẻ kinh nghiệm ghép cành, chiết cành ra sao tại hội nghị?", DAY)
    assert answer.status == "refused" and "có nêu tên Ban Vườn ươm tỉnh Đồng Vàng nhưng không ghi nội dung" in (answer.refusal_reason or "")


@pytest.mark.parametrize(
    "question", ["Núi Đỏ và Sông Xanh ban nào tưới nước nhiều hơn?", "Ban Vườn ươm Núi Đỏ có bao nhiêu bể chứa nước mưa để tưới nước?"]
)
def test_boards_of_which_no_figure_is_told_are_not_ranked(gardens: Assistant, question: str) -> None:
    answer = gardens.ask(question, DAY)
    assert (answer.status, answer.refusal_type) == ("refused", "held_but_silent")
    assert "không nêu số liệu của nơi được hỏi" in (answer.refusal_reason or "")


def test_what_boards_do_is_compared_without_figures(gardens: Assistant) -> None:
    answer = gardens.ask("So sánh cách tưới nước của Núi Đỏ và Sông Xanh", DAY)
    assert answer.status == "answered" and "bể chứa nước mưa" in answer.answer and "kênh dẫn" in answer.answer


def test_the_shipped_report_is_not_taken_for_other_years_and_regions(assistant: Assistant) -> None:
    day = date(2026, 11, 29)
    for question in (
        "năm 2024 khối thi đua thu hút bao nhiêu dự án",
        "khối thi đua Tây Nguyên cấp mới bao nhiêu dự án 6 tháng đầu năm 2023",
    ):
        assert is_not_held(assistant.ask(question, day)), question
    assert assistant.ask("phương hướng 6 tháng cuối năm 2023 của Khối là gì", day).status != "refused"
    assert assistant.ask("năm 2026 Khối trưởng khối thi đua được bầu thế nào", day).status != "refused"  # the circular says so


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("6T/2024", (2024, 1, 1), (2024, 6, 30)),
        ("6t2024", (2024, 1, 1), (2024, 6, 30)),
        ("9 tháng đầu năm 2024", (2024, 1, 1), (2024, 9, 30)),
        ("11 tháng/2024", (2024, 1, 1), (2024, 11, 30)),
    ],
)
def test_the_months_from_january_on_are_a_time(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    time = read_time(f"{text} thu hút bao nhiêu dự án", date(2026, 11, 29))
    assert time and (time.first, time.last) == (date(*first), date(*last)) and time.rest == "thu hút bao nhiêu dự án"


def test_every_time_of_a_text_is_found_and_a_time_limit_is_none() -> None:
    told = [*times_in("Sơ kết quý I/2031, phương hướng năm 2032; xử lý trong 6 tháng", date(2033, 1, 1))]
    assert told == [(date(2031, 1, 1), date(2031, 3, 31)), (date(2032, 1, 1), date(2032, 12, 31))]


def test_conferences_without_a_title_are_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = Place(tmp_path_factory.mktemp("broken"))
    (place.corpus / "reports").mkdir(exist_ok=True)
    (place.corpus / "reports" / "other-conferences.toml").write_text('schema = 1\n[[conference]]\nbloc = "x"\n', encoding="utf-8")
    with pytest.raises(CatalogueError, match="title"):
        load_catalogue(place.corpus)
