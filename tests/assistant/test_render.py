"""Statements → Markdown: what a document says is never taken as markup, and every statement keeps its own place and marks."""

import re
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import Assistant, Citation, Statement
from assistant.render import JOINER, as_markdown, escape, footer
from ingest.catalogue import Catalogue
from ingest.documents import TextKind
from ingest.embedding import Embedder
from ingest.index import build, open_index
from ingest.index.records import Version
from ingest.law.validity import Validity

NASTY = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[bấm](javascript:alert(1))",
    "![ảnh](http://x/y.png)",
    "**đậm** __đậm__ *nghiêng* _nghiêng_ ~~gạch~~",
    "# Tiêu đề",
    "`mã` ```khối```",
    "$E=mc^2$",
    ":material/delete: :red[đỏ]",
    "| a | b |",
    "{{ mẫu }} {% lệnh %}",
    "http://example.vn",
    "\\",
]


def version(n: int, kind: TextKind = "official", title: str = "vườn ươm") -> Version:
    number = f"{n}/2031/NĐ-CP"
    return Version(
        n,
        number,
        number,
        kind,
        "Nghị định",
        "Chính phủ",
        title,
        date(2031, 3, 5),
        Validity(None, None),
        None,
        True,
        "",
        (),
        (),
        (),
        "x.txt",
    )


def citation(n: int, eid: str, words: str, of: Version, lead: str = "") -> Citation:
    found = re.fullmatch(r"(?:art_(\w+?))(?:__para_(\w+?))?(?:__point_(\w+))?", eid)
    article, clause, point = found.groups() if found else (None, None, None)
    place = " ".join(p for p in (point and f"điểm {point}", clause and f"khoản {clause}", f"Điều {article}") if p)
    quoted = of.text_kind == "official"
    return Citation(
        n=n, document=of.document, version=of.version, title=of.title, eid=eid, component="main", article=article, clause=clause,
        point=point,
        label=f"{place} {of.document}", place=place, quote=words if quoted else None, excerpt=None if quoted else words,
        text_kind=of.text_kind, valid_from=None, valid_to=None, in_force="in_force", source_url=None, page=None, start=0, end=len(words),
        full_citation=f"{place} {of.document}", heading="", lead=lead, reviewed=True, version_id=of.id, digest=None,
    )  # fmt: skip


def shown(*citations: Citation, versions: list[Version]) -> str:
    statements = [Statement(f"{c.lead} {c.quote or c.excerpt}".strip(), (c.n,)) for c in citations]
    return as_markdown(statements, citations, {v.id: v for v in versions})


@pytest.mark.parametrize("text", NASTY)
def test_every_mark_is_escaped(text: str) -> None:
    unescaped = re.sub(r"\\.", "", escape(text))
    assert not set(unescaped) & set("`*_{}[]<>#|$~\\")
    assert re.sub(r"\\(.)", r"\1", escape(text)).replace(JOINER, "") == text


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet=st.sampled_from("ab \n`*_{}[]()<>#|$~:!\\/&đ"), max_size=40))
def test_escaping_can_be_undone_and_leaves_no_mark(text: str) -> None:
    escaped = escape(text)
    assert re.sub(r"\\(.)", r"\1", escaped, flags=re.DOTALL).replace(JOINER, "") == text
    assert not set(re.sub(r"\\.", "", escaped, flags=re.DOTALL)) & set("`*_{}[]<>#|$~:\\")


@pytest.mark.parametrize("kind", ["official", "digest", "report", "note"])
@pytest.mark.parametrize("text", NASTY)
def test_nothing_a_document_says_is_markup(text: str, kind: TextKind) -> None:
    of = version(1, kind, title=text)
    answer = shown(citation(1, "art_1__para_1", text, of, lead=text), versions=[of])
    plain = re.sub(r"\\.", "", answer)
    assert BeautifulSoup(plain, "html.parser").find() is None
    assert not re.search(r"\]\(|^#|^\||`|\$|~~", plain, re.MULTILINE)


