"""Marking by question: without names, into nbgrader's own rows, and back again."""

import json
import sqlite3
from contextlib import closing

import pytest

from calcinosis.errors import CalcinosisError
from calcinosis.grading import gradebook, registrar, released
from calcinosis.grading.desk import Desk
from calcinosis.quiz.records import Records

LEARNERS = ("alice", "bob", "carol", "dora", "eve")
TEXTS = {
    "alice": "FGF23 rises, then PTH.",
    "bob": "fgf23 rises then PTH",
    "carol": "First FGF23 rises, and then PTH rises and takes phosphate out.",
    "dora": "No idea at all",
    "eve": "",
}


@pytest.fixture
def desk(course, act, answers):
    for learner, text in TEXTS.items():
        act.collect(course, "kinds", learner, {**answers.right, "q6": text})
    act.grade_all(course, "kinds", LEARNERS)
    return Desk(course)


def lying(desk):
    return {each["text"]: each for each in desk.question("kinds", "q6")["answers"]}


def give(desk, text, **marks):
    name = lying(desk)[text]["id"]
    return desk.save("kinds", "q6", {name: {"given": True, **marks}})["answers"][name]


def asked(desk):
    return next(each for each in desk.overview() if each["quiz"] == "kinds")


def row(course, learner):
    with closing(sqlite3.connect(course.gradebook)) as book, book:
        return book.execute(
            """SELECT g.manual_score, g.needs_manual_grade, c.manual_comment
            FROM grade g JOIN base_cell b ON b.id = g.cell_id JOIN submitted_notebook n ON n.id = g.notebook_id
            JOIN submitted_assignment s ON s.id = n.assignment_id
            JOIN comment c ON c.notebook_id = n.id JOIN base_cell d ON d.id = c.cell_id
            WHERE s.student_id = ? AND b.name = 'q6' AND d.name = 'q6'""",
            (learner,),
        ).fetchone()


def in_formgrader(course, learner, points, comment=None):
    """Do what formgrader does."""
    with gradebook.opened(course) as book:
        notebook = book.find_submission("kinds", learner).notebooks[0]
        for grade in notebook.grades:
            if grade.name == "q6":
                grade.manual_score, grade.needs_manual_grade = points, False
        for remark in notebook.comments:
            if remark.name == "q6":
                remark.manual_comment = comment
        book.db.commit()


def test_what_waits_is_counted_and_what_is_empty_is_not_asked_for(desk):
    question = asked(desk)

    assert (question["quiz"], question["name"], question["title"]) == ("kinds", "q6", "Explain")
    assert (question["answers"], question["waiting"], question["empty"]) == (4, 4, 1)


def test_a_course_without_submissions_has_nothing_waiting(course):
    question = asked(Desk(course))

    assert (question["answers"], question["waiting"]) == (0, 0)
    assert Desk(course).question("kinds", "q6")["answers"] == []


def test_no_name_travels_until_it_is_asked_for(desk):
    told = repr(desk.question("kinds", "q6")) + repr(desk.overview()) + repr(desk.standings("kinds", "q6"))

    assert not any(learner in told for learner in LEARNERS)
    assert sorted(desk.names("kinds", "q6").values()) == ["alice", "bob", "carol", "dora"]


def test_the_order_is_not_the_list_of_names_and_stays_when_others_come(course, act, desk, answers):
    before = {each["text"]: each["number"] for each in desk.question("kinds", "q6")["answers"]}
    names = desk.names("kinds", "q6")
    order = [names[each["id"]] for each in desk.question("kinds", "q6")["answers"]]
    for number in range(8):
        act.collect(course, "kinds", f"late{number}", {**answers.right, "q6": f"Late answer {number}"})
    act.grade_all(course, "kinds", [f"late{number}" for number in range(8)])
    after = {each["text"]: each["number"] for each in Desk(course).question("kinds", "q6")["answers"]}

    assert order != sorted(order)
    assert {text: after[text] for text in before} == before
    assert sorted(after.values()) == list(range(1, 13))


def test_marks_are_nbgraders_own_points_and_comment(course, desk):
    told = give(desk, "FGF23 rises, then PTH.", lines=[0], comment="And PTH?")

    assert row(course, "alice") == (2.0, 0, "And PTH?")
    assert (told["status"], told["points"], told["lines"]) == ("given", 2.0, [0])
    assert asked(desk)["waiting"] == 3


