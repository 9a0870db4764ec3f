"""A question as it was typed → what is looked for: words, documents and provisions named, the day asked about."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from ingest.calendar import today
from ingest.catalogue import AskedUnit, Catalogue, ProvisionRef
from ingest.index.tokens import Expander, bigrams, syllables
from ingest.law.locator import Locator
from ingest.law.normalise import fold, normalise, search_form

from .asked_for import asks_citing, asks_number, asks_recipient, asks_time, asks_who
from .citing import LAWS
from .conversation import Conversation
from .dates import TimeAsked, read_time
from .filing import asks_which_law, is_pending
from .law_names import LawNames, locator_in
from .named_terms import NAMED, NUMBER, TITLED, said_of_both
from .parts import parts_of
from .plain_words import PlainWords, law_words
from .spoken import is_unaccented, place_names, spoken_forms
from .units import UnitFinder
from .utterance import Weigh
from .who import Who, WhoFinder

MAX_QUESTION = 4000  # characters; a longer text is no question
_UNTIL_NOW = re.compile(r"\b(?:den|toi|cho den) (?:hien |ngay |hom )?nay\b|\bden bay gio\b")  # folded
_NOW = re.compile(  # in search form: what happened then is asked about as things stand now
    r"\b(?:nay|bây giờ|hiện tại|giờ|lúc này|sắp tới|vừa rồi|còn dùng được|còn hiệu lực|(?:luật|nghị định|thông tư|văn bản|quy định) mới)\b"
)
_NOW_FOLDED = re.compile(  # without accents "nay" is also "này"
    r"\b(?:nay (?:da|thi|con|chua|muon|dang|co|phai|khong|lai|moi|chuan)|bay gio|hien tai|gio (?:thi|con|muon|xin)|luc nay|sap toi"
    r"|con dung duoc|con hieu luc|(?:luat|nghi dinh|thong tu|van ban|quy dinh) moi)\b"
)
TRANSITION = "quy định chuyển tiếp hồ sơ đã tiếp nhận"  # what the law calls it
_HALVES = re.compile(r"[\ud800-\udfff]")  # halves of a character, which JSON can hold and no text can
MIN_PART = 3  # content words that a part of a question must have to be looked for alone


class QuestionError(Exception):
    """A question that cannot be asked; one Vietnamese line."""


@dataclass(frozen=True, slots=True)
class Question:
    """`standalone` can be read without the conversation.

    `search_text` has no time in it, abbreviations and spoken forms are written out; `words` are the syllables that carry its content,
    `pairs` those of them that stand side by side.
    """

    text: str
    standalone: str
    search_text: str
    words: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    asks_number: bool
    folded: bool
    as_of: date
    since: date | None  # first day of the period asked about, where it is not a day; `as_of` is the last
    day_in_question: bool
    documents: tuple[str, ...]
    places: tuple[str, ...]  # provinces of today that it names, by any of their names
    locator: Locator | None
    units: tuple[AskedUnit, ...] = ()  # in which the number that it asks for may come
    who: Who | None = None  # of whom it asks who acts, or where to go
    laws: tuple[str, ...] = ()  # the numbers of laws that it names by title
    parts: tuple["Question", ...] = ()  # of a question that asks several things, each read alone
    recalled: tuple[ProvisionRef, ...] = ()  # what the answer cited that a follow-up goes on from
    side: tuple[str, ...] = ()  # content words of what such a follow-up asks now
    points_back: bool = False  # it asks about that answer itself
    topic_changed: bool = False  # it has nothing to do with the turns before it
    continued: bool = False  # whether something was asked before it in the same conversation

    @property
    def asks_time(self) -> bool:
        """Whether the number asked for is a time."""
        return asks_time(fold(self.standalone))

    @property
    def asks_who(self) -> bool:
        """Whether it asks who may act, whatever else it asks."""
        return asks_who(fold(self.standalone))

    @property
    def asks_recipient(self) -> bool:
        """Whether it asks who receives something, or belongs to something."""
        return asks_recipient(fold(self.standalone))

    @property
    def asks_citing(self) -> bool:
        """Whether it asks how a provision is cited."""
        return asks_citing(fold(self.standalone))

    @property
    def names_case(self) -> bool:
        """Whether it has a number of its own, by which the officer's case is one of several of a list."""
        return any(word.isdigit() and len(word) < 4 for word in self.words)

    def names_zone(self, folded_name: str) -> bool:
        """Whether it names the kind of zone, given without accents."""
        return folded_name in fold(self.search_text)


