"""Marking without a kernel, held equal to ``nbgrader autograde`` row by row."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from calcinosis.grading.build import build
from calcinosis.grading.course import Course
from calcinosis.quiz.bank import load
from calcinosis.quiz.kinds import KINDS

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
pytestmark = pytest.mark.timeout(900)  # nbgrader starts a kernel for each submission
LEARNERS = ("right", "wrong", "partly", "empty", "late", "granted", "marked")
QUIZZES = {"kinds": LEARNERS, "more": tuple(learner for learner in LEARNERS if learner != "granted")}
"""Who is graded in each: one way of being late is enough for the further kinds."""


def rows(course):
    with closing(sqlite3.connect(course.gradebook)) as book, book:
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


def mark_by_hand(course, quiz, cells, points, comment):
    """Give points and a comment as formgrader does, to the graded and the answer cell of one question."""
    graded, answer = cells
    place = """(SELECT n.id FROM submitted_notebook n JOIN submitted_assignment s ON s.id = n.assignment_id
                JOIN assignment a ON a.id = s.assignment_id WHERE s.student_id = 'marked' AND a.name = ?)"""
    cell = "(SELECT b.id FROM base_cell b JOIN notebook m ON m.id = b.notebook_id WHERE m.name = ? AND b.name = ? "
    with closing(sqlite3.connect(course.gradebook)) as book, book:
        given = book.execute(
            f"UPDATE grade SET manual_score = ?, needs_manual_grade = 0 WHERE notebook_id = {place} "  # noqa: S608
            f"AND cell_id = {cell} AND b.type = 'GradeCell')",
            (points, quiz, quiz, graded),
        )
        said = book.execute(
            f"UPDATE comment SET manual_comment = ? WHERE notebook_id = {place} "  # noqa: S608
            f"AND cell_id = {cell} AND b.type = 'SolutionCell')",
            (comment, quiz, quiz, answer),
        )
        assert (given.rowcount, said.rowcount) == (1, 1)


@pytest.fixture(scope="module")
def both(built, act, answers, tmp_path_factory):
    """The same submissions, graded by our fast path and by ``nbgrader autograde``."""
    root = tmp_path_factory.mktemp("both")
    shutil.copytree(built.root, root / "fast")
    fast = Course(root / "fast")
    for name in QUIZZES:
        quiz = fast.quizzes / f"{name}.yaml"
        quiz.write_text(quiz.read_text() + "due: 2099-01-01T00:00+00:00\nlate: {per_day: 0.1}\n")
    assert build(fast) == []
    fast.cohort.write_text("learner,extension_hours\ngranted,48\n")
    given = {
        "kinds": {"right": answers.right, "wrong": answers.wrong, "partly": answers.partly, "empty": {}},
        "more": {"right": answers.more, "wrong": answers.more_wrong, "partly": answers.more_partly, "empty": {}},
    }
    for name, learners in QUIZZES.items():
        for learner in learners:
            act.collect(fast, name, learner, given[name].get(learner, given[name]["partly"]))
        for learner in {"late", "granted"} & set(learners):
            (fast.submitted(learner, name) / "timestamp.txt").write_text("2099-01-02 01:00:00.000000 UTC")
        act.grade_all(fast, name, ["marked"])
    mark_by_hand(fast, "kinds", ("q6", "q6"), 2.0, "Good.")
    mark_by_hand(fast, "kinds", ("q2-test", "q2"), 1.5, "Half is right.")
    mark_by_hand(fast, "more", ("q6-test", "q6"), 3.5, "The second step was well thought.")
    shutil.copytree(fast.root, root / "stock")
    stock = Course(root / "stock")

    for name, learners in QUIZZES.items():
        act.grade_all(fast, name, learners)
        done = nbgrader(stock, "autograde", name, "--force")
        assert done.returncode == 0, done.stderr
    return fast, stock


def test_every_kind_of_question_is_graded_both_ways(built):
    bank = load(built.quizzes)

    assert {question.item.kind for name in QUIZZES for question in bank.quizzes[name].questions} == set(KINDS)


@pytest.mark.parametrize("table", ROWS)
def test_gradebook_has_the_rows_of_nbgrader_autograde(both, table):
    fast, stock = both

    assert rows(fast)[table] == rows(stock)[table]
    assert len(rows(fast)[table]) >= (len(LEARNERS) if table == "students" else len(GRADED))


def essence(course, learner, quiz):
    """A graded notebook without times and versions of the kernel."""
    notebook = json.loads((course.autograded(learner, quiz) / f"{quiz}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["metadata"].pop("execution", None)
    notebook["metadata"].pop("language_info")
    return notebook


GRADED = [(learner, quiz) for quiz, learners in QUIZZES.items() for learner in learners]


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
    assert [points for _, points in scores["wrong"]] == [0.0] * 7
    assert [points for _, points in scores["partly"]] == [0.5, 0.0, 0.5, 0.5, 0.5, 1.0, 1.0]
    assert [points for _, points in scores["empty"]] == [0.0] * 7


def test_a_late_submission_loses_what_the_quiz_says(both):
    fast, _ = both
    penalties = {row[:2]: row[5] for row in rows(fast)["submissions"]}

    assert penalties.pop(("late", "kinds")) == round(0.2 * 5.33, 2)
    assert penalties.pop(("late", "more")) == 0.8
    assert set(penalties.values()) == {None}


def test_points_by_hand_stay_and_ask_for_a_second_look(both):
    fast, _ = both
    marked = {row[1:3]: row[3:] for row in rows(fast)["grades"] if row[0] == "marked"}

    assert marked["kinds", "q6"] == (None, 2.0, None, 1)
    assert marked["kinds", "q2-test"][:2] == (1.0, 1.5)
    assert marked["more", "q6-test"][:2] == (1.0, 3.5)


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


def test_formgrader_shows_first_what_waits_for_a_person_and_each_learners_own_numbers(both):
    for course in both:
        cells = json.loads((course.autograded("right", "kinds") / "kinds.ipynb").read_text(encoding="utf-8"))["cells"]
        texts = ["".join(cell["source"]) for cell in cells]
        places = {cell["id"]: place for place, cell in enumerate(cells)}

        assert places["q6"] < places["q1"]
        assert texts[places["for-a-person"]] == "## For a person to mark"
        assert not any("{" in text for text in texts if text.startswith("### Question"))
        assert "own numbers" not in "".join(texts)


def test_learners_are_never_called_none(both):
    fast, _ = both
    with closing(sqlite3.connect(fast.gradebook)) as book, book:
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
    with closing(sqlite3.connect(course.gradebook)) as book, book:
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
