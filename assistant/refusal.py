"""Refusing well: what is not held first, then what was looked for and where, what comes nearest, and what would answer."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.catalogue import Catalogue, Matter
from ingest.documents import TextKind
from ingest.index.reader import Opened

from .answer import RefusalType
from .answerable import Judgement
from .citing import citation_label, vietnamese_date
from .composers.figure_pairs import operation_in
from .question import Question
from .retrieval import Hit

MIN_NEAREST = 0.25  # share of the question's content from which the nearest provision is worth naming
MAX_QUOTED = 160  # characters of a question that a refusal repeats
BOARDS = "Ban quản lý khu công nghiệp, khu chế xuất, khu kinh tế"
_KINDS: Mapping[TextKind, str] = {
    "official": "văn bản chính thức", "digest": "văn bản tóm lược", "report": "báo cáo hội nghị", "note": "ghi chú chưa kiểm chứng",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refusal:
    type: RefusalType
    reason: str


def refuse(opened: Opened, catalogue: Catalogue, question: Question, judgement: Judgement, hits: Sequence[Hit]) -> Refusal:
    """Why there is no answer, in a few courteous sentences, the conclusion first."""
    kind = judgement.type or "held_but_silent"
    if kind == "unclear":
        return Refusal(
            kind,
            f"Câu hỏi “{quoted(question.standalone)}” chưa nêu rõ việc cần tra; xin nêu việc cụ thể, loại khu và thời điểm (nếu có), "
            "ví dụ “Ban quản lý có được cấp giấy phép xây dựng trong khu công nghiệp không?”.",
        )
    searched = (
        f"Đã tra “{quoted(question.standalone)}” trong {_what_is_held(opened)}, theo hiệu lực ngày {vietnamese_date(question.as_of)}."
    )
    answers = (not judgement.not_held and _of_place(question)) or would_answer(catalogue, judgement)
    sentences = [_why(kind, question, judgement), searched, _nearest(kind, hits), answers]
    return Refusal(kind, " ".join(sentence for sentence in sentences if sentence))


def would_answer(catalogue: Catalogue, judgement: Judgement) -> str:
    """Which document would answer; "" where the matter itself is none of the board's, or is not known."""
    if judgement.reason:
        return "Xin nạp báo cáo hội nghị có nội dung này vào kho rồi hỏi lại."
    if judgement.not_held:
        return f"Xin bổ sung {', '.join(judgement.not_held)} vào kho hoặc tra tại vbpl.vn."
    matter = judgement.matter
    if matter is None or matter.kind == "outside":
        return "" if matter else "Chưa rõ văn bản nào quy định việc này; xin tra tại vbpl.vn hoặc hỏi cơ quan chuyên môn."
    names = [_named(catalogue, number) for number in matter.instruments]
    if not names:
        return "Chưa rõ số hiệu văn bản quy định việc này; xin tra tại vbpl.vn hoặc hỏi cơ quan chuyên môn."
    return f"Văn bản điều chỉnh theo danh mục: {'; '.join(names)}; xin bổ sung vào kho hoặc tra tại vbpl.vn."


def _of_place(question: Question) -> str:
    """Where a provision that the question names is to be looked up, in a document that is held without it."""
    if not (question.locator and question.documents):
        return ""
    return f"Xin đối chiếu bản chính thức của {question.documents[0]} tại vbpl.vn."


def quoted(text: str) -> str:
    """The text as far as a sentence can carry it."""
    return text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED].rsplit(' ', 1)[0]}…"


def _what_is_held(opened: Opened) -> str:
    """How many texts of which kinds."""
    counts = Counter(kind for kind, _ in {(v.text_kind, v.document) for v in opened.store.versions()})
    return ", ".join(f"{counts[kind]} {name}" for kind, name in _KINDS.items() if counts[kind]) or "kho văn bản đang trống"


def _why(kind: RefusalType, question: Question, judgement: Judgement) -> str:
    if judgement.reason:
        return judgement.reason
    if judgement.not_held:
        return f"Kho chưa có {', '.join(judgement.not_held)} nên chưa thể trả lời."
    if kind == "out_of_scope":
        if judgement.matter is None:  # known only by its words, which stand in no text
            return f"Kho không có nội dung liên quan; câu hỏi có thể nằm ngoài công việc của {BOARDS}, nên không trả lời để tránh nêu sai."
        of_what = "" if "," in judgement.matter.name else f" (thuộc về {judgement.matter.name})"  # several private matters name none
        return f"Câu hỏi nằm ngoài công việc của {BOARDS}{of_what} và kho không có nội dung liên quan, nên không trả lời để tránh nêu sai."
    if kind == "not_held":
        return f"Kho chưa có văn bản điều chỉnh {_matter(judgement.matter)} nên chưa thể trả lời câu hỏi này."
    if judgement.matter and judgement.matter.kind == "left_out":
        return f"Chưa có nội dung về {judgement.matter.name} trong các văn bản của kho nên chưa thể trả lời câu hỏi này."
    if question.locator and question.documents:
        return f"Phần đang lưu của {question.documents[0]} không có {question.locator} nên chưa thể trả lời."
    if len(question.places) > 1 and operation_in(question):
        return "Kho không có số liệu riêng, cùng kỳ và cùng đơn vị tính của từng địa phương được nêu nên không tính so sánh được."
    return "Chưa tìm thấy trong kho quy định trả lời câu hỏi này."


def _matter(matter: Matter | None) -> str:
    return matter.name if matter else "việc này"


def _nearest(kind: RefusalType, hits: Sequence[Hit]) -> str:
    """The provision held that comes nearest, where it is near at all."""
    if kind == "out_of_scope" or not hits or hits[0].coverage < MIN_NEAREST:
        return ""
    passage = hits[0].passage
    return f"Nội dung gần nhất đang có: {citation_label(passage.version, passage.component, passage.eid, passage.heading)}."


def _named(catalogue: Catalogue, number: str) -> str:
    """The instrument by kind, title and number; by its number alone where the catalogue has no title of it."""
    instrument = catalogue.instrument(number)
    if instrument is None or instrument.title.startswith("("):
        return number
    return f"{instrument.kind} {instrument.title} (số {number})"
