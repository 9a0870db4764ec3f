"""The sentence that an answer opens with: what the provision says, or that part of it which is asked for, as it stands there."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from ingest.catalogue import Mode
from ingest.index.tokens import bigrams, syllables

from ..answer import Citation, Statement
from ..citing import full_citation
from ..numbering import without_number
from ..openings import Opening, names_whom_asked, states_number_asked
from ..question import Question
from ..retrieval import ZONES
from .draft import words_of
from .listed import MAX_OPENING, label_above, said_by, statement_of_list

MAX_SENTENCES = 2  # of a longer one, the sentences that hold most of what is asked
MIN_SAID = 2  # content words of the question that such a sentence must hold
NUMBERED = 1.5  # content words that a number counts for, where one is asked for
PAIRED = 0.5  # content words that two of them side by side count for: "cấp lại" is not "còn lại"
AHEAD = 1.0  # content words that one điểm of a list must hold more than the others to be the one that is asked for
BELOW = "nội dung nêu dưới đây."
NEAREST = "Quy định gần nhất với câu hỏi là"
_SENTENCE = re.compile(r"(?<=[.])\s+(?=[A-ZĐÀ-Ỹ“])")
_THING = re.compile(r"(?<=;)\s+")  # of an enumeration
MAX_EXEMPTION = 720  # characters of a provision that exempts, which is said with all its conditions or not at all
MAX_SENTENCE = 240  # characters of a sentence that is said whole; of a longer enumeration the things that are asked for
_EXCEPTION = re.compile(r"\b(?:trừ|ngoại trừ|không áp dụng)\b", re.IGNORECASE)
# Of a lead, or of what is told of a provision: it exempts. Half of an exemption promises more than the law gives.
_EXEMPTS = re.compile(r"\b(?:trừ|miễn|không (?:phải|bắt buộc|yêu cầu|cần))\b", re.IGNORECASE)
_UNFINISHED = ",;:"  # what ends a piece of a sentence


def opening_statements(
    opening: Opening, question: Question, citations: Mapping[str, Citation], modes: Mapping[str, tuple[Mode, ...]]
) -> list[Statement]:
    """At most one statement; `citations` and `modes` by the ids of passages. None where no part of the provision says what is asked."""
    if opening.listed:
        one = _one_of_list(opening, question, citations)
        return _of_passage(one, question, citations, modes) if one else statement_of_list(opening, citations, NEAREST)
    return _of_passage(opening, question, citations, modes)


def named_statements(
    opening: Opening, question: Question, citations: Mapping[str, Citation], modes: Mapping[str, tuple[Mode, ...]]
) -> list[Statement]:
    """Of a provision that the question names: what it says, and how it is cited; that first where it is what is asked."""
    passage, eid = opening.passage, question.locator.eid if question.locator else opening.passage.eid
    first = f"Viện dẫn lần đầu: {full_citation(passage.version, passage.component, eid, passage.heading if eid == passage.eid else '')}"
    text = f"{first}; các lần sau: {label_above(passage, eid)}."
    how_cited = Statement(text, (citations[passage.id].n,), (), "conclusion", optional=True, framing=(text,))
    said = opening_statements(opening, question, citations, modes)
    return [how_cited, *said] if question.asks_citing or not said else [*said, how_cited]


def _of_passage(
    opening: Opening, question: Question, citations: Mapping[str, Citation], modes: Mapping[str, tuple[Mode, ...]]
) -> list[Statement]:
    citation = citations[opening.passage.id]
    said = _said(citation, question, bool(_EXEMPTS.search(opening.said))) or (BELOW if opening.said else "")
    if not said:
        return []
    whose = f" ({citation.heading})" if not names_whom_asked(said, question) and names_whom_asked(citation.heading, question) else ""
    by = f"{said_by(opening, citation.label, NEAREST)}{whose}:"
    framing = (f"{by} {said}",) if said == BELOW else (by,)
    return [Statement(f"{by} {said}", (citation.n,), modes.get(opening.passage.id, ()), "conclusion", optional=True, framing=framing)]


def _one_of_list(opening: Opening, question: Question, citations: Mapping[str, Citation]) -> Opening | None:
    """The điểm with the number asked for, where it holds more of the question than all others with one."""
    if not question.asks_number or question.names_case:
        return None
    numbered = [p for p in opening.listed if states_number_asked(without_number(p.text), question)]
    held = sorted(((_held(p.text, question), p.id, p) for p in numbered), reverse=True)
    if not held or held[0][0] < MIN_SAID or (len(held) > 1 and held[0][0] < held[1][0] + AHEAD):
        return None
    return replace(opening, passage=held[0][2], listed=())


def _said(citation: Citation, question: Question, exempts: bool = False) -> str:
    """The provision with its lead; of a long one the sentences that hold most of what is asked, and its exceptions.

    What `exempts`, by what is told of it or by its lead, is never said in part: its conditions are what it grants.
    """
    whole = words_of(citation)
    exempts = exempts or bool(citation.point and _EXEMPTS.search(citation.lead))
    if len(whole) <= (MAX_EXEMPTION if exempts else MAX_OPENING):
        return _ended(whole)
    if exempts:
        return ""
    sentences = _sentences(citation)
    best = _telling(sentences, question)
    exceptions = {i for i, sentence in enumerate(sentences) if _EXCEPTION.search(sentence)}
    whom = _naming(sentences, citation.lead, best, question)
    for chosen in ({*best, *exceptions, *whom}, {*best[:1], *exceptions, *whom}, {*best[:1], *exceptions}):
        told = _joined(sentences, sorted(chosen))
        if best and len(told) <= MAX_OPENING:
            return told
    return ""


def _naming(sentences: Sequence[str], lead: str, best: Sequence[int], question: Question) -> list[int]:
    """Where it is asked who: the lead of a list of duties, if it says whose they are; else the first sentence that names somebody."""
    naming = [i for i, sentence in enumerate(sentences) if question.who and question.who.is_in(sentence)]
    of_lead = bool(lead) and naming[:1] == [0]
    return naming[:1] if of_lead or not {*naming} & {*best} else []


def _telling(sentences: Sequence[str], question: Question) -> list[int]:
    """The sentences that say most of what is asked, best first, each with words of its own; first one with a number if one is asked for."""
    held = [_held(sentence, question) for sentence in sentences]
    lacks = [not _answers(sentence, question) for sentence in sentences]
    said, found = set[str](), list[int]()
    for i in sorted(range(len(sentences)), key=lambda i: (lacks[i], -held[i], i)):
        own = _words_held(sentences[i], question) - said
        if held[i] >= MIN_SAID and own and len(found) < MAX_SENTENCES:
            found.append(i)
            said |= own
    return found


def _answers(sentence: str, question: Question) -> bool:
    """Whether the sentence has a number where one is asked for, and names somebody where it is asked who."""
    return (not question.asks_number or states_number_asked(sentence, question)) and names_whom_asked(sentence, question)


def _sentences(citation: Citation) -> list[str]:
    """Those of the lead and of the provision, each of an official text in marks of its own; of a long enumeration its things."""
    lead = " ".join(without_number(citation.lead).split())
    words = " ".join(without_number(citation.quote or citation.excerpt or "").split())
    own = [part for sentence in _SENTENCE.split(words) if sentence for part in _things(sentence)]
    return [*(s for s in _SENTENCE.split(lead) if s), *(f"“{s}”" if citation.quote is not None else s for s in own)]


def _things(sentence: str) -> list[str]:
    """A sentence that is short enough whole, else the things that it enumerates."""
    return [sentence] if len(sentence) <= MAX_SENTENCE else _THING.split(sentence)


def _joined(sentences: Sequence[str], chosen: Sequence[int]) -> str:
    """Those chosen in a row; a thing of an enumeration shows that something stands in front of it, or behind it, that is not said.

    >>> _joined(["Ban cấp giấy;", "gia hạn;", "thu lệ phí."], [0, 2]), _joined(["Ban cấp giấy;", "thu lệ phí."], [0])
    ('Ban cấp giấy; … thu lệ phí.', 'Ban cấp giấy; …')
    >>> _joined(["Ban cấp giấy.", "Ban thu lệ phí;"], [0]), _joined(["Ban cấp giấy;", "thu lệ phí;"], [0, 1])
    ('Ban cấp giấy.', 'Ban cấp giấy; thu lệ phí.')
    """
    shown = [f"… {sentences[i]}" if sentences[i][:1].islower() and i - 1 not in chosen else sentences[i] for i in chosen]
    cut = bool(chosen) and chosen[-1] + 1 < len(sentences) and sentences[chosen[-1]].rstrip("” ").endswith(tuple(_UNFINISHED))
    return f"{' '.join(shown)} …" if cut else _ended(" ".join(shown))


def sentence_with(citation: Citation, question: Question, words: Collection[str]) -> str:
    """Of a provision the sentence with a number that says most of what is asked, among those with one of the words beside the word that
    the question has it beside: "cấp lại" is not "còn lại". Else "" ."""
    beside = {pair for pair in question.pairs if set(pair) & set(words)}
    sentences = _sentences(citation)
    holding = [
        i for i, s in enumerate(sentences) if states_number_asked(s, question) and beside & {*bigrams(syllables(s, question.folded))}
    ]
    return _joined(sentences, [max(holding, key=lambda i: _held(sentences[i], question))]) if holding else ""


def _held(sentence: str, question: Question) -> float:
    """How much of the question the sentence holds: content words, pairs of them, and a number where one is asked for."""
    said = syllables(sentence, question.folded)
    beside = set(question.pairs) & set(bigrams(said))
    number = NUMBERED if question.asks_number and states_number_asked(sentence, question) else 0.0
    return len(_words_held(sentence, question)) + PAIRED * len(beside) + number


def _words_held(sentence: str, question: Question) -> set[str]:
    zones = syllables(ZONES, question.folded)  # which nearly all clauses name, and which have words of others in them
    return {word for word in question.words if word not in zones} & set(syllables(sentence, question.folded))


def _ended(text: str) -> str:
    """
    >>> _ended("Lập hồ sơ;"), _ended("“Lập hồ sơ;”")
    ('Lập hồ sơ.', '“Lập hồ sơ;”')
    """
    return text if text.endswith("”") else f"{text.rstrip(' ;:.')}."
