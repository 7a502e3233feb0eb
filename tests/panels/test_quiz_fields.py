"""What is typed on a quiz page: refused with a sentence at the field, never cut, never lost."""

import json

import pytest
from playwright.sync_api import expect

from calcinosis.panels.quiz.quiz_page import QuizPage


@pytest.fixture
def quiz(learner, stage):
    del learner
    opened = stage(lambda: QuizPage("six"))
    opened.open()
    return opened


def question(quiz, number):
    return quiz.page.locator("fieldset.question").nth(number - 1)


@pytest.mark.parametrize(
    ("typed", "why"),
    [("-2.6", "cannot be below 0"), ("9" * 24, "more digits than any measurement"), ("two", "This is not a number")],
)
def test_a_number_no_laboratory_prints_is_refused_at_its_field(quiz, learner, typed, why):
    field = question(quiz, 3).get_by_label("Your number")
    field.fill(typed)
    field.blur()

    expect(question(quiz, 3).locator(".q-note")).to_contain_text(why)
    expect(question(quiz, 3).locator(".number-question")).to_be_empty()
    expect(quiz.page.get_by_role("button", name="Question 3, not finished")).to_be_visible()
    assert field.input_value() == typed
    assert learner.records.draft("mara", "six").entries == {}


def test_a_refused_number_is_named_before_submitting(quiz):
    question(quiz, 3).get_by_label("Your number").fill("-2.6")
    expect(question(quiz, 3).locator(".q-note")).to_contain_text("below 0")
    quiz.page.get_by_role("button", name="Check and submit").click()

    expect(quiz.page.get_by_role("dialog").get_by_role("listitem").nth(2)).to_contain_text("cannot be below 0")


def test_a_forgotten_point_is_asked_about(quiz):
    field = question(quiz, 3).get_by_label("Your number")
    field.fill("262")
    field.blur()

    expect(question(quiz, 3).get_by_role("button", name="Did you mean 2.62?")).to_be_visible()


def test_a_number_of_many_digits_is_asked_about_without_a_guess(quiz):
    field = question(quiz, 3).get_by_label("Your number")
    field.fill("2620000")
    field.blur()

    expect(question(quiz, 3).locator(".number-question")).to_have_text(
        "2620000 mmol/L has no decimals. Is that what you mean?"
    )
    assert question(quiz, 3).get_by_role("button", name="Did you mean").count() == 0


def test_a_text_too_long_to_be_kept_is_not_cut_and_says_by_how_much(quiz, learner):
    text = "word " * 4000 + "end"
    question(quiz, 6).get_by_role("textbox").fill(text)

    expect(question(quiz, 6).locator(".q-note")).to_contain_text("3 characters too long to be kept; at most 20000 fit")
    assert question(quiz, 6).get_by_role("textbox").input_value() == text
    kept = json.loads(quiz.page.evaluate("localStorage.getItem('calcinosis.unsaved.mara.six.1')"))
    assert kept["q6"]["entry"]["answer"] == text
    question(quiz, 6).get_by_role("textbox").fill(text[3:])
    quiz.is_saved()
    assert learner.records.draft("mara", "six").entries["q6"]["answer"] == text[3:]


def test_how_many_words_count_as_answered_stands_beside_the_field(quiz):
    foot = question(quiz, 6).locator(".text-foot")
    expect(foot).to_contain_text("0 words \u00b7 about 10 is enough, counts as answered from 5")
    question(quiz, 6).get_by_role("textbox").fill("one two three four")
    disc = quiz.page.get_by_role("button", name="Question 6,")
    expect(disc).to_have_accessible_name("Question 6, not finished")
    question(quiz, 6).get_by_role("textbox").fill("one two three four five")

    expect(disc).to_have_accessible_name("Question 6, answered")
    expect(foot).not_to_contain_text("counts as answered")


def test_without_a_line_nothing_can_be_submitted_and_the_reason_stands_there(quiz):
    quiz.up = False
    expect(quiz.page.locator(".quiz-banner")).to_be_visible()
    quiz.page.get_by_role("button", name="Check and submit").click()

    submit = quiz.page.get_by_role("button", name="Submit as it is")
    expect(submit).to_be_disabled()
    expect(quiz.page.locator(".dialog-state")).to_contain_text("You can submit as soon as it is back")
    quiz.up = True
    expect(submit).to_be_enabled()
    expect(quiz.page.locator(".dialog-state")).to_have_text("Connected again.")


def test_a_line_lost_while_the_dialog_is_open_closes_the_way_to_submit(quiz):
    quiz.page.get_by_role("button", name="Check and submit").click()
    quiz.up = False

    expect(quiz.page.get_by_role("button", name="Submit as it is")).to_be_disabled()
    expect(quiz.page.get_by_role("button", name="Go back to question 1")).to_be_enabled()
