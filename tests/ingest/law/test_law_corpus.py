"""All official texts: nothing lost, articles as counted independently, khoản and điểm as pinned (see law_counts.py)."""

import re
from pathlib import Path

import pytest
from law_counts import counts_of, pinned_counts
from law_notation import assert_sound

from ingest.law.normalise import normalise
from ingest.law.parser import parse
from ingest.law.provision import MAIN, ParsedText, Problem, Provision

pytestmark = pytest.mark.corpus

MAX_UNPLACED = 0.02  # of the characters behind Điều 1 may stand in nodes without a locator: titles of chapters
BROKEN = {"154-vbhn-vpqh-2025-luat-xay-dung": "Điều 13–48"}  # the source lacks these
NORMATIVE = re.compile(r"main$|quy-|dieu-le")
PLACED = {"article", "clause", "point", "conclusion", "footnotes", "footnote", "page", "appendix", "form", "regulation"}
# PROVENANCE.md numbered the headings of a whole file in one run; there it counted the articles of a form, or lost a count at an
# "Điều" that stands on another line than its number. What the texts really hold:
COUNTED_OTHERWISE = {"18-2021-nd-cp": "2", "08-2022-nd-cp-phu-luc": None, "74-2025-qd-ubnd-ha-noi": "16", "86-2025-qd-ubnd-bac-ninh": "11"}


@pytest.fixture(scope="module")
def texts(shared: Path) -> dict[str, ParsedText]:
    paths = sorted((shared / "corpus" / "raw").glob("*.txt"))
    return {path.stem: parse(normalise(path.read_text(encoding="utf-8"))) for path in paths}


@pytest.fixture(scope="module")
def last_articles(shared: Path) -> dict[str, str | None]:
    """The last article number of each text, as PROVENANCE.md gives it."""
    table = (shared / "corpus" / "PROVENANCE.md").read_text(encoding="utf-8")
    rows = re.finditer(r"^\| `(?P<stem>[\w-]+)\.txt` \|[^|]*\|[^|]*\|[^|]*\|\s*(?P<last>\d+)/", table, re.MULTILINE)
    return {row["stem"]: None if row["last"] == "0" else row["last"] for row in rows}


def test_all_texts_are_there_and_every_character_has_one_place(texts: dict[str, ParsedText]) -> None:
    assert len(texts) == 162
    for parsed in texts.values():
        assert_sound(parsed)


def test_last_articles_are_those_counted_independently(texts: dict[str, ParsedText], last_articles: dict[str, str | None]) -> None:
    expected = last_articles | COUNTED_OTHERWISE
    assert {stem: _last_article(parsed) for stem, parsed in texts.items()} == {stem: expected[stem] for stem in texts}


def test_the_sequence_of_articles_is_unbroken_in_all_texts_but_one(texts: dict[str, ParsedText]) -> None:
    gaps = [(stem, problem.detail) for stem, parsed in texts.items() for problem in parsed.problems if _is_gap(problem)]
    assert gaps == list(BROKEN.items())


def test_hardly_a_character_stands_without_a_locator(texts: dict[str, ParsedText]) -> None:
    unplaced = {stem: _unplaced(parsed) for stem, parsed in texts.items() if parsed.articles()}
    shares = {stem: without / of_all for stem, (without, of_all) in unplaced.items()}
    assert {stem: share for stem, share in shares.items() if share > MAX_UNPLACED} == {}
    assert sum(without for without, _ in unplaced.values()) <= MAX_UNPLACED * sum(of_all for _, of_all in unplaced.values())


def test_provisions_are_as_many_as_pinned(texts: dict[str, ParsedText]) -> None:
    assert {stem: counts_of(parsed) for stem, parsed in texts.items()} == pinned_counts()


def test_the_labour_duties_of_a_board_are_a_point_of_their_own(texts: dict[str, ParsedText]) -> None:
    parsed = texts["9716-vbhn-bkhdt-2024-nd-35-2022"]
    point = parsed.find("art_68__para_2__point_dd")
    assert point is not None
    assert parsed.text[point.start : point.end].startswith("đ)2 Thực hiện một số nhiệm vụ")


def _is_gap(problem: Problem) -> bool:
    return problem.kind == "article_gap" and NORMATIVE.match(problem.component) is not None


def _last_article(parsed: ParsedText) -> str | None:
    """The last article of the regulation issued with a decision, else that of the text itself."""
    articles = [node for node in parsed.root.walk() if node.kind == "article" and NORMATIVE.match(node.component)]
    return articles[-1].number if articles else None


def _unplaced(parsed: ParsedText) -> tuple[int, int]:
    """Characters behind Điều 1 in nodes without a locator, and all characters behind Điều 1."""
    first = parsed.articles(MAIN)[0].start
    return _without_locator(parsed.root, parsed.text, first), len(parsed.text) - first


def _without_locator(node: Provision, text: str, first: int) -> int:
    if node.kind in PLACED:
        return 0
    own = sum(len(text[max(start, first) : end].strip()) for start, end in node.own_spans() if end > first)
    return own + sum(_without_locator(child, text, first) for child in node.children)
