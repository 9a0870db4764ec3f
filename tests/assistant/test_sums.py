"""Sums that depend on a base of the day or on an area: computed, shown, and from the clauses and notes cited."""

from datetime import date

import pytest

from assistant import Assistant

NEW, OLD = "note_luong-co-so-2026", "note_luong-co-so-truoc-2026"
AWARD = "note_tien-thuong-"


@pytest.mark.parametrize(
    ("question", "day", "shown", "eids"),
    [
        ("Khen 12 người LĐTT thì dự trù bao nhiêu tiền thưởng?", "2026-11-29", "12 × 0,3 × 2.530.000 đồng = 9.108.000 đồng",
         [f"{AWARD}lao-dong-tien-tien", NEW]),
        ("tien thuong chien si thi dua toan quoc duoc may trieu", "2026-06-30", "4,5 × 2.340.000 đồng = 10.530.000 đồng",
         [f"{AWARD}chien-si-thi-dua-toan-quoc", OLD]),
        ("Quyết định tặng 2 CSTĐCS ký ngày 20/12/2025, mức thưởng bao nhiêu?", "2026-11-29", "2 × 1,0 × 2.340.000 đồng = 4.680.000 đồng",
         [f"{AWARD}chien-si-thi-dua-co-so", OLD]),
        ("Ba tập thể lao động tiên tiến được thưởng bao nhiêu?", "2026-07-01", "3 × 0,8 × 2.530.000 đồng = 6.072.000 đồng",
         [f"{AWARD}tap-the-lao-dong-tien-tien", NEW]),
        ("Cờ thi đua của Chính phủ kèm số tiền thưởng bao nhiêu?", "2026-07-01", "12 × 2.530.000 đồng = 30.360.000 đồng",
         [f"{AWARD}co-thi-dua-chinh-phu", NEW]),
    ],
)  # fmt: skip
def test_rewards_by_the_base_salary_of_the_day(assistant: Assistant, question: str, day: str, shown: str, eids: list[str]) -> None:
    answer = assistant.ask(question, date.fromisoformat(day))
    assert shown in answer.statements[0].text
    assert [c.eid for c in answer.citations] == eids
    assert "chưa kiểm chứng" in answer.statements[0].text
    assert not answer.struck


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        (
            "phòng có 9 ng LĐTT, 4 CSTĐCS thì chi hết bn",
            "9 × 0,3 × 2.530.000 đồng = 6.831.000 đồng; 4 × 1,0 × 2.530.000 đồng = 10.120.000 đồng",
        ),
        ("Quỹ khen thưởng phải chi cho 6 chiến sĩ thi đua cơ sở là bao nhiêu?", "6 × 1,0 × 2.530.000 đồng = 15.180.000 đồng"),
        ("tiền kèm theo cờ thi đua cấp tỉnh là mấy", "8 × 2.530.000 đồng = 20.240.000 đồng"),
        ("thuong 2 cstd cap tinh muc nao", "2 × 3,0 × 2.530.000 đồng = 15.180.000 đồng"),
    ],
)
def test_how_much_beside_a_word_for_money_asks_for_a_reward(assistant: Assistant, question: str, shown: str) -> None:
    """ "khen thưởng" alone is no such word, nor is the "tiên tiến" of a title typed without accents."""
    answer = assistant.ask(question, date(2026, 11, 29))
    assert shown in answer.statements[0].text
    assert not answer.struck


def test_a_reward_is_told_for_each_base_where_times_are_compared(assistant: Assistant) -> None:
    answer = assistant.ask("Thưởng tập thể lao động tiên tiến lương cơ sở cũ và mới chênh nhau bao nhiêu?", date(2026, 11, 29))
    assert "0,8 × 2.340.000 đồng = 1.872.000 đồng" in answer.statements[0].text
    assert "0,8 × 2.530.000 đồng = 2.024.000 đồng" in answer.statements[1].text
    assert [c.eid for c in answer.citations] == [f"{AWARD}tap-the-lao-dong-tien-tien", OLD, NEW]


@pytest.mark.parametrize(
    ("question", "shown", "eid"),
    [
        ("Phòng 30 người muốn đạt tập thể lao động xuất sắc thì ít nhất mấy người phải là lao động tiên tiến?", "70% × 30 = 21 (",
         "art_27__para_1__point_c"),
        ("don vi 25 nguoi can bao nhieu nguoi lao dong tien tien de xet tap the lao dong tien tien",
         "70% × 25 = 17,5, làm tròn lên là 18 (", "art_28__para_1__point_c"),
        ("Hội đồng 17 thành viên thì chiến sĩ thi đua cấp bộ cần mấy phiếu?", "90% × 17 = 15,3, làm tròn lên là 16 (", "art_18__para_4"),
    ],
)  # fmt: skip
def test_shares_of_a_number_of_persons(assistant: Assistant, question: str, shown: str, eid: str) -> None:
    answer = assistant.ask(question, date(2026, 11, 29))
    assert shown in answer.statements[0].text
    assert [c.eid for c in answer.citations] == [eid]
    assert not answer.struck


