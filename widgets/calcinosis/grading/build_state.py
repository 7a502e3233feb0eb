"""Whether the course is built as its files say: answered in milliseconds, without loading the bank or nbgrader."""

import hashlib
import json
from importlib.resources import files
from pathlib import Path

from calcinosis.grading.course import Course

_ROOMS = ("quiz", "grading")


def fingerprint(course: Course) -> str:
    """Return one value that changes with the bank, the quizzes, nbgrader's settings or the code that builds them."""
    digest = hashlib.sha256()
    written = [*course.quizzes.glob("*.yaml"), *course.quizzes.glob("items/*.yaml"), course.settings_file]
    for path in sorted(written):
        digest.update(f"{path.relative_to(course.root)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    package = Path(str(files("calcinosis")))
    for room in _ROOMS:
        for path in sorted((package / room).rglob("*.py")):
            facts = path.stat()
            digest.update(f"{path.relative_to(package)} {facts.st_size} {facts.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def note_file(course: Course) -> Path:
    """Return the file in which a build notes what it made and from what."""
    return course.state / "build.json"


def quizzes(course: Course) -> list[str]:
    """Return the names of the quizzes that were built."""
    try:
        return list(json.loads(note_file(course).read_text(encoding="utf-8"))["quizzes"])
    except (OSError, ValueError, KeyError, TypeError):
        return []


def is_built(course: Course) -> bool:
    """Tell whether the last build still stands: nothing written has changed and nothing made is missing."""
    try:
        note = json.loads(note_file(course).read_text(encoding="utf-8"))
        return note["fingerprint"] == fingerprint(course) and all(
            (course.root / made).exists() for made in note["made"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False
