"""Tra cứu văn bản."""

from ...service import Assistant
from ..shell import draw_in_shell


def draw() -> None:
    draw_in_shell("Tra cứu văn bản", _draw)


def _draw(assistant: Assistant) -> None:
    pass
