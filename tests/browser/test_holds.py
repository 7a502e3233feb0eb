"""It holds: a killed kernel, a lost server, a closed page, the same Submit twice."""

import signal

import pytest
from playwright.sync_api import expect
from served import QUIZ, Course, comes_true, kept_away
from sitting import Sitting

from calcinosis.quiz.records import Records


def drafted(course: Course) -> dict:
    with Records(course.folder / ".course/records.db") as records:
        return dict(records.draft(course.learner, QUIZ).entries)


@pytest.fixture(scope="module")
def course(start) -> Course:
    return start("hedda", "--cull", "5")


def test_kernel_killed_the_page_says_so_keeps_the_answer_and_comes_back(sitting: Sitting, course: Course):
    first, later = sitting.questions[0], sitting.questions[1]
    sitting.answer(first, sitting.right(first))
    sitting.saved()
    # the kernel of the course home, which the learner came from, has its own few seconds to go
    assert comes_true(lambda: len(course.kernels()) == 1, 60, sitting.page)
    (kernel,) = course.kernels()
    with kept_away(sitting.page):
        kernel.send_signal(signal.SIGKILL)
        sitting.answer(later, sitting.right(later))

        expect(sitting.page.get_by_text("No connection since")).to_be_visible()
        expect(sitting.page.locator(".save-state")).to_contain_text("not saved yet")
    # it comes back by itself, and what was kept on the device is sent
    assert comes_true(lambda: later.name in drafted(course), 90, sitting.page)
    sitting.saved()
    (text,) = sitting.right(later)
    expect(sitting.field(later).get_by_role("radio", name=text, exact=True)).to_be_checked()


def test_server_restarted_the_draft_is_there(sitting: Sitting, course: Course):
    question = sitting.questions[2]
    sitting.answer(question, sitting.right(question))
    sitting.saved()
    course.stop(signal.SIGTERM)
    expect(sitting.page.get_by_text("No connection since")).to_be_visible()
    assert "Saved" not in sitting.page.locator(".save-state").inner_text()
    course.start()
    expect(sitting.page.locator(".save-state")).to_contain_text("Saved", timeout=90_000)

    expect(sitting.field(question).get_by_label("Your number")).to_have_value(sitting.right(question))


def test_kernels_of_closed_pages_are_gone_within_the_cull_time(sitting: Sitting, course: Course):
    assert course.kernels()
    # a page that dies says no goodbye
    sitting.page.goto("about:blank")

    assert comes_true(lambda: not course.kernels(), 60, sitting.page)


def test_two_submits_at_once_make_one_submission(sitting: Sitting, course: Course):
    records = Records(course.folder / ".course/records.db")
    sitting.page.get_by_role("button", name="Check and submit").click()
    submit = sitting.page.get_by_role("dialog").get_by_role("button", name="Submit")
    submit.evaluate("button => { button.click(); button.disabled = false; button.click(); }")
    expect(sitting.page.locator(".receipt-code")).to_be_visible()

    assert len(records.submissions(QUIZ)) == 1


def test_stopping_leaves_no_process_behind(course: Course):
    assert course.processes()
    course.stop(signal.SIGINT)

    assert comes_true(lambda: not course.processes(), 60), [each.cmdline() for each in course.processes()]
    assert course.process
    assert course.process.returncode in (0, 130)
