"""What the entries of each table may hold. An entry out of shape is reported and left out of the further checks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args

from ..catalogue import AlikeKind, DutyField, EffectKind, Governs, Mode, ProvinceKind, SenseKind, TermKind, Zone
from ..note import NoteState
from .finding import Finding, finding

FieldKind = Literal["text", "texts", "day", "flag", "count", "provision", "tables"]
FIRST_DAY, LAST_DAY = date(1945, 9, 2), date(2100, 1, 1)  # a date outside is a slip of the pen


@dataclass(frozen=True, slots=True)
class Field:
    kind: FieldKind
    required: bool = False
    choices: tuple[str, ...] = ()


Shape = Mapping[str, Field]
TEXT, TEXTS, DAY, FLAG = Field("text"), Field("texts"), Field("day"), Field("flag")
NEEDED = Field("text", required=True)
PROVISION = Field("provision", required=True)

# table → list of entries in it → its fields; "" holds the fields of the table itself
SHAPES: Mapping[str, Mapping[str, Shape]] = {
    "instruments.toml": {
        "instrument": {
            "number": NEEDED, "kind": NEEDED, "issuer": NEEDED, "title": NEEDED, "issued_on": DAY, "effective_on": DAY, "expired_on": DAY,
            "replaced_by": TEXTS, "state_note": TEXT, "locality": TEXT, "consolidations": Field("tables"), "aliases": TEXTS, "files": TEXTS,
            "pages": TEXTS, "basis": TEXT,
        },
    },
    "effects.toml": {
        "effect": {
            "id": NEEDED, "kind": Field("text", True, get_args(EffectKind)), "source": PROVISION, "target": PROVISION, "from": DAY,
            "until": DAY, "scope": TEXT, "basis": Field("provision"), "reason": TEXT, "held": FLAG, "via": TEXT, "note": TEXT,
            "transition": Field("provision"), "indirect": FLAG, "now": TEXT, "was": TEXT,
        },
    },
    "duties.toml": {
        "mode": {"provision": PROVISION, "modes": Field("texts", True, get_args(Mode)), "words": NEEDED, "held": FLAG, "via": TEXT},
        "duty": {
            "id": NEEDED, "field": Field("text", True, get_args(DutyField)), "duty": NEEDED, "question": NEEDED,
            "modes": Field("texts", True, get_args(Mode)), "decides": TEXT, "decree": Field("provision"), "law": Field("provision"),
            "governs": Field("text", True, get_args(Governs)), "words": NEEDED, "from": DAY, "until": DAY,
            "zones": Field("texts", False, get_args(Zone)), "place": TEXT, "deadline": TEXT, "deadline_clause": Field("provision"),
            "conflict": TEXT, "note": TEXT,
        },
    },
    "places.toml": {
        "": {"bodies_from": DAY},
        "province": {
            "name": NEEDED, "kind": Field("text", True, get_args(ProvinceKind)), "from": DAY, "merged": Field("texts", True),
            "aliases": TEXTS, "held": FLAG, "via": TEXT, "note": TEXT,
        },
        "board": {
            "id": NEEDED, "name": NEEDED, "province_then": NEEDED, "province": NEEDED, "zones": Field("texts", False, get_args(Zone)),
            "bloc": TEXT, "now": TEXT, "source": NEEDED, "held": FLAG, "via": TEXT, "note": TEXT,
        },
        "bloc": {"id": NEEDED, "name": NEEDED, "source": NEEDED, "members": Field("texts", True)},
        "body": {"was": NEEDED, "now": TEXT, "from": DAY, "source": Field("provision"), "held": FLAG, "via": TEXT, "note": TEXT},
    },
    "terms.toml": {
        "": {"question_words": TEXTS, "common_words": TEXTS},
        "alike": {"kind": Field("text", True, get_args(AlikeKind)), "names": Field("texts", True)},
        "term": {"says": Field("texts", True), "means": NEEDED, "kind": Field("text", False, get_args(TermKind))},
        "sense": {
            "says": Field("texts", True), "means": NEEDED, "kind": Field("text", True, get_args(SenseKind)),
            "like": TEXTS, "against": TEXTS,
        },
    },
    "checks.toml": {
        "": {"max_copied_syllables": Field("count"), "mask": TEXTS},
        "actor": {"name": NEEDED, "says": TEXTS},
        "exception": {"name": NEEDED, "says": TEXTS},
        "mode": {"name": NEEDED, "says": TEXTS},
        "accepted": {"instrument": NEEDED, "eid": NEEDED, "kind": NEEDED, "words": Field("texts", True), "reason": NEEDED},
    },
    "clauses.toml": {"text": {"instrument": NEEDED, "version": NEEDED, "sha256": NEEDED, "clauses": Field("tables", True)}},
    "notes": {
        "": {"title": NEEDED},
        "note": {
            "id": NEEDED, "text": NEEDED, "instrument": TEXT, "source": NEEDED, "url": TEXT,
            "state": Field("text", True, get_args(NoteState)), "on": Field("day", True), "topics": TEXTS,
        },
    },
    "conferences": {
        "conference": {
            "id": NEEDED, "title": NEEDED, "held_on": DAY, "ended_on": DAY, "place": TEXT, "bloc": NEEDED, "chair": TEXT, "period": TEXT,
            "url": TEXT, "content": Field("text", True, ("không giữ nội dung",)), "source": NEEDED, "note": TEXT,
        },
    },
}  # fmt: skip


def in_shape(file: str, shape: Mapping[str, Shape], table: Mapping[str, Any], findings: list[Finding]) -> dict[str, list[dict[str, Any]]]:
    """The entries of the table that are in shape, by list; what is wrong with the others is added to `findings`."""
    own = shape.get("", {})
    unknown = [key for key in table if key != "schema" and key not in own and key not in shape]
    findings += (finding("unknown_key", file, "", f"khóa “{key}” không có trong mẫu của bảng này.") for key in unknown)
    findings += _entry(file, "", own, {k: v for k, v in table.items() if k in own})
    good = dict[str, list[dict[str, Any]]]()
    for name, fields in shape.items():
        entries = table.get(name, []) if name else []
        if not isinstance(entries, list):
            findings.append(finding("wrong_value", file, "", f"“{name}” phải là danh sách mục, viết [[{name}]]."))
            continue
        for position, entry in enumerate(entries, 1):
            wrong = list(_entry(file, _called(name, position, entry), fields, entry))
            findings += wrong
            if not wrong:
                good.setdefault(name, []).append(entry)
    return good


def _called(name: str, position: int, entry: Any) -> str:
    """What an entry is called in a message."""
    keys = ("number", "id", "instrument", "name", "was", "means", "words") if isinstance(entry, dict) else ()
    named = next((entry[key] for key in keys if isinstance(entry.get(key), str)), None)
    return f"mục {named}" if named else f"{name} thứ {position}"


def _entry(file: str, name: str, fields: Shape, entry: Any) -> Iterator[Finding]:
    if not isinstance(entry, dict):
        yield finding("wrong_value", file, name, "không phải là một mục có các khóa.")
        return
    for key, field in fields.items():
        if key in entry:
            yield from _value(file, name, key, field, entry[key])
        elif field.required:
            yield finding("missing_key", file, name, f"thiếu khóa “{key}”.")
    for key in entry:
        if key not in fields:
            yield finding("unknown_key", file, name, f"khóa “{key}” không có trong mẫu (viết nhầm?).")


def _value(file: str, name: str, key: str, field: Field, value: Any) -> Iterator[Finding]:
    if field.kind == "day":
        if not isinstance(value, date) or isinstance(value, datetime):
            yield finding("wrong_date", file, name, f"{key} = {value!r} không phải là ngày (viết 2026-07-01, không có ngoặc kép).")
        elif not FIRST_DAY <= value < LAST_DAY:
            yield finding("wrong_date", file, name, f"{key} = {value:%d/%m/%Y} nằm ngoài khoảng có thể.")
    elif not _fits(field, value):
        yield finding("wrong_value", file, name, f"{key} = {value!r} không đúng dạng {_EXPECTED[field.kind]}.")
    elif field.choices:
        for one in value if isinstance(value, list) else [value]:
            if one not in field.choices:
                yield finding("wrong_value", file, name, f"{key} = {one!r} không thuộc: {', '.join(field.choices)}.")


_EXPECTED: Mapping[FieldKind, str] = {
    "text": "chữ trong ngoặc kép", "texts": "danh sách chữ", "flag": "true hoặc false", "count": "số nguyên dương", "day": "ngày",
    "provision": '{instrument = "…", eid = "…"}', "tables": "bảng con",
}  # fmt: skip


def _fits(field: Field, value: Any) -> bool:
    if field.kind == "texts":
        return isinstance(value, list) and all(isinstance(one, str) and one for one in value) and (bool(value) or not field.required)
    if field.kind == "flag":
        return isinstance(value, bool)
    if field.kind == "count":
        return isinstance(value, int) and not isinstance(value, bool) and value > 0
    if field.kind == "provision":
        is_place = isinstance(value, dict) and not set(value) - {"instrument", "eid"}
        return is_place and isinstance(value.get("instrument"), str) and isinstance(value.get("eid", ""), str)
    if field.kind == "tables":
        return isinstance(value, list | dict)
    return isinstance(value, str) and (bool(value.strip()) or not field.required)
