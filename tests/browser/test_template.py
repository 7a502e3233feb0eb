"""The page around the panels: text first, choices that hold, nothing left of the notebook."""

import re
import signal

import pytest
from playwright.sync_api import Browser, Page, expect
from served import LESSON, Course, comes_true, signed_in

LESSON_PAGE = f"lessons/{LESSON}.ipynb"


@pytest.fixture
def kernels_wait(course: Course):
    """No kernel starts meanwhile: the process that kernels are forked from is stopped."""
    (zygote,) = (
        process
        for process in course.processes()
        if "calcinosis.serving.zygote" in process.cmdline() and process.name() != "course-kernel"
    )
    zygote.send_signal(signal.SIGSTOP)
    yield
    zygote.send_signal(signal.SIGCONT)


@pytest.mark.usefixtures("kernels_wait")
def test_the_text_can_be_read_before_the_kernel_has_started(home: Page, course: Course):
    home.goto(course.url(LESSON_PAGE), wait_until="commit")

    expect(home.locator("h1")).to_be_visible()
    expect(home.locator("main .prose h2").last).to_be_attached()
    expect(home.locator("footer")).to_contain_text("For education. Not medical advice.")
    expect(home.get_by_text("Starting the figures…").first).to_be_attached()


@pytest.mark.usefixtures("kernels_wait")
def test_a_page_whose_figures_do_not_come_says_so_after_half_a_minute(home: Page, course: Course):
    home.clock.install()
    home.goto(course.url(LESSON_PAGE), wait_until="commit")
    expect(home.get_by_text("Starting the figures…").first).to_be_attached()
    expect(home.get_by_role("status").filter(has_text="not ready")).to_have_count(0)

    home.clock.run_for(31_000)

    expect(home.get_by_role("status").filter(has_text="The figures are not ready.")).to_be_visible()
    expect(home.get_by_role("link", name="Reload the page")).to_be_visible()


def test_nothing_of_the_notebook_is_in_sight(home: Page, course: Course):
    home.goto(course.url(LESSON_PAGE))
    home.wait_for_function("document.documentElement.dataset.ready !== undefined", timeout=60_000)

    expect(home).to_have_title(re.compile("calcinosis$"))
    assert home.locator(".jp-InputArea, .jp-InputPrompt, .jp-OutputPrompt, .waiting, .failed").count() == 0
    assert "import" not in home.locator("main").inner_text().split("\n")
    assert home.evaluate("getComputedStyle(document.querySelector('body > .jp-LabShell')).display") == "none"


def test_the_key_does_not_stay_in_the_address(home: Page):
    assert "token" not in home.url


def test_units_are_chosen_once_for_all_pages_and_announced(home: Page, course: Course):
    home.evaluate("addEventListener('calcinosis:units', event => { window.announced = event.detail })")
    home.get_by_role("radio", name="mg/dL").check()

    assert home.evaluate("window.announced") == "conventional"

    home.goto(course.url(LESSON_PAGE))

    expect(home.locator("html")).to_have_attribute("data-units", "conventional")
    expect(home.get_by_role("radio", name="mg/dL").first).to_be_checked()
    home.get_by_role("radio", name="SI").first.check()
    expect(home.locator("html")).to_have_attribute("data-units", "si")


def test_the_appearance_chosen_holds_against_the_systems(home: Page):
    home.emulate_media(color_scheme="light")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    light = home.evaluate(paper)

    home.get_by_role("radio", name="Dark").check()

    home.wait_for_function(f"{paper} !== '{light}'")
    home.reload()
    home.wait_for_function(f"{paper} !== '{light}'")
    home.get_by_role("radio", name="Auto").check()
    home.wait_for_function(f"{paper} === '{light}'")


def test_the_bar_tells_the_section(home: Page, course: Course):
    home.goto(course.url(LESSON_PAGE))
    home.wait_for_function("document.documentElement.dataset.ready !== undefined", timeout=60_000)
    sections = home.locator("main .prose h2").count()
    expect(home.locator("#where")).to_have_text(f"Lesson 2 · section 1 of {sections}")

    home.locator("main .prose h2").last.scroll_into_view_if_needed()
    home.evaluate("scrollBy(0, innerHeight)")

    expect(home.locator("#where")).to_have_text(f"Lesson 2 · section {sections} of {sections}")


def test_a_printed_lesson_has_no_bars_and_no_buttons_of_the_page(home: Page, course: Course):
    home.goto(course.url(LESSON_PAGE))
    home.emulate_media(media="print")

    expect(home.locator("header.bar")).to_be_hidden()
    expect(home.locator("footer")).to_be_hidden()
    expect(home.locator("h1")).to_be_visible()


def test_leaving_a_page_ends_its_kernel(browser: Browser, course: Course):
    page = signed_in(browser, course)  # without the watch on requests, which swallows the page's last one
    page.goto(course.url(LESSON_PAGE))
    page.wait_for_function("document.documentElement.dataset.ready !== undefined", timeout=60_000)
    before = len(course.kernels())

    page.goto("about:blank")

    assert comes_true(lambda: len(course.kernels()) < before, 60, page)
    page.context.close()
