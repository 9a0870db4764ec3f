"""The number in front of a provision, taken off where the provision is named beside it; several numbers in a row."""

import re
from collections.abc import Sequence

_NUMBERING = re.compile(r"(?:(?:Điều\s+)?\d{1,3}[a-zđ]?\.|[a-zđ]\d?\))\s*")


def without_number(text: str) -> str:
    """The text without the number of its Điều, khoản or điểm.

    >>> without_number("b) Cấp giấy phép"), without_number("12. Báo cáo"), without_number("Báo cáo")
    ('Cấp giấy phép', 'Báo cáo', 'Báo cáo')
    """
    match = _NUMBERING.match(text)
    return text[match.end() :] if match else text


def enumerated(names: Sequence[str]) -> str:
    """
    >>> enumerated(["a", "b", "c"]), enumerated(["a", "b"])
    ('a, b và c', 'a và b')
    """
    return f"{', '.join(names[:-1])} và {names[-1]}" if len(names) > 1 else "".join(names)
