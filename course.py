#!/usr/bin/env python3
"""Set up and run the calcinosis course: ``python3 course.py serve``, ``test`` or ``check``.

Needs nothing but Python 3.11 or newer. The first call makes the environment ``.venv`` beside this file from the lock;
later calls find it ready and start at once. This file must be readable by older Pythons, so that it can tell them so.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "calcinosis.stamp"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = {"learn": ROOT / "requirements.lock", "develop": ROOT / "tests" / "requirements.lock"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
INSTRUCTOR = ("build", "feedback", "grade", "items", "regrade", "schema", "validate")
USAGE = """usage: python3 course.py COMMAND [OPTIONS]

  serve   open the course: lessons, quizzes, grading    (serve --help lists the options)
  test    run every test, browser tests too             (options go to pytest)
  check   lint, types, contracts and course content

For instructors, each with --help: build, feedback, grade, items, regrade, schema, validate.
"""


class SetUpError(Exception):
    """The course cannot be set up here; the message says why and what to do."""


def main(arguments: list[str]) -> int:
    """Run one command; return its exit status."""
    commands = {"serve": serve, "test": test, "check": check}
    if not arguments or arguments[0] in ("-h", "--help"):
        print(USAGE)
        return 0 if arguments else 2
    if arguments[0] in INSTRUCTOR:
        commands[arguments[0]] = lambda _options: course(arguments)
    if arguments[0] not in commands:
        print(f"course.py: there is no command '{arguments[0]}'.\n\n{USAGE}", file=sys.stderr)
        return 2
    try:
        require_python()
        return commands[arguments[0]](arguments[1:])
    except SetUpError as error:
        print(f"course.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\ncourse.py: stopped. The next call goes on from a clean state.", file=sys.stderr)
        return 130


def require_python() -> None:
    """Refuse a Python that the course cannot run on."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this is the file that older Pythons get to see
        have = ".".join(str(part) for part in sys.version_info[:3])
        raise SetUpError(
            f"Python 3.11 or newer is needed and this is {have} ({sys.executable}). "
            "Install a newer Python from python.org or your system's packages and call it by name, "
            "for example: python3.12 course.py serve"
        )
    if os.name == "nt":
        raise SetUpError(
            "nbgrader does not run its exchange on Windows. Open a WSL (Ubuntu) terminal "
            "in this folder and call it there."
        )


def serve(options: list[str]) -> int:
    """Open the course; does not return while the servers run."""
    return course(["serve", *options])


def course(arguments: list[str]) -> int:
    """Become the course's own command, on the course beside this file unless another is named."""
    prepare("learn")
    named = any(each.split("=")[0] == "--course" for each in arguments)
    # -P: what lies in the folder the person stands in is no module of ours, whatever its name
    command = [str(PYTHON), "-P", "-m", "calcinosis", *arguments, *([] if named else ["--course", str(ROOT)])]
    os.execve(command[0], command, child_environment())  # noqa: S606 - starts our own interpreter, no shell


def test(options: list[str]) -> int:
    """Run every test; install a browser first where there is none."""
    prepare("develop")
    install_test_programs()
    # most of the time goes to waiting for pages; the tests of a file share a course and so stay in one process
    return run_command([str(PYTHON), "-m", "pytest", "-n", "2", "--dist", "loadfile", *options])


def check(_options: list[str]) -> int:
    """Run every check even when an earlier one fails, and say at the end which did."""
    prepare("develop")
    checks = {
        "lint": ["ruff", "check"],
        "format": ["ruff", "format", "--check"],
        "types": ["pyright"],
        "contracts": ["lint-imports"],
        "notebooks are clean": [
            "nbstripout",
            "--verify",
            "--keep-id",
            *map(str, sorted((ROOT / "lessons").glob("*.ipynb"))),
        ],
        "spelling": ["codespell"],
        "content": ["calcinosis", "check"],
    }
    failed = []
    for name, (program, *options) in checks.items():
        print(f"== {name}", flush=True)
        if run_command([str(BIN / program), *options]):
            failed.append(name)
    print("check: {}".format("failed: " + ", ".join(failed) if failed else f"all {len(checks)} passed"))
    return 1 if failed else 0


def prepare(kind: str) -> None:
    """Make ``.venv`` hold what the lock names, unless it does already.

    ``learn`` is what a learner needs; ``develop`` adds the tools for tests and checks.
    """
    if is_prepared("develop") or is_prepared(kind):
        return
    if not os.access(ROOT, os.W_OK):
        raise SetUpError(
            f"the folder {ROOT} cannot be written to, and the course keeps its environment there. "
            "Copy the course to a folder of your own and call it from there."
        )
    print("Setting up the course (once; about a minute on a fast network).", file=sys.stderr, flush=True)
    try:
        install(kind)
    except BaseException:
        shutil.rmtree(str(ENVIRONMENT), ignore_errors=True)
        raise
    STAMP.write_text(fingerprint(kind), encoding="utf-8")


