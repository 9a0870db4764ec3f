"""Whether the digests hold together, match the hashes of their sources, and say what the official text at hand says."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..documents import Document
from ..law.locator import label_of
from .agreement import CHECKS
from .comparison import Difference, DifferenceKind, compare
from .finding import Finding, FindingKind, finding
from .hashes import ENDING, clause_hashes
from .knowledge import Digest, Knowledge
from .source_form import key, provisions, text_hash

_KINDS: Mapping[DifferenceKind, FindingKind] = {
    "missing": "digest_missing", "invented": "digest_invented", "numbers": "digest_numbers", "references": "digest_references",
    "actor": "digest_actor", "exception": "digest_exception", "mode": "digest_mode", "copied": "digest_copied",
}  # fmt: skip
_WHAT: Mapping[DifferenceKind, str] = {
    "missing": "văn bản có mà bản tóm lược không có điều khoản này.",
    "invented": "bản tóm lược có mà văn bản không có điều khoản này.",
    "numbers": "con số", "references": "viện dẫn", "actor": "cơ quan, người", "exception": "phủ định, ngoại lệ", "mode": "cách thực hiện",
    "copied": "chép nguyên văn một đoạn quá dài:",
}  # fmt: skip


def digest_findings(known: Knowledge) -> Iterator[Finding]:
    """All that is wrong with the digests."""
    for digest in known.digests:
        yield from _front(known, digest)
        yield from _skeleton(known, digest)
        yield from _hashes(digest)
        if official := known.newest_official(digest.document.number):
            yield from _drift(digest, official)
            yield from _content(known, digest, official)


def _front(known: Knowledge, digest: Digest) -> Iterator[Finding]:
    front, instrument = digest.front, known.instruments.get(digest.document.number)
    versions = {instrument.number, *(c.number for c in instrument.consolidations)} if instrument else set()
    if front.get("made_from") not in versions:
        made_from = f"made_from = {front.get('made_from')!r}"
        yield finding("digest", digest.file, "", f"{made_from} không phải là văn bản này hay một bản hợp nhất của nó.")
    if not isinstance(front.get("made_on"), date):
        yield finding("wrong_date", digest.file, "", f"made_on = {front.get('made_on')!r} không phải là ngày.")
    yield from reviews_in_order(digest.file, front)
    numbers = [node.number or "" for node in digest.document.parsed.articles()]
    if (wanted := _article_numbers(str(front.get("articles", "")))) != numbers:
        odd = [n for n in dict.fromkeys([*wanted, *numbers]) if (n in wanted) != (n in numbers)]
        yield finding("digest", digest.file, "", f"articles không khớp với các điều có trong tệp (lệch: {', '.join(odd) or 'thứ tự'}).")


def reviews_in_order(file: str, front: Mapping[str, Any]) -> Iterator[Finding]:
    """Whether `reviewed` says who and when, or is an empty list."""
    reviews = front.get("reviewed")
    if not isinstance(reviews, list):
        yield finding("digest", file, "", "thiếu reviewed (để [] khi chưa ai rà soát).")
        return
    for review in reviews:
        if not isinstance(review, dict) or not str(review.get("by", "")).strip() or not isinstance(review.get("on"), date):
            yield finding("digest", file, "", f'reviewed có mục {review!r}; viết {{by = "Họ tên, chức vụ", on = 2026-12-01}}.')
        elif isinstance(front.get("made_on"), date) and review["on"] < front["made_on"]:
            yield finding("digest", file, "", f"{review['by']} rà soát ngày {review['on']:%d/%m/%Y}, trước lần sửa cuối (made_on).")


def _article_numbers(spec: str) -> list[str]:
    """The articles of "1-3, 15a".

    >>> _article_numbers("1-3, 15a")
    ['1', '2', '3', '15a']
    """
    numbers = list[str]()
    for part in filter(None, re.split(r"\s*,\s*", spec.strip())):
        first, dash, last = part.partition("-")
        numbers += [str(n) for n in range(int(first), int(last) + 1)] if dash and first.isdecimal() and last.isdecimal() else [part]
    return numbers


def _skeleton(known: Knowledge, digest: Digest) -> Iterator[Finding]:
    """Numbers that do not run on, unless a reviewer has seen that the print itself leaves one out."""
    printed_so = {a.words for a in known.lists.accepted if a.instrument == digest.document.number and a.kind == "gap"}
    for problem in digest.document.parsed.problems:
        if (problem.detail,) in printed_so:
            continue
        yield finding("digest", digest.file, "", f"dãy số bị đứt: {problem.detail}.")


def _hashes(digest: Digest) -> Iterator[Finding]:
    file, hashes = digest.file.removesuffix(".md") + ENDING, digest.hashes
    if hashes is None:
        command = f"python -m ingest digest-hashes {digest.document.number} --from TỆP"
        yield finding("digest_hash", file, "", f"chưa có hoặc không đọc được; làm bằng: {command}.")
        return
    if hashes.instrument != digest.document.number or hashes.version != digest.front.get("made_from"):
        made_from = f"bản tóm lược làm từ {digest.front.get('made_from')!r}"
        yield finding("digest_hash", file, "", f"lập từ {hashes.instrument} ({hashes.version}), {made_from}.")
    held = [key(node) for node in provisions(digest.document.parsed)]
    for eid in held:
        if eid not in hashes.clauses and eid not in hashes.unread:
            yield finding("digest_hash", file, label_of(eid), "điều khoản của bản tóm lược chưa có dấu của văn bản gốc.")
    for eid in (*hashes.clauses, *hashes.unread):
        if eid not in held:
            yield finding("digest_hash", file, label_of(eid), "có dấu nhưng bản tóm lược không có điều khoản này.")


def _drift(digest: Digest, official: Document) -> Iterator[Finding]:
    """Clauses whose source now reads otherwise than when they were restated."""
    if digest.hashes is None or digest.hashes.sha256 == text_hash(official.parsed):
        return
    what = f"văn bản đang giữ ({official.version}, {official.path.name}) khác với bản đã tóm lược ({digest.hashes.version})."
    now = clause_hashes(official.parsed, digest.hashes.clauses)
    for eid, value in digest.hashes.clauses.items():
        if eid in now and now[eid] != value:
            yield finding("digest_drift", digest.file, label_of(eid), what)


def _content(known: Knowledge, digest: Digest, official: Document) -> Iterator[Finding]:
    accepted = {(a.eid, a.kind, a.words) for a in known.lists.accepted if a.instrument == digest.document.number and a.kind != "gap"}
    used = set[tuple[str, str, tuple[str, ...]]]()
    for difference in compare(digest.document.parsed, official.parsed, known.lists):
        key = (difference.eid, difference.kind, difference.lost + difference.added)
        if difference.kind == "invented" and digest.hashes and difference.eid in digest.hashes.unread:
            continue
        if key in accepted:
            used.add(key)
        else:
            what = f"{_described(difference)} (so với {official.path.name})"
            yield finding(_KINDS[difference.kind], digest.file, label_of(difference.eid), what)
    if official.version == digest.front.get("made_from"):
        for eid, kind, words in sorted(accepted - used):
            what = f"chỗ khác được chấp nhận ({kind}: {', '.join(words)}) không còn nữa: xóa mục này."
            yield finding("accepted_stale", CHECKS, f"mục {digest.document.number} {label_of(eid)}", what)


def _described(difference: Difference) -> str:
    what = _WHAT[difference.kind]
    if difference.kind == "copied":
        return f"{what} “{difference.added[0]} …”"
    lost = f"thiếu {what}: {', '.join(difference.lost)}" if difference.lost else ""
    added = f"thêm {what}: {', '.join(difference.added)}" if difference.added else ""
    return "; ".join(part for part in (lost, added) if part) or what
