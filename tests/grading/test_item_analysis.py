"""Figures of the questions, against examples worked by hand."""

import csv
import io

import numpy as np
import pytest

from calcinosis.cli import main
from calcinosis.errors import CalcinosisError
from calcinosis.grading.item_analysis import Asked, analyse, as_csv, cronbach, discrimination

STEPS = np.array([[1.0, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]])
"""Guttman's staircase: variances 1/4, 1/3, 1/4, of the sum 5/3, so alpha is 3/2 (1 - 1/2)."""


def asked(name="q1", kind="single", key="b"):
    return Asked(name, f"item-{name}", 1, kind, 1.0, {"a": "A", "b": "B", "c": "C"}, frozenset(key))


def choices(*letters):
    return [[frozenset(letter)] for letter in letters]


def test_alpha_of_the_staircase_is_three_quarters():
    assert cronbach(STEPS) == pytest.approx(0.75)


def test_alpha_of_equal_questions_is_one_and_of_one_question_is_none():
    assert cronbach(np.tile([[0.0], [1.0], [1.0], [0.0]], 3)) == pytest.approx(1.0)
    assert cronbach(STEPS[:, :1]) is None


def test_discrimination_leaves_the_question_itself_out():
    # covariance 1/4, variances 1/4 and 11/12
    assert discrimination(STEPS, 0) == pytest.approx(0.25 / (0.25 * 11 / 12) ** 0.5)


def test_a_question_that_all_got_right_has_no_discrimination():
    assert discrimination(np.array([[1.0, 0], [1, 1], [1, 0]]), 0) is None


def test_error_of_measurement_follows_from_alpha():
    points = np.tile(STEPS, (5, 1))
    found = analyse([asked(f"q{n}") for n in range(3)], points, [[frozenset()] * 3] * 20)

    assert found.error == pytest.approx(found.deviation * (1 - found.alpha) ** 0.5)
    assert found.questions[0].facility == 0.75
    low, high = found.questions[0].facility_interval
    assert low < 0.75 < high


def test_same_answers_give_the_same_intervals():
    points = np.tile(STEPS, (5, 1))
    first, second = (analyse([asked(f"q{n}") for n in range(3)], points, [[frozenset()] * 3] * 20) for _ in range(2))

    assert first == second


def test_a_wrong_key_raises_the_alarm():
    points = np.array([[0.0, 1.0]] * 8 + [[1.0, 0.0]] * 4)
    found = analyse(
        [asked("q1"), asked("q2")], points, [[frozenset("c"), frozenset("b")]] * 8 + [[frozenset("b")] * 2] * 4
    )

    assert found.questions[0].alarm == "those who did well on the rest did badly on this question"


def test_a_favoured_distractor_raises_the_alarm():
    rest = np.array([[0.0, 1.0]] * 7 + [[1.0, 1.0]] * 3 + [[0.0, 0.0]] * 6)
    letters = ["c"] * 7 + ["b"] * 3 + ["a"] * 6
    found = analyse([asked("q1"), asked("q2")], rest, [[frozenset(letter), frozenset()] for letter in letters])

    assert found.questions[0].alarm is None
    assert [(choice.option, choice.chosen) for choice in found.questions[0].choices] == [("a", 6), ("b", 3), ("c", 7)]
    fewer = rest.copy()
    fewer[9, 1] = 0.0
    worse = analyse([asked("q1"), asked("q2")], fewer, [[frozenset(letter), frozenset()] for letter in letters])
    assert "option c was chosen more often" in worse.questions[0].alarm


def test_too_few_learners_are_refused_with_the_reason():
    with pytest.raises(CalcinosisError, match="4 learners are too few"):
        analyse([asked(f"q{n}") for n in range(3)], STEPS, [[frozenset()] * 3] * 4)


def test_the_command_writes_a_table_of_the_class(course, act, answers, capsys):
    for number in range(12):
        given = {**(answers.right if number % 3 else answers.wrong), "q6": None}
        act.collect(course, "kinds", f"learner{number:02d}", given)
    act.grade_all(course, "kinds", [f"learner{number:02d}" for number in range(12)])
    file = course.root / "items.csv"
    main(["items", "kinds", "--course", str(course.root), "--csv", str(file)])
    table = list(csv.DictReader(io.StringIO(file.read_text())))

    assert [row["question"] for row in table] == ["q1", "q2", "q3", "q4", "q5", "q6", "kinds"]
    assert table[0]["facility"] == "0.667"
    assert table[0]["options"].startswith("a 4 (0); b* 8 (7)")
    assert table[-1]["discrimination"].startswith("alpha 0.")
    assert capsys.readouterr().out == ""


def test_waiting_answers_are_left_out(course, act, answers, capsys):
    for number in range(12):
        act.collect(course, "kinds", f"learner{number:02d}", answers.right)
    act.grade_all(course, "kinds", [f"learner{number:02d}" for number in range(12)])

    assert main(["items", "kinds", "--course", str(course.root)]) == 1
    assert "0 learners are too few" in capsys.readouterr().err


def test_a_table_has_a_line_for_each_question_and_one_for_the_quiz():
    points = np.tile(STEPS, (5, 1))
    found = analyse([asked(f"q{n}") for n in range(3)], points, [[frozenset()] * 3] * 20)

    assert len(as_csv("quiz", found).splitlines()) == 5
