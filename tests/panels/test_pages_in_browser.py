"""Home, feedback, checks and sources in a real browser."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from calcinosis.content.claims import claims
from calcinosis.panels.home.home_page import HomePage
from calcinosis.panels.quiz.check import Check
from calcinosis.panels.quiz.feedback_page import FeedbackPage
from calcinosis.panels.reading.sources import Sources
from calcinosis.quiz.bank import load
from calcinosis.quiz.marking import explain, mark
from calcinosis.quiz.present import sheet
from calcinosis.quiz.records import shown

BANK = Path(__file__).parent / "bank"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCRIPT = "<script>document.title = 'owned'</script><img src=x onerror=\"document.title = 'owned'\">"
ANSWERS = {
    "q1": {"answer": "b", "confidence": 4},
    "q2": {"answer": ["a", "c"], "confidence": 2},
    "q3": {"answer": {"value": "2,62", "unit": "mmol/L"}, "confidence": 3},
    "q4": {"answer": ["b", "c", "a", "d"]},
    "q5": {"answer": {"a": "q"}},
    "q6": {"answer": SCRIPT},
}


def faults_of(page, *, part=False):
    """Give axe's findings; a part of a page has no first heading of its own."""
    rules = {"page-has-heading-one": {"enabled": not part}}
    found = Axe().run(page, options={"runOnly": WCAG, "rules": rules}).response["violations"]
    return [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in found]


def hand_in(learner, six):
    learner.records.save("mara", "six", ANSWERS)
    return learner.records.submit("mara", "six", sheet(six, "mara", 1))


def publish(learner, submission):
    items, quiz = [], load(BANK).quizzes["six"]
    for question in quiz.questions:
        answer, seed = ANSWERS[question.name]["answer"], submission.sheet[question.name]["seed"]
        marked = mark(question.item, answer, seed=seed, points=question.points)
        items.append(
            {
                "name": question.name,
                "kind": question.item.kind,
                "title": question.item.title,
                "points": marked.points,
                "max": question.points,
                "verdict": "partly" if marked.verdict == "waiting" else marked.verdict,
                "reasons": list(marked.reasons),
                "comment": SCRIPT if question.item.kind == "short" else None,
                "sources": [{"key": "x", "text": "Blaine 2015", "url": "javascript:document.title='owned'"}],
                "lesson": 2,
                "section": question.item.section,
                "confidence": ANSWERS[question.name].get("confidence"),
                **explain(question.item, answer, seed=seed),
            }
        )
    learner.records.publish(
        submission.receipt,
        {
            "quiz": "six",
            "title": quiz.title,
            "mode": "graded",
            "receipt": shown(submission.receipt),
            "attempt": 1,
            "submitted_at": submission.submitted_at,
            "graded_at": submission.submitted_at,
            "score": sum(item["points"] for item in items),
            "max": 6.0,
            "penalty": 0,
            "keys": True,
            "items": items,
        },
    )


@pytest.fixture
def feedback(learner, stage, six):
    opened = stage(lambda: FeedbackPage("six"))
    opened.submission = hand_in(learner, six)
    return opened


def test_waiting_turns_into_the_result_by_itself(feedback, learner):
    feedback.open()
    expect(feedback.page.get_by_role("heading", level=1)).to_have_text("Submitted, waiting for the result")
    publish(learner, feedback.submission)

    expect(feedback.page.locator(".score")).to_contain_text("of 6 points")


def test_what_a_learner_or_teacher_wrote_never_runs(feedback, learner):
    publish(learner, feedback.submission)
    feedback.open()

    expect(feedback.page.locator(".review-text")).to_have_text(SCRIPT)
    expect(feedback.page.locator(".review-comment")).to_contain_text(SCRIPT)
    assert feedback.page.locator("a[href^='javascript']").count() == 0
    assert feedback.page.title() == "Course"


def test_questions_not_fully_right_are_open_and_right_ones_open_on_request(feedback, learner):
    publish(learner, feedback.submission)
    feedback.open()
    sections = feedback.page.locator(".question-review")

    assert [sections.nth(place).is_visible() for place in range(6)] == [True, True, False, True, True, True]
    feedback.page.get_by_role("button", name="A number").click()
    expect(sections.nth(2)).to_be_visible()


