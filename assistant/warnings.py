"""What an officer must be told beside an answer: changes that the text held does not show, unknown dates, digests not reviewed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from ingest.catalogue import CHANGES, Catalogue, Effect
from ingest.index.records import Version
from ingest.index.tokens import Expander
from ingest.law.normalise import search_form
from ingest.law.validity import unapplied_effects

from .answer import Citation
from .bodies import todays_names
from .citing import TO_COMPARE, vietnamese_date
from .gathered import places_of

_QUOTED = re.compile(r"“([^”]+)”")
MAX_WARNINGS = 6
REMINDER = "Đề nghị đối chiếu văn bản chính thức trước khi ký."


def warnings_for(citations: Sequence[Citation], versions: Mapping[int, Version], catalogue: Catalogue, as_of: date) -> list[str]:
    """The warnings for the citations shown, each once, the gravest first."""
    found, expand = list[str](), Expander(catalogue)
    changed: dict[str, tuple[Effect, list[Citation]]] = {}
    for citation in citations:
        version = versions[citation.version_id]
        for effect in unapplied_effects(catalogue, citation.document, citation.key, version.version_date, as_of):
            if touches(effect, citation, expand):
                changed.setdefault(effect.id, (effect, []))[1].append(citation)
    found += [_unapplied(effects, touched) for effects, touched in _alike(changed.values())]
    for citation in citations:
        instrument = catalogue.instrument(citation.document)
        if instrument and instrument.state_note:
            found.append(f"{instrument.kind} số {instrument.number}: {instrument.state_note}")
        if citation.in_force == "expired":
            found.append(
                f"{citation.label}: đã hết hiệu lực từ ngày {vietnamese_date(citation.valid_to)}."
                if citation.valid_to
                else f"{citation.label}: đã hết hiệu lực."
            )
        elif citation.in_force == "suspended":
            found.append(f"{citation.label}: đang ngưng hiệu lực tại ngày {vietnamese_date(as_of)}.")
        elif citation.in_force == "not_yet" and citation.valid_from:
            found.append(f"{citation.label}: có hiệu lực từ ngày {vietnamese_date(citation.valid_from)}.")
        elif citation.in_force == "unknown" and citation.text_kind not in {"report", "note"}:
            found.append(f"{citation.label}: chưa rõ hiệu lực tại ngày {vietnamese_date(as_of)}.")
    found = list(dict.fromkeys(found))[: MAX_WARNINGS - 2]
    if bodies := todays_names(citations, versions, catalogue, as_of):
        found.append(bodies)
    if scanned := [c for c in citations if c.doubt]:
        unsure = ", có chỗ chưa chắc chắn" if any(c.doubt == TO_COMPARE for c in scanned) else ""
        places = places_of(scanned)
        places = f"{places[:1].upper()}{places[1:]}"
        found.append(f"{places}: chữ được nhận dạng từ bản quét{unsure}; đề nghị đối chiếu với ảnh của trang gốc trước khi dùng.")
    digests = [c for c in citations if c.text_kind == "digest"]
    if digests:
        state = "" if all(c.reviewed for c in digests) else ", chưa rà soát"
        found.append(
            f"Nội dung đánh dấu “tóm lược” là diễn đạt của kho tri thức{state}, không phải nguyên văn; "
            "khi trích dẫn cần lấy nguyên văn từ văn bản chính thức."
        )
    if any(c.text_kind == "note" for c in citations):
        found.append("Mục đánh dấu “chưa kiểm chứng” lấy từ nguồn thứ cấp: không dùng làm căn cứ khi chưa đối chiếu văn bản.")
    return found


def touches(effect: Effect, citation: Citation, expand: Expander) -> bool:
    """Whether the effect reaches the provision: one that changes quoted words does so only where the words occur."""
    words = _QUOTED.findall(effect.scope)
    text = search_form(expand(citation.reads))
    return not words or any(search_form(expand(word)) in text for word in words)


def _alike(changed: Iterable[tuple[Effect, list[Citation]]]) -> list[tuple[list[Effect], list[Citation]]]:
    """The effects of one instrument from one day on the same clauses together: one line tells of all."""
    groups: dict[tuple[object, ...], tuple[list[Effect], list[Citation]]] = {}
    for effect, touched in changed:
        key = (effect.source.instrument, effect.kind, effect.from_date, effect.indirect, tuple(c.n for c in touched))
        groups.setdefault(key, ([], touched))[0].append(effect)
    return list(groups.values())


def _unapplied(effects: Sequence[Effect], touched: Sequence[Citation]) -> str:
    """The clauses have been changed since the text that is shown."""
    effect, scopes = effects[0], list(dict.fromkeys(e.scope for e in effects if e.scope))
    day = f" từ ngày {vietnamese_date(effect.from_date)}" if effect.from_date else ""
    matter = f" ({'; '.join(scopes)})" if scopes else ""
    unchecked = "; chưa kiểm chứng" if any("chưa kiểm chứng" in e.note for e in effects) else ""
    held = "" if effect.held else "; chưa có văn bản này trong kho"
    by_document = groupby(touched, key=lambda c: c.document)
    names = [(places_of(inside), inside[-1].label.removeprefix(inside[-1].place)) for inside in ([*group] for _, group in by_document)]
    done = f"không còn đối tượng áp dụng do {effect.source.instrument}" if effect.indirect else None
    done = done or f"đã được {effect.source.instrument} {CHANGES[effect.kind]}"
    change = f"{', '.join(f'{places}{document}' for places, document in names)} {done}{day}{matter}"
    return f"{change[:1].upper()}{change[1:]}; nội dung hiển thị chưa thể hiện thay đổi này{held}{unchecked}."
