"""A share that a clause sets, of the area or of the number of persons that a question names: the computation is shown."""

import re
from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from ingest.catalogue import SumRule
from ingest.index.records import StoredPassage

from ..answer import Citation, Statement
from ..computation import ROUNDED_UP, counts_in, printed, value_of
from ..question import Question
from .wording import Wording

_SHARE = re.compile(r"(?<![\d.,/])(?:\d+(?:,\d+)?%|\d/\d(?![\d/]))")
_AREA = re.compile(r"(?<![\d.,/])(\d+(?:\.\d{3})*(?:,\d+)?)\s*(?:ha|héc\s?ta|hec\s?ta|hecta)\b", re.IGNORECASE)


def share_asked(rules: Sequence[SumRule], question: Question, wording: Wording) -> tuple[SumRule, str] | None:
    """The rule that the question is on, with the area or the number that it names; None where it names none, or several."""
    return _area_asked(rules, question, wording) or _count_asked(rules, question, wording)


def _area_asked(rules: Sequence[SumRule], question: Question, wording: Wording) -> tuple[SumRule, str] | None:
    areas = _AREA.findall(question.standalone)
    rule = _rule_said([r for r in rules if r.kind == "share_of_area"], wording)
    return (rule, areas[0]) if rule and len(areas) == 1 and question.asks_number else None


def _count_asked(rules: Sequence[SumRule], question: Question, wording: Wording) -> tuple[SumRule, str] | None:
    counts = {count.number for count in counts_in(question.standalone)}
    rule = _rule_said([r for r in rules if r.kind == "share_of_count" and _asks_count(wording, r.counted)], wording)
    return (rule, str(counts.pop())) if rule and len(counts) == 1 else None


def _rule_said(rules: Sequence[SumRule], wording: Wording) -> SumRule | None:
    """The rule of whose words the question has the longest group."""
    said = {rule.id: [len(words.split()) for words in rule.words if wording.has_all_of(words)] for rule in rules}
    return max((rule for rule in rules if said[rule.id]), key=lambda rule: max(said[rule.id]), default=None)


def _asks_count(wording: Wording, counted: Sequence[str]) -> bool:
    """Whether it asks how many of what the rule counts, or of a number what it must be: "mấy người", "cần bao nhiêu phiếu"."""
    return wording.says_any(f"{how} {thing}" for how in ("mấy", "bao nhiêu", "bn") for thing in counted)


def told_share(rule: SumRule, passage: StoredPassage, named: str, citation: Citation) -> Statement | None:
    """The rule in words with the computation; None where the clause does not give its share, or the result cannot be printed."""
    share = _SHARE.search(rule.says)  # a clause may give several: "100% hoàn thành nhiệm vụ, trong đó ít nhất 70% …"
    if not share or share[0] not in _SHARE.findall(passage.text.replace(" %", "%")):
        return None
    value = value_of(share[0]) * value_of(named)
    result = printed(value)
    if result is None:
        return None
    unit = " ha" if rule.kind == "share_of_area" else ""
    rounded = f", {ROUNDED_UP} {ceil(value)}" if rule.kind == "share_of_count" and value != Fraction(ceil(value)) else ""
    text = f"{rule.says}: {share[0]} × {named}{unit} = {result}{unit}{rounded} (theo {citation.label})."
    return Statement(text, (citation.n,), (), "conclusion", framing=(rule.says,))
