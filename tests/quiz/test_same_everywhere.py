"""Page, marking, feedback and a replay a year later speak of the same variant of the same question."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcinosis.quiz import variants
from calcinosis.quiz.marking import explain, mark
from calcinosis.quiz.present import present, sheet
from calcinosis.quiz.public import public_quiz
from calcinosis.quiz.quiz_file import Question, Quiz
from calcinosis.quiz.records import Submission
from calcinosis.quiz.replay import marked

LISTS = {
    "single": "options",
    "multiple": "options",
    "key-feature": "options",
    "next-test": "tests",
    "hotspot": "regions",
    "matching": "left",
}
LEARNERS = st.text("abcdefghijklmnopqrstuvwxyz0123456789._-", min_size=1, max_size=12)
DRAWN = {"calcium": {"from": 2.0, "to": 2.4, "step": 0.01}, "albumin": {"from": 20, "to": 39, "step": 1}}
COMPUTED = {
    "variables": DRAWN,
    "vignette": "Calcium {calcium}, albumin {albumin}.",
    "key": {"compute": "albumin_adjusted_calcium", "with": {"calcium": "calcium", "albumin": "albumin"}},
}


def quiz_of(*items, mode="graded"):
    questions = tuple(Question(name=f"q{place}", item=each, points=2.0) for place, each in enumerate(items, 1))
    return Quiz(
        id="a-quiz", title="A quiz", lesson=2, mode=mode, attempts=None, minutes=20, feedback="at-once",
        confidence=False, introduction=None, questions=questions,
    )  # fmt: skip


@pytest.mark.parametrize(("kind", "table"), LISTS.items())
@given(learner=LEARNERS)
def test_feedback_lists_the_options_as_the_learner_saw_them(item_factory, kind, table, learner):
    quiz = quiz_of(item_factory(kind))
    public = public_quiz(quiz)
    shown = [each["id"] for each in present(public, learner, 1)["items"][0][table]]
    seed = sheet(public, learner, 1)["q1"]["seed"]

    assert [each["id"] for each in explain(quiz.questions[0].item, None, seed=seed)["options"]] == shown


@given(learner=LEARNERS)
def test_feedback_on_a_case_lists_the_options_of_every_step_as_the_learner_saw_them(item_factory, learner):
    quiz = quiz_of(item_factory("case"))
    public = public_quiz(quiz)
    locked = {"q1": {"answer": {"s1": "a"}, "locked": ["s1"]}}
    first, second = present(public, learner, 1, locked)["items"][0]["steps"]
    seed = sheet(public, learner, 1)["q1"]["seed"]
    explained = explain(quiz.questions[0].item, None, seed=seed)["steps"]

    assert [each["id"] for each in explained[0]["options"]] == [each["id"] for each in first["question"]["tests"]]
    assert [each["id"] for each in explained[1]["options"]] == [each["id"] for each in second["question"]["options"]]


@given(learner=LEARNERS, attempt=st.integers(1, 9), mode=st.sampled_from(["practice", "graded", "exam"]))
def test_panel_marking_and_replay_hold_the_same_variant(item_factory, learner, attempt, mode):
    quiz = quiz_of(item_factory("numeric", **COMPUTED), mode=mode)
    public = public_quiz(quiz)
    seen = present(public, learner, attempt)["items"][0]
    row = sheet(public, learner, attempt)["q1"]
    right = float(seen["values"]["calcium"]) + 0.02 * (40 - float(seen["values"]["albumin"]))
    answer = {"value": f"{right:.2f}", "unit": "mmol/L"}
    # as the record keeps it, read a year later, when the author has changed the ranges
    kept = json.loads(json.dumps(row))
    handed_in = Submission("R", learner, "a-quiz", attempt, {"q1": {"answer": answer}}, {"q1": kept}, "2026-11-21")
    later = quiz_of(
        item_factory("numeric", **(COMPUTED | {"version": 2, "variables": {**DRAWN, "albumin": {"one_of": [1, 2]}}})),
        mode=mode,
    )

    assert seen["seed"] == row["seed"]
    assert mark(quiz.questions[0].item, answer, seed=row["seed"], points=2.0).verdict == "right"
    assert marked(later.questions[0], handed_in).points == 2.0
    assert variants.shown(public["items"][0]["variables"], kept["values"]) == seen["values"]


@given(learner=LEARNERS)
def test_a_graded_quiz_keeps_its_variant_over_attempts_and_practice_draws_anew(item_factory, learner):
    item = item_factory("numeric", **COMPUTED)

    def draws(mode):
        public = public_quiz(quiz_of(item, mode=mode))
        return [sheet(public, learner, attempt)["q1"]["seed"] for attempt in range(1, 6)]

    assert len(set(draws("graded"))) == len(set(draws("exam"))) == 1
    assert len(set(draws("practice"))) == 5
    assert draws("practice")[0] == draws("graded")[0]


@given(one=LEARNERS, other=LEARNERS)
def test_the_variant_depends_on_learner_item_and_version_alone(item_factory, one, other):
    quiz = quiz_of(item_factory("single"), item_factory("numeric", **COMPUTED))
    moved = replace(quiz, id="another", title="Another", questions=quiz.questions[::-1])
    seeds = {row["id"]: row["seed"] for row in sheet(public_quiz(quiz), one, 1).values()}

    assert {row["id"]: row["seed"] for row in sheet(public_quiz(moved), one, 1).values()} == seeds
    assert (sheet(public_quiz(quiz), other, 1)["q1"]["seed"] == seeds["an-single"]) == (one == other)
