"""The language model that the settings name: which one and where, built through LangChain at its first use, read piece by piece."""

import logging
import math
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

from ingest.models import ModelError
from ingest.settings import Settings

from .composers.prompt import SCHEMA, Message

WHOLE_SECONDS = 90.0  # for one answer, the second attempt included; TRO_LY_MODEL_TIMEOUT sets another
SILENT_SHARE = 1 / 3  # of it that may pass without a piece: a model on this machine loads and reads its prompt first
HTTP_RETRIES = 1  # of a request that the server could not take (429, 500, no connection); LangChain's client waits in between
NO_KEY = "none"  # sent where no key is set: else the client would send OPENAI_API_KEY to whatever address is named
UNNAMED = "default"  # servers of one model take any name
_EXTRA = "langchain_openai"
OLLAMA = "ollama:"
_LOCAL_NAMES = frozenset({"localhost", "ip6-localhost"})

Failing = Literal["unusable", "unreachable", "slow", "broken", "refused"]
_log = logging.getLogger(__name__)


class LanguageError(ModelError):
    """The language model that is named cannot be used; one Vietnamese line."""


class ModelFailed(Exception):
    """No answer from the model, or none to the end; `status` is that of HTTP, where there was one."""

    def __init__(self, failing: Failing, status: int | None = None) -> None:
        super().__init__(f"{failing}{f' (HTTP {status})' if status else ''}")
        self.failing, self.status = failing, status


class ChatModel(Protocol):
    """What drafts: the seam that another model can fill in."""

    title: str
    place: str | None  # the other machine that it may send what it reads to, as staff are told; None where it is this one
    keeps_back: Path | None  # the folder of whose files it is given nothing

    def begin(self) -> float:
        """Makes ready, and gives the time on the clock of `monotonic` by which one answer must be there. Raises ModelFailed."""

    def pieces(self, messages: Sequence[Message], until: float) -> Iterator[str]:
        """The reply as it arrives. Raises ModelFailed, at the latest when `monotonic()` is `until`."""


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A name that `init_chat_model` knows, or the address of an OpenAI-compatible server and the name of the model there."""

    name: str | None = None
    url: str | None = None
    key: str | None = field(default=None, repr=False)
    seconds: float = WHOLE_SECONDS
    host: str | None = None  # where it is asked, as far as that is known
    uploads: Path | None = None  # what users added, where it may not leave this machine

    @property
    def title(self) -> str:
        """How the model is called in answers."""
        return self.name or UNNAMED

    @property
    def place(self) -> str | None:
        """The other machine that what it reads may go to; None only for a model on this one."""
        in_cloud = (self.name or "").endswith(("-cloud", ":cloud"))  # ollama passes these on
        if is_loopback(self.host) and not in_cloud:
            return None
        return self.host if self.host and not in_cloud else "nhà cung cấp mô hình"

    @property
    def keeps_back(self) -> Path | None:
        """The folder of whose files nothing is sent: a model on this machine may read all."""
        return self.uploads if self.place else None


def is_loopback(host: str | None) -> bool:
    """Whether the host is this machine, by its form alone.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("localhost.example.com"), is_loopback(None)
    (True, True, True, False, False)
    """
    if not host:
        return False
    with suppress(ValueError):
        address = ip_address(host)
        return address.is_loopback or address.is_unspecified
    return host.lower() in _LOCAL_NAMES


def choose_model(settings: Settings) -> ModelChoice | None:
    """The language model of the settings; None where none is named. Loads nothing. Raises LanguageError."""
    if not settings.model and not settings.model_url:
        return None
    if settings.model_url:
        _check_address(settings.model_url)
    openai = settings.model_url or (settings.model or "").startswith(("openai:", "gpt-"))
    if openai and find_spec(_EXTRA) is None:
        raise LanguageError(f"Mô hình ngôn ngữ này cần gói mở rộng [model] (thiếu {_EXTRA}): hãy chạy pip install '.[model]'.")
    uploads = None if settings.model_uploads else settings.uploads
    host = _host(settings.model, settings.model_url)
    return ModelChoice(settings.model, settings.model_url, settings.model_key, _seconds(settings.model_timeout), host, uploads)


def _host(name: str | None, url: str | None) -> str | None:
    """The host of the address; ollama alone is asked on this machine where no address is given."""
    if url or not (name or "").startswith(OLLAMA):
        return urlsplit(url or "").hostname
    address = os.environ.get("OLLAMA_HOST") or "127.0.0.1"
    with suppress(ValueError):
        return urlsplit(address if "//" in address else f"//{address}").hostname
    return None


def _check_address(url: str) -> None:
    with suppress(ValueError):
        parts = urlsplit(url)
        if parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0:
            return
    raise LanguageError("TRO_LY_MODEL_URL không phải là địa chỉ http:// hoặc https://, ví dụ http://127.0.0.1:11434/v1.")


def _seconds(text: str | None) -> float:
    if text is None:
        return WHOLE_SECONDS
    with suppress(ValueError):
        if math.isfinite(seconds := float(text)) and seconds > 0:
            return seconds
    raise LanguageError(f"TRO_LY_MODEL_TIMEOUT {text!r} không phải là số giây lớn hơn 0.")


class LanguageModel:
    """The model chosen. Nothing of LangChain is imported before its first use; safe to share between threads."""

    def __init__(self, choice: ModelChoice) -> None:
        self.title, self.place, self.keeps_back = choice.title, choice.place, choice.keeps_back
        self._seconds = choice.seconds
        self._choice = choice
        self._structured: Any = None
        self._building = Lock()

    def begin(self) -> float:
        """Importing LangChain takes seconds, once: they are not the model's."""
        with self._building:
            if self._structured is None:
                try:
                    self._structured = _structured(self._choice, SILENT_SHARE * self._seconds)
                except Exception as error:  # each provider has its own for a name, a key or a package that is missing
                    raise ModelFailed("unusable") from error
        return monotonic() + self._seconds

    def pieces(self, messages: Sequence[Message], until: float) -> Iterator[str]:
        """Read in a thread of its own: a client that hangs, or sleeps before it tries again, holds nobody up."""
        arrived: Queue[str | ModelFailed | None] = Queue()
        left = Event()
        Thread(target=self._read, args=(messages, arrived, left), daemon=True).start()
        silent = SILENT_SHARE * self._seconds
        try:
            while (rest := until - monotonic()) > 0:
                try:
                    piece = arrived.get(timeout=min(silent, rest))
                except Empty:
                    break
                if piece is None:
                    return
                if isinstance(piece, ModelFailed):
                    raise piece
                yield piece
            raise ModelFailed("slow")
        finally:
            left.set()

    def _read(self, messages: Sequence[Message], arrived: "Queue[str | ModelFailed | None]", left: Event) -> None:
        try:
            for piece in self._texts(messages):
                if left.is_set():
                    return
                arrived.put(piece)
            arrived.put(None)
        except ModelFailed as error:
            _log.info("the language model failed: %s", error, exc_info=True)
            arrived.put(error)

    def _texts(self, messages: Sequence[Message]) -> Iterator[str]:
        begun = False
        try:
            from langsmith import tracing_context

            with tracing_context(enabled=False):  # whatever the environment says: nothing goes anywhere but to the model
                for chunk in self._structured.stream(list(messages)):
                    begun = True
                    yield _text_of(chunk)
        except Exception as error:  # a client raises whatever its server makes it raise
            raise _failed(error, begun) from error


