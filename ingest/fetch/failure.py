"""What goes wrong when a text is fetched."""

from collections.abc import Sequence
from typing import Literal

Reason = Literal[
    "no_address", "parts", "not_permitted", "offline", "tls", "connection", "slow", "cut", "status", "redirects", "too_large",
    "wrong_type", "not_the_text",
]  # fmt: skip


class FetchError(Exception):
    """One Vietnamese line."""


class UnknownNumber(FetchError):
    """A number that the catalogue does not have; names the nearest that it has."""

    def __init__(self, number: str, nearest: Sequence[str]) -> None:
        near = f"số gần nhất: {', '.join(nearest)}" if nearest else "hãy viết đủ số hiệu, ví dụ 35/2022/NĐ-CP"
        super().__init__(f"Danh mục không có văn bản {number!r}; {near}.")
        self.number, self.nearest = number, tuple(nearest)


class Failure(FetchError):
    """One address that did not give the text: `problem` is the Vietnamese clause that says why."""

    def __init__(self, reason: Reason, problem: str) -> None:
        super().__init__(problem)
        self.reason: Reason = reason
        self.problem = problem
