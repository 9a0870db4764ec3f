"""Nothing corrupted, expired or unverified gets into a paper, and what is left out is told with its reason."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from invented import Place
from papers import DAY, PERMIT, SUM, basket, details, text_of

from assistant import Assistant
from assistant.comparing.basket import items_of_rows
from assistant.composers.draft import Citer
from assistant.desk import Item, item_of_answer, item_of_cell, item_of_clause
from assistant.memo import Forms, Memo, as_docx, draft_memo, load_forms

Row = dict[str, Any]
FORGED = "Điều khoản bịa đặt"


@pytest.fixture(scope="module")
def forms() -> Forms:
    return load_forms()


@pytest.fixture(scope="module")
def answer(assistant: Assistant) -> Row:
    row: Row = json.loads(json.dumps(item_of_answer(assistant.ask(PERMIT, DAY)).as_json()))
    assert len(row["statements"]) > 3
    return row


def written(assistant: Assistant, forms: Forms, item: Item, day: date = DAY) -> tuple[Memo, str]:
    memo = draft_memo([item], details("to-trinh", day=day), assistant, forms)
    return memo, text_of(as_docx(memo, forms))


def test_what_the_assistant_said_gets_in_whole(assistant: Assistant, forms: Forms) -> None:
    memo = draft_memo(basket(assistant), details("to-trinh"), assistant, forms)
    text = text_of(as_docx(memo, forms))
    assert memo.left_out == ()
    for item in basket(assistant):
        for row in item.statements:
            if row["role"] == "conclusion" and "Căn cứ:" not in row["text"]:
                assert row["text"].rstrip(".") in text
        for citation in item.citations:
            assert " ".join((citation["quote"] or citation["excerpt"]).split())[20:60] in text


def _number(row: Row) -> None:
    row["statements"][0]["text"] = row["statements"][0]["text"].replace("01/7/2026", "09/9/2026")


def _actor(row: Row) -> None:
    row["statements"][0]["text"] = row["statements"][0]["text"].replace("Ban quản lý", "Sở Xây dựng")


def _invented_sentence(row: Row) -> None:
    row["statements"][0]["text"] = f"{FORGED}: Ban quản lý quyết định mọi việc theo khoản 2 Điều 53 Nghị định số 217/2026/NĐ-CP."


def _denied(row: Row) -> None:
    row["statements"][0] |= {"text": f"{row['statements'][0]['text']} Mức phạt là “77 triệu đồng”.", "denies": "77 triệu đồng"}


def _ground_turned(row: Row) -> None:
    ground = next(s for s in row["statements"] if s["role"] == "ground")
    ground["text"] = ground["text"].replace("cấp giấy phép", "không cấp giấy phép", 1)
    row["statements"] = [ground]


def _words(row: Row) -> None:
    row["citations"][0]["excerpt"] += " và mọi giấy phép khác"


def _made_a_quotation(row: Row) -> None:
    row["citations"][0] |= {"quote": row["citations"][0]["excerpt"], "excerpt": None}


def _made_official(row: Row) -> None:
    row["citations"][0]["text_kind"] = "official"


def _document(row: Row) -> None:
    row["citations"][0]["document"] = "999/2026/NĐ-CP"


def _version(row: Row) -> None:
    row["citations"][0]["version"] = "9999/VBHN-BXD"


def _provision(row: Row) -> None:
    row["citations"][0]["eid"] = "art_53__para_1"


def _unknown_provision(row: Row) -> None:
    row["citations"][0]["eid"] = "art_999"


def _article(row: Row) -> None:
    row["citations"][0]["article"] = "54"


def _no_citation(row: Row) -> None:
    row["statements"][0]["citations"] = []


def _another_citation(row: Row) -> None:
    row["statements"][0]["citations"] = [99]


def _twice_the_same_number(row: Row) -> None:
    row["citations"].append(row["citations"][1] | {"n": row["citations"][0]["n"]})


def _nonsense(row: Row) -> None:
    row["citations"][0] |= {"document": 7, "component": None, "eid": ["art_53"]}


CORRUPTIONS: list[tuple[Callable[[Row], None], str]] = [
    (_number, "09/9/2026"),
    (_actor, "do Sở Xây dựng trực tiếp"),
    (_invented_sentence, FORGED),
    (_denied, "77 triệu"),
    (_ground_turned, "không cấp giấy phép xây dựng cho công trình"),
    (_words, "mọi giấy phép khác"),
    (_made_a_quotation, "“2. BQL"),
    (_made_official, "Từ ngày 01/7/2026"),
    (_document, "999/2026/NĐ-CP"),
    (_version, "9999/VBHN"),
    (_provision, "Từ ngày 01/7/2026"),
    (_unknown_provision, "Từ ngày 01/7/2026"),
    (_article, "Từ ngày 01/7/2026"),
    (_no_citation, "Từ ngày 01/7/2026"),
    (_another_citation, "Từ ngày 01/7/2026"),
    (_twice_the_same_number, "Từ ngày 01/7/2026"),
    (_nonsense, "Từ ngày 01/7/2026"),
]


@pytest.mark.parametrize(("corrupt", "forged"), CORRUPTIONS, ids=[c.__name__ for c, _ in CORRUPTIONS])
def test_a_corrupted_item_does_not_get_in(
    assistant: Assistant, forms: Forms, answer: Row, corrupt: Callable[[Row], None], forged: str
) -> None:
    row = copy.deepcopy(answer)
    corrupt(row)
    assert row != answer
    memo, text = written(assistant, forms, Item.from_json(row))
    assert forged not in text
    assert memo.left_out and all(left.reasons for left in memo.left_out)


def test_what_the_file_says_of_a_clause_is_not_taken_over(assistant: Assistant, forms: Forms, answer: Row) -> None:
    row = copy.deepcopy(answer)
    for citation in row["citations"]:
        citation |= {
            "label": FORGED,
            "full_citation": FORGED,
            "title": FORGED,
            "heading": FORGED,
            "lead": FORGED,
            "valid_from": "1999-01-01",
        }
    memo, text = written(assistant, forms, Item.from_json(row))
    assert not memo.left_out and FORGED not in text and "1999" not in text


def test_the_name_of_a_clause_is_that_of_the_index(assistant: Assistant, forms: Forms) -> None:
    clause = item_of_clause(assistant.ask(PERMIT, DAY).citations[0], DAY)
    _, text = written(assistant, forms, replace(clause, title=FORGED))
    assert FORGED not in text and "Khoản 2 Điều 53 Nghị định số 217/2026/NĐ-CP" in text


def test_a_cell_under_another_board_or_topic_does_not_get_in(assistant: Assistant, forms: Forms) -> None:
    table = assistant.compare(["Hải Phòng"], ["thu hút đầu tư"], DAY)
    cell = table.rows[0].cells[0]
    item = item_of_cell("Hải Phòng", "thu hút đầu tư", cell.text, table.citations[0], DAY)
    assert not written(assistant, forms, item)[0].left_out
    for title in ("Hà Nội – thu hút đầu tư", "Hải Phòng – nhà ở cho người lao động", "Tỉnh Không Có – thu hút đầu tư", "không rõ"):
        memo, text = written(assistant, forms, replace(item, title=title))
        assert memo.is_empty and len(memo.left_out) == 1 and cell.text not in text


def test_cells_as_the_page_of_comparisons_puts_them_get_in_with_all_that_they_say(assistant: Assistant, forms: Forms) -> None:
    table = assistant.compare(["Hải Phòng", "Phú Thọ"], [], DAY)
    items = items_of_rows(table, table.rows)
    assert any(len(item.statements) > 1 for item in items) and any("(" in item.title for item in items)
    memo = draft_memo(items, details("bao-cao"), assistant, forms)
    text = " ".join(text_of(as_docx(memo, forms)).split())
    assert memo.left_out == ()
    assert [s["text"] for item in items for s in item.statements if " ".join(s["text"].split()) not in text] == []


def test_unverified_notes_do_not_get_in(assistant: Assistant, forms: Forms) -> None:
    memo, text = written(assistant, forms, item_of_answer(assistant.ask(SUM, DAY)))
    assert memo.is_empty and "lương cơ sở" not in text
    assert all("chưa kiểm chứng" in left.reasons[0] for left in memo.left_out)


def test_a_refused_answer_does_not_get_in(assistant: Assistant, forms: Forms) -> None:
    refused = assistant.ask("Thời hạn xử phạt vượt đèn đỏ xe máy là bao lâu?", DAY)
    assert refused.status == "refused"
    memo, _ = written(assistant, forms, item_of_answer(refused))
    assert memo.is_empty and "chưa có câu trả lời" in memo.left_out[0].line


def test_what_is_merely_related_stays_out(assistant: Assistant, forms: Forms) -> None:
    full = assistant.ask(PERMIT, DAY).as_json()
    related = [s for s in full["statements"] if s["role"] == "related"]
    assert related
    memo, text = written(assistant, forms, Item.from_json(full))
    assert not memo.left_out and not any(s["text"] in text for s in related)


def test_the_officers_own_words_are_shown_as_theirs(assistant: Assistant, forms: Forms, answer: Row) -> None:
    item = replace(Item.from_json(answer), note="Hạn là 77 ngày.", heading="Cấp phép xây dựng")
    _, text = written(assistant, forms, item)
    assert "Ý kiến của người soạn: Hạn là 77 ngày." in text and "1. Cấp phép xây dựng" in text


def test_what_was_asked_is_not_read_as_what_is_so(assistant: Assistant, forms: Forms) -> None:
    asked = item_of_answer(assistant.ask("thẩm quyền cấp giấy phép xây dựng trong khu công nghiệp", DAY))
    memo, text = written(assistant, forms, asked)
    assert not memo.is_empty and "1. Nội dung hỏi: thẩm quyền cấp giấy phép xây dựng trong khu công nghiệp" in text


# -- time, on invented law ----------------------------------------------------------------------------------------------

NURSERY = """CHÍNH PHỦ
Số: {number}/{year}/NĐ-CP
Hà Nội, ngày 05 tháng 3 năm {year}
NGHỊ ĐỊNH
Quy định về vườn ươm trong khu sinh thái
Điều 1. Hồ sơ cấp phép vườn ươm
1. Ban vườn ươm cấp giấy phép vườn ươm trong {days} ngày kể từ ngày nhận đủ hồ sơ hợp lệ.
2. Ban vườn ươm thu hồi giấy phép vườn ươm khi chủ vườn ươm bỏ hoang vườn ươm quá {days} tháng.
Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm {year}.
"""
TABLE = """schema = 1
[[instrument]]
number = "71/2031/NĐ-CP"
kind = "Nghị định"
issuer = "Chính phủ"
title = "quy định về vườn ươm trong khu sinh thái"
issued_on = 2031-03-05
effective_on = 2031-07-01
expired_on = 2033-07-01
files = ["cu"]
[[instrument]]
number = "72/2033/NĐ-CP"
kind = "Nghị định"
issuer = "Chính phủ"
title = "quy định về vườn ươm trong khu sinh thái"
issued_on = 2033-03-05
effective_on = 2033-07-01
files = ["moi"]
"""


@pytest.fixture
def nursery(place: Place) -> Assistant:
    place.table("instruments.toml", TABLE)
    place.write("cu.txt", NURSERY.format(number=71, year=2031, days=12))
    place.write("moi.txt", NURSERY.format(number=72, year=2033, days=20))
    place.build()
    return Assistant(place.open(), place.catalogue)


def clause(nursery: Assistant, document: str, day: date) -> Item:
    hits = nursery.search("Ban vườn ươm cấp giấy phép vườn ươm trong bao nhiêu ngày", 10, day)
    passage = next(h.passage for h in hits if h.passage.version.document == document and h.passage.eid == "art_1__para_1")
    return item_of_clause(Citer(nursery.catalogue, nursery.index.opened().store, day).cite(1, passage), day)


BEFORE, AFTER = date(2032, 1, 1), date(2034, 1, 1)


def test_a_clause_that_expired_by_the_day_of_the_paper_is_said_to_have_and_is_no_ground(nursery: Assistant, forms: Forms) -> None:
    old, new = clause(nursery, "71/2031/NĐ-CP", BEFORE), clause(nursery, "72/2033/NĐ-CP", AFTER)
    memo = draft_memo([old, new], details("cong-van", day=AFTER), nursery, forms)
    text = text_of(as_docx(memo, forms))
    assert [line for line in memo.grounds if "71/2031" in line] == [] and "72/2033/NĐ-CP" in memo.grounds[0]
    assert "của Chính phủ quy định về vườn ươm trong khu sinh thái (đã hết hiệu lực từ ngày 01/7/2033) quy định:" in text
    assert "Đã hết hiệu lực từ ngày 01/7/2033." in text
    assert any("71/2031" in notice and "hết hiệu lực" in notice for notice in memo.notices)


def test_before_it_expired_it_is_a_ground(nursery: Assistant, forms: Forms) -> None:
    memo = draft_memo([clause(nursery, "71/2031/NĐ-CP", BEFORE)], details("cong-van", day=BEFORE), nursery, forms)
    assert len(memo.grounds) == 1 and "71/2031/NĐ-CP" in memo.grounds[0]
    assert "hết hiệu lực" not in text_of(as_docx(memo, forms)).replace("hết hiệu lực từ ngày 01/7/2033", "")


def test_a_conclusion_on_an_expired_clause_does_not_get_in(nursery: Assistant, forms: Forms) -> None:
    old = clause(nursery, "71/2031/NĐ-CP", BEFORE)
    told = {"text": "Ban vườn ươm cấp giấy phép vườn ươm trong 12 ngày.", "citations": [1], "role": "conclusion", "denies": ""}
    item = replace(old, kind="answer", title="Cấp giấy phép vườn ươm mất mấy ngày?", statements=(told,))
    assert not written(nursery, forms, item, BEFORE)[0].left_out
    memo, text = written(nursery, forms, item, AFTER)
    assert memo.is_empty and "12 ngày" not in text and "hiệu lực" in memo.left_out[0].line


def test_a_quotation_stands_in_quotation_marks_and_only_an_official_one(nursery: Assistant, assistant: Assistant, forms: Forms) -> None:
    _, text = written(nursery, forms, clause(nursery, "72/2033/NĐ-CP", AFTER), AFTER)
    assert "“1. Ban vườn ươm cấp giấy phép vườn ươm trong 20 ngày kể từ ngày nhận đủ hồ sơ hợp lệ.”" in text
    digest = item_of_clause(assistant.ask(PERMIT, DAY).citations[0], DAY)
    assert digest.citations[0]["text_kind"] == "digest"
    _, text = written(assistant, forms, digest)
    assert "“" not in text.replace("“tóm lược”", "") and "(tóm lược)" in text


def test_a_text_that_is_no_longer_held_takes_its_clauses_along(nursery: Assistant, place: Place, forms: Forms) -> None:
    old = clause(nursery, "71/2031/NĐ-CP", BEFORE)
    (place.source / "cu.txt").unlink()
    place.build()
    memo, _ = written(nursery, forms, old, BEFORE)
    assert memo.is_empty and "kho hiện không có văn bản 71/2031/NĐ-CP" in memo.left_out[0].line


def test_a_text_that_changed_since_takes_its_clauses_along(nursery: Assistant, place: Place, forms: Forms) -> None:
    old = clause(nursery, "71/2031/NĐ-CP", BEFORE)
    place.write("cu.txt", NURSERY.format(number=71, year=2031, days=15))
    place.build()
    memo, text = written(nursery, forms, old, BEFORE)
    assert memo.is_empty and "15 ngày" not in text and "không còn đúng như lời" in memo.left_out[0].line
