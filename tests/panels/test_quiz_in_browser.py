"""The page of a quiz in a real browser with the real Python behind it: answering, losing the line, submitting."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from calcinosis.panels.quiz.quiz_page import QuizPage

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def quiz(stage):
    opened = stage(lambda: QuizPage("six"))
    opened.open()
    return opened


def stored(learner):
    return {name: entry.get("answer") for name, entry in learner.records.draft("mara", "six").entries.items()}


def question(quiz, number):
    return quiz.page.locator("fieldset.question").nth(number - 1)


def answer_all_by_keyboard(quiz):
    """Answer every question with keys only, starting from the top of the page."""
    press = quiz.page.keyboard.press

    def tab_to(selector):
        for _ in range(60):
            press("Tab")
            if quiz.page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
        pytest.fail(f"the Tab key never reaches {selector}")

    tab_to("#question-q1 input, [name=question-q1]")
    press("Space")
    press("ArrowDown")
    tab_to("[name=question-q2]")
    press("Space")
    tab_to("#question-q3-value")
    quiz.page.keyboard.type("2,62")
    tab_to(".question-ordering .order-handle")
    press("Space")
    press("ArrowDown")
    press("Space")
    for select in ("#question-q5-a", "#question-q5-b"):
        tab_to(select)
        press("ArrowDown")
    tab_to("textarea")
    quiz.page.keyboard.type("FGF23 and PTH rise, so every nephron lets go of more phosphate.")


def test_every_change_is_in_the_store_when_the_page_says_saved(quiz, learner):
    question(quiz, 1).get_by_text("FGF23").click()
    question(quiz, 6).get_by_role("textbox").fill("Because.")

    quiz.is_saved()
    expect(question(quiz, 6).locator(".text-saved")).to_contain_text("Saved")
    assert stored(learner) == {"q1": "c", "q6": "Because."}


def test_the_whole_quiz_can_be_taken_and_submitted_by_keyboard(quiz, learner):
    answer_all_by_keyboard(quiz)
    quiz.is_saved()
    press = quiz.page.keyboard.press
    while quiz.page.evaluate("document.activeElement.textContent") != "Check and submit":
        press("Tab")
    press("Enter")
    expect(quiz.page.get_by_role("dialog").get_by_role("button", name="Submit", exact=True)).to_be_focused()
    press("Enter")  # nothing is missing, so it submits

    expect(quiz.page.locator(".receipt-code")).to_be_visible()
    assert set(learner.records.submission("mara", "six").entries) == {"q1", "q2", "q3", "q4", "q5", "q6"}


def test_a_dead_kernel_is_told_and_keeps_what_was_typed(quiz, learner):
    question(quiz, 1).get_by_text("FGF23").click()
    quiz.is_saved()
    quiz.up = False
    question(quiz, 6).get_by_role("textbox").fill("Typed without a line.")

    expect(quiz.page.locator(".quiz-banner")).to_be_visible()
    expect(quiz.page.locator(".save-state")).to_contain_text("1 change not saved yet")
    expect(quiz.page.locator(".quiz-banner")).to_contain_text("Your answers are kept on this device")
    assert stored(learner) == {"q1": "c"}


def test_the_page_comes_back_by_itself_with_what_was_typed(quiz, learner):
    quiz.up = False
    question(quiz, 6).get_by_role("textbox").fill("Typed without a line.")
    expect(quiz.page.locator(".quiz-banner")).to_be_visible()
    quiz.alive, quiz.up = False, True  # the server is back, the kernel is not

    expect(quiz.page.locator(".quiz-news")).to_contain_text("Back again. One change")
    quiz.is_saved()
    assert quiz.loads == 2
    assert stored(learner) == {"q6": "Typed without a line."}
    expect(question(quiz, 6).get_by_role("textbox")).to_have_value("Typed without a line.")
    assert quiz.page.evaluate("localStorage.length") == 0


def test_a_closed_line_that_throws_is_told_too(quiz):
    quiz.up = False
    quiz.page.evaluate("window.cut = true")

    expect(quiz.page.locator(".quiz-banner")).to_be_visible()


def test_an_answer_changed_elsewhere_meanwhile_is_not_overwritten_by_an_older_local_one(quiz, learner):
    quiz.up = False
    question(quiz, 1).get_by_text("Calcitonin").click()
    question(quiz, 6).get_by_role("textbox").fill("Only here.")
    expect(quiz.page.locator(".save-state")).to_contain_text("2 changes not saved yet")
    learner.records.save("mara", "six", {"q1": {"answer": "c"}})
    quiz.alive, quiz.up = False, True

    expect(quiz.page.locator(".quiz-news")).to_contain_text("One change")
    quiz.is_saved()
    assert stored(learner) == {"q1": "c", "q6": "Only here."}


def test_submitting_without_a_line_says_not_submitted(quiz, learner):
    question(quiz, 1).get_by_text("FGF23").click()
    quiz.is_saved()
    quiz.page.get_by_role("button", name="Check and submit").click()
    quiz.up = False
    quiz.page.get_by_role("button", name="Submit as it is").click()

    expect(quiz.page.locator(".dialog-state")).to_contain_text("Not submitted")
    assert quiz.page.locator(".receipt").count() == 0
    assert learner.records.submission("mara", "six") is None


def test_a_double_click_on_submit_makes_one_submission(quiz, learner):
    question(quiz, 1).get_by_text("FGF23").click()
    quiz.is_saved()
    quiz.page.get_by_role("button", name="Check and submit").click()
    quiz.page.get_by_role("button", name="Submit as it is").dblclick()

    expect(quiz.page.locator(".receipt-code")).to_be_visible()
    assert len(learner.records.submissions("six")) == 1


def test_the_receipt_stands_after_loading_anew_and_the_answers_are_locked(quiz):
    question(quiz, 1).get_by_text("FGF23").click()
    quiz.is_saved()
    quiz.page.get_by_role("button", name="Check and submit").click()
    quiz.page.get_by_role("button", name="Submit as it is").click()
    code = quiz.page.locator(".receipt-code").inner_text()

    quiz.page.reload()
    quiz.page.get_by_text("Read what you submitted").click()

    expect(quiz.page.locator(".receipt-code")).to_have_text(code)
    open_fields = quiz.page.locator("fieldset input:enabled, fieldset select:enabled, fieldset textarea:enabled")
    expect(open_fields).to_have_count(0)
    expect(question(quiz, 1).get_by_role("radio", name="FGF23")).to_be_checked()


def test_a_published_result_appears_on_the_receipt(quiz, learner):
    question(quiz, 1).get_by_text("FGF23").click()
    quiz.is_saved()
    quiz.page.get_by_role("button", name="Check and submit").click()
    quiz.page.get_by_role("button", name="Submit as it is").click()
    quiz.page.locator(".receipt").wait_for()
    learner.records.publish(learner.records.submission("mara", "six").receipt, {"score": 1.0, "max": 6.0})

    expect(quiz.page.get_by_role("link", name="Read feedback")).to_be_visible()
    expect(quiz.page.locator(".receipt-result")).to_have_text("1 of 6 points")


def test_another_window_is_told_which_question_changed_and_keeps_its_focus(quiz, learner):
    question(quiz, 6).get_by_role("textbox").click()
    learner.records.save("mara", "six", {"q1": {"answer": "c"}})

    expect(quiz.page.locator(".quiz-news")).to_contain_text("Question 1 changed in another window")
    expect(question(quiz, 1).get_by_role("radio", name="FGF23")).to_be_checked()
    assert quiz.page.evaluate("document.activeElement.tagName") == "TEXTAREA"


def test_a_number_out_of_shape_is_refused_in_words_and_not_called_saved(quiz):
    question(quiz, 3).get_by_label("Your number").fill("lots")

    expect(question(quiz, 3).locator(".q-note")).to_contain_text("not a number")
    expect(quiz.page.locator(".save-state")).to_contain_text("1 change not saved yet")


def test_the_end_counts_what_is_missing_and_the_dialog_leads_back_first(quiz):
    question(quiz, 1).get_by_text("FGF23").click()
    question(quiz, 5).get_by_label("PTH").select_option(index=1)

    expect(quiz.page.locator(".end-words")).to_contain_text(
        "1 of 6 answered. Questions 2, 3, 4, 5 and 6 are not finished."
    )
    quiz.page.get_by_role("button", name="Check and submit").click()
    expect(quiz.page.get_by_role("dialog")).to_contain_text("1 of 2 matched")
    expect(quiz.page.get_by_role("button", name="Go back to question 2")).to_be_focused()


def test_a_flag_is_kept_and_shown_on_its_disc(quiz, learner):
    question(quiz, 2).get_by_role("button", name="Come back to question 2").click()
    quiz.is_saved()

    assert learner.records.draft("mara", "six").entries == {"q2": {"flag": True}}
    expect(quiz.page.get_by_role("button", name="Question 2, not finished, marked to come back")).to_be_visible()


def test_confidence_is_asked_after_an_answer_and_never_chosen_beforehand(quiz, learner):
    asked = question(quiz, 1).get_by_role("radiogroup", name="How sure are you?")
    assert not asked.is_visible()
    question(quiz, 1).get_by_text("FGF23").click()
    assert asked.locator("input:checked").count() == 0
    asked.get_by_role("radio", name="Certain").check()
    quiz.is_saved()

    assert learner.records.draft("mara", "six").entries["q1"] == {"answer": "c", "confidence": 4}


def test_rows_are_put_in_order_with_buttons_mouse_and_keys_alike(quiz, learner):
    field = question(quiz, 4)
    rows = field.locator(".order-text")
    first = rows.all_inner_texts()
    field.get_by_role("button", name=f"Move down: {first[0]}").click()
    expect(rows).to_have_text([first[1], first[0], first[2], first[3]])

    box, target = field.locator(".order-row").nth(0).bounding_box(), field.locator(".order-row").nth(3).bounding_box()
    quiz.page.mouse.move(box["x"] + 200, box["y"] + 20)
    quiz.page.mouse.down()
    quiz.page.mouse.move(target["x"] + 200, target["y"] + 20, steps=8)
    quiz.page.mouse.up()
    expect(rows).to_have_text([first[0], first[2], first[3], first[1]])

    handle = field.get_by_role("button", name=f"{first[1]}, place 4 of 4")
    handle.focus()
    quiz.page.keyboard.press("Space")
    quiz.page.keyboard.press("ArrowUp")
    quiz.page.keyboard.press("Space")
    expect(rows).to_have_text([first[0], first[2], first[1], first[3]])
    expect(field.get_by_role("button", name=f"{first[1]}, place 3 of 4")).to_be_focused()
    quiz.is_saved()
    texts = {"a": "Calcitriol falls", "b": "FGF23 rises", "c": "PTH rises", "d": "Phosphate rises"}
    assert [texts[name] for name in stored(learner)["q4"]] == rows.all_inner_texts()


def test_an_order_that_stands_as_it_is_can_be_kept_as_the_answer(quiz, learner):
    shown = question(quiz, 4).locator(".order-text").all_inner_texts()
    question(quiz, 4).get_by_role("button", name="Keep this order").click()
    quiz.is_saved()

    assert len(stored(learner)["q4"]) == len(shown)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(quiz, scheme, width):
    quiz.page.emulate_media(color_scheme=scheme)
    quiz.page.set_viewport_size({"width": width, "height": 900})
    question(quiz, 1).get_by_text("FGF23").click()

    found = Axe().run(quiz.page, options={"runOnly": WCAG}).response["violations"]

    assert [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in found] == []


def test_a_narrow_phone_needs_no_sideways_scrolling(quiz):
    quiz.page.set_viewport_size({"width": 320, "height": 640})

    assert quiz.page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_number_is_shown_in_the_other_unit_too(quiz):
    question(quiz, 3).get_by_label("Your number").fill("2,62")

    expect(question(quiz, 3).locator(".number-twin")).to_have_text("= 10.5 mg/dL")


def test_a_forgotten_separator_is_asked_about_and_not_refused(quiz, learner):
    question(quiz, 3).get_by_label("Your number").fill("262")
    quiz.page.keyboard.press("Tab")
    quiz.is_saved()
    assert stored(learner)["q3"]["value"] == "262"
    question(quiz, 3).get_by_role("button", name="Did you mean 2.62?").click()
    quiz.is_saved()

    assert stored(learner)["q3"]["value"] == "2.62"


def test_the_choice_of_units_turns_the_values_in_a_stem_round_at_once(quiz):
    vignette = question(quiz, 1).locator(".vignette")
    expect(vignette).to_contain_text("0.55\u00a0mmol/L (1.7\u00a0mg/dL)")
    quiz.page.evaluate(
        "localStorage.setItem('calcinosis.units', 'conventional'); "
        "window.dispatchEvent(new CustomEvent('calcinosis:units', { detail: 'conventional' }))"
    )

    expect(vignette).to_contain_text("1.7\u00a0mg/dL (0.55\u00a0mmol/L)")
    expect(question(quiz, 3).get_by_label("Unit")).to_have_value("mg/dL")


def test_a_number_that_was_begun_keeps_its_own_unit(quiz):
    question(quiz, 3).get_by_label("Your number").fill("2.6")
    quiz.page.evaluate(
        "localStorage.setItem('calcinosis.units', 'conventional'); "
        "window.dispatchEvent(new CustomEvent('calcinosis:units', { detail: 'conventional' }))"
    )

    assert question(quiz, 3).get_by_label("Unit").input_value() == "mmol/L"


def test_the_disc_of_the_question_in_view_is_marked_from_the_beginning(quiz):
    current = quiz.page.locator(".disc[aria-current]")
    expect(current).to_have_text("1")
    question(quiz, 6).scroll_into_view_if_needed()
    quiz.page.locator(".quiz-end").scroll_into_view_if_needed()

    expect(current).not_to_have_text("1")
