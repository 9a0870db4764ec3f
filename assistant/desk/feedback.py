"""What users say of an answer, a provision or an entry, and the worklist that it makes for whoever keeps the corpus."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from .file import DeskFile, whole
from .schema import UnknownEntry

Verdict = Literal["up", "down", "wrong"]  # a thumb, or "báo sai"
Subject = Literal["answer", "provision", "entry"]
MAX_REASON = 4000  # characters
_COLUMNS = "id, created, verdict, subject, about, title, reason, settled, note"


@dataclass(frozen=True, slots=True)
class Feedback:
    """`about` names the subject: the receipt of an answer, "35/2022/NĐ-CP main/art_68" or an entry of a table.

    `title` is how staff read it.
    """

    verdict: Verdict
    subject: Subject
    about: str
    title: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """`settled` is when somebody looked into it, in UTC, and `note` what came of it."""

    id: int
    feedback: Feedback
    created: datetime
    settled: datetime | None
    note: str


def report(file: DeskFile, owner: str, said: Feedback) -> int:
    """The id. A thumb takes the place of the one that the owner gave before; what was reported as wrong stays."""
    row = (owner, file.moment(), said.verdict, said.subject, whole(said.about), whole(said.title), whole(said.reason[:MAX_REASON]))
    with file.writing() as db:
        if said.verdict != "wrong":
            where = "owner = ? AND subject = ? AND about = ? AND verdict != 'wrong'"
            db.execute(f"DELETE FROM feedback WHERE {where}", (owner, said.subject, whole(said.about)))
        query = "INSERT INTO feedback (owner, created, verdict, subject, about, title, reason) VALUES (?, ?, ?, ?, ?, ?, ?)"
        added = db.execute(query, row).lastrowid
        assert added is not None  # of an INSERT
        return added


def everything(file: DeskFile, owner: str) -> list[Report]:
    """All that the owner said, oldest first."""
    return _reports(file, "owner = ?", (owner,))


def worklist(file: DeskFile) -> list[Report]:
    """What waits to be looked into, of everybody and without who said it, oldest first."""
    return _reports(file, "verdict != 'up' AND settled IS NULL", ())


def settle(file: DeskFile, id_: int, note: str) -> None:
    with file.writing() as db:
        values = (file.moment(), whole(note[:MAX_REASON]), id_)
        if not db.execute("UPDATE feedback SET settled = ?, note = ? WHERE id = ?", values).rowcount:
            raise UnknownEntry(f"Không có phản ánh số {id_}.")


def _reports(file: DeskFile, where: str, values: tuple[str, ...]) -> list[Report]:
    with file.reading() as db:
        rows = db.execute(f"SELECT {_COLUMNS} FROM feedback WHERE {where} ORDER BY id", values).fetchall()
    return [
        Report(
            id_,
            Feedback(verdict, subject, about, title, reason),
            datetime.fromisoformat(created),
            datetime.fromisoformat(settled) if settled else None,
            note,
        )
        for id_, created, verdict, subject, about, title, reason, settled, note in rows
    ]
