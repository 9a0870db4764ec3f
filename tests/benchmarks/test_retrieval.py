"""The retrieval gate: what counts as found, what is set aside, what fails it; and its run over the shipped corpus in CI."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from invented import Place, decree

from assistant import Assistant
from benchmarks import retrieval
from benchmarks.alqac import ArticleQuestion
from benchmarks.board_questions import BoardQuestion, Clause, find_questions
from benchmarks.floors import FloorsError, Pinned, pin_sets, read_sets
from benchmarks.peers import ArticleBm25, Span, require_peers
from benchmarks.retrieval_scores import Held, OfPeer, Product, by_group, find_clauses, find_places, shares_of
from benchmarks.retrieval_sets import build_index, digest_of_texts, read_place_questions, spread
from benchmarks.shared import DataAbsent
from ingest.index.store import Store

DECREE, OTHER = "911/2021/NĐ-CP", "912/2021/NĐ-CP"
FIRST, SECOND = Clause(DECREE, "art_1__para_1"), Clause(DECREE, "art_1__para_2")
ABSENT_CLAUSE = Clause(DECREE, "art_9")


def in_force(number: int, *clauses: str, title: str = "quản lý vườn ươm trong khu sinh thái") -> str:
    """An invented decree that is in force on the day of the gate."""
    return decree(number, *clauses, title=title).replace("2031", "2021")


@pytest.fixture
def store(place: Place) -> Store:
    """Two decrees on growing things, and one on the fees of a market."""
    place.write("muoi-mot.txt", in_force(911, "Tưới cây bưởi mỗi sáng.", "Ươm hạt cam trong chậu đất nung."))
    place.write("muoi-hai.txt", in_force(912, "Cắt tỉa cành mận sau vụ thu hoạch.", "Bón phân cho gốc mít."))
    place.write("muoi-ba.txt", in_force(913, "Thu phí gian hàng.", "Giữ xe cho khách.", title="chợ đầu mối"))
    place.build()
    return place.open().opened().store


def question(text: str, *expected: Clause, style: str = "lay", answerable: bool = True) -> BoardQuestion:
    return BoardQuestion("Q", text, None, answerable, expected, "vườn", style, "" if answerable else "not_held")


class Scripted:
    """Puts each expected clause at the place that the question's text names for it: "1 - 7"; "-" is not found."""

    def ranks(self, asked: BoardQuestion, clauses: Sequence[Clause]) -> list[int | None]:
        places = dict(zip(asked.expected, asked.text.split(), strict=True))
        return [None if places[clause] == "-" else int(places[clause]) for clause in clauses]

    def places(self, text: str, level: str) -> list[tuple[str, str]]:
        return [("luật", letter) for letter in text]


# -- what counts as found ---------------------------------------------------------------------------------------------


def test_one_of_the_alternatives_is_enough(tmp_path: Path) -> None:
    row = {"id": "R1", "question": "Ai tưới?", "answerable": True}
    expected = [{"document": DECREE, "eid": "art_1__para_1", "or": [{"document": OTHER, "eid": "art_2", "component": "quy-che"}]}]
    (tmp_path / "q.jsonl").write_text(json.dumps(row | {"expected": expected}), encoding="utf-8")
    ((clause,),) = [q.expected for q in find_questions(tmp_path)]
    assert clause.is_met_by(FIRST)
    assert clause.is_met_by(Clause(OTHER, "art_2__para_1", "quy-che"))
    assert not clause.is_met_by(Clause(OTHER, "art_2__para_1"))
    assert not clause.is_met_by(SECOND)


@pytest.mark.parametrize(
    ("texts", "shares"),
    [
        (["1"], [1.0, 1.0, 1.0, 1.0]),
        (["4"], [0.0, 1.0, 1.0, 1.0]),
        (["5", "-"], [0.0, 0.0, 0.5, 0.5]),
        (["1", "11", "50", "-"], [0.25, 0.25, 0.25, 0.75]),
    ],
)
def test_shares_are_of_expected_clauses(store: Store, texts: list[str], shares: list[float]) -> None:
    found = find_clauses(Scripted(), [question(text, FIRST) for text in texts], Held(store), sets_aside=False)
    assert list(shares_of(found).found.values()) == shares


def test_clauses_that_no_text_holds_are_counted_apart_only_where_the_set_says_so(store: Store) -> None:
    asked = [question("1 -", FIRST, ABSENT_CLAUSE), question("-", ABSENT_CLAUSE), question("", answerable=False)]
    aside = shares_of(find_clauses(Scripted(), asked, Held(store), sets_aside=True))
    assert (aside.questions, aside.clauses, aside.not_held, aside.found[1]) == (2, 1, 2, 1.0)
    all_of_them = shares_of(find_clauses(Scripted(), asked, Held(store), sets_aside=False))
    assert (all_of_them.clauses, all_of_them.not_held, all_of_them.found[1]) == (3, 0, pytest.approx(1 / 3))


