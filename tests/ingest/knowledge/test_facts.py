"""What the checks read from the words of a clause, and the normal form that its hash is taken of."""

import random
import re
from datetime import date
from pathlib import Path

import pytest
from small_corpus import DIGEST, SmallCorpus

from ingest.catalogue import CORPUS, load_catalogue
from ingest.documents import load_document
from ingest.knowledge.comparison import compare
from ingest.knowledge.facts import Word, WordLists, facts_of
from ingest.knowledge.hashes import HashesError, clause_hashes, hashes_path, read_hashes, source_hashes, write_hashes
from ingest.knowledge.knowledge import load_knowledge
from ingest.knowledge.source_form import body_text, own_text, provisions, without_marks
from ingest.law.parser import parse

LISTS = WordLists(
    words=(
        Word("actor", "Chính phủ", ("Chính phủ",)),
        Word("actor", "Thủ tướng Chính phủ", ("Thủ tướng Chính phủ", "Thủ tướng")),
        Word("actor", "Ủy ban nhân dân", ("Ủy ban nhân dân",)),
        Word("exception", "trên (số)", ("trên #", "vượt #")),
        Word("exception", "không", ("không",)),
        Word("mode", "trình", ("trình",)),
        Word("mode", "phê duyệt", ("phê duyệt",)),
    ),
    mask=("công trình", "không gian"),
    abbreviations=(("UBND", "Ủy ban nhân dân"),),
)

NUMBERS = [
    ("trong 07 ngày làm việc, tối đa 2.340.000 đồng, 27,5%", {"7", "2340000", "27,5"}),
    ("từ ngày 01 tháng 7 năm 2026", {"2026-07-01"}),
    ("từ ngày 1/7/2026", {"2026-07-01"}),
    ("trước ngày 05 tháng 6 và ngày 05/12", {"--06-05", "--12-05"}),
    ("theo khoản 2 Điều 15 và Phụ lục 3", set()),
    ("Nghị định số 82/2018/NĐ-CP ngày 22 tháng 5 năm 2018 của Chính phủ", set()),
    ("Nghị định số 67/2026/NĐ-CP do Chính phủ ban hành ngày 04 tháng 3 năm 2026", set()),
    ("trên 500 ha;3 dưới 05 km2", {"500", "5"}),
]
REFERENCES = [
    ("điểm a, b và đ khoản 2 Điều 68", {"điểm a", "điểm b", "điểm đ", "khoản 2", "Điều 68"}),
    ("các khoản 1, 2 và khoản 3 Điều 15a", {"khoản 1", "khoản 2", "khoản 3", "Điều 15a"}),
    ("từ Điều 4 đến Điều 7", {"Điều 4", "Điều 5", "Điều 6", "Điều 7"}),
    ("điểm c đến điểm e khoản này", {"điểm c", "điểm d", "điểm đ", "điểm e"}),
    ("Phụ lục II, Mục 2 Chương III", {"Phụ lục II", "Mục 2", "Chương III"}),
    ("Nghị định số 70/2023/ NĐ-CP", {"70/2023/NĐ-CP"}),
    ("theo Luật Đất đai; Luật này áp dụng", {"Luật Đất đai"}),
]
WORDS = [
    ("UBND trình Thủ tướng phê duyệt", {"Ủy ban nhân dân", "Thủ tướng Chính phủ", "trình", "phê duyệt"}),
    ("Chính phủ không quản lý không gian công trình", {"Chính phủ", "không"}),
    ("trên địa bàn", set()),
    ("diện tích trên 500 ha", {"trên (số)"}),
]
SAME = [
    ("1. Chủ vườn nộp hồ sơ;", "1.[3] Chủ vườn\nnộp hồ sơ;12"),
    ("1. Uỷ ban nhân dân – cấp tỉnh", "1. Ủy ban nhân dân, cấp tỉnh."),
    ("1. Thuỷ lợi của nhà nước4 và tỉnh", "1. Thủy lợi của nhà nước và tỉnh"),
]
OTHER = [("1. Trong 15 ngày", "1. Trong 16 ngày"), ("1. Dài 5 km2", "1. Dài 5 km"), ("1. Không phải nộp", "1. Phải nộp")]


