"""What a line may be the beginning of. Only the form of the line is judged here; whether it stands in sequence is the parser's matter."""

import re
from dataclasses import dataclass
from typing import Literal

from .numbering import division_number

CandidateKind = Literal["part", "chapter", "section", "subsection", "article", "clause", "point", "appendix", "form", "regulation", "conclusion", "notes"]

_MARKUP = r"[\#\*>_\s|]*"  # Markdown and OCR leftovers before a heading
_FOOTNOTE_MARK = r"(?:\[\d{1,3}\]|\d{1,3}(?=\s))"

# "Điều 68. Nhiệm vụ", "Điều 15a. …", "Điều 18.14 (được bãi bỏ)", "Điều 1" alone on its line (laws before 2008)
_ARTICLE = re.compile(
    rf"""{_MARKUP}Điều\s+(?P<number>\d{{1,3}}[a-zđ]?)\s*
    (?: (?P<dot>[.:])\s*(?:{_FOOTNOTE_MARK})?\s*(?P<heading>.*) | (?P<alone>[*_\s]*) )$""",
    re.VERBOSE,
)
# "1. Phạm vi", "1a.[6] Dự án", "5.107 Chính phủ" – the last two only where footnote marks can be
_CLAUSE = re.compile(rf"{_MARKUP}(?P<number>\d{{1,3}}[a-zđ]?)\.[*_]*\s*(?P<mark>{_FOOTNOTE_MARK}\s*)?(?=\D)\S")
# "a) Tham gia", "đ)2 Thực hiện", "g2) Sử dụng", "- a) …"
_POINT = re.compile(rf"(?:[-\#\*>_\s|]*)(?P<number>[a-zđ]\d?)\s?\)[*_]*\s*(?:{_FOOTNOTE_MARK})?\s*(?=\S)")
_DIVISION = re.compile(
    rf"""{_MARKUP}(?P<word>Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu\ mục|TIỂU\ MỤC)\s+
    (?P<number>(?:thứ|THỨ)\s+\w+|[IVXLC]+|\d{{1,2}})(?P<letter>[a-zA-Z])?(?:\[\d{{1,3}}\]|\d{{1,3}})?
    (?P<rest>[*_\s]*$|\s*[.:–-].*$|\s+(?P<title>\S.*)$)""",
    re.VERBOSE,
)
_DIVISION_KIND: dict[str, CandidateKind] = {"phần": "part", "chương": "chapter", "mục": "section", "tiểu mục": "subsection"}
_APPENDIX = re.compile(
    rf"""(?:{_MARKUP}|=+\s)(?:PHỤ\ LỤC|Phụ\ lục)(?:\s+(?:SỐ|số|Số))?\s*(?P<number>[IVXLC]+|\d{{1,2}})?(?P<letter>[a-zA-Z])?\b
    (?P<rest>[*_\s]*$|\s*[.:–(\[-].*$|\s+(?P<title>\S.*)$)""",
    re.VERBOSE,
)
_FORM = re.compile(rf"{_MARKUP}(?:Mẫu|MẪU|Biểu|BIỂU)\s+(?:số|SỐ|Số)\s*:?\s*(?P<number>\d[\w./-]*|[IVXLC]+[\w./-]*)[*_.:\s]*(?P<title>.{{0,200}})$")
# The heading of a text issued with a decision: "QUY ĐỊNH", "QUY CHẾ" alone on a line
_REGULATION = re.compile(rf"{_MARKUP}(?P<word>QUY\s?ĐỊNH|QUY\s?CHẾ|ĐIỀU\s?LỆ|NỘI\s?QUY|ĐỀ\s?ÁN|CHƯƠNG\s?TRÌNH|KẾ\s?HOẠCH|HƯỚNG\s?DẪN|QUY\s?TRÌNH|DANH\s?MỤC)(?P<rest>[*_\s:]*|\s+\S.*)$")
_CONCLUSION = re.compile(
    rf"""{_MARKUP}(?: Nơi\ nhận\s*: | XÁC\ THỰC\ VĂN\ BẢN\ HỢP\ NHẤT | (?:TM|KT|TL|TUQ)\s?\.\s[A-ZĐÀ-Ỹ]{{2,}}
    | (?:CHỦ\ TỊCH\ QUỐC\ HỘI|THỦ\ TƯỚNG|BỘ\ TRƯỞNG|CHỦ\ NHIỆM)[*_\s]*$
    | [_*]*(?:Luật|Bộ\ luật|Nghị\ quyết)\ này\ (?:đã\ )?được\ Quốc\ hội\ .{{0,200}}thông\ qua )""",
    re.VERBOSE,
)
_NOTES = re.compile(r"=+\s*CHÚ THÍCH|\[1\]\s")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a line may begin, by its form alone. `strong` is false where the form is also that of running text."""

    kind: CandidateKind
    number: str
    heading: str
    strong: bool = True


def article_candidate(line: str) -> Candidate | None:
    """The article that the line may begin.

    >>> article_candidate("Điều 15a. Thời hạn").number
    '15a'
    >>> article_candidate("Điều 126 Luật Đất đai mà nhà đầu tư") is None
    True
    """
    match = _ARTICLE.match(line)
    if not match:
        return None
    return Candidate("article", match["number"], _clean(match["heading"] or ""), strong=match["dot"] == ".")


def clause_candidate(line: str, consolidated: bool) -> Candidate | None:
    """The khoản that the line may begin. Marks of footnotes after the number are looked for in consolidated texts only.

    >>> clause_candidate("5.107 Chính phủ quy định chi tiết", consolidated=True).number
    '5'
    >>> clause_candidate("5.107 Chính phủ quy định chi tiết", consolidated=False) is None
    True
    """
    match = _CLAUSE.match(line)
    if not match or (match["mark"] and not consolidated):
        return None
    return Candidate("clause", match["number"], "")


def point_candidate(line: str) -> Candidate | None:
    """The điểm that the line may begin.

    >>> point_candidate("đ)2 Thực hiện một số nhiệm vụ").number
    'đ'
    """
    match = _POINT.match(line)
    return Candidate("point", match["number"], "") if match else None


def division_candidate(line: str) -> Candidate | None:
    """The Phần, Chương, Mục or Tiểu mục that the line may begin; not a sentence that starts with such a reference.

    >>> division_candidate("Chương VII").kind, division_candidate("Mục 2. Trình tự").heading
    ('chapter', 'Trình tự')
    >>> division_candidate("Mục 2 Chương III của Nghị định này") is None
    True
    """
    match = _DIVISION.match(line)
    if not match or division_number(match["number"]) is None:
        return None
    title = (match["title"] or "").strip()
    if title and not _mostly_capitals(title):
        return None
    kind = _DIVISION_KIND[match["word"].lower()]
    return Candidate(kind, match["number"] + (match["letter"] or ""), _clean((match["rest"] or "").strip(" .:–-")))


def annex_candidate(line: str) -> Candidate | None:
    """The Phụ lục, Mẫu or text issued with a decision that the line may begin.

    >>> annex_candidate("PHỤ LỤC IV").number, annex_candidate("Mẫu số 01").kind, annex_candidate("QUY CHẾ").kind
    ('IV', 'form', 'regulation')
    >>> annex_candidate("Phụ lục II ban hành kèm theo Nghị định này") is None
    True
    """
    if " | " in line:  # a row of a table that lists forms or appendices
        return None
    if (match := _APPENDIX.match(line)) and not re.match(r"\.\s?\d", match["rest"] or "") and (not match["title"] or _mostly_capitals(match["title"])):
        return Candidate("appendix", (match["number"] or "") + (match["letter"] or ""), _clean((match["rest"] or "").strip(" .:–-=")))
    if match := _FORM.match(line):
        return Candidate("form", match["number"].rstrip("."), _clean(match["title"]))
    if (match := _REGULATION.match(line)) and _mostly_capitals(match["word"] + match["rest"]):
        return Candidate("regulation", _clean(match["word"]), _clean(match["rest"]))
    return None


def conclusion_candidate(line: str) -> Candidate | None:
    """The signature block or list of recipients that the line may begin."""
    return Candidate("conclusion", "", "") if _CONCLUSION.match(line) else None


def notes_candidate(line: str) -> Candidate | None:
    """The collected footnotes at the end of a consolidated text that the line may begin."""
    return Candidate("notes", "", "") if _NOTES.match(line) else None


def _clean(text: str) -> str:
    return " ".join(text.strip("*#_ ").split())


def _mostly_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= 0.7 * len(letters)
