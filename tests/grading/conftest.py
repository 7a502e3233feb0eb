"""One course with a question of every kind, built once for all tests of the room; each test works on its own copy."""

import contextlib
import json
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from calcinosis.grading.settings import prepare_nbgrader

prepare_nbgrader()

from calcinosis.grading import exchange, gradebook  # noqa: E402 - nbgrader loads faster after the preparation
from calcinosis.grading.answers import filled  # noqa: E402
from calcinosis.grading.build import build  # noqa: E402
from calcinosis.grading.course import Course  # noqa: E402
from calcinosis.grading.grade import Tools, grade  # noqa: E402
from calcinosis.grading.paper import paper  # noqa: E402
from calcinosis.grading.settings import nbgrader_config  # noqa: E402
from calcinosis.quiz import cohort, present  # noqa: E402
from calcinosis.quiz.records import Records  # noqa: E402

HERE = Path(__file__).parent
SETTINGS = HERE.parents[1] / "quizzes" / "nbgrader_config.py"

RIGHT = {
    "q1": "b",
    "q2": ["a", "c"],
    "q3": {"value": "2,62", "unit": "mmol/L"},
    "q4": ["b", "a", "c"],
    "q5": {"a": "p", "b": "q"},
    "q6": "FGF23 rises, then PTH.",
}
WRONG = {
    "q1": "a",
    "q2": ["b", "d"],
    "q3": {"value": "26.2", "unit": "mmol/L"},
    "q4": ["a", "c", "b"],
    "q5": {"a": "q", "b": "p"},
    "q6": "no idea",
}
MORE = {
    "q1": {"a": "fgf23", "b": "PTH"},
    "q2": ["thumb"],
    "q3": ["b", "c"],
    "q4": -2,
    "q5": "c",
    "q6": {"s1": "a", "s2": ["a", "c"]},
    "q7": "def product(calcium, phosphate):\n    return calcium * phosphate\n",
}
MORE_WRONG = {
    "q1": {"a": "PTH", "b": "FGF23"},
    "q2": ["elbow"],
    "q3": ["a", "d"],
    "q4": 2,
    "q5": "a",
    "q6": {"s1": "b", "s2": ["b"]},
    "q7": "def product(calcium, phosphate):\n    return calcium + phosphate\n",
}
MORE_PARTLY = {
    "q1": {"a": "FGF23"},
    "q2": ["wrist"],
    "q3": ["b"],
    "q4": -1,
    "q5": "b",
    "q6": {"s1": "a", "s2": ["b"]},
    "q7": "def product(calcium, phosphate):\n    return 6\n",
}
PARTLY = {**RIGHT, "q2": ["a"], "q4": ["b", "c", "a"], "q5": {"a": "p"}}


def scratch(place):
    shutil.copytree(HERE / "course", place)
    shutil.copy(SETTINGS, place / "quizzes" / "nbgrader_config.py")
    (place / "lessons").mkdir()
    return Course(place)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    course = scratch(tmp_path_factory.mktemp("built") / "course")
    build(course)
    return course


@pytest.fixture
def course(built, tmp_path):
    shutil.copytree(built.root, tmp_path / "course")
    return Course(tmp_path / "course")


@pytest.fixture
def unbuilt(tmp_path):
    return scratch(tmp_path / "course")


@pytest.fixture(scope="session")
def answers():
    return SimpleNamespace(
        right=RIGHT, wrong=WRONG, partly=PARTLY, more=MORE, more_wrong=MORE_WRONG, more_partly=MORE_PARTLY
    )


def hand_in(course, quiz, learner, answers):
    """Save and submit as the quiz page does."""
    public = json.loads((course.apps / "quizzes" / f"{quiz}.public.json").read_text(encoding="utf-8"))
    with Records(course.records) as records:
        attempt = records.begin(learner, quiz, attempts=public["attempts"]).attempt
        records.save(learner, quiz, {name: {"answer": answer} for name, answer in answers.items()})
        return records.submit(learner, quiz, present.sheet(public, learner, attempt))


def collect(course, quiz, learner, answers):
    """Bring a submission as far as ``submitted/``, without grading it."""
    submission = hand_in(course, quiz, learner, answers)
    notebook = filled(paper(course, quiz).release, answers)
    place = exchange.submit(course, quiz, learner, notebook, exchange.stamped(submission))
    exchange.collect(course, quiz, learner, place)
    return submission


@contextlib.contextmanager
def tools(course):
    with Records(course.records) as records, gradebook.opened(course) as book:
        yield Tools(course, book, records, cohort.read(course.cohort), nbgrader_config(course))


def grade_all(course, quiz, learners):
    """Grade by the fast path and give what the gradebook says then."""
    with tools(course) as opened:
        sheet, printed = gradebook.sheet_of(opened.book, quiz), paper(course, quiz)
        for learner in learners:
            grade(opened, sheet, printed, learner)
        return gradebook.marked(opened.book, sheet)


def open_files():
    """Name the files that this process holds open."""
    return {path.resolve() for path in Path("/proc/self/fd").iterdir()}


@pytest.fixture(scope="session")
def act():
    """Everything a test does with a course."""
    return SimpleNamespace(
        hand_in=hand_in,
        collect=collect,
        tools=tools,
        grade_all=grade_all,
        scratch=scratch,
        open_files=open_files,
    )
