from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calcinosis.quiz.present import sheet
from calcinosis.quiz.public import public_quiz
from calcinosis.quiz.quiz_file import Question, Quiz
from calcinosis.quiz.recorded import Submission
from calcinosis.quiz.replay import marked, regrade, responses

VARIABLES = {"calcium": {"from": 2.0, "to": 2.4, "step": 0.02}, "albumin": {"from": 20, "to": 34, "step": 1}}
KEY = {"compute": "albumin_adjusted_calcium", "with": {"calcium": "calcium", "albumin": "albumin"}}


@pytest.fixture(name="quiz", scope="module")
def _quiz(item_factory):
    asked = [
        item_factory("single"),
        item_factory("multiple"),
        item_factory("numeric", key=KEY, variables=VARIABLES),
        item_factory("matching"),
        item_factory("short"),
    ]
    questions = tuple(Question(name=f"q{place}", item=each, points=2.0) for place, each in enumerate(asked, 1))
    return Quiz(
        id="serum", title="Serum", lesson=2, mode="graded", attempts=1, minutes=20, feedback="when-released",
        confidence=False, introduction=None, questions=questions,
    )  # fmt: skip


def handed_in(quiz, learner, answers, **more):
    entries = {name: {"answer": answer, **more} for name, answer in answers.items()}
    asked = sheet(public_quiz(quiz), learner, 1)
    return Submission(f"R-{learner}", learner, quiz.id, 1, entries, asked, "2026-11-21T10:00:00.000+00:00")


def points_of(quiz, submissions):
    return {
        (each.receipt, question.name): marked(question, each).points
        for each in submissions
        for question in quiz.questions
    }


def with_item(quiz, name, **changes):
    questions = tuple(
        replace(each, item=replace(each.item, **changes)) if each.name == name else each for each in quiz.questions
    )
    return replace(quiz, questions=questions)


@pytest.fixture(name="class_of_three")
def _class_of_three(quiz):
    return [
        handed_in(quiz, "ada", {"q1": "b", "q2": ["a", "b", "d"], "q5": "words"}),
        handed_in(quiz, "ben", {"q1": "a", "q2": ["a"]}),
        handed_in(quiz, "cleo", {}),
    ]


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "q1": st.sampled_from([None, "a", "b", "c", "z"]),
        "q2": st.lists(st.sampled_from("abcd"), unique=True),
        "q3": st.builds("2{}{:02}".format, st.sampled_from(".,"), st.integers(0, 99)).map(
            lambda typed: {"value": typed, "unit": "mmol/L"}
        ),
        "q4": st.dictionaries(st.sampled_from("ab"), st.sampled_from("pqr")),
        "q5": st.text(max_size=5),
    },
)


@settings(max_examples=60)
@given(classes=st.dictionaries(st.sampled_from(["ada", "ben", "cleo", "dan"]), ANSWERS))
def test_replay_against_the_same_bank_moves_nobody(quiz, classes):
    submissions = [handed_in(quiz, learner, answers) for learner, answers in classes.items()]
    result = regrade(quiz, submissions, points_of(quiz, submissions))

    assert result.moves == ()
    assert result.unchanged == len(submissions)


@settings(max_examples=60)
@given(classes=st.dictionaries(st.sampled_from(["ada", "ben", "cleo", "dan"]), ANSWERS, min_size=1))
def test_mended_key_moves_only_its_own_question(quiz, classes):
    submissions = [handed_in(quiz, learner, answers) for learner, answers in classes.items()]
    result = regrade(with_item(quiz, "q1", key="a"), submissions, points_of(quiz, submissions))
    answers = {each.learner: (each.entries.get("q1") or {}).get("answer") for each in submissions}

    assert {change.name for move in result.moves for change in move.changes} <= {"q1"}
    assert {move.learner for move in result.moves} == {who for who, answer in answers.items() if answer in ("a", "b")}
    assert all(move.by == (2.0 if answers[move.learner] == "a" else -2.0) for move in result.moves)


def test_report_says_who_moves_and_by_how_much(quiz, class_of_three):
    result = regrade(with_item(quiz, "q1", key="a", version=2), class_of_three, points_of(quiz, class_of_three))

    assert list(result.lines()) == [
        "serum: 2 of 3 submissions change; mean 1.56 of 10 before, 1.56 of 10 after",
        "ada: 4 to 2 (-2): q1 2 to 0",
        "ben: 0.67 to 2.67 (+2): q1 0 to 2",
    ]
    assert result.points["R-ben", "q1"] == 2.0


