"""Keep a few programs running, and leave none behind."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from calcinosis.errors import CalcinosisError
from calcinosis.serving.settings import PYTHON

PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
GRACE = 3.5
"""Seconds that everything together has to end by itself after it was asked to."""
DELAYS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before a program that died is started again; the last one for ever."""
SOUND = 60.0
"""Seconds after which a program that runs counts as sound, and its deaths are forgotten."""
LOG_LIMIT = 2_000_000
"""Bytes of a log, beyond which it is begun anew."""

Say = Callable[[str], None]


@dataclass
class Child:
    """A program that is kept running."""

    name: str
    """What people call it: "the pages", "JupyterLab"."""
    command: list[str]
    log: Path
    environment: dict[str, str]
    nice: int = 0
    """How far it steps back for the others."""
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    deaths: int = 0
    again: float | None = field(default=None)
    """When it is due to be started again; None while it runs."""


class Supervisor:
    """Starts, restarts and ends programs.

    Used as a context: whatever happens inside, every program and everything those programs started is gone after it.
    """

    def __init__(self, say: Say) -> None:
        self._say = say
        self._children: list[Child] = []
        self.asked = threading.Event()
        """Set when a signal asked to stop."""

    def __enter__(self) -> Self:
        """Take the signals that ask to stop, and adopt what the programs may leave behind."""
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(name, lambda *_: self.asked.set())
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """End everything."""
        self._end()

    def start(self, child: Child) -> Child:
        """Start a program and keep it running from now on."""
        self._children.append(child)
        self._spawn(child)
        return child

    def run(self, command: list[str], environment: dict[str, str], *, nice: int = 0) -> int | None:
        """Run a program to its end and give its exit status; None if a signal asked to stop meanwhile."""
        process = subprocess.Popen(  # noqa: S603 (our own command)
            self._leashed(command, nice), env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        while process.poll() is None:
            if self.asked.wait(0.05):
                process.terminate()
                return None
        return process.returncode

    def watch(self) -> None:
        """Start again what dies, until a signal asks to stop."""
        while not self.asked.wait(0.25):
            now = time.monotonic()
            for child in self._children:
                self._look(child, now)
                _shorten(child.log)

    def check_alive(self, child: Child) -> None:
        """Refuse to go on with a program that died while it was starting."""
        if child.process and child.process.poll() is not None:
            lines = child.log.read_text(encoding="utf-8", errors="replace").strip().splitlines() or ["nothing"]
            raise CalcinosisError(
                f"{child.name} stopped while starting (exit {child.process.returncode}): {lines[-1][:200]}; "
                f"the whole log is {child.log}"
            )

    def kill(self, child: Child) -> None:
        """Kill a program that does not answer; it is started again."""
        if child.process and child.process.poll() is None:
            child.process.kill()

    def _look(self, child: Child, now: float) -> None:
        if child.again is not None:
            if now >= child.again:
                child.again = None
                self._spawn(child)
            return
        status = child.process.poll() if child.process else None
        if status is None:
            if child.deaths and now - child.started > SOUND:
                child.deaths = 0
            return
        delay = DELAYS[min(child.deaths, len(DELAYS) - 1)]
        child.deaths += 1
        child.again = now + delay
        self._say(f"{child.name} stopped (exit {status}); starting again in {delay:g} s, see {child.log}")

    def _spawn(self, child: Child) -> None:
        child.log.parent.mkdir(parents=True, exist_ok=True)
        _shorten(child.log)
        with child.log.open("ab") as log:
            child.process = subprocess.Popen(  # noqa: S603 (our own commands)
                self._leashed(child.command, child.nice),
                env=child.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C in the terminal is for the supervisor alone
            )
        child.started = time.monotonic()

    @staticmethod
    def _leashed(command: list[str], nice: int = 0) -> list[str]:
        step_back = ["nice", "-n", str(nice)] if nice and os.name == "posix" else []
        return [*step_back, *PYTHON, "calcinosis.serving.leash", str(os.getpid()), *command]

    def _end(self) -> None:
        """Ask every program to end, wait a little, kill what is left, descendants included."""
        me = psutil.Process()
        everything = me.children(recursive=True)
        for process in me.children():
            _send(process, signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        while time.monotonic() < deadline:
            _, alive = psutil.wait_procs(me.children(), timeout=0.1)
            if not alive and not any(process.is_running() for process in everything):
                return
        # On Linux orphans became children of this process; elsewhere they are known from the list above.
        for process in {*everything, *me.children(recursive=True)}:
            _send(process, signal.SIGKILL)
        psutil.wait_procs(me.children(recursive=True), timeout=1)


def _shorten(log: Path) -> None:
    """Begin a long log anew and keep the one before: whoever floods a server with requests must not fill the disk."""
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        with suppress(OSError):
            shutil.copyfile(log, log.with_suffix(".1.log"))
        os.truncate(log, 0)  # its program goes on writing at the end, wherever that is


def _send(process: psutil.Process, what: signal.Signals) -> None:
    try:
        process.send_signal(what)
    except psutil.NoSuchProcess:
        return
