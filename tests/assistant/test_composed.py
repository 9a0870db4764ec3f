"""How answers are composed over the shipped corpus: look-ups, validity, duties of each part, premises that do not hold, related clauses."""

from datetime import date

import pytest

from assistant import Answer, Assistant

DAY = date(2026, 11, 29)


def conclusions(answer: Answer) -> list[str]:
    return [s.text for s in answer.statements if s.role == "conclusion"]


def cited(answer: Answer) -> list[tuple[str, str]]:
    return [(c.document, c.eid) for c in answer.citations]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("K2 Đ53 NĐ 217/2026 quy định thế nào?", ("217/2026/NĐ-CP", "art_53__para_2")),
        ("Điểm e khoản 3 Điều 51 Luật BVMT giao BQL KCN việc gì?", ("72/2020/QH14", "art_51__para_3__point_e")),
        ("khoan 3 dieu 203 luat dat dai noi gi", ("31/2024/QH15", "art_203__para_3")),
    ],
)
def test_a_clause_asked_for_by_its_place_is_shown_alone_with_both_forms_of_its_citation(
    assistant: Assistant, question: str, place: tuple[str, str]
) -> None:
    answer = assistant.ask(question, DAY)
    assert cited(answer) == [place]
    citation = answer.citations[0]
    said, how_cited = conclusions(answer)
    assert said.startswith(f"Theo {citation.label}: ")
    assert how_cited == f"Viện dẫn lần đầu: {citation.full_citation}; các lần sau: {citation.label}."


def test_how_it_is_cited_comes_first_where_that_is_asked(assistant: Assistant) -> None:
    answer = assistant.ask("viện dẫn khoản 3 Điều 203 Luật Đất đai trong tờ trình thế nào", DAY)
    assert [line.partition(" ")[0] for line in conclusions(answer)] == ["Viện", "Theo"]


def test_an_article_that_is_named_is_shown_whole_with_what_each_clause_of_it_is(assistant: Assistant) -> None:
    answer = assistant.ask("Điều 68 Nghị định 35/2022 nói gì", DAY)
    said, how_cited = conclusions(answer)
    assert said.startswith("Theo Điều 68 Nghị định số 35/2022/NĐ-CP, nhiệm vụ và quyền hạn của BQL KCN, KKT: khoản 1 – ")
    assert "; khoản 2 – " in said and "; khoản 3 – " in said and "Điều này" not in said
    assert how_cited.startswith("Viện dẫn lần đầu: Điều 68 Nghị định số 35/2022/NĐ-CP ngày 28 tháng 5 năm 2022 của Chính phủ ")
    assert how_cited.endswith("; các lần sau: Điều 68 Nghị định số 35/2022/NĐ-CP.")
    inside = assistant.index.opened().store.passages_at(answer.citations[0].version_id, "main", "art_68")
    assert {c.eid for c in answer.citations} == {p.eid for p in inside} and len(inside) > 20
    assert answer.answer.count("Khoản 1 Điều 68") == 1  # the khoản is said once, with its mark, above its điểm


def test_a_khoan_that_is_named_is_cited_as_a_khoan(assistant: Assistant) -> None:
    answer = assistant.ask("khoản 3 Điều 68 NĐ 35", DAY)
    assert "; các lần sau: khoản 3 Điều 68 Nghị định số 35/2022/NĐ-CP." in conclusions(answer)[1]
    assert "nội dung tại các điểm a, b, c và d" in conclusions(answer)[0]


@pytest.mark.parametrize("question", ["ai được tặng cờ thi đua của chính phủ", "nhung ai duoc tang co thi dua cua chinh phu"])
def test_who_receives_is_not_answered_by_who_gives(assistant: Assistant, question: str) -> None:
    told = conclusions(assistant.ask(question, DAY))
    assert not any("do Chính phủ quyết định tặng" in line or "Ban quản lý lập, trình" in line for line in told)
    assert all("cho tập thể" in line for line in told)


def test_a_change_known_only_from_the_table_is_told_of_the_clause_that_it_changes(assistant: Assistant) -> None:
    answer = assistant.ask("Việc cấp giấy phép lao động ở điểm đ khoản 2 Điều 68 Nghị định 35/2022 bị bỏ từ ngày nào?", DAY)
    assert "18/9/2023" in conclusions(answer)[0] and "70/2023/NĐ-CP" in conclusions(answer)[0]
    assert "kho chưa có văn bản này" in conclusions(answer)[0]
    assert not answer.struck


