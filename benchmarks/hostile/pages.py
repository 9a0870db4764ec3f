"""Hostile HTML."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Final

from .texts import LAW

_HEAD: Final = '<!DOCTYPE html><meta charset="utf-8">'
_ENTITY: Final = (
    '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>Điều 1. &x;</p></body></html>'
)


def _bomb() -> bytes:
    """The billion laughs."""
    names = "abcdefghij"
    entities = [f'<!ENTITY a "{"ha" * 50}">']
    entities += [f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)]
    return f'<?xml version="1.0"?><!DOCTYPE html [{"".join(entities)}]><html><body>&j;</body></html>'.encode()


def _page(body: str) -> bytes:
    return (_HEAD + body).encode()


FILES: Final[Mapping[str, tuple[str, Callable[[], bytes]]]] = {
    "long-nhau.html": ("100,000 nested tags", lambda: _page("<div>" * 100_000 + LAW)),
    "long-nhau-b.html": ("140,000 nested <b>", lambda: _page("<b>" * 140_000 + LAW)),
    "bang-long.html": ("tables nested 20,000 deep", lambda: _page("<table><tr><td>" * 20_000 + LAW)),
    "nhieu-the.html": ("a million tags", lambda: _page("<p>a" * 1_000_000)),
    "bang-lon.html": ("a table of 70,000 rows", lambda: _page("<table>" + "<tr><td>1<td>2<td>3" * 70_000)),
    "thuoc-tinh.html": ("one tag with 300,000 attributes", lambda: _page("<p " + " ".join(f"a{n}=1" for n in range(300_000)) + ">" + LAW)),
    "lon.html": ("12 MB", lambda: _page("<p>" + "khoản " * 2_000_000)),
    "thuc-the.html": ("external entity", lambda: _ENTITY.encode()),
    "bom-xml.html": ("entities that multiply to 100 GB", _bomb),
    "ngoai.html": ("scripts, frames and pictures from elsewhere", lambda: _page(
        f'<script>while(1){{}}</script><iframe src="http://198.51.100.1/"></iframe><img src="file:///etc/passwd"><p>{LAW}</p>')),
    "khong-dong.html": ("a comment that never closes", lambda: _page(f"<p>{LAW}</p><!--" + "a" * 5_000_000)),
    "bang-ma-la.html": ("a charset that nobody knows", lambda: b'<meta charset="x-user-defined"><p>' + LAW.encode()),
    "utf16-gia.html": ("UTF-8 that says UTF-16", lambda: b'<meta charset="utf-16"><p>' + LAW.encode()),
    "the-nguoc.html": ("200,000 closing tags", lambda: _page("</div></p></b>" * 66_000 + LAW)),
    "so-lon.html": ("lists that begin at 10^300", lambda: _page(f"<ol start={'9' * 300}>" + "<li>Một" * 20_000)),
    "xml-la.html": ("SVG and MathML nested 50,000 deep", lambda: _page("<svg><math>" * 50_000 + LAW)),
}  # fmt: skip
