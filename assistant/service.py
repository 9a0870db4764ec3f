"""One question in, one checked answer out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ingest.calendar import today
from ingest.catalogue import CORPUS, Catalogue, load_catalogue
from ingest.index import Index, open_index
from ingest.index.reader import Opened
from ingest.index.records import Version

from .answer import Answer, Citation
from .citing import vietnamese_date
from .drafting import Checked, Clock, Drafter
from .models import Models, load_models
from .question import Question, QuestionReader
from .ranking import Reranker
from .receipt import Asked, Receipt, receipt_id, receipt_of
from .receipts import Receipts
from .refusal import Refusal, refuse
from .render import as_markdown, escape, footer
from .retrieval import Hit

NOT_SURE = "Chưa thấy quy định trả lời trực tiếp câu hỏi này. Các quy định gần nhất đang có trong kho:"
MAX_FOLLOW_UPS = 3


class Assistant:
    """Answers from one index. Safe to share between sessions of one process."""

    def __init__(self, index: Index, catalogue: Catalogue, reranker: Reranker | None = None, receipts: Receipts | None = None) -> None:
        """Without `receipts` nothing is written anywhere."""
        self.index = index
        self.catalogue = catalogue
        self._reader = QuestionReader(catalogue)
        self._drafter = Drafter(catalogue, self._reader, reranker)
        self._receipts = receipts

    def search(self, text: str, limit: int = 10, as_of: date | None = None, place: str | None = None) -> list[Hit]:
        """The best passages for a question; with a place, only general documents and those of the place.

        Raises QuestionError or IndexProblem.
        """
        return self._drafter.search(self.index.opened(), self._reader.read(text, as_of or today()), limit, place)

    def ask(self, text: str, as_of: date | None = None, history: Sequence[str] = ()) -> Answer:
        """The answer to a question. A time that the question names counts before `as_of` (default today in Vietnam).

        `history`: question and answer in turn, oldest first. Raises QuestionError or IndexProblem.
        """
        asked = _asked(text, as_of, history)
        answer, opened = self._answer(asked)
        if self._receipts:
            self._receipts.keep(receipt_of(asked, answer, opened, self.catalogue.digest))
        return answer

    def receipt(self, asked: Asked) -> Receipt:
        """The receipt that asking this now would give; none is kept. Raises as `ask` does."""
        return receipt_of(asked, *self._answer(asked), self.catalogue.digest)

    def _answer(self, asked: Asked) -> tuple[Answer, Opened]:
        """The answer, and the generation that it is from."""
        clock = Clock()
        question = self._reader.read(asked.question, asked.day, asked.history, asked.today)
        clock.lap("understand")
        opened = self.index.opened()  # one generation for the whole answer, whatever is published meanwhile
        sides = self._sides(opened, question, clock)
        if sides[-1].holds:
            answer = _answered(sides, opened.built_at, clock.laps)
        else:
            answer = _refused(sides[-1], refuse(question, sides[-1].evidence, opened.store), opened.built_at, clock.laps)
        return replace(answer, receipt=receipt_id(answer)), opened

    def _sides(self, opened: Opened, question: Question, clock: Clock) -> list[Checked]:
        """One side for each day asked about: the first and the last of a period between which the law that answers has changed."""
        last = self._drafter.draft(opened, question, clock)
        if question.since is None:
            return [last]
        first = self._drafter.draft(opened, replace(question, as_of=question.since, since=None), clock)
        if not first.holds or first.places == last.places:
            return [last]
        return [first, last.numbered_after(len(first.citations))] if last.holds else [first]

    def versions(self) -> list[Version]:
        """What is held."""
        return self.index.opened().store.versions()


def open_assistant(index: Path, corpus: Path = CORPUS, embedding: str | None = None, reranker: str | None = None) -> Assistant:
    """An assistant over the index at the path. Raises NoIndex, IndexProblem or ModelError, each one Vietnamese line."""
    return open_with(load_models(embedding, reranker), index, corpus)


def open_with(models: Models, index: Path, corpus: Path = CORPUS, receipts: Receipts | None = None) -> Assistant:
    """The same with models that are loaded already. Raises NoIndex or IndexProblem."""
    return Assistant(open_index(index, models.embedder), load_catalogue(corpus), models.reranker, receipts)


def _asked(text: str, as_of: date | None, history: Sequence[str]) -> Asked:
    now = today()
    return Asked(text, tuple(history), as_of or now, now)


def _answered(sides: Sequence[Checked], built_at: str, laps: dict[str, float]) -> Answer:
    question = sides[-1].question
    sure = all(side.evidence.sure for side in sides)
    struck = tuple(line for side in sides for line in side.struck)
    citations = tuple(c for side in sides for c in side.citations)
    body = "\n\n".join(_body(side, len(sides) > 1) for side in sides)
    days = [side.question.as_of for side in sides]
    return Answer(
        question=question.text,
        standalone_question=question.standalone,
        as_of=question.as_of,
        status="partial" if struck or not sure else "answered",
        refusal_type=None,
        refusal_reason=None,
        answer=f"{body}\n\n{escape(footer(built_at, *days))}",
        statements=tuple(replace(s, as_of=side.question.as_of) for side in sides for s in side.statements),
        citations=citations,
        warnings=tuple(dict.fromkeys(warning for side in sides for warning in side.warnings)),
        follow_ups=tuple(_follow_ups(sides[-1].hits, citations)),
        timings_ms=laps,
        receipt="",
        struck=struck,
        day_in_question=question.day_in_question,
        made_by=tuple(side.maker for side in sides),
    )


def _body(side: Checked, of_several: bool) -> str:
    parts = [f"**Theo quy định tại ngày {vietnamese_date(side.question.as_of)}:**"] if of_several else []
    parts += [] if side.evidence.sure else [NOT_SURE]
    return "\n\n".join([*parts, as_markdown(side.statements, side.citations, side.versions)])


def _refused(side: Checked, refusal: Refusal, built_at: str, laps: dict[str, float]) -> Answer:
    question = side.question
    return Answer(
        question=question.text,
        standalone_question=question.standalone,
        as_of=question.as_of,
        status="refused",
        refusal_type=refusal.type,
        refusal_reason=refusal.reason,
        answer=f"{escape(refusal.reason)}\n\n{escape(footer(built_at, question.as_of, remind=False))}",
        statements=(),
        citations=(),
        warnings=(),
        follow_ups=(),
        timings_ms=laps,
        receipt="",
        struck=side.struck,
        day_in_question=question.day_in_question,
        made_by=(side.maker,),
    )


def _follow_ups(hits: Sequence[Hit], citations: Sequence[Citation]) -> list[str]:
    """Questions on the articles that were found next to those shown."""
    shown = {(c.document, c.article) for c in citations}
    found = list[str]()
    for hit in hits:
        passage = hit.passage
        place = (passage.version.document, passage.article)
        if passage.article and passage.heading and place not in shown and passage.version.document[:1].isdigit():
            shown.add(place)
            found.append(f"Điều {passage.article} ({passage.heading}) {passage.version.kind} số {passage.version.document} quy định gì?")
    return found[:MAX_FOLLOW_UPS]
