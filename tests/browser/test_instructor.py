"""An instructor's path: what the learner wrote, marked in formgrader, comes back to the learner as feedback."""

import pytest
from playwright.sync_api import Page, expect
from served import QUIZ, Course, comes_true
from sitting import SENTENCE, Sitting

from calcinosis.quiz.records import Records

COMMENT = "Well argued. Say also what happens to calcitriol."


@pytest.fixture(scope="module")
def course(start) -> Course:
    return start("inez")


def test_right_answers_earn_full_points_in_the_gradebook(sitting: Sitting, course: Course):
    sitting.answer_all("right")
    sitting.submit()

    assert comes_true(course.graded, 90, sitting.page)
    by_machine = [(auto, most) for auto, _, most in course.grades().values() if auto is not None]
    assert len(by_machine) == 11
    assert all(auto == most for auto, most in by_machine)


def test_the_submission_lies_in_the_exchange_as_nbgrader_writes_it(home: Page, course: Course):
    del home  # in the same order and on the same course as the others
    (inbound,) = (course.folder / ".course/exchange/calcinosis/inbound").iterdir()
    names = {each.name for each in inbound.iterdir()}

    assert inbound.name.startswith(f"inez+{QUIZ}+")
    assert {f"{QUIZ}.ipynb", "timestamp.txt"} <= names


def test_free_text_is_marked_in_formgrader_with_a_comment(home: Page, course: Course):
    link = home.get_by_role("link", name="Formgrader")
    expect(link).to_be_visible()
    grader = home.context.new_page()
    grader.goto(f"http://127.0.0.1:{course.port}{link.get_attribute('href')}")
    grader.get_by_role("link", name="Manual Grading").click(timeout=30000)
    grader.get_by_role("link", name=QUIZ, exact=True).first.click()
    grader.get_by_role("link", name=QUIZ, exact=True).first.click()
    grader.get_by_role("link", name="Submission #1").click()
    expect(grader.get_by_text(SENTENCE)).to_be_visible()
    grader.wait_for_load_state("networkidle")  # formgrader fetches the grades before it listens to the fields
    score = grader.locator("input.score:not([disabled])").first
    score.fill("2.5")
    score.press("Tab")
    comment = grader.locator("textarea.comment:visible").first
    comment.fill(COMMENT)
    comment.blur()

    assert comes_true(lambda: 2.5 in {manual for _, manual, _ in course.grades().values()}, 60, grader)
    assert comes_true(lambda: (COMMENT,) in course.gradebook("SELECT manual_comment FROM comment"), 60, grader)


def test_the_grading_page_shows_formgraders_points_and_says_by_line_what_earned_them(home: Page, course: Course):
    link = home.get_by_role("link", name="Grading", exact=True)
    expect(link).to_be_visible()
    link.click()
    home.get_by_role("link", name="Look again").click()
    expect(home.locator(".grading-text")).to_have_text(SENTENCE)
    expect(home.locator(".grading-remark")).to_have_text("Points given in formgrader.")
    expect(home.locator(".sheet-total")).to_have_text("2.5")
    for key in ("1", "2"):
        home.keyboard.press(key)
    home.keyboard.press("+")
    expect(home.locator(".save-state")).to_contain_text("Saved")

    assert comes_true(
        lambda: course.gradebook("SELECT score FROM calcinosis_marks ORDER BY number")[-1:] == [(2.5,)], 60
    )
    assert 2.5 in {manual for _, manual, _ in course.grades().values()}
    assert (COMMENT,) in course.gradebook("SELECT manual_comment FROM comment")


def test_one_learner_is_no_class_to_analyse(home: Page, course: Course):
    home.goto(course.url(f"analysis.ipynb#{QUIZ}"))

    expect(home.get_by_text("1 learner is too few")).to_be_visible()


def test_released_result_reaches_home_and_feedback_page(home: Page, course: Course):
    course.run("feedback", QUIZ, "--release")
    row = home.get_by_role("row", name="Calcium and phosphate in balance")
    expect(row).to_contain_text("14.5")
    home.goto(course.url(f"feedback.ipynb?quiz={QUIZ}"))

    expect(home.get_by_text(COMMENT)).to_be_visible()
    expect(home.locator("body")).to_contain_text("14.5")
    expect(home.locator(".review-rubric")).to_contain_text("1 of 1")
    assert Records(course.folder / ".course/records.db").result("inez", QUIZ)["score"] == 14.5
