"""What an earlier release wrote is opened by this one: the index as it stands, what officers kept, and receipts asked again.

A release that no longer reads the index changes the first test to what is then said and shows that a build mends it.
"""

import tarfile
from pathlib import Path

import pytest
from freeze_release import DESK, INDEX, OWNER, QUESTION, RECEIPTS
from invented import HashEmbedder, Place
from invented_library import DAY, build_library

from assistant import Assistant
from assistant.desk import Desk, DeskFile, Keeper, open_desk
from assistant.receipts import UnknownReceipt, find_receipt
from assistant.replay import replay
from ingest.index import check, open_index

ARCHIVES = sorted((Path(__file__).parent / "data").glob("release-*.tar.xz"))
pytestmark = pytest.mark.parametrize("archive", ARCHIVES, ids=lambda path: path.name.removesuffix(".tar.xz"))


@pytest.fixture
def kept(archive: Path, tmp_path: Path) -> Path:
    """The folder in which the release left its files."""
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path / "kept", filter="data")
    return tmp_path / "kept"


def assistant_of(kept: Path, place: Place) -> Assistant:
    build_library(place)  # for its tables: the index is that of the release
    return Assistant(open_index(kept / INDEX, HashEmbedder()), place.catalogue)


def test_the_index_is_read_as_it_stands_and_found_sound(kept: Path, place: Place) -> None:
    released = assistant_of(kept, place)
    built = Assistant(place.open(), place.catalogue)
    said, says = released.ask(QUESTION, DAY), built.ask(QUESTION, DAY)
    assert said.status == "answered" and said.citations
    assert said.statements == says.statements
    assert check(kept / INDEX, None, place.corpus, HashEmbedder()) == []


def test_what_an_officer_kept_is_all_there(kept: Path) -> None:
    desk = open_desk(kept / DESK, OWNER)
    [conversation] = desk.conversations("")
    [turn] = desk.turns(conversation.id)
    [put] = desk.basket()
    assert (turn.question, turn.as_of, turn.answer["status"]) == (QUESTION, DAY, "answered")
    assert [c["quote"] for c in put.item.citations] == [c["quote"] for c in turn.answer["citations"]]
    assert [report.feedback.reason for report in Keeper(desk.file).worklist()] == ["thiếu khoản 2"]
    assert desk.preference("ban") == "Hải Phòng"


def test_a_receipt_is_found_and_gives_the_same_answer_from_the_same_grounds(kept: Path, place: Place) -> None:
    """A later version may word a conclusion otherwise, and the replay says so; what it rests on may not change."""
    [turn] = _turns(kept)
    receipt = find_receipt(kept / RECEIPTS, turn).receipt
    found = replay(receipt, assistant_of(kept, place))
    assert {d.kind for d in found.differences} <= {"statement", "order"}
    concluded, grounds = ([s for s in receipt.statements if (s.role == "conclusion") == told] for told in (True, False))
    assert concluded and grounds and {s.text for s in grounds} <= {s.text for s in found.today.statements}
    assert [g.words_sha256 for g in found.today.grounds] == [g.words_sha256 for g in receipt.grounds]


def test_deleting_the_conversation_takes_its_receipt_along(kept: Path) -> None:
    [receipt] = _turns(kept)
    with DeskFile(kept / DESK, kept / RECEIPTS) as file:
        desk = Desk(file, OWNER)
        desk.delete(desk.conversations("")[0].id)
        assert desk.basket() == []
    with pytest.raises(UnknownReceipt, match=receipt):
        find_receipt(kept / RECEIPTS, receipt)


def _turns(kept: Path) -> list[str]:
    """The receipts of the turns kept."""
    desk = open_desk(kept / DESK, OWNER)
    return [turn.answer["receipt"] for one in desk.conversations("") for turn in desk.turns(one.id)]
