"""The name that a person or another machine gave to a file → one that is inert wherever it is kept."""

import re
import unicodedata

MAX_NAME_BYTES = 160  # in UTF-8, ending included; file systems take 255, and the hidden names beside it are longer
NAMELESS = "van-ban"
_APART = re.compile(r"[/\\]")
_FORBIDDEN = re.compile(r'[<>:"|?*]')  # of Windows; the separators are gone by then
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\..*)?", re.IGNORECASE)
_EDGES = " .~$-"  # hidden files, Word's own, options of commands, what Windows drops


def safe_name(given: str, ending: str) -> str:
    """The last part of the name, in NFC and with this ending; what has a meaning to a file system is left out.

    >>> safe_name("../../etc/Quyết định 12.PDF", ".pdf"), safe_name("C:\\\\tệp\\\\con.txt", ".txt"), safe_name("...", ".md")
    ('Quyết định 12.pdf', '_con.txt', 'van-ban.md')
    """
    name = unicodedata.normalize("NFC", _APART.split(given)[-1])
    name = "".join(" " if c.isspace() else c for c in name if c.isspace() or unicodedata.category(c)[0] != "C")
    name = " ".join(_FORBIDDEN.sub(" ", name).split())
    stem = name[: -len(ending)] if name.lower().endswith(ending) else re.sub(r"\.[A-Za-z]{2,4}$", "", name)
    stem = _cut(stem.strip(_EDGES), MAX_NAME_BYTES - len(ending) - 1).strip(_EDGES) or NAMELESS
    return f"{'_' if _DEVICE.fullmatch(stem) else ''}{stem}{ending}"


def _cut(text: str, size: int) -> str:
    """The beginning of the text that fits, in whole letters with their marks."""
    kept = text.encode()[:size].decode("utf-8", "ignore")
    while kept and len(kept) < len(text) and unicodedata.combining(text[len(kept)]):
        kept = kept[:-1]
    return kept
