"""One thing that is wrong with the knowledge."""

from dataclasses import dataclass
from typing import Literal, get_args

FindingKind = Literal[
    "toml", "schema", "missing_key", "unknown_key", "wrong_value", "wrong_date", "duplicate",
    "unknown_instrument", "unknown_clause", "unsourced", "clause_drift",
    "date_order", "expired_without_basis", "dates_disagree", "entries_disagree", "effect_too_early", "duty_words",
    "digest", "digest_hash", "digest_drift", "digest_missing", "digest_invented", "digest_numbers", "digest_references",
    "digest_actor", "digest_exception", "digest_mode", "digest_copied", "accepted_stale",
    "note", "report", "asked", "release",
]  # fmt: skip
FINDING_KINDS: tuple[str, ...] = get_args(FindingKind)


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind` for programs; `file` and `entry` say where; `message` is one Vietnamese line for staff that names both."""

    kind: FindingKind
    file: str
    entry: str
    message: str


def finding(kind: FindingKind, file: str, entry: str, what: str) -> Finding:
    """The finding whose message reads "file, entry: what"."""
    place = f"{file}, {entry}" if entry else file
    return Finding(kind, file, entry, f"{place}: {what}")
