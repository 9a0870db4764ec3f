"""The figures of a report as printed, with unit, period and scope; one that cannot be trusted is quoted with the doubt, never as a fact."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.catalogue import Catalogue, Contradiction, Figure
from ingest.index.reader import Opened
from ingest.index.records import StoredPassage
from ingest.index.tokens import Expander
from ingest.law.normalise import fold

from ..answer import Citation, Statement
from ..numbering import without_number
from ..question import Question
from ..retrieval import Hit
from .boards import BoardReader
from .draft import Citer, Draft, ground
from .figure_choice import asked_for, chosen_figures
from .figure_pairs import Operation, Pair, operation_in, pairs_in, told_of_pair
from .report_text import HeldReport, held_reports, is_called, is_found, is_of_its_time
from .wording import Wording, wording_of

MAX_STATEMENTS = 6  # statements of a report shown for one question
LOOKED_AT = 4  # best passages among which the figure asked for, or one of two that gainsay each other, must be
LOOKED_AT_CALLED = 15  # the same, where the question names the bloc or the conference of the report
BESIDE = 0.5  # share of the question that the best passage of another text must hold to be shown too
AS_PRINTED = "theo số in trong báo cáo"
CONTRADICTED, BOTH = "Báo cáo nêu hai ý trái nhau:", "Xin dẫn cả hai, không chọn riêng một."
DOUBTS: Mapping[str, str] = {
    "unparseable": "số này in hỏng, không xác định được giá trị",
    "implausible": "số này không hợp lý, nghi in sai số hoặc đơn vị tính",
    "contradicts": "chính báo cáo nói khác ở chỗ khác",
}
_ELSE = re.compile(r"\b(?:vi sao|tai sao|nguyen nhan|vi dau|de nghi|phat dong|lam gi|de lam)\b")  # folded: asked of a state of affairs
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]|%")


class FigureComposer:
    """Answers questions for figures of the whole bloc, and of the boards named where a report gives them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._expand = Expander(catalogue)
        self._boards = BoardReader(catalogue)

    def run(self, opened: Opened, question: Question, hits: Sequence[Hit]) -> Draft | None:
        wording, operation = wording_of(question, self._expand), operation_in(question)
        for report in held_reports(opened, self._catalogue):
            called, found = is_called(report.card, wording), is_found(report.card, hits)
            if not is_of_its_time(report.card, question):
                continue
            figures = chosen_figures(self._of_those_named(report.card.figures, wording), question, wording)
            gainsaid = next((c for c in report.card.contradictions if any(map(wording.has_all_of, c.words))), None)
            pairs = pairs_in(figures, question, wording, operation) if operation else []
            figures = figures if pairs else asked_for(figures, report, question, wording)
            looked_at = hits[: LOOKED_AT_CALLED if called or pairs else LOOKED_AT]
            near = {h.passage.eid for h in looked_at if h.passage.version.document == report.card.id}
            if pairs and operation and near & {f.statement for pair in pairs for f in (pair.one, pair.other)}:
                return self._compared(opened, question, report, pairs, operation)
            if not (called or found or any(self._province(f) and f.statement in near for f in figures)):
                continue
            if figures and (near & {f.statement for f in figures} or (found and _asks_figure(question, wording))):
                return self._draft(opened, question, report, figures, None, hits)
            if gainsaid and found and _asks_state(question) and near & set(gainsaid.statements):
                return self._draft(opened, question, report, (), gainsaid, hits)
        return None

    def _of_those_named(self, figures: Sequence[Figure], wording: Wording) -> list[Figure]:
        """The figures of the provinces that a question names, of then or of today; those of all where it names none."""
        named = {party.name for party in self._boards.named(wording)}
        whole = {province.name for name in named if (province := self._catalogue.places.province(name)) and province.name == name}
        return [f for f in figures if (f.scope in named if named else not self._province(f)) or self._province(f) in whole]

    def _province(self, figure: Figure) -> str:
        """The province of today whose figure it is; "" where its scope is no province."""
        found = self._catalogue.places.province(figure.scope) if figure.scope else None
        return found.name if found else ""

    def _compared(
        self, opened: Opened, question: Question, report: HeldReport, pairs: Sequence[Pair], operation: Operation
    ) -> Draft | None:
        """The figures as printed, behind what is computed with them or why nothing is."""
        figures = [f for pair in pairs for f in (pair.one, pair.other)]
        draft = self._draft(opened, question, report, figures, None, ())
        if draft is None:
            return None
        citations = {c.eid: c for c in draft.citations}
        told = [told_of_pair(p, operation, citations) for p in pairs if {p.one.statement, p.other.statement} <= citations.keys()]
        return replace(draft, statements=(*told, *draft.statements))

    def _draft(
        self, opened: Opened, question: Question, report: HeldReport, figures: Sequence[Figure], gainsaid: Contradiction | None,
        hits: Sequence[Hit],
    ) -> Draft | None:  # fmt: skip
        eids = gainsaid.statements if gainsaid else tuple(dict.fromkeys(f.statement for f in figures))
        passages = [said.passage for eid in eids[:MAX_STATEMENTS] if (said := report.statement(eid))]
        if not passages:
            return None
        passages += [] if gainsaid else _beside(passages, report, hits)
        citer = Citer(self._catalogue, opened.store, question.as_of)
        citations = {p.eid: citer.cite(n, p) for n, p in enumerate(passages, start=1)}
        if gainsaid:
            numbers = tuple(citations[eid].n for eid in eids if eid in citations)
            told = [Statement(f"{CONTRADICTED} {gainsaid.says}. {BOTH}", numbers, (), "conclusion", framing=(CONTRADICTED, BOTH))]
        else:
            told = [one for eid in eids if eid in citations for one in _told([f for f in figures if f.statement == eid], citations[eid])]
        return Draft((*told, *map(ground, citations.values())), tuple(citations.values()), tuple(passages))


