"""A question of several things is answered thing by thing: the second is not left out because it holds little of the whole."""

from datetime import date

import pytest

from assistant import Assistant
from assistant.parts import parts_of


@pytest.mark.parametrize(
    ("question", "document", "eids"),
    [
        (
            "Doanh nghiệp chế xuất được lập chi nhánh không, mang ngoại hối vào có phải khai hải quan không?",
            "35/2022/NĐ-CP",
            {"art_26__para_7", "art_26__para_5"},
        ),
        ("nguoi nhan uy quyen phai bao cao ai, co duoc uy quyen tiep khong", "72/2025/QH15", {"art_14__para_5"}),
        ("KCN o Ha Noi: ai cap phep chat cay, ai quan ly trat tu xay dung?", "74/2025/QĐ-UBND", {"art_14__para_1", "art_9__para_1"}),
    ],
)
def test_each_thing_asked_has_its_clause(assistant: Assistant, question: str, document: str, eids: set[str]) -> None:
    cited = {c.eid for c in assistant.ask(question, date(2026, 11, 29)).citations if c.document == document}
    assert eids <= cited


def test_the_answer_to_the_first_stands_in_front(assistant: Assistant) -> None:
    """What is added for a part does not push out what the whole question is answered by."""
    answer = assistant.ask("Hồ sơ trình thẩm định báo cáo nghiên cứu khả thi gồm gì, ai thẩm định trong KCN?", date(2026, 11, 29))
    assert any(c.eid.startswith("art_35") for c in answer.citations)


def test_bn_asks_like_bao_nhieu() -> None:
    assert parts_of("phạt cao nhất bn, ai lập biên bản") == ["phạt cao nhất bn", "ai lập biên bản"]
