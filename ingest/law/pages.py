"""Page furniture that extraction leaves between the lines: running heads of the gazette and page numbers."""

import re
from collections.abc import Sequence

# "CÔNG BÁO/Số 1591 + 1592/Ngày 19-11-2025 3"
RUNNING_HEAD = re.compile(r"(?:(?<=^)\d{1,3}\s+)?CÔNG BÁO ?/ ?Số \d+(?: ?\+ ?\d+)*/ ?Ngày \d{1,2}-\d{1,2}-\d{4}(?: \d{1,3}$)?\s*")
_NUMBER = re.compile(r"[^\w.(\[|]{0,6}(\d{1,3})[^\w.)\]|]{0,4}$")
MIN_PAGES = 4  # numbers in sequence from which they are taken as page numbers
PAGE_LINES = range(20, 80)  # written lines between two page numbers; the rows of tables are nearer
MAX_STEP = 2  # a number that was not read may be missing


def is_running_head(text: str) -> bool:
    """Whether the text begins with a running head of the gazette.

    >>> is_running_head("CÔNG BÁO/Số 12 + 13/Ngày 01-02-2025 7")
    True
    """
    return bool(RUNNING_HEAD.match(text))


def page_numbers(texts: Sequence[str]) -> set[int]:
    """The indices of lines that hold nothing but a page number: numbers that count up, a page of lines apart.

    >>> page = ["line"] * 30
    >>> sorted(page_numbers([*page, "2", *page, "3", *page, ": 4 :", *page, "5", "6"]))
    [30, 61, 92, 123]
    """
    chains = list[list[tuple[int, int, int]]]()  # index, written lines before it, number
    written = 0
    for index, text in enumerate(texts):
        written += bool(text)
        match = _NUMBER.match(text)
        if not match:
            continue
        number = int(match[1])
        chains = [c for c in chains if len(c) >= MIN_PAGES or written - c[-1][1] < PAGE_LINES.stop]
        last = next((c for c in reversed(chains) if 0 < number - c[-1][2] <= MAX_STEP and written - c[-1][1] in PAGE_LINES), None)
        if last is None:
            chains.append([(index, written, number)])
        else:
            last.append((index, written, number))
    return {index for chain in chains if len(chain) >= MIN_PAGES for index, _, _ in chain}
