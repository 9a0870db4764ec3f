"""What is held, and the errands that keep it up."""

import os
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from invented import Place, decree

from assistant.holdings import Choice, Errands, Holding, chosen, holdings_of
from assistant.holdings.advice import advice_on
from assistant.holdings.errands import Status, command, sources_of
from ingest.index import build
from ingest.index.generation import writing
from ingest.settings import Settings

AS_OF = date(2032, 1, 1)
INSTRUMENTS = """schema = 1
[[instrument]]
number = "15/2031/NĐ-CP"
kind = "Nghị định"
issuer = "Chính phủ"
title = "quy định về vườn ươm"
issued_on = 2031-03-05
effective_on = 2031-07-01
[[instrument]]
number = "16/2031/NĐ-CP"
kind = "Nghị định"
issuer = "Chính phủ"
title = "sửa đổi quy định về vườn ươm"
issued_on = 2031-08-01
effective_on = 2031-09-01
"""
EFFECTS = """schema = 1
[[effect]]
id = "a"
kind = "amends"
source = {instrument = "16/2031/NĐ-CP", eid = "art_1"}
target = {instrument = "15/2031/NĐ-CP", eid = "art_1__para_1"}
from = 2031-09-01
[[effect]]
id = "b"
kind = "repeals"
source = {instrument = "17/2031/NĐ-CP", eid = "art_1"}
target = {instrument = "15/2031/NĐ-CP", eid = "art_1__para_2"}
from = 2031-10-01
[[effect]]
id = "c"
kind = "amends"
source = {instrument = "17/2031/NĐ-CP", eid = "art_2"}
target = {instrument = "15/2031/NĐ-CP", eid = "art_2"}
from = 2033-01-01
"""


@pytest.fixture
def settings(place: Place) -> Settings:
    uploads = place.root / "nạp"
    uploads.mkdir()
    return Settings(place.index, place.corpus, uploads=uploads, receipts=None, desk=None)


def held(place: Place, uploads: Path | None = None, as_of: date = AS_OF) -> list[Holding]:
    opened = place.open().opened()
    return holdings_of(opened.store, place.catalogue, as_of, uploads)


def test_a_work_is_one_row_with_its_counts_its_state_and_what_changed_it(place: Place) -> None:
    place.table("instruments.toml", INSTRUMENTS)
    place.table("effects.toml", EFFECTS)
    place.write("một.txt", decree(15, "trồng bưởi;", "trồng cam."))
    place.write("hai.txt", decree(16, "trồng na."))
    place.build()
    rows = {row.document: row for row in held(place)}
    row = rows["15/2031/NĐ-CP"]
    assert (row.kinds, row.state, row.articles, row.clauses, row.added_on) == (("official",), "in_force", 2, 2, None)
    assert [(c.place, c.what, c.by, c.text_held) for c in row.changes] == [
        ("khoản 1 Điều 1", "sửa đổi", "16/2031/NĐ-CP", True),
        ("khoản 2 Điều 1", "bãi bỏ", "17/2031/NĐ-CP", False),
    ]
    assert [c.by for c in row.without_text] == ["17/2031/NĐ-CP"]
    assert rows["16/2031/NĐ-CP"].changes == ()
    before = {row.document: row for row in held(place, as_of=date(2031, 8, 15))}
    assert before["15/2031/NĐ-CP"].changes == ()
    assert before["16/2031/NĐ-CP"].state == "not_yet"


def test_several_texts_of_a_work_are_one_row_and_the_official_one_is_counted(place: Place) -> None:
    place.table("instruments.toml", INSTRUMENTS)
    (place.corpus / "digests").mkdir()
    (place.corpus / "digests" / "15.md").write_text('+++\ninstrument = "15/2031/NĐ-CP"\n+++\n\n## Điều 1. Nhiệm vụ\n\n1. Trồng bưởi.\n')
    place.write("một.txt", decree(15, "trồng bưởi;", "trồng cam."))
    build([place.source, place.corpus], place.index, place.corpus, place.embedder, quiet=True)
    (row,) = held(place)
    assert (row.kinds, row.articles, row.clauses) == (("official", "digest"), 2, 2)


