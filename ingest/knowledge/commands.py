"""The knowledge on the command line: check --corpus, digest-hashes, clauses-seen."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..calendar import today
from ..catalogue import load_catalogue
from ..documents import Document, DocumentError, load_document
from ..readers import ReaderError
from .check import findings_of
from .clauses import write_seen
from .counts import as_table, counts_of
from .finding import Finding
from .hashes import HashesError, hashes_path, source_hashes, write_hashes
from .knowledge import load_knowledge
from .proposed import Hint, effect_hints

OK, WRONG_USE = 0, 2


def add_check_options(parser: argparse.ArgumentParser) -> None:
    """The options of `check` that concern the knowledge."""
    parser.add_argument("--corpus", action="store_true", help="kiểm tra cả kho tri thức (corpus/)")
    parser.add_argument("--against", action="append", default=[], metavar="PATH", help="văn bản chính thức để đối chiếu; lặp lại được")
    parser.add_argument("--counts", action="store_true", help="với --corpus: chỉ in bảng đếm")


def add_commands(commands: Any) -> None:
    """`digest-hashes` and `clauses-seen`, for those who keep the knowledge."""
    one = commands.add_parser("digest-hashes", help="ghi dấu của văn bản gốc cho từng điều khoản của một bản tóm lược")
    one.add_argument("number", metavar="NUMBER", help="số hiệu văn bản được tóm lược, ví dụ 35/2022/NĐ-CP")
    one.add_argument("--from", dest="source", required=True, metavar="FILE", help="tệp văn bản chính thức")
    one.add_argument(
        "--allow-unread", action="store_true", help="chấp nhận điều khoản có trong bản in mà phần mềm không tách được (đã xem bản in)"
    )
    two = commands.add_parser("clauses-seen", help="ghi những điều khoản mà các bảng nêu và có trong các văn bản chính thức")
    two.add_argument("--from", dest="source", required=True, metavar="PATH", help="thư mục văn bản chính thức")
    for command in (one, two):
        command.set_defaults(index=None)


def corpus_findings(corpus: Path, against: Sequence[str]) -> tuple[list[Finding], list[Hint]]:
    """The findings for `check --corpus`, and the hints of the official texts at hand. Raises FileNotFoundError for a path that is none."""
    known = load_knowledge(corpus, _existing(against))
    return findings_of(known), effect_hints(known)


def print_counts(corpus: Path, as_json: bool) -> int:
    counts = counts_of(load_knowledge(corpus))
    print(json.dumps(counts, ensure_ascii=False) if as_json else as_table(counts))
    return OK


def report(findings: Sequence[Any], clean: str, as_json: bool, hints: Sequence[Hint] = ()) -> None:
    """Prints findings of the knowledge, of the index, or of both, and behind them the hints, which fail nothing."""
    if as_json:
        found = {"ok": not findings, "findings": [asdict(f) for f in findings], "hints": [asdict(h) for h in hints]}
        print(json.dumps(found, ensure_ascii=False))
        return
    print("\n".join(f"[{f.kind}] {f.message}" for f in findings) or clean)
    if hints:
        print(f"\nGợi ý từ văn bản đang giữ, để người rà soát xem ({len(hints)}); bảng đã rà soát vẫn được dùng:")
        print("\n".join(f"[{h.kind}] {h.message}" for h in hints))


def digest_hashes(args: argparse.Namespace, corpus: Path) -> int:
    """Writes the file of hashes of one digest."""
    catalogue = load_catalogue(corpus)
    instrument = catalogue.instrument(args.number)
    digest = next((d for d in _digests(corpus) if instrument and d.number == instrument.number), None)
    if digest is None:
        print(f"Chưa có bản tóm lược của {args.number} trong {corpus / 'digests'}.", file=sys.stderr)
        return WRONG_USE
    try:
        source = load_document(_existing([args.source])[0], catalogue)
        if source.number != digest.number:
            print(f"{args.source} là văn bản {source.number}, không phải {digest.number}.", file=sys.stderr)
            return WRONG_USE
        hashes = source_hashes(digest.parsed, source, today(), args.allow_unread)
    except (DocumentError, ReaderError, HashesError) as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    write_hashes(hashes_path(digest.path), hashes)
    print(f"{hashes_path(digest.path).name}: {len(hashes.clauses)} điều khoản, theo {hashes.version}.")
    return OK


def clauses_seen(args: argparse.Namespace, corpus: Path) -> int:
    """Writes catalogue/clauses.toml."""
    known = load_knowledge(corpus, _existing([args.source]))
    path = write_seen(corpus, known)
    print(f"{path.name}: đã ghi điều khoản thấy trong {len(known.officials)} văn bản.")
    return OK


def _digests(corpus: Path) -> list[Document]:
    return [digest.document for digest in load_knowledge(corpus).digests]


def _existing(paths: Sequence[str]) -> list[Path]:
    found = [Path(path).resolve() for path in paths]
    for path in found:
        if not path.exists():
            raise FileNotFoundError(f"Không có thư mục hoặc tệp {path}.")
    return found
