"""The feedback page in a real browser: order, hints, what was dropped, where to look, which attempt counts."""

import json
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

from calcinosis.panels.quiz.feedback_page import FeedbackPage
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


@pytest.fixture
def tries(learner, six):
    """Three attempts, of one, three and two points, at a quiz of which the rule is given."""

    def make(rule, attempts=3):
        quiz = {**six, "attempts": attempts, "counts": rule}
        (learner.apps / "quizzes" / "six.public.json").write_text(json.dumps(quiz), encoding="utf-8")
        for score in (1.0, 3.0, 2.0):
            publish(learner, quiz, score=score)

    return make


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("last", "The last attempt counts: 2 of 6 points."),
        ("first", "The first attempt counts: 1 of 6 points."),
        ("best", "The best attempt counts: 3 of 6 points."),
        ("average", "The average of all attempts counts: 2 of 6 points."),
    ],
)
def test_what_counts_of_several_attempts_is_said(tries, opened, rule, words):
    tries(rule)

    expect(opened().locator(".attempts p")).to_have_text(words)


def test_the_feedback_on_an_earlier_attempt_can_be_read(tries, opened):
    tries("best")
    page = opened()
    expect(page.locator(".score")).to_contain_text("2 of 6 points")
    page.get_by_role("button", name="Attempt 2").click()

    expect(page.locator(".score")).to_contain_text("3 of 6 points")
    expect(page.get_by_role("button", name="Attempt 2")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Attempt 2")).to_be_focused()


def test_asking_again_stays_with_the_attempt_that_was_chosen(tries, say):
    tries("best")
    page = FeedbackPage("six")
    chosen = say(page, {"type": "look", "key": page.page["key"], "attempt": 2})[0]["page"]

    assert chosen["attempt"] == 2
    assert say(page, {"type": "look", "key": chosen["key"], "attempt": 2}) == [{"type": "same"}]


@pytest.mark.parametrize(("attempts", "links"), [(3, 0), (4, 1), (None, 1)])
def test_a_further_attempt_is_offered_while_there_is_one(tries, opened, attempts, links):
    tries("best", attempts)

    expect(opened().get_by_role("link", name="Start attempt 4")).to_have_count(links)


def test_a_single_attempt_speaks_of_no_choice(learner, six, opened):
    publish(learner, six)

    expect(opened().locator(".attempts")).to_have_count(0)


def test_a_strange_attempt_shows_the_latest(tries, learner, say):
    tries("best")
    page = FeedbackPage("six")
    del learner

    for strange in (0, 9, -1, True, "2", None, [2]):
        answer = say(page, {"type": "look", "key": "", "attempt": strange})[0]

        assert answer["page"]["attempt"] == 3