OFFICIAL, OTHER, DIGEST, REPORT, NOTE = (
    version(1),
    version(2),
    version(3, "digest"),
    version(4, "report", "Hội nghị"),
    version(5, "note", "Tin"),
)


@pytest.mark.parametrize(
    "places",
    [
        [("art_1__para_1", OFFICIAL), ("art_2__para_1", OFFICIAL)],
        [("art_1__para_1__point_a", OFFICIAL), ("art_1__para_1__point_b", OFFICIAL)],
        [("art_1", OFFICIAL), ("art_2", OTHER)],
        [("art_1__para_1", DIGEST), ("art_2__para_1", DIGEST)],
        [("art_1__para_1__point_a", DIGEST), ("art_1__para_1__point_b", DIGEST), ("art_1__para_2", DIGEST)],
        [("stm_a_1", REPORT), ("stm_a_2", REPORT)],
        [("note_a", NOTE), ("note_b", NOTE)],
        [("art_1", OFFICIAL), ("art_1", DIGEST), ("stm_a_1", REPORT), ("note_a", NOTE)],
    ],
)
def test_every_ground_is_shown_with_its_words_and_mark(places: list[tuple[str, Version]]) -> None:
    """Two grounds of one document are not one list: only the điểm of one khoản are."""
    cited = [citation(n, eid, f"chữ{n}", of, lead="lời dẫn" if "point" in eid else "") for n, (eid, of) in enumerate(places, start=1)]
    answer = shown(*cited, versions=[OFFICIAL, OTHER, DIGEST, REPORT, NOTE])
    for one in cited:
        line = next(line for line in answer.splitlines() if f"chữ{one.n}" in line)
        assert line.rstrip().endswith(f"[{one.n}]")
        assert ("(tóm lược)" in line) == (one.text_kind == "digest")
        assert ("(chưa kiểm chứng)" in line) == (one.text_kind == "note")
        if not one.point:
            assert one.place.lower() in line.lower()


def test_conclusions_stand_first_the_first_in_bold() -> None:
    cited = citation(1, "art_1", "chữ", OFFICIAL)
    statements = [
        Statement("chữ", (1,)),
        Statement("Kết luận 1.", (1,), (), "conclusion"),
        Statement("Kết luận 2.", (1,), (), "conclusion"),
    ]
    lines = [line for line in as_markdown(statements, [cited], {1: OFFICIAL}).splitlines() if line]
    assert lines[:3] == ["**Kết luận 1.** [1]", "Kết luận 2. [1]", "Căn cứ:"]


@pytest.mark.parametrize("day", [date.min, date(2026, 7, 2), date.max])
def test_footer_names_both_days(day: date) -> None:
    line = footer("2026-11-23T01:02:03+00:00", day)
    assert f"/{day.year}" in line
    assert "23/11/2026" in line
    assert "chưa rõ" in footer("", day)


def test_document_full_of_markup_from_file_to_answer(tmp_path: Path, embedder: Embedder) -> None:
    law = "NGHỊ ĐỊNH\nSố: 91/2031/NĐ-CP\nĐiều 1. Trồng <b>bưởi</b>\n" + "".join(
        f"{n}. Trồng bưởi {text}\n" for n, text in enumerate(NASTY, 1)
    )
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "một.txt").write_text(law, encoding="utf-8")
    build([tmp_path / "s"], tmp_path / "i", tmp_path, embedder, quiet=True)
    answer = Assistant(open_index(tmp_path / "i", embedder), Catalogue({})).ask("trồng bưởi", date(2031, 8, 1))
    assert answer.citations
    plain = re.sub(r"\\.", "", answer.answer)
    assert BeautifulSoup(plain, "html.parser").find() is None
    assert not re.search(r"\]\(|^#|^\||`|\$|~~", plain, re.MULTILINE)
    for cited in answer.citations:
        assert cited.quote is not None
        assert cited.quote.split(" ", 1)[1] in law
