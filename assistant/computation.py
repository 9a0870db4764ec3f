"""Computations that a statement shows, recomputed: "12 × 0,3 × 2.530.000 đồng = 9.108.000 đồng", "161 dự án : 46 dự án = 3,5 lần". Pure.

The text itself is read, so that what is checked is what is shown: each operand must be known (from what is cited, from the question, or as
the result of a computation in front of it), and the result must be the exact one, in the unit of its operands; behind "≈" the exact one
rounded to the places shown. A quotient of two numbers in one unit is told in "lần" or in %, a difference of two shares in "điểm %".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from ingest.law.normalise import fold

from .number_words import FOLDED_NUMBER, number_of

# "2.530.000", "0,3", "3%", "1/3"; dots stand between thousands, a comma before decimals
_NUMBER = r"\d+(?:\.\d{3})*(?:,\d+)?(?:%|/\d+)?"
_TERM = rf"{_NUMBER}(?:\ [^\W\d_]+)?"
_SHOWN = re.compile(
    rf"""(?<![\d.,/])(?P<operands>{_TERM}(?:\ [×+]\ {_TERM})+)\ =\ (?P<result>{_NUMBER})(?![\d/%]|[.,]\d)(?:\ (?P<unit>[^\W\d_]+))?""",
    re.VERBOSE,
)
_WORDS = r"(?:\ [^\W\d_]+){0,3}"
_COMPARED = re.compile(
    rf"""(?<![\d.,/])(?P<one>{_NUMBER})(?P<unit>{_WORDS})\ (?P<sign>[−:])\ (?P<other>{_NUMBER})(?P<second>{_WORDS})
    \ (?P<equals>[=≈])\ (?P<result>{_NUMBER})(?![\d/]|[.,]\d)""",
    re.VERBOSE,
)
POINTS, TIMES = " điểm %", " lần"  # behind the difference of two shares; behind a quotient
ROUNDED_UP = "làm tròn lên là"
_ROUNDED = re.compile(rf",\ {ROUNDED_UP}\ (?P<whole>\d+)(?![\d/%]|[.,]\d)")  # right behind a computation
_ONE = re.compile(rf"(?P<number>{_NUMBER})(?:\ (?P<unit>[^\W\d_]+))?")
_ALONE = re.compile(rf"(?<![\d.,/]){_NUMBER}(?![\d/]|[.,]\d)")
_CLASSIFIERS = (
    "nguoi|ng|dong chi|d/c|ca nhan|can bo|cong chuc|vien chuc|nhan vien|chien si|tap the|don vi|phong|truong hop|suat|lao dong|thanh vien"
    "|uy vien|phieu|cong nhan"
)
_A_YEAR = r"(?:19|20)\d\d\b"
_OF_YEARS = r"\s+(?:\d|nay\b|ngoai\b|truoc\b|sau\b|toi\b|qua\b)"  # "năm 2026", "năm nay": the year, not five
_COUNTED = re.compile(  # folded: how many persons or collectives
    rf"(?<![\w.,/])(?:(?!{_A_YEAR})(?P<digits>\d{{1,4}})|(?!nam{_OF_YEARS})(?P<word>{FOLDED_NUMBER}))\s+(?:\w+\s+)?(?:{_CLASSIFIERS})\b"
)


@dataclass(frozen=True, slots=True)
class Checked:
    """The faults of the computations in a text, and the numbers, as printed, of those that have none."""

    faults: tuple[str, ...]
    numbers: frozenset[str]


def value_of(printed: str) -> Fraction:
    """The value of a number as Vietnamese papers print it.

    >>> value_of("2.530.000"), value_of("0,3"), value_of("3%"), value_of("1/3")
    (Fraction(2530000, 1), Fraction(3, 10), Fraction(3, 100), Fraction(1, 3))
    """
    number, slash, below = printed.removesuffix("%").replace(".", "").replace(",", ".").partition("/")
    return Fraction(number) / (int(below) if slash else 100 if printed.endswith("%") else 1)


def printed(value: Fraction) -> str | None:
    """The number as it is printed; None where it has no end.

    >>> printed(Fraction(9108000)), printed(Fraction(27, 2)), printed(Fraction(1, 3))
    ('9.108.000', '13,5', None)
    """
    for places in range(4):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = f"{scaled.numerator:0{places + 1}d}"
            whole, decimals = (digits[:-places], digits[-places:]) if places else (digits, "")
            return f"{int(whole):,}".replace(",", ".") + (f",{decimals}" if decimals else "")
    return None


@dataclass(frozen=True, slots=True)
class Count:
    """A number of persons or collectives and where it stands in the text."""

    start: int
    number: int


def counts_in(text: str) -> list[Count]:
    """How many persons or collectives a text names, in digits or spelled out.

    >>> counts_in("khen 12 người, một đồng chí"), counts_in("khen hai mươi lăm người")
    ([Count(start=5, number=12), Count(start=15, number=1)], [Count(start=5, number=25)])
    >>> counts_in("khen một trăm hai mươi người")
    []
    """
    found = _COUNTED.finditer(fold(text))
    return [Count(match.start(), int(match["digits"]) if match["digits"] else number_of(match["word"].split())) for match in found]


def check_computations(text: str, cited: str, asked: str = "") -> Checked:
    """What is right and wrong with the computations that the text shows; `cited` and `asked` without dates, document numbers, locators."""
    known = {*_values(cited), *_values(asked), *(Fraction(count.number) for count in counts_in(asked))}
    faults, numbers = list[str](), set[str]()
    for shown in sorted((*_SHOWN.finditer(text), *_COMPARED.finditer(text)), key=lambda match: match.start()):
        wrong = _compared_fault(shown, known) if shown.re is _COMPARED else _fault(shown, known)
        if wrong:
            faults.append(f"phép tính “{shown[0]}”: {wrong}")
            continue
        known.add(value_of(shown["result"]))
        numbers |= {part for match in _ALONE.finditer(shown[0]) for part in re.findall(r"\d+(?:[.,]\d+)*", match[0])}
        rounded = _ROUNDED.match(text, shown.end())
        if rounded and int(rounded["whole"]) == ceil(value_of(shown["result"])):
            numbers.add(rounded["whole"])
    return Checked(tuple(faults), frozenset(numbers))


def _fault(shown: re.Match[str], known: set[Fraction]) -> str | None:
    operands = [(match["number"], match["unit"]) for match in _ONE.finditer(shown["operands"])]
    try:
        if unknown := [number for number, _ in operands if value_of(number) not in known]:
            return f"“{unknown[0]}” không có trong điều khoản được dẫn và câu hỏi"
        products = [_product(part) for part in shown["operands"].split(" + ")]
        if sum(products, Fraction()) != value_of(shown["result"]):
            return "kết quả không đúng"
    except ZeroDivisionError:
        return "có phép chia cho 0"
    units = {unit for _, unit in operands if unit}
    return "đơn vị tính không khớp" if units and units != {shown["unit"]} else None


def _compared_fault(shown: re.Match[str], known: set[Fraction]) -> str | None:
    """What is wrong with a difference or a quotient of two numbers."""
    one, other, result = (value_of(shown[name]) for name in ("one", "other", "result"))
    if unknown := [shown[name] for name in ("one", "other") if value_of(shown[name]) not in known]:
        return f"“{unknown[0]}” không có trong điều khoản được dẫn và câu hỏi"
    shares = shown["one"].endswith("%"), shown["other"].endswith("%")
    behind = shown.string[shown.end() :]
    if shown["unit"] != shown["second"] or shares[0] != shares[1] or not _has_unit(shown, behind, shares[0]):
        return "đơn vị tính không khớp"
    if shown["sign"] == ":" and not other:
        return "có phép chia cho 0"
    exact = one - other if shown["sign"] == "−" else one / other
    if shown["sign"] == "−" and shares[0]:
        exact *= 100  # in points
    wrong = abs(exact - result) > (_half_place(shown["result"]) if shown["equals"] == "≈" else 0)
    return "kết quả không đúng" if wrong else None


def _has_unit(shown: re.Match[str], behind: str, of_shares: bool) -> bool:
    """Whether the result is told in the unit that it must have."""
    if shown["sign"] == ":":
        return shown["result"].endswith("%") or _begins_with(behind, TIMES)
    return not shown["result"].endswith("%") and _begins_with(behind, POINTS if of_shares else shown["unit"])


def _begins_with(text: str, words: str) -> bool:
    return text.startswith(words) and not re.match(r"\w", text[len(words) :] if words else text.lstrip())


def _half_place(number: str) -> Fraction:
    """Half of what the last digit shown counts for.

    >>> _half_place("3,5"), _half_place("77,8%")
    (Fraction(1, 20), Fraction(1, 2000))
    """
    places = len(number.removesuffix("%").partition(",")[2])
    return Fraction(1, 2 * 10**places * (100 if number.endswith("%") else 1))


def rounded(value: Fraction, places: int) -> tuple[str, bool]:
    """The number as it is printed with at most so many decimals, half upwards, and whether that is exact.

    >>> rounded(Fraction(7, 2), 2), rounded(Fraction(161, 207) * 100, 1)
    (('3,5', True), ('77,8', False))
    """
    scaled = value * 10**places
    near = Fraction((scaled * 2 + 1).__floor__() // 2, 10**places)
    text = printed(near)
    assert text is not None  # it has at most so many decimals
    return text, near == value


def _product(terms: str) -> Fraction:
    value = Fraction(1)
    for match in _ONE.finditer(terms):
        value *= value_of(match["number"])
    return value


def _values(text: str) -> Iterable[Fraction]:
    for match in _ALONE.finditer(text):
        try:
            yield value_of(match[0])
        except ZeroDivisionError:
            continue
