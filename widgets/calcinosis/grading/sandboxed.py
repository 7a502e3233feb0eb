"""What runs inside the sandbox: reads a program and its tests, answers with the signs of the tests that passed.

Each test has a process of its own, which runs the program first and gets the sign of its test only through memory that
the rules for programs leave no way to. Standard library only; started without site packages.
"""

import builtins
import ctypes
import errno
import importlib
import json
import os
import resource
import select
import signal
import struct
import sys
import time
from functools import cache
from types import ModuleType
from typing import Any

PROCESS_CALLS = {
    "x86_64": (0xC000003E, (56, 57, 58, 59, 322, 435)),
    "aarch64": (0xC00000B7, (220, 221, 281, 435)),
}
"""By machine: the kernel's name for it, and its numbers of clone, fork, vfork, execve, execveat and clone3."""


class Filter(ctypes.Structure):
    """``struct sock_fprog``: a program of the kernel's packet filter."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def forbid_processes() -> None:
    """Let this process start no other: a limit on their number does not hold for root.

    Raises
    ------
    OSError
        The kernel refused the filter.
    """
    machine, calls = PROCESS_CALLS[os.uname().machine]
    refuse = (0x06, 0, 0, 0x00050000 | errno.EPERM)
    steps = [(0x20, 0, 0, 4), (0x15, 1, 0, machine), refuse, (0x20, 0, 0, 0)]  # of this machine's own calls
    steps += [(0x35, 0, 1, 0x40000000), refuse]  # and none by their other numbers (x32)
    for call in calls:
        steps += [(0x15, 0, 1, call), refuse]
    steps.append((0x06, 0, 0, 0x7FFF0000))  # everything else is allowed
    program = Filter(len(steps), b"".join(struct.pack("HBBI", *step) for step in steps))
    kernel = ctypes.CDLL(None, use_errno=True)
    no_new_privileges, seccomp, by_filter = 38, 22, 2
    if kernel.prctl(no_new_privileges, 1, 0, 0, 0) or kernel.prctl(seccomp, by_filter, ctypes.byref(program)):
        raise OSError(ctypes.get_errno(), "the kernel takes no filter of system calls")


def builtins_of(modules: list[str], words: list[str]) -> dict[str, Any]:
    """Return what a program finds ready: nothing that it may not name, and imports of stand-ins.

    A stand-in offers what the real module's documentation does: not what that has imported, no submodules. What a
    program puts in the place of a function changes nothing for its test, which gets the real module.
    """

    @cache
    def stand_in(name: str) -> ModuleType:
        if name not in modules:
            raise ImportError(name)
        real = importlib.import_module(name)
        offered = getattr(real, "__all__", None) or [each for each in vars(real) if not each.startswith("_")]
        shown = ModuleType(name)
        vars(shown).update({each: getattr(real, each) for each in offered if each not in words})
        return shown

    ready = {name: value for name, value in vars(builtins).items() if name not in words}
    return {**ready, "__import__": lambda name, *_: stand_in(name)}


def attempt(work: dict[str, Any], test: dict[str, str], pipe: int) -> None:
    """Run the program and one test in this process and say the sign if nothing was raised. Does not return."""
    seconds, size = work["seconds"], work["bytes"]
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
    forbid_processes()
    try:
        given = builtins_of(work["modules"], work["words"])
        space: dict[str, object] = {"__name__": "program", "__builtins__": given}
        exec(compile(work["program"], "program", "exec"), space)  # noqa: S102 - what the box is for
        # a program that calls something of its own abs or round must not change what its tests mean by them
        seen = {name: value for name, value in space.items() if not hasattr(builtins, name)}
        seen["__builtins__"] = builtins
        exec(compile(test["code"], "test", "exec"), seen)  # noqa: S102 - likewise
    except MemoryError:
        os.write(pipe, b"memory")
    except BaseException:  # noqa: BLE001 - whatever it raises, the test did not pass
        os.write(pipe, b"failed")
    else:
        os.write(pipe, test["sign"].encode())
    os._exit(0)


def outcome(work: dict[str, Any], test: dict[str, str], end: float) -> str:
    """Run one test and give what its process said; ``time`` when it did not say anything in time."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        attempt(work, test, writer)
    os.close(writer)
    ready, _, _ = select.select([reader], [], [], max(0.0, end - time.monotonic()))
    said = os.read(reader, 200).decode(errors="replace") if ready else "time"
    os.close(reader)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return said


def main() -> None:
    """Run all tests and answer on stdout."""
    work = json.load(sys.stdin)
    if os.uname().machine not in PROCESS_CALLS:
        sys.exit(f"it does not know the system calls of {os.uname().machine}")
    end = time.monotonic() + work["seconds"]
    signs: dict[str, str] = {}
    trouble = None
    for test in work["tests"]:
        said = outcome(work, test, end)
        signs[test["name"]] = said
        if said == "time":
            trouble = f"it took longer than {work['seconds']:g} s"
        elif said == "memory":
            trouble = f"it needed more than {work['bytes'] // 1_000_000} MB"
    json.dump({"signs": signs, "trouble": trouble}, sys.stdout)


if __name__ == "__main__":
    main()
