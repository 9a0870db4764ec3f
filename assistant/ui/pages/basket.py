"""Phiếu trình."""

from ...service import Assistant
from ..shell import draw_in_shell


def draw() -> None:
    draw_in_shell("Phiếu trình", _draw)


def _draw(assistant: Assistant) -> None:
    pass
