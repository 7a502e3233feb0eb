"""Figures against worked examples, each done by hand beside it, and against classes of known make."""

import csv
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from calcinosis.quiz.analysis import (
    FEWEST,
    Responses,
    TooFew,
    analyse,
    as_csv,
    correlation,
    cronbach,
    efficiency,
    upper_lower,
)

# Five learners, three questions. Sums 3, 2, 2, 1, 0; by hand:
# variances of the questions 0.2, 0.3, 0.3 (5 p q / 4); of the sums 1.3; alpha = 3/2 (1 - 0.8/1.3) = 15/26
FIVE = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 1], [1, 0, 0], [0, 0, 0]], dtype=float)


def test_cronbachs_alpha_of_the_worked_example():
    assert cronbach(FIVE) == pytest.approx(15 / 26)


def test_alpha_of_identical_questions_is_one_and_of_a_single_one_undefined():
    assert cronbach(np.tile([[1.0], [0.0], [1.0]], 4)) == pytest.approx(1.0)
    assert cronbach(np.array([[1.0], [0.0]])) is None
    assert cronbach(np.ones((5, 3))) is None


def test_item_rest_correlation_of_the_worked_example():
    # question 2: x = 1 1 0 0 0, rest = 2 1 2 1 0; means 0.4, 1.2; sum of products 0.6 x 0.8 + 0.6 x -0.2 + -0.4 x 0.8
    # + -0.4 x -0.2 + -0.4 x -1.2 = 0.6; sums of squares 1.2 and 2.8; r = 0.6 / sqrt(3.36)
    item = FIVE[:, 1]

    assert correlation(item, FIVE.sum(axis=1) - item) == pytest.approx(0.6 / 3.36**0.5)


def test_point_biserial_equals_its_textbook_form():
    # (M1 - M0) / s x sqrt(p q), s with N: question 2, totals 3 2 2 1 0: M1 2.5, M0 1, s^2 1.04, p q 0.24
    assert correlation(FIVE[:, 1], FIVE.sum(axis=1)) == pytest.approx(1.5 / 1.04**0.5 * 0.24**0.5)


def test_correlation_of_what_does_not_vary_is_undefined():
    assert correlation(np.ones(4), np.arange(4.0)) is None


def test_efficiency_compares_with_the_best_these_scores_allow():
    # sorted: x = 0 0 0 1 1, rest = 0 1 1 2 2: sum of products -0.4 x (-1.2 - 0.2 - 0.2) + 0.6 x (0.8 + 0.8) = 1.6
    item = FIVE[:, 1]

    assert efficiency(item, FIVE.sum(axis=1) - item) == pytest.approx(0.6 / 1.6)
    assert efficiency(np.ones(5), np.arange(5.0)) is None


def test_upper_lower_index_compares_the_outer_27_percent():
    # eleven learners: groups of three; upper three earn 2 2 1 of 2, lower three 0 1 0
    item = np.array([0, 1, 0, 1, 1, 1, 1, 1, 1, 2, 2], dtype=float)

    assert upper_lower(item, np.arange(11.0), 2.0) == pytest.approx((5 / 3 - 1 / 3) / 2)


def a_class(learners, questions=10, *, seed=0, flipped=None):
    """A class answering by a logistic model, options a to d, key a; one question's key may be planted wrong."""
    random = np.random.default_rng(seed)
    ability = random.normal(size=learners)
    difficulty = np.linspace(-1.2, 1.2, questions)
    knows = random.random((learners, questions)) < 1 / (1 + np.exp(-1.4 * (ability[:, None] - difficulty)))
    chosen = np.where(knows, "a", random.choice(["b", "c", "d"], (learners, questions)))
    names = tuple(f"q{place}" for place in range(1, questions + 1))
    keys = dict.fromkeys(names, "a") | ({flipped: "b"} if flipped else {})
    scores = np.array([[float(row[place] == keys[name]) for place, name in enumerate(names)] for row in chosen])
    scores = scores.reshape(learners, questions)
    return Responses(
        names=names,
        most=np.ones(questions),
        scores=scores,
        chosen={name: [{each} for each in chosen[:, place]] for place, name in enumerate(names)},
        options=dict.fromkeys(names, ("a", "b", "c", "d")),
        keys={name: {key} for name, key in keys.items()},
        seconds={"q1": [10.0, 20.0, 60.0]},
    )


