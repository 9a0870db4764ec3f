"""Each kind of finding appears where its mistake is made in a corpus that is otherwise in order, and names file and entry."""

from pathlib import Path

import pytest
from small_corpus import SmallCorpus

from ingest.knowledge import FINDING_KINDS, check_corpus

INSTRUMENTS, EFFECTS, DUTIES, PLACES, CHECKS = (
    f"catalogue/{name}.toml" for name in ("instruments", "effects", "duties", "places", "checks")
)
TERMS, NOTES, DIGEST, REPORT, OTHERS = (
    "catalogue/terms.toml",
    "notes/vuon-uom.toml",
    "digests/11-2020-nd-cp.md",
    "reports/bc-1.md",
    "reports/other-conferences.toml",
)
SUMS = "catalogue/sums.toml"
HASHES = "digests/11-2020-nd-cp.hashes.toml"
EFFECT = """
[[effect]]
id = "{id}"
kind = "{kind}"
source = {{instrument = "11/2020/NĐ-CP", eid = "{eid}"}}
target = {{instrument = "{target}", eid = ""}}
from = {day}
"""
INSTRUMENT = """
[[instrument]]
number = "11/2020/NĐ-CP"
kind = "x"
issuer = "x"
title = "x"
"""
NOTE = """
[[note]]
id = "{id}"
text = "x"
source = "x"
state = "chưa kiểm chứng"
on = 2026-11-23
"""
ACCEPTED = """
[[accepted]]
instrument = "11/2020/NĐ-CP"
eid = "art_1__para_1"
kind = "numbers"
words = ["15", "16"]
reason = "x"
"""
SEEN = """
[[text]]
instrument = "11/2020/NĐ-CP"
version = "11/2020/NĐ-CP"
sha256 = "x"
[text.clauses]
art_2__para_2 = "0000000000000000"
"""
SECOND_DUTY = """
[[duty]]
id = "kiem-tra-khac"
field = "xây dựng"
duty = "Kiểm tra vườn ươm"
question = "x"
modes = ["trực tiếp"]
law = {instrument = "12/2018/NĐ-CP", eid = ""}
governs = "law"
words = "Vườn ươm"
from = 2019-01-01
until = 2020-03-01
"""
BLOC = """
[[bloc]]
id = "khoi-2"
name = "x"
source = "x"
members = ["ban-b"]
"""
LONG = "Chủ vườn nộp hồ sơ trong thời hạn 15 ngày làm việc theo quy định tại khoản 2 Điều 2, trừ công trình tạm"
SHORT = "Theo khoản 2 Điều 2, trừ công trình tạm, chủ vườn có 15 ngày làm việc để nộp hồ sơ"


def effect(kind: str = "amends", eid: str = "art_1", target: str = "13/2021/NĐ-CP", day: str = "2021-01-01", id: str = "x") -> str:
    return EFFECT.format(id=id, kind=kind, eid=eid, target=target, day=day)


