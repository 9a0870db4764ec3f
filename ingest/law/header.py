"""What a text says of itself: number, kind, issuer, title, dates; and what its file name says where it says nothing."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from .file_names import number_from_name, title_from_name
from .normalise import search_form
from .provision import MAIN, ParsedText

# "Số: 35/2022/NĐ-CP", "Luật số: 06/2022/QH15" on a line of its own, not a law that the preamble names
_NUMBER = re.compile(
    r"""(?:^|\n)[\#*_ ]*(?:Luật\ số|Bộ\ luật\ số|Nghị\ quyết\ số|Pháp\ lệnh\ số|Số)\s*:\s*
    (?P<number>\d[\w.]*/(?:\d{4}/)?[A-ZĐ][\w-]*)""",
    re.VERBOSE,
)
# "Hà Nội, ngày 28 tháng 5 năm 2022", not the date of a law in the preamble
_ISSUED = re.compile(r"(?:^|\n)(?!Căn cứ|Theo|\()[^\n]{0,60}?[\w.], ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})")
# "Chính phủ ban hành Nghị định quy định về …": the title with its proper capitals
_ISSUED_SENTENCE = re.compile(
    r"""[Bb]an\ hành\ (?:Bộ\ luật|Luật|Nghị\ định|Thông\ tư|Nghị\ quyết|Quyết\ định|Pháp\ lệnh)\s+
    (?P<title>(?:về\ việc\ |về\ |quy\ định|ban\ hành|hướng\ dẫn|sửa\ đổi|phê\ duyệt|[A-ZĐ])[^.;\n]{3,400})[.;\n]""",
    re.VERBOSE,
)
# "Luật Đất đai số 31/2024/QH15 ngày 18 tháng 01 năm 2024 …, có hiệu lực kể từ ngày …": the work that a consolidation shows
_CONSOLIDATES = re.compile(
    r"""(?:Bộ\ luật|Luật|Nghị\ định|Thông\ tư|Nghị\ quyết|Quyết\ định)[^\n.;]{0,80}?số\s+(?P<number>\d+/\d{4}/[A-ZĐ][\w-]*)\s+
    ngày\s+(?P<d>\d{1,2})\ tháng\ (?P<m>\d{1,2})\ năm\ (?P<y>\d{4})[^\n]{0,400}?
    (?:sửa\ đổi,\ bổ\ sung
    |có\ hiệu\ lực(?:\ thi\ hành)?(?:\ kể)?\ từ\ ngày\ (?P<ed>\d{1,2})\ tháng\ (?P<em>\d{1,2})\ năm\ (?P<ey>\d{4}))""",
    re.VERBOSE,
)
# "có hiệu lực thi hành từ ngày 15 tháng 7 năm 2022", "kể từ ngày ký"
_EFFECTIVE = re.compile(
    r"""có\ hiệu\ lực(?:\ thi\ hành)?(?:\ kể)?\ từ(?:\ ngày)?\ (?:
      (?P<d>\d{1,2})(?:\ tháng\ |/)(?P<m>\d{1,2})(?:\ năm\ |/)(?P<y>\d{4})
    | (?P<signed>ngày\ (?:ký|được\ ký|Nghị\ định\ này\ được\ ký)|khi\ được\ thông\ qua|được\ thông\ qua|ký))""",
    re.VERBOSE,
)
_AFTER_DAYS = re.compile(r"có hiệu lực(?: thi hành)? sau (\d{1,3}) ngày,? kể từ ngày ký")
_KINDS = {
    kind.upper(): kind
    for kind in ("Luật", "Bộ luật", "Nghị định", "Thông tư", "Nghị quyết", "Quyết định", "Pháp lệnh", "Chỉ thị", "Báo cáo", "Công văn")
}
_OFFICE_KIND = {
    "NĐ-CP": "Nghị định",
    "NQ-CP": "Nghị quyết",
    "QĐ-": "Quyết định",
    "TT-": "Thông tư",
    "QH": "Luật",
    "NQ-UBTVQH": "Nghị quyết",
    "VBHN": "Văn bản hợp nhất",
    "CT-": "Chỉ thị",
}
_HEAD = 4000
MAX_TITLE = 400


@dataclass(frozen=True, slots=True)
class Header:
    """`number` is the document as cited; `version` the text used (the same, or a consolidation); what is unknown is None."""

    number: str
    version: str
    kind: str | None
    title: str | None
    issued_on: date | None
    effective_on: date | None
    numbered: bool


def read_header(parsed: ParsedText, stem: str) -> Header:
    """The header of a text; `stem` is its file name without ending, used where the text does not name itself."""
    head = parsed.text[: min(_HEAD, _first_article(parsed) or _HEAD)]
    printed = _NUMBER.search(head)
    from_name = number_from_name(stem)
    number = (printed["number"] if printed else None) or from_name
    consolidation = from_name if from_name and "VBHN" in from_name else number if number and "VBHN" in number else None
    work = _CONSOLIDATES.search(head) if consolidation else None
    document = work["number"] if work else number
    issued = date(int(work["y"]), int(work["m"]), int(work["d"])) if work else _issued(head)
    kind = _kind(head, document)
    named = title_from_name(stem, parsed.text) if document is None else None
    return Header(
        number=document or stem,
        version=consolidation or document or stem,
        kind=kind or (named.kind if named else None),
        title=_stated_title(head) or _title(head, kind) or (named.title if named else None),
        issued_on=issued,
        effective_on=(_date(work["ed"], work["em"], work["ey"]) if work and work["ed"] else None) or _effective(parsed, issued),
        numbered=document is not None,
    )


def _first_article(parsed: ParsedText) -> int | None:
    articles = parsed.articles(MAIN)
    return articles[0].start if articles else None


def _issued(head: str) -> date | None:
    match = _ISSUED.search(head)
    return _date(match[1], match[2], match[3]) if match else None


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _kind(head: str, number: str | None) -> str | None:
    for line in head.split("\n"):
        if (kind := _KINDS.get(line.strip("#* :_").upper())) and line.strip("#* :_").isupper():
            return kind
    return next((kind for part, kind in _OFFICE_KIND.items() if number and f"/{part}" in number), None)


def _stated_title(head: str) -> str | None:
    """The title as the sentence of promulgation gives it, with its proper capitals."""
    match = _ISSUED_SENTENCE.search(head)
    return " ".join(match["title"].split())[:MAX_TITLE].rstrip(" 0123456789") if match else None


def _title(head: str, kind: str | None) -> str | None:
    """The lines between the name of the kind and the first "Căn cứ"."""
    lines = [line.strip("#* _") for line in head.split("\n")]
    upper = [i for i, line in enumerate(lines) if kind and line.rstrip(":") == kind.upper()]
    if not upper:
        return None
    title = list[str]()
    for line in lines[upper[0] + 1 :]:
        ended = bool(title) and (not line or line.isupper() != title[0].isupper()) and len(" ".join(title)) > 3
        if ended or line.startswith(("Căn cứ", "Chương", "Điều", "Số:")):
            break
        title += [line] if line.strip("-") else []
    joined = " ".join(title)
    joined = re.split(r" (?:Nghị định|Luật|Thông tư) số \d", joined)[0][:MAX_TITLE]
    return _sentence_case(joined) or None


def _sentence_case(title: str) -> str:
    if not title.isupper():
        return title
    title = re.sub(r"(?<=luật )\w", lambda m: m[0].upper(), title.lower())
    return title[:1].upper() + title[1:]


def _effective(parsed: ParsedText, issued: date | None) -> date | None:
    """The date in the clause on commencement; None where there is none or it is not one fixed day."""
    articles = sorted(parsed.articles(MAIN), key=lambda a: "hiệu lực" in (a.heading or "").lower())
    for article in reversed(articles):
        text = parsed.text[article.start : article.end]
        if "hiệu lực" not in search_form(text):
            continue
        if match := _EFFECTIVE.search(text):
            return issued if match["signed"] else _date(match["d"], match["m"], match["y"])
        if (match := _AFTER_DAYS.search(text)) and issued:
            return issued + timedelta(days=int(match[1]))
    return None
