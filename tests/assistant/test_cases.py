"""Whether the case of a question is within a clause: numbers against thresholds, groups against groups."""

import pytest

from assistant.cases import CaseReader
from ingest.catalogue import Catalogue, CatalogueError
from ingest.catalogue.asking import read_asking

REGISTERED = "Có từ 10 người lao động trở lên thì phải đăng ký nội quy lao động; nơi đăng ký: Sở Nội vụ."
WRITTEN = (
    "Người sử dụng lao động phải ban hành nội quy. Có từ 20 người trở lên: bắt buộc bằng văn bản. Dưới 20 người: không bắt buộc văn bản."
)


@pytest.mark.parametrize(
    ("question", "clause", "fit"),
    [
        ("xưởng 7 công nhân", REGISTERED, "outside"),
        ("xưởng 10 người", REGISTERED, "inside"),
        ("công ty dưới 10 lao động", REGISTERED, "outside"),
        ("công ty trên 30 nhân viên", REGISTERED, "inside"),
        ("công ty từ 5 lao động trở lên", REGISTERED, "unsaid"),  # some of them are, some are not
        ("công ty 7 lao động và 12 nhân viên thời vụ", REGISTERED, "unsaid"),
        ("cong ty 7 lao dong", REGISTERED, "outside"),
        ("lô đất 3 ha", "Lô đất trên 25.000 m2 phải có lối ra riêng", "inside"),
        ("lô đất 2 ha", "Lô đất trên 25.000 m2 phải có lối ra riêng", "outside"),
        ("làm thêm 310 giờ", "làm thêm trên 200 giờ đến 300 giờ trong một năm", "outside"),
        ("kho 70 ha", "Khu kho từ 50 đến 100 ha", "inside"),
        ("tổng vốn đầu tư 20 tỷ đồng", "tổng mức vốn dưới 15.000 triệu đồng", "outside"),
        ("nhà ở 9 tầng", "nhà ở dưới 07 tầng, trừ nhà ở dưới 03 tầng ven sông", "outside"),
        ("thuê đất 6 tháng", "Thuê đất dưới 01 năm", "inside"),
        ("nộp ngày 15 tháng 3 năm 2026", "Thuê đất dưới 01 năm", "unsaid"),
        ("dự án nhóm 3", "Dự án nhóm I, II và nhóm IV", "another"),
        ("dự án nhóm II", "Dự án nhóm I, II và nhóm IV", "inside"),
        ("dự án nhóm B", "Dự án nhóm I, II và nhóm IV", "unsaid"),
        ("công trình cấp II", "Công trình cấp III trở lên", "unsaid"),
        ("công trình cấp II", "Công trình không thuộc cấp II ở đô thị", "unsaid"),
        ("xưởng may", REGISTERED, "unsaid"),
    ],
)
def test_a_case_is_within_a_clause_or_not(catalogue: Catalogue, question: str, clause: str, fit: str) -> None:
    cases = CaseReader(catalogue.asking)
    assert cases.lies(cases.case_of(question), clause).fit == fit


@pytest.mark.parametrize(
    ("clause", "others"),
    [
        ("Xưởng từ 10 người trở lên phải có phòng y tế, tủ thuốc.", False),
        ("Xưởng từ 10 người trở lên, xưởng hóa chất phải có phòng y tế.", True),
        ("Phải có phòng y tế đối với xưởng từ 10 người trở lên hoặc xưởng hóa chất.", True),
        ("Chủ xưởng, thợ cả phải lập phòng y tế cho xưởng từ 10 người trở lên.", False),
    ],
)
def test_other_ways_to_be_within_a_clause_are_noticed(catalogue: Catalogue, clause: str, others: bool) -> None:
    cases = CaseReader(catalogue.asking)
    found = cases.lies(cases.case_of("xưởng 4 người"), clause)
    assert (found.fit, found.others) == ("outside", others)


@pytest.mark.parametrize(("act", "fit"), [({"nội", "quy", "lập"}, "unsaid"), ({"nội", "quy", "văn", "bản"}, "outside")])
def test_a_condition_with_its_own_command_leaves_the_first_command_alone(catalogue: Catalogue, act: set[str], fit: str) -> None:
    cases = CaseReader(catalogue.asking)
    clause = "Chủ xưởng phải lập nội quy, nếu dùng từ 20 người trở lên thì nội quy phải bằng văn bản."
    assert cases.lies(cases.case_of("xưởng 4 người"), clause, act).fit == fit


@pytest.mark.parametrize(
    ("act", "fit", "part"),
    [
        ({"nội", "quy"}, "unsaid", ""),
        ({"nội", "quy", "văn", "bản"}, "inside", "Dưới 20 người: không bắt buộc văn bản."),
    ],
)
def test_a_threshold_counts_only_for_the_part_that_has_it(catalogue: Catalogue, act: set[str], fit: str, part: str) -> None:
    cases = CaseReader(catalogue.asking)
    found = cases.lies(cases.case_of("tổ hợp có 6 người"), WRITTEN, act)
    assert (found.fit, found.part) == (fit, part)


def test_a_scale_needs_a_size_for_each_unit() -> None:
    with pytest.raises(CatalogueError, match="whole number for each"):
        read_asking({"asking.toml": {"schema": 1, "scale": [{"name": "diện tích", "units": ["m2", "ha"], "by": ["1"]}]}})
