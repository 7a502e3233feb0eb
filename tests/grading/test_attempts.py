"""Several attempts: the gradebook, the result and a regrade follow the rule of the quiz."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from calcinosis.grading import autograder, exchange, gradebook, registrar
from calcinosis.grading.build import build
from calcinosis.grading.class_marks import class_marks
from calcinosis.grading.classroom import grade_class
from calcinosis.grading.course import Course
from calcinosis.grading.decisions import Corrections
from calcinosis.grading.notebook import TEST
from calcinosis.grading.regrade import regrade, summary
from calcinosis.quiz import sitting
from calcinosis.quiz.records import Records

QUIZ = (
    "title: Three tries\nlesson: 2\nmode: graded\nfeedback: at-once\nattempts: 3\nitems: [one-best, several]\ncounts: "
)
RIGHT = {"q1": "b", "q2": ["a", "c"]}
NOTHING = {"q1": "a", "q2": ["b", "d"]}
TRIES = ({**NOTHING, "q1": "b"}, {**NOTHING, "q2": ["a", "c"]}, NOTHING)
"""One, two and no points."""
COUNTS = {"last": 0.0, "first": 1.0, "best": 2.0, "average": 1.0}


@pytest.fixture(scope="module")
def tried(built, act, tmp_path_factory):
    """A course in which alice has made three attempts at a quiz for each rule, the registrar looking after each."""
    root = tmp_path_factory.mktemp("tries") / "course"
    shutil.copytree(built.root, root)
    course = Course(root)
    for rule in COUNTS:
        (course.quizzes / f"{rule}.yaml").write_text(QUIZ + rule)
    build(course)
    for answers in TRIES:
        for rule in COUNTS:
            act.hand_in(course, rule, "alice", answers)
        with registrar.opened(course) as process:
            process.look()
            process.look()
    return course


@pytest.fixture
def course(tried, tmp_path):
    shutil.copytree(tried.root, tmp_path / "tries")
    return Course(tmp_path / "tries")


def marked(course, rule):
    with gradebook.opened(course) as book:
        return gradebook.marked(book, gradebook.sheet_of(book, rule))["alice"]


def scores(course, rule):
    """What each attempt's own result says."""
    with Records(course.records) as records:
        return [records.results(each.receipt)[-1]["score"] for each in records.submissions(rule, "alice")]


def nbgraders_score(course, rule):
    """The score as nbgrader exports it."""
    with gradebook.opened(course) as book:
        return book.find_submission(rule, "alice").score


@pytest.mark.parametrize(("rule", "score"), COUNTS.items())
def test_the_gradebook_holds_what_counts(tried, rule, score):
    assert marked(tried, rule).score == pytest.approx(score)
    assert nbgraders_score(tried, rule) == pytest.approx(score)


@pytest.mark.parametrize("rule", ["first", "best", "average", "last"])
def test_every_attempt_has_a_result_of_its_own_and_they_make_up_what_counts(tried, rule):
    assert scores(tried, rule) == [1.0, 2.0, 0.0]
    assert sitting.counting(scores(tried, rule), rule) == pytest.approx(marked(tried, rule).score)


@pytest.mark.parametrize(("rule", "attempt"), [("first", 1), ("best", 2), ("average", 3), ("last", 3)])
def test_formgrader_shows_the_attempt_that_counts(tried, rule, attempt):
    with Records(tried.records) as records:
        submission = records.submission("alice", rule, attempt)
    page = (tried.autograded("alice", rule) / f"{rule}.ipynb").read_text(encoding="utf-8")

    assert marked(tried, rule).timestamp == gradebook.moment(exchange.stamped(submission))
    assert f"q1 = {TRIES[attempt - 1]['q1']!r}" in page


@pytest.mark.parametrize("rule", COUNTS)
def test_grading_the_class_again_changes_nothing(course, rule):
    before = marked(course, rule)
    grade_class(course, rule, again=True)

    assert marked(course, rule) == before


@pytest.mark.parametrize("rule", COUNTS)
def test_the_test_cells_of_nbgraders_own_autograde_give_the_same_points(tried, rule, monkeypatch):
    # the notebook that nbgrader runs is the one that was collected, the last
    monkeypatch.chdir(tried.autograded("alice", rule))
    collected = (tried.submitted("alice", rule) / "timestamp.txt").read_text(encoding="utf-8")
    given = {name: autograder.score(rule, name, TRIES[-1][name]) for name in ("q1", "q2")}

    assert (tried.autograded("alice", rule) / "timestamp.txt").read_text(encoding="utf-8") == collected
    assert {name + TEST: points for name, points in given.items()} == {
        name: row.auto for name, row in marked(tried, rule).rows.items()
    }


@pytest.mark.parametrize("rule", ["first", "best", "average"])
def test_a_corrected_key_is_followed_through_all_attempts(course, rule):
    items = course.quizzes / "items" / "kinds.yaml"
    items.write_text(items.read_text().replace("key: b\n", "key: a\n", 1))
    build(course)
    regrade(course, rule, apply=True)
    with registrar.opened(course) as process:
        process.look()
        process.look()

    # q1 is now right in the second and third attempt
    assert scores(course, rule) == [0.0, 3.0, 1.0]
    assert marked(course, rule).score == pytest.approx(sitting.counting([0.0, 3.0, 1.0], rule))
    assert regrade(course, rule, apply=False).moves == ()


def test_a_regrade_may_let_another_attempt_count_and_says_so(course):
    corrections = Corrections({"q2": "remove"})
    preview = regrade(course, "best", apply=False, corrections=corrections)
    regrade(course, "best", apply=True, corrections=corrections)
    with Records(course.records) as records:
        first = records.submission("alice", "best", 1)

    assert preview.notes == ("alice: attempt 1 counts now",)
    assert "alice: attempt 1 counts now" in list(summary(preview, applied=False))
    assert (marked(course, "best").score, marked(course, "best").timestamp) == (
        1.0,
        gradebook.moment(exchange.stamped(first)),
    )


def test_a_better_attempt_that_is_late_counts_only_for_what_lateness_leaves(built, act, tmp_path):
    shutil.copytree(built.root, tmp_path / "late")
    course = Course(tmp_path / "late")
    late = "\nopens: 2026-01-01T00:00+00:00\ndue: 2099-01-01T00:00+00:00\nlate: {per_day: 1.0}\n"
    (course.quizzes / "best.yaml").write_text(QUIZ + "best" + late)
    build(course)
    act.hand_in(course, "best", "alice", TRIES[0])
    act.hand_in(course, "best", "alice", RIGHT)
    with closing(sqlite3.connect(course.records)) as store, store:
        for (trigger,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            store.execute(f"DROP TRIGGER {trigger}")
        store.execute("UPDATE submissions SET submitted_at = '2099-01-03T00:00:00.000+00:00' WHERE attempt = 2")
    with registrar.opened(course) as process:
        process.look()
        process.look()

    assert marked(course, "best").score == 1.0
    assert scores(course, "best") == [1.0, 0.0]


def test_the_item_analysis_reads_the_answers_and_not_their_average(tried):
    marks = class_marks(tried, "average")

    assert [each.attempt for each in marks.submissions] == [3]
    assert sorted(marks.points.values()) == [0.0, 0.0]
