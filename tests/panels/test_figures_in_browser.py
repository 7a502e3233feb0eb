"""Live figures in a real browser, with the real widget of this process and no server between them."""

import json
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from calcinosis.panels.shared.base import Panel
from calcinosis.panels.simulator import validation_results
from calcinosis.panels.simulator.balance import Balance
from calcinosis.panels.simulator.deposit import Deposit
from calcinosis.panels.simulator.laboratory import Laboratory
from calcinosis.panels.simulator.predict import Predict
from calcinosis.panels.simulator.saturation import Saturation
from calcinosis.panels.simulator.setpoint import SetPoint
from calcinosis.panels.simulator.timecourse import TimeCourse
from calcinosis.panels.simulator.validation_table import ValidationTable

HTML = """<!doctype html><html lang="en"><head><title>Figure</title><meta name="viewport" content="width=device-width">
<style>body { margin: 0; background: var(--paper) } main { padding: 0 20px }</style></head>
<body data-page="figure"><main></main>
<script type="module">
import panel from "/panel.js";
const { traits, css } = await newWidget();
const style = document.createElement("style");
style.textContent = css;
document.head.append(style);
const listeners = {};
const tell = (event, content) => (listeners[event] ?? []).forEach((listener) => listener(content));
let waiting = {};
const model = {
  get: (name) => traits[name],
  set: (name, value) => {
    traits[name] = waiting[name] = value;
    tell(`change:${name}`);
  },
  save_changes: async () => {
    const sent = waiting;
    waiting = {};
    const changed = await toPython(sent);
    Object.assign(traits, changed);
    for (const name of Object.keys(changed)) tell(`change:${name}`);
  },
  on: (event, listener) => (listeners[event] ??= []).push(listener),
  off: (event, listener) => (listeners[event] = listeners[event].filter((each) => each !== listener)),
  send: async (content) => {
    for (const said of await askPython(content)) tell("msg:custom", said);
  },
};
const place = document.createElement("div");
document.querySelector("main").append(place);
panel.render({ model, el: place });
</script></body></html>"""


class Drawn:
    """A page with one figure on it; ``alive = False`` kills its kernel."""

    def __init__(self, page: Page, figure: Panel) -> None:
        self.page, self.figure, self.alive = page, figure, True
        page.expose_function("newWidget", lambda: {"traits": self.traits(), "css": str(figure._css)})
        page.expose_function("toPython", self._take)
        page.expose_function("askPython", self._ask)
        page.route("http://course.test/**", self._serve)
        page.goto("http://course.test/figure")
        page.wait_for_selector(".cf")

    def traits(self) -> dict[str, Any]:
        names = (name for name in self.figure.keys if not name.startswith("_") and name not in HOST)
        self.known = {name: json.loads(json.dumps(getattr(self.figure, name))) for name in names}
        return self.known

    def _take(self, changes: dict[str, Any]) -> dict[str, Any]:
        before = self.known
        if self.alive:
            self.figure.set_state(changes)
        return {name: value for name, value in self.traits().items() if value != before[name] and name not in changes}

    def _ask(self, content: dict[str, Any]) -> list[dict[str, Any]]:
        if not self.alive:
            return []
        said = len(self.figure.comm.said)
        self.figure._handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})
        return self.figure.comm.said[said:]

    def _serve(self, route: Route) -> None:
        module = route.request.url.endswith("/panel.js")
        route.fulfill(
            body=str(self.figure._esm) if module else HTML, content_type="text/javascript" if module else "text/html"
        )


HOST = ("layout", "comm", "tabbable", "tooltip", "keys", "log")


@pytest.fixture
def draw(page: Page):
    """Draw a figure; nothing may be thrown in the page."""
    faults: list[str] = []
    drawn: list[Drawn] = []
    page.on("pageerror", lambda error: faults.append(str(error)))

    def show(figure: Panel) -> Page:
        drawn.append(Drawn(page, figure))
        return page

    show.kernel = drawn
    yield show
    assert faults == []


def diet(**settings: Any) -> TimeCourse:
    return TimeCourse(
        calcium_intake=10.0,
        sliders=("calcium_intake",),
        days=14,
        lead=7,
        event="no dairy food",
        rows=("calcium", "pth"),
        **settings,
    )


