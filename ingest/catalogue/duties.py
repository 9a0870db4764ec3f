"""The duty table: what a board does, in which mode, under which clause, from when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from .entry import Entry, ProvisionRef

FILE = "duties.toml"
Mode = Literal["trình", "trực tiếp", "phân cấp", "ủy quyền", "phối hợp", "đầu mối", "không thuộc"]
Zone = Literal["KCN", "KCX", "KKT", "KCNC"]
DutyField = Literal[
    "đầu tư", "quy hoạch", "xây dựng", "đất đai", "môi trường", "lao động", "nhà ở", "thương mại", "du lịch", "công nghệ",
    "doanh nghiệp hạ tầng", "KCN sinh thái", "thanh tra, kiểm tra", "PCCC, an ninh", "báo cáo, thống kê", "thi đua, khen thưởng",
    "đấu thầu", "tài chính, tổ chức", "thủ tục hành chính", "khu kinh tế",
]  # fmt: skip
Governs = Literal["law", "decree"]


@dataclass(frozen=True, slots=True)
class ModeRule:
    """The mode in which a board acts under a provision and all below it, with the words of the clause that say so."""

    provision: ProvisionRef
    modes: tuple[Mode, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty in one period and mode.

    `decree` is its clause in Decree 35/2022, `law` that of the sectoral law of the period; `governs` says which of the two gives the mode.
    `decides` names who decides where the board does not. `until` is the first day no longer. `conflict` is the id of the effect that says
    which of the two clauses prevails.
    """

    id: str
    field: DutyField
    duty: str
    question: str
    modes: tuple[Mode, ...]
    words: str
    governs: Governs
    decree: ProvisionRef | None = None
    law: ProvisionRef | None = None
    from_date: date | None = None
    until: date | None = None
    zones: tuple[Zone, ...] = ()
    place: str = ""
    decides: str = ""
    deadline: str = ""
    deadline_clause: ProvisionRef | None = None
    conflict: str = ""
    note: str = ""

    @property
    def clause(self) -> ProvisionRef:
        """The clause that gives the mode."""
        found = self.law if self.governs == "law" else self.decree
        assert found is not None  # read_duty has seen to it
        return found

    @property
    def clauses(self) -> tuple[ProvisionRef, ...]:
        """All clauses that the entry names."""
        return tuple(ref for ref in (self.decree, self.law, self.deadline_clause) if ref)

    def applies(self, on: date) -> bool:
        return (self.from_date is None or self.from_date <= on) and (self.until is None or on < self.until)


def read_mode(table: Mapping[str, Any]) -> ModeRule:
    """The rule of an entry [[mode]]. Raises CatalogueError."""
    entry = Entry(FILE, table)
    return ModeRule(entry.provision("provision"), entry.choices("modes", get_args(Mode), required=True), entry.text("words"))


def read_duty(table: Mapping[str, Any]) -> Duty:
    """The duty of an entry [[duty]]. Raises CatalogueError."""
    entry = Entry(FILE, table)
    duty = Duty(
        id=entry.text("id"),
        field=entry.choice("field", get_args(DutyField)),
        duty=entry.text("duty"),
        question=entry.text("question"),
        modes=entry.choices("modes", get_args(Mode), required=True),
        words=entry.text("words"),
        governs=entry.choice("governs", get_args(Governs)),
        decree=entry.optional_provision("decree"),
        law=entry.optional_provision("law"),
        from_date=entry.day("from"),
        until=entry.day("until"),
        zones=entry.choices("zones", get_args(Zone)),
        place=entry.text("place", ""),
        decides=entry.text("decides", ""),
        deadline=entry.text("deadline", ""),
        deadline_clause=entry.optional_provision("deadline_clause"),
        conflict=entry.text("conflict", ""),
        note=entry.text("note", ""),
    )
    if (duty.law if duty.governs == "law" else duty.decree) is None:
        raise entry.error(f"governs = {duty.governs!r}, but no clause is named in {duty.governs!r}")
    return duty
