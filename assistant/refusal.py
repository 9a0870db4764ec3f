"""Refusing well: what was looked for, what is held that comes nearest, what would answer."""

from dataclasses import dataclass

from ingest.index.store import Store

from .answer import RefusalType
from .citing import citation_label
from .evidence import Evidence
from .question import Question

MIN_NEAREST = 0.25  # share of the question's content from which the nearest provision is worth naming


@dataclass(frozen=True, slots=True)
class Refusal:
    type: RefusalType
    reason: str


def refuse(question: Question, evidence: Evidence, store: Store) -> Refusal:
    """Why there is no answer, in one or two courteous sentences."""
    for number in question.documents:
        if not store.versions(number):
            return Refusal(
                "not_held",
                f"Kho tri thức chưa có văn bản {number} nên chưa thể trả lời; xin bổ sung văn bản này hoặc tra tại trang chính thức.",
            )
    if question.documents and question.locator:
        return Refusal("held_but_silent", f"Kho có văn bản {question.documents[0]} nhưng không có {question.locator} trong phần đang lưu.")
    if not question.words:
        return Refusal(
            "unclear",
            "Câu hỏi chưa nêu rõ nội dung cần tra; xin nêu việc cụ thể, ví dụ “Ban quản lý có được cấp giấy phép xây dựng không?”.",
        )
    nearest = evidence.nearest
    if nearest and nearest.coverage >= MIN_NEAREST:
        label = citation_label(nearest.passage.version, nearest.passage.component, nearest.passage.eid, nearest.passage.heading)
        return Refusal(
            "held_but_silent", f"Các văn bản trong kho không có quy định trả lời câu hỏi này. Nội dung gần nhất đang có: {label}."
        )
    return Refusal(
        "out_of_scope",
        "Không tìm thấy nội dung liên quan trong kho văn bản về khu công nghiệp, khu chế xuất, khu kinh tế, "
        "nên không trả lời để tránh nêu sai.",
    )
