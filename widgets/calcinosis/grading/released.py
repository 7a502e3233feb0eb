"""Whether the instructor lets learners see their results: by ``calcinosis feedback`` or by nbgrader's own release."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from calcinosis.grading.course import Course


def _marker(course: Course, quiz: str) -> Path:
    return course.state / "released" / quiz


def release(course: Course, quiz: str) -> None:
    """Let learners see the results of a quiz, each as soon as everything of theirs is marked."""
    marker = _marker(course, quiz)
    marker.parent.mkdir(parents=True, exist_ok=True)
    if not marker.exists():
        marker.write_text(datetime.now(UTC).isoformat(timespec="seconds") + "\n", encoding="ascii")


def is_released(course: Course, quiz: str, learner: str) -> bool:
    """Tell whether a learner's result was released, to all or to this learner.

    ``nbgrader release_feedback`` puts a file into the exchange that is named after the secret of the submission.
    """
    if _marker(course, quiz).exists():
        return True
    try:
        secret = (course.submitted(learner, quiz) / "submission_secret.txt").read_text(encoding="ascii")
    except OSError:
        return False
    name = hashlib.md5(f"{secret}{quiz}".encode(), usedforsecurity=False).hexdigest()
    return (course.feedback / f"{name}.html").exists()


def changes(course: Course) -> tuple[int, ...]:
    """Return a value that changes when anything is released, cheap enough to be asked several times a second."""
    folders = (course.state / "released", course.feedback)
    return tuple(folder.stat().st_mtime_ns if folder.is_dir() else 0 for folder in folders)
