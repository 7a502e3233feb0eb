"""What learners answered: drafts, submissions, what happened to them, results. Standard library only.

Every acknowledged write is on disk (``store``). Submissions, stages and results are append-only:
triggers refuse changes, and each row holds the hash of the row before it, so that a change made behind the
triggers' back shows in ``faults``.
"""

import json
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from calcinosis.quiz import ledger
from calcinosis.quiz.recorded import (
    ALPHABET,
    LARGEST,
    NAME,
    STAGES,
    WHOLE,
    Closed,
    Draft,
    Entries,
    Frozen,
    RecordError,
    Stage,
    State,
    Submission,
    Unreachable,
    as_text,
    check_names,
    held,
    is_answered,
    now,
    shown,
)
from calcinosis.quiz.store import Store
from calcinosis.quiz.time_spent import added

__all__ = [
    "ALPHABET",
    "LARGEST",
    "NAME",
    "STAGES",
    "WHOLE",
    "Closed",
    "Draft",
    "Entries",
    "Frozen",
    "RecordError",
    "Records",
    "Stage",
    "State",
    "Submission",
    "Unreachable",
    "is_answered",
    "now",
    "shown",
]


class Records(Store):
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
        super().__init__(Path(path), patience)
        self._clock = clock

    def draft(self, learner: str, quiz: str) -> Draft:
        """Give the latest attempt; an empty first one when nothing was saved."""
        check_names(learner, quiz)
        rows = self._rows(
            "SELECT * FROM drafts WHERE learner = ? AND quiz = ? ORDER BY attempt DESC LIMIT 1", learner, quiz
        )
        return _draft(rows[0]) if rows else Draft(1, {}, 0, None, frozen=False)

    def running(self, quiz: str) -> dict[str, Draft]:
        """Give the drafts of a quiz that were begun and not submitted, by learner: what an exam's end hands in."""
        check_names(quiz)
        rows = self._rows("SELECT * FROM drafts WHERE quiz = ? AND NOT frozen ORDER BY learner, attempt", quiz)
        return {row["learner"]: _draft(row) for row in rows}

    def save(self, learner: str, quiz: str, entries: Entries, *, until: str | None = None) -> Draft:
        """Merge changed entries into the draft, durably.

        An entry replaces the one of the same name whole; None removes it. What cannot be taken back stays: answers
        to locked steps of a case, and hints taken.

        Parameters
        ----------
        until
            End of the time for answering, UTC, ISO 8601; None when there is none.

        Raises
        ------
        Frozen
            The attempt was submitted.
        Closed
            The time is over.
        """
        check_names(learner, quiz, *entries)
        with self._writing() as store:
            return self._merge(store, learner, quiz, entries, until)

    def take_hint(self, learner: str, quiz: str, question: str, number: int, *, until: str | None = None) -> Draft:
        """Note that a learner has taken so many hints for a question, durably; the answer stays as it is.

        Raises
        ------
        Frozen
            The attempt was submitted.
        Closed
            The time is over.
        """
        check_names(learner, quiz, question)
        with self._writing() as store:
            before = self.draft(learner, quiz).entries.get(question, {})
            return self._merge(store, learner, quiz, {question: {**before, "hints": number}}, until)

    def _merge(self, store: sqlite3.Connection, learner: str, quiz: str, entries: Entries, until: str | None) -> Draft:
        draft = self.draft(learner, quiz)
        if draft.frozen:
            raise Frozen("these answers were submitted and cannot change any more")
        at = self._clock()
        if until is not None and at > until:
            raise Closed("the time for answering is over; what was saved before counts")
        changed = {name: held(draft.entries.get(name, {}), entry) for name, entry in entries.items()}
        merged = {name: entry for name, entry in {**draft.entries, **changed}.items() if entry is not None}
        after = replace(draft, entries=merged, revision=draft.revision + 1, saved_at=at)
        written = self._write(store, learner, quiz, replace(after, started_at=draft.started_at or at))
        place = (learner, quiz, draft.attempt)
        known = store.execute("SELECT times FROM drafts WHERE learner = ? AND quiz = ? AND attempt = ?", place)
        saved = [name for name in changed if name in merged]
        times = added(known.fetchone()["times"], saved, since=draft.saved_at or draft.started_at, at=at)
        store.execute("UPDATE drafts SET times = ? WHERE learner = ? AND quiz = ? AND attempt = ?", (times, *place))
        return written

    def times(self, quiz: str) -> dict[tuple[str, int], dict[str, float]]:
        """Give the seconds that learners spent on each question, by learner and attempt."""
        check_names(quiz)
        rows = self._rows("SELECT learner, attempt, times FROM drafts WHERE quiz = ? AND times IS NOT NULL", quiz)
        return {(row["learner"], row["attempt"]): json.loads(row["times"]) for row in rows}

    def begin(self, learner: str, quiz: str, *, attempts: int | None) -> Draft:
        """Begin the first attempt, or a new one after a submitted one; the running one is given back as it is.

        The time of the beginning is kept: it is what an exam's minutes count from.

        Parameters
        ----------
        attempts
            How many the quiz allows; None for any number.

        Raises
        ------
        Frozen
            No further attempt is allowed.
        """
        check_names(learner, quiz)
        with self._writing() as store:
            draft = self.draft(learner, quiz)
            if not draft.frozen:
                begun = replace(draft, started_at=self._clock())
                return draft if draft.started_at else self._write(store, learner, quiz, begun)
            if attempts is not None and draft.attempt >= attempts:
                raise Frozen(f"all {attempts} attempts are used" if attempts > 1 else "the one attempt is used")
            fresh = Draft(draft.attempt + 1, {}, 0, None, frozen=False, started_at=self._clock())
            return self._write(store, learner, quiz, fresh)

    def _write(self, store: sqlite3.Connection, learner: str, quiz: str, draft: Draft) -> Draft:
        store.execute(
            "INSERT INTO drafts (learner, quiz, attempt, revision, saved_at, entries, frozen, started_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET revision = excluded.revision, "
            "saved_at = excluded.saved_at, entries = excluded.entries, frozen = excluded.frozen, "
            "started_at = excluded.started_at",
            (
                learner,
                quiz,
                draft.attempt,
                draft.revision,
                draft.saved_at,
                as_text(draft.entries),
                draft.frozen,
                draft.started_at,
            ),
        )
        return draft

    def submit(self, learner: str, quiz: str, sheet: Mapping[str, Mapping[str, Any]]) -> Submission:
        """Freeze the draft and hand it in, in one transaction; a second call gives the same submission.

        Parameters
        ----------
        sheet
            What was asked: ``{name: {"id", "version", "seed"}}``.
        """
        check_names(learner, quiz)
        with self._writing() as store:
            draft = self.draft(learner, quiz)
            handed_in = self.submission(learner, quiz, draft.attempt)
            if handed_in:
                return handed_in
            self._write(store, learner, quiz, replace(draft, frozen=True))
            receipt, at = "".join(secrets.choice(ALPHABET) for _ in range(8)), self._clock()
            row = {
                "receipt": receipt,
                "learner": learner,
                "quiz": quiz,
                "attempt": draft.attempt,
                "entries": as_text(draft.entries),
                "sheet": as_text(sheet),
                "submitted_at": at,
            }
            ledger.append(store, "submissions", row)
        kept = {name: dict(facts) for name, facts in sheet.items()}
        return Submission(receipt, learner, quiz, draft.attempt, draft.entries, kept, at)

    def submission(self, learner: str, quiz: str, attempt: int | None = None) -> Submission | None:
        """Give what was handed in, by default at the latest submitted attempt."""
        found = [each for each in self.submissions(quiz, learner) if attempt in (None, each.attempt)]
        return max(found, key=lambda each: each.attempt, default=None)

    def submissions(self, quiz: str | None = None, learner: str | None = None) -> list[Submission]:
        """Give everything handed in, in the order it came."""
        wanted = {"learner": learner, "quiz": quiz}
        known = {column: value for column, value in wanted.items() if value is not None}
        where = " AND ".join(f"{column} = ?" for column in known) or "1"
        rows = self._rows(f"SELECT * FROM submissions WHERE {where} ORDER BY number", *known.values())  # noqa: S608 - our own names
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
        told = detail.encode(errors="replace").decode()  # names of files may hold what no text may
        row = {"receipt": receipt, "stage": stage, "detail": told, "at": self._clock()}
        with self._writing() as store:
            ledger.append(store, "stages", row)
        return Stage(**row)

    def stages(self, receipt: str) -> list[Stage]:
        """Give what happened to a submission, in order."""
        rows = self._rows("SELECT receipt, stage, detail, at FROM stages WHERE receipt = ? ORDER BY number", receipt)
        return [Stage(**dict(row)) for row in rows]

    def publish(self, receipt: str, result: Mapping[str, Any]) -> None:
        """Make a result visible to its learner; the latest one counts, the earlier ones are kept."""
        with self._writing() as store:
            ledger.append(store, "results", {"receipt": receipt, "result": as_text(result), "at": self._clock()})

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
        return State(status, *common, marked=any(each.detail == WHOLE for each in stages), trouble=trouble)

    def faults(self) -> list[str]:
        """Check the chains and name every row that was changed, removed or slipped in."""
        with self._lock, self._told("read"):
            return ledger.faults(self._store)

    def heads(self) -> dict[str, str]:
        """Give the last hash of each chain; kept elsewhere, it shows a record that was rewritten whole."""
        with self._lock, self._told("read"):
            return ledger.heads(self._store)


def _draft(row: sqlite3.Row) -> Draft:
    return Draft(
        row["attempt"],
        json.loads(row["entries"]),
        row["revision"],
        row["saved_at"],
        bool(row["frozen"]),
        row["started_at"],
    )


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
