"""Hints on the quiz page: the price before, the text only when asked for, and no way back."""

import json

import pytest
from playwright.sync_api import expect

from calcinosis.panels.quiz.quiz_page import QuizPage
from calcinosis.quiz.records import Records

FIRST, SECOND = "Look at a phosphate of {phosphate} mmol/L.", "It comes from bone."


@pytest.fixture
def hinted(learner, six):
    """Question 1 has two hints, at a quarter and a half of its two points."""
    first = {
        **six["items"][0],
        "points": 2.0,
        "hints": [{"cost": 0.25}, {"cost": 0.5}],
        "variables": {"phosphate": {"one_of": [0.55]}},
    }
    quiz = {**six, "items": [first, *six["items"][1:]]}
    (learner.apps / "quizzes" / "six.public.json").write_text(json.dumps(quiz), encoding="utf-8")
    (learner.state / "hints").mkdir()
    (learner.state / "hints" / "six.json").write_text(json.dumps({"q1": [FIRST, SECOND]}), encoding="utf-8")
    return learner


def take(say, page, number, question="q1"):
    return say(page, {"type": "hint", "n": 1, "question": question, "number": number})[0]


def kept(learner, name="q1"):
    return learner.records.draft("mara", "six").entries.get(name)


def test_no_hint_is_in_what_the_page_is_made_of(hinted):
    del hinted

    assert "comes from bone" not in json.dumps(QuizPage("six").get_state(), default=str)


def test_a_hint_comes_with_the_learners_numbers_once_it_is_on_disk(hinted, say):
    answer = take(say, QuizPage("six"), 1)

    assert answer["hints"] == {"q1": ["Look at a phosphate of 0.55 mmol/L."]}
    assert Records(hinted.state / "records.db").draft("mara", "six").entries == {"q1": {"hints": 1}}


def test_hints_are_given_in_order_and_one_at_a_time(hinted, say):
    assert len(take(say, QuizPage("six"), 2)["hints"]["q1"]) == 1
    assert kept(hinted) == {"hints": 1}


def test_the_same_hint_twice_is_paid_once(hinted, say):
    page = QuizPage("six")
    take(say, page, 1)
    take(say, page, 1)

    assert kept(hinted) == {"hints": 1}


@pytest.mark.parametrize("asked", [("q1", 3), ("q1", 0), ("q1", True), ("q1", "1"), ("q2", 1), ("q9", 1), (None, 1)])
def test_a_hint_that_is_none_costs_nothing(hinted, say, asked):
    question, number = asked

    assert take(say, QuizPage("six"), number, question)["type"] == "failed"
    assert kept(hinted) is None


def test_a_hint_that_cannot_be_read_costs_nothing(hinted, say):
    (hinted.state / "hints" / "six.json").unlink()

    assert "nothing was taken for it" in take(say, QuizPage("six"), 1)["why"]
    assert kept(hinted) is None


def test_a_page_cannot_say_how_many_hints_were_taken(hinted, say):
    page = QuizPage("six")
    take(say, page, 1)
    for forged in (0, 2, -1):
        say(page, {"type": "save", "n": 2, "entries": {"q1": {"answer": "a", "hints": forged}}})

        assert kept(hinted) == {"answer": "a", "hints": 1}


def test_taking_a_hint_leaves_the_answer_and_a_change_of_another_window_as_they_are(hinted, say):
    page = QuizPage("six")
    hinted.records.save("mara", "six", {"q1": {"answer": "c", "flag": True}, "q2": {"answer": ["a"]}})
    take(say, page, 1)

    assert kept(hinted) == {"answer": "c", "flag": True, "hints": 1}
    assert kept(hinted, "q2") == {"answer": ["a"]}


def test_after_submission_no_hint_is_given(hinted, say):
    page = QuizPage("six")
    hinted.records.submit("mara", "six", {})

    assert "hints" not in take(say, page, 1)
    assert kept(hinted) is None


@pytest.fixture
def quiz(hinted, stage):
    del hinted
    opened = stage(lambda: QuizPage("six"))
    opened.open()
    return opened


def question(quiz):
    return quiz.page.locator("fieldset.question").first


def test_the_price_stands_on_the_control_and_the_text_stays(quiz, hinted):
    question(quiz).get_by_role("button", name="Show hint 1 of 2 (costs 0.5 points)").click()
    expect(question(quiz).get_by_role("list", name="Hints")).to_contain_text("Look at a phosphate of 0.55")
    quiz.page.reload()

    expect(question(quiz).get_by_role("list", name="Hints")).to_contain_text("Look at a phosphate of 0.55")
    expect(question(quiz).get_by_role("button", name="Show hint 2 of 2 (costs 1 point)")).to_be_visible()
    assert kept(hinted) == {"hints": 1}


def test_hints_are_taken_by_keyboard_and_the_last_one_keeps_the_place(quiz):
    ask = question(quiz).get_by_role("button", name="Show hint")
    ask.focus()
    quiz.page.keyboard.press("Enter")
    expect(ask).to_contain_text("Show hint 2 of 2")
    quiz.page.keyboard.press("Enter")

    expect(question(quiz).locator(".hints-taken li")).to_have_count(2)
    expect(ask).to_be_hidden()
    expect(question(quiz).locator(".hints-taken li").last).to_be_focused()
    expect(question(quiz).locator(".hints-taken li").last).to_contain_text(SECOND)


def test_an_answer_given_after_a_hint_is_saved(quiz, hinted):
    question(quiz).get_by_role("button", name="Show hint").click()
    expect(question(quiz).locator(".hints-taken li")).to_have_count(1)
    quiz.page.reload()
    question(quiz).get_by_text("FGF23").click()

    # a change is kept on this device until the store has it
    quiz.is_saved()
    expect(question(quiz).locator(".q-note")).to_be_empty()
    assert kept(hinted) == {"answer": "c", "hints": 1}


def test_without_a_line_the_hint_is_not_taken_and_the_page_says_so(quiz, hinted):
    quiz.up = False
    quiz.page.evaluate("window.cut = true")
    question(quiz).get_by_role("button", name="Show hint").click()

    expect(question(quiz).locator(".q-note")).to_contain_text("the hint was not taken and costs nothing")
    assert kept(hinted) is None