def test_a_clause_that_commences_on_a_day_of_its_own_is_said_to(assistant: Assistant) -> None:
    answer = assistant.ask("Quy định về giấy phép xây dựng khi khởi công của Luật Xây dựng 2025 có hiệu lực từ ngày nào?", DAY)
    assert any("Khoản 2 Điều 43" in line and "01/01/2026" in line for line in conclusions(answer))


@pytest.mark.parametrize(
    ("question", "says", "place"),
    [
        ("QĐ 13/2021 của Bắc Ninh có hiệu lực từ ngày nào", "05/8/2021", ("13/2021/QĐ-UBND", "art_2")),
        ("nghi dinh 82/2018 bi thay boi van ban nao", "thay thế Nghị định số 82/2018/NĐ-CP", ("35/2022/NĐ-CP", "art_75__para_2")),
        ("Thông tư 32/2014 còn áp dụng không", "đã hết hiệu lực từ ngày 01/3/2024", ("17/2023/TT-BLĐTBXH", "art_11__para_2")),
    ],
)
def test_validity_of_an_instrument(assistant: Assistant, question: str, says: str, place: tuple[str, str]) -> None:
    answer = assistant.ask(question, DAY)
    assert any(says in line for line in conclusions(answer))
    assert place in cited(answer)


@pytest.mark.parametrize(
    ("question", "day", "place"),
    [
        ("TT 32/2014 về ủy quyền lao động còn HL ko", "2026-11-29", ("17/2023/TT-BLĐTBXH", "art_11__para_2")),
        ("Nghị định 23/2024 bị nghị định nào mới thay", "2026-11-29", ("274/2026/NĐ-CP", "art_75__para_3__point_a")),
        ("ND 35/2017 tien thue dat kkt bi ND nao thay", "2026-11-29", ("103/2024/NĐ-CP", "art_53__para_2")),
    ],
)
def test_validity_is_asked_for_in_abbreviations_too(assistant: Assistant, question: str, day: str, place: tuple[str, str]) -> None:
    assert place in {(c.document, c.eid) for c in assistant.ask(question, date.fromisoformat(day)).citations}


def test_a_provision_that_is_not_held_commences_by_the_clause_that_is(assistant: Assistant) -> None:
    """The digest of the Land Law has no Điều 248; the clause that puts it into force early is held."""
    answer = assistant.ask("Điều 248 Luật Đất đai năm 2024 có hiệu lực từ ngày nào?", date(2026, 11, 29))
    assert "Điều 248" in answer.statements[0].text
    assert "01/4/2024" in answer.statements[0].text
    assert [(c.document, c.eid) for c in answer.citations] == [("31/2024/QH15", "art_252__para_2")]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Quy hoạch đô thị duyệt trước ngày Luật Quy hoạch đô thị và nông thôn có hiệu lực thì còn dùng không?",
         ("47/2024/QH15", "art_59__para_1")),
        ("giay phep moi truong cap truoc khi nghi dinh 48/2026 co hieu luc thi xu ly the nao", ("48/2026/NĐ-CP", "art_38__para_2")),
    ],
)  # fmt: skip
def test_what_was_done_before_a_text_came_into_force_asks_for_its_transition(
    assistant: Assistant, question: str, place: tuple[str, str]
) -> None:
    assert place in {(c.document, c.eid) for c in assistant.ask(question, date(2026, 11, 29)).citations}


def test_each_part_of_a_question_gets_its_own_duty(assistant: Assistant) -> None:
    question = (
        "Ai cấp phép văn phòng đại diện thương nhân nước ngoài trong KCN, "
        "còn chi nhánh doanh nghiệp du lịch nước ngoài trong KKT thì ai cấp?"
    )
    answer = assistant.ask(question, DAY)
    assert {("35/2022/NĐ-CP", "art_68__para_2__point_d"), ("35/2022/NĐ-CP", "art_69__para_3__point_a")} <= set(cited(answer))
    assert len(conclusions(answer)) >= 2


