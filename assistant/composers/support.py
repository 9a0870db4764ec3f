"""What a sentence of a model must show beyond the verifier: that its words and its modes are those of the provisions it cites.

A composer fills its own moulds with words of the tables; a model can write anything, and a sentence without a number or a name would
leave the verifier nothing to compare.
"""

import re
from collections.abc import Mapping, Sequence
from typing import get_args

from ingest.catalogue import Mode
from ingest.law.normalise import search_form

from ..answer import Citation

# Share of the words of a sentence that its provisions must hold. Swept on benchmarks/questions/statements/true.jsonl.
MIN_SUPPORT = 0.5
_WORD = re.compile(r"[^\W\d_]+")
# What a page could make a link, a picture or a tag of: by it words of an answer could leave the page.
_MARKUP = re.compile(r"https?:|://|\bwww\.|\w@\w|!\[|\]\(|</?\w|[{}`]", re.IGNORECASE)
_PARTS_OF_OTHER_WORDS = {"trình", "không thuộc"}  # "công trình", "quy trình"; "không thuộc trường hợp"
_MODES: tuple[tuple[Mode, re.Pattern[str]], ...] = tuple(
    (mode, re.compile(rf"\b{search_form(mode)}\b")) for mode in get_args(Mode) if mode not in _PARTS_OF_OTHER_WORDS
)


def modes_in(text: str) -> tuple[Mode, ...]:
    """The modes that the text names in so many words.

    >>> modes_in("Ban quản lý thực hiện theo uỷ quyền, không trực tiếp.")
    ('trực tiếp', 'ủy quyền')
    """
    said = search_form(text)
    return tuple(mode for mode, words in _MODES if words.search(said))


def unsupported(text: str, cited: Sequence[Citation], modes: Mapping[int, Sequence[Mode]]) -> list[str]:
    """What the provisions cited do not bear; `modes` are those that the catalogue gives for a citation."""
    says = " ".join(f"{c.full_citation} {c.label} {c.reads}" for c in cited)
    held = {*modes_in(says), *(mode for c in cited for mode in modes.get(c.n, ()))}
    faults = [f"“{mode}” không phải là cách thực hiện nêu ở điều khoản được dẫn" for mode in modes_in(text) if mode not in held]
    if _MARKUP.search(text):
        faults.append("câu có địa chỉ mạng hoặc mã đánh dấu")
    if support(text, says) < MIN_SUPPORT:
        faults.append("nội dung câu không có trong điều khoản được dẫn")
    return faults


def support(text: str, says: str) -> float:
    """The share of the words of the text that occur in what is said.

    >>> support("Ban quản lý cấp phép", "Ban quản lý xem xét.")
    0.6
    """
    words = _WORD.findall(search_form(text))
    known = set(_WORD.findall(search_form(says)))
    return sum(word in known for word in words) / len(words) if words else 0.0
