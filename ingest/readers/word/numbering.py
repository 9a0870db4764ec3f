"""Automatic list numbers of Word, written out as Word draws them.

The rules are those of ECMA-376-1, 17.9. Levels that a list takes over from a numbering
style (`w:numStyleLink`) are not resolved: such a paragraph gets no label.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ..ordinals import lower_letter, lower_roman
from .names import is_on, w

if TYPE_CHECKING:
    from docx.document import Document

MAX_STYLE_CHAIN: Final = 20
MAX_LEVELS: Final = 9
MAX_ORDINAL: Final = 100_000
MAX_LABEL: Final = 100
"""Characters of a level's pattern."""

_PLACEHOLDER: Final = re.compile(r"%([1-9])")
_BULLETS_OF_LAWS: Final = frozenset("-–—+*•")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and how it is drawn."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    style: str | None = None
    restart: int | None = None


@dataclass(slots=True)
class _List:
    """An abstract list and how far it has counted; `w:num`s of one list share it."""

    levels: Mapping[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Instance:
    """One `w:num`: a list with levels or starts of its own."""

    list_id: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Numbering:
    """Labels of the paragraphs of one document, asked for in document order."""

    def __init__(self, document: "Document") -> None:
        self._lists: dict[str, _List] = {}
        self._instances: dict[str, _Instance] = {}
        self._started: set[str] = set()
        self._styles: dict[str, Any] = {style.get(w("styleId")): style for style in document.styles.element.iterchildren(w("style"))}
        self._default_style = next(
            (
                name
                for name, style in self._styles.items()
                if style.get(w("default")) in ("1", "true") and style.get(w("type")) == "paragraph"
            ),
            None,
        )
        self._load(document)

    def label(self, paragraph: Any) -> str:
        """Label of the paragraph with a blank after it, "" where it has none."""
        number_id, level = self._number_of(paragraph)
        instance = self._instances.get(number_id)
        if instance is None or instance.list_id not in self._lists:
            return ""
        numbered = self._lists[instance.list_id]
        levels = {**numbered.levels, **instance.levels}
        if level not in levels:
            return ""
        self._count(number_id, instance, numbered.counts, levels, level)
        return _drawn(levels, numbered.counts, level)

    def _count(
        self,
        number_id: str,
        instance: _Instance,
        counts: dict[int, int],
        levels: Mapping[int, Level],
        level: int,
    ) -> None:
        if number_id not in self._started:
            self._started.add(number_id)
            for overridden, start in instance.starts.items():
                counts[overridden] = start - 1
        for upper in range(level):
            counts.setdefault(upper, levels.get(upper, Level()).start)
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for lower in range(level + 1, MAX_LEVELS):
            restart = levels.get(lower, Level()).restart
            if restart is None or level < restart:
                counts.pop(lower, None)

    def _load(self, document: "Document") -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE

        try:
            part: Any = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
        except KeyError:
            return
        root = part.element
        for item in root.iterchildren(w("abstractNum")):
            list_id = item.get(w("abstractNumId"))
            self._lists[list_id] = _List(dict(_levels(item)))
        for item in root.iterchildren(w("num")):
            overrides = list(item.iterchildren(w("lvlOverride")))
            self._instances[item.get(w("numId"))] = _Instance(
                list_id=_value(item, "abstractNumId"),
                levels={k: v for o in overrides for k, v in _levels(o)},
                starts={_whole(o.get(w("ilvl"))): _whole(start) for o in overrides if (start := _value(o, "startOverride"))},
            )

    def _number_of(self, paragraph: Any) -> tuple[str, int]:
        """Number id and level of the paragraph, its own or its style's; "" for none."""
        properties = paragraph.find(w("pPr"))
        style, own_level = self._default_style, None
        if properties is not None:
            number_id, own_level = _number_in(properties)
            if number_id:
                return number_id, own_level or 0
            style = _value(properties, "pStyle") or style
        for _ in range(MAX_STYLE_CHAIN):
            element = self._styles.get(style) if style else None
            if element is None:
                return "", 0
            properties = element.find(w("pPr"))
            if properties is not None:
                number_id, level = _number_in(properties)
                if number_id and own_level is not None:
                    return number_id, own_level
                if number_id:
                    return number_id, self._style_level(number_id, style, level)
            style = _value(element, "basedOn")
        return "", 0

    def _style_level(self, number_id: str, style: str | None, level: int | None) -> int:
        instance = self._instances.get(number_id)
        if instance is not None and instance.list_id in self._lists:
            for index, item in self._lists[instance.list_id].levels.items():
                if item.style == style:
                    return index
        return level or 0


def _levels(item: Any) -> Iterator[tuple[int, Level]]:
    for level in item.iterchildren(w("lvl")):
        index = _whole(level.get(w("ilvl")))
        if index >= MAX_LEVELS:
            continue
        restart = _value(level, "lvlRestart")
        yield (
            index,
            Level(
                start=_whole(_value(level, "start")),
                form=_value(level, "numFmt") or "decimal",
                text=_value(level, "lvlText")[:MAX_LABEL],
                legal=is_on(level.find(w("isLgl"))),
                style=_value(level, "pStyle") or None,
                restart=_whole(restart) if restart else None,
            ),
        )


def _number_in(properties: Any) -> tuple[str, int | None]:
    """Number id and level that paragraph properties name themselves."""
    number = properties.find(w("numPr"))
    if number is None:
        return "", None
    level = _value(number, "ilvl")
    return _value(number, "numId"), _whole(level) if level else None


def _value(element: Any, name: str) -> str:
    """The `w:val` of the child of that name, "" where there is none."""
    child = element.find(w(name))
    return "" if child is None else child.get(w("val"), "")


def _drawn(levels: Mapping[int, Level], counts: Mapping[int, int], level: int) -> str:
    own = levels[level]
    if own.form == "none":
        return ""
    if own.form == "bullet":
        return (own.text if own.text in _BULLETS_OF_LAWS else "-") + " "

    def ordinal(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        shown = levels.get(index, Level())
        form = "decimal" if own.legal and index != level else shown.form
        return _ordinal(form, counts.get(index, shown.start))

    text = _PLACEHOLDER.sub(ordinal, own.text).strip()
    return f"{text} " if text else ""


def _ordinal(form: str, number: int) -> str:
    match form:
        case "lowerLetter":
            return lower_letter(number)
        case "upperLetter":
            return lower_letter(number).upper()
        case "lowerRoman":
            return lower_roman(number)
        case "upperRoman":
            return lower_roman(number).upper()
        case "decimalZero":
            return f"{number:02}"
        case "none":
            return ""
        case _:
            return str(number)


def _whole(value: str | None) -> int:
    """Whole number of an attribute, within bounds; 0 where it is none."""
    if value is None or not (value.isascii() and value.isdigit() and len(value) <= 6):
        return 0
    return min(int(value), MAX_ORDINAL)
