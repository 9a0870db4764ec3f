"""What became of files that were given together, as values, JSON and lines for staff."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from .account import Account
from .failure import Refusal, UploadError
from .folder import MAX_AT_ONCE, Uploads

Outcome = Literal["added", "held", "refused"]
OUTCOMES: dict[Outcome, str] = {"added": "đã nhận", "held": "đã có sẵn, không lưu lần nữa", "refused": "không nhận"}


@dataclass(frozen=True, slots=True)
class Given:
    """One file: `name` as it was given, `key` its place in the folder; `reason` and `line` say why it was refused."""

    name: str
    outcome: Outcome
    key: str | None = None
    account: Account | None = None
    reason: Refusal | None = None
    line: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"account": self.account and self.account.as_json()}


def give(uploads: Uploads, files: Sequence[tuple[str, bytes]]) -> list[Given]:
    """What became of each file, in order. Raises UploadError "too_many" before any is taken in."""
    if len(files) > MAX_AT_ONCE:
        raise UploadError("too_many", f"mỗi lần nạp không quá {MAX_AT_ONCE} tệp, lần này có {len(files)}.")
    return [_give(uploads, name, data) for name, data in files]


def _give(uploads: Uploads, name: str, data: bytes) -> Given:
    try:
        added = uploads.add(name, data)
    except UploadError as error:
        return Given(name, "refused", reason=error.reason, line=str(error))
    return Given(name, added.outcome, added.held.key, added.account)


def identity_line(account: Account) -> str:
    """Which text it is: "Nghị định số 05/2031/NĐ-CP ngày 05/3/2031 quy định về …"."""
    numbered = any(c.isdigit() for c in account.number) and "/" in account.number
    name = " ".join(part for part in (account.kind, f"số {account.number}" if numbered else account.number) if part)
    day = f"ngày {_day(account.issued_on)}" if account.issued_on else ""
    version = f"(bản {account.version})" if account.version != account.number else ""
    return " ".join(part for part in (name, day, account.title, version) if part)


def content_lines(account: Account) -> list[str]:
    """What was read in it, and how it compares with our digest."""
    pages = f", {account.pages} trang" if account.pages else ""
    start = f"có hiệu lực từ {_day(account.effective_on)}" if account.effective_on else "chưa rõ ngày có hiệu lực"
    lines = [f"{account.articles} điều, {account.clauses} khoản, {account.points} điểm{pages}; {start}"]
    return [*lines, *([account.digest.line()] if account.digest else [])]


def as_lines(given: Iterable[Given]) -> list[str]:
    """For a terminal."""
    lines = list[str]()
    for one in given:
        lines.append(f"{one.name}: {OUTCOMES[one.outcome]}" + (f" – {one.line}" if one.line else ""))
        if one.account:
            lines += [f"  {identity_line(one.account)}", *(f"  {line}" for line in content_lines(one.account))]
            lines += [f"  cần xem lại: {doubt}" for doubt in one.account.doubts]
    return lines


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
