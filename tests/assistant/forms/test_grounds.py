"""The order and the form of căn cứ."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Citation
from assistant.forms import elsewhere_than, ground_lines, grounds_of, load_forms
from ingest.catalogue import Catalogue
from ingest.index.records import Version
from ingest.law.validity import State, Validity

FORMS = load_forms()
# from the highest to the lowest, as Điều 4 of the law on legal documents has them
ORDER = [
    ("Luật", "Quốc hội"),
    ("Pháp lệnh", "Ủy ban Thường vụ Quốc hội"),
    ("Nghị định", "Chính phủ"),
    ("Quyết định", "Thủ tướng Chính phủ"),
    ("Thông tư", "Bộ trưởng Bộ Vườn ươm"),
    ("Thông tư liên tịch", "Bộ Vườn ươm, Bộ Cây xanh"),
    ("Nghị quyết", "Hội đồng nhân dân tỉnh Vườn"),
    ("Quyết định", "Ủy ban nhân dân tỉnh Vườn"),
    ("Quyết định", "Chủ tịch Ủy ban nhân dân tỉnh Vườn"),
]
BASELESS = [("Công văn", "Bộ Vườn ươm"), ("Báo cáo", "Sở Vườn ươm"), ("", "")]


def version(n: int, kind: str, issuer: str, issued: date | None) -> Version:
    number = f"{n}/2031/VB"
    return Version(n, number, number, "official", kind, issuer, "về vườn ươm", issued, Validity(None, None), None, True, "", (), (), (), "")


def citation(of: Version, state: State) -> Citation:
    return Citation(
        1, of.document, of.version, of.title, "art_1", "main", "1", None, None, "", "", "lời", None, of.text_kind, None, None, state, None,
        None, 0, 3, "", "", "", True, None, of.id,
    )  # fmt: skip


texts = st.lists(
    st.tuples(
        st.sampled_from([*ORDER, *BASELESS]),
        st.dates(date(2000, 1, 1), date(2031, 1, 1)) | st.none(),
        st.sampled_from(["in_force", "expired", "not_yet", "unknown", "suspended"]),
    ),
    max_size=12,
)


@given(texts, st.randoms())
def test_grounds_stand_by_rank_then_by_day_whatever_the_order_of_the_basket(
    given: list[tuple[tuple[str, str], date, State]], mix: object
) -> None:
    held = {n: version(n, kind, issuer, issued) for n, ((kind, issuer), issued, _) in enumerate(given)}
    cited = [citation(held[n], state) for n, (_, _, state) in enumerate(given)]
    shuffled = [*cited]
    mix.shuffle(shuffled)
    found = grounds_of(shuffled, held, FORMS)
    assert found == grounds_of(cited, held, FORMS)
    places = [(ORDER.index((v.kind, v.issuer)), v.issued_on or date.max) for v in found]
    assert places == sorted(places)
    wanted = {v.document for n, v in held.items() if cited[n].in_force == "in_force" and (v.kind, v.issuer) not in BASELESS}
    assert {v.document for v in found} == wanted


def test_each_ground_is_in_full_and_closed_as_the_decree_says() -> None:
    law = replace(version(1, "Luật", "Quốc hội", date(2031, 2, 5)), title="Cây xanh")
    decree = version(2, "Nghị định", "Chính phủ", date(2031, 3, 5))
    assert ground_lines([law, decree], FORMS) == [
        "Căn cứ Luật Cây xanh ngày 05 tháng 02 năm 2031;",
        "Căn cứ Nghị định số 2/2031/VB ngày 05 tháng 3 năm 2031 của Chính phủ về vườn ươm.",
    ]


@pytest.mark.parametrize(("kind", "issuer"), [("NGHỊ ĐỊNH", "CHÍNH PHỦ"), ("nghị định", "Chính phủ")])
def test_a_document_is_ranked_however_its_head_is_spelt(kind: str, issuer: str) -> None:
    assert FORMS.rank_of(version(1, kind, issuer, None)) == FORMS.rank_of(version(2, "Nghị định", "Chính phủ", None)) is not None


@pytest.mark.parametrize(
    ("board", "title", "elsewhere"),
    [
        ("Ban Quản lý Khu kinh tế Hải Phòng", "về vườn ươm", False),
        ("Ban Quản lý Khu kinh tế Hải Phòng", "về vườn ươm của thành phố Hải Phòng", False),
        ("Ban Quản lý các KCN tỉnh Hải Dương", "về vườn ươm của thành phố Hải Phòng", False),  # merged into it
        ("Ban Quản lý Khu kinh tế Hải Phòng", "về vườn ươm của tỉnh Quảng Ninh", True),
        ("", "về vườn ươm của tỉnh Quảng Ninh", True),
        ("", "về vườn ươm", False),
    ],
)
def test_what_holds_in_another_province_is_no_ground(catalogue: Catalogue, board: str, title: str, elsewhere: bool) -> None:
    text = replace(version(1, "Quyết định", "Thủ tướng Chính phủ", None), title=title)
    assert elsewhere_than(board, catalogue)(text) == elsewhere
    found = grounds_of([citation(text, "in_force")], {1: text}, FORMS, elsewhere_than(board, catalogue))
    assert bool(found) != elsewhere
