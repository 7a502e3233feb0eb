"""Kernels by forking: the page server's side of :mod:`calcinosis.serving.zygote`."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any, cast

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from calcinosis.serving.settings import PYTHON

NAME = "calcinosis-zygote"
AVAILABLE = sys.platform == "linux"
FORK_LIMIT = 20.0
"""Seconds that a fork may take; the first waits for the zygote's own imports."""


class ForkedKernel:
    """A kernel's process as a provisioner handles it: like ``subprocess.Popen``, but a child of the zygote."""

    stdin = stdout = stderr = None

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        connection.settimeout(FORK_LIMIT)
        line = self._line()
        if not line:
            raise ConnectionResetError("the zygote went away")
        self.pid = int(line)
        connection.setblocking(False)  # noqa: FBT003 (socket's signature)
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit status, or None while it runs."""
        if self.returncode is None:
            try:
                line = self._line()
            except BlockingIOError:
                return None
            except OSError:
                line = ""
            self.returncode = int(line) if line.strip() else -signal.SIGKILL
            self._connection.close()
        return self.returncode

    def wait(self) -> int:
        """Wait for the end."""
        while (status := self.poll()) is None:
            time.sleep(0.01)
        return status

    def send_signal(self, number: int) -> None:
        """Send a signal."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def _line(self) -> str:
        """Read one short line: the process number, and at the end the exit status."""
        line = b""
        while not line.endswith(b"\n"):
            byte = self._connection.recv(1)
            if not byte:
                return line.decode()
            line += byte
        return line.decode()


class Nursery:
    """The zygote of this process, started when first needed and again if it dies."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = ""
        self._environment: dict[str, str] = {}

    @property
    def _address(self) -> str:
        return str(Path(self._folder) / "zygote")

    def start(self, folder: str, environment: dict[str, str]) -> None:
        """Start the zygote, with its socket in a private folder.

        A kernel can read the environment that the zygote was started with, so it may hold no more than a kernel's own.
        """
        self._folder = tempfile.mkdtemp(prefix="z-", dir=folder)
        self._environment = environment
        self._process = subprocess.Popen(  # noqa: S603 (our own module)
            [*PYTHON, "calcinosis.serving.zygote", self._address],
            stdin=subprocess.PIPE,
            env=environment,
            start_new_session=True,
        )

    def fork(self, request: dict[str, Any]) -> ForkedKernel:
        """Ask for a kernel.

        Raises
        ------
        OSError
            There is no zygote, or it did not answer in time.
        """
        if self._process is None:
            raise ProcessLookupError("the zygote was not started")
        until = time.monotonic() + FORK_LIMIT
        while True:
            if self._process.poll() is not None:
                self.start(str(Path(self._folder).parent), self._environment)
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                connection.connect(self._address)
                connection.sendall(json.dumps(request).encode() + b"\n")
                return ForkedKernel(connection)
            except OSError:
                connection.close()
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)

    def stop(self) -> None:
        """End the zygote and all its kernels."""
        if self._process is not None and self._process.stdin:
            self._process.stdin.close()
            try:
                self._process.wait(timeout=2)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


nursery = Nursery()
"""One for a process, as the operating system's own children are."""


class ForkedProvisioner(LocalProvisioner):
    """Start kernels by forking the zygote; by themselves if that fails."""

    async def launch_kernel(self, cmd: list[str], **settings: Any) -> KernelConnectionInfo:  # noqa: ANN401 (jupyter_client's signature)
        """Fork a kernel."""
        request = {
            # what follows the module's name: the kernel's own arguments
            "argv": cmd[cmd.index("ipykernel_launcher") + 1 :],
            "env": settings.get("env", {}),
            "cwd": settings.get("cwd") or str(Path.cwd()),
        }
        try:
            kernel = await asyncio.get_running_loop().run_in_executor(None, nursery.fork, request)
        except (OSError, ValueError) as error:
            self.log.warning("no kernel could be forked (%s); starting one by itself", error)
            return await super().launch_kernel(cmd, **settings)
        self.process = cast("Any", kernel)
        self.pid = self.pgid = kernel.pid
        return self.connection_info


def register() -> None:
    """Make the provisioner known to jupyter_client, as an installed package would by its entry point."""
    provisioners = KernelProvisionerFactory.instance().provisioners
    provisioners[NAME] = EntryPoint(
        NAME, f"{__name__}:{ForkedProvisioner.__name__}", KernelProvisionerFactory.GROUP_NAME
    )
