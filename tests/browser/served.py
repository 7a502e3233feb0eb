"""A real course in a folder of its own, served by the real command."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, Request, Route

ROOT = Path(__file__).parents[2]
QUIZ = "calcium-phosphate-balance"
LESSON = "02-calcium-phosphate-balance"


@dataclass
class Course:
    """A served copy of the course in a folder of its own."""

    folder: Path
    port: int
    learner: str
    options: tuple[str, ...] = ()
    process: subprocess.Popen | None = None
    home: str = ""
    log: list[str] = field(default_factory=list)

    def start(self) -> float:
        """Serve; return the seconds until the course home was announced and answered."""
        began = time.monotonic()
        command = [sys.executable, "-m", "calcinosis", "serve", "--no-browser", "--course", str(self.folder)]
        with (self.folder / "serve.log").open("a") as complaints:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port), "--learner", self.learner, *self.options],
                stdout=subprocess.PIPE,
                stderr=complaints,
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
        if self.process and self.process.stdout:
            if self.process.poll() is None:
                self.process.send_signal(how)
                self.process.wait(timeout=60)
            self.process.stdout.close()

    def run(self, *arguments: str) -> None:
        """Run one command of the course as its instructor would."""
        command = [sys.executable, "-m", "calcinosis", *arguments, "--course", str(self.folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr

    def gradebook(self, query: str) -> list[tuple]:
        """Ask nbgrader's gradebook."""
        with closing(sqlite3.connect(self.folder / "quizzes/gradebook.db")) as store:
            return store.execute(query).fetchall()

    def grades(self, learner: str | None = None) -> dict[str, tuple[float | None, float | None, float]]:
        """Return automatic score, score given by hand and points of every graded cell of a learner."""
        rows = self.gradebook(
            "SELECT base_cell.name, grade.auto_score, grade.manual_score, grade_cells.max_score FROM grade "  # noqa: S608 - a name of the test's own
            "JOIN grade_cells ON grade.cell_id = grade_cells.id JOIN base_cell ON base_cell.id = grade_cells.id "
            "JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id "
            "JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id "
            f"WHERE submitted_assignment.student_id = '{learner or self.learner}'"
        )
        return {name: tuple(rest) for name, *rest in rows}

    def graded(self) -> bool:
        """Tell whether what can be marked without a person has been marked."""
        book = self.folder / "quizzes/gradebook.db"
        return book.exists() and any(auto is not None for auto, _, _ in self.grades().values())

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
                # a forked kernel has a name of its own and the command of the process it was forked from
                if process.name() == "course-kernel" or "ipykernel" in " ".join(process.cmdline()):
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


def signed_in(browser: Browser, course: Course, **options) -> Page:
    """Open the course home in a new context, as the learner who clicked the printed address."""
    page = browser.new_context(**options).new_page()
    page.goto(course.home)
    return page


@contextmanager
def kept_away(page: Page) -> Iterator[None]:
    """Keep a page from finding its server, so that it does not come back before it was looked at."""

    def refused(route: Route, request: Request) -> None:
        route.abort() if request.method == "HEAD" else route.fallback()

    page.route("**", refused)
    yield
    page.unroute("**", refused)


def comes_true(fact: Callable[[], bool], seconds: float, page: Page | None = None) -> bool:
    """Wait for a fact; with a page, let the browser's own events go on meanwhile."""
    until = time.monotonic() + seconds
    while not fact() and time.monotonic() < until:
        page.wait_for_timeout(100) if page else time.sleep(0.1)
    return fact()