def test_what_users_added_has_its_day(place: Place) -> None:
    path = place.write("một.txt", decree(15, "trồng bưởi."))
    os.utime(path, (1_900_000_000, 1_900_000_000))  # 18/3/2030, 00:46 in Vietnam
    place.build()
    assert [row.added_on for row in held(place, place.source)] == [date(2030, 3, 18)]
    assert [row.added_on for row in held(place, place.corpus)] == [None]


@pytest.mark.parametrize(
    ("choice", "numbers"),
    [
        (Choice(), ["15", "16", "17"]),
        (Choice(words="cong vien"), ["16"]),
        (Choice(words="CÔNG viên 16/2031"), ["16"]),
        (Choice(words="công viên 15"), []),
        (Choice(kind="digest"), []),
        (Choice(kind="official", state="in_force"), ["15", "16", "17"]),
        (Choice(state="expired"), []),
        (Choice(changed=True), []),
        (Choice(added=True), ["15", "16", "17"]),
    ],
)
def test_filters_and_words(place: Place, choice: Choice, numbers: Sequence[str]) -> None:
    for number, title in ((15, "vườn ươm"), (16, "công viên"), (17, "vườn ươm và đất")):
        place.write(f"{number}.txt", decree(number, "trồng bưởi.", title=title))
    place.build()
    assert [row.document[:2] for row in chosen(held(place, place.source), choice)] == numbers


def ended(errands: Errands) -> Status:
    status = errands.wait(120)
    assert status is not None and not status.running
    return status


def test_an_errand_builds_checks_and_fetches_in_a_child_process(place: Place, settings: Settings) -> None:
    assert settings.uploads
    place.table("hosts.toml", 'schema = 1\n[[host]]\nname = "van-ban.example"\n')
    (settings.uploads / "một.txt").write_text(decree(15, "trồng bưởi."))
    errands = Errands(settings)
    assert errands.status() is None
    assert errands.start("build")
    assert not errands.start("check")
    built = ended(errands)
    assert (built.problem, built.result and built.result["added"], built.result and built.result["counts"]["versions"]) == (
        "",
        ["một.txt"],
        1,
    )
    assert built.step == "Kiểm tra bản kho mới"
    (settings.uploads / "một.txt").unlink()
    errands.start("check")
    checked = ended(errands)
    assert checked.result and [finding["kind"] for finding in checked.result["findings"]] == ["source_gone"]
    assert advice_on("source_gone") != advice_on("vectors")
    errands.start("fetch")
    assert ended(errands).result == {"ok": True, "offline": False, "results": []}


def test_an_index_that_another_process_writes_is_said_in_its_line(place: Place, settings: Settings) -> None:
    errands = Errands(settings)
    with writing(settings.index):
        errands.start("build")
        status = ended(errands)
    assert status.result is None
    assert "đang cập nhật chỉ mục" in status.problem


def test_an_index_keeps_its_own_sources_beside_the_uploads(place: Place, settings: Settings) -> None:
    place.write("một.txt", decree(15, "trồng bưởi."))
    assert sources_of(settings) == [place.corpus, settings.uploads]
    place.build()
    assert sources_of(settings) == [place.source, settings.uploads]
    assert command("build", settings)[-5:] == ["--source", str(place.source), "--source", str(settings.uploads), "--progress"]


def test_what_is_left_is_told_from_the_pace_of_the_step(monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.holdings.errands import _Clock

    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    clock = _Clock()
    assert clock.left("a", 0, 10) is None
    now[0] += 4
    assert clock.left("a", 2, 10) == 16.0
    assert clock.left("b", 5, 10) is None
