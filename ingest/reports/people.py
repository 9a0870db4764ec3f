"""Where a line names a person, or the representative of a board, and what office and board stand with the name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .form import Form
from .lexicon import Words

MAX_NAME = 6  # syllables
MAX_APPOSITION = 320  # characters between a name and its verb of saying: office, board, roles
MAX_BODY = 160  # characters between an office and the name behind it
MAX_BEFORE = 160  # characters in front of a name where its office may stand
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:[.’'][^\W\d_]+)*")
_ENDS_APPOSITION: Final = re.compile(r"[;:?!“”\"\n]|[.…](?=\s|$)")
_ENDS_BODY: Final = re.compile(r"[,;:()“”\"\n–—]| - |\.(?=\s|$)")
_MISPRINTED: Final = re.compile(r" (?P<token>[^\W\d_]+)(?=\s?[,(–-])")


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named at [start, end). `name` is "" for a pronoun and for one who is only called a representative."""

    start: int
    end: int
    name: str
    honorific: str
    office: str = ""
    body: str = ""

    @property
    def is_pronoun(self) -> bool:
        return not self.name and not self.office


def mentions_in(form: Form, words: Words) -> list[Mention]:
    """The mentions of a line, in order; none overlaps another."""
    places = [m.span() for m in words.place.finditer(form.plain) if form.starts_upper(m.start())]
    found = sorted(
        [*_with_honorific(form, words, places), *_with_office(form, words, places), *_representatives(form, words)],
        key=lambda m: (m.start, -m.end),
    )
    kept = list[Mention]()
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _with_honorific(form: Form, words: Words, places: list[tuple[int, int]]) -> Iterator[Mention]:
    starts = {start for start, _ in places}
    for match in words.lists["honorifics"].finditer(form.plain):
        if match.start() in starts:  # "Bà Rịa" is a place
            continue
        end = _name_end(form, words, match.end() + 1) if form.text[match.end() : match.end() + 1] == " " else match.end()
        if end > match.end() + 1:
            yield Mention(match.start(), end, form.text[match.end() + 1 : end], match[0])
        elif _says_next(form, words, match.end()) and form.starts_upper(match.start()):
            yield Mention(match.start(), match.end(), "", match[0])


def _name_end(form: Form, words: Words, start: int) -> int:
    """The end of a name that begins at `start`; `start` itself where none does."""
    end = position = start
    for count in range(MAX_NAME):
        token = _TOKEN.match(form.text, position)
        if not token or _begins_other(form, words, position) or (form.upper and _is_verb(form, words, position)):
            break
        if not token[0][0].isupper():
            slip = _MISPRINTED.match(form.text, position - 1) if count >= 2 else None
            return slip.end() if slip and not _is_verb(form, words, position) else end
        end = token.end()
        if form.text[end : end + 1] != " ":
            break
        position = end + 1
    return end


def _begins_other(form: Form, words: Words, position: int) -> bool:
    """Whether an office or the name of a board begins here."""
    return bool(words.office.match(form.plain, position) or words.lists["boards"].match(form.plain, position))


def _is_verb(form: Form, words: Words, position: int) -> bool:
    return bool(words.lists["says"].match(form.plain, position) or words.lists["between"].match(form.plain, position))


def _says_next(form: Form, words: Words, position: int) -> bool:
    """Whether a verb of saying follows, with nothing but adverbs before it."""
    for _ in range(4):
        position += len(form.plain[position : position + 2]) - len(form.plain[position : position + 2].lstrip())
        if words.lists["says"].match(form.plain, position):
            return True
        adverb = words.lists["between"].match(form.plain, position)
        if not adverb:
            return False
        position = adverb.end()
    return False


def _with_office(form: Form, words: Words, places: list[tuple[int, int]]) -> Iterator[Mention]:
    """Names that stand behind an office and its body without an honorific: "Trưởng ban Quản lý KKT Hải Phòng Lê Trung Dũng"."""
    for match in words.office.finditer(form.plain):
        stop = _ENDS_BODY.search(form.text, match.end(), match.end() + MAX_BODY)
        end = stop.start() if stop else min(len(form.text), match.end() + MAX_BODY)
        if name := _family_name(form, words, match.end(), end, places):
            body = form.text[match.end() : name[0]].strip()
            yield Mention(match.start(), name[1], form.text[name[0] : name[1]], "", words.offices[match[0]].name, body)


