"""Whether something must be done at all, asked or taken to be needless: the provision that says so or that exempts, before who decides."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.index.records import StoredPassage
from ingest.index.tokens import syllables
from ingest.law.normalise import fold, search_form

from .question import Question
from .retrieval import ZONES, Hit

LOOKED_AT = 8  # best hits among which such a provision may be
MIN_SHARE = 0.75  # of the most content words that one of them holds, which the first to be taken must hold
MIN_CASE = 2  # content words beside the act that one case of a list must hold to be the officer's
MIN_ACT = 0.6  # share of the words of the act that the words which command or exempt must hold
# Of the questions below, with accents; folded for those typed without.
_NEEDLESS = r"""\b(?:khỏi(?:\ (?:cần|phải))?|miễn|(?:không|ko|k|chẳng)\ (?:cần|phải|bắt\ buộc))\ (?:phải\ |có\ )?
    (?:xin|có|làm|lập|nộp|đăng\ ký|báo\ cáo|thông\ báo|thực\ hiện|giấy|gp\w*|đtm|đánh\ giá|thẩm\ định|phê\ duyệt|cấp|khai|trình)\b"""
_NEEDED = r"""\b(?:có|thì|vẫn|cũng)\ (?:phải|cần|bắt\ buộc|bắt\ buộc\ phải|được\ miễn)\ (?:có\ |phải\ )?
    (?:xin|có|làm|lập|nộp|đăng\ ký|báo\ cáo|thông\ báo|thực\ hiện|giấy|gp\w*|đtm|đánh\ giá|thẩm\ định|khai)\b.*\b(?:không|ko|k)\b"""
_ASKED = re.compile(r"\b(?:khong|ko|k|ha|chu|a|nhi)\b\W*(?:a|vay|nhi)?\W*$")  # folded
_WHO = re.compile(
    r"\b(?:ai|bql|ban quan ly|ubnd|uy ban|so (?:xay|tai|nong|cong|noi)|co quan|cap nao|tham quyen|o dau|bao lau|bao nhieu)\b"
)  # folded: who or where is asked
_PATTERNS = {
    folded: [re.compile(fold(p) if folded else p, re.VERBOSE) for p in (_NEEDLESS, _NEEDED)] for folded in (False, True)
}  # fmt: skip
# In search form: a sentence that commands or exempts.
_COMMANDS = re.compile(r"\b(?:phải|bắt buộc)\b")
_EXEMPTS = re.compile(r"\b(?:không phải|không bắt buộc|miễn|không yêu cầu|không cần)\b")
_EXCEPT = re.compile(r"\btrừ\b")
WITH_EXCEPTIONS = "Phải thực hiện, trừ trường hợp được miễn"


@dataclass(frozen=True, slots=True)
class Necessity:
    """`said` is what may be told of the provision in front of it."""

    hit: Hit
    said: str
    names_case: bool = False  # whether the question names what this one case of a list is of

    @property
    def said_of_case(self) -> str:
        """The same of one case of a list of exceptions."""
        return "Được miễn nếu đúng trường hợp sau" if self.said == WITH_EXCEPTIONS else self.said


def necessary_act(question: Question) -> frozenset[str]:
    """The content words of what must or need not be done, where that is asked or taken for granted, and not who decides it."""
    if not _ASKED.search(fold(question.standalone)) or _WHO.search(fold(question.standalone)):
        return frozenset()
    read = fold(question.search_text) if question.folded else search_form(question.search_text)
    found = next((match for pattern in _PATTERNS[question.folded] if (match := pattern.search(read))), None)
    said = syllables(read[found.start() :], question.folded) if found else ()
    return frozenset(said) & frozenset(question.words) - frozenset(syllables(ZONES, question.folded))


def necessity_of(question: Question, hits: Sequence[Hit]) -> Necessity | None:
    """The provision that commands or exempts what is asked about: the first of the best hits that says nearly as much of it as any."""
    act = frozenset() if question.locator else necessary_act(question)
    words = set(question.words) - set(syllables(ZONES, question.folded))
    found = list[tuple[int, Necessity]]()
    for hit in hits[:LOOKED_AT] if act else ():
        passage = hit.passage
        if passage.version.text_kind not in {"official", "digest"} or not hit.applies:
            continue
        command, said = _told(passage)
        if said and len(act & set(syllables(command, question.folded))) >= MIN_ACT * len(act):
            held = len(words & set(syllables(f"{passage.heading} {passage.lead} {passage.text}", question.folded)))
            case = (words - act) & set(syllables(passage.text, question.folded))
            found.append((held, Necessity(hit, said, bool(passage.point) and len(case) >= MIN_CASE)))
    most = max((held for held, _ in found), default=0)
    return next((necessity for held, necessity in found if held >= MIN_SHARE * most), None)


def _told(passage: StoredPassage) -> tuple[str, str]:
    """The words that command or exempt, and what they do: the lead of a list, else its own words, or a heading that says who must."""
    own = passage.lead if passage.point and passage.lead else passage.text
    return next(((text, said) for text in (own, passage.heading) if (said := _said(search_form(text)))), ("", ""))


def _said(sentence: str) -> str:
    """What kind of provision it is, in words; "" where it neither commands nor exempts.

    >>> _said("chủ đầu tư phải có giấy phép, trừ các trường hợp:"), _said("ban quản lý cấp giấy phép")
    ('Phải thực hiện, trừ trường hợp được miễn', '')
    """
    plain = _EXEMPTS.sub(" ", sentence)
    if _COMMANDS.search(plain):
        return WITH_EXCEPTIONS if _EXCEPT.search(plain) else "Có quy định phải thực hiện"
    return "Có trường hợp không phải thực hiện" if _EXEMPTS.search(sentence) else ""
