"""Drawn pictures in a real browser: the same pixels and words as in Python, rings, questions, the keyboard."""

import base64
import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from calcinosis.imaging.atlas import ATLAS
from calcinosis.imaging.develop import develop
from calcinosis.imaging.plates import plate
from calcinosis.imaging.questions import DRAWINGS
from calcinosis.panels.imaging.imaging import Imaging
from calcinosis.panels.quiz.quiz_page import QuizPage
from calcinosis.quiz.bank import load
from calcinosis.quiz.public import public_quiz

ROOT = Path(__file__).parents[2]

HTML = """<!doctype html><html lang="en"><head><title>Figure</title><meta name="viewport" content="width=device-width">
<style>body { margin: 0; background: var(--paper) } main { padding: 0 20px }</style></head>
<body data-page="figure"><main><h1>Figure</h1><h2>Section</h2></main>
<script type="module">
import panel from "/panel.js";
const { traits, css } = await (await fetch("/traits.json")).json();
for (const sent of traits.plates) {
  const bytes = Uint8Array.from(atob(sent.data), (each) => each.charCodeAt(0));
  sent.data = new DataView(bytes.buffer);
}
const style = document.createElement("style");
style.textContent = css;
document.head.append(style);
const place = document.createElement("div");
document.querySelector("main").append(place);
// No kernel: the panel must not miss it.
const model = { get: (name) => traits[name], on() {}, off() {}, set() {}, save_changes() {}, send() {} };
panel.render({ model, el: place });
</script></body></html>"""

TRAITS = (
    "title",
    "subtitle",
    "words",
    "quantities",
    "plates",
    "start",
    "controls",
    "labels",
    "plain",
    "quiet",
    "failed",
)

COMPARE = """(canvas, given) => {
  const kept = Uint8Array.from(atob(given.pixels), (each) => each.charCodeAt(0));
  const seen = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  let far = 0;
  for (let at = 0; at < canvas.width * canvas.height; at += 1) {
    for (let colour = 0; colour < 3; colour += 1) {
      if (Math.abs(seen[4 * at + colour] - kept[given.colours * at + (given.colours === 3 ? colour : 0)]) > 3) far += 1;
    }
  }
  return far / (3 * canvas.width * canvas.height);
}"""


