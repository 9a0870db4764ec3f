"""What a paper looks like, part by part against the tables of corpus/forms: the Word file always, its pages where LibreOffice is here."""

import ctypes
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from papers import basket, details, find, lines_of, text_of

from assistant import Assistant
from assistant.memo import Forms, MemoError, as_docx, draft_memo, load_forms

KINDS = ("phieu-trinh", "to-trinh", "cong-van", "bao-cao")
TWIP = 0.02  # mm: what Word files round lengths to


@pytest.fixture(scope="module")
def forms() -> Forms:
    return load_forms()


@pytest.fixture(scope="module")
def papers(assistant: Assistant, forms: Forms) -> dict[str, bytes]:
    items = basket(assistant)
    memos = {kind: draft_memo(items, details(kind), assistant, forms) for kind in KINDS}
    assert all(not memo.left_out for memo in memos.values())
    return {kind: as_docx(memo, forms) for kind, memo in memos.items()}


@pytest.fixture(scope="module")
def pages(papers: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, pypdfium2.PdfDocument]]:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("no soffice (libreoffice-writer): the Word files are looked at, their pages are not")
    folder = tmp_path_factory.mktemp("papers")
    for kind, docx in papers.items():
        (folder / f"{kind}.docx").write_bytes(docx)
    command = [
        soffice,
        f"-env:UserInstallation={(folder / 'office').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
    ]
    subprocess.run([*command, *(str(folder / f"{kind}.docx") for kind in papers)], check=True, capture_output=True, timeout=300)
    opened = {kind: pypdfium2.PdfDocument(folder / f"{kind}.pdf") for kind in papers}
    yield opened
    for document in opened.values():
        document.close()