@pytest.mark.parametrize(("text", "wanted"), NUMBERS)
def test_numbers_are_read_without_those_of_references(text: str, wanted: set[str]) -> None:
    assert facts_of(without_marks(text), LISTS).numbers == wanted


@pytest.mark.parametrize(("text", "wanted"), REFERENCES)
def test_references_are_read_one_by_one(text: str, wanted: set[str]) -> None:
    assert facts_of(text, LISTS).references == wanted


@pytest.mark.parametrize(("text", "wanted"), WORDS)
def test_the_longest_word_counts_and_compounds_do_not(text: str, wanted: set[str]) -> None:
    assert frozenset().union(*facts_of(text, LISTS).words.values()) == wanted


@pytest.mark.parametrize(("one", "two", "same"), [(*row, True) for row in SAME] + [(*row, False) for row in OTHER])
def test_a_hash_is_of_the_words_alone(one: str, two: str, same: bool) -> None:
    first, second = (clause_hashes(parse(f"VĂN BẢN HỢP NHẤT\nĐiều 1. Vườn\n{text}\n2. Hết.\n"), ["art_1__para_1"]) for text in (one, two))
    assert (first == second) is same


def test_the_words_behind_the_end_of_the_text_are_no_clause() -> None:
    parsed = parse("Điều 1. Vườn\n1. Nộp hồ sơ.\n2. Thi hành Nghị định này./.\nBỘ X\nSố: 12/VBHN-BX\n")
    assert own_text(parsed, [*provisions(parsed)][-1]) == "Thi hành Nghị định này"


def test_the_heading_of_an_article_is_not_its_body() -> None:
    parsed = parse("Điều 1. Vườn ươm\nVườn ươm là nơi ươm cây.\n")
    assert body_text(parsed, next(provisions(parsed))) == "Vườn ươm là nơi ươm cây."


def test_hashes_are_read_as_they_were_written(corpus: SmallCorpus, tmp_path: Path) -> None:
    path = hashes_path(corpus.path / "digests/11-2020-nd-cp.md")
    hashes = read_hashes(path)
    assert len(hashes.clauses) == 8
    write_hashes(tmp_path / "again.toml", hashes)
    assert (tmp_path / "again.toml").read_text("utf-8") == path.read_text("utf-8")


def test_a_source_without_a_clause_gives_no_hashes(corpus: SmallCorpus) -> None:
    catalogue = load_catalogue(corpus.path)
    source = load_document(corpus.official, catalogue)
    with pytest.raises(HashesError, match="art_2__para_3"):
        source_hashes(parse(DIGEST.partition("\n+++\n")[2] + "3. Thừa.\n"), source, date(2026, 11, 23))


@pytest.mark.corpus
def test_a_changed_number_or_a_lost_mode_in_a_shipped_digest_is_seen(shared: Path) -> None:
    """Sixty seeded slips of the pen in the digest of Decree 35: each is seen in its clause."""
    known = load_knowledge(CORPUS)
    digest = next(d.document for d in known.digests if d.document.number == "35/2022/NĐ-CP")
    official = load_document(shared / "corpus/raw/9716-vbhn-bkhdt-2024-nd-35-2022.txt", load_catalogue())
    text, chosen = digest.parsed.text, dict[str, tuple[int, int, str]]()
    slips = [(m.start(), m.end(), "77") for m in re.finditer(r"(?<=[ (])\d{2}(?= (?:ngày|bộ|%|ha|năm|biên chế))", text)]
    slips += [(m.start(), m.end(), "làm") for m in re.finditer(r"(?<= )(?:phê duyệt|thẩm định|chấp thuận|phối hợp|ủy quyền)(?= )", text)]
    for start, end, written in slips:
        node = [n for n in provisions(digest.parsed) if n.start <= start < n.end][-1]
        if own_text(digest.parsed, node).count(text[start:end]) == 1:  # where it stands twice the clause still says it
            chosen.setdefault(node.eid, (start, end, written))
    picked = random.Random(35).sample(sorted(chosen), 60)
    for start, end, written in sorted((chosen[eid] for eid in picked), reverse=True):
        text = text[:start] + written + text[end:]
    differing = {d.eid for d in compare(parse(text, partial=True), official.parsed, known.lists)}
    assert [eid for eid in picked if eid not in differing] == []
