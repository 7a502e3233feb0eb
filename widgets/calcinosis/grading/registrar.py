"""The registrar: hands what learners submit to nbgrader, has it graded, and gives results back.

A process of its own, with the instructor's rights. It keeps no state that matters: what is done stands in the record of
submissions, in the exchange and in the gradebook, and every step finds out whether it was done before. Stopped
anywhere, it goes on from there.
"""

import contextlib
import json
import logging
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Generator, Mapping
from datetime import UTC, datetime, timedelta
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from calcinosis.errors import CalcinosisError
from calcinosis.grading import attempts, audit, exchange, feedback, gradebook, released
from calcinosis.grading.answers import filled
from calcinosis.grading.build_state import note_file
from calcinosis.grading.course import Course
from calcinosis.grading.grade import Tools, grade
from calcinosis.grading.late import penalise
from calcinosis.grading.locks import held
from calcinosis.grading.paper import Paper, papers
from calcinosis.grading.settings import nbgrader_config
from calcinosis.quiz import cohort, present, sitting
from calcinosis.quiz.records import WHOLE, RecordError, Records, Submission, now

LOOKS = 0.2
"""Seconds between two looks."""
ROUNDS = 5.0
"""Seconds between two looks for exams whose time is over."""
PASSES = 2.0
"""Seconds between two readings of all marks while submissions stream in."""
HANDING_IN = timedelta(seconds=10)
"""After the end and its grace the page hands in by itself; only then does the registrar."""
DELAYS = (1.0, 5.0, 30.0, 300.0)
"""Seconds before something that failed is tried again; the last one for ever."""

log = logging.getLogger("calcinosis.registrar")


