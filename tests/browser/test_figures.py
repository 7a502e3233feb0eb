"""Live figures in a served lesson: moved, read and answered with the keyboard, on a wide screen and on a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from served import LESSON, Course, signed_in

SMALLEST = """
() => [...document.querySelectorAll(".cf svg text, .cf svg tspan, .cf p, .cf label, .cf span, .cf b, .cf button")]
  .filter((node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
  .filter((node) => node.getClientRects().length)
  .map((node) => {
    const scale = node.closest("svg")?.getScreenCTM()?.a ?? 1;
    return [Math.round(10 * scale * parseFloat(getComputedStyle(node).fontSize)) / 10, node.textContent];
  })
  .filter(([size]) => size < 11)
"""


@pytest.fixture(scope="module")
def course(start) -> Course:
    return start("fay")


def opened(browser: Browser, course: Course, **look) -> Page:
    """Open the lesson and wait until its last figure has drawn."""
    page = signed_in(browser, course, **look)
    page.goto(course.url(f"lessons/{LESSON}.ipynb"))
    expect(page.locator(".cf-predict svg")).to_be_visible(timeout=60000)
    return page


@pytest.fixture(scope="module")
def lesson(browser: Browser, course: Course):
    page = opened(browser, course, viewport={"width": 1280, "height": 900})
    yield page
    page.context.close()


def test_slider_key_moves_picture_and_words(lesson: Page):
    figure = lesson.get_by_role("region", name="One day of calcium and phosphate")
    slider = figure.get_by_label("Calcium intake")
    before = figure.locator(".cf-words").inner_text()
    slider.focus()
    for _ in range(2):
        lesson.keyboard.press("PageUp")

    expect(slider).to_have_value("45")
    expect(figure.locator(".cf-words")).to_contain_text("Calcium intake 45\u00a0mmol/day, settled.")
    assert figure.locator(".cf-words").inner_text() != before

    lesson.keyboard.press("Backspace")
    expect(figure.locator(".cf-words")).to_contain_text("Everything as in health.")


def test_parts_of_the_picture_are_read_one_by_one(lesson: Page):
    picture = lesson.locator(".cf-balance .cf-stage svg").first
    parts = picture.get_by_role("img")
    expect(picture.locator('[tabindex="0"]')).to_have_count(1)
    parts.first.focus()
    lesson.keyboard.press("ArrowRight")

    expect(parts.nth(1)).to_be_focused()
    expect(parts.nth(1)).to_have_attribute("aria-label", re.compile(r"^blood: calcium 2\.40.mmol/L.*ionised"))


def test_one_switch_changes_the_units_of_every_figure(lesson: Page):
    lesson.get_by_role("radio", name="mg/dL").check(force=True)
    for words in lesson.locator(".cf-balance .cf-words").all():
        expect(words).to_contain_text("mg/dL (")
    expect(lesson.locator(".cf-setpoint svg text").filter(has_text="mg/dL (log)")).to_have_count(0)
    expect(lesson.locator(".cf-setpoint svg text").filter(has_text="ionised calcium, mg/dL")).to_have_count(1)

    lesson.get_by_role("radio", name="SI").check(force=True)
    expect(lesson.locator(".cf-setpoint svg text").filter(has_text="ionised calcium, mmol/L")).to_have_count(1)


def test_time_course_is_scrubbed_with_the_keyboard(lesson: Page):
    cursor = lesson.locator(".cf-timecourse").first.get_by_role("slider", name="Time")
    cursor.focus()
    lesson.keyboard.press("Home")
    expect(cursor).to_have_attribute("aria-valuetext", re.compile(r"^day 0: "))
    lesson.keyboard.press("]")

    expect(cursor).to_have_attribute("aria-valuetext", re.compile(r"^day 7: .*PTH 4\.0 pmol/L"))


def test_prediction_is_drawn_answered_and_tried_with_the_keyboard(lesson: Page):
    figure = lesson.locator(".cf-predict")
    assert figure.locator("svg path[pathLength]").first.get_attribute("d") == "M0 0"
    handle = figure.locator(".cf-handle").nth(3)
    handle.focus()
    for _ in range(8):
        lesson.keyboard.press("PageUp")
    expect(handle).to_have_attribute("aria-valuetext", re.compile("high"))
    figure.get_by_role("button", name="Let the model answer").press("Enter")

    axis = figure.get_by_role("slider", name="GFR, mL/min")
    expect(axis).to_be_focused()
    expect(figure.locator(".cf-words")).to_contain_text("You drew phosphate leaving its range at GFR")
    before = axis.input_value()
    lesson.keyboard.press("ArrowRight")
    expect(axis).to_have_value(f"{float(before) - 1:g}")

    figure.get_by_role("button", name="Draw again").press("Enter")
    expect(figure.locator(".cf-words")).to_contain_text("Draw what you expect of phosphate")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (360, "light")])
def test_no_text_in_a_figure_is_too_small_and_nothing_overflows(browser, course: Course, width: int, scheme: str):
    page = opened(browser, course, viewport={"width": width, "height": 844}, color_scheme=scheme)

    assert page.evaluate(SMALLEST) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    serious = [
        v for v in Axe().run(page, context=".cf").response["violations"] if v["impact"] in {"serious", "critical"}
    ]
    assert serious == []
    page.context.close()


def test_reduced_motion_leaves_nothing_moving(browser, course: Course):
    page = opened(browser, course, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")

    expect(page.get_by_role("button", name="Let it flow").first).to_be_hidden()
    drawn = page.evaluate(
        "() => [...document.querySelectorAll('canvas')].some((c) => c.width && "
        "c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(Boolean))"
    )
    assert not drawn
    page.context.close()
