"""What the record holds: drafts, submissions, stages, states; and the errors of using it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, cast

from calcinosis.errors import CalcinosisError

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Receipts are read out and typed: no 0 O 1 I."""
NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
"""Names of learners and items, and all that the record accepts as a name; nbgrader's file names allow no others."""
QUIZ_NAME = re.compile(r"[a-z0-9-]{1,64}")
"""Names of quizzes, which are also the names of files and parts of addresses."""
LARGEST = 512 * 1024
"""Most bytes that the answers of one quiz may take."""
STAGES = ("registered", "graded", "returned", "failed")
WHOLE = "everything is marked"
"""Detail of a ``graded`` stage: nothing is left to mark, but the result is not released yet."""

Entries = Mapping[str, Mapping[str, Any] | None]
"""``{name: {"answer": …, "confidence": 1 to 4, "flag": bool}}``; all but ``answer`` may be absent."""


class RecordError(CalcinosisError):
    """The record could not be read or written; nothing that was kept before is lost."""


class Unreachable(RecordError):  # noqa: N818 - reads as what happened: the record cannot be reached
    """The record cannot be used at the moment; trying again may help."""

    def __init__(self, message: str, plain: str) -> None:
        super().__init__(message)
        self.plain = plain
        """The reason and what to do, in words for a learner."""


class Closed(RecordError):  # noqa: N818 - reads as what happened: the quiz is closed
    """The time for answering is over."""


class Frozen(RecordError):  # noqa: N818 - reads as what happened: the draft is frozen
    """The answers were submitted and cannot change any more."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The answers of one attempt so far."""

    attempt: int
    entries: dict[str, dict[str, Any]]
    revision: int
    """Number of saves; 0 when nothing was saved."""
    saved_at: str | None
    """Time of the last save, UTC, ISO 8601."""
    frozen: bool
    started_at: str | None = None
    """Time at which the attempt began."""


@dataclass(frozen=True, slots=True)
class Submission:
    """The answers handed in."""

    receipt: str
    """Eight characters; ``shown`` adds the hyphen."""
    learner: str
    quiz: str
    attempt: int
    entries: dict[str, dict[str, Any]]
    sheet: dict[str, dict[str, Any]]
    """``{name: {"id", "version", "seed"}}``."""
    submitted_at: str
    """UTC, ISO 8601."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One thing that happened to a submission."""

    receipt: str
    stage: str
    detail: str
    at: str


@dataclass(frozen=True, slots=True)
class State:
    """Where a learner stands with a quiz, as the course home shows it."""

    status: Literal["not started", "draft", "submitted", "marking", "graded"]
    attempt: int
    saved_at: str | None = None
    answered: int = 0
    of: int | None = None
    submitted_at: str | None = None
    receipt: str | None = None
    score: float | None = None
    max: float | None = None
    feedback: bool = False
    """Whether there is a result to look at."""
    marked: bool = False
    """Whether everything is marked although the result is not released yet."""
    trouble: str | None = None
    """Why grading failed, if it has not succeeded since."""


def shown(receipt: str) -> str:
    """Write a receipt as people see it, ``7F3K-Q2MN``."""
    return f"{receipt[:4]}-{receipt[4:]}"


def now() -> str:
    """Return the time, UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def is_answered(entry: Mapping[str, Any]) -> bool:
    """Tell whether an entry holds an answer that is not empty."""
    answer: Any = entry.get("answer")
    if isinstance(answer, dict) and "value" in answer:
        answer = cast("dict[str, Any]", answer)["value"]
    return bool(answer.strip()) if isinstance(answer, str) else answer not in (None, [], {})


def held(before: Mapping[str, Any], entry: object) -> dict[str, Any] | None:
    """Return a changed entry, put in order, with what cannot be undone: locked steps of a case, and hints taken.

    What a page sends may be forged: steps that are not names, and hints that are not a number, are left out.
    """
    if not isinstance(entry, dict | None):
        raise RecordError(f"this cannot be kept: an entry is an object, not {entry!r:.80}")
    known = cast("dict[str, Any]", entry or {})
    steps = cast("list[object]", known["locked"]) if isinstance(known.get("locked"), list) else []
    fixed = cast("list[str]", before.get("locked", []))
    locked = [*fixed, *(step for step in steps if isinstance(step, str) and step not in fixed)]
    given = known.get("hints")
    hints = max(before.get("hints", 0), given if isinstance(given, int) and not isinstance(given, bool) else 0)
    if entry is None and not fixed and not hints:
        return None
    after = {name: value for name, value in known.items() if name not in ("locked", "hints")}
    if hints:
        after["hints"] = hints
    if locked:
        after["locked"] = list(dict.fromkeys(locked))
        old, new = (
            cast("dict[str, object]", each["answer"]) if isinstance(each.get("answer"), dict) else {}
            for each in (before, known)
        )
        kept = {step: answer for step, answer in old.items() if step in fixed}
        after["answer"] = {step: answer for step, answer in new.items() if step not in fixed} | kept
    return after


def check_names(*names: str) -> None:
    """Refuse what cannot be the name of a learner or a quiz."""
    for name in names:
        if not NAME.fullmatch(name):
            raise RecordError(f"{name!r:.80} is not a name: use 1 to 64 letters, digits, dots, hyphens or underscores")


def as_text(value: object) -> str:
    """Write a value as JSON, always the same text for the same value; refuse what JSON cannot hold, or too much."""
    try:
        text = json.dumps(value, allow_nan=False, sort_keys=True, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise RecordError(f"this cannot be kept: {error}; answers are text, numbers, lists and objects") from error
    if len(text) > LARGEST:
        raise RecordError(f"this is too long to be kept ({len(text)} characters, at most {LARGEST})")
    return text
