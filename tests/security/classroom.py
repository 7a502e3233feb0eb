"""A class that sits a quiz over the real page protocol, while parts of the course are killed under it.

Each learner speaks as the page in a browser does: asks for the page, connects to its kernel, sends changes and keeps
them until they are acknowledged, and loads the page anew when nothing is heard.
"""

import http.client
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from page_server import Pages, message, parts, settings_of, surroundings
from websockets.exceptions import WebSocketException

from calcinosis.quiz.records import Records
from calcinosis.serving.serve import lay_out

SILENCE = 6.0
"""Seconds without an answer after which a learner's page loads itself anew."""
LOST = (OSError, TimeoutError, EOFError, http.client.HTTPException, WebSocketException)
"""What a page sees of a server or kernel that was killed."""


class NotHeardError(OSError):
    """The page came without its quiz, or its kernel does not answer."""


@dataclass
class Learner:
    """One learner with a plan of answers, and what the course has acknowledged of it."""

    name: str
    pages: Pages
    quiz: str
    plan: list
    """Question and answer of each change, in order."""
    pause: object = staticmethod(lambda: 0.0)
    """Gives the seconds between two changes."""
    done: int = 0
    """Changes acknowledged."""
    revision: int = 0
    loads: int = 0
    receipt: str | None = None
    submitted: float | None = None
    ready: float | None = None
    """When Submit was pressed, and when the page said that the result is there; monotonic seconds."""
    faults: list = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def sit(self):
        """Answer everything, submit, wait for the result; come back whenever the line is lost."""
        while not self.ready and not self.stop.is_set():
            try:
                with self.opened() as page:
                    self.answer(page)
                    self.submit(page)
                    self.wait(page)
            except LOST:
                self.stop.wait(0.2)

    @contextmanager
    def opened(self):
        """Load the page, connect to its kernel, and look whether everything acknowledged is there."""
        with page_of(self.pages, self.name, f"quizzes/{self.quiz}.ipynb") as (page, _):
            self.loads += 1
            self._compare(page.ask({"type": "open", "revision": -1}, "pong"))
            yield page

    def _compare(self, told):
        entries = told.get("entries", {})
        if told["revision"] < self.revision:
            self.faults.append(f"{self.name}: revision {told['revision']} after {self.revision} was acknowledged")
        for question in {question for question, _ in self.plan[: self.done]}:
            last = max(number for number, change in enumerate(self.plan[: self.done]) if change[0] == question)
            # the change on its way when the line was lost may have arrived
            accepted = [answer for name, answer in self.plan[last : self.done + 1] if name == question]
            if entries.get(question, {}).get("answer") not in accepted:
                self.faults.append(f"{self.name}: {question} is {entries.get(question)}, not {accepted}")
        self.revision = told["revision"]
        if told.get("receipt"):
            self._receive(told["receipt"])

    def answer(self, page):
        """Send what has not been acknowledged."""
        while self.done < len(self.plan) and not self.receipt:
            question, answer = self.plan[self.done]
            told = page.ask({"type": "save", "entries": {question: {"answer": answer}}}, "saved")
            if told["refused"]:
                self.faults.append(f"{self.name}: refused {told['refused']}")
            self.done += 1
            self.revision = told["revision"]
            self.stop.wait(self.pause())

    def submit(self, page):
        """Press Submit until a receipt comes."""
        self.submitted = self.submitted or time.monotonic()
        while not self.receipt:
            told = page.ask({"type": "submit", "revision": self.revision}, "submitted", "not submitted")
            self.revision = told["revision"]
            if told.get("receipt"):
                self._receive(told["receipt"])

    def _receive(self, receipt):
        if self.receipt not in (None, receipt["code"]):
            self.faults.append(f"{self.name}: receipt {receipt['code']} after {self.receipt}")
        self.receipt = receipt["code"]
        if receipt["ready"]:
            self.ready = self.ready or time.monotonic()

    def wait(self, page):
        """Ask as the page does, until the result is there."""
        while not self.ready and not self.stop.wait(0.8):
            told = page.ask({"type": "ping"}, "pong")
            if told.get("receipt"):
                self._receive(told["receipt"])


