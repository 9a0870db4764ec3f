"""What a paper needs besides its content: from whom, to whom, about what, who signs. What nobody gave stays a blank to fill in."""

import re
from dataclasses import dataclass, replace
from datetime import date

from ingest.catalogue import Places

from ..forms import Authority, Forms, Kind, province_in
from ..memo_error import MemoError

BLANK = "……"
MAX_FIELD = 2_000  # characters of a field or note; more is cut
# what XML cannot hold, and what turns the direction of text
_UNPRINTABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ABOUT = re.compile(r"^(?:về việc|v/v|v/v:|về)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Details:
    """`kind` and `authority` are ids of corpus/forms/kinds.toml; `day` is that of the paper, on which the law is stated.

    `parent` is the body above the board, `unit` the short name of the unit that drafts, `symbol` the part of the number behind the stroke,
    `title` the office of who signs by order. Empty is unknown.
    """

    kind: str
    day: date
    subject: str = ""
    board: str = ""
    parent: str = ""
    place: str = ""
    unit: str = ""
    number: str = ""
    symbol: str = ""
    recipients: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    authority: str = ""
    title: str = ""
    signer: str = ""


def printable(text: str) -> str:
    """The text of a person as a paper can hold it: its lines, without control characters, cut at the limit."""
    return "\n".join(" ".join(line.split()) for line in _UNPRINTABLE.sub("", text)[:MAX_FIELD].splitlines()).strip()


def completed(details: Details, places: Places) -> Details:
    """The details cleaned; place and parent body from the province in the board's name, where it names one and they are not given."""
    cleaned = Details(
        kind=details.kind,
        day=details.day,
        authority=details.authority,
        subject=_line(details.subject),
        board=_line(details.board),
        parent=_line(details.parent),
        place=_line(details.place),
        unit=_line(details.unit),
        number=_line(details.number),
        symbol=_line(details.symbol),
        title=_line(details.title),
        signer=_line(details.signer),
        recipients=_lines(details.recipients),
        copies=_lines(details.copies),
    )
    province = province_in(cleaned.board, places)
    if province is None:
        return cleaned
    parent = cleaned.parent or f"UBND {province.kind} {province.name}"
    return replace(cleaned, parent=parent, place=cleaned.place or province.name)


def kind_of(details: Details, forms: Forms) -> Kind:
    """Raises MemoError for an unknown kind."""
    if kind := forms.kinds.get(details.kind):
        return kind
    raise MemoError(f"Không có loại văn bản {details.kind!r}; các loại có: {', '.join(forms.kinds)}.")


def authority_of(details: Details, forms: Forms) -> Authority:
    """By what right the paper is signed; that of its kind where none is given. Raises MemoError for an unknown one."""
    wanted = details.authority or kind_of(details, forms).signs
    if authority := forms.authorities.get(wanted):
        return authority
    raise MemoError(f"Không có thẩm quyền ký {wanted!r}; các cách ký có: {', '.join(forms.authorities)}.")


def number_line(details: Details, forms: Forms) -> str:
    """What stands behind "Số:": number, stroke, symbol; a number under 10 with a 0 in front."""
    number = details.number.zfill(2) if details.number.isdigit() else details.number
    kind = kind_of(details, forms)
    own = "-".join([kind.abbreviation or BLANK, BLANK]) if kind.letter or kind.abbreviation else BLANK
    return f"{number or BLANK}/{details.symbol or own}"


def subject_of(details: Details) -> str:
    """The subject without the words that the form itself prints."""
    return _ABOUT.sub("", details.subject) or BLANK


def addressees_of(details: Details, forms: Forms) -> tuple[str, ...]:
    kind = kind_of(details, forms)
    return details.recipients or ((kind.addressee,) if kind.addressee else (BLANK,))


def _line(text: str) -> str:
    return " ".join(printable(text).split())


def _lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for text in texts if (line := _line(text)))
