"""The model composer: conclusions drafted by a language model from the citations of another composer, each verified before it is shown."""

from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.catalogue import Mode

from ..answer import Citation, Statement
from ..language import ChatModel, Failing, ModelFailed
from ..question import Question
from .addressed import speaking
from .prompt import Message, asked, asked_again
from .streamed import Drafted, StatementReader
from .sufficiency import WHOLE, Sufficiency, sufficiency_in
from .support import modes_in, unsupported

MAX_STATEMENTS = 8  # sentences taken; 2 to 6 are asked for
UNCLOSED = "câu trả lời không phải là JSON trọn vẹn theo mẫu"

Unusable = Literal["malformed", "unverified", "nothing to read"]
# What the verifier finds wrong with a statement that rests on these citations.
FaultsOf = Callable[[Statement, Sequence[Citation]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What became of a draft: its verified statements, what was struck for good, and why there is none where it failed.

    `withheld` are the numbers of citations that the model was not given; `private` those of them that may not leave this machine.
    Without statements and without a failure the model says that the provisions answer nothing of the question.
    """

    statements: tuple[Statement, ...]
    struck: tuple[str, ...] = ()
    sufficiency: Sufficiency = WHOLE
    failing: ModelFailed | Unusable | None = None
    withheld: tuple[int, ...] = ()
    private: tuple[int, ...] = ()

    @property
    def sent(self) -> bool:
        """Whether the model may have been given the question and its evidence."""
        unread = (
            self.failing.failing in {"unusable", "unreachable"}
            if isinstance(self.failing, ModelFailed)
            else self.failing == "nothing to read"
        )
        return not unread


@dataclass(slots=True)
class _Attempt:
    """One reply as far as it was read. `whole` where it ended as it should."""

    accepted: list[Statement]
    rejected: list[tuple[str, Sequence[str]]]
    reply: str = ""
    said: bool = False  # whether there was a statement in it, or that there is nothing to state
    sufficiency: Sufficiency = WHOLE
    whole: bool = False
    failed: ModelFailed | None = None


class ModelComposer:
    """Drafts with the model; at most twice, the second time with what the verifier found."""

    def __init__(self, model: ChatModel) -> None:
        self.model = model

    def run(
        self,
        question: Question,
        told: Sequence[Statement],
        citations: Sequence[Citation],
        faults_of: FaultsOf,
        private: Collection[int] = (),
    ) -> Generator[Statement, None, Spoken]:
        """Yields each statement as soon as it is verified. `told` are the composer's own statements on the citations.

        The model is given nothing of the citations whose numbers are `private`.
        """
        spoken = yield from self._drafted(question, told, [c for c in citations if c.n not in private], faults_of)
        return replace(spoken, private=tuple(c.n for c in citations if c.n in private))

    def _drafted(
        self, question: Question, told: Sequence[Statement], citations: Sequence[Citation], faults_of: FaultsOf
    ) -> Generator[Statement, None, Spoken]:
        speak = speaking(citations)
        offered = [c for c in citations if c.n not in speak]
        withheld = tuple(c.n for c in citations if c.n in speak)
        if not offered:
            return Spoken((), failing="nothing to read", withheld=withheld)
        try:
            until = self.model.begin()
        except ModelFailed as error:
            return Spoken((), failing=error, withheld=withheld)
        check = _Check(offered, _modes_of(told), faults_of)
        messages = asked(question, told, offered)
        first = yield from self._attempt(messages, check, until, [], question.standalone, from_the_start=True)
        if first.failed or (first.whole and not first.rejected):
            return replace(_judged(first, None), withheld=withheld)
        faults = first.rejected if first.whole or first.rejected else [(first.reply[:200], [UNCLOSED])]
        messages += asked_again(first.reply, faults, [s.text for s in first.accepted])
        second = yield from self._attempt(messages, check, until, first.accepted, question.standalone)
        return replace(_judged(first, second), withheld=withheld)

    def _attempt(
        self,
        messages: Sequence[Message],
        check: "_Check",
        until: float,
        before: Sequence[Statement],
        question: str,
        from_the_start: bool = False,
    ) -> Generator[Statement, None, _Attempt]:
        """One reply; left as soon as its first sentence fails `from_the_start`, since an answer begins with its conclusion."""
        attempt, reader = _Attempt([], []), StatementReader()
        shown = {statement.text for statement in before}
        pieces = self.model.pieces(messages, until)
        try:
            for piece in pieces:
                for drafted in reader.feed(piece):
                    attempt.said = True
                    statement, faults = check(drafted)
                    if faults:
                        attempt.rejected.append((drafted.text, faults))
                    elif statement.text not in shown and len(shown) < MAX_STATEMENTS:
                        shown.add(statement.text)
                        attempt.accepted.append(statement)
                        yield statement
                if reader.closed or reader.full or len(shown) >= MAX_STATEMENTS or len(attempt.rejected) > MAX_STATEMENTS:
                    break
                if from_the_start and attempt.rejected and not attempt.accepted:
                    break
        except ModelFailed as error:
            attempt.failed = error
        finally:
            if isinstance(pieces, Generator):
                pieces.close()
        attempt.reply, attempt.sufficiency = reader.text, sufficiency_in(reader.outline, question)
        attempt.said = attempt.said or (reader.closed and attempt.sufficiency.answered == "none")
        attempt.whole = attempt.said and not attempt.failed and (reader.closed or len(shown) >= MAX_STATEMENTS)
        return attempt


@dataclass(frozen=True, slots=True)
class _Check:
    """Verifies what was drafted against the citations that were offered; a number of any other citation does not exist."""

    offered: Sequence[Citation]
    modes: Mapping[int, Sequence[Mode]]
    faults_of: FaultsOf

    def __call__(self, drafted: Drafted) -> tuple[Statement, Sequence[str]]:
        statement = Statement(drafted.text, drafted.citations, modes_in(drafted.text), "conclusion")
        if drafted.fault:
            return statement, [drafted.fault]
        cited = [c for c in self.offered if c.n in drafted.citations]
        return statement, [*self.faults_of(statement, cited), *unsupported(drafted.text, cited, self.modes)]


def _modes_of(told: Sequence[Statement]) -> dict[int, list[Mode]]:
    """The modes that the composer gives with its statements, by citation."""
    modes: dict[int, list[Mode]] = {}
    for statement in told:
        for n in statement.citations if statement.role == "ground" else ():
            modes.setdefault(n, []).extend(statement.modes)
    return modes


def _judged(first: _Attempt, second: _Attempt | None) -> Spoken:
    """What stands after one or two attempts: nothing, unless one of them came to its end."""
    last = second or first
    accepted = [*first.accepted, *(second.accepted if second else [])]
    if not first.whole and not last.whole:
        return Spoken((), failing=last.failed or ("unverified" if last.rejected else "malformed"))
    sufficiency = first.sufficiency & second.sufficiency if second else first.sufficiency
    if not accepted and (last.failed or sufficiency.answered != "none"):
        return Spoken((), failing=last.failed or "unverified")
    rejected = last.rejected if last.whole else [*first.rejected, *last.rejected]
    struck = tuple(f"{text[:80]}: {'; '.join(faults)}" for text, faults in rejected)
    return Spoken(tuple(accepted), struck, sufficiency)


def fallback_notice(title: str, failing: ModelFailed | Unusable) -> str:
    """Why the answer is not the model's, as staff are told."""
    if isinstance(failing, ModelFailed):
        why = _FAILED[failing.failing] + (f" (HTTP {failing.status})" if failing.status else "")
    else:
        why = _UNUSABLE[failing]
    return f"Mô hình ngôn ngữ “{title}” {why}; câu trả lời này do trợ lý tự soạn từ các điều khoản được dẫn."


def sent_notice(title: str, place: str) -> str:
    """What left this machine, and to where."""
    return f"Câu hỏi và các điều khoản được dẫn đã được gửi ra ngoài máy này, tới mô hình ngôn ngữ “{title}” tại {place}."


def withheld_notice(numbers: Sequence[int]) -> str:
    """Which citations the model was not given, and why."""
    marks = ", ".join(f"[{n}]" for n in numbers)
    return f"Trích dẫn {marks} có câu chữ như chỉ dẫn cho phần mềm nên không đưa vào mô hình ngôn ngữ; đề nghị đọc kỹ tại nguồn."


def private_notice(numbers: Sequence[int]) -> str:
    """Which citations did not leave this machine, and what lets them."""
    marks = ", ".join(f"[{n}]" for n in numbers)
    return (
        f"Trích dẫn {marks} lấy từ tệp người dùng nạp nên không gửi ra ngoài máy này; phần do mô hình ngôn ngữ soạn chưa xét "
        "các trích dẫn đó (TRO_LY_MODEL_UPLOADS=1 cho phép gửi)."
    )


_FAILED: Mapping[Failing, str] = {
    "unusable": "chưa dùng được (đề nghị kiểm tra tên mô hình, khóa truy cập và gói phần mềm của nhà cung cấp)",
    "unreachable": "hiện chưa kết nối được",
    "slow": "chưa trả lời kịp thời gian cho phép",
    "broken": "bị ngắt giữa chừng",
    "refused": "báo lỗi",
}
_UNUSABLE: Mapping[Unusable, str] = {
    "malformed": "trả lời không đúng mẫu",
    "unverified": "không có câu nào đối chiếu được với nguồn",
    "nothing to read": "không được dùng vì không có trích dẫn nào được phép đưa vào mô hình",
}
