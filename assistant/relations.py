"""How provisions stand to one another: the same one, one above the other, side by side in a list, in one article."""

from collections.abc import Iterable

from ingest.index.records import StoredPassage


def is_lead_of(passage: StoredPassage, other: StoredPassage) -> bool:
    """Whether the passage is the opening of a khoản (or Điều) that the other stands below."""
    return passage.version.id == other.version.id and passage.component == other.component and other.eid.startswith(f"{passage.eid}__")


def is_beside(passage: StoredPassage, other: StoredPassage) -> bool:
    """Whether both are different điểm of one list."""
    return bool(passage.point and other.point) and parent_of(passage) == parent_of(other) and passage.id != other.id


def is_same(passage: StoredPassage, other: StoredPassage) -> bool:
    """Whether both are texts of one provision."""
    return (passage.version.document, passage.component, passage.eid) == (other.version.document, other.component, other.eid)


def is_shown(passage: StoredPassage, among: Iterable[StoredPassage]) -> bool:
    """Whether it is among the passages, alone or as the opening of one of them."""
    return any(is_same(passage, other) or is_lead_of(passage, other) for other in among)


def opens_list(passage: StoredPassage) -> bool:
    """Whether what it says goes on below it."""
    return passage.text.rstrip().endswith(":")


def is_at(passage: StoredPassage, eid: str) -> bool:
    """Whether it is the provision of that eId or stands below it."""
    return passage.eid == eid or passage.eid.startswith(f"{eid}__")


def parent_of(passage: StoredPassage) -> tuple[int, str, str]:
    """The khoản (or Điều) whose list the điểm stands in: version, component, eId."""
    return passage.version.id, passage.component, passage.eid.rpartition("__")[0]


def article_of(passage: StoredPassage) -> tuple[int, str, str]:
    """Version, component, eId of the article."""
    return passage.version.id, passage.component, passage.eid.partition("__")[0]


def unique(passages: Iterable[StoredPassage]) -> list[StoredPassage]:
    """Each provision once, the first text of it."""
    seen: dict[tuple[str, str, str], StoredPassage] = {}
    for passage in passages:
        seen.setdefault((passage.version.document, passage.component, passage.eid), passage)
    return list(seen.values())


def in_order_of_law(passages: Iterable[StoredPassage]) -> list[StoredPassage]:
    """The passages by article, the articles in the order in which they were given, inside an article as the law has it."""
    given = list(passages)
    articles = list(dict.fromkeys(map(article_of, given)))
    return sorted(given, key=lambda p: (articles.index(article_of(p)), p.start))