# kind of finding | file | what stands there | what is written instead ("" appends) | what the message names
MISTAKES = [
    ("toml", INSTRUMENTS, "schema = 1", "schema = = 1", "instruments.toml"),
    ("toml", INSTRUMENTS, "2020-01-10", "2020-02-30", "instruments.toml"),
    ("schema", TERMS, "schema = 1", "schema = 9", "terms.toml"),
    ("missing_key", INSTRUMENTS, 'kind = "Nghị định"\n', "", "11/2020/NĐ-CP"),
    ("missing_key", EFFECTS, "", effect("prevails"), "mục x"),
    ("missing_key", NOTES, 'source = "tin trên trang của bộ"\n', "", "vuon-moi"),
    ("missing_key", REPORT, 'board = "Ban A"\n', "", "members"),
    ("unknown_key", INSTRUMENTS, "effective_on = 2020", "efective_on = 2020", "efective_on"),
    ("unknown_key", TERMS, "question_words", "question_word", "question_word"),
    ("wrong_value", EFFECTS, 'kind = "replaces"', 'kind = "removes"', "11--12"),
    ("wrong_value", DUTIES, '"phối hợp"]', '"tự làm"]', "tự làm"),
    ("wrong_value", EFFECTS, "held = false", 'held = "no"', "13--11"),
    ("wrong_value", NOTES, 'state = "chưa kiểm chứng"', 'state = "chắc chắn"', "vuon-moi"),
    ("wrong_value", REPORT, 'quality = "plausible"', 'quality = "good"', "figures"),
    ("wrong_value", OTHERS, "https://", "http://", "hn-2"),
    ("wrong_date", INSTRUMENTS, "2020-01-10", '"10/01/2020"', "11/2020/NĐ-CP"),
    ("wrong_date", EFFECTS, "from = 2020-03-01", "from = 0202-03-01", "11--12"),
    ("wrong_date", NOTES, "on = 2026-11-23", "on = 2026-11-23T08:00:00", "vuon-moi"),
    ("wrong_date", DIGEST, "made_on = 2026-11-23", 'made_on = "hôm qua"', "made_on"),
    ("wrong_date", OTHERS, "2021-01-15", "'15/1/2021'", "hn-2"),
    ("duplicate", INSTRUMENTS, "", INSTRUMENT, "11/2020/NĐ-CP"),
    ("duplicate", INSTRUMENTS, 'title = "sửa đổi quy định về vườn ươm"', 'title = "x"\naliases = ["NĐ 11/2020"]', "13/2021/NĐ-CP"),
    ("duplicate", EFFECTS, "", effect("replaces", "art_2__para_2", "12/2018/NĐ-CP", "2020-03-01"), "11--12"),
    ("duplicate", EFFECTS, "", effect(id="11--12"), "11--12"),
    ("duplicate", NOTES, "", NOTE.format(id="vuon-moi") + 'instrument = "13/2021/NĐ-CP"\n', "vuon-moi"),
    ("unknown_instrument", EFFECTS, 'instrument = "13/2021/NĐ-CP"', 'instrument = "14/2021/NĐ-CP"', "14/2021/NĐ-CP"),
    ("unknown_instrument", INSTRUMENTS, 'replaced_by = ["11/2020/NĐ-CP"]', 'replaced_by = ["15/2020/NĐ-CP"]', "15/2020/NĐ-CP"),
    ("unknown_instrument", NOTES, 'instrument = "13/2021/NĐ-CP"', 'instrument = "16/2021/NĐ-CP"', "16/2021/NĐ-CP"),
    ("unknown_clause", EFFECTS, "art_2__para_2", "art_2__para_7", "khoản 7 Điều 2"),
    ("unknown_clause", EFFECTS, "art_1__para_1", "art_9", "Điều 9"),
    ("unknown_clause", DUTIES, "art_1__para_2", "art_1__para_3", "khoản 3 Điều 1"),
    ("unsourced", EFFECTS, 'via = "tin trên trang của bộ"\n', "", "13--11"),
    ("date_order", INSTRUMENTS, "effective_on = 2020-03-01", "effective_on = 2019-03-01", "11/2020/NĐ-CP"),
    ("date_order", INSTRUMENTS, "effective_on = 2018-03-01", "effective_on = 2020-03-01", "12/2018/NĐ-CP"),
    ("date_order", EFFECTS, "from = 2021-05-01", "from = 2021-05-01\nuntil = 2021-05-01", "13--11"),
    ("expired_without_basis", INSTRUMENTS, 'title = "sửa đổi', 'expired_on = 2022-01-01\ntitle = "sửa đổi', "13/2021/NĐ-CP"),
    ("dates_disagree", INSTRUMENTS, "expired_on = 2020-03-01", "expired_on = 2020-04-01", "12/2018/NĐ-CP"),
    ("entries_disagree", EFFECTS, "", effect("replaces", "art_2__para_2", "12/2018/NĐ-CP", "2021-03-01"), "11--12"),
    ("entries_disagree", INSTRUMENTS, 'replaced_by = ["11/2020/NĐ-CP"]', 'replaced_by = ["13/2021/NĐ-CP"]', "13/2021/NĐ-CP"),
    ("effect_too_early", EFFECTS, "", effect(day="2020-02-01"), "01/02/2020"),
    ("missing_key", DUTIES, 'decides = "Ủy ban nhân dân cấp tỉnh"\n', "", "kiem-tra-cu"),
    ("wrong_value", DUTIES, 'governs = "decree"', 'governs = "law"', "kiem-tra"),
    ("wrong_value", DUTIES, 'place = "Tỉnh B"', 'place = "Tỉnh D"', "Tỉnh D"),
    ("wrong_value", DUTIES, 'field = "xây dựng"', 'field = "làm vườn"', "làm vườn"),
    ("duplicate", DUTIES, 'id = "kiem-tra-cu"', 'id = "kiem-tra"', "kiem-tra"),
    ("unknown_clause", DUTIES, "art_1__para_2__point_a", "art_1__para_2__point_e", "điểm e khoản 2 Điều 1"),
    ("unsourced", DUTIES, 'deadline_clause = {instrument = "11/2020/NĐ-CP", eid = "art_1__para_1"}\n', "", "kiem-tra"),
    ("date_order", DUTIES, "until = 2020-03-01", "until = 2018-03-01", "kiem-tra-cu"),
    ("dates_disagree", DUTIES, "from = 2020-03-01", "from = 2020-02-01", "01/03/2020"),
    ("dates_disagree", DUTIES, "until = 2020-03-01\n", "", "01/03/2020"),
    ("entries_disagree", DUTIES, 'conflict = "11--12k"', 'conflict = "11--12"', "11--12"),
    ("entries_disagree", DUTIES, '"art_1__para_2__point_a"', '"art_1__para_1"', "11--12k"),
    ("entries_disagree", DUTIES, "", SECOND_DUTY, "kiem-tra-cu"),
    ("duplicate", PLACES, 'merged = ["Thành phố C"]', 'merged = ["Thành phố C", "Tỉnh B"]', "tinh b"),
    ("duplicate", PLACES, "", BLOC, "ban-b"),
    ("wrong_value", PLACES, 'province_then = "Tỉnh B"', 'province_then = "Tỉnh D"', "Tỉnh D"),
    ("wrong_value", PLACES, 'members = ["ban-b"]', 'members = ["ban-b", "ban-d"]', "ban-d"),
    ("wrong_value", PLACES, 'kind = "thành phố"', 'kind = "phố"', "phố"),
    ("entries_disagree", PLACES, 'province = "Tỉnh A"', 'province = "Thành phố C"', "Thành phố C"),
    ("entries_disagree", PLACES, 'bloc = "khoi-1"', 'bloc = "khoi-2"', "khoi-2"),
    ("unsourced", PLACES, 'via = "tin trên trang của tỉnh"\n', "", "Tỉnh A"),
    ("unknown_clause", PLACES, 'eid = "art_1"', 'eid = "art_8"', "Điều 8"),
    ("digest", DIGEST, 'articles = "1-2"', 'articles = "1-3"', "3"),
    ("digest", DIGEST, 'made_from = "11/2020/NĐ-CP"', 'made_from = "12/VBHN"', "12/VBHN"),
    ("digest", DIGEST, "reviewed = []", 'reviewed = [{by = ""}]', "reviewed"),
    ("digest", DIGEST, "reviewed = []", 'reviewed = [{by = "Bà X", on = 2026-11-01}]', "Bà X"),
    ("digest", DIGEST, "\n+++\n#", "\n#", "11-2020-nd-cp.md"),
    ("digest_hash", HASHES, 'art_2 = "', 'art_3 = "', "Điều 3"),
    ("digest_hash", HASHES, "form = 1", "form = 0", "form"),
    ("note", NOTES, "", NOTE.format(id="b"), "vuon-uom.toml"),
    ("report", REPORT, "1. Cả nước có 12 vườn.", "1. Cả nước có nhiều vườn.", "so-vuon"),
    ("report", REPORT, "2. Ban A đã nói.", "3. Ban A đã nói.", "TH-1"),
    ("report", REPORT, 'note = ""\n', 'note = ""\nstatement = "stm_th-1_2"\n', "stm_th-1_2"),
    ("report", REPORT, 'note = ""\n', 'note = ""\nstatement = "stm_th-9_1"\n', "stm_th-9_1"),
    ("report", REPORT, 'content = "có nội dung"', 'content = "không được nhắc"\nnamed_in = "stm_th-9_2"', "stm_th-9_2"),
    ("report", REPORT, "reviewed = []", 'reviewed = []\nroll = ["stm_th-9_3"]', "stm_th-9_3"),
    ("report", REPORT, "reviewed = []", 'reviewed = []\nof_all = ["stm_th-9_4"]', "stm_th-9_4"),
    ("report", REPORT, 'kind = "inference"', 'kind = "inference"\nabout = ["stm_th-9_5"]', "stm_th-9_5"),
    ("unknown_clause", SUMS, 'eid = "art_1__para_1"', 'eid = "art_9"', "art_9"),
    ("wrong_value", SUMS, 'kind = "share_of_area"', 'kind = "half"', "half"),
]  # fmt: skip
# as above, with the official text held; the digest is changed
DIFFERENCES = [
    ("digest_missing", "a) Vườn tối đa 500 m2;\nb)", "a)", "điểm b khoản 2 Điều 1"),
    ("digest_invented", "b) Vườn chưa", "b) Vườn nhỏ;\nc) Vườn chưa", "điểm c khoản 2 Điều 1"),
    ("digest_numbers", "15 ngày", "16 ngày", "15"),
    ("digest_numbers", "01/3/2020", "01/4/2020", "2020-03-01"),
    ("digest_references", "khoản 2 Điều 2", "khoản 1 Điều 2", "khoản 2"),
    ("digest_references", " theo Nghị định số 12/2018/NĐ-CP.", ".", "12/2018/NĐ-CP"),
    ("digest_actor", "chủ vườn có", "UBND cấp tỉnh có", "chủ vườn"),
    ("digest_exception", "tối đa 500", "chừng 500", "tối đa"),
    ("digest_exception", "chủ vườn có", "chủ vườn không phải có", "không"),
    ("digest_mode", "phối hợp kiểm tra", "kiểm tra", "phối hợp"),
    ("digest_mode", "để nộp hồ sơ", "để trình hồ sơ", "trình"),
    ("digest_copied", SHORT, LONG, "chủ vườn nộp"),
]  # fmt: skip


