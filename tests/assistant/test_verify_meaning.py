"""The verifier on what statements mean: generated corruptions, statements in other words, and what composers write."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from invented import Place

from assistant import Assistant
from assistant.answer import Change, Citation, Statement
from assistant.meaning import Meaning
from assistant.numbering import without_number
from assistant.verify import verify
from benchmarks.corruptions import DAY, Corruption
from benchmarks.verifier import FALSE, TRUE, Case, Verifier, generated, read_rows, true_cases
from ingest.catalogue import Catalogue
from ingest.index.store import Store

PROVISIONS = 220  # from which corruptions are generated


@pytest.fixture(scope="module")
def store(assistant: Assistant) -> Store:
    return assistant.index.opened().store


@pytest.fixture(scope="module")
def verifier(store: Store, catalogue: Catalogue) -> Verifier:
    return Verifier(store, catalogue)


@pytest.fixture(scope="module")
def corruptions(store: Store, catalogue: Catalogue) -> list[Corruption]:
    return list(generated(store, catalogue, PROVISIONS))


@pytest.fixture(scope="module")
def cases(store: Store, catalogue: Catalogue) -> dict[str, Case]:
    return {case.id: case for case in true_cases(store, catalogue, read_rows(TRUE))}


def test_no_generated_corruption_passes(verifier: Verifier, corruptions: list[Corruption]) -> None:
    """A number, date, sum, document number or locator changed; a clause swapped, expired, invented; a word of a quotation; the meaning."""
    passed = [
        (c.kind, c.statement.text) for c in corruptions if verifier.passes(c.statement, c.citations, dated=c.kind == "expired clause")
    ]
    assert passed == []
    kinds = Counter(c.kind for c in corruptions)
    assert kinds.total() >= 1000
    assert sum(c.in_meaning_only for c in corruptions) >= 200
    assert set(kinds) >= {
        "number", "sum", "date", "document number", "locator", "swapped clause", "expired clause", "invented document", "quotation",
        "negation put in", "negation taken out", "actor", "mode", "limit", "before and after",
    }  # fmt: skip


def test_provisions_as_they_stand_pass(verifier: Verifier, corruptions: list[Corruption]) -> None:
    """What the corruptions were made from is true."""
    for citation in {c.citations[0].start: c.citations[0] for c in corruptions if c.kind == "negation put in"}.values():
        said = without_number(citation.quote or citation.excerpt or "")
        assert verifier.passes(Statement(" ".join(said.split()), (citation.n,), (), "conclusion"), [citation]), said


def test_statements_in_other_words_survive(verifier: Verifier, cases: dict[str, Case]) -> None:
    """The rows that the rules were written with; how many of the others survive is for `python -m benchmarks.verifier`."""
    odd = [case for case in cases.values() if case.odd]
    struck = [case.statement.text for case in odd if not verifier.passes(case.statement, case.citations)]
    assert len(struck) <= 0.02 * len(odd), struck


def test_corruptions_in_meaning_of_those_are_struck(verifier: Verifier, cases: dict[str, Case]) -> None:
    rows = [row for row in read_rows(FALSE) if cases[row["of"]].odd]
    passed = [
        row["statement"]
        for row in rows
        if verifier.passes(replace(cases[row["of"]].statement, text=row["statement"]), cases[row["of"]].citations)
    ]
    assert len(rows) >= 100
    assert passed == []


def test_composers_lose_nothing_to_the_meaning(assistant: Assistant, store: Store, catalogue: Catalogue) -> None:
    """Conclusions that are composed from the tables say what the tables say."""
    meaning = Meaning(catalogue, tables=True)
    for question in (
        "Ban quản lý có được cấp giấy phép xây dựng trong KCN không?",
        "Ai bổ nhiệm Trưởng ban Ban quản lý?",
        "BQL có cấp C/O không?",
        "Ban quản lý có thẩm quyền cấp giấy phép môi trường không?",
        "Nghị định 35/2022/NĐ-CP còn hiệu lực không?",
    ):
        answer = assistant.ask(question, DAY)
        assert answer.statements
        assert not answer.struck
        verdicts = verify(answer.statements, answer.citations, store.text, meaning=meaning, as_of=DAY)
        assert [v.faults for v in verdicts if not v.passed] == []


# -- one provision of our own ------------------------------------------------------------------------------------------

CLAUSE = (
    "Ban quản lý khu công nghiệp trình Ủy ban nhân dân cấp tỉnh phê duyệt quy hoạch vườn ươm trước ngày 01 tháng 7 hằng năm; "
    "nhà đầu tư không được chặt cây quá 10 năm tuổi, trừ cây bị bệnh. Sở Xây dựng phối hợp kiểm tra vườn ươm tối thiểu 02 lần mỗi năm."
)
SAYS = {
    "Quy hoạch vườn ươm do Ban quản lý khu công nghiệp trình Ủy ban nhân dân cấp tỉnh phê duyệt.": True,
    "Quy hoạch vườn ươm do Sở Xây dựng trình Ủy ban nhân dân cấp tỉnh phê duyệt.": True,  # which only the order of words tells
    "Quy hoạch vườn ươm do Bộ Tài chính trình Ủy ban nhân dân cấp tỉnh phê duyệt.": False,
    "Quy hoạch vườn ươm do Ban quản lý khu công nghiệp tự phê duyệt.": False,
    "Nhà đầu tư không được chặt cây quá 10 năm tuổi, trừ cây bị bệnh.": True,
    "Nhà đầu tư được chặt cây quá 10 năm tuổi.": False,
    "Nhà đầu tư không được chặt cây quá 10 năm tuổi, kể cả cây bị bệnh.": False,
    "Sở Xây dựng kiểm tra vườn ươm ít nhất 02 lần mỗi năm.": True,
    "Sở Xây dựng kiểm tra vườn ươm tối đa 02 lần mỗi năm.": False,
    "Sở Xây dựng không phối hợp kiểm tra vườn ươm.": False,
    "Sở Xây dựng kiểm tra vườn ươm theo ủy quyền.": False,
    "Ban quản lý trình phê duyệt quy hoạch vườn ươm sau ngày 01 tháng 7 hằng năm.": False,
    "Nhà đầu tư không được chặt mọi cây quá 10 năm tuổi, trừ cây bị bệnh.": False,
    "Sở Xây dựng phối hợp kiểm tra vườn ươm trong cả nước tối thiểu 02 lần mỗi năm.": False,
    "Chỉ Sở Xây dựng kiểm tra vườn ươm tối thiểu 02 lần mỗi năm.": False,
    "Ban quản lý ngoài khu công nghiệp trình Ủy ban nhân dân cấp tỉnh phê duyệt quy hoạch vườn ươm.": False,
    "Ban quản lý khu kinh tế trình Ủy ban nhân dân cấp tỉnh phê duyệt quy hoạch vườn ươm.": False,
}


def citation_of(text: str, **changed: object) -> Citation:
    made = Citation(
        1, "91/2031/NĐ-CP", "91/2031/NĐ-CP", "Nghị định vườn ươm", "art_5", "main", "5", None, None, "Điều 5 Nghị định số 91/2031/NĐ-CP",
        "Điều 5", text, None, "official", date(2031, 7, 1), None, "in_force", None, None, 0, len(text),
        "Điều 5 Nghị định số 91/2031/NĐ-CP", "Quản lý vườn ươm", "", True, None, 1,
    )  # fmt: skip
    return replace(made, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "true"), SAYS.items())
def test_one_clause(catalogue: Catalogue, text: str, true: bool) -> None:
    (verdict,) = verify([Statement(text, (1,), (), "conclusion")], [citation_of(CLAUSE)], lambda _: CLAUSE, meaning=Meaning(catalogue))
    assert verdict.passed == true, verdict.faults


# Each rule on a clause of our own: what it must strike, and the same thing said truly in other words.
RULES: dict[str, dict[str, bool]] = {
    "Nhà vườn gửi hồ sơ lấy ý kiến thẩm định của Sở Y tế trong 25 ngày về cây có bệnh hay không.": {
        "Nhà vườn gửi hồ sơ báo cáo thẩm định của Sở Y tế trong 25 ngày về cây có bệnh hay không.": False,
        "Nhà vườn gửi hồ sơ lấy ý kiến thẩm định của Sở Y tế trong 25 ngày về cây có bệnh hay.": False,
        "Nhà vườn gửi hồ sơ lấy ý kiến thẩm định của Sở Y tế trong hai mươi lăm ngày về cây có bệnh hay không.": True,
        "Nhà vườn gửi hồ sơ lấy ý kiến thẩm định của Sở Y tế trong hai mươi ngày về cây có bệnh hay không.": False,
        "Nhà vườn gửi hồ sơ lấy ý kiến thẩm định của các Bộ Y tế trong 25 ngày về cây có bệnh hay không.": False,
    },
    "Cơ quan được hỏi quá hạn mà không có ý kiến thì coi là đồng ý trồng cây.": {
        "Cơ quan được hỏi quá hạn mà không phân cấp thì coi là đồng ý trồng cây.": False,
        "Cơ quan được hỏi quá hạn mà không có ý kiến thì coi là đồng ý trồng cây ấy.": True,
    },
    "Doanh nghiệp cho thuê lại phải nộp lại thẻ vườn cho Ủy ban nhân dân cấp tỉnh.": {
        "Ủy ban nhân dân cấp tỉnh phải nộp lại thẻ vườn cho Ủy ban nhân dân cấp tỉnh.": False,
    },
    "Vườn chưa thực hiện trồng cây, và nhà vườn chưa có quyết định thu hồi đất.": {
        "Vườn chưa triển khai trồng cây và chưa có quyết định thu hồi đất.": True,
        "Vườn chưa thực hiện trồng cây và đã có quyết định thu hồi đất.": False,
    },
    "Nhà vườn kiểm tra giống cây có phù hợp với đất trồng.": {
        "Nhà vườn kiểm tra xem giống cây có phù hợp với đất trồng không.": True,
        "Nhà vườn kiểm tra xem giống cây không phù hợp với đất trồng.": False,
    },
    "Đối với vườn không thuộc diện cấp thẻ, nhà vườn báo cáo Sở Y tế trước khi trồng cây thuốc.": {
        "Trước khi trồng cây thuốc ở vườn không thuộc diện cấp thẻ, nhà vườn phải báo cáo Sở Y tế.": True,
        "Sau khi trồng cây thuốc ở vườn không thuộc diện cấp thẻ, nhà vườn báo cáo Sở Y tế.": False,
    },
    "Nước tưới phải lọc sạch trước khi chảy vào hồ chứa.": {
        "Nước tưới được chảy vào hồ chứa trước khi lọc sạch.": False,
        "Nước tưới lọc sạch rồi mới chảy vào hồ chứa.": True,
        "Nước tưới không được chảy vào hồ chứa trước khi lọc sạch.": True,
        "Nước tưới chưa lọc sạch thì không được chảy vào hồ chứa.": True,
        "Nước tưới chảy vào hồ chứa rồi mới lọc sạch.": False,
    },
    "Sở Xây dựng trình Bộ Xây dựng đề án vườn ươm theo đề nghị của Ban quản lý.": {
        "Bộ Xây dựng trình Sở Xây dựng đề án vườn ươm theo đề nghị của Ban quản lý.": False,
        "Sở Xây dựng trình Bộ Xây dựng đề án vườn ươm.": True,
        "Ban quản lý trình Bộ Xây dựng đề án vườn ươm theo đề nghị của Sở Xây dựng.": False,
        "Đề án vườn ươm do Sở Xây dựng trình Bộ Xây dựng.": True,
    },
    "Sở Y tế chỉ đạo Sở Nội vụ, Ban quản lý trồng cây thuốc trong khu công nghiệp.": {
        "Ban quản lý chỉ đạo Sở Nội vụ trồng cây thuốc trong khu công nghiệp.": False,
        "Sở Y tế chỉ đạo Ban quản lý trồng cây thuốc trong khu công nghiệp.": True,
        "Sở Y tế chỉ đạo Ban quản lý trồng cây thuốc ngoài khu công nghiệp.": False,
    },
    "Vườn ươm phải có sổ giấy hoặc sổ điện tử để ghi giống cây.": {
        "Vườn ươm phải có sổ giấy và sổ điện tử để ghi giống cây.": False,
        "Để ghi giống cây, vườn ươm có sổ giấy hoặc sổ điện tử.": True,
    },
    "Nhà vườn tổng diện tích từ 20 ha; nhà kính tổng diện tích từ 35 ha thì có kỹ sư nông học.": {
        "Nhà kính tổng diện tích từ 20 ha, nhà vườn tổng diện tích từ 35 ha thì có kỹ sư nông học.": False,
        "Nhà kính tổng diện tích từ 35 ha, nhà vườn tổng diện tích từ 20 ha thì có kỹ sư nông học.": True,
    },
    "Chủ tịch Ủy ban nhân dân cấp tỉnh giao vườn ươm trong 15 ngày; thẩm quyền này không được phân cấp, không được ủy quyền.": {
        "Chủ tịch Ủy ban nhân dân cấp xã giao vườn ươm trong 15 ngày.": False,
        "Chủ tịch Ủy ban nhân dân cấp tỉnh giao vườn ươm tối đa 15 ngày.": True,
        "Thẩm quyền giao vườn ươm không được phân cấp nhưng được ủy quyền.": False,
        "Thẩm quyền giao vườn ươm không được phân cấp, ủy quyền.": True,
    },
    "Vườn ươm đạt từ 80% cây sống trở lên thì được tặng cờ; hằng quý báo cáo một lần.": {
        "Vườn ươm đạt trên 80% cây sống thì được tặng cờ.": False,
        "Vườn ươm đạt ít nhất 80% cây sống thì được tặng cờ.": True,
        "Vườn ươm báo cáo hằng tháng một lần.": False,
    },
    "Vườn không có giấy phép mà bán cây giống thì bị phạt.": {
        "Vườn thiếu giấy phép mà bán cây giống thì bị phạt.": True,
        "Vườn có giấy phép mà bán cây giống thì bị phạt.": False,
    },
    "Nhà vườn bị Sở Y tế từ chối cấp thẻ khi hồ sơ thiếu chữ ký; nhà vườn không được từ chối kiểm tra.": {
        "Nhà vườn được từ chối kiểm tra.": False,
        "Nhà vườn không được từ chối kiểm tra.": True,
    },
    "Nhà vườn nộp hồ sơ trực tuyến; chỉ khi mạng hỏng mới được nộp trực tiếp tại Sở Y tế.": {
        "Nhà vườn nộp hồ sơ trực tuyến; mạng hỏng thì được nộp trực tiếp tại Sở Y tế.": True,
    },
    "Nhà vườn nộp hồ sơ trên môi trường điện tử trong 15 ngày.": {"Nhà vườn nộp hồ sơ trực tiếp tại quầy trong 15 ngày.": False},
    "Bên được ủy quyền trồng cây phải báo cáo Ban quản lý.": {
        "Bên được phân cấp trồng cây phải báo cáo Ban quản lý.": False,
        "Bên nhận ủy quyền trồng cây phải báo cáo Ban quản lý.": True,
    },
    "Ban quản lý xây dựng giá cây giống, trình cơ quan có thẩm quyền ban hành.": {
        "Ban quản lý tự ban hành giá cây giống.": False,
        "Ban quản lý không tự ban hành giá cây giống mà trình cơ quan có thẩm quyền ban hành.": True,
    },
}


@pytest.mark.parametrize(("clause", "text", "true"), [(c, t, ok) for c, said in RULES.items() for t, ok in said.items()])
def test_rule(catalogue: Catalogue, clause: str, text: str, true: bool) -> None:
    (verdict,) = verify([Statement(text, (1,), (), "conclusion")], [citation_of(clause)], lambda _: clause, meaning=Meaning(catalogue))
    assert verdict.passed == true, verdict.faults


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("Vườn ươm theo Điều 21 Luật Trồng trọt được giao đất.", False),  # which the changes name in another decree
        ("Vườn ươm theo Điều 12 Luật Trồng trọt được giao đất.", True),
        ("Vườn ươm được giao đất theo Quyết định này.", False),
        ("Vườn ươm được giao đất theo Nghị định này.", True),
        ("Vườn ươm được giao đất trong 21 ngày.", False),
    ],
)
def test_places_in_changes_are_those_of_other_decrees(text: str, true: bool) -> None:
    clause = "Vườn ươm theo Điều 12 Luật Trồng trọt được giao đất theo Nghị định này."
    change = Change("151/2032/NĐ-CP", "repeals_in_part", date(2032, 7, 1), "các khoản nêu tại điểm c khoản 4 Điều 21", "")
    (verdict,) = verify([Statement(text, (1,))], [citation_of(clause, changes=(change,))], lambda _: clause)
    assert verdict.passed == true, verdict.faults


def test_verdicts_are_the_same_each_time(store: Store, catalogue: Catalogue, cases: dict[str, Case]) -> None:
    """Asked twice, in another order, and by another verifier."""
    one, other = Verifier(store, catalogue), Verifier(store, catalogue)
    some = list(cases.values())[:60]
    said = [one.meaning.faults(c.statement, c.citations) for c in some]
    assert [one.meaning.faults(c.statement, c.citations) for c in some] == said
    assert [other.meaning.faults(c.statement, c.citations) for c in reversed(some)] == said[::-1]


def test_half_a_sentence_is_no_quotation(catalogue: Catalogue) -> None:
    """The words stand in the clause, without the "không" in front of them."""
    (verdict,) = verify(
        [Statement("được chặt cây quá 10 năm tuổi", (1,))], [citation_of(CLAUSE)], lambda _: CLAUSE, meaning=Meaning(catalogue)
    )
    assert not verdict.passed


@pytest.mark.parametrize(
    ("day", "text", "passes"),
    [
        (date(2031, 8, 1), "Nhà đầu tư không được chặt cây quá 10 năm tuổi, trừ cây bị bệnh.", True),
        (date(2031, 6, 30), "Nhà đầu tư không được chặt cây quá 10 năm tuổi, trừ cây bị bệnh.", False),
        (date(2031, 6, 30), "Từ ngày 01/7/2031, nhà đầu tư không được chặt cây quá 10 năm tuổi, trừ cây bị bệnh.", True),
    ],
)
def test_day_of_the_law(day: date, text: str, passes: bool) -> None:
    """A conclusion rests on what is in force on the day, or tells from when its provision is."""
    (verdict,) = verify([Statement(text, (1,), (), "conclusion")], [citation_of(CLAUSE)], lambda _: CLAUSE, as_of=day)
    assert verdict.passed == passes


def test_catalogue_without_senses_finds_no_fault(tmp_path: Path) -> None:
    """An empty corpus has no words to compare."""
    empty = Meaning(Place(tmp_path).catalogue)
    assert empty.faults(Statement("Nhà đầu tư không được chặt cây quá 10 năm tuổi.", (1,)), [citation_of(CLAUSE)]) == []
