"""A font with Vietnamese letters, for PDFs and pictures that a measurement draws."""

import subprocess
from functools import cache
from pathlib import Path
from typing import Final

FAMILIES: Final = ("Tinos", "DejaVu Serif", "DejaVu Sans", "Noto Serif", "Noto Sans")
FOLDERS: Final = ("/usr/share/fonts", "/Library/Fonts", "/System/Library/Fonts/Supplemental", "C:/Windows/Fonts")
FILES: Final = ("DejaVuSerif.ttf", "DejaVuSans.ttf", "Times New Roman.ttf", "times.ttf")


class FontAbsent(Exception):
    """No TrueType font with Vietnamese letters on this machine."""

    def __init__(self) -> None:
        super().__init__("no TrueType font with Vietnamese letters: apt install fonts-dejavu-core")


@cache
def font_file() -> Path:
    """A TrueType font with Vietnamese letters, as law is printed in where there is one. Raises FontAbsent."""
    for family in FAMILIES:
        try:
            asked = ["fc-match", "-f", "%{file}", f"{family}:style=Regular:lang=vi"]
            found = Path(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
        except (OSError, subprocess.CalledProcessError):
            break
        if found.suffix == ".ttf" and family.replace(" ", "") in found.name:
            return found
    folders = [Path(folder) for folder in FOLDERS if Path(folder).is_dir()]
    paths = (path for name in FILES for folder in folders for path in sorted(folder.rglob(name)))
    font = next(paths, None)
    if font is None:
        raise FontAbsent
    return font


@cache
def font_name() -> str:
    """The name under which reportlab knows the font."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("Paper", str(font_file())))
    return "Paper"
