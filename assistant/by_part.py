"""A question of several things judged thing by thing: which are answered, and which are named as not held."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.index.tokens import syllables
from ingest.law.normalise import fold, search_form

from .answerable import Judgement
from .asked_for import asking_words
from .composers import Draft
from .evidence import Evidence
from .parts import parts_of
from .question import Question
from .retrieval import ZONES, Hit
from .spoken import is_unaccented

MIN_OWN = 4  # content words from which what is asked behind something that is not held may be answered alone
# What asks by itself: what only tells of a case ("công ty tôi thuê đất"), or a condition, is no thing asked.
_ASKS = re.compile(
    r"""\b(?:ai|gì|nào|đâu|mấy|bao\ nhiêu|bao\ lâu|ra\ sao|thì\ sao|sao\ không|làm\ sao|vì\ sao|tại\ sao|bao\ giờ|phải\ không|đúng\ không)\b
    |\b(?:không|ko|k|chưa|hả|nhỉ)(?=\s*(?:$|[?.,;!]|(?:ạ|vậy|nhỉ|thế|và|rồi|còn|hay|với|em|anh|chị)\b))
    |^(?:mức|thời\ hạn|hồ\ sơ)\b""",
    re.VERBOSE,
)
_ASKS_FOLDED = re.compile(fold(_ASKS.pattern), re.VERBOSE)


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found for a question, and whether it answers. `special` is the draft of a composer that knows the question's kind."""

    question: Question
    hits: Sequence[Hit]
    evidence: Evidence
    special: tuple[Draft, str] | None
    judgement: Judgement

    @property
    def refused(self) -> bool:
        return self.judgement.outcome == "refused"

    @property
    def settled(self) -> bool:
        """Whether the question is of a kind that is answered whole: on sums or validity, on a provision that it names, on an answer."""
        return bool(self.special or self.evidence.standing or self.evidence.pending or self.evidence.named or self.question.points_back)


@dataclass(frozen=True, slots=True)
class ByPart:
    """What is to be answered from, and the judgement of the whole with the parts that nothing held answers.

    `beside` is what else was found: the whole where only its parts are answered from, or the parts that the whole does not tell.
    """

    looked: tuple[Looked, ...]
    judgement: Judgement
    beside: tuple[Looked, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        return self.judgement.missing


def things_asked(text: str) -> list[str]:
    """The things asked, in order, each with the case told before it and the condition behind it.

    >>> things_asked("Công ty thuê đất trong KCN. Ai cấp phép? Nếu chậm thì phạt bao nhiêu?")
    ['Công ty thuê đất trong KCN. Ai cấp phép?', 'Nếu chậm thì phạt bao nhiêu?']
    >>> things_asked("Nhà máy muốn tạm ngừng, dài nhất là bao lâu?")
    ['Nhà máy muốn tạm ngừng, dài nhất là bao lâu?']
    """
    starts, position, asked = list[int](), 0, True
    ends = list[int]()
    for part in parts_of(text):
        start = text.index(part, position)
        position = start + len(part)
        if not starts or (asked and asks(part)):
            starts.append(start)
            ends.append(position)
            asked = asks(part)
        else:
            ends[-1] = position
            asked = asked or asks(part)
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def asks(text: str) -> bool:
    """Whether something is asked.

    >>> asks("Công ty tôi thuê đất trong KCN."), asks("thuê mấy năm"), asks("nhà máy nằm trong KCN"), asks("nha may may tang")
    (False, True, False, True)
    """
    return bool(_ASKS_FOLDED.search(asking_words(text)) if is_unaccented(text) else _ASKS.search(search_form(text)))


def own_words(part: Question) -> set[str]:
    """The content words of what is asked, without the zones, which say nothing of the matter."""
    return {*part.words} - {*syllables(ZONES, part.folded)}


def answered_by_part(whole: Looked, parts: Sequence[Looked]) -> ByPart:
    """The whole where it answers and so does each thing asked, or none does; else the things that are held, the others named.

    What tells a case in several sentences and asks one thing has no parts; without a conclusion it is answered with a caution, too.

    Where the whole is refused, a thing is answered only if it is beyond doubt, or the others are on matters known to be without a text
    and something can be said of it.
    """
    unheld = [part for part in parts if part.refused]
    explained = bool(unheld) and all(part.judgement.matter for part in unheld)
    held = [part for i, part in enumerate(parts) if _is_held(part, whole, any(p.refused for p in parts[:i]), explained)]
    missing = tuple(part.question.text for part in parts if part not in held)
    sure = [part for part in held if part.judgement.outcome == "answered" and _concludes(part)]
    if not held or (not missing and not whole.refused and len(sure) < len(parts)):
        unsure = not whole.refused and not whole.settled and not _concludes(whole)
        return ByPart((whole,), replace(whole.judgement, outcome="partial") if unsure else whole.judgement)
    if not missing and whole.judgement.outcome == "answered" and _concludes(whole):
        return ByPart((whole,), whole.judgement, tuple(part for part in sure if not _is_told(part, whole)))
    outcome = replace(whole.judgement, outcome="answered" if len(sure) == len(parts) else "partial", type=None, missing=missing)
    return ByPart(tuple(held), outcome, () if whole.refused else (whole,))


def _is_held(part: Looked, whole: Looked, after_refused: bool, explained: bool) -> bool:
    if after_refused and len(own_words(part.question)) < MIN_OWN:
        return False
    if not whole.refused:
        return not part.refused
    return part.judgement.outcome == "answered" or (explained and not part.refused and _concludes(part))


def _concludes(looked: Looked) -> bool:
    """Whether there is something to say before the provisions."""
    evidence = looked.evidence
    return bool(evidence.opening or evidence.duties or evidence.conflict or evidence.standing)


def _is_told(part: Looked, whole: Looked) -> bool:
    """Whether the whole shows the provision that answers the part."""
    shown = {p.id for p in (*whole.evidence.passages, *whole.evidence.related)}
    return not part.evidence.passages or part.evidence.passages[0].id in shown
