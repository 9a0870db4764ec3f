"""References in and out of an instrument, on the command line."""

import json
from datetime import date
from pathlib import Path

import pytest
from invented import Place, decree

from ingest.linked import references
from ingest.show import ShowError, show


@pytest.fixture
def linked(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    place.write("91.txt", decree(91, "Trồng bưởi theo khoản 2 Điều này.", "Trồng cam."))
    place.write("92.txt", decree(92, "Áp dụng khoản 2 Điều 1 Nghị định số 91/2031/NĐ-CP.", "Theo Nghị định số 99/2031/NĐ-CP."))
    place.build()
    return place


def test_references_in_and_out(linked: Place) -> None:
    found = references(linked.index, linked.catalogue, "91/2031/NĐ-CP").as_json()
    assert [(row["eid"], row["target"], row["target_eid"]) for row in found["out"] if row["words"] == "khoản 2 Điều này"] == [
        ("art_1__para_1", "91/2031/NĐ-CP", "art_1__para_2")
    ]
    into = [(row["document"], row["eid"], row["target_eid"]) for row in found["in"]]
    assert ("92/2031/NĐ-CP", "art_1__para_1", "art_1__para_2") in into
    json.dumps(found)


def test_references_of_one_provision(linked: Place) -> None:
    found = references(linked.index, linked.catalogue, "91/2031/NĐ-CP", "khoản 2 Điều 1")
    assert found.out == []
    assert {(v.document, link.source_key) for v, link in found.into} == {
        ("91/2031/NĐ-CP", "art_1__para_1"),
        ("92/2031/NĐ-CP", "art_1__para_1"),
    }
    assert "khoản 1 Điều 1: “khoản 2 Điều 1 Nghị định số 91/2031/NĐ-CP”" in found.as_text()


def test_references_go_with_their_text(linked: Place) -> None:
    (linked.source / "92.txt").unlink()
    linked.build()
    found = references(linked.index, linked.catalogue, "91/2031/NĐ-CP", "khoản 2 Điều 1")
    assert {v.document for v, _ in found.into} == {"91/2031/NĐ-CP"}


@pytest.mark.parametrize(("number", "locator"), [("93/2031/NĐ-CP", None), ("91/2031/NĐ-CP", "Điều 7"), ("91/2031/NĐ-CP", "chỗ nọ")])
def test_what_is_not_held_is_said_in_one_line(linked: Place, number: str, locator: str | None) -> None:
    with pytest.raises(ShowError) as error:
        references(linked.index, linked.catalogue, number, locator)
    assert "\n" not in str(error.value)


def test_history_is_a_timeline(linked: Place) -> None:
    linked.table(
        "effects.toml",
        'schema = 1\n[[effect]]\nid = "92--91"\nkind = "amends"\nsource = {instrument = "92/2031/NĐ-CP", eid = "art_1__para_1"}\n'
        'target = {instrument = "91/2031/NĐ-CP", eid = "art_1__para_2"}\nfrom = 2031-09-01\nscope = "thêm cây quýt"\n',
    )
    linked.build()
    shown = show(linked.index, linked.catalogue, "91/2031/NĐ-CP", "khoản 2 Điều 1", history=True)
    days = [day for day, _ in shown.timeline if day]
    assert days == sorted(days)
    assert "được sửa đổi bởi khoản 1 Điều 1 92/2031/NĐ-CP: thêm cây quýt" in [what for _, what in shown.timeline]
    assert "01/09/2031" in shown.as_text()
    assert shown.as_json()["timeline"]


@pytest.mark.parametrize(("day", "state"), [("2031-08-31", "in_force"), ("2031-09-01", "suspended"), ("2031-12-01", "in_force")])
def test_a_suspended_provision(linked: Place, day: str, state: str) -> None:
    linked.table(
        "effects.toml",
        'schema = 1\n[[effect]]\nid = "92--91"\nkind = "suspends"\nsource = {instrument = "92/2031/NĐ-CP", eid = "art_1__para_1"}\n'
        'target = {instrument = "91/2031/NĐ-CP", eid = "art_1__para_2"}\nfrom = 2031-09-01\nuntil = 2031-12-01\n',
    )
    linked.build()
    on = date.fromisoformat(day)
    assert show(linked.index, linked.catalogue, "91/2031/NĐ-CP", "khoản 2 Điều 1", on).as_json()["in_force"] == state
    assert show(linked.index, linked.catalogue, "91/2031/NĐ-CP", "khoản 1 Điều 1", on).as_json()["in_force"] == "in_force"
