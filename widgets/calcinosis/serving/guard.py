"""Refuse websocket frames that would stop the server for everybody.

Three single frames make a stock server loop or swallow memory on its event loop, with the kernel id of one's own page
(voila 0.5.13, jupyter_server 2.21): a message with a buffer sent to a client that did not negotiate the v1 protocol,
a v1 frame whose count of offsets is absurd, and a legacy frame whose count is absurd. A client that never reads makes
it keep everything unsent.
"""

import json
import time
from asyncio import Future
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from tornado.web import HTTPError
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler, read_header_from_binary_message

PROTOCOL = "v1.kernel.websocket.jupyter.org"
MAX_FRAME = 1 << 20
"""Bytes of one message from a browser; an essay answer has a few thousand."""
MAX_UNSENT = 8 << 20
"""Bytes that may wait for a client that reads slowly."""
MAX_BUFFERS = 64
"""Binary parts of one message."""
RATE, BURST = 120.0, 600.0
"""Messages a second from one page, lasting and at once; a slider sends one for each animation frame."""
BYTE_RATE, BYTE_BURST = 256 << 10, 4 << 20
"""Bytes a second from one page, lasting and at once: what a kernel has not read yet waits in the server's memory."""
MAX_CONNECTIONS = 4
"""Connections to one kernel. A page has one, and for a moment two when its line was lost."""

ALLOWED_MESSAGES = ["comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request"]
"""A page talks to its widgets and to nothing else."""
CONTROL_TARGET = "jupyter.widget.control"
"""The one comm a page may open. Any other would build widgets of the client's choosing in the kernel."""

PASSED_ON = frozenset(
    {"comm_open", "comm_msg", "comm_close", "comm_info_reply", "kernel_info_reply", "status", "shutdown_reply"}
)
"""What a page is told by its kernel. Text that a kernel prints holds tracebacks with paths and lines of code."""

TRY_LATER, NOT_UNDERSTOOD, TOO_BIG = 1013, 1003, 1009


class MalformedFrameError(ValueError):
    """A frame that no page of ours sends."""


def read_frame(frame: str | bytes) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Take a v1 frame apart as far as is needed to judge it: channel, header, content.

    Raises
    ------
    MalformedFrameError
        The frame is text, its table of offsets is not one, or header or content are not JSON objects.
    """
    if not isinstance(frame, bytes) or len(frame) < 8:
        raise MalformedFrameError("not a v1 frame")
    count = int.from_bytes(frame[:8], "little")
    # channel, header, parent header, metadata, content, buffers, end
    if not 6 <= count <= 6 + MAX_BUFFERS or len(frame) < 8 * (count + 1):
        raise MalformedFrameError("absurd count of parts")
    offsets = [int.from_bytes(frame[8 * i : 8 * i + 8], "little") for i in range(1, count + 1)]
    if offsets[0] != 8 * (count + 1) or offsets[-1] != len(frame) or offsets != sorted(offsets):
        raise MalformedFrameError("parts do not fit the frame")
    try:
        channel = frame[offsets[0] : offsets[1]].decode()
        header = json.loads(frame[offsets[1] : offsets[2]])
        content = json.loads(frame[offsets[4] : offsets[5]])
    except (ValueError, RecursionError) as error:
        raise MalformedFrameError("not JSON") from error
    if channel not in ("shell", "control") or not isinstance(header, dict) or not isinstance(content, dict):
        raise MalformedFrameError("not a message")
    if not isinstance(header.get("msg_type"), str):
        raise MalformedFrameError("no message type")
    return channel, header, content


class Budget:
    """So many a second, and so many at once."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate, self._burst, self._left, self._counted = rate, burst, burst, time.monotonic()

    def spend(self, amount: float) -> bool:
        """Take an amount; False when it is more than is left."""
        now = time.monotonic()
        self._left = min(self._burst, self._left + self._rate * (now - self._counted)) - amount
        self._counted = now
        return self._left >= 0


