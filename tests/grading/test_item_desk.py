"""The item analysis of a class, and what mending a question would change, before and after it is mended."""

import difflib
import json
import shutil
import sqlite3

import pytest
import yaml

from calcinosis.errors import CalcinosisError
from calcinosis.grading import audit, gradebook
from calcinosis.grading.course import Course
from calcinosis.grading.item_desk import ItemDesk, histogram
from calcinosis.grading.key_file import place_of, set_key
from calcinosis.quiz.bank import load

KEYS = "quizzes/items/kinds.yaml"


@pytest.fixture(scope="module")
def graded(built, act, answers, tmp_path_factory):
    """Twelve learners; the eight who know the rest all choose ``c``, though the key of q1 says ``b``."""
    root = tmp_path_factory.mktemp("graded") / "course"
    shutil.copytree(built.root, root)
    course = Course(root)
    for number in range(12):
        given = {**answers.right, "q1": "c"} if number < 8 else {**answers.wrong, "q1": "b"}
        act.collect(course, "kinds", f"learner{number:02d}", {**given, "q6": None})
    act.grade_all(course, "kinds", [f"learner{number:02d}" for number in range(12)])
    return course


@pytest.fixture
def course(graded, tmp_path):
    shutil.copytree(graded.root, tmp_path / "course")
    return Course(tmp_path / "course")


@pytest.fixture
def desk(course):
    return ItemDesk(course)


def of(desk, name):
    return next(each for each in desk.analysis("kinds")["questions"] if each["name"] == name)


def totals(course, act):
    with act.tools(course) as tools:
        marked = gradebook.marked(tools.book, gradebook.sheet_of(tools.book, "kinds"))
    return {learner: each.score for learner, each in marked.items()}


def test_quizzes_are_listed_with_how_many_handed_in(desk):
    found = {each["quiz"]: each for each in desk.overview()}

    assert (found["kinds"]["learners"], found["practice"]["learners"], found["kinds"]["fewest"]) == (12, 0, 10)


def test_too_few_learners_are_refused_with_the_reason(desk):
    assert "0 learners are too few" in desk.analysis("practice")["too_few"]
    with pytest.raises(CalcinosisError, match="too few"):
        desk.csv("practice")


def test_a_key_that_is_chosen_by_the_weak_raises_the_alarm_and_says_where_it_stands(desk):
    first = of(desk, "q1")

    assert "rather than the key 'b'" in first["alarm"]
    assert (first["file"], first["key_at"]["text"]) == (KEYS, "key: b")
    assert [round(third["share"], 2) for third in first["options"][2]["thirds"]] == [0.0, 1.0, 1.0]
    assert of(desk, "q2")["alarm"] is None


def test_the_figures_of_the_quiz_are_told(desk):
    told = desk.analysis("kinds")

    assert (told["learners"], told["points"], sum(told["histogram"])) == (12, 11.0, 12)
    assert told["mean"] == pytest.approx((8 * 7 + 4 * 1) / 12)
    assert told["error_interval"][0] <= told["error"] <= told["error_interval"][1] + 1e-9
    assert json.dumps(told)


def test_answers_that_wait_for_a_person_cost_only_their_question(course, desk):
    with sqlite3.connect(course.gradebook) as book:
        book.execute(
            "UPDATE grade SET needs_manual_grade = 1 WHERE auto_score = 0 AND cell_id IN (SELECT id FROM "
            "base_cell WHERE name = 'q6')"
        )
    told = desk.analysis("kinds")

    assert (told["too_few"], told["learners"], told["waiting"], told["points"]) == (None, 12, [6], 8.0)
    assert [each["name"] for each in told["questions"]] == ["q1", "q2", "q3", "q4", "q5"]


def test_another_key_is_looked_at_without_writing_anything(course, act, desk):
    before, text = totals(course, act), (course.root / KEYS).read_text()
    seen = desk.preview("kinds", {"what": "key", "question": "q1", "key": ["c"]})

    assert (seen["gain"], seen["lose"], seen["keep"]) == (8, 4, 0)
    assert seen["mean_after"] - seen["mean_before"] == pytest.approx(4 / 12)
    assert (seen["moves"][0]["before"], seen["moves"][0]["after"]) == (7.0, 8.0)
    assert sum(seen["histogram_before"]) == sum(seen["histogram_after"]) == 12
    assert totals(course, act) == before
    assert (course.root / KEYS).read_text() == text


