"""What a line may be the beginning of. Only the form of the line is judged here; whether it stands in sequence is the parser's matter."""

import re
from dataclasses import dataclass
from typing import Literal

from .numbering import division_number

CandidateKind = Literal[
    "part", "chapter", "section", "subsection", "article", "clause", "point", "appendix", "form", "regulation", "conclusion", "notes",
]  # fmt: skip

LETTER = "A-ZĐÀ-Ỹ"
_MARKUP = r"[\#\*>_\s|]*"  # Markdown and OCR leftovers before a heading
_NOISE = r"(?:[^\w(\[“\"‘«|]|_)*"  # any stray signs before a number, but no bracket, no opening quotation mark and no cell of a table
FOOTNOTE_MARK = r"(?:\[\d{1,3}\]|\d{1,3}(?=\s))"

# "Điều 68. Nhiệm vụ", "Điều 15a. …", "Điều 18.14 (được bãi bỏ)", "Điều 1" alone on its line (laws before 2008)
_ARTICLE = re.compile(
    rf"""{_MARKUP}Điều\s+(?P<number>\d{{1,3}}[a-zđ]?)\s*
    (?: (?P<dot>[.:])\s*(?:{FOOTNOTE_MARK})?\s*(?P<heading>.*) | (?P<alone>[*_\s]*) )$""",
    re.VERBOSE,
)
# "1. Phạm vi", "5. 02 ảnh", "1." alone on its line, "1a.[6] Dự án", "5.107 Chính phủ" – the last two only where footnote marks can be
_CLAUSE = re.compile(
    rf"""[\#\*>_\s]*(?P<number>\d{{1,3}}[a-zđ]?)\.[*_]*
    (?: \s*(?P<mark>{FOOTNOTE_MARK}\s*)(?=\D)\S | \s*(?=\D)\S | \s+\d{{1,3}}\s+[^\W\d] | \s*$ )""",
    re.VERBOSE,
)
_REFERENCE = "Điều|Khoản|Điểm|Chương|Mục|Luật|Nghị|Thông|Phụ"  # words that follow a number in running text
# "2, Giải thích", "1 . Xác định", "14 Việc", ", 3. Các" – forms that a misprint or a scan leaves
_DAMAGED_CLAUSE = re.compile(rf"{_NOISE}(?P<number>\d{{1,3}}[a-zđ]?)(?:(?P<sign>\s?[.,])\s*|\s+(?!{_REFERENCE}))(?=[{LETTER}(]|$)")
# "a) Tham gia", "đ)2 Thực hiện", "g2) Sử dụng", "b12) Khoản", "- a) …"
_POINT = re.compile(rf"{_NOISE}(?P<number>[a-zđ]\d{{0,2}})\s?\)[*_]*\s*(?:{FOOTNOTE_MARK})?\s*(?=\S|$)")
_DAMAGED_POINT = re.compile(rf"{_NOISE}[^\W_]{{0,2}}[^\w\s(]?\s?\)\s*(?=[{LETTER}])")
_LOOKALIKES = str.maketrans("асеорхуіԁһ", "aceopxyidh")  # Cyrillic letters that converters leave in Vietnamese texts
_DIVISION = re.compile(
    rf"""{_MARKUP}(?P<word>Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu\ mục|TIỂU\ MỤC)\s+
    (?P<number>(?:thứ|THỨ)\s+\w+|[IVXLC]+|\d{{1,2}})(?P<letter>[a-zA-Z])?(?:\[\d{{1,3}}\]|\d{{1,3}})?
    (?P<rest>[*_\s]*$|\s*[.:–-].*$|\s+(?P<title>\S.*)$)""",
    re.VERBOSE,
)
_DIVISION_KIND: dict[str, CandidateKind] = {"phần": "part", "chương": "chapter", "mục": "section", "tiểu mục": "subsection"}
_APPENDIX = re.compile(
    rf"""(?:{_MARKUP}|=+\s)(?:PHỤ\ LỤC|Phụ\ lục)(?:\s+(?:SỐ|số|Số))?\s*
    (?P<number>[IVXLC]+|\d{{1,2}})?(?P<letter>[a-zA-Z])?\b
    (?P<rest>[*_\s]*$|\s*[.:–(\[-].*$|\s+(?P<title>\S.*)$)""",
    re.VERBOSE,
)
_FORM = re.compile(
    rf"""{_MARKUP}(?:Mẫu|MẪU|Biểu|BIỂU)\s+(?:số|SỐ|Số)\s*:?\s*
    (?P<number>\d[\w./-]*|[IVXLC]+[\w./-]*)[*_.:\s]*(?P<title>.{{0,200}})$""",
    re.VERBOSE,
)
# The heading of a text issued with a decision: "QUY ĐỊNH", "QUY CHẾ" alone on a line
_REGULATION = re.compile(
    rf"""{_MARKUP}(?P<word>QUY\s?ĐỊNH|QUY\s?CHẾ|ĐIỀU\s?LỆ|NỘI\s?QUY|ĐỀ\s?ÁN|CHƯƠNG\s?TRÌNH|KẾ\s?HOẠCH|HƯỚNG\s?DẪN|QUY\s?TRÌNH|DANH\s?MỤC)
    (?P<rest>[*_\s:]*|\s+\S.*)$""",
    re.VERBOSE,
)
_ANNEX_WORD = re.compile(rf"(?:{_MARKUP}|=+\s)(?:Phụ|PHỤ|Mẫu|MẪU|Biểu|BIỂU|QUY|ĐIỀU|NỘI|ĐỀ|CHƯƠNG|KẾ|HƯỚNG|DANH)")  # quick first look
_CONCLUSION = re.compile(
    rf"""{_MARKUP}(?: Nơi\ nhận\s*: | XÁC\ THỰC\ VĂN\ BẢN\ HỢP\ NHẤT | (?:TM|KT|TL|TUQ)\s?\.\s[A-ZĐÀ-Ỹ]{{2,}}
    | (?:CHỦ\ TỊCH\ QUỐC\ HỘI|THỦ\ TƯỚNG|BỘ\ TRƯỞNG|CHỦ\ NHIỆM)[*_\s]*$
    | [_*]*(?:Luật|Bộ\ luật|Nghị\ quyết|Pháp\ lệnh)\ này\ (?:đã\ )?được
      \ (?:Quốc\ hội|Ủy\ ban\ [Tt]hường\ vụ\ Quốc\ hội|Hội\ đồng\ nhân\ dân)\ .{{0,200}}thông\ qua )""",
    re.VERBOSE,
)
_RULE = re.compile(r"[_\-–—=*~]{3,}$")
_NOTES = re.compile(r"=+\s*CHÚ THÍCH")
_FIRST_NOTE = re.compile(r"\[1\]\s")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a line may begin, by its form alone.

    `strong` is false where the form is also that of running text; `mark` is the footnote mark behind the number.
    """

    kind: CandidateKind
    number: str
    heading: str
    strong: bool = True
    mark: str = ""


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
    >>> clause_candidate("2. 02 ảnh màu", consolidated=False).number
    '2'
    """
    match = _CLAUSE.match(line)
    if not match or (match["mark"] and not consolidated and not re.search(r"\.[*_]*\s", match[0])):
        return None
    return Candidate("clause", match["number"], "", mark=(match["mark"] or "").strip())


