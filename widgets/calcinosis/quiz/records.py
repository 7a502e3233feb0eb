"""What learners answered: drafts, submissions, what happened to them, results. One SQLite file, standard library only.

Every acknowledged write is on disk (WAL, ``synchronous=FULL``). Submissions, stages and results are append-only:
triggers refuse changes, and each row holds the hash of the row before it, so that a change made behind the
triggers' back shows in ``faults``.
"""

import hashlib
import json
import re
import secrets
import sqlite3
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, cast

from calcinosis.errors import CalcinosisError

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Receipts are read out and typed: no 0 O 1 I."""
NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
LARGEST = 512 * 1024
"""Bytes of the answers of one quiz."""
STAGES = ("registered", "graded", "returned", "failed")

SCHEMA = """
CREATE TABLE IF NOT EXISTS drafts (
    learner TEXT NOT NULL, quiz TEXT NOT NULL, attempt INTEGER NOT NULL, revision INTEGER NOT NULL,
    saved_at TEXT, entries TEXT NOT NULL, frozen INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (learner, quiz, attempt));
CREATE TABLE IF NOT EXISTS submissions (
    number INTEGER PRIMARY KEY AUTOINCREMENT, receipt TEXT NOT NULL UNIQUE, learner TEXT NOT NULL, quiz TEXT NOT NULL,
    attempt INTEGER NOT NULL, entries TEXT NOT NULL, sheet TEXT NOT NULL, submitted_at TEXT NOT NULL,
    hash TEXT NOT NULL, UNIQUE (learner, quiz, attempt));