PARTS = [  # part of layout.toml, how its line begins, in which kinds
    ("parent", "UBND TỈNH HƯNG YÊN", KINDS),
    ("issuer", "BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP", KINDS),
    ("motto-country", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", KINDS),
    ("motto", "Độc lập - Tự do - Hạnh phúc", KINDS),
    ("number", "Số: ……/", KINDS),
    ("place-and-date", "Hưng Yên, ngày 23 tháng 11 năm 2026", KINDS),
    ("subject-of-letter", "V/v thẩm quyền", ("cong-van",)),
    ("subject", "Về việc thẩm quyền", ("phieu-trinh", "to-trinh", "bao-cao")),
    ("addressees", "Kính gửi: Ủy ban nhân dân tỉnh Hưng Yên", KINDS),
    ("grounds", "Căn cứ Luật", KINDS),
    ("section", "I. THẨM QUYỀN", KINDS),
    ("heading", "1. Ban quản lý có được", KINDS),
    ("content", "Từ ngày 01/7/2026", KINDS),
    ("table", "Nội dung", KINDS),
    ("copies", "Nơi nhận:", KINDS),
    ("copies-listed", "- Như trên;", KINDS),
    ("copies-listed", "- Lưu: VT, QLXD.", KINDS),
    ("authority", "TRƯỞNG BAN", ("to-trinh", "cong-van", "bao-cao")),
    ("signer", "Trần Thị Bình", KINDS),
    ("appendix", "Phụ lục", KINDS),
    ("appendix-title", "ĐIỀU KHOẢN TRÍCH DẪN", KINDS),
    ("appendix-of", "(Kèm theo ", KINDS),
]


@pytest.mark.parametrize(("part", "start", "kind"), [(part, start, kind) for part, start, kinds in PARTS for kind in kinds])
def test_a_part_is_set_as_the_decree_says(papers: dict[str, bytes], forms: Forms, part: str, start: str, kind: str) -> None:
    style, line = forms.styles[part], find(lines_of(papers[kind]), start)
    assert line.fonts == {forms.font}
    assert all(style.sizes[0] <= size <= style.sizes[1] for size in line.sizes)
    assert (line.italic, line.bold or part == "table") == (style.italic, style.bold or part == "table")
    assert not style.caps or line.text == line.text.upper()
    if part != "table":
        assert line.align == style.align


def test_the_kind_is_named_but_in_a_letter(papers: dict[str, bytes], forms: Forms) -> None:
    for kind, name in (("phieu-trinh", "PHIẾU TRÌNH"), ("to-trinh", "TỜ TRÌNH"), ("bao-cao", "BÁO CÁO")):
        line = find(lines_of(papers[kind]), name)
        assert (line.bold, line.italic, line.align, line.sizes) == (True, False, "center", {forms.styles["kind"].size})
    assert "CÔNG VĂN" not in text_of(papers["cong-van"])


@pytest.mark.parametrize("kind", KINDS)
def test_the_parts_follow_each_other_as_in_the_plan_of_the_decree(papers: dict[str, bytes], kind: str) -> None:
    texts = [line.text for line in lines_of(papers[kind])]
    wanted = ["UBND TỈNH", "CỘNG HÒA", "Độc lập", "Số:", "Hưng Yên, ngày", "Kính gửi:", "Căn cứ", "I. ", "Nơi nhận:", "Phụ lục"]
    places = [next(n for n, text in enumerate(texts) if text.startswith(start)) for start in wanted]
    assert places == sorted(places)
    closing = next(text for text in reversed(texts[: places[8]]) if text)
    assert closing.endswith("./.")


@pytest.mark.parametrize("kind", KINDS)
def test_page_margins_and_numbers(papers: dict[str, bytes], forms: Forms, kind: str) -> None:
    document = Document(BytesIO(papers[kind]))
    assert len(document.sections) == 2  # the appendix is numbered apart
    for section in document.sections:
        sides = {f"margin-{side}": getattr(section, f"{side}_margin") for side in ("top", "bottom", "left", "right")}
        lengths: dict[str, Length] = {"paper-width": section.page_width, "paper-height": section.page_height, **sides}
        for part, length in lengths.items():
            least, most = forms.measures[part].range
            assert least - TWIP <= length.mm <= most + TWIP, part
        assert section.different_first_page_header_footer
        assert section.header_distance < section.top_margin
        assert not section.first_page_header.paragraphs[0].text
        header = section.header.paragraphs[0]
        assert "PAGE" in "".join(t.text or "" for t in header._p.iter(qn("w:instrText")))
        assert header.runs[0].font.size.pt in forms.styles["page-number"].sizes
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


ORDER = {  # of some children, as the schema of Word files has them; Word refuses a file that has them otherwise
    "w:sectPr": [
        "w:headerReference",
        "w:footerReference",
        "w:type",
        "w:pgSz",
        "w:pgMar",
        "w:pgNumType",
        "w:cols",
        "w:titlePg",
        "w:docGrid",
    ],
    "w:tblPr": ["w:tblStyle", "w:tblW", "w:jc", "w:tblLayout", "w:tblCellMar", "w:tblLook"],
    "w:pPr": ["w:pStyle", "w:keepNext", "w:keepLines", "w:widowControl", "w:pBdr", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:sectPr"],
    "w:rPr": ["w:rFonts", "w:b", "w:i", "w:color", "w:sz", "w:szCs", "w:lang"],
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_parts_of_the_file_stand_in_the_order_of_its_schema(papers: dict[str, bytes], kind: str) -> None:
    document = Document(BytesIO(papers[kind]))
    for root in (document.element, document.styles.element):
        for name, order in ORDER.items():
            for element in root.iter(qn(name)):
                places = [order.index(n) for child in element if (n := f"w:{child.tag.rpartition('}')[2]}") in order]
                assert places == sorted(places), name
                assert name == "w:sectPr" or len(places) == len(set(places)), name
            assert all(len(element.findall(qn("w:pgNumType"))) == 1 for element in root.iter(qn("w:sectPr")))
    assert "thumbnail" not in str(ZipFile(BytesIO(papers[kind])).namelist())


def test_paragraphs_of_the_text_are_indented_and_spaced(papers: dict[str, bytes], forms: Forms) -> None:
    for start in ("Căn cứ Luật", "Từ ngày 01/7/2026", "Trước ngày đó"):
        form = find(lines_of(papers["to-trinh"]), start).paragraph.paragraph_format
        assert round(form.first_line_indent.cm, 2) in forms.measures["first-line-indent"].range
        assert form.space_after.pt >= forms.measures["space-between-paragraphs"].range[0]
        assert forms.measures["line-spacing"].range[0] <= form.line_spacing <= forms.measures["line-spacing"].range[1]


def test_the_rules_are_as_long_as_the_decree_says(papers: dict[str, bytes], forms: Forms) -> None:
    document = Document(BytesIO(papers["to-trinh"]))
    issuer, motto = document.tables[0].rows[0].cells
    for cell, part, least, most in ((motto, "motto", 0.97, 1.03), (issuer, "issuer", 1 / 3, 1 / 2)):
        rule = cell.paragraphs[-1]
        assert rule._p.pPr.find(qn("w:pBdr")) is not None and not rule.text
        length = cell.width.pt - rule.paragraph_format.left_indent.pt - rule.paragraph_format.right_indent.pt
        words = 159.0 if part == "motto" else cell.width.pt  # the words of the motto at 13; a name of several lines fills its column
        assert least <= length / words <= most, part


def test_no_marks_of_the_machine_are_left(papers: dict[str, bytes]) -> None:
    for docx in papers.values():
        text = text_of(docx)
        assert not re.search(r"\[\d+\]|\*\*|`|^#|\bNone\b|\{|\}|\\", text, re.MULTILINE)
        assert not re.search(r"\b(?:the|and|page|digest|report|unknown|official|in_force)\b", text)
        properties = Document(BytesIO(docx)).core_properties
        assert "python" not in f"{properties.author}{properties.comments}{properties.last_modified_by}".lower()


def test_signed_by_a_deputy(assistant: Assistant, forms: Forms) -> None:
    memo = draft_memo(basket(assistant)[:1], details("to-trinh", authority="pho-truong-ban"), assistant, forms)
    texts = [line.text for line in lines_of(as_docx(memo, forms))]
    at = texts.index("KT. TRƯỞNG BAN")
    assert texts[at : at + 3] == ["KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Trần Thị Bình"]


def test_several_addressees_stand_below_each_other(assistant: Assistant, forms: Forms) -> None:
    given = details("cong-van", recipients=("Sở Xây dựng", "Sở Tài chính"), number="7", symbol="BQL-QLXD")
    texts = [line.text for line in lines_of(as_docx(draft_memo(basket(assistant)[:1], given, assistant, forms), forms))]
    at = texts.index("Kính gửi:")
    assert texts[at : at + 3] == ["Kính gửi:", "- Sở Xây dựng;", "- Sở Tài chính."]
    assert "Số: 07/BQL-QLXD" in texts


def test_what_nobody_gave_is_left_blank(assistant: Assistant, forms: Forms) -> None:
    given = details("to-trinh", board="", recipients=(), copies=(), signer="", subject="", unit="")
    texts = [line.text for line in lines_of(as_docx(draft_memo(basket(assistant)[:1], given, assistant, forms), forms))]
    assert {"……", "Số: ……/TTr-……", "……, ngày 23 tháng 11 năm 2026", "Về việc ……", "Kính gửi: ……", "- Lưu: VT, ……."} <= set(texts)


@pytest.mark.parametrize(
    ("board", "parent", "place"),
    [
        ("Ban Quản lý các khu công nghiệp tỉnh Hưng Yên", "UBND tỉnh Hưng Yên", "Hưng Yên"),
        ("Ban Quản lý Khu kinh tế Hải Phòng", "UBND thành phố Hải Phòng", "Hải Phòng"),
        ("Ban Quản lý các khu vườn ươm", "", ""),
        ("Ban Quản lý liên tỉnh Hải Phòng và Quảng Ninh", "", ""),
    ],
)
def test_the_body_above_is_read_from_the_name_of_the_board(assistant: Assistant, forms: Forms, board: str, parent: str, place: str) -> None:
    found = draft_memo([], details("to-trinh", board=board), assistant, forms).details
    assert (found.parent, found.place) == (parent, place)


@pytest.mark.parametrize("given", [{"authority": "vua"}, {"title": ""}])
def test_an_unknown_kind_or_authority_is_told(assistant: Assistant, forms: Forms, given: dict[str, Any]) -> None:
    with pytest.raises(MemoError, match=r"các (?:loại|cách ký) có"):
        draft_memo([], details("to-trinh" if "authority" in given else "sac-lenh", **given), assistant, forms)


def test_what_a_person_typed_cannot_break_the_file(assistant: Assistant, forms: Forms) -> None:
    item = replace(basket(assistant)[0], note="một\x00\x1b[31m hai\ud800\n\nba \u202egnob", group="<w:p/> & “nhóm”", heading="")
    texts = [line.text for line in lines_of(as_docx(draft_memo([item], details("to-trinh"), assistant, forms), forms))]
    assert "Ý kiến của người soạn: một[31m hai" in texts and "Ý kiến của người soạn: ba gnob" in texts
    assert "I. <W:P/> & “NHÓM”" in texts


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_that_fills_its_page_is_followed_by_no_blank_one(papers: dict[str, bytes], kind: str) -> None:
    ends = [p for p in Document(BytesIO(papers[kind])).paragraphs if p._p.pPr is not None and p._p.pPr.find(qn("w:sectPr")) is not None]
    assert ends and all(not p.text and p.paragraph_format.line_spacing == Pt(1) for p in ends)


# -- pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_on_the_page_all_words_stand_inside_the_margins(pages: dict[str, pypdfium2.PdfDocument], forms: Forms, kind: str) -> None:
    for number, page in enumerate(pages[kind]):
        width, height = (side / 72 * 25.4 for side in page.get_size())
        assert (round(width), round(height)) == (210, 297)
        boxes = [box for text, box in _words(page) if not (text.isdigit() and number and box[1] / 72 * 25.4 > height - 21)]
        left, right = min(b[0] for b in boxes) / 72 * 25.4, width - max(b[2] for b in boxes) / 72 * 25.4
        top, bottom = height - max(b[3] for b in boxes) / 72 * 25.4, min(b[1] for b in boxes) / 72 * 25.4
        assert left >= forms.measures["margin-left"].range[0] - 0.5
        assert right >= forms.measures["margin-right"].range[0] - 0.5
        assert top >= forms.measures["margin-top"].range[0] - 1 and bottom >= forms.measures["margin-bottom"].range[0] - 1


def test_the_first_page_shows_no_number_and_the_second_does(pages: dict[str, pypdfium2.PdfDocument]) -> None:
    for document in pages.values():
        assert not _in_top_margin(document[0])
        assert _in_top_margin(document[1]) == "2"


# words of letters that every font of these measures has: where one lacks Vietnamese letters, another font steps in for them
SEEN = [("UBND", "parent"), ("CÁC KHU", "issuer"), ("NAM", "motto-country"), ("19 tháng 02", "grounds"), ("VT, QLXD", "copies-listed")]


@pytest.mark.parametrize(("words", "part"), SEEN)
def test_on_the_page_a_part_has_its_size_and_face(pages: dict[str, pypdfium2.PdfDocument], forms: Forms, words: str, part: str) -> None:
    style = forms.styles[part]
    for document in pages.values():
        size, face = next(found for page in document if (found := _face(page, words)))
        assert style.sizes[0] - 0.1 <= size <= style.sizes[1] + 0.1
        assert ("Bold" in face, "Italic" in face) == (style.bold, style.italic)


def _words(page: Any) -> list[tuple[str, tuple[float, float, float, float]]]:
    text = page.get_textpage()
    boxes = [text.get_rect(n) for n in range(text.count_rects())]
    return [(text.get_text_bounded(*box).strip(), box) for box in boxes]


def _in_top_margin(page: Any) -> str:
    width, height = page.get_size()
    return str(page.get_textpage().get_text_bounded(0, height - 20 / 25.4 * 72, width, height).strip())


def _face(page: Any, words: str) -> tuple[float, str] | None:
    """Size and font of the words where they first stand on the page; None where they do not."""
    text = page.get_textpage()
    found = text.search(words, match_case=True).get_next()
    if found is None:
        return None
    name, flags = (ctypes.c_char * 200)(), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text.raw, found[0], name, len(name), flags)
    return pdfium.FPDFText_GetFontSize(text.raw, found[0]), name.value.decode()
