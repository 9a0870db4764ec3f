"""Fetching against a server on this machine: what is got, what is refused and in which words; no test touches the network."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import socket
import ssl
import subprocess
import threading
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import docx
import pytest

from ingest.__main__ import main
from ingest.catalogue import CORPUS, CatalogueError, Instrument, load_catalogue
from ingest.fetch import Fetched, Fetcher, FetchReport, Limits, UnknownNumber
from ingest.fetch.addresses import find_wanted, official_hosts, wanted_of
from ingest.fetch.fulltext import incoming
from ingest.index import build, check
from ingest.show import show

NUMBER, STEM = "1/2099/NĐ-CP", "1-2099-nd-cp"
LAW = """CHÍNH PHỦ
Số: 1/2099/NĐ-CP
Hà Nội, ngày 02 tháng 01 năm 2020
NGHỊ ĐỊNH
Quy định về vườn cây của cơ quan
Điều 1. Trồng cây
1. Mỗi phòng trồng mười cây trong một năm.
2. Trưởng phòng ghi sổ trồng cây.
Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực từ ngày 01 tháng 02 năm 2020."""
PDF = b"%PDF-1.4\n" + LAW.encode() + b"\n%%EOF\n"
NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
SMALL = Limits(max_bytes=100_000, connect_seconds=2, read_seconds=2, total_seconds=5, pause_seconds=7)

Handler = BaseHTTPRequestHandler
Reply = Callable[[Handler], None]


def page(text: str) -> bytes:
    body = "\n".join(f"<p>{line}</p>" for line in text.split("\n"))
    return f'<!doctype html><html><head><meta charset="utf-8"><title>Văn bản</title></head><body>{body}</body></html>'.encode()


def word(text: str) -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(stream)
    return stream.getvalue()


def send(content: bytes, content_type: str = "application/pdf", status: int = 200, length: int | None = None) -> Reply:
    """Sends the content; `length` announces another number of bytes than come, -1 none."""

    def reply(handler: Handler) -> None:
        handler.send_response(status)
        if content_type:
            handler.send_header("Content-Type", content_type)
        if length != -1:
            handler.send_header("Content-Length", str(len(content) if length is None else length))
        handler.end_headers()
        handler.wfile.write(content)
        handler.close_connection = True

    return reply


def redirect(to: str) -> Reply:
    def reply(handler: Handler) -> None:
        handler.send_response(302)
        handler.send_header("Location", to)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return reply


@dataclass
class Site:
    """The server: what it answers at which path, and which paths were asked for."""

    url: str
    port: int
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def drip(self, seconds: float) -> Reply:
        """Sends one byte, waits, sends one byte …, until the test is over."""

        def reply(handler: Handler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Type", "application/pdf")
            handler.end_headers()
            try:
                while not self.closing.is_set():
                    handler.wfile.write(b"%")
                    handler.wfile.flush()
                    self.closing.wait(seconds)
            except OSError:  # the client has given up, as it should
                handler.close_connection = True

        return reply


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this machine can be looked up; settings of the machine for a proxy do not count."""
    look_up = socket.getaddrinfo

    def only_loopback(host: Any, *rest: Any, **named: Any) -> Any:
        if host not in {"127.0.0.1", "localhost"}:
            raise socket.gaierror(socket.EAI_NONAME, "no network in tests")
        return look_up(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", only_loopback)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def site() -> Iterator[Site]:
    yield from serve("http")


def serve(scheme: str, context: ssl.SSLContext | None = None) -> Iterator[Site]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.replies.get(self.path, send(b"<html>404</html>", "text/html", 404))(self)

        def log_message(self, *args: object) -> None:
            return

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *args: object) -> None:  # a client that hangs up is what is tested
            return

    server = Quiet(("127.0.0.1", 0), Answer)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    port = int(server.server_address[1])
    site = Site(f"{scheme}://127.0.0.1:{port}", port)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield site
    site.closing.set()
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Shelf:
    """A corpus of one's own with the fetcher for it."""

    corpus: Path
    pauses: list[float] = field(default_factory=list)

    @property
    def fulltext(self) -> Path:
        return self.corpus / "fulltext"

    def catalogue(self, *instruments: tuple[str, list[str]], extra: str = "") -> None:
        entries = [
            f'[[instrument]]\nnumber = "{number}"\nkind = "Nghị định"\nissuer = "Chính phủ"\ntitle = "vườn cây"\n'
            f"issued_on = 2020-01-02\neffective_on = 2020-02-01\npages = {json.dumps(pages)}\n{extra}"
            for number, pages in instruments
        ]
        folder = self.corpus / "catalogue"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "instruments.toml").write_text("schema = 1\n" + "\n".join(entries), "utf-8")
        shutil.copy(CORPUS / "catalogue" / "hosts.toml", folder)

    def fetcher(self, limits: Limits = SMALL, hosts: frozenset[str] | None = frozenset({"127.0.0.1"}), loopback: bool = True) -> Fetcher:
        return Fetcher(
            self.corpus,
            load_catalogue(self.corpus),
            hosts=hosts,
            limits=limits,
            loopback_http=loopback,
            sleep=self.pauses.append,
            now=lambda: NOW,
        )

    def fetch(self, *numbers: str, limits: Limits = SMALL) -> FetchReport:
        return self.fetcher(limits).run(numbers)

    def one(self, address: str, limits: Limits = SMALL) -> Fetched:
        """What becomes of an instrument that has this one address."""
        self.catalogue((NUMBER, [address]))
        return self.fetch(NUMBER, limits=limits).results[0]

    def files(self) -> list[str]:
        return sorted(path.name for path in self.fulltext.iterdir()) if self.fulltext.exists() else []


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "corpus")


