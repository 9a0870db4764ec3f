"""Items of the basket → what of them holds on the day of the paper, and what does not, with the reasons. Nothing else gets into a memo.

A sentence holds where the verifier finds it borne out by its provisions as the index holds them now, under the rules for a language
model's sentences (no tables speak for it and no part of it goes unread), and where nearly all of its words are theirs: the verifier
compares words, and a paper that is signed has no room for a sentence in other words. What a composer says on the strength of the tables
(whose duty it is, which decree prevails) is not in the provisions word by word: it holds where the same question, asked again for the day
of the paper, is answered by the same sentence on the same provisions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ingest.calendar import today
from ingest.index.tokens import Expander, syllables

from ..answer import Citation, Role, Statement
from ..citing import vietnamese_date
from ..comparing import Comparison
from ..comparing.basket import item_of
from ..composers.draft import words_of
from ..desk import Item
from ..desk.item import BETWEEN
from ..meaning import Meaning
from ..placing import places_of
from ..question import QuestionError
from ..receipt import Asked, Receipt
from ..service import Assistant
from ..verify import verify
from .held import Holdings, NotHeld

MAX_FOREIGN = 0.2  # share of the syllables of a sentence that its provisions need not have; not swept
MAX_SHOWN = 100  # characters of a sentence by which it is named to the officer
REFUSED = "câu hỏi chưa có câu trả lời đã kiểm chứng nên không đưa vào văn bản"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What did not get into the memo: of which item, which sentence ("" for the whole item), and why."""

    title: str
    sentence: str
    reasons: tuple[str, ...]

    @property
    def line(self) -> str:
        what = f", câu “{self.sentence}”" if self.sentence else ""
        return f"“{self.title}”{what}: {'; '.join(self.reasons)}."

    def as_json(self) -> dict[str, Any]:
        return {"title": self.title, "sentence": self.sentence, "reasons": list(self.reasons)}


@dataclass(frozen=True, slots=True)
class Held:
    """A sentence that holds, with its provisions as they are on the day. A `ground` is a provision in its own words."""

    text: str
    citations: tuple[Citation, ...]
    role: Role


@dataclass(frozen=True, slots=True)
class Checked:
    """An item with what of it holds; nothing where `held` is empty."""

    item: Item
    held: tuple[Held, ...]
    left_out: tuple[LeftOut, ...]


