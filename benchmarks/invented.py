"""A small index of invented decrees, for what breaks indexes on purpose: built in a second, by the shipped model."""

from pathlib import Path

from ingest.index import BuildReport, Finding, build, check

TREES = ("bưởi", "cam", "chanh", "dừa", "khế", "mận", "mít", "na", "ổi", "quýt")


def decree(number: int, *clauses: str) -> str:
    """The text of one, with an article of these clauses and one on commencement."""
    numbered = "\n".join(f"{n}. {clause}" for n, clause in enumerate(clauses, start=1))
    return (
        f"CHÍNH PHỦ\nSố: {number}/2031/NĐ-CP\nHà Nội, ngày 05 tháng 3 năm 2031\nNGHỊ ĐỊNH\nQuy định về vườn ươm số {number}\n"
        f"Điều 1. Nhiệm vụ của Ban vườn ươm\nBan vườn ươm số {number} có các nhiệm vụ sau đây:\n{numbered}\n"
        "Điều 2. Hiệu lực thi hành\nNghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.\n"
    )


class SmallPlace:
    """A folder of sources, an empty catalogue and an index, which may lie elsewhere."""

    def __init__(self, root: Path, index: Path | None = None) -> None:
        self.source, self.corpus, self.index = root / "source", root / "corpus", index or root / "index"
        for folder in (self.source, self.corpus):
            folder.mkdir(parents=True, exist_ok=True)

    @property
    def generation(self) -> Path:
        return self.index / (self.index / "CURRENT").read_text(encoding="utf-8")

    def write(self, number: int, verb: str = "Trồng") -> None:
        text = decree(number, *(f"{verb} {tree} theo mẫu số {number}." for tree in TREES))
        (self.source / f"{number}.txt").write_text(text, encoding="utf-8")

    def build(self) -> BuildReport:
        return build([self.source], self.index, self.corpus, quiet=True)

    def check(self) -> list[Finding]:
        return check(self.index, [self.source], self.corpus)
