"""Whoever asks for a list gets the whole list: a dossier with a paper missing, or half of the criteria, misleads."""

from datetime import date

import pytest

from assistant import Assistant

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("question", "article", "expected"),
    [
        (
            "Hồ sơ đề nghị xét tặng danh hiệu Chiến sĩ thi đua cơ sở gồm những gì?",
            ("06/2022/QH15", "84"),
            [("1", "a"), ("1", "b"), ("1", "c"), ("1", "d")],
        ),
        (
            "tieu chi xac dinh khu cong nghiep sinh thai la gi",
            ("35/2022/NĐ-CP", "37"),
            [("1", "a"), ("1", "b"), ("1", "c"), ("1", "d"), ("2", "a"), ("2", "b"), ("2", "c"), ("3", "a"), ("3", "b")],
        ),
    ],
)
def test_a_list_that_is_asked_for_is_shown_whole(
    assistant: Assistant, question: str, article: tuple[str, str], expected: list[tuple[str, str]]
) -> None:
    answer = assistant.ask(question, DAY)
    grounds = {n for s in answer.statements if s.role == "ground" for n in s.citations}
    shown = [(c.clause, c.point) for c in answer.citations if c.n in grounds and (c.document, c.article) == article]
    assert sorted(shown) == expected


def test_a_lead_is_not_said_beside_its_points(assistant: Assistant) -> None:
    answer = assistant.ask("Tiêu chí xác định khu công nghiệp sinh thái là gì?", DAY)
    assert not [s.text for s in answer.statements if s.role == "ground" and s.text.rstrip().endswith(":")]


def test_an_article_on_another_step_of_the_matter_is_not_the_list_asked_for(assistant: Assistant) -> None:
    """Its heading holds most of the question, but is for the larger part about something else."""
    answer = assistant.ask("điều kiện để được công nhận khu công nghiệp sinh thái", date(2026, 11, 29))
    first = next(s for s in answer.statements if s.role == "conclusion")
    assert "đề xuất đầu tư mới" not in first.text
