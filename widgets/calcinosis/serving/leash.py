"""Run a program that ends when its starter ends, even when the starter was killed.

``python -m calcinosis.serving.leash PID PROGRAM ARGUMENT...`` where PID is the starter. Linux does it in the kernel of
the operating system; elsewhere this process stays and watches.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def main(arguments: list[str]) -> int:
    """Become the program, or watch over it."""
    starter, program = int(arguments[0]), arguments[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != starter:  # it died before the line above
            return 1
        os.execvp(program[0], program)  # noqa: S606 (the program that the supervisor asked for)
    return watch(starter, program)


def watch(starter: int, program: list[str]) -> int:
    """Run the program until it ends or the starter is gone."""
    child = subprocess.Popen(program)  # noqa: S603 (as above)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: child.terminate())
    while child.poll() is None:
        if os.getppid() != starter:
            child.terminate()
            break
        time.sleep(0.5)
    return child.wait()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
