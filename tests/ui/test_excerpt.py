"""What the source panel shows: every character of the Điều once, the citation marked by its offsets, nothing acting as markup."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import cast

import pytest

from assistant import Assistant, Citation
from assistant.ui.excerpt import Excerpt, Piece, SourceChanged, excerpt_of
from assistant.ui.excerpt_html import as_html
from assistant.ui.wording import plain
from ingest.index.records import StoredProvision
from ingest.index.store import Store

HOSTILE = (
    "a <b>b</b> <script>alert(1)</script> &lt; ' \" <img src=x onerror=alert(1)> -> -- $x$ :smile: https://example.org [l](x) `c` **d**"
)


def cited(store: Store, version_id: int, start: int, end: int) -> Citation:
    """A citation of a stretch of a text; only what an excerpt needs is filled in."""
    words = store.text(version_id)[start:end]
    empty = dict.fromkeys((*Citation.__dataclass_fields__,), None)
    return Citation(**(empty | {"n": 1, "excerpt": words, "start": start, "end": end, "version_id": version_id}))  # type: ignore[arg-type]


def passages(assistant: Assistant, number: int) -> Iterator[Citation]:
    """Some passages of everything that is held, the same at each run."""
    store = assistant.index.opened().store
    found = [passage for version in store.versions() for passage in store.passages_of(version.id)]
    for passage in random.Random(7).sample(found, number):
        yield cited(store, passage.version.id, passage.start, passage.end)


def test_each_passage_stands_in_a_block_that_is_shown_whole_with_the_passage_marked(assistant: Assistant) -> None:
    store = assistant.index.opened().store
    for citation in passages(assistant, 120):
        excerpt = excerpt_of(store, citation)
        whole = store.text(citation.version_id)[excerpt.block.start : excerpt.block.end]
        assert "".join(piece.text for piece in excerpt.pieces) == whole
        assert "".join(piece.text for piece in excerpt.pieces if piece.role == "cited") == citation.excerpt
        assert excerpt.block.kind in {"article", "statement_block", "preamble", "conclusion", "body"}


def test_html_carries_the_text_and_marks_what_is_cited(assistant: Assistant) -> None:
    store = assistant.index.opened().store
    for citation in passages(assistant, 60):
        read = Reader(as_html(excerpt_of(store, citation)))
        assert squeezed(read.marked) == squeezed(citation.excerpt or "")
        assert read.tags <= {"p", "mark", "div", "details", "summary", "strong"}


def test_the_lead_of_a_point_stays_in_sight_and_the_rest_is_folded(assistant: Assistant) -> None:
    answer = assistant.ask("Ban quản lý có được cấp giấy phép xây dựng trong khu công nghiệp không?", date(2026, 11, 23))
    citation = next(c for c in answer.citations if c.article == "68")
    excerpt = excerpt_of(assistant.index.opened().store, citation)
    leads = [piece.text.strip() for piece in excerpt.pieces if piece.role == "lead" and piece.text.strip()]
    assert leads[0].startswith("### Điều 68.")
    assert leads[1].startswith("3. ")
    shown = as_html(excerpt)
    assert "Xem phần trước: khoản 1–2" in shown
    assert shown.index("</details>") < shown.index("3. Các nhiệm vụ") < shown.index("<mark")


def test_nothing_in_a_document_acts_as_markup() -> None:
    provision = cast(
        StoredProvision, SimpleNamespace(ord=0, kind="article", number="1", depth=1, version=SimpleNamespace(text_kind="official"))
    )
    shown = as_html(Excerpt(provision, (Piece(f"Điều 1. {HOSTILE}\n", "lead", provision, True), Piece(HOSTILE, "cited", provision, False))))
    read = Reader(shown)
    assert read.text == f"Điều 1. {HOSTILE}{HOSTILE}"
    assert read.tags == {"p", "strong", "div", "mark"}
    assert "\\<script\\>" in plain(HOSTILE) and "\n" not in plain("a\nb")


def test_a_text_that_has_changed_since_the_answer_is_said(assistant: Assistant) -> None:
    store = assistant.index.opened().store
    citation = next(passages(assistant, 1))
    with pytest.raises(SourceChanged):
        excerpt_of(store, replace(citation, start=citation.start + 1))
    with pytest.raises(SourceChanged):
        excerpt_of(store, replace(citation, version_id=10**6))


class Reader(HTMLParser):
    """Reads HTML back into text, marked text and the tags used."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.marked, self.tags, self._depth = "", "", set[str](), 0
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._depth += tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        self.marked += data if self._depth else ""


def squeezed(text: str) -> str:
    """Without white space and without the signs of our own Markdown, which are not drawn."""
    return "".join("".join(line.lstrip("#> ") if line.startswith(("#", ">")) else line for line in text.splitlines()).split())