def test_scores_given_by_hand_are_kept(quiz, class_of_three):
    before = points_of(quiz, class_of_three) | {("R-ada", "q5"): 1.5, ("R-ada", "q1"): 1.0}
    result = regrade(with_item(quiz, "q1", key="a"), class_of_three, before, by_hand={("R-ada", "q5"), ("R-ada", "q1")})

    assert [move.learner for move in result.moves] == ["ben"]
    assert (result.points["R-ada", "q5"], result.points["R-ada", "q1"]) == (1.5, 1.0)
    assert "2 scores given by hand are kept" in list(result.lines())


@pytest.mark.parametrize(
    ("fate", "most", "by"),
    [("remove", 8.0, {"ada": -2.0}), ("everyone", 10.0, {"ben": 2.0, "cleo": 2.0})],
)
def test_dropped_question_is_removed_or_given_to_everyone(quiz, class_of_three, fate, most, by):
    result = regrade(quiz, class_of_three, points_of(quiz, class_of_three), dropped={"q1": fate})

    assert result.max_after == most
    assert {move.learner: move.by for move in result.moves} == by


def test_unknown_dropped_question_is_refused(quiz):
    with pytest.raises(ValueError, match="q9: no question of serum"):
        regrade(quiz, [], {}, dropped={"q9": "remove"})


def test_question_that_now_asks_another_item_is_kept_and_noted(quiz, class_of_three):
    changed = with_item(quiz, "q1", id="another", key="a")
    result = regrade(changed, class_of_three, points_of(quiz, class_of_three))

    assert result.moves == ()
    assert result.notes[0] == "ada: q1 is kept at 2: the learner was asked 'an-single', the quiz now asks 'another'"
    assert list(result.lines())[1:] == list(result.notes)


def test_numbers_seen_are_marked_even_after_the_ranges_changed(quiz, item_factory):
    submission = handed_in(quiz, "ada", {})
    seen = submission.sheet["q3"]["values"]
    right = seen["calcium"] + 0.02 * (40 - seen["albumin"])
    submission = replace(submission, entries={"q3": {"answer": {"value": f"{right:.2f}", "unit": "mmol/L"}}})
    ranges = {"calcium": {"from": 2.5, "to": 3.0, "step": 0.1}, "albumin": {"from": 40, "to": 50, "step": 1}}
    other = item_factory("numeric", key=KEY, variables=ranges)
    changed = with_item(quiz, "q3", variables=other.variables)

    assert regrade(changed, [submission], points_of(quiz, [submission])).moves == ()
    assert marked(changed.question("q3"), submission).points == 2.0


def test_hints_taken_are_counted(quiz, item_factory):
    hinted = with_item(quiz, "q1", hints=item_factory("single", hints=[{"text": "x", "cost": 0.5}]).hints)

    assert marked(hinted.question("q1"), handed_in(quiz, "ada", {"q1": "b"}, hints=1)).points == 1.0
    assert marked(hinted.question("q1"), handed_in(quiz, "ada", {"q1": "b"}, hints="x")).points == 2.0


def test_empty_class_has_nothing_to_regrade(quiz):
    result = regrade(quiz, [], {})

    assert (result.moves, result.mean_before, result.mean_after) == ((), 0.0, 0.0)
    assert responses(quiz, []).scores.shape == (0, 5)


def test_responses_of_a_class_leave_open_what_nobody_marked(quiz, class_of_three):
    table = responses(quiz, class_of_three)

    assert table.chosen["q1"] == [{"b"}, {"a"}, set()]
    assert table.chosen["q2"] == [{"a", "b", "d"}, {"a"}, set()]
    assert table.keys == {"q1": {"b"}, "q2": {"a", "b", "d"}}
    assert np.isnan(table.scores[0, 4])
    assert table.scores[1].tolist() == [0.0, 0.67, 0.0, 0.0, 0.0]
    assert responses(quiz, class_of_three, {("R-ada", "q5"): 1.5}).scores[0, 4] == 1.5


def test_responses_keep_the_time_spent(quiz):
    times = {("ada", 1): {"q1": 30.0}, ("ben", 1): {"q2": 5.0}, ("cleo", 2): {"q1": 99.0}}
    submissions = [handed_in(quiz, who, {"q1": "a"}) for who in ("ada", "ben", "cleo")]

    assert responses(quiz, submissions, times=times).seconds["q1"] == [30.0]
    assert responses(quiz, submissions).seconds["q1"] == []