def _structured(choice: ModelChoice, silent: float) -> Any:
    """The model bound to the schema of an answer, in the way of its provider.

    LangChain's structured output is the model so bound and a parser. The parser is left out: it closes what is not closed, so that a
    sentence cut off in the middle looks like a whole one, and what is left of "…khi được ủy quyền" may say something else.
    """
    if choice.url:
        model = _at_address(choice, choice.url, silent)
        from openai import BadRequestError, UnprocessableEntityError

        # what a server answers that knows no structured output (HTTP 400, 422): the prompt itself names the form too
        return model.with_structured_output(SCHEMA).first.with_fallbacks(
            [model], exceptions_to_handle=(BadRequestError, UnprocessableEntityError)
        )
    from langchain.chat_models import init_chat_model

    known: dict[str, Any] = {"api_key": choice.key} if choice.key else {}
    if (choice.name or "").startswith(OLLAMA):
        known |= {"client_kwargs": {"timeout": silent, "trust_env": not is_loopback(choice.host)}}
    bound = init_chat_model(choice.name, temperature=0, **known).with_structured_output(SCHEMA)
    return getattr(bound, "first", bound)


def _at_address(choice: ModelChoice, url: str, silent: float) -> Any:
    """A client that goes to the address and nowhere else: no redirects, and for this machine no proxy of the environment."""
    import httpx
    from langchain_openai import ChatOpenAI

    key: Any = choice.key or NO_KEY
    client = httpx.Client(timeout=silent, follow_redirects=False, trust_env=not is_loopback(choice.host))
    return ChatOpenAI(
        model=(choice.name or UNNAMED).removeprefix("openai:"),
        base_url=url,
        api_key=key,
        temperature=0,
        timeout=silent,
        max_retries=HTTP_RETRIES,
        http_client=client,
    )


def _text_of(chunk: Any) -> str:
    """What a chunk adds to the reply: its text, or of a tool call its arguments."""
    called = getattr(chunk, "tool_call_chunks", None)
    return "".join(call.get("args") or "" for call in called) if called else str(getattr(chunk, "text", "") or "")


def _failed(error: Exception, begun: bool) -> ModelFailed:
    """The failure behind an error of a client, told by the first of its causes that says something."""
    import httpx

    cause: BaseException | None = error
    while cause is not None:
        if isinstance(status := getattr(cause, "status_code", None), int):
            return ModelFailed("refused", status)
        if isinstance(cause, httpx.TimeoutException | TimeoutError):
            return ModelFailed("slow")
        if isinstance(cause, httpx.ConnectError | ConnectionRefusedError):
            return ModelFailed("unreachable")
        cause = cause.__cause__ or cause.__context__
    return ModelFailed("broken" if begun else "refused")
