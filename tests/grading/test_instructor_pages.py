"""The pages of instructors with their desks: what messages do, and what forged ones do not."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from calcinosis.grading.course import Course
from calcinosis.grading.desk import Desk
from calcinosis.grading.item_desk import ItemDesk
from calcinosis.panels.marking.analysis_page import AnalysisPage
from calcinosis.panels.marking.grading_page import GradingPage

PLACE = {"quiz": "kinds", "name": "q6"}


@pytest.fixture(scope="module")
def graded(built, act, answers, tmp_path_factory):
    root = tmp_path_factory.mktemp("marked") / "course"
    shutil.copytree(built.root, root)
    course = Course(root)
    for learner in ("alice", "bob"):
        act.collect(course, "kinds", learner, {**answers.right, "q6": f"An answer of {len(learner)} letters."})
    act.grade_all(course, "kinds", ["alice", "bob"])
    return course


@pytest.fixture
def course(graded, tmp_path):
    shutil.copytree(graded.root, tmp_path / "course")
    return Course(tmp_path / "course")


@pytest.fixture
def ask():
    """Send a message as a browser does and return what comes back."""

    def send(page, message):
        said = []
        page.send = said.append
        page._handle_custom_msg(message, [])
        return said[0] if said else None

    return send


def scores(course):
    with closing(sqlite3.connect(course.gradebook)) as book, book:
        return book.execute("SELECT manual_score, needs_manual_grade FROM grade ORDER BY id").fetchall()


def test_the_list_is_there_when_the_page_opens_and_follows_what_is_marked(course, ask):
    page = GradingPage(Desk(course))
    (waiting,) = [each for each in page.page["questions"] if each["quiz"] == "kinds"]
    question = ask(page, {"type": "question", **PLACE})["question"]
    mark = {"lines": [0], "failed": [], "adjust": 0, "comment": "", "given": True, "later": False}
    told = ask(page, {"type": "save", "n": 7, **PLACE, "marks": {question["answers"][0]["id"]: mark}})
    (after,) = [each for each in ask(page, {"type": "overview"})["questions"] if each["quiz"] == "kinds"]

    assert (waiting["waiting"], after["waiting"]) == (2, 1)
    assert (told["type"], told["n"], told["undo"]) == ("saved", 7, True)
    assert told["saved_at"].endswith("+00:00")


def test_a_look_tells_only_what_changed_elsewhere(course, ask):
    page = GradingPage(Desk(course))
    answers = ask(page, {"type": "question", **PLACE})["question"]["answers"]
    quiet = ask(page, {"type": "look", **PLACE})
    Desk(course).save("kinds", "q6", {answers[1]["id"]: {"lines": [1], "given": True}})
    told = ask(page, {"type": "look", **PLACE})

    assert quiet == {"type": "look", "answers": {}}
    assert list(told["answers"]) == [answers[1]["id"]]


def test_a_new_answer_brings_the_question_again(course, act, answers, ask):
    page = GradingPage(Desk(course))
    ask(page, {"type": "question", **PLACE})
    act.collect(course, "kinds", "carol", {**answers.right, "q6": "One more."})
    act.grade_all(course, "kinds", ["carol"])

    assert len(ask(page, {"type": "look", **PLACE})["question"]["answers"]) == 3


@pytest.mark.parametrize(
    "message",
    [
        "save",
        {"type": "save"},
        {"type": "save", **PLACE},
        {"type": "save", **PLACE, "marks": [1]},
        {"type": "save", **PLACE, "marks": {"x": 1}},
        {"type": "save", "quiz": ["kinds"], "name": "q6", "marks": {}},
        {"type": "undo", "quiz": "kinds"},
        {"type": "__class__", **PLACE},
        {"type": "_open", **PLACE},
        {"type": {"a": 1}, **PLACE},
    ],
)
def test_a_message_that_is_none_changes_nothing_and_is_not_answered(course, ask, message):
    before = scores(course)

    assert ask(GradingPage(Desk(course)), message) is None
    assert scores(course) == before


@pytest.mark.parametrize("quiz", ["../kinds", "none", "kinds/../../x", "", "k" * 5000])
def test_a_place_that_is_none_is_told_in_a_sentence(course, ask, quiz):
    told = ask(GradingPage(Desk(course)), {"type": "question", "quiz": quiz, "name": "q6"})

    assert told["type"] == "failed"
    assert "that a person marks" in told["why"]
    assert len(told["why"]) < 300


def test_traits_cannot_be_set_from_outside(course):
    page = GradingPage(Desk(course))
    page.set_state({"page": {"questions": []}})

    assert page.page["questions"]


def test_a_course_without_a_gradebook_says_what_to_do(unbuilt):
    page = GradingPage(Desk(unbuilt))

    assert page.page["questions"] is None
    assert "calcinosis build" in page.page["why"]


def test_the_analysis_answers_with_figures_or_the_reason_there_are_none(course, ask):
    page = AnalysisPage(ItemDesk(course))
    told = ask(page, {"type": "analysis", "quiz": "kinds"})

    assert "2 learners are too few" in told["analysis"]["too_few"]
    assert [each["learners"] for each in page.page["quizzes"] if each["quiz"] == "kinds"] == [2]


def test_a_preview_writes_nothing_and_applying_answers_with_the_new_figures(course, ask):
    page, change = AnalysisPage(ItemDesk(course)), {"what": "key", "question": "q1", "key": ["c"]}
    before = scores(course)
    seen = ask(page, {"type": "preview", "quiz": "kinds", "change": change})
    file = course.quizzes / "items" / "kinds.yaml"
    text = file.read_text()
    unchanged = scores(course)
    done = ask(page, {"type": "apply", "quiz": "kinds", "change": change, "reason": "x" * 10_000})

    assert (seen["type"], seen["preview"]["lose"], unchanged) == ("preview", 2, before)
    assert "key: b" in text
    assert (done["type"], done["moved"]) == ("applied", 2)
    assert len(done["analysis"]["trail"][0]["reason"]) == 500


@pytest.mark.parametrize(
    "message",
    [
        {"type": "apply", "quiz": "kinds"},
        {"type": "apply", "quiz": "kinds", "change": "drop"},
        {"type": "apply", "change": {"what": "bank"}},
        {"type": "_changed", "quiz": "kinds", "change": {"what": "bank"}},
        {"type": "csv"},
    ],
)
def test_a_message_to_the_analysis_that_is_none_is_not_answered(course, ask, message):
    assert ask(AnalysisPage(ItemDesk(course)), message) is None


def test_the_pages_of_learners_load_no_gradebook():
    import subprocess
    import sys

    script = (
        "import sys; from calcinosis.panels.home import home_page; "
        "from calcinosis.panels.marking import analysis_page, grading_page; "
        "print([name for name in ('nbgrader', 'sqlalchemy', 'pydantic', 'yaml') if name in sys.modules])"
    )

    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"
