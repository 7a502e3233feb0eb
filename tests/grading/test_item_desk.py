"""The item analysis of a class, and what mending a question would change, before and after it is mended."""

import difflib
import json
import shutil
import sqlite3
from contextlib import closing

import pytest
import yaml

from calcinosis.errors import CalcinosisError
from calcinosis.grading import audit, gradebook
from calcinosis.grading.accepting import fields, with_another
from calcinosis.grading.course import Course
from calcinosis.grading.item_desk import ItemDesk, histogram
from calcinosis.grading.key_file import place_of, write
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
    with closing(sqlite3.connect(course.gradebook)) as book, book:
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
    change = {"what": "drop", "question": "q1", "fate": "everyone"}
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
        {"what": "key", "question": "q1", "key": ["a", "b", "c"]},
        {"what": "accept", "question": "q1", "answer": "b"},
        {"what": "accept", "question": "q4", "answer": "a"},
        {"what": "restore", "question": "q1"},
        {"what": "key", "question": "q1", "key": ["c"], "version": 7},
        {"what": "key", "question": "q1", "key": []},
        {"what": "key", "question": "q3", "key": ["a"]},
        {"what": "key", "question": "../q1", "key": ["a"]},
        {"what": "drop", "question": "q99", "fate": "everyone"},
        {"what": "drop", "question": "q1", "fate": "nobody"},
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
    write(course.root, KEYS, first, {"key": "c"})
    after = (course.root / KEYS).read_text()
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    changed = [line for line in lines if line[0] in "+-"]

    assert load(course.quizzes).items[first].key == "c"
    assert sorted(changed) == ["+   key: c", "+   version: 2", "-   key: b"]
    assert items[first].get("version", 1) == 1
    assert place_of(course.root, KEYS, first, "key").text == "key: c"


def test_a_version_that_is_written_down_goes_up_by_one(course):
    write(course.root, KEYS, "one-best", {"key": "c"})
    write(course.root, KEYS, "one-best", {"key": "a"})

    assert (load(course.quizzes).items["one-best"].key, load(course.quizzes).items["one-best"].version) == ("a", 3)


def test_a_key_that_is_no_option_leaves_the_file_as_it_was(course):
    before = (course.root / KEYS).read_text()
    items = {each["id"]: each for each in yaml.safe_load(before)}
    first = next(name for name, each in items.items() if each["kind"] == "single")
    with pytest.raises(CalcinosisError):
        write(course.root, KEYS, first, {"key": "z"})

    assert (course.root / KEYS).read_text() == before


def test_totals_are_counted_by_whole_points():
    assert histogram([0, 0.5, 1, 2.999, 3, 7], 3.0) == [2, 1, 1, 2]


def test_one_more_option_can_be_accepted_and_taken_back(course, act, desk):
    before, text = totals(course, act), (course.root / KEYS).read_text()
    also = {"what": "accept", "question": "q1", "answer": "c"}
    seen = desk.preview("kinds", also)
    desk.apply("kinds", also, "Both are taught.")
    accepted, told = totals(course, act), of(desk, "q1")
    desk.apply("kinds", {"what": "restore", "question": "q1"})

    assert (seen["gain"], seen["lose"], seen["keep"]) == (8, 0, 4)
    assert {learner: points - before[learner] for learner, points in accepted.items() if points != before[learner]} == {
        f"learner{number:02d}": 1.0 for number in range(8)
    }
    assert (told["accepts"], told["undo"], told["alarm"]) == ("B or C", True, None)
    assert [each["id"] for each in told["options"] if each["is_key"]] == ["b", "c"]
    assert totals(course, act) == before
    assert (course.root / KEYS).read_text() == text.replace("  key: b\n", "  version: 3\n  key: b\n", 1)
    assert [line.facts.get("taken_back") for line in audit.lines(course, "kinds") if line.what == "key"] == [
        False,
        True,
    ]
    assert of(desk, "q1")["undo"] is False


def test_who_opens_the_quiz_after_a_key_was_mended_is_asked_the_new_version(course, desk):
    desk.apply("kinds", {"what": "accept", "question": "q1", "answer": "c"})
    public = json.loads((course.apps / "quizzes" / "practice.public.json").read_text())

    assert {each["id"]: each["version"] for each in public["items"]}["one-best"] == 2


def test_another_quiz_with_the_same_question_is_named(desk):
    notes = desk.preview("kinds", {"what": "accept", "question": "q1", "answer": "c"})["notes"]

    assert any("the quiz practice asks one-best too" in note for note in notes)


def test_a_number_that_many_gave_is_shown_and_can_be_accepted(course, act, desk):
    told = of(desk, "q3")
    (given,) = told["instead"]
    desk.apply("kinds", {"what": "accept", "question": "q3", "answer": given["answer"]})

    assert (given["text"], given["learners"], told["accepts"]) == ("26.2 mmol/L", 4, "2.62 mmol/L")
    assert of(desk, "q3")["accepts"] == "2.62 or 26.2 mmol/L"
    assert totals(course, act)["learner11"] == 3.0
    assert "also: [26.2]" in (course.root / KEYS).read_text()


def test_a_word_becomes_a_synonym_of_its_blank(course):
    bank = load(course.quizzes)
    (item,) = [each for each in bank.items.values() if each.kind == "fill"]
    mended = with_another(item, "b:parathormone: the hormone")
    write(course.root, bank.files[item.id], item.id, {"blanks.b.accept": fields(mended)["blanks.b.accept"]})

    assert load(course.quizzes).items[item.id].blanks["b"].accept[-1] == "parathormone: the hormone"
    with pytest.raises(CalcinosisError, match="say which blank"):
        with_another(item, "parathormone")


def test_a_dropped_question_leaves_the_figures_and_can_be_taken_back(desk):
    desk.apply("kinds", {"what": "drop", "question": "q1", "fate": "remove"}, "Two right answers.")
    told = desk.analysis("kinds")
    desk.apply("kinds", {"what": "restore", "question": "q1"})

    assert (told["dropped"], told["points"]) == ([{"question": "q1", "number": 1}], 10.0)
    assert "q1" not in [each["name"] for each in told["questions"]]
    assert desk.analysis("kinds")["dropped"] == []


def test_a_file_changed_since_is_not_taken_back_over(course, desk):
    desk.apply("kinds", {"what": "accept", "question": "q1", "answer": "c"})
    path = course.root / KEYS
    path.write_text(path.read_text().replace("also: [c]", "also: [a]"))
    with pytest.raises(CalcinosisError, match="changed in its file"):
        desk.preview("kinds", {"what": "restore", "question": "q1"})
