"""The figures of a report: number as printed, unit, period, province, and whether the number can be trusted."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ..catalogue.reporting import Unit
from ..catalogue.reports import Quality
from .form import Form, form_of, spelled
from .lexicon import Lexicon, Words
from .model import Piece, PrintedFigure, Speaker, Spoken
from .numbers import NUMBER, value_of
from .told import Count, Told, told_in_table, told_of

MAX_ABOUT = 16  # characters in front of a number for "hơn", "không dưới"
# 12.258,3 | 15-20 | 1,5 - 2 | 18 đến 20, each with a footnote mark perhaps; not a date, a number of a document or a year range
_COUNT: Final = re.compile(rf"(?<![\w.,/:-])(?P<number>{NUMBER}(?:\s?(?:-|–|đến|den)\s?{NUMBER})?)(?:\(\d\)|[¹²³])?(?![\w/])(?P<gap>\s?)")
_FIRST_OF_RANGE: Final = re.compile(rf"(?P<number>{NUMBER})\s?%\s?(?:-|–|đến|den)\s?$")
_BARE: Final = re.compile(rf"(?<!\w)(?:số|so)\s(?P<what>[^.;\n]{{1,60}}?)\s(?:là|la|:|đạt|dat)\s(?P<number>{NUMBER})(?![\w/]|[.,]\d)")


def figures_of(
    text: str, pieces: Sequence[Piece], spoken: Sequence[Spoken], speakers: Sequence[Speaker], lexicon: Lexicon, period: str
) -> tuple[PrintedFigure, ...]:
    """All figures, in order; those that gainsay each other are marked."""
    found = list(_prose(text, spoken, speakers, lexicon, period)) + list(_tables(text, pieces, lexicon, period))
    return _contradictions(sorted(found, key=lambda f: f.start))


def _prose(text: str, spoken: Sequence[Spoken], speakers: Sequence[Speaker], lexicon: Lexicon, overall: str) -> Iterator[PrintedFigure]:
    lasting, running, before = "", "", None
    for said in spoken:
        form = form_of(text[said.start : said.end])
        if " | " in form.text:
            continue
        words = lexicon.of(form)
        key = (said.section, said.speakers)
        lasting = lasting if before == key else ""
        same_line = before == key and "\n" not in text[max(0, said.start - 1) : said.start]
        running = running if same_line else lasting
        periods = [(m.start(), m.end(), m[0]) for m in words.period.finditer(form.plain)]
        counts = _counts(form, words)
        provinces = _provinces(form, words, counts, said, speakers)
        for count, told, province in zip(counts, told_of(form, words, counts), provinces, strict=True):
            yield _figure(form, words, said.start, count, told, _period(form, periods, count) or running or overall, province)
        if periods:
            start, end, plain = periods[-1]
            running = form.text[start:end]
            lasts = len({p[2] for p in periods}) == 1 and not words.lists["cumulative"].match(plain)
            lasting = running if lasts else lasting
        before = key


def _counts(form: Form, words: Words) -> list[Count]:
    """Numbers with a unit behind them, or "số KCN … là 33"."""
    found = list[Count]()
    for match in _COUNT.finditer(form.plain):
        unit = words.unit.match(form.plain, match.end())
        if unit and (match["gap"] or unit[0][:1] in "%"):
            start = match.start()
            first = _FIRST_OF_RANGE.search(form.plain, max(0, start - 20), start)
            start = first.start() if first else start
            if first and found and found[-1].start == start:
                found.pop()
            found.append(Count(form.text[start : match.end("number")], words.units[unit[0]], start, unit.end()))
    taken = [(f.start, f.end) for f in found]
    for match in _BARE.finditer(form.plain):
        unit = words.unit.match(match["what"])
        start, end = match.span("number")
        if unit and not any(s < end and start < e for s, e in taken) and not words.unit.match(form.plain, end + 1):
            found.append(Count(form.text[start:end], words.units[unit[0]], start, end))
    return sorted(found, key=lambda f: f.start)


def _period(form: Form, periods: Sequence[tuple[int, int, str]], count: Count) -> str:
    """The period nearest in front of a number in its sentence, else the first behind it."""
    before = [p for p in periods if p[1] <= count.start]
    chosen = before[-1] if before else periods[0] if periods else None
    return form.text[chosen[0] : chosen[1]] if chosen else ""


def _provinces(form: Form, words: Words, counts: Sequence[Count], said: Spoken, speakers: Sequence[Speaker]) -> list[str]:
    """The province of each figure; "" where it is of all or the sentence leaves it open."""
    places = [m for m in words.place.finditer(form.plain) if form.starts_upper(m.start())]
    if shared := _shared(form, words, counts, places):
        return shared
    own = speakers[said.speakers[0]].province if len(said.speakers) == 1 else ""
    starts = [p.start() for p in places]
    found = list[str]()
    for count in counts:
        nearest = bisect_right(starts, count.start) - 1
        if count.unit.of_all or words.lists["scopes"].search(form.plain, 0, count.start):
            found.append("")
        elif nearest < 0:
            found.append(own)
        elif nearest and _is_listed(form, places[nearest - 1], places[nearest]):
            found.append("")
        else:
            found.append(words.places[places[nearest][0]])
    return found


def _is_listed(form: Form, one: "re.Match[str]", other: "re.Match[str]") -> bool:
    """Whether the second place only goes on a list that the first belongs to."""
    return form.plain[one.end() : other.start()].strip() in {",", "và", "va", "cùng", ", và"}


def _shared(form: Form, words: Words, counts: Sequence[Count], places: "Sequence[re.Match[str]]") -> list[str]:
    """The provinces in their order, where the sentence deals out one figure to each ("lần lượt là")."""
    dealt = words.lists["shares"].search(form.plain)
    if not dealt or not places:
        return []
    named = [p for p in places if p.end() <= dealt.start()]
    behind = [c for c in counts if c.start >= dealt.end()]
    if len(named) != len(behind) or len(behind) != len(counts):
        return []
    return [words.places[p[0]] for p in named]


def _figure(form: Form, words: Words, offset: int, count: Count, told: Told, period: str, province: str) -> PrintedFigure:
    quality, reason = quality_of(count.number, count.unit)
    start = _qualified(form, words, count.start)
    indicator = told.indicator
    return PrintedFigure(
        count.number, count.unit.name, form.text[start : count.end], told.label, indicator.name if indicator else "",
        indicator.topic if indicator else "", told.parts, period, province, quality, reason, offset + start, offset + count.end,
    )  # fmt: skip


def _qualified(form: Form, words: Words, start: int) -> int:
    """Where a number begins with the word that makes it a bound or a rough one: "hơn 200", "không dưới 15"."""
    for match in words.lists["about"].finditer(form.plain, max(0, start - MAX_ABOUT), start):
        if not form.plain[match.end() : start].strip():
            return match.start()
    return start


def quality_of(number: str, unit: Unit) -> tuple[Quality, str]:
    """Whether a number of the unit can be trusted, and why not."""
    values = [value_of(part) for part in re.findall(NUMBER, number)]
    if not values or any(value is None for value in values):
        return "unparseable", "cách đặt dấu chấm và dấu phẩy không đúng dạng số nào, chỉ dẫn nguyên văn"
    if unit.limit is not None and any(value > unit.limit for value in values if value is not None):
        return "implausible", f"số lớn hơn mức {unit.limit} {unit.name} ({unit.basis}), nghi sai số hoặc sai đơn vị tính"
    return "plausible", ""


def _tables(text: str, pieces: Sequence[Piece], lexicon: Lexicon, overall: str) -> Iterator[PrintedFigure]:
    """The figures of tables whose columns or rows name a unit."""
    heads = list[str]()
    caption = ""
    for piece in pieces:
        line = text[piece.start : piece.end]
        if piece.kind != "table":
            caption = line if piece.kind in {"heading", "title"} else caption
            heads = []
            continue
        cells = _cells(line)
        if not heads:
            heads = [cell for _, cell in cells]
            continue
        yield from _row(text, piece, cells, heads, caption, lexicon, overall)


def _cells(line: str) -> list[tuple[int, str]]:
    """The cells of a row, each with its place in the line."""
    found, position = list[tuple[int, str]](), 0
    for part in line.rstrip("\n").split("|"):
        found.append((position + len(part) - len(part.lstrip()), part.strip()))
        position += len(part) + 1
    return found


def _row(
    text: str, piece: Piece, cells: Sequence[tuple[int, str]], heads: Sequence[str], caption: str, lexicon: Lexicon, overall: str
) -> Iterator[PrintedFigure]:
    form = form_of(text[piece.start : piece.end])
    words = lexicon.of(form)
    place = words.place.search(form.plain)
    province = words.places[place[0]] if place and form.starts_upper(place.start()) else ""
    own = next((words.units[m[0]] for _, cell in cells if (m := words.unit.fullmatch(spelled(cell, form.folded)))), None)
    for (at, cell), head in zip(cells[1:], heads[1:], strict=False):
        headed = form_of(head)
        match = lexicon.of(headed).unit.search(headed.plain)
        unit = own or (lexicon.of(headed).units[match[0]] if match else None)
        if unit is None or not re.fullmatch(NUMBER, cell):
            continue
        period = _named_period(head, lexicon) or _named_period(caption, lexicon) or overall
        told = told_in_table(f"{cells[0][1]}: {head}", unit, lexicon)
        count = Count(cell, unit, at, at + len(cell))
        yield _figure(form, words, piece.start, count, told, period, province)


def _named_period(text: str, lexicon: Lexicon) -> str:
    form = form_of(text)
    match = lexicon.of(form).period.search(form.plain)
    return form.text[match.start() : match.end()] if match else ""


def _contradictions(figures: Sequence[PrintedFigure]) -> tuple[PrintedFigure, ...]:
    """The figures, those of one label, unit, period and province with different numbers marked."""
    numbers = dict[tuple[str, str, str, str], set[str]]()
    for f in figures:
        numbers.setdefault(_key(f), set()).add(f.number)
    return tuple(
        replace(f, quality="contradicts", reason="chính báo cáo ghi số khác ở chỗ khác")
        if f.quality == "plausible" and len(f.label) >= 12 and len(numbers[_key(f)]) > 1
        else f
        for f in figures
    )


def _key(figure: PrintedFigure) -> tuple[str, str, str, str]:
    return spelled(figure.label, folded=False), figure.unit, spelled(figure.period, folded=False), figure.province
