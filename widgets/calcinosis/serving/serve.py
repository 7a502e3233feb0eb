"""``calcinosis serve``: home, pages, JupyterLab and registrar as one thing that starts and stops."""

import fcntl
import http.client
import json
import os
import re
import secrets
import shutil
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from importlib.resources import as_file, files
from pathlib import Path

from calcinosis.errors import CalcinosisError
from calcinosis.serving.case_pages import lay_out_cases
from calcinosis.serving.checks import (
    ServeOptions,
    check_course,
    check_cull,
    check_host,
    check_learner,
    check_port,
    discard,
    free_port,
)
from calcinosis.serving.settings import PYTHON, SETTINGS_VARIABLE, ServeSettings, kept_secret, write_private
from calcinosis.serving.supervise import Child, Supervisor

PATIENCE = 60.0
"""Seconds that the course home may take to answer at a start."""
QUIET = 60.0
"""Seconds after the start at which the checks of the model may run."""
PROBE_EVERY, PROBE_LIMIT, PROBE_MISSES = 10.0, 5.0, 3
"""Seconds between two probes, seconds one may take, and how many may fail before the pages are started again."""


def serve(options: ServeOptions) -> int:
    """Serve the course until Ctrl-C or SIGTERM.

    Returns
    -------
    int
        Exit status: 0 after a stop that was asked for, 1 if the build failed and has said why.

    Raises
    ------
    CalcinosisError
        Something is in the way; nothing was left behind.
    """
    with Supervisor(_say) as supervisor:
        check_host(options.host)
        check_cull(options.cull)
        learner = check_learner(options.learner)
        course = check_course(options.course)
        try:
            with _state(course) as state, _held(state), _sockets() as sockets:
                return _run(supervisor, _settings(options, course, learner, sockets), browser=options.browser)
        except OSError as error:
            where = f" at {error.filename}" if error.filename else ""
            raise CalcinosisError(
                f"the course cannot keep its state in {course / '.course'}: {error.strerror}{where}; free some space, "
                "or move what is in the way, and start again"
            ) from error


def _settings(options: ServeOptions, course: Path, learner: str, sockets: str) -> ServeSettings:
    check_port(options.host, options.port)
    runtime = course / ".course" / "runtime"
    return ServeSettings(
        course=str(course),
        learner=learner,
        host=options.host,
        port=options.port,
        lab_port=free_port(options.host),
        key=kept_secret(runtime / "key"),
        cookie_secret=kept_secret(runtime / "cookie-secret"),
        sockets=sockets,
        cull=options.cull,
        instructors=(learner,),  # one account can read every key and gradebook anyway
    )


def _run(supervisor: Supervisor, settings: ServeSettings, *, browser: bool) -> int:
    state = settings.state
    file = state / "runtime" / "settings.json"
    settings.write(file)
    environment = _environment(file)
    lay_out(Path(settings.course), settings.apps)
    logs = state / "logs"
    _say("starting the pages and looking for changes in the quizzes")
    pages = supervisor.start(
        Child("the page server", [*PYTHON, "calcinosis.serving.voila_app"], logs / "voila.log", environment)
    )
    built = supervisor.run([*PYTHON, "calcinosis", "build", "--course", settings.course], environment)
    if built is None:
        return 0
    if built != 0:
        raise NotBuiltError
    if not _home_answers(supervisor, pages, settings):
        return 0
    write_private(state / "runtime" / "serve.json", json.dumps({"pid": os.getpid(), "url": settings.home_url}))
    print(f"Course home: {settings.home_url}", flush=True)  # noqa: T201 (the one line this command prints)
    if browser:
        threading.Thread(target=_open, args=(settings,), daemon=True).start()  # some browsers return when they end
    # Only now: on a small machine these two would keep the home page, which is what people wait for, seconds longer.
    registrar = [*PYTHON, "calcinosis", "registrar", "--course", settings.course]
    supervisor.start(Child("the registrar", registrar, logs / "registrar.err.log", environment))
    lab = [*PYTHON, "calcinosis.serving.lab_app"]
    supervisor.start(Child("JupyterLab", lab, logs / "lab.log", environment, nice=5))
    threading.Thread(target=_probe, args=(supervisor, pages, settings), daemon=True).start()
    threading.Thread(target=_test_model, args=(supervisor, settings, environment), daemon=True).start()
    supervisor.watch()
    _say("stopping")
    return 0


class NotBuiltError(CalcinosisError):
    """The build failed and has already said why in its own words."""

    def __init__(self) -> None:
        super().__init__("the course was not started, because the quizzes could not be built (see above)")


def lay_out(course: Path, apps: Path) -> None:
    """Copy the notebooks that become pages to where they are served from, fresh at each start.

    Quizzes come from the build, which writes them there itself.
    """
    lessons = apps / "lessons"
    lessons.mkdir(parents=True, exist_ok=True)
    (apps / "quizzes").mkdir(exist_ok=True)
    wanted = {path.name: path for path in sorted((course / "lessons").glob("*.ipynb"))}
    for old in lessons.iterdir():
        if old.name not in wanted:
            old.unlink()
    for name, path in wanted.items():
        _copy(path, lessons / name)
    lay_out_cases(apps)
    for page in files("calcinosis.serving").joinpath("apps").iterdir():
        with as_file(page) as path:
            _copy(path, apps / path.name)


