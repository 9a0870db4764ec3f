"""Thẩm quyền."""

from ...service import Assistant
from ..shell import draw_in_shell


def draw() -> None:
    draw_in_shell("Thẩm quyền", _draw)


def _draw(assistant: Assistant) -> None:
    pass
