"""A page server with a class of learners, and a client that writes its frames by hand."""

import http.client
import json
import os
import re
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import nbformat
import psutil
from websockets.sync.client import connect

from calcinosis.serving.checks import free_port
from calcinosis.serving.settings import SETTINGS_VARIABLE, ServeSettings

SCRIPT = Path(__file__).with_name("class_server.py")
V1 = "v1.kernel.websocket.jupyter.org"
LESSON = "lessons/01-a.ipynb"
BIG = "lessons/03-big.ipynb"
RANDOM = "lessons/04-random.ipynb"
DRAW = """
import random
import numpy
import calcinosis.panels
from IPython.display import JSON

drawn = {"random": random.random(), "numpy": numpy.random.random()}
drawn["changed before"] = hasattr(calcinosis.panels, "changed")
calcinosis.panels.changed = True
JSON(drawn)
"""
CELL = """
import anywidget, traitlets

class Count(anywidget.AnyWidget):
    _esm = "export default { render() {} }"
    n = traitlets.Int(0).tag(sync=True)
    photo = traitlets.Bytes(b"x" * 8).tag(sync=True)

Count()
"""
SURROUNDINGS = """
import os
from pathlib import Path
from IPython.display import JSON

first = Path("/proc/self/environ")
JSON({**os.environ, "at first": first.read_text() if first.exists() else ""})
"""


def notebook(*cells, **metadata):
    return nbformat.v4.new_notebook(cells=list(cells), metadata={"title": "A page", **metadata})


def frame(*parts, channel="shell"):
    """Give a v1 websocket frame of JSON parts."""
    packed = [channel.encode(), *(part if isinstance(part, bytes) else json.dumps(part).encode() for part in parts)]
    offsets = [8 * (len(packed) + 2)]
    for part in packed:
        offsets.append(offsets[-1] + len(part))
    return b"".join(number.to_bytes(8, "little") for number in [len(offsets), *offsets]) + b"".join(packed)


def message(kind, content, about=None, *, name=None, channel="shell"):
    header = {
        "msg_id": name or secrets.token_hex(8),
        "msg_type": kind,
        "session": "s",
        "username": "u",
        "version": "5.3",
        "date": "",
    }
    return frame(header, {}, about or {"version": "1.0.0"}, content, channel=channel)


def parts(data):
    """Take a v1 frame apart: channel, header, parent, metadata, content, buffers."""
    count = int.from_bytes(data[:8], "little")
    at = [int.from_bytes(data[8 * i : 8 * i + 8], "little") for i in range(1, count + 1)]
    cut = [data[a:b] for a, b in pairwise(at)]
    return [cut[0].decode(), *(json.loads(part) for part in cut[1:5]), *cut[5:]]


@dataclass
class Pages:
    """A running page server."""

    port: int
    process: subprocess.Popen
    log: Path
    course: Path
    settings: ServeSettings
    opened: list = field(default_factory=list)

    def ask(self, address, *, key="key-of-ada", method="GET", headers=(), body=None, timeout=60):
        """Send one request as it is written, dots and all."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        mine = {"Authorization": f"token {key}"} if key else {}
        with closing(connection):
            connection.request(method, address, body=body, headers={**mine, **dict(headers)})
            answer = connection.getresponse()
            answer.text = answer.read().decode(errors="replace")
            return answer

    def open(self, page=LESSON, *, key="key-of-ada"):
        """Open a page and give its kernel's id."""
        kernel = re.search(r'"kernelId": "([0-9a-f-]+)"', self.ask(f"/voila/render/{page}", key=key).text)[1]
        self.opened.append(kernel)
        return kernel

    def socket(self, kernel, *, key="key-of-ada", subprotocols=(V1,), headers=None, **more):
        """Connect to a kernel as a page does."""
        return connect(
            f"ws://127.0.0.1:{self.port}/api/kernels/{kernel}/channels?session_id={secrets.token_hex(8)}",
            subprotocols=list(subprotocols) or None,
            additional_headers=headers or {"Authorization": f"token {key}"},
            max_size=None,
            close_timeout=0.3,
            compression=None,
            **more,
        )

    def kernels(self):
        return json.loads(self.ask("/health", timeout=60).text)["kernels"]

    def memory(self):
        return psutil.Process(self.process.pid).memory_info().rss

    def work(self):
        """Give the processor time that the server has used, s: a busy machine makes it wait, not work."""
        spent = psutil.Process(self.process.pid).cpu_times()
        return spent.user + spent.system

    def close_pages(self):
        for kernel in self.opened:
            self.ask(f"/voila/api/shutdown/{kernel}", method="POST", body="")
            self.ask(f"/voila/api/shutdown/{kernel}", key="key-of-bob", method="POST", body="")
        self.opened.clear()