class ChangeCounter:
    """Tells cheaply whether a database has changed: by SQLite's own counter, read several times a second."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.stat().st_ino
        self._store = sqlite3.connect(path, timeout=gradebook.PATIENCE, isolation_level=None)
        self._seen: int | None = None

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def forget(self) -> None:
        """Call everything changed next time."""
        self._seen = None

    @property
    def is_same_file(self) -> bool:
        """Tell whether the file is still the one that was opened."""
        return self._path.is_file() and self._path.stat().st_ino == self._file

    def changed(self) -> bool:
        """Tell whether anyone has written since the last call; true at the first."""
        version = self._store.execute("PRAGMA data_version").fetchone()[0]
        before, self._seen = self._seen, version
        return version != before


class Registrar:
    """Everything the registrar has open, for one gradebook file."""

    def __init__(self, tools: Tools, numbers: ChangeCounter, marks: ChangeCounter) -> None:
        self._tools, self._course = tools, tools.course
        self._numbers, self._marks = numbers, marks
        self._papers: Mapping[str, Paper] = {}
        self._built: list[int] | None = None
        self._releases: tuple[int, ...] = ()
        self._done: dict[str, Submission] = {}
        self._waiting: dict[str, Submission] = {}
        self._returned: dict[str, str] = {}
        self._alone: dict[str, gradebook.Marked] = {}  # marks of attempts that do not stand in the gradebook
        self._whole: set[str] = set()  # submissions of which everything is marked, released or not
        self._again: dict[str, tuple[int, float]] = {}
        self._next_round = self._next_pass = 0.0
        self._busy = self._unread = False
        self._recall()

    def recover(self) -> None:
        """Let go of a half-made transaction, look at everything again next time."""
        self._tools.book.db.rollback()
        self._marks.forget()
        self._numbers.forget()

    @property
    def is_current(self) -> bool:
        """Tell whether the gradebook is still the one that was opened."""
        return self._marks.is_same_file

    def _recall(self) -> None:
        """Read from the record what is done already."""
        for submission in self._tools.records.submissions():
            stages = self._tools.records.stages(submission.receipt)
            if any(stage.stage == "graded" for stage in stages):
                self._done[submission.receipt] = submission
            else:
                self._waiting[submission.receipt] = submission
            if any(stage.detail == WHOLE for stage in stages):
                self._whole.add(submission.receipt)
            returned = [stage.detail for stage in stages if stage.stage == "returned"]
            if returned:
                self._returned[submission.receipt] = returned[-1]

    def look(self) -> bool:
        """Look once for work and do it; tell whether there was any."""
        self._reload()
        # Results first: a later attempt takes the place of an earlier one in the gradebook.
        worked = self._give_back_what_changed()
        self._hand_in_what_is_over()
        if self._numbers.changed():
            for submission in self._tools.records.submissions():
                if submission.receipt not in self._done:
                    self._waiting.setdefault(submission.receipt, submission)
        self._busy = False
        for submission in list(self._waiting.values()):
            if self._again.get(submission.receipt, (0, 0.0))[1] <= time.monotonic():
                self._busy |= self._take(submission)
        return worked or self._busy

    def _give_back_what_changed(self) -> bool:
        """Return back what people have marked or released since the last look.

        Reading a whole class takes a moment, and our own writing looks like any other: while submissions stream in, it
        is done every ``PASSES`` seconds only. Each new submission gets its own result at once all the same.
        """
        releases, marks = released.changes(self._course), self._marks.changed()
        self._unread |= marks or releases != self._releases
        self._releases = releases
        if not self._unread or (self._busy and time.monotonic() < self._next_pass):
            return False
        worked, self._unread, self._next_pass = False, False, time.monotonic() + PASSES
        self._tell_what_waits()
        for quiz in {submission.quiz for submission in self._done.values()}:
            worked |= self._give_back(quiz)
        return worked

    def _tell_what_waits(self) -> None:
        """Leave word for the course home of how many answers wait for a person."""
        self._tools.book.db.rollback()  # ends the last reading, so that what others have written since is seen
        file = self._course.runtime / "waiting.json"
        fresh = file.with_suffix(".new")
        fresh.write_text(json.dumps({"answers": gradebook.waiting(self._tools.book)}), encoding="ascii")
        fresh.replace(file)

    def _hand_in_what_is_over(self) -> None:
        """Hand in what learners had answered when their time ran out, as an invigilator does."""
        if time.monotonic() < self._next_round:
            return
        self._next_round = time.monotonic() + ROUNDS
        for quiz, paper in self._papers.items():
            if paper.quiz.mode != "exam":
                continue
            for learner, draft in self._tools.records.running(quiz).items():
                window = sitting.window(paper.public, self._tools.cohort.allowance(learner))
                end = window.end(sitting.moment(draft.started_at) if draft.started_at else None)
                if end is not None and datetime.now(UTC) > end + sitting.GRACE + HANDING_IN:
                    self._tools.records.submit(learner, quiz, present.sheet(paper.public, learner, draft.attempt))
                    log.info("%s, %s: time was over, handed in as it stood", learner, quiz)

    def _reload(self) -> None:
        files = (note_file(self._course), audit.trail(self._course))
        built = [file.stat().st_mtime_ns for file in files if file.is_file()]
        if built == self._built:
            return
        try:
            self._papers, self._built = papers(self._course), built
            self._alone.clear()
            self._unread = True  # what is right may be told otherwise although nobody's points moved
        except CalcinosisError as error:
            if self._built is None:
                raise
            self._built = built
            log.error("the quizzes are marked as they were, because: %s", error)  # noqa: TRY400 - an author's mistake

    def _take(self, submission: Submission) -> bool:
        """Bring one submission from the record to the gradebook."""
        receipt = submission.receipt
        try:
            self._process(submission)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one submission, the others go on
            self._tools.book.db.rollback()
            self._failed(submission, error)
            return False
        del self._waiting[receipt]
        self._again.pop(receipt, None)
        self._done[receipt] = submission
        self._give_back(submission.quiz, submission.learner)
        return True

    def _process(self, submission: Submission) -> None:
        paper = self._papers.get(submission.quiz)
        if paper is None:
            raise CalcinosisError(f"quiz {submission.quiz!r} is no longer part of the course")
        records, receipt = self._tools.records, submission.receipt
        timestamp = exchange.stamped(submission)
        answers, left_out = attempts.sound(submission)
        for sentence in left_out:
            log.warning("%s, %s: %s", submission.learner, submission.quiz, sentence)
        notebook = filled(paper.release, answers)
        place = exchange.submit(self._course, submission.quiz, submission.learner, notebook, timestamp)
        if not any(stage.stage == "registered" for stage in records.stages(receipt)):
            records.stage(receipt, "registered", timestamp)
        exchange.collect(self._course, submission.quiz, submission.learner, place)
        with held(self._course, "grades"):
            done = grade(self._tools, gradebook.sheet_of(self._tools.book, submission.quiz), paper, submission.learner)
        for sentence in done.report:
            log.warning("%s, %s: %s", submission.learner, submission.quiz, sentence)
        records.stage(receipt, "graded", "; ".join(done.report))
        log.info("%s, %s: graded", submission.learner, submission.quiz)

    def _failed(self, submission: Submission, error: Exception) -> None:
        tries, _ = self._again.get(submission.receipt, (0, 0.0))
        self._again[submission.receipt] = (tries + 1, time.monotonic() + DELAYS[min(tries, len(DELAYS) - 1)])
        log.error("%s, %s: not graded yet", submission.learner, submission.quiz, exc_info=error)
        if tries == 1:  # the first failure may be a lock that is gone a second later
            reason = str(error) if isinstance(error, CalcinosisError) else "it could not be graded yet; it is kept"
            self._tools.records.stage(submission.receipt, "failed", reason)

    def _give_back(self, quiz: str, learner: str | None = None) -> bool:
        """Publish every result of a quiz that is due and not yet published as it stands."""
        paper = self._papers.get(quiz)
        if paper is None:
            return False
        book, worked = self._tools.book, False
        marks = gradebook.marked(book, gradebook.sheet_of(book, quiz), learner)
        for submission in self._done.values():
            marked = (
                self._marks_of(paper, submission, marks.get(submission.learner)) if submission.quiz == quiz else None
            )
            if marked is None:
                continue  # of another quiz or learner, or replaced by a later attempt
            mark = feedback.digest(paper, marked)
            if self._returned.get(submission.receipt) == mark:
                continue
            if feedback.is_due(paper, marked, released=released.is_released(self._course, quiz, submission.learner)):
                if self._penalty_changed(paper, submission):
                    return self._give_back(quiz, learner) or worked
                self._publish(submission.receipt, feedback.result(paper, submission, marked, at=now()))
                self._tools.records.stage(submission.receipt, "returned", mark)
                self._returned[submission.receipt] = mark
                log.info("%s, %s: result given back", submission.learner, quiz)
                worked = True
            elif not marked.waiting and submission.receipt not in self._whole:
                self._tools.records.stage(submission.receipt, "graded", WHOLE)
                self._whole.add(submission.receipt)
        return worked

    def _marks_of(
        self, paper: Paper, submission: Submission, marked: gradebook.Marked | None
    ) -> gradebook.Marked | None:
        """Return the marks of one attempt: from the gradebook where it stands there, else as the machine marks it."""
        if marked is None:
            return None
        stands = gradebook.moment(exchange.stamped(submission)) == marked.timestamp
        if not attempts.applies(paper):
            return marked if stands else None
        if stands and paper.quiz.counts != "average":
            return marked
        if submission.receipt not in self._alone:
            allowance = self._tools.cohort.allowance(submission.learner)
            self._alone[submission.receipt] = attempts.alone(paper, submission, allowance)
        return self._alone[submission.receipt]

    def _penalty_changed(self, paper: Paper, submission: Submission) -> bool:
        """Let lateness cost its share of the points given by hand, too; tell whether that changed anything."""
        if paper.quiz.due is None:
            return False
        book, quiz, everyone = self._tools.book, submission.quiz, self._tools.cohort
        row = book.find_submission_notebook(quiz, quiz, submission.learner)
        changed = penalise(book, row, paper, settings=self._tools.settings, everyone=everyone)
        book.db.commit()
        return changed

    def _publish(self, receipt: str, result: dict[str, Any]) -> None:
        """Publish a result unless it stands there already, from just before the process was stopped."""
        published = self._tools.records.results(receipt)
        if not published or {**published[-1], "graded_at": None} != {**result, "graded_at": None}:
            self._tools.records.publish(receipt, result)


@contextlib.contextmanager
def opened(course: Course) -> Generator[Registrar]:
    """Open everything the registrar needs."""
    with (
        Records(course.records) as records,
        gradebook.opened(course) as book,
        contextlib.closing(ChangeCounter(course.records)) as numbers,
        contextlib.closing(ChangeCounter(course.gradebook)) as marks,
    ):
        tools = Tools(course, book, records, cohort.read(course.cohort), nbgrader_config(course))
        yield Registrar(tools, numbers, marks)


def run(course: Course) -> int:
    """Work until the process is asked to stop (SIGTERM, Ctrl-C)."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    _log_to(course)
    with held(course, "registrar", wait=False):
        while not stop.is_set():
            with opened(course) as registrar:
                log.info("at work in %s", course.root)
                while registrar.is_current and not stop.is_set():
                    if not _looked(registrar):
                        stop.wait(LOOKS)
    return 0


def _looked(registrar: Registrar) -> bool:
    """Look once; a database that is locked or a disk that is full is waited for, not died of."""
    try:
        return registrar.look()
    except (SQLAlchemyError, sqlite3.Error, RecordError, OSError):
        log.exception("the gradebook or the record cannot be used now; trying again")
        registrar.recover()
        return False


def _log_to(course: Course) -> None:
    course.logs.mkdir(parents=True, exist_ok=True)
    lines = RotatingFileHandler(course.logs / "registrar.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8")
    lines.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.handlers = [lines]
    if sys.stderr.isatty():
        log.addHandler(logging.StreamHandler())
    log.setLevel(logging.INFO)
    log.propagate = False
