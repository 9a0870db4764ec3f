"""What a question takes for granted and the provisions that answer it do not bear out: a number, a day, a mode."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.catalogue import Mode
from ingest.law.normalise import fold, search_form

from .answer import Citation
from .citing import vietnamese_date
from .dates import dates_in
from .necessity import necessary_act
from .question import Question

# A quantity of which an officer asks whether it is right; numbers of people, areas or sums are of the case, not of the rule.
_QUANTITY = re.compile(
    r"(?P<number>\d{1,3}(?:[.,]\d+)?)\s*(?P<unit>%|phần trăm|ngày làm việc|ngày|tháng|lần|giờ|phan tram|ngay lam viec|ngay|thang|lan|gio)"
    r"(?![/\w]|\s+\d)"
)
_ASSERTS = re.compile(  # folded: said as if it were so
    r"""\b(?:vi|boi|da\ la|(?<!xay\ )(?<!su\ )(?<!ap\ )dung\ (?:khong|ko|k)|phai\ (?:khong|ko)|co\ phai|co\ dung|xac\ nhan|khang\ dinh
    |nghe\ noi|nghe\ bao|duoc\ biet|bat\ buoc|moi\ duoc
    |chi\ can|cu\ (?:tra|noi|ghi|khang|xac)|tra\ loi\ (?:la|rang)|nhu\ vay|vay\ thi|vay\ la|nen|hay\ som\ hon|hay\ muon\ hon)\b""",
    re.VERBOSE,
)
# In search form, right before a number: from which on, or up to which, something is so; a number within it is not a wrong one.
_THRESHOLD = re.compile(r"(?:\b(?:trên|dưới|vượt|hơn|từ)|(?<!không )\bquá|\btrên \d+ \w+ đến)\s*$")
# In search form: asked of what is told in front, "làm thêm 250 giờ có phải thông báo không".
_OF_CASE = re.compile(r"\b(?:có|co) (?:phải|phai|cần|can|bắt buộc|bat buoc)\b")
_DELEGATED: frozenset[Mode] = frozenset({"phân cấp", "ủy quyền"})
_ASKS_DELEGATION = re.compile(r"\b(?:uy quyen|phan cap)\b")  # folded
LOOKED_AT = 3  # leading provisions that may bear it out


@dataclass(frozen=True, slots=True)
class Premise:
    """`asked` is how the question puts it, `holds` what the cited provision has instead."""

    asked: str
    holds: str
    citation: Citation


def false_quantity(question: Question, leading: Sequence[Citation]) -> Premise | None:
    """The first quantity asserted whose unit the leading provision has with another number, and none of the leading ones with this.

    Who asks whether 250 hours must be reported tells a case in front, and is not wrong about "trên 200 giờ".
    """
    if not leading or not _ASSERTS.search(fold(question.standalone)):
        return None
    known = [list(_quantities(search_form(c.reads))) for c in leading[:LOOKED_AT]]
    asked = search_form(question.standalone)
    acting = _OF_CASE.search(asked)
    for number, unit, words, start, _ in _quantities(asked):
        of_case = acting is not None and start < acting.start()
        if of_case and necessary_act(question):
            continue
        if any((number, unit) == (n, u) for of_one in known for n, u, *_ in of_one):
            continue
        for citation, of_one in zip(leading, known, strict=False):
            same = [said for _, u, said, _, is_threshold in of_one if u == unit and not (of_case and is_threshold)]
            if len(set(same)) == 1:
                return Premise(words, same[0], citation)
    return None


def false_day(question: Question, begins: date | None, citation: Citation | None) -> Premise | None:
    """A day of commencement asserted, where the provision has another."""
    if begins is None or citation is None or not _ASSERTS.search(fold(question.standalone)):
        return None
    days = list(dates_in(question.standalone))
    if len(days) != 1 or days[0] == begins:
        return None
    return Premise(vietnamese_date(days[0]), vietnamese_date(begins), citation)


def false_delegation(question: Question, modes: Sequence[Mode], citation: Citation | None) -> Premise | None:
    """A delegation taken for needed, where the board acts directly."""
    folded = fold(question.standalone)
    found = _ASKS_DELEGATION.search(folded)
    if citation is None or not found or "trực tiếp" not in modes or _DELEGATED & set(modes) or not _ASSERTS.search(folded):
        return None
    return Premise("ủy quyền" if found[0] == "uy quyen" else "phân cấp", "Ban quản lý trực tiếp thực hiện", citation)


def _quantities(text: str) -> Iterator[tuple[str, str, str, int, bool]]:
    """Number and unit of each quantity, as they compare, and as they are written; where it begins, and whether it is a threshold.

    >>> [*_quantities("làm thêm trên 200 giờ, báo trong 05 ngày")]
    [('200', 'gio', '200 giờ', 14, True), ('5', 'ngay', '05 ngày', 33, False)]
    """
    for match in _QUANTITY.finditer(text):
        number = match["number"].replace(",", ".").lstrip("0") or "0"
        unit = fold(match["unit"]).replace("phan tram", "%")
        yield number, unit, match[0], match.start(), bool(_THRESHOLD.search(text[: match.start()]))
