"""Whole tables: all that is held on a topic, each statement on its own verified citation, provinces under both names, areas told apart."""

import re
from datetime import date
from pathlib import Path

import pytest
from invented import Place
from provinces import assistant_over_provinces

from assistant import Assistant
from assistant.comparing import LOCAL, NOT_HELD, REPORT, Comparison, SourceNote, TableCell
from assistant.numbering import without_number
from assistant.question import QuestionError
from ingest.catalogue import CORPUS, Catalogue
from ingest.embedding import Embedder
from ingest.index import build, open_index


@pytest.fixture(scope="module")
def gardens(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over_provinces(Place(tmp_path_factory.mktemp("gardens")))


BEFORE, AFTER = date(2031, 6, 1), date(2031, 12, 1)
SHIPPED_DAY = date(2026, 11, 29)
ALL = ["quy chế phối hợp", "nhà ở công nhân", "thu hút đầu tư", "vướng mắc pháp lý", "phương hướng", "hạ tầng", "xây dựng", "lao động"]


def cell(table: Comparison, place: str, topic: str, source: str = REPORT) -> TableCell:
    row = next(row for row in table.rows if (row.topic, row.source) == (topic, source))
    return next(c for c in row.cells if c.place == place)


def cited(table: Comparison, of: TableCell) -> list[tuple[str, str]]:
    by_number = {c.n: c for c in table.citations}
    return [(by_number[r.citation].document, by_number[r.citation].eid) for r in of.remarks]


def assert_verified(table: Comparison, assistant: Assistant) -> None:
    """Every statement of every cell says what stands at the offsets of its citation."""
    store, by_number = assistant.index.opened().store, {c.n: c for c in table.citations}
    shown = [remark for row in table.rows for c in row.cells for remark in c.remarks]
    assert shown
    for remark in shown:
        citation = by_number[remark.citation]
        words = store.text(citation.version_id)[citation.start : citation.end]
        assert words == (citation.quote or citation.excerpt)
        assert _signs(without_number(words)) in _signs(remark.text)


def _signs(text: str) -> str:
    """The words in a row, without the lines that they stand in and the stop that sets off the heading of an article."""
    return " ".join(re.findall(r"[^\s.]+", text))


def test_each_statement_stands_at_the_offsets_of_its_citation(gardens: Assistant, assistant: Assistant) -> None:
    assert_verified(gardens.compare(["Sông Xanh", "Đồng Vàng", "Núi Đỏ", "Toàn Khối"], [], AFTER), gardens)
    shipped = assistant.compare(["Hải Phòng", "Hưng Yên", "Hà Nội", "Bắc Ninh", "Quảng Ninh", "Nam Định", "Toàn Khối"], ALL, SHIPPED_DAY)
    assert_verified(shipped, assistant)
    assert {row.source for row in shipped.rows} == {REPORT, LOCAL}


def test_provinces_are_shown_under_both_names_from_the_day_of_the_merger(gardens: Assistant) -> None:
    places = ["Sông Xanh", "Đồng Vàng", "Núi Đỏ"]
    after, before = (gardens.compare(places, ["tưới nước"], day) for day in (AFTER, BEFORE))
    assert [c.shown for c in after.columns] == ["Sông Xanh (gồm Đồng Vàng cũ)", "Đồng Vàng (nay thuộc Sông Xanh)", "Núi Đỏ"]
    assert [c.shown for c in before.columns] == places
    assert [c.place for c in after.columns] == places  # the names asked for stay


def test_boards_without_content_are_marked(gardens: Assistant) -> None:
    table = gardens.compare(["Sông Xanh"], ["tưới nước"], AFTER)
    assert table.columns[0].boards == (
        "Ban Vườn ươm tỉnh Sông Xanh",
        "Ban Vườn ươm tỉnh Đồng Vàng (được nêu tên, báo cáo không ghi nội dung)",
    )


def test_the_whole_bloc_is_a_column_and_what_is_said_for_all_is_marked(assistant: Assistant) -> None:
    table = assistant.compare(["toàn khối", "Hà Nam"], ["cải cách hành chính"], SHIPPED_DAY)
    bloc, board = (cell(table, place, "cải cách hành chính") for place in ("Toàn Khối", "Hà Nam"))
    assert cited(table, bloc) == cited(table, board)
    assert (bloc.note, board.note) == ("", "nói chung về cả Khối")


@pytest.mark.parametrize(
    ("place", "topic", "eids"),
    [
        ("Hải Phòng", "nhà ở công nhân", ["stm_pb-7_1", "stm_pb-6_5", "stm_pb-6_6", "stm_pb-7_2"]),  # was cut to the first statement
        ("Hải Phòng", "thu hút đầu tư", ["stm_pb-6_5", "stm_pb-8_3", "stm_pb-8_1", "stm_th-4_7"]),
        ("Hải Phòng", "lao động", ["stm_pb-6_2"]),  # showed what is said of housing
        ("Hà Nam", "quy chế phối hợp", []),  # showed help that the whole bloc gets
        ("Hà Nam", "hạ tầng", []),  # showed a list of emulation movements
        ("Hà Nam", "sản xuất kinh doanh", []),
        ("Hà Nam", "phương hướng 6 tháng cuối năm", []),  # showed who read the report out
        ("Phú Thọ", "thu hút đầu tư", ["stm_th-4_7"]),  # Vĩnh Phúc, of then, is named among the first
        ("Hòa Bình", "vai trò trong Khối thi đua", []),  # showed Vĩnh Phúc, which is another part of the same province of today
    ],
)
def test_cells_of_the_shipped_report(assistant: Assistant, place: str, topic: str, eids: list[str]) -> None:
    table = assistant.compare([place], [topic], SHIPPED_DAY)
    assert [eid for _, eid in cited(table, cell(table, place, topic))] == eids


def test_a_province_of_today_says_whose_board_speaks_for_it(assistant: Assistant) -> None:
    table = assistant.compare(["Phú Thọ"], ["vai trò trong Khối thi đua"], SHIPPED_DAY)
    assert cell(table, "Phú Thọ", "vai trò trong Khối thi đua").note == "theo Ban của Vĩnh Phúc cũ"


def test_another_old_province_with_content_is_offered_and_not_mixed_in(assistant: Assistant) -> None:
    alone = assistant.compare(["Ninh Bình"], ["thu hút đầu tư"], SHIPPED_DAY)
    assert alone.columns[0].may_add == ("Hà Nam",)
    assert not cell(alone, "Ninh Bình", "thu hút đầu tư").has_content
    assert assistant.compare(["Ninh Bình", "Hà Nam"], ["thu hút đầu tư"], SHIPPED_DAY).columns[0].may_add == ()


@pytest.mark.parametrize(
    ("place", "article"),
    [
        ("Hà Nội", ("74/2025/QĐ-UBND", "art_4__para_1")),
        ("Bắc Ninh", ("13/2021/QĐ-UBND", "art_17__para_1__point_b")),
        ("Hưng Yên", ("69/2021/QĐ-UBND", "art_9__para_3")),
        ("Quảng Ninh", ("38/2021/QĐ-UBND", "art_2__para_1__point_b")),
        ("Nam Định", ("40/2021/QĐ-UBND", "art_4__para_2")),  # a province that merged into another was looked for under the new name alone
    ],
)
def test_who_may_permit_building_by_the_rules_of_each_province(assistant: Assistant, place: str, article: tuple[str, str]) -> None:
    table = assistant.compare([place], ["giấy phép xây dựng"], SHIPPED_DAY)
    assert cited(table, cell(table, place, "cấp giấy phép xây dựng", LOCAL))[0] == article


def test_rules_from_before_a_merger_are_for_the_area_of_then(gardens: Assistant) -> None:
    table = gardens.compare(["Sông Xanh", "Đồng Vàng", "Núi Đỏ"], ["cấp thẻ vườn"], AFTER)
    today, old, other = (cell(table, place, "cấp thẻ vườn", LOCAL) for place in table.places)
    assert [(r.note, document) for r, (document, _) in zip(today.remarks, cited(table, today), strict=True)][:2] == [
        ("địa bàn Sông Xanh trước sáp nhập", "5/2030/QĐ-UBND"),
        ("địa bàn Đồng Vàng cũ", "6/2030/QĐ-UBND"),
    ]
    assert (old.note, cited(table, old)[0][0]) == ("địa bàn Đồng Vàng trước sáp nhập", "6/2030/QĐ-UBND")
    assert (other.note, cited(table, other)) == ("", [("7/2031/QĐ-UBND", "art_1__para_1")])


def test_rules_are_for_the_day_and_the_board_is_their_subject(gardens: Assistant) -> None:
    before = gardens.compare(["Sông Xanh", "Núi Đỏ"], ["cấp thẻ vườn"], BEFORE)
    today, later = (cell(before, place, "cấp thẻ vườn", LOCAL) for place in before.places)
    assert (today.note, cited(before, today)[0][1]) == ("", "art_1__para_2")  # not the clause that excepts the board
    assert (later.text, later.has_content) == (NOT_HELD, False)


def test_what_must_be_known_of_a_source_stands_beside_it(gardens: Assistant, assistant: Assistant) -> None:
    table = gardens.compare(["Núi Đỏ"], ["cấp thẻ vườn", "tưới nước"], AFTER)
    number = cell(table, "Núi Đỏ", "cấp thẻ vườn", LOCAL).citation
    note = "Quyết định số 7/2031/QĐ-UBND: Ban hành theo luật cũ của Núi Đỏ: kiểm tra quyết định thay thế."
    assert number and note in table.notes_on(number)
    shipped = assistant.compare(["Hà Nội"], ["khu công nghiệp sinh thái"], SHIPPED_DAY)
    assert any("mang tên Ban Quản lý các khu công nghệ cao" in note for note in shipped.notes_on(1))


@pytest.mark.parametrize(
    ("name", "said"),
    [("Hải Phòn", "“Hải Phòng”"), ("Bac Nin", "“Bắc Ninh”"), ("qwzx", "xin kiểm tra lại tên")],
)
def test_an_unknown_place_is_one_line_with_the_nearest_names(assistant: Assistant, name: str, said: str) -> None:
    with pytest.raises(QuestionError) as error:
        assistant.compare([name], [], SHIPPED_DAY)
    assert said in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("places", "read"),
    [
        (["Hải Phòng", "HP", "hai phong"], ("Hải Phòng",)),
        (["Hà Nội và Hưng Yên"], ("Hà Nội", "Hưng Yên")),  # only the first was taken
        (["Ban Quản lý Khu kinh tế Hải Phòng"], ("Hải Phòng",)),
    ],
)
def test_places_are_read_as_they_are_written(assistant: Assistant, places: list[str], read: tuple[str, ...]) -> None:
    assert assistant.compare(places, ["hạ tầng"], SHIPPED_DAY).places == read


