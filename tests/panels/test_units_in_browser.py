"""The chosen system of units, everywhere on the quiz page and at once."""

import json
import re

import pytest
from playwright.sync_api import expect

from calcinosis.panels.quiz.quiz_page import QuizPage
from calcinosis.quiz.bank import item_from
from calcinosis.quiz.public import public_item
from calcinosis.quiz.quiz_file import Question

COMMON = {"title": "A title", "lesson": 2, "difficulty": 1, "why": "x"}
ITEMS = [
    {
        "kind": "single",
        "stem": "Calcium is 2.40 mmol/L (9.6 mg/dL). Why?",
        "options": {"a": "Over 1.45 mmol/L (4.5 mg/dL)", "b": "No"},
        "key": "a",
    },
    {
        "kind": "matching",
        "stem": "Match.",
        "left": {"a": "Of 1.00 mmol/L (3.1 mg/dL)", "b": "None"},
        "right": {"p": "Calcium 2.62 mmol/L (10.5 mg/dL)", "q": "Low"},
        "key": {"a": "p", "b": "q"},
    },
    {
        "kind": "ordering",
        "stem": "Order.",
        "elements": {"a": "Phosphate 2.00 mmol/L (6.2 mg/dL)", "b": "Rest"},
        "key": ["a", "b"],
    },
    {
        "kind": "fill",
        "stem": "Fill.",
        "sentence": "At 0.80 mmol/L (2.5 mg/dL) there is [a].",
        "blanks": {"a": {"label": "loss", "accept": ["loss"]}},
    },
    {
        "kind": "numeric",
        "stem": "Total 2.10 mmol/L (8.4 mg/dL). Adjusted?",
        "key": {"value": 2.62},
        "quantity": "calcium",
        "unit": "mmol/L",
        "also_units": ["mg/dL"],
        "decimals": 2,
        "tolerance": {"absolute": 0.01},
    },
]
PAIRS = re.compile(r"([\d.]+)\s(mmol/L|mg/dL) \(([\d.]+)\s(mmol/L|mg/dL)\)")


@pytest.fixture
def quiz(learner, stage, six):
    items = [item_from({"id": f"u{place}", **COMMON, **item}, "test") for place, item in enumerate(ITEMS, 1)]
    public = [public_item(Question(name=f"q{place}", item=item, points=1.0)) for place, item in enumerate(items, 1)]
    (learner.apps / "quizzes" / "six.public.json").write_text(json.dumps({**six, "items": public}), encoding="utf-8")
    opened = stage(lambda: QuizPage("six"))
    opened.open()
    return opened


def first_units(quiz):
    """The unit that stands before the brackets, for every pair of values on the page."""
    return [
        found[1] for found in PAIRS.findall(quiz.page.locator(".quiz-questions").evaluate("node => node.textContent"))
    ]


def choose(quiz, system):
    quiz.page.evaluate(
        """(system) => {
          localStorage.setItem("calcinosis.units", system);
          window.dispatchEvent(new CustomEvent("calcinosis:units", { detail: system }));
        }""",
        system,
    )


def test_every_text_of_every_kind_follows_the_choice_at_once(quiz):
    assert first_units(quiz) == ["mmol/L"] * 8
    choose(quiz, "conventional")

    assert first_units(quiz) == ["mg/dL"] * 8
    choose(quiz, "si")
    assert first_units(quiz) == ["mmol/L"] * 8


def test_an_empty_field_asks_in_the_chosen_unit_and_a_number_begun_keeps_its_own(quiz):
    field, unit = quiz.page.get_by_label("Your number"), quiz.page.get_by_label("Unit", exact=True)
    choose(quiz, "conventional")
    expect(unit).to_have_value("mg/dL")
    field.fill("10.5")
    choose(quiz, "si")

    expect(unit).to_have_value("mg/dL")
    expect(quiz.page.locator(".number-twin")).to_contain_text("= 2.62 mmol/L")


def test_a_page_opened_in_conventional_units_begins_with_them(quiz):
    choose(quiz, "conventional")
    quiz.page.reload()
    quiz.page.wait_for_selector("fieldset.question")

    assert first_units(quiz) == ["mg/dL"] * 8
    expect(quiz.page.get_by_label("Unit", exact=True)).to_have_value("mg/dL")