def test_the_small_corpus_is_in_order(corpus: SmallCorpus) -> None:
    assert check_corpus(corpus.path) == []
    corpus.hold_official()
    assert [f.message for f in check_corpus(corpus.path)] == []


@pytest.mark.parametrize(("kind", "file", "old", "new", "named"), MISTAKES)
def test_a_mistake_is_named(corpus: SmallCorpus, kind: str, file: str, old: str, new: str, named: str) -> None:
    corpus.change(file, old, new)
    found = [f for f in check_corpus(corpus.path) if f.kind == kind]
    assert any(named in f.message for f in found), check_corpus(corpus.path)
    assert all(f.message.startswith(f.file) for f in found)


@pytest.mark.parametrize(("kind", "old", "new", "named"), DIFFERENCES)
def test_a_difference_from_the_official_text_is_named(corpus: SmallCorpus, kind: str, old: str, new: str, named: str) -> None:
    corpus.hold_official()
    corpus.change("digests/11-2020-nd-cp.md", old, new)
    assert any(f.kind == kind and named in f.message for f in check_corpus(corpus.path)), check_corpus(corpus.path)


def test_an_actor_may_stand_in_the_lead(corpus: SmallCorpus) -> None:
    corpus.change_official("a) Vườn có", "a) Ủy ban nhân dân cấp tỉnh xem vườn có")
    corpus.hash()
    corpus.hold_official()
    assert check_corpus(corpus.path) == []


