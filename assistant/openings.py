"""With which provision an answer opens: the one that answers, the list whose cases it is, or the nearest one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.index.records import StoredPassage
from ingest.index.tokens import syllables
from ingest.law.normalise import fold, search_form

from .asked_for import asking_words
from .filing import is_of_before
from .numbering import without_number
from .question import Question
from .ranking.features import ASKS_DEFINITION, EXPLAINS
from .relations import article_of, is_beside, is_lead_of, opens_list, parent_of
from .retrieval import Hit
from .subject import names_of, those_of
from .units import states_in

# Set by looking at answers, not swept.
MIN_COVERAGE = 0.7  # share of the question's content that a provision must hold to be said as the answer
CLEAR = 0.3  # and how far, in score, it must be in front of the first one of another article
CLEAR_OF_LIST = 0.8  # how far it must be in front of the other điểm of its list, for the officer's case to be this one
LOOKED_AT = 8  # best hits among which another case of the same list may be
_DIGIT = re.compile(r"\d")
# "các khoản 1, 2 Điều này", "Mẫu số 05", "số 31/2021/NĐ-CP"
_NUMBER_OF = re.compile(
    r"\b(?:điều|khoản|phụ lục|mẫu|số|năm)\s+(?:số\s+)?\d[\w/-]*(?:(?:,|\s+và|\s+hoặc)\s*\d+\w?(?!\s*(?:ngày|tháng|năm|giờ|lần)))*",
    re.IGNORECASE,
)
_ASKS_THING = re.compile(r"\b(?:ai|gi|nao|dau|may|bao nhieu|bao lau)\b")  # folded; else it is asked whether something is so
# In search form: to whom something is given, or who is given it.
_RECEIVES = re.compile(
    r"\b(?:cho|đối với|đối tượng)\b|\b(?:cá nhân|tập thể|người|lao động|công nhân|hộ|tổ chức|doanh nghiệp|nhà đầu tư)\b.*\bđược\b|\blà:?$"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """`listed` are the điểm shown of the list that is meant, in their order; without any the passage speaks alone.

    `clear` where the passage stands out: else it is only the nearest. `said` is what is told of it in front.
    """

    passage: StoredPassage
    listed: tuple[StoredPassage, ...] = ()
    clear: bool = True
    whole: bool = True  # whether the list is listed whole
    heads: tuple[StoredPassage, ...] = ()  # of an article that is listed the khoản, where they are shown
    said: str = ""


def opening_named(passages: Sequence[StoredPassage]) -> Opening:
    """Of a provision that the question names, with all that stands in it."""
    inside = [p for p in passages if not any(is_lead_of(p, other) for other in passages)]
    heads = [p for p in passages if not any(is_lead_of(other, p) for other in passages if other.clause)]
    return Opening(passages[0], tuple(inside) if len(inside) > 1 else (), heads=tuple(heads) if len(heads) > 1 else ())


def opening_of(
    question: Question,
    relevant: Sequence[Hit],
    hits: Sequence[Hit],
    shown: Sequence[StoredPassage],
    asked_list: Sequence[StoredPassage] = (),
    by_heading: bool = False,
) -> Opening | None:
    """`relevant` are the hits that are shown, `hits` all of them, best first, `asked_list` the list asked for if one is, `by_heading` of an
    article whose heading is what is asked.

    None where nothing can be said as an answer: where a number is asked for, only a provision with one can open, and what is not verified
    never does.
    """
    if len(asked_list) > 1 and len({article_of(p) for p in asked_list}) == 1:
        stands_out = by_heading or any(h.passage in asked_list and _stands_out(h, hits) for h in relevant)
        return Opening(asked_list[0], tuple(asked_list), stands_out)
    names = names_of(question, hits) if question.units else frozenset()
    told = those_of(relevant, names, question.folded) if question.units else relevant
    answering = [h for h in told if not question.asks_number or has_number_asked(h.passage, question)]
    acting = [h for h in answering if names_whom_asked(f"{h.passage.heading} {_of(h.passage)}", question)]
    chosen = {h.passage.id for h in acting or answering}
    may_open = [h for h in (*hits, *relevant) if h.passage.id in chosen and _may_open(h.passage, question)]
    first = _not_of_before(may_open, question, shown)
    if first is None or first.passage not in shown or _only_explains(first.passage, question):
        return None
    if listed := _listed(question, first, hits, shown):
        return Opening(first.passage, listed, _stands_out(first, hits) and bool(acting))
    clear = _stands_out(first, hits) and bool(acting)
    if first.passage.version.text_kind == "report" and (question.asks_number or not clear):
        return None  # figures have their composer: one of the whole is none of a part
    return None if opens_list(first.passage) else Opening(first.passage, (), clear)


def _not_of_before(hits: Sequence[Hit], question: Question, shown: Sequence[StoredPassage]) -> Hit | None:
    """The first; where it is a transitional clause and nothing old is asked about, the first one shown that is none, if there is one."""
    if not hits or not is_transitional(hits[0].passage) or is_of_before(f"{question.standalone} {question.search_text}"):
        return hits[0] if hits else None
    return next((h for h in hits if h.passage in shown and not is_transitional(h.passage)), hits[0])


def _may_open(passage: StoredPassage, question: Question) -> bool:
    """Whether it is verified, says more than a question for a thing does, and, where that is asked, who receives something."""
    if passage.version.text_kind == "note":
        return False
    if question.asks_recipient and not _RECEIVES.search(search_form(f"{passage.lead} {passage.text}")):
        return False
    asked = set(syllables(f"{question.standalone} {question.search_text}", question.folded))
    says_more = bool(set(syllables(without_number(passage.text), question.folded)) - asked)
    return says_more or not _ASKS_THING.search(asking_words(question.standalone))


def is_transitional(passage: StoredPassage) -> bool:
    """Whether it stands in an article on what began under an earlier law."""
    return "chuyen tiep" in fold(passage.heading)


def _only_explains(passage: StoredPassage, question: Question) -> bool:
    """Whether it says what a word means, and that is not what is asked."""
    return EXPLAINS in search_form(passage.heading) and not ASKS_DEFINITION.search(fold(question.standalone))


def has_number(passage: StoredPassage) -> bool:
    """Whether the provision has a number, its own in front and those of provisions, forms and documents aside."""
    return states_number(f"{without_number(passage.lead)} {without_number(passage.text)}")


def has_number_asked(passage: StoredPassage, question: Question) -> bool:
    """Whether the provision has a number in the unit that the question asks for; any number where it names no unit."""
    return states_number_asked(_of(passage), question)


def names_whom_asked(text: str, question: Question) -> bool:
    """Whether a text names somebody who may be the one asked for; any text where nobody is."""
    return question.who is None or question.who.is_in(text)


def _of(passage: StoredPassage) -> str:
    return f"{without_number(passage.lead)} {without_number(passage.text)}"


def states_number_asked(text: str, question: Question) -> bool:
    """The same of a text."""
    return states_in(text, question.units) if question.units else states_number(text)


def states_number(text: str) -> bool:
    """Whether a text has a number that is none of a provision, a form, a document or a year.

    >>> states_number("theo khoản 1 Điều 46 Luật năm 2025"), states_number("trong 05 ngày")
    (False, True)
    """
    return bool(_DIGIT.search(_NUMBER_OF.sub(" ", text)))


def _listed(question: Question, first: Hit, hits: Sequence[Hit], shown: Sequence[StoredPassage]) -> tuple[StoredPassage, ...]:
    """The điểm shown of the list that the provision opens or is of, where no other thing than the list can be meant."""
    if opens_list(first.passage):
        inside = [p for p in shown if p.point and is_lead_of(first.passage, p)]
    else:
        others = [h for h in hits[:LOOKED_AT] if is_beside(h.passage, first.passage)]
        if not others or (first.score >= others[0].score + CLEAR_OF_LIST and not question.names_case):
            return ()
        inside = [p for p in shown if p.point and parent_of(p) == parent_of(first.passage)]
    return tuple(sorted(inside, key=lambda p: p.start)) if len(inside) > 1 else ()


def _stands_out(first: Hit, hits: Sequence[Hit]) -> bool:
    """Whether the provision holds most of the question and stands clear of the next one found elsewhere."""
    if first.coverage < MIN_COVERAGE:
        return False
    others = (h for h in hits if article_of(h.passage) != article_of(first.passage))
    return first.score >= next((h.score for h in others), first.score) + CLEAR
