"""What an officer looks for, by any of its names: number in full or short, title, place ("điểm b khoản 2 Điều 68 …") or words."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.catalogue import Catalogue, Instrument, ProvisionRef
from ingest.documents import TextKind
from ingest.index.reader import Opened
from ingest.index.records import Version
from ingest.index.tokens import Expander, syllables
from ingest.law.locator import Locator
from ingest.law.normalise import fold
from ingest.law.validity import State, Validity
from ingest.versions import preferred_version

from ..citing import short_name
from ..law_names import without_locator
from ..named_terms import NAMED
from ..question import Question
from ..retrieval import Hit
from ..service import Assistant
from ..spoken import is_unaccented

MAX_TEXTS, MAX_CLAUSES = 12, 12
MIN_SHARE = 0.6  # of what is looked for, by rarity, that the names of a document must hold
WORDS_ENOUGH = 2  # syllables that name no document from which the texts themselves are searched
_DIGITS = re.compile(r"\d+")
_BARE_NUMBER = re.compile(r"\s*\d{1,4}\s*(?:/\s*\d{4}\s*)?(?:/\s*[\w\-–]+\s*)?")
CLOSE = 0.4  # how much a name counts that says nothing but what is looked for, before a long one that says it too
_NOT_TEXT: frozenset[TextKind] = frozenset({"note"})


@dataclass(frozen=True, slots=True)
class FoundText:
    """A document that bears the name. `key` is the provision named with it, where its text has it; `kinds` are the kinds of text held,
    none where only the catalogue knows the document."""

    document: str
    name: str
    title: str
    kinds: tuple[TextKind, ...]
    state: State
    key: str = ""
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """`texts` are the documents, best first, `clauses` the provisions whose words were looked for. `certain` is the provision or document
    that was named without doubt; `missing` says that the document named does not have the provision named."""

    texts: tuple[FoundText, ...]
    clauses: tuple[Hit, ...]
    certain: ProvisionRef | None
    missing: Locator | None = None


@dataclass(frozen=True, slots=True)
class _Named:
    """A document with the syllables of its names, with accents and folded, and the digits of its number and aliases."""

    number: str
    version: Version | None
    instrument: Instrument | None
    words: frozenset[str]
    digits: frozenset[str]
    title_words: int


def find_texts(assistant: Assistant, words: str, day: date, open_document: str = "") -> Found:
    """What the words name, best first; a place without a document is looked for in the one that is open.

    Raises QuestionError for words that are none or too many, or IndexProblem.
    """
    opened, question = assistant.index.opened(), assistant.read(words, day)
    rest = without_locator(words)
    named = [n for n in (*question.documents, *question.laws) if n]
    names = _documents(opened, assistant.catalogue, day)
    ranked = _ranked(names, Expander(assistant.catalogue)(rest), named)
    if question.locator and not rest.strip() and open_document:
        ranked = [n for n in names if n.number == open_document]
    texts = tuple(_found(opened, n, question.locator, day) for n in ranked[:MAX_TEXTS])
    sole = texts[0] if texts and (len(texts) == 1 or texts[0].document in named[:1]) else None
    certain = ProvisionRef(sole.document, sole.key) if sole and sole.kinds and (question.locator is None or sole.key) else None
    missing = question.locator if sole and sole.kinds and not sole.key else None
    if not _is_sought_in_texts(question, rest):
        return Found(texts, (), certain, missing)
    clauses = _clauses(assistant, words, day, open_document)
    return Found(texts, clauses, certain if not clauses or question.locator else None, missing)


def _clauses(assistant: Assistant, words: str, day: date, open_document: str) -> tuple[Hit, ...]:
    """The provisions whose words are sought, those of the document that is open first."""
    hits = assistant.search(words, MAX_CLAUSES * (4 if open_document else 1), day)
    return tuple(sorted(hits, key=lambda hit: hit.passage.version.document != open_document)[:MAX_CLAUSES])


def _is_sought_in_texts(question: Question, rest: str) -> bool:
    """Whether the words say something beside the names of documents and places: "35/2022" does not."""
    is_number = _BARE_NUMBER.fullmatch(rest) or NAMED.fullmatch(rest.strip())
    return not is_number and not question.locator and len(rest.split()) >= WORDS_ENOUGH


def _documents(opened: Opened, catalogue: Catalogue, day: date) -> list[_Named]:
    """All documents held and all that the catalogue knows, each once."""
    expand = Expander(catalogue)
    held: dict[str, list[Version]] = {}
    for version in opened.store.versions():
        held.setdefault(version.document, []).append(version)
    numbers = dict.fromkeys([*held, *catalogue.instruments])
    return [_named(n, preferred_version(held.get(n, ()), day), catalogue.instrument(n), expand) for n in numbers]


def _named(number: str, version: Version | None, instrument: Instrument | None, expand: Expander) -> _Named:
    aliases = [*instrument.aliases, *(c.number for c in instrument.consolidations)] if instrument else []
    kind, title = (version.kind, version.title) if version else (instrument.kind, instrument.title) if instrument else ("", "")
    called = " ".join([kind, number, title, *aliases])
    said = f"{called} {expand(called)}"
    digits = frozenset(_DIGITS.findall(" ".join([number, *aliases, title])))
    return _Named(
        number,
        version,
        instrument,
        frozenset(syllables(said, False)) | frozenset(syllables(said, True)),
        digits,
        len(syllables(f"{kind} {title}", True)),
    )


def _ranked(names: Sequence[_Named], words: str, named: Sequence[str]) -> list[_Named]:
    """The documents that hold enough of the words in their names, those that the question itself names first."""
    sought = list(dict.fromkeys(syllables(words, is_unaccented(words))))
    if not sought:
        return [n for n in names if n.number in named]
    spread = Counter(word for name in names for word in set(sought) & name.words)
    weights = {word: math.log(1 + len(names) / (1 + spread[word])) for word in sought}
    digits = {word for word in sought if word.isdigit()}
    total = sum(weights.values())

    def rank(name: _Named) -> float:
        if name.number in named:
            return 2.0 + len(named) - list(named).index(name.number)
        if not digits <= name.digits:
            return 0.0
        leads = bool(digits) and name.number.split("/")[0] in digits
        held = sum(weights[w] for w in sought if w in name.words) / total
        close = min(1.0, len(sought) / max(name.title_words, 1))
        return held + CLOSE * close + (0.5 if leads else 0.0) if held >= MIN_SHARE else 0.0

    scored = [(rank(name), name) for name in names]
    good = [(score, name) for score, name in scored if score]
    return [name for _, name in sorted(good, key=lambda pair: (-pair[0] + _doubt(pair[1]), _newest(pair[1])))]


def _doubt(name: _Named) -> float:
    """What is not held, or known from notes alone, stands behind what is."""
    return 0.3 if name.version is None else 0.2 if name.version.text_kind == "note" else 0.0


def _newest(name: _Named) -> int:
    issued = name.version.issued_on if name.version else name.instrument.issued_on if name.instrument else None
    return -issued.toordinal() if issued else 0


def _found(opened: Opened, name: _Named, locator: Locator | None, day: date) -> FoundText:
    versions = [v for v in opened.versions_of(name.number) if v.text_kind not in _NOT_TEXT] or opened.versions_of(name.number)
    kinds = tuple(dict.fromkeys(v.text_kind for v in versions))
    key = locator.eid if locator and _has(opened, versions, locator.eid) else ""
    pages = name.instrument.pages if name.instrument else ()
    page = pages[0] if pages else None
    if name.version:
        version = name.version
        return FoundText(name.number, short_name(version), _title(version), kinds, version.validity.state(day), key, page)
    assert name.instrument is not None  # a document comes from the store or from the catalogue
    shown = f"{name.instrument.kind} số {name.number}"
    state = Validity(name.instrument.effective_on, name.instrument.expired_on).state(day)
    return FoundText(name.number, shown, name.instrument.title, (), state, "", page)


def _title(version: Version) -> str:
    """The title, where the short name does not say it already."""
    return "" if fold(version.title) in fold(short_name(version)) else version.title


def _has(opened: Opened, versions: Sequence[Version], eid: str) -> bool:
    return any(opened.store.provisions_named(v.id, eid) for v in versions)
