"""Conferences of which no report is held: a question on another period, or on the bloc of another region, has no answer in those held."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.catalogue import Catalogue, OtherConference, ReportCard
from ingest.index.reader import Opened
from ingest.index.tokens import Expander
from ingest.law.normalise import fold

from .citing import vietnamese_date
from .composers.report_text import held_reports, is_called, is_found
from .composers.wording import Wording, wording_of
from .dates import read_time, times_in
from .numbering import without_number
from .openings import states_number
from .question import Question
from .retrieval import Hit

LOOKED_AT = 4  # best hits among which the report must be that a question calls by its name
AFTER = timedelta(days=92)  # a conference on a period is held in the months after it
MAX_TOLD = 2  # reports held, and conferences known, that are named
# Folded: how much of something, or who has more of it; how many boards is answered by naming them.
_FIGURE = re.compile(
    r"\b(?:nhieu|cao|lon|it|thap|nhanh) (?:hon|nhat)\b|\bgap (?:may|bao nhieu)\b|\bxep (?:hang|thu)\b"
    r"|\bbao nhieu\b(?! (?:ban|bql|don vi|dia phuong|tinh)\b)"
)
_HALF_YEAR = re.compile(r"\b\d+ tháng (?:đầu|cuối) năm(?: \d{4})?\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
Days = tuple[date, date]  # the first and the last


@dataclass(frozen=True, slots=True)
class Unreported:
    """`asked` names the period or the region asked about; `held` are the titles of the reports that are held."""

    asked: str
    held: tuple[str, ...]
    known: tuple[OtherConference, ...]

    @property
    def reason(self) -> str:
        """Why there is no answer, what is held instead, and which conferences are known of."""
        held = "; ".join(f"“{title}”" for title in self.held[:MAX_TOLD])
        told = [f"Kho chưa có báo cáo hội nghị nào về {self.asked} nên chưa thể trả lời; báo cáo đang có là {held}."]
        told += [_told(conference) for conference in self.known[:MAX_TOLD]]
        return " ".join(told)


class ConferenceFinder:
    """Tells whether a question is about a report, and about a time or a bloc that no report is about."""

    def __init__(self, catalogue: Catalogue, expand: Expander) -> None:
        self._catalogue, self._expand = catalogue, expand

    def only_part(self, opened: Opened, question: Question, told: Sequence[str]) -> str:
        """What is said in front of the figures told where the time asked about is longer than what they are of; "" where it is not."""
        days, cards = _days_of(question), [report.card for report in held_reports(opened, self._catalogue)]
        periods = [(card.period, period) for card in cards if (period := _period(card))]
        near = [(name, held) for name, held in periods if days and _meet(days, held) and any(name in text for text in told)]
        if days is None or not near or any(held[0] <= days[0] and days[1] <= held[1] for _, held in near):
            return ""
        return f"Báo cáo đang có chỉ nói về {'; '.join(name for name, _ in near)}, chưa có số liệu của cả {_in_words(days)}."

    def unreported(self, opened: Opened, question: Question, hits: Sequence[Hit], reported: Sequence[str]) -> Unreported | None:
        """None where a report may answer, or none is asked about. `reported` are the statements of one that a composer answers from."""
        if question.documents or question.laws or question.locator:
            return None
        cards, wording = [report.card for report in held_reports(opened, self._catalogue)], wording_of(question, self._expand)
        if not cards or not (reported or any(_is_about(card, question, wording, hits) for card in cards)):
            return None
        told = reported or _told_among(hits)
        region, days = self._other_region(cards, wording, told), _days_of(question)
        slack = timedelta() if question.asks_number else AFTER
        other_time = days is not None and not (any(_meet(days, _period(card), slack) for card in cards) or _is_told(days, told))
        if not region and not other_time:
            return None
        parts = [_in_words(days) if other_time and days else "", f"khối thi đua khu vực {region}" if region else ""]
        known = tuple(c for c in self._catalogue.other_conferences if _is_asked(c, region, days if other_time else None))
        return Unreported(" và ".join(part for part in parts if part), tuple(card.title for card in cards), known)

    def unfigured(self, opened: Opened, question: Question, hits: Sequence[Hit], reported: Sequence[str]) -> str:
        """Why no figure of the boards asked about is told: the statements on them have none; "" where that is not so."""
        if not question.places or not _FIGURE.search(fold(question.standalone)):
            return ""
        found = bool(hits) and hits[0].passage.version.text_kind == "report"
        told = reported or (self._told_of_those_named(opened, question, hits) if found else ())
        if not told or any(states_number(_HALF_YEAR.sub(" ", text)) for text in told):
            return ""
        return "Báo cáo đang có không nêu số liệu của nơi được hỏi về nội dung này nên chưa thể trả lời hoặc so sánh hơn kém."

    def _told_of_those_named(self, opened: Opened, question: Question, hits: Sequence[Hit]) -> list[str]:
        wording = wording_of(question, self._expand)
        members = (m for report in held_reports(opened, self._catalogue) for m in report.card.members)
        named = {m.province for m in members if wording.says(m.province)}
        return [text for text in _told_among(hits) if any(province in text for province in named)]

    def named_only(self, opened: Opened, question: Question, hits: Sequence[Hit]) -> str:
        """Why nothing is told of the one board asked about, where a report only names it; "" where that is not so."""
        wording = wording_of(question, self._expand)
        for card in (report.card for report in held_reports(opened, self._catalogue)):
            members = [m for m in card.members if m.province_today in question.places or m.province in question.places]
            said = [m for m in members if wording.says(m.province)] or members
            near = is_called(card, wording) or any(h.passage.version.document == card.id for h in hits[:LOOKED_AT])
            if near and len(question.places) == 1 and said and all(m.is_named_only for m in said):
                boards = ", ".join(m.board for m in said)
                return f"Báo cáo “{card.title}” có nêu tên {boards} nhưng không ghi nội dung về điều được hỏi, nên chưa thể trả lời."
        return ""

    def _other_region(self, cards: Sequence[ReportCard], wording: Wording, told: Sequence[str]) -> str:
        """The region named whose bloc no report is of, and nothing `told` speaks of; "" where there is none."""
        named = [r for r in self._catalogue.reporting.words.get("regions", ()) if wording.says(r)]
        if any(region.lower() in text.lower() for region in named for text in told):
            return ""
        held = [card for card in cards if any(_says(card, region, self._expand) for region in named)]
        return "" if held or not named else max(named, key=len)


def _is_about(card: ReportCard, question: Question, wording: Wording, hits: Sequence[Hit]) -> bool:
    """Whether the report is found best and called by its name, or a number is asked for and it is one of both."""
    found, called = is_found(card, hits), is_called(card, wording)
    near = found or any(h.passage.version.document == card.id for h in hits[:LOOKED_AT])
    return (found and called) or (question.asks_number and (found or (near and called)))


def _says(card: ReportCard, region: str, expand: Expander) -> bool:
    """Whether the report is of the bloc of the region, by any of its names."""
    names = f"{expand(card.title)} {' '.join(card.called)}".lower()
    return region.lower() in names or expand(region).lower() in names


def _days_of(question: Question) -> Days | None:
    """The days asked about, where a year is named: whoever asks how things stand now is told the last that is known, with its time."""
    named = question.day_in_question and _YEAR.search(question.standalone)
    return (question.since or question.as_of, question.as_of) if named else None


def _period(card: ReportCard) -> Days | None:
    """The days that the report is about; None where it does not say."""
    time = read_time(card.period, date.max)
    return (time.first, time.last) if time else None


def _meet(asked: Days, held: Days | None, slack: timedelta = timedelta()) -> bool:
    """A report that names no period may be about any."""
    return held is None or (asked[0] <= held[1] + slack and held[0] <= asked[1])


def _is_told(asked: Days, told: Sequence[str]) -> bool:
    """Whether one of the statements speaks of that time: of what is planned, or was before."""
    return any(_meet(asked, time) for text in told for time in times_in(text, asked[1]))


def _told_among(hits: Sequence[Hit]) -> list[str]:
    """The statements of reports among the best, with their headings."""
    return [f"{h.passage.heading}. {without_number(h.passage.text)}" for h in hits[:LOOKED_AT] if h.passage.version.text_kind == "report"]


def _is_asked(conference: OtherConference, region: str, days: Days | None) -> bool:
    time = read_time(conference.period, date.max)
    of_time = days is None or (time is not None and _meet(days, (time.first, time.last)))
    return of_time and (not region or conference.bloc.lower() in region.lower())


def _in_words(days: Days) -> str:
    """
    >>> _in_words((date(2024, 1, 1), date(2024, 12, 31))), _in_words((date(2024, 1, 1), date(2024, 3, 31)))
    ('năm 2024', 'thời gian từ 01/01/2024 đến 31/3/2024')
    """
    first, last = days
    if first.year == last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"năm {first.year}"
    if first == last:
        return f"ngày {vietnamese_date(first)}"
    return f"thời gian từ {vietnamese_date(first)} đến {vietnamese_date(last)}"


def _told(conference: OtherConference) -> str:
    """What is known of it; nothing of it has been verified."""
    where = f" tại {conference.place}" if conference.place else ""
    when = f" họp ngày {vietnamese_date(conference.held_on)}{where}," if conference.held_on else ""
    source = f" ({conference.url})" if conference.url else ""
    return f"Được biết có {conference.title},{when} kho không giữ nội dung{source}; chưa kiểm chứng."
