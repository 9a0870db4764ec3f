"""Time for work that is known to be long: a reader asks for it, whoever runs the reader grants it.

Outside the sandbox nobody counts, and asking does nothing.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Final

SECONDS_PER_CHARACTER: Final = 1e-5
"""Of a PDF with text: twice what it takes. By what was found, so that pages that hide their work earn nothing."""
SECONDS_PER_SCAN: Final = 60.0
"""Of a page that is recognised; a dense one takes ten on an idle machine."""
SMALLEST: Final = 0.5
"""Seconds worth asking for."""

granted_by: Final[ContextVar[Callable[[float], None]]] = ContextVar("granted_by", default=lambda seconds: None)


def ask_for(seconds: float) -> None:
    """Ask for this much more time for the file that is being read."""
    granted_by.get()(seconds)
