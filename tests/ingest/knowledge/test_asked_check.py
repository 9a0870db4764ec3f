"""Each mistake in corpus/asked/ is a finding that names file and entry, and leaves the rest read."""

import unicodedata

import pytest
from small_corpus import SmallCorpus

from ingest.catalogue import CORPUS, ProvisionRef, load_asked
from ingest.knowledge import check_corpus, count_corpus
from ingest.knowledge.asked import MAX_QUESTION, asked_questions

FILE, OTHER = "asked/11-2020-nd-cp.toml", "asked/sai.toml"
ASKED = """schema = 1
instrument = "11/2020/NĐ-CP"

[asked]
art_2 = ["Bao giờ thì áp dụng?"]
art_1__para_1 = ["Nộp giấy tờ trong mấy ngày?", "Hạn chót nộp là bao lâu?"]
art_1__para_2__point_a = ["Vườn to cỡ nào thì bị kiểm tra?"]
"""
REGULATION = """+++
schema = 1
instrument = "12/2018/NĐ-CP"
made_from = "12/2018/NĐ-CP"
made_on = 2026-11-23
reviewed = []
articles = "1-2"
+++
# Nghị định số 12/2018/NĐ-CP – bản tóm lược

### Điều 1. Ban hành
Ban hành kèm theo Nghị định này Quy định về vườn ươm.

### Điều 2. Hiệu lực
Từ ngày 01/3/2018.

QUY ĐỊNH
Về vườn ươm
(Ban hành kèm theo Nghị định số 12/2018/NĐ-CP)

### Điều 1. Phạm vi
1. Vườn ươm trong khu.
"""
REPORT, NOTE = "asked/bc-1.toml", "asked/ghi-chu-vuon-uom.toml"
ASKED_REPORT = """schema = 1
instrument = "BC-1"

[asked]
stm_th-1_1 = ["Được mấy vườn cả thảy?"]
"""
ASKED_NOTE = """schema = 1
instrument = "13/2021/NĐ-CP"

[asked]
note_vuon-moi = ["Mở vườn mới được cho bao nhiêu tiền?"]
"""
LAST = '"Vườn to cỡ nào thì bị kiểm tra?"'
LONG = "x" * (MAX_QUESTION + 1)

# kind of finding | what stands there | what is written instead ("" appends) | what the message names
MISTAKES = [
    ("toml", "schema = 1", "schema = = 1", "TOML"),
    ("toml", "", 'art_2 = ["Lại là điều này?"]\n', "TOML"),
    ("schema", "schema = 1", "schema = 2", "schema"),
    ("schema", "schema = 1\n", "", "schema"),
    ("missing_key", 'instrument = "11/2020/NĐ-CP"\n', "", "instrument"),
    ("missing_key", '"11/2020/NĐ-CP"', "11", "instrument"),
    ("missing_key", "[asked]\n", "", "[asked]"),
    ("missing_key", "[asked]\n", "[ask]\n", "[asked]"),
    ("unknown_key", "schema = 1\n", "schema = 1\nby = 1\n", "by"),
    ("asked", '"11/2020/NĐ-CP"', '"13/2021/NĐ-CP"', "13/2021/NĐ-CP"),
    ("asked", '"11/2020/NĐ-CP"', '"NĐ 11/2020"', "NĐ 11/2020"),
    ("unknown_clause", "art_1__para_1", "art_1__para_7", "art_1__para_7"),
    ("unknown_clause", "art_1__para_1", '"quy-dinh/art_1__para_1"', "quy-dinh/art_1__para_1"),
    ("unknown_clause", "art_1__para_1", '"Điều 1"', "Điều 1"),
    ("wrong_value", f"[{LAST}]", LAST, "art_1__para_2__point_a"),
    ("wrong_value", f"[{LAST}]", f"[{LAST}, 5]", "art_1__para_2__point_a"),
    ("wrong_value", "art_1__para_1 =", "art_1.para_1 =", "art_1"),
    ("asked", f"[{LAST}]", "[]", "art_1__para_2__point_a"),
    ("asked", LAST, '" "', "art_1__para_2__point_a"),
    ("duplicate", LAST, '"Nộp giấy tờ trong mấy ngày?"', "art_1__para_1"),
    ("duplicate", LAST, f'{LAST}, "vườn to cỡ nào, thì bị kiểm tra"', "art_1__para_2__point_a"),
    ("asked", LAST, f'"{unicodedata.normalize("NFD", "Vườn nào?")}"', "NFC"),
    ("asked", LAST, f'"{LONG}"', str(len(LONG))),
]  # fmt: skip
# question | the numbers in it that the catalogue does not know
NUMBERS = [
    ("Theo 99/2099/NĐ-CP thì ai kiểm tra?", ["99/2099/NĐ-CP"]),
    ("theo 99/2099/nđ-cp thì ai kiểm tra?", ["99/2099/nđ-cp"]),
    ("Nghị định 99/2099/NĐ-CP và luật 5/2099/QH15 nói gì?", ["nghị định 99/2099/NĐ-CP", "luật 5/2099/QH15"]),
    ("Nghị định số 99/2099 nói gì?", ["nghị định 99/2099"]),
    ("NĐ 99/2099 nói gì, NĐ 99/2099 còn dùng không?", ["nghị định 99/2099"]),
    ("luật 99/2099 nói gì?", ["99/2099"]),
    ("Thông tư 11/2020 nói gì?", ["thông tư 11/2020"]),  # the catalogue has a decree of this number
    ("Theo 77/QĐ-TTg thì sao?", ["77/QĐ-TTg"]),
    ("Nghị định 77 còn dùng không?", ["nghị định 77"]),
    ("Nghị định 11/2021 nói gì?", ["nghị định 11/2021"]),  # the number of one year, the year of another
    ("Nghị định 11/2020/NĐ-CP, nghị định 12/2018, NĐ 13/2021 khác nhau ra sao?", []),
    ("Nghị định 11 nói gì, Nghị định số 011/2020 nói gì?", []),
    ("Trước tháng 8/2024, ngày 15/01/2026 hay 7/2004 thì tỷ lệ 1/500, 1/2000 có phải nộp không?", []),
    ("Ra quyết định 30 ngày, 24/24 giờ, 500 m2, 2.340.000 đồng?", []),
]  # fmt: skip


