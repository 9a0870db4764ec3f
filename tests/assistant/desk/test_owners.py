"""What one owner made is out of reach of another: by every verb, and by guessing ids."""

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk_values import DAY, answer, item

from assistant.desk import Desk, DeskFile, Feedback, UnknownEntry
from assistant.desk.feedback import everything

OWNERS = ["", "bình", "An", "an ", "an%", "a", "https://đăng-nhập.vn an"]
# every verb that takes an id, tried with the ids of another owner
BY_ID: dict[str, Callable[[Desk, int], object]] = {
    "turns": lambda desk, id_: desk.turns(id_),
    "add_turn": lambda desk, id_: desk.add_turn(id_, "?", answer("chen vào"), DAY),
    "rename": lambda desk, id_: desk.rename(id_, "của tôi"),
    "delete": lambda desk, id_: desk.delete(id_),
    "put": lambda desk, id_: desk.put(item("chen vào"), id_),
    "change": lambda desk, id_: desk.change(id_, item("đổi")),
    "move": lambda desk, id_: desk.move(id_, 0),
    "take_out": lambda desk, id_: desk.take_out(id_),
}
OF_THE_OWNER = {"start", "conversations", "basket", "empty", "report", "preference", "prefer"}  # take no id


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bàn.sqlite"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    with DeskFile(path) as file:
        yield Desk(file, "an")


@pytest.fixture
def full(desk: Desk) -> Desk:
    number = desk.start("chuyện riêng")
    desk.add_turn(number, "chuyện riêng?", answer("riêng", "a" * 16), DAY)
    desk.put(item("riêng một"), number)
    desk.put(item("riêng hai"))
    desk.report(Feedback("wrong", "answer", "a" * 16, reason="riêng"))
    desk.prefer("ban", "riêng")
    return desk


def rows(desk: Desk) -> list[tuple[object, ...]]:
    """Every row of the file but the counters of ids and the receipts that wait to be taken out."""
    tables = ("conversations", "turns", "basket", "feedback", "preferences")
    with desk.file.reading() as db:
        return [row for table in tables for row in db.execute(f"SELECT * FROM {table}")]


def test_every_verb_is_tried() -> None:
    verbs = {name for name, _ in inspect.getmembers(Desk, inspect.isfunction) if not name.startswith("_")}
    assert verbs == set(BY_ID) | OF_THE_OWNER


@pytest.mark.parametrize("owner", OWNERS)
@pytest.mark.parametrize("verb", BY_ID)
def test_no_guessed_id_reaches_what_another_owner_made(full: Desk, owner: str, verb: str) -> None:
    before = rows(full)
    for id_ in [-1, 0, 1, 2, 3, 99]:
        with pytest.raises(UnknownEntry) as error:
            BY_ID[verb](Desk(full.file, owner), id_)
        assert "riêng" not in str(error.value)
    assert rows(full) == before


@pytest.mark.parametrize("owner", OWNERS)
def test_nothing_of_another_owner_is_listed_found_or_counted(full: Desk, owner: str) -> None:
    other = Desk(full.file, owner)
    assert other.conversations() == other.conversations("riêng") == []
    assert other.basket() == everything(other.file, owner) == []
    assert other.preference("ban") is None


@pytest.mark.parametrize("owner", OWNERS)
def test_what_another_owner_does_leaves_ones_own_as_it_was(full: Desk, owner: str) -> None:
    before = rows(full)
    other = Desk(full.file, owner)
    other.prefer("ban", "khác")
    other.prefer("ban", None)
    for _ in range(2):
        other.report(Feedback("up", "answer", "a" * 16))
        other.put(item("khác"))
    other.empty()
    number = other.start("khác")
    other.add_turn(number, "?", answer("khác", "a" * 16), DAY)
    other.delete(number)
    assert [row for row in rows(full) if owner not in row[:2]] == before
    assert full.preference("ban") == "riêng"