def test_several_titles_are_added_up(assistant: Assistant) -> None:
    answer = assistant.ask("thưởng 3 LĐTT và 2 CSTĐ cơ sở thì tổng bao nhiêu tiền", date(2026, 8, 15))
    assert answer.statements[0].text.endswith("2.277.000 đồng + 5.060.000 đồng = 7.337.000 đồng.")
    assert not answer.struck


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("LĐTT được thưởng bao nhiêu tiền?", "2025-06-30"),  # the coefficient does not apply yet
        ("LĐTT do ai quyết định khen thưởng?", "2026-11-29"),
        ("Khen thưởng chiến sĩ thi đua toàn quốc cần mấy lần là chiến sĩ thi đua cấp tỉnh?", "2026-11-29"),
        ("cần tỷ lệ bao nhiêu lao động tiên tiến để xét tập thể lao động xuất sắc", "2026-11-29"),  # of how many is not said
        ("Tiêu chuẩn Tập thể lao động xuất sắc", "2026-11-29"),
        ("KCN 120 ha có phải lập đội chữa cháy chuyên ngành không?", "2026-11-29"),
    ],
)
def test_nothing_is_computed_that_is_not_asked_or_has_no_base(assistant: Assistant, question: str, day: str) -> None:
    assert " × " not in assistant.ask(question, date.fromisoformat(day)).answer


@pytest.mark.parametrize(
    ("question", "shown", "eids"),
    [
        ("KCN 300 ha đất công nghiệp thì dành bao nhiêu cho doanh nghiệp nhỏ và vừa?", "3% × 300 ha = 9 ha", ["art_9__para_4"]),
        ("khu cong nghiep 450 ha thi phan do thi dich vu toi da bao nhieu ha", "1/3 × 450 ha = 150 ha", ["art_34__para_2__point_b"]),
        ("KCN 250 ha thì đất xây công trình dịch vụ, tiện ích công cộng tối đa bao nhiêu?", "10% × 250 ha = 25 ha", ["art_7__para_12"]),
        ("KCN 300 ha phải dành bao nhiêu cho DN nhỏ và vừa, giá thuê tối đa bao nhiêu?", "3% × 300 ha = 9 ha",
         ["art_9__para_4", "art_27__para_2__point_c"]),
    ],
)  # fmt: skip
def test_shares_of_an_area(assistant: Assistant, question: str, shown: str, eids: list[str]) -> None:
    answer = assistant.ask(question, date(2026, 11, 29))
    assert shown in answer.statements[0].text
    assert [c.eid for c in answer.citations] == eids
    assert not answer.struck


def test_an_area_whose_third_has_no_end_is_not_computed(assistant: Assistant) -> None:
    answer = assistant.ask("KCN 400 ha thì phần đô thị - dịch vụ tối đa bao nhiêu ha?", date(2026, 11, 29))
    assert "art_34__para_2__point_b" in [c.eid for c in answer.citations]
    assert " × " not in answer.answer


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("Năm 2026 tập thể lao động xuất sắc được thưởng bao nhiêu tiền?", "1,5 × 2.530.000 đồng = 3.795.000 đồng"),
        ("nam nay tap the lao dong xuat sac thuong bao nhieu tien", "1,5 × 2.530.000 đồng = 3.795.000 đồng"),
        ("khen năm người lao động tiên tiến hết bao nhiêu tiền", "5 × 0,3 × 2.530.000 đồng = 3.795.000 đồng"),
    ],
)
def test_a_year_is_no_number_of_persons(assistant: Assistant, question: str, total: str) -> None:
    answer = assistant.ask(question, date(2026, 11, 29))
    assert total in answer.answer and "2026 cá nhân" not in answer.answer and "cho 5 tập thể" not in answer.answer


def test_awards_that_no_rule_knows_are_said_to_be_left_out(assistant: Assistant) -> None:
    answer = assistant.ask("3 cờ tỉnh và 2 bằng khen tập thể hết bao nhiêu tiền thưởng", date(2026, 11, 29))
    assert "3 × 8 × 2.530.000 đồng" in answer.answer
    assert any("Chưa tính “2 bằng khen”" in warning for warning in answer.warnings)
    assert not any("Chưa tính" in w for w in assistant.ask("12 LĐTT thưởng bao nhiêu tiền", date(2026, 11, 29)).warnings)
