"""Names of WordprocessingML elements and attributes, in lxml's notation."""

from typing import Any, Final

WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def w(name: str) -> str:
    """Full name of a WordprocessingML element or attribute."""
    return WORD + name


def is_on(element: Any) -> bool:
    """Whether an on/off element is there and not switched off."""
    return element is not None and element.get(w("val")) not in ("0", "false", "off")
