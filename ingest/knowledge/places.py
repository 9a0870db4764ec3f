"""Whether provinces, boards, blocs and bodies agree with each other."""

from collections import Counter
from collections.abc import Iterator

from ..catalogue import Known
from ..law.normalise import fold
from .agreement import PLACES
from .finding import Finding, FindingKind, finding
from .knowledge import Knowledge


def place_findings(known: Knowledge) -> Iterator[Finding]:
    """All that is wrong with places.toml."""
    for kind, entry, what in (*_provinces(known), *_boards(known), *_blocs(known), *_sources(known)):
        yield finding(kind, PLACES, f"mục {entry}", what)


_Wrong = tuple[FindingKind, str, str]


def _provinces(known: Knowledge) -> Iterator[_Wrong]:
    """A province of before can have gone into one of today only; a name or short form can mean one only."""
    owners = dict[str, str]()
    for province in known.places.provinces:
        for name in dict.fromkeys(fold(n) for n in (province.name, *province.merged, *province.aliases)):
            owner = owners.setdefault(name, province.name)
            if owner != province.name:
                yield "duplicate", province.name, f"“{name}” đã thuộc {owner}."


def _boards(known: Knowledge) -> Iterator[_Wrong]:
    blocs = {bloc.id: bloc for bloc in known.places.blocs}
    for board_id, count in Counter(board.id for board in known.places.boards).items():
        if count > 1:
            yield "duplicate", board_id, "id này có hai mục."
    for board in known.places.boards:
        for name in (board.province, board.province_then):
            if not known.places.province(name):
                yield "wrong_value", board.id, f"“{name}” không phải là tỉnh, thành phố trong bảng này."
        if known.places.province(board.province) != known.places.province(board.province_then):
            yield "entries_disagree", board.id, f"{board.province_then} không nhập vào {board.province} theo bảng tỉnh, thành phố."
        if board.bloc and (board.bloc not in blocs or board.id not in blocs[board.bloc].members):
            yield "entries_disagree", board.id, f"khối “{board.bloc}” không có Ban này."


def _blocs(known: Knowledge) -> Iterator[_Wrong]:
    boards = {board.id for board in known.places.boards}
    owners = dict[str, str]()
    for bloc in known.places.blocs:
        for member in bloc.members:
            if member not in boards:
                yield "wrong_value", bloc.id, f"thành viên “{member}” không có mục [[board]]."
            if owners.setdefault(member, bloc.id) != bloc.id:
                yield "duplicate", bloc.id, f"thành viên “{member}” đã thuộc {owners[member]}."


def _sources(known: Knowledge) -> Iterator[_Wrong]:
    places = known.places
    named: list[tuple[str, Known]] = [(p.name, p.known) for p in places.provinces]
    named += [(board.id, board.known) for board in places.boards] + [(body.was, body.known) for body in places.bodies]
    for name, how in named:
        if not how.held and not how.via:
            yield "unsourced", name, "held = false phải kèm via (biết qua đâu)."
