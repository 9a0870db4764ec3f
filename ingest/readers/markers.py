r"""How a line of a Vietnamese legal text looks when it begins a provision or runs on.

Only the shape is judged here; what the markers mean is the parser's business.

>>> [bool(HEADING.match(s)) for s in ("Chương II", "“PHẦN THỨ NHẤT", "Phụ lục I.2")]
[True, True, True]
>>> [bool(HEADING.match(s)) for s in ("Mục 3: ĐẤT", "Mẫu số 01a/PLII", "Phụ lục")]
[True, True, True]
>>> [bool(HEADING.match(s)) for s in ("Mục đích sử dụng", "Phần này nêu rõ", "Mẫu đơn")]
[False, False, False]
>>> [bool(ARTICLE.match(s)) for s in ("Điều 5. Tên", "Điều 12a. Tên", "“Điều 7", "Điều 3:")]
[True, True, True, True]
>>> [bool(ARTICLE.match(s)) for s in ("Điều 68 của Luật", "Điều này", "Điều 5, 6")]
[False, False, False]
>>> [bool(ITEM.match(s)) for s in ("1. Một", "1a. Hai", "“2.Ba", "đ) Bốn", "a1) Năm")]
[True, True, True, True, True]
>>> [bool(ITEM.match(s)) for s in ("- Sáu", "+ Bảy", "IV. Tám", "2.1. Chín", "1) Mười")]
[True, True, True, True, True]
>>> [bool(ITEM.match(s)) for s in ("1.200 đồng", "15/2020/NĐ-CP", "ban) và", "2024.", "-5")]
[False, False, False, False, False]
>>> [expects_more(s) for s in ("tại khoản 2", "của các", "Luật Đầu tư,", "này.")]
[True, True, True, False]
>>> [is_capitals(s) for s in ("QUY ĐỊNH CHUNG", "TM. ỦY BAN NHÂN DÂN", "Điều 1", "2024")]
[True, True, False, False]
>>> runs_on("Quy định về khu công nghiệp", "và khu kinh tế"), runs_on("Một;", "hai")
(True, False)
"""

import re
from collections.abc import Sequence
from typing import Final

HEADING: Final = re.compile(
    r"""
    (?P<quote> [“"‘'«]? ) \s*
    (?:
        (?P<part>     (?: Phần | PHẦN ) \s+ (?: (?: thứ | THỨ ) \s+ \w+ | {number} ) )
      | (?P<chapter>  (?: Chương | CHƯƠNG ) \s+ {number} )
      | (?P<section>  (?: Tiểu\ mục | TIỂU\ MỤC | Mục | MỤC ) \s+ {number} )
      | (?P<appendix> (?: Phụ\ lục | PHỤ\ LỤC ) (?: \s+ (?: {number} | [A-Z]\b ) | \s*$ ) )
      | (?P<form>     (?: Mẫu | MẪU ) \s+ (?: số | SỐ ) \s+ \w* \d )
    )
    """.replace("{number}", r"(?: [IVXLC]+ | \d+ ) [a-zđ]? (?! \w )"),
    re.VERBOSE,
)
"""Part, chapter, section, appendix or form, in either case, perhaps after a quote."""

HEADING_ALONE: Final = re.compile(HEADING.pattern + r"\s* [.:]? \s* $", re.VERBOSE)
"""A heading that is only its number, so that its title is the next line."""

ARTICLE: Final = re.compile(
    r"(?P<quote> [“\"‘'«]? ) \s* Điều \s+ (?P<number> \d+ [a-zđ]{0,2} ) \s* (?: [.:] | $ )",
    re.VERBOSE,
)
ITEM: Final = re.compile(
    r"""
    (?P<quote> [“"‘'«]? ) \s*
    (?:
        (?P<clause>  \d{1,3} [a-zđ]{0,2} \. (?= \s | [^\W\d] ) )      # 1.  1a.
      | (?P<decimal> \d{1,2} (?: \.\d{1,2} ){1,3} \.? (?= \s ) )      # 2.1  2.1.3.
      | (?P<roman>   [IVXLC]{1,5} \. (?= \s ) )
      | (?P<point>   (?: [a-zđ]{1,2} \d? | \d{1,2} ) \) (?= \s | $ ) )  # a)  đ)  a1)  1)
      | (?P<dash>    [-–—+*•] (?= \s ) )
    )
    """,
    re.VERBOSE,
)
MARKER_ALONE: Final = re.compile(r"[“\"‘'«]?\s*(?:Điều\s+)?(?:\w{1,4}[.)]|\d+(?:\.\d+)+\.?|[-–—+*•])")
"""A marker with its text after a tab stop: a wide gap after it is no column."""

