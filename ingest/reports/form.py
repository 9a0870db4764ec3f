"""A stretch of text beside its form for matching: lower case, one place for each tone mark, character for character as long."""

import re
from dataclasses import dataclass

from ..law.normalise import fold, search_form

UPPER_SHARE = 0.8  # of the letters, from which on a stretch counts as written in capitals
UPPER_SAMPLE = 400  # characters looked at for that
_ACCENTED = re.compile(r"[à-öø-ỹ]")


@dataclass(frozen=True, slots=True)
class Form:
    """`plain` is what the words of the tables are looked for in; `folded` tells that the text is written without accents."""

    text: str
    plain: str
    folded: bool
    upper: bool

    def starts_upper(self, position: int) -> bool:
        return self.text[position : position + 1].isupper()


def form_of(text: str) -> Form:
    """The form of a normalised text; offsets into `text` and `plain` are the same.

    >>> form_of("Thuỷ điện HOÀ BÌNH").plain, form_of("THUY DIEN HOA BINH").folded
    ('thuỷ điện hoà bình', True)
    """
    plain = search_form(text)
    if len(plain) != len(text):  # letters that grow in lower case or shrink when composed; none of them is Vietnamese
        plain = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    sample = text[:UPPER_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    upper = letters > 0 and sum(map(str.isupper, sample)) >= UPPER_SHARE * letters
    return Form(text, plain, not _ACCENTED.search(plain), upper)


def spelled(phrase: str, folded: bool) -> str:
    """A phrase of the tables as it stands in `plain`."""
    return fold(phrase) if folded else search_form(phrase)
