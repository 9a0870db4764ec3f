"""A receipt, and what came of asking it again, as staff read them."""

from collections.abc import Iterator
from datetime import datetime

from ingest.calendar import VIETNAM
from ingest.documents import TextKind

from .answer import ComposedBy
from .citing import vietnamese_date
from .receipt import Ground, Receipt
from .receipts import Kept
from .replay import SHOWN_HASH, STATUS_LABELS, Replay

_KINDS: dict[TextKind, str] = {"official": "văn bản chính thức", "digest": "tóm lược", "report": "báo cáo", "note": "chưa kiểm chứng"}
_STEPS = {
    "understand": "hiểu câu hỏi",
    "retrieve": "tìm",
    "judge": "xét khả năng trả lời",
    "compose": "soạn",
    "model": "mô hình",
    "first_statement": "câu đầu",
    "verify": "kiểm chứng",
}


def receipt_text(kept: Kept) -> str:
    """All of the receipt; hashes are shortened."""
    receipt = kept.receipt
    parts = [
        "\n".join(_head(kept)),
        _block("Nội dung đã nêu", [f"- {s.text} {''.join(f'[{n}]' for n in s.citations)}" for s in receipt.statements]),
        _block("Căn cứ", [_ground(g) for g in receipt.grounds]),
        _block("Câu bị loại khi kiểm chứng", [f"- {line}" for line in receipt.struck]),
        _block("Lưu ý", [f"- {line}" for line in receipt.warnings]),
    ]
    return _printable("\n\n".join(part for part in parts if part))


def replay_text(replay: Replay) -> str:
    """Whether the answer would be the same today, else what differs."""
    built = _moment(replay.today.built_at)
    if replay.same:
        lines = [f"Trả lời lại trên chỉ mục hôm nay (dựng lúc {built}): giống hệt, cùng nội dung và căn cứ."]
    else:
        head = f"Trả lời lại trên chỉ mục hôm nay (dựng lúc {built}): khác ở {len(replay.differences)} điểm (phiếu mới: {replay.today.id})."
        lines = [head, *(f"- {d.line}" for d in replay.differences)]
    return _printable("\n".join([*lines, *(f"Ghi chú: {note}" for note in replay.notes)]))


def _head(kept: Kept) -> Iterator[str]:
    receipt = kept.receipt
    yield f"Phiếu trả lời {receipt.id}"
    yield f"Câu hỏi: {_one_line(receipt.asked.question)}"
    if _one_line(receipt.standalone_question) != _one_line(receipt.asked.question):
        yield f"Được hiểu là: {_one_line(receipt.standalone_question)}"
    yield f"Theo pháp luật tại ngày: {vietnamese_date(receipt.as_of)}"
    reason = f" – {receipt.refusal_reason}" if receipt.refusal_reason else ""
    yield f"Kết quả: {STATUS_LABELS[receipt.status]}{reason}"
    first, last = _moment(kept.first_asked.isoformat()), _moment(kept.last_asked.isoformat())
    yield f"Thời điểm hỏi: {first}" + (f"; lặp lại {kept.times} lần, gần nhất {last}" if kept.times > 1 else "")
    yield f"Soạn bởi: {_maker(receipt.composed_by)}"
    yield f"Phần mềm: tro-ly {receipt.software}; danh mục {receipt.catalogue[:SHOWN_HASH] or 'không rõ'}"
    yield f"Chỉ mục: {receipt.generation}, dựng lúc {_moment(receipt.built_at)}"
    yield f"Thời gian xử lý: {_timings(receipt)}"


def _block(title: str, lines: list[str]) -> str:
    return "\n".join([f"{title}:", *lines]) if lines else ""


def _ground(ground: Ground) -> str:
    kind = _KINDS[ground.text_kind]
    place = f"bản {ground.version} ({kind}), {ground.component} {ground.eid}, ký tự {ground.start}–{ground.end}"
    return (
        f"[{ground.n}] {ground.label}\n    {place}\n"
        f"    sha256: đoạn được dẫn {ground.words_sha256[:SHOWN_HASH]}, toàn văn {ground.text_sha256[:SHOWN_HASH]}"
    )


def _maker(maker: ComposedBy) -> str:
    model = f" (mô hình {maker.model}, câu lệnh {maker.prompt or 'không rõ'})" if maker.model else ""
    return f"{maker.composer}{model}"


def _one_line(typed: str) -> str:
    return " ".join(_printable(typed).split())


def _printable(text: str) -> str:
    """The text without what a terminal would obey: questions are typed, and documents written, by anybody."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def _timings(receipt: Receipt) -> str:
    total = sum(receipt.timings_ms.values())
    steps = ", ".join(f"{_STEPS.get(step, step)} {_decimal(ms)}" for step, ms in receipt.timings_ms.items())
    return f"{_decimal(total)} ms ({steps})"


def _decimal(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def _moment(text: str) -> str:
    """A moment in Vietnam, as people write it."""
    if not text:
        return "không rõ"
    moment = datetime.fromisoformat(text).astimezone(VIETNAM)
    return f"{moment:%H:%M:%S} ngày {vietnamese_date(moment.date())}"