INSTRUMENT_KIND: Final = re.compile(
    r"(?:BỘ LUẬT|LUẬT|PHÁP LỆNH|NGHỊ ĐỊNH|NGHỊ QUYẾT|QUYẾT ĐỊNH|THÔNG TƯ(?: LIÊN TỊCH)?"
    r"|CHỈ THỊ|QUY ĐỊNH|QUY CHẾ|ĐIỀU LỆ|VĂN BẢN HỢP NHẤT|QUYẾT NGHỊ|LỆNH)\s*:?"
)
"""The line of capitals above a title that names the kind of the instrument."""

NATIONAL_TITLE: Final = re.compile(
    r"""
    (?P<state> CỘNG\ H(?:ÒA|OÀ)\ XÃ\ HỘI\ CHỦ\ NGHĨA (?P<whole_state> \s+ VIỆT\ NAM )? )
  | (?P<motto> (?i: ĐỘC\ LẬP \s* [-–] \s* TỰ\ DO (?P<whole_motto> \s* [-–] \s* HẠNH\ PHÚC )? ) )
    """,
    re.VERBOSE,
)
"""The two lines at the head of each instrument and each form, perhaps broken."""

PREAMBLE: Final = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét đề nghị|Xét)\s")
"""A ground of the preamble; each is a paragraph."""

_EXPECTS_MORE: Final = re.compile(
    r"""
    (?: \b (?: [Kk]hoản | [Đđ]iểm | [Đđ]iều | [Mm]ục | [Cc]hương | [Pp]hần | [Pp]hụ\ lục )
        (?: \s+ (?: \d+ [a-zđ]? | [a-zđ] \d? | [IVXLC]+ ) )?
      | \b (?: của | các | và | hoặc | tại | theo | về | với | cho | từ | số | đến | là )
      | ,
    ) \s* $
    """,
    re.VERBOSE,
)
_INTRODUCES: Final = re.compile(r"\b(?:sau|sau đây|gồm|gồm có)\s*:\s*$")
_ENDED: Final = re.compile(r"[.;:!?…](?:[”\"’')»\]]|\s|/)*$")


def is_dash(line: str) -> bool:
    """Whether the line starts with a dash or a bullet as its marker."""
    item = ITEM.match(line)
    return item is not None and item["dash"] is not None


def ends_national_title(line: str) -> bool:
    """Whether the line is the state's name or its motto, in full.

    >>> ends_national_title("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ends_national_title("Độc lập - Tự do -")
    (True, False)
    """
    title = NATIONAL_TITLE.match(line)
    return title is not None and bool(title["whole_state"] or title["whole_motto"])


def begins_provision(line: str) -> bool:
    """Whether the line starts with a structural marker."""
    return any(form.match(line) for form in (HEADING, ARTICLE, ITEM))


def ends_sentence(line: str) -> bool:
    """Whether the line ends with a mark that closes a clause or a sentence."""
    return _ENDED.search(line) is not None


def expects_more(line: str) -> bool:
    """Whether the line breaks off where a reference or a list must go on."""
    return _EXPECTS_MORE.search(line) is not None


def introduces(line: str) -> bool:
    """Whether the line announces what the next lines hold: "như sau:"."""
    return _INTRODUCES.search(line) is not None


def is_capitals(line: str) -> bool:
    """Whether the line has letters and all of them are capitals."""
    return line.isupper()


def runs_on(line: str, following: str) -> bool:
    """Whether two lines that the source broke by hand are one sentence."""
    return following[:1].islower() and not begins_provision(following) and not ends_sentence(line) and not HEADING_ALONE.match(line)


def joined(lines: Sequence[str]) -> list[str]:
    """Lines of one paragraph that the source broke by hand, with sentences made whole.

    >>> joined(["Chương I", "QUY ĐỊNH CHUNG", "Quy định về", "khu công nghiệp"])
    ['Chương I', 'QUY ĐỊNH CHUNG', 'Quy định về khu công nghiệp']
    """
    groups: list[list[str]] = []
    for line in lines:
        if groups and runs_on(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [" ".join(group) for group in groups]
