"""The lessons open in JupyterLab as well, and their figures come alive there."""

import pytest
from playwright.sync_api import Page, expect
from served import ROOT, Course, comes_true

from calcinosis.content.lessons import read_lessons

LESSONS = read_lessons(ROOT / "lessons")


@pytest.fixture(scope="module")
def course(start) -> Course:
    return start("nora")


@pytest.fixture
def lab(home: Page, course: Course) -> Page:
    """JupyterLab, as the course home leads to it."""

    def there() -> bool:
        home.goto(f"http://127.0.0.1:{course.port}/lab")
        return f":{course.port}/" not in home.url  # until JupyterLab answers, the course asks to wait

    assert comes_true(there, 60, home)
    expect(home.locator(".jp-LabShell")).to_be_attached(timeout=60_000)
    return home


def test_every_lesson_opens_in_jupyterlab_without_a_question(lab: Page):
    origin = lab.evaluate("location.origin")
    for lesson in LESSONS:
        lab.goto(f"{origin}/lab/tree/lessons/{lesson.path.name}?reset")  # without the tabs of the one before
        expect(lab.get_by_role("heading", name=lesson.title, level=1).first).to_be_visible(timeout=60_000)

        assert lab.locator(".jp-Dialog").count() == 0


def test_figures_checks_and_notes_work_in_jupyterlab(lab: Page):
    origin = lab.evaluate("location.origin")
    lab.goto(f"{origin}/lab/tree/lessons/{LESSONS[2].path.name}?reset")
    expect(lab.locator(".jp-NotebookPanel h1").first).to_be_visible(timeout=60_000)
    lab.get_by_role("menuitem", name="Run", exact=True).click()
    lab.get_by_role("menuitem", name="Run All Cells", exact=True).click()

    expect(lab.locator(".jp-NotebookPanel .calcinosis").first).to_be_attached(timeout=60_000)
    expect(lab.locator(".jp-NotebookPanel a.claim").first).to_be_attached(timeout=30_000)
