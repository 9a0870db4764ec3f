"""Any concatenation of legal words and markup, as a file of any text format: it is read, and its tree covers every character."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from law_notation import assert_sound
from test_law_properties import WORDS

from ingest.law.normalise import normalise
from ingest.law.parser import parse
from ingest.readers import ReaderError
from ingest.readers.reading import read_here

MARKUP = [
    "<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<ol type=a start=4>", "<li value=-1>", "<br>", "<pre>", "<!--", "-->", "]]>",
    "<", "&#0;", "&#xD800;", "&amp;", "<svg>", "<p style='display:none'>", "<?xml", "<![CDATA[", "# ", "## ", "```", "> ", "* ",
    "| --- |", "+++\n",
]  # fmt: skip
CONCATENATIONS = st.lists(st.sampled_from(WORDS + MARKUP), max_size=60).map("".join)


def check(text: str, suffix: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"tep{suffix}"
        path.write_bytes(text.encode("utf-8", "replace"))
        try:
            read = normalise(read_here(path).text)
        except ReaderError:
            return
    parsed = parse(read)
    assert parsed.text == read
    assert_sound(parsed)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CONCATENATIONS, st.sampled_from([".txt", ".md", ".html"]))
def test_words_and_markup(text: str, suffix: str) -> None:
    check(text, suffix)


@pytest.mark.full
@settings(max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CONCATENATIONS, st.sampled_from([".txt", ".md", ".html"]))
def test_ten_thousand_times_words_and_markup(text: str, suffix: str) -> None:
    check(text, suffix)
