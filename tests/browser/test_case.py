"""A virtual patient in the real page: played well and badly, by keyboard, through the death of a kernel."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from served import Course, comes_true, kept_away, signed_in

from calcinosis.quiz.cases import compiled, debrief, paths
from calcinosis.quiz.cases.deal import deal, seed
from calcinosis.quiz.cases.play import replay

CASE = "thighs-that-burn"
HIP, ULCERS, LUMPS = "a-hip-that-grew", "ulcers-that-were-called-venous", "lumps-nobody-talks-about"
GRAVE = {"serious", "critical"}


@pytest.fixture(scope="module")
def course(start) -> Course:
    return start("noor")


class Bedside:
    """A learner before one case."""

    def __init__(self, page: Page, course: Course, name: str) -> None:
        self.page, self.course, self.name = page, course, name
        case = compiled.case(name)
        self.case = deal(case, seed(course.learner, name, case["version"], 1))

    def open(self) -> None:
        self.page.goto(self.course.url(f"cases/{self.name}.ipynb"))
        expect(self.page.locator(".case-page h1")).to_be_visible(timeout=60000)

    def key(self, name: str):
        return self.page.locator(f"[data-key='{name}']:visible")

    def play(self, moves: list[dict]) -> None:
        for move in moves:
            getattr(self, f"_{move['do']}")(move)

    def _ask(self, move: dict) -> None:
        self.key(f"ask-{move['what']}").click()
        expect(self.key(f"answer-{move['what']}")).to_be_visible()

    def _examine(self, move: dict) -> None:
        self.page.locator("#case-region").select_option(move["what"])
        self.key("examine").click()
        expect(self.key(f"found-{move['what']}").first).to_be_visible()

    def _order(self, move: dict) -> None:
        for test in move["what"]:
            self.page.locator(f"#test-{test}").check()
        self.key("order").click()
        expect(self.key("wait")).to_be_visible()

    def _wait(self, _move: dict) -> None:
        back = self.page.locator(".order-back").count()
        self.key("wait").click()
        expect(self.page.locator(".order-back").nth(back)).to_be_attached()

    def _view(self, move: dict) -> None:
        phone = self.page.viewport_size["width"] < 1024
        if phone:
            self.key("view-change").click()
        saved = self.page.locator(".case-bar .save-state").text_content()
        for name, share in sorted(move["what"].items(), key=lambda each: -each[1]):
            self.page.locator(f"#view-{name}").fill(str(share))
        comes_true(lambda: self.page.locator(".case-bar .save-state").text_content() != saved, 5, self.page)
        if phone:
            self.page.get_by_role("button", name="Done").click()

    def _go(self, _move: dict) -> None:
        parts = self.page.locator(".case-part:visible").count()
        self.key("go").click()
        comes_true(lambda: self.page.locator(".case-part:visible").count() > parts, 10, self.page)

    def _decide(self, move: dict) -> None:
        for option in move["chosen"]:
            self.page.locator(f"#decide-{move['what']}-{option}").check()
        self.key(f"lock-{move['what']}").click()
        expect(self.key(f"followed-{move['what']}")).to_be_visible()

    def grave(self) -> list[str]:
        found = Axe().run(self.page).response["violations"]
        return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found if each["impact"] in GRAVE]


@pytest.fixture
def bedside(home: Page, course: Course) -> Bedside:
    """The learner with the case of the thighs open; its play goes on from test to test."""
    at = Bedside(home, course, CASE)
    at.open()
    return at


def test_a_case_played_well_ends_well_and_is_discharged_at_home(home: Page, course: Course):
    hip = Bedside(home, course, HIP)
    hip.open()

    hip.play(paths.expert(hip.case))

    expect(home.locator(".debrief-title")).to_have_text("Tumoral calcinosis of kidney failure")
    expect(home.get_by_text("Smaller by seventy per cent")).to_be_visible()
    expect(home.locator(".steps tr:last-child .step-number")).to_have_text(re.compile(r"(99|100)"))
    expect(home.locator(".debrief-harms")).to_have_count(0)
    expect(home.get_by_role("img", name=re.compile("His blood and the mass by the hip"))).to_be_visible()
    home.goto(course.home)
    expect(home.locator(".patients li", has_text="A hip that grew, on dialysis")).to_contain_text("Discharged")


def test_a_case_played_badly_on_a_phone_shows_its_harm_and_can_be_used_by_everyone(browser, course: Course):
    page = signed_in(browser, course, viewport={"width": 390, "height": 850}, color_scheme="dark")
    ulcers = Bedside(page, course, ULCERS)
    ulcers.open()
    moves = paths.worst(ulcers.case)
    state = replay(ulcers.case, moves)
    findings = [*ulcers.grave()]

    ulcers.play(moves[:-2])
    findings += ulcers.grave()
    ulcers.play(moves[-2:])
    findings += ulcers.grave()

    expect(page.get_by_role("heading", name=debrief.outcome(ulcers.case, state)["title"])).to_be_visible()
    expect(page.locator(".followed .harm").first).to_contain_text("Harm.")
    expect(page.locator(".debrief-harms li")).to_have_count(len(debrief.harms(ulcers.case, state)))
    assert findings == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()


def test_a_killed_kernel_loses_no_move_and_the_page_comes_back_by_itself(bedside: Bedside):
    page = bedside.page
    moves = paths.expert(bedside.case)
    at = next(place for place, move in enumerate(moves) if move["do"] == "order")
    bedside.play(moves[: at + 2])
    found = page.locator(".finding-list").inner_text()

    with kept_away(page):
        for kernel in bedside.course.kernels():
            kernel.kill()
        expect(page.get_by_text("No connection since")).to_be_visible()

    expect(page.get_by_text("No connection since")).to_be_hidden(timeout=60000)
    expect(page.locator(".order-back")).to_have_count(1, timeout=60000)
    assert page.locator(".finding-list").inner_text() == found
    page.goto(bedside.course.home)
    page.get_by_role("link", name="Back to the patient").click()
    expect(page.locator(".order-back")).to_have_count(1, timeout=60000)
    bedside.play([move for move in moves[at + 2 :] if move["do"] == "wait"])
    expect(page.locator(".labs tbody tr")).to_have_count(12)
    expect(page.locator(".report-picture img")).to_have_attribute("alt", re.compile(r"\w{3,}"))
    assert bedside.grave() == []


def test_the_values_of_a_case_follow_the_choice_of_units(bedside: Bedside):
    page = bedside.page
    value = bedside.case["labs"]["phosphate"]["value"]
    row = page.locator(".labs tbody tr", has_text=re.compile("^Phosphate"))
    if not row.count():
        bedside.play([{"do": "go"}, {"do": "go"}, {"do": "order", "what": ["minerals"]}, {"do": "wait"}])
    expect(row.locator(".lab-number")).to_have_text(f"{value:.2f}")

    page.get_by_role("radio", name="mg/dL").check()

    expect(row.locator(".lab-number")).to_have_text(f"{value * 3.097:.1f}")
    page.get_by_role("radio", name="SI").check()


def test_a_case_can_be_played_by_keyboard_alone(browser, course: Course):
    page = signed_in(browser, course, viewport={"width": 1280, "height": 900})
    lumps = Bedside(page, course, LUMPS)
    lumps.open()
    slider = f"#view-{lumps.case['diagnosis']}"
    keys = page.keyboard

    def tab_to(selector: str) -> None:
        for _ in range(60):
            if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
                return
            keys.press("Tab")
        raise AssertionError(f"{selector} was not reached")

    first = page.locator(".questions button").first.get_attribute("data-key")
    tab_to(f"[data-key='{first}']")
    keys.press("Enter")
    expect(page.locator(f"[data-key='{first.replace('ask-', 'answer-')}']")).to_be_focused()
    tab_to("[data-key='go']")
    keys.press("Enter")
    expect(page.locator("[data-key='head-found']")).to_be_focused()
    tab_to("#case-region")
    keys.type("Groin")
    tab_to("[data-key='examine']")
    keys.press("Enter")
    expect(page.locator(".finding-list li").first).to_be_focused()
    tab_to("[data-key='place-head']")
    keys.press("ArrowDown")
    expect(page.locator("[data-key='place-mouth']")).to_be_focused()
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(page.locator("[data-key='found-neck']").first).to_be_focused()
    tab_to(slider)
    before = int(page.locator(slider).input_value())
    for _ in range(5):
        keys.press("ArrowRight")

    expect(page.locator(slider)).to_have_value(str(before + 5))
    shares = [int(each.input_value()) for each in page.locator(".view-row input").all()]
    assert sum(shares) == 100

    # the last thought is still on its way when the learner goes on: neither is lost
    page.evaluate(
        """selector => {
            const slider = document.querySelector(selector);
            slider.value = Number(slider.value) + 7;
            for (const event of ["input", "change"]) slider.dispatchEvent(new Event(event, { bubbles: true }));
            document.querySelector("[data-key='go']").click();
        }""",
        slider,
    )
    expect(page.locator("[data-key='head-order']")).to_be_focused()
    expect(page.locator(slider)).to_have_value(str(before + 12))
    page.context.close()
