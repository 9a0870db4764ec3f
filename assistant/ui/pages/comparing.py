"""So sánh địa phương."""

from ...service import Assistant
from ..shell import draw_in_shell


def draw() -> None:
    draw_in_shell("So sánh địa phương", _draw)


def _draw(assistant: Assistant) -> None:
    pass