@pytest.mark.parametrize(
    ("marks", "points"),
    [
        ({"lines": [0, 1]}, 3.0),
        ({"lines": []}, 0.0),
        ({"lines": [1], "adjust": 0.5}, 1.5),
        ({"lines": [0, 1], "adjust": -1}, 2.0),
        ({"lines": [0, 1], "adjust": 2}, 3.0),
    ],
)
def test_lines_and_what_is_added_by_hand_make_the_points(desk, marks, points):
    assert give(desk, "No idea at all", **marks)["points"] == points


def test_points_that_are_not_final_are_kept_and_still_wait(course, desk):
    told = give(desk, "No idea at all", lines=[1], given=False)

    assert told["status"] == "begun"
    assert row(course, "dora") == (1.0, 1, None)
    assert asked(desk)["waiting"] == 4


def test_an_answer_can_be_put_off(desk):
    told = give(desk, "No idea at all", given=False, later=True)

    assert told["status"] == "later"
    assert asked(desk)["later"] == 1


def test_one_act_marks_all_answers_that_are_the_same_and_one_undo_takes_it_back(course, desk):
    twins = [each for each in lying(desk).values() if each["twin"] == lying(desk)[TEXTS["alice"]]["twin"]]
    assert sorted(each["text"] for each in twins) == sorted([TEXTS["alice"], TEXTS["bob"]])
    desk.save("kinds", "q6", {each["id"]: {"lines": [0, 1], "given": True} for each in twins})
    both = row(course, "alice"), row(course, "bob")
    desk.undo("kinds", "q6")

    assert both == ((3.0, 0, None), (3.0, 0, None))
    assert row(course, "alice") == row(course, "bob") == (None, 1, None)


def test_undo_goes_back_step_by_step_and_outlives_the_process(course, desk):
    give(desk, "No idea at all", lines=[0], comment="First.")
    give(desk, "No idea at all", lines=[0, 1], comment="Second.")
    first = Desk(course).undo("kinds", "q6")
    one = row(course, "dora")
    Desk(course).undo("kinds", "q6")

    (standing,) = first["answers"].values()
    assert (one, standing["lines"], first["undo"]) == (
        (2.0, 0, "First."),
        [0],
        True,
    )
    assert row(course, "dora") == (None, 1, None)
    assert Desk(course).undo("kinds", "q6") == {"saved_at": None, "answers": {}, "undo": False}


def test_what_formgrader_gives_shows_and_wins_when_it_is_later(course, desk):
    give(desk, "No idea at all", lines=[0, 1])
    in_formgrader(course, "dora", 0.5, "From formgrader.")
    now = lying(desk)["No idea at all"]

    assert (now["status"], now["points"], now["lines"], now["comment"]) == ("given", 0.5, [], "From formgrader.")
    assert now["note"] == "Points given in formgrader, in place of 3 given here."


def test_marks_given_here_after_formgrader_win_and_undo_brings_formgraders_back(course, desk):
    in_formgrader(course, "dora", 0.5, "From formgrader.")
    told = give(desk, "No idea at all", lines=[0])
    here = row(course, "dora")
    desk.undo("kinds", "q6")

    assert here == (2.0, 0, None)
    assert told["note"] == "Formgrader had 0.5 before."
    assert row(course, "dora") == (0.5, 0, "From formgrader.")


def test_a_new_attempt_waits_again_with_the_marks_of_the_old_one_to_look_at(course, act, desk):
    give(desk, "No idea at all", lines=[0])
    file = course.submitted("dora", "kinds")
    (file / "timestamp.txt").write_text("2099-01-02 01:00:00.000000 UTC")
    act.grade_all(course, "kinds", ["dora"])
    now = lying(desk)["No idea at all"]

    assert (now["status"], now["points"]) == ("again", 2.0)
    assert "earlier attempt" in now["note"]


def test_answers_much_alike_lie_side_by_side(desk):
    answers = lying(desk)
    near = answers[TEXTS["carol"]]["like"]

    assert set(near) == {answers[TEXTS["alice"]]["id"], answers[TEXTS["bob"]]["id"]}
    assert answers["No idea at all"]["like"] == []


