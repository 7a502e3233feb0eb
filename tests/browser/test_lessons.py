"""Every lesson as a learner meets it: all figures come, each has its words, nothing leaves the machine."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from served import ROOT, Course

from calcinosis.content.lessons import Lesson, read_lessons

LESSONS = read_lessons(ROOT / "lessons")
GRAVE = {"serious", "critical"}


@pytest.fixture(scope="module")
def course(start) -> Course:
    return start("lena")


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.path.stem)
def test_a_lesson_opens_whole_and_open_to_all(home: Page, course: Course, lesson: Lesson):
    faults: list[str] = []
    home.on("pageerror", lambda error: faults.append(str(error)))
    home.goto(course.url(f"lessons/{lesson.path.name}"))
    home.wait_for_function("document.documentElement.dataset.ready !== undefined", timeout=60_000)
    expect(home.locator(".sources h2")).to_be_attached(timeout=60_000)

    assert home.locator(".failed").count() == 0
    assert home.locator(".figure .check").count() == len(lesson.checks)
    assert home.locator(".term").count() >= 5
    assert mute(home) == []
    assert [each["id"] for each in Axe().run(home).response["violations"] if each["impact"] in GRAVE] == []
    assert faults == []

    home.set_viewport_size({"width": 390, "height": 844})

    assert home.evaluate("document.documentElement.scrollWidth") <= 390


def mute(page: Page) -> list[str]:
    """Name the figures that neither say what they show in words nor offer to (words would solve a quiet picture)."""
    return page.evaluate(
        """() => [...document.querySelectorAll("main .figure")]
            .filter((figure) => !figure.querySelector(".check, .sources"))
            .filter((figure) => !/In words|Say it in words/.test(figure.innerText) && !figure.querySelector("table"))
            .map((figure) => figure.innerText.slice(0, 60))"""
    )


def test_a_place_found_by_search_is_shown_when_the_figures_have_come(home: Page, course: Course):
    home.goto(course.url(f"lessons/{Path(LESSONS[2].path).name}#paradox"))
    home.wait_for_function("document.documentElement.dataset.ready !== undefined", timeout=60_000)

    heading = home.get_by_role("heading", name="The warfarin paradox")
    expect(heading).to_be_in_viewport()


def test_the_key_leads_from_a_lesson_to_the_search_and_back_to_the_section(home: Page, course: Course):
    home.goto(course.url(f"lessons/{LESSONS[0].path.name}"))
    home.keyboard.press("/")
    field = home.get_by_label("Search the course")
    expect(field).to_be_focused(timeout=60_000)
    home.keyboard.type("warfarin paradox")
    home.locator(".found a").first.click()

    expect(home).to_have_url(course.url("lessons/03-why-blood-does-not-turn-to-stone.ipynb#paradox"))
