"""Running a learner's program against its tests, in a box with nothing in it.

bubblewrap gives it namespaces of its own: no network, no files but the Python interpreter's (read only), no processes
but its own, an empty home, nobody's rights. Time, memory, processes and written files are limited. The box dies with
the process that made it.
"""

import json
import secrets
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from calcinosis.errors import CalcinosisError
from calcinosis.grading.program_rules import MODULES, WORDS, objection

START = 5.0
"""Seconds granted for starting the box, beyond the time of the program."""
LARGEST_REPLY = 65_536
"""Bytes that the box may answer."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a program fared."""

    passed: frozenset[str]
    """Names of the tests it passed."""
    trouble: str | None
    """Why it was not run, or not to the end, in words for the learner."""


def is_available() -> bool:
    """Tell whether programs can be run on this machine."""
    return shutil.which("bwrap") is not None and sys.platform == "linux"


@lru_cache(maxsize=256)
def run(program: str, tests: tuple[tuple[str, str], ...], *, seconds: float, megabytes: int) -> Outcome:
    """Run the tests of a program, each in a process of its own.

    Parameters
    ----------
    tests
        Name and code of each; one passes when its code, run after the program, raises nothing.
    seconds
        For all tests together.
    megabytes
        Memory of each test's process.

    Raises
    ------
    CalcinosisError
        There is no sandbox on this machine.
    """
    forbidden = objection(program)
    if forbidden:
        return Outcome(frozenset(), forbidden)
    if not is_available():
        raise CalcinosisError(
            "programs of learners are only run in a sandbox: install bubblewrap (the program bwrap, on Linux), "
            "then grade again; the submission is kept"
        )
    signs = {name: secrets.token_hex(16) for name, _ in tests}
    work = {
        "program": program,
        "tests": [{"name": name, "code": code, "sign": signs[name]} for name, code in tests],
        "seconds": seconds,
        "bytes": megabytes * 1_000_000,
        "modules": sorted(MODULES),
        "words": sorted(WORDS),
    }
    box = subprocess.Popen(  # noqa: S603 - our own command; the learner's program is data on its stdin
        _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        said, complaint = box.communicate(json.dumps(work), timeout=seconds + START)
    except subprocess.TimeoutExpired:
        box.kill()
        box.communicate()
        return Outcome(frozenset(), f"it took longer than {seconds:g} s")
    return _outcome(said, complaint, signs)


def _outcome(said: str, complaint: str, signs: dict[str, str]) -> Outcome:
    try:
        reply = json.loads(said[:LARGEST_REPLY])
        passed = frozenset(name for name, sign in signs.items() if reply["signs"].get(name) == sign)
        return Outcome(passed, reply["trouble"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        reason = (complaint.strip().splitlines() or ["it gave no reason"])[-1]
        raise CalcinosisError(f"the sandbox could not be used: {reason}") from error


def _command() -> list[str]:
    python = Path(sys.executable).resolve()
    seen = {path for path in (Path("/usr"), Path(sys.base_prefix), python.parent) if path.is_dir()}
    shown = [part for path in sorted(seen) for part in ("--ro-bind", str(path), str(path))]
    for path in (Path("/lib"), Path("/lib64"), Path("/bin")):
        if path.is_symlink():
            shown += ["--symlink", str(path.readlink()), str(path)]
        elif path.is_dir():
            shown += ["--ro-bind", str(path), str(path)]
    script = (files("calcinosis.grading") / "sandboxed.py").read_text(encoding="utf-8")
    return [
        "bwrap",
        *("--unshare-all", "--unshare-user", "--die-with-parent", "--new-session", "--clearenv"),
        *("--uid", "65534", "--gid", "65534", "--cap-drop", "ALL", "--hostname", "box"),
        *("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"),  # noqa: S108 - inside the box
        *shown,  # after the empty /tmp: the interpreter itself may lie there
        *("--chdir", "/tmp"),  # noqa: S108 - inside the box
        *("--", str(python), "-I", "-S", "-B", "-c", script),
    ]
