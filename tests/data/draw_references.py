"""Draws the references on which `ingest/law/references.py` is judged by reading, from texts that references-table.jsonl does not use.

A draw takes what the code finds together with what a deliberately loose pattern finds, so that missed references count too; files are drawn
evenly, then one mention of the file. Each row is then read at its source, `expected` written by hand, and `verdict` set:

    python tests/data/draw_references.py SEED OUT.jsonl [COUNT]   # rows without `expected`, the surroundings printed for reading

`right`, `wrong` (other targets, or some where none are certain), `spurious` (no reference there), `unresolved` (found, but not what it
means), `missed` (not found), `none` (rightly not found). A target is written NUMBER, NUMBER#eid or NUMBER#component#eid.
"""

import json
import os
import random
import re
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from ingest.catalogue import Catalogue, load_catalogue  # noqa: E402
from ingest.documents import Document, load_document  # noqa: E402
from ingest.law.references import Reference, Target, references_of  # noqa: E402

TABLE, SAMPLE = (Path(__file__).with_name(f"references-{name}.jsonl") for name in ("table", "sample"))
_KIND = r"(?:Nghị\s+định|Bộ\s+luật|Luật|Thông\s+tư|Nghị\s+quyết|Quyết\s+định|Pháp\s+lệnh|Quy\s+chế|Quy\s+định|NĐ|QĐ|TT)"
_LOOSE = re.compile(
    rf"""(?<!\w)(?:[Đđ]iểm\s+(?:[a-zđ]\b|này)|[Kk]hoản\s+(?:\d+|này)|[Đđ]iều\s+(?:\d+|này)|{_KIND}\s+(?:này|số|\d|[A-ZĐ])
    |(?:Chương|Mục|Phần)\s+này|Phụ\s+lục\s+(?:[IVX]|\d|này|ban\s+hành)|\d+/\d{{4}}/[A-ZĐ])""",
    re.VERBOSE,
)
_HEADING = re.compile(r"[#*“\" ]*Điều\s+\d+[a-zđ]?\s*[.:]")
NEAR = 25  # characters between loose hits that are taken for one mention


def day_of(document: Document, catalogue: Catalogue) -> date | None:
    """The day on which a text is read here: when its instrument took effect, else when it was issued."""
    instrument = catalogue.instrument(document.number)
    known = (instrument.effective_on or instrument.issued_on) if instrument else None
    return known or document.effective_on or document.issued_on


def notation(target: Target) -> str:
    """35/2022/NĐ-CP#art_5, 35/2022/NĐ-CP#pl-1#, 35/2022/NĐ-CP"""
    if target.component == "main":
        return f"{target.instrument}#{target.eid}" if target.eid else target.instrument
    return f"{target.instrument}#{target.component}#{target.eid}"


def found_in(path: Path, catalogue: Catalogue) -> tuple[Document, list[Reference]]:
    """A text with the references that the code finds in it."""
    document = load_document(path, catalogue)
    found = references_of(document.parsed, document.number, catalogue, day_of(document, catalogue))
    return document, [reference for _, reference in found]


def mentions(text: str, references: list[Reference]) -> list[tuple[int, int]]:
    """The references, and the places where only the loose pattern finds something."""
    spans = [(r.start, r.end) for r in references]
    loose = list[tuple[int, int]]()
    taken = iter([*spans, (len(text), len(text))])
    current = next(taken)
    for match in _LOOSE.finditer(text):
        if _HEADING.match(text, text.rfind("\n", 0, match.start()) + 1) and text.rfind("\n", 0, match.start()) + 8 > match.start():
            continue
        while current[1] <= match.start():
            current = next(taken)
        if current[0] < match.end():
            continue
        if loose and match.start() - loose[-1][1] <= NEAR:
            loose[-1] = (loose[-1][0], match.end())
        else:
            loose.append((match.start(), match.end()))
    return sorted(spans + loose)


def draw(folder: Path, seed: int, count: int) -> list[dict[str, object]]:
    """Rows of mentions, drawn over files and then within them."""
    catalogue, chance = load_catalogue(), random.Random(seed)
    used = {json.loads(line)["file"] for line in TABLE.read_text(encoding="utf-8").splitlines()} if TABLE.is_file() else set()
    files = [path for path in sorted(folder.glob("*.txt")) if path.stem not in used]
    wanted = [chance.choice(files) for _ in range(count)]
    rows = list[dict[str, object]]()
    for path in sorted(set(wanted)):
        document, references = found_in(path, catalogue)
        places, text = mentions(document.parsed.text, references), document.parsed.text
        got = {(r.start, r.end): [notation(t) for t in r.targets] for r in references}
        for start, end in sorted(chance.sample(places, min(len(places), wanted.count(path)))):
            rows.append({"file": path.stem, "start": start, "end": end, "expected": None, "got": got.get((start, end)), "verdict": ""})
            around = f"{text[max(0, start - 130) : start]}⟦{text[start:end]}⟧{text[end : end + 90]}"
            print(f"{len(rows)}. {path.stem} {document.number} {got.get((start, end), 'NOT FOUND')}\n    {' '.join(around.split())}")
    return rows


def main() -> None:
    seed, out = int(sys.argv[1]), Path(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    shared = Path(os.environ.get("TRO_LY_SHARED") or ROOT.parent / "shared")
    rows = draw(shared / "corpus" / "raw", seed, count)
    out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
