"""The index proved as a cache: damage of every kind, what `check` and a reader say of it, and whether `build` mends it.

python -m benchmarks.damage [--markdown]; exit 1 where a damage is not found, not named or not mended.
"""

import argparse
import json
import shutil
import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.index import IndexProblem, open_index

from .invented import SmallPlace
from .machine import machine_line
from .tables import markdown

Damage = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`said` are the kinds of the findings; `reader` is what opening it says; `after` are the kinds that are left after `build`."""

    name: str
    expected: str
    said: tuple[str, ...]
    reader: str
    after: tuple[str, ...]

    @property
    def good(self) -> bool:
        return self.expected in self.said and not self.after


def graph(generation: Path) -> Path:
    """The folder of Chroma's graph of neighbours."""
    return next(path for path in (generation / "chroma").iterdir() if path.is_dir())


def sql(file: str, *statements: str) -> Damage:
    def run(generation: Path) -> None:
        with closing(sqlite3.connect(generation / file)) as database, database:
            for statement in statements:
                database.execute(statement)

    return run


def halved(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flipped(path: Path) -> None:
    """One byte in the last third is another, the size is the same."""
    content = bytearray(path.read_bytes())
    content[len(content) * 5 // 6] ^= 0x10
    path.write_bytes(content)


def in_manifest(**changed: object) -> Damage:
    def run(generation: Path) -> None:
        path = generation / "manifest.json"
        path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changed), encoding="utf-8")

    return run


def from_other(name: str) -> Damage:
    """Takes the file or folder of another generation of as many passages, which lies beside this one."""

    def run(generation: Path) -> None:
        other = next(path for path in generation.parent.glob("gen-*") if path != generation)
        target, source = generation / name, other / name
        if source.is_dir():
            shutil.rmtree(target)
            shutil.copytree(source, target)
        else:
            shutil.copyfile(source, target)

    return run


_COPY = (
    "INSERT INTO passages SELECT 'f' || substr(id, 2), version_id, (SELECT MAX(row) + 1 FROM passages), component, eid, article, clause,"
    " point, heading, lead, text, start, end, valid_from, valid_to FROM passages WHERE row = 1"
)
# name → the kind of finding that names it, and the damage
DAMAGES: dict[str, tuple[str, Damage]] = {
    "vectors gone, Chroma's count right": ("vectors", lambda g: shutil.rmtree(graph(g))),
    "vectors of zeros, Chroma's count right": (
        "vectors",
        lambda g: (p := graph(g) / "data_level0.bin").write_bytes(bytes(p.stat().st_size)),
    ),
    "vector segment truncated": ("vectors", lambda g: halved(graph(g) / "data_level0.bin")),
    "vectors of another generation": ("vectors", from_other("chroma")),
    "vector under another passage's id": (
        "vectors",
        sql("chroma/chroma.sqlite3", "UPDATE embeddings SET embedding_id = 'f' || substr(embedding_id, 2) WHERE id = 2"),
    ),
    "Chroma's database truncated": ("vectors", lambda g: halved(g / "chroma" / "chroma.sqlite3")),
    "lexical file missing": ("lexical", lambda g: (g / "lexical/accented/indices.npy").unlink()),
    "lexical file of another generation": ("lexical", from_other("lexical/accented/syllables.json")),
    "all lexical files of another generation": ("lexical", from_other("lexical")),
    "lexical byte changed": ("lexical", lambda g: flipped(g / "lexical/folded/indices.npy")),
    "one passage missing": ("counts", sql("store.sqlite", "DELETE FROM passages WHERE row = 1")),
    "one passage too many": ("counts", sql("store.sqlite", _COPY)),
    "one provision missing": ("counts", sql("store.sqlite", "DELETE FROM provisions WHERE ord = 2 AND version_id = 1")),
    "stale embedding model": ("embedder", in_manifest(embedder="older@1")),
    "older schema": ("schema", in_manifest(schema=2)),
    "older schema of the store": ("store", sql("store.sqlite", "UPDATE meta SET value = '2' WHERE key = 'schema'")),
    "manifest edited": ("manifest", in_manifest(built_at="2040-01-01T00:00:00+00:00")),
    "manifest truncated": ("manifest", lambda g: halved(g / "manifest.json")),
    "store.sqlite truncated": ("store", lambda g: halved(g / "store.sqlite")),
    "store.sqlite missing": ("store", lambda g: (g / "store.sqlite").unlink()),
    "text of a version changed": ("texts", sql("store.sqlite", "UPDATE versions SET text = replace(text, 'CHÍNH', 'CHINH') WHERE id = 1")),
    "passage and text changed together": (
        "texts",
        sql(
            "store.sqlite",
            "UPDATE versions SET text = replace(text, 'bưởi', 'bười') WHERE id = 1",
            "UPDATE passages SET text = replace(text, 'bưởi', 'bười') WHERE version_id = 1",
        ),
    ),
    "date of a passage changed": ("store", sql("store.sqlite", "UPDATE passages SET valid_from = '1999-01-01' WHERE row = 1")),
    "rows file missing": ("rows", lambda g: (g / "rows/places.npy").unlink()),
    "rows file changed": ("rows", lambda g: flipped(g / "rows/vectors.npy")),
    "rows file of another generation": ("rows", from_other("rows/vectors.npy")),
}


def measure(name: str, sound: Path, folder: Path) -> Outcome:
    """One damage, to a copy of the index of the sound place."""
    expected, damage = DAMAGES[name]
    shutil.copytree(sound / "index", folder)
    place = SmallPlace(sound, folder)
    damage(place.generation)
    said = tuple(sorted({finding.kind for finding in place.check()}))
    reader = _reader(place)
    place.build()
    return Outcome(name, expected, said, reader, tuple(sorted({finding.kind for finding in place.check()})))


def make_sound(root: Path) -> SmallPlace:
    """An index of two generations with as many passages each; the other one's words are others."""
    place = SmallPlace(root)
    for verb in ("Chăm sóc", "Nhân giống"):
        for number in (91, 92, 93):
            place.write(number, verb)
        place.build()
    return place


def _reader(place: SmallPlace) -> str:
    try:
        open_index(place.index).opened().close()
    except IndexProblem as problem:
        return "refuses, says how to build" if "python -m ingest build" in str(problem) else "refuses"
    return "answers"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.damage", description=__doc__)
    parser.add_argument("--only", default="", help="damages whose name holds this")
    only = parser.parse_args(arguments).only
    with TemporaryDirectory(prefix="damage-") as folder:
        sound = make_sound(Path(folder) / "sound")
        names = [name for name in DAMAGES if only in name]
        outcomes = [measure(name, Path(folder) / "sound", Path(folder) / f"{n}") for n, name in enumerate(names)]
        assert sound.check() == []
    rows = [(o.name, ", ".join(o.said) or "nothing", o.reader, ", ".join(o.after) or "whole") for o in outcomes]
    print(markdown(["damage", "`check` names", "a reader", "after `build`"], rows))
    bad = [o.name for o in outcomes if not o.good]
    print(f"\n{len(outcomes) - len(bad)} of {len(outcomes)} found, named and mended. {machine_line()}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
