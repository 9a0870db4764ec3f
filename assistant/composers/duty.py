"""What the duty table says of the question: who acts in which mode, who decides instead, in how many days, since when."""

import re
from collections.abc import Mapping, Sequence

from ingest.catalogue import Asking, Duty, Mode, ProvisionRef
from ingest.index.tokens import syllables

from ..acts import begins_with, has_any
from ..answer import Citation, Statement
from ..citing import vietnamese_date
from ..question import Question
from ..units import states_in
from .opening import sentence_with

_ON_DELEGATION = re.compile(r",?\s*(?:theo|khi)\s+(?:[^,;]*\s)?(?:phân cấp|ủy quyền)(?:,\s*(?:phân cấp|ủy quyền))?[^,;]*$")
_ASIDE, _DIGIT = re.compile(r"\s*\([^)]*\)"), re.compile(r"\d")
# {duty} is what is done, beginning small; _ACTS where that begins with a verb, _MATTERS where it does not
_ACTS: Mapping[Mode, str] = {
    "trực tiếp": "Ban quản lý trực tiếp {duty}",
    "trình": "Ban quản lý trình cấp có thẩm quyền {duty}",
    "phối hợp": "Ban quản lý phối hợp, tham gia {duty}",
    "đầu mối": "Ban quản lý làm đầu mối {duty}",
    "phân cấp": "Ban quản lý {duty} khi được phân cấp",
    "ủy quyền": "Ban quản lý {duty} khi được ủy quyền",
}
_BOTH = "Ban quản lý {duty} khi được phân cấp, ủy quyền"
_IN_FRONT = re.compile(r"^(?P<act>Ban quản lý \{duty\}) (?P<when>khi được .*)$")
_PREPARED = "Ban quản lý {duty}, trình cấp có thẩm quyền"
_MATTERS: Mapping[Mode, str] = {
    "trực tiếp": "Ban quản lý trực tiếp thực hiện việc {duty}",
    "trình": "Ban quản lý lập, trình cấp có thẩm quyền việc {duty}",
    "phối hợp": "Ban quản lý phối hợp, tham gia việc {duty}",
    "đầu mối": "Ban quản lý làm đầu mối việc {duty}",
    "phân cấp": "Ban quản lý thực hiện khi được phân cấp việc {duty}",
    "ủy quyền": "Ban quản lý thực hiện khi được ủy quyền việc {duty}",
    "không thuộc": "Việc {duty} không thuộc thẩm quyền của Ban quản lý",
}
_BOTH_MATTERS = "Ban quản lý thực hiện khi được phân cấp, ủy quyền việc {duty}"
_OWN_WORDS: Mapping[Mode, tuple[str, ...]] = {  # a duty that begins with these says its mode itself
    "phối hợp": ("phối hợp", "tham gia"),
    "đầu mối": ("làm đầu mối",),
}


def duty_statement(duty: Duty, citations: Sequence[Citation], asking: Asking) -> Statement | None:
    """The conclusion; None where the clause that says so is not among the citations."""
    by_place = {(c.document, c.key): c for c in citations}
    governing = _cited(duty.clause, by_place)
    if governing is None:
        return None
    clauses = [governing, *(c for ref in (duty.decree, duty.law) if ref and ref != duty.clause and (c := _cited(ref, by_place)))]
    since = governing.valid_from and duty.from_date == governing.valid_from
    what = _ASIDE.sub("", duty.duty).rstrip(".")
    if {"phân cấp", "ủy quyền"} & set(duty.modes):
        what = _ON_DELEGATION.sub("", what)  # its mode says so
    text = f"{_conditioned(_manner(duty.modes, what, asking), what).format(duty=f'{what[:1].lower()}{what[1:]}')}."
    if since and duty.from_date:
        text = f"Từ ngày {vietnamese_date(duty.from_date)}, {text if text.startswith('Ban') else f'{text[:1].lower()}{text[1:]}'}"
    decider = _without_details(duty.decides)
    decides = f" Cơ quan có thẩm quyền: {decider}." if decider else ""
    basis = f" Căn cứ: {'; '.join(c.label for c in clauses)}."
    return Statement(f"{text}{decides}{basis}", tuple(c.n for c in clauses), duty.modes, "conclusion", optional=True)


def time_limit(duty: Duty, question: Question, citations: Sequence[Citation]) -> Statement | None:
    """The time limit of the table, or where the question names what the table does not, what the clause itself says of it.

    None where no clause with one is among the citations, or it is in another unit than the one asked for.
    """
    by_place = {(c.document, c.key): c for c in citations}
    clause = _cited(duty.deadline_clause, by_place) if duty.deadline_clause and _cited(duty.clause, by_place) else None
    if clause is None or (question.units and not states_in(duty.deadline, question.units)):
        return None
    table = set(syllables(f"{duty.duty} {duty.question} {duty.deadline}", question.folded))
    unsaid = [word for word in question.words if word not in table]
    if said := sentence_with(clause, question, unsaid):
        by = f"Thời hạn: theo {clause.label},"
        return Statement(f"{by} {said}", (clause.n,), (), "conclusion", optional=True, framing=(by,))
    text = f"Thời hạn: {duty.deadline.rstrip('.')} (theo {clause.label})."
    return Statement(text, (clause.n,), (), "conclusion", optional=True)


def _without_details(decides: str) -> str:
    """Who decides, without what other clauses and days say of it: the clauses cited do not show that; "" where nobody is named."""
    plain = _ASIDE.sub("", decides).strip(" .")
    told = plain if not _DIGIT.search(plain) else next((part.strip() for part in plain.split(";") if not _DIGIT.search(part)), "")
    names = any(word[0].isupper() for word in told.replace("Ban quản lý", "").split()[1:])
    return told if names or "có thẩm quyền" not in told else ""  # that who may decide decides says nothing


def _manner(modes: Sequence[Mode], what: str, asking: Asking) -> str:
    """How it is done: of several modes the first, and with the others beside it."""
    if "không thuộc" in modes:
        return _MATTERS["không thuộc"]
    is_matter = begins_with(what, asking.no_verb)
    if {"phân cấp", "ủy quyền"} <= set(modes):
        return _BOTH_MATTERS if is_matter else _BOTH
    others = "".join(f"; {_MATTERS[mode].removeprefix('Ban quản lý ').removesuffix(' việc {duty}')}" for mode in modes[1:])
    return f"{_MATTERS[modes[0]] if is_matter else _act(modes[0], what, asking)}{others}"


def _conditioned(manner: str, what: str) -> str:
    """The condition in front, where behind an enumeration it could be read as one of its last part."""
    condition = _IN_FRONT.match(manner) if "," in what else None
    return f"K{condition['when'][1:]}, {condition['act']}" if condition else manner


def _act(mode: Mode, what: str, asking: Asking) -> str:
    """The same of a duty that begins with its verb: what the board prepares it submits, what it does not prepare others decide."""
    if begins_with(what, _OWN_WORDS.get(mode, ())) or (mode == "trực tiếp" and has_any(what, ("trực tiếp",), folded=False)):
        return "Ban quản lý {duty}"
    if mode == "trình" and begins_with(what, asking.preparing):
        return "Ban quản lý {duty}" if has_any(what, ("trình",), folded=False) else _PREPARED
    return _ACTS[mode]


def _cited(place: ProvisionRef, by_place: Mapping[tuple[str, str], Citation]) -> Citation | None:
    return by_place.get((place.instrument, place.eid))