class Checker:
    """Checks items against one generation of the index, on one day."""

    def __init__(self, assistant: Assistant, day: date) -> None:
        self._assistant, self._day = assistant, day
        self._store = assistant.index.opened().store
        self._holdings = Holdings(self._store, assistant.catalogue, day)
        self._meaning = Meaning(assistant.catalogue)
        self._expand = Expander(assistant.catalogue)
        self._tables = dict[tuple[str, str], Comparison]()
        self._asked = dict[str, Receipt | None]()

    def check(self, item: Item) -> Checked:
        """What of the item holds. Raises IndexProblem."""
        if item.kind == "clause":
            return self._clause(item)
        statements = [row for row in item.statements if row.get("role") != "related"]
        if not statements:
            return Checked(item, (), (LeftOut(item.title, "", (REFUSED,)),))
        found = [self._statement(item, row) for row in statements]
        return Checked(item, tuple(f for f in found if isinstance(f, Held)), tuple(f for f in found if isinstance(f, LeftOut)))

    def _clause(self, item: Item) -> Checked:
        if len(item.citations) != 1:
            return Checked(item, (), (LeftOut(item.title, "", ("mục điều khoản phải có đúng một trích dẫn",)),))
        try:
            citation = self._holdings.cite(1, item.citations[0])
        except NotHeld as error:
            return Checked(item, (), (LeftOut(item.title, "", (str(error),)),))
        return Checked(item, (Held(words_of(citation), (citation,), "ground"),), ())

    def _statement(self, item: Item, row: Mapping[str, Any]) -> Held | LeftOut:
        text, numbers = row.get("text"), row.get("citations")
        if not isinstance(text, str) or not text.strip() or not isinstance(numbers, list | tuple) or not numbers:
            return LeftOut(item.title, _short(str(text or "")), ("câu không có nội dung hoặc không có trích dẫn",))
        try:
            cited = [self._cited(item, n) for n in dict.fromkeys(map(str, numbers))]
        except NotHeld as error:
            return LeftOut(item.title, _short(text), (str(error),))
        role: Role = "conclusion" if row.get("role") == "conclusion" else "ground"
        statement = Statement(text, tuple(c.n for c in cited), (), role, self._day, denies=str(row.get("denies") or ""))
        if faults := self._faults(item, statement, cited):
            return LeftOut(item.title, _short(text), tuple(dict.fromkeys(faults)))
        return Held(" ".join(text.split()), tuple(cited), role)

    def _cited(self, item: Item, number: str) -> Citation:
        """The citation of that number. Raises NotHeld."""
        rows = [row for row in item.citations if str(row.get("n")) == number]
        if len(rows) != 1 or not number.isdecimal():
            raise NotHeld(f"mục không có trích dẫn số {number}" if not rows else f"mục có nhiều trích dẫn cùng số {number}")
        return self._holdings.cite(int(number), rows[0])

    def _faults(self, item: Item, statement: Statement, cited: Sequence[Citation]) -> list[str]:
        """What is wrong with the sentence; nothing where it holds."""
        asked = item.title if item.kind == "answer" else ""
        verdict = verify([statement], cited, self._store.text, places_of(self._store), asked, as_of=self._day)[0]
        faults = list(verdict.faults)
        if statement.role == "conclusion":
            faults += [f"{c.label} đang ngưng hiệu lực" for c in cited if c.in_force == "suspended"]
        if faults:
            return faults
        if item.kind == "cell":
            return self._not_of_cell(item, statement, cited)
        if len(cited) == 1 and statement.role == "ground" and statement.text == words_of(cited[0]):
            return []
        unread = (
            ["câu dùng lời của câu hỏi"]
            if statement.denies
            else [*self._meaning.faults(statement, cited), *self._foreign(statement, cited)]
        )
        if unread and not self._is_said_again(item, statement, cited):
            return [*unread, f"hỏi lại tại ngày {vietnamese_date(self._day)} không còn kết luận này"]
        return []

    def _foreign(self, statement: Statement, cited: Sequence[Citation]) -> list[str]:
        """That the sentence is in words of its own: more of its syllables than MAX_FOREIGN are in none of its provisions."""
        said = {word for c in cited for word in syllables(self._expand(f"{c.label} {c.full_citation} {c.reads}"), folded=False)}
        stated = syllables(self._expand(statement.text), folded=False)
        foreign = [word for word in stated if word not in said]
        if len(foreign) <= MAX_FOREIGN * len(stated):
            return []
        return [f"câu dùng nhiều lời không có trong điều khoản được dẫn ({', '.join(dict.fromkeys(foreign))})"]

    def _is_said_again(self, item: Item, statement: Statement, cited: Sequence[Citation]) -> bool:
        receipt = self._again(item.title)
        if item.kind != "answer" or receipt is None:
            return False
        places = {g.n: g.place for g in receipt.grounds}
        wanted = {(c.document, c.component, c.eid) for c in cited}
        return any(
            s.text == statement.text and s.role == statement.role and {places[n] for n in s.citations} == wanted for s in receipt.statements
        )

    def _again(self, question: str) -> Receipt | None:
        """What the question is answered with on the day, without a language model; None where it cannot be asked."""
        if question not in self._asked:
            try:
                self._asked[question] = self._assistant.receipt(Asked(question, (), self._day, today()))
            except QuestionError:
                self._asked[question] = None
        return self._asked[question]

    def _not_of_cell(self, item: Item, statement: Statement, cited: Sequence[Citation]) -> list[str]:
        """Why the words are not those of the board on the topic: the table is made again, since a title is no evidence."""
        try:
            table = self._table_of(item.title)
        except QuestionError as error:
            return [str(error)]
        where = [(c.document, c.component, c.eid) for c in cited]
        for row in table.rows:
            for cell in row.cells:
                if again := item_of(table, row, cell):
                    told = zip(again.statements, again.citations, strict=True)
                    same = any(s["text"] == statement.text and [(c["document"], c["component"], c["eid"])] == where for s, c in told)
                    plain = "" if cell.note else f"{cell.place}{BETWEEN}{row.topic}"
                    if same and item.title in {again.title, plain}:
                        return []
        return [f"bảng so sánh tại ngày {vietnamese_date(self._day)} không có nội dung này ở ô “{_short(item.title)}”"]

    def _table_of(self, title: str) -> Comparison:
        """The table of the place and topic that a title names, notes in brackets aside. Raises QuestionError."""
        place, topic = (part.partition(" (")[0] for part in _parts(title))
        if (place, topic) not in self._tables:
            self._tables[place, topic] = self._assistant.compare([place], [topic], self._day)
        return self._tables[place, topic]


def _parts(title: str) -> tuple[str, str]:
    """Place and topic of the title of a cell."""
    place, _, topic = title.partition(BETWEEN)
    return place, topic


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= MAX_SHOWN else f"{flat[:MAX_SHOWN].rstrip()}…"
