"""corpus/digests/<slug>.hashes.toml: for each clause of a digest the hash of the source clause that it restates."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..documents import Document
from ..law.provision import MAIN, ParsedText
from .source_form import FORM, clause_hash, key, provisions, text_hash

SCHEMA = 1
ENDING = ".hashes.toml"


class HashesError(Exception):
    """A file of hashes that cannot be read, or a source that does not fit the digest; one Vietnamese line."""


@dataclass(frozen=True, slots=True)
class SourceHashes:
    """`version` names the text that was read, `sha256` is that of its normal form; `clauses` maps eId → hash.

    `unread` are clauses that stand in the source and that the parser cannot tell there (a number misread in a scan).
    """

    instrument: str
    version: str
    sha256: str
    made_on: date
    clauses: Mapping[str, str]
    unread: tuple[str, ...] = ()


def hashes_path(digest: Path) -> Path:
    return digest.with_name(digest.stem + ENDING)


def source_hashes(digest: ParsedText, source: Document, made_on: date, allow_unread: bool = False) -> SourceHashes:
    """The hashes of the clauses that the digest restates.

    Raises HashesError where the parser finds none of them in the source, unless a person has seen that they stand there (`allow_unread`).
    """
    wanted = [key(node) for node in provisions(digest)]
    held = clause_hashes(source.parsed, wanted)
    missing = tuple(eid for eid in wanted if eid not in held)
    if missing and not allow_unread:
        raise HashesError(f"{source.path.name}: không có {len(missing)} điều khoản mà bản tóm lược nêu ({', '.join(missing[:5])}).")
    return SourceHashes(source.number, source.version, text_hash(source.parsed), made_on, held, missing)


def clause_hashes(parsed: ParsedText, wanted: Iterable[str]) -> dict[str, str]:
    """eId → hash of those wanted clauses that the text has, in the order wanted."""
    nodes = {key(node): node for node in provisions(parsed)}
    return {eid: clause_hash(parsed, nodes[eid]) for eid in wanted if eid in nodes}


def write_hashes(path: Path, hashes: SourceHashes) -> None:
    lines = [
        "# Dấu của từng điều khoản trong văn bản gốc mà bản tóm lược diễn lại. Tệp do lệnh làm ra, không sửa tay:",
        f"#   python -m ingest digest-hashes {hashes.instrument} --from TỆP_VĂN_BẢN",
        f"schema = {SCHEMA}",
        f"form = {FORM}",
        f'instrument = "{hashes.instrument}"',
        f'version = "{hashes.version}"',
        f'sha256 = "{hashes.sha256}"',
        f"made_on = {hashes.made_on}",
        *([f"unread = {json.dumps(hashes.unread)}"] if hashes.unread else []),
        "",
        f"[{MAIN}]",
        *(f'{toml_key(eid)} = "{value}"' for eid, value in hashes.clauses.items()),
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def toml_key(eid: str) -> str:
    """The eId as a TOML key: quoted where it stands behind a component."""
    return f'"{eid}"' if "/" in eid else eid


def read_hashes(path: Path) -> SourceHashes:
    """The hashes in a file. Raises HashesError."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        if table.get("schema") != SCHEMA or table.get("form") != FORM:
            found = f"schema {table.get('schema')!r}, form {table.get('form')!r}"
            raise HashesError(f"{found}; phần mềm đọc schema {SCHEMA}, form {FORM}: hãy làm lại bằng digest-hashes.")
        unread = tuple(table.get("unread", ()))
        return SourceHashes(table["instrument"], table["version"], table["sha256"], table["made_on"], dict(table[MAIN]), unread)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise HashesError(f"không đúng TOML ({error}).") from error
    except KeyError as error:
        raise HashesError(f"thiếu khóa {error}.") from error
