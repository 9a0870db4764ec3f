"""A cited provision on another day, beside the chat."""

import pytest
from invented import Place
from invented_library import DAY, DECISION, EFFECTS, build_library
from streamlit.testing.v1 import AppTest

from assistant.lookup import provision_at

_OF_REGULATION = """[[effect]]
id = "sửa-quy-định"
kind = "amends"
source = {instrument = "95/2032/NĐ-CP", eid = "art_7"}
target = {instrument = "44/2031/QĐ-UBND", eid = "quy-dinh/art_2"}
from = 2033-01-01
held = false
"""


def page(**given: object) -> None:
    from assistant.ui.provision_day import draw_on_day

    draw_on_day(**given)


@pytest.mark.parametrize(("key", "is_changed"), [("quy-dinh/art_2", True), ("art_2", False)])
def test_an_article_of_a_regulation_was_shown_as_that_of_the_decision(
    place: Place, monkeypatch: pytest.MonkeyPatch, key: str, is_changed: bool
) -> None:
    monkeypatch.setattr("invented_library.EFFECTS", EFFECTS + _OF_REGULATION)
    library = build_library(place)
    citation = provision_at(library.index.opened(), library.catalogue, DECISION, key, DAY).citation
    visit = AppTest.from_function(page, kwargs={"assistant": library, "citation": citation, "as_of": DAY}, default_timeout=60)
    visit.session_state[f"days-{DECISION}-{key}"] = True
    visit.run()
    assert not visit.exception
    told = [line.value for line in visit.markdown]
    assert any("ban hành" in line for line in told)
    assert any("sửa đổi" in line for line in told) == is_changed
