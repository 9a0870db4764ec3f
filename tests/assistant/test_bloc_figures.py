"""Figures of a bloc: as printed, measured only where they can be trusted."""

from datetime import date

import pytest
from invented import Place
from provinces import assistant_over_provinces

from assistant import Assistant
from assistant.comparing.figures import figures_of, value_of
from assistant.ui.comparison.figures_html import as_html


@pytest.fixture(scope="module")
def gardens(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over_provinces(Place(tmp_path_factory.mktemp("gardens")))


DAY = date(2031, 12, 1)


def test_a_doubtful_figure_is_listed_as_printed_and_never_measured(gardens: Assistant) -> None:
    groups = figures_of(gardens.index.opened(), gardens.catalogue, DAY)
    told = {f.figure.printed: (f.value, f.doubt) for group in groups for f in group.figures}
    assert told["1.250 cây"] == (1250.0, "")
    assert told["9.9,9 tỷ đồng"][0] is None and "in hỏng" in told["9.9,9 tỷ đồng"][1]
    assert told["500 tỷ USD"][0] is None and "không hợp lý" in told["500 tỷ USD"][1]


def test_each_figure_stands_in_its_source(assistant: Assistant) -> None:
    opened = assistant.index.opened()
    groups = figures_of(opened, assistant.catalogue, date(2026, 11, 29))
    printed = [f for group in groups for f in group.figures]
    assert len(printed) == len(assistant.catalogue.reports[0].figures)
    for figure in printed:
        citation = figure.citation
        assert opened.store.text(citation.version_id)[citation.start : citation.end] == citation.excerpt
        assert figure.figure.printed.split()[0] in (citation.excerpt or "")


def test_only_figures_of_one_topic_and_unit_are_measured_against_each_other(assistant: Assistant) -> None:
    groups = figures_of(assistant.index.opened(), assistant.catalogue, date(2026, 11, 29))
    measured = {(group.topic, group.unit): [f.figure.printed for f in group.measured] for group in groups if group.measured}
    assert measured == {
        ("thu hút đầu tư", "dự án"): ["207 dự án", "161 dự án", "46 dự án"],
        ("hạ tầng", "ha"): ["63.478,9 ha", "19.767,6 ha", "10.932 ha"],
        ("hạ tầng", "KCN"): ["89 KCN", "33"],
    }


def test_bars_repeat_numbers_and_hide_from_readers_of_the_screen(assistant: Assistant) -> None:
    groups = figures_of(assistant.index.opened(), assistant.catalogue, date(2026, 11, 29))
    html = {(g.topic, g.unit): as_html(g) for g in groups}
    hectares = html["hạ tầng", "ha"]
    assert hectares.count('aria-hidden="true"') == 3 and "width:100.0%" in hectares and "width:17.2%" in hectares
    assert "33 KCN" in html["hạ tầng", "KCN"] and "187 KKT, KCN, KCX<" in html["hạ tầng", "khu"]
    damaged = html["thu hút đầu tư", "triệu USD"]
    assert "aria-hidden" not in damaged and "“4.93,1 triệu USD”" in damaged and "không tự" not in damaged


def test_numbers_in_vietnamese_notation() -> None:
    written = {
        "207 dự án": 207.0,
        "10.932 ha": 10932.0,
        "80.169,1 tỷ đồng": 80169.1,
        "33": 33.0,
        "4.93,1 triệu": None,
        "12.34": None,
        "x": None,
    }
    assert {text: value_of(text) for text in written} == written