def test_a_clause_is_held_where_an_alternative_is(store: Store) -> None:
    held = Held(store)
    assert Clause(DECREE, "art_9", alternatives=(FIRST,)) in held
    assert ABSENT_CLAUSE not in held
    assert Clause(DECREE, "art_1__para_1", "quy-che") not in held


def test_groups_are_measured_apart(store: Store) -> None:
    found = find_clauses(Scripted(), [question("1", FIRST, style="typo"), question("-", SECOND)], Held(store), sets_aside=False)
    assert {name: shares.found[1] for name, shares in by_group(found, lambda one: one.question.style).items()} == {"lay": 0.0, "typo": 1.0}


def test_places_are_asked_for_with_and_without_accents() -> None:
    accented, unaccented = find_places(Scripted(), [ArticleQuestion("1", "bưởi", (("luật", "ư"),))], "article")
    assert (accented.recall_1, accented.recall_5, accented.mrr_10) == (0.0, 1.0, 0.5)
    assert unaccented.recall_10 == 0.0  # "buoi" holds no "ư"


def test_the_product_is_measured_through_its_own_search(place: Place, store: Store) -> None:
    product = Product(Assistant(place.open(), place.catalogue))
    assert product.ranks(question("ươm hạt cam trong chậu", SECOND, ABSENT_CLAUSE), [SECOND, ABSENT_CLAUSE]) == [1, None]
    assert product.places("ươm hạt cam trong chậu", "article")[0] == ("muoi-mot", "1")
    found = product.places("bón phân cho gốc mít", "document")
    assert found[0] == ("muoi-hai", "")
    assert len(found) == len(set(found))


# -- peers ------------------------------------------------------------------------------------------------------------


def test_plain_bm25_finds_the_article_with_accents_or_without(store: Store, tmp_path: Path) -> None:
    peer = OfPeer(ArticleBm25(store, tmp_path / "bm25"), Held(store))
    assert peer.places("ươm hạt cam", "article")[0] == ("muoi-mot", "1")
    assert peer.places("uom hat cam", "document")[0] == ("muoi-mot", "")
    assert peer.ranks(question("ươm hạt cam"), [FIRST, SECOND, ABSENT_CLAUSE]) == [1, 1, None]


def test_a_passage_of_a_peer_is_of_the_articles_that_it_overlaps_the_largest_part_first(store: Store) -> None:
    held = Held(store)
    version = next(v.id for v in store.versions() if v.document == DECREE)
    (_, first), (_, second) = held.articles(version)

    class OnePassage:
        name = "one"

        def search(self, text: str, limit: int) -> list[Span]:
            return [Span(version, first.end - 5, second.end)]

    assert OfPeer(OnePassage(), held).places("", "article") == [("muoi-mot", "2"), ("muoi-mot", "1")]


def test_without_the_usual_splitter_the_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.peers.find_spec", lambda name: None)
    with pytest.raises(DataAbsent, match=r"\[benchmark\]"):
        require_peers()


# -- sets -------------------------------------------------------------------------------------------------------------


def test_laws_in_one_packed_file_become_texts_of_their_own(tmp_path: Path) -> None:
    packed = tmp_path / "laws.jsonl.gz"
    packed.write_bytes(gzip.compress(json.dumps({"id": "77", "text": in_force(911, "Tưới cây bưởi mỗi sáng.")}).encode()))
    index = build_index([packed], tmp_path / "work")
    assert (tmp_path / "work" / "texts" / "77.txt").is_file()
    assert (index / "CURRENT").is_file()


def test_the_digest_of_texts_sees_a_table_and_a_text_but_no_folder(place: Place) -> None:
    place.table("terms.toml", "")
    before = digest_of_texts([place.corpus])
    place.table("terms.toml", "# thêm một dòng")
    assert digest_of_texts([place.corpus]) != before
    (place.root / "a").mkdir()
    (place.root / "b").mkdir()
    for folder in ("a", "b"):
        (place.root / folder / "luật.txt").write_text("Điều 1.", encoding="utf-8")
    assert digest_of_texts([place.root / "a"]) == digest_of_texts([place.root / "b"])


