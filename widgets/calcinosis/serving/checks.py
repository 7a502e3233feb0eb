"""Checks before anything is started: every mistake is reported in one sentence and leaves nothing behind."""

import getpass
import ipaddress
import os
import shutil
import socket
from dataclasses import dataclass
from pathlib import Path

from calcinosis.errors import CalcinosisError
from calcinosis.quiz.recorded import NAME

LEAST_CULL, MOST_CULL = 2, 86_400
"""Seconds after which the kernel of a closed page is ended, at least and at most; a browser takes a moment to
connect."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ServeOptions:
    """What was given on the command line."""

    host: str
    port: int
    browser: bool
    learner: str | None
    """None for the account's own log-in name."""
    course: Path
    cull: int
    """Seconds after which the kernel of a closed page is gone."""


def check_host(host: str) -> None:
    """Refuse to be reachable from other machines: there is one learner here, and no log-in."""
    try:
        inside = ipaddress.ip_address(host).is_loopback
    except ValueError as error:
        inside = host == "localhost"
        if not inside:
            raise CalcinosisError(
                f"--host {host!r} is not an address of this machine; leave --host out, or give 127.0.0.1"
            ) from error
    if not inside:
        raise CalcinosisError(
            f"--host {host} would open this course to other machines, and it has one learner and no log-in, so "
            "everybody could answer in that name and read the keys; leave --host out; a class "
            "needs a server with log-in, such as JupyterHub, in front of it"
        )


def check_cull(seconds: int) -> None:
    """Refuse a time so short that no kernel could draw its page, or so long that none would ever be ended."""
    if not LEAST_CULL <= seconds <= MOST_CULL:
        raise CalcinosisError(
            f"--cull {seconds} is out of range; give {LEAST_CULL} to {MOST_CULL} seconds, or leave it out"
        )


def check_port(host: str, port: int) -> None:
    """Refuse a port that something else holds or that this account may not use."""
    if not 0 < port < 65536:
        raise CalcinosisError(f"--port {port} is not a port; choose one from 1024 to 65535")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except PermissionError as error:
        raise CalcinosisError(f"port {port} is reserved for the system; choose another, --port 8877 say") from error
    except OSError as error:
        raise CalcinosisError(
            f"port {port} is taken by another program; choose another, --port {free_port(host)} is free, or stop it"
        ) from error


def free_port(host: str) -> int:
    """Find a port that nothing holds just now."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        return probe.getsockname()[1]


def check_learner(name: str | None) -> str:
    """Return the learner's name, or refuse one that nbgrader's file names cannot hold."""
    source = "--learner" if name is not None else "your log-in name"
    name = getpass.getuser() if name is None else name
    if not NAME.fullmatch(name):
        raise CalcinosisError(
            f"{source} {name!r} cannot be a learner's name; give one of 1 to 64 letters, digits, dots, hyphens or "
            "underscores, for example --learner ada.lovelace"
        )
    return name


def check_course(course: Path) -> Path:
    """Return the absolute course folder, or refuse one that is not a course or cannot be written to."""
    course = course.resolve()
    missing = [name for name in ("lessons", "quizzes") if not (course / name).is_dir()]
    if missing:
        raise CalcinosisError(
            f"{course} has no folder {' and no folder '.join(missing)}, so it is not a course; give the folder of "
            "the course with --course"
        )
    for folder in (course, course / "quizzes"):
        probe = folder / f".calcinosis-{os.getpid()}"
        try:
            probe.mkdir()
            probe.rmdir()
        except OSError as error:
            raise CalcinosisError(
                f"{folder} cannot be written to ({error.strerror}), and the course keeps answers there; copy the "
                "course to a folder of your own and start it there, or give the copy with --course"
            ) from error
    return course


def discard(folder: Path) -> None:
    """Remove a folder that this start made before it failed."""
    shutil.rmtree(folder, ignore_errors=True)
