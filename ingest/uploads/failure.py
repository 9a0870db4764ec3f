"""Why a file is not taken in."""

from typing import Literal

Refusal = Literal["empty", "too_large", "too_many", "kind", "secret", "unreadable", "ours", "unknown", "folder"]


class UploadError(Exception):
    """One Vietnamese line; `reason` for programs."""

    def __init__(self, reason: Refusal, line: str) -> None:
        super().__init__(line)
        self.reason: Refusal = reason