@pytest.mark.parametrize(
    ("question", "asked", "holds"),
    [
        ("Giá hạ tầng phải tăng quá 20% thì BQL mới được yêu cầu đăng ký lại khung giá phải không?", "20%", "10%"),
        ("Luật Đầu tư mới có hiệu lực từ 1/1/2026 nên hồ sơ tháng 2/2026 theo luật mới đúng không?", "01/01/2026", "01/3/2026"),
        ("Vì BQL chỉ được cấp giấy phép xây dựng khi tỉnh ủy quyền nên phải xin ủy quyền phải không?", "ủy quyền", "trực tiếp"),
    ],
)
def test_a_premise_that_the_law_contradicts_is_corrected_first_with_the_clause(
    assistant: Assistant, question: str, asked: str, holds: str
) -> None:
    answer = assistant.ask(question, DAY)
    first = answer.statements[0]
    assert (first.role, first.denies) == ("conclusion", asked)
    assert holds in first.text and first.citations
    assert answer.answer.startswith(f"**Nội dung câu hỏi nêu “{asked}” chưa đúng")


@pytest.mark.parametrize(
    "question",
    [
        "Giá hạ tầng tăng quá 10% thì BQL được yêu cầu đăng ký lại khung giá phải không?",
        "BQL có được cấp giấy phép xây dựng không, có cần ủy quyền không?",
        "Doanh nghiệp 300 lao động làm thêm 250 giờ thì báo ai?",
    ],
)
def test_a_premise_that_holds_or_a_plain_question_is_not_corrected(assistant: Assistant, question: str) -> None:
    assert not any(s.denies for s in assistant.ask(question, DAY).statements)


def test_what_is_near_is_named_as_related_behind_the_grounds(assistant: Assistant) -> None:
    answer = assistant.ask("BQL có được cấp giấy phép xây dựng trong KCN không?", DAY)
    roles = [s.role for s in answer.statements]
    assert roles == sorted(roles, key=["conclusion", "ground", "related"].index)
    assert "related" in roles
    grounds, related = ({n for s in answer.statements if s.role == role for n in s.citations} for role in ("ground", "related"))
    assert not grounds & related
    assert answer.answer.index("Căn cứ:") < answer.answer.index("Quy định liên quan:")


@pytest.mark.parametrize("officials", ["8", "12"])
def test_of_several_cases_of_one_list_none_is_said_to_be_the_answer(assistant: Assistant, officials: str) -> None:
    """Which of them is the officer's depends on a number that no word of the question shares with the clause."""
    answer = assistant.ask(f"phòng em {officials} công chức, tỉnh loại II, bổ nhiệm được mấy phó phòng", DAY)
    assert not any(line.startswith("Theo điểm") for line in conclusions(answer))
    grounds = {n for s in answer.statements if s.role == "ground" for n in s.citations}
    shown = {c.eid for c in answer.citations if c.n in grounds}
    assert {"art_70__para_4__point_c", "art_70__para_4__point_d"} <= shown


def test_an_opening_is_not_shown_without_its_list(assistant: Assistant) -> None:
    answer = assistant.ask("khi thiên tai dịch bệnh chuyên gia nước ngoài được ở lại doanh nghiệp trong KCN bao lâu", DAY)
    grounds = [s.text for s in answer.statements if s.role == "ground"]
    assert grounds and not any(text.endswith(":") for text in grounds[:1])
    assert any("30 ngày" in text for text in grounds)


def test_a_sum_over_a_document_named_with_a_word_of_validity_is_a_sum_alone(assistant: Assistant) -> None:
    answer = assistant.ask("Thưởng chiến sĩ thi đua cơ sở theo Nghị định 152/2025 mới áp dụng là bao nhiêu tiền?", DAY)
    assert answer.composed_by.composer == "sum"
    assert "2.530.000 đồng" in conclusions(answer)[0]
    assert not any("thay thế hoặc bãi bỏ toàn bộ" in line for line in (*answer.warnings, *conclusions(answer)))


@pytest.mark.parametrize(
    "question",
    [
        "Thời điểm tháng 10/2024, giấy phép môi trường của nhà máy nhóm II trong KCN do cấp nào cấp; ban quản lý tham gia với tư cách gì?",
        "Khu công nghiệp sinh thái được cấp giấy chứng nhận thì ai cấp, hồ sơ nộp ở đâu?",
    ],
)
def test_grounds_of_one_article_stand_as_in_the_law(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, DAY)
    by_number = {c.n: c for c in answer.citations}
    grounds = [by_number[s.citations[0]] for s in answer.statements if s.role == "ground"]
    assert len(grounds) >= 2
    for article in {(c.version_id, c.component, c.article) for c in grounds}:
        starts = [c.start for c in grounds if (c.version_id, c.component, c.article) == article]
        assert starts == sorted(starts)
