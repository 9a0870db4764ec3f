"""A model says that the provisions do not answer, or not all: the answer becomes more careful, never surer, and nothing is lost."""

import json
from datetime import date

import pytest
from gardens import garden_of, with_model
from invented import Place
from model_server import ModelServer, says, statements

from assistant import Answer, Assistant
from assistant.answerable import Judgement
from assistant.composers.streamed import StatementReader
from assistant.composers.sufficiency import WHOLE, Sufficiency, lowered, sufficiency_in

DAY = date(2031, 8, 1)
QUESTION = "phí tưới nước của vườn ươm xanh mỗi khối"  # which the composer answers without a doubt
FEE = "Phí tưới nước của vườn ươm xanh là 200 đồng mỗi khối."
CLAUSES = ("Trực tiếp cấp giấy chứng nhận vườn ươm xanh trong thời hạn 15 ngày", "Thu phí tưới nước của vườn ươm xanh 200 đồng mỗi khối")
DOUBT = "Theo mô hình ngôn ngữ “invented”, các điều khoản được dẫn "


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return garden_of(tmp_path_factory.mktemp("garden"), *CLAUSES)


@pytest.fixture(scope="module")
def plain(garden: Place) -> Assistant:
    return Assistant(garden.open(), garden.catalogue)


@pytest.fixture(scope="module")
def assistant(garden: Place, server: ModelServer) -> Assistant:
    return with_model(garden, server)


def fee_of(plain: Assistant) -> int:
    return next(c.n for c in plain.ask(QUESTION, DAY).citations if "200 đồng" in c.reads)


def conclusions(answer: Answer) -> list[str]:
    return [s.text for s in answer.statements if s.role == "conclusion"]


def test_the_part_that_is_not_answered_is_named_in_the_words_of_the_question(
    assistant: Assistant, plain: Assistant, server: ModelServer
) -> None:
    n = fee_of(plain)
    server.will(says(statements((FEE, [n]), answered="part", missing=["MOI KHOI", "giá cây giống"])))
    answer = assistant.ask(QUESTION, DAY)
    assert answer.status == "partial" and conclusions(answer) == [FEE]
    assert "chưa tìm thấy trong kho quy định trả lời phần: “mỗi khối”" in answer.answer.lower()
    assert "giá cây giống" not in answer.answer  # no word of a model reaches the page unchecked
    assert any(w.startswith(f"{DOUBT}chỉ trả lời được một phần") for w in answer.warnings)


@pytest.mark.parametrize("statement", [(), ((FEE, True),)], ids=["without a sentence", "with one"])
def test_what_the_model_finds_unanswered_is_hedged(
    assistant: Assistant, plain: Assistant, server: ModelServer, statement: tuple[tuple[str, bool], ...]
) -> None:
    n, own = fee_of(plain), plain.ask(QUESTION, DAY)
    server.will(says(statements(*((text, [n]) for text, _ in statement), answered="none", missing=[])))
    answer = assistant.ask(QUESTION, DAY)
    assert answer.status == "partial" and answer.citations == own.citations
    assert conclusions(answer) == ([FEE] if statement else conclusions(own))
    assert answer.answer.startswith(("Chưa thấy quy định trả lời trực tiếp", "Chưa chắc quy định sau đây trả lời đúng"))
    assert any(w.startswith(f"{DOUBT}không trả lời trực tiếp câu hỏi") for w in answer.warnings)
    assert answer.composed_by.model == "invented" and len(server.requests) == 1
    assert not [w for w in answer.warnings if "không đúng mẫu" in w]


@pytest.mark.parametrize("said", [{"answered": "whole", "missing": ["mỗi khối"]}, {"answered": 7}, {"answered": "NONE"}, {}])
def test_any_other_word_changes_nothing(assistant: Assistant, plain: Assistant, server: ModelServer, said: dict[str, object]) -> None:
    server.will(says(statements((FEE, [fee_of(plain)]), **said)))
    answer = assistant.ask(QUESTION, DAY)
    assert answer.status == plain.ask(QUESTION, DAY).status == "answered"
    assert not [w for w in answer.warnings if w.startswith(DOUBT)]


def test_the_more_careful_of_two_replies_counts(assistant: Assistant, plain: Assistant, server: ModelServer) -> None:
    n = fee_of(plain)
    wrong = FEE.replace("200", "300")
    server.will(says(statements((wrong, [n]), answered="none")), says(statements((FEE, [n]), answered="whole")))
    answer = assistant.ask(QUESTION, DAY)
    assert len(server.requests) == 2 and conclusions(answer) == [FEE]
    assert answer.status == "partial" and any(w.startswith(DOUBT) for w in answer.warnings)


def test_nothing_stated_without_that_word_is_still_malformed(assistant: Assistant, plain: Assistant, server: ModelServer) -> None:
    server.will(says(statements(answered="whole")))
    answer = assistant.ask(QUESTION, DAY)
    assert answer.composed_by.model is None and any("không đúng mẫu" in w for w in answer.warnings)
    assert conclusions(answer) == conclusions(plain.ask(QUESTION, DAY))


def test_a_judgement_is_only_ever_lowered() -> None:
    partial = Judgement("partial", missing=("phí",))
    assert lowered(partial, WHOLE) is partial
    assert lowered(partial, Sufficiency("part", ("Phí", "thời hạn"))).missing == ("phí", "thời hạn")
    assert lowered(Judgement("answered"), Sufficiency("none")).outcome == "partial"


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        (["le phi doi ten vuon"], ("Lệ phí đổi tên vườn",)),
        (["phí"], ()),
        (["Lệ phí đổi tên vườn bao nhiêu?"], ()),
        ("lệ phí", ()),
        ([3, None, ["lệ phí"]], ()),
    ],
)
def test_only_some_words_of_the_question_are_a_part_of_it(missing: object, named: tuple[str, ...]) -> None:
    assert sufficiency_in({"answered": "part", "missing": missing}, "Lệ phí đổi tên vườn bao nhiêu?").missing == named


@pytest.mark.parametrize("cut", [0, 1, 30, 60, 90, 10_000])
def test_the_word_counts_as_soon_as_it_is_there_wherever_the_reply_ends(cut: int) -> None:
    reply = statements(("Câu thứ nhất dài đủ bốn từ.", [1]), ("Câu thứ hai dài đủ bốn từ.", [2]), answered="part", missing=["a {b"])
    reader = StatementReader()
    for letter in f"Đây: {reply} thế thôi"[:cut]:
        reader.feed(letter)
    first_done = len("Đây: ") + reply.index("}") + 1
    assert reader.outline.get("answered") == ("part" if cut >= first_done else None)
    assert not reader.closed or reader.outline == json.loads(reply)