def _copy(source: Path, target: Path) -> None:
    fresh = target.with_suffix(".new")
    shutil.copyfile(source, fresh)
    fresh.replace(target)


def _environment(settings: Path) -> dict[str, str]:
    """Give what the servers are told: where their settings are, and where the environment's programs are.

    nbgrader asks for ``alembic`` by name, which fails where the environment is not activated.
    """
    programs = str(Path(sys.executable).parent)
    search = os.environ.get("PATH", os.defpath)
    return {**os.environ, SETTINGS_VARIABLE: str(settings), "PATH": os.pathsep.join([programs, search])}


@contextmanager
def _state(course: Path) -> Iterator[Path]:
    """Make the folder of everything made while running; take it away again if a first start fails."""
    state = course / ".course"
    first = not state.exists()
    (state / "runtime").mkdir(parents=True, exist_ok=True)
    state.chmod(0o700)  # the key and everybody's answers are in it
    try:
        yield state
    except (CalcinosisError, OSError):
        if first:
            discard(state)
        raise
    finally:
        (state / "runtime" / "serve.json").unlink(missing_ok=True)


@contextmanager
def _held(state: Path) -> Iterator[None]:
    """Hold the course folder: two servers on one folder would grade everything twice."""
    with (state / "runtime" / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            try:
                running = json.loads((state / "runtime" / "serve.json").read_text(encoding="utf-8"))
                where = f"it is open at {running['url']} (process {running['pid']})"
            except (OSError, ValueError, KeyError):
                where = "it is still starting or stopping"
            raise AlreadyServedError(f"this course is being served already: {where}; stop that first") from error
        yield


class AlreadyServedError(CalcinosisError):
    """Another process serves this folder."""


@contextmanager
def _sockets() -> Iterator[str]:
    """Make a private folder for the kernels' sockets, whose paths may have about a hundred characters in all."""
    base = "/tmp" if os.access("/tmp", os.W_OK) else None  # noqa: S108 (mkdtemp below makes a private folder in it)
    folder = tempfile.mkdtemp(prefix="calcinosis-", dir=base)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _home_answers(supervisor: Supervisor, pages: Child, settings: ServeSettings) -> bool:
    """Wait until the home page has come whole; False if a signal asked to stop meanwhile."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if supervisor.asked.wait(0.05):
            return False
        supervisor.check_alive(pages)
        try:
            page = _fetch(settings.home_url, timeout=PATIENCE)
        except (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError):
            continue
        _leave(settings, page)
        return True
    raise CalcinosisError(f"the home page did not answer within {PATIENCE:g} s; its log is {pages.log}")


def _fetch(url: str, *, timeout: float, data: bytes | None = None) -> str:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy knows nothing of this machine
    with opener.open(urllib.request.Request(url, data=data), timeout=timeout) as answer:  # noqa: S310 (our own address)
        return answer.read().decode()


def _leave(settings: ServeSettings, page: str) -> None:
    """End the kernel of the page that was fetched only to see it come."""
    kernel = re.search(r'"kernelId": "([0-9a-f-]+)"', page)
    if kernel:
        base = settings.home_url.partition("?")[0]
        _fetch(f"{base}voila/api/shutdown/{kernel[1]}?token={settings.key}", timeout=10, data=b"")


def _probe(supervisor: Supervisor, pages: Child, settings: ServeSettings) -> None:
    """Kill the page server if it does not answer three times: it is then started again."""
    missed = 0
    address = f"{settings.home_url.partition('?')[0]}health?token={settings.key}"
    while not supervisor.asked.wait(PROBE_EVERY):
        try:
            _fetch(address, timeout=PROBE_LIMIT)
            missed = 0
        except (OSError, http.client.HTTPException):
            missed += 1
        if missed >= PROBE_MISSES:
            _say("the page server does not answer; starting it again")
            supervisor.kill(pages)
            missed = 0


def _test_model(supervisor: Supervisor, settings: ServeSettings, environment: dict[str, str]) -> None:
    """Run the checks of the model once it is quiet, so that the appendix finds their results when it is opened."""
    if not supervisor.asked.wait(QUIET):
        command = [*PYTHON, "calcinosis.panels.simulator.validation_results", str(settings.state)]
        supervisor.run(command, environment, nice=19)


def _open(settings: ServeSettings) -> None:
    """Open the browser by way of a private file: arguments of a program, and so the key, can be read by everybody."""
    page = settings.state / "runtime" / f"open-{secrets.token_hex(4)}.html"
    address = escape(settings.home_url, quote=True)
    write_private(
        page, f'<!DOCTYPE html><meta http-equiv="refresh" content="0; url={address}"><a href="{address}">Course</a>'
    )
    for old in page.parent.glob("open-*.html"):
        if old != page:
            old.unlink(missing_ok=True)
    try:
        opened = webbrowser.open(page.as_uri())
    except webbrowser.Error:
        opened = False
    if not opened:
        _say("no browser could be opened; open the address yourself")


def _say(sentence: str) -> None:
    """Tell the person at the terminal how it goes; what the command gives is on the other stream."""
    print(f"calcinosis: {sentence}", file=sys.stderr, flush=True)  # noqa: T201 (as above)
