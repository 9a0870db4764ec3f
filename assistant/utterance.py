"""One question of a conversation taken apart: what only links it to what was said, the terms that it names, how much it says of its own."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.catalogue import Catalogue
from ingest.law.normalise import fold, search_form

from .citing import LAWS
from .dates import read_time
from .named_terms import Named, Namer, Syllable
from .spoken import is_unaccented

MAX_TERMS = 8  # terms of one question that are put in the place of others
ORDINARY = 2.0  # rarity of a word where no index tells

Weigh = Callable[[Sequence[str], bool], Iterable[float]]  # rarities of words in search form, folded or not

_OPENERS = ("thế còn", "vậy còn", "còn", "thế thì", "vậy thì", "thế", "vậy", "rồi")
_SHIFTS = (
    "à mà", "à", "nhân tiện", "tiện thể", "chuyện khác", "câu khác", "việc khác", "hỏi chuyện khác", "hỏi việc khác", "cho hỏi chuyện khác",
    "cho hỏi việc khác", "cho hỏi thêm", "chuyển sang", "sang chuyện khác", "chuyển sang chuyện khác",
)  # fmt: skip
_CLOSERS = ("thì sao", "thì thế nào", "thì như thế nào", "ra sao")
_ASK_WORDS = frozenset({"ai", "gi", "nao", "dau", "may", "bao", "bn"})  # folded
# What stands for something said before. In lower case: the folded form is made of it.
_THAT = r"""\b(?:(?:làm|như)\ (?:thế|vậy)|ở\ (?:đó|đấy)
    |(?:việc|vụ|chuyện|câu|khoản|điều|quy\ định|văn\ bản|trường\ hợp|cái)\ (?:này|đó|ấy|kia|trên|nói\ trên))\b"""
# What asks where an answer stands, who said so, or what a place in its source says.
_POINTS = r"""\b(?:
    (?:căn\ cứ\ |theo\ |dựa\ vào\ )?(?:điều\ khoản|khoản|điều|điểm|văn\ bản|nghị\ định|thông\ tư|luật|quy\ định)\ (?:nào|mấy|gì)
    |(?:căn\ cứ|dựa)(?:\ pháp\ lý)?(?:\ vào|\ theo|\ ở)?(?:\ là)?\ (?:nào|đâu|gì)|theo\ đâu|quy\ định\ ở\ đâu|nguồn(?:\ ở)?\ (?:nào|đâu)
    |(?:căn\ cứ\ |theo\ )?(?:điểm\ [a-zđ]\ )?(?:khoản\ \d{1,3}[a-zđ]?\ )?(?:khoản|điều)\ \d{1,3}[a-zđ]?(?:\ (?:nói|quy\ định)\ gì)?
    |ai\ (?:nói|phát\ biểu|nêu)|(?:trích|dẫn|đọc)\ nguyên\ văn|trích\ dẫn
    |(?:nói|giải\ thích|trình\ bày)\ (?:rõ|kỹ|thêm)(?:\ hơn|\ thêm)?|(?:cụ\ thể|chi\ tiết|rõ)\ hơn(?:\ đi)?
    |(?:khoản|điều|câu|quy\ định|văn\ bản)\ (?:đó|này|ấy|trên)\ (?:nói|ghi|nêu|quy\ định)(?:\ gì|\ thế\ nào)?)\b"""
_PATTERNS = {folded: [re.compile(fold(p) if folded else p, re.VERBOSE) for p in (_THAT, _POINTS)] for folded in (False, True)}
_BESIDE = ("so với", "kể cả", "cả")  # what follows is added, and takes nobody's place
_NO_SUBJECT = frozenset({"aspect", "place", "zone"})  # kinds of terms that are no matter alone
_EDGES = " ?.!,;:–-…"


@dataclass(frozen=True, slots=True)
class Utterance:
    """`body` is the question without the words that only link it to what was said. `named` are the terms in `asked`, which is `body`
    without the time it names. `weights` are the rarities of its content words outside terms, `subject` how much it says of its own.
    """

    body: str
    asked: str
    folded: bool
    links: bool  # it begins or ends as what goes on
    shifts: bool  # it begins as what goes on to something else
    timed: bool
    beside: bool  # what it names is asked about beside what was
    refers: bool  # something in it stands for what was said
    points: bool  # it asks where an answer stands
    named: tuple[Named, ...]
    weights: dict[str, float]
    subject: float
    asks: frozenset[str]
    is_empty: bool  # it has no words

    @property
    def terms(self) -> tuple[Named, ...]:
        """What it names but aspects, each once."""
        return tuple({term.name: term for term in self.named if term.kind != "aspect"}.values())[:MAX_TERMS]

    @property
    def has_aspect(self) -> bool:
        return any(term.kind == "aspect" for term in self.named)

    @property
    def names_document(self) -> bool:
        return any(term.kind == "document" for term in self.named)


class UtteranceReader:
    """Takes questions apart against one catalogue. `plain` gives the places of the words that only make a question a question."""

    def __init__(self, catalogue: Catalogue, plain: Callable[[list[str]], set[int]]) -> None:
        self.namer = Namer(catalogue)
        self.law_names = tuple({i.title for i in catalogue.instruments.values() if i.kind in LAWS})
        self._plain = plain

    def read(self, text: str, day: date, weigh: Weigh | None = None) -> Utterance:
        folded = is_unaccented(text)
        body, opener, closes = self._body(text, folded)
        time = read_time(body, day, self.law_names)
        asked = time.rest if time else body
        named = tuple(self.namer.find(asked, folded))
        said = self.namer.syllables(asked, folded)
        refers, points, covered = _pointers(said, folded)
        plain = self._plain([s.form for s in said])
        words = [
            (s, term) for i, s in enumerate(said)
            if i not in plain and i not in covered and ((term := _around(s, named)) is None or term.kind not in _NO_SUBJECT)
        ]  # fmt: skip
        forms = list(dict.fromkeys(s.form for s, _ in words))
        rarity = dict(zip(forms, map(float, weigh(forms, folded)) if weigh and forms else [ORDINARY] * len(forms), strict=True))
        own = {s.form: rarity[s.form] for s, term in words if term is None}
        return Utterance(
            body=body,
            asked=asked,
            folded=folded,
            links=closes or opener in _OPENERS,
            shifts=opener in _SHIFTS,
            timed=time is not None,
            beside=any(_at([s.form for s in said], 0, words, folded) for words in _BESIDE),
            refers=refers,
            points=points,
            named=named,
            weights=own,
            subject=sum(rarity.values()),
            asks=frozenset(fold(s.form) for s in said) & _ASK_WORDS,
            is_empty=not self.forms(text),
        )

    def _body(self, text: str, folded: bool) -> tuple[str, str, bool]:
        """The text without what it begins and ends with as a follow-up; how it begins, and whether it ends so."""
        said = self.namer.syllables(text, folded)
        forms = [s.form for s in said]
        plain = self._plain(forms)
        opener = next((o for o in _longest(*_OPENERS, *_SHIFTS) if _at(forms, 0, o, folded)), "")
        count = len(opener.split())
        if folded and opener in _OPENERS and 0 not in plain:  # "con dau" is no "còn"
            opener, count = "", 0
        closer = next((c for c in _longest(*_CLOSERS) if _at(forms, len(forms) - len(c.split()), c, folded)), "")
        if count >= len(said) - len(closer.split()):
            return text, opener, bool(closer)
        start = said[count].start
        end = said[len(said) - len(closer.split()) - 1].end if closer else len(text)
        return f"{text[start:end]}?" if closer else text[start:end], opener, bool(closer)

    def forms(self, text: str) -> set[str]:
        """The syllables of a text, folded."""
        return {s.form for s in self.namer.syllables(text, folded=True)}

    def without_time(self, text: str, day: date) -> str:
        """The text without the time it names; "" where nothing is left."""
        time = read_time(text, day, self.law_names)
        if time is None:
            return text
        return f"{time.rest[:1].upper()}{time.rest[1:]}" if time.rest.strip(_EDGES) else ""


def _longest(*phrases: str) -> list[str]:
    return sorted(phrases, key=lambda phrase: -len(phrase.split()))


def _at(forms: Sequence[str], place: int, phrase: str, folded: bool) -> bool:
    words = (fold(phrase) if folded else search_form(phrase)).split()
    return place >= 0 and [*forms[place : place + len(words)]] == words


def _pointers(said: Sequence[Syllable], folded: bool) -> tuple[bool, bool, set[int]]:
    """Whether something stands for what was said, whether it is asked where an answer stands, and the places of the words that do."""
    line, starts = "", list[int]()
    for syllable in said:
        starts.append(len(line))
        line += f"{syllable.form} "
    spans = [[m.span() for m in pattern.finditer(line)] for pattern in _PATTERNS[folded]]
    covered = {i for i, start in enumerate(starts) for of_one in spans for first, end in of_one if first <= start < end}
    return bool(spans[0]), bool(spans[1]), covered


def _around(syllable: Syllable, named: Sequence[Named]) -> Named | None:
    return next((term for term in named if term.start <= syllable.start and syllable.end <= term.end), None)
