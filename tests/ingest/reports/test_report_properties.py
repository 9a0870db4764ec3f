"""What holds for any text read as a report: every character has one place, what is found stands where it is said to stand."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.catalogue import load_catalogue
from ingest.law.normalise import normalise
from ingest.reports import PublishedReport, eids_of, reader_of, tree_of

CATALOGUE = load_catalogue()
WORDS = [
    "Hội nghị sơ kết ", "Báo cáo", "Theo ", "ông ", "Ông ", "bà Lê Thị Chín", "Ngô Văn Tám", ", ", "Trưởng ban ", "Phó Trưởng ban ",
    "Ban Quản lý ", "các KCN tỉnh ", "Hà Nam", "Hải Phòng", "BÀ RỊA - VŨNG TÀU", "Bà Rịa", "cho biết ", "nói", ": ", "“", "”", '"', "- ",
    "– ", "(", ")", "\n", "\n\n", ". ", "; ", "12,5 tỷ USD",
    "4.93,1 ha", "33", "%", "3-4 KCN", "năm 2030 ", "lũy kế đến hết ",
    "tháng 6/2030 ",
    "lần lượt là ", "và ", " | ", "|", "Ảnh: An", "Bình luận", "(1) ",
    "[1]", "Phóng viên: ", "đại diện ", "Khối trưởng ", "THEO ONG ", "1. ",
    "…", "?", "!", "Đất", "đ", "ß", "İ", "ﬁ", "\u0301", "\u200b", "٣", "²", "Điều 1. ", "Thứ Sáu, 12/7/2030", "Trang 2/2",
]  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)


def assert_sound(report: PublishedReport) -> None:
    text = report.text
    assert "".join(text[p.start : p.end] for p in report.pieces) == text
    leaves = [node for node in tree_of(report).root.walk() if not node.children]
    assert "".join(text[node.start : node.end] for node in leaves) == text
    assert all(0 <= n < len(report.speakers) for said in report.spoken for n in said.speakers)
    assert all(said.start < said.end for said in report.spoken)
    for figure in report.figures:
        assert text[figure.start : figure.end] == figure.printed and figure.number in figure.printed
    eids = [eid for eid, _ in eids_of(report)]
    assert len(set(eids)) == len(eids)
    assert not any(one != other and other.startswith(one) for one in eids for other in eids)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(texts, st.text(max_size=200)))
def test_any_text_is_read_and_every_character_has_one_place(text: str) -> None:
    normalised = normalise(text)
    reader = reader_of(CATALOGUE)
    assert isinstance(reader.is_report(normalised), bool)
    assert_sound(reader.read(normalised))


@settings(max_examples=60, deadline=None)
@given(texts)
def test_the_same_text_gives_the_same_report(text: str) -> None:
    reader = reader_of(CATALOGUE)
    assert reader.read(normalise(text)) == reader.read(normalise(text))


@settings(max_examples=60, deadline=None)
@given(texts)
def test_what_has_an_article_is_never_a_report(text: str) -> None:
    assert not reader_of(CATALOGUE).is_report(normalise(f"{text}\nĐiều 1. Phạm vi\n{text}"))
