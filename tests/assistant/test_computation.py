"""Computations shown in a statement: recomputed exactly, from operands that are cited or asked."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.computation import check_computations, counts_in, printed, rounded, value_of

CITED = "là 0,3 lần mức lương cơ sở; mức lương cơ sở là 2.530.000 đồng; tối đa không quá một phần ba (1/3) và tối thiểu 3%"
ASKED = "khen 12 người, khu 450 ha và hai tập thể"


@pytest.mark.parametrize(
    "text",
    [
        "12 × 0,3 × 2.530.000 đồng = 9.108.000 đồng",
        "0,3 × 2.530.000 đồng = 759.000 đồng.",
        "1/3 × 450 ha = 150 ha",
        "3% × 450 ha = 13,5 ha, tức",
        "2 × 0,3 × 2.530.000 đồng = 1.518.000 đồng",  # "hai tập thể"
        "0,3 × 2.530.000 đồng = 759.000 đồng; 12 × 759.000 đồng = 9.108.000 đồng",
        "0,3 × 2.530.000 đồng = 759.000 đồng; 12 × 0,3 × 2.530.000 đồng = 9.108.000 đồng; 759.000 đồng + 9.108.000 đồng = 9.867.000 đồng",
    ],
)
def test_a_true_computation_has_no_fault_and_makes_its_numbers_known(text: str) -> None:
    checked = check_computations(text, CITED, ASKED)
    assert checked.faults == ()
    assert checked.numbers == set(re.findall(r"\d+(?:[.,]\d+)*", text.partition(", tức")[0]))


def test_a_result_rounded_up_is_known_and_no_other() -> None:
    assert "14" in check_computations("3% × 450 = 13,5, làm tròn lên là 14 (theo", CITED, ASKED).numbers
    assert "15" not in check_computations("3% × 450 = 13,5, làm tròn lên là 15 (theo", CITED, ASKED).numbers
    assert "13" not in check_computations("3% × 450 = 13,5, làm tròn lên là 13 (theo", CITED, ASKED).numbers


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("12 × 0,3 × 2.530.000 đồng = 9.108.001 đồng", "kết quả"),
        ("12 × 0,3 × 2.530.000 đồng = 9.108.000 triệu", "đơn vị"),
        ("12 × 0,3 × 2.530.000 đồng = 9.108.000", "đơn vị"),
        ("13 × 0,3 × 2.530.000 đồng = 9.867.000 đồng", "“13”"),
        ("12 × 0,4 × 2.530.000 đồng = 12.144.000 đồng", "“0,4”"),
        ("12 × 0,3 × 2.340.000 đồng = 8.424.000 đồng", "“2.340.000”"),
        ("1/3 × 450 ha = 15 ha", "kết quả"),
        ("1/0 × 450 ha = 150 ha", "chia cho 0"),
        ("12 × 759.000 đồng = 9.108.000 đồng; 0,3 × 2.530.000 đồng = 759.000 đồng", "“759.000”"),  # used before it is computed
    ],
)
def test_a_false_computation_has_a_fault_and_makes_nothing_known(text: str, fault: str) -> None:
    checked = check_computations(text, CITED, ASKED)
    assert len(checked.faults) == 1
    assert fault in checked.faults[0]
    assert "9.108.001" not in checked.numbers


@given(st.integers(1, 999), st.integers(1, 99), st.integers(1, 9_999), st.integers(-5, 5).filter(bool))
def test_only_the_exact_result_holds(count: int, tenths: int, thousands: int, off: int) -> None:
    times, base = Fraction(tenths, 10), Fraction(thousands * 1000)
    shown = f"{printed(Fraction(count))} × {printed(times)} × {printed(base)} đồng"
    cited, asked = f"{printed(times)} lần của {printed(base)} đồng", f"{printed(Fraction(count))} người"
    result = count * times * base
    assert check_computations(f"{shown} = {printed(result)} đồng", cited, asked).faults == ()
    assert check_computations(f"{shown} = {printed(result + off)} đồng", cited, asked).faults != ()


@given(st.integers(0, 10**12), st.integers(0, 3))
def test_what_is_printed_is_read_back(number: int, places: int) -> None:
    value = Fraction(number, 10**places)
    text = printed(value)
    assert text is not None
    assert value_of(text) == value


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("trình khen 12 người LĐTT", [12]),
        ("có một đồng chí được tặng", [1]),
        ("hai tập thể, 3 cá nhân", [2, 3]),
        ("năm 2026 khen thưởng theo Điều 12", []),
        ("khen hai mươi người và mười hai cá nhân", [20, 12]),
        ("ba muoi lam can bo duoc tang giay khen", [35]),
        ("một trăm người, hai trăm năm mươi công nhân", []),
    ],
)
def test_persons_and_collectives_are_counted(text: str, counts: list[int]) -> None:
    assert [count.number for count in counts_in(text)] == counts


REPORTED = "161 dự án FDI, 46 dự án DDI trong 207 dự án; 2.406,6 triệu USD và 1.203,3 triệu USD; lấp đầy 85% và 80%; 19.767,6 ha, 10.932 ha"


@pytest.mark.parametrize(
    "text",
    [
        "161 dự án : 46 dự án = 3,5 lần.",
        "161 dự án : 207 dự án ≈ 77,8%",
        "19.767,6 ha : 10.932 ha ≈ 1,81 lần",
        "161 dự án − 46 dự án = 115 dự án, tính từ hai số",
        "2.406,6 triệu USD − 1.203,3 triệu USD = 1.203,3 triệu USD",
        "2.406,6 triệu USD : 1.203,3 triệu USD = 2 lần",
        "85% − 80% = 5 điểm %",
    ],
)
def test_two_numbers_compared_have_no_fault(text: str) -> None:
    checked = check_computations(text, REPORTED)
    assert checked.faults == ()
    assert checked.numbers == set(re.findall(r"\d+(?:[.,]\d+)*", text))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("161 dự án : 46 dự án = 3,4 lần", "kết quả"),
        ("161 dự án : 207 dự án = 77,8%", "kết quả"),  # rounded, and said to be exact
        ("161 dự án : 207 dự án ≈ 77,9%", "kết quả"),
        ("161 dự án − 46 dự án = 115 triệu USD", "đơn vị"),
        ("161 dự án − 10.932 ha = 115 dự án", "đơn vị"),
        ("161 dự án : 46 dự án = 3,5", "đơn vị"),
        ("85% − 80% = 5%", "đơn vị"),  # points, not a share
        ("85% − 80% = 6 điểm %", "kết quả"),
        ("162 dự án − 46 dự án = 116 dự án", "“162”"),
    ],
)
def test_a_false_comparison_has_a_fault(text: str, fault: str) -> None:
    checked = check_computations(text, REPORTED)
    assert len(checked.faults) == 1
    assert fault in checked.faults[0]


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_quotient_is_rounded_as_it_is_checked(first: int, second: int) -> None:
    one, other = printed(Fraction(first)), printed(Fraction(second))
    result, exact = rounded(Fraction(first, second), 2)
    shown = f"{one} ha : {other} ha {'=' if exact else '≈'} {result} lần"
    assert check_computations(shown, f"{one} ha và {other} ha").faults == ()
