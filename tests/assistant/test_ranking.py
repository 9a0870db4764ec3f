"""What is found and in which order, over law of our own invention: through `search` and `ask`, with the shipped model and weights."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import decree

from assistant import Assistant
from assistant.question import QuestionReader
from assistant.ranking import FEATURES, Ranker, WeightsError, load_weights
from assistant.ranking.companions import MAX_EACH, Companions
from assistant.ranking.features import DOCUMENT_TOP, FIELDS
from assistant.ranking.ranker import PART_SHARE, joined
from assistant.ranking.titles import Titles
from assistant.ranking.weights import FILE
from assistant.retrieval import Hit
from benchmarks.learn_ranker import FIXED, MAY_BE_NEGATIVE
from ingest.catalogue import ProvisionRef, load_catalogue
from ingest.embedding import Embedder
from ingest.index import build, open_index
from ingest.index.tokens import syllables
from ingest.law.normalise import fold

DAY = date(2031, 8, 1)
S = "schema = 1\n"
ASKING = ["ai", "gì", "nào", "có", "được", "không", "ở", "đâu", "và", "những", "gồm", "là", "của", "cho", "theo", "khi", "thì"]
QUESTION_WORDS = f"question_words = {json.dumps(ASKING, ensure_ascii=False)}\n"
TERMS = f'{S}{QUESTION_WORDS}[[term]]\nsays = ["GCN"]\nmeans = "giấy chứng nhận"\nkind = "abbreviation"\n'
GREEN, LAND, LOCAL, LAW = "91/2031/NĐ-CP", "92/2031/NĐ-CP", "50/2031/QĐ-UBND", "10/2031/QH16"
GREEN_TEXT = decree(
    91,
    "Cấp giấy chứng nhận vườn ươm xanh cho hộ trồng cam.",
    "Thu phí tưới nước của hộ trồng bưởi.",
    "Thẩm định bản vẽ nhà kính trước khi dựng.",
    "Kiểm tra phân bón ba tháng một lần.",
)
LAND_TEXT = decree(
    92,
    "Giao đất trồng cây ăn quả cho hộ gia đình.",
    "Thu hồi đất bỏ hoang quá mười hai tháng.",
    "Cho thuê đất dựng nhà kính.",
    title="đất trồng cây",
)
LOCAL_TEXT = (
    "ỦY BAN NHÂN DÂN TỈNH BẮC NINH\nSố: 50/2031/QĐ-UBND\nBắc Ninh, ngày 05 tháng 4 năm 2031\nQUYẾT ĐỊNH\nVề vườn ươm trên địa bàn tỉnh\n"
    "Điều 1. Thẩm quyền\n1. Cấp giấy chứng nhận vườn ươm xanh trên địa bàn tỉnh cho hộ trồng cam.\n2. Bình chọn khu vườn đẹp hằng năm.\n"
    "Điều 2. Hiệu lực thi hành\nQuyết định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.\n"
)


def law(number: str, title: str, *clauses: str) -> str:
    numbered = "\n".join(f"{n}. {clause}" for n, clause in enumerate(clauses, start=1))
    return (
        f"QUỐC HỘI\nLuật số: {number}\nHà Nội, ngày 05 tháng 3 năm 2031\nLUẬT\n{title.upper()}\nCăn cứ Hiến pháp;\n"
        f"Điều 1. Quyền và nghĩa vụ\n{numbered}\nĐiều 2. Hiệu lực thi hành\nLuật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.\n"
    )


DIGEST = f"""+++
schema = 1
instrument = "{GREEN}"
made_from = ""
reviewed = true
+++
# Tóm lược

