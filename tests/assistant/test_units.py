"""The unit in which a number is asked for: found in the question, and the opening sentence has a number in it."""

from datetime import date

import pytest

from assistant import Assistant
from assistant.question import QuestionReader
from assistant.units import UnitFinder, states_in
from ingest.catalogue import AskedUnit, load_catalogue
from ingest.index.tokens import Expander

DAY = date(2026, 11, 29)
CATALOGUE = load_catalogue()
FINDER = UnitFinder(CATALOGUE, Expander(CATALOGUE))
UNITS = {unit.name: unit for unit in CATALOGUE.asking.units}


@pytest.mark.parametrize(
    ("text", "folded", "names"),
    [
        ("giấy phép trồng cây có thời hạn mấy năm", False, ["năm"]),
        ("giay phep trong cay co han may nam", True, ["năm"]),
        ("cấp giấy mất bn ngày làm việc", False, ["ngày"]),
        ("nộp mấy bộ hồ sơ và trong bao lâu", False, ["khoảng thời gian", "số bộ, số bản"]),
        ("tỷ lệ cây xanh bao nhiêu %", False, ["tỷ lệ"]),
        ("vườn ươm tối thiểu bao nhiêu ha", False, ["diện tích tính bằng ha"]),
        ("phí trồng cây bao nhiêu tiền", False, ["số tiền"]),
        ("ai cấp giấy phép trồng cây", False, []),
        ("năm 2026 ai cấp giấy phép", False, []),
    ],
)
def test_the_units_asked_for(text: str, folded: bool, names: list[str]) -> None:
    assert [unit.name for unit in FINDER.find(text, folded)] == names


@pytest.mark.parametrize(
    ("name", "text", "states"),
    [
        ("năm", "Tối đa 02 năm", True),
        ("năm", "không quá 60 tháng", True),
        ("năm", "có giá trị không thời hạn", True),
        ("năm", "trong 15 ngày làm việc", False),
        ("năm", "theo Luật Cây xanh năm 2031", False),
        ("năm", "từ ngày 01 tháng 7 năm 2031", False),
        ("năm", "chỉ được miễn một số năm", False),
        ("ngày", "trong 05 (năm) ngày làm việc", True),
        ("ngày", "trước ngày 15 tháng 12 hằng năm", False),
        ("số bộ, số bản", "lập 06 bộ hồ sơ", True),
        ("số bộ, số bản", "trong 10 ngày kể từ ngày nhận bộ hồ sơ", False),
        ("tỷ lệ", "đạt tối thiểu 25% tổng diện tích", True),
        ("tỷ lệ", "không quá một phần ba", True),
        ("diện tích tính bằng ha", "từ 500 ha trở lên", True),
        ("diện tích tính bằng ha", "tối thiểu 20% quỹ đất", False),
        ("số tiền", "phạt từ 10.000.000 đồng", True),
        ("số tiền", "theo khoản 3 Điều 12", False),
    ],
)
def test_whether_a_text_has_a_number_in_the_unit(name: str, text: str, states: bool) -> None:
    assert states_in(text, [UNITS[name]]) == states


@pytest.mark.parametrize(
    "question",
    [
        "tỷ lệ đất cây xanh trong KCN bao nhiêu %",
        "hồ sơ thành lập khu kinh tế nộp bao nhiêu bộ",
        "giay phep lao dong co thoi han may nam",
        "phải có bao nhiêu ha thì KCN phải phân kỳ đầu tư",
        "báo cáo tình hình lao động mấy tháng một lần",
    ],
)
def test_an_opening_has_a_number_in_the_unit_asked_for(assistant: Assistant, question: str) -> None:
    units = assistant.read(question, DAY).units
    opening = next(s.text for s in assistant.ask(question, DAY).statements if s.role == "conclusion")
    assert units
    assert states_in(opening, units)


@pytest.mark.parametrize("question", ["giấy phép môi trường có thời hạn mấy năm", "giấy phép xây dựng có thời hạn tối đa mấy năm"])
def test_a_number_of_another_thing_opens_no_answer(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, DAY)
    assert not any("giấy phép lao động" in s.text for s in answer.statements if s.role == "conclusion")


def test_a_follow_up_keeps_the_unit_asked_before() -> None:
    question = QuestionReader(CATALOGUE).read(
        "còn gia hạn thì sao", DAY, ("cấp giấy phép xây dựng mất bao nhiêu ngày", "10 ngày làm việc.")
    )
    assert [unit.name for unit in question.units] == ["ngày"]


def test_no_two_units_share_a_way_of_asking() -> None:
    asked = [phrase for unit in CATALOGUE.asking.units for phrase in unit.asks]
    assert len(asked) == len(set(asked))
    assert all(isinstance(unit, AskedUnit) and unit.counts for unit in CATALOGUE.asking.units)
