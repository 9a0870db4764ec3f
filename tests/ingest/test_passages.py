"""The unit of retrieval: what is cut, with what lead and heading, at what place, under what id."""

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import WORDS, decree

from ingest.catalogue import CORPUS, Catalogue, load_catalogue
from ingest.documents import Document, find_files, is_table, load_document
from ingest.passages import MAX_CHUNK, Passage, passages_of

NOTHING_KNOWN = Catalogue({})
HEAD = "NGHỊ ĐỊNH\nĐiều 1. Trồng cây\n"

# (text, [(eId, heading, lead, text)]) – the passages behind the preamble
RULES = {
    "article without khoản": (
        "NGHỊ ĐỊNH\nĐiều 1. Phạm vi\nVườn ươm.\n",
        [("art_1", "Phạm vi", "", "Điều 1. Phạm vi\nVườn ươm.")],
    ),
    "khoản": (
        HEAD + "1. Bưởi.\n2. Cam.\n",
        [("art_1__para_1", "Trồng cây", "", "1. Bưởi."), ("art_1__para_2", "Trồng cây", "", "2. Cam.")],
    ),
    "khoản with the lead of the article": (
        HEAD + "Ban trồng:\n1. Bưởi.\n2. Cam.\n",
        [("art_1__para_1", "Trồng cây", "Ban trồng:", "1. Bưởi."), ("art_1__para_2", "Trồng cây", "Ban trồng:", "2. Cam.")],
    ),
    "điểm with the lead of khoản and article": (
        HEAD + "Ban làm:\n1. Trồng:\na) Bưởi;\nb) Cam.\n2. Tưới.\n",
        [
            ("art_1__para_1__point_a", "Trồng cây", "Ban làm: 1. Trồng:", "a) Bưởi;"),
            ("art_1__para_1__point_b", "Trồng cây", "Ban làm: 1. Trồng:", "b) Cam."),
            ("art_1__para_2", "Trồng cây", "Ban làm:", "2. Tưới."),
        ],
    ),
    "điểm without khoản": (
        HEAD + "Ban trồng:\na) Bưởi;\nb) Cam.\n",
        [("art_1__point_a", "Trồng cây", "Ban trồng:", "a) Bưởi;"), ("art_1__point_b", "Trồng cây", "Ban trồng:", "b) Cam.")],
    ),
    "long lead is a passage of its own": (
        HEAD + "1. Ban vườn ươm trồng các cây sau đây trong thời hạn ba mươi ngày kể từ ngày nhận đất:\na) Bưởi;\nb) Cam.\n",
        [
            ("art_1__para_1", "Trồng cây", "", "1. Ban vườn ươm trồng các cây sau đây trong thời hạn ba mươi ngày kể từ ngày nhận đất:"),
            (
                "art_1__para_1__point_a",
                "Trồng cây",
                "1. Ban vườn ươm trồng các cây sau đây trong thời hạn ba mươi ngày kể từ ngày nhận đất:",
                "a) Bưởi;",
            ),
            (
                "art_1__para_1__point_b",
                "Trồng cây",
                "1. Ban vườn ươm trồng các cây sau đây trong thời hạn ba mươi ngày kể từ ngày nhận đất:",
                "b) Cam.",
            ),
        ],
    ),
    "sentence behind the list of a khoản": (
        HEAD + "1. Trồng:\na) Bưởi;\nb) Cam.\nViệc này xong trong mười ngày.\n2. Tưới.\n",
        [
            ("art_1__para_1__point_a", "Trồng cây", "1. Trồng:", "a) Bưởi;"),
            ("art_1__para_1__point_b", "Trồng cây", "1. Trồng:", "b) Cam."),
            ("art_1__para_1", "Trồng cây", "1. Trồng:", "Việc này xong trong mười ngày."),
            ("art_1__para_2", "Trồng cây", "", "2. Tưới."),
        ],
    ),
    "heading over two lines is in no lead": (
        "NGHỊ ĐỊNH\nĐiều 1. Trách nhiệm của người đứng đầu cơ quan, tổ chức, đơn\nvị trồng cây\n1. Bưởi.\n2. Cam.\n",
        [
            ("art_1__para_1", "Trách nhiệm của người đứng đầu cơ quan, tổ chức, đơn vị trồng cây", "", "1. Bưởi."),
            ("art_1__para_2", "Trách nhiệm của người đứng đầu cơ quan, tổ chức, đơn vị trồng cây", "", "2. Cam."),
        ],
    ),
    "signature is left out": (
        "NGHỊ ĐỊNH\nĐiều 1. Phạm vi\nVườn ươm.\nNơi nhận:\n- Như trên.\n",
        [("art_1", "Phạm vi", "", "Điều 1. Phạm vi\nVườn ươm.")],
    ),
}


