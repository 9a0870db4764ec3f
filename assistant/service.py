"""One question in, one checked answer out."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ingest.calendar import today
from ingest.catalogue import CORPUS, Catalogue, load_catalogue
from ingest.index import Index, open_index
from ingest.index.reader import Opened
from ingest.index.records import Version

from .answer import Answer, Citation, ComposedBy, Statement
from .checked import Checked
from .citing import short_name, vietnamese_date
from .comparing import Comparer, Comparison
from .drafting import Clock, Drafter
from .language import ChatModel
from .meaning import Meaning
from .model_part import worded
from .models import Models, load_models
from .question import Question, QuestionReader
from .ranking import Reranker
from .ranking.ranker import is_elsewhere
from .receipt import Asked, Receipt, receipt_id, receipt_of
from .receipts import Receipts
from .refusal import Refusal, quoted, refuse
from .render import as_markdown, escape, footer
from .retrieval import Hit

NOT_SURE = "Chưa thấy quy định trả lời trực tiếp câu hỏi này. Các quy định gần nhất đang có trong kho:"
NOT_SURE_TOLD = "Chưa chắc quy định sau đây trả lời đúng điều được hỏi; đề nghị đọc kỹ điều khoản được dẫn trước khi dùng:"
_log = logging.getLogger(__name__)
MAX_FOLLOW_UPS = 3
LONGEST_MATTER = 90  # characters of an article's heading that a suggested question repeats


class Assistant:
    """Answers from one index. Safe to share between sessions of one process."""

    def __init__(
        self,
        index: Index,
        catalogue: Catalogue,
        reranker: Reranker | None = None,
        model: ChatModel | None = None,
        receipts: Receipts | None = None,
    ) -> None:
        """Without `receipts` nothing is written anywhere."""
        self.index = index
        self.catalogue = catalogue
        self._reader = QuestionReader(catalogue)
        self._drafter = Drafter(catalogue, self._reader, reranker)
        self.model = model
        self._meaning = Meaning(catalogue)  # what a model says must be borne out by the provisions alone, not by the tables
        self._comparer = Comparer(catalogue)
        self._receipts = receipts

    def read(self, text: str, as_of: date | None = None) -> Question:
        """The text as it is understood: documents, laws and provisions that it names, its words. Raises QuestionError."""
        return self._reader.read(text, as_of or today())

    def search(self, text: str, limit: int = 10, as_of: date | None = None, place: str | None = None) -> list[Hit]:
        """The best passages for a question; with a place, only general documents and those of the place.

        Raises QuestionError or IndexProblem.
        """
        return self._drafter.search(self.index.opened(), self._reader.read(text, as_of or today()), limit, place)

    def ask(
        self,
        text: str,
        as_of: date | None = None,
        history: Sequence[str] = (),
        on_statement: Callable[[Statement], object] | None = None,
    ) -> Answer:
        """The answer to a question. A time that the question names counts before `as_of` (default today in Vietnam).

        `history`: question and answer in turn, oldest first. `on_statement` is told each verified sentence of a language model as soon
        as it is verified. Raises QuestionError or IndexProblem.
        """
        told = self.ask_streaming(text, as_of, history)
        while not isinstance(part := next(told), Answer):
            if on_statement:
                on_statement(part)
        return part

    def ask_streaming(self, text: str, as_of: date | None = None, history: Sequence[str] = ()) -> Iterator[Statement | Answer]:
        """The same as it comes: the verified sentences of a language model, if one is switched on, and last the answer.

        The answer counts: where the model did not come to its end, it is the composer's own and says so.
        """
        asked, clock = _asked(text, as_of, history), Clock()
        opened = self.index.opened()  # one generation for the whole answer, whatever is published meanwhile
        sides = self._sides(opened, self._read(asked, opened, clock), clock)
        if self.model is None or not sides[-1].holds:
            yield self._kept(asked, self._told(opened, sides, clock), opened)
            return
        sides, by, notices = yield from worded(self.model, self._meaning, sides, opened, clock)
        answer = self._kept(asked, replace(self._told(opened, sides, clock), composed_by=by), opened)
        yield replace(answer, warnings=(*notices, *answer.warnings))  # what became of the model is no part of what was said

    def receipt(self, asked: Asked) -> Receipt:
        """The receipt that asking this now would give without a language model; none is kept. Raises as `ask` does."""
        opened, clock = self.index.opened(), Clock()
        answer = self._told(opened, self._sides(opened, self._read(asked, opened, clock), clock), clock)
        return receipt_of(asked, answer, opened, self.catalogue.digest)

    def compare(self, places: Sequence[str], topics: Sequence[str] = (), as_of: date | None = None) -> Comparison:
        """Boards × topics from the reports held, one citation a cell. Raises QuestionError for an unknown place, or IndexProblem."""
        return self._comparer.compare(self.index.opened(), places, topics, as_of or today())

    def _read(self, asked: Asked, opened: Opened, clock: Clock) -> Question:
        question = self._reader.read(asked.question, asked.day, asked.history, opened.lexical.weights, asked.today)
        clock.lap("understand")
        return question

    def _told(self, opened: Opened, sides: list[Checked], clock: Clock) -> Answer:
        """The answer, or why there is none, with its name."""
        last = sides[-1]
        if last.holds:
            answer = _answered(sides, self.catalogue, opened.built_at, clock.laps)
        else:
            refusal = refuse(opened, self.catalogue, last.question, last.judgement, last.hits)
            answer = _refused(last, refusal, opened.built_at, clock.laps)
        return replace(answer, receipt=receipt_id(answer))

    def _kept(self, asked: Asked, answer: Answer, opened: Opened) -> Answer:
        if self._receipts:
            self._receipts.keep(receipt_of(asked, answer, opened, self.catalogue.digest))
        facts = {"receipt": answer.receipt, "status": answer.status, "by": answer.composed_by.composer, "ms": answer.timings_ms}
        _log.info("answered", extra={"facts": facts})  # never the question
        return answer

    def _sides(self, opened: Opened, question: Question, clock: Clock) -> list[Checked]:
        """One side for each day asked about: the first and the last of a period between which the law that answers has changed."""
        if question.since is None:
            return [self._drafter.draft(opened, question, clock)]
        last = self._drafter.draft(opened, question, clock)
        if last.evidence.pending:
            return [last]
        first = self._drafter.draft(opened, replace(question, as_of=question.since, since=None), clock)
        if not first.holds or first.places == last.places:
            return [last]
        return [first, last.numbered_after(len(first.citations))] if last.holds else [first]

    def versions(self) -> list[Version]:
        """What is held."""
        return self.index.opened().store.versions()


def open_assistant(
    index: Path, corpus: Path = CORPUS, embedding: str | None = None, reranker: str | None = None, chroma_url: str | None = None
) -> Assistant:
    """An assistant over the index at the path. Raises NoIndex, IndexProblem or ModelError, each one Vietnamese line."""
    return open_with(load_models(embedding, reranker), index, corpus, chroma_url=chroma_url)


def open_with(
    models: Models, index: Path, corpus: Path = CORPUS, receipts: Receipts | None = None, chroma_url: str | None = None
) -> Assistant:
    """The same with models that are loaded already. Raises NoIndex or IndexProblem."""
    opened = open_index(index, models.embedder, chroma_url)
    return Assistant(opened, load_catalogue(corpus), models.reranker, models.language, receipts)


def _asked(text: str, as_of: date | None, history: Sequence[str]) -> Asked:
    now = today()
    return Asked(text, tuple(history), as_of or now, now)


def _answered(sides: Sequence[Checked], catalogue: Catalogue, built_at: str, laps: dict[str, float]) -> Answer:
    question = sides[-1].question
    sure = all(side.judgement.outcome == "answered" for side in sides)
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
        follow_ups=tuple(_follow_ups(sides[-1], citations, catalogue)),
        timings_ms=laps,
        receipt="",
        struck=struck,
        day_in_question=question.day_in_question,
        composed_by=ComposedBy(sides[-1].composer),
        topic_changed=question.topic_changed,
    )


def _body(side: Checked, of_several: bool) -> str:
    parts = [f"**Theo quy định tại ngày {vietnamese_date(side.question.as_of)}:**"] if of_several else []
    parts += [_missing(side)] if side.judgement.outcome == "partial" else []
    return "\n\n".join([*parts, as_markdown(side.statements, side.citations, side.versions)])


def _missing(side: Checked) -> str:
    """What a partial answer does not answer: the parts by name, or that nothing answers directly."""
    missing = side.judgement.missing
    if side.judgement.reason:
        return escape(side.judgement.reason)
    if not missing:
        return NOT_SURE_TOLD if any(s.role == "conclusion" for s in side.statements) else NOT_SURE
    return f"Chưa tìm thấy trong kho quy định trả lời phần: {'; '.join(f'“{escape(quoted(part))}”' for part in missing)}."


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
        composed_by=ComposedBy(side.composer),
        topic_changed=question.topic_changed,
    )


def _follow_ups(side: Checked, citations: Sequence[Citation], catalogue: Catalogue) -> list[str]:
    """Questions on the articles that were found next to those shown; on what holds in one province only where the question names it."""
    shown = {(c.document, c.article) for c in citations}
    found = list[str]()
    for hit in side.hits:
        passage = hit.passage
        place = (passage.version.document, passage.article)
        if passage.article and passage.heading and place not in shown and passage.version.document[:1].isdigit():
            shown.add(place)
            if not is_elsewhere(catalogue, passage.version.document, side.question.places):
                matter = f" ({passage.heading})" if len(passage.heading) <= LONGEST_MATTER else ""
                found.append(f"Điều {passage.article}{matter} {short_name(passage.version)} quy định gì?")
    return found[:MAX_FOLLOW_UPS]
