"""Words of the page for values of the service, and text made safe for Streamlit's Markdown."""

import re
from datetime import date, datetime
from typing import Literal

from ingest.calendar import VIETNAM
from ingest.catalogue import Zone
from ingest.documents import KIND_LABELS as KIND_LABELS
from ingest.documents import TextKind
from ingest.law.validity import STATE_LABELS, State, Validity

from ..answer import Citation
from ..citing import sentence as sentence  # pages know it from here
from ..citing import vietnamese_date
from ..render import unlinked

Colour = Literal["green", "orange", "red"]
STATE_COLOURS: dict[State, Colour] = {"in_force": "green", "not_yet": "orange", "expired": "red", "suspended": "red", "unknown": "orange"}
ZONE_LABELS: dict[Zone, str] = {"KCN": "Khu công nghiệp", "KCX": "Khu chế xuất", "KKT": "Khu kinh tế", "KCNC": "Khu công nghệ cao"}
# Texts that are neither in force nor out of it, and what to say of them instead.
WITHOUT_FORCE: dict[TextKind, str] = {
    "report": "Báo cáo là nguồn tham khảo, không phải văn bản quy phạm pháp luật.",
    "note": "Ghi chú là dữ kiện từ nguồn thứ cấp, chưa kiểm chứng, chỉ để tham khảo.",
}
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    r"""The text for a label or a line of Markdown: every sign that could act as markup is escaped, no address a link.

    >>> plain("số 35/2022/NĐ-CP [1] *x*")
    'số 35\\/2022\\/NĐ\\-CP \\[1\\] \\*x\\*'
    """
    return _PUNCTUATION.sub(r"\\\1", unlinked(" ".join(text.split())))


def short_label(citation: Citation) -> str:
    """The citation on the page; that of a report without the title of the report, which can fill three lines."""
    return citation.label.removesuffix(f" – {citation.title}") if citation.text_kind == "report" else citation.label


def kind_in_full(citation: Citation) -> str:
    """The kind of the text cited: how far it has been checked, and which consolidation it is."""
    kind = citation.text_kind
    if kind == "official":
        return KIND_LABELS[kind] + (f" theo {citation.version}" if citation.version != citation.document else "")
    doubt = "chưa kiểm chứng" if kind == "note" else "" if citation.reviewed else "chưa rà soát"
    return " – ".join(part for part in (KIND_LABELS[kind], doubt) if part)


def state_on_day(state: State, day: date) -> str:
    """The state of a provision with the day that it is that of.

    >>> state_on_day("in_force", date(2026, 7, 1))
    'Ngày 01/7/2026: đang có hiệu lực'
    """
    return f"Ngày {vietnamese_date(day)}: {STATE_LABELS[state]}"


def force_line(citation: Citation) -> str:
    """From when to when the cited provision applies, or that its text has no force."""
    return WITHOUT_FORCE.get(citation.text_kind) or dates_line(Validity(citation.valid_from, citation.valid_to))


def dates_line(validity: Validity) -> str:
    """From when to when a provision applies, as far as is known.

    >>> dates_line(Validity(date(2022, 7, 15), date(2026, 1, 1)))
    'Có hiệu lực từ ngày 15/7/2022; hết hiệu lực từ ngày 01/01/2026.'
    >>> dates_line(Validity(None, None))
    'Chưa rõ ngày bắt đầu có hiệu lực; kho chưa ghi nhận ngày hết hiệu lực.'
    """
    start = f"Có hiệu lực từ ngày {vietnamese_date(validity.valid_from)}" if validity.valid_from else "Chưa rõ ngày bắt đầu có hiệu lực"
    end = f"hết hiệu lực từ ngày {vietnamese_date(validity.valid_to)}" if validity.valid_to else "kho chưa ghi nhận ngày hết hiệu lực"
    return f"{start}; {end}."


def moment_of(moment: datetime) -> str:
    """A moment as people in Vietnam read it.

    >>> moment_of(datetime.fromisoformat("2026-11-29T02:05:00+00:00"))
    '09:05 ngày 29/11/2026'
    """
    here = moment.astimezone(VIETNAM)
    return f"{here:%H:%M} ngày {vietnamese_date(here.date())}"