class QuestionReader:
    """Reads questions against one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._expand = Expander(catalogue)
        self._plain = PlainWords((syllables(word, folded=False) for word in catalogue.question_words), law_words(catalogue))
        self._spoken = spoken_forms(catalogue)
        self._places = place_names(catalogue)
        self._laws = LawNames(catalogue)
        self._units = UnitFinder(catalogue, self._expand)
        self._who = WhoFinder(catalogue, self._expand)
        self._law_names = tuple({i.title for i in catalogue.instruments.values() if i.kind in LAWS})
        self._conversation = Conversation(catalogue, self._plain.among)
        pressing = sorted(map(fold, catalogue.asking.pressure), key=len, reverse=True)
        self._pressure = re.compile(rf"\b(?:{'|'.join(map(re.escape, pressing))})\b") if pressing else None
        self._by_number = lru_cache(maxsize=1024)(self._find_number)

    def read(self, text: str, as_of: date, history: tuple[str, ...] = (), weigh: Weigh | None = None, now: date | None = None) -> Question:
        """`weigh` tells how rare words are in what is held, `now` is the day it is (default today in Vietnam).

        Raises QuestionError for an empty or endless question.
        """
        cleaned = _cleaned(text)
        resolved = self._conversation.resolve(cleaned, history, as_of, weigh)
        standalone = resolved.standalone
        folded = is_unaccented(standalone)
        whole = read_time(standalone, as_of, self._law_names)
        time = read_time(cleaned, as_of, self._law_names) or whole  # what is asked now counts before what was asked before
        asked = self._unpressed((whole.rest if whole else "") or standalone)
        pending = is_pending(standalone)
        since_then = pending or asks_which_law(standalone) or _is_asked_now(cleaned, folded)
        first, last = _days(time, as_of, now or today(), since_then, until_now=bool(_UNTIL_NOW.search(fold(cleaned))))
        looked_for = f"{asked} {resolved.said}".strip()
        words = self._content(looked_for, folded)
        question = Question(
            text=text,
            standalone=standalone,
            search_text=self._search_text(f"{looked_for} {TRANSITION}" if pending else looked_for, folded),
            words=tuple(dict.fromkeys(w for w in words if w)),
            pairs=tuple((a, b) for a, b in bigrams(words) if a and b),
            asks_number=asks_number(standalone),
            folded=folded,
            as_of=last,
            since=first if first != last else None,
            day_in_question=time is not None,
            documents=tuple(dict.fromkeys((*self._documents(standalone), *self._laws_of_before(standalone, folded, last)))),
            places=tuple(dict.fromkeys(p.means for p in self._places.find(syllables(standalone, folded), folded))),
            locator=locator_in(standalone),
            who=self._who.find(cleaned),
            units=self._units.find(cleaned, folded) or self._units.find(standalone, folded),
            laws=self._laws.find(self._expand(standalone), folded, last),
            recalled=resolved.recalled,
            side=tuple(dict.fromkeys(w for w in self._content(resolved.side, folded) if w)),
            points_back=resolved.points_back,
            topic_changed=resolved.topic_changed,
            continued=any(turn.strip() for turn in history[0::2]),
        )
        return replace(question, parts=self._parts(question, asked))

    def _unpressed(self, text: str) -> str:
        """The text without what only presses for an answer ("cứ khẳng định là"), where something is left of it."""
        if self._pressure is None or len(folded := fold(text)) != len(text):
            return text
        rest = text
        for match in reversed([*self._pressure.finditer(folded)]):
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
        rest = " ".join(rest.split()).strip(" ,.;:–-")
        return rest if re.search(r"\w", rest) else text

    def _parts(self, question: Question, asked: str) -> tuple[Question, ...]:
        """What a question of several sentences or of several things asked in one asks one by one, where each says enough alone."""
        texts = parts_of(asked)
        if len(texts) < 2:
            return ()
        found = list[Question]()
        for text in texts:
            words = self._content(text, question.folded)
            content = tuple(dict.fromkeys(w for w in words if w))
            if len(content) >= MIN_PART:
                pairs = tuple((a, b) for a, b in bigrams(words) if a and b)
                search_text = self._search_text(text, question.folded)
                found.append(replace(question, standalone=text, search_text=search_text, words=content, pairs=pairs, locator=None))
        return tuple(found)

    def _search_text(self, text: str, folded: bool) -> str:
        """The question with abbreviations written out and, behind it, what the law calls its spoken forms."""
        expanded = self._expand(text)
        meant = (spoken.means for spoken in self._spoken.find(syllables(expanded, folded), folded))
        return " ".join([expanded, *dict.fromkeys(meant)])

    def _content(self, text: str, folded: bool) -> list[str]:
        """The syllables in order, spoken forms replaced by what the law says; "" stands for one that carries no content."""
        words = self._in_law_words(syllables(self._expand(text), folded), folded)
        plain = self._plain.among(words)
        return ["" if i in plain else w for i, w in enumerate(words)]

    def _in_law_words(self, words: list[str], folded: bool) -> list[str]:
        for spoken in reversed(list(self._spoken.find(words, folded))):
            words[spoken.start : spoken.stop] = syllables(spoken.means, folded)
        return words

    def _documents(self, text: str) -> tuple[str, ...]:
        """The numbers of documents that the question names, as far as each can only be one."""
        text, found = said_of_both(text), list[str]()
        for match in NUMBER.finditer(text):
            number = "/".join(part for part in (match["number"], match["year"], match["office"].upper()) if part)
            instrument = self._catalogue.instrument(number)
            found.append(instrument.number if instrument else number)
        for match in (*NAMED.finditer(text), *TITLED.finditer(text)):
            if only := self._by_number(fold(match["kind"]), match["number"], match["year"]):
                found.append(only)
        return tuple(dict.fromkeys(found))

    def _laws_of_before(self, text: str, folded: bool, day: date) -> tuple[str, ...]:
        """The laws named with their year, where one of them is no longer in force on the day: who names it wants it, not its successor."""
        named = self._laws.of_years(self._expand(said_of_both(text)), folded)
        known = (self._catalogue.instrument(number) for number in named)
        return named if any(law and law.expired_on and law.expired_on <= day for law in known) else ()

    def _find_number(self, kind: str, number: str, year: str | None) -> str | None:
        """The one document of the kind (folded, or its short form) with this number; None where there is none or there are several."""
        start = f"{number}/{year}/" if year else f"{number}/"
        known = [i for i in self._catalogue.instruments.values() if kind in {fold(i.kind), _short(i.kind)} or "luat" in kind]
        candidates = [i.number for i in known if i.number.startswith(start)]
        aliased = [i.number for i in known if any(re.search(rf"\b{number}$", a) for a in i.aliases)]
        if not candidates and year and kind in {"nd", "nghi dinh"}:
            return f"{number}/{year}/NĐ-CP"  # only the Government issues decrees: the number is known, held or not
        return candidates[0] if len(candidates) == 1 else aliased[0] if len(aliased) == 1 else None


def _cleaned(text: str) -> str:
    """The text in normal form. Raises QuestionError."""
    cleaned = " ".join(normalise(_HALVES.sub("", text)).split())
    if not cleaned:
        raise QuestionError("Câu hỏi đang để trống; xin nhập nội dung cần hỏi.")
    if len(cleaned) > MAX_QUESTION:
        length, limit = (f"{number:,}".replace(",", ".") for number in (len(cleaned), MAX_QUESTION))
        raise QuestionError(f"Câu hỏi dài {length} ký tự, vượt quá {limit} ký tự; xin rút gọn.")
    return cleaned


def _is_asked_now(text: str, folded: bool) -> bool:
    """Whether what happened then is asked about as things stand now."""
    return bool(_NOW_FOLDED.search(fold(text)) if folded else _NOW.search(search_form(text)))


def _short(kind: str) -> str:
    """The short form of a kind of document, folded.

    >>> _short("Nghị định"), _short("Quyết định")
    ('nd', 'qd')
    """
    return "".join(word[0] for word in fold(kind).split())


def _days(time: TimeAsked | None, as_of: date, now: date, since_then: bool, until_now: bool) -> tuple[date, date]:
    """The first and the last day asked about: "now" is the day chosen.

    A file that was handed in then and is not decided, or what happened then and is asked about now, asks about the law of then and of now.
    """
    if time and until_now and time.first <= as_of <= time.last:
        return time.first, as_of
    if time is None or (time.first <= as_of <= time.last and as_of != now):  # a day chosen inside the period says more
        return as_of, as_of
    return time.first, max(time.last, as_of) if since_then else time.last