def document(folder: Path, text: str, name: str = "một.txt", catalogue: Catalogue = NOTHING_KNOWN) -> Document:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load_document(path, catalogue)


def shipped() -> list[Path]:
    return [path for path in find_files(CORPUS) if not is_table(path)]


@pytest.mark.parametrize("rule", RULES)
def test_rules(tmp_path: Path, rule: str) -> None:
    text, wanted = RULES[rule]
    found = [p for p in passages_of(document(tmp_path, text)) if p.eid != "preamble"]
    assert [(p.eid, p.heading, p.lead, p.text) for p in found] == wanted


def test_locators_are_as_written(tmp_path: Path) -> None:
    text = HEAD + "1. Trồng:\n" + "".join(f"{letter}) Cây {n};\n" for n, letter in enumerate("abcdđe")) + "1a. Tưới.\n"
    found = {(p.article, p.clause, p.point) for p in passages_of(document(tmp_path, text)) if p.article}
    assert {("1", "1", "d"), ("1", "1", "đ"), ("1", "1", "e"), ("1", "1a", None)} <= found


def test_appendix_is_cut_by_lines(tmp_path: Path) -> None:
    rows = "".join(f"{n} | cây số {n} | {'rất ' * 20}tốt\n" for n in range(1, 60))
    found = [p for p in passages_of(document(tmp_path, f"{HEAD}1. Bưởi.\nPHỤ LỤC I\nDANH MỤC CÂY\n{rows}")) if p.component == "pl-1"]
    assert len(found) > 3
    assert all(len(p.text) <= MAX_CHUNK for p in found)
    assert "".join(f"{p.text}\n" for p in found).endswith(rows)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_text_without_articles(tmp_path: Path) -> None:
    (found,) = passages_of(document(tmp_path, "Công văn trả lời\nVề việc trồng cây.\n", "cv.txt"))
    assert found.text == "Công văn trả lời\nVề việc trồng cây."


def test_digest_shows_no_marks_of_markdown() -> None:
    catalogue = load_catalogue()
    for path in (CORPUS / "digests").glob("*.md"):
        for passage in passages_of(load_document(path, catalogue)):
            assert passage.eid.startswith("art_"), "the title of a digest is no provision"
            assert "#" not in passage.text + passage.lead


def test_statement_of_a_report_ends_before_the_next_heading(tmp_path: Path) -> None:
    front = '+++\nschema = 1\nid = "BC-1"\nkind = "report"\ntitle = "Hội nghị vườn ươm"\n+++\n'
    body = (
        "# Hội nghị\n\n## Khai mạc\n\n### PB-1. Ông Mít\n> vai trò\n1. Trồng mít.\n2. Tưới.\n\n## Bế mạc\n\n### PB-2. Bà Na\n1. Trồng na.\n"
    )
    found = passages_of(document(tmp_path, front + body, "bc.md"))
    assert [(p.eid, p.text) for p in found] == [("stm_pb-1_1", "1. Trồng mít."), ("stm_pb-1_2", "2. Tưới."), ("stm_pb-2_1", "1. Trồng na.")]


