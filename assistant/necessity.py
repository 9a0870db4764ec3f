"""Whether something must be done at all, asked or taken to be needless: the provision that says so or that exempts, before who decides."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.catalogue import Catalogue
from ingest.index.records import StoredPassage
from ingest.index.tokens import Expander, bigrams, syllables
from ingest.law.normalise import fold, search_form

from .cases import Case, CaseReader, Found, parts_of_clause
from .filing import is_of_before
from .openings import is_transitional
from .question import Question
from .retrieval import ZONES, Hit

LOOKED_AT = 8  # best hits among which such a provision may be
MIN_SHARE = 0.75  # of the most content words that one of them holds, which the first to be taken must hold
MIN_CASE = 2  # content words beside the act that one case of a list must hold to be the officer's
EXEMPTED = "miễn"  # is asked of the act, and is no word of it
MIN_KIND = 2  # words that tell a kind of projects or enterprises
MIN_TYPED = 2  # words of the act that an officer's own words must hold to tell it
MIN_ACT = 0.6  # share of the words of the act that the words which command or exempt must hold
# Of the questions below, with accents; folded for those typed without.
_NEEDLESS = r"""\b(?:khỏi(?:\ (?:cần|phải))?|miễn|(?:không|ko|k|chẳng)\ (?:cần|phải|bắt\ buộc))\ (?:phải\ |có\ )?
    (?:xin|có|làm|lập|nộp|đăng\ ký|báo\ cáo|thông\ báo|thực\ hiện|giấy|gp\w*|đtm|đánh\ giá|thẩm\ định|phê\ duyệt|cấp|khai|trình)\b"""
_NEEDED = r"""\b(?:có|thì|vẫn|cũng)\ (?:phải|cần|bắt\ buộc|bắt\ buộc\ phải|được\ miễn)\ (?:có\ |phải\ )?
    (?:xin|có|làm|lập|nộp|đăng\ ký|báo\ cáo|thông\ báo|thực\ hiện|ban\ hành|giấy|gp\w*|đtm|đánh\ giá|thẩm\ định
    |khai)\b.*\b(?:không|ko|k)\b"""
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
_LEAVES_OUT = re.compile(r"\b(?:không thuộc|không gồm|không bao gồm|ngoại trừ|trừ)\b.*", re.DOTALL)  # in search form
_ZONE = re.compile(r"\b(?:khu (?:công nghiệp|chế xuất|kinh tế)|khu (?:cong nghiep|che xuat|kinh te))\b")
_OF_CASES = re.compile(r"\btrường hợp\b", re.IGNORECASE)  # its syllables are in "môi trường", "phù hợp" too
_PIECE = re.compile(r"(?<=[;.])\s+")
WITH_EXCEPTIONS = "Phải thực hiện, trừ trường hợp được miễn"
NO_EXCEPTION = "Có quy định phải thực hiện"
SOME_EXEMPT = "Có trường hợp không phải thực hiện"
# Where the case that the question names is not within the provision.
ONLY_WHEN = "Chỉ bắt buộc trong trường hợp sau; trường hợp được hỏi không thuộc"
ONLY_ABOVE = "Chỉ bắt buộc trong các trường hợp sau; số liệu được hỏi nằm ngoài mức nêu ở đó"
PARTLY = "Nội dung kèm mức số liệu chỉ bắt buộc ở mức đó, trường hợp được hỏi không thuộc; nội dung còn lại vẫn phải thực hiện"
ONLY_EXEMPT = "Chỉ được miễn trong trường hợp sau; trường hợp được hỏi không thuộc"
OTHERS_NAMED = "Quy định chỉ nêu các trường hợp sau, không nêu trường hợp được hỏi"
OTHER_EXEMPT = "Có trường hợp được miễn, nhưng quy định này không nêu trường hợp được hỏi"

Beside = Callable[[StoredPassage], Sequence[StoredPassage]]


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
    said = _asked_in(question.search_text, question.folded)
    return said & frozenset(question.words) - frozenset(syllables(f"{ZONES} {EXEMPTED}", question.folded))


def _asked_in(text: str, folded: bool) -> frozenset[str]:
    """The syllables of a text from where it asks whether something must be done."""
    read = fold(text) if folded else search_form(text)
    found = next((match for pattern in _PATTERNS[folded] if (match := pattern.search(read))), None)
    return frozenset(syllables(read[found.start() :], folded)) if found else frozenset()


class NecessityFinder:
    """Finds the provision that commands or exempts, and tells whether the officer's case is within it."""

    def __init__(self, catalogue: Catalogue, expand: Expander) -> None:
        asking = catalogue.asking
        self._cases, self._expand = CaseReader(asking), expand
        self._acts = tuple(tuple(f" {' '.join(syllables(says, folded=True))} " for says in act.split("|")) for act in asking.other_acts)
        self._anybody = frozenset(word for phrase in asking.anybody for word in syllables(phrase, folded=True))
        self._empty = frozenset(word for phrase in (*catalogue.question_words, *asking.generic) for word in syllables(phrase, folded=True))
        nouns = sorted(map(search_form, asking.anybody), key=len, reverse=True)
        self._whose = re.compile(rf"^(?:\d+\.\s+)?(?:đối với )?(?:{'|'.join(nouns)})\b(?P<which>[^,;.:]*?)\b(?:phải|thì|bắt buộc)\b")

    def of(self, question: Question, hits: Sequence[Hit], beside: Beside) -> Necessity | None:
        """The first of the best hits that says nearly as much of what is asked as any; one whose case is another only after the others.

        `beside` gives the whole list in which a provision stands or which it opens.
        """
        act = frozenset() if question.locator else self._typed(necessary_act(question), question)
        if not act:
            return None
        case, words = self._cases.case_of(question.standalone), set(question.words) - set(syllables(ZONES, question.folded))
        found = list[tuple[int, Necessity]]()
        for hit in hits[:LOOKED_AT]:
            passage = hit.passage
            if passage.version.text_kind not in {"official", "digest"} or not hit.applies:
                continue
            command, said = _told(passage, act, question.folded)
            if not said or self._is_of_another(passage, command, act, question):
                continue
            if told := self._judged(hit, said, case, question, act, beside(passage)):
                held = len(words & set(syllables(f"{passage.heading} {passage.lead} {passage.text}", question.folded)))
                found.append((held, told))
        most = max((held for held, _ in found), default=0)
        near = [necessity for held, necessity in found if held >= MIN_SHARE * most]
        return next((n for n in near if n.said != OTHER_EXEMPT), near[0] if near else None)

    def _judged(
        self, hit: Hit, said: str, case: Case, question: Question, act: frozenset[str], listed: Sequence[StoredPassage]
    ) -> Necessity | None:
        """What may be told of the provision in this case; None where it is for another one."""
        passage = hit.passage
        if listed:
            fits = [self._cases.lies(case, p.text).fit for p in listed]
            if all(fit in {"another", "outside"} for fit in fits):
                return Necessity(hit, said if said == WITH_EXCEPTIONS else OTHERS_NAMED)
            within = self._cases.lies(case, passage.text).fit in {"inside", "unsaid"}
            return Necessity(hit, said, bool(passage.point) and within and self._names(passage, question, act))
        lies = self._cases.lies(case, passage.text, act)
        if lies.fit == "another":
            return None
        if lies.fit == "inside":
            return Necessity(hit, _said_within(search_form(lies.part)) or said)
        if lies.fit == "outside":
            return Necessity(hit, _said_outside(passage, said, lies))
        if said == SOME_EXEMPT and self._is_unnamed(passage, question, act):
            return Necessity(hit, OTHER_EXEMPT)
        return Necessity(hit, said)

    def _names(self, passage: StoredPassage, question: Question, act: frozenset[str]) -> bool:
        """Whether the question names what this case of a list is of: by words side by side, not by what the case leaves out."""
        said = syllables(_LEAVES_OUT.sub("", search_form(passage.text)), question.folded)
        own = self._own_words(question, act)
        pairs = {pair for pair in question.pairs if set(pair) <= own}
        return len(own & set(said)) >= MIN_CASE and bool(pairs & set(bigrams(said)))

    def _is_unnamed(self, passage: StoredPassage, question: Question, act: frozenset[str]) -> bool:
        """Whether the question names a case, and the provision none of its words."""
        own = self._own_words(question, act)
        return bool(own) and not own & set(syllables(f"{passage.lead} {passage.text}", question.folded))

    def _own_words(self, question: Question, act: frozenset[str]) -> set[str]:
        """The words of the case: without the act, the zones, and those that anybody is called by."""
        typed = self._expand(question.standalone)
        read = _ZONE.sub(" ", fold(typed) if question.folded else search_form(typed))
        own = set(syllables(read, question.folded)) & set(question.words) - act - set(syllables(EXEMPTED, question.folded))
        return {word for word in own if fold(word) not in self._anybody}

    def _typed(self, act: frozenset[str], question: Question) -> frozenset[str]:
        """The act in the officer's own words, where these tell it: what is added to look for it may be of another one."""
        typed = act & _asked_in(self._expand(question.standalone), question.folded)
        return typed if len(typed) >= MIN_TYPED else act

    def _is_of_another(self, passage: StoredPassage, command: str, act: frozenset[str], question: Question) -> bool:
        """Whether it is on another act, for others than those who ask, or on what began under an earlier law."""
        if is_transitional(passage) and not is_of_before(f"{question.standalone} {question.search_text}"):
            return True
        return self._is_of_another_act(passage, command, question) or self._is_for_others(command, act, question)

    def _is_for_others(self, command: str, act: frozenset[str], question: Question) -> bool:
        """Whether it binds one kind of projects or enterprises, and the question names another: "Dự án nhà lưu trú công nhân phải"."""
        whose = self._whose.search(search_form(command))
        words = syllables(whose["which"], question.folded) if whose else []
        kind = {w for w in words if fold(w) not in self._empty | self._anybody and w not in act and not w.isdigit()}
        kind -= set(syllables(ZONES, question.folded))
        own = self._own_words(question, act)
        return bool(own) and len(kind) >= MIN_KIND and not kind & set(question.words)

    def _is_of_another_act(self, passage: StoredPassage, command: str, question: Question) -> bool:
        """Whether one of them is on a change of what was granted before, or on its end, and the other is not."""
        commanding = next((part for part in _PIECE.split(command) if _told_in(part)), command)
        asked, commanded = self._acts_in(question.search_text), self._acts_in(commanding)
        named = commanded | self._acts_in(f"{passage.heading} {passage.lead}")
        return bool(commanded - asked) or bool(asked - named)

    def _acts_in(self, text: str) -> set[tuple[str, ...]]:
        spaced = f" {' '.join(syllables(text, folded=True))} "
        return {act for act in self._acts if any(says in spaced for says in act)}


