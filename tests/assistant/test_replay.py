"""A receipt asked again: the same answer, or what differs; the command that prints both."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from invented import Place, decree

from assistant import Assistant
from assistant.__main__ import main
from assistant.answer import Change, ComposedBy
from assistant.receipt import Asked, Receipt
from assistant.receipts import Receipts, find_receipt
from assistant.replay import Replay, differences, replay
from ingest.embedding import Embedder
from ingest.index import build, open_index
from ingest.settings import read_settings

DAY = date(2031, 8, 1)
QUESTION = "ai cấp giấy chứng nhận vườn ươm xanh"
GREEN, FEE = "Cấp giấy chứng nhận vườn ươm xanh cho hộ trồng cam.", "Thu phí tưới nước của vườn ươm."
MELON = "Bảo vệ đàn ong của hợp tác xã dưa hấu."
AMENDED = Change("80/2031/NĐ-CP", "amends", date(2031, 7, 15), "đối tượng", "art_1")


@pytest.fixture
def nursery(place: Place) -> Place:
    place.write("một.txt", decree(77, GREEN, FEE))
    return place


@pytest.fixture
def built(nursery: Place, embedder: Embedder) -> Callable[[], Assistant]:
    def built() -> Assistant:
        build([nursery.source], nursery.index, nursery.corpus, embedder, quiet=True)
        return Assistant(open_index(nursery.index, embedder), nursery.catalogue)

    return built


def asked(assistant: Assistant, question: str = QUESTION, day: date = DAY) -> Receipt:
    return assistant.receipt(Asked(question, (), day, day))


def kinds(found: Replay) -> set[str]:
    return {difference.kind for difference in found.differences}


# -- on an index that changes -----------------------------------------------------------------------------------------


def test_the_same_index_gives_the_same_answer(built: Callable[[], Assistant]) -> None:
    assistant = built()
    found = replay(asked(assistant), assistant)
    assert (found.same, found.differences, found.notes) == (True, (), ())


def test_another_document_changes_nothing_but_is_noted(nursery: Place, built: Callable[[], Assistant]) -> None:
    old = asked(built())
    nursery.write("hai.txt", decree(78, MELON, title="nuôi ong"))
    found = replay(old, built())
    assert (found.same, found.today.id) == (True, old.id)
    assert [note for note in found.notes if "Chỉ mục đã được dựng lại" in note]


def test_another_clause_of_the_text_changes_nothing_but_is_noted(nursery: Place, built: Callable[[], Assistant]) -> None:
    old = asked(built())
    assert {ground.eid for ground in old.grounds} == {"art_1__para_1"}
    nursery.write("một.txt", decree(77, GREEN, MELON))
    found = replay(old, built())
    assert found.same
    assert [note for note in found.notes if "đoạn được dẫn giữ nguyên" in note]


def test_a_clause_that_was_changed_is_told_with_both_hashes(nursery: Place, built: Callable[[], Assistant]) -> None:
    old = asked(built())
    nursery.write("một.txt", decree(77, GREEN.replace("cam", "bưởi"), FEE))
    found = replay(old, built())
    changed = next(d for d in found.differences if d.kind == "text")
    assert (changed.old, changed.new) == (old.grounds[0].words_sha256, found.today.grounds[0].words_sha256)
    assert changed.old != changed.new
    assert str(changed.old)[:12] in changed.line
    assert str(changed.new)[:12] in changed.line
    statement = next(d for d in found.differences if d.kind == "statement")
    assert ("cam" in str(statement.old), "bưởi" in str(statement.new)) == (True, True)
    assert kinds(found) == {"text", "statement"}


def test_a_document_that_is_gone_is_told(nursery: Place, built: Callable[[], Assistant]) -> None:
    old = asked(built())
    (nursery.source / "một.txt").unlink()
    nursery.write("hai.txt", decree(78, MELON, title="nuôi ong"))
    found = replay(old, built())
    assert {"gone", "status", "statement"} <= kinds(found)
    assert "không còn trong kho" in next(d.line for d in found.differences if d.kind == "gone")


def test_a_new_clause_on_the_matter_is_told(nursery: Place, built: Callable[[], Assistant]) -> None:
    old = asked(built())
    nursery.write("hai.txt", decree(78, "Cấp giấy chứng nhận vườn ươm xanh cho hộ trồng bưởi."))
    found = replay(old, built())
    assert {"new", "statement"} <= kinds(found)
    assert "78/2031/NĐ-CP" in next(d.line for d in found.differences if d.kind == "new")


def test_a_refusal_that_could_be_answered_today_is_told(nursery: Place, built: Callable[[], Assistant]) -> None:
    old = asked(built(), "ai bảo vệ đàn ong của hợp tác xã dưa hấu")
    nursery.write("hai.txt", decree(78, MELON, title="nuôi ong"))
    found = replay(old, built())
    assert (old.status, found.today.status) == ("refused", "answered")
    assert kinds(found) == {"status", "new", "statement"}


def test_a_change_that_the_catalogue_learns_of_is_told(nursery: Place, built: Callable[[], Assistant]) -> None:
    old = asked(built())
    nursery.table(
        "effects.toml",
        'schema = 1\n[[effect]]\nid = "sua-77"\nsource = { instrument = "80/2031/NĐ-CP", eid = "art_1" }\n'
        'target = { instrument = "77/2031/NĐ-CP", eid = "art_1__para_1" }\nkind = "amends"\nfrom = 2031-07-15\n'
        'held = false\nscope = "đối tượng"\nverified = "2031-07-15"\n',
    )
    found = replay(old, built())
    assert "warning" in kinds(found)
    assert [note for note in found.notes if "Danh mục" in note]
    assert [note for note in found.notes if "các thay đổi mà danh mục ghi nhận đã khác trước" in note]


NOTED: dict[str, tuple[Callable[[Receipt], Receipt], int]] = {
    "nothing": (lambda r: r, 0),
    "changes": (lambda r: other_ground(r, changes=(AMENDED,)), 1),
    "changes not kept": (lambda r: other_ground(r, changes=None), 0),
    "topic": (lambda r: replace(r, topic_changed=True), 1),
    "topic not kept": (lambda r: replace(r, topic_changed=None), 0),
}


@pytest.mark.parametrize(("change", "notes"), NOTED.values(), ids=NOTED)
def test_what_else_was_kept_is_noted_and_makes_no_other_answer(
    built: Callable[[], Assistant], change: Callable[[Receipt], Receipt], notes: int
) -> None:
    assistant = built()
    found = replay(change(asked(assistant)), assistant)
    assert (found.same, len(found.notes)) == (True, notes)


def test_both_ends_of_a_period_are_noted_each_for_itself(nursery: Place, built: Callable[[], Assistant]) -> None:
    nursery.table(
        "effects.toml",
        'schema = 1\n[[effect]]\nid = "sua-60"\nsource = { instrument = "80/2031/NĐ-CP", eid = "art_1" }\n'
        'target = { instrument = "60/2029/NĐ-CP", eid = "art_1__para_1" }\nkind = "amends"\nfrom = 2031-07-15\n'
        'held = false\nscope = "đối tượng"\nverified = "2031-07-15"\n',
    )
    nursery.write("cũ.txt", decree(60, GREEN).replace("2031", "2029"))
    assistant = built()
    receipt = asked(assistant, f"{QUESTION} trong năm 2031")
    assert len({s.as_of for s in receipt.statements}) == 2
    places = [g.place for g in receipt.grounds]
    twice = [g for g in receipt.grounds if places.count(g.place) > 1]
    assert len({g.changes for g in twice}) > 1
    assert replay(receipt, assistant).notes == ()


def test_a_receipt_is_asked_again_as_on_its_own_day(nursery: Place, built: Callable[[], Assistant]) -> None:
    """A day chosen inside the year that the question names counts alone, unless it is the day on which it is asked."""
    nursery.write("cũ.txt", decree(60, GREEN).replace("2031", "2029"))
    assistant, question = built(), f"{QUESTION} trong năm 2031"
    then = asked(assistant, question)
    later = assistant.receipt(Asked(question, (), DAY, date(2031, 9, 9)))
    assert [len({s.as_of for s in receipt.statements}) for receipt in (then, later)] == [2, 1]
    assert replay(then, assistant).same
    assert replay(later, assistant).same


# -- one thing at a time ----------------------------------------------------------------------------------------------


def other_ground(receipt: Receipt, **change: Any) -> Receipt:
    return replace(receipt, grounds=(replace(receipt.grounds[0], **change), *receipt.grounds[1:]))


def other_statement(receipt: Receipt, **change: Any) -> Receipt:
    return replace(receipt, statements=(replace(receipt.statements[0], **change), *receipt.statements[1:]))


CHANGES: dict[str, tuple[Callable[[Receipt], Receipt], list[str]]] = {
    "nothing": (lambda r: r, []),
    "software, index, tables, timings": (
        lambda r: replace(r, software="9", generation="gen-9", built_at="", catalogue="9", timings_ms={}, composed_by=ComposedBy("other")),
        [],
    ),
    "question understood otherwise": (lambda r: replace(r, standalone_question="khác"), ["question"]),
    "day": (lambda r: replace(r, as_of=date(2031, 8, 2)), ["question"]),
    "status": (lambda r: replace(r, status="partial"), ["status"]),
    "reason": (lambda r: replace(r, refusal_reason="vì thế"), ["status"]),
    "words": (lambda r: other_ground(r, words_sha256="0" * 64), ["text"]),
    "version": (lambda r: other_ground(r, version="digest"), ["text"]),
    "state": (lambda r: other_ground(r, in_force="expired"), ["validity"]),
    "end": (lambda r: other_ground(r, valid_to=date(2033, 1, 1)), ["validity"]),
    "statement": (lambda r: other_statement(r, text="Khác."), ["statement"]),
    "mode": (lambda r: other_statement(r, modes=("ủy quyền",)), ["statement"]),
    "role": (lambda r: other_statement(r, role="related"), ["statement"]),
    "what is denied": (lambda r: other_statement(r, denies="hộ trồng bưởi"), ["statement"]),
    "statement less": (lambda r: replace(r, statements=r.statements[1:]), ["statement"]),
    "statement more": (lambda r: replace(r, statements=(*r.statements, r.statements[0])), ["statement"]),
    "order": (lambda r: replace(r, statements=r.statements[::-1]), ["order"]),
    "warning more": (lambda r: replace(r, warnings=(*r.warnings, "Coi chừng.")), ["warning"]),
    "ground more": (lambda r: replace(r, grounds=(*r.grounds, replace(r.grounds[0], n=9, eid="art_9"))), ["new"]),
}


@pytest.mark.parametrize(("change", "expected"), CHANGES.values(), ids=CHANGES)
def test_each_change_is_told_for_what_it_is(
    built: Callable[[], Assistant], change: Callable[[Receipt], Receipt], expected: list[str]
) -> None:
    receipt = asked(built())
    first = receipt.statements[0]
    receipt = replace(receipt, statements=(first, replace(first, text="Câu thứ hai.")))
    found = list(differences(receipt, change(receipt), lambda place: True))
    assert [difference.kind for difference in found] == expected
    assert all("\n" not in difference.line for difference in found)


@pytest.mark.parametrize(("held", "kind"), [(True, "uncited"), (False, "gone")])
def test_a_provision_no_longer_cited_is_told_from_one_no_longer_held(built: Callable[[], Assistant], held: bool, kind: str) -> None:
    receipt = asked(built())
    found = [d.kind for d in differences(receipt, replace(receipt, grounds=()), lambda place: held)]
    assert kind in found


# -- the command ------------------------------------------------------------------------------------------------------


class Said:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, nursery: Place) -> Callable[..., Said]:
    monkeypatch.setenv("TRO_LY_CORPUS", str(nursery.corpus))
    monkeypatch.setenv("TRO_LY_RECEIPTS", str(nursery.root / "phiếu.sqlite"))

    def run(*argv: object) -> Said:
        capsys.readouterr()
        code = main([*map(str, argv), "--index", str(nursery.index)])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


def ask(run: Callable[..., Said], question: str = QUESTION) -> str:
    name: str = json.loads(run("ask", question, "--as-of", DAY, "--json").out)["receipt"]
    return name


def test_command_prints_the_receipt_and_says_that_the_answer_is_the_same(run: Callable[..., Said], built: Callable[[], Assistant]) -> None:
    built()
    name = ask(run)
    said = run("receipt", name[:6])
    assert (said.code, said.err) == (0, "")
    for part in (f"Phiếu trả lời {name}", QUESTION, "01/8/2031", "đã trả lời", "hộ trồng cam", "sha256", "extract", "giống hệt"):
        assert part in said.out
    row = json.loads(run("receipt", name, "--json").out)
    assert (row["id"], row["times"], row["replay"]["same"], row["replay"]["differences"]) == (name, 1, True, [])
    assert row["evidence"][0]["eid"] == "art_1__para_1"


def test_command_is_1_where_the_answer_differs(run: Callable[..., Said], built: Callable[[], Assistant], nursery: Place) -> None:
    built()
    name = ask(run)
    nursery.write("một.txt", decree(77, GREEN.replace("cam", "bưởi"), FEE))
    built()
    said = run("receipt", name)
    assert (said.code, said.err) == (1, "")
    assert "văn bản đã đổi" in said.out
    assert "hộ trồng bưởi" in said.out
    again = run("receipt", name, "--json")
    row = json.loads(again.out)
    assert (again.code, row["replay"]["same"], row["times"]) == (1, False, 1)
    assert {d["kind"] for d in row["replay"]["differences"]} == {"text", "statement"}
    assert row["replay"]["receipt"] == ask(run) != name


def test_command_without_an_index_prints_what_is_kept_and_is_3(
    run: Callable[..., Said], built: Callable[[], Assistant], nursery: Place
) -> None:
    built()
    name = ask(run)
    nursery.index.rename(nursery.root / "đi rồi")
    for flags in ([], ["--json"]):
        said = run("receipt", name, *flags)
        assert (said.code, len(said.err.strip().split("\n"))) == (3, 1)
        assert "Chưa có chỉ mục" in said.err
        assert QUESTION in said.out
    assert json.loads(said.out)["replay"] is None


def test_command_prints_nothing_that_a_terminal_would_obey(run: Callable[..., Said], built: Callable[[], Assistant]) -> None:
    built()
    said = run("receipt", ask(run, f"{QUESTION}\x1b[2J\r\n?"))
    assert (said.code, "\x1b" in said.out, f"Câu hỏi: {QUESTION} [2J ?" in said.out) == (0, False, True)


@pytest.mark.parametrize(
    ("name", "setting", "line"),
    [
        ("0123456789abcdef", None, "Không có phiếu trả lời nào mang mã 0123456789abcdef"),
        ("0123", None, "không hợp lệ"),
        ("phiếu", None, "không hợp lệ"),
        ("0123456789abcdef", "", "đang tắt"),
        ("0123456789abcdef", "{root}/nguồn/một.txt", "bị hỏng"),
    ],
)
def test_command_that_finds_no_receipt_is_2_and_one_line(
    run: Callable[..., Said], nursery: Place, monkeypatch: pytest.MonkeyPatch, name: str, setting: str | None, line: str
) -> None:
    """It is told before any index is looked for."""
    if setting is not None:
        monkeypatch.setenv("TRO_LY_RECEIPTS", setting.format(root=nursery.root))
    said = run("receipt", name)
    assert (said.code, said.out, len(said.err.strip().split("\n"))) == (2, "", 1)
    assert line in said.err


def test_ask_names_its_receipt_only_where_one_is_kept(
    run: Callable[..., Said], built: Callable[[], Assistant], nursery: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    built()
    said = run("ask", QUESTION, "--as-of", DAY)
    name = said.out.strip().rpartition("Mã phiếu: ")[2]
    assert find_receipt(read_settings().receipts, name).receipt.asked.question == QUESTION
    monkeypatch.setenv("TRO_LY_RECEIPTS", "")
    before = {*nursery.root.rglob("*")}
    said = run("ask", QUESTION, "--as-of", DAY)
    assert (said.code, said.err, "Mã phiếu" in said.out) == (0, "", False)
    assert {*nursery.root.rglob("*")} == before


def test_batch_keeps_each_of_its_answers(run: Callable[..., Said], built: Callable[[], Assistant], tmp_path: Path) -> None:
    built()
    rows = [{"id": n, "question": f"{QUESTION} {n}", "as_of": "2031-08-01"} for n in range(60)] + [{"id": 60, "question": " "}]
    (tmp_path / "vào.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    said = run("ask", "--batch", tmp_path / "vào.jsonl", "--out", tmp_path / "ra.jsonl")
    answers = [json.loads(line) for line in (tmp_path / "ra.jsonl").read_text("utf-8").splitlines()]
    assert (said.code, said.err, len(answers), "error" in answers[60]) == (0, "", 61, True)
    for answer in answers[:60]:
        assert find_receipt(read_settings().receipts, answer["receipt"]).receipt.asked.question == answer["question"]


def test_ask_with_a_damaged_file_answers_and_tells_once(
    run: Callable[..., Said], built: Callable[[], Assistant], nursery: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    built()
    (nursery.root / "hỏng.sqlite").write_bytes(b"x" * 9000)
    monkeypatch.setenv("TRO_LY_RECEIPTS", str(nursery.root / "hỏng.sqlite"))
    said = run("ask", QUESTION, "--as-of", DAY, "--json")
    assert (said.code, json.loads(said.out)["status"]) == (0, "answered")
    assert ("bị hỏng" in said.err, said.err.count("\n")) == (True, 1)
    (tmp_path / "vào.jsonl").write_text(f'{{"question": "{QUESTION}"}}\n' * 120, encoding="utf-8")
    said = run("ask", "--batch", tmp_path / "vào.jsonl", "--out", tmp_path / "ra.jsonl")
    assert (said.code, said.err.count("\n")) == (0, 1)
    assert len((tmp_path / "ra.jsonl").read_text("utf-8").splitlines()) == 120


def test_a_receipt_of_the_page_is_found_by_the_command(nursery: Place, run: Callable[..., Said], built: Callable[[], Assistant]) -> None:
    """What the page shares between its sessions writes into the file that the command reads."""
    shared = built()
    with Receipts(nursery.root / "phiếu.sqlite") as kept:
        assistant = Assistant(shared.index, nursery.catalogue, receipts=kept)
        name = assistant.ask("Thế còn hộ trồng cam?", DAY, [QUESTION, "…"]).receipt
        said = run("receipt", name)
    assert said.code == 0
    assert "Được hiểu là:" in said.out