@contextmanager
def page_of(pages, name, address):
    """Open a page as the browser of a learner; give what it says and the text of the page."""
    key = f"key-of-{name}"
    text = pages.ask(f"/voila/render/{address}", key=key).text
    kernel, model = re.search(r'"kernelId": "([^"]+)"', text), re.search(r'"model_id": "(\w+)"', text)
    if kernel is None or model is None:
        raise NotHeardError(text[-300:])
    with pages.socket(kernel[1], key=key) as socket:
        yield Talk(socket, model[1]), text
    pages.ask(f"/voila/api/shutdown/{kernel[1]}", key=key, method="POST", body="")


class Talk:
    """Messages to the widget of a page and its answers."""

    def __init__(self, socket, model):
        self._socket, self._model, self._number = socket, model, 0
        self.received = bytearray()
        """Every byte that came."""

    def send(self, data, comm=None):
        """Send whatever a client might send to the widget."""
        self._socket.send(message("comm_msg", {"comm_id": comm or self._model, "data": data}))

    def states(self):
        """Ask, as a page does when it loads, for everything that every widget of the kernel shows."""
        control = "control-of-the-page"
        opening = {"comm_id": control, "target_name": "jupyter.widget.control", "data": {}}
        self._socket.send(message("comm_open", opening, about={"version": "1.0.0"}))
        self.send({"method": "request_states"}, control)
        while True:
            data = self._socket.recv(timeout=60)
            self.received += data
            said = parts(data)[4].get("data", {})
            if isinstance(said, dict) and said.get("method") == "update_states":
                return said["states"]

    def ask(self, content, *kinds):
        """Send a message and give the answer of one of these kinds to it.

        Raises
        ------
        NotHeardError
            None came in time.
        """
        self._number += 1
        self.send({"method": "custom", "content": {**content, "n": self._number}})
        until = time.monotonic() + SILENCE
        while (left := until - time.monotonic()) > 0:
            data = self._socket.recv(timeout=left)
            self.received += data
            _, header, _, _, said, *_ = parts(data)
            told = said.get("data", {}).get("content") if header["msg_type"] == "comm_msg" else None
            if told and told["type"] in kinds and told.get("n", self._number) == self._number:
                return told
            if told and told["type"] == "failed" and told.get("n") == self._number:
                raise NotHeardError(told["why"])
        raise NotHeardError("no answer")