def _said_outside(passage: StoredPassage, said: str, lies: Found) -> str:
    """What is told where the number of the case is beyond the threshold of the provision."""
    if said == SOME_EXEMPT:
        return ONLY_EXEMPT
    others = [part for part in parts_of_clause(passage.text) if part and part != lies.part]
    if any(_COMMANDS.search(_EXEMPTS.sub(" ", search_form(part))) for part in others):
        return PARTLY
    return ONLY_ABOVE if lies.others else ONLY_WHEN


def _said_within(part: str) -> str:
    """What the part does for whom it is: of two things the first, which is what it is about.

    >>> _said_within("có dưới 10 người: không bắt buộc bằng văn bản nhưng phải thỏa thuận"), _said_within("phải nộp, không cần giấy mời")
    ('Có trường hợp không phải thực hiện', 'Có quy định phải thực hiện')
    """
    exempts, commands = _EXEMPTS.search(part), _COMMANDS.search(part)
    return SOME_EXEMPT if exempts and commands and exempts.start() < commands.start() else _said(part)


def _told_in(part: str) -> bool:
    return bool(_said(search_form(part)))


def _told(passage: StoredPassage, act: frozenset[str], folded: bool) -> tuple[str, str]:
    """The words that command or exempt the act, and what they do: the lead of a list, its own words, or a heading that says who must."""
    own = passage.lead if passage.point and passage.lead else passage.text
    for text in (own, passage.heading):
        said = _said(search_form(text))
        telling = " ".join(piece for piece in _PIECE.split(text) if _told_in(piece))
        if said and len(act & set(syllables(_OF_CASES.sub(" ", telling), folded))) >= MIN_ACT * len(act):
            return text, said
    return "", ""


def _said(sentence: str) -> str:
    """What kind of provision it is, in words; "" where it neither commands nor exempts.

    >>> _said("chủ đầu tư phải có giấy phép, trừ các trường hợp:"), _said("ban quản lý cấp giấy phép")
    ('Phải thực hiện, trừ trường hợp được miễn', '')
    """
    plain = _EXEMPTS.sub(" ", sentence)
    if _COMMANDS.search(plain):
        return WITH_EXCEPTIONS if _EXCEPT.search(plain) else NO_EXCEPTION
    return SOME_EXEMPT if _EXEMPTS.search(sentence) else ""
