"""An instructor marks a class by question and mends a key, in the served course: nothing given is lost on the way."""

import json
import re
import sqlite3
from contextlib import closing

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from served import QUIZ, Course, comes_true
from synthetic import hand_in_class

from calcinosis.quiz.bank import load
from calcinosis.quiz.present import sheet
from calcinosis.quiz.records import Records

LEARNERS = 12
DESK = f"grading.ipynb#{QUIZ}/q12"
SCRIPT = "<script>document.title = 'owned'</script><img src=x onerror=\"document.title = 'owned'\"> FGF23 <b>rises</b>."
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def course(start) -> Course:
    course = start("ingrid")
    hand_in_class(course.folder, QUIZ, LEARNERS, seed=4)
    hostile(course)
    assert comes_true(lambda: len(marks(course)) == LEARNERS + 1, 90)
    return course


def hostile(course: Course) -> None:
    """Hand in an answer that would take the page over if it were shown as anything but text."""
    public = json.loads((course.folder / ".course/apps/quizzes" / f"{QUIZ}.public.json").read_text())
    with Records(course.folder / ".course/records.db") as records:
        records.begin("mallory", QUIZ, attempts=1)
        records.save("mallory", QUIZ, {"q12": {"answer": SCRIPT}})
        records.submit("mallory", QUIZ, sheet(public, "mallory", 1))


def marks(course: Course) -> dict[str, tuple[float | None, int]]:
    """Return points by a person, and whether they wait, for the answer in words of every learner."""
    book = course.folder / "quizzes/gradebook.db"
    if not book.exists():
        return {}
    rows = course.gradebook(
        "SELECT s.student_id, g.manual_score, g.needs_manual_grade FROM grade g JOIN base_cell b ON b.id = g.cell_id "
        "JOIN submitted_notebook n ON n.id = g.notebook_id JOIN submitted_assignment s ON s.id = n.assignment_id "
        "WHERE b.name = 'q12'"
    )
    return {learner: (score, waits) for learner, score, waits in rows}


def given(course: Course) -> int:
    return sum(score is not None and not waits for score, waits in marks(course).values())


@pytest.fixture
def desk(home: Page, course: Course) -> Page:
    home.goto(course.url(DESK))
    expect(home.locator(".grading-text")).to_be_visible()
    return home


def saved(page: Page) -> None:
    expect(page.locator(".save-state")).to_contain_text("Saved")


def number(page: Page) -> str:
    return re.search(r"Answer \d+", page.locator(".grading-which").inner_text())[0]


def test_marks_by_key_are_in_the_gradebook_and_outlive_a_reload(desk: Page, course: Course):
    before = given(course)
    shown = desk.locator(".grading-text").inner_text()
    first = number(desk)
    desk.keyboard.press("1")
    desk.keyboard.press("3")
    desk.keyboard.press("c")
    desk.keyboard.type("Say what FGF23 does.")
    desk.keyboard.press("Escape")
    desk.keyboard.press("Enter")
    saved(desk)

    assert comes_true(lambda: given(course) == before + 1, 30, desk)
    desk.reload()
    expect(desk.locator(".grading-text")).to_be_visible()
    desk.get_by_role("button", name=re.compile(rf"^{first}\b")).click()
    expect(desk.locator(".grading-text")).to_have_text(shown)
    expect(desk.get_by_label("Comment for the learner")).to_have_value("Say what FGF23 does.")
    expect(desk.locator(".sheet-total")).to_have_text("2")


def test_undo_takes_back_the_last_thing_done(desk: Page):
    before = desk.locator(".sheet-total").inner_text()
    desk.keyboard.press("2")
    expect(desk.locator(".sheet-total")).not_to_have_text(before)
    saved(desk)
    desk.keyboard.press("u")

    expect(desk.locator(".sheet-total")).to_have_text(before)


def test_what_learners_write_is_shown_as_text(desk: Page):
    row = desk.get_by_role("button", name=re.compile("script"))
    row.click()

    expect(desk.locator(".grading-text")).to_have_text(SCRIPT)
    assert desk.locator(".grading-text *").count() == 0
    assert "owned" not in desk.title()


def test_no_name_is_on_the_page_until_it_is_asked_for(desk: Page):
    assert "synthetic0" not in desk.content()
    assert "mallory" not in desk.content()
    desk.get_by_role("button", name="names hidden").click()

    expect(desk.get_by_role("button", name=re.compile("^mallory"))).to_be_visible()


def test_single_keys_can_be_switched_off(desk: Page):
    desk.get_by_label("Single keys").uncheck()
    before = desk.locator(".sheet-total").inner_text()
    desk.locator(".grading-which").focus()
    desk.keyboard.press("2")
    desk.keyboard.press("Enter")

    expect(desk.locator(".sheet-total")).to_have_text(before)
    desk.get_by_label("Single keys").check()


