"""The sentence that corrects what a question takes for granted, in front of the answer."""

from ..answer import Statement
from ..premises import Premise


def premise_statements(premise: Premise | None) -> list[Statement]:
    """One conclusion, or none where the question takes nothing for granted that is not so."""
    if premise is None:
        return []
    citation = premise.citation
    framing = f"Nội dung câu hỏi nêu “{premise.asked}” chưa đúng với {citation.label}: điều khoản quy định"
    text = f"{framing} {premise.holds}."
    return [Statement(text, (citation.n,), (), "conclusion", optional=True, denies=premise.asked, framing=(framing,))]
