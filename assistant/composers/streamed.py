"""A reply that is still arriving → its statements, each as soon as its closing brace is there."""

import json
import re
from dataclasses import dataclass
from typing import Any

from ingest.law.normalise import normalise

MAX_REPLY = 24_000  # characters that are read of one reply
MAX_SENTENCE = 1_200
MIN_WORDS = 4  # "Có." is no statement: nothing in it can be held against the provision
_MARKS = re.compile(r"\s*\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]")


@dataclass(frozen=True, slots=True)
class Drafted:
    """One statement of a model as it is to be verified; `fault` names what is wrong with its form."""

    text: str
    citations: tuple[int, ...]
    fault: str | None = None


class StatementReader:
    """Takes a reply piece by piece. `closed` once the outermost object has ended: what comes later is not read."""

    def __init__(self) -> None:
        self.text = ""
        self.closed = False
        self._opened = list[int]()  # where the objects that are open begin
        self._began = self._ended = 0  # where the outermost object begins, and the last one in it ends
        self._read = 0
        self._quoted = self._escaped = False

    @property
    def outline(self) -> dict[str, Any]:
        """The outermost object as far as it has come, after its last whole statement; empty where nothing of it can be read."""
        source = self.text[self._began : self._read] if self.closed else f"{self.text[self._began : self._ended]}]}}"
        try:
            row = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            return {}
        return row if isinstance(row, dict) else {}

    @property
    def full(self) -> bool:
        return len(self.text) >= MAX_REPLY

    def feed(self, piece: str) -> list[Drafted]:
        """The statements that the piece completes."""
        self.text += piece[: MAX_REPLY - len(self.text)]
        found = list[Drafted]()
        while self._read < len(self.text) and not self.closed:
            ended = self._step(self.text[self._read])
            self._read += 1
            if ended is not None and (drafted := _statement(self.text[ended : self._read])):
                found.append(drafted)
        return found

    def _step(self, sign: str) -> int | None:
        """Where the object begins that the sign ends."""
        if self._quoted:
            self._quoted = self._escaped or sign != '"'
            self._escaped = sign == "\\" and not self._escaped
        elif sign == "{":
            self._opened.append(self._read)
        elif sign == '"':
            self._quoted = bool(self._opened)  # what stands before the first brace is no JSON
        elif sign == "}" and self._opened:
            began = self._opened.pop()
            self.closed = not self._opened
            if self.closed:
                self._began = began
            elif len(self._opened) == 1:
                self._began, self._ended = self._opened[0], self._read + 1
            return began
        return None


def _statement(source: str) -> Drafted | None:
    """None for an object that is none, such as the outermost one."""
    try:
        row = json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return Drafted(_one_line(source), (), "không phải JSON")
    if not isinstance(row, dict) or "statements" in row:
        return None
    text, citations = row.get("text"), row.get("citations")
    if not isinstance(text, str) or not isinstance(citations, list):
        return Drafted(_one_line(source), (), "thiếu “text” (một chuỗi) hoặc “citations” (một danh sách số)")
    numbers = [number for number in map(_number, citations) if number is not None]
    if len(numbers) < len(citations):
        return Drafted(_one_line(text), (), "“citations” không phải là danh sách số")
    numbers += [int(n) for mark in _MARKS.findall(text) for n in re.findall(r"\d+", mark)]
    said = _one_line(_MARKS.sub("", text))
    fault = None if len(said.split()) >= MIN_WORDS else "câu quá ngắn để đối chiếu"
    return Drafted(said[:MAX_SENTENCE], tuple(dict.fromkeys(numbers)), fault if len(said) <= MAX_SENTENCE else "câu quá dài")


def _number(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**6:
        return value
    match = re.fullmatch(r"\[?([0-9]{1,3})\]?", value) if isinstance(value, str) else None
    return int(match[1]) if match else None


def _one_line(text: str) -> str:
    """The text on one line, without signs that have no shape of their own: such as turn the direction of writing, or halves of others."""
    return " ".join("".join(sign if sign.isprintable() else " " if sign.isspace() else "" for sign in normalise(text)).split())
