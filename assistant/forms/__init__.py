"""What the papers of an office look like and rest on: the tables under corpus/forms, their words, and the lines of their grounds."""

from .grounds import elsewhere_than, ground_lines, grounds_of, province_in
from .phrases import Phrases, phrases_of
from .tables import Authority, Forms, Kind, Style, load_forms

__all__ = [
    "Authority", "Forms", "Kind", "Phrases", "Style", "elsewhere_than", "ground_lines", "grounds_of", "load_forms", "phrases_of",
    "province_in",
]  # fmt: skip
