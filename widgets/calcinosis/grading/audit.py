"""What was changed after grading, by whom and when: lines that are only ever added.

Each line holds the hash of the line before it, so an earlier line that was edited, removed or slipped in shows.
"""

import getpass
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from calcinosis.grading.course import Course

Fate = Literal["everyone", "remove"]
"""What becomes of a dropped question: full points for everyone, or taken out of the total."""


@dataclass(frozen=True, slots=True)
class Line:
    """One decision."""

    at: str
    """UTC, ISO 8601."""
    by: str
    """Account on the machine."""
    quiz: str
    what: str
    """``regrade``, ``drop``, ``restore`` or ``key``."""
    facts: Mapping[str, Any]


def trail(course: Course) -> Path:
    """Give the file of the trail."""
    return course.state / "audit.jsonl"


def add(course: Course, quiz: str, what: str, facts: Mapping[str, Any]) -> None:
    """Add a line, durably."""
    file = trail(course)
    file.parent.mkdir(parents=True, exist_ok=True)
    before = _texts(course)
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "by": _account(),
        "quiz": quiz,
        "what": what,
        "facts": facts,
        "before": _hash(before[-1]) if before else "",
    }
    torn = file.is_file() and not file.read_bytes().endswith(b"\n")  # the last one was cut off while it was written
    with file.open("a", encoding="utf-8") as lines:
        lines.write(("\n" if torn and before else "") + json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
        lines.flush()
        os.fsync(lines.fileno())


def lines(course: Course, quiz: str | None = None) -> list[Line]:
    """Give all lines that can be read, or those of one quiz; ``faults`` names the others."""
    found = filter(None, map(_read, _texts(course)))
    return [line for line, _ in found if quiz in (None, line.quiz)]


def faults(course: Course) -> Iterator[str]:
    """Name the lines that cannot be read, and those before which something was edited, removed or slipped in."""
    before = ""
    for number, text in enumerate(_texts(course), start=1):
        found = _read(text)
        if found is None:
            yield f"audit.jsonl: line {number} cannot be read and counts for nothing"
        elif found[1] != before:
            yield f"audit.jsonl: something before line {number} was changed"
        before = _hash(text)


def dropped(course: Course, quiz: str) -> dict[str, Fate]:
    """Give the questions that the instructor dropped, and what became of them; the last decision holds."""
    fates: dict[str, Fate] = {}
    for line in lines(course, quiz):
        if line.what == "drop":
            fates[line.facts["question"]] = line.facts.get("fate", "everyone")
        elif line.what == "restore":
            fates.pop(line.facts["question"], None)
    return fates


def mended(trail: Sequence[Line], question: str) -> Line | None:
    """Give the last change of what a question accepts that was not taken back."""
    standing: list[Line] = []
    for line in trail:
        if line.what == "key" and line.facts["question"] == question and "after" in line.facts:
            if not line.facts["taken_back"]:
                standing.append(line)
            elif standing:
                standing.pop()
    return standing[-1] if standing else None


def _read(text: str) -> tuple[Line, str] | None:
    """Give a line and the hash it holds of the one before; None for what is no line, such as half of one."""
    try:
        each = json.loads(text)
        return Line(each["at"], each["by"], each["quiz"], each["what"], dict(each["facts"])), str(each["before"])
    except (ValueError, KeyError, TypeError):
        return None


def _texts(course: Course) -> list[str]:
    file = trail(course)
    return file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else []


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in some containers
        return f"user {os.getuid()}"
