"""One provision as it stands on a day, from every text that is held of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from .calendar import today
from .catalogue import Catalogue, Effect, same_number
from .documents import KIND_LABELS
from .index import generation as gen
from .index.records import StoredProvision, Version
from .index.store import Store, StoreError
from .law.locator import label_of, locator_of, parse_locator
from .law.provision import MAIN, key_of
from .law.validity import STATE_LABELS, State, state_on, unapplied_effects
from .versions import preferred_version

_DONE = {
    "amends": "được sửa đổi", "adds": "được bổ sung", "replaces": "được thay thế", "repeals": "bị bãi bỏ",
    "repeals_in_part": "bị bãi bỏ một phần", "suspends": "ngưng hiệu lực", "commences": "bắt đầu áp dụng theo quy định riêng",
    "details": "được quy định chi tiết", "prevails": "nhường quy định khác",
}  # fmt: skip


class ShowError(Exception):
    """The document or provision asked for is not held; one Vietnamese line."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A provision with its text; `others` are the other texts held of it."""

    provision: StoredProvision
    label: str
    text: str
    start: int
    as_of: date
    unapplied: tuple[Effect, ...]
    others: tuple[tuple[Version, str], ...]
    history: tuple[Effect, ...]
    state: State
    timeline: tuple[tuple[date | None, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        version = self.provision.version
        locator = locator_of(self.provision.eid)
        return {
            "document": version.document, "version": version.version, "text_kind": version.text_kind, "title": version.title,
            "eid": self.provision.eid, "component": self.provision.component, "label": self.label,
            "article": locator and locator.article, "clause": locator and locator.clause, "point": locator and locator.point,
            "text": self.text, "start": self.start, "end": self.start + len(self.text),
            "as_of": self.as_of.isoformat(), "in_force": self.state,
            "valid_from": _iso(self.provision.validity.valid_from), "valid_to": _iso(self.provision.validity.valid_to),
            "unapplied_effects": [_effect(e) for e in self.unapplied],
            "versions": [_other(v, text) for v, text in self.others],
            "history": [_effect(e) for e in self.history],
            "timeline": [{"on": _iso(day), "what": what} for day, what in self.timeline],
        }  # fmt: skip

    def as_text(self) -> str:
        version, validity = self.provision.version, self.provision.validity
        kind = KIND_LABELS[version.text_kind]
        dates = [f"hiệu lực từ {validity.valid_from:%d/%m/%Y}"] if validity.valid_from else []
        dates += [f"đến trước {validity.valid_to:%d/%m/%Y}"] if validity.valid_to else []
        head = f"{self.label} – {version.kind} số {version.document} [{version.version}, {kind}]"
        state = f"Tại ngày {self.as_of:%d/%m/%Y}: {STATE_LABELS[self.state]}" + (f" ({', '.join(dates)})" if dates else "")
        lines = [head, state, "", self.text]
        lines += [f"\nLưu ý: từ {_when(e.from_date)} {_told(e)}; chữ trên chưa thể hiện." for e in self.unapplied if e.from_date]
        lines += [f"\n--- {v.version} ({v.text_kind}) ---\n{text}" for v, text in self.others]
        if self.timeline:
            lines += ["\nDòng thời gian:", *(f"  {_when(day)}  {what}" for day, what in self.timeline)]
        return "\n".join(lines)


def show(index: Path, catalogue: Catalogue, number: str, locator: str | None, as_of: date | None = None, history: bool = False) -> Shown:
    """The provision, or the whole document without a locator. Raises NoIndex where there is no index, ShowError where it is not held."""
    with open_store(index) as store:
        return shown_in(store, catalogue, number, eid_of(locator), as_of or today(), history)


def shown_in(
    store: Store, catalogue: Catalogue, number: str, key: str = "", day: date = date.max, history: bool = False, file: str = ""
) -> Shown:
    """The provision of that key (or eId, where only one component has it) in the text for the day, or in that of the file.

    Raises ShowError where it is not held.
    """
    versions = versions_of(store, catalogue, number)
    document = versions[0].document
    component, eid, found = _provisions(store, versions, key)
    among = [v for v, _ in found if v.file == file] or [v for v, _ in found]
    chosen = preferred_version(among, day)
    if chosen is None:
        raise ShowError(f"Không có {label_of(key) or 'phần này'} trong văn bản {document} mà kho đang giữ.")
    provision = next(p for v, p in found if v.id == chosen.id)
    others = tuple((v, _text(store, p)[0]) for v, p in found if v.id != chosen.id) if history else ()
    named = key_of(component, eid)
    effects = catalogue.effects_on(document, named)
    return Shown(
        provision, label_of(eid, component) or "Toàn văn", *_text(store, provision), day,
        unapplied_effects(catalogue, document, named, chosen.version_date, day), others, effects if history else (),
        state_on(catalogue, document, named, provision.validity, day),
        _timeline(provision, versions, effects) if history else (),
    )  # fmt: skip


def open_store(index: Path) -> Store:
    """The store of the current generation. Raises NoIndex or IndexDamaged."""
    try:
        return Store(gen.current(index).store)
    except StoreError as error:
        raise gen.IndexDamaged(index, error) from error


def versions_of(store: Store, catalogue: Catalogue, number: str) -> list[Version]:
    """The texts held of the instrument that the number names, in any of its spellings. Raises ShowError where there is none."""
    instrument = catalogue.instrument(number)
    document = instrument.number if instrument else number
    versions = store.versions(document) or [v for v in store.versions() if same_number(v.document, document)]
    if not versions:
        raise ShowError(f"Kho chưa có văn bản {number}.")
    return versions


def _timeline(provision: StoredProvision, versions: Sequence[Version], effects: Sequence[Effect]) -> tuple[tuple[date | None, str], ...]:
    """What happened to the provision, in the order of days; what has no known day stands last."""
    first = provision.version
    events: list[tuple[date | None, str]] = [(first.issued_on, f"ban hành {first.kind} số {first.document}")] if first.issued_on else []
    events += [(provision.validity.valid_from, "bắt đầu có hiệu lực")] if provision.validity.valid_from else []
    events += [(provision.validity.valid_to, "không còn hiệu lực")] if provision.validity.valid_to else []
    events += [(v.version_date, f"bản đang giữ: {_text_name(v)}") for v in versions if v.text_kind != "note"]
    events += [(e.from_date, _told(e)) for e in effects]
    return tuple(dict.fromkeys(sorted(events, key=lambda event: event[0] or date.max)))


def _text_name(version: Version) -> str:
    """Which text of an instrument it is: a consolidation by its number, our own by its kind."""
    kind = KIND_LABELS[version.text_kind]
    return kind if version.version == version.text_kind else f"{version.version} ({kind})"


def _told(effect: Effect) -> str:
    source = " ".join(part for part in (label_of(effect.source.eid), effect.source.instrument) if part)
    matter = f": {effect.scope}" if effect.scope else ""
    unread = "" if effect.held else " – chưa có văn bản này trong kho"
    return f"{_DONE[effect.kind]} bởi {source}{matter}{unread}"


def _when(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "chưa rõ ngày"


def _provisions(store: Store, versions: Sequence[Version], key: str) -> tuple[str, str, list[tuple[Version, StoredProvision]]]:
    """Component, eId and texts of the provision. A key that names no component means the main text, or else the only other one that has
    it (a regulation issued with a decision)."""
    component, named, eid = key.rpartition("/")
    held: dict[str, list[tuple[Version, StoredProvision]]] = {}
    for version in versions:
        for provision in store.provisions_named(version.id, eid):
            held.setdefault(provision.component, []).append((version, provision))
    if named:
        return component, eid, held.get(component, [])
    if MAIN in held or len(held) != 1:
        return MAIN, eid, held.get(MAIN, [])
    only = next(iter(held))
    return only, eid, held[only]


def eid_of(locator: str | None) -> str:
    """The eId of a locator as officers write it; "" where there is none. Raises ShowError."""
    if not locator:
        return ""
    if locator.startswith("art_"):
        return locator
    parsed = parse_locator(locator)
    if not parsed:
        raise ShowError(f"Không hiểu vị trí “{locator}”; xin viết như “điểm b khoản 2 Điều 68”.")
    return parsed.eid


def _text(store: Store, provision: StoredProvision) -> tuple[str, int]:
    """The text of a provision and where it begins; of a digest without the marks of its heading."""
    text = store.text(provision.version.id)[provision.start : provision.end]
    shown = text if provision.version.text_kind == "official" else text.lstrip("# \n")
    return shown.rstrip(), provision.start + len(text) - len(shown)


def _other(version: Version, text: str) -> dict[str, Any]:
    return {"version": version.version, "text_kind": version.text_kind, "date": _iso(version.version_date), "text": text}


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "id": effect.id,
        "kind": effect.kind,
        "source": effect.source.instrument,
        "source_eid": effect.source.eid,
        "from": _iso(effect.from_date),
        "scope": effect.scope,
        "held": effect.held,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
