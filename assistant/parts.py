"""A question that asks several things → the things, one by one."""

import re

from ingest.law.normalise import fold

from .asked_for import asking_words

MAX_PARTS = 3
# A full stop behind a number or an abbreviation (TP., Q.) ends no sentence.
_SENTENCE_END = re.compile(
    r"(?<=[!;…])\s+|(?<=\?)(?=[^\W\d])|(?<=\?)\s+|(?<=[^\W\d]{2}\.)(?<!\bTP\.)(?<!\bTp\.)(?<!\btp\.)(?<!\bTX\.)\s+|\n+"
)
_NUMBER = re.compile(r"(?:^|(?<=\s))\(?(?P<number>[1-9])\s?[).:/]\s*(?=[^\W\d])")  # "1) …", "(2) …", "3. …"
_PLACE = re.compile(r"\b(?:dieu|khoan|muc|chuong|phan|mau|bieu|so|phu luc|nhom|cap|hang|loai|quy|thang|giai doan|dot|lan)\s*$")  # folded
# Words that can join two things asked, on the folded text; they part them only where each side asks something.
_JOINED = re.compile(
    r"""(?P<join>\s*,?\s+(?:va|roi|con|dong\ thoi|ngoai\ ra|hay\ la|the\ con|con\ neu|neu|sau\ do|voi\ lai|tien\ the|nhan\ tien)\s+
    |\s*,\s+|\s+[-+&]\s+)""",
    re.VERBOSE,
)
_ASKS = re.compile(
    r"""\b(?:ai|gi|nao|sao|dau|may|bao\ nhieu|bn|bao\ lau|khong|ko|k|chua|khi\ nao|the\ nao|ra\ sao|muc|thoi\ han|ho\ so|dieu\ kien|toi\ da
    |toi\ thieu|phai|can|duoc)\b""",
    re.VERBOSE,
)


def parts_of(text: str) -> list[str]:
    """The things asked, in order; the text alone where it asks one.

    >>> parts_of("Ai cấp giấy phép xây dựng trong KCN? Nộp hồ sơ ở đâu?")
    ['Ai cấp giấy phép xây dựng trong KCN?', 'Nộp hồ sơ ở đâu?']
    >>> parts_of("ai ký quyết định thành lập KCN và hồ sơ gồm những gì")
    ['ai ký quyết định thành lập KCN', 'hồ sơ gồm những gì']
    >>> parts_of("1) đăng ký nội quy ở đâu 2) mấy ngày thì xong")
    ['đăng ký nội quy ở đâu', 'mấy ngày thì xong']
    >>> parts_of("phí và lệ phí trong khu kinh tế do ai thu")
    ['phí và lệ phí trong khu kinh tế do ai thu']
    """
    sentences = [part.strip() for of_one in _numbered(text) for part in _SENTENCE_END.split(of_one) if part.strip()]
    parts = [part for sentence in sentences for part in _asked_in(sentence)]
    return parts[-MAX_PARTS:]  # of a pasted paragraph the end asks


def _numbered(text: str) -> list[str]:
    """What is numbered from 1 on, without its numbers, and what stands before it; the text alone where that is not so."""
    found = [match for match in _NUMBER.finditer(text) if not _PLACE.search(fold(text[: match.start()]))]
    numbers = [int(match["number"]) for match in found]
    if len(found) < 2 or numbers != [*range(1, len(found) + 1)]:
        return [text]
    ends = [*(match.start() for match in found[1:]), len(text)]
    return [text[: found[0].start()], *(text[match.end() : end] for match, end in zip(found, ends, strict=True))]


def _asked_in(sentence: str) -> list[str]:
    folded, asking = fold(sentence), asking_words(sentence)
    if not len(folded) == len(asking) == len(sentence):
        return [sentence]
    parts, start = list[str](), 0
    for match in _JOINED.finditer(folded):
        if _ASKS.search(asking[start : match.start()]) and _ASKS.search(asking[match.end() :]):
            parts.append(sentence[start : match.start()].strip())
            start = match.end()
    return [*parts, sentence[start:].strip()]