def test_a_clause_whose_source_changed_has_drifted(corpus: SmallCorpus) -> None:
    corpus.change_official("15 ngày", "10 ngày")
    corpus.hold_official()
    assert [(f.kind, f.entry) for f in check_corpus(corpus.path)] == [
        ("digest_drift", "khoản 1 Điều 1"),
        ("digest_numbers", "khoản 1 Điều 1"),
    ]


def test_official_texts_may_lie_in_another_folder(corpus: SmallCorpus) -> None:
    corpus.change_official("15 ngày", "10 ngày")
    assert check_corpus(corpus.path) == []
    assert {f.kind for f in check_corpus(corpus.path, [corpus.official.parent])} == {"digest_drift", "digest_numbers"}


def test_line_breaks_and_footnote_marks_are_no_drift(corpus: SmallCorpus) -> None:
    corpus.change_official("2. Ủy ban nhân dân cấp tỉnh phối hợp kiểm tra", "2. Uỷ ban nhân dân\ncấp tỉnh phối hợp3 kiểm tra")
    corpus.hold_official()
    assert check_corpus(corpus.path) == []


def test_a_digest_without_hashes_is_named(corpus: SmallCorpus) -> None:
    (corpus.path / HASHES).unlink()
    assert [f.kind for f in check_corpus(corpus.path)] == ["digest_hash"]