def test_curve_stays_hidden_until_a_guess_is_committed(draw):
    page = draw(diet(ask="What does PTH do?", about="pth"))
    figure = page.get_by_role("region")
    time = figure.get_by_role("slider", name="Time")
    show = figure.get_by_role("button", name="Show what happens")
    shown = int(time.get_attribute("aria-valuemax"))
    expect(show).to_be_disabled()
    expect(figure.get_by_label("Calcium intake")).to_be_hidden()

    figure.get_by_role("radio", name="rises").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    expect(time).to_be_focused()
    assert int(time.get_attribute("aria-valuemax")) > 2 * shown
    expect(figure.locator(".cf-words")).to_contain_text("You expected that PTH rises: it does.")
    expect(figure.get_by_label("Calcium intake")).to_be_visible()

    figure.get_by_role("button", name="Ask me again").click()

    expect(show).to_be_disabled()
    expect(time).to_have_attribute("aria-valuemax", str(shown))


def test_event_is_called_what_the_slider_does(draw):
    page = draw(diet())
    axis = page.locator(".cf-stage svg text")
    expect(axis.filter(has_text="no dairy food")).to_have_count(1)

    page.get_by_label("Calcium intake").press("End")

    expect(axis.filter(has_text=re.compile("calcium intake 60"))).to_have_count(1)
    expect(axis.filter(has_text="no dairy food")).to_have_count(0)


CURVES = """
() => {
  const seen = (window.seen = new Set());
  const curve = document.querySelector(".cf-setpoint path.s-pth[stroke-linejoin]");
  new MutationObserver(() => seen.add(curve.getAttribute("d"))).observe(curve, { attributes: true });
}
"""


def test_words_follow_the_dot_while_it_is_held(draw):
    page = draw(SetPoint())
    words = page.locator(".cf-words")
    dot = page.get_by_role("slider", name="Ionised calcium held by a clamp")
    dot.press("Home")

    expect(words).to_contain_text("Ionised calcium is held at 0.90\u00a0mmol/L")
    expect(dot).to_have_attribute("aria-valuetext", re.compile("ionised calcium 0.90 mmol/L"))

    dot.press("Escape")
    expect(words).to_contain_text("At ionised calcium 1.20\u00a0mmol/L")


@pytest.mark.parametrize(("motion", "least", "most"), [("no-preference", 2, 999), ("reduce", 1, 1)])
def test_curve_glides_to_its_new_place_unless_motion_is_reduced(draw, page, motion, least, most):
    page.emulate_media(reduced_motion=motion)
    draw(SetPoint())
    page.evaluate(CURVES)
    page.get_by_role("slider", name="Set point").press("End")
    expect(page.locator(".cf-words")).to_contain_text("Set point 1.60")

    page.wait_for_function(f"window.seen.size >= {least}")
    assert page.evaluate("window.seen.size") <= most


def test_whole_prediction_is_drawn_without_a_mouse(draw):
    figure = Predict(rows=("phosphate", "fgf23"))
    page = draw(figure)
    handles = page.locator(".cf-handle")
    healthy = handles.first.get_attribute("aria-valuetext")
    handles.first.focus()
    for key in ("End", "ArrowRight", "Home", "ArrowRight", "PageUp", "ArrowRight", "ArrowUp", "ArrowRight", "Home"):
        page.keyboard.press(key)
    page.keyboard.press("Backspace")

    expect(handles.nth(0)).to_have_attribute("aria-valuetext", re.compile("high"))
    expect(handles.nth(1)).to_have_attribute("aria-valuetext", re.compile("low"))
    expect(handles.nth(4)).to_have_attribute("aria-valuetext", healthy)
    expect(handles.nth(4)).to_be_focused()

    page.get_by_role("button", name="Let the model answer").press("Enter")
    axis = page.get_by_role("slider", name="GFR, mL/min")
    expect(axis).to_be_focused()
    drawn = figure.drawing
    assert drawn[0] > drawn[2] > drawn[3] > drawn[4] == drawn[5] == drawn[6] > drawn[1]

    axis.press("Home")
    expect(axis).to_have_value("95")
    axis.press("End")
    expect(axis).to_have_value("8")


def test_figure_whose_kernel_died_says_so_and_offers_to_reload(draw, page):
    page.clock.install()
    draw(SetPoint())
    notice = page.get_by_text("This figure has lost its connection. Reload the page.")
    page.clock.run_for(15_000)
    expect(notice).to_be_hidden()

    draw.kernel[0].alive = False
    page.get_by_role("slider", name="Set point").press("ArrowRight")
    page.clock.run_for(7_000)
    expect(notice).to_be_visible()

    draw.kernel[0].alive = True
    page.clock.run_for(7_000)
    expect(notice).to_be_hidden()

    draw.kernel[0].alive = False
    page.clock.run_for(13_000)
    with page.expect_navigation():
        page.get_by_role("button", name="Reload the page").press("Enter")


