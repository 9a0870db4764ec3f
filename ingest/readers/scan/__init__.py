"""Pages that are pictures of text: rendered, straightened and cleaned (`picture`), then recognised (`recognition`).

What comes out has places like the characters of any other page, so that columns, page
heads and paragraphs are found in the same way, and a confidence for each line.
"""

from .picture import MAX_PIXELS, has_ink, straightened
from .recognition import OcrAbsent, Recognised, check_ocr, recognised

__all__ = ["MAX_PIXELS", "OcrAbsent", "Recognised", "check_ocr", "has_ink", "recognised", "straightened"]
