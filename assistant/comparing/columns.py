"""The columns of a comparison: places under their names before and after the mergers, with the boards that reports name there."""

from collections.abc import Sequence
from datetime import date

from ingest.catalogue import Catalogue, Member, Province
from ingest.law.normalise import fold

from ..composers.boards import Party, is_of
from .table import Column

CONTENT_SAID = {
    "nêu tên, không có nội dung": "được nêu tên, báo cáo không ghi nội dung",
    "không được nhắc": "chỉ có tên trong danh sách thành viên",
}


def shown_name(catalogue: Catalogue, party: Party, as_of: date) -> str:
    """The place under both names where a merger has come into effect by the day: "Hải Phòng (gồm Hải Dương cũ)"."""
    province = catalogue.places.province(party.name)
    if party.is_bloc or province is None or not province.from_date or as_of < province.from_date:
        return party.name
    if fold(province.name) != fold(party.name):
        return f"{party.name} (nay thuộc {province.name})"
    others = [name for name in province.merged if fold(name) != fold(province.name)]
    return f"{party.name} (gồm {', '.join(others)} cũ)" if others else party.name


def column_of(catalogue: Catalogue, party: Party, chosen: Sequence[Party], as_of: date) -> Column:
    """The column of a party; boards without content are marked."""
    members = [m for card in catalogue.reports for m in card.members]
    province = catalogue.places.province(party.name)
    own = [m for m in members if is_of(party, m.province)]
    there = [m for m in members if m not in own and _is_today(party, province, m)]
    names = {fold(p.name) for p in chosen}
    addable = [m.province for m in there if own and not m.is_named_only and fold(m.province) not in names]
    return Column(party.name, shown_name(catalogue, party, as_of), tuple(map(_board, [*own, *there])), tuple(addable))


def stands_for(catalogue: Catalogue, party: Party) -> tuple[str, ...]:
    """The provinces of then whose boards a report tells of where it knows none by the party's own name: "Vĩnh Phúc" for "Phú Thọ"."""
    members = [m for card in catalogue.reports for m in card.members]
    if party.is_bloc or any(is_of(party, m.province) for m in members):
        return ()
    province = catalogue.places.province(party.name)
    return tuple(dict.fromkeys(m.province for m in members if _is_today(party, province, m)))


def _is_today(party: Party, province: Province | None, member: Member) -> bool:
    """Whether the board's province is part of the one that bears the party's name today."""
    return province is not None and fold(province.name) == fold(party.name) == fold(member.province_today)


def _board(member: Member) -> str:
    said = CONTENT_SAID.get(member.content, "")
    return f"{member.board} ({said})" if said else member.board
