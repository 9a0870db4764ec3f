"""A receipt asked again on today's index: the same answer, or what differs and why it may."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Literal

from ingest.law.validity import STATE_LABELS

from .answer import Statement
from .citing import vietnamese_date
from .receipt import Ground, Receipt
from .service import Assistant

Kind = Literal["question", "status", "gone", "uncited", "text", "validity", "new", "statement", "order", "warning"]
Place = tuple[str, str, str]
STATUS_LABELS = {"answered": "đã trả lời", "partial": "trả lời một phần", "refused": "chưa trả lời được"}
SHOWN_HASH = 12  # characters of a hash in a line for people


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the answer of today says otherwise; `line` is for staff, `old` and `new` are what changed: hashes of a text."""

    kind: Kind
    line: str
    old: str | None = None
    new: str | None = None


@dataclass(frozen=True, slots=True)
class Replay:
    """`notes` say what else is no longer as it was and may be the reason; they make no answer another one."""

    today: Receipt
    differences: tuple[Difference, ...]
    notes: tuple[str, ...]

    @property
    def same(self) -> bool:
        return not self.differences

    def as_json(self) -> dict[str, Any]:
        return {
            "same": self.same,
            "receipt": self.today.id,
            "generation": self.today.generation,
            "built_at": self.today.built_at,
            "differences": [asdict(d) for d in self.differences],
            "notes": list(self.notes),
        }


def replay(receipt: Receipt, assistant: Assistant) -> Replay:
    """The same question asked again, for the same day and as if it were still the day on which it was asked.

    Raises IndexProblem or QuestionError.
    """
    again = assistant.receipt(receipt.asked)
    store = assistant.index.opened().store

    def held(place: Place) -> bool:
        document, component, eid = place
        return any(store.provision(v.id, component, eid) or store.passages_at(v.id, component, eid) for v in store.versions(document))

    return Replay(again, tuple(differences(receipt, again, held)), tuple(_notes(receipt, again)))


def differences(old: Receipt, new: Receipt, held: Callable[[Place], bool]) -> Iterator[Difference]:
    """What the new answer says otherwise, the gravest first; `held` tells whether the index still has a provision."""
    if old.standalone_question != new.standalone_question or old.as_of != new.as_of:
        read = [f"“{r.standalone_question}” tại ngày {vietnamese_date(r.as_of)}" for r in (old, new)]
        yield Difference("question", f"Câu hỏi được hiểu khác trước: {read[0]} → {read[1]}.", *read)
    if _status(old) != _status(new):
        yield Difference("status", f"Kết quả khác trước: {_status(old)} → {_status(new)}.", _status(old), _status(new))
    yield from _of_grounds(old.grounds, new.grounds, held)
    yield from _of_statements([_Said.of(s, old) for s in old.statements], [_Said.of(s, new) for s in new.statements])
    for line in _without(old.warnings, new.warnings):
        yield Difference("warning", f"Không còn lưu ý: {line}", old=line)
    for line in _without(new.warnings, old.warnings):
        yield Difference("warning", f"Lưu ý mới: {line}", new=line)


def _status(receipt: Receipt) -> str:
    label = STATUS_LABELS[receipt.status]
    return f"{label} ({receipt.refusal_reason})" if receipt.refusal_reason else label


# -- provisions -------------------------------------------------------------------------------------------------------


def _of_grounds(old: Sequence[Ground], new: Sequence[Ground], held: Callable[[Place], bool]) -> Iterator[Difference]:
    """A provision cited for both ends of a period is compared end by end."""
    before, after = _by_place(old), _by_place(new)
    for key, ground in before.items():
        if key not in after:
            yield _lost(ground, held(ground.place))
        else:
            yield from _changed(ground, after[key])
    for key, ground in after.items():
        if key not in before:
            yield Difference("new", f"Căn cứ mới: {ground.label}.", new=ground.words_sha256)


def _by_place(grounds: Sequence[Ground]) -> dict[tuple[Place, int], Ground]:
    found = dict[tuple[Place, int], Ground]()
    for ground in grounds:
        found[ground.place, sum(place == ground.place for place, _ in found)] = ground
    return found