def test_figures_of_a_class_agree_with_their_formulas():
    responses = a_class(200)
    result = analyse(responses, resamples=200)
    totals = responses.scores.sum(axis=1)
    first = result.questions[0]

    assert (result.learners, result.left_out, result.caution) == (200, 0, None)
    assert result.mean == pytest.approx(totals.mean())
    assert result.error == pytest.approx(totals.std(ddof=1) * (1 - result.alpha.value) ** 0.5)
    assert result.alpha.low < result.alpha.value < result.alpha.high
    assert first.facility.value == responses.scores[:, 0].mean()
    assert first.facility.low < first.facility.value < first.facility.high
    assert first.discrimination.value == pytest.approx(
        np.corrcoef(responses.scores[:, 0], totals - responses.scores[:, 0])[0, 1]
    )
    assert first.point_biserial > first.discrimination.value
    assert 0 < first.efficiency <= 1
    assert (first.median_seconds, result.questions[1].median_seconds) == (20.0, None)


def test_options_are_counted_in_thirds_of_the_class():
    responses = a_class(90)
    question = analyse(responses, resamples=50).questions[5]

    assert [option.id for option in question.options] == ["a", "b", "c", "d"]
    assert sum(option.count for option in question.options) == 90
    for option in question.options:
        assert np.mean(option.thirds) == pytest.approx(option.share)
        assert option.low < option.share < option.high
    assert question.options[0].is_key
    assert question.options[0].thirds[0] < question.options[0].thirds[2]


def test_distractor_nobody_chooses_and_one_that_draws_the_strong_are_remarked():
    responses = a_class(100, 4)
    scores = responses.scores.copy()
    strong = np.argsort(-scores[:, 1:].sum(axis=1), kind="stable")[:30]
    chosen = np.full(100, "b", dtype=object)
    chosen[50:] = "a"
    chosen[strong] = "c"
    scores[:, 0] = chosen == "a"
    question = analyse(
        replace(responses, scores=scores, chosen={"q1": [{each} for each in chosen]}), resamples=50
    ).questions[0]
    remarks = {option.id: option.remark for option in question.options}

    assert remarks["c"] == "Learners who know more chose it more often."
    assert remarks["d"] == "Hardly anybody chose it: it distracts nobody."


@pytest.mark.parametrize("learners", [FEWEST - 1, 0])
def test_too_few_learners_are_refused_with_the_reason(learners):
    with pytest.raises(TooFew, match=f"{learners} learners are too few .* it needs 10 wholly marked"):
        analyse(a_class(learners))


def test_small_class_is_told_to_be_careful():
    assert analyse(a_class(FEWEST), resamples=20).caution.startswith("10 learners: the intervals are wide")


def test_learners_not_wholly_marked_are_left_out_and_counted():
    responses = a_class(20)
    responses.scores[3, 2] = np.nan
    result = analyse(responses, resamples=20)

    assert (result.learners, result.left_out) == (19, 1)
    assert sum(option.count for option in result.questions[0].options) == 19


def test_question_everyone_gets_right_has_no_discrimination():
    responses = a_class(20, 3)
    responses.scores[:, 0] = 1.0
    question = analyse(replace(responses, chosen={}), resamples=20).questions[0]

    assert (question.facility.value, question.discrimination, question.efficiency, question.alarm) == (
        1.0,
        None,
        None,
        None,
    )


def test_class_with_equal_totals_has_no_alpha():
    result = analyse(Responses(names=("q1", "q2"), most=np.ones(2), scores=np.tile([1.0, 0.0], (12, 1))), resamples=20)

    assert (result.alpha, result.error) == (None, None)


def test_planted_wrong_key_raises_the_alarm_in_classes_of_a_hundred():
    alarms = [analyse(a_class(100, seed=seed, flipped="q5"), resamples=100).questions[4].alarm for seed in range(40)]

    assert sum(alarm is not None for alarm in alarms) >= 38
    assert alarms[0] == "Learners who know more choose 'a' rather than the key 'b': check the key."


def test_right_keys_hardly_ever_raise_it():
    alarms = [
        question.alarm for seed in range(12) for question in analyse(a_class(100, seed=seed), resamples=100).questions
    ]

    assert sum(alarm is not None for alarm in alarms) <= 1


def test_question_answered_by_guessing_seldom_raises_it():
    alarms = 0
    for seed in range(60):
        responses, random = a_class(100, seed=seed), np.random.default_rng(seed + 1000)
        guessed, scores = random.choice(["a", "b", "c", "d"], 100), responses.scores.copy()
        scores[:, 4] = guessed == "a"
        chosen = {**responses.chosen, "q5": [{each} for each in guessed]}
        alarms += analyse(replace(responses, scores=scores, chosen=chosen), resamples=60).questions[4].alarm is not None

    assert alarms / 60 < 0.25


def several(learners, *, seed, key):
    """A question with two right options, a and c, keyed as told, among nine with one."""
    responses, random = a_class(learners, seed=seed), np.random.default_rng(seed + 1)
    knows = responses.scores.sum(axis=1) + random.normal(size=learners) > 5
    chosen = [{"a", "c"} if each else set(random.choice(["a", "b", "c", "d"], 2, replace=False)) for each in knows]
    scores = responses.scores.copy()
    scores[:, 0] = [each == key for each in chosen]
    changes = {"chosen": {**responses.chosen, "q1": chosen}, "keys": {**responses.keys, "q1": key}}
    return analyse(replace(responses, scores=scores, **changes), resamples=60).questions[0]


