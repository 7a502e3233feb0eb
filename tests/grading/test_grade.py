"""Marking without a kernel, held equal to ``nbgrader autograde`` row by row."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from calcinosis.grading.build import build
from calcinosis.grading.course import Course

ROWS = {
    "grades": """
        SELECT s.student_id, a.name, b.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade
        FROM grade g JOIN base_cell b ON b.id = g.cell_id JOIN submitted_notebook n ON n.id = g.notebook_id
        JOIN submitted_assignment s ON s.id = n.assignment_id JOIN assignment a ON a.id = s.assignment_id
        ORDER BY 1, 2, 3""",
    "comments": """
        SELECT s.student_id, a.name, b.name, c.auto_comment, c.manual_comment
        FROM comment c JOIN base_cell b ON b.id = c.cell_id JOIN submitted_notebook n ON n.id = c.notebook_id
        JOIN submitted_assignment s ON s.id = n.assignment_id JOIN assignment a ON a.id = s.assignment_id
        ORDER BY 1, 2, 3""",
    "submissions": """
        SELECT s.student_id, a.name, s.timestamp, s.extension, n.flagged, n.late_submission_penalty, c.name
        FROM submitted_assignment s JOIN assignment a ON a.id = s.assignment_id
        JOIN submitted_notebook n ON n.assignment_id = s.id JOIN notebook c ON c.id = n.notebook_id ORDER BY 1, 2""",
    "cells": "SELECT name, source, checksum, locked FROM source_cell ORDER BY 1, 2, 3",
    "students": "SELECT id FROM student ORDER BY 1",
}
LEARNERS = ("right", "wrong", "partly", "empty", "late", "granted", "marked")


def rows(course):
    with sqlite3.connect(course.gradebook) as book:
        return {name: book.execute(question).fetchall() for name, question in ROWS.items()}


def nbgrader(course, *command):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *command],
        cwd=course.quizzes,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def mark_by_hand(course, learner, points, comment):
    with sqlite3.connect(course.gradebook) as book:
        place = """(SELECT n.id FROM submitted_notebook n JOIN submitted_assignment s ON s.id = n.assignment_id
                    WHERE s.student_id = ?)"""
        book.execute(
            f"UPDATE grade SET manual_score = ?, needs_manual_grade = 0 WHERE notebook_id = {place} "  # noqa: S608
            "AND cell_id = (SELECT id FROM base_cell WHERE name = 'q6' AND type = 'GradeCell')",
            (points, learner),
        )
        book.execute(
            f"UPDATE comment SET manual_comment = ? WHERE notebook_id = {place} "  # noqa: S608
            "AND cell_id = (SELECT id FROM base_cell WHERE name = 'q6' AND type = 'SolutionCell')",
            (comment, learner),
        )


@pytest.fixture(scope="module")
def both(built, act, answers, tmp_path_factory):
    """The same submissions, graded by our fast path and by ``nbgrader autograde``."""
    root = tmp_path_factory.mktemp("both")
    shutil.copytree(built.root, root / "fast")
    fast = Course(root / "fast")
    quiz = fast.quizzes / "kinds.yaml"
    quiz.write_text(quiz.read_text() + "due: 2099-01-01T00:00+00:00\nlate: {per_day: 0.1}\n")
    assert build(fast) == []
    given = {"right": answers.right, "wrong": answers.wrong, "partly": answers.partly, "empty": {}}
    for learner in LEARNERS:
        act.collect(fast, "kinds", learner, given.get(learner, answers.partly))
    for learner in ("late", "granted"):
        (fast.submitted(learner, "kinds") / "timestamp.txt").write_text("2099-01-02 01:00:00.000000 UTC")
    fast.cohort.write_text("learner,extension_hours\ngranted,48\n")
    for learner, given in (("right", answers.more), ("partly", answers.more_partly), ("empty", {})):
        act.collect(fast, "more", learner, given)
    act.grade_all(fast, "kinds", ["marked"])
    mark_by_hand(fast, "marked", 2.0, "Good.")
    shutil.copytree(fast.root, root / "stock")
    stock = Course(root / "stock")

    act.grade_all(fast, "kinds", LEARNERS)
    act.grade_all(fast, "more", ["right", "partly", "empty"])
    further = nbgrader(stock, "autograde", "more")
    assert further.returncode == 0, further.stderr
    done = nbgrader(stock, "autograde", "kinds", "--force")
    assert done.returncode == 0, done.stderr
    return fast, stock


@pytest.mark.parametrize("table", ROWS)
def test_gradebook_has_the_rows_of_nbgrader_autograde(both, table):
    fast, stock = both

    assert rows(fast)[table] == rows(stock)[table]
    assert len(rows(fast)[table]) >= len(LEARNERS)


def essence(course, learner, quiz):
    """A graded notebook without times and versions of the kernel."""
    notebook = json.loads((course.autograded(learner, quiz) / f"{quiz}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["metadata"].pop("execution", None)
    notebook["metadata"].pop("language_info")
    return notebook


GRADED = [(learner, "kinds") for learner in LEARNERS] + [(learner, "more") for learner in ("right", "partly", "empty")]


@pytest.mark.parametrize(("learner", "quiz"), GRADED)
def test_formgrader_gets_the_notebook_of_nbgrader_autograde(both, learner, quiz):
    fast, stock = both

    assert essence(fast, learner, quiz) == essence(stock, learner, quiz)
    assert sorted(path.name for path in fast.autograded(learner, quiz).iterdir()) == sorted(
        path.name for path in stock.autograded(learner, quiz).iterdir()
    )


def test_scores_are_what_the_answers_deserve(both):
    fast, _ = both
    scores = {}
    for learner, quiz, cell, auto, *_ in rows(fast)["grades"]:
        if quiz == "kinds":
            scores.setdefault(learner, {})[cell.removesuffix("-test")] = auto

    assert scores["right"] == {"q1": 1.0, "q2": 2.0, "q3": 2.0, "q4": 1.0, "q5": 2.0, "q6": None}
    assert scores["wrong"] == {"q1": 0.0, "q2": 0.0, "q3": 0.0, "q4": 0.0, "q5": 0.0, "q6": None}
    assert scores["empty"] == dict.fromkeys(scores["right"], 0.0)
    assert scores["partly"] == {"q1": 1.0, "q2": 1.0, "q3": 2.0, "q4": 0.33, "q5": 1.0, "q6": None}


def test_the_further_kinds_earn_what_they_deserve(both):
    fast, _ = both
    scores = {}
    for learner, quiz, cell, auto, *_ in rows(fast)["grades"]:
        if quiz == "more":
            scores.setdefault(learner, []).append((cell.removesuffix("-test"), auto))

    assert [points for _, points in scores["right"]] == [1.0, 1.0, 2.0, 1.0, 1.0, 4.0, 4.0]
    assert [points for _, points in scores["partly"]] == [0.5, 0.0, 0.5, 0.5, 0.5, 1.0, 1.0]
    assert [points for _, points in scores["empty"]] == [0.0] * 7


def test_a_late_submission_loses_what_the_quiz_says(both):
    fast, _ = both
    penalties = {row[0]: row[5] for row in rows(fast)["submissions"]}

    assert penalties.pop("late") == round(0.2 * 5.33, 2)
    assert set(penalties.values()) == {None}


def test_points_by_hand_stay_and_ask_for_a_second_look(both):
    fast, _ = both
    marked = {row[2]: row[3:] for row in rows(fast)["grades"] if row[0] == "marked"}

    assert marked["q6"] == (None, 2.0, None, 1)


def test_nbgraders_own_feedback_holds_no_hidden_test(both):
    _, stock = both
    done = nbgrader(stock, "generate_feedback", "kinds", "--student", "right")
    page = (stock.quizzes / "feedback" / "right" / "kinds" / "kinds.html").read_text(encoding="utf-8")

    assert done.returncode == 0, done.stderr
    assert "HIDDEN" not in page
    assert "autograder" not in page
    assert "RATIONALE" not in page
    assert "RUBRIC" not in page
    assert "cdnjs" not in page


def test_formgrader_shows_the_rubric_to_the_marker(both):
    for course in both:
        text = (course.autograded("right", "kinds") / "kinds.ipynb").read_text(encoding="utf-8")

        assert "RUBRIC FGF23 rises" in text


def test_learners_are_never_called_none(both):
    fast, _ = both
    with sqlite3.connect(fast.gradebook) as book:
        names = book.execute("SELECT first_name, last_name FROM student WHERE id = 'right'").fetchall()

    assert names == [("learner", "right")]


def test_grading_again_changes_nothing(course, act, answers):
    act.collect(course, "kinds", "alice", answers.partly)
    act.grade_all(course, "kinds", ["alice"])
    before, file = rows(course), course.autograded("alice", "kinds") / "kinds.ipynb"
    text = file.read_text()
    act.grade_all(course, "kinds", ["alice"])

    assert rows(course) == before
    assert file.read_text() == text


def test_a_name_from_the_cohort_list_reaches_the_gradebook(course, act, answers):
    course.cohort.write_text("learner,first_name,last_name,email\nalice,Alice,Adams,a@example.org\n")
    act.collect(course, "kinds", "alice", answers.right)
    act.grade_all(course, "kinds", ["alice"])
    with sqlite3.connect(course.gradebook) as book:
        names = book.execute("SELECT first_name, last_name, email FROM student").fetchall()

    assert names == [("Alice", "Adams", "a@example.org")]


def test_a_notebook_by_another_name_is_graded_and_reported(course, act, answers):
    act.collect(course, "kinds", "alice", answers.right)
    folder = course.submitted("alice", "kinds")
    (folder / "kinds.ipynb").rename(folder / "kinds (1).ipynb")
    marked = act.grade_all(course, "kinds", ["alice"])

    assert marked["alice"].score == 8.0


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"cells": [1, null, {"source": 3}]}'])
def test_a_file_that_is_no_notebook_scores_nothing_and_stops_nobody(course, act, answers, content):
    for learner in ("alice", "bob"):
        act.collect(course, "kinds", learner, answers.right)
    file = course.submitted("alice", "kinds") / "kinds.ipynb"
    file.write_bytes(content)
    marked = act.grade_all(course, "kinds", ["alice", "bob"])

    assert marked["alice"].score == 0.0
    assert marked["bob"].score == 8.0


def test_time_is_kept_as_nbgrader_keeps_it(course, act, answers):
    submission = act.collect(course, "kinds", "alice", answers.right)
    marked = act.grade_all(course, "kinds", ["alice"])

    assert marked["alice"].timestamp == datetime.fromisoformat(submission.submitted_at).replace(tzinfo=None)