@dataclass
class Classroom:
    """A built course, served, with a registrar at work."""

    pages: Pages
    log: Path

    ONCE = ("receipts", "submissions", "folders in the exchange", "gradebook rows", "results")
    """What there must be exactly one of for each learner."""

    @property
    def course(self):
        return self.pages.course

    def family(self):
        """Everything that runs for the course."""
        with suppress(psutil.NoSuchProcess):
            return psutil.Process(self.pages.process.pid).children(recursive=True)
        return []

    def victims(self, what):
        """Find the processes that are called so: kernels, the page server, the registrar."""
        marks = {"page server": "class_server.py", "registrar": "registrar"}
        found = []
        for process in self.family():
            with suppress(psutil.Error):
                # a fork of the zygote has its command
                own = process.name() == "course-kernel"
                if own if what == "kernel" else not own and any(marks[what] in word for word in process.cmdline()):
                    found.append(process)
        return found

    def kill(self, what, draw):
        """Kill one of them; tell whether there was one."""
        there = self.victims(what)
        if not there:
            return False
        with suppress(psutil.NoSuchProcess):
            draw.choice(there).kill()
            return True
        return False

    def kill_while(self, learners, kinds, draw):
        """Kill one after the other, each when so many changes have been acknowledged as the drawn moments say.

        Returns
        -------
        list of str
            What was killed.
        """
        whole = sum(len(learner.plan) for learner in learners)
        moments = sorted(draw.sample(range(whole // 20, whole), len(kinds)))
        killed = []
        for moment, what in zip(moments, draw.sample(kinds, len(kinds)), strict=True):
            while sum(learner.done for learner in learners) < moment:
                time.sleep(0.01)
            time.sleep(draw.random() * 0.05)
            until = time.monotonic() + 20
            while not self.kill(what, draw) and time.monotonic() < until:
                time.sleep(0.05)
            killed.append(what)
        return killed

    def tally(self, learners):
        """Count what was acknowledged and what is there."""
        quiz = learners[0].quiz
        with Records(self.course / ".course" / "records.db") as records:
            submissions = records.submissions(quiz)
            results = [len(records.results(each.receipt)) for each in submissions]
            faults = records.faults()
        kept = {each.learner: each for each in submissions}
        for learner in learners:
            last = dict(learner.plan)
            mine = kept.get(learner.name)
            stored = {name: entry.get("answer") for name, entry in mine.entries.items()} if mine else None
            if stored != last:
                faults.append(f"{learner.name}: handed in {stored}, not {last}")
            if mine and learner.receipt != f"{mine.receipt[:4]}-{mine.receipt[4:]}":
                faults.append(f"{learner.name}: receipt {learner.receipt}, on record {mine.receipt}")
            faults += learner.faults
        with closing(sqlite3.connect(self.course / "quizzes" / "gradebook.db")) as book:
            (rows,) = book.execute(
                "SELECT count(*) FROM submitted_assignment s JOIN assignment a ON a.id = s.assignment_id "
                "WHERE a.name = ?",
                (quiz,),
            ).fetchone()
        return {
            "saves acknowledged": sum(learner.done for learner in learners),
            "saves lost": sum("not [" in fault or "revision" in fault for fault in faults),
            "pages loaded": sum(learner.loads for learner in learners),
            "receipts": len({learner.receipt for learner in learners if learner.receipt}),
            "submissions": len(submissions),
            "folders in the exchange": len(list((self.course / ".course" / "exchange").glob(f"*/inbound/*+{quiz}+*"))),
            "gradebook rows": rows,
            "results": sum(results),
            "faults": faults,
        }


@contextmanager
def classroom(course):
    """Serve a built course to a class, with supervisor, registrar and everything."""
    settings = settings_of(course, cull=60)
    lay_out(course, settings.apps)
    log = course / "supervisor.log"
    script = Path(__file__).with_name("supervised.py")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, str(script), str(course)],
            env={**surroundings(settings), "PATH": path},
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    room = Classroom(Pages(settings.port, process, course / ".course" / "logs" / "voila.log", course, settings), log)
    try:
        until = time.monotonic() + 120
        while time.monotonic() < until:
            with suppress(OSError, json.JSONDecodeError):
                room.pages.kernels()
                break
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)
        yield room
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


def seated(room, quiz, plan, names, *, seed, longest=0.0):
    """Seat learners, each with a plan and moments of their own."""
    learners = []
    for number, name in enumerate(names):
        draw = random.Random(f"{seed} {number}")  # noqa: S311 - the same moments in every run
        pause = (lambda draw=draw: draw.random() * longest) if longest else (lambda: 0.0)
        learners.append(Learner(name, room.pages, quiz, plan(draw), pause))
    return learners


@contextmanager
def sitting(learners, patience):
    """Let all of them sit the quiz at once; leave when they are done, or after so many seconds."""
    threads = [threading.Thread(target=learner.sit, daemon=True) for learner in learners]
    for thread in threads:
        thread.start()
    until = time.monotonic() + patience
    yield
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    for learner in learners:
        learner.stop.set()
    for thread in threads:
        thread.join(10)
