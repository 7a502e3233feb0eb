"""A learner's path: the course home, the quiz, every answer kept, one receipt."""

from playwright.sync_api import Page, expect
from served import LESSON, QUIZ, Course
from sitting import Sitting

from calcinosis.quiz.records import Records


def records(course: Course) -> Records:
    return Records(course.folder / ".course/records.db")


def test_home_lists_the_lesson_and_the_quiz_not_started(home: Page):
    expect(home.get_by_role("heading", level=1)).to_be_visible()

    expect(home.get_by_role("link", name="Calcium, phosphate and the price of balance")).to_be_visible()
    expect(home.get_by_role("row", name="Calcium and phosphate in balance")).to_contain_text("Not started")


def test_lesson_opens_with_a_patient_and_live_figures(home: Page, course: Course):
    home.goto(course.url(f"lessons/{LESSON}.ipynb"))

    expect(home.get_by_role("heading", level=1)).to_contain_text("Calcium, phosphate and the price of balance")
    expect(home.locator(".figure .calcinosis").nth(3)).to_be_visible()
    assert home.locator(".jp-InputArea-editor").count() == 0


def test_answers_survive_a_reload(sitting: Sitting, course: Course):
    question, other = sitting.questions[0], sitting.questions[2]
    sitting.answer(question, sitting.right(question))
    sitting.answer(other, sitting.right(other))
    sitting.saved()
    sitting.page.reload()

    (text,) = sitting.right(question)
    expect(sitting.field(question).get_by_role("radio", name=text, exact=True)).to_be_checked()
    expect(sitting.field(other).get_by_label("Your number")).to_have_value(sitting.right(other))
    assert set(records(course).draft(course.learner, QUIZ).entries) == {question.name, other.name}


def test_home_says_when_the_draft_was_saved(home: Page):
    expect(home.get_by_role("row", name="Calcium and phosphate in balance")).to_contain_text("2 of 12 answered")


def test_an_unfinished_quiz_says_what_is_missing_before_it_is_submitted(sitting: Sitting, course: Course):
    sitting.page.get_by_role("button", name="Check and submit").click()
    dialog = sitting.page.get_by_role("dialog")

    expect(dialog).to_contain_text("not finished")
    dialog.get_by_role("button", name="Go back to question 2").click()
    expect(dialog).to_be_hidden()
    assert records(course).submission(course.learner, QUIZ) is None


def test_a_word_where_a_number_belongs_is_named_and_holds_the_submission(sitting: Sitting, course: Course):
    number = sitting.questions[2]
    sitting.answer(number, "two")
    sitting.page.get_by_role("button", name="Check and submit").click()
    dialog = sitting.page.get_by_role("dialog")
    expect(dialog).to_contain_text("not a number")
    dialog.get_by_role("button", name="Submit as it is").click()

    expect(dialog).to_contain_text("Not submitted. Question 3 can\u2019t be read as it stands")
    assert records(course).submission(course.learner, QUIZ) is None


def test_submit_gives_a_receipt_that_stands_in_the_record(sitting: Sitting, course: Course):
    sitting.answer_all()
    code = sitting.submit()

    submission = records(course).submission(course.learner, QUIZ)
    assert submission
    assert submission.receipt == code.replace("-", "")
    assert len(submission.entries) == len(sitting.questions)


def test_submitting_again_makes_no_second_submission(home: Page, course: Course):
    before = records(course).submission(course.learner, QUIZ)
    home.goto(course.url(f"quizzes/{QUIZ}.ipynb"))
    expect(home.locator(".receipt-code")).to_be_visible()

    assert before
    assert home.locator(".receipt-code").inner_text().replace("-", "") == before.receipt
    assert home.get_by_role("button", name="Check and submit").count() == 0
    assert len(records(course).submissions(QUIZ)) == 1


def test_home_shows_the_submission(home: Page):
    expect(home.get_by_role("row", name="Calcium and phosphate in balance")).to_contain_text("Submitted")
