"""The search finds sections, words, statements, quizzes and patients, and leads to the place itself."""

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from calcinosis.content.glossary import glossary
from calcinosis.panels.home.home_page import HomePage
from calcinosis.panels.reading.glossary import Glossary
from calcinosis.panels.reading.search_index import index

LESSONS = Path(__file__).parents[2] / "lessons"


@pytest.fixture
def course(learner):
    """All lessons, one quiz, one patient."""
    for path in LESSONS.glob("[0-9]*.ipynb"):
        shutil.copy(path, learner.apps / "lessons")
    (learner.apps / "cases").mkdir()
    metadata = {"title": "Thighs that burn", "calcinosis": {"complaint": "burning thighs on dialysis"}}
    nbformat.write(nbformat.v4.new_notebook(metadata=metadata), learner.apps / "cases" / "thighs-that-burn.ipynb")
    return learner


def test_every_kind_of_place_is_in_the_index_and_each_address_is_one(course):
    entries = index(course)
    anchors = {f"lessons/{path.name}" for path in LESSONS.glob("[0-9]*.ipynb")}

    assert {entry["kind"] for entry in entries} == {"word", "lesson", "section", "quiz", "case", "statement"}
    for entry in entries:
        page, _, anchor = entry["href"].partition("#")
        if page in anchors and anchor:
            assert f'<a id=\\"{anchor}\\"></a>' in (course.apps / page).read_text(encoding="utf-8")
    assert [entry["href"] for entry in entries if entry["kind"] == "case"] == ["cases/thighs-that-burn.ipynb"]
    assert len(json.dumps(entries)) < 400_000


def test_no_question_of_a_quiz_is_in_the_index(course, six):
    text = json.dumps(index(course))

    assert not [item["id"] for item in six["items"] if json.dumps(item["stem"])[1:60] in text]


@pytest.fixture
def home(course, stage):
    opened = stage(HomePage)
    opened.open()
    assert course
    return opened


def found(page):
    return page.locator(".found a")


def test_the_key_leads_to_the_field_and_typing_finds_at_once(home):
    page, sent = home.page, []
    page.on("request", lambda request: sent.append(request.url))
    page.keyboard.press("/")
    expect(page.get_by_label("Search the course")).to_be_focused()
    page.keyboard.type("livedo")

    expect(found(page).first).to_have_text("livedo")
    expect(found(page).first).to_have_attribute("href", "glossary.ipynb#term-livedo")
    assert page.locator(".found-section a").count() > 0
    assert sent == []


def test_the_arrows_go_through_the_results_and_back(home):
    page = home.page
    page.keyboard.press("/")
    page.keyboard.type("warfarin paradox")
    expect(found(page).first).to_have_attribute("href", "lessons/03-why-blood-does-not-turn-to-stone.ipynb#paradox")
    page.keyboard.press("ArrowDown")
    expect(found(page).first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Search the course")).to_be_focused()
    page.keyboard.press("Escape")

    expect(found(page)).to_have_count(0)


def test_a_patient_is_found_by_the_complaint(home):
    home.page.get_by_label("Search the course").fill("burning thighs")

    expect(home.page.locator(".found-case a")).to_have_text("Thighs that burn")


def test_what_is_not_there_is_said_with_a_way_on(home):
    home.page.get_by_label("Search the course").fill("xylophone")

    expect(home.page.locator(".search-hint")).to_contain_text(
        "Nothing in the course fits \u201cxylophone\u201d. Try one word"
    )
    expect(found(home.page)).to_have_count(0)


def test_the_key_can_be_turned_off(home):
    page = home.page
    page.get_by_role("button", name="Turn this key off").click()
    page.locator("h1").click()
    page.keyboard.press("/")

    expect(page.get_by_label("Search the course")).not_to_be_focused()
    page.get_by_role("button", name="Turn the key / on").click()
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.get_by_label("Search the course")).to_be_focused()


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_axe_finds_nothing_on_the_results(home, width):
    home.page.set_viewport_size({"width": width, "height": 900})
    home.page.get_by_label("Search the course").fill("phosphate")
    expect(found(home.page).first).to_be_visible()

    faults = Axe().run(home.page).response["violations"]

    assert [fault["id"] for fault in faults] == []
    assert home.page.evaluate("document.documentElement.scrollWidth") == width


@pytest.fixture
def words(course, stage):
    assert course
    return stage(Glossary)


def test_the_glossary_lists_every_word_and_narrows(words):
    words.open()
    page = words.page
    assert page.locator(".word").count() == len(glossary())
    page.get_by_label("Narrow the list").fill("PTHrP")

    expect(page.locator(".word:visible dt")).to_have_count(1)
    page.get_by_label("Narrow the list").fill("xylophone")
    expect(page.locator(".nothing")).to_contain_text("No word of the glossary fits")


def test_an_interval_follows_the_choice_of_units(words):
    words.open()
    row = words.page.locator("#term-phosphate .term-interval b")
    expect(row).to_have_text("0.81 to 1.45\u00a0mmol/L (2.5 to 4.5\u00a0mg/dL)")
    words.page.evaluate("window.dispatchEvent(new CustomEvent('calcinosis:units', { detail: 'conventional' }))")

    expect(row).to_have_text("2.5 to 4.5\u00a0mg/dL (0.81 to 1.45\u00a0mmol/L)")


def test_a_word_says_where_it_is_taught(words):
    words.open()

    link = words.page.locator("#term-mgp .word-places a").first
    expect(link).to_have_attribute("href", "lessons/03-why-blood-does-not-turn-to-stone.ipynb#brakes")


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_axe_finds_nothing_in_the_glossary(words, width):
    words.page.set_viewport_size({"width": width, "height": 900})
    words.open()

    faults = Axe().run(words.page).response["violations"]

    assert [fault["id"] for fault in faults] == []
    assert words.page.evaluate("document.documentElement.scrollWidth") == width
