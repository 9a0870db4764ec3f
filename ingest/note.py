"""Single facts known only from a secondary source (corpus/notes/*.toml) → one text, each note a passage that says how far it is proven."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from .law.normalise import normalise
from .law.provision import MAIN, ParsedText, Provision

SCHEMA = 1
NOTES_FOLDER = "notes"
NoteState = Literal["chưa kiểm chứng", "đã kiểm chứng"]


class NoteError(Exception):
    """A file of notes that does not hold together; one Vietnamese line."""


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence of ours. `source` says where the fact is known from; `on` is the day it was noted."""

    id: str
    text: str
    instrument: str
    source: str
    state: NoteState
    on: date
    url: str = ""
    topics: tuple[str, ...] = ()

    @property
    def eid(self) -> str:
        return f"note_{self.id}"


@dataclass(frozen=True, slots=True)
class NoteFile:
    """The notes of one topic: all of one instrument, or of none."""

    title: str
    notes: tuple[Note, ...]

    @property
    def instrument(self) -> str:
        return self.notes[0].instrument if self.notes else ""


def is_note_file(path: Path) -> bool:
    """Whether the file is one of notes: a table in the folder for notes of a corpus."""
    return path.suffix.lower() == ".toml" and path.parent.name == NOTES_FOLDER and (path.parent.parent / "catalogue").is_dir()


def read_notes(path: Path) -> NoteFile:
    """The notes in a file. Raises NoteError, also where notes of two instruments stand in it."""
    try:
        table = tomllib.loads(normalise(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NoteError(f"{path.name}: không đúng TOML ({error}).") from error
    if table.get("schema") != SCHEMA:
        raise NoteError(f"{path.name}: schema là {table.get('schema')!r}, phần mềm đọc schema {SCHEMA}.")
    entries = table.get("note", [])
    if not isinstance(table.get("title"), str) or not isinstance(entries, list) or not entries:
        raise NoteError(f"{path.name}: phải có “title” và ít nhất một mục [[note]].")
    notes = tuple(_note(path, entry) for entry in entries)
    if len({note.instrument for note in notes}) > 1:
        raise NoteError(f"{path.name}: các ghi chú trong một tệp phải về cùng một văn bản (instrument); hãy tách tệp.")
    return NoteFile(table["title"], notes)


def parse_notes(file: NoteFile) -> ParsedText:
    """The text and tree of the notes. The state and the source stand inside each passage, so that no excerpt can lose them."""
    blocks, lines, position = list[Provision](), list[str](), 0
    for note in file.notes:
        line = f"{note.text}\n({note.state.capitalize()}; ghi ngày {note.on:%d/%m/%Y}; nguồn: {note.source}.)\n"
        end = position + len(line)
        heading = f"ghi chú về {', '.join(note.topics) or file.title}"
        statement = Provision("statement", MAIN, note.eid, None, heading, position, end)
        blocks.append(Provision("statement_block", MAIN, f"blk_{note.id}", None, heading, position, end, (statement,)))
        lines.append(line)
        position = end
    text = "".join(lines)
    return ParsedText(text, Provision("document", MAIN, "", None, None, 0, len(text), tuple(blocks)), ())


def _note(path: Path, entry: dict[str, Any]) -> Note:
    name = f"{path.name}, ghi chú {entry.get('id')!r}"
    for key in ("id", "text", "source"):
        if not isinstance(entry.get(key), str) or not entry[key]:
            raise NoteError(f"{name}: thiếu “{key}”.")
    if entry.get("state") not in get_args(NoteState):
        raise NoteError(f"{name}: state phải là {' hoặc '.join(get_args(NoteState))}.")
    if not isinstance(entry.get("on"), date) or isinstance(entry.get("on"), datetime):
        raise NoteError(f"{name}: on = {entry.get('on')!r} không phải là ngày (viết 2026-07-01, không có ngoặc kép).")
    return Note(
        entry["id"], entry["text"], str(entry.get("instrument", "")), entry["source"], entry["state"], entry["on"],
        str(entry.get("url", "")), tuple(str(topic) for topic in entry.get("topics", ())),
    )  # fmt: skip