def test_gold_documents_are_places_without_an_article(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text(json.dumps({"id": "1", "question": "Tưới?", "gold": ["77", "78"]}), encoding="utf-8")
    (asked,) = read_place_questions(tmp_path / "q.jsonl", "document")
    assert asked.gold == (("77", ""), ("78", ""))


def test_a_part_of_the_questions_comes_from_all_over_the_file() -> None:
    assert spread(list(range(10)), 4) == [0, 2, 5, 7]
    assert spread([1, 2], 5) == spread([1, 2], None) == [1, 2]


# -- the gate ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def laws(tmp_path: Path) -> list[str]:
    """The arguments that measure an invented ALQAC of one law and two questions."""
    folder = tmp_path / "shared" / "evalsets" / "alqac"
    (folder / "laws").mkdir(parents=True)
    (folder / "laws" / "luat-cay-xanh.txt").write_text(in_force(911, "Tưới cây bưởi.", "Ươm hạt cam."), encoding="utf-8")
    rows = [{"id": n, "question": text, "gold": [{"law": "luat-cay-xanh", "article": n}]} for n, text in [("1", "ươm hạt"), ("2", "cam")]]
    (folder / "questions-dev.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    index = build_index([folder / "laws"], tmp_path / "work")
    return ["--sets", "alqac", "--shared", str(tmp_path / "shared"), "--index", f"alqac={index}"]


def test_the_gate_pins_holds_and_does_not_lower(laws: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    floors = tmp_path / "floors.toml"
    assert retrieval.main([*laws, "--pin-floors", str(floors), "--floors", str(floors)]) == 0
    assert "questions sha256" in capsys.readouterr().out
    higher = floors.read_text(encoding="utf-8").replace("recall_1 = 0.49", "recall_1 = 0.75")
    floors.write_text(higher, encoding="utf-8")

    assert retrieval.main([*laws, "--floors", str(floors)]) == 1
    assert "alqac: recall_1 is 0.500, its floor is 0.75" in capsys.readouterr().err
    assert retrieval.main([*laws, "--pin-floors", str(floors)]) == 1
    assert "--lower-floors" in capsys.readouterr().err
    assert floors.read_text(encoding="utf-8") == higher
    assert retrieval.main([*laws, "--pin-floors", str(floors), "--lower-floors", "--floors", str(floors)]) == 0


def test_fewer_questions_than_the_floors_are_for_fail_the_gate_and_are_not_pinned(
    laws: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.toml"
    assert retrieval.main([*laws, "--pin-floors", str(floors)]) == 0
    assert retrieval.main([*laws, "--questions", "1", "--floors", str(floors)]) == 1
    assert "1 questions were asked, the floors are for 2" in capsys.readouterr().err
    assert retrieval.main([*laws, "--questions", "1", "--pin-floors", str(floors)]) == 1
    assert "questions 2" in capsys.readouterr().err


def test_more_clauses_not_held_than_pinned_fail_the_gate() -> None:
    pinned = retrieval.Measured("s", "ab", "cd", 2, 3, {"found_1": 0.5}, "").pinned()
    assert retrieval.Measured("s", "ab", "other texts", 2, 4, {"found_1": 0.5}, "").faults(pinned) == []
    (fault,) = retrieval.Measured("s", "ab", "cd", 2, 2, {"found_1": 0.5}, "").faults(pinned)
    assert "2 expected places are held, the floors are for 3" in fault
    assert retrieval.Measured("s", "ab", "cd", 2, 3, {}, "").faults(None) == ["s: no floors are pinned: pin them with --pin-floors"]


def test_absent_data_is_one_line_and_the_sets_that_are_there_are_measured(
    laws: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert retrieval.main(["--sets", "dsc", "--shared", str(tmp_path / "shared")]) == 3
    assert "evalsets/dsc/questions-dev.jsonl is not in" in capsys.readouterr().err
    assert retrieval.main(["--sets", "dsc,alqac", *laws[2:4]]) == 0  # builds the index of the one that is there
    out = capsys.readouterr()
    assert "## alqac: 2 questions" in out.out
    assert "dsc: left out" in out.err
    assert retrieval.main([*laws, "--index", f"alqac={tmp_path / 'none'}"]) == 3


def test_pinning_one_set_leaves_the_floors_of_the_others(tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    first, second = (Pinned("ab", 2, 3, {"found_1": floor}, "cd") for floor in (0.5, 0.25))
    pin_sets(floors, {"sectoral": first}, lower=False)
    pin_sets(floors, {"board-162": second}, lower=False)
    assert read_sets(floors) == {"board-162": second, "sectoral": first}
    with pytest.raises(FloorsError, match=r"sectoral found_1 0\.50 → 0\.25"):
        pin_sets(floors, {"sectoral": second}, lower=False)


@pytest.mark.parametrize(
    "wrong", [["--sets", "alqca"], ["--index", "alqca=x"], ["--index", "alqac"], ["--questions", "0"], ["--peer-sets", "x"]]
)
def test_wrong_use_is_refused(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        retrieval.main(wrong)
    assert refused.value.code == 2


def test_the_search_over_the_shipped_corpus_is_not_below_its_floors(shipped_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The gate as CI runs it: `python -m benchmarks.retrieval --sets board-shipped --floors`."""
    status = retrieval.main(["--sets", "board-shipped", "--index", f"board-shipped={shipped_index}", "--floors"])
    assert status == 0, capsys.readouterr().err