FLOWS = ("diet", "absorbed", "secreted", "faeces", "laid down", "resorbed", "urine", "soft tissue")


@pytest.mark.parametrize("width", [390, 320])
def test_phone_shows_every_flow_by_name_and_a_slider_under_the_thumb(draw, page, width):
    page.set_viewport_size({"width": width, "height": 700})
    draw(Balance(condition="haemodialysis"))
    picture = page.locator(".cf-balance .cf-stage svg").first
    for name in (*FLOWS, "dialysis"):
        expect(picture.get_by_text(name, exact=True)).to_be_visible()
    sliders = page.get_by_role("slider")
    expect(sliders).to_have_count(1)
    expect(sliders).to_be_in_viewport()
    expect(picture.get_by_text("parathyroids")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.get_by_label("Slider to move").select_option("GFR")
    page.get_by_role("slider", name="GFR").press("PageUp")

    expect(page.locator(".cf-words")).to_contain_text("GFR 1")
    expect(sliders).to_have_count(1)


# Words that run along a slanting line are left out: their upright box says nothing.
FAULTS = """
() => {
  const figure = document.querySelector(".cf");
  const seen = (node) => node.textContent.trim() && node.getClientRects().length;
  const upright = (node) => !/rotate/.test(node.getAttribute("transform"));
  const texts = [...figure.querySelectorAll("svg text")].filter((node) => seen(node) && upright(node));
  const boxes = texts.filter((node) => node.checkVisibility({ opacityProperty: true })).map((node) => {
    const { left, right, top, bottom, height } = node.getBoundingClientRect();
    const edge = 0.2 * height;
    return { words: node.textContent, left: left + 1, right: right - 1, top: top + edge, bottom: bottom - edge };
  });
  const over = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const found = [];
  boxes.forEach((a, i) => {
    for (const b of boxes.slice(i + 1)) if (over(a, b)) found.push(`${a.words} over ${b.words}`);
    if (a.left < -1 || a.right > innerWidth + 1) found.push(`${a.words} outside`);
  });
  const nonsense = /NaN|undefined|Infinity|no value/.exec(figure.innerHTML);
  return nonsense ? [...found, nonsense[0]] : found;
}
"""

DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Kept once a figure has been drawn for a new width of the window: it hears of that in the next frame."""

DIET = {"days": 42, "lead": 7, "event": "no food", "rows": ("calcium", "pth", "fgf23", "soft_tissue_deposit")}
EXTREMES = {
    "nothing eaten": (Balance, {"calcium_intake": 0.0, "phosphate_intake": 0.0}),
    "all eaten": (Balance, {"calcium_intake": 60.0, "phosphate_intake": 80.0, "gfr": 2.0, "vitamin_d": 200.0}),
    "high set point": (Balance, {"set_point": 1.6, "vitamin_d": 5.0, "gfr": 120.0}),
    "curve far right": (SetPoint, {"set_point": 1.6, "parathyroid_tissue": 5.0}),
    "no glands": (SetPoint, {"set_point": 1.0, "parathyroid_tissue": 0.0}),
    "curve off the top": (SetPoint, {"gfr": 2.0, "parathyroid_tissue": 5.0}),
    "long event": (TimeCourse, {**DIET, "calcium_intake": 60.0, "gfr": 2.0, "set_point": 1.0}),
    "no calcium": (TimeCourse, {**DIET, "calcium_intake": 0.0, "set_point": 1.6}),
    "prediction": (Predict, {"revealed": True, "phosphate_intake": 80.0}),
    "stone": (Saturation, {"ionised_calcium": 4.0, "phosphate": 6.0, "ph": 7.8}),
    "bare water": (Saturation, {"ionised_calcium": 0.1, "phosphate": 0.1, "ph": 7.0, "fetuin_a": 0.0, "mgp": 0.0}),
}


@pytest.mark.parametrize("width", [1100, 390])
@pytest.mark.parametrize("name", EXTREMES)
def test_extreme_settings_are_drawn_without_nonsense_or_overlap(draw, page, name, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(reduced_motion="reduce")
    kind, settings = EXTREMES[name]
    figure = kind(**settings)
    draw(figure)

    assert figure.failed == ""
    assert page.evaluate(FAULTS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("end", ["Home", "End"])
def test_every_slider_at_its_end_redraws_the_balance(draw, page, end):
    page.set_viewport_size({"width": 1100, "height": 900})
    figure = Balance()
    draw(figure)
    words = page.locator(".cf-words").inner_text()
    for slider in page.get_by_role("slider").all():
        slider.press(end)
    expect(page.locator(".cf-words")).not_to_have_text(words)
    expect(page.locator(".cf-words")).to_have_text(figure.words["si"])

    assert page.evaluate(FAULTS) == []


@pytest.mark.parametrize("width", [1100, 320])
def test_growth_is_read_from_four_pictures_with_the_keyboard(draw, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    figure = Deposit(kind="iatrogenic")
    draw(figure)
    pictures = page.get_by_role("group", name="Four pictures of the growth").get_by_role("button")
    expect(pictures).to_have_count(4)
    expect(pictures.last).to_have_attribute("aria-pressed", "true")
    first = pictures.first
    first.press("Enter")

    expect(page.locator(".cf-where")).to_contain_text("Nothing lies there yet")
    expect(first).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.get_by_role("slider", name="Time of the course").press("ArrowRight")
    expect(page.locator(".cf-where")).to_contain_text("On day 5")
    assert page.evaluate(FAULTS) == []


def test_each_cause_draws_its_own_picture(draw, page):
    draw(Deposit())
    seen = set()
    for name in ("Metastatic", "Idiopathic", "Iatrogenic", "Calciphylaxis", "Dystrophic"):
        page.get_by_role("radio", name=name).check(force=True)
        expect(page.locator(".cf-words")).to_contain_text("one solid ball")
        expect(page.locator(".cf-section").first).to_be_visible()
        seen.add(page.locator(".cf-section").first.inner_html())

    assert len(seen) == 5


ORDERED = [
    {"name": "phosphate-binder", "start": 0.0, "end": 21.0},
    {"name": "cinacalcet", "start": 7.0, "end": 14.0},
]


@pytest.fixture
def lab() -> Laboratory:
    return Laboratory(condition="haemodialysis", severity=0.8, orders=ORDERED)


def test_course_that_does_not_move_is_drawn_level(draw, page):
    draw(TimeCourse(condition="tumoral-calcinosis", days=7, rows=("bone_formation",)))
    line = page.locator(".cf-stage path[pathLength]").first.get_attribute("d") or ""
    heights = [float(each) for each in re.findall(r" ([\d.]+)", line)]

    assert len(heights) > 100
    assert max(heights) - min(heights) < 3.0


def test_every_window_shows_balance_saturation_and_courses(draw, page, lab):
    page.set_viewport_size({"width": 1280, "height": 900})
    draw(lab)
    boxes = {name: page.locator(f".cf-lab-{name}").bounding_box() for name in ("balance", "course", "gland", "blood")}

    expect(page.get_by_text("taken back")).to_be_visible()  # the wide form of the balance
    assert boxes["balance"]["x"] + boxes["balance"]["width"] <= boxes["course"]["x"]
    assert boxes["gland"]["y"] >= boxes["course"]["y"] + boxes["course"]["height"]
    assert boxes["blood"]["y"] == boxes["gland"]["y"]
    for width in (1280, 960, 760):
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.locator(".cf-lab-blood svg")).to_be_visible()
        page.evaluate(DRAWN)
        assert page.evaluate(FAULTS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 320])
def test_phone_opens_one_part_at_a_time_over_the_playhead(draw, page, lab, width):
    page.set_viewport_size({"width": width, "height": 700})
    draw(lab)
    page.get_by_role("tab", name="Balance").focus()
    for name in ("Course", "Gland", "Deposit", "Orders"):
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("tab", name=name)).to_be_focused()
        expect(page.get_by_role("tabpanel", name=name).first).to_be_visible()
        expect(page.get_by_role("slider", name="Playhead")).to_be_in_viewport()
        assert page.evaluate(FAULTS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_treatment_is_ordered_kept_compared_and_rewound(draw, page):
    page.set_viewport_size({"width": 1000, "height": 900})
    figure = Laboratory(condition="haemodialysis", days=7.0)
    draw(figure)
    words = page.locator(".cf-words")
    page.get_by_role("button", name="Freeze").press("Enter")
    page.get_by_label("Order a treatment").select_option("phosphate-binder")
    expect(words).to_contain_text("in the kept run")
    expect(page.get_by_role("slider", name="phosphate binder with meals: last day")).to_have_value("7")

    page.get_by_role("button", name="Rewind").press("Enter")
    expect(words).to_contain_text("day 0.")
    expect(page.get_by_role("slider", name="Playhead")).to_have_value("0")

    page.get_by_role("button", name="Stop ordering").press("Enter")
    expect(page.get_by_text("Nothing is ordered yet")).to_be_visible()
    with page.expect_download() as kept:
        page.get_by_role("button", name="CSV").click()
    assert kept.value.suggested_filename == "haemodialysis.csv"
    assert kept.value.path().read_text().startswith("time,")


def test_challenge_is_taken_up_met_and_left_with_the_keyboard(draw, page):
    page.set_viewport_size({"width": 1000, "height": 900})
    draw(Laboratory(challenge="adenoma"))
    aims = page.locator(".cf-try li")
    expect(aims).to_have_text([re.compile("not yet: calcium in range"), re.compile("not yet: PTH in range")])
    page.get_by_label("Order a treatment").select_option("adenomectomy")
    expect(aims).to_have_text([re.compile("reached: calcium"), re.compile("reached: PTH")])
    expect(page.locator(".cf-try-after")).to_contain_text("Look for the dip")

    page.get_by_label("Condition").select_option("healthy-adult")
    expect(page.get_by_label("Try this")).to_have_value("")
    expect(aims).to_have_count(0)
    expect(page.get_by_label("Severity")).to_be_hidden()
    page.get_by_role("button", name="Remove all orders").press("Enter")
    expect(page.get_by_text("Nothing is ordered yet")).to_be_visible()


def test_one_choice_of_units_reaches_every_part_of_the_laboratory(draw, page, lab):
    page.set_viewport_size({"width": 1280, "height": 900})
    draw(lab)
    page.evaluate("window.dispatchEvent(new CustomEvent('calcinosis:units', { detail: 'conventional' }))")
    expect(page.locator(".cf-words")).to_contain_text("mg/dL")
    expect(page.locator(".cf-grown")).to_contain_text("mg since day 0")
    expect(page.locator(".cf-lab-course svg text").filter(has_text="mmol/L")).to_have_count(0)
    expect(page.locator(".cf-lab-gland svg text").filter(has_text="ionised calcium, mg/dL")).to_have_count(1)
    expect(page.locator(".cf-lab-blood svg text").filter(has_text="ionised calcium, mg/dL")).to_have_count(1)


@pytest.mark.parametrize("width", [1100, 320])
def test_checks_are_sifted_and_opened_with_the_keyboard(draw, page, tmp_path, monkeypatch, width):
    monkeypatch.setenv("CALCINOSIS_LEARNER", "mara")
    monkeypatch.setenv("CALCINOSIS_STATE", str(tmp_path))
    page.set_viewport_size({"width": width, "height": 900})
    some = [*validation_results.checks("law"), *validation_results.checks("experiment")[:3]]
    validation_results.keep(tmp_path, validation_results.run(some))
    draw(ValidationTable())
    rows = page.locator("tbody tr:not(.cf-more)")
    visible = rows.and_(page.locator(":visible"))
    expect(visible).to_have_count(len(some))
    page.get_by_role("radio", name="published experiments").press("Space")
    expect(visible).to_have_count(3)
    claim = visible.first.get_by_role("button")
    claim.press("Enter")

    expect(claim).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("img", name="The model's").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    claim.press("Enter")
    expect(page.locator("tr.cf-more:visible")).to_have_count(0)


PANELS = {
    "balance": lambda: Balance(condition="haemodialysis"),
    "time course": diet,
    "question": lambda: diet(ask="What does PTH do?", about="pth"),
    "set point": lambda: SetPoint(set_point=1.3),
    "saturation": lambda: Saturation(phosphate=2.3),
    "deposit": lambda: Deposit(kind="metastatic"),
    "prediction": Predict,
    "prediction answered": lambda: Predict(revealed=True),
    "laboratory": lambda: Laboratory(condition="haemodialysis", severity=0.8, orders=ORDERED),
    "checks": lambda: ValidationTable(only="law"),
}


@pytest.mark.parametrize("name", PANELS)
def test_every_panel_is_accessible_in_light_and_dark_wide_and_narrow(draw, page, name):
    page.emulate_media(reduced_motion="reduce")
    draw(PANELS[name]())
    found = []
    for width, scheme in ((1280, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate(DRAWN)
        for each in Axe().run(page, context=".cf").response["violations"]:
            found += [(width, each["id"], node["html"][:160], node["failureSummary"][:200]) for node in each["nodes"]]

    assert found == []


def test_flows_are_read_in_the_units_chosen(draw, page):
    page.set_viewport_size({"width": 1100, "height": 900})
    draw(Balance())
    eaten = page.locator(".cf-stage svg text.t-calcium").first
    expect(eaten).to_have_text("25")
    page.evaluate("window.dispatchEvent(new CustomEvent('calcinosis:units', { detail: 'conventional' }))")

    expect(eaten).to_have_text("1.00")
    expect(page.get_by_text("Numbers beside flows: g a day")).to_be_visible()
