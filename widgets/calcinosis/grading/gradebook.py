"""Rows of nbgrader's gradebook, read and written through nbgrader's own classes.

The rows are those that ``nbgrader autograde`` writes (a test compares them one by one), without its nine connections
and fifty commits for a submission.
"""

# nbgrader declares its tables in SQLAlchemy's old way, in which a column and its value have the same type:
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false, reportGeneralTypeIssues=false

import re
from collections.abc import Collection, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    MissingEntry,
    SolutionCell,
    SourceCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.utils import parse_utc
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session, sessionmaker

from calcinosis.errors import CalcinosisError
from calcinosis.grading import by_hand
from calcinosis.grading.course import COURSE_ID, Course
from calcinosis.grading.settings import database_url
from calcinosis.quiz.cohort import Cohort

PATIENCE = 30
"""Seconds to wait while formgrader or another command writes."""
UNLISTED = "learner"
"""First name of someone on no list."""
NO_RESPONSE = "No response."
"""nbgrader's comment on an answer cell that was left as it was."""


_MARKUP = re.compile(r"[<>&\"`]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a quiz as the gradebook knows it."""

    id: str
    name: str
    source: str
    checksum: str
    locked: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The structure of a quiz in the gradebook."""

    quiz: str
    cells: Mapping[str, Cell]
    """Every marked cell by name, hidden tests whole."""
    graded: Mapping[str, float]
    """Greatest score of each graded cell by name."""
    answered: frozenset[str]
    """Names of the answer cells."""
    names: Mapping[str, str]
    """Name of a cell by its id in the tables of grades and comments."""


@dataclass(frozen=True, slots=True)
class Row:
    """One graded cell of one submission."""

    auto: float | None
    """Points by machine; None where a person marks."""
    manual: float | None
    """Points by a person, which count before those by machine."""
    extra: float
    """Extra points by a person."""
    waiting: bool
    """A person has still to look at it."""

    @property
    def score(self) -> float:
        """Points that count."""
        if self.manual is not None:
            return self.manual + self.extra
        return (self.auto or 0.0) + (self.extra if self.auto is not None else 0.0)


@dataclass(frozen=True, slots=True)
class Marked:
    """What the gradebook says about one submission."""

    timestamp: datetime | None
    """When it was handed in, UTC without zone, as nbgrader keeps it."""
    rows: Mapping[str, Row]
    """By name of the graded cell."""
    comments: Mapping[str, str]
    """By a person, by name of the answer cell."""
    penalty: float
    """Points taken off for being late."""
    ticks: Mapping[str, by_hand.Ticks] = field(default_factory=dict[str, by_hand.Ticks])
    """Lines of the rubric behind the points by a person, by name of the question, where they were given by line."""

    @property
    def waiting(self) -> bool:
        """A person has still to look at something."""
        return any(row.waiting for row in self.rows.values())

    @property
    def score(self) -> float:
        """Points of the whole quiz."""
        return sum(row.score for row in self.rows.values()) - self.penalty


class _Opened(Gradebook):
    """nbgrader's gradebook, which leaves nothing open where opening fails half-way: a locked file, or no database."""

    def __init__(self, url: str) -> None:
        try:
            super().__init__(url, COURSE_ID)
        except BaseException:
            self.close()
            raise
        self.db.remove()
        # Objects stay readable after a commit: expiring them costs a query for every one of some fifty rows.
        self.db = scoped_session(sessionmaker(autoflush=True, bind=self.engine, future=True, expire_on_commit=False))


@contextmanager
def opened(course: Course, *, patience: float = PATIENCE) -> Generator[Gradebook]:
    """Open the gradebook of a course, made by the build.

    Parameters
    ----------
    patience
        Seconds to wait for another program that writes.
    """
    if not course.gradebook.is_file():
        raise CalcinosisError(f"{course.gradebook} is missing; run calcinosis build")
    book = _Opened(f"{database_url(course)}?timeout={patience}")
    try:
        yield book
    finally:
        book.close()


@contextmanager
def one_commit(book: Gradebook) -> Generator[None]:
    """Let nbgrader's classes commit once, at the end: each commit waits for the disk."""
    session = book.db()
    book.db.commit = session.flush
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        del book.db.commit


def moment(timestamp: str) -> datetime:
    """Read nbgrader's writing of a time as the gradebook keeps it: UTC without zone."""
    return parse_utc(timestamp)


def sheet_of(book: Gradebook, quiz: str) -> Sheet:
    """Read the structure of a quiz.

    Raises
    ------
    CalcinosisError
        The gradebook does not know the quiz.
    """
    try:
        notebook = book.find_notebook(quiz, quiz).id
    except MissingEntry as error:
        raise CalcinosisError(f"the gradebook does not know quiz {quiz!r}; run calcinosis build") from error
    # Columns, not objects: a sheet is read for every submission, and objects cost ten times as much.
    sources = select(SourceCell.id, SourceCell.name, SourceCell.source, SourceCell.checksum, SourceCell.locked)
    graded = select(GradeCell.name, GradeCell.max_score).where(GradeCell.notebook_id == notebook)
    answered = select(SolutionCell.name).where(SolutionCell.notebook_id == notebook)
    bases = select(BaseCell.id, BaseCell.name).where(BaseCell.notebook_id == notebook)
    return Sheet(
        quiz=quiz,
        cells={
            row.name: Cell(row.id, row.name, row.source or "", row.checksum or "", bool(row.locked))
            for row in book.db.execute(sources.where(SourceCell.notebook_id == notebook))
        },
        graded={row.name: float(row.max_score) for row in book.db.execute(graded)},
        answered=frozenset(book.db.scalars(answered)),
        names={row.id: row.name for row in book.db.execute(bases)},
    )


def waiting(book: Gradebook) -> int:
    """Count the answers that only a person can mark and that nobody has marked yet, over all quizzes."""
    waits = (Grade.needs_manual_grade.is_(True), Grade.auto_score.is_(None))
    return int(book.db.scalar(select(func.count()).select_from(Grade).where(*waits)) or 0)


def set_due(book: Gradebook, quiz: str, time: datetime | None) -> None:
    """Enter when a quiz is due, UTC without zone, without committing."""
    assignment = book.find_assignment(quiz)
    if assignment.duedate != time:
        assignment.duedate = time


def set_most(book: Gradebook, quiz: str, most: Mapping[str, float]) -> None:
    """Enter what questions are worth, by name of the graded cell, without committing."""
    for name, points in most.items():
        cell = book.find_graded_cell(name, quiz, quiz)
        if cell.max_score != points:
            cell.max_score = points


def enter_student(book: Gradebook, cohort: Cohort, learner: str) -> None:
    """Enter a learner, or complete an entry that has no name; names given in formgrader stay.

    formgrader shows ``last, first`` and ``None, None`` where it knows no name, and takes names for HTML.
    """
    member = cohort.members.get(learner)
    first_name = _MARKUP.sub("", member.first_name if member else "") or UNLISTED
    last_name = _MARKUP.sub("", member.last_name if member else "") or learner
    email = _MARKUP.sub("", member.email if member else "") or None
    student = book.db.get(Student, learner)
    if student is None:
        book.db.add(Student(id=learner, first_name=first_name, last_name=last_name, email=email))
    elif student.first_name is None and student.last_name is None:
        student.first_name, student.last_name = first_name, last_name
    book.db.commit()


def enter(
    book: Gradebook,
    sheet: Sheet,
    learner: str,
    *,
    timestamp: str | None,
    points: Mapping[str, float | None],
    unanswered: Collection[str],
) -> SubmittedNotebook:
    """Enter the points of one submission as nbgrader's autograding does, without committing.

    Points and comments given by a person stay; where there are such points, a person is asked to look again.

    Parameters
    ----------
    points
        By name of the graded cell; None where a person marks.
    unanswered
        Names of the answer cells that were left as they were.
    """
    submission = _submission(book, sheet, learner, timestamp)
    notebook = submission.notebooks[0]
    for grade in notebook.grades:
        auto = points[sheet.names[grade.cell_id]]
        grade.auto_score = auto
        grade.needs_manual_grade = auto is None or grade.manual_score is not None
    for comment in notebook.comments:
        comment.auto_comment = NO_RESPONSE if sheet.names[comment.cell_id] in unanswered else None
    return notebook


def correct(
    book: Gradebook, sheet: Sheet, learner: str, points: Mapping[str, float], *, timestamp: str | None = None
) -> SubmittedNotebook:
    """Change points by machine, and nothing else: no one is asked to look again. Without committing.

    Parameters
    ----------
    timestamp
        When the attempt was handed in that counts now; None leaves the time as it is.
    """
    notebook = book.find_submission_notebook(sheet.quiz, sheet.quiz, learner)
    if timestamp is not None:
        notebook.assignment.timestamp = moment(timestamp)
    for grade in notebook.grades:
        name = sheet.names[grade.cell_id]
        if name in points:
            grade.auto_score = points[name]
    return notebook


def _submission(book: Gradebook, sheet: Sheet, learner: str, timestamp: str | None) -> SubmittedAssignment:
    when = {} if timestamp is None else {"timestamp": moment(timestamp)}
    found = book.db.scalars(
        select(SubmittedAssignment)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == sheet.quiz, SubmittedAssignment.student_id == learner)
    ).one_or_none()
    if found is None:
        with book.db.no_autoflush:  # nbgrader builds the tree before it adds it, which SQLAlchemy 2.1 warns about
            return book.add_submission(sheet.quiz, learner, **when)
    if when:
        found.timestamp = when["timestamp"]
    return found


