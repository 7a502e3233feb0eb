"""Wrong and empty answers earn nothing in nbgrader's gradebook, and markup in an answer is only text."""

import pytest
from playwright.sync_api import expect
from served import QUIZ, Course, comes_true, copy_course, free_port
from sitting import Sitting

MARKUP = "<img src=x onerror=\"document.title='stolen'\">"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course whose list of learners was exported from somewhere that does not mind markup."""
    course = Course(copy_course(tmp_path_factory.mktemp("willa")), free_port(), "willa")
    quoted = MARKUP.replace('"', '""')
    text = f'learner,first_name,last_name,email\nwilla,"{quoted}","{quoted}","{quoted}"\n'
    (course.folder / "quizzes" / "cohort.csv").write_text(text)
    course.start()
    yield course
    course.stop()


def test_wrong_answers_earn_nothing(sitting: Sitting, course: Course):
    sitting.answer_all("wrong")
    sitting.submit()

    assert comes_true(course.graded, 90, sitting.page)
    by_machine = [auto for auto, _, _ in course.grades().values() if auto is not None]
    assert by_machine == [0.0] * 11
    assert sitting.page.title() != "stolen"


def test_markup_in_an_answer_is_text_in_formgrader(home, course: Course):
    (submission,) = course.gradebook("SELECT id FROM submitted_notebook")
    page = home.context.new_page()
    page.goto(f"http://127.0.0.1:{course.port}/formgrader")
    page.get_by_role("link", name="Manual Grading").wait_for(timeout=30000)
    page.goto(page.url.replace("manage_assignments", f"submissions/{submission[0]}/"))

    expect(page.get_by_text("<script>document.title").first).to_be_visible()
    assert "stolen" not in page.title()


@pytest.mark.parametrize("place", ["manage_students", f"gradebook/{QUIZ}/{QUIZ}", f"manage_submissions/{QUIZ}"])
def test_markup_in_a_name_is_text_in_formgrader(home, course: Course, place):
    ((names,),) = course.gradebook("SELECT first_name || last_name || email FROM student")
    assert "onerror" in names
    assert "<" not in names
    page = home.context.new_page()
    page.goto(f"http://127.0.0.1:{course.port}/formgrader")
    page.get_by_role("link", name="Manual Grading").wait_for()
    page.goto(page.url.replace("manage_assignments", place))
    page.wait_for_load_state("networkidle")

    assert page.locator("img[src=x]").count() == 0
    assert page.title() != "stolen"


def test_empty_answers_earn_nothing(start, browser):
    empty = start("nil")
    page = browser.new_context().new_page()
    page.goto(empty.home)
    page.goto(empty.url(f"quizzes/{QUIZ}.ipynb"))
    page.locator("fieldset.question").first.wait_for(timeout=30000)
    page.get_by_role("button", name="Check and submit").click()
    page.get_by_role("dialog").get_by_role("button", name="Submit as it is").click()
    expect(page.locator(".receipt-code")).to_be_visible()

    assert comes_true(empty.graded, 90, page)
    grades = empty.grades()
    assert len(grades) == 12
    assert all(not auto and not manual for auto, manual, _ in grades.values())
