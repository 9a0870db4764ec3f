"""A question that asks several things → the things, one by one."""

import re

from ingest.law.normalise import fold

MAX_PARTS = 3
_SENTENCE_END = re.compile(
    r"(?<=[?!;…])\s+|(?<=[^\W\d]{2}\.)(?<!\bTP\.)(?<!\bTp\.)(?<!\btp\.)(?<!\bTX\.)\s+|\n+"
)  # a full stop behind a number or an abbreviation (TP., Q.) ends no sentence
# Words that can join two things asked, on the folded text; they part them only where each side asks something.
_JOINED = re.compile(
    r"""(?P<join>\s*,?\s+(?:va|roi|con|dong\ thoi|ngoai\ ra|hay\ la|the\ con|con\ neu|neu|sau\ do)\s+|\s*,\s+)""",
    re.VERBOSE,
)
_ASKS = re.compile(
    r"""\b(?:ai|gi|nao|sao|dau|may|bao\ nhieu|bn|bao\ lau|khong|ko|k|chua|khi\ nao|the\ nao|ra\ sao|muc|thoi\ han|ho\ so|dieu\ kien|toi\ da
    |toi\ thieu|phai|can|duoc)\b""",
    re.VERBOSE,
)

_ASKS_ALONE = re.compile(  # folded; "máy" is no "mấy"
    r"\b(?:ai|gi|nao|dau|(?<!nha )(?<!thang )(?<!xe )(?<!bo )may|bao nhieu|bn|bao lau|ra sao|lam sao)\b"
    r"|\b(?:khong|ko|chua)(?: (?:a|nhi|em|vay|the))?\W*$"
)


def asks(part: str) -> bool:
    """Whether a part asks something by itself, and is no condition or story of another.

    >>> asks("ai lập biên bản"), asks("có phải đăng ký không?"), asks("vận hành nhà máy mà không có giấy phép")
    (True, True, False)
    """
    return bool(_ASKS_ALONE.search(fold(part)))


def parts_of(text: str) -> list[str]:
    """The things asked, in order; the text alone where it asks one.

    >>> parts_of("Ai cấp giấy phép xây dựng trong KCN? Nộp hồ sơ ở đâu?")
    ['Ai cấp giấy phép xây dựng trong KCN?', 'Nộp hồ sơ ở đâu?']
    >>> parts_of("ai ký quyết định thành lập KCN và hồ sơ gồm những gì")
    ['ai ký quyết định thành lập KCN', 'hồ sơ gồm những gì']
    >>> parts_of("phí và lệ phí trong khu kinh tế do ai thu")
    ['phí và lệ phí trong khu kinh tế do ai thu']
    """
    sentences = [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]
    parts = [part for sentence in sentences for part in _asked_in(sentence)]
    return parts[-MAX_PARTS:]  # of a pasted paragraph the end asks


def _asked_in(sentence: str) -> list[str]:
    folded = fold(sentence)
    if len(folded) != len(sentence):
        return [sentence]
    parts, start = list[str](), 0
    for match in _JOINED.finditer(folded):
        if _ASKS.search(folded[start : match.start()]) and _ASKS.search(folded[match.end() :]):
            parts.append(sentence[start : match.start()].strip())
            start = match.end()
    return [*parts, sentence[start:].strip()]