def _asks_figure(question: Question, wording: Wording) -> bool:
    return question.asks_number or any(word.isdigit() for word in wording.plain)


def _asks_state(question: Question) -> bool:
    """Whether how things stand is asked, not why or what is to be done."""
    return not _ELSE.search(fold(question.standalone))


def _told(figures: Sequence[Figure], citation: Citation) -> list[Statement]:
    """The figures of one statement as printed: each doubtful one with its doubt, in front of those of which there is none."""
    told = [_doubted(figure, citation) for figure in figures if figure.quality != "plausible"]
    plain = [figure for figure in figures if figure.quality == "plausible"]
    for period in dict.fromkeys(_time(f, citation) for f in plain):
        values = "; ".join(f"{f.label}: {_with_unit(f)}" for f in plain if _time(f, citation) == period)
        text = f"{values[:1].upper()}{values[1:]}{period}, {AS_PRINTED}."
        told.append(Statement(text, (citation.n,), (), "conclusion", framing=(AS_PRINTED,)))
    return told


def _doubted(figure: Figure, citation: Citation) -> Statement:
    doubt = f"{DOUBTS[figure.quality]}, nên chỉ dẫn nguyên văn, không nên dùng làm số liệu"
    text = f"Báo cáo in {figure.label}{_time(figure, citation)} là “{figure.printed}”; {doubt}."
    return Statement(text, (citation.n,), (), "conclusion", framing=("Báo cáo in", doubt))


def _with_unit(figure: Figure) -> str:
    return f"{figure.printed} {figure.unit}" if _DIGITS.search(figure.printed) and not _WORD.search(figure.printed) else figure.printed


def _time(figure: Figure, citation: Citation) -> str:
    """Period and scope in brackets; the period only where the statement itself says so."""
    said = set(_DIGITS.findall(citation.reads))
    parts = [part for part in (figure.period, figure.scope.partition(";")[0]) if part and set(_DIGITS.findall(part)) <= said]
    return f" ({'; '.join(parts)})" if parts else ""


def _beside(passages: Sequence[StoredPassage], report: HeldReport, hits: Sequence[Hit]) -> list[StoredPassage]:
    """The best passage found, where it holds much of the question: another number of the report, or a note on what it could not know."""
    best = hits[0] if hits else None
    if best is None or best.coverage < BESIDE or any(best.passage.id == p.id for p in passages):
        return []
    if best.passage.eid in {f.statement for f in report.card.figures}:
        return []  # a figure that was not chosen
    numbers = set(_DIGITS.findall(without_number(best.passage.text))) - set(_DIGITS.findall(report.card.period))
    is_number = best.passage.version.text_kind == "report" and numbers
    return [best.passage] if is_number or best.passage.version.text_kind == "note" else []
