"""Lies that look true: each is one change to a statement or a citation that verifies, with values that stand elsewhere in the source."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest

from assistant import Assistant, Citation, Statement
from assistant.verify import verify

TEXT = (
    "Điều 5. Cấp thẻ vườn\n"
    "3. Ban vườn ươm cấp thẻ vườn trong 07 ngày làm việc, phí 250.000 đồng, theo điểm c khoản 4 Điều 9 Nghị định số 88/2030/NĐ-CP, "
    "áp dụng từ ngày 15 tháng 8 năm 2031."
)
QUOTE = TEXT.split("\n")[1]
DAY = date(2026, 11, 23)


def text_of(version_id: int) -> str:
    return {1: TEXT}[version_id]


def place_of(version_id: int, component: str, eid: str) -> tuple[str, int, int] | None:
    return {(1, "main", "art_5__para_3"): ("91/2031/NĐ-CP", TEXT.index(QUOTE), len(TEXT))}.get((version_id, component, eid))


CITATION = Citation(
    n=1, document="91/2031/NĐ-CP", version="91/2031/NĐ-CP", title="vườn ươm", eid="art_5__para_3", component="main", article="5",
    clause="3", point=None, label="khoản 3 Điều 5 Nghị định số 91/2031/NĐ-CP", place="khoản 3 Điều 5", quote=QUOTE, excerpt=None,
    text_kind="official",
    valid_from=date(2031, 7, 1), valid_to=None, in_force="in_force", source_url=None, page=None, start=TEXT.index(QUOTE), end=len(TEXT),
    full_citation="khoản 3 Điều 5 Nghị định số 91/2031/NĐ-CP ngày 19 tháng 6 năm 2031 của Chính phủ về vườn ươm", heading="Cấp thẻ vườn",
    lead="", reviewed=True, version_id=1, digest=None,
)  # fmt: skip

TRUE = [
    f"“{QUOTE}”",
    "Ban vườn ươm cấp thẻ trong 07 ngày làm việc.",
    "Ban vườn ươm cấp thẻ trong 7 ngày làm việc, phí 250.000 đồng.",
    "Theo khoản 3 Điều 5 Nghị định số 91/2031/NĐ-CP, Ban cấp thẻ vườn.",
    "Theo khoản 3 điều 5 Nghị định 91/2031/NĐ-CP, Ban cấp thẻ vườn từ ngày 15/8/2031.",
    "Từ ngày 01/7/2031, Ban cấp thẻ vườn.",
    "Ban cấp thẻ theo điểm c khoản 4 Điều 9 Nghị định số 88/2030/NĐ-CP.",
]
LIES = [
    "Ban vườn ươm cấp thẻ trong 60 ngày làm việc.",
    "Ban vườn ươm cấp thẻ trong 70 ngày làm việc.",
    "Phí 25.000 đồng.",
    "Phí 250.0000 đồng.",
    "Phí 2.500.000 đồng.",
    "Theo khoản 2 Điều 5 Nghị định số 91/2031/NĐ-CP.",
    "Theo khoản 3 Điều 6 Nghị định số 91/2031/NĐ-CP.",
    "Theo khoản 3 Điều 5 Nghị định số 92/2031/NĐ-CP.",
    "Theo khoản 3 Điều 5 Nghị định số 91/2030/NĐ-CP.",
    "Theo khoản 3 Điều 5 Thông tư số 91/2031/TT-BVU.",
    "Theo Nghị định 92/2031/nđ-cp.",
    "Từ ngày 02/7/2031, Ban cấp thẻ vườn.",
    "Từ ngày 1 tháng 8 năm 2031, Ban cấp thẻ vườn.",
    "Từ ngày 01-7-2032, Ban cấp thẻ vườn.",
    "Theo điểm d khoản 4 Điều 9 Nghị định số 88/2030/NĐ-CP.",
]
SLY_LIES = {
    "parts of two locators, put together": "Theo khoản 4 Điều 5 Nghị định số 91/2031/NĐ-CP, Ban cấp thẻ vườn.",
    "a point from another locator": "Theo điểm c khoản 3 Điều 5 Nghị định số 91/2031/NĐ-CP, Ban cấp thẻ vườn.",
    "a number that only the date of the decree has": "Ban vườn ươm cấp thẻ trong 19 ngày làm việc.",
    "a number that is only the month of a day": "Ban vườn ươm cấp thẻ trong 08 ngày làm việc.",
    "a number that only the locator has": "Ban vườn ươm cấp thẻ trong 03 ngày làm việc.",
    "the day of issue as that of commencement": "Từ ngày 19/6/2031, Ban cấp thẻ vườn.",
    "one word of a quotation changed": f"“{QUOTE.replace('cấp thẻ', 'thu hồi thẻ')}”",
    "a quotation of what nobody said": "Nghị định viết: “Ban vườn ươm không cấp thẻ vườn”.",
    "a quotation with a word left out": f"“{QUOTE.replace('làm việc, ', '')}”",
}
FALSE_CITATIONS: dict[str, dict[str, Any]] = {
    "other words": {"quote": QUOTE.replace("vườn", "rừng")},
    "one letter": {"quote": QUOTE[:-1] + ";"},
    "words of another place": {"start": 0, "end": len(QUOTE)},
    "negative place": {"start": -len(QUOTE), "end": -1},
    "place behind the end": {"start": len(TEXT), "end": len(TEXT) + len(QUOTE)},
    "no words": {"quote": "", "start": 0, "end": 0},
    "no words at all": {"quote": None},
    "version that is not held": {"version_id": 7},
    "digest as a quotation": {"text_kind": "digest"},
    "note as a quotation": {"text_kind": "note"},
}
MISNAMED: dict[str, dict[str, Any]] = {
    "other article": {
        "eid": "art_6__para_3",
        "article": "6",
        "label": "khoản 3 Điều 6 Nghị định số 91/2031/NĐ-CP",
        "place": "khoản 3 Điều 6",
    },
    "other clause in its label": {"label": "khoản 4 Điều 5 Nghị định số 91/2031/NĐ-CP"},
    "other document": {"document": "88/2030/NĐ-CP", "label": "khoản 3 Điều 5 Nghị định số 88/2030/NĐ-CP"},
    "lead that is not in the text": {"lead": "Trong 99 ngày:"},
}


def passes(text: str, *citations: Citation) -> bool:
    (verdict,) = verify([Statement(text, tuple(c.n for c in citations) or (1,))], citations or [CITATION], text_of, place_of)
    return verdict.passed


@pytest.mark.parametrize("text", TRUE)
def test_true(text: str) -> None:
    assert passes(text)


@pytest.mark.parametrize("text", LIES)
def test_lie(text: str) -> None:
    assert not passes(text)


@pytest.mark.parametrize("name", SLY_LIES)
def test_sly_lie(name: str) -> None:
    assert not passes(SLY_LIES[name])


@pytest.mark.parametrize("name", FALSE_CITATIONS)
def test_false_citation(name: str) -> None:
    assert not passes("Ban cấp thẻ vườn.", replace(CITATION, **FALSE_CITATIONS[name]))


@pytest.mark.parametrize("name", MISNAMED)
def test_citation_that_names_another_place(name: str) -> None:
    assert not passes("Ban cấp thẻ vườn.", replace(CITATION, **MISNAMED[name]))


@pytest.mark.parametrize("numbers", [(), (2,), (1, 2), (0,), (-1,)])
def test_citation_number_that_does_not_exist(numbers: tuple[int, ...]) -> None:
    assert not verify([Statement("Ban cấp thẻ vườn.", numbers)], [CITATION], text_of, place_of)[0].passed


# -- what the composers write on the shipped corpus -------------------------------------------------------------------

QUESTIONS = """
Ban quản lý có được cấp giấy phép xây dựng trong KCN không?
ban quan ly co duoc cap giay phep xay dung trong kcn khong
Ai bổ nhiệm Trưởng ban Ban quản lý?
Có mấy Phó Trưởng ban?
Ban quản lý có thẩm quyền cấp giấy phép môi trường không?
BQL có thẩm định ĐTM không?
BQL có cấp C/O không?
Cấp giấy phép lao động cho người nước ngoài trong KCN
Đăng ký nội quy lao động ở đâu?
Cho thôi việc hàng loạt thì báo ai?
Ban quản lý khu kinh tế có nhiệm vụ gì thêm?
Ai phê duyệt quy hoạch phân khu xây dựng KCN?
Thẩm định báo cáo nghiên cứu khả thi
Điều kiện chuyển đổi KCN sang khu đô thị
KCN sinh thái cần tiêu chí gì?
Thời hạn cấp lại Giấy chứng nhận KCN sinh thái
KCN lấp đầy bao nhiêu phần trăm thì được mở rộng?
Khung giá hạ tầng tăng trên 10% thì làm gì?
Diện tích tối thiểu của khu công nghiệp hỗ trợ
Khu công nghiệp chuyên ngành là gì?
Nhà ở công nhân trong KCN
Chế độ báo cáo của Ban quản lý
Ban quản lý có con dấu không?
Ban quản lý trực thuộc cơ quan nào?
Nguồn kinh phí hoạt động của Ban quản lý
Ưu đãi đầu tư đối với khu kinh tế
Khu phi thuế quan hoạt động thế nào?
Hồ sơ cấp giấy phép xây dựng nộp trước 01/7/2026 thì xử lý thế nào?
Thời gian cấp giấy phép xây dựng bao lâu?
Ai thu hồi giấy phép xây dựng cấp sai?
Gia hạn giấy phép xây dựng trong mấy ngày?
Áp dụng luật nào khi hai nghị định khác nhau?
Tiêu chuẩn Tập thể lao động xuất sắc
Danh hiệu Chiến sĩ thi đua cơ sở
Tiền thưởng kèm theo danh hiệu
Hội nghị sơ kết khối thi đua nói gì về quy chế phối hợp?
Kiến nghị của các ban quản lý với Bộ Kế hoạch và Đầu tư
điểm d khoản 3 Điều 68 Nghị định 35/2022/NĐ-CP
Điều 70 Nghị định số 35/2022/NĐ-CP quy định gì?
dieu 53 nghi dinh 217/2026/nd-cp
""".strip().split("\n")


@pytest.fixture(scope="module")
def drafts(assistant: Assistant) -> list[tuple[Statement, list[Citation]]]:
    answers = [assistant.ask(question, DAY) for question in QUESTIONS]
    return [(s, list(a.citations)) for a in answers for s in a.statements]


def test_true_statements_of_forty_questions_all_pass(assistant: Assistant) -> None:
    """Nothing that a composer writes is struck, and most questions get an answer."""
    answers = [assistant.ask(question, DAY) for question in QUESTIONS]
    held: Callable[[int], str] = assistant.index.opened().store.text
    assert [(a.question, a.struck) for a in answers if a.struck] == []
    for answer in answers:
        assert [v.faults for v in verify(answer.statements, answer.citations, held) if not v.passed] == []
    assert sum(a.status != "refused" for a in answers) >= 36


def test_no_corruption_of_them_passes(assistant: Assistant, drafts: list[tuple[Statement, list[Citation]]]) -> None:
    """Every statement, each of its numbers made another that its sources do not have, and its citations cut, moved and swapped."""
    held, random, tried = assistant.index.opened().store.text, Random(20261123), 0
    for statement, citations in drafts:
        mine = [c for c in citations if c.n in statement.citations]
        others = [c for c in citations if c.n not in statement.citations]
        lies: list[tuple[Statement, list[Citation]]] = [
            (replace(statement, text=f"{statement.text} Thời hạn {random.randint(10**6, 10**9)} ngày."), citations),
            (replace(statement, text=f"{statement.text} Xem khoản {random.randint(60, 99)} Điều {random.randint(700, 999)}."), citations),
            (replace(statement, text=f"{statement.text} Theo Nghị định số {random.randint(1000, 4000)}/1999/NĐ-CP."), citations),
            (replace(statement, text=f"{statement.text} Từ ngày {random.randint(1, 28)}/{random.randint(1, 12)}/1899."), citations),
            (replace(statement, citations=()), citations),
            (statement, others),
            (statement, [replace(c, version_id=c.version_id + 10_000) for c in citations]),
            (statement, [replace(c, start=c.start + 3, end=c.end + 3) for c in mine]),
            (statement, [_changed(c, random) for c in mine]),
        ]
        for lie, cited in lies:
            tried += 1
            assert not verify([lie], cited, held)[0].passed, (lie.text[-60:], cited)
    assert tried >= 300


def _changed(citation: Citation, random: Random) -> Citation:
    """The citation with one word of what it shows made another."""
    words = (citation.quote or citation.excerpt or "").split(" ")
    words[random.randrange(len(words))] = "bịa"
    shown = " ".join(words)
    return replace(citation, quote=shown) if citation.quote is not None else replace(citation, excerpt=shown)
