"""Which questions have the grounds of a paper drafted, and for what matter."""

import pytest

from assistant.forms import load_forms
from ingest.catalogue import CatalogueError
from ingest.catalogue.entry import Entry

TABLE = load_forms().grounds


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("soạn căn cứ pháp lý cho tờ trình thành lập vườn ươm", "thành lập vườn ươm"),
        ("Liệt kê căn cứ để ban hành quyết định giao vườn ươm?", "giao vườn ươm"),
        ("phần căn cứ của công văn trả lời về giấy phép trồng cây viết thế nào ạ", "giấy phép trồng cây"),
        ("viết giúp mục căn cứ tờ trình đề nghị thu hồi quyết định giao vườn", "đề nghị thu hồi quyết định giao vườn"),
        ("các căn cứ ban hành kế hoạch kiểm tra vườn ươm năm 2026", "kiểm tra vườn ươm năm 2026"),
        ("soạn căn cứ cho quyết định", ""),
        ("dự thảo cơ sở pháp lý của tờ trình thành lập vườn ươm, quy trình lập hồ sơ", "thành lập vườn ươm, quy trình lập hồ sơ"),
    ],
)
def test_the_matter_of_the_paper(question: str, matter: str) -> None:
    assert TABLE.matter_of(question, folded=False) == matter


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("soan can cu phap ly cho to trinh thanh lap vuon uom", "thanh lap vuon uom"),
        ("liet ke can cu ban hanh qd thu hoi vuon", "thu hoi vuon"),
    ],
)
def test_typed_without_accents(question: str, matter: str) -> None:
    assert TABLE.matter_of(question, folded=True) == matter


@pytest.mark.parametrize(
    "question",
    [
        "căn cứ cấp giấy phép trồng cây gồm những gì",  # what the law takes as a ground
        "Ban quản lý có được giao vườn ươm không, nêu rõ căn cứ pháp lý",
        "căn cứ vào Điều 5 thì vườn ươm được mở rộng",
        "tờ trình thành lập vườn ươm gửi ai, căn cứ pháp lý nào",
        "soạn tờ trình thành lập vườn ươm",
        "viết báo cáo trong bao lâu, căn cứ pháp luật nào",
    ],
)
def test_what_asks_for_no_draft(question: str) -> None:
    assert TABLE.matter_of(question, folded=False) is None


def test_a_decision_on_the_functions_among_the_grounds_needs_no_reminder() -> None:
    with_it, without = (TABLE.notices([title]) for title in ("quy định chức năng, nhiệm vụ, quyền hạn của Ban Vườn ươm", "về vườn ươm"))
    assert len(without) == len(with_it) + 1
    assert "chức năng, nhiệm vụ, quyền hạn" in without[0]


def test_an_empty_phrase_is_no_phrase() -> None:
    from assistant.forms.requested import grounds_table

    words = {name: ["x"] for name in ("asks", "grounds", "drafts", "papers", "else_asked", "framing")}
    table = {
        **words,
        "papers": [" "],
        "form_rule": {"instrument": "30/2020/NĐ-CP", "eid": "art_1"},
        "says": "s",
        "function": "f",
        "not_held": "n",
    }
    with pytest.raises(CatalogueError, match="empty phrase"):
        grounds_table(Entry("grounds.toml", table))
