"""The words between the things of an instruction, and what they tell: a new member of a list, an anchor, an exception, a title."""

import re

from .effect_grammar import ASIDE

MAX_OBJECT = 220  # characters between "bãi bỏ" and what is repealed ("các quy định về … tại")
MAX_SUBJECT = 1500  # characters before "hết hiệu lực", "có hiệu lực" that are looked at
_PART = r"""(?:quy\s+định|nội\s+dung|điều|khoản|điểm|phụ\s+lục|mẫu|biểu\s+mẫu|danh\s+mục|(?:cụm\s+)?từ|căn\s+cứ|tên|tiêu\s+đề
    |đoạn|câu|tiết|gạch|số\s+thứ\s+tự)"""
_TEXTS = r"(?:văn\s+bản|luật|nghị\s+định|thông\s+tư|quyết\s+định|nghị\s+quyết|chỉ\s+thị)"
_LOOSE = re.VERBOSE | re.IGNORECASE | re.DOTALL

BLANK = re.compile(rf"[\s,;:.{ASIDE}–-]*$")
# what ends the words between two things so that the second is a new member of the list
NEW_MEMBER = re.compile(
    rf"(?P<sep>[,;:.]|\n\s*[-–+]|(?<!\w)(?:và|cùng\s+với|hoặc))[\s{ASIDE}–-]*(?:(?:[Cc]ác|những|tại|từ|của)\s+)*(?:cụm\s+từ\s*)?$"
)
DASH = re.compile(r"\n\s*[-–+]")
ANCHOR = re.compile(r"(?<!\w)(?:vào|sau|trước)(?!\w)")
ANCHOR_AHEAD = re.compile(r"[^;:]{0,60}?(?<!\w)(?:vào|sau|trước)(?!\w)\s+(?!đây|:)")
INSTEAD = re.compile(r"(?<!\w)(?:bằng|thành|bởi)\s*(?:(?:các|những)\s+)?(?:(?:cụm\s+)?từ|số|ký\s+hiệu)?\s*$")
AT = re.compile(r"(?<!\w)tại(?!\w)")
OF = re.compile(r"(?<!\w)(?:tại|của)\s*$")
ADJOINS = re.compile(r"\s*(?:(?:của|tại|thuộc)\s*)?$")
AS_FOLLOWS = re.compile(r"như\s+sau\s*:?")
ATTACHES = re.compile(r"(?:(?<!\w)(?:tại|gồm)|:)\s*[-–+]?\s*(?:các\s+)?$")
# what may stand between a verb and its object
OBJECT = re.compile(
    rf"""[\s{ASIDE}]*(?:(?:các|những|một\s+số|toàn\s+bộ|cả|lại|hiệu\s+lực|thi\s+hành|của|đối\s+với|bao\s+gồm|gồm)\s+|:\s*)*
    (?:{_PART}(?!\w)[^“”]*?|{_TEXTS}(?!\w)[^“”;]*?(?:(?<!\w)sau(?:\s+đây)?\s*:?|:))?\s*$""",
    _LOOSE,
)
PART_WORDS = re.compile(rf"(?:(?:các|những|một\s+số|toàn\s+bộ)\s+)*{_PART}(?!\w).*", _LOOSE)
PART_END = re.compile(r"\s*(?:quy định tại|ban hành kèm theo|tại|của|trong)\s*$")
SUBJECT = re.compile(rf"[\s,–-]*(?:(?:Các|Những|Toàn\s+bộ|Một\s+số|Riêng)\s+)*(?:(?:{_TEXTS}|{_PART})(?!\w).*)?$", _LOOSE)
LEAD = re.compile(rf"(?:{_TEXTS}|{_PART})(?!\w).*?(?<!\w)sau(?=\s+đây|\s*:|\s*$|\s+(?:hết|có|của|được|tại)\s)", _LOOSE)
MATTER = re.compile(
    r"""[\s,]*(?:Việc|(?:Các\s+)?[Qq]uy\s+định)\s+(?!tại\s)(?:về\s+)?(?P<matter>.*?)\s*
    (?:(?:theo\s+)?(?:lộ\s+trình\s+)?quy\s+định\s+tại|tại|của)?\s*$""",
    re.VERBOSE | re.DOTALL,
)
ABOUT = re.compile(r"\s*về\s+(?P<matter>.+)", re.DOTALL)
# what stands before words that are replaced or dropped, not before a title or a name in quotation marks
NAMES_WORDS = re.compile(
    r"(?:(?<!\w)(?:từ|ngữ|dấu|số|ký\s+hiệu|đoạn|nội\s+dung|căn\s+cứ|câu|tên|và|hoặc)|[,:]|;(?:\s*(?:các\s+)?(?:cụm\s+)?từ)?)\s*$"
)
SMALL_PART = re.compile(
    r"""(?<!\w)(?:tiết|đoạn|câu|gạch\s+đầu\s+dòng|tên|tiêu\s+đề)(?!\w)(?:\s+thứ\s+\d+(?:\s*,\s*\d+)*(?:\s+và\s+\d+)?|[^,;“”]*?)
    (?=\s*(?:(?:của|tại|trong|ở)\s*)?$)""",
    re.VERBOSE | re.IGNORECASE,
)
SOME = re.compile(r"một\s+số|(?:các\s+|những\s+)?(?:quy\s+định|nội\s+dung)\s+(?!tại\s|của\s)\S+\s", re.IGNORECASE)
WORDS = re.compile(r"(?<!\w)(?:cụm\s+)?từ(?!\w)", re.IGNORECASE)
LISTED = re.compile(r"(?:Danh\s+mục|Quy\s+chế)", re.IGNORECASE)  # issued with an instrument, and replaced without it
NOT_NOW = re.compile(r"(?<!\w)(?:đã|chưa|khi|nếu|còn|không|sẽ|phải)\s*$")
ENDS = re.compile(r"\s*(?:[.;:,]|$|trừ(?!\w)|\n)")
NAMES_A_KIND = re.compile(r"(?:Luật|Bộ luật|Nghị định|Nghị quyết|Thông tư|Quyết định)\s*$")
DATED = re.compile(r"\s+ngày\s")
