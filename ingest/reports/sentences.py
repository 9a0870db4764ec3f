"""A line → its sentences."""

import re
from collections.abc import Iterator
from typing import Final

MAX_SENTENCE = 1500  # characters; a longer one is cut at a blank, so that a passage can be shown
_END: Final = re.compile(r"[.!?…][”\"’)\]]*\s+(?=[“\"‘(\[–—-]?\s?(?P<first>[^\W_]))")
_ABBREVIATED: Final = re.compile(r"(?:^|[\s(“\"])(?:[A-ZĐ]|TP|Tp|TS|ThS|Ths|PGS|GS|BS|KS|TT|Tr|tr)$")


def sentences_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of [start, end), in order and without gaps; blanks behind a sentence belong to it."""
    begin = start
    for match in _END.finditer(text, start, end):
        if not (match["first"].isupper() or match["first"].isdigit()):
            continue
        if text[match.start()] == "." and _ABBREVIATED.search(text, max(begin, match.start() - 5), match.start()):
            continue
        yield from _cut(text, begin, match.end())
        begin = match.end()
    if begin < end:
        yield from _cut(text, begin, end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_SENTENCE:
        blank = text.rfind(" ", start + 1, start + MAX_SENTENCE)
        stop = blank + 1 if blank > start else start + MAX_SENTENCE
        yield start, stop
        start = stop
    yield start, end