@pytest.fixture
def asked(corpus: SmallCorpus) -> SmallCorpus:
    corpus.write(FILE, ASKED)
    return corpus


def test_questions_in_order_pass_whatever_the_order_of_their_keys(asked: SmallCorpus) -> None:
    assert check_corpus(asked.path) == []


@pytest.mark.parametrize(("kind", "old", "new", "named"), MISTAKES)
def test_a_mistake_is_named(asked: SmallCorpus, kind: str, old: str, new: str, named: str) -> None:
    asked.change(FILE, old, new)
    found = check_corpus(asked.path)
    assert any(f.kind == kind and named in f.message for f in found), found
    assert {f.file for f in found} == {FILE}
    assert all(f.message.startswith(FILE) and "\n" not in f.message for f in found)


@pytest.mark.parametrize(("question", "unknown"), NUMBERS)
def test_a_number_that_the_catalogue_does_not_know_is_named(asked: SmallCorpus, question: str, unknown: list[str]) -> None:
    asked.change(FILE, LAST, f'"{question}"')
    found = check_corpus(asked.path)
    assert [(f.kind, f.entry) for f in found] == [("unknown_instrument", "mục art_1__para_2__point_a")] * len(unknown)
    assert all(f"số hiệu {number}," in f.message for f, number in zip(found, unknown, strict=True))


def test_the_number_of_a_consolidation_is_known(asked: SmallCorpus) -> None:
    added = 'files = ["11-2020-nd-cp"]\nconsolidations = [{number = "9716/VBHN-BVU", date = 2024-11-25}]'
    asked.change("catalogue/instruments.toml", 'files = ["11-2020-nd-cp"]', added)
    asked.change(FILE, LAST, '"Văn bản hợp nhất 9716/VBHN-BVU có thay nghị định không?"')
    assert check_corpus(asked.path) == []


@pytest.mark.parametrize("broken", [b"schema = = 1", b'schema = 1\ninstrument = "\xff"'])
def test_a_broken_file_leaves_the_others_read(asked: SmallCorpus, broken: bytes) -> None:
    (asked.path / OTHER).write_bytes(broken)
    asked.change(FILE, f"[{LAST}]", "[]")
    assert [(f.kind, f.file) for f in check_corpus(asked.path)] == [("asked", FILE), ("toml", OTHER)]
    assert count_corpus(asked.path)["– điều khoản có câu hỏi"] == 2


def test_what_is_wrong_around_the_questions_leaves_them_checked(asked: SmallCorpus) -> None:
    asked.change(FILE, "schema = 1", "schema = 2")
    asked.change(FILE, "art_2 =", "art_9 =")
    assert [f.kind for f in check_corpus(asked.path)] == ["schema", "unknown_clause"]


