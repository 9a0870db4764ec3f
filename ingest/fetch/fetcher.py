"""Numbers → official files in corpus/fulltext, one after another, each reported on."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from ..catalogue import Catalogue
from ..progress import Progress, Tell
from .addresses import Address, Wanted, find_wanted, official_hosts, wanted_of
from .contents import check_content
from .download import Downloader, Limits
from .failure import Failure, Reason
from .fulltext import Placed, Provenance, held_instruments, incoming, kept_copy, place

FOLDER = "fulltext"
DEFAULT_LIMITS = Limits()
Outcome = Literal["added", "replaced", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one number. `message` is one Vietnamese line, for a failure with what to do; `page` is the page to open by hand."""

    number: str
    outcome: Outcome
    message: str
    reason: Reason | None = None
    file: str | None = None
    address: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What became of all. `offline`: no host could be reached at all, which is one line and not one a number."""

    results: tuple[Fetched, ...]
    offline: bool

    @property
    def ok(self) -> bool:
        return all(result.outcome != "failed" for result in self.results)

    def success_lines(self) -> list[str]:
        done = [result for result in self.results if result.outcome != "failed"]
        new = len([result for result in done if result.outcome != "unchanged"])
        if not self.results:
            return ["Không còn văn bản nào cần tải."]
        total = [f"Đã tải {new} văn bản, không đổi {len(done) - new}, chưa tải được {len(self.results) - len(done)}."]
        build = ["Chạy “python -m ingest build” để đưa vào chỉ mục."] if new else []
        return [*(result.message for result in done), *(total if done and len(self.results) > 1 else []), *build]

    def failure_lines(self) -> list[str]:
        failed = [result for result in self.results if result.outcome == "failed"]
        lines = [result.message for result in failed if not (self.offline and result.reason == "offline")]
        count = len([result for result in failed if result.reason == "offline"])
        advice = "hãy kiểm tra mạng rồi chạy lại. Các chức năng khác vẫn dùng bình thường"
        return [*lines, f"Không có kết nối mạng: {count} văn bản chưa tải được; {advice}."] if self.offline else lines

    def as_json(self) -> dict[str, Any]:
        return {"ok": self.ok, "offline": self.offline, "results": [asdict(result) for result in self.results]}


class Fetcher:
    """Fetches the texts of one corpus. Everything after `catalogue` is for tests: other hosts, smaller limits, a server on this machine."""

    def __init__(
        self,
        corpus: Path,
        catalogue: Catalogue,
        *,
        hosts: frozenset[str] | None = None,
        limits: Limits = DEFAULT_LIMITS,
        loopback_http: bool = False,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.folder, self.catalogue, self.limits, self.loopback_http = corpus / FOLDER, catalogue, limits, loopback_http
        self.hosts = official_hosts(corpus) if hosts is None else hosts
        self.sleep, self.now = sleep, now

    def run(self, numbers: Sequence[str] = (), quiet: bool = True, tell: Tell | None = None) -> FetchReport:
        """Fetches these numbers, or without any all instruments that have a file and are not held yet. `tell` is told how far it is.

        Raises UnknownNumber before the first request, OSError where the folder cannot be written.
        """
        wanted = list(dict.fromkeys(find_wanted(self.catalogue, number) for number in numbers)) if numbers else self.missing()
        with Downloader(self.hosts, self.limits, self.loopback_http, self.sleep) as downloader:
            every = Progress(quiet, tell).over(wanted, "Tải văn bản", len(wanted))
            results = tuple(self._fetch(downloader, one) for one in every)
        return FetchReport(results, offline=bool(downloader.unreachable) and not downloader.answered)

    def missing(self) -> list[Wanted]:
        """What the catalogue knows a file of and the folder does not hold."""
        held = held_instruments(self.folder, self.catalogue)
        every = [wanted_of(instrument) for number, instrument in self.catalogue.instruments.items() if number not in held]
        return [wanted for wanted in every if wanted.has_file]

    def _fetch(self, downloader: Downloader, wanted: Wanted) -> Fetched:
        failure = Failure("no_address", "danh mục chưa ghi địa chỉ chính thức nào của văn bản này")
        for address in wanted.addresses:
            try:
                return self._from(downloader, wanted, address)
            except Failure as error:
                failure = error
        if wanted.parts and failure.reason != "offline":
            failure = Failure("parts", f"văn bản đăng thành {wanted.parts} tệp, không có tệp nào trọn vẹn")
        return self._failed(wanted, failure)

    def _from(self, downloader: Downloader, wanted: Wanted, address: Address) -> Fetched:
        target = self.folder / f"{address.stem}{address.ending}"
        with incoming(target) as fresh:
            got = downloader.get(address.url, fresh)
            check_content(fresh, address.ending, got.content_type, {wanted.instrument.number, address.number})
            source = Provenance(address.number, address.url, got.final_address, self.now(), got.sha256, got.bytes, got.content_type)
            placed = place(fresh, target, source)
        outcome: Outcome = "replaced" if placed == "replaced_foreign" else placed
        return Fetched(wanted.number, outcome, _done(wanted, address, target, placed, got.bytes), file=str(target), address=address.url)

    def _failed(self, wanted: Wanted, failure: Failure) -> Fetched:
        page = wanted.by_hand.url if wanted.by_hand else None
        found = f"mở {page} bằng trình duyệt" if page else "tìm văn bản trên trang chính thức"
        parts = ", ghép các tệp thành một" if failure.reason == "parts" else ""
        line = f"{wanted.number}: không tải được ({failure.problem}); hãy {found}{parts}, lưu vào {self.folder / wanted.stem}.pdf."
        return Fetched(wanted.number, "failed", line, failure.reason, address=next((a.url for a in wanted.addresses), None), page=page)


def _done(wanted: Wanted, address: Address, target: Path, placed: Placed, size: int) -> str:
    what = {
        "added": "đã tải",
        "replaced": "đã thay bản cũ bằng",
        "replaced_foreign": f"bản có sẵn không do lệnh này tải, đã giữ lại ở {kept_copy(target).name}; nay dùng",
        "unchanged": "không đổi,",
    }[placed]
    text = f" (bản hợp nhất {address.number})" if address.number != wanted.number else ""
    later = "; cần lưu lại thành .docx thì mới đọc được" if target.suffix == ".doc" else ""
    return f"{wanted.number}: {what} {target.name}{text}, {size / 1024:,.0f} KB{later}."