def _lost(ground: Ground, still_held: bool) -> Difference:
    if still_held:
        return Difference("uncited", f"{ground.label}: kho vẫn có nhưng câu trả lời không còn dẫn.", old=ground.words_sha256)
    return Difference("gone", f"{ground.label}: không còn trong kho.", old=ground.words_sha256)


def _changed(old: Ground, new: Ground) -> Iterator[Difference]:
    if (old.words_sha256, old.version) != (new.words_sha256, new.version):
        version = f", bản {old.version} → {new.version}" if old.version != new.version else ""
        hashes = (
            f"sha256 {old.words_sha256[:SHOWN_HASH]} → {new.words_sha256[:SHOWN_HASH]}"
            if old.words_sha256 != new.words_sha256
            else "chữ giữ nguyên"
        )
        yield Difference("text", f"{new.label}: văn bản đã đổi ({hashes}{version}).", old.words_sha256, new.words_sha256)
    if _force(old) != _force(new):
        yield Difference("validity", f"{new.label}: hiệu lực khác trước: {_force(old)} → {_force(new)}.", _force(old), _force(new))


def _force(ground: Ground) -> str:
    days = [f"{word} {vietnamese_date(day)}" for word, day in (("từ", ground.valid_from), ("đến trước", ground.valid_to)) if day]
    return " ".join([STATE_LABELS[ground.in_force], *days])


# -- statements -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement with the provisions that it rests on instead of their numbers."""

    text: str
    rest: tuple[object, ...]

    @classmethod
    def of(cls, statement: Statement, receipt: Receipt) -> "_Said":
        places = {g.n: g.place for g in receipt.grounds}
        cited = tuple(places.get(n) for n in statement.citations)
        return cls(statement.text, (cited, statement.modes, statement.role, statement.as_of, statement.denies))


def _of_statements(old: Sequence[_Said], new: Sequence[_Said]) -> Iterator[Difference]:
    if Counter(old) == Counter(new):
        if [*old] != [*new]:
            yield Difference("order", "Các câu được sắp theo thứ tự khác.")
        return
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            for before, after in zip_longest(old[i:j], new[k:m]):
                yield _statement(before, after)


def _statement(before: _Said | None, after: _Said | None) -> Difference:
    if after is None:
        text = before.text if before else None
        return Difference("statement", f"Không còn câu: {text}", old=text)
    if before is None:
        return Difference("statement", f"Câu mới: {after.text}", new=after.text)
    if before.text == after.text:
        line = f"Câu giữ nguyên chữ nhưng căn cứ, phương thức, vai trò hoặc phần bị phủ nhận đã đổi: {after.text}"
    else:
        line = f"Câu đã đổi: {before.text} → {after.text}"
    return Difference("statement", line, before.text, after.text)


# -- what else changed ------------------------------------------------------------------------------------------------


def _without(lines: Sequence[str], others: Sequence[str]) -> list[str]:
    return [line for line in lines if line not in others]


def _notes(old: Receipt, new: Receipt) -> Iterator[str]:
    if old.software != new.software:
        yield f"Phần mềm đã đổi: {old.software} → {new.software}."
    if old.composed_by.model:
        yield f"Câu kết luận khi ấy do mô hình {old.composed_by.model} soạn và xét đủ hay chưa; lần này trợ lý tự soạn, không hỏi lại."
    elif old.composed_by != new.composed_by:
        yield "Bộ phận soạn đã đổi."
    if (old.generation, old.built_at) != (new.generation, new.built_at):
        yield f"Chỉ mục đã được dựng lại: {old.generation} → {new.generation}."
    if old.catalogue != new.catalogue:
        yield "Danh mục (hiệu lực, nhiệm vụ, thuật ngữ) đã đổi."
    if old.topic_changed is not None and old.topic_changed != new.topic_changed:
        yield "Việc câu hỏi có sang nội dung khác với các câu trước hay không nay được hiểu khác."
    after = _by_place(new.grounds)
    for key, ground in _by_place(old.grounds).items():
        now = after.get(key)
        if now and now.words_sha256 == ground.words_sha256 and now.version == ground.version and now.text_sha256 != ground.text_sha256:
            yield f"{ground.label}: văn bản đã có chỗ khác thay đổi, đoạn được dẫn giữ nguyên."
        if now and ground.changes is not None and ground.changes != now.changes:
            yield f"{ground.label}: các thay đổi mà danh mục ghi nhận đã khác trước."
