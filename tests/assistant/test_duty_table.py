"""The duty table on a day: what applies, under which clauses, what is not held, which of two clauses prevails; and as a sheet."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
from invented import Place, decree
from openpyxl import load_workbook

from assistant import Assistant
from assistant.duty_sheet import COLUMNS, conflict_line, duty_sheet
from assistant.duty_table import DutyFilter, DutyRow, duty_rows
from assistant.export import xlsx_of
from assistant.warnings import REMINDER

DAY = date(2031, 9, 1)
TABLE = """schema = 1
[[duty]]
id = "trong-2031"
field = "xây dựng"
duty = "Cấp giấy phép trồng cây trong KCN"
question = "Ban vườn ươm có được cấp giấy phép trồng cây không?"
modes = ["trực tiếp"]
law = {instrument = "92/2031/NĐ-CP", eid = "art_1__para_2"}
decree = {instrument = "91/2031/NĐ-CP", eid = "art_1__para_1"}
governs = "law"
words = "cấp giấy phép"
from = 2031-07-01
zones = ["KCN", "KKT"]
deadline = "05 ngày làm việc"
deadline_clause = {instrument = "99/2031/NĐ-CP", eid = "art_4"}
conflict = "92--91"
[[duty]]
id = "trong-2030"
field = "xây dựng"
duty = "Cấp giấy phép trồng cây trong KCN"
question = "Ban vườn ươm có được cấp giấy phép trồng cây không?"
modes = ["phân cấp", "ủy quyền"]
decree = {instrument = "91/2031/NĐ-CP", eid = "art_1__para_1"}
governs = "decree"
words = "theo phân cấp"
from = 2030-01-01
until = 2031-07-01
zones = ["KCN", "KKT"]
[[duty]]
id = "tuoi"
field = "môi trường"
duty = "Kiểm tra việc tưới cây"
question = "Ai kiểm tra việc tưới cây?"
modes = ["không thuộc"]
decides = "Ủy ban nhân dân cấp xã"
decree = {instrument = "91/2031/NĐ-CP", eid = "art_1__para_2"}
governs = "decree"
words = "tưới cây"
"""
EFFECT = """schema = 1
[[effect]]
id = "92--91"
kind = "prevails"
source = {instrument = "92/2031/NĐ-CP", eid = "art_1__para_2"}
target = {instrument = "91/2031/NĐ-CP", eid = "art_1__para_1"}
from = 2031-08-01
basis = {instrument = "93/2031/NĐ-CP", eid = "art_5"}
reason = "Nghị định sau được áp dụng"
"""


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    place = Place(tmp_path_factory.mktemp("board"))
    place.table("duties.toml", TABLE)
    place.table("effects.toml", EFFECT)
    place.write("91.txt", decree(91, "Cấp giấy phép trồng cây theo phân cấp.", "Tưới cây."))
    place.write("92.txt", decree(92, "Báo cáo.", "Ban vườn ươm cấp giấy phép trồng cây.", title="cấp giấy phép trồng cây"))
    place.build()
    return Assistant(place.open(), place.catalogue)


def ids(rows: Sequence[DutyRow]) -> list[str]:
    return [row.duty.id for row in rows]


@pytest.mark.parametrize(
    ("day", "wanted", "expected"),
    [
        (DAY, DutyFilter(), ["trong-2031", "tuoi"]),
        (date(2031, 6, 30), DutyFilter(), ["trong-2030", "tuoi"]),
        (date(2031, 7, 1), DutyFilter(), ["trong-2031", "tuoi"]),
        (DAY, DutyFilter(field="xây dựng"), ["trong-2031"]),
        (DAY, DutyFilter(mode="trực tiếp"), ["trong-2031"]),
        (DAY, DutyFilter(mode="phân cấp"), []),
        (date(2030, 2, 1), DutyFilter(mode="ủy quyền"), ["trong-2030"]),
        (DAY, DutyFilter(zone="KKT"), ["trong-2031", "tuoi"]),  # a clause that names no zone holds in all
        (DAY, DutyFilter(zone="KCX"), ["tuoi"]),
        (DAY, DutyFilter(words="giấy phép"), ["trong-2031"]),
        (DAY, DutyFilter(words="giay phep trong cay"), ["trong-2031"]),
        (DAY, DutyFilter(words="khoản 2 Điều 1 92/2031"), ["trong-2031"]),
        (DAY, DutyFilter(words="ủy ban nhân dân cấp xã"), ["tuoi"]),
        (DAY, DutyFilter(words="máy bay"), []),
        (DAY, DutyFilter(only_conflicts=True), ["trong-2031"]),
    ],
)
def test_rows_of_the_day_that_are_wanted(board: Assistant, day: date, wanted: DutyFilter, expected: list[str]) -> None:
    assert ids(duty_rows(board, day, wanted)) == expected


def test_clauses_are_looked_up_and_the_one_that_governs_comes_first(board: Assistant) -> None:
    row = duty_rows(board, DAY, DutyFilter())[0]
    assert [(c.role, c.label, c.governs, c.is_held, c.state) for c in row.clauses] == [
        ("law", "khoản 2 Điều 1 Nghị định số 92/2031/NĐ-CP", True, True, "in_force"),
        ("decree", "khoản 1 Điều 1 Nghị định số 91/2031/NĐ-CP", False, True, "in_force"),
        ("deadline", "Điều 4 99/2031/NĐ-CP", False, False, "unknown"),
    ]


def test_what_prevails_applies_from_its_day(board: Assistant) -> None:
    after = duty_rows(board, DAY, DutyFilter())[0].conflict
    before = duty_rows(board, date(2031, 7, 31), DutyFilter())[0].conflict
    assert after and before and (after.applies, before.applies) == (True, False)
    assert conflict_line(after) == (
        "Áp dụng khoản 2 Điều 1 Nghị định số 92/2031/NĐ-CP, không áp dụng khoản 1 Điều 1 Nghị định số 91/2031/NĐ-CP từ ngày 01/8/2031. "
        "Nghị định sau được áp dụng. Căn cứ: Điều 5 93/2031/NĐ-CP."
    )


def test_other_periods_of_a_duty_stand_beside_it(board: Assistant) -> None:
    assert [other.id for other in duty_rows(board, DAY, DutyFilter())[0].others] == ["trong-2030"]


def test_the_sheet_has_every_row_with_clause_day_conflict_and_reminder(board: Assistant) -> None:
    rows = duty_rows(board, DAY, DutyFilter())
    table = duty_sheet(rows, DAY, "mọi lĩnh vực", "02/9/2031")
    sheet = load_workbook(BytesIO(xlsx_of([table]))).worksheets[0]
    read = list(sheet.iter_rows(values_only=True))
    first, second = (dict(zip(COLUMNS, row, strict=True)) for row in read[1:3])
    assert first["Tính chất"] == "trực tiếp" and first["Áp dụng từ ngày"].date() == date(2031, 7, 1)
    assert first["Điều khoản quyết định tính chất"] == "khoản 2 Điều 1 Nghị định số 92/2031/NĐ-CP (đang có hiệu lực; nguyên văn)"
    assert first["Điều khoản về thời hạn"] == "Điều 4 99/2031/NĐ-CP (chưa rõ hiệu lực; chưa có trong kho)"
    assert "không áp dụng khoản 1 Điều 1" in first["Xung đột"]
    assert second["Áp dụng từ ngày"] == "chưa rõ" and second["Cơ quan quyết định"] == "Ủy ban nhân dân cấp xã"
    below = [row[0] for row in read[3:] if row[0]]
    assert below[0] == "Theo quy định tại ngày 01/9/2031; mọi lĩnh vực; dữ liệu đến ngày 02/9/2031." and REMINDER in below


def test_every_clause_of_the_shipped_table_is_named(assistant: Assistant) -> None:
    """Held or not: what is not held is told, and no row is left out."""
    day = date(2026, 11, 23)
    rows = duty_rows(assistant, day, DutyFilter())
    assert len(rows) == sum(duty.applies(day) for duty in assistant.catalogue.duties)
    assert all(clause.label for row in rows for clause in row.clauses)
    assert all(any(clause.governs for clause in row.clauses) for row in rows)