def test_applying_it_moves_exactly_those_and_leaves_a_trail(course, act, desk):
    seen = desk.preview("kinds", {"what": "key", "question": "q1", "key": ["c"]})
    desk.apply("kinds", {"what": "key", "question": "q1", "key": ["c"]}, "Mistyped.")
    after = totals(course, act)

    assert {row["learner"]: row["after"] for row in seen["moves"]} == after
    assert [line.what for line in audit.lines(course, "kinds")] == ["key", "regrade"]
    assert audit.lines(course, "kinds")[0].facts["reason"] == "Mistyped."
    assert list(audit.faults(course)) == []
    assert of(desk, "q1")["alarm"] is None


def test_points_given_by_hand_stay_when_a_key_changes(course, act, desk):
    with act.tools(course) as tools:
        for grade in tools.book.find_submission("kinds", "learner00").notebooks[0].grades:
            if grade.name == "q1-test":
                grade.manual_score = 0.25
        tools.book.db.commit()
    change = {"what": "key", "question": "q1", "key": ["c"]}
    seen = desk.preview("kinds", change)
    desk.apply("kinds", change)

    assert (seen["gain"], seen["kept"]) == (7, 1)
    assert totals(course, act)["learner00"] == 7.25


def test_a_dropped_question_counts_in_full_for_everyone(course, act, desk):
    change = {"what": "drop", "question": "q1"}
    seen = desk.preview("kinds", change)
    desk.apply("kinds", change)

    assert (seen["gain"], seen["lose"]) == (8, 0)
    assert totals(course, act)["learner00"] == 8.0


def test_a_file_that_was_mended_in_an_editor_is_marked_again_on_request(course, act, desk):
    path = course.root / KEYS
    path.write_text(path.read_text().replace("key: b", "key: c", 1))
    seen = desk.preview("kinds", {"what": "bank"})
    desk.apply("kinds", {"what": "bank"})

    assert (seen["gain"], seen["lose"]) == (8, 4)
    assert totals(course, act)["learner00"] == 8.0


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"what": "key", "question": "q1", "key": ["z"]},
        {"what": "key", "question": "q1", "key": ["a", "b"]},
        {"what": "key", "question": "q1", "key": []},
        {"what": "key", "question": "q3", "key": ["a"]},
        {"what": "key", "question": "../q1", "key": ["a"]},
        {"what": "drop", "question": "q99"},
        {"what": "key", "question": "q1", "key": [{"a": 1}]},
    ],
)
def test_a_change_that_is_none_is_refused_and_nothing_is_written(course, act, desk, change):
    before, text = totals(course, act), (course.root / KEYS).read_text()
    for ask in (desk.preview, desk.apply):
        with pytest.raises(CalcinosisError):
            ask("kinds", change)

    assert totals(course, act) == before
    assert (course.root / KEYS).read_text() == text


def test_only_the_key_and_the_version_of_a_file_change(course):
    before = (course.root / KEYS).read_text()
    items = {each["id"]: each for each in yaml.safe_load(before)}
    first = next(name for name, each in items.items() if each["kind"] == "single")
    set_key(course.root, KEYS, first, "c")
    after = (course.root / KEYS).read_text()
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    changed = [line for line in lines if line[0] in "+-"]

    assert load(course.quizzes).items[first].key == "c"
    assert sorted(changed) == ["+   key: c", "+   version: 2", "-   key: b"]
    assert items[first].get("version", 1) == 1
    assert place_of(course.root, KEYS, first).text == "key: c"


def test_a_version_that_is_written_down_goes_up_by_one(course):
    set_key(course.root, KEYS, "one-best", "c")
    set_key(course.root, KEYS, "one-best", "a")

    assert (load(course.quizzes).items["one-best"].key, load(course.quizzes).items["one-best"].version) == ("a", 3)


def test_a_key_that_is_no_option_leaves_the_file_as_it_was(course):
    before = (course.root / KEYS).read_text()
    items = {each["id"]: each for each in yaml.safe_load(before)}
    first = next(name for name, each in items.items() if each["kind"] == "single")
    with pytest.raises(CalcinosisError):
        set_key(course.root, KEYS, first, "z")

    assert (course.root / KEYS).read_text() == before


def test_totals_are_counted_by_whole_points():
    assert histogram([0, 0.5, 1, 2.999, 3, 7], 3.0) == [2, 1, 1, 2]
