"""Run a page's cells in its kernel and collect what they show.

Voila's own executor asks a new kernel whether it is ready and then waits until it has been silent for 0.2 s, starts a
heartbeat thread for each page, and polls. A page needs none of it: it sends a request until the kernel answers, and
then one cell after the other.
"""

import asyncio
import logging
import queue
import time
from collections.abc import AsyncIterator
from typing import Any

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode

log = logging.getLogger(__name__)

START_LIMIT = 60.0
"""Seconds that a kernel may take to answer for the first time."""
CELL_LIMIT = 120.0
"""Seconds that one cell may take."""
ASK_AGAIN, ASK_LATER = 0.1, 1.0
"""Seconds after which a kernel that has not answered yet is asked again: at first, and at most. In a rush of learners
more questions would only be more work."""
SHOWN = frozenset({"display_data", "execute_result"})


class NotDrawnError(Exception):
    """A cell failed, or the kernel did not answer in time or died."""


class Drawing:
    """A kernel that draws one page."""

    def __init__(self, manager: AsyncKernelManager) -> None:
        self._manager = manager
        self._client = manager.client()

    async def start(self) -> None:
        """Wait until the kernel answers and its outputs can be heard.

        Raises
        ------
        NotDrawnError
            It did not.
        """
        channels = {"shell": True, "iopub": True, "stdin": False, "hb": False, "control": False}
        self._client.start_channels(**channels)
        until = time.monotonic() + START_LIMIT
        patience = ASK_AGAIN
        while time.monotonic() < until:
            # An answer on the channel of outputs proves that nothing a cell shows will be missed.
            self._client.kernel_info()
            try:
                await self._client.get_iopub_msg(timeout=patience)
            except queue.Empty:
                patience = min(2 * patience, ASK_LATER)
                await self._check_alive()
            else:
                return
        raise NotDrawnError("the kernel does not answer")

    async def outputs(self, cells: list[NotebookNode]) -> AsyncIterator[list[NotebookNode]]:
        """Return what each cell shows, in order; an error output ends the page, for what follows may depend on it."""
        failed = False
        for number, cell in enumerate(cells):
            if failed or cell.cell_type != "code" or not cell.source.strip():
                yield []
                continue
            try:
                yield await self._run(cell.source)
            except NotDrawnError as error:
                log.error("cell %s: %s", number, error)  # noqa: TRY400 (the traceback is the kernel's, and in the text)
                failed = True
                yield [nbformat.v4.new_output("error")]

    def close(self) -> None:
        """Let go of the kernel's channels; the page's own connection takes over."""
        self._client.stop_channels()

    async def _run(self, source: str) -> list[NotebookNode]:
        asked = self._client.execute(source, store_history=False, allow_stdin=False)
        shown: list[NotebookNode] = []
        until = time.monotonic() + CELL_LIMIT
        while time.monotonic() < until:
            try:
                message: dict[str, Any] = await self._client.get_iopub_msg(timeout=1.0)
            except queue.Empty:
                await self._check_alive()
                continue
            if message["parent_header"].get("msg_id") != asked:
                continue
            kind, content = message["header"]["msg_type"], message["content"]
            if kind in SHOWN:
                shown.append(nbformat.v4.output_from_msg(message))
            elif kind == "error":
                raise NotDrawnError("\n".join(content["traceback"]))
            elif kind == "status" and content["execution_state"] == "idle":
                return shown
        raise NotDrawnError(f"took more than {CELL_LIMIT:g} s")

    async def _check_alive(self) -> None:
        if not await self._manager.is_alive():
            raise NotDrawnError("the kernel died")
        await asyncio.sleep(0)
