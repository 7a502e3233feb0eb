"""The item analysis of a class as its gradebook stands."""

import csv

import pytest

from calcinosis.cli import main
from calcinosis.grading.item_desk import ItemDesk


def grade(course, act, learners, given):
    for learner in learners:
        act.collect(course, "kinds", learner, given)
    act.grade_all(course, "kinds", learners)


def test_the_command_writes_a_table_of_the_class(course, act, answers, capsys):
    grade(course, act, [f"good{number}" for number in range(8)], {**answers.right, "q6": None})
    grade(course, act, [f"poor{number}" for number in range(4)], {**answers.wrong, "q6": None})
    file = course.root / "items.csv"
    main(["items", "kinds", "--course", str(course.root), "--csv", str(file)])
    quiz, figures, names, *questions = csv.reader(file.read_text().splitlines())

    assert figures[:3] == ["kinds", "12", "0"]
    assert quiz[0] == "quiz"
    assert names[:2] == ["question", "facility"]
    assert [row[:2] for row in questions][:2] == [["q1", "0.6667"], ["q2", "0.6667"]]
    assert "a 4; b* 8; c 0" in questions[0]
    assert capsys.readouterr().out == ""


def test_points_by_hand_count(course, act, answers):
    learners = [f"learner{number:02d}" for number in range(12)]
    grade(course, act, learners, {**answers.right, "q6": None})
    with act.tools(course) as tools:
        for learner in learners[:3]:
            for row in tools.book.find_submission("kinds", learner).notebooks[0].grades:
                if row.name == "q1-test":
                    row.manual_score = 0.0
        tools.book.db.commit()

    assert ItemDesk(course).analysis("kinds")["questions"][0]["facility"]["value"] == pytest.approx(0.75)


def test_only_the_question_is_left_out_whose_answers_wait_for_a_person(course, act, answers, capsys):
    grade(course, act, [f"learner{number:02d}" for number in range(12)], answers.right)

    assert main(["items", "kinds", "--course", str(course.root)]) == 0
    _, figures, _, *questions = csv.reader(capsys.readouterr().out.splitlines())
    assert figures[:3] == ["kinds", "12", "0"]
    assert [row[0] for row in questions] == ["q1", "q2", "q3", "q4", "q5"]
    assert main(["items", "kinds", "--course", str(course.root), "--csv", str(course.root / "no" / "items.csv")]) == 1
    assert "No such file or directory" in capsys.readouterr().err