def marked(book: Gradebook, sheet: Sheet, learner: str | None = None) -> dict[str, Marked]:
    """Read what stands in the gradebook, by learner; of all learners when none is named."""
    submissions = (
        select(SubmittedNotebook.id, SubmittedAssignment.student_id, SubmittedAssignment.timestamp)
        .add_columns(SubmittedNotebook.late_submission_penalty)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == sheet.quiz)
    )
    if learner is not None:
        submissions = submissions.where(SubmittedAssignment.student_id == learner)
    book.db.rollback()  # ends the last reading, so that what formgrader has written since is seen
    heads = {row.id: row for row in book.db.execute(submissions)}
    rows: dict[str, dict[str, Row]] = {key: {} for key in heads}
    comments: dict[str, dict[str, str]] = {key: {} for key in heads}
    grades = select(
        Grade.notebook_id,
        Grade.cell_id,
        Grade.auto_score,
        Grade.manual_score,
        Grade.extra_credit,
        Grade.needs_manual_grade,
    ).where(Grade.notebook_id.in_(list(heads)))
    for row in book.db.execute(grades):
        rows[row.notebook_id][sheet.names[row.cell_id]] = Row(
            row.auto_score, row.manual_score, row.extra_credit or 0.0, bool(row.needs_manual_grade)
        )
    remarks = select(Comment.notebook_id, Comment.cell_id, Comment.manual_comment).where(
        Comment.notebook_id.in_(list(heads)), Comment.manual_comment.is_not(None)
    )
    for row in book.db.execute(remarks):
        comments[row.notebook_id][sheet.names[row.cell_id]] = row.manual_comment
    ticks: dict[str, dict[str, by_hand.Ticks]] = {key: {} for key in heads}
    places = {head.student_id: key for key, head in heads.items()}
    for (student, name), entry in by_hand.ticked(book, sheet.quiz).items():
        key = places.get(student, "")
        row = rows.get(key, {}).get(name)
        standing = row and by_hand.Standing(row.manual, comments[key].get(name), row.waiting)
        if standing and entry.ticks and entry.holds(standing):
            ticks[key][name] = entry.ticks
    return {
        head.student_id: Marked(
            head.timestamp, rows[key], comments[key], head.late_submission_penalty or 0.0, ticks[key]
        )
        for key, head in heads.items()
    }
