"""Dense vectors in a Chroma server (`chroma run`), one collection a generation, asked over HTTP by any number of processes.

A collection gets its last record before the manifest of its generation is written and CURRENT names it: nobody sees half of one.
"""

import json
import secrets
import weakref
from collections.abc import Iterator, Set
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from ..embedding import Embedder
from .generation import Generation
from .vectors import BATCH, CollectionVectors, VectorError, VectorServerError

KEPT = 3  # collections: the current one and two before it, for answers that were begun with them
CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 120.0  # Chroma's client itself waits for ever; a batch of a large model takes a while
MAX_FLOATS = 4 * 2**20  # of one call: some 22 MiB as they are sent, the server takes 40
IDS_AT_ONCE = 20_000
COLLECTIONS_AT_ONCE = 100
_ALIVE = "/api/v2/heartbeat"
_PREFIX = "tro-ly"
_SERVED = "served.json"  # in the index: by what name the server knows it
_INDEX = "index"  # the key of a collection's metadata with that name


class ServedVectors(CollectionVectors):
    """One collection of a server. Raises VectorServerError where it does not answer, VectorError where what it holds is wrong."""

    def __init__(self, server: "_Server", name: str, embedder: Embedder) -> None:
        self._server, self._name, self._embedder = server, name, embedder
        self._batch = max(1, min(BATCH, MAX_FLOATS // max(1, embedder.dimension)))
        self._release = weakref.finalize(self, server.client.close)  # a reader in the midst of an older generation keeps it open
        self._release.atexit = False
        with self._reading():
            self._collection = server.client.get_collection(name, embedding_function=None)

    def take_over(self, other: "ServedVectors") -> None:
        """Adds all records of another collection."""
        offset = 0
        with self._reading():
            while (page := other._collection.get(include=["embeddings", "documents"], limit=self._batch, offset=offset))["ids"]:
                self._collection.add(ids=page["ids"], embeddings=page["embeddings"], documents=page["documents"])
                offset += self._batch

    def close(self) -> None:
        self._release()

    def _reading(self) -> AbstractContextManager[None]:
        return self._server.asked(self._name)

    _writing = _reading


class OnServer:
    """A Chroma server by its address. Implements VectorPlace."""

    kind = "server"
    is_sealed = False

    def __init__(self, url: str) -> None:
        self._url = url

    def ready(self) -> None:
        _Server(self._url).client.close()

    def begun(self, target: Generation, base: Generation | None, embedder: Embedder) -> ServedVectors:
        server, name = _Server(self._url), _name(target)
        about = {"hnsw:space": "cosine", _INDEX: _known_as(target.folder.parent)}
        with server.asked(name):
            server.client.create_collection(name, metadata=about, embedding_function=None)
        made = ServedVectors(server, name, embedder)
        if base:
            before = self.opened(base, embedder)
            try:
                made.take_over(before)
            finally:
                before.close()
        return made

    def opened(self, generation: Generation, embedder: Embedder) -> ServedVectors:
        return ServedVectors(_Server(self._url), _name(generation), embedder)

    def holds(self, generation: Generation, ids: Set[str]) -> bool:
        server = _Server(self._url)
        try:
            with server.asked(_name(generation)):
                collection = server.client.get_collection(_name(generation), embedding_function=None)
                return collection.count() == len(ids) and _names(collection) == ids
        except VectorError:
            return False
        finally:
            server.client.close()

    def tidy(self, index: Path) -> None:
        """Of this index's collections the last KEPT stay: also those that builds left behind that were killed go in time."""
        server, known_as = _Server(self._url), _known_as(index)
        try:
            with server.asked(_PREFIX):
                own = [c.name for c in _collections(server.client) if (c.metadata or {}).get(_INDEX) == known_as]
                newest = max(map(_number, own), default=0)
                for name in own:
                    if _number(name) <= newest - KEPT:
                        server.client.delete_collection(name)
        finally:
            server.client.close()


class _Server:
    """A connection. Raises VectorServerError where there is no Chroma server at the address."""

    def __init__(self, url: str) -> None:
        import chromadb
        import httpx
        from chromadb.config import Settings

        self._url = url
        host, port, ssl = _address(url)
        with self.asked(_PREFIX):
            httpx.get(f"{url.rstrip('/')}{_ALIVE}", timeout=CONNECT_SECONDS).raise_for_status().json()["nanosecond heartbeat"]
            self.client = cast(Any, chromadb.HttpClient(host, port, ssl, settings=Settings(anonymized_telemetry=False)))
            self.client._server._session.timeout = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)  # it has no setting for it

    @contextmanager
    def asked(self, name: str) -> Iterator[None]:
        """What Chroma and its HTTP library raise, as IndexProblem: of the collection `name`, or of the server."""
        import httpx
        from chromadb.errors import ChromaError, NotFoundError

        try:
            yield
        except NotFoundError as error:
            raise VectorError(f"the server has no collection {name}") from error
        except ChromaError as error:
            raise VectorError(f"{name}: {_line(error)}") from error
        except httpx.TimeoutException as error:
            raise VectorServerError(_unusable(self._url, "không trả lời kịp")) from error
        except (httpx.TransportError, OSError) as error:
            raise VectorServerError(_unusable(self._url, "không kết nối được")) from error
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:  # another status, no JSON, or other JSON
            raise VectorServerError(_unusable(self._url, "nơi ấy không trả lời như máy chủ Chroma")) from error
        except Exception as error:
            if type(error) is not Exception:  # Chroma raises the class itself for an HTTP status that it has no name for
                raise
            raise VectorServerError(_unusable(self._url, "máy chủ báo lỗi")) from error


def _address(url: str) -> tuple[str, int, bool]:
    """Host, port and whether it is TLS. Raises VectorServerError for anything but scheme, host and port."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = urlsplit(""), None, None
    if parts.scheme not in {"http", "https"} or not host or parts.username or parts.path.strip("/") or parts.query or parts.fragment:
        raise VectorServerError("TRO_LY_CHROMA_URL phải có dạng http://máy-chủ:cổng, không kèm tên người dùng hay đường dẫn.")
    return (f"[{host}]" if ":" in host else host), port or (443 if parts.scheme == "https" else 8000), parts.scheme == "https"


def _unusable(url: str, why: str) -> str:
    return f"Không dùng được máy chủ véc-tơ Chroma tại {url} ({why}): hãy kiểm tra máy chủ đã chạy và TRO_LY_CHROMA_URL đúng địa chỉ."


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _name(generation: Generation) -> str:
    return f"{_PREFIX}-{generation.folder.name.removesuffix('.building')}"


def _number(name: str) -> int:
    """The number of the generation that a collection belongs to.

    >>> _number("tro-ly-gen-000012-3fa2b1")
    12
    """
    return int(name.removeprefix(f"{_PREFIX}-gen-").partition("-")[0])


def _names(collection: Any) -> set[str]:
    found, offset = set[str](), 0
    while ids := collection.get(include=[], limit=IDS_AT_ONCE, offset=offset)["ids"]:
        found.update(ids)
        offset += IDS_AT_ONCE
    return found


def _collections(client: Any) -> list[Any]:
    """All that the server has: it may have those of many indexes, and gives some at a time."""
    found = list[Any]()
    while page := client.list_collections(limit=COLLECTIONS_AT_ONCE, offset=len(found)):
        found += page
    return found


def _known_as(index: Path) -> str:
    """The name by which the server knows this index, made when its writer first asks.

    A copy of an index in another folder gets a name of its own, so that neither removes the other's collections.
    """
    file, folder = index / _SERVED, str(index.absolute())
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
        if held["folder"] == folder:
            return str(held["name"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        pass  # none yet, or not ours
    name = secrets.token_hex(8)
    file.write_text(json.dumps({"name": name, "folder": folder}, ensure_ascii=False), encoding="utf-8")
    return name
