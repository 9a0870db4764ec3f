"""Makes the hostile files, reads each as a build does, and prints what became of it; 1 where one was slow or memory grew."""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ingest.catalogue import load_catalogue

from ..machine import ROOT, machine_line
from ..papers.law import invented_law
from ..tables import markdown
from . import hostile_files
from .come_through import MAX_GROWTH_MIB, MAX_SECONDS, Outcome, outcomes, peak_mib

PAGE = ROOT / "docs" / "security.md"
BEGIN, END = "<!-- hostile: begin -->", "<!-- hostile: end -->"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, and write it into docs/security.md where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"put the table into {PAGE.name}")
    parser.add_argument("--only", help="files whose name contains this")
    parser.add_argument("--make", type=Path, metavar="DIR", help="make the files and stop")
    options = parser.parse_args(arguments)
    if options.make:
        _make(options.make, options.only or "")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        made = [sys.executable, "-m", "benchmarks.hostile", "--make", folder, "--only", options.only or ""]
        subprocess.run(made, check=True, cwd=ROOT)  # in a process of its own, whose memory is not ours
        found, growth = _read(Path(folder), options.only or "")
    report = _report(found, growth)
    print(report)
    if options.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n{report}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    return 1 if growth > MAX_GROWTH_MIB or any(outcome.seconds > MAX_SECONDS for outcome in found) else 0


def _make(folder: Path, only: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for hostile in hostile_files():
        if only in hostile.name:
            (folder / hostile.name).write_bytes(hostile.make())


def _read(folder: Path, only: str) -> tuple[list[Outcome], float]:
    """The outcomes, and by how many MiB this process grew over what an ordinary file needs."""
    catalogue = load_catalogue()
    ordinary = folder / "binh-thuong.txt"
    ordinary.write_text("\n".join(invented_law(1)), encoding="utf-8")
    list(outcomes([ordinary], catalogue))
    before = peak_mib()
    found = list(outcomes([folder / hostile.name for hostile in hostile_files() if only in hostile.name], catalogue))
    assert [outcome.limit for outcome in outcomes([ordinary], catalogue)] == ["–"], "the run does not go on"
    return found, peak_mib() - before


def _report(found: Sequence[Outcome], growth: float) -> str:
    kinds = {hostile.name: hostile.kind for hostile in hostile_files()}
    rows = [[o.name, kinds[o.name], o.limit, f"{o.seconds:.1f}", o.message] for o in found]
    table = markdown(["file", "kind", "limit hit", "s", "message"], rows)
    slowest = max(found, key=lambda outcome: outcome.seconds)
    return (
        f"{len(found)} files, {machine_line()}: the slowest took {slowest.seconds:.1f} s ({slowest.name}); "
        f"the process that asked grew by {max(growth, 0):.0f} MiB.\n\n{table}"
    )


if __name__ == "__main__":
    sys.exit(main())
