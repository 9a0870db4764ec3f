"""Questions that law texts answer themselves: definitions, references, and what a sentence leaves asking.

No text here is made up but for the question words: a definition asks for its term, a sentence
that refers to another provision asks for that provision, and a sentence with its body, term or
amount replaced by a question word asks for the clause that says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.training.texts import Article, Clause

LinkKind = Literal["definition", "reference", "gap"]
KINDS: tuple[LinkKind, ...] = ("definition", "reference", "gap")
DEFINED_AS = ("thế nào là {}", "{} là gì", "{}", "{} được hiểu như thế nào", "khái niệm {}", "{} bao gồm những gì")
MAX_TERM_WORDS = 14
MIN_QUESTION_WORDS = 5

_DEFINITIONS = re.compile(r"giải thích (?:từ ngữ|thuật ngữ)", re.IGNORECASE)
_TERM = re.compile(r"^[“\"]?(?P<term>[^”\":;.]{3,120}?)[”\"]?\s*(?:\([^)]*\)\s*)?(?:là|bao gồm|gồm|được hiểu là)\s")
_REFERENCE = re.compile(
    r"""
    (?:theo\s+|được\s+|tại\s+|quy\s+định\s+(?:tại\s+|ở\s+)?)*
    (?:(?:các\s+)?điểm\s+[a-zđ][a-zđ\d,\s]{0,12}\s+)?
    (?:(?:các\s+)?khoản\s+(?P<clause>\d{1,3}[a-zđ]?)(?:[\d,\s]|và|hoặc)*\s+)?
    Điều\s+(?P<article>\d{1,3}[a-zđ]?|này)
    (?:\s+(?:và|hoặc|,)?\s*Điều\s+\d+)*
    (?P<same>(?:\s+của)?\s+(?:Bộ\s+luật|Luật|Nghị\s+định|Thông\s+tư|Quyết\s+định|Pháp\s+lệnh|Quy\s+chế|Quy\s+định|Nghị\s+quyết)\s+này)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AMOUNT = r"\d[\d.,]*(?:\s*\([^)]*\))?\s*"
_GAPS = (
    (
        re.compile(
            r"^(?:Bộ trưởng|Bộ|Ủy ban|Uỷ ban|Chủ tịch|Sở|Thủ tướng|Chính phủ|Ban|Cơ quan|Tổ chức|Người|Doanh nghiệp|Nhà đầu tư|"
            r"Chủ đầu tư|Hội đồng|Giám đốc|Cục|Tổng cục|Phòng|Tòa án|Đơn vị)[^,;:.]{0,90}?\s"
            r"(?=(?:quyết định|cấp|phê duyệt|thẩm định|ban hành|tiếp nhận|có trách nhiệm|có quyền|có thẩm quyền|được|phải|chủ trì|"
            r"tổ chức|thực hiện|hướng dẫn|kiểm tra|xem xét|lập|báo cáo|gửi)\s)"
        ),
        ("ai ", "cơ quan nào ", "đơn vị nào ", "ai "),
    ),
    (
        re.compile(
            rf"(?:trong\s+)?(?:thời hạn|thời gian)\s+(?:không quá\s+|tối đa\s+|tối thiểu\s+|là\s+|ít nhất\s+)*{_AMOUNT}"
            r"(?:ngày làm việc|ngày|tháng|năm|giờ)",
            re.IGNORECASE,
        ),
        ("bao lâu", "mấy ngày", "bao nhiêu ngày", "thời hạn bao lâu"),
    ),
    (
        re.compile(rf"phạt tiền từ\s+{_AMOUNT}(?:triệu\s+|tỷ\s+)?đồng\s+đến\s+{_AMOUNT}(?:triệu\s+|tỷ\s+)?đồng", re.IGNORECASE),
        ("phạt bao nhiêu tiền", "mức phạt", "bị phạt thế nào"),
    ),
    (
        re.compile(r"phạt tù(?:\s+từ)?\s+\d[\w\s]{0,20}?(?:đến\s+\d[\w\s]{0,12}?)?(?:năm|tháng)", re.IGNORECASE),
        ("phạt tù bao nhiêu năm", "bị phạt bao nhiêu năm tù"),
    ),
    (
        re.compile(rf"{_AMOUNT}(?:%|phần trăm|triệu đồng|tỷ đồng|đồng|ha|m2|người|lần|km)(?!\w)"),
        ("bao nhiêu", "mức nào", "bao nhiêu"),
    ),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A question and the place of the clause that answers it: article and clause, counted from 0."""

    kind: LinkKind
    question: str
    article: int
    clause: int


def links_of(articles: Sequence[Article]) -> Iterator[Link]:
    """All links, document by document; ``articles`` of one document stand together."""
    places = {(a.document, a.number): i for i, a in reversed(list(enumerate(articles)))}
    for number, article in enumerate(articles):
        for position, clause in enumerate(article.clauses):
            if _DEFINITIONS.search(article.heading):
                yield from _definitions(number, position, clause)
            for sentence in clause.sentences:
                yield from _references(articles, places, number, sentence)
                yield from _gaps(number, position, sentence)


def _definitions(article: int, position: int, clause: Clause) -> Iterator[Link]:
    found = _TERM.match(clause.sentences[0])
    if found and clause.number and len(found["term"].split()) <= MAX_TERM_WORDS:
        for wording in DEFINED_AS:
            yield Link("definition", wording.format(found["term"].strip()), article, position)


def _references(articles: Sequence[Article], places: dict[tuple[str, str], int], article: int, sentence: str) -> Iterator[Link]:
    """What a sentence says without its reference asks for each provision of its own document that it names."""
    named = [m for m in _REFERENCE.finditer(sentence) if m["same"] or m["article"].lower() == "này"]
    question = _REFERENCE.sub(" ", sentence).strip()
    if not named or len(question.split()) < MIN_QUESTION_WORDS:
        return
    for reference in named:
        target = article if reference["article"].lower() == "này" else places.get((articles[article].document, reference["article"]))
        if target is None or (target == article and not reference["clause"]):
            continue
        clauses = articles[target].clauses
        wanted = [i for i, c in enumerate(clauses) if c.number == reference["clause"]]
        if not reference["clause"]:
            wanted = list(range(len(clauses)))[:3]
        for position in wanted[:3]:
            if sentence not in clauses[position].sentences:
                yield Link("reference", question, target, position)


def _gaps(article: int, position: int, sentence: str) -> Iterator[Link]:
    for number, (pattern, words) in enumerate(_GAPS):
        found = pattern.search(sentence)
        rest = sentence[: found.start()] + sentence[found.end() :] if found else ""
        if found and len(rest.split()) >= MIN_QUESTION_WORDS:
            word = words[(len(sentence) + number) % len(words)]
            yield Link("gap", sentence[: found.start()] + word + sentence[found.end() :], article, position)
