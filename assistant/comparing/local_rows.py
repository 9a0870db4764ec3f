"""What the provinces' own texts say of their boards: the provisions that name the board on a matter, read through and not searched for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.catalogue import Catalogue, LocalTopic
from ingest.index.reader import Opened
from ingest.index.records import StoredPassage, Version
from ingest.law.normalise import fold, search_form
from ingest.law.validity import state_on
from ingest.versions import preferred_version

from ..composers.boards import Party
from ..composers.cells import MAX_ALSO

SUBJECT = 60  # characters of a provision within which its board is named where the provision is about it: "Ủy ban … ủy quyền cho Ban …"
NOT_STANDING = frozenset({"expired", "not_yet"})


@dataclass(frozen=True, slots=True)
class Found:
    """A provision of a party on a matter; `area` is the part of the province that it is for, "" for all of it."""

    passage: StoredPassage
    area: str


@dataclass(frozen=True, slots=True)
class _Ranked:
    rank: tuple[bool, bool, bool, int, int]
    about_board: bool
    found: Found


class LocalRows:
    """Reads the texts of the provinces in one generation of the index, as they stand on a day."""

    def __init__(self, catalogue: Catalogue, opened: Opened, as_of: date) -> None:
        self._catalogue, self._opened, self._as_of = catalogue, opened, as_of
        self._boards = [search_form(phrase) for phrase in catalogue.local_topics.boards]
        documents = dict.fromkeys(v.document for v in opened.store.versions() if v.text_kind in {"official", "digest"})
        shown = (preferred_version(opened.versions_of(document), as_of) for document in documents)
        self._texts = [(version, locality) for version in shown if version and (locality := self._locality(version))]

    @property
    def localities(self) -> tuple[str, ...]:
        """The provinces of which a text is held."""
        return tuple(dict.fromkeys(locality for _, locality in self._texts))

    def find(self, party: Party, topic: LocalTopic) -> tuple[Found, ...]:
        """The provisions on the matter, best first: beside the best those of the same area that are about the board too, and the best of
        each other area. None where no text held of the party's province says anything on it."""
        ranked = sorted((one for text in self._texts for one in self._about(*text, party, topic)), key=lambda one: one.rank)
        if not ranked:
            return ()
        best, *others = ranked
        also = [one for one in others if one.found.area == best.found.area and one.about_board and one.rank[1] == best.rank[1]]
        elsewhere = {one.found.area: one for one in reversed(others) if one.found.area != best.found.area}
        return tuple(one.found for one in (best, *[*elsewhere.values(), *also][:MAX_ALSO]))

    def _locality(self, version: Version) -> str:
        """The province whose text it is: by the catalogue, else by the name of who issued it; "" for law of the whole country."""
        if instrument := self._catalogue.instrument(version.document):
            return instrument.locality if "UBND" in version.document else ""
        issuer = fold(version.issuer)
        if "nhan dan" not in issuer:
            return ""
        names = (name for p in self._catalogue.places.provinces for name in (*p.merged, p.name) if issuer.endswith(fold(name)))
        return max(names, key=len, default="")

    def _about(self, version: Version, locality: str, party: Party, topic: LocalTopic) -> Iterator[_Ranked]:
        area = self._area(version, locality, party)
        if area is None:
            return
        is_part = fold(locality) != fold(party.name) and bool(area)
        passages = self._opened.store.passages_of(version.id)
        for order, passage in enumerate(passages):
            if _is_opening(passage, passages) or not passage.article:
                continue
            state = state_on(self._catalogue, version.document, passage.key, passage.validity, self._as_of)
            if state not in NOT_STANDING and (ranked := self._rank(passage, topic, order, area, is_part)):
                yield ranked

    def _area(self, version: Version, locality: str, party: Party) -> str | None:
        """For which part of the party's province the text is, "" for all of it; None where it is for another province.

        A text from before a merger is for the area of then, one from after it for all of the new province.
        """
        province = self._catalogue.places.province(party.name)
        merged_on = province.from_date if province and len(province.merged) > 1 else None
        has_merged = province is not None and merged_on is not None and merged_on <= self._as_of
        issued = version.issued_on
        if fold(locality) == fold(party.name):
            return f"địa bàn {locality} trước sáp nhập" if has_merged and merged_on and issued and issued < merged_on else ""
        if province is None or not has_merged or merged_on is None:
            return None
        if fold(locality) == fold(province.name):  # the party bears an old name
            return "" if issued and issued >= merged_on else None
        is_part = fold(party.name) == fold(province.name) and fold(locality) in map(fold, province.merged)
        return f"địa bàn {locality} cũ" if is_part else None

    def _rank(self, passage: StoredPassage, topic: LocalTopic, order: int, area: str, is_part: bool) -> _Ranked | None:
        heading, lead, text = (" ".join(search_form(part).split()) for part in (passage.heading, passage.lead, passage.text))
        words = [search_form(word) for word in topic.words]
        in_heading = any(word in heading for word in words)
        if not in_heading and not any(word in text for word in words):
            return None
        at = self._board_in(text)
        is_subject = 0 <= at <= SUBJECT or 0 <= self._board_in(lead) <= SUBJECT
        if topic.of_board and not (is_subject or (in_heading and at >= 0)):
            return None
        return _Ranked((is_part, not in_heading, at < 0, at, order), is_subject or not topic.of_board, Found(passage, area))

    def _board_in(self, text: str) -> int:
        """Where the text first names a board, -1 where it names none."""
        return min((text.find(board) for board in self._boards if board in text), default=-1)


def _is_opening(passage: StoredPassage, passages: Sequence[StoredPassage]) -> bool:
    """Whether the passage only opens a list whose items are passages of their own."""
    below = f"{passage.eid}__"
    return any(p.component == passage.component and p.eid.startswith(below) for p in passages)
