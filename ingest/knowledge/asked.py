"""Whether the questions under corpus/asked/ are in order: each of a provision that our texts have, and naming no document unheard of."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..catalogue import SCHEMA, Catalogue, ProvisionRef
from ..catalogue.asked import FOLDER
from ..law.reference_grammar import marks_in
from ..law.reference_instruments import instruments_of
from .finding import Finding, finding
from .knowledge import Knowledge
from .source_form import key, provisions, syllables

MAX_QUESTION = 200  # characters; a longer one is no question that staff type, and its words weigh less
_KEYS = {"schema", "instrument", FOLDER}
_NOTE = "note_"  # a key of notes; a file of such keys alone is one about notes

# "trước tháng 8/2024, luật 35/2018, 99/2099/nđ-cp, ngày 01/01/2026" → 8/2024 (a month), 35/2018, 99/2099/nđ-cp
_YEARED = re.compile(r"(?<![\w/.,])(?P<number>\d{1,5})(?:\.\d{1,3})?/(?:19|20)\d{2}(?P<office>/[^\W\d_][\w-]*)?(?![\w/])")
# "544/QĐ-TTg, 9716/VBHN-BKHĐT", not "3/KCN"
_UNYEARED = re.compile(r"(?<![\w/.,])\d{1,5}/[A-ZĐ]+-[A-ZĐ]\w*")
# "66.17/2026" of 66.17/2026/NQ-CP, "9716" of 9716/VBHN-BKHĐT
_DIGITS = re.compile(r"\d+(?:\.\d+)?(?:\s?/\s?\d{4}(?!\d))?")
_MONTHS = 12  # "8/2024" is a month
_CONSOLIDATION = "văn bản hợp nhất"


@dataclass(frozen=True, slots=True)
class AskedFile:
    """One file as it stands: `table` maps a key to whatever is written under it, `findings` say what is wrong with its frame."""

    file: str
    instrument: str = ""
    table: Mapping[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def of_notes(self) -> bool:
        """Whether it asks for notes; an instrument may have such a file beside that of its digest."""
        return bool(self.table) and all(place.startswith(_NOTE) for place in self.table)

    def questions(self) -> Iterator[tuple[str, str]]:
        """(key, question) for each question that is a text with something in it."""
        for place, written in self.table.items():
            if isinstance(written, list):
                yield from ((place, question) for question in written if isinstance(question, str) and question.strip())


def asked_files(corpus: Path) -> list[AskedFile]:
    """The files under `corpus`/asked, in the order of their names; one that cannot be read has only findings."""
    return [_read(path) for path in sorted((corpus / FOLDER).glob("*.toml"))]


def asked_questions(corpus: Path) -> dict[ProvisionRef, list[str]]:
    """The questions by provision, as far as they can be read."""
    found: dict[ProvisionRef, list[str]] = {}
    for one in asked_files(corpus):
        for place, question in one.questions():
            found.setdefault(ProvisionRef(one.instrument, place), []).append(question)
    return found


def asked_findings(known: Knowledge) -> Iterator[Finding]:
    """All that is wrong with corpus/asked."""
    numbers = _Numbers(known.catalogue())
    texts, notes = _text_keys(known), _note_keys(known)
    files: dict[tuple[str, bool], str] = {}
    for one in asked_files(known.corpus):
        yield from one.findings
        if one.instrument:
            first = files.setdefault((one.instrument, one.of_notes), one.file)
            if first != one.file:
                yield finding("duplicate", one.file, "", f"văn bản {one.instrument} đã có tệp {first}; gộp vào một tệp.")
            yield from _places(one, (notes if one.of_notes else texts).get(one.instrument))
        yield from _twice(one)
        for place, question in one.questions():
            yield from _question(one.file, place, question, numbers)


def _text_keys(known: Knowledge) -> dict[str, set[str]]:
    """Number → the keys of the provisions of its digest, or of the statements of a report."""
    keys = {digest.document.number: {key(node) for node in provisions(digest.document.parsed)} for digest in known.digests}
    for report, _ in known.reports:
        keys[report.number] = {key(node) for node in report.parsed.root.walk() if node.kind == "statement"}
    return keys


def _note_keys(known: Knowledge) -> dict[str, set[str]]:
    """Number of the instrument, or name of the file of notes about none → the keys of its notes."""
    keys: dict[str, set[str]] = {}
    for file, notes in known.notes.items():
        keys.setdefault(notes.instrument or Path(file).stem, set()).update(note.eid for note in notes.notes)
    return keys


def _read(path: Path) -> AskedFile:
    file = f"{FOLDER}/{path.name}"
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return AskedFile(file, findings=(finding("toml", file, "", f"không đúng TOML ({error})."),))
    instrument, asked = table.get("instrument"), table.get(FOLDER)
    wrong = tuple(_frame(file, table))
    return AskedFile(file, instrument if isinstance(instrument, str) else "", asked if isinstance(asked, dict) else {}, wrong)


def _frame(file: str, table: Mapping[str, Any]) -> Iterator[Finding]:
    """What is wrong around the questions."""
    if table.get("schema") != SCHEMA:
        yield finding("schema", file, "", f"schema là {table.get('schema')!r}, phần mềm đọc schema {SCHEMA}.")
    instrument = table.get("instrument")
    if not isinstance(instrument, str) or not instrument.strip():
        yield finding("missing_key", file, "", "thiếu khóa “instrument” (số hiệu văn bản).")
    if not isinstance(table.get(FOLDER), dict):
        yield finding("missing_key", file, "", f"thiếu bảng [{FOLDER}].")
    for name in table:
        if name not in _KEYS:
            yield finding("unknown_key", file, "", f"khóa “{name}” không có trong mẫu của tệp này.")


def _places(one: AskedFile, held: set[str] | None) -> Iterator[Finding]:
    """Keys that are no provision of the text, and what is no list of questions; `held` is None where there is no text."""
    text = "ghi chú" if one.of_notes else "bản tóm lược, báo cáo"
    if held is None:
        yield finding("asked", one.file, "", f"{one.instrument} không có {text} nào trong kho.")
    for place, written in one.table.items():
        if held is not None and place not in held:
            yield finding("unknown_clause", one.file, f"mục {place}", f"{text} của {one.instrument} không có mục này.")
        if not isinstance(written, list) or not all(isinstance(question, str) for question in written):
            yield finding("wrong_value", one.file, f"mục {place}", "phải là danh sách câu hỏi, mỗi câu trong ngoặc kép.")
        elif not written:
            yield finding("asked", one.file, f"mục {place}", "chưa có câu hỏi nào; viết câu hỏi hoặc bỏ mục này.")
        elif not all(question.strip() for question in written):
            yield finding("asked", one.file, f"mục {place}", "có câu hỏi để trống.")


def _twice(one: AskedFile) -> Iterator[Finding]:
    """Questions of the same words, be it with another case or punctuation."""
    first: dict[tuple[str, ...], str] = {}
    for place, question in one.questions():
        words = tuple(syllables(question))
        if words in first:
            what = f"câu “{question}” đã có ở mục {first[words]}; mỗi câu hỏi về một điều khoản."
            yield finding("duplicate", one.file, f"mục {place}", what)
        first.setdefault(words, place)


def _question(file: str, place: str, question: str, numbers: "_Numbers") -> Iterator[Finding]:
    if not unicodedata.is_normalized("NFC", question):
        yield finding("asked", file, f"mục {place}", f"câu “{question}” không ở dạng NFC (Unicode dựng sẵn); gõ lại câu này.")
    if len(question) > MAX_QUESTION:
        what = f"câu “{question[:40]}…” dài {len(question)} ký tự, quá {MAX_QUESTION}; rút ngắn hoặc tách thành hai câu."
        yield finding("asked", file, f"mục {place}", what)
    for number in numbers.unknown_in(question):
        what = f"câu “{question[:60]}” nêu số hiệu {number}, chưa có trong catalogue/instruments.toml."
        yield finding("unknown_instrument", file, f"mục {place}", what)


class _Numbers:
    """The catalogue by digits: a question may leave out the letters of a number ("nghị định 35/2022") and its year ("Nghị định 35")."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._names = instruments_of(catalogue).names
        self._kinds: dict[tuple[str, ...], set[str]] = {}  # digits → the kinds of the instruments that have them
        for one in catalogue.instruments.values():
            named = [(one.number, one.kind.lower()), *((c.number, _CONSOLIDATION) for c in one.consolidations)]
            for number, kind in named:
                digits = _digits(number)
                for end in range(1, len(digits) + 1):
                    self._kinds.setdefault(digits[:end], set()).add(kind)

    def unknown_in(self, question: str) -> list[str]:
        """The document numbers of the question, as written, that no instrument of the kind named has; each once."""
        written: dict[tuple[str, ...], tuple[str, str]] = {}
        for kind, number in self._written(unicodedata.normalize("NFC", question)):
            written.setdefault(_digits(number), (kind, number))
        return [f"{kind} {number}".strip() for digits, (kind, number) in written.items() if not self._has(kind, digits)]

    def _has(self, kind: str, digits: tuple[str, ...]) -> bool:
        """Whether an instrument has the digits; "luật" is also a "bộ luật", and no kind is any."""
        return any(kind in held for held in self._kinds.get(digits, ()))

    def _written(self, question: str) -> Iterator[tuple[str, str]]:
        """(kind, number) of each mark that the reference grammar sees, then ("", number) of what else is written as a number is."""
        for mark in marks_in(question, self._names):
            if mark.level == "instrument" and mark.number:
                yield mark.kind, mark.number
        for match in _YEARED.finditer(question):
            if match["office"] or int(match["number"]) > _MONTHS:
                yield "", match[0]
        yield from (("", match[0]) for match in _UNYEARED.finditer(question))


def _digits(number: str) -> tuple[str, ...]:
    """The digits that name a document, without leading zeros.

    >>> _digits("05/2025/NĐ-CP"), _digits("9716/VBHN-BKHĐT"), _digits("Nghị định 35")
    (('5', '2025'), ('9716',), ())
    """
    match = _DIGITS.match(number)
    return tuple(part.lstrip("0") or "0" for part in re.findall(r"\d+", match[0])) if match else ()