### Điều 1. Nhiệm vụ của Ban vườn ươm
1. Ban trao giấy chứng nhận vườn ươm xanh cho hộ trồng cam.
2. Ban lấy tiền tưới từ hộ trồng bưởi.
"""


def instrument(number: str, more: str = "", kind: str = "Nghị định", title: str = "vườn ươm") -> str:
    return (
        f'[[instrument]]\nnumber = "{number}"\nkind = "{kind}"\nissuer = "Chính phủ"\ntitle = "{title}"\n'
        f"issued_on = 2031-03-05\neffective_on = 2031-07-01\n{more}\n"
    )


def province(name: str) -> str:
    return f'[[province]]\nname = "{name}"\nkind = "tỉnh"\nmerged = ["{name}"]\n'


def planted(folder: Path, embedder: Embedder, texts: Mapping[str, str], **tables: str) -> Assistant:
    """An assistant over texts by file name, with tables of the catalogue by name."""
    source, catalogue = folder / "nguồn", folder / "corpus" / "catalogue"
    for path, files in (
        (source, texts),
        (catalogue, {"terms.toml": TERMS} | {f"{name}.toml": S + table for name, table in tables.items()}),
    ):
        path.mkdir(parents=True)
        for name, content in files.items():
            (path / name).write_text(content, encoding="utf-8")
    build([source], folder / "chỉ mục", folder / "corpus", embedder, quiet=True)
    return Assistant(open_index(folder / "chỉ mục", embedder), load_catalogue(folder / "corpus"))


def places(hits: Sequence[Hit]) -> list[tuple[str, str]]:
    return [(hit.passage.version.document, hit.passage.key) for hit in hits]


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Assistant:
    texts = {"91.txt": GREEN_TEXT, "92.txt": LAND_TEXT, "50.txt": LOCAL_TEXT, "91.md": DIGEST}
    texts["10.txt"] = law(LAW, "Giống cây trồng", "Người trồng cây chọn giống cây.", "Ban vườn ươm công bố giống cây mới.")
    local = instrument(LOCAL, 'locality = "Bắc Ninh"', "Quyết định", "vườn ươm của tỉnh")
    return planted(
        tmp_path_factory.mktemp("garden"), embedder, texts,
        instruments=instrument(GREEN) + instrument(LAND, title="đất trồng cây") + local,
        places=province("Bắc Ninh") + province("Nghệ An"),
    )  # fmt: skip


# -- one provision once, in the text for the day ------------------------------------------------------------------------

FIRST = [
    ("Ai cấp giấy chứng nhận vườn ươm xanh?", (GREEN, "art_1__para_1")),
    ("Ai cấp GCN vườn ươm xanh?", (GREEN, "art_1__para_1")),
    ("Thu phí tưới nước của hộ trồng bưởi", (GREEN, "art_1__para_2")),
    ("lấy tiền tưới", (GREEN, "art_1__para_2")),  # words of the digest alone
    ("thẩm định bản vẽ nhà kính", (GREEN, "art_1__para_3")),
    ("Ai thu hồi đất bỏ hoang?", (LAND, "art_1__para_2")),
    ("cho thuê đất dựng nhà kính", (LAND, "art_1__para_3")),
    ("Ai công bố giống cây mới?", (LAW, "art_1__para_2")),
]


@pytest.mark.parametrize(("question", "first"), FIRST)
def test_the_clause_that_says_it_stands_first(garden: Assistant, question: str, first: tuple[str, str]) -> None:
    assert places(garden.search(question, 5, DAY))[0] == first


@pytest.mark.parametrize("question", [question for question, _ in FIRST])
def test_typed_without_accents_the_first_hit_is_the_same(garden: Assistant, question: str) -> None:
    assert places(garden.search(fold(question), 5, DAY))[0] == places(garden.search(question, 5, DAY))[0]


@pytest.mark.parametrize("question", [question for question, _ in FIRST])
def test_one_provision_is_found_once_and_shown_in_the_official_text(garden: Assistant, question: str) -> None:
    hits = garden.search(question, 40, DAY)
    assert len(set(places(hits))) == len(hits)
    assert {hit.passage.version.text_kind for hit in hits} == {"official"}


SAID = sorted({*syllables(GREEN_TEXT + LAND_TEXT + LOCAL_TEXT, False), "lạ", "và", "gì", "theo", "luật"})
QUESTIONS = st.lists(st.sampled_from(SAID), min_size=1, max_size=12).map(" ".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(question=QUESTIONS, limit=st.integers(1, 8), folded=st.booleans(), place=st.sampled_from([None, "Bắc Ninh", "Nghệ An"]))
def test_whatever_is_asked_hits_hold_together(garden: Assistant, question: str, limit: int, folded: bool, place: str | None) -> None:
    text = fold(question) if folded else question
    hits = garden.search(text, limit, DAY, place)
    assert len(hits) <= limit
    assert len(set(places(hits))) == len(hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0.0 <= hit.coverage <= 1.0 + 1e-5 and -1.01 <= hit.similarity <= 1.01 for hit in hits)
    assert {hit.state for hit in hits} <= {"in_force", "unknown"}
    assert places(hits) == places(garden.search(text, 2 * limit, DAY, place))[:limit], "asked for more, the first stay the first"


def test_nothing_is_found_in_an_empty_index(tmp_path: Path, embedder: Embedder) -> None:
    empty = planted(tmp_path, embedder, {})
    assert empty.search("Ai cấp giấy chứng nhận? Hồ sơ vườn ươm gồm gì?", 5, DAY) == []
    assert empty.ask("Ai cấp giấy chứng nhận?", DAY).status == "refused"


# -- what is named ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("khoản 2 Điều 1 Nghị định 91/2031/NĐ-CP", (GREEN, "art_1__para_2")),
        ("khoản 4 Điều 1 Nghị định 91/2031/NĐ-CP nói gì về đất trồng cây", (GREEN, "art_1__para_4")),
        ("khoản 1 Điều 1 Nghị định 92/2031/NĐ-CP có nói về giấy chứng nhận vườn ươm xanh không", (LAND, "art_1__para_1")),
        ("khoan 3 dieu 1 nghi dinh 92/2031/nd-cp noi gi", (LAND, "art_1__para_3")),
        ("Điều 2 Nghị định 92/2031/NĐ-CP về vườn ươm", (LAND, "art_2")),
        ("khoản 1 Điều 1 Luật số 10/2031/QH16 có nói về phân bón không", (LAW, "art_1__para_1")),
    ],
)
def test_a_provision_named_by_number_and_locator_stands_first(garden: Assistant, question: str, first: tuple[str, str]) -> None:
    assert places(garden.search(question, 5, DAY))[0] == first


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("khoản 1 Điều 66 Nghị định 35/2022/NĐ-CP", ("35/2022/NĐ-CP", "art_66__para_1")),
        ("Khoản 2 Điều 53 Nghị định số 217/2026/NĐ-CP quy định gì?", ("217/2026/NĐ-CP", "art_53__para_2")),
        ("khoan 3 dieu 121 luat 31/2024/qh15 noi gi", ("31/2024/QH15", "art_121__para_3")),
        ("điểm b khoản 3 Điều 68 Nghị định 35/2022/NĐ-CP", ("35/2022/NĐ-CP", "art_68__para_3__point_b")),
    ],
)
def test_a_provision_of_the_shipped_corpus_that_is_named_stands_first(assistant: Assistant, question: str, first: tuple[str, str]) -> None:
    assert places(assistant.search(question, 5, date(2026, 11, 23)))[0] == first


def test_a_document_named_by_number_stands_first(garden: Assistant) -> None:
    for document, question in ((LAND, "Nghị định 92/2031/NĐ-CP về nhà kính"), (GREEN, "Nghị định 91/2031/NĐ-CP về nhà kính")):
        found = places(garden.search(question, 5, DAY))
        assert found[0][0] == document
        assert (document, "art_1__para_3") in found[:2]  # the preamble holds the number too


TITLED = {
    "a.txt": law("1/2031/QH16", "Vườn ươm", "Trồng cam."),
    "b.txt": law("2/2031/QH16", "Vườn ươm và đất trồng", "Trồng bưởi."),
    "c.txt": law("3/2031/QH16", "Đất trồng", "Trồng mít."),
    "bo-luat-lao-dong.txt": "Điều 1. Phạm vi\nBộ luật lao động nói về người trồng cam.\n",
    "luat-lao-dong.txt": "Điều 1. Phạm vi\nLuật này nói về lao động.\n",
    "hien-phap.txt": "Điều 1. Đất nước\nĐất nước là của dân.\n",
    "91.txt": GREEN_TEXT,
    "e.txt": law("5/2031/QH16", " ".join(["vườn cây"] * 8), "Trồng dừa."),
}


@pytest.fixture(scope="module")
def titled(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Assistant:
    return planted(tmp_path_factory.mktemp("titled"), embedder, TITLED)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("theo Luật Vườn ươm ai trồng cam", {"1/2031/QH16"}),
        ("theo LUẬT VƯỜN ƯƠM thì sao", {"1/2031/QH16"}),
        ("theo luat vuon uom ai trong cam", {"1/2031/QH16"}),
        ("Luật Vườn ươm và đất trồng nói gì", {"2/2031/QH16"}),  # the longest
        ("Luật Vườn ươm và Luật Đất trồng nói gì", {"1/2031/QH16", "3/2031/QH16"}),
        ("Bộ luật Lao động nói gì", {"bo-luat-lao-dong"}),  # no title inside another
        ("Luật Lao động nói gì", {"luat-lao-dong"}),
        ("Hiến pháp nói gì về đất nước", {"hien-phap"}),
        ("vườn ươm và đất trồng", set()),
        ("pháp luật vườn ươm", {"1/2031/QH16"}),
        ("Nghị định quy định về quản lý vườn ươm trong khu sinh thái", set()),  # decrees are named by number
        (f"Luật {' '.join(['vườn cây'] * 8)}", set()),  # so long a title is nobody's name
        ("luật nào nói về cây khế", set()),
        ("", set()),
    ],
)
def test_laws_named_by_title(titled: Assistant, question: str, named: set[str]) -> None:
    assert laws_named(titled, question) == named


def laws_named(assistant: Assistant, question: str) -> set[str]:
    opened = assistant.index.opened()
    read = QuestionReader(assistant.catalogue).read(question or "?", DAY)
    sequence = syllables(question, read.folded)
    found = Titles(opened).find(sequence, read)
    assert bool(found.places) == bool(found.documents)
    assert all(0 <= n < len(sequence) for n in found.places)
    return {opened.rows.documents[code] for code in found.documents}


def test_a_law_without_a_title_is_not_named_by_the_word_law(tmp_path: Path, embedder: Embedder) -> None:
    untitled = planted(tmp_path, embedder, {"luat.txt": "Điều 1. Phạm vi\nNói về cây khế.\n", "91.txt": GREEN_TEXT})
    assert laws_named(untitled, "luật nào nói về vườn ươm xanh") == set()


def test_a_law_named_by_title_stands_first(titled: Assistant) -> None:
    for number, title in (("1/2031/QH16", "Vườn ươm"), ("3/2031/QH16", "Đất trồng")):
        assert places(titled.search(f"Theo Luật {title} thì có quyền và nghĩa vụ gì?", 5, DAY))[0][0] == number


# -- what holds elsewhere -----------------------------------------------------------------------------------------------

LOCAL_CLAUSE = (LOCAL, "art_1__para_1")


@pytest.mark.parametrize(
    ("question", "place", "rank"),
    [
        ("Ai cấp giấy chứng nhận vườn ươm xanh cho hộ trồng cam?", None, "behind"),
        ("Ai cấp giấy chứng nhận vườn ươm xanh cho hộ trồng cam?", "Bắc Ninh", "held"),
        ("Ai cấp giấy chứng nhận vườn ươm xanh cho hộ trồng cam?", "Nghệ An", None),
        ("Ở Bắc Ninh ai cấp giấy chứng nhận vườn ươm xanh trên địa bàn tỉnh cho hộ trồng cam?", None, "held"),
        ("Ở Nghệ An ai cấp giấy chứng nhận vườn ươm xanh trên địa bàn tỉnh cho hộ trồng cam?", None, None),
        ("o bac ninh ai cap giay chung nhan vuon uom xanh tren dia ban tinh cho ho trong cam", None, "held"),
    ],
)
def test_what_holds_in_one_province_only_stands_back(garden: Assistant, question: str, place: str | None, rank: str | None) -> None:
    found = places(garden.search(question, 40, DAY, place))
    assert (LOCAL_CLAUSE in found) == (rank is not None)
    if rank == "behind":
        assert found[0] == (GREEN, "art_1__para_1")
    if rank == "held":
        assert found.index(LOCAL_CLAUSE) < 2


# -- companions ---------------------------------------------------------------------------------------------------------

DUTY = f"""[[duty]]
id = "nha-kinh"
field = "xây dựng"
duty = "Thẩm định bản vẽ nhà kính"
question = "Ai thẩm định bản vẽ nhà kính?"
modes = ["trực tiếp"]
decree = {{instrument = "{GREEN}", eid = "art_1__para_3"}}
law = {{instrument = "{{law}}", eid = "art_1__para_1"}}
governs = "decree"
words = "thẩm định"
from = 2031-07-01
until = 2032-01-01
"""
APART = "93/2031/NĐ-CP"
PARTNER = (APART, "art_1__para_1")
CROWD = {
    f"{n}.txt": decree(n, *(f"Việc số {n} về bản vẽ và nhà kính thứ {m}." for m in range(1, 9)), title="nhà kính") for n in (71, 72, 73)
}
APART_TEXT = decree(93, "Bảo vệ mùa màng trước mưa đá.", "Nuôi ong.", title="thời tiết")
ASKED = "Ai thẩm định bản vẽ nhà kính?"


def companioned(folder: Path, embedder: Embedder, partner: str = APART, texts: Mapping[str, str] | None = None, **tables: str) -> Assistant:
    held = {"91.txt": GREEN_TEXT, **CROWD} | ({"93.txt": APART_TEXT} if texts is None else dict(texts))
    return planted(folder, embedder, held, duties=DUTY.replace("{law}", partner), **tables)


def test_a_companion_is_brought_along_wherever_its_own_words_put_it(tmp_path: Path, embedder: Embedder) -> None:
    together = companioned(tmp_path / "1", embedder)
    alone = companioned(tmp_path / "2", embedder, partner="99/2031/NĐ-CP")
    assert PARTNER not in places(alone.search(ASKED, 5, DAY))
    found = places(together.search(ASKED, 5, DAY))
    assert found[0] == (GREEN, "art_1__para_3")
    assert PARTNER in found
    assert PARTNER in places(together.search(fold(ASKED), 5, DAY))
    assert PARTNER not in places(together.search("Kiểm tra phân bón ba tháng một lần", 5, DAY)), "in another matter"
    assert PARTNER not in places(together.search(ASKED, 5, date(2032, 1, 1))), "the link has ended"


def test_a_companion_that_is_not_in_force_is_left_out(tmp_path: Path, embedder: Embedder) -> None:
    over = instrument(APART, 'expired_on = 2031-07-15\nreplaced_by = ["91/2031/NĐ-CP"]', title="thời tiết")
    found = companioned(tmp_path, embedder, instruments=over)
    assert PARTNER not in places(found.search(ASKED, 40, DAY))
    assert PARTNER in places(found.search(ASKED, 5, date(2031, 7, 2)))


SHELTER = LOCAL_TEXT.replace(
    "Thẩm quyền\n1. Cấp giấy chứng nhận vườn ươm xanh trên địa bàn tỉnh cho hộ trồng cam.", "Nơi trú\n1. Trú mưa đá."
)
FAR = {f"{n}.txt": decree(n, *(f"Bản vẽ nhà kính số {n} thứ {m}." for m in range(1, 11)), title="nhà kính") for n in range(101, 128)}


def local_companion(folder: Path, embedder: Embedder, crowd: Mapping[str, str]) -> Assistant:
    """A duty whose second clause is of Bắc Ninh alone."""
    local = instrument(LOCAL, 'locality = "Bắc Ninh"', "Quyết định", "mưa đá")
    tables = {"instruments": local, "places": province("Bắc Ninh") + province("Nghệ An")}
    return companioned(folder, embedder, LOCAL, {"50.txt": SHELTER, **crowd}, **tables)


def test_a_companion_of_the_province_named_is_brought_along(tmp_path: Path, embedder: Embedder) -> None:
    assert LOCAL_CLAUSE in places(local_companion(tmp_path, embedder, {}).search(ASKED, 5, DAY, "Bắc Ninh"))


@pytest.mark.parametrize("crowd", [{}, FAR], ids=["a candidate itself", "no candidate itself"])
def test_a_companion_of_another_province_is_not_brought_along(tmp_path: Path, embedder: Embedder, crowd: Mapping[str, str]) -> None:
    assistant = local_companion(tmp_path, embedder, crowd)
    assert LOCAL_CLAUSE not in places(assistant.search(ASKED, 40, DAY, "Nghệ An"))
    assert LOCAL_CLAUSE not in places(assistant.search(f"Ở Nghệ An {ASKED.lower()}", 40, DAY))


def test_a_companion_of_one_province_stands_back_where_none_is_named(tmp_path: Path, embedder: Embedder) -> None:
    assert LOCAL_CLAUSE not in places(local_companion(tmp_path, embedder, {}).search(ASKED, 5, DAY))


def test_a_companion_held_in_two_texts_is_shown_once(tmp_path: Path, embedder: Embedder) -> None:
    """Its digest has the words of the question, its official text has none: both rows of one provision come up."""
    digest = DIGEST.replace(GREEN, APART).replace(
        "Ban trao giấy chứng nhận vườn ươm xanh cho hộ trồng cam.", "Ban thẩm định bản vẽ nhà kính."
    )
    texts = {"93.txt": APART_TEXT, "93.md": digest}
    found = places(companioned(tmp_path, embedder, texts=texts, instruments=instrument(APART)).search(ASKED, 40, DAY))
    assert PARTNER in found
    assert len(set(found)) == len(found)


def conflict(n: int, source: str, target: str, scope: str, more: str = "") -> str:
    (a, b), (c, d) = (place.split(" ") for place in (source, target))
    return (
        f'[[effect]]\nid = "e{n}"\nkind = "prevails"\nsource = {{instrument = "{a}", eid = "{b}"}}\n'
        f'target = {{instrument = "{c}", eid = "{d}"}}\nfrom = 2031-07-01\nscope = "{scope}"\n{more}\n'
    )


@pytest.mark.parametrize(
    ("place", "asked", "day", "found"),
    [
        ("91 art_1__para_3", "thẩm định bản vẽ nhà kính", DAY, ["93 art_1__para_1"]),
        ("93 art_1__para_1", "thẩm định bản vẽ nhà kính", DAY, ["91 art_1__para_3"]),
        ("91 art_1__para_3__point_a", "thẩm định bản vẽ nhà kính", DAY, ["93 art_1__para_1"]),  # what stands in it
        ("91 art_1", "thẩm định bản vẽ nhà kính", DAY, []),  # what it stands in says more than the link
        ("91 art_1__para_33", "thẩm định bản vẽ nhà kính", DAY, []),
        ("91 quy-dinh/art_1__para_3", "thẩm định bản vẽ nhà kính", DAY, []),
        ("92 art_1__para_3", "thẩm định bản vẽ nhà kính", DAY, []),
        ("91 art_1__para_3", "thẩm định bản vẽ nhà kính", date(2031, 6, 30), []),
        ("91 art_1__para_3", "thẩm định bản vẽ nhà kính", date(2031, 12, 31), ["93 art_1__para_1"]),
        ("91 art_1__para_3", "thẩm định bản vẽ nhà kính", date(2032, 1, 1), []),
        ("91 art_1__para_3", "thẩm định", DAY, ["93 art_1__para_1"]),
        ("91 art_1__para_3", "thẩm cam bưởi mít", DAY, ["93 art_1__para_1"]),  # one word in four
        ("91 art_1__para_3", "thẩm cam bưởi mít na", DAY, []),  # one in five
        ("91 art_1__para_3", "", DAY, []),
        ("91 art_2", "giao đất", DAY, ["94 art_1"]),
        ("94 art_1", "thu đất trồng", DAY, ["95 art_1", "91 art_2"]),  # the nearest to the matter first
        ("94 art_1", "phân bón", DAY, []),
        ("97 art_1", "cam", DAY, ["1 art_1", "2 art_1", "3 art_1"]),  # no more than MAX_EACH
    ],
)
def test_companions(tmp_path: Path, place: str, asked: str, day: date, found: list[str]) -> None:
    effects = conflict(1, "91/2031/NĐ-CP art_2", "94/2031/NĐ-CP art_1", "giao đất trồng")
    effects += conflict(2, "95/2031/NĐ-CP art_1", "94/2031/NĐ-CP art_1", "thu đất trồng")
    effects += "".join(conflict(n + 10, "97/2031/NĐ-CP art_1", f"{n}/2031/NĐ-CP art_1", "cam") for n in range(1, MAX_EACH + 3))
    effects += conflict(3, "96/2031/NĐ-CP art_1", "94/2031/NĐ-CP art_1", "phân bón").replace('"prevails"', '"details"')  # no conflict
    for name, table in (("duties", DUTY.replace("{law}", APART)), ("effects", effects)):
        (tmp_path / "catalogue").mkdir(exist_ok=True)
        (tmp_path / "catalogue" / f"{name}.toml").write_text(S + table, encoding="utf-8")
    number, eid = place.split(" ")
    words = frozenset(map(fold, syllables(asked, False)))
    partners = Companions(load_catalogue(tmp_path)).of(ProvisionRef(f"{number}/2031/NĐ-CP", eid), words, day)
    assert [f"{p.instrument.split('/')[0]} {p.eid}" for p in partners] == found


# -- parts --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "both"),
    [
        (
            "Ai cấp giấy chứng nhận vườn ươm xanh? Ai thu hồi đất bỏ hoang?",
            [(GREEN, "art_1__para_1"), (LAND, "art_1__para_2")],
        ),
        ("ai kiểm tra phân bón và ai công bố giống cây mới", [(GREEN, "art_1__para_4"), (LAW, "art_1__para_2")]),
        ("ai thu phi tuoi nuoc va ai giao dat trong cay an qua", [(GREEN, "art_1__para_2"), (LAND, "art_1__para_1")]),
        (
            "Ai thẩm định bản vẽ nhà kính? Ai giao đất trồng cây ăn quả? Ai công bố giống cây mới?",
            [(GREEN, "art_1__para_3"), (LAND, "art_1__para_1"), (LAW, "art_1__para_2")],
        ),
    ],
)
def test_what_answers_each_part_is_among_the_first_five(garden: Assistant, question: str, both: list[tuple[str, str]]) -> None:
    found = places(garden.search(question, 5, DAY))
    assert [place for place in both if place not in found] == []


@st.composite
def looks(draw: st.DrawFn) -> list[tuple[list[int], list[float]]]:
    """For the whole question and for parts of it the places of the rows that each sees, and their scores."""
    rows = draw(st.integers(1, 6))
    parts = draw(st.lists(st.lists(st.integers(0, rows - 1), unique=True).map(sorted), max_size=3))
    return [
        (among, draw(st.lists(st.floats(-20, 20, width=32), min_size=len(among), max_size=len(among))))
        for among in [[*range(rows)], *parts]
    ]


@given(looks())
def test_joined_scores_are_how_likely_a_row_answers_the_whole_or_a_part(seen: list[tuple[list[int], list[float]]]) -> None:
    found = joined([np.array(s, dtype=np.float32) for _, s in seen], [np.array(among, dtype=np.int64) for among, _ in seen])
    if len(seen) == 1:
        assert found.tolist() == pytest.approx(seen[0][1])
        return
    totals = [sum(np.exp(np.float64(s)) for s in scores) for _, scores in seen]
    likely = np.zeros(len(seen[0][0]))
    for i, (among, scores) in enumerate(seen):
        for row, score in zip(among, scores, strict=True):
            likely[row] += (1.0 if i == 0 else PART_SHARE) * np.exp(np.float64(score)) / totals[i]
    assert found == pytest.approx(np.log(likely) + np.log(totals[0]), abs=1e-3)


# -- what is over -------------------------------------------------------------------------------------------------------

OVER = date(2033, 1, 1)  # the first day on which 91 is no longer in force
AFTER, BEFORE = date(2034, 1, 1), date(2032, 6, 1)
REPLACED = instrument(GREEN, 'expired_on = 2033-01-01\nreplaced_by = ["95/2031/NĐ-CP"]')
REPEALED = (
    '[[effect]]\nid = "bb-1"\nkind = "repeals"\nsource = {instrument = "96/2031/NĐ-CP"}\n'
    f'target = {{instrument = "{GREEN}", eid = "art_1__para_4"}}\nfrom = 2032-01-01\n'
)
NEW = decree(95, "Cấp giấy chứng nhận vườn ươm xanh cho hộ trồng cam và hộ trồng quýt.", "Thu phí tưới nước theo giờ.")
CERTIFICATE = "Ai cấp giấy chứng nhận vườn ươm xanh?"
FERTILISER = "Ai kiểm tra phân bón ba tháng một lần?"


@pytest.fixture(scope="module")
def last(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Assistant:
    """91 has expired, and what replaced it is not held; one clause of it was repealed before."""
    texts = {"91.txt": GREEN_TEXT, "92.txt": LAND_TEXT}
    return planted(tmp_path_factory.mktemp("last"), embedder, texts, instruments=REPLACED, effects=REPEALED)


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Assistant:
    """The same, and what replaced it is held."""
    texts = {"91.txt": GREEN_TEXT, "92.txt": LAND_TEXT, "95.txt": NEW}
    return planted(tmp_path_factory.mktemp("followed"), embedder, texts, instruments=REPLACED, effects=REPEALED)


def test_an_expired_text_is_found_and_marked_where_its_replacement_is_not_held(last: Assistant) -> None:
    first = last.search(CERTIFICATE, 5, AFTER)[0]
    assert (places([first])[0], first.state) == ((GREEN, "art_1__para_1"), "expired")
    assert last.search(CERTIFICATE, 5, BEFORE)[0].state == "in_force"
    assert last.search(CERTIFICATE, 5, OVER)[0].state == "expired"


def test_an_expired_text_is_not_found_where_its_replacement_is_held(followed: Assistant) -> None:
    hits = followed.search(CERTIFICATE, 40, AFTER)
    assert places(hits)[0] == ("95/2031/NĐ-CP", "art_1__para_1")
    assert {document for document, _ in places(hits)} == {"92/2031/NĐ-CP", "95/2031/NĐ-CP"}
    assert {hit.state for hit in hits} == {"in_force"}
    assert GREEN in {document for document, _ in places(followed.search(CERTIFICATE, 40, BEFORE))}


def test_an_expired_text_that_the_question_names_is_found_all_the_same(followed: Assistant) -> None:
    hits = followed.search(f"{CERTIFICATE[:-1]} theo Nghị định 91/2031/NĐ-CP?", 5, AFTER)
    assert (places(hits)[0], hits[0].state) == ((GREEN, "art_1__para_1"), "expired")


@pytest.mark.parametrize("which", ["last", "followed"])
def test_a_repealed_clause_is_not_found_before_or_after_the_end_of_its_instrument(request: pytest.FixtureRequest, which: str) -> None:
    assistant: Assistant = request.getfixturevalue(which)
    assert (GREEN, "art_1__para_4") in places(assistant.search(FERTILISER, 40, date(2031, 12, 31)))
    for day in (date(2032, 1, 1), BEFORE, AFTER):
        assert (GREEN, "art_1__para_4") not in places(assistant.search(FERTILISER, 40, day))


def test_a_text_that_is_not_yet_in_force_is_not_found(last: Assistant, followed: Assistant) -> None:
    for assistant in (followed, last):
        assert {hit.state for hit in assistant.search(CERTIFICATE, 40, date(2031, 6, 30))} <= {"in_force", "unknown"}


@pytest.mark.parametrize("which", ["last", "followed"])
@pytest.mark.parametrize("day", [date(2031, 6, 30), DAY, BEFORE, OVER, AFTER])
@pytest.mark.parametrize("question", [CERTIFICATE, fold(CERTIFICATE), FERTILISER, "Ai thu phí tưới nước và ai thu hồi đất bỏ hoang?"])
def test_no_answer_rests_on_what_is_not_in_force(request: pytest.FixtureRequest, which: str, day: date, question: str) -> None:
    assistant: Assistant = request.getfixturevalue(which)
    answer = assistant.ask(question, day)
    assert {c.in_force for c in answer.citations} <= {"in_force", "unknown"}
    assert (answer.status == "refused") == (not answer.citations)


def test_a_question_that_only_an_expired_text_answers_is_refused(last: Assistant) -> None:
    assert last.ask(CERTIFICATE, AFTER).status == "refused"
    assert [c.document for c in last.ask(CERTIFICATE, BEFORE).citations][:1] == [GREEN]


# -- features -----------------------------------------------------------------------------------------------------------

COLUMN = {name: place for place, name in enumerate(FEATURES)}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(question=QUESTIONS, day=st.sampled_from([DAY, date(2031, 6, 30)]), data=st.data())
def test_features_of_groups_are_what_a_slow_look_at_the_members_finds(
    garden: Assistant, question: str, day: date, data: st.DataObject
) -> None:
    opened = garden.index.opened()
    named = data.draw(st.sampled_from(["", " Nghị định 91/2031/NĐ-CP", " khoản 2 Điều 1 Nghị định 92/2031/NĐ-CP"]))
    read = QuestionReader(garden.catalogue).read(question + named, day)
    where = data.draw(st.sampled_from([(), ("Bắc Ninh",)]))
    rows, (look, *_) = Ranker(garden.catalogue).features(opened, read, 10, where)
    features = look.features
    assert features.shape == (len(rows), len(FEATURES))
    assert np.isfinite(features).all()
    assert len(set(rows.tolist())) == len(rows)
    if not len(rows):
        return
    passages = opened.store.by_rows(rows.tolist())
    found = [passages[row] for row in rows.tolist()]
    provision = [(p.version.document, p.component, p.eid) for p in found]
    article = [(p.version.id, p.component, p.eid.partition("__")[0]) for p in found]
    document = [p.version.document for p in found]
    of = {name: features[:, place].tolist() for name, place in COLUMN.items()}
    lexical, everyone = of["lexical"], range(len(rows))
    lowest = min(0.0, *lexical)

    def others(group: Sequence[object], one: int) -> list[int]:
        return [n for n in everyone if group[n] == group[one] and n != one]

    for n in everyone:
        same = [n, *others(provision, n)]
        assert of["lexical_provision"][n] == pytest.approx(max(lexical[m] for m in same))
        assert of["dense_provision"][n] == pytest.approx(max(of["dense"][m] for m in same))
        assert of["lexical_article"][n] == pytest.approx(max((lexical[m] for m in others(article, n)), default=lowest))
        best = sorted((max(lexical[m], 0.0) for m in [n, *others(document, n)]), reverse=True)[:DOCUMENT_TOP]
        assert of["lexical_document"][n] == pytest.approx(sum(best) / DOCUMENT_TOP, abs=1e-5)
        assert of["words_provision"][n] >= max(of["words"][m] for m in same) - 1e-5
        assert of["words_article"][n] >= max(of["words"][m] for m in [n, *others(article, n)]) - 1e-5
        assert of["words"][n] >= max(of[f"words_{field}"][n] for field in FIELDS) - 1e-5
        assert of["pairs"][n] >= max(of[f"pairs_{field}"][n] for field in FIELDS) - 1e-5
        assert of["named_document"][n] == (document[n] in read.documents)
        assert of["elsewhere"][n] == (document[n] == LOCAL and not where and "Bắc Ninh" not in read.places)
        assert of["normative"][n] == found[n].eid.startswith("art_")
        assert of["told"][n] == (found[n].version.text_kind in {"report", "note"})
        assert of["digested"][n] == (document[n] == GREEN and article[n][2] == "art_1")
        assert of["expired"][n] == (found[n].validity.state(day) == "expired")
        assert of["undated"][n] == (found[n].validity.valid_from is None)
    for name in set(document):
        firsts = [n for n in everyone if document[n] == name and of["first_of_document"][n]]
        assert len(firsts) == 1
        assert lexical[firsts[0]] == max(lexical[n] for n in everyone if document[n] == name)
    if str(read.locator) == "khoản 2 Điều 1" and read.documents:
        assert [provision[n][2] for n in everyone if of["named_provision"][n]] == ["art_1__para_2"]
    for name in ("lexical", "dense"):
        assert np.mean(of[name]) == pytest.approx(0.0, abs=1e-3)


@pytest.mark.parametrize(
    ("question", "defines"),
    [
        ("Vườn ươm xanh là gì?", True),
        ("vuon uom xanh la gi", True),
        ("Thế nào là vườn ươm xanh?", True),
        ("Vườn ươm xanh được hiểu như thế nào?", True),
        ("Khái niệm vườn ươm xanh", True),
        ("Ai cấp giấy chứng nhận vườn ươm xanh?", False),
    ],
)
def test_an_opening_counts_as_a_definition_where_one_is_asked_for(tmp_path: Path, embedder: Embedder, question: str, defines: bool) -> None:
    explained = GREEN_TEXT.replace("Điều 1. Nhiệm vụ của Ban vườn ươm", "Điều 1. Giải thích từ ngữ").replace(
        "1. Cấp giấy", "1. Vườn ươm xanh là vườn cấp giấy"
    )
    assert "Điều 1. Giải thích từ ngữ" in explained
    garden = planted(tmp_path, embedder, {"91.txt": explained, "92.txt": LAND_TEXT, "93.txt": LOCAL_TEXT})
    read = QuestionReader(garden.catalogue).read(question, DAY)
    rows, (look, *_) = Ranker(garden.catalogue).features(garden.index.opened(), read, 10, ())
    features = look.features
    passages = garden.index.opened().store.by_rows(rows.tolist())
    explains = np.array([passages[row].heading == "Giải thích từ ngữ" for row in rows.tolist()])
    opens = features[:, COLUMN["opens"]]
    assert (opens * explains).any() and (opens * ~explains).any()
    assert features[:, COLUMN["defines"]].tolist() == (opens * explains if defines else np.zeros_like(opens)).tolist()


def test_how_staff_ask_speaks_for_the_clause_alone_and_is_never_shown(tmp_path: Path, embedder: Embedder) -> None:
    duty = DUTY.replace("{law}", APART).replace("Ai thẩm định bản vẽ nhà kính?", "Dựng lán che nắng xin phép ai?")
    asked = planted(tmp_path, embedder, {"91.txt": GREEN_TEXT, "92.txt": LAND_TEXT}, duties=duty)
    hits = asked.search("dựng lán che nắng xin phép ai", 5, DAY)
    assert places(hits)[0] == (GREEN, "art_1__para_3")
    assert not any("lán" in hit.passage.text for hit in hits)


# -- weights ------------------------------------------------------------------------------------------------------------


def weights_file(folder: Path, weights: Mapping[str, float]) -> Path:
    file = folder / "weights.json"
    file.write_text(json.dumps({"weights": weights}), encoding="utf-8")
    return file


def test_weights_stand_with_their_features_in_whatever_order_the_file_has_them(tmp_path: Path) -> None:
    numbered = {name: float(place) for place, name in enumerate(FEATURES)}
    loaded = load_weights(weights_file(tmp_path, dict(sorted(numbered.items(), reverse=True))))
    assert loaded.values.tolist() == [*range(len(FEATURES))]
    assert loaded.scores(np.eye(len(FEATURES), dtype=np.float32)).tolist() == [*range(len(FEATURES))]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"colour": 1.0}, "colour"),  # one too many
        ({"words": None}, "words"),  # one that is missing
        ({"words": None, "word": 1.0}, "'word', 'words'"),
        (dict.fromkeys(FEATURES), "asked_line"),
    ],
)
def test_a_file_with_other_features_is_refused(tmp_path: Path, change: Mapping[str, float | None], named: str) -> None:
    weights = dict.fromkeys(FEATURES, 1.0) | dict(change)
    with pytest.raises(WeightsError, match=named) as refused:
        load_weights(weights_file(tmp_path, {name: weight for name, weight in weights.items() if weight is not None}))
    assert "\n" not in str(refused.value)


def test_every_feature_has_a_shipped_weight() -> None:
    shipped = json.loads(FILE.read_text(encoding="utf-8"))["weights"]
    assert (set(shipped), len(FEATURES)) == (set(FEATURES), len(set(FEATURES)))
    assert np.isfinite(load_weights().values).all()
    assert load_weights().values == pytest.approx([shipped[name] for name in FEATURES])


def test_what_only_speaks_for_a_candidate_has_no_negative_weight() -> None:
    shipped = dict(zip(FEATURES, load_weights().values.tolist(), strict=True))
    assert {*MAY_BE_NEGATIVE, *FIXED} <= set(FEATURES)
    assert {name: weight for name, weight in shipped.items() if weight < 0 and name not in {*MAY_BE_NEGATIVE, *FIXED}} == {}
    assert {name: shipped[name] for name in FIXED} == pytest.approx(FIXED)
    assert shipped["elsewhere"] < 0
