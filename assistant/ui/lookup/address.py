"""Where the page stands, as its address says: what is open can be shared as a link, and other pages can link to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast, get_args
from urllib.parse import urlencode

import streamlit as st

from ingest.calendar import today

from ..days import day_from
from ..links import page_link

TEXTS_AT = "van-ban"  # the address of the page, as streamlit_app.py has it
MAX_WORDS = 300  # characters of what is looked for that an address carries
MAX_NAME = 160  # characters of a document, a provision or a file that it names

View = Literal["noi-dung", "thay-doi", "hieu-luc", "dan-chieu"]


@dataclass(frozen=True, slots=True)
class Address:
    """`document` and `key` name what is open, `file` one of several texts of it; `words` are what was looked for, `within` the document
    that was open when it was; `since` is the earlier day of a comparison."""

    document: str = ""
    key: str = ""
    day: date | None = None
    view: View = "noi-dung"
    words: str = ""
    within: str = ""
    file: str = ""
    since: date | None = None

    @property
    def on(self) -> date:
        """The day asked about: today in Vietnam where none is named."""
        return self.day or today()

    def as_query(self) -> dict[str, str]:
        """The parameters of the address; what says nothing is left out."""
        days = {"ngay": self.day, "tu": self.since}
        named = {"so": self.document, "dieu": self.key, "ban": self.file, "q": self.words[:MAX_WORDS], "trong": self.within}
        view = {"xem": self.view} if self.view != "noi-dung" else {}
        return {k: v for k, v in named.items() if v} | {k: v.isoformat() for k, v in days.items() if v} | view

    def as_link(self) -> str:
        return f"{TEXTS_AT}?{urlencode(self.as_query())}"


def address_in(query: Mapping[str, str]) -> Address:
    """The place that the parameters name; what is nonsense in them is left out.

    >>> address_in({"so": "35/2022/NĐ-CP", "dieu": "art_68", "ngay": "hôm nay", "xem": "?"})
    Address(document='35/2022/NĐ-CP', key='art_68', day=None, view='noi-dung', words='', within='', file='', since=None)
    """
    view = query.get("xem", "")
    document, key, within, file = (query.get(name, "").strip()[:MAX_NAME] for name in ("so", "dieu", "trong", "ban"))
    return Address(
        document=document,
        key=key,
        day=day_from(query.get("ngay")),
        view=cast(View, view) if view in get_args(View) else "noi-dung",
        words=query.get("q", "")[:MAX_WORDS],
        within=within,
        file=file,
        since=day_from(query.get("tu")),
    )


def here() -> Address:
    """Where the page stands now."""
    return address_in(st.query_params)


def go(address: Address) -> None:
    """Writes the place into the address of the page."""
    st.query_params.from_dict(address.as_query())


def text_link(label: str, address: Address, icon: str | None = None) -> None:
    """A link to a place in the texts, from any page; `label` is Markdown, made safe already."""
    page_link(TEXTS_AT, label, icon, address.as_query())
