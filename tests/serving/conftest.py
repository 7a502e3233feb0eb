import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import nbformat
import psutil
import pytest

from calcinosis.serving.checks import free_port

ROOT = Path(__file__).parents[2]


class Served:
    """``calcinosis serve`` on a course folder, and everything that belongs to it."""

    def __init__(self, course, *options, port=None, prepare=None, folder=None):
        self.course, self.port = course, port or free_port("127.0.0.1")
        command = [sys.executable, "-P", "-m", "calcinosis", "serve", "--no-browser", "--course", str(course)]
        self.err = course.parent / f"{course.name}.err"
        self.started = time.monotonic()
        with self.err.open("w") as err:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port), *options],
                stdout=subprocess.PIPE,
                stderr=err,
                text=True,
                start_new_session=True,
                cwd=folder,
                preexec_fn=prepare,  # noqa: PLW1509 - no thread runs here
            )

    def family(self):
        """Find every process that works on this course: it has the folder in its command, or its settings."""
        found = []
        for process in psutil.process_iter():
            with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                own = process.environ()
                marks = [*process.cmdline(), own.get("CALCINOSIS_STATE", ""), own.get("CALCINOSIS_SERVE", "")]
                if process.pid != os.getpid() and any(str(self.course) in mark for mark in marks):
                    found.append(process)
        return found

    def home(self):
        """Wait for the line with the address."""
        line = self.process.stdout.readline()
        assert line.startswith("Course home: http://127.0.0.1:"), (line, self.said())
        return line.removeprefix("Course home: ").strip()

    def ended(self):
        """Wait for the end; give the exit status and what was printed."""
        out, _ = self.process.communicate(timeout=60)
        return self.process.returncode, out

    def said(self):
        return self.err.read_text()

    def gone(self):
        """Tell whether all of it has gone; what was forgotten stays longer than this waits."""
        until = time.monotonic() + 20
        while time.monotonic() < until:
            if not self.family():
                return True
            time.sleep(0.1)
        return False

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=30)
        for process in self.family():
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def course(tmp_path):
    """A course with one lesson and no quiz."""
    folder = tmp_path / "course"
    (folder / "lessons").mkdir(parents=True)
    (folder / "quizzes" / "items").mkdir(parents=True)
    shutil.copy(ROOT / "quizzes" / "nbgrader_config.py", folder / "quizzes")
    prose = nbformat.v4.new_markdown_cell("# A lump\n\nShe is 44.")
    live = nbformat.v4.new_code_cell("from ipywidgets import IntSlider\nIntSlider()")
    notebook = nbformat.v4.new_notebook(cells=[prose, live], metadata={"title": "A lump"})
    nbformat.write(notebook, folder / "lessons" / "01-lump.ipynb")
    return folder


@pytest.fixture
def serve():
    running = []

    def start(*arguments, **more):
        running.append(Served(*arguments, **more))
        return running[-1]

    yield start
    for served in running:
        served.close()