class GuardedHandler(VoilaKernelWebsocketHandler):
    """Speak the v1 protocol or not at all."""

    connection: "GuardedConnection"

    async def pre_get(self) -> None:
        """Refuse a client that offers only the legacy protocol, before anything is sent to it."""
        offered = self.request.headers.get("Sec-WebSocket-Protocol", "")
        if PROTOCOL not in [name.strip() for name in offered.split(",")]:
            raise HTTPError(400, "This server speaks only the v1 protocol")
        await super().pre_get()

    async def open(self, kernel_id: str) -> None:  # pyright: ignore[reportIncompatibleMethodOverride] (so jupyter_server does)
        """Connect to the kernel, unless too many do already: each connection costs the server a dozen open files."""
        kernels = self.kernel_manager
        if kernels._kernel_connections.get(kernel_id, 0) >= MAX_CONNECTIONS:  # noqa: SLF001 (told nowhere else)
            self.log.warning("Closing a websocket: too many to one kernel")
            kernels.notify_connect(kernel_id)  # its end will be counted off
            self.close(TRY_LATER, "too many connections")
            return
        await super().open(kernel_id)

    def on_ping(self, data: bytes) -> None:
        """Count it: each has been answered."""
        self.connection.is_within_budget(len(data))

    def write_message(self, message: bytes | dict[str, Any], binary: bool = False) -> Future[None] | None:  # noqa: FBT001, FBT002 (tornado's signature)
        """Send, unless too much waits already: then this client does not read, and is let go."""
        connection = self.ws_connection
        stream = getattr(connection, "stream", None)
        if stream is not None and len(stream._write_buffer) > MAX_UNSENT:  # noqa: SLF001 (tornado tells the unsent bytes nowhere else)
            self.log.warning("Closing a page that does not read: %s bytes unsent", len(stream._write_buffer))  # noqa: SLF001 (as above)
            stream.close()
            return None
        header = read_header_from_binary_message(message) if isinstance(message, bytes) else None
        if header is None or header.get("msg_type") not in PASSED_ON:
            return None
        # not by way of Voila's own method, which would only take the header apart again
        return KernelWebsocketHandler.write_message(self, message, binary)

    def select_subprotocol(self, subprotocols: list[str]) -> str | None:
        """Choose v1, whatever a setting prefers."""
        return PROTOCOL if PROTOCOL in subprotocols else None


class GuardedConnection(ZMQChannelsWebsocketConnection):
    """Judge every frame before anything else touches it."""

    websocket_handler: KernelWebsocketHandler

    def __init__(self, **settings: object) -> None:
        super().__init__(**settings)
        self._messages, self._bytes = Budget(RATE, BURST), Budget(BYTE_RATE, BYTE_BURST)
        self._refused = False

    def handle_incoming_message(self, incoming_msg: str | bytes) -> None:
        """Pass a well-formed, allowed message on; close the connection at any other."""
        if self._refused:
            return  # what a client still sends until it has seen the close is not even read
        if not self.is_within_budget(len(incoming_msg)):
            return
        try:
            _, header, content = read_frame(incoming_msg)
        except MalformedFrameError as error:
            self._refuse(NOT_UNDERSTOOD, f"malformed frame: {error}")
            return
        if header["msg_type"] == "comm_open" and content.get("target_name") != CONTROL_TARGET:
            self.log.warning("A page tried to open comm %.80r; ignored", content.get("target_name"))
            return
        super().handle_incoming_message(incoming_msg)  # pyright: ignore[reportArgumentType] (bytes are what v1 carries)

    def is_within_budget(self, size: int) -> bool:
        """Count one frame of so many bytes; close the connection of a page that sends too much."""
        if self._messages.spend(1) and self._bytes.spend(size):
            return True
        if not self._refused:
            self._refuse(TRY_LATER, "too many messages")
        return False

    def _on_error(self, channel: str, msg: object, msg_list: list[Any]) -> None:
        """Leave errors of the kernel as they are: no page is told of them (``PASSED_ON``).

        jupyter_server would replace their tracebacks, fails in doing so (it looks for the replacement on the wrong
        object), and with that exception the page hears nothing more from its kernel.
        """

    def _refuse(self, code: int, reason: str) -> None:
        self._refused = True
        self.log.warning("Closing a websocket: %s", reason)
        self.websocket_handler.close(code, reason[:120])
