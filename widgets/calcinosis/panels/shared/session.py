"""Who is working, and where the course keeps its records: the only place that reads a kernel's environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from calcinosis.errors import CalcinosisError
from calcinosis.quiz.recorded import NAME
from calcinosis.quiz.records import Records

PATIENCE = 1.2
"""Seconds that a page's kernel waits for another writer. If it waited longer, the page would take the kernel for dead;
what could not be saved is sent again."""


@dataclass(frozen=True, slots=True)
class Session:
    """A verified learner and the folder where the course keeps what is made while it runs."""

    learner: str
    """Name, verified by the server that started this kernel."""
    state: Path
    """The course's ``.course`` folder."""
    instructor: bool = False
    """Whether the server has verified that this learner is also an instructor."""

    @property
    def apps(self) -> Path:
        """The folder of the pages as they are served."""
        return self.state / "apps"

    @property
    def records(self) -> Records:
        """Drafts, submissions and results."""
        return _records(self.state / "records.db")


def session(environment: Mapping[str, str] = os.environ) -> Session | None:
    """Return the session this kernel was started for, or None in a kernel that no course server started.

    The server sets the two variables; nothing that a page sends can.

    Raises
    ------
    CalcinosisError
        The learner's name is not one, or the folder does not exist.
    """
    learner, state = environment.get("CALCINOSIS_LEARNER"), environment.get("CALCINOSIS_STATE")
    if not learner or not state:
        return None
    if not NAME.fullmatch(learner):
        raise CalcinosisError(
            f"CALCINOSIS_LEARNER is {learner!r}; use 1 to 64 letters, digits, dots, hyphens or underscores."
        )
    if not Path(state).is_dir():
        raise CalcinosisError(
            f"CALCINOSIS_STATE is {state!r}, which is not a folder; start the course with `calcinosis serve`."
        )
    return Session(learner, Path(state), environment.get("CALCINOSIS_INSTRUCTOR") == "1")


def required(environment: Mapping[str, str] = os.environ) -> Session:
    """Return the session, for pages that cannot work without one.

    Raises
    ------
    CalcinosisError
        No course server started this kernel.
    """
    found = session(environment)
    if found is None:
        raise CalcinosisError(
            "This page keeps answers, so it only works inside the course: open it from the course home."
        )
    return found


def record_of_checks(lesson: int) -> str:
    """Return the name under which the answers to a lesson's checks are kept, as the draft of a quiz never handed in."""
    return f"lesson-{lesson:02d}"


def record_of_reading(lesson: int) -> str:
    """Return the name under which is kept which sections of a lesson were read, and when."""
    return f"reading-{lesson:02d}"


@cache
def _records(path: Path) -> Records:
    return Records(path, patience=PATIENCE)
