"""Pictures of every kind of question and of the instructor's pages: wide, on a phone, and in the dark.

Run ``python tests/browser/gallery_items.py FOLDER``: serves a copy of the course with a quiz of all kinds, and a class
of synthetic learners who sat a quiz with a wrong key, and writes ``FOLDER/PAGE-LOOK.png``, for example
``hotspot-phone.png``. It asserts nothing; the pictures are there to be looked at beside those of the pages' design.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright
from served import QUIZ, ROOT, Course, comes_true, copy_course, free_port
from synthetic import hand_in_class

from calcinosis.quiz.bank import load
from calcinosis.quiz.present import sheet
from calcinosis.quiz.quiz_file import Question
from calcinosis.quiz.records import Records

LOOKS = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}
TALL = 2400
"""Pixels of a window in which the bars at its edges lie over no question."""
LEARNER, CLASS, BAD = "gail", 60, "q7"
ALL_KINDS = "all-kinds"
FROM_BANK = (
    *("excess-phosphaturic-hormone", "ckd-order", "pattern-matching", "pic-fingertips", "phosphate-held-normal"),
    *("albumin-adjusted-variant",),
)
FROM_TESTS = ("multiple", "fill", "key-feature", "script-concordance", "next-test", "case", "code")


def write_quiz(quizzes: Path) -> None:
    """Write a practice quiz with a question of every kind into a copied course."""
    for file in ("kinds", "more"):
        text = (ROOT / f"tests/panels/bank/items/{file}.yaml").read_text(encoding="utf-8")
        told = text.replace("XLATERX", "She takes warfarin, insulin and calcium tablets.")  # a mark of the tests
        (quizzes / "items" / f"gallery-{file}.yaml").write_text(told, encoding="utf-8")
    known = load(quizzes).items
    asked = [name for name in FROM_BANK if name in known] + [f"kind-{kind}" for kind in FROM_TESTS]
    missing = {"single", "ordering", "matching", "hotspot", "short", "numeric"} - {known[name].kind for name in asked}
    asked += [next(name for name, item in known.items() if item.kind == kind) for kind in sorted(missing)]
    items = "".join(f"  - {name}\n" for name in asked)
    head = "title: Every kind of question\nlesson: 2\nmode: practice\nconfidence: true\nitems:\n"
    (quizzes / f"{ALL_KINDS}.yaml").write_text(head + items, encoding="utf-8")


GIVEN = {
    "single": lambda item: next(iter(item.options)),
    "multiple": lambda item: list(item.options)[:2],
    "key-feature": lambda item: list(item.options)[:2],
    "numeric": lambda item: {"value": "2,41", "unit": item.unit},
    "ordering": lambda item: list(item.elements),
    "matching": lambda item: dict(zip(item.left, item.right, strict=False)),
    "fill": lambda item: dict(zip(item.blanks, ("fgf23", "calcitonin"), strict=False)),
    "hotspot": lambda item: [next(iter(item.regions))],
    "script-concordance": lambda _: -1,
    "next-test": lambda item: next(iter(item.tests)),
    "case": lambda item: {item.steps[0].name: next(iter(item.steps[0].question.options))},
    "short": lambda _: "FGF23 and PTH rise early, so that the kidney excretes more phosphate.",
    "code": lambda _: "def product(calcium, phosphate):\n    return calcium + phosphate\n",
}
"""Answers that are neither quite right nor empty."""


def entry(question: Question) -> dict:
    """Give what the quiz page saves of such an answer; of a case the first step is locked."""
    item = question.item
    locked = {"locked": [item.steps[0].name]} if item.kind == "case" else {}
    return {"answer": GIVEN[item.kind](item), "confidence": 3, **locked}


def complain(error: Error) -> None:
    """Print what was thrown in a page."""
    sys.stderr.write(f"{error}\n")


def still(page: Page, path: Path) -> None:
    """Take a picture of a whole page, its pictures drawn."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=path, full_page=True)


