"""The sentence that an answer opens with where the answer is a list: what it is of, and its members by khoản and điểm."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from ingest.index.records import StoredPassage

from ..answer import Citation, Statement
from ..citing import citation_label
from ..numbering import enumerated, without_number
from ..openings import Opening

MAX_OPENING = 420  # characters of what can be said in one sentence
_AS_FOLLOWS = re.compile(r",?\s*(?:như sau|sau đây)$")


def statement_of_list(opening: Opening, citations: Mapping[str, Citation], nearest: str) -> list[Statement]:
    """What the list is of; its members stand below. None where that is too long for a sentence. `nearest` begins what is not clear."""
    cited = [citations[p.id] for p in opening.listed]
    heads = [citations[p.id] for p in opening.heads]
    of_points = all(p.point for p in opening.listed) and len({p.eid.rpartition("__")[0] for p in opening.listed}) == 1
    words, framing = _of_points(opening, cited[0], nearest) if of_points else _of_article(opening, cited[0], nearest)
    numbers = tuple(c.n for c in (cited if of_points or not heads else heads))
    return [Statement(words, numbers, (), "conclusion", optional=True, framing=framing)] if words else []


def said_by(opening: Opening, label: str, nearest: str) -> str:
    """What stands in front of the words of a provision."""
    return f"{opening.said}, theo {label}" if opening.said else f"{'Theo' if opening.clear else nearest} {label}"


def label_above(passage: StoredPassage, eid: str) -> str:
    """How the provision with that eId, in which the passage stands, is cited."""
    return citation_label(passage.version, passage.component, eid, passage.heading if eid == passage.eid else "")


def _of_points(opening: Opening, first: Citation, nearest: str) -> tuple[str, tuple[str, ...]]:
    lead, points = _plain(first.lead), [p.point for p in opening.listed if p.point]
    by = f"{said_by(opening, label_above(opening.listed[0], opening.listed[0].eid.rpartition('__')[0]), nearest)}:"
    below = f"{'' if opening.whole else 'trong đó có '}nội dung tại các điểm {enumerated(points)}."
    if 0 < len(lead) <= MAX_OPENING:
        return f"{by} {lead}: {below}", (by, below)
    return (f"{by} {below}", (by, below)) if opening.said else ("", ())


def _of_article(opening: Opening, first: Citation, nearest: str) -> tuple[str, tuple[str, ...]]:
    """The heading of the article, and of what each khoản is, as far as a sentence holds them."""
    heading, above = _plain(first.heading), label_above(opening.listed[0], opening.listed[0].eid.partition("__")[0])
    by = said_by(opening, above, nearest)
    clauses = [*_clauses(opening.listed)]
    leads = [lead for _, lead in clauses if lead]
    named, others = clauses[: len(leads)], _khoan([number for number, _ in clauses[len(leads) :]])
    whole = "; ".join([*(f"khoản {number} – {lead}" for number, lead in named), *([others] if others else [])])
    telling = len({*leads}) == len(leads) >= len(clauses) / 2 and all(lead for _, lead in named)  # those that open no list come last
    if not telling or len(whole) > MAX_OPENING:
        whole = f"nội dung tại {_khoan([number for number, _ in clauses])}" if clauses else "nội dung dưới đây"
    framing = (f"{by}, ", *(f"khoản {number} – " for number, _ in named), others, whole if whole.startswith("nội dung") else "")
    text = f"{by}, {_small(heading)}: {whole}."
    return (text, tuple(part for part in framing if part and part in text)) if heading and len(heading) <= MAX_OPENING else ("", ())


def _clauses(listed: Sequence[StoredPassage]) -> Iterator[tuple[str, str]]:
    """The khoản of an article with what each of them opens its list with; "" for one without a list."""
    for number, inside in groupby(listed, key=lambda p: p.clause):
        if number:
            yield number, _plain(next(inside).lead) if listed else ""


def _khoan(numbers: Sequence[str]) -> str:
    """
    >>> _khoan(["2", "3"]), _khoan(["2"]), _khoan([])
    ('các khoản 2 và 3', 'khoản 2', '')
    """
    return f"{'các ' if len(numbers) > 1 else ''}khoản {enumerated(numbers)}" if numbers else ""


def _plain(text: str) -> str:
    return _AS_FOLLOWS.sub("", " ".join(without_number(text).split()).rstrip(":. "))


def _small(heading: str) -> str:
    """A heading inside a sentence: its first letter small, unless the word is a name or an abbreviation.

    >>> _small("Tiêu chí xác định KCN"), _small("KCN sinh thái")
    ('tiêu chí xác định KCN', 'KCN sinh thái')
    """
    return heading[:1].lower() + heading[1:] if heading[1:2].islower() else heading
