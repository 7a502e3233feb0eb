"""Every further kind of question: answered in a real browser, kept, looked back on."""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from calcinosis.panels.quiz.feedback_page import FeedbackPage
from calcinosis.panels.quiz.quiz_page import QuizPage
from calcinosis.quiz.bank import load
from calcinosis.quiz.marking import explain
from calcinosis.quiz.present import sheet
from calcinosis.quiz.public import public_quiz

QUIZ = load(Path(__file__).parent / "bank").quizzes["more"]


@pytest.fixture
def quiz(learner, stage):
    (learner.apps / "quizzes" / "more.public.json").write_text(json.dumps(public_quiz(QUIZ)), encoding="utf-8")
    opened = stage(lambda: QuizPage("more"))
    opened.open()
    return opened


def kept(learner, quiz, number):
    quiz.is_saved()
    return learner.records.draft("mara", "more").entries[f"q{number}"]


def question(quiz, number):
    return quiz.page.locator("fieldset.question").nth(number - 1)


def test_blanks_are_filled_by_their_labels(quiz, learner):
    question(quiz, 1).get_by_label("first hormone").fill("FGF23")

    assert kept(learner, quiz, 1) == {"answer": {"a": "FGF23"}}
    expect(quiz.page.locator(".end-words")).to_contain_text("0 of 7 answered")


def test_a_place_is_marked_on_the_picture_or_chosen_from_the_list(quiz, learner):
    film = question(quiz, 2).locator(".hotspot-film")
    film.scroll_into_view_if_needed()
    box = film.bounding_box()
    film.click(position={"x": box["width"] * 0.2, "y": box["height"] * 0.5})
    pointed = kept(learner, quiz, 2)
    expect(question(quiz, 2).locator(".hotspot-told")).to_have_text("Thumb pulp")
    question(quiz, 2).get_by_role("radio", name="Wrist").check()
    listed = kept(learner, quiz, 2)
    film.focus()
    for _ in range(8):  # from the middle to the left, where the thumb is
        quiz.page.keyboard.press("ArrowLeft")
    quiz.page.keyboard.press("Shift+ArrowUp")
    quiz.page.keyboard.press("Enter")

    assert (pointed, listed) == ({"answer": ["thumb"]}, {"answer": ["wrist"]})
    expect(question(quiz, 2).get_by_role("radio", name="Thumb pulp")).to_be_checked()
    assert kept(learner, quiz, 2) == {"answer": ["thumb"]}


def test_no_more_key_features_than_asked_for_can_be_chosen(quiz, learner):
    for text in ("Refer", "Stop warfarin"):
        question(quiz, 3).get_by_role("checkbox", name=text).check()

    assert kept(learner, quiz, 3) == {"answer": ["b", "c"]}
    assert question(quiz, 3).get_by_role("checkbox", name="Wait").is_disabled()


def test_a_finding_is_judged_on_five_points(quiz, learner):
    question(quiz, 4).get_by_role("radio", name="much less likely").check()

    assert kept(learner, quiz, 4) == {"answer": -2}


def test_a_test_shows_cost_wait_and_harm_before_it_is_chosen(quiz, learner):
    expect(question(quiz, 5)).to_contain_text("cost 8 \u00b7 result in 4 d \u00b7 can harm: ulcer")
    question(quiz, 5).get_by_role("radio", name="X-ray").check()

    assert kept(learner, quiz, 5) == {"answer": "b"}
    assert "Vessels show" not in json.dumps(quiz.widget.page)


def test_a_case_opens_its_next_step_only_when_the_one_before_is_locked(quiz, learner):
    assert "XLATERX" not in json.dumps(quiz.widget.get_state(), default=str)
    question(quiz, 6).get_by_role("radio", name="Gout").check()
    question(quiz, 6).get_by_role("button", name="Lock this answer").click()
    expect(question(quiz, 6)).to_contain_text("XLATERX")
    expect(question(quiz, 6).get_by_role("radio", name="Calciphylaxis")).to_be_disabled()
    question(quiz, 6).get_by_role("checkbox", name="Warfarin").check()

    assert kept(learner, quiz, 6) == {"answer": {"s1": "b", "s2": ["c"]}, "locked": ["s1"]}