def is_prepared(kind: str) -> bool:
    """Tell whether ``.venv`` was made here, from today's lock, and finished."""
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == fingerprint(kind)


def fingerprint(kind: str) -> str:
    """Name the environment: what was asked for, this folder and the lock."""
    parts = [kind.encode(), str(ROOT).encode(), LOCKS[kind].read_bytes()]
    return "{} {}".format(kind, hashlib.sha256(b"\0".join(parts)).hexdigest())


def install(kind: str) -> None:
    """Fill a new ``.venv`` with uv where it is installed, else with pip."""
    shutil.rmtree(str(ENVIRONMENT), ignore_errors=True)
    lock = ["--require-hashes", "-r", str(LOCKS[kind])]
    project = ["--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    uv = shutil.which("uv")
    if uv:
        installs = [[uv, "pip", "install", "--python", str(PYTHON), *what] for what in (lock, project)]
        made = not run_command([uv, "venv", "--quiet", "--python", sys.executable, str(ENVIRONMENT)])
        if made and not any(run_command(each) for each in installs):
            return
        print("uv could not install the course; trying pip.", file=sys.stderr)
        shutil.rmtree(str(ENVIRONMENT), ignore_errors=True)
    try:
        venv.create(str(ENVIRONMENT), symlinks=True, with_pip=True)
    except (subprocess.CalledProcessError, OSError) as error:
        raise SetUpError(
            f"this Python cannot make an environment ({error}). On Debian or Ubuntu: apt-get install python3-venv; "
            "elsewhere install Python from python.org. Then call course.py again."
        ) from error
    pip = [str(PYTHON), "-P", "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    install_with_pip([*pip, "--progress-bar", "off", *lock], LOCKS[kind])
    install_with_pip([*pip, "--quiet", *project], None)


def install_with_pip(command: list[str], lock: Path | None) -> None:
    """Run pip with one line of progress; its own last words explain a failure."""
    total = sum(1 for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line) if lock else 0
    lines: list[str] = []
    seen = 0
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=child_environment(),
    )
    with process:
        for line in process.stdout or ():
            lines.append(line)
            if total and line.startswith(("Collecting", "Processing")):
                seen += 1
                name = re.split("==|-[0-9]", line.split()[1].rsplit("/", 1)[-1])[0]
                print(
                    f"\r\033[K  {min(seen, total)} of about {total} packages: {name}",
                    end="",
                    file=sys.stderr,
                    flush=True,
                )
            elif total and line.startswith("Installing collected"):
                print("\r\033[K  unpacking", end="", file=sys.stderr, flush=True)
    if total:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
    if process.returncode:
        raise SetUpError(
            "the packages could not be installed. Is there a network? pip's last words:\n    {}"
            "Call course.py again when that is mended; nothing half-made is left.".format("    ".join(lines[-6:]))
        )


def install_test_programs() -> None:
    """Install the browser and the sandbox that the tests drive, where they are missing."""
    wanted = [] if any(map(shutil.which, BROWSERS)) else ["chromium"]
    wanted += [] if shutil.which("bwrap") else ["bubblewrap"]
    if not wanted:
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing for the tests: {}".format(", ".join(wanted)), file=sys.stderr, flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted],
        ):
            done = subprocess.run(
                command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
            )
            if done.returncode:
                sys.stderr.write(done.stdout.decode(errors="replace")[-2000:])
                raise SetUpError(
                    "{} failed; install {} by hand and call again.".format(" ".join(command), " and ".join(wanted))
                )
    elif "chromium" in wanted and run_command([str(PYTHON), "-m", "playwright", "install", "chromium"]):
        raise SetUpError("the tests need a browser: install Chromium from your system's packages and call again.")


def run_command(command: list[str]) -> int:
    """Run a program in the environment, its commands first on PATH; return its exit status."""
    return subprocess.run(command, env=child_environment(), cwd=str(ROOT), check=False).returncode


def child_environment() -> dict[str, str]:
    """Give the environment with ``.venv`` first on PATH: nbgrader calls alembic by its bare name."""
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)])
    environment = {**os.environ, "PATH": path, "VIRTUAL_ENV": str(ENVIRONMENT)}
    environment.pop("PYTHONHOME", None)
    return environment


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