@pytest.mark.parametrize(
    ("key", "words"),
    [({"a", "c"}, None), ({"a", "b"}, "leave the right option 'b'"), ({"a", "b", "d"}, "leave the right option 'b'")],
)
def test_questions_with_several_right_options_are_judged_option_by_option(key, words):
    alarms = [several(150, seed=seed, key=key).alarm for seed in range(10)]

    assert [alarm is None for alarm in alarms] == [words is None] * 10
    assert words is None or all(words in alarm for alarm in alarms)


def test_right_option_left_out_of_the_key_is_named():
    alarm = several(150, seed=3, key={"a"} | {"d"}).alarm

    assert alarm == "Learners who know more choose the wrong option 'c': check the key."


def test_wrong_key_of_a_question_that_nearly_all_can_answer_raises_it():
    responses = a_class(60)
    picked = ["b"] * 60
    picked[7] = picked[19] = "a"  # two slips of the pen
    scores = responses.scores.copy()
    scores[:, 0] = [each == "a" for each in picked]
    chosen = {**responses.chosen, "q1": [{each} for each in picked]}
    questions = analyse(replace(responses, scores=scores, chosen=chosen), resamples=60).questions

    assert questions[0].alarm == "Most of the strongest third choose 'b' rather than the key 'a': check the key."
    assert all(question.alarm is None for question in questions[1:])


def test_two_accepted_options_are_judged_together():
    responses = a_class(150)
    random = np.random.default_rng(5)
    both = [{str(random.choice(["a", "b"]))} if right else {"c"} for right in responses.scores[:, 0]]
    chosen, keys = {**responses.chosen, "q1": both}, {**responses.keys, "q1": {"a", "b"}}
    question = analyse(replace(responses, chosen=chosen, keys=keys, best={"q1"}), resamples=60).questions[0]

    assert question.alarm is None
    assert [option.is_key for option in question.options] == [True, True, False, False]


def test_table_holds_every_figure():
    lines = as_csv("serum", analyse(a_class(40, 3), resamples=30)).splitlines()

    assert lines[0].startswith("quiz,learners,left out,mean")
    assert lines[1].startswith("serum,40,0,")
    assert lines[2].split(",")[:2] == ["question", "facility"]
    assert [line.split(",")[0] for line in lines[3:]] == ["q1", "q2", "q3"]
    assert "a* " in lines[3]
    assert {len(row) for row in csv.reader(lines[2:])} == {13}


def test_table_leaves_open_what_is_not_defined():
    result = analyse(Responses(names=("q1", "q2"), most=np.ones(2), scores=np.tile([1.0, 0.0], (12, 1))), resamples=9)

    assert as_csv("serum", result).splitlines()[1] == "serum,12,0,1,0,,,,,,"


def test_question_without_options_raises_it_when_the_strong_do_worse():
    responses = a_class(100)
    scores = responses.scores.copy()
    scores[:, 0] = 1 - scores[:, 1]
    result = analyse(Responses(names=responses.names, most=responses.most, scores=scores), resamples=100)

    assert result.questions[0].alarm == "Learners who know more do worse here: check the key and the wording."
    assert all(question.alarm is None for question in result.questions[2:])


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    # facility of the middle question over 100 classes of 60: its true value by a class of 200 000
    truth = a_class(200_000, 3, seed=99).scores[:, 1].mean()
    held = 0
    for seed in range(100):
        facility = analyse(a_class(60, 3, seed=seed), resamples=120).questions[1].facility
        held += facility.low <= truth <= facility.high

    assert 0.88 <= held / 100 <= 0.99


def test_same_answers_give_the_same_figures():
    assert analyse(a_class(30), resamples=50) == analyse(a_class(30), resamples=50)


@settings(max_examples=30)
@given(
    arrays.arrays(float, st.tuples(st.integers(10, 15), st.integers(1, 5)), elements=st.sampled_from([0.0, 0.5, 1.0]))
)
def test_figures_never_leave_their_range(scores):
    names = tuple(f"q{place}" for place in range(scores.shape[1]))
    result = analyse(Responses(names=names, most=np.ones(len(names)), scores=scores), resamples=20)

    assert result.alpha is None or result.alpha.value <= 1 + 1e-9
    for question in result.questions:
        assert 0 <= question.facility.low <= question.facility.value <= question.facility.high <= 1
        assert -1 - 1e-9 <= question.upper_lower <= 1 + 1e-9
        assert question.discrimination is None or -1 - 1e-9 <= question.discrimination.value <= 1 + 1e-9
        assert question.efficiency is None or question.efficiency <= 1 + 1e-9
