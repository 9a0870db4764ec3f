"""Hostile text files: what an editor or a converter leaves, and what nobody leaves by accident."""

import random
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from ..papers.law import invented_law

LAW: Final = "\n".join(invented_law(7))
_BIDI: Final = "\u202e\u2066\u2067\u200f\u200b\u200d\ufeff\u00ad\u2060"


def _sprinkled() -> bytes:
    """The law with characters that nobody sees after every letter."""
    return "".join(c + _BIDI[i % len(_BIDI)] for i, c in enumerate(LAW)).encode()


def _mixed() -> bytes:
    half = len(LAW) // 2
    return LAW[:half].encode("utf-8") + LAW[half:].encode("utf-16-le")


FILES: Final[Mapping[str, tuple[str, Callable[[], bytes]]]] = {
    "rong.txt": ("empty", lambda: b""),
    "trang.txt": ("blanks alone", lambda: b" \r\n\t" * 50_000),
    "nul.txt": ("NUL bytes in the law", lambda: LAW.replace(" ", "\0", 5).encode()),
    "nhi-phan.txt": ("random bytes", lambda: random.Random(1).randbytes(200_000)),
    "pdf-doi-duoi.txt": ("a PDF named .txt", lambda: b"%PDF-1.7\n" + LAW.encode()),
    "zip-doi-duoi.md": ("a zip named .md", lambda: b"PK\x03\x04" + b"\0" * 100),
    "hai-bang-ma.txt": ("UTF-8, then UTF-16 without a mark", _mixed),
    "cp1258.txt": (
        "Windows-1258 that does not say so",
        lambda: unicodedata.normalize("NFD", "Điều 1. Vườn").encode("cp1258", "replace") * 500,
    ),
    "utf7.txt": ("UTF-7", lambda: LAW.encode("utf-7")),
    "nfd.txt": ("decomposed letters (NFD)", lambda: unicodedata.normalize("NFD", LAW).encode()),
    "vo-hinh.txt": ("zero-width and bidi controls after every letter", _sprinkled),
    "dau-chong.txt": ("200,000 accents on one letter", lambda: ("Điều 1. e" + "\u0301" * 200_000).encode()),
    "mot-dong.txt": ("one line of 4 million letters", lambda: b"Dieu 1. " + b"khoan " * 700_000),
    "dai.txt": ("30 MB of law", lambda: (LAW.encode() + b"\n") * (30_000_000 // len(LAW.encode()))),
    "ngoac.txt": ("100,000 quotations that never close", lambda: ("như sau:\n“Điều 1. Một\n" * 100_000).encode()),
    "dieu-lon.txt": ("article numbers of 4,000 digits", lambda: "\n".join(f"Điều {'9' * 4000}. Một" for _ in range(200)).encode()),
    "moi-dong-mot-dieu.txt": ("200,000 articles", lambda: "\n".join(f"Điều {n}. Một" for n in range(1, 200_001)).encode()),
    "bang-lon.md": ("a table of 300,000 rows", lambda: ("| a | b | c |\n" * 300_000).encode()),
    "khai-bao.md": ("front matter that nests 5,000 deep", lambda: b"+++\na = " + b"[" * 5_000 + b"\n+++\nDieu 1."),
}
