"""The ALQAC 2025 development half: 17 laws and questions whose answer is an article. For measuring only; nothing of it ships."""

import json
from dataclasses import dataclass
from pathlib import Path

from ingest.law.normalise import fold, normalise

Place = tuple[str, str]
"""(law, article): the file's name without its ending, and the number of the article as written."""


@dataclass(frozen=True, slots=True)
class ArticleQuestion:
    id: str
    text: str
    gold: tuple[Place, ...]

    @property
    def unaccented(self) -> str:
        """The question as typed without diacritics (đ → d, capitals kept): what the search must cope with."""
        return unaccented(self.text)


def unaccented(text: str) -> str:
    """The text without Vietnamese diacritics.

    >>> unaccented("Đất ở Đà Nẵng")
    'Dat o Da Nang'
    """
    return "".join(fold(c).upper() if c.isupper() else fold(c) for c in normalise(text))


def read_questions(file: Path) -> list[ArticleQuestion]:
    """Rows {"id", "question", "gold": [{"law", "article"}]} of a JSONL file."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [ArticleQuestion(r["id"], normalise(r["question"]).strip(), tuple((g["law"], g["article"]) for g in r["gold"])) for r in rows]
