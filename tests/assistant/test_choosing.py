"""What a page offers to compare, and what goes into the basket."""

from datetime import date

import pytest
from invented import Place
from provinces import assistant_over_provinces

from assistant import Assistant
from assistant.comparing.basket import item_of, items_of_rows
from assistant.comparing.choices import choices_of


@pytest.fixture(scope="module")
def gardens(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over_provinces(Place(tmp_path_factory.mktemp("gardens")))


DAY = date(2031, 12, 1)


def test_only_what_is_held_is_offered(gardens: Assistant) -> None:
    choices = choices_of(gardens.catalogue, gardens.index.opened(), DAY)
    assert [(o.place, o.has_content) for o in choices.places] == [
        ("Toàn Khối", True),
        ("Sông Xanh", True),
        ("Núi Đỏ", True),
        ("Đồng Vàng", True),  # its board says nothing, but a decision of it is held
    ]
    assert choices.topics == ("tưới nước", "che nắng", "bón phân", "cấp thẻ vườn", "ngày nộp hồ sơ")
    assert [preset.name for preset in choices.presets] == ["Tưới nước"]


def test_every_shipped_preset_gives_a_table_that_says_something(assistant: Assistant) -> None:
    day = date(2026, 11, 29)
    presets = choices_of(assistant.catalogue, assistant.index.opened(), day).presets
    assert len(presets) == len(assistant.catalogue.presets) >= 3
    for preset in presets:
        table = assistant.compare(preset.places, preset.topics, day)
        told = {cell.place for row in table.rows for cell in row.cells if cell.has_content}
        assert len(told) >= 2, preset.name


def test_a_cell_goes_into_the_basket_with_each_statement_on_its_own_citation(gardens: Assistant) -> None:
    table = gardens.compare(["Sông Xanh", "Đồng Vàng"], ["cấp thẻ vườn", "tưới nước"], DAY)
    row = next(row for row in table.rows if row.topic == "cấp thẻ vườn" and row.source != "báo cáo hội nghị")
    item = item_of(table, row, row.cells[0])
    assert item
    assert item.title == "Sông Xanh (gồm Đồng Vàng cũ) – cấp thẻ vườn (địa bàn Sông Xanh trước sáp nhập)"
    assert [s["citations"] for s in item.statements] == [[1], [2], [3]]
    assert [c["n"] for c in item.citations] == [1, 2, 3]
    for statement, citation in zip(item.statements, item.citations, strict=True):
        assert citation["quote"] in statement["text"].replace("“", "").replace("”", "")
    told = [cell for r in table.rows for cell in r.cells if cell.has_content]
    assert len(items_of_rows(table, table.rows)) == len(told)