def damaged_clause_candidate(line: str) -> Candidate | None:
    """The khoản that the line may begin in a form that a misprint or a scan leaves; `strong` where a sign still stands after the number.

    >>> damaged_clause_candidate("14 Việc miễn tiền thuê đất").number, damaged_clause_candidate("2, Giải thích").strong
    ('14', True)
    """
    match = _DAMAGED_CLAUSE.match(line)
    return Candidate("clause", match["number"], "", strong=bool(match["sign"])) if match else None


def point_candidate(line: str) -> Candidate | None:
    """The điểm that the line may begin.

    >>> point_candidate("đ)2 Thực hiện một số nhiệm vụ").number, point_candidate("b12) Khoản đóng góp").number
    ('đ', 'b12')
    """
    match = _POINT.match(line[:24].translate(_LOOKALIKES))
    return Candidate("point", match["number"], "") if match else None


def damaged_point_candidate(line: str) -> bool:
    """Whether the line begins as a điểm does, its letter lost or unreadable.

    >>> damaged_point_candidate("4) Phân biệt đối xử"), damaged_point_candidate(") Buộc nộp lại"), damaged_point_candidate("(1) Buộc")
    (True, True, False)
    """
    return bool(_DAMAGED_POINT.match(line))


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
    if title and not mostly_capitals(title):
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
    if not _ANNEX_WORD.match(line) or " | " in line:  # a row of a table that lists forms or appendices
        return None
    match = _APPENDIX.match(line)
    if match and not re.match(r"\.\s?\d", match["rest"] or "") and (not match["title"] or mostly_capitals(match["title"])):
        return Candidate("appendix", (match["number"] or "") + (match["letter"] or ""), _clean((match["rest"] or "").strip(" .:–-=")))
    if match := _FORM.match(line):
        return Candidate("form", match["number"].rstrip("."), _clean(match["title"]))
    if (match := _REGULATION.match(line)) and mostly_capitals(match["word"] + match["rest"]):
        return Candidate("regulation", _clean(match["word"]), _clean(match["rest"]))
    return None


def conclusion_candidate(line: str) -> Candidate | None:
    """The signature block or list of recipients that the line may begin."""
    return Candidate("conclusion", "", "") if _CONCLUSION.match(line) else None


def is_rule(line: str) -> bool:
    """Whether the line is drawn, not written: "__________"."""
    return bool(_RULE.match(line))


def notes_candidate(line: str, consolidated: bool) -> Candidate | None:
    """The collected footnotes at the end of a text that the line may begin; only in consolidated texts is "[1]" not the note of a form."""
    return Candidate("notes", "", "") if _NOTES.match(line) or (consolidated and _FIRST_NOTE.match(line)) else None


def mostly_capitals(text: str) -> bool:
    """Whether at least seven letters in ten are capitals, as in the titles of chapters."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= 0.7 * len(letters)


def _clean(text: str) -> str:
    return " ".join(text.strip("*#_ ").split())
