"""Spoken forms of the terms, found in the words of a question."""

import pytest

from assistant.spoken import Spoken, spoken_forms
from ingest.catalogue import Catalogue, Term
from ingest.index.tokens import syllables

FORMS = spoken_forms(
    Catalogue(
        {},
        terms=(
            Term(("sổ đỏ",), "giấy chứng nhận"),
            Term(("sổ đỏ vườn", "sổ vườn"), "giấy chứng nhận vườn ươm"),
            Term(("VƯ", "v.ươm"), "vườn ươm", "abbreviation"),
            Term(("thẻ VƯ",), "giấy chứng nhận vườn ươm"),
        ),
    )
)


@pytest.mark.parametrize(
    ("text", "folded", "found"),
    [
        ("xin sổ đỏ ở đâu", False, [Spoken(1, 3, "giấy chứng nhận")]),
        ("xin sổ đỏ vườn", False, [Spoken(1, 4, "giấy chứng nhận vườn ươm")]),  # the longest
        ("so do va so vuon", True, [Spoken(0, 2, "giấy chứng nhận"), Spoken(3, 5, "giấy chứng nhận vườn ươm")]),
        ("so do", False, []),  # accented words are not those without
        ("sơ đồ vườn", False, []),
        ("sổ", False, []),
        ("VƯ và v.ươm", False, [Spoken(2, 4, "vườn ươm")]),  # an abbreviation of one word is the Expander's
        ("xin thẻ vườn ươm", False, [Spoken(1, 4, "giấy chứng nhận vườn ươm")]),  # "thẻ VƯ", written out
        ("", False, []),
    ],
)
def test_find(text: str, folded: bool, found: list[Spoken]) -> None:
    assert list(FORMS.find(syllables(text, folded), folded)) == found
