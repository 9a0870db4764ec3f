"""How much knowledge there is, as the table that docs/corpus.md shows."""

from collections import Counter
from pathlib import Path

from ..catalogue import CORPUS
from ..law.provision import Kind
from .asked import asked_questions
from .knowledge import Knowledge, load_knowledge
from .source_form import provisions

_PARTS: tuple[tuple[Kind, str], ...] = (("article", "điều"), ("clause", "khoản"), ("point", "điểm"))


def count_corpus(corpus: Path = CORPUS) -> dict[str, int]:
    """What is counted → how many, in the order of the table."""
    return counts_of(load_knowledge(corpus))


def counts_of(known: Knowledge) -> dict[str, int]:
    counts = dict[str, int]()
    total = 0
    for digest in known.digests:
        kinds = Counter(node.kind for node in provisions(digest.document.parsed))
        parts = ", ".join(f"{kinds[kind]} {name}" for kind, name in _PARTS)
        counts[f"Bản tóm lược {digest.document.number} ({parts})"] = kinds.total()
        total += kinds.total()
    counts["Điều khoản đã tóm lược, tất cả"] = total
    reviewed = [d.document.parsed for d in known.digests if d.front.get("reviewed")]
    counts["– trong bản tóm lược đã có người rà soát"] = sum(1 for parsed in reviewed for _ in provisions(parsed))
    counts["– có dấu của văn bản gốc"] = sum(len(d.hashes.clauses) for d in known.digests if d.hashes)
    asked = asked_questions(known.corpus)
    counts["Câu hỏi của cán bộ (chỉ để tìm)"] = sum(map(len, asked.values()))
    counts["– điều khoản có câu hỏi"] = len(asked)
    counts["Văn bản trong danh mục"] = len(known.instruments)
    counts["Tác động giữa các văn bản"] = len(known.effects)
    counts["Điều khoản mà các bảng nêu, đã thấy trong văn bản lưu"] = sum(len(seen.clauses) for seen in known.seen.values())
    counts["Nhiệm vụ (bảng thẩm quyền)"] = len(known.duties)
    counts["Điều khoản có tính chất nhiệm vụ"] = len(known.modes)
    counts["Viết tắt và cách nói"] = len(known.tables.get("terms.toml", {}).get("term", ()))
    counts["Tỉnh, thành phố"] = len(known.places.provinces)
    counts["Ban quản lý"] = len(known.places.boards)
    counts["Khối thi đua"] = len(known.places.blocs)
    counts["Cơ quan đã sáp nhập, đổi tên, kết thúc"] = len(known.places.bodies)
    notes = [note for file in known.notes.values() for note in file.notes]
    counts["Ghi chú"] = len(notes)
    counts["– chưa kiểm chứng"] = sum(note.state == "chưa kiểm chứng" for note in notes)
    counts["Báo cáo hội nghị"] = len(known.reports)
    counts["– ý trong báo cáo"] = sum(node.kind == "statement" for document, _ in known.reports for node in document.parsed.root.walk())
    counts["– số liệu trong báo cáo"] = sum(len(front.get("figures", [])) for _, front in known.reports)
    counts["Hội nghị khác, không giữ nội dung"] = len(known.conferences)
    return counts


def as_table(counts: dict[str, int]) -> str:
    """The counts as a Markdown table."""
    rows = [f"| {name} | {_printed(number)} |" for name, number in counts.items()]
    return "\n".join(["| Nội dung | Số lượng |", "|---|---:|", *rows])


def _printed(number: int) -> str:
    """The number with a full stop between thousands, as Vietnamese prints it."""
    return f"{number:,}".replace(",", ".")