def settings_of(course, *, cull):
    """Give the settings of one run, as ``calcinosis serve`` makes them, with a free port."""
    return ServeSettings(
        course=str(course),
        learner="ada",
        instructors=("ada",),
        host="127.0.0.1",
        port=free_port("127.0.0.1"),
        lab_port=1,
        key="printed-key",
        cookie_secret=secrets.token_hex(),
        sockets=tempfile.mkdtemp(prefix="cal-", dir="/tmp"),
        cull=cull,
    )


def surroundings(settings):
    """Write the settings where the server reads them; give the environment to start it in."""
    file = settings.state / "runtime" / "settings.json"
    settings.write(file)
    return {**os.environ, SETTINGS_VARIABLE: str(file), "JUPYTERHUB_API_TOKEN": "hub-secret"}


def start_pages(folder, *arguments, cull=600):
    course = folder / "course"
    apps = course / ".course" / "apps"
    for part in ("lessons", "quizzes"):
        (apps / part).mkdir(parents=True)
    (course / ".course" / "runtime").mkdir()
    prose = nbformat.v4.new_markdown_cell("# A\n\nText of the lesson.")
    code = nbformat.v4.new_code_cell
    nbformat.write(notebook(prose, code(CELL)), apps / LESSON)
    nbformat.write(notebook(prose, code(CELL.replace("* 8", "* 1_000_000"))), apps / BIG)
    nbformat.write(notebook(prose, code(DRAW)), apps / RANDOM)
    nbformat.write(notebook(prose, code("1/0")), apps / "lessons" / "02-broken.ipynb")
    nbformat.write(notebook(code(SURROUNDINGS)), apps / "home.ipynb")
    nbformat.write(notebook(code(SURROUNDINGS)), apps / "feedback.ipynb")
    for name in ("grading", "analysis"):
        nbformat.write(notebook(code(f"'SECRET FOR THE {name}'")), apps / f"{name}.ipynb")
    key = nbformat.v4.new_markdown_cell("SECRET PROMPT", metadata={"nbgrader": {"grade_id": "q1"}})
    answer = code("print('SECRET CELL'); 1/0", metadata={"nbgrader": {"grade_id": "q1-answer"}})
    nbformat.write(
        notebook(key, answer, code("from IPython.display import HTML\nHTML('<p>the quiz</p>')")),
        apps / "quizzes" / "q.ipynb",
    )
    (apps / "quizzes" / "q.public.json").write_text('{"quiz": "q", "title": "A quiz", "items": []}')
    (course / "secret.txt").write_text("SECRET FILE")
    (course / "lessons" / "pictures").mkdir(parents=True)
    (course / "lessons" / "pictures" / "hand.svg").write_text("<svg>a hand</svg>")
    (course / "lessons" / "pictures" / "notes.json").write_text("SECRET NOTES")
    (course / "lessons" / "secret.svg").write_text("<svg>SECRET</svg>")
    settings = settings_of(course, cull=cull)
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, str(SCRIPT), *arguments],
            env=surroundings(settings),
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    pages = Pages(settings.port, process, log, course, settings)
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            pages.kernels()
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.05)
        else:
            return pages
    raise AssertionError(log.read_text())


def stop_pages(pages, grace=5):
    family = psutil.Process(pages.process.pid).children(recursive=True)
    pages.process.send_signal(signal.SIGTERM)
    try:
        pages.process.wait(timeout=grace)
    except subprocess.TimeoutExpired:
        pages.process.kill()
        pages.process.wait()
    for process in family:
        if process.is_running():
            process.kill()
