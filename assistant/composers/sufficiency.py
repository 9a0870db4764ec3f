"""Whether a model says that the provisions answer the question: whole, in part or not. It may only make an answer more careful."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from ingest.law.normalise import fold

from ..answerable import Judgement

Answered = Literal["whole", "part", "none"]
_CAREFUL: tuple[Answered, ...] = ("none", "part", "whole")  # of two replies the more careful one counts
MAX_MISSING = 3  # parts of a question that are named
MIN_PART = 2  # words of such a part


@dataclass(frozen=True, slots=True)
class Sufficiency:
    """`missing` are the parts that are not answered, in the words of the question."""

    answered: Answered = "whole"
    missing: tuple[str, ...] = ()

    def __and__(self, other: "Sufficiency") -> "Sufficiency":
        """The more careful of two; of two that are alike the later."""
        return min(other, self, key=lambda said: _CAREFUL.index(said.answered))


WHOLE = Sufficiency()


def sufficiency_in(reply: Mapping[str, Any], asked: str) -> Sufficiency:
    """What the reply says of the question as it was `asked`. What is not of the form, or not in the words of the question, says nothing."""
    answered: Answered = next((known for known in _CAREFUL if reply.get("answered") == known), "whole")
    listed = reply.get("missing")
    told = listed if answered == "part" and isinstance(listed, Sequence) and not isinstance(listed, str) else ()
    found = (_in_question(part, asked) for part in told if isinstance(part, str))
    return Sufficiency(answered, tuple(dict.fromkeys(part for part in found if part))[:MAX_MISSING])


def lowered(judgement: Judgement, said: Sufficiency) -> Judgement:
    """The judgement with what the model found missing; never one that is surer than it was."""
    if said.answered == "whole":
        return judgement
    new = (part for part in said.missing if not any(fold(part) in fold(known) for known in judgement.missing))
    return replace(judgement, outcome="partial", missing=(*judgement.missing, *new))


def doubt_notice(title: str, told: Sequence[Sufficiency]) -> str | None:
    """What staff are told of the model's doubt; None where it has none."""
    said = min((each.answered for each in told), key=_CAREFUL.index, default="whole")
    if said == "whole":
        return None
    what = "không trả lời trực tiếp câu hỏi" if said == "none" else "chỉ trả lời được một phần câu hỏi"
    return f"Theo mô hình ngôn ngữ “{title}”, các điều khoản được dẫn {what}; đề nghị đọc kỹ tại nguồn trước khi dùng."


def _in_question(part: str, asked: str) -> str | None:
    """The words of the question that the part repeats, as the question has them; None where it is none of them, or all."""
    words, wanted = [*re.finditer(r"\w+", asked)], re.findall(r"\w+", fold(part))
    folded = [fold(word.group()) for word in words]
    if not MIN_PART <= len(wanted) < len(words):
        return None
    for start in range(len(words) - len(wanted) + 1):
        if folded[start : start + len(wanted)] == wanted:
            return asked[words[start].start() : words[start + len(wanted) - 1].end()]
    return None
