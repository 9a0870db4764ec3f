"""The normal form of a clause: what its hash is taken of, and what a digest is compared with."""

import hashlib
import re
from collections.abc import Iterator

from ..law.normalise import search_form
from ..law.provision import MAIN, ParsedText, Provision, key_of

FORM = 1  # raise when the same clause would get another hash: all *.hashes.toml must then be made again
END_OF_TEXT = "./."  # ends a Vietnamese instrument; what a print adds behind it belongs to the last article only by its place
HASH_LENGTH = 16  # hexadecimal digits: 64 bits tell the clauses of one instrument apart with room to spare
_ISSUED_WITH = re.compile(rf"{MAIN}|(?:quy-dinh|quy-che|dieu-le)(?:-\d+)?")
PROVISIONS = frozenset({"article", "clause", "point"})

# "Điều 68.", "5.107" (a footnote mark hangs on the number), "đ)2", "a)"
_LABEL = re.compile(
    r"""[\#*>\s]*(?:Điều\s+\d+[a-zđ]?\s*[.:]?|\d{1,3}[a-zđ]?\s*\.|[a-zđ]\d?\s?\))
    (?:\[\d{1,3}\]|\d{1,3}(?=\s))?\s*""",
    re.VERBOSE,
)
# "trên địa bàn;3", "nhà nước4 ", "…[12]" – not km2, QH15, 2.340.000
_MARK = re.compile(
    r"""\[\d{1,3}\]
    | (?<=[^\W\d_A-ZĐ]{2})(?<!km)(?<!cm)\d{1,3}(?![\w.,]\d|\w)
    | (?<=[;:)”])\d{1,3}(?=\s|$)
    | (?<=[^\W\d_][.,])\d{1,3}(?=\s|$)""",
    re.VERBOSE,
)


def provisions(parsed: ParsedText) -> Iterator[Provision]:
    """The articles, clauses and points of the main text and of a regulation issued with it; appendices and forms have no digest."""
    return (node for node in parsed.root.walk() if node.kind in PROVISIONS and _ISSUED_WITH.fullmatch(node.component))


def key(node: Provision) -> str:
    """How the tables name the provision."""
    return key_of(node.component, node.eid)


def own_text(parsed: ParsedText, node: Provision) -> str:
    """What stands in the provision itself and not in one below it, without its label and without footnote marks."""
    text = "\n".join(parsed.text[start:end].strip() for start, end in node.own_spans())
    return without_marks(_LABEL.sub("", text, count=1)).partition(END_OF_TEXT)[0].strip()


def body_text(parsed: ParsedText, node: Provision) -> str:
    """The own text without the heading of an article."""
    text = own_text(parsed, node)
    if node.kind != "article" or not node.heading:
        return text
    heading = re.match(r"[\s*]*" + r"\s+".join(map(re.escape, without_marks(node.heading).split())), text)
    return text[heading.end() :].strip() if heading else text


def without_marks(text: str) -> str:
    """The text without the marks of footnotes that hang on its words.

    >>> without_marks("kinh doanh;3 diện tích 05 km2 theo Luật số 31/2024/QH15 của nhà nước4 và 2.340.000 đồng")
    'kinh doanh; diện tích 05 km2 theo Luật số 31/2024/QH15 của nhà nước và 2.340.000 đồng'
    """
    return _MARK.sub("", text)


def syllables(text: str) -> list[str]:
    """The words of the text in search form: no case, no punctuation, one place for each tone mark.

    >>> syllables("Ủy ban nhân dân, cấp tỉnh;")
    ['uỷ', 'ban', 'nhân', 'dân', 'cấp', 'tỉnh']
    """
    return re.findall(r"\w+", search_form(text))


def clause_hash(parsed: ParsedText, node: Provision) -> str:
    """The hash of the provision's own text: the same for two prints that differ only in line breaks, marks, case or punctuation."""
    form = " ".join(syllables(own_text(parsed, node)))
    return hashlib.sha256(form.encode()).hexdigest()[:HASH_LENGTH]


def text_hash(parsed: ParsedText) -> str:
    """The hash of the whole text in the product's normal form."""
    return hashlib.sha256(parsed.text.encode()).hexdigest()
