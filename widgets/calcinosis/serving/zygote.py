"""A process that has everything imported and becomes a kernel by forking: ``python -m calcinosis.serving.zygote``.

A kernel that starts by itself imports for 0.3 s of processor time and keeps its own copy of what it imported. A forked
one has it at once and shares the memory. Fifty learners who open a quiz in the same minute notice the difference.

The page server holds this process's standard input and one connection for each kernel. When the first ends, so does
this process; when the second ends, so does its kernel. Linux only: elsewhere kernels start by themselves.
"""

import ctypes
import gc
import importlib
import json
import os
import pkgutil
import select
import signal
import socket
import sys
import traceback
from collections.abc import Callable

PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15  # linux/prctl.h
KERNEL_NAME = b"course-kernel"
"""What a forked kernel is called in a list of processes; its command would be the zygote's."""
FIRST = (
    *("ipykernel.kernelapp", "ipykernel.zmqshell", "ipykernel.ipkernel", "ipykernel.debugger"),
    *("IPython.core.completerlib", "IPython.core.oinspect", "IPython.extensions.storemagic"),
    *("tornado.platform.asyncio", "anywidget", "calcinosis.panels.home.home_page"),
)
"""What every page's kernel needs; the first request is answered after these. Some of it is imported by name deep
inside the start of a kernel, where no list of imports shows it."""
UNUSED = "debugpy"
"""A page has no debugger. ipykernel does without the package, which takes two thirds of the time a kernel starts in."""
PANELS = "calcinosis.panels"
"""All of this package follows, one module at a time while nobody waits: what lessons need, numerical libraries too."""
QUIET_FIRST, QUIET = 3000, 100
"""Milliseconds without a request before the first of these modules, and before each further one: the course home is
opened right after the start and must not wait for a numerical library."""


def main(address: str) -> None:
    """Listen on a socket of the page server and fork a kernel for each connection."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(address)
        listener.listen(128)
        sys.modules[UNUSED] = None  # pyright: ignore[reportArgumentType] (importing it fails, as documented)
        for name in FIRST:
            _load(name)
        Zygote(listener).run()


def _load(name: str) -> None:
    try:
        importlib.import_module(name)
    except Exception:  # noqa: BLE001 (a kernel that needs it will say what is wrong with it, in its own page)
        traceback.print_exc()


class Zygote:
    """Forks kernels and looks after them."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._kernels: dict[int, tuple[int, socket.socket]] = {}
        """For each connection's file number: the kernel's process and the connection."""
        self._rest = self._modules()
        self._wake, self._woken = socket.socketpair()
        for end in (self._wake, self._woken):
            end.setblocking(False)  # noqa: FBT003 (socket's signature)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._woken.fileno(), warn_on_full_buffer=False)
        # poll, not select: with a hundred kernels file numbers pass 1024
        self._poll = select.poll()
        for file in (0, listener.fileno(), self._wake.fileno()):
            self._poll.register(file, select.POLLIN | select.POLLHUP)

    def run(self) -> None:
        """Work until the page server closes the standard input."""
        gc.collect()
        gc.freeze()  # the collector would otherwise write to, and so copy, every shared page
        quiet = QUIET_FIRST
        while True:
            events = self._poll.poll(quiet if self._rest else None)
            for file, _ in events:
                if file == 0:
                    self._end()
                    return
                if file == self._listener.fileno():
                    self._answer()
                elif file == self._wake.fileno():
                    self._reap()
                elif file in self._kernels:
                    self._let_go(file)
            if not events and self._rest:
                quiet = QUIET
                _load(self._rest.pop())
                if not self._rest:
                    gc.collect()
                    gc.freeze()

    @staticmethod
    def _modules() -> list[str]:
        package = importlib.import_module(PANELS)
        return [module.name for module in pkgutil.walk_packages(package.__path__, f"{PANELS}.")]

    def _answer(self) -> None:
        connection, _ = self._listener.accept()
        with connection.makefile("r", encoding="utf-8") as lines:
            request = json.loads(lines.readline())
        process = os.fork()
        if process == 0:
            self._become_kernel(connection, request)
        connection.sendall(f"{process}\n".encode())
        self._kernels[connection.fileno()] = (process, connection)
        self._poll.register(connection.fileno(), select.POLLIN | select.POLLHUP)

    def _become_kernel(self, connection: socket.socket, request: dict[str, object]) -> None:
        """In the child: forget the zygote, be the kernel, never come back."""
        status = 1
        try:
            system = ctypes.CDLL(None)
            system.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            system.prctl(PR_SET_NAME, KERNEL_NAME)
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for _, other in self._kernels.values():
                other.close()
            for mine in (connection, self._listener, self._wake, self._woken):
                mine.close()
            os.setsid()
            run_kernel(request)
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        except BaseException:  # noqa: BLE001 (whatever it was, this process must not go on as a second zygote)
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)

    def _reap(self) -> None:
        """Tell the page server of kernels that ended."""
        try:
            while self._wake.recv(4096):
                pass
        except BlockingIOError:
            pass
        for file, (process, connection) in list(self._kernels.items()):
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                self._forget(file)
                _quietly(lambda to=connection, code=status: to.sendall(f"{os.waitstatus_to_exitcode(code)}\n".encode()))
                connection.close()

    def _let_go(self, file: int) -> None:
        """End a kernel whose owner is gone."""
        process, connection = self._kernels[file]
        self._forget(file)
        connection.close()
        _quietly(lambda: os.kill(process, signal.SIGKILL))
        os.waitpid(process, 0)

    def _forget(self, file: int) -> None:
        self._poll.unregister(file)
        del self._kernels[file]

    def _end(self) -> None:
        for file in list(self._kernels):
            self._let_go(file)


def _quietly(act: Callable[[], object]) -> None:
    """Do something to a process or connection that may have gone meanwhile."""
    try:
        act()
    except OSError:
        return


def run_kernel(request: dict[str, object]) -> None:
    """Be a kernel as ``ipykernel_launcher`` would start it, in a process where everything is imported."""
    environment, folder, arguments = request["env"], request["cwd"], request["argv"]
    if not isinstance(environment, dict) or not isinstance(folder, str) or not isinstance(arguments, list):
        raise TypeError("a request has env, cwd and argv")
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    if "numpy" in sys.modules:  # Python's own generator is seeded anew in every fork, numpy's is not
        sys.modules["numpy"].random.seed()
    kernelapp = importlib.import_module("ipykernel.kernelapp")
    widgets = importlib.import_module("ipywidgets")
    # ipykernel read its parent from the environment when it was imported, which was another process then
    application = kernelapp.IPKernelApp.instance(parent_handle=os.getppid())
    application.initialize(arguments)
    widgets.register_comm_target()  # ipywidgets does so when it is imported in a kernel, which was before there was one
    application.start()


if __name__ == "__main__":
    main(sys.argv[1])
