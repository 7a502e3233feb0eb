"""Marking of collected submissions without a kernel: the answers are data, so nothing needs to run.

It writes what ``nbgrader autograde`` writes: the rows of the gradebook and the notebook that formgrader shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from nbgrader.api import Gradebook
from traitlets.config import Config

from calcinosis.grading import attempts
from calcinosis.grading.answers import (
    NotAnAnswer,
    filled,
    grade_id_of,
    is_answer,
    read_notebook,
    rebuilt,
    source_of,
)
from calcinosis.grading.course import Course
from calcinosis.grading.exchange import BESIDE, appear, stamped, written
from calcinosis.grading.gradebook import Sheet, enter, enter_student, one_commit
from calcinosis.grading.late import penalise
from calcinosis.grading.marker_view import for_marker
from calcinosis.grading.notebook import PAGE, TEST
from calcinosis.grading.paper import Paper, Scored, drawn, handed_in, hints, scored
from calcinosis.quiz.cohort import Cohort
from calcinosis.quiz.records import Records, Submission

Plain = dict[str, Any]

READ_ONLY = 0o444
"""nbgrader's own permission for graded notebooks."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What marking works with, opened once for many submissions."""

    course: Course
    book: Gradebook
    records: Records
    cohort: Cohort
    settings: Config


@dataclass(frozen=True, slots=True)
class Graded:
    """One submission after marking."""

    learner: str
    quiz: str
    timestamp: str | None
    """When it was handed in, as nbgrader writes it."""
    submission: Submission | None
    """The record of it; None if it was handed in through nbgrader by hand."""
    answers: Mapping[str, object]
    report: tuple[str, ...]
    """What was rejected or repaired, one sentence each."""


def grade(tools: Tools, sheet: Sheet, paper: Paper, learner: str) -> Graded:
    """Mark what was collected from one learner for one quiz: enter it and write the notebook for formgrader.

    Doing it again gives the same rows; points and comments by a person stay.
    """
    with one_commit(tools.book):
        graded, files = entered(tools, sheet, paper, learner)
    appear(tools.course, tools.course.autograded(learner, sheet.quiz), files, mode=READ_ONLY)
    return graded


def entered(tools: Tools, sheet: Sheet, paper: Paper, learner: str) -> tuple[Graded, dict[str, str]]:
    """Mark and enter, and give the files for formgrader without writing them."""
    done = marks(tools, sheet, paper, learner)
    enter_student(tools.book, tools.cohort, learner)
    stamp = done.graded.timestamp
    row = enter(tools.book, sheet, learner, timestamp=stamp, points=done.points, unanswered=done.unanswered)
    penalise(tools.book, row, paper, settings=tools.settings, everyone=tools.cohort)
    tools.book.db.commit()
    return done.graded, done.files


@dataclass(frozen=True, slots=True)
class Marks:
    """What marking one submission gives, before anything is written."""

    graded: Graded
    points: dict[str, float | None]
    """By name of the graded cell; None where a person marks."""
    unanswered: frozenset[str]
    """Names of the answer cells that are as they were released."""
    files: dict[str, str]
    """What formgrader shows, by name of the file."""


def marks(tools: Tools, sheet: Sheet, paper: Paper, learner: str, *, shown: bool = True) -> Marks:
    """Mark what was collected from one learner, without writing anything.

    Parameters
    ----------
    shown
        Make the files for formgrader, too: most of the work.
    """
    quiz = paper.quiz.id
    submitted, timestamp, kept, report = _collected(tools.course, quiz, learner)
    notebook, answers, repairs = rebuilt(paper.release, submitted)
    submission = handed_in(tools.records, quiz, learner, timestamp)
    counting = attempts.counting(paper, tools.records, tools.cohort.allowance(learner), submission)
    if counting and counting.submission != submission:
        submission, timestamp = counting.submission, stamped(counting.submission)
        notebook, answers, repairs = rebuilt(paper.release, filled(paper.release, attempts.sound(submission)[0]))
    rows = drawn(paper, learner, submission)
    results = {
        question.name: scored(
            paper, question, answers.get(question.name), rows[question.name], hints(submission, question.name)
        )
        for question in paper.quiz.questions
        if question.name + TEST in sheet.graded
    }
    if counting and counting.points:
        results = {name: replace(result, points=counting.points[name]) for name, result in results.items()}
    unanswered = _unanswered(paper.release, notebook)
    points: dict[str, float | None] = {name + TEST: result.points for name, result in results.items()}
    for name in sheet.graded.keys() - points.keys():
        points[name] = 0.0 if name in unanswered else None
    files: dict[str, str] = {}
    if shown:
        files = {f"{quiz}.ipynb": written(graded_notebook(for_marker(notebook, paper, rows), sheet, results)), **kept}
    graded = Graded(learner, quiz, timestamp, submission, answers, (*report, *repairs))
    return Marks(graded, points, unanswered, files)


def _collected(course: Course, quiz: str, learner: str) -> tuple[Plain, str | None, dict[str, str], list[str]]:
    """Read a collected submission: notebook, time, the files that go with it, and what was wrong with it."""
    folder = course.submitted(learner, quiz)
    report: list[str] = []
    file = folder / f"{quiz}.ipynb"
    others = sorted(path for path in folder.glob("*.ipynb") if path != file)
    if not file.is_file() and len(others) == 1:
        report.append(f"the notebook was called {others[0].name} instead of {file.name}")
        file = others[0]
    try:
        notebook = read_notebook(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        notebook = {"cells": []}
        report.append(f"there is no readable {file.name}")
    except NotAnAnswer as error:
        notebook = {"cells": []}
        report.append(f"{file.name} could not be read: {error}")
    kept = {name: (folder / name).read_text(encoding="utf-8") for name in BESIDE if (folder / name).is_file()}
    return notebook, kept.get("timestamp.txt", "").strip() or None, kept, report


def _unanswered(release: Plain, notebook: Plain) -> frozenset[str]:
    """Find the answer cells that are as they were released (nbgrader compares their checksums)."""
    before = {grade_id_of(cell): source_of(cell) for cell in release["cells"] if is_answer(cell)}
    after = {grade_id_of(cell): source_of(cell) for cell in notebook["cells"] if is_answer(cell)}
    return frozenset(name for name, source in before.items() if name is not None and after.get(name) == source)


def graded_notebook(notebook: Plain, sheet: Sheet, results: Mapping[str, Scored]) -> Plain:
    """Put the hidden tests back into a rebuilt notebook and write beside them what they give."""
    count = 0
    for cell in notebook["cells"]:
        name = grade_id_of(cell)
        if name is None or name not in sheet.cells:
            continue
        known = sheet.cells[name]
        cell["metadata"]["nbgrader"]["checksum"] = known.checksum
        if known.locked:
            cell["source"] = known.source
        if cell["cell_type"] != "code" or name == PAGE:
            continue
        count += 1
        cell["execution_count"] = count
        if name.endswith(TEST):
            cell["outputs"] = _outputs(results[name.removesuffix(TEST)], count)
    return notebook


def _outputs(result: Scored, count: int) -> list[Plain]:
    value = {
        "data": {"text/plain": repr(result.points)},
        "execution_count": count,
        "metadata": {},
        "output_type": "execute_result",
    }
    said = {"name": "stdout", "output_type": "stream", "text": result.numbers + "\n"}
    return [said, value] if result.numbers else [value]
