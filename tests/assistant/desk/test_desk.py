"""The desk: conversations, the basket, feedback and preferences are given back as they were put there."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from desk_values import DAY, answer, item

from assistant.desk import Desk, DeskFile, Feedback, Item, Keeper, UnknownEntry, open_desk
from assistant.desk.feedback import everything


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "của tôi" / "bàn #1.sqlite"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    with DeskFile(path) as file:
        yield Desk(file, "an")


def titles(desk: Desk) -> list[str]:
    return [one.item.title for one in desk.basket()]


# -- conversations ----------------------------------------------------------------------------------------------------


def test_turns_are_given_back_as_they_were_kept_and_in_order(desk: Desk, path: Path) -> None:
    number = desk.start("  Vườn ươm\n xanh ")
    first = desk.add_turn(number, "ai cấp?", answer("Ban cấp. [1]", "a" * 16), DAY)
    second = desk.add_turn(number, "phí \ud800?", answer("Không thu."), date(2030, 1, 2))
    again = open_desk(path, "an")
    kept = again.turns(number)
    assert [(t.id, t.question, t.as_of, t.answer) for t in kept] == [
        (first, "ai cấp?", DAY, answer("Ban cấp. [1]", "a" * 16)),
        (second, "phí ??", date(2030, 1, 2), answer("Không thu.")),
    ]
    assert [(c.id, c.title, c.turns) for c in again.conversations()] == [(number, "Vườn ươm xanh", 2)]


def test_the_conversation_of_the_last_turn_comes_first(path: Path) -> None:
    minutes = iter(range(100))
    with DeskFile(path, now=lambda: datetime(2031, 8, 1, tzinfo=UTC) + timedelta(minutes=next(minutes))) as file:
        desk = Desk(file)
        one, two = desk.start("một"), desk.start("hai")
        assert [c.title for c in desk.conversations()] == ["hai", "một"]
        desk.add_turn(one, "?", answer("."), DAY)
        assert [(c.title, c.created.minute, c.last.minute) for c in desk.conversations()] == [("một", 0, 2), ("hai", 1, 1)]
        assert {c.id for c in desk.conversations()} == {one, two}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["Đất vườn", "Phí nước"]),
        ("dat", ["Đất vườn"]),
        ("ĐẤT", ["Đất vườn"]),
        ("vườn hộ", ["Đất vườn"]),  # one word in the title, the other in an answer
        ("tưới", ["Phí nước"]),  # in a question
        ("tuoi thu", ["Phí nước"]),
        ("cam", ["Đất vườn", "Phí nước"]),
        ("đất tưới", []),
        ("100%", []),
        ("_", []),
        ("' OR 1=1 --", []),
    ],
)
def test_conversations_are_found_by_all_words_with_or_without_accents(desk: Desk, words: str, found: list[str]) -> None:
    land, fee = desk.start("Đất vườn"), desk.start("Phí nước")
    desk.add_turn(land, "ai giao đất?", answer("Hộ trồng cam được giao."), DAY)
    desk.add_turn(fee, "tưới cam có thu phí?", answer("Không thu."), DAY)
    assert sorted(c.title for c in desk.conversations(words)) == sorted(found)


def test_a_renamed_conversation_is_found_by_its_new_name_alone(desk: Desk) -> None:
    number = desk.start("Đất vườn")
    desk.rename(number, "Thủy lợi")
    assert [c.title for c in desk.conversations("thuy loi")] == ["Thủy lợi"]
    assert desk.conversations("đất") == []


@pytest.mark.parametrize("title", ["", "  \n", "x" * 5000])
def test_a_title_is_never_empty_nor_endless(desk: Desk, title: str) -> None:
    desk.start(title)
    assert 0 < len(desk.conversations()[0].title) <= 200


def test_an_answer_that_is_no_json_leaves_no_half_turn(desk: Desk) -> None:
    number = desk.start("một")
    with pytest.raises(TypeError):
        desk.add_turn(number, "?", {"answer": object()}, DAY)
    assert desk.turns(number) == []


def test_ids_are_not_given_twice(desk: Desk) -> None:
    """A page that still shows a deleted conversation must not write into the next one."""
    first = desk.start("một")
    desk.delete(first)
    assert desk.start("hai") != first
    with pytest.raises(UnknownEntry):
        desk.add_turn(first, "?", answer("."), DAY)


# -- the basket -------------------------------------------------------------------------------------------------------


def test_items_are_given_back_as_they_were_put_in(desk: Desk) -> None:
    given = item("Điều 1", "a" * 16)
    number = desk.put(given)
    (kept,) = desk.basket()
    assert (kept.id, kept.item.as_json()) == (number, Item.from_json(given.as_json()).as_json())
    assert (kept.item.note, kept.item.group, kept.item.receipt) == ("của tôi", "I", "a" * 16)


@pytest.mark.parametrize(
    ("which", "to", "order"), [(0, 2, "bca"), (2, 0, "cab"), (1, 1, "abc"), (0, 99, "bca"), (2, -5, "cab"), (0, 1, "bac")]
)
def test_an_item_is_moved_to_its_place(desk: Desk, which: int, to: int, order: str) -> None:
    ids = [desk.put(item(title)) for title in "abc"]
    desk.move(ids[which], to)
    assert "".join(titles(desk)) == order
    desk.put(item("z"))
    assert titles(desk)[-1] == "z"


def test_an_item_is_changed_in_its_place_and_taken_out(desk: Desk) -> None:
    ids = [desk.put(item(title)) for title in "abc"]
    desk.change(ids[1], item("B"))
    assert titles(desk) == ["a", "B", "c"]
    desk.take_out(ids[0])
    assert titles(desk) == ["B", "c"]
    desk.empty()
    assert desk.basket() == []


def test_items_go_with_their_conversation(desk: Desk) -> None:
    number = desk.start("một")
    desk.put(item("rời"))
    desk.put(item("của hội thoại"), number)
    desk.delete(number)
    assert titles(desk) == ["rời"]


# -- feedback and preferences -----------------------------------------------------------------------------------------


def test_the_worklist_holds_what_waits_and_what_came_of_it_is_kept(desk: Desk) -> None:
    up = desk.report(Feedback("up", "answer", "a" * 16))
    wrong = desk.report(Feedback("wrong", "provision", "1/2031/NĐ-CP main/art_1", "Điều 1", "sai số"))
    down = desk.report(Feedback("down", "answer", "b" * 16))
    keeper = Keeper(desk.file)
    assert [r.id for r in keeper.worklist()] == [wrong, down]
    keeper.settle(wrong, "đã sửa ngày 2/8")
    assert [r.id for r in keeper.worklist()] == [down]
    thumb, kept, _ = everything(desk.file, desk.owner)
    assert (kept.feedback.title, kept.feedback.reason, kept.note) == ("Điều 1", "sai số", "đã sửa ngày 2/8")
    assert kept.settled is not None
    assert thumb.id == up and thumb.settled is None


def test_a_thumb_takes_the_place_of_the_one_before_and_of_no_report(desk: Desk) -> None:
    desk.report(Feedback("wrong", "answer", "a" * 16))
    desk.report(Feedback("up", "answer", "a" * 16))
    desk.report(Feedback("down", "answer", "a" * 16, reason="thiếu"))
    desk.report(Feedback("up", "answer", "b" * 16))
    assert [r.feedback.verdict for r in everything(desk.file, desk.owner) if r.feedback.about == "a" * 16] == ["wrong", "down"]


def test_the_keeper_sees_what_everybody_reported_but_not_who(desk: Desk) -> None:
    other, keeper = Desk(desk.file, "bình"), Keeper(desk.file)
    mine = desk.report(Feedback("wrong", "entry", "duties/1"))
    others = other.report(Feedback("wrong", "entry", "duties/2"))
    assert [r.id for r in keeper.worklist()] == [mine, others]
    assert not any("bình" in repr(r) for r in keeper.worklist())
    keeper.settle(others, "không sai")
    assert [r.id for r in keeper.worklist()] == [mine]
    with pytest.raises(UnknownEntry):
        keeper.settle(others + 1, "")


@pytest.mark.parametrize("value", [{"province": "Hải Phòng", "zones": ["A", "B"]}, [], 0, "", False])
def test_preferences_are_given_back_until_they_are_taken_away(desk: Desk, value: object) -> None:
    assert desk.preference("ban") is None
    desk.prefer("ban", {"province": "khác"})
    desk.prefer("ban", value)
    assert desk.preference("ban") == value
    desk.prefer("ban", None)
    assert desk.preference("ban") is None


def test_with_no_file_everything_works_until_the_process_ends() -> None:
    desk = open_desk(None)
    number = desk.start("một")
    desk.add_turn(number, "?", answer("."), DAY)
    desk.put(item("a"), number)
    assert (len(desk.turns(number)), titles(desk), open_desk(None).conversations()) == (1, ["a"], [])
    desk.delete(number)
    assert (desk.conversations(), desk.basket()) == ([], [])
