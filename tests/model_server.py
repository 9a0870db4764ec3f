"""A language model on loopback that says what a test tells it to: HTTP and server-sent events as the OpenAI protocol has them."""

import json
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

PIECE = 11  # characters a piece, so that words and letters are cut anywhere
Reply = Callable[["_Handler"], None]


def statements(*rows: tuple[str, Sequence[object]], **first: object) -> str:
    """The JSON that is asked for, of sentences with their citations; `first` is what comes before them."""
    told = [{"text": text, "citations": list(numbers)} for text, numbers in rows]
    return json.dumps({**first, "statements": told}, ensure_ascii=False)


def says(text: str) -> Reply:
    """The text as a whole reply, streamed."""

    def reply(handler: "_Handler") -> None:
        handler.begin()
        handler.stream(text)
        handler.end()

    return reply


def says_then_waits(text: str, go_on: Event, rest: str) -> Reply:
    """The text, and the rest only when the test says so."""

    def reply(handler: "_Handler") -> None:
        handler.begin()
        handler.stream(text)
        if go_on.wait(20):
            handler.stream(rest)
            handler.end()

    return reply


def says_for_ever(text: str) -> Reply:
    """Never silent and never at an end."""

    def reply(handler: "_Handler") -> None:
        handler.begin()
        while not handler.served.closing.is_set():
            handler.stream(text)
            time.sleep(0.02)

    return reply


def dies_after(text: str) -> Reply:
    """The text, and then the connection is cut."""

    def reply(handler: "_Handler") -> None:
        handler.begin()
        handler.stream(text)
        handler.connection.shutdown(socket.SHUT_RDWR)

    return reply


def hangs(handler: "_Handler") -> None:
    """Takes the question and says nothing."""
    handler.served.closing.wait(20)


def fails(status: int, **headers: str) -> Reply:
    def reply(handler: "_Handler") -> None:
        handler.whole(status, b'{"error": {"message": "no"}}', {"Content-Type": "application/json"} | headers)

    return reply


def sends(body: bytes, kind: str = "text/event-stream") -> Reply:
    """Any bytes at all."""
    return lambda handler: handler.whole(200, body, {"Content-Type": kind})


@dataclass
class ModelServer:
    """Replies in the order given, the last one again and again; remembers what it was asked."""

    url: str
    replies: list[Reply] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    closing: Event = field(default_factory=Event)

    def will(self, *replies: Reply) -> None:
        self.replies, self.requests, self.headers = list(replies), [], []

    def words(self, request: int = 0) -> str:
        """All that the model was told in a request."""
        return "\n".join(str(message["content"]) for message in self.requests[request]["messages"])


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    served: ModelServer

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.served.requests.append(asked)
        self.served.headers.append(dict(self.headers))
        number = min(len(self.served.requests), len(self.served.replies)) - 1
        with suppress(OSError):  # the reader left
            self.served.replies[number](self)
        self.close_connection = True

    def begin(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self._event({"role": "assistant", "content": ""})

    def stream(self, text: str) -> None:
        for start in range(0, len(text), PIECE):
            self._event({"content": text[start : start + PIECE]})

    def end(self) -> None:
        self._event({}, "stop")
        self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def whole(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _event(self, delta: dict[str, str], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        row = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "invented", "choices": [choice]}
        self._chunk(f"data: {json.dumps(row)}\n\n".encode())

    def _chunk(self, body: bytes) -> None:
        self.wfile.write(f"{len(body):x}\r\n".encode() + body + b"\r\n")
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def model_server() -> Iterator[ModelServer]:
    """The server on a free port."""
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    served = handler.served = ModelServer(f"http://127.0.0.1:{server.server_port}/v1")  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield served
    finally:
        served.closing.set()
        server.shutdown()
        server.server_close()
