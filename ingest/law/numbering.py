"""How Vietnamese law numbers its divisions, and the eId of each (Akoma Ntoso naming, đ written dd)."""

import re

POINT_LETTERS = "abcdđefghijklmnopqrstuvwxyz"
RARE_LETTERS = frozenset("fjwz")  # not in the Vietnamese alphabet: most texts skip them, some do not

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ORDINALS = {
    "nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_NUMBER = re.compile(r"(\d+)([a-zđ]?)$")


def division_number(printed: str) -> int | None:
    """The value of a Roman, Arabic or spelt-out number of a Phần, Chương, Mục or Phụ lục; None if it is none.

    >>> division_number("VII"), division_number("12"), division_number("thứ hai"), division_number("của")
    (7, 12, 2, None)
    """
    word = printed.strip().lower().removeprefix("thứ").strip()
    if word.isdecimal():
        return int(word)
    if word in _ORDINALS:
        return _ORDINALS[word]
    digits = [_ROMAN.get(c) for c in printed.strip().upper()]
    if not digits or None in digits:
        return None
    values = [d for d in digits if d is not None]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def split_number(printed: str) -> tuple[int, str]:
    """("15", "a") of the legal number 15a, as (15, "a").

    >>> split_number("15a"), split_number("7")
    ((15, 'a'), (7, ''))
    """
    match = _NUMBER.match(printed)
    if not match:
        raise ValueError(f"{printed!r} is no number of an article or a clause")
    return int(match[1]), match[2]


def follows(previous: str | None, number: str) -> bool:
    """Whether the article or clause number may stand right after the previous one: 1 first, then 2 or 1a, then 1b …

    >>> follows(None, "1"), follows("15", "15a"), follows("15a", "15b"), follows("15a", "16"), follows("2", "4")
    (True, True, True, True, False)
    """
    value, suffix = split_number(number)
    if previous is None:
        return value == 1 and not suffix
    last, last_suffix = split_number(previous)
    if suffix:
        return value == last and suffix > last_suffix
    return value == last + 1


def point_follows(previous: str | None, letter: str) -> bool:
    """Whether the point letter may stand right after the previous one, in Vietnamese order (… d, đ, e, g, h …).

    >>> point_follows(None, "a"), point_follows("d", "đ"), point_follows("e", "g"), point_follows("g", "g1"), point_follows("a", "c")
    (True, True, True, True, False)
    >>> point_follows("b9", "b10"), point_follows("b", "b10"), point_follows("b12", "c")
    (True, True, True)
    """
    base, suffix = letter[0], letter[1:]
    if previous is None:
        return letter == "a"
    last, last_suffix = previous[0], previous[1:]
    if suffix:
        return base == last and int(suffix) > int(last_suffix or 0)
    return letters_between(last, base) == ""


def letters_between(previous: str | None, letter: str) -> str | None:
    """The letters that stand between two points in Vietnamese order; None where `letter` does not come later.

    >>> letters_between("c", "e"), letters_between("e", "g"), letters_between(None, "b"), letters_between("d", "c")
    ('dđ', '', 'a', None)
    """
    start = POINT_LETTERS.index(previous[0]) + 1 if previous else 0
    end = POINT_LETTERS.index(letter[0])
    if end < start:
        return None
    return "".join(c for c in POINT_LETTERS[start:end] if c not in RARE_LETTERS)


def next_letter(previous: str | None) -> str | None:
    """The letter of the point after the previous one, rare letters left out; None after the last.

    >>> next_letter(None), next_letter("d"), next_letter("e"), next_letter("y")
    ('a', 'đ', 'g', None)
    """
    start = POINT_LETTERS.index(previous[0]) + 1 if previous else 0
    return next((c for c in POINT_LETTERS[start:] if c not in RARE_LETTERS), None)


def eid_token(number: str) -> str:
    """The number as it stands in an eId: đ as dd, spaces and dots as hyphens.

    >>> eid_token("đ"), eid_token("15a"), eid_token("1.2")
    ('dd', '15a', '1-2')
    """
    return re.sub(r"[^0-9a-z]+", "-", number.lower().replace("đ", "dd")).strip("-")