def test_a_table_has_an_end(assistant: Assistant) -> None:
    with pytest.raises(QuestionError, match="nhiều nhất 24 chủ đề"):
        assistant.compare(["Hà Nội"], [f"chủ đề {n}" for n in range(30)], SHIPPED_DAY)
    with pytest.raises(QuestionError, match="nhiều nhất 12 địa phương"):
        assistant.compare([p.name for p in assistant.catalogue.places.provinces], [], SHIPPED_DAY)


def test_runs_of_marks_are_shortened() -> None:
    assert SourceNote((1, 2, 3, 4, 7), "").marks == "[1]–[4][7]"
    assert SourceNote((1, 2, 5, 6, 7), "").marks == "[1][2][5]–[7]"
    assert SourceNote((3,), "").marks == "[3]"


def test_rules_are_found_in_the_official_texts_too(shared: Path, tmp_path: Path, embedder: Embedder, catalogue: Catalogue) -> None:
    held = {
        "Hà Nội": ("74-2025-qd-ubnd-ha-noi", "art_4__para_1"),
        "Bắc Ninh": ("13-2021-qd-ubnd-bac-ninh", "art_17__para_1__point_b"),
        "Hưng Yên": ("69-2021-qd-ubnd-hung-yen", "art_9__para_3"),
        "Quảng Ninh": ("38-2021-qd-ubnd-quang-ninh", "art_2__para_1__point_b"),
        "Nam Định": ("40-2021-qd-ubnd-nam-dinh", "art_4__para_2"),
    }
    build([shared / "corpus" / "raw" / f"{name}.txt" for name, _ in held.values()], tmp_path / "index", CORPUS, embedder, quiet=True)
    over_texts = Assistant(open_index(tmp_path / "index", embedder), catalogue)
    table = over_texts.compare(list(held), ["cấp giấy phép xây dựng"], SHIPPED_DAY)
    assert [cited(table, c)[0][1] for c in table.rows[0].cells] == [eid for _, eid in held.values()]
    assert {c.text_kind for c in table.citations} == {"official"}
    assert_verified(table, over_texts)
