"""A real course, served by the real command, and a real browser before it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIZ = "calcium-phosphate-balance"
LESSON = "02-calcium-phosphate-balance"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Drive the system's Chromium, with everything switched off that would call home."""
    quiet = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    system = next(filter(None, map(shutil.which, BROWSERS)), None)
    return {
        **browser_type_launch_args,
        **({"executable_path": system} if system else {}),
        "args": [*quiet, *sandbox, "--disable-gpu"],
    }


@dataclass
class Course:
    """A served copy of the course in a folder of its own."""

    folder: Path
    port: int
    learner: str
    process: subprocess.Popen | None = None
    home: str = ""
    log: list[str] = field(default_factory=list)

    def start(self) -> float:
        """Serve; return the seconds until the course home was announced and answered."""
        began = time.monotonic()
        command = [sys.executable, "-m", "calcinosis", "serve", "--no-browser", "--course", str(self.folder)]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port), "--learner", self.learner],
            stdout=subprocess.PIPE,
            stderr=(self.folder / "serve.log").open("a"),
            text=True,
            start_new_session=True,
        )
        assert self.process.stdout
        for line in self.process.stdout:
            self.log.append(line)
            if found := re.match(r"Course home: (http://\S+)", line):
                self.home = found[1]
                return time.monotonic() - began
        raise AssertionError(f"the course did not start:\n{(self.folder / 'serve.log').read_text()[-4000:]}")

    def stop(self, how: int = signal.SIGTERM) -> None:
        """End the course and wait for it."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(timeout=20)

    def url(self, page: str) -> str:
        """Address of one page, for example ``quizzes/calcium-phosphate-balance.ipynb``."""
        return f"http://127.0.0.1:{self.port}/voila/render/{page}"

    def processes(self) -> list[psutil.Process]:
        """Every process of this course: they all carry its state folder in their command or environment."""
        return [each for each in psutil.process_iter() if each.pid != os.getpid() and self.owns(each)]

    def owns(self, process: psutil.Process) -> bool:
        """Tell whether a process belongs to this course."""
        try:
            words = [*process.cmdline(), *process.environ().values()]
        except psutil.Error:
            return False
        return any(str(self.folder) in word for word in words) and process.status() != psutil.STATUS_ZOMBIE

    def kernels(self) -> list[psutil.Process]:
        """The learners' kernels."""
        found = []
        for process in self.processes():
            try:
                if "ipykernel_launcher" in " ".join(process.cmdline()) or "ipykernel" in " ".join(process.cmdline()):
                    found.append(process)
            except psutil.Error:
                continue
        return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def copy_course(folder: Path) -> Path:
    """Copy what an author has written, nothing that was built."""
    shutil.copytree(ROOT / "lessons", folder / "lessons", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    built = shutil.ignore_patterns("source", "release", "submitted", "autograded", "feedback", "gradebook.db*", ".nb*")
    shutil.copytree(ROOT / "quizzes", folder / "quizzes", ignore=built)
    return folder


@pytest.fixture(scope="session")
def course(tmp_path_factory) -> Iterator[Course]:
    """One served course for all browser tests."""
    folder = copy_course(tmp_path_factory.mktemp("course"))
    served = Course(folder, free_port(), "alice")
    served.start()
    yield served
    served.stop()


@pytest.fixture
def outside(context: BrowserContext) -> list[str]:
    """Collect every request that would leave the machine, and refuse it."""
    left: list[str] = []

    def refuse(route, request: Request) -> None:
        left.append(request.url)
        route.abort()

    context.route(re.compile(r"^(?!(https?|wss?)://(127\.0\.0\.1|localhost)[:/]|data:|blob:)"), refuse)
    return left


def signed_in(browser: Browser, course: Course, **options) -> Page:
    """Open the course home in a new context, as the learner who clicked the printed address."""
    page = browser.new_context(**options).new_page()
    page.goto(course.home)
    return page
