"""Which instrument the words mean: by its number, or a law by its name."""

import re
from datetime import date
from functools import lru_cache

from ..catalogue import Catalogue
from .effect_grammar import LAW, NUMBER, tokens
from .normalise import fold

MAX_NAME = 24  # words of the name of a law

_NAMED = re.compile(rf"(?P<law>{LAW}\s+(?!số\b|này\b)[^;:.“”\d\n]{{2,90}}?)\s+số\s+(?P<number>{NUMBER})")

_LOST_HYPHEN = re.compile(r"(?<=/)(NĐ|NQ|QĐ|CT)(CP|TTg)$")


class Names:
    """Which instrument a name or number means, as far as catalogue and document tell."""

    def __init__(self, text: str, catalogue: Catalogue, issued_on: date | None) -> None:
        self.issued_on = issued_on
        self.numbers = {_bare(number): i.number for number, i in catalogue.instruments.items()}
        self.laws = dict[str, list[tuple[str, date | None, date | None]]]()
        for i in catalogue.instruments.values():
            if i.kind in {"Luật", "Bộ luật", "Pháp lệnh"}:
                self.laws.setdefault(_name(f"{i.kind} {i.title}"), []).append((i.number, i.issued_on, i.expired_on))
        self.printed = dict[str, set[str]]()
        for match in _NAMED.finditer(text):
            self.printed.setdefault(_name(match["law"]), set()).add(self.number(match["number"]))

    def number(self, printed: str) -> str:
        """The number as the catalogue writes it; where it has none as printed, with the hyphen that extraction loses."""
        return self.numbers.get(_bare(printed)) or _LOST_HYPHEN.sub(r"\1-\2", printed)

    def named(self, words: str) -> str | None:
        """The instrument that the words begin with, by number or by name."""
        token = next(iter(tokens(words, 0, len(words))), None)
        if token is None or token.kind != "instrument":
            return None
        return self.number(token.number) if token.number else self.law_at(words, 0)[0]

    def law_at(self, text: str, start: int) -> tuple[str | None, int]:
        """The law whose name begins at `start`, and where the name ends: the longest name known."""
        words = list(re.finditer(r"\S+", text[start : start + 400]))[:MAX_NAME]
        for count in range(len(words), 1, -1):
            name = _name(text[start : start + words[count - 1].end()])
            if name not in self.laws and name not in self.printed:
                continue
            end = start + len(text[start : start + words[count - 1].end()].rstrip(" ,.;:"))
            year = re.match(r"\s+(?:năm\s+)?(\d{4})(?!\w)", text[end : end + 20])
            return self._one_of(name, int(year[1]) if year else None), end + (year.end() if year else 0)
        return None, start + (words[1].end() if len(words) > 1 else 0)

    def _one_of(self, name: str, year: int | None) -> str | None:
        printed = self.printed.get(name, set())
        known = self.laws.get(name, [])
        if year:
            known = [law for law in known if law[1] and law[1].year == year]
        elif len(printed) == 1:
            return next(iter(printed))
        elif self.issued_on:
            known = [law for law in known if (not law[1] or law[1] <= self.issued_on) and (not law[2] or law[2] > self.issued_on)]
        return known[0][0] if len(known) == 1 else None


@lru_cache(maxsize=8192)
def _bare(number: str) -> str:
    return re.sub(r"[\s-]", "", fold(number))


@lru_cache(maxsize=8192)
def _name(words: str) -> str:
    return " ".join(fold(words).replace(",", " ").split()).strip(" .;:")
