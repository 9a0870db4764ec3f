"""Composers: evidence → statements. Each is a small part with one `run`."""

from .extract import ExtractComposer

__all__ = ["ExtractComposer"]
