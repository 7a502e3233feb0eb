"""What runs inside the sandbox: reads a program and its tests, answers with the signs of the tests that passed.

Each test has a process of its own, which runs the program first and gets the sign of its test only through memory that
the rules for programs leave no way to. Standard library only; started without site packages.
"""

import builtins
import json
import os
import resource
import select
import signal
import sys
import time


def attempt(program: str, test: dict[str, str], pipe: int, limits: tuple[float, int]) -> None:
    """Run the program and one test in this process and say the sign if nothing was raised. Does not return."""
    seconds, size = limits
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    try:
        space: dict[str, object] = {"__name__": "program"}
        exec(compile(program, "program", "exec"), space)  # noqa: S102 - what the box is for
        # a program that calls something of its own abs or round must not change what its tests mean by them
        seen = {name: value for name, value in space.items() if not hasattr(builtins, name)}
        exec(compile(test["code"], "test", "exec"), seen)  # noqa: S102 - likewise
    except MemoryError:
        os.write(pipe, b"memory")
    except BaseException:  # noqa: BLE001 - whatever it raises, the test did not pass
        os.write(pipe, b"failed")
    else:
        os.write(pipe, test["sign"].encode())
    os._exit(0)


def outcome(program: str, test: dict[str, str], limits: tuple[float, int], end: float) -> str:
    """Run one test and give what its process said; ``time`` when it did not say anything in time."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        attempt(program, test, writer, limits)
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
    end = time.monotonic() + work["seconds"]
    signs: dict[str, str] = {}
    trouble = None
    for test in work["tests"]:
        said = outcome(work["program"], test, (work["seconds"], work["bytes"]), end)
        signs[test["name"]] = said
        if said == "time":
            trouble = f"it took longer than {work['seconds']:g} s"
        elif said == "memory":
            trouble = f"it needed more than {work['bytes'] // 1_000_000} MB"
    json.dump({"signs": signs, "trouble": trouble}, sys.stdout)


if __name__ == "__main__":
    main()
