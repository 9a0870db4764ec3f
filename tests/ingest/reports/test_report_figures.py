"""Figures of a report: number as printed, unit, period, province, and the doubt where there is one."""

from fractions import Fraction

import pytest

from ingest.catalogue import Catalogue
from ingest.reports import reader_of
from ingest.reports.numbers import value_of

LEAD = "Các Ban họp\nHội nghị tổng kết năm 2030 của các Ban Quản lý KCN bàn việc chung.\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Cả năm có 207 dự án.", [("207", "dự án", "năm 2030", "", "plausible")]),
        (
            "Số KCN đang xây là 33 với diện tích 1.932 ha.",
            [("33", "KCN", "năm 2030", "", "plausible"), ("1.932", "ha", "năm 2030", "", "plausible")],
        ),
        ("Vốn là 4.93,1 triệu USD.", [("4.93,1", "triệu USD", "năm 2030", "", "unparseable")]),
        ("Doanh thu 370,69 tỷ USD.", [("370,69", "tỷ USD", "năm 2030", "", "implausible")]),
        ("Năm 2031 Hà Nam thu 12,5% đến 20%.", [("12,5% đến 20", "%", "Năm 2031", "Hà Nam", "plausible")]),
        ("Dự kiến 3-4 KCN mới.", [("3-4", "KCN", "năm 2030", "", "plausible")]),
        ("Nộp 16.400 tỷ đồng(1).", [("16.400", "tỷ đồng", "năm 2030", "", "plausible")]),
        ("Lũy kế đến hết tháng 6/2030 có 89 KCN.", [("89", "KCN", "Lũy kế đến hết tháng 6/2030", "", "plausible")]),
        (
            "Vốn của Hà Nam và Thái Bình lần lượt là 9.450 tỷ đồng và 12.300 tỷ đồng.",
            [("9.450", "tỷ đồng", "năm 2030", "Hà Nam", "plausible"), ("12.300", "tỷ đồng", "năm 2030", "Thái Bình", "plausible")],
        ),
        ("Hà Nam và Thái Bình thu 50 tỷ đồng.", [("50", "tỷ đồng", "năm 2030", "", "plausible")]),  # whose, the sentence does not say
        ("Tại Hà Nam, 11 đơn vị cùng họp.", [("11", "đơn vị", "năm 2030", "", "plausible")]),
        ("Nghị quyết số 01/NQ-CP ngày 06/01/2030, TCVN ISO 9001:2015, giai đoạn 2022-2030.", []),
    ],
)
def test_figures_of_a_line(catalogue: Catalogue, line: str, expected: list[tuple[str, ...]]) -> None:
    found = reader_of(catalogue).read(LEAD + line).figures
    assert [(f.number, f.unit, f.period, f.province, f.quality) for f in found] == expected
    assert all(found_at in LEAD + line and (LEAD + line)[f.start : f.end] == found_at for f in found if (found_at := f.printed))


def test_a_bound_stays_with_its_number(catalogue: Catalogue) -> None:
    found = reader_of(catalogue).read(LEAD + "Hà Nam thu hút hơn 1,45 tỷ USD.").figures
    assert [f.printed for f in found] == ["hơn 1,45 tỷ USD"]


def test_two_numbers_for_one_thing_gainsay_each_other(catalogue: Catalogue) -> None:
    lines = "Tổng số lao động trong các khu là 1.000 lao động.\nTổng số lao động trong các khu là 2.000 lao động."
    assert [f.quality for f in reader_of(catalogue).read(LEAD + lines).figures] == ["contradicts", "contradicts"]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("207", Fraction(207)),
        ("2.406,6", Fraction(12033, 5)),
        ("63.478,9", Fraction(634789, 10)),
        ("4.93,1", None),
        ("12.5", None),
        ("1,2,3", None),
    ],
)
def test_value_of_a_printed_number(printed: str, value: Fraction | None) -> None:
    assert value_of(printed) == value
