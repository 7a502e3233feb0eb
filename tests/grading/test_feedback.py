"""What a learner is told, and what is kept back."""

import json
from dataclasses import replace

import pytest

from calcinosis.grading import feedback
from calcinosis.grading.gradebook import Marked, Row
from calcinosis.grading.paper import paper
from calcinosis.quiz.records import Records


def marked(**points):
    rows = {name.replace("_", "-"): row for name, row in points.items()}
    return Marked(timestamp=None, rows=rows, comments={"q6": "See lesson 2."}, penalty=0.0)


@pytest.fixture
def handed_in(course, act, answers):
    act.collect(course, "kinds", "alice", answers.partly)
    marks = act.grade_all(course, "kinds", ["alice"])["alice"]
    with Records(course.records) as records:
        return paper(course, "kinds"), records.submission("alice", "kinds"), marks


def test_result_has_the_agreed_shape(handed_in):
    printed, submission, marks = handed_in
    result = feedback.result(printed, submission, marks, at="2026-11-21T10:00:00+00:00")

    assert {"quiz", "title", "receipt", "submitted_at", "graded_at", "score", "max", "items"} <= result.keys()
    assert json.loads(json.dumps(result)) == result
    expected = {"name", "id", "kind", "title", "points", "max", "verdict", "stem", "vignette", "given", "expected"}
    expected |= {"options", "why", "sources", "comment", "rubric", "lesson", "section", "confidence"}
    assert all(expected <= item.keys() for item in result["items"])
    assert result["score"] == 5.33
    assert [item["verdict"] for item in result["items"]] == ["right", "partly", "right", "partly", "partly", "waiting"]


def test_stem_shows_the_learners_own_numbers(handed_in):
    printed, submission, marks = handed_in
    stem = feedback.result(printed, submission, marks, at="")["items"][2]["stem"]

    assert "{calcium}" not in stem
    assert "Total calcium is 2." in stem


def test_an_exam_keeps_every_key_back(handed_in):
    printed, submission, marks = handed_in
    exam = replace(printed, quiz=replace(printed.quiz, mode="exam"))
    text = json.dumps(feedback.result(exam, submission, marks, at=""))

    assert "RATIONALE" not in text
    assert "RUBRIC" not in text
    assert "MODEL" not in text
    assert '"right": true' not in text
    assert '"expected": null' in text


@pytest.fixture
def handed_in_more(course, act, answers):
    act.collect(course, "more", "alice", answers.more_partly)
    marks = act.grade_all(course, "more", ["alice"])["alice"]
    with Records(course.records) as records:
        return paper(course, "more"), records.submission("alice", "more"), marks


def leaves(value, path=""):
    """Every value of a JSON object with the names on the way to it."""
    match value:
        case dict():
            for name, inner in value.items():
                yield from leaves(inner, f"{path}.{name}")
        case list():
            for inner in value:
                yield from leaves(inner, path)
        case _:
            yield path, value


def told_of(result):
    """The names of what a result tells of the keys."""
    names = {name.rsplit(".", 1)[-1] for name, value in leaves(result["items"]) if value is not None}
    return names & set(TELLING)


TELLING = ("right", "why", "expected", "votes", "panel", "harm", "harmful", "result", "share", "reasons", "rubric")


def test_an_exam_keeps_back_what_the_further_kinds_could_tell_of_their_keys(handed_in_more):
    printed, submission, marks = handed_in_more
    exam = replace(printed, quiz=replace(printed.quiz, mode="exam"))
    kept_back = told_of(feedback.result(exam, submission, marks, at=""))

    assert kept_back == set()
    assert {"right", "votes", "harmful", "result", "share"} <= told_of(
        feedback.result(printed, submission, marks, at="")
    )


def test_an_exam_tells_nothing_of_steps_of_a_case_that_were_never_opened(handed_in_more):
    printed, submission, marks = handed_in_more
    exam = replace(printed, quiz=replace(printed.quiz, mode="exam"))
    entries = {**submission.entries, "q6": {"answer": {"s1": "a"}, "locked": []}}
    steps = feedback.result(exam, replace(submission, entries=entries), marks, at="")["items"][5]["steps"]

    assert [step["name"] for step in steps] == ["s1"]


def test_hints_taken_are_told_with_what_they_cost(handed_in):
    printed, submission, marks = handed_in
    entries = {**submission.entries, "q1": {"answer": "b", "hints": 1}}
    item = feedback.result(printed, replace(submission, entries=entries), marks, at="")["items"][0]

    assert item["hints"] == [{"text": "HINT from bone", "cost": 0.25}]
    assert item["reasons"] == ["Hints cost 0.25 points."]


def test_keys_are_kept_back_while_a_graded_quiz_can_be_tried_again(handed_in):
    printed, submission, _ = handed_in
    twice = replace(printed, quiz=replace(printed.quiz, attempts=2))

    assert not feedback.shows_keys(twice, submission)
    assert feedback.shows_keys(twice, replace(submission, attempt=2))


def test_points_by_hand_count_before_those_of_the_machine(handed_in):
    printed, submission, marks = handed_in
    rows = {**marks.rows, "q1-test": Row(1.0, 0.0, 0.0, waiting=False), "q6": Row(None, 3.0, 0.5, waiting=False)}
    result = feedback.result(printed, submission, replace(marks, rows=rows), at="")

    assert result["items"][0]["verdict"] == "wrong"
    assert (result["items"][5]["verdict"], result["items"][5]["points"]) == ("right", 3.5)
    assert result["score"] == 7.83


def test_a_penalty_is_taken_off_and_never_more_than_all(handed_in):
    printed, submission, marks = handed_in

    assert feedback.result(printed, submission, replace(marks, penalty=1.0), at="")["score"] == 4.33
    assert feedback.result(printed, submission, replace(marks, penalty=99.0), at="")["score"] == 0.0


WAITING, DONE = Row(None, None, 0.0, waiting=True), Row(None, 1.0, 0.0, waiting=False)


@pytest.mark.parametrize(
    ("mode_and_rule", "row", "released", "due"),
    [
        (("practice", "at-once"), WAITING, False, True),
        (("graded", "at-once"), WAITING, False, False),
        (("graded", "at-once"), DONE, False, True),
        (("graded", "when-released"), DONE, False, False),
        (("graded", "when-released"), WAITING, True, False),
        (("graded", "when-released"), DONE, True, True),
        (("exam", "when-released"), DONE, False, False),
    ],
)
def test_when_a_result_is_due(built, mode_and_rule, row, released, due):
    mode, rule = mode_and_rule
    printed = paper(built, "kinds")
    quiz = replace(printed.quiz, mode=mode, feedback=rule)

    assert feedback.is_due(replace(printed, quiz=quiz), marked(q6=row), released=released) is due