CREATE TABLE IF NOT EXISTS stages (
    number INTEGER PRIMARY KEY AUTOINCREMENT, receipt TEXT NOT NULL REFERENCES submissions (receipt),
    stage TEXT NOT NULL, detail TEXT NOT NULL, at TEXT NOT NULL, hash TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS stages_by_receipt ON stages (receipt);
CREATE TABLE IF NOT EXISTS results (
    number INTEGER PRIMARY KEY AUTOINCREMENT, receipt TEXT NOT NULL REFERENCES submissions (receipt),
    result TEXT NOT NULL, at TEXT NOT NULL, hash TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS results_by_receipt ON results (receipt);
"""
CHAINED: Mapping[str, tuple[str, ...]] = {
    "submissions": ("number", "receipt", "learner", "quiz", "attempt", "entries", "sheet", "submitted_at"),
    "stages": ("number", "receipt", "stage", "detail", "at"),
    "results": ("number", "receipt", "result", "at"),
}
GUARDS = "".join(
    f"CREATE TRIGGER IF NOT EXISTS {table}_keep_{change} BEFORE {change} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{table} are never changed'); END;\n"
    for table in CHAINED
    for change in ("UPDATE", "DELETE")
)

Entries = Mapping[str, Mapping[str, Any] | None]
"""``{name: {"answer": …, "confidence": 1 to 3, "flag": bool}}``; all but ``answer`` may be absent."""


class RecordError(CalcinosisError):
    """The record could not be read or written; nothing that was kept before is lost."""


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


@dataclass(frozen=True, slots=True)
class Submission:
    """The answers handed in."""

    receipt: str
    """Eight characters; ``shown`` puts the hyphen in."""
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
    trouble: str | None = None
    """Why handing it on failed, while it has not succeeded since."""


def shown(receipt: str) -> str:
    """Write a receipt as people see it, ``7F3K-Q2MN``."""
    return f"{receipt[:4]}-{receipt[4:]}"


def now() -> str:
    """Give the time, UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def is_answered(entry: Mapping[str, Any]) -> bool:
    """Tell whether an entry holds something other than emptiness."""
    answer: Any = entry.get("answer")
    if isinstance(answer, dict) and "value" in answer:
        answer = cast("dict[str, Any]", answer)["value"]
    return bool(answer.strip()) if isinstance(answer, str) else answer not in (None, [], {})


class Records:
    """The record of one course.

    Safe to open from many processes at once; one object may be shared by threads.

    Raises
    ------
    RecordError
        From every method: the file cannot be read or written (disk full, locked for long, no permission).
    """

    def __init__(self, path: Path | str, *, clock: Callable[[], str] = now, patience: float = 10.0) -> None:
        """Open the record, making it when there is none.

        Parameters
        ----------
        path
            The file.
        clock
            Gives the time.
        patience
            Seconds to wait for another writer.
        """
        self._path, self._clock, self._lock = Path(path), clock, threading.RLock()
        with self._told("opened"):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._store = sqlite3.connect(self._path, timeout=patience, isolation_level=None, check_same_thread=False)
            self._store.row_factory = sqlite3.Row
            self._store.execute("PRAGMA journal_mode=WAL")
            self._store.execute("PRAGMA synchronous=FULL")
            self._store.execute("PRAGMA foreign_keys=ON")
            if not self._store.execute("SELECT 1 FROM sqlite_master WHERE name = 'results_keep_DELETE'").fetchone():
                self._store.executescript(f"BEGIN IMMEDIATE;{SCHEMA}{GUARDS}COMMIT;")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    @contextmanager
    def _told(self, done: str) -> Generator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise RecordError(
                f"the answers could not be {done}: {error} ({self._path.name}); "
                "check that the disk has room and the folder may be written, then try again"
            ) from error

    @contextmanager
    def _writing(self) -> Generator[sqlite3.Connection]:
        with self._lock, self._told("saved"):
            self._store.execute("BEGIN IMMEDIATE")
            try:
                yield self._store
                self._store.execute("COMMIT")
            except BaseException:
                if self._store.in_transaction:  # SQLite itself ends some, such as when the disk is full
                    self._store.execute("ROLLBACK")
                raise

    def _rows(self, question: str, *values: object) -> list[sqlite3.Row]:
        with self._lock, self._told("read"):
            return self._store.execute(question, values).fetchall()

    def _append(self, store: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
        last = store.execute(f"SELECT number, hash FROM {table} ORDER BY number DESC LIMIT 1").fetchone()  # noqa: S608 - our own names
        row = {"number": last["number"] + 1 if last else 1, **row}
        row["hash"] = _hash(last["hash"] if last else "", [row[name] for name in CHAINED[table]])
        marks = ", ".join(f":{name}" for name in row)
        store.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", row)  # noqa: S608 - our own names

    def draft(self, learner: str, quiz: str) -> Draft:
        """Give the latest attempt; an empty first one when nothing was saved."""
        _check_names(learner, quiz)
        rows = self._rows(
            "SELECT * FROM drafts WHERE learner = ? AND quiz = ? ORDER BY attempt DESC LIMIT 1", learner, quiz
        )
        return _draft(rows[0]) if rows else Draft(1, {}, 0, None, frozen=False)

    def save(self, learner: str, quiz: str, entries: Entries) -> Draft:
        """Merge changed entries into the draft, durably.

        An entry replaces the one of the same name whole; None removes it.

        Raises
        ------
        Frozen
            The attempt was submitted.
        """
        _check_names(learner, quiz)
        with self._writing() as store:
            draft = self.draft(learner, quiz)
            if draft.frozen:
                raise Frozen("these answers were submitted and cannot change any more")
            merged: dict[str, Any] = {**draft.entries, **entries}
            kept = {name: dict(entry) for name, entry in merged.items() if entry is not None}
            return self._write(
                store, learner, quiz, Draft(draft.attempt, kept, draft.revision + 1, self._clock(), frozen=False)
            )

    def begin(self, learner: str, quiz: str, *, attempts: int | None) -> Draft:
        """Begin a new attempt after a submitted one; the running one is given back as it is.

        Parameters
        ----------
        attempts
            How many the quiz allows; None for any number.

        Raises
        ------
        Frozen
            No further attempt is allowed.
        """
        _check_names(learner, quiz)
        with self._writing() as store:
            draft = self.draft(learner, quiz)
            if not draft.frozen:
                return draft
            if attempts is not None and draft.attempt >= attempts:
                raise Frozen(f"all {attempts} attempts are used" if attempts > 1 else "the one attempt is used")
            return self._write(store, learner, quiz, Draft(draft.attempt + 1, {}, 0, None, frozen=False))

    def _write(self, store: sqlite3.Connection, learner: str, quiz: str, draft: Draft) -> Draft:
        store.execute(
            "INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET revision = excluded.revision, "
            "saved_at = excluded.saved_at, entries = excluded.entries, frozen = excluded.frozen",
            (learner, quiz, draft.attempt, draft.revision, draft.saved_at, _text(draft.entries), draft.frozen),
        )
        return draft

    def submit(self, learner: str, quiz: str, sheet: Mapping[str, Mapping[str, Any]]) -> Submission:
        """Freeze the draft and hand it in, in one transaction; a second call gives the same submission.

        Parameters
        ----------
        sheet
            What was asked: ``{name: {"id", "version", "seed"}}``.
        """
        _check_names(learner, quiz)
        with self._writing() as store:
            draft = self.draft(learner, quiz)
            handed_in = self.submission(learner, quiz, draft.attempt)
            if handed_in:
                return handed_in
            self._write(
                store, learner, quiz, Draft(draft.attempt, draft.entries, draft.revision, draft.saved_at, frozen=True)
            )
            receipt, at = "".join(secrets.choice(ALPHABET) for _ in range(8)), self._clock()
            row = {
                "receipt": receipt,
                "learner": learner,
                "quiz": quiz,
                "attempt": draft.attempt,
                "entries": _text(draft.entries),
                "sheet": _text(sheet),
                "submitted_at": at,
            }
            self._append(store, "submissions", row)
        kept = {name: dict(facts) for name, facts in sheet.items()}
        return Submission(receipt, learner, quiz, draft.attempt, draft.entries, kept, at)

    def submission(self, learner: str, quiz: str, attempt: int | None = None) -> Submission | None:
        """Give what was handed in, by default at the latest submitted attempt."""
        found = [each for each in self.submissions(quiz, learner) if attempt in (None, each.attempt)]
        return max(found, key=lambda each: each.attempt, default=None)

    def submissions(self, quiz: str | None = None, learner: str | None = None) -> list[Submission]:
        """Give everything handed in, in the order it came."""
        rows = self._rows(
            "SELECT * FROM submissions WHERE (?1 IS NULL OR quiz = ?1) AND (?2 IS NULL OR learner = ?2) "
            "ORDER BY number",
            quiz,
            learner,
        )
        return [_submission(row) for row in rows]

    def stage(self, receipt: str, stage: str, detail: str = "") -> Stage:
        """Note what happened to a submission.

        Raises
        ------
        ValueError
            The stage is not one of ``STAGES``.
        """
        if stage not in STAGES:
            raise ValueError(f"stage {stage!r} is not one of {', '.join(STAGES)}")
        row = {"receipt": receipt, "stage": stage, "detail": detail, "at": self._clock()}
        with self._writing() as store:
            self._append(store, "stages", row)
        return Stage(**row)

    def stages(self, receipt: str) -> list[Stage]:
        """Give what happened to a submission, in order."""
        rows = self._rows("SELECT receipt, stage, detail, at FROM stages WHERE receipt = ? ORDER BY number", receipt)
        return [Stage(**dict(row)) for row in rows]

    def publish(self, receipt: str, result: Mapping[str, Any]) -> None:
        """Make a result visible to its learner; the latest one counts, the earlier ones are kept."""
        with self._writing() as store:
            self._append(store, "results", {"receipt": receipt, "result": _text(result), "at": self._clock()})

    def results(self, receipt: str) -> list[dict[str, Any]]:
        """Give every result published for a submission, oldest first."""
        rows = self._rows("SELECT result FROM results WHERE receipt = ? ORDER BY number", receipt)
        return [json.loads(row["result"]) for row in rows]

    def result(self, learner: str, quiz: str, attempt: int | None = None) -> dict[str, Any] | None:
        """Give the result that counts, by default of the latest submitted attempt."""
        submission = self.submission(learner, quiz, attempt)
        found = self.results(submission.receipt) if submission else []
        return found[-1] if found else None

    def state(self, learner: str, quiz: str, *, of: int | None = None) -> State:
        """Say where a learner stands with a quiz; ``of`` is the number of its questions."""
        draft = self.draft(learner, quiz)
        answered = sum(is_answered(entry) for entry in draft.entries.values())
        submission = self.submission(learner, quiz, draft.attempt) if draft.frozen else None
        if submission is None:
            status = "draft" if draft.revision else "not started"
            return State(status, draft.attempt, draft.saved_at, answered, of)
        stages, results = self.stages(submission.receipt), self.results(submission.receipt)
        common = (draft.attempt, draft.saved_at, answered, of, submission.submitted_at, submission.receipt)
        if results:
            return State("graded", *common, results[-1]["score"], results[-1]["max"], feedback=True)
        trouble = stages[-1].detail if stages and stages[-1].stage == "failed" else None
        status = "marking" if any(each.stage != "failed" for each in stages) else "submitted"
        return State(status, *common, trouble=trouble)

    def faults(self) -> list[str]:
        """Check the chains and name every row that was changed, removed or slipped in."""
        found: list[str] = []
        for table, names in CHAINED.items():
            before, number = "", 0
            for row in self._rows(f"SELECT * FROM {table} ORDER BY number"):  # noqa: S608 - our own names
                number += 1
                if row["number"] != number:
                    found.append(f"{table}: row {number} is missing")
                    number = row["number"]
                if row["hash"] != _hash(before, [row[name] for name in names]):
                    found.append(f"{table}: row {number} ({row['receipt']}) was changed")
                before = row["hash"]
            made = self._rows("SELECT seq FROM sqlite_sequence WHERE name = ?", table)
            if made and made[0]["seq"] != number:
                found.append(f"{table}: the last {made[0]['seq'] - number} rows are missing")
        return found

    def heads(self) -> dict[str, str]:
        """Give the last hash of each chain; kept elsewhere, it shows a record that was rewritten whole."""
        heads = {table: self._rows(f"SELECT hash FROM {table} ORDER BY number DESC LIMIT 1") for table in CHAINED}  # noqa: S608 - our own names
        return {table: rows[0]["hash"] if rows else "" for table, rows in heads.items()}


def _check_names(*names: str) -> None:
    for name in names:
        if not NAME.fullmatch(name):
            raise RecordError(f"{name!r:.80} is not a name: use 1 to 64 letters, digits, dots, hyphens or underscores")


def _text(value: object) -> str:
    try:
        text = json.dumps(value, allow_nan=False, sort_keys=True, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise RecordError(f"this cannot be kept: {error}; answers are text, numbers, lists and objects") from error
    if len(text) > LARGEST:
        raise RecordError(f"this is too long to be kept ({len(text)} characters, at most {LARGEST})")
    return text


def _hash(before: str, row: list[object]) -> str:
    return hashlib.sha256(json.dumps([before, *row]).encode()).hexdigest()


def _draft(row: sqlite3.Row) -> Draft:
    return Draft(row["attempt"], json.loads(row["entries"]), row["revision"], row["saved_at"], bool(row["frozen"]))


def _submission(row: sqlite3.Row) -> Submission:
    return Submission(
        row["receipt"],
        row["learner"],
        row["quiz"],
        row["attempt"],
        json.loads(row["entries"]),
        json.loads(row["sheet"]),
        row["submitted_at"],
    )
