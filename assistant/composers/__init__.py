"""Composers: evidence → statements. Each is a small part with one `run`."""

from .draft import Citer, Composer, Draft
from .extract import ExtractComposer

__all__ = ["Citer", "Composer", "Draft", "ExtractComposer"]