def test_marks_given_while_the_kernel_is_dead_are_kept_and_arrive(desk: Page, course: Course):
    which = number(desk)
    for kernel in course.kernels():
        kernel.kill()
    desk.keyboard.press("2")
    expect(desk.locator(".grading-banner")).to_contain_text("kept on this device", timeout=60000)
    expect(desk.locator(".grading-banner")).to_be_hidden(timeout=90000)
    saved(desk)

    expect(desk.locator(".grading-which")).to_contain_text(which)
    expect(desk.locator('[data-line="2"][data-value="1"]')).to_have_attribute("aria-pressed", "true")
    assert comes_true(lambda: (1.0, 1) in marks(course).values(), 30, desk)


def test_a_locked_gradebook_is_told_and_the_marks_arrive_when_it_is_free(desk: Page, course: Course):
    with closing(sqlite3.connect(course.folder / "quizzes/gradebook.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        desk.keyboard.press("3")
        expect(desk.locator(".grading-banner")).to_contain_text("in use by another program", timeout=60000)
        expect(desk.locator(".save-state")).to_contain_text("1 change not saved yet")
        other.execute("ROLLBACK")
    saved(desk)

    expect(desk.locator(".grading-banner")).to_be_hidden()
    desk.keyboard.press("u")
    saved(desk)


def test_a_whole_question_is_marked_without_a_mouse(desk: Page, course: Course):
    answers = desk.locator(".grading-row").count()
    for _ in range(answers):
        desk.keyboard.press("1")
        desk.keyboard.press("Enter")
        if desk.locator(".grading-finished").is_visible():
            break
    saved(desk)

    expect(desk.locator(".grading-finished")).to_contain_text(f"All {answers} answers are marked")
    assert comes_true(lambda: sum(waits for _, waits in marks(course).values()) == 0, 30, desk)
    desk.locator(".grading-finished").get_by_role("link", name="All questions").click()
    expect(desk.get_by_role("region", name="Marked")).to_contain_text("A normal phosphate")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", ["grading.ipynb", DESK, f"analysis.ipynb#{QUIZ}"])
def test_pages_of_instructors_have_no_fault_that_axe_finds_and_fit_the_screen(home: Page, course, address, width):
    home.set_viewport_size({"width": width, "height": 844})
    home.goto(course.url(address))
    expect(home.locator(".grading-list, .grading-text, .analysis-top").first).to_be_visible()
    found = Axe().run(home, options={"runOnly": WCAG}).response["violations"]

    assert [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in found] == []
    assert home.evaluate("document.documentElement.scrollWidth") <= width


def test_another_key_is_looked_at_then_applied_and_everyone_is_marked_again(home: Page, course: Course):
    home.goto(course.url(f"analysis.ipynb#{QUIZ}/q1"))
    home.get_by_role("button", name="Another key, or drop it").click()
    question = load(course.folder / "quizzes").quizzes[QUIZ].questions[0]
    other = next(name for name in question.item.options if name != question.item.key)
    home.get_by_role("radio", name=f"{other.upper()} counts as well").check()
    expect(home.locator(".mend-words")).to_contain_text("nobody loses")
    home.get_by_role("radio", name=f"{other.upper()} is the key").check()
    expect(home.locator(".mend-words")).to_contain_text(re.compile("(loses|lose),"))
    expect(home.locator(".mend-words")).to_contain_text("Mean")
    before = course.gradebook("SELECT auto_score FROM grade ORDER BY id")
    assert load(course.folder / "quizzes").quizzes[QUIZ].questions[0].item.key == question.item.key
    home.get_by_label("Reason, kept in the audit trail").fill("Only a rehearsal.")
    home.get_by_role("button", name=re.compile("^Apply")).click()
    expect(home.locator(".analysis-trail")).to_contain_text("Only a rehearsal.", timeout=60000)

    mended = load(course.folder / "quizzes").quizzes[QUIZ].questions[0].item
    public = json.loads((course.folder / ".course/apps/quizzes" / f"{QUIZ}.public.json").read_text())
    assert (mended.key, mended.version) == (other, question.item.version + 1)
    assert public["items"][0]["version"] == mended.version  # whoever opens the quiz now is asked the mended question
    assert course.gradebook("SELECT auto_score FROM grade ORDER BY id") != before


def test_the_figures_come_as_a_table_to_keep(home: Page, course: Course):
    home.goto(course.url(f"analysis.ipynb#{QUIZ}"))
    with home.expect_download() as download:
        home.get_by_role("button", name="Download as CSV").click()

    assert download.value.suggested_filename == f"items-{QUIZ}.csv"
    assert "point-biserial" in download.value.path().read_text()