@pytest.mark.parametrize(
    ("path", "content", "content_type", "name"),
    [
        ("/tep/van-ban.pdf", PDF, "application/pdf", f"{STEM}.pdf"),
        ("/tep/van-ban.PDF", PDF, "application/octet-stream", f"{STEM}.pdf"),
        ("/tai?id=7&file_name=van-ban.pdf", PDF, "", f"{STEM}.pdf"),
        ("/tep/van-ban.docx", word(LAW), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", f"{STEM}.docx"),
        ("/tep/van-ban.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "application/msword", f"{STEM}.doc"),
        ("/trang/van-ban.htm", page(LAW), "text/html; charset=utf-8", f"{STEM}.html"),
        ("/trang/van-ban.aspx?ItemID=7", page(LAW), "text/html", f"{STEM}.html"),
    ],
)
def test_official_file_comes_with_its_provenance(site: Site, shelf: Shelf, path: str, content: bytes, content_type: str, name: str) -> None:
    site.replies[path] = send(content, content_type)
    result = shelf.one(site.url + path)
    assert (result.outcome, result.file) == ("added", str(shelf.fulltext / name))
    assert shelf.files() == [name, f"{name}.provenance.toml"]
    assert (shelf.fulltext / name).read_bytes() == content
    provenance = tomllib.loads((shelf.fulltext / f"{name}.provenance.toml").read_text("utf-8"))
    assert provenance == {
        "schema": 1, "number": NUMBER, "address": site.url + path, "final_address": site.url + path, "fetched_at": NOW,
        "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content), "content_type": content_type.partition(";")[0],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("reply", "ending", "reason", "says"),
    [
        (send(page(LAW), "text/html"), ".pdf", "wrong_type", "trang trả về text/html, không phải tệp .pdf"),
        (send(page(LAW), "application/pdf"), ".pdf", "wrong_type", "nội dung tải về không phải tệp .pdf"),
        (send(b"", "application/pdf"), ".pdf", "wrong_type", "nội dung tải về không phải tệp .pdf"),
        (send(PDF, "application/msword"), ".docx", "wrong_type", "trang trả về application/msword, không phải tệp .docx"),
        (send(PDF, ""), ".docx", "wrong_type", "không phải tệp .docx"),
        (send(word(LAW)[:-30], "application/zip"), ".docx", "wrong_type", "hoặc tệp bị cụt"),
        (send(PDF, "application/pdf"), ".doc", "wrong_type", "không phải tệp .doc"),
        (send(PDF, "application/pdf"), ".htm", "wrong_type", "không phải tệp .html"),
        (send(PDF, "text/html"), ".htm", "wrong_type", "không đọc được trang tải về"),
        (send(page("Không tìm thấy trang bạn yêu cầu."), "text/html"), ".htm", "not_the_text", "trang không có toàn văn"),
        (send(page(f"Nghị định số {NUMBER} về vườn cây\nTải tệp"), "text/html"), ".htm", "not_the_text", "trang không có toàn văn"),
        (send(page(LAW.replace(NUMBER, "11/2099/NĐ-CP")), "text/html"), ".htm", "not_the_text", "trang không có toàn văn"),
        (send(b"", "text/html", 404), ".pdf", "status", "trang không còn tệp này, mã 404"),
        (send(PDF, "application/pdf", 503), ".pdf", "status", "máy chủ đang lỗi, hãy thử lại sau, mã 503"),
        (send(PDF, "application/pdf", 206), ".pdf", "status", "mã 206"),
        (send(PDF, length=len(PDF) + 500), ".pdf", "cut", "kết nối bị ngắt giữa chừng"),
        (send(PDF[:60], length=-1), ".pdf", "cut", "tệp PDF bị cụt"),
        (send(b"%PDF-" + bytes(100_001)), ".pdf", "too_large", "tệp lớn hơn mức 0.0954 MB"),
        (send(b"%PDF-" + bytes(300_000), length=-1), ".pdf", "too_large", "tệp lớn hơn mức 0.0954 MB"),
        (redirect("https://thu-vien.example/van-ban.pdf"), ".pdf", "not_permitted", "'thu-vien.example', không thuộc danh sách"),
        (redirect("//127.0.0.1.example/van-ban.pdf"), ".pdf", "not_permitted", "không thuộc danh sách"),
        (redirect("file:///etc/passwd"), ".pdf", "not_permitted", "không thuộc danh sách"),
        (redirect("http://a:b@127.0.0.1/x.pdf"), ".pdf", "not_permitted", "tên đăng nhập"),
        (redirect("/van-ban.pdf"), ".pdf", "redirects", "trang chuyển hướng quá 5 lần"),
    ],
)
def test_what_is_not_the_text_is_refused_and_named(site: Site, shelf: Shelf, reply: Reply, ending: str, reason: str, says: str) -> None:
    site.replies[f"/van-ban{ending}"] = reply
    result = shelf.one(f"{site.url}/van-ban{ending}")
    assert (result.outcome, result.reason, result.file) == ("failed", reason, None)
    assert says in result.message
    assert result.message.startswith(f"{NUMBER}: không tải được (") and "\n" not in result.message
    assert f"hãy mở {site.url}/van-ban{ending} bằng trình duyệt, lưu vào {shelf.fulltext / STEM}.pdf" in result.message
    assert shelf.files() == []


@pytest.mark.parametrize(
    ("limits", "interval", "says"),
    [
        (Limits(read_seconds=0.2, total_seconds=5), 3.0, "quá lâu không trả lời"),
        (Limits(read_seconds=2, total_seconds=0.3), 0.05, "quá 0.3 giây mà chưa tải xong"),
    ],
)
def test_slow_server_is_given_up(site: Site, shelf: Shelf, limits: Limits, interval: float, says: str) -> None:
    site.replies["/van-ban.pdf"] = site.drip(interval)
    result = shelf.one(f"{site.url}/van-ban.pdf", limits)
    assert result.reason == "slow" and says in result.message
    assert shelf.files() == []


def test_redirects_within_the_list_are_followed(site: Site, shelf: Shelf) -> None:
    site.replies |= {f"/{n}.pdf": redirect(f"/{n + 1}.pdf") for n in range(4)}
    site.replies["/4.pdf"] = redirect(f"{site.url}/tep/cuoi.pdf")
    site.replies["/tep/cuoi.pdf"] = send(PDF)
    assert shelf.one(f"{site.url}/0.pdf").outcome == "added"
    provenance = tomllib.loads((shelf.fulltext / f"{STEM}.pdf.provenance.toml").read_text("utf-8"))
    assert (provenance["address"], provenance["final_address"]) == (f"{site.url}/0.pdf", f"{site.url}/tep/cuoi.pdf")
    assert len(site.asked) == 6 and shelf.pauses == []


def test_plain_http_is_refused_without_the_test_switch(site: Site, shelf: Shelf) -> None:
    site.replies["/van-ban.pdf"] = send(PDF)
    shelf.catalogue((NUMBER, [f"{site.url}/van-ban.pdf"]))
    (result,) = shelf.fetcher(loopback=False).run([NUMBER]).results
    assert result.reason == "not_permitted" and "không phải https" in result.message
    shelf.catalogue((NUMBER, ["http://vbpl.vn/van-ban.pdf"]))
    (result,) = shelf.fetcher(hosts=frozenset({"vbpl.vn"})).run([NUMBER]).results
    assert result.reason == "not_permitted" and "http://vbpl.vn không phải https" in result.message
    assert site.asked == []


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl to make a certificate")
def test_unverified_certificate_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    names = [
        "-keyout",
        tmp_path / "key.pem",
        "-out",
        tmp_path / "cert.pem",
        "-subj",
        "/CN=127.0.0.1",
        "-addext",
        "subjectAltName=IP:127.0.0.1",
    ]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    server = serve("https", context)
    site = next(server)
    site.replies["/van-ban.pdf"] = send(PDF)
    result = shelf.one(f"{site.url}/van-ban.pdf")
    assert result.reason == "tls" and "không xác minh được chứng chỉ" in result.message
    assert site.asked == [] and shelf.files() == []
    next(server, None)


def test_unchanged_content_is_left_alone(site: Site, shelf: Shelf) -> None:
    site.replies["/van-ban.pdf"] = send(PDF)
    shelf.one(f"{site.url}/van-ban.pdf")
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in shelf.fulltext.iterdir()}
    assert shelf.one(f"{site.url}/van-ban.pdf").outcome == "unchanged"
    assert before == {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in shelf.fulltext.iterdir()}


def test_changed_content_replaces_file_and_provenance(site: Site, shelf: Shelf) -> None:
    site.replies["/van-ban.pdf"] = send(PDF)
    shelf.one(f"{site.url}/van-ban.pdf")
    changed = PDF.replace("mười".encode(), "hai mươi".encode())
    site.replies["/van-ban.pdf"] = send(changed)
    assert shelf.one(f"{site.url}/van-ban.pdf").outcome == "replaced"
    assert (shelf.fulltext / f"{STEM}.pdf").read_bytes() == changed
    assert tomllib.loads((shelf.fulltext / f"{STEM}.pdf.provenance.toml").read_text("utf-8"))["bytes"] == len(changed)
    assert shelf.files() == [f"{STEM}.pdf", f"{STEM}.pdf.provenance.toml"]


def test_failed_second_fetch_leaves_the_first(site: Site, shelf: Shelf) -> None:
    site.replies["/van-ban.pdf"] = send(PDF)
    shelf.one(f"{site.url}/van-ban.pdf")
    site.replies["/van-ban.pdf"] = send(PDF, length=len(PDF) + 1)
    assert shelf.one(f"{site.url}/van-ban.pdf").outcome == "failed"
    assert (shelf.fulltext / f"{STEM}.pdf").read_bytes() == PDF
    assert shelf.files() == [f"{STEM}.pdf", f"{STEM}.pdf.provenance.toml"]


def test_failed_exchange_leaves_the_old_file(site: Site, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    site.replies["/van-ban.pdf"] = send(PDF)
    shelf.one(f"{site.url}/van-ban.pdf")
    site.replies["/van-ban.pdf"] = send(PDF + b"%%EOF")

    def refuse(*args: object) -> None:
        raise PermissionError(13, "file is open", "x.pdf")

    monkeypatch.setattr(Path, "replace", refuse)  # another program holds the file open (Windows)
    with pytest.raises(PermissionError):
        shelf.one(f"{site.url}/van-ban.pdf")
    assert (shelf.fulltext / f"{STEM}.pdf").read_bytes() == PDF
    assert not [name for name in shelf.files() if ".part" in name]


def test_file_that_a_person_put_there_is_kept(site: Site, shelf: Shelf) -> None:
    shelf.fulltext.mkdir(parents=True)
    (shelf.fulltext / f"{STEM}.pdf").write_bytes(b"%PDF- own scan")
    site.replies["/van-ban.pdf"] = send(PDF)
    result = shelf.one(f"{site.url}/van-ban.pdf")
    assert result.outcome == "replaced" and f".{STEM}.pdf.old" in result.message
    assert (shelf.fulltext / f".{STEM}.pdf.old").read_bytes() == b"%PDF- own scan"


def test_lost_provenance_is_written_again(site: Site, shelf: Shelf) -> None:
    site.replies["/van-ban.pdf"] = send(PDF)
    shelf.one(f"{site.url}/van-ban.pdf")
    (shelf.fulltext / f"{STEM}.pdf.provenance.toml").write_text("sha256 = ", "utf-8")
    assert shelf.one(f"{site.url}/van-ban.pdf").outcome == "unchanged"
    assert tomllib.loads((shelf.fulltext / f"{STEM}.pdf.provenance.toml").read_text("utf-8"))["bytes"] == len(PDF)


def test_files_go_before_pages(site: Site, shelf: Shelf) -> None:
    site.replies |= {"/a.htm": send(page(LAW), "text/html"), "/a.docx": send(word(LAW), "application/zip"), "/a.pdf": send(PDF)}
    shelf.catalogue((NUMBER, [f"{site.url}/a.htm", f"{site.url}/a.docx", f"{site.url}/a.pdf"]))
    assert shelf.fetch(NUMBER).ok and site.asked == ["/a.pdf"]
    del site.replies["/a.pdf"]
    assert shelf.fetch(NUMBER).ok and site.asked[1:] == ["/a.pdf", "/a.docx"]
    del site.replies["/a.docx"]
    (result,) = shelf.fetch(NUMBER).results
    assert site.asked[3:] == ["/a.pdf", "/a.docx"]  # a page is no substitute for a file that is known
    assert result.page == f"{site.url}/a.htm" and shelf.pauses == [SMALL.pause_seconds] * 2


def test_text_in_several_files_is_not_taken_in_part(site: Site, shelf: Shelf) -> None:
    site.replies["/phan-1.pdf"] = send(PDF)
    shelf.catalogue((NUMBER, [f"{site.url}/tom-tat.htm", f"{site.url}/phan-1.pdf", f"{site.url}/phan-2.pdf"]))
    (result,) = shelf.fetch(NUMBER).results
    assert result.reason == "parts" and "văn bản đăng thành 2 tệp" in result.message and "ghép các tệp thành một" in result.message
    site.replies["/tom-tat.htm"] = send(page(LAW), "text/html")
    assert shelf.fetch(NUMBER).results[0].file == str(shelf.fulltext / f"{STEM}.html")


CONSOLIDATED = Instrument(
    "31/2024/QH15", "Luật", "Quốc hội", "Đất đai", files=("31-2024-qh15", "44-vbhn-vpqh-2026-luat-dat-dai"),
    consolidations=load_catalogue().instruments["31/2024/QH15"].consolidations,
)  # fmt: skip


@pytest.mark.parametrize(
    ("pages", "asked", "stems"),
    [
        (["https://a.vn/luat-so-31-2024-qh15.pdf"], None, ["31-2024-qh15"]),
        (["https://a.vn/20241333-133444-vbhn-vpqh.pdf"], None, ["44-vbhn-vpqh-2026-luat-dat-dai"]),
        (
            ["https://a.vn/469129-1774_signed.pdf", "https://a.vn/hop-nhat-so-44-vbhn-vpqh-469129/6.htm"],
            None,
            ["44-vbhn-vpqh-2026-luat-dat-dai"],
        ),
        (["https://a.vn/31-2024.pdf", "https://a.vn/44-vbhn-vpqh.pdf"], None, ["31-2024-qh15", "44-vbhn-vpqh-2026-luat-dat-dai"]),
        (["https://a.vn/31-2024.pdf", "https://a.vn/44-vbhn-vpqh.pdf"], "44/VBHN-VPQH", ["44-vbhn-vpqh-2026-luat-dat-dai"]),
        (["https://a.vn/31-2024.pdf"], "44/VBHN-VPQH", []),
        ([], None, []),
    ],
)
def test_file_name_says_which_text_it_is(pages: list[str], asked: str | None, stems: list[str]) -> None:
    instrument = Instrument(
        CONSOLIDATED.number,
        "Luật",
        "Quốc hội",
        "Đất đai",
        files=CONSOLIDATED.files,
        consolidations=CONSOLIDATED.consolidations,
        pages=tuple(pages),
    )
    assert [address.stem for address in wanted_of(instrument, asked).addresses] == stems


def test_every_address_of_our_catalogue_is_on_an_official_host() -> None:
    catalogue, hosts = load_catalogue(), official_hosts(CORPUS)
    pages = [page for instrument in catalogue.instruments.values() for page in instrument.pages]
    assert pages and [page for page in pages if not page.startswith("https://") or page.split("/")[2] not in hosts] == []


@pytest.mark.parametrize(
    "table", ["", "schema = 2", "schema = 1\nhost = 3", 'schema = 1\n[[host]]\nname = "Vbpl.vn"', "schema = 1\n[[host]]"]
)
def test_broken_list_of_hosts_is_named(shelf: Shelf, table: str) -> None:
    shelf.catalogue()
    (shelf.corpus / "catalogue" / "hosts.toml").write_text(table, "utf-8")
    with pytest.raises(CatalogueError, match=r"hosts\.toml"):
        official_hosts(shelf.corpus)


def test_number_without_address_says_what_to_do(shelf: Shelf) -> None:
    shelf.catalogue((NUMBER, []))
    (result,) = shelf.fetch(NUMBER).results
    assert result.reason == "no_address" and result.page is None
    assert "danh mục chưa ghi địa chỉ" in result.message and f"lưu vào {shelf.fulltext / STEM}.pdf" in result.message


def test_unknown_number_names_the_nearest_and_fetches_nothing(site: Site, shelf: Shelf) -> None:
    site.replies["/a.pdf"] = send(PDF)
    shelf.catalogue((NUMBER, [f"{site.url}/a.pdf"]), ("12/2098/QH20", []))
    with pytest.raises(UnknownNumber) as caught:
        shelf.fetch(NUMBER, "1/2098/NĐ-CP")
    assert caught.value.nearest == (NUMBER,) and NUMBER in str(caught.value)
    assert site.asked == []
    assert find_wanted(load_catalogue(shelf.corpus), "1/2099/nd-cp").number == NUMBER


def test_without_numbers_what_is_missing_is_fetched_politely(site: Site, shelf: Shelf) -> None:
    site.replies |= {"/1.pdf": send(PDF), "/2.pdf": send(PDF), "/4.pdf": send(PDF)}
    urls = [f"{site.url}/{n}.pdf" for n in range(5)]
    shelf.catalogue(
        (NUMBER, [urls[1]]), ("2/2099/NĐ-CP", [urls[2]]), ("3/2099/NĐ-CP", [urls[3]]), ("4/2099/NĐ-CP", [urls[4]]),
        ("5/2099/NĐ-CP", [f"{site.url}/chi-la-trang.htm"]), ("6/2099/NĐ-CP", []),
    )  # fmt: skip
    shelf.fulltext.mkdir()
    (shelf.fulltext / "2-2099-nd-cp.docx").write_bytes(word(LAW))
    report = shelf.fetch()
    assert [(r.number, r.outcome) for r in report.results] == [(NUMBER, "added"), ("3/2099/NĐ-CP", "failed"), ("4/2099/NĐ-CP", "added")]
    assert site.asked == ["/1.pdf", "/3.pdf", "/4.pdf"] and shelf.pauses == [SMALL.pause_seconds] * 2
    assert (report.ok, report.offline, len(report.failure_lines())) == (False, False, 1)
    assert "Đã tải 2 văn bản, không đổi 0, chưa tải được 1." in report.success_lines()
    site.replies["/3.pdf"] = send(PDF)
    assert shelf.fetch().ok
    assert shelf.fetch().success_lines() == ["Không còn văn bản nào cần tải."]


def test_one_host_that_cannot_be_reached_is_not_no_network(site: Site, shelf: Shelf) -> None:
    site.replies["/a.pdf"] = send(PDF)
    gone = [f"https://congbao.chinhphu.vn/{n}.pdf" for n in range(2)]
    shelf.catalogue(("2/2099/NĐ-CP", gone[:1]), ("3/2099/NĐ-CP", gone[1:]), (NUMBER, [f"{site.url}/a.pdf"]))
    report = shelf.fetcher(hosts=frozenset({"127.0.0.1", "congbao.chinhphu.vn"})).run()
    assert [r.outcome for r in report.results] == ["failed", "failed", "added"] and not report.offline
    assert all("không kết nối được tới congbao.chinhphu.vn" in line for line in report.failure_lines())


def test_refused_connection_is_named(shelf: Shelf) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        result = shelf.one(f"http://127.0.0.1:{taken.getsockname()[1]}/a.pdf")
    assert result.reason == "connection" and "127.0.0.1 từ chối kết nối" in result.message


def test_command_line_without_network_says_so_in_one_line(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.catalogue((NUMBER, ["https://congbao.chinhphu.vn/a.pdf"]), ("2/2099/NĐ-CP", ["https://vbpl.vn/b.aspx"]), ("3/2099/NĐ-CP", []))
    monkeypatch.setenv("TRO_LY_CORPUS", str(shelf.corpus))
    assert main(["fetch", NUMBER, "2/2099/NĐ-CP", "--json"]) == 1
    out, err = capsys.readouterr()
    answer = json.loads(out)
    assert (answer["ok"], answer["offline"]) == (False, True)
    assert [(r["number"], r["outcome"], r["reason"]) for r in answer["results"]] == [
        (NUMBER, "failed", "offline"),
        ("2/2099/NĐ-CP", "failed", "offline"),
    ]
    (line,) = err.splitlines()
    assert line.startswith("Không có kết nối mạng: 2 văn bản chưa tải được")
    assert main(["fetch", NUMBER]) == 1
    out, err = capsys.readouterr()
    assert out == "" and err.splitlines()[-1].startswith("Không có kết nối mạng: 1 văn bản")
    assert shelf.files() == []


def test_command_line_exit_codes(shelf: Shelf, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    shelf.catalogue((NUMBER, []))
    monkeypatch.setenv("TRO_LY_CORPUS", str(shelf.corpus))
    assert main(["fetch"]) == 0
    assert capsys.readouterr().out == "Không còn văn bản nào cần tải.\n"
    assert main(["fetch", NUMBER, "--json"]) == 1
    assert capsys.readouterr().err.startswith(f"{NUMBER}: không tải được (danh mục chưa ghi địa chỉ")
    assert main(["fetch", "1/2098/NĐ-CP"]) == 2
    assert capsys.readouterr().err == f"Danh mục không có văn bản '1/2098/NĐ-CP'; số gần nhất: {NUMBER}.\n"
    (shelf.corpus / "catalogue" / "hosts.toml").unlink()
    assert main(["fetch", NUMBER]) == 2
    assert "hosts.toml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "content", "content_type"),
    [("/a.docx", word(LAW), "application/zip"), ("/a.htm", page(LAW), "text/html")],
    ids=["docx", "html"],
)
def test_fetched_text_is_built_and_goes_before_the_digest(
    site: Site, shelf: Shelf, tmp_path: Path, path: str, content: bytes, content_type: str
) -> None:
    site.replies[path] = send(content, content_type)
    shelf.catalogue((NUMBER, [f"{site.url}{path}"]))
    (shelf.corpus / "digests").mkdir()
    front = f'+++\nschema = 1\ninstrument = "{NUMBER}"\nreviewed = []\n+++\n'
    digest = f"{front}# Vườn cây\n\n### Điều 1. Trồng cây\n1. Phòng nào cũng trồng 10 cây mỗi năm.\n"
    (shelf.corpus / "digests" / f"{STEM}.md").write_text(digest, "utf-8")
    index, as_of = tmp_path / "index", date(2026, 11, 23)

    def shown() -> tuple[str, str]:
        report = build([shelf.corpus], index, shelf.corpus, quiet=True)
        assert report.unreadable == {} and check(index, [shelf.corpus], shelf.corpus) == []
        found = show(index, load_catalogue(shelf.corpus), NUMBER, "khoản 1 Điều 1", as_of)
        return found.provision.version.text_kind, found.text

    assert shown() == ("digest", "1. Phòng nào cũng trồng 10 cây mỗi năm.")
    (result,) = shelf.fetch(NUMBER).results
    assert result.file
    assert shown() == ("official", "1. Mỗi phòng trồng mười cây trong một năm.")
    for file in shelf.fulltext.iterdir():
        file.unlink()
    assert shown()[0] == "digest"


def test_what_a_killed_fetch_left_is_cleared_when_no_other_can_be_writing_it(tmp_path: Path) -> None:
    old, fresh = tmp_path / f".{STEM}.77.part.pdf", tmp_path / f".{STEM}.78.part.pdf"
    for path in (old, fresh):
        path.write_bytes(PDF)
    os.utime(old, (1, 1))
    with incoming(tmp_path / f"{STEM}.pdf"):
        assert (old.exists(), fresh.exists()) == (False, True)