def test_a_case_is_found_again_as_it_was_left(quiz, learner):
    question(quiz, 6).get_by_role("radio", name="Gout").check()
    question(quiz, 6).get_by_role("button", name="Lock this answer").click()
    expect(question(quiz, 6)).to_contain_text("XLATERX")
    quiz.page.reload()

    expect(question(quiz, 6)).to_contain_text("XLATERX")
    expect(question(quiz, 6).get_by_role("radio", name="Gout")).to_be_checked()
    expect(question(quiz, 6).get_by_role("radio", name="Gout")).to_be_disabled()
    assert learner.records.draft("mara", "more").entries["q6"]["locked"] == ["s1"]


def test_a_program_begins_with_what_was_given_and_that_is_no_answer(quiz, learner):
    field = question(quiz, 7).get_by_role("textbox")
    assert field.input_value().startswith("def product")
    field.fill("def product(calcium, phosphate):\n    return calcium * phosphate\n")

    assert kept(learner, quiz, 7)["answer"].endswith("calcium * phosphate\n")


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_on_any_kind(quiz, width):
    quiz.page.set_viewport_size({"width": width, "height": 900})

    found = Axe().run(quiz.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})

    assert [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in found.response["violations"]] == []
    assert quiz.page.evaluate("document.documentElement.scrollWidth") == width


def test_every_kind_can_be_looked_back_on(stage, learner):
    given = {
        "q1": {"a": "FGF23"},
        "q2": ["wrist"],
        "q3": ["a", "c"],
        "q4": 0,
        "q5": "a",
        "q6": {"s1": "b", "s2": ["a"]},
        "q7": "def product(a, b):\n    return a\n",
    }
    learner.records.save("mara", "more", {name: {"answer": answer} for name, answer in given.items()})
    public = public_quiz(QUIZ)
    (learner.apps / "quizzes" / "more.public.json").write_text(json.dumps(public), encoding="utf-8")
    submission = learner.records.submit("mara", "more", sheet(public, "mara", 1))
    items = [
        {
            "name": each.name,
            "id": each.item.id,
            "kind": each.item.kind,
            "title": each.item.title,
            "points": 0.0,
            "max": 1.0,
            "verdict": "partly",
            "reasons": [],
            "comment": None,
            "sources": [],
            "lesson": 2,
            "section": None,
            "confidence": None,
            **explain(each.item, given[each.name], seed=submission.sheet[each.name]["seed"]),
        }
        for each in QUIZ.questions
    ]
    result = {
        "quiz": "more",
        "title": "More",
        "mode": "graded",
        "receipt": "x",
        "score": 0.0,
        "max": 7.0,
        "items": items,
    }
    times = {"submitted_at": submission.submitted_at, "graded_at": submission.submitted_at}
    learner.records.publish(submission.receipt, {**result, **times, "penalty": 0, "keys": True})
    opened = stage(lambda: FeedbackPage("more"))
    opened.open()

    reviews = opened.page.locator(".question-review")
    for number, words in enumerate(
        [
            "PTH",
            "Thumb pulp",
            "Harmful.",
            "6 of the panel.",
            "Result: Mineral in arterioles.",
            "It was calcip",
            "return a",
        ],
        1,
    ):
        expect(reviews.nth(number - 1)).to_contain_text(words)
    film = reviews.nth(1).get_by_role("img", name="A hand")
    assert film.evaluate("film => film.shadowRoot.querySelectorAll('g > path').length") == 4  # two rings, outlined
    expect(reviews.nth(1)).to_contain_text("The ring with ticks is your mark. The dashed ring is the right place.")
    expect(reviews.nth(3)).to_contain_text("You thought of calciphylaxis. Then you found a painless nodule.")
    expect(reviews.nth(3).locator(".fate-missed")).to_contain_text("Your answer, and some of the panel\u2019s")
    expect(reviews.nth(3).locator(".fate-edge")).to_contain_text("Most of the panel")


def test_a_locked_step_looks_locked_and_says_so(quiz):
    question(quiz, 6).get_by_role("radio", name="Gout").check()
    question(quiz, 6).get_by_role("button", name="Lock this answer").click()
    first = question(quiz, 6).locator(".case-step").first

    expect(first.locator(".case-locked")).to_have_text("This answer is locked.")
    expect(first.locator(".option").filter(has_text="Calciphylaxis")).to_have_css("border-top-style", "dashed")
