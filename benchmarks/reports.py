"""Reports that users bring: what is read of the invented accounts, and of published texts beside our own accounts of the same conferences.

With a folder of official texts at hand also whether any of them is taken for a report.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ingest.catalogue import load_catalogue
from ingest.law.normalise import normalise
from ingest.readers import ReaderError, read
from ingest.reports import ReportReader, reader_of

from .report_agreement import NoAccount, agreements
from .report_scores import TABLES, accounts, scores_of, totals
from .shared import ABSENT, DataAbsent, add_shared_option, shared_path
from .tables import markdown


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reports", description=__doc__)
    add_shared_option(parser)
    parser.add_argument("--invented", action="store_true", help="only the invented accounts, which need no other folder")
    args = parser.parse_args(argv)
    catalogue = load_catalogue()
    _print_invented(reader_of(catalogue))
    if args.invented:
        return 0
    try:
        reports, raw = shared_path(args.shared, "corpus", "reports"), shared_path(args.shared, "corpus", "raw")
    except DataAbsent as error:
        print(error, file=sys.stderr)
        return ABSENT
    for path in sorted(reports.iterdir()):
        try:
            found = agreements(path, catalogue)
        except NoAccount as error:
            print(error)
            continue
        print(f"\n{path.name}\n")
        print(markdown(("matter", "agree", "differ"), [(a.matter, str(a.both), str(len(a.differences))) for a in found]))
        print("\n".join(f"- {a.matter}: {difference}" for a in found for difference in a.differences))
    read_texts, taken = taken_for_reports(raw, reader_of(catalogue))
    print(f"\nofficial texts taken for reports: {len(taken)} of {read_texts} {' '.join(taken)}")
    return 0


def taken_for_reports(folder: Path, reader: ReportReader) -> tuple[int, list[str]]:
    """How many texts of a folder were read, and which of them are taken for reports."""
    count, taken = 0, list[str]()
    for path in sorted(folder.iterdir()):
        try:
            text = normalise(read(path).text)
        except ReaderError:
            continue
        count += 1
        if reader.is_report(text):
            taken.append(path.name)
    return count, taken


def _print_invented(reader: ReportReader) -> None:
    scores = {path: scores_of(path, reader) for path in accounts()}
    rows = [(name, *map(str, numbers)) for name, numbers in totals(s for of in scores.values() for s in of).items() if name in TABLES]
    print(markdown(("invented", "expected", "right", "too many"), rows))
    for path, found in scores.items():
        for score in found:
            print("".join(f"- {path.name} {score.table}: missing {one}\n" for one in score.missing), end="")
            print("".join(f"- {path.name} {score.table}: too many {one}\n" for one in score.extra), end="")


if __name__ == "__main__":
    sys.exit(main())
