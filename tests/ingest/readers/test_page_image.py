"""The picture of a page with a passage boxed."""

import io
from pathlib import Path

import pytest

from benchmarks.papers.law import invented_law
from benchmarks.papers.pdf import Layout, write_pdf
from ingest.readers import ReaderError, page_image, read
from ingest.readers.pdf.picture import COLOUR, Box, boxes

LAW = invented_law(3, 6)


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pdf(tmp_path_factory.mktemp("trang") / "luat.pdf", LAW, Layout(columns=2, size=11))


def marked(png: bytes) -> tuple[int, int, int, int] | None:
    """The box around all that is drawn in the colour of the mark."""
    import numpy as np
    from PIL import Image

    points = np.argwhere((np.asarray(Image.open(io.BytesIO(png)).convert("RGB")) == COLOUR).all(axis=2))
    if not len(points):
        return None
    (top, left), (bottom, right) = points.min(axis=0), points.max(axis=0)
    return int(left), int(top), int(right), int(bottom)


def test_a_passage_is_boxed_where_it_stands(law: Path) -> None:
    clauses = [line for line in LAW if line.startswith(("1. ", "2. "))]
    tops = [marked(page_image(law, 1, clause)) for clause in clauses[:2]]
    assert all(tops) and tops[0] != tops[1]
    assert marked(page_image(law, 1, "lời không có ở đâu trong trang này cả")) is None
    assert marked(page_image(law, 1)) is None


def test_a_passage_that_begins_on_one_page_and_ends_on_the_next_is_boxed_on_both(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "luat.pdf", LAW, Layout(size=14))
    source = read(path)
    border = source.page_starts[1]
    line = next(line for line in source.text.split("\n") if source.text.index(line) < border < source.text.index(line) + len(line))
    first, second = marked(page_image(path, 1, line)), marked(page_image(path, 2, line))
    assert first and second and first[1] > second[3]


def test_a_page_that_is_not_there_and_a_file_without_pages_are_named(law: Path, tmp_path: Path) -> None:
    for path, page in ((law, 0), (law, 99), (tmp_path / "luat.docx", 1)):
        with pytest.raises(ReaderError, match=path.name):
            page_image(path, page, "Điều 1.")


def words(text: str) -> list[Box]:
    return [Box(word, 10.0 * n, 0.0, 10.0 * n + 9, 10.0) for n, word in enumerate(text.split())]


@pytest.mark.parametrize(
    ("page", "passage", "lefts"),
    [
        ("một hai ba bốn năm", "hai ba bốn", [10.0]),
        ("một hai ba", "hai", [10.0]),
        ("a b c TRANG 2 d e f", "a b c d e f", [0.0, 50.0]),
        ("một hai ba", "không có gì", []),
        ("một hai ba", "", []),
    ],
)
def test_words_are_found_in_their_order(page: str, passage: str, lefts: list[float]) -> None:
    found = boxes(words(page), passage)
    assert [box.left for box in found][: len(lefts)] == lefts[: len(found)] and bool(found) == bool(lefts)