def test_every_passage_of_the_shipped_corpus_stands_at_its_place(catalogue: Catalogue) -> None:
    total = 0
    for path in shipped():
        found = load_document(path, catalogue)
        passages = passages_of(found)
        total += len(passages)
        assert all(p.text and p.text == p.text.strip() == found.parsed.text[p.start : p.end] for p in passages)
        assert len({p.id for p in passages}) == len(passages)
    assert total > 1300


def test_ids_are_the_same_in_another_folder(tmp_path: Path, catalogue: Catalogue) -> None:
    for path in shipped()[:3]:
        (tmp_path / "nơi khác").mkdir(exist_ok=True)
        copy = Path(shutil.copy(path, tmp_path / "nơi khác"))
        assert [p.id for p in passages_of(load_document(copy, catalogue))] == [p.id for p in passages_of(load_document(path, catalogue))]


def test_ids_are_the_same_on_every_machine(tmp_path: Path) -> None:
    """Pinned: an id that changes means embedding all of every index anew."""
    found = passages_of(document(tmp_path, decree(91, "Trồng bưởi.")))
    assert [p.id for p in found if p.eid == "art_1__para_1"] == ["3f2e8b467153c7e36c9f8278adfb8539"]


def test_id_depends_on_content_and_place_not_on_offset(tmp_path: Path) -> None:
    def ids(*clauses: str) -> dict[str, str]:
        return {p.text: p.id for p in passages_of(document(tmp_path, decree(91, *clauses)))}

    before, longer, other = ids("Trồng bưởi.", "Trồng cam."), ids("Trồng bưởi da xanh.", "Trồng cam."), ids("Trồng cam.", "Trồng bưởi.")
    assert before["2. Trồng cam."] == longer["2. Trồng cam."]
    assert before["1. Trồng bưởi."] not in (*longer.values(), *other.values())


@pytest.mark.corpus
def test_all_text_of_provisions_of_official_texts_is_in_a_passage_or_a_lead(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "raw").glob("*.txt"))[::20]:
        found = load_document(path, NOTHING_KNOWN)
        text, passages = found.parsed.text, passages_of(found)
        said = bytearray(len(text))
        for p in passages:
            assert text[p.start : p.end] == p.text
            said[p.start : p.end] = b"\1" * len(p.text)
        leads = "\n".join({p.lead for p in passages})
        headings = {p.heading for p in passages}
        for node in found.parsed.root.walk():
            spans = node.own_spans() if node.kind in {"article", "clause", "point"} else ()
            left = [" ".join(text[a:b].split()) for a, b in spans if text[a:b].strip() and not said[a]]
            silent = [s for s in left if s not in leads and s.partition(". ")[2] not in headings and s.partition("\n")[2] not in leads]
            assert all(any(h and h in s for h in headings) for s in silent), (path.name, node.eid, silent)


clause = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(lambda w: " ".join(w).capitalize() + ".")


@settings(max_examples=60, deadline=None)
@given(clauses=st.lists(st.tuples(clause, st.lists(clause, max_size=4)), min_size=1, max_size=5))
def test_all_words_of_the_provisions_are_in_passages(
    tmp_path_factory: pytest.TempPathFactory, clauses: list[tuple[str, list[str]]]
) -> None:
    lines = [
        f"{n}. {text}" + "".join(f"\n{letter}) {p}" for letter, p in zip("abcd", points, strict=False))
        for n, (text, points) in enumerate(clauses, 1)
    ]
    found = document(tmp_path_factory.mktemp("p"), HEAD + "\n".join(lines) + "\n")
    passages: list[Passage] = passages_of(found)
    said = " ".join(f"{p.lead} {p.text}" for p in passages)
    for text, points in clauses:
        assert all(part in said for part in (text, *points))
    assert all(found.parsed.text[p.start : p.end] == p.text for p in passages)
