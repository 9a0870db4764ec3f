"""What holds for any text: it parses, every character has one place, identities are unique; and what was rendered is read again."""

from dataclasses import dataclass, field

import pytest
from effort import grows_with_length
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from law_notation import assert_sound, sketch

from ingest.law.normalise import normalise
from ingest.law.numbering import POINT_LETTERS, RARE_LETTERS
from ingest.law.parser import parse

WORDS = [
    "Điều 1.", "Điều 2. Bưởi", "Điều 3", "Điều 15a. Cam", "Điều", "Điều\n", "1. ", "2.", "3. Tưới", "1.2 Bón", "12, Tỉa", "7 Bán", "a) ",
    "b) Lá", "đ)2 Rễ", "c11)", "4) Hoa", ") Quả", "“", "”", '"', "‘‘", "’’", "«", "Phần thứ nhất\n", "Chương I\n", "Chương II\nĐẤT",
    "Mục 1. BỜ", "Tiểu mục 2. RÃNH", "PHỤ LỤC I\n", "PHỤ LỤC A: CÂY", "Phụ lục", "Mẫu số 01\n", "QUY ĐỊNH\n", "QUY CHẾ\n",
    "(Ban hành kèm theo Quyết định số 1)", "Nơi nhận:", "TM. CHÍNH PHỦ", "VBHN hợp nhất ", "===== CHÚ THÍCH", "[1] Khoản",
    "Khoản này được bãi bỏ theo quy định tại Luật số 1, có hiệu lực kể từ ngày 01 tháng 7 năm 2031.",
    "Điều 5 của Luật số 4, có hiệu lực kể từ mùa sau quy định như sau:", "Luật Vườn có căn cứ ban hành như sau:",
    "Sửa đổi, bổ sung khoản 2 như sau:", "như sau:", "\n", "\n", "\n\n", " ", ". ", "; ", "vườn", "Vườn", "STT | Cây", "| 1. Bưởi |",
    "________", "CÔNG BÁO/Số 1/Ngày 01-02-2031 3", "1", "2", "đ", "#### ", "**", "٣", "²", "Ⅳ", "с)", "\u0301", "\u200b", "\x0b", "\t",
]  # fmt: skip
legal_texts = st.lists(st.sampled_from(WORDS), max_size=80).map("".join)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(legal_texts, st.text(max_size=300)))
def test_any_text_is_read_and_every_character_has_one_place(text: str) -> None:
    normalised = normalise(text)
    parsed = parse(normalised)
    assert parsed.text == normalised
    assert_sound(parsed)


@settings(max_examples=60, deadline=None)
@given(legal_texts)
def test_the_same_text_gives_the_same_tree(text: str) -> None:
    assert parse(normalise(text)) == parse(normalise(text))


@settings(max_examples=60, deadline=None)
@given(legal_texts)
def test_a_digest_of_some_articles_is_read_too(text: str) -> None:
    assert_sound(parse(normalise(text), partial=True))


# -- a tree of our own, rendered and read again --------------------------------------------------------------------------


@dataclass(frozen=True)
class Clause:
    points: int = 0


@dataclass(frozen=True)
class Article:
    clauses: list[Clause] = field(default_factory=list)
    points: int = 0  # of an article without khoản
    headed: bool = True


@dataclass(frozen=True)
class Chapter:
    sections: list[list[Article]]  # one list and no heading where the chapter has no Mục


LETTERS = [letter for letter in POINT_LETTERS if letter not in RARE_LETTERS]
ROMAN = ["I", "II", "III", "IV", "V", "VI"]
counts = st.sampled_from([0, 0, 2, 3, 5, 9, 22])
clauses = st.builds(Clause, counts)
articles = st.one_of(
    st.builds(Article, st.lists(clauses, min_size=1, max_size=12), st.just(0), st.booleans()),
    st.builds(Article, st.just([]), counts, st.booleans()),
)
chapters = st.builds(Chapter, st.lists(st.lists(articles, min_size=1, max_size=4), min_size=1, max_size=3))
laws = st.lists(chapters, min_size=1, max_size=4)


def render(law: list[Chapter], gap: str) -> tuple[str, str]:
    """The text of a law, with so many line breaks between its lines, and its tree in notation."""
    lines, tree, number = ["LUẬT VƯỜN"], ["mở"], 0
    for chapter_number, chapter in zip(ROMAN, law, strict=False):
        lines += [f"Chương {chapter_number}", "CÂY VÀ ĐẤT"]
        inner = list[str]()
        for section_number, section in enumerate(chapter.sections, 1):
            with_section = len(chapter.sections) > 1
            lines += [f"Mục {section_number}. BỜ VÀ RÃNH"] if with_section else []
            drawn = list[str]()
            for article in section:
                number += 1
                drawn.append(_render_article(article, number, lines))
            inner.append(f"M{section_number}({' '.join(drawn)})" if with_section else " ".join(drawn))
        tree.append(f"C{chapter_number}({' '.join(inner)})")
    return gap.join([*lines, "TM. BAN VƯỜN", "Ông A"]), " ".join([*tree, "ký"])


def _render_article(article: Article, number: int, lines: list[str]) -> str:
    lines += [f"Điều {number}. Việc thứ {number}"] if article.headed else [f"Điều {number}."]
    drawn = list[str]()
    for clause_number, clause in enumerate(article.clauses, 1):
        lines.append(f"{clause_number}. Ban vườn làm:" if clause.points else f"{clause_number}. Ban vườn tưới cây.")
        drawn.append(_render_points(clause.points, str(clause_number), lines))
    if not article.clauses:
        lines.append("Người trồng phải:" if article.points else "Ai cũng được trồng.")
    own = _render_points(article.points, "", lines).strip("()")
    inner = " ".join(drawn) or own
    return f"Đ{number}({inner})" if inner else f"Đ{number}"


def _render_points(count: int, clause: str, lines: list[str]) -> str:
    used = LETTERS[:count]
    lines += [f"{letter}) Chăm {place}{'.' if place == count else ';'}" for place, letter in enumerate(used, 1)]
    return f"{clause}({' '.join(used)})" if used else clause


@settings(max_examples=80, deadline=None)
@given(laws, st.sampled_from(["\n", "\n\n"]))
def test_a_rendered_law_is_read_as_the_tree_it_came_from(law: list[Chapter], gap: str) -> None:
    text, tree = render(law, gap)
    parsed = parse(normalise(text))
    assert sketch(parsed) == tree
    assert parsed.problems == ()
    assert_sound(parsed)


HOSTILE = {
    "open quotations": "“Điều 1. Bưởi\n", "open marks": "“vườn\n", "articles": "Điều 1. Bưởi\n", "clauses that run on": "x. 1. Tưới ",
    "points": "a) Lá\n", "damaged points": "4) Lá\n", "steps": "“Điều 1. Bưởi\n1. Sửa đổi\n",
    "notes": "; Khoản này được bãi bỏ theo quy định", "appendices": "PHỤ LỤC I\n", "forms": "Mẫu số 01\nĐiều 1. Bưởi\n",
    "chapters": "Chương I\n", "numbers": "1\n", "capitals": "VƯỜN\n", "marks": "#*> ", "one line": "vườn ",
}  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_no_repetition_makes_the_parser_slow(unit: str) -> None:
    """A quadratic part would show at this size."""
    texts = {size: normalise("VĂN BẢN HỢP NHẤT\nĐiều 1. Cam\n1. Tưới.\n" + unit * (size // len(unit))) for size in (10_000, 40_000)}
    assert grows_with_length(lambda size: parse(texts[size]), 10_000)
