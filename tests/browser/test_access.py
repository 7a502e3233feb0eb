"""Everyone can use it: no serious axe finding on any page, and a whole quiz by keyboard alone."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from served import LESSON, QUIZ, Course, comes_true, signed_in
from sitting import Sitting, place_of, shown_order

from calcinosis.quiz.quiz_file import Question

PAGES = ("home.ipynb", f"lessons/{LESSON}.ipynb", f"quizzes/{QUIZ}.ipynb", f"feedback.ipynb?quiz={QUIZ}")
GRAVE = {"serious", "critical"}
SETTLED = """
() => document.documentElement.dataset.ready !== undefined && document.fonts.status === "loaded" &&
  document.getAnimations().every(
    (each) => each.playState !== "running" || each.effect.getTiming().iterations === Infinity)
"""


@pytest.fixture(scope="module")
def course(start) -> Course:
    return start("kim")


def grave(page: Page) -> list[str]:
    """Return axe's serious and critical findings, each with its first place."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found if each["impact"] in GRAVE]


def settled(page: Page) -> None:
    expect(page.locator(".figure .calcinosis").first).to_be_visible()
    page.wait_for_function(SETTLED, timeout=60_000)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_grave(browser, course: Course, name: str, width: int, scheme: str):
    page = signed_in(browser, course, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(course.url(name))
    settled(page)

    assert grave(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


class Keys:
    """A person without a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)

    def tab_to(self, target: Locator, most: int = 60) -> None:
        """Press Tab until the target, or something in it, has the focus."""
        handle = target.element_handle()
        for _ in range(most):
            if self.page.evaluate("node => node.contains(document.activeElement)", handle):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not reach {target}")

    def until(self, key: str, fact: Callable[[], bool], most: int = 12) -> None:
        for _ in range(most):
            if fact():
                return
            self.press(key)
        assert fact()


def test_a_whole_quiz_by_keyboard_alone(sitting: Sitting, course: Course):
    keys = Keys(sitting.page)
    enter = {
        "multiple": tick,
        "numeric": type_number,
        "ordering": sort,
        "matching": match,
        "single": choose,
        "short": write,
    }
    for question in sitting.questions:
        enter[question.item.kind](keys, sitting, question)
    sitting.saved()
    keys.tab_to(sitting.page.get_by_role("button", name="Check and submit"))
    keys.press("Enter")
    keys.tab_to(sitting.page.get_by_role("dialog").get_by_role("button", name="Submit", exact=True))
    keys.press("Enter")

    expect(sitting.page.locator(".receipt-code")).to_be_visible()
    assert comes_true(course.graded, 90, sitting.page)
    assert all(auto == most for auto, _, most in course.grades().values() if auto is not None)


def choose(keys: Keys, sitting: Sitting, question: Question) -> None:
    """Arrows move within the group."""
    field, (text,) = sitting.field(question), sitting.right(question)
    keys.tab_to(field.locator(".options"))
    keys.press("Space")
    keys.until("ArrowDown", field.get_by_role("radio", name=text, exact=True).is_checked)


def tick(keys: Keys, sitting: Sitting, question: Question) -> None:
    """Space ticks a box."""
    for option in sitting.shown(question)["options"]:
        keys.tab_to(sitting.field(question).get_by_role("checkbox", name=option["text"], exact=True))
        if option["text"] in sitting.right(question):
            keys.press("Space")


def type_number(keys: Keys, sitting: Sitting, question: Question) -> None:
    """The unit is a list: arrows choose."""
    field = sitting.field(question)
    keys.tab_to(field.get_by_label("Your number"))
    keys.page.keyboard.type(sitting.right(question))
    unit = field.get_by_label("Unit")
    keys.tab_to(unit)
    keys.press("Home")
    keys.until("ArrowDown", lambda: unit.input_value() == question.item.unit)


def sort(keys: Keys, sitting: Sitting, question: Question) -> None:
    """Space lifts a row, the arrows carry it, Space drops it."""
    field, texts = sitting.field(question), sitting.right(question)
    keys.tab_to(field.locator(".ordering"))
    keys.until("ArrowUp", lambda: "place 1 of" in focused(keys.page))
    for place, text in enumerate(texts):
        at = shown_order(field).index(text)
        keys.press(*["ArrowDown"] * (at - place), "Space", *["ArrowUp"] * (at - place), "Space", "ArrowDown")
    assert shown_order(field) == texts


def match(keys: Keys, sitting: Sitting, question: Question) -> None:
    """Each left side is a list of its own."""
    right = sitting.right(question)
    for left in sitting.shown(question)["left"]:
        choice = sitting.field(question).get_by_label(left["text"], exact=True)
        keys.tab_to(choice)
        keys.press(*["ArrowDown"] * place_of(choice, right[left["text"]]))


def write(keys: Keys, sitting: Sitting, question: Question) -> None:
    keys.tab_to(sitting.field(question).get_by_role("textbox"))
    keys.page.keyboard.type(sitting.right(question))


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''")