def test_two_files_of_one_instrument_are_named(asked: SmallCorpus) -> None:
    asked.write(OTHER, ASKED)
    found = check_corpus(asked.path)
    assert [(f.kind, f.file) for f in found] == [("duplicate", OTHER)]
    assert FILE in found[0].message


def test_the_statements_of_a_report_and_the_notes_may_be_asked_for(corpus: SmallCorpus) -> None:
    corpus.write(REPORT, ASKED_REPORT)
    corpus.write(NOTE, ASKED_NOTE)
    assert check_corpus(corpus.path) == []
    assert count_corpus(corpus.path)["– điều khoản có câu hỏi"] == 2


@pytest.mark.parametrize(
    ("file", "old", "new", "kind", "named"),
    [
        (REPORT, "stm_th-1_1", "stm_th-1_9", "unknown_clause", "stm_th-1_9"),
        (REPORT, "stm_th-1_1", "blk_th-1", "unknown_clause", "blk_th-1"),  # a heading says nothing itself
        (REPORT, "BC-1", "BC-2", "asked", "BC-2"),
        (NOTE, "note_vuon-moi", "note_vuon-cu", "unknown_clause", "note_vuon-cu"),
        (NOTE, "13/2021/NĐ-CP", "11/2020/NĐ-CP", "asked", "11/2020/NĐ-CP không có ghi chú"),  # a digest has no notes
    ],
)
def test_a_statement_or_note_that_is_not_there_is_named(corpus: SmallCorpus, file: str, old: str, new: str, kind: str, named: str) -> None:
    corpus.write(REPORT, ASKED_REPORT)
    corpus.write(NOTE, ASKED_NOTE)
    corpus.change(file, old, new)
    found = check_corpus(corpus.path)
    assert [(f.kind, f.file) for f in found] == [(kind, file)]
    assert named in found[0].message


def test_notes_about_no_instrument_go_by_the_name_of_their_file(corpus: SmallCorpus) -> None:
    corpus.change("notes/vuon-uom.toml", 'instrument = "13/2021/NĐ-CP"\n', "")
    corpus.write(NOTE, ASKED_NOTE.replace("13/2021/NĐ-CP", "vuon-uom"))
    assert check_corpus(corpus.path) == []


def test_the_notes_of_an_instrument_have_a_file_beside_that_of_its_digest(asked: SmallCorpus) -> None:
    asked.change("notes/vuon-uom.toml", "13/2021/NĐ-CP", "11/2020/NĐ-CP")
    asked.write(NOTE, ASKED_NOTE.replace("13/2021", "11/2020"))
    assert check_corpus(asked.path) == []
    asked.write(OTHER, ASKED_NOTE.replace("13/2021", "11/2020"))
    assert [(f.kind, f.file) for f in check_corpus(asked.path)] == [("duplicate", OTHER)]


def test_a_note_does_not_stand_among_the_provisions_of_a_digest(asked: SmallCorpus) -> None:
    asked.change("notes/vuon-uom.toml", "13/2021/NĐ-CP", "11/2020/NĐ-CP")
    asked.change(FILE, "", 'note_vuon-moi = ["Mở vườn mới được cho bao nhiêu tiền?"]\n')
    assert [(f.kind, f.entry) for f in check_corpus(asked.path)] == [("unknown_clause", "mục note_vuon-moi")]


def test_a_question_may_stand_in_two_files(asked: SmallCorpus) -> None:
    asked.write("digests/12-2018-nd-cp.md", REGULATION)
    asked.write("asked/12-2018-nd-cp.toml", ASKED.replace("11/2020", "12/2018").replace("art_1__para_1 ", '"quy-dinh/art_1__para_1" '))
    found = [f.entry for f in check_corpus(asked.path) if f.file.startswith("asked/")]
    assert found == ["mục art_1__para_2__point_a"]  # the regulation's khoản is one of the digest, the decree's điểm is not


def test_the_questions_are_counted_with_their_provisions(asked: SmallCorpus) -> None:
    counts = count_corpus(asked.path)
    assert (counts["Câu hỏi của cán bộ (chỉ để tìm)"], counts["– điều khoản có câu hỏi"]) == (4, 3)
    assert asked_questions(asked.path)[ProvisionRef("11/2020/NĐ-CP", "art_2")] == ["Bao giờ thì áp dụng?"]


def test_a_corpus_without_questions_is_in_order(corpus: SmallCorpus) -> None:
    assert check_corpus(corpus.path) == []
    assert count_corpus(corpus.path)["– điều khoản có câu hỏi"] == 0


def test_the_check_reads_what_the_index_reads() -> None:
    assert {place: tuple(questions) for place, questions in asked_questions(CORPUS).items()} == dict(load_asked(CORPUS).questions)