def test_a_locked_gradebook_is_told_and_nothing_is_half_written(course, desk, act, monkeypatch):
    monkeypatch.setattr("calcinosis.grading.desk.PATIENCE", 0.1)
    name = lying(desk)["No idea at all"]["id"]
    with closing(sqlite3.connect(course.gradebook, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CalcinosisError, match="in use by another program") as refused:
            desk.save("kinds", "q6", {name: {"lines": [0], "given": True}})

    assert refused.value.__cause__  # and all that its traceback holds, which would otherwise be cleared by chance
    assert course.gradebook.resolve() not in act.open_files()
    assert row(course, "dora") == (None, 1, None)
    assert desk.save("kinds", "q6", {name: {"lines": [0], "given": True}})["answers"][name]["points"] == 2.0


@pytest.mark.parametrize(
    "marks",
    [
        {"lines": [2]},
        {"lines": [-1]},
        {"lines": [True]},
        {"lines": "0"},
        {"adjust": 99},
        {"adjust": "1"},
        {"adjust": float("nan")},
        {"comment": 3},
        {"comment": "x" * 20_000},
        {"failed": [0]},
    ],
)
def test_what_a_page_forges_is_refused(course, desk, marks):
    name = lying(desk)["No idea at all"]["id"]
    with pytest.raises(CalcinosisError, match="cannot be kept"):
        desk.save("kinds", "q6", {name: {"given": True, **marks}})

    assert row(course, "dora") == (None, 1, None)


def test_an_answer_that_is_none_changes_nothing_of_the_others(course, desk):
    name = lying(desk)["No idea at all"]["id"]
    with pytest.raises(CalcinosisError, match="no longer here"):
        desk.save("kinds", "q6", {name: {"lines": [0]}, "f" * 16: {"lines": [0]}})

    assert row(course, "dora") == (None, 1, None)


@pytest.mark.parametrize(("quiz", "name"), [("kinds", "q1"), ("kinds", "q99"), ("../kinds", "q6"), ("none", "q6")])
def test_only_questions_that_a_person_marks_are_on_the_desk(desk, quiz, name):
    with pytest.raises(CalcinosisError, match="that a person marks"):
        desk.question(quiz, name)


def test_an_answer_handed_in_through_nbgrader_lies_on_the_desk_too(course, act, desk, answers):
    act.collect(course, "kinds", "hannah", {**answers.right, "q6": "Written in JupyterLab"})
    (course.submitted("hannah", "kinds") / "timestamp.txt").write_text("2026-01-02 01:00:00.000000 UTC")
    act.grade_all(course, "kinds", ["hannah"])

    assert "Written in JupyterLab" in lying(desk)


def test_the_learner_reads_what_each_line_earned_once_all_is_released(course, act, answers):
    act.hand_in(course, "kinds", "alice", {**answers.right, "q6": "FGF23 rises."})
    with registrar.opened(course) as process:
        process.look()
    desk = Desk(course)
    give(desk, "FGF23 rises.", lines=[0], adjust=0.5, comment="Say PTH.")
    released.release(course, "kinds")
    with registrar.opened(course) as process:
        process.look()
    with Records(course.records) as records:
        result = records.result("alice", "kinds")
    told = result["items"][-1]

    assert (told["points"], told["comment"], told["adjust"]) == (2.5, "Say PTH.", 0.5)
    assert [(line["points"], line["earned"]) for line in told["rubric"]] == [(2.0, 2.0), (1.0, 0.0)]


def test_the_registrar_leaves_word_of_how_many_answers_wait(course, act, answers, monkeypatch):
    monkeypatch.setattr(registrar, "PASSES", 0.0)
    note = course.runtime / "waiting.json"
    act.hand_in(course, "kinds", "alice", {**answers.right, "q6": "FGF23 rises."})
    with registrar.opened(course) as process:
        process.look()
        process.look()
        before = json.loads(note.read_text())
        give(Desk(course), "FGF23 rises.", lines=[0])
        process.look()

    assert (before, json.loads(note.read_text())) == ({"answers": 1}, {"answers": 0})


def test_lines_are_not_told_when_formgrader_gave_other_points_since(course, act, desk):
    give(desk, "No idea at all", lines=[0])
    in_formgrader(course, "dora", 1.0)
    with act.tools(course) as tools:
        marked = gradebook.marked(tools.book, gradebook.sheet_of(tools.book, "kinds"))

    assert marked["dora"].ticks == {}
