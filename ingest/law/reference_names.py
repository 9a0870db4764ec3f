"""Where the name of a law ends: "Luật Đầu tư công | quy định …"."""

import re
from collections.abc import Collection, Iterator

from .normalise import search_form

MAX_SYLLABLES = 16  # of the name of a law
_NUMBER_AHEAD = re.compile(r"\s*:?\s*\d")
_WORD = re.compile(r"[^\W\d_]+")
_NAME_GAP = re.compile(r"\s[-–]\s|\s{1,3}|,\s{1,3}")
# Words that go on after the name of a law and are no part of it.
_FOLLOWERS = """
và hoặc hay năm số ngày này có được thì là về của theo đối để trong tại khi với quy đã phải không do từ bằng cho như mà nhưng đến
chưa đang sẽ nêu trên hiện cũng sửa thay hết còn ban gồm bao cụ trước sau vẫn áp hướng nếu vào ở thành sang tiếp nhằm các những kể
trừ thuộc cùng bổ đồng bãi mới cũ tương nói vì quyết nghị thông pháp luật điều khoản điểm chương mục phụ liên khác bởi qua dẫn
thực đó ra thi phần lần chỉ trường đều
"""
_AFTER_NAME = frozenset(_FOLLOWERS.split())
# Words that go on behind a known name, though they may stand inside an unknown one: swept over all texts; what else follows is a longer
# name ("Luật Đầu tư | nước ngoài").
_FOLLOWERS_OF_KNOWN = """
chuyển giao nộp cấp thuê lập phát xác thường phê tính làm tham nhận đăng căn trở gửi lấy hoạt xem báo cơ trình cộng đề phù phân
ảnh đứng nhưng ngoài
"""
_AFTER_KNOWN_NAME = _AFTER_NAME | frozenset(_FOLLOWERS_OF_KNOWN.split())


class NameTable:
    """Names of laws as sequences of syllables in lower case, and the numbers of laws that amend others."""

    def __init__(self, names: Collection[str], amending: Collection[str] = ()) -> None:
        self._names, self.amending = frozenset(names), frozenset(amending)
        self._longest = max((name.count(" ") + 1 for name in names), default=0)

    def with_names(self, names: Collection[str]) -> "NameTable":
        """The table with further names."""
        return NameTable(self._names | frozenset(names), self.amending) if names else self

    def read(self, text: str, start: int, limit: int, capital: bool) -> tuple[int, str]:
        """End and name of the law named at `start`: name "" for one that the table lacks, end `start` where none is named."""
        words = list(_words(text, start, limit))
        for count in range(min(len(words), self._longest), 0, -1):
            name = " ".join(search_form(word) for _, _, word in words[:count])
            if name in self._names and not _goes_on(text, words, count):
                return words[count - 1][1], name
        if not capital or not words or not words[0][2][0].isupper():
            return start, ""
        for place, (_, _, word) in enumerate(words):
            gap = text[words[place - 1][1] : words[place][0]] if place else ""
            number = word == "số" and not _NUMBER_AHEAD.match(text, words[place][1])  # Luật Chuyển đổi số
            way = word == "theo" and words[place + 1 : place + 2] and words[place + 1][2] == "phương"
            if place and ("," in gap or (word in _AFTER_NAME and not number and not way)):
                return words[place - 1][1], ""
        return words[-1][1], ""


def _words(text: str, start: int, limit: int) -> Iterator[tuple[int, int, str]]:
    position = start
    for _ in range(MAX_SYLLABLES):
        gap = re.match(r"\s+", text[position : position + 3]) if position == start else _NAME_GAP.match(text, position, limit)
        word = (
            _WORD.match(text, position + gap.end() if position == start and gap else gap.end() if gap else position, limit) if gap else None
        )
        if not word:
            return
        yield word.start(), word.end(), word[0]
        position = word.end()


def _goes_on(text: str, words: list[tuple[int, int, str]], count: int) -> bool:
    """Whether the name may go on behind so many syllables: "Luật Đầu tư | nước ngoài"."""
    if count >= len(words):
        return False
    gap, word = text[words[count - 1][1] : words[count][0]], words[count][2]
    if word == "theo" and count + 1 < len(words) and words[count + 1][2] == "phương":
        return True  # Luật Đầu tư theo phương thức đối tác công tư
    return "," not in gap and word[0].islower() and word not in _AFTER_KNOWN_NAME
