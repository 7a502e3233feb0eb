"""The record of answers cannot be written: the learner is told why, nothing is lost, and it goes on by itself."""

import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from served import QUIZ, Course, comes_true, copy_course, free_port
from sitting import Sitting

from calcinosis.quiz.records import Records

PAGE = 4096  # bytes; a file system gives no less


@pytest.fixture(scope="module")
def disk(tmp_path_factory):
    """A disk of 48 MB that holds a course and nothing else."""
    folder = tmp_path_factory.mktemp("disk")
    mount = ["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(folder)]
    if sys.platform != "linux" or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this account may not mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture(scope="module")
def course(disk: Path):
    course = Course(copy_course(disk), free_port(), "dora")
    course.start()
    yield course
    course.stop()


@pytest.fixture
def sitting(page: Page, course: Course) -> Sitting:
    page.goto(course.home)
    page.goto(course.url(f"quizzes/{QUIZ}.ipynb"))
    page.locator("fieldset.question").first.wait_for()
    return Sitting(page, course.folder, QUIZ, course.learner)


def fill(disk: Path) -> Path:
    """Write until nothing more fits."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * PAGE)
    return filler


def drafted(course: Course) -> set[str]:
    with Records(course.folder / ".course/records.db") as records:
        return set(records.draft(course.learner, QUIZ).entries)


def is_told(sitting: Sitting, why: str) -> None:
    expect(sitting.page.locator(".quiz-banner")).to_contain_text(f"Not saved. {why}")
    expect(sitting.page.locator(".quiz-banner")).to_contain_text("Your answers are kept on this device")
    expect(sitting.page.locator(".save-state")).to_contain_text("1 change not saved yet")


def test_a_locked_record_is_told_and_the_answer_is_kept_until_it_is_free(sitting: Sitting, course: Course):
    question = sitting.questions[0]
    with closing(sqlite3.connect(course.folder / ".course/records.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        sitting.answer(question, sitting.right(question))
        is_told(sitting, "Another program is using the course\u2019s record.")
        other.execute("ROLLBACK")
    sitting.saved()

    expect(sitting.page.locator(".quiz-banner")).to_be_hidden()
    assert question.name in drafted(course)


def test_a_full_disk_is_told_and_the_answer_is_kept_until_there_is_room(sitting: Sitting, course: Course, disk: Path):
    before, question = drafted(course), sitting.questions[1]
    filler = fill(disk)
    sitting.answer(question, sitting.right(question))
    is_told(sitting, "The disk that the course is kept on is full.")
    assert drafted(course) == before
    filler.unlink()
    sitting.saved()

    expect(sitting.page.locator(".quiz-banner")).to_be_hidden()
    assert drafted(course) == before | {question.name}


def test_nothing_is_called_submitted_on_a_full_disk_and_everything_is_graded_when_there_is_room(
    sitting: Sitting, course: Course, disk: Path
):
    filler = fill(disk)
    sitting.page.get_by_role("button", name="Check and submit").click()
    dialog = sitting.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Submit as it is").click()
    expect(dialog).to_contain_text("Not submitted. The disk that the course is kept on is full.")
    filler.unlink()
    dialog.get_by_role("button", name="Submit as it is").click()
    expect(sitting.page.locator(".receipt-code")).to_be_visible()

    assert comes_true(course.graded, 90, sitting.page)
    with Records(course.folder / ".course/records.db") as records:
        assert len(records.submissions(QUIZ)) == 1
        assert records.faults() == []
