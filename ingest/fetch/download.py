"""One address → one file: https only, official hosts only, within limits of size and time, redirects followed by hand."""

import errno
import hashlib
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from .. import faults
from ..readers.reading import MAX_FILE_BYTES
from .failure import Failure, Reason

MAX_BYTES = MAX_FILE_BYTES  # a larger file could not be read afterwards
MAX_REDIRECTS = 5
CONNECT_SECONDS = 15.0
READ_SECONDS = 30.0  # without a single byte
TOTAL_SECONDS = 300.0  # 100 MB at 3 Mbit/s
PAUSE_SECONDS = 2.0  # between two requests: the hosts serve the public, we are no crawler
AGENT = "tro-ly-ban-quan-ly (python -m ingest fetch)"
_NO_ROUTE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL}


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes that one file may take."""

    max_bytes: int = MAX_BYTES
    connect_seconds: float = CONNECT_SECONDS
    read_seconds: float = READ_SECONDS
    total_seconds: float = TOTAL_SECONDS
    pause_seconds: float = PAUSE_SECONDS


@dataclass(frozen=True, slots=True)
class Received:
    """What came: `final_address` after redirects, `content_type` without its parameters."""

    final_address: str
    content_type: str
    sha256: str
    bytes: int


class Downloader:
    """Gets files from a closed list of hosts, with a pause between them.

    `loopback_http` lets a test serve from http://127.0.0.1; nothing else may be plain http. `answered` and `unreachable` are the hosts
    so far: one that could not be reached is not waited for again.
    """

    def __init__(
        self, hosts: frozenset[str], limits: Limits, loopback_http: bool = False, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.hosts, self.limits, self.loopback_http, self.sleep = hosts, limits, loopback_http, sleep
        self.answered: set[str] = set()
        self.unreachable: set[str] = set()
        self._client = httpx.Client(
            follow_redirects=False,
            timeout=httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds),
            headers={"User-Agent": AGENT, "Accept-Encoding": "identity"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def get(self, address: str, target: Path) -> Received:
        """Streams the content at the address into `target`. Raises Failure; what is in `target` then is of no use."""
        try:
            url = httpx.URL(address)
            self._permit(url)
            if self.answered:
                self.sleep(self.limits.pause_seconds)
            deadline = time.monotonic() + self.limits.total_seconds
            for _ in range(MAX_REDIRECTS + 1):
                received = self._request(url, target, deadline)
                if isinstance(received, Received):
                    return received
                url = received
                self._permit(url)
        except httpx.InvalidURL as error:
            raise Failure("not_permitted", "địa chỉ không đúng dạng") from error
        raise Failure("redirects", f"trang chuyển hướng quá {MAX_REDIRECTS} lần")

    def _request(self, url: httpx.URL, target: Path, deadline: float) -> Received | httpx.URL:
        """The file, or the address to go on to."""
        try:
            with self._client.stream("GET", url) as response:
                self.answered.add(url.host)
                if response.has_redirect_location:
                    return url.join(response.headers["Location"])
                return self._save(response, target, deadline)
        except httpx.HTTPError as error:
            failure = _failure(error, url.host)
            (self.unreachable if failure.reason == "offline" else self.answered).add(url.host)
            raise failure from error

    def _permit(self, url: httpx.URL) -> None:
        """Raises Failure unless the address is https (port 443) on an official host."""
        loopback = self.loopback_http and _is_loopback(url.host)
        if url.host not in self.hosts:
            raise Failure(
                "not_permitted",
                f"địa chỉ dẫn tới {url.host or str(url)!r}, không thuộc danh sách trang chính thức (corpus/catalogue/hosts.toml)",
            )
        if not loopback and (url.scheme != "https" or url.port is not None):
            raise Failure("not_permitted", f"địa chỉ {url.scheme}://{url.netloc.decode('ascii')} không phải https thông thường")
        if url.userinfo:
            raise Failure("not_permitted", "địa chỉ có kèm tên đăng nhập")
        if url.host in self.unreachable:
            raise _unreachable(url.host)

    def _save(self, response: httpx.Response, target: Path, deadline: float) -> Received:
        if response.status_code != httpx.codes.OK:
            raise Failure("status", _status(response.status_code))
        announced = response.headers.get("Content-Length", "")
        if announced.isdecimal() and int(announced) > self.limits.max_bytes:
            raise self._too_large()
        digest, size = hashlib.sha256(), 0
        with target.open("wb") as file:
            for chunk in response.iter_bytes():
                size += len(chunk)
                if size > self.limits.max_bytes:
                    raise self._too_large()
                if time.monotonic() > deadline:
                    raise Failure("slow", f"quá {self.limits.total_seconds:g} giây mà chưa tải xong")
                digest.update(chunk)
                file.write(chunk)
                faults.at("fetch.chunk-written")
        content_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return Received(str(response.url), content_type, digest.hexdigest(), size)

    def _too_large(self) -> Failure:
        return Failure("too_large", f"tệp lớn hơn mức {self.limits.max_bytes / 1024**2:.3g} MB")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _status(code: int) -> str:
    known = {
        404: "trang không còn tệp này",
        410: "trang không còn tệp này",
        403: "trang không cho tải tự động",
        429: "trang yêu cầu chờ, hãy thử lại sau",
    }
    return f"{known.get(code, 'máy chủ đang lỗi, hãy thử lại sau' if code >= 500 else 'trang không trả tệp')}, mã {code}"


def _failure(error: httpx.HTTPError, host: str) -> Failure:
    """The failure in words for staff, by what lies at the bottom of an error of the client."""
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return Failure("tls", f"không xác minh được chứng chỉ bảo mật (TLS) của {host}")
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return Failure("tls", f"không lập được kết nối bảo mật (TLS) tới {host}")
    if isinstance(error, httpx.ConnectTimeout | httpx.ProxyError) or any(_is_offline(cause) for cause in causes):
        return _unreachable(host)
    known: list[tuple[type[httpx.HTTPError], Reason, str]] = [
        (httpx.TimeoutException, "slow", f"{host} quá lâu không trả lời"),
        (httpx.ConnectError, "connection", f"{host} từ chối kết nối"),
        (httpx.NetworkError, "cut", "kết nối bị ngắt giữa chừng"),
        (httpx.RemoteProtocolError, "cut", "kết nối bị ngắt giữa chừng"),
    ]
    reason, problem = next(((r, p) for kind, r, p in known if isinstance(error, kind)), ("connection", f"lỗi {type(error).__name__}"))
    return Failure(reason, problem)


def _unreachable(host: str) -> Failure:
    return Failure("offline", f"không kết nối được tới {host}")


def _is_offline(error: BaseException) -> bool:
    """Whether no name could be looked up or no way leads to the host: what a machine without a network says."""
    return isinstance(error, socket.gaierror) or (isinstance(error, OSError) and error.errno in _NO_ROUTE)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
