"""A visitor of the pages without a browser: Streamlit's own messages over its websocket, as the page's script sends them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from .page import GIVE_UP

_PATH = "/_stcore/stream"
_PROTOCOL = "streamlit"
_ERROR = 1  # AlertProto.Format.ERROR


class SessionError(Exception):
    """The server sent what it should not have, or nothing for too long."""


class PageSession:
    """One session of the chat. Raises SessionError, or what websockets raises where the connection breaks."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._box = ""  # the id of the question box
        self._buttons: set[str] = set()  # the ids of the buttons that were drawn last

    async def visit(self) -> None:
        """The first drawing of the page."""
        message = BackMsg()
        message.rerun_script.query_string = ""
        await self._drawn(message)
        if not self._box:
            raise SessionError("the page has no question box")

    async def ask(self, question: str) -> int:
        """How many texts the page drew from the question on, its answer among them. Raises TimeoutError after GIVE_UP."""
        message = BackMsg()
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self._box
        state.chat_input_value.data = question
        async with asyncio.timeout(GIVE_UP):
            return await self._drawn(message, question)

    async def press(self, key: str) -> None:
        """Presses the button with this key. Raises SessionError where there is none, TimeoutError after GIVE_UP."""
        button = next((each for each in self._buttons if each.endswith(f"-{key}")), None)
        if button is None:
            raise SessionError(f"the page has no button {key!r}")
        message = BackMsg()
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.trigger_value = button, True
        async with asyncio.timeout(GIVE_UP):
            await self._drawn(message)

    async def _drawn(self, message: BackMsg, question: str = "") -> int:
        """Sends, and reads until the script behind the page has finished. Raises SessionError where an error is shown, or no answer."""
        await self._socket.send(message.SerializeToString())
        answered = 0
        self._buttons.clear()
        while True:
            received = await self._socket.recv()
            told = ForwardMsg.FromString(received if isinstance(received, bytes) else received.encode())
            kind = told.WhichOneof("type")
            if kind == "delta":
                answered += self._looked_at(told.delta, question, answered)
            elif kind == "script_finished":
                if told.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise SessionError(f"the script ended with {ForwardMsg.ScriptFinishedStatus.Name(told.script_finished)}")
                if question and answered < 2:
                    raise SessionError(f"no answer to {question!r}")
                return answered

    def _looked_at(self, delta: Delta, question: str, answered: int) -> int:
        """1 for the question and each text after it, else 0."""
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "chat_input":
            self._box = element.chat_input.id
        elif kind == "button":
            self._buttons.add(element.button.id)
        elif kind == "exception" or (kind == "alert" and element.alert.format == _ERROR):
            raise SessionError(f"an error is shown: {element.exception.message or element.alert.body}")
        if not question or kind not in {"markdown", "text", "html"}:
            return 0
        body = getattr(element, kind).body
        return int(bool(body) and (answered > 0 or question[:20] in body))


@asynccontextmanager
async def session(address: str) -> AsyncIterator[PageSession]:
    """A session of the pages at http://host:port, drawn once; ended when the block is left."""
    url = address.replace("http://", "ws://", 1) + _PATH
    async with connect(url, subprotocols=[Subprotocol(_PROTOCOL)], origin=Origin(address), max_size=None, compression=None) as socket:
        page = PageSession(socket)
        async with asyncio.timeout(GIVE_UP):
            await page.visit()
        yield page
