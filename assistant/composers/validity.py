"""The conclusions on validity; each is left out where the clause that it cites does not bear it."""

from collections.abc import Mapping
from datetime import date

from ingest.catalogue import CHANGES, Effect
from ingest.index.records import StoredPassage
from ingest.law.locator import label_of

from ..answer import Citation, Statement
from ..citing import sentence, vietnamese_date
from ..dates import dates_in
from ..standing import Standing

NOT_ENDED = "Trong dữ liệu của kho chưa thấy văn bản thay thế hoặc bãi bỏ toàn bộ."
NOT_HELD = "kho chưa có văn bản này"
BY_RECORD = "theo danh mục văn bản của kho; điều khoản về hiệu lực chưa có trong kho"


def standing_statements(standing: Standing, citations: Mapping[str, Citation]) -> list[Statement]:
    """Ends first, then the commencement, then what was changed; of a clause what was changed before its commencement."""
    ends = [pair for pair in standing.changes if _ends(pair[0], standing)]
    rest = [pair for pair in standing.changes if pair not in ends]
    found = [_end(standing, citations), *(_change(effect, passage, standing, citations) for effect, passage in ends)]
    begins = [_commencement(standing, citations), *_apart(standing, citations)]
    changed = [_change(effect, passage, standing, citations) for effect, passage in rest]
    if shown := standing.own or standing.commencement or standing.record:
        unread = [e for e in standing.unread if e.target.eid == standing.ref.eid]
        changed += [_unread_change(effect, standing, citations[shown.id]) for effect in unread]
    found += [*changed, *begins] if standing.own else [*begins, *changed]
    return [s for s in found if s]


def standing_warnings(standing: Standing) -> list[str]:
    """What is not known or not held, with the place to look."""
    found = []
    if not standing.ends:
        name = standing.name
        found.append(f"Dữ liệu hiện có chưa thấy văn bản thay thế hoặc bãi bỏ toàn bộ {name}: kiểm tra tại vbpl.vn trước khi dùng.")
    if standing.unread:
        numbers = ", ".join(dict.fromkeys(e.source.instrument for e in standing.unread))
        found.append(f"Có thay đổi theo văn bản mà kho chưa có toàn văn: {numbers}.")
    return found


def _subject(standing: Standing) -> str:
    """The provision, where it is one, with its instrument."""
    place = f"{label_of(standing.ref.eid)} " if standing.ref.eid else ""
    return f"{place}{standing.name}"


def _ends(effect: Effect, standing: Standing) -> bool:
    return effect.kind in {"replaces", "repeals"} and effect.target.eid == standing.ref.eid and not effect.scope


def _end(standing: Standing, citations: Mapping[str, Citation]) -> Statement | None:
    """That it is over, from which day: where the clause shown has the day in its record."""
    shown = standing.own or standing.commencement or standing.record
    if shown is None or standing.ended is None or citations[shown.id].in_force != "expired":
        return None
    subject = _subject(standing)
    text = f"{subject[:1].upper()}{subject[1:]} đã hết hiệu lực từ ngày {vietnamese_date(standing.ended)}."
    return Statement(text, (citations[shown.id].n,), (), "conclusion", optional=True, framing=(text,))


def _commencement(standing: Standing, citations: Mapping[str, Citation]) -> Statement | None:
    if standing.begins is None or (standing.commencement is None and standing.record is None):
        return None
    if standing.commencement is None and standing.record:
        day = vietnamese_date(standing.begins)
        text = f"{_subject(standing)} có hiệu lực từ ngày {day} {BY_RECORD}."
        text = text[:1].upper() + text[1:]
        return Statement(text, (citations[standing.record.id].n,), (), "conclusion", optional=True, framing=(text,))
    assert standing.commencement is not None
    citation, own = citations[standing.commencement.id], citations[standing.own.id] if standing.own else None
    subject = _subject(standing)
    text = f"{subject[:1].upper()}{subject[1:]} có hiệu lực từ ngày {vietnamese_date(standing.begins)} (theo {citation.label})."
    if not standing.ends and not standing.ended:
        text += f" {NOT_ENDED}"
    numbers = (citation.n, *((own.n,) if own and own.n != citation.n else ()))
    return Statement(text, numbers, (), "conclusion", optional=True, framing=(NOT_ENDED,))


def _apart(standing: Standing, citations: Mapping[str, Citation]) -> list[Statement]:
    """One statement for each clause and day by which parts of it commence apart."""
    groups: dict[tuple[str, date], list[str]] = {}
    for effect, passage in standing.apart:
        if effect.from_date:
            groups.setdefault((passage.id, effect.from_date), []).append(label_of(effect.target.eid))
    found = list[Statement]()
    for (passage_id, day), places in groups.items():
        clause = citations[passage_id]
        text = f"Riêng {', '.join(places)} {standing.name} có hiệu lực từ ngày {vietnamese_date(day)} (theo {clause.label})."
        found.append(Statement(text, (clause.n,), (), "conclusion", optional=True))
    return found


def _unread_change(effect: Effect, standing: Standing, own: Citation) -> Statement:
    """A change whose own text is not held: said of the provision that it changes, which carries it in its record."""
    day = f"Từ ngày {vietnamese_date(effect.from_date)}, " if effect.from_date else ""
    subject = _subject(standing) if day else f"{_subject(standing)[:1].upper()}{_subject(standing)[1:]}"
    scope = f" ({effect.scope})" if effect.scope else ""
    via = f", theo {effect.via}" if effect.via else ""
    text = f"{day}{subject} bị văn bản số {effect.source.instrument} {CHANGES[effect.kind]}{scope}{via}; {NOT_HELD}."
    return Statement(text, (own.n,), (), "conclusion", optional=True, framing=(NOT_HELD,))


def _change(effect: Effect, passage: StoredPassage, standing: Standing, citations: Mapping[str, Citation]) -> Statement | None:
    citation = citations.get(passage.id)
    if citation is None:
        return None
    told = {citation.valid_from, *dates_in(citation.reads)}
    day = f"Từ ngày {vietnamese_date(effect.from_date)}, " if effect.from_date and effect.from_date in told else ""
    place = f"{label_of(effect.target.eid)} " if effect.target.eid else ""
    if effect.indirect:
        text = sentence(f"{day}{place}{standing.name} không còn đối tượng áp dụng theo {citation.label}.")
        return Statement(text, (citation.n,), (), "conclusion", optional=True, framing=(text,))
    text = sentence(f"{day}{citation.label} {CHANGES[effect.kind]} {place}{standing.name}.")
    return Statement(text, (citation.n,), (), "conclusion", optional=True)