def test_a_key_that_is_kept_back_is_not_shown(feedback, learner):
    publish(learner, feedback.submission)
    result = learner.records.result("mara", "six")
    result["keys"] = False
    for item in result["items"]:
        options = [{**option, "right": None, "why": None} for option in item["options"]]
        item.update(expected=None, why=None, rubric=[], options=options)
    learner.records.publish(feedback.submission.receipt, {**result, "graded_at": "2026-11-21T12:00:00+00:00"})
    feedback.open()

    expect(feedback.page.locator(".kept-back")).to_be_visible()
    assert feedback.page.locator(".fate-right, .fate-edge, .fate-missed, .pair-key").count() == 0
    assert "Right answer" not in feedback.page.locator(".reviews").inner_text()


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_axe_finds_nothing_on_feedback_and_nothing_needs_sideways_scrolling(feedback, learner, width):
    publish(learner, feedback.submission)
    feedback.page.set_viewport_size({"width": width, "height": 900})
    feedback.open()

    assert faults_of(feedback.page) == []
    assert feedback.page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_axe_finds_nothing_on_home_and_nothing_needs_sideways_scrolling(stage, width):
    home = stage(HomePage)
    home.page.set_viewport_size({"width": width, "height": 900})
    home.open()

    assert faults_of(home.page) == []
    assert home.page.evaluate("document.documentElement.scrollWidth") == width


def test_home_shows_a_new_state_without_being_loaded_anew(stage, learner):
    home = stage(HomePage)
    home.open()
    learner.records.save("mara", "six", {"q1": {"answer": "a"}})

    expect(home.page.get_by_text("1 of 6 answered, saved").first).to_be_visible()
    assert home.loads == 1


def test_home_has_one_primary_button_and_it_leads_to_what_was_touched_last(stage, learner):
    learner.records.save("mara", "six", {"q1": {"answer": "a"}})
    home = stage(HomePage)
    home.open()

    assert home.page.locator(".button.primary").all_inner_texts() == ["Continue quiz"]
    assert home.page.locator(".button.primary").get_attribute("href") == "quizzes/six.ipynb"