def questions(page: Page, course: Course, look: str, folder: Path) -> None:
    """Take a picture of every question of the quiz of all kinds."""
    page.goto(course.url(f"quizzes/{ALL_KINDS}.ipynb"))
    fields = page.locator("fieldset.question")
    fields.first.wait_for(timeout=60_000)
    page.wait_for_load_state("networkidle")
    page.set_viewport_size({"width": page.viewport_size["width"], "height": TALL})
    for place, question in enumerate(load(course.folder / "quizzes").quizzes[ALL_KINDS].questions):
        field = fields.nth(place)
        field.evaluate("(field) => field.scrollIntoView({ block: 'center' })")
        field.screenshot(path=folder / f"{question.item.kind}-{look}.png")


def marked(page: Page, course: Course, look: str, folder: Path) -> None:
    """Take a picture of the feedback on all kinds."""
    page.goto(course.url(f"feedback.ipynb?quiz={ALL_KINDS}"))
    page.locator(".review").first.wait_for(state="attached", timeout=60_000)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    still(page, folder / f"feedback-{look}.png")


def instructor(page: Page, course: Course, look: str, folder: Path) -> None:
    """Take pictures of the grading page and the item analysis."""
    page.goto(course.url("grading.ipynb"))
    page.locator(".grading-list").wait_for(timeout=60_000)
    still(page, folder / f"grading-list-{look}.png")
    page.goto(course.url(f"grading.ipynb#{QUIZ}/q12"))
    page.locator(".grading-text").wait_for(timeout=60_000)
    still(page, folder / f"grading-{look}.png")
    page.goto(course.url("analysis.ipynb"))
    page.locator(".grading-list").wait_for(timeout=60_000)
    still(page, folder / f"analysis-list-{look}.png")
    page.goto(course.url(f"analysis.ipynb#{QUIZ}"))
    page.locator(".analysis-top").wait_for(timeout=60_000)
    still(page, folder / f"analysis-{look}.png")
    page.get_by_role("button", name="Check the key of question").first.click()
    page.get_by_role("radio", name="counts as well").last.check()
    page.locator(".mend-words").wait_for(timeout=60_000)
    page.locator(".analysis-mend").screenshot(path=folder / f"analysis-mend-{look}.png")


def fill(course: Course) -> None:
    """Answer the quiz of all kinds, let a class sit the other, and spoil a key of that."""
    asked = load(course.folder / "quizzes").quizzes[ALL_KINDS].questions
    with Records(course.folder / ".course/records.db") as records:
        records.begin(LEARNER, ALL_KINDS, attempts=None)
        records.save(LEARNER, ALL_KINDS, {question.name: entry(question) for question in asked})
    hand_in_class(course.folder, QUIZ, CLASS)
    graded = "SELECT count(DISTINCT notebook_id) FROM grade WHERE auto_score IS NOT NULL"
    comes_true(lambda: course.gradebook(graded) == [(CLASS,)], 120)
    item = load(course.folder / "quizzes").quizzes[QUIZ].question(BAD).item
    wrong = next(name for name in item.options if name != item.key)
    course.run("regrade", QUIZ, "--key", f"{BAD}={wrong}", "--reason", "Spoilt for the gallery.", "--apply")


def submit(course: Course) -> None:
    """Hand the quiz of all kinds in, as the page does, and wait for the result."""
    public = json.loads((course.folder / ".course/apps/quizzes" / f"{ALL_KINDS}.public.json").read_text("utf-8"))
    with Records(course.folder / ".course/records.db") as records:
        records.submit(LEARNER, ALL_KINDS, sheet(public, LEARNER, 1))
        comes_true(lambda: records.result(LEARNER, ALL_KINDS) is not None, 60)


def take(browser: Browser, course: Course, folder: Path) -> None:
    """Take all pictures."""
    for steps in ((questions, instructor), (marked,)):
        for look, settings in LOOKS.items():
            page = browser.new_context(**settings).new_page()
            page.on("pageerror", complain)
            page.goto(course.home)
            for step in steps:
                step(page, course, look, folder)
            page.context.close()
        if questions in steps:
            submit(course)


def main() -> None:
    """Serve, look, stop."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as place, sync_playwright() as play:
        course = Course(copy_course(Path(place)), free_port(), LEARNER)
        write_quiz(course.folder / "quizzes")
        course.start()
        try:
            fill(course)
            browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            take(browser, course, folder)
            browser.close()
        finally:
            course.stop()


if __name__ == "__main__":
    main()
