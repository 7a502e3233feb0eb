"""The feedback page in a real browser: order, hints, what was dropped, where to look, which attempt counts."""

from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

from calcinosis.panels.feedback_page import FeedbackPage
from calcinosis.quiz.bank import load
from calcinosis.quiz.kinds.base import Hint
from calcinosis.quiz.marking import explain, hints_taken, mark
from calcinosis.quiz.present import present, sheet

QUIZ = load(Path(__file__).parent / "bank").quizzes["six"]
FIRST = QUIZ.questions[0]


@pytest.fixture
def lesson(learner):
    """Lesson 2 of 30 minutes, its second section three times as long as its first."""
    cells = [
        nbformat.v4.new_markdown_cell(f'<a id="{name}"></a>\n\n## The {name}\n\n' + "word " * words)
        for name, words in (("gut", 100), ("kidney", 300))
    ]
    course = {
        "lesson": 2,
        "question": "Where does it go?",
        "minutes": 30,
        "sections": [{"id": "gut", "title": "The gut"}, {"id": "kidney", "title": "The kidney that keeps a secret"}],
        "objectives": [{"text": "Say why", "sections": ["kidney"]}],
    }
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"title": "Balance", "calcinosis": course})
    nbformat.write(notebook, learner.apps / "lessons" / "02-balance.ipynb")


def publish(learner, six, *, score=0.5, **changes):
    """One attempt at question 1, marked and given back."""
    attempt = learner.records.begin("mara", "six", attempts=None).attempt
    learner.records.save("mara", "six", {"q1": {"answer": "a"}})
    submission = learner.records.submit("mara", "six", sheet(six, "mara", attempt))
    row = submission.sheet["q1"]
    item = {
        "name": "q1",
        "kind": "single",
        "title": FIRST.item.title,
        "points": score,
        "max": 1.0,
        "verdict": mark(FIRST.item, "a", seed=row["seed"]).verdict,
        "dropped": None,
        "reasons": [],
        "hints": [],
        "comment": None,
        "sources": [],
        "lesson": 2,
        "section": "kidney",
        "confidence": None,
        **explain(FIRST.item, "a", seed=row["seed"]),
        **changes,
    }
    result = {"quiz": "six", "title": "Six", "mode": "graded", "receipt": "x", "attempt": attempt, "score": score}
    times = {"submitted_at": submission.submitted_at, "graded_at": submission.submitted_at}
    learner.records.publish(
        submission.receipt, {**result, **times, "max": 6.0, "penalty": 0, "keys": True, "items": [item]}
    )


@pytest.fixture
def opened(stage):
    page = stage(lambda: FeedbackPage("six"))

    def open_it():
        page.open()
        return page.page

    return open_it


def test_options_stand_as_the_quiz_page_showed_them(learner, six, opened):
    publish(learner, six)
    shown = [option["text"] for option in present(six, "mara", 1)["items"][0]["options"]]

    texts = opened().locator(".question-review .option-text > span:first-child").all_inner_texts()

    assert texts == shown


@pytest.mark.usefixtures("lesson")
def test_the_way_to_the_section_says_which_one_and_how_long_it_takes(learner, six, opened):
    publish(learner, six)

    row = opened().locator(".looks li")

    expect(row).to_contain_text("The kidney that keeps a secret")
    expect(row).to_contain_text("Question 1 \u00b7 lesson 2, section 2 \u00b7 about 22 minutes")


def test_hints_taken_and_their_price_are_told(learner, six, opened, hinted):
    publish(learner, six, hints=hints_taken(hinted, 2, {}, 2.0))

    told = opened().locator(".review-hints")

    expect(told).to_contain_text("Hint you took \u00b7 cost 0.5 points")
    expect(told).to_contain_text("It comes from bone.")
    expect(told).to_contain_text("Hint you took \u00b7 cost nothing")


@pytest.fixture
def hinted():
    return replace(FIRST.item, hints=(Hint(text="It comes from bone.", cost=0.25), "It sheds phosphate."))


def test_a_question_taken_out_is_told_and_counts_nowhere(learner, six, opened):
    publish(learner, six, verdict="dropped", dropped="This question was taken out after the quiz.", max=0.0, points=0.0)
    page = opened()

    expect(page.locator(".feedback-words")).to_contain_text("One question not counted.")
    expect(page.locator(".verdicts li")).to_contain_text("Not counted")
    expect(page.locator(".review-dropped")).to_have_text("This question was taken out after the quiz.")
    assert page.locator(".row-points").inner_text() == ""


def test_an_unknown_quiz_is_named_and_offers_no_start(stage, learner):
    del learner
    page = stage(lambda: FeedbackPage("nope"))
    page.open()

    expect(page.page.locator(".feedback-words")).to_contain_text(
        "This course has no quiz of the name \u201cnope\u201d."
    )
    expect(page.page.get_by_role("link", name="Start quiz")).to_have_count(0)


def test_feedback_on_a_quiz_that_has_left_the_course_is_still_there(learner, six, opened):
    publish(learner, six)
    (learner.apps / "quizzes" / "six.public.json").unlink()

    expect(opened().locator(".score")).to_contain_text("0.5 of 6 points")