@pytest.fixture
def check(learner, stage):
    pool = learner.state.parent / "lessons" / "checks"
    pool.mkdir(parents=True)
    (pool / "02.yaml").write_text((BANK / "items" / "kinds.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    opened = stage(lambda: Check("kind-single", "kind-matching"))
    opened.open()
    return opened


def test_a_check_gives_the_reason_inside_the_chosen_option(check):
    check.page.get_by_role("radio", name="Calcitonin").check()
    expect(check.page.locator(".fate-wrong")).to_contain_text("It hardly moves phosphate.")
    check.page.get_by_role("radio", name="FGF23").check()

    expect(check.page.locator(".fate-right")).to_contain_text("It sheds phosphate with the urine.")
    assert "It raises phosphate." not in check.page.locator(".check").first.inner_text()
    check.page.get_by_role("button", name="Why the others are wrong").click()
    expect(check.page.locator(".check").first).to_contain_text("It raises phosphate.")
    assert faults_of(check.page, part=True) == []


def test_a_check_of_several_parts_is_answered_with_a_button(check):
    check.page.get_by_label("FGF23").nth(1).select_option(label="Phosphate and calcitriol down")
    check.page.get_by_role("button", name="Check my answer").click()

    expect(check.page.locator(".check-verdict")).to_have_text("Partly right")


def test_a_check_says_when_nobody_answers(check):
    check.up = False
    check.page.get_by_role("radio", name="Calcitonin").check()

    expect(check.page.locator(".q-note").first).to_contain_text("The course does not answer")


@pytest.fixture
def lesson(stage):
    opened = stage(Sources)
    opened.open = lambda: None
    claim = next(claim for claim in claims().values() if claim.sources and claim.grade == "B")
    opened.page.goto("http://course.test/voila/render/lessons/02.ipynb")
    opened.page.wait_for_selector(".calcinosis", state="attached")
    opened.page.evaluate(
        "(id) => { document.querySelector('.prose').innerHTML = "
        "`<p style='max-width: 660px'>Long known. <a href='#claim-${id}'>A stated fact</a>.</p>`; }",
        claim.id,
    )
    opened.page.wait_for_selector("a.claim[aria-expanded]")
    opened.page.wait_for_selector(".source-list li", state="attached")
    opened.claim = claim
    return opened


@pytest.fixture
def word(lesson):
    """A word of the glossary in the text of the page."""
    lesson.page.evaluate(
        "document.querySelector('.prose').insertAdjacentHTML('beforeend', "
        "'<p>Phosphate is high; <a href=\"#x\">phosphate</a> in a link, phosphate again, and PTHrP.</p>')"
    )
    expect(lesson.page.locator(".term")).to_have_text(["Phosphate", "PTHrP"])
    return lesson.page.locator(".term").first


def test_the_meaning_of_a_word_can_be_hovered_stays_and_is_dismissed(lesson, word):
    note = lesson.page.locator("#source-note")
    word.hover()
    expect(note).to_contain_text("hydrogen phosphate")
    expect(note).to_contain_text("0.81 to 1.45\u00a0mmol/L (2.5 to 4.5\u00a0mg/dL)")
    note.hover()
    lesson.page.clock.install()
    lesson.page.clock.run_for(20_000)
    expect(note).to_be_visible()
    lesson.page.keyboard.press("Escape")

    expect(note).to_be_hidden()


def test_a_word_is_asked_by_keyboard_and_follows_the_choice_of_units(lesson, word):
    note = lesson.page.locator("#source-note")
    word.focus()
    lesson.page.keyboard.press("Enter")
    expect(note).to_be_focused()
    lesson.page.evaluate("window.dispatchEvent(new CustomEvent('calcinosis:units', { detail: 'conventional' }))")
    expect(note).to_contain_text("2.5 to 4.5\u00a0mg/dL (0.81 to 1.45\u00a0mmol/L)")
    lesson.page.keyboard.press("Escape")

    expect(note).to_be_hidden()
    expect(word).to_be_focused()
    assert faults_of(lesson.page, part=True) == []


def test_hovering_a_statement_opens_its_source_and_leaving_closes_it(lesson):
    note = lesson.page.locator("#source-note")
    lesson.page.get_by_text("A stated fact").hover()
    expect(note).to_contain_text(lesson.claim.certainty)
    lesson.page.mouse.move(5, 600)

    expect(note).to_be_hidden()


def test_a_source_opens_and_closes_by_keyboard_and_the_focus_returns(lesson):
    link, note = lesson.page.get_by_text("A stated fact"), lesson.page.locator("#source-note")
    lesson.page.keyboard.press("Tab")
    expect(link).to_be_focused()
    lesson.page.keyboard.press("Enter")
    expect(note).to_be_focused()
    lesson.page.keyboard.press("Escape")

    expect(note).to_be_hidden()
    expect(link).to_be_focused()
    expect(link).to_have_attribute("aria-expanded", "false")


def test_a_source_is_a_sheet_at_the_bottom_of_a_phone(lesson):
    lesson.page.set_viewport_size({"width": 390, "height": 844})
    lesson.page.emulate_media(reduced_motion="reduce")
    lesson.page.get_by_text("A stated fact").click()
    box = lesson.page.locator("#source-note").bounding_box()

    assert (box["x"], round(box["width"]), round(box["y"] + box["height"])) == (0, 390, 844)
    assert faults_of(lesson.page, part=True) == []
    lesson.page.get_by_role("button", name="Close").click()
    expect(lesson.page.locator("#source-note")).to_be_hidden()


def test_the_works_behind_a_page_are_listed_at_its_end(lesson):
    expect(lesson.page.get_by_role("heading", name="Sources of this lesson")).to_be_visible()

    assert lesson.page.locator(".source-list li").count() == len(lesson.claim.sources)