def test_an_accepted_difference_is_silent_and_goes_stale(corpus: SmallCorpus) -> None:
    corpus.hold_official()
    corpus.change(DIGEST, "15 ngày", "16 ngày")
    corpus.change(CHECKS, "", ACCEPTED)
    assert check_corpus(corpus.path) == []
    corpus.change(DIGEST, "16 ngày", "15 ngày")
    assert [f.kind for f in check_corpus(corpus.path)] == ["accepted_stale"]


def test_a_recorded_clause_that_reads_otherwise_is_named(corpus: SmallCorpus) -> None:
    corpus.change("catalogue/clauses.toml", "", SEEN)
    assert check_corpus(corpus.path) == []
    corpus.hold_official()
    assert [(f.kind, "khoản 2 Điều 2" in f.message) for f in check_corpus(corpus.path)] == [("clause_drift", True)]


def test_an_effect_before_its_source_may_say_why(corpus: SmallCorpus) -> None:
    corpus.change(EFFECTS, "", effect(day="2020-02-01") + 'note = "vì luật nói vậy"\n')
    assert check_corpus(corpus.path) == []


def test_every_kind_is_tried() -> None:
    elsewhere = {"release", "digest_drift", "clause_drift", "accepted_stale", "duty_words", "asked"}
    assert {row[0] for row in (*MISTAKES, *DIFFERENCES)} | elsewhere == set(FINDING_KINDS)


def test_the_shipped_corpus_passes() -> None:
    assert [f.message for f in check_corpus()] == []


@pytest.mark.corpus
def test_the_shipped_digests_match_the_official_texts(shared: Path) -> None:
    names = ("9716-vbhn-bkhdt-2024-nd-35-2022", "35-2022-nd-cp", "06-2022-qh15", "217-2026-nd-cp", "135-2025-qh15", "64-2025-qh15")
    assert [f.message for f in check_corpus(against=[shared / "corpus/raw" / f"{name}.txt" for name in names])] == []


@pytest.mark.corpus
@pytest.mark.full
def test_all_shipped_digests_match_the_official_texts(shared: Path) -> None:
    assert [f.message for f in check_corpus(against=[shared / "corpus/raw"])] == []


@pytest.mark.corpus
def test_the_decree_as_issued_differs_where_it_was_amended(shared: Path) -> None:
    found = check_corpus(against=[shared / "corpus/raw" / "35-2022-nd-cp.txt"])
    drifted = [f.entry for f in found if f.kind == "digest_drift"]
    assert drifted == ["điểm đ khoản 2 Điều 68", "điểm c khoản 3 Điều 68", "điểm d khoản 2 Điều 69", "Điều 72"]


def test_the_words_of_a_duty_must_stand_in_its_clause_or_the_lead_above(corpus: SmallCorpus) -> None:
    corpus.hold_official()
    assert check_corpus(corpus.path) == []  # "phối hợp kiểm tra" stands in the lead above the điểm
    corpus.change(DUTIES, 'words = "phối hợp kiểm tra"', 'words = "tự mình kiểm tra"')
    found = check_corpus(corpus.path)
    assert [(f.kind, f.entry) for f in found] == [("duty_words", "mục kiem-tra")]
    assert "tự mình kiểm tra" in found[0].message
