"""Where a provision stands, as officers write it ("điểm d khoản 3 Điều 68") and as the index names it (art_68__para_3__point_d)."""

import re
from dataclasses import dataclass

from .numbering import eid_token
from .provision import MAIN

_LOCATOR = re.compile(
    r"""(?:điểm\s+(?P<point>[a-zđ]\d?)[\s,]+)?(?:khoản\s+(?P<clause>\d{1,3}[a-zđ]?)[\s,]+)?điều\s+(?P<article>\d{1,3}[a-zđ]?)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_EID = re.compile(
    r"""(?:(?P<form>form_[^_]+(?:_[^_]+)*?)__)?art_(?P<article>[0-9a-z]+)(?:~\d+)?
    (?:__para_(?P<clause>[0-9a-z]+))?(?:__point_(?P<point>[0-9a-z]+))?$""",
    re.VERBOSE,
)
_ISSUED_WITH = {
    "quy-dinh": "Quy định",
    "quy-che": "Quy chế",
    "pl": "phụ lục",
    "dieu-le": "Điều lệ",
    "de-an": "Đề án",
    "huong-dan": "Hướng dẫn",
}
_APPENDIX = re.compile(r"pl-(\d+)([a-z]?)")


@dataclass(frozen=True, slots=True)
class Locator:
    """An article, clause or point; `clause` and `point` are None where the locator stops above them."""

    article: str
    clause: str | None = None
    point: str | None = None
    component: str = MAIN

    @property
    def eid(self) -> str:
        parts = [f"art_{eid_token(self.article)}"]
        parts += [f"para_{eid_token(self.clause)}"] if self.clause else []
        parts += [f"point_{eid_token(self.point)}"] if self.point else []
        return "__".join(parts)

    def __str__(self) -> str:
        parts = (self.point and f"điểm {self.point}", self.clause and f"khoản {self.clause}", f"Điều {self.article}")
        return " ".join(part for part in parts if part)


def parse_locator(text: str) -> Locator | None:
    """The first locator in the text, in Vietnamese citation order; None where it names no article.

    >>> str(parse_locator("theo điểm d khoản 3 điều 68 của Nghị định"))
    'điểm d khoản 3 Điều 68'
    >>> parse_locator("điểm đ khoản 2 Điều 68").eid
    'art_68__para_2__point_dd'
    >>> parse_locator("khoản 2") is None
    True
    """
    match = _LOCATOR.search(text)
    if not match:
        return None
    return Locator(match["article"], match["clause"], match["point"] and match["point"].lower())


def locator_of(eid: str, component: str = MAIN) -> Locator | None:
    """The locator of an eId, or None where the eId is not that of an article or below it.

    >>> str(locator_of("art_68__para_2__point_dd"))
    'điểm đ khoản 2 Điều 68'
    """
    match = _EID.match(eid)
    if not match:
        return None
    clause, point = (match[name] and _printed(match[name]) for name in ("clause", "point"))
    return Locator(_printed(match["article"]), clause, point, component)


def label_of(eid: str, component: str = MAIN, heading: str | None = None) -> str:
    """How a provision is named to people, with its component where that is not the main text (it may stand before the eId, as in tables).

    >>> label_of("art_2", "quy-dinh")
    'Điều 2 của Quy định ban hành kèm theo'
    >>> label_of("", "pl-2")
    'Phụ lục II'
    >>> label_of("quy-dinh/art_2")
    'Điều 2 của Quy định ban hành kèm theo'
    """
    if "/" in eid:
        component, _, eid = eid.rpartition("/")
    locator = locator_of(eid, component)
    own = str(locator) if locator else _named(eid, heading)
    place = _component_label(component)
    if not place:
        return own
    return f"{own}, {place}" if own and place.startswith("Phụ lục") else f"{own} của {place}" if own else place


def _named(eid: str, heading: str | None) -> str:
    if eid.startswith("form_"):
        return f"Mẫu số {eid.split('__')[0].removeprefix('form_').upper()}"
    if eid.startswith("stm_"):
        return f"ý {eid.rpartition('_')[2]}, {heading}" if heading else f"ý {eid.rpartition('_')[2]}"
    return {"preamble": "phần mở đầu", "conclusion": "phần ký", "body": "nội dung văn bản"}.get(eid, heading or "")


def _component_label(component: str) -> str:
    if match := _APPENDIX.match(component):
        return f"Phụ lục {_roman(int(match[1]))}{match[2]}"
    if component in {MAIN, "notes", "mau"}:
        return ""
    name = _ISSUED_WITH.get(component.rstrip("-0123456789"), "văn bản")
    return f"{name} ban hành kèm theo"


def _roman(value: int) -> str:
    pairs = [(40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    letters = ""
    for worth, sign in pairs:
        letters, value = letters + sign * (value // worth), value % worth
    return letters


def _printed(token: str) -> str:
    return token.replace("dd", "đ") if token.endswith("dd") or token.startswith("dd") else token