@pytest.fixture
def show(page: Page):
    """Show an imaging panel; nothing may be thrown, and no address but the page's own is asked."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))

    def open_panel(panel: Imaging) -> Page:
        traits = {name: getattr(panel, name) for name in TRAITS}
        packed = [{**sent, "data": base64.b64encode(sent["data"]).decode()} for sent in panel.plates]
        answers = {
            "/panel.js": (str(panel._esm), "text/javascript"),
            "/traits.json": (
                json.dumps({"traits": {**traits, "plates": packed}, "css": str(panel._css)}),
                "application/json",
            ),
        }

        def serve(route: Route) -> None:
            path = "/" + route.request.url.split("/", 3)[3]
            body, kind = answers.get(path, (HTML, "text/html"))
            route.fulfill(body=body, content_type=kind)

        page.route("http://course.test/**", serve)
        page.goto("http://course.test/figure")
        for canvas in page.locator(".cf-canvas").all():
            expect(canvas).to_have_attribute("data-drawn", "true")
        return page

    yield open_panel
    assert faults == []


def move(page: Page, name: str, value: float | str) -> None:
    control = page.locator(f"input[data-name={name}]")
    if isinstance(value, str):
        page.locator(f"input[data-name={name}][value={value}]").check(force=True)
    else:
        control.evaluate("(node, value) => { node.value = value; node.dispatchEvent(new Event('input')); }", value)


def differs(page: Page, name: str, values) -> float:
    found = ATLAS[name]
    pixels = develop(plate(name), found.recipe, found.values(values))
    given = {
        "pixels": base64.b64encode(pixels.tobytes()).decode(),
        "colours": pixels.shape[2] if pixels.ndim == 3 else 1,
    }
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page.locator(".cf-canvas").evaluate(COMPARE, given)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("hand-sclerosis", {"severity": 0.55, "density": 0.7, "level": 0.4, "width": 0.6}),
        ("foot-leak", {"days": 30, "width": 0.7}),
        ("hip-levels", {"posture": "left", "level": 300, "width": 1400}),
        ("ultrasound-milk", {"tilt": -22, "gain": 3}),
        ("skin-deposit", {"stain": "alizarin"}),
        ("arteriole", {"stage": 0.78, "stain": "kossa"}),
    ],
)
def test_the_browser_develops_the_pixels_and_the_words_that_python_does(show, name, values):
    page = show(Imaging(name))
    for control, value in values.items():
        move(page, control, value)

    assert differs(page, name, values) < 0.001
    expect(page.locator(".cf-words")).to_have_text(ATLAS[name].words(ATLAS[name].values(values)))
    expect(page.get_by_role("img", name=ATLAS[name].about)).to_be_visible()


def test_signs_are_shown_hidden_and_picked_by_number(show):
    page = show(Imaging("hand-sclerosis"))
    page.get_by_role("button", name="Show the signs").click()
    expect(page.locator(".cf-ringed")).to_have_count(4)
    page.keyboard.press("3")
    expect(page.get_by_role("button", name="3 Terminal tuft")).to_have_attribute("aria-pressed", "true")
    move(page, "severity", 0.0)
    expect(page.locator(".cf-ringed")).to_have_count(1)
    page.get_by_role("button", name="Hide the signs").click()

    expect(page.locator(".cf-ringed")).to_have_count(0)


DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100))))"


def test_a_quiz_is_taken_by_keyboard_and_does_not_tell_its_answer(show):
    page = show(Imaging("arteriole"))
    page.get_by_role("button", name="Quiz me").focus()
    page.keyboard.press("Enter")
    texts = [mark.text for mark in ATLAS["arteriole"].marks if mark.seen(ATLAS["arteriole"].values())]
    expect(page.locator(".cf-twin")).to_be_hidden()
    assert (
        page.get_by_role("img").first.get_attribute("aria-label").endswith(f"Rings 1 to {len(texts)} are drawn on it.")
    )
    for _ in texts:
        for ring in page.locator(".cf-choices button").all():
            if page.locator(".cf-told").inner_text().startswith("Right"):
                break
            ring.focus()
            page.keyboard.press("Enter")
            page.evaluate(DRAWN)
        expect(page.locator(".cf-told")).to_contain_text("Right")
        last = page.locator(".cf-quiz .cf-primary")
        page.keyboard.press("Enter")
        page.evaluate(DRAWN)
    expect(last).to_be_hidden()
    page.get_by_role("button", name="Stop the quiz").click()

    expect(page.locator(".cf-twin")).to_be_visible()


def test_the_probe_reads_hounsfield_units_with_the_arrow_keys(show):
    page = show(Imaging("hip-levels"))
    reading = page.locator(".cf-reading")
    expect(reading).to_contain_text("dense mineral")
    sheet = page.locator(".cf-sheet")
    sheet.focus()
    for _ in range(5):
        page.keyboard.press("ArrowUp")
    expect(reading).to_contain_text("fluid or soft tissue")
    move(page, "posture", "prone")

    expect(reading).to_contain_text("dense mineral")


def test_words_wait_where_the_text_asks_first(show):
    page = show(Imaging("mass-amorphous", "mass-ossified", quiet=True))
    expect(page.locator(".cf-words")).to_be_hidden()
    page.get_by_role("button", name="Say it in words").click()

    expect(page.locator(".cf-words")).to_contain_text("Right: Skin")


def test_a_magnified_plate_stays_stamped_and_moves_with_the_arrow_keys(show):
    page = show(Imaging("giant-cells"))
    move(page, "magnification", 3)
    stage = page.locator(".cf-stage")
    before = stage.get_attribute("style")
    page.locator(".cf-sheet").focus()
    page.keyboard.press("ArrowRight")

    expect(stage).not_to_have_attribute("style", before)
    assert page.locator(".cf-sheet").evaluate("(node) => getComputedStyle(node, '::after').content") == '"SYNTHETIC"'


def test_a_plain_picture_tells_no_finding(show):
    page = show(Imaging("hip-cloud", plain=True))

    expect(page.locator(".cf-twin")).to_be_hidden()
    assert "trochanter" not in page.locator("main").inner_text()
    assert page.get_by_role("img").first.get_attribute("aria-label") == (
        "Right hip radiograph, anteroposterior. Synthetic picture, no patient."
    )


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (320, "light")])
def test_nothing_is_hard_to_reach_at_any_width(show, page, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    show(Imaging("mass-amorphous", "tophus", labels=True))

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    assert [each["id"] for each in found if each["impact"] in {"serious", "critical"}] == []


def test_a_question_shows_its_picture_and_takes_a_place_on_it(learner, stage):
    quiz = load(ROOT / "quizzes").quizzes["four-ways-to-look"]
    public = public_quiz(quiz)
    public["items"] = [each for each in public["items"] if each["kind"] == "hotspot"]
    (learner.apps / "quizzes" / "pictures.public.json").write_text(json.dumps(public), encoding="utf-8")
    opened = stage(lambda: QuizPage("pictures"))
    opened.open()
    film = opened.page.locator(".hotspot-film").first
    film.scroll_into_view_if_needed()
    width = film.evaluate(
        """(film) => new Promise((done) => {
          const probe = new Image();
          probe.onload = () => done(probe.naturalWidth);
          probe.src = film.shadowRoot.querySelector("image").getAttribute("href");
        })"""
    )
    box = film.bounding_box()
    x, y, *_ = DRAWINGS["fingertips"].regions["index-bone"]
    left, top, wide, tall = DRAWINGS["fingertips"].crop
    film.click(position={"x": (x - left) / wide * box["width"], "y": (y + 8 - top) / tall * box["height"]})

    assert width == plate("hand-sclerosis").width
    expect(opened.page.locator(".hotspot-told").first).to_have_text("End of the last index bone")


def test_every_place_of_an_answer_counts_and_is_ringed(learner, stage):
    quiz = load(ROOT / "quizzes").quizzes["phosphate-with-nowhere-to-go"]
    public = public_quiz(quiz)
    public["items"] = [each for each in public["items"] if each["kind"] == "hotspot"]
    (learner.apps / "quizzes" / "pictures.public.json").write_text(json.dumps(public), encoding="utf-8")
    opened = stage(lambda: QuizPage("pictures"))
    opened.open()
    film = opened.page.locator(".hotspot-film").first
    film.scroll_into_view_if_needed()
    box = film.bounding_box()
    left, top, wide, tall = DRAWINGS["cysts"].crop
    for x, y, *_ in DRAWINGS["cysts"].regions["lower"][:3]:
        film.click(position={"x": (x - left) / wide * box["width"], "y": (y - top) / tall * box["height"]})
        expect(opened.page.locator(".hotspot-told").first).to_have_text("Part of a cyst towards the table")

    rings = film.evaluate("(film) => film.shadowRoot.querySelectorAll('path[stroke=\"#6fc7d0\"]').length")
    assert rings == len(DRAWINGS["cysts"].regions["lower"])