def _family_name(form: Form, words: Words, start: int, end: int, places: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The first run of at least two capitalised syllables in the stretch that begins with a family name and is no place or body."""
    passed = start
    for token in _TOKEN.finditer(form.text, start, end):
        begin = token.start()
        if begin < passed or not token[0][0].isupper():
            continue
        if skipped := next((e for s, e in places if s <= begin < e), None) or _body_end(form, words, begin):
            passed = skipped
            continue
        if words.office.match(form.plain, begin):
            return None  # the name is that of the other office
        if not words.lists["family_names"].match(form.plain, begin):
            continue
        until = _name_end(form, words, begin)
        if until <= end and " " in form.text[begin:until]:
            return begin, until
    return None


def _body_end(form: Form, words: Words, position: int) -> int | None:
    """The end of the word that begins the name of a body here, or None."""
    found = words.lists["boards"].match(form.plain, position) or words.lists["bodies"].match(form.plain, position)
    return found.end() if found else None


def _representatives(form: Form, words: Words) -> Iterator[Mention]:
    """ "đại diện Ban Quản lý các KCN tỉnh Nam Định": the board of one province, named right behind."""
    for match in words.lists["representatives"].finditer(form.plain):
        board = words.lists["boards"].match(form.plain, match.end() + 1)
        if not board:
            continue
        stop = _ENDS_BODY.search(form.text, board.end(), board.end() + MAX_BODY)
        limit = stop.start() if stop else min(len(form.text), board.end() + MAX_BODY)
        place = words.place.search(form.plain, board.end(), limit)
        if place:
            yield Mention(match.start(), place.end(), "", "", match[0].split(" lãnh")[0], form.text[board.start() : place.end()])


@dataclass(frozen=True, slots=True)
class Described:
    """What stands with a name: the office and role, the body, and the province whose board that is."""

    office: str
    role: str
    body: str
    province: str


def described(form: Form, words: Words, mention: Mention, until: int) -> Described:
    """Office, board and province of a mention, from the apposition that ends at `until`, else from what stands in front of the name."""
    if mention.body and not mention.name:
        return Described(mention.office, "", mention.body, _province(form, words, mention.start, mention.end))
    behind = _read(form, words, mention.end, until)
    own = Described(mention.office, "", mention.body, "")
    if mention.office:
        own = _read(form, words, mention.start, mention.end - len(mention.name))
    before = Described("", "", "", "")
    if not (own.office or behind.office) or not (own.province or behind.province):
        before = _before(form, words, mention)
    parts = (own, behind, before)
    province = next((d.province for d in parts if d.province), "")
    return Described(
        next((d.office for d in parts if d.office), ""),
        next((d.role for d in parts if d.role), ""),
        next((d.body for d in parts if d.body), ""),
        province,
    )


def _read(form: Form, words: Words, start: int, end: int) -> Described:
    """What a stretch of offices and bodies says."""
    office = role = ""
    body_at = -1
    for match in words.office.finditer(form.plain, start, end):
        known = words.offices[match[0]]
        if known.is_role:
            role = role or known.name
        elif not office:
            office, body_at = known.name, match.end()
    board = _board_at(form, words, start, end, body_at)
    if board < 0:
        body = _bodies(form, words, body_at, end) if body_at >= 0 else ""
        return Described(office, role, body, "")
    stop = _board_end(form, words, board, end)
    return Described(office, role, form.text[board:stop].strip(), _province(form, words, board, stop))


def _board_at(form: Form, words: Words, start: int, end: int, office_end: int) -> int:
    """Where the name of a board begins: "Ban Quản lý …", or "Quản lý …" right behind "Trưởng ban"; -1 where none does."""
    if office_end >= 0:
        rest = form.plain[office_end : office_end + 12].lstrip()
        if rest.startswith(("quản lý", "quan ly")):
            return office_end + form.plain[office_end : office_end + 12].index(rest[:7])
    for found in words.lists["boards"].finditer(form.plain, start, end):
        front = form.text[start : found.start()].rstrip()
        if not front or front.endswith((",", "(", "-", "–")) or start + len(front) == office_end:
            return found.start()
    return -1


def _board_end(form: Form, words: Words, start: int, end: int) -> int:
    """The end of the name of a board: behind the first place in it, else at the first delimiter."""
    stop = _ENDS_BODY.search(form.text, start, min(end, start + MAX_BODY))
    limit = stop.start() if stop else min(end, start + MAX_BODY)
    place = words.place.search(form.plain, start, limit)
    return place.end() if place else limit


def _province(form: Form, words: Words, start: int, end: int) -> str:
    place = words.place.search(form.plain, start, end)
    return words.places[place[0]] if place else ""


def _bodies(form: Form, words: Words, start: int, end: int) -> str:
    """The body behind an office, with those that it belongs to: "Vụ Tổ chức cán bộ, Bộ Kế hoạch và Đầu tư"."""
    if adverb := words.lists["between"].search(form.plain, start, end):
        end = adverb.start()
    stop = _ENDS_BODY.search(form.text, start, end)
    while stop and form.text[stop.start()] == "," and words.lists["bodies"].match(form.plain, stop.end() + 1):
        stop = _ENDS_BODY.search(form.text, stop.end(), end)
    return form.text[start : stop.start() if stop else end].strip()


def _before(form: Form, words: Words, mention: Mention) -> Described:
    """What stands right in front of a name: "Ban Quản lý KKT tỉnh Hà Tĩnh (đ/c …", "Phó Trưởng ban …, ông …"."""
    start = max(0, mention.start - MAX_BEFORE)
    stretch = form.text[start : mention.start]
    if not stretch.rstrip().endswith((",", "(", "-", "–")) and not stretch.endswith(" "):
        return Described("", "", "", "")
    cut = max(stretch.rfind(mark) for mark in ("; ", ". ", ": ", "“", "\n"))
    begin = start + cut + 1
    boards = [m.start() for m in words.lists["boards"].finditer(form.plain, begin, mention.start)]
    offices = list(words.office.finditer(form.plain, begin, mention.start))
    if boards and (stretch.rstrip().endswith("(") or (stretch.rstrip().endswith(",") and not offices)):
        return _read(form, words, boards[-1], mention.start)
    if offices and not words.lists["honorifics"].search(form.plain, begin, mention.start) and stretch.rstrip().endswith((",", "–", "-")):
        return _read(form, words, offices[0].start(), mention.start)
    return Described("", "", "", "")


def apposition_end(form: Form, start: int, limit: int) -> int:
    """Where what stands behind a name ends at the latest."""
    stop = _ENDS_APPOSITION.search(form.text, start, min(limit, start + MAX_APPOSITION))
    return stop.start() if stop else min(limit, start + MAX_APPOSITION, len(form.text))
