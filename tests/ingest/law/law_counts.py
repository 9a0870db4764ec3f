"""Counts of every official text as the parser reads it, pinned in tests/data/parser_counts.json.

After a change that is meant to change them, read what changed and write them anew:

    python tests/ingest/law/law_counts.py            # prints the texts whose counts changed, and writes the file
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[3]
PINNED = ROOT / "tests" / "data" / "parser_counts.json"
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from ingest.law.normalise import normalise  # noqa: E402
from ingest.law.parser import parse  # noqa: E402
from ingest.law.provision import ParsedText  # noqa: E402

KINDS = ("article", "clause", "point", "appendix", "form", "footnote")


def counts_of(parsed: ParsedText) -> dict[str, int]:
    """How many provisions of each kind the text has."""
    found = Counter[str](node.kind for node in parsed.root.walk())
    return {kind: found[kind] for kind in KINDS}


def pinned_counts() -> dict[str, dict[str, int]]:
    """File name without ending → counts, as pinned."""
    pinned: dict[str, dict[str, int]] = json.loads(PINNED.read_text(encoding="utf-8"))
    return pinned


def main() -> None:
    shared = Path(os.environ.get("TRO_LY_SHARED") or ROOT.parent / "shared")
    texts = sorted((shared / "corpus" / "raw").glob("*.txt"))
    before = pinned_counts() if PINNED.is_file() else {}
    counts = {path.stem: counts_of(parse(normalise(path.read_text(encoding="utf-8")))) for path in texts}
    for stem in sorted(counts.keys() | before.keys()):
        if counts.get(stem) != before.get(stem):
            print(f"{stem}: {before.get(stem)} → {counts.get(stem)}")
    rows = ",\n".join(f"  {json.dumps(stem)}: {json.dumps(row)}" for stem, row in counts.items())
    PINNED.write_text("{\n" + rows + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
