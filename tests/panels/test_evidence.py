"""The evidence explorer shows what the course knows, favourable or not."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from traitlets import TraitError

from calcinosis.content.evidence import DESIGNS, DISEASES, evidence
from calcinosis.content.references import references
from calcinosis.panels.reading.evidence import EvidenceTable

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def rows():
    return {row["id"]: row for row in EvidenceTable().page["rows"]}


def test_every_treatment_is_in_the_table_with_words_for_its_codes():
    table = EvidenceTable().page

    assert [row["id"] for row in table["rows"]] == [each.id for each in evidence()]
    assert set(table["diseases"]) == set(DISEASES)
    assert {row["best"] for row in table["rows"]} <= set(table["designs"]) == set(DESIGNS)
    assert {letter for row in table["rows"] for letter in row["grade"]} == set(table["grades"])


def test_three_treatments_of_dystrophic_deposits_reach_above_d_and_one_of_them_is_graded_against():
    above = {
        name: row["graded"] for name, row in rows().items() if row["disease"] == "dystrophic" and "C" in row["grade"]
    }

    assert above == {"warfarin": "against use", "surgery": "", "tnf-inhibitors": ""}


def test_an_address_is_given_only_where_one_was_verified():
    by_text = {work.citation: work.url for work in references().values()}

    assert all(by_text[work["text"]] == (work["url"] or "") for row in rows().values() for work in row["sources"])


def test_a_work_that_was_not_read_says_so():
    seen = {work["text"][:6]: work["seen"] for work in rows()["warfarin"]["sources"]}

    assert seen["Berger"] == "cited from knowledge, not re-read"
    assert seen["Traine"] == ""


def test_an_unknown_type_is_refused():
    with pytest.raises(TraitError):
        EvidenceTable(disease="measles")


def test_an_unknown_setting_is_refused():
    with pytest.raises(TypeError, match="disease"):
        EvidenceTable(diseases="dystrophic")


@pytest.fixture
def explorer(stage, page):
    """The explorer in a browser; a call of ``open`` shows it."""
    page.set_viewport_size({"width": 1280, "height": 900})
    opened = stage(EvidenceTable)
    opened.open()
    return opened.page


def people(page):
    words = page.locator("td.evidence-people").all_inner_texts()
    return [int("".join(sign for sign in text if sign.isdigit()) or 0) for text in words]


def test_headings_sort_and_say_so(explorer):
    heading = explorer.get_by_role("columnheader", name="People")

    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert people(explorer) == sorted(people(explorer), reverse=True)
    assert people(explorer)[0] == 3861

    heading.get_by_role("button").press("Enter")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    assert people(explorer)[0] == 0


def test_filters_meet_and_the_count_follows(explorer):
    explorer.get_by_label("Disease").select_option("dystrophic")
    explorer.get_by_label("Grade", exact=True).select_option("C")
    expect(explorer.get_by_role("status")).to_have_text(f"3 of {len(evidence())} treatments fit")

    explorer.get_by_label("Kind of study", exact=True).select_option("trial")
    expect(explorer.locator(".evidence-open")).to_have_text(["Warfarin in low dose"])
    explorer.get_by_label("Find a word").fill("zebra")
    expect(explorer.get_by_text("No treatment fits all of this.")).to_be_visible()
    expect(explorer.get_by_role("table")).to_be_hidden()

    explorer.get_by_role("button", name="Show all treatments").click()
    expect(explorer.get_by_role("table")).to_be_visible()
    explorer.get_by_role("button", name="Show the other").click()
    expect(explorer.locator(".evidence-open")).to_have_count(len(evidence()))


def test_words_of_studies_and_harms_are_found(explorer):
    explorer.get_by_label("Find a word").fill("blue-black")

    expect(explorer.locator(".evidence-open")).to_have_text(["Minocycline"])


def test_a_row_opens_by_keyboard_and_keeps_the_focus(explorer):
    explorer.get_by_label("Find a word").fill("warfarin low dose")
    toggle = explorer.get_by_role("button", name="Warfarin in low dose")
    toggle.press("Enter")

    expect(toggle).to_have_attribute("aria-expanded", "true")
    expect(toggle).to_be_focused()
    sheet = explorer.locator(".evidence-detail")
    expect(sheet).to_contain_text("Randomised trial, about 7 people")
    expect(sheet).to_contain_text("It does not show")
    expect(sheet).to_contain_text("Traineau")
    toggle.press("Space")
    expect(sheet).to_have_count(0)


def test_the_picture_has_its_words_and_they_follow_the_filter(explorer):
    words = explorer.locator(".evidence-words")
    expect(words).to_contain_text("Series without controls")
    dots = explorer.locator(".evidence-stage circle")
    assert dots.count() == sum(study.people is not None for each in evidence() for study in each.studies)

    explorer.get_by_label("Find a word").fill("warfarin in low dose")
    expect(words).to_contain_text("Randomised trial: 1 of about 7 people.")
    explorer.get_by_label("Find a word").fill("aloe")
    expect(words).to_have_text("None of the treatments listed has a study with a number of people.")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_axe_finds_nothing_and_nothing_needs_sideways_scrolling(explorer, width, theme):
    explorer.set_viewport_size({"width": width, "height": 900})
    explorer.emulate_media(color_scheme=theme)
    explorer.locator(".evidence-open").first.click()

    found = Axe().run(explorer, options={"runOnly": WCAG}).response["violations"]
    assert [
        (fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found if "heading" not in fault["id"]
    ] == []
    assert explorer.evaluate("document.documentElement.scrollWidth") <= width
