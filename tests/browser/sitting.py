"""How a learner sits a quiz: what is right for them, and how it is entered with the mouse or by keyboard alone."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from calcinosis.quiz import variants
from calcinosis.quiz.bank import load
from calcinosis.quiz.marking import explain
from calcinosis.quiz.present import present
from calcinosis.quiz.quiz_file import Question

SENTENCE = (
    "FGF23 and PTH rise first, so each remaining nephron takes back less phosphate and excretes more of it. The level "
    "stays normal until so few nephrons are left that even full excretion of what they filter is not enough, and then "
    "serum phosphate climbs."
)


@dataclass
class Sitting:
    """One learner before one open quiz page."""

    page: Page
    folder: Path
    quiz: str
    learner: str
    attempt: int = 1

    @property
    def questions(self) -> tuple[Question, ...]:
        """The author's questions, keys and all: the tests stand on the author's side."""
        return load(self.folder / "quizzes").quizzes[self.quiz].questions

    def explained(self, question: Question) -> dict[str, Any]:
        """What feedback would say to this learner, with their own numbers."""
        item = question.item
        return explain(item, None, seed=variants.seed(self.learner, item.id, item.version, self.attempt))

    def shown(self, question: Question) -> dict[str, Any]:
        """Return the question as this learner's page shows it."""
        public = self.folder / ".course/apps/quizzes" / f"{self.quiz}.public.json"
        items = present(json.loads(public.read_text()), self.learner, self.attempt)["items"]
        return next(item for item in items if item["name"] == question.name)

    def right(self, question: Question) -> Any:
        """Return what earns full marks; free text is a sentence for a person to judge."""
        told = self.explained(question)
        options = told["options"]
        match question.item.kind:
            case "single" | "multiple":
                return [option["text"] for option in options if option["right"]]
            case "numeric":
                return told["expected"].split()[0]
            case "ordering":
                return told["expected"]
            case "matching":
                return {option["text"]: option["right"] for option in options}
        return SENTENCE

    def wrong(self, question: Question) -> Any:
        """Return what earns nothing."""
        told = self.explained(question)
        options = told["options"]
        match question.item.kind:
            case "single" | "multiple":
                return [next(option["text"] for option in options if not option["right"])]
            case "numeric":
                return "99"
            case "ordering":
                return told["expected"][::-1]
            case "matching":
                rights = [option["right"] for option in options]
                return dict(zip([option["text"] for option in options], rights[1:] + rights[:1], strict=True))
        return "<script>document.title = 'stolen'</script><img src=x onerror=\"document.title='stolen'\">"

    def field(self, question: Question) -> Locator:
        """Return the question's fieldset."""
        return self.page.locator(f"fieldset:has(#question-{question.name}-stem)")

    def answer(self, question: Question, given: Any) -> None:
        """Enter one answer with the mouse."""
        field = self.field(question)
        match question.item.kind:
            case "single":
                field.get_by_role("radio", name=given[0], exact=True).check()
            case "multiple":
                for text in given:
                    field.get_by_role("checkbox", name=text, exact=True).check()
            case "numeric":
                field.get_by_label("Your number").fill(given)
                if field.get_by_label("Unit").is_visible():
                    field.get_by_label("Unit").select_option(question.item.unit)
            case "ordering":
                self.order(field, given)
            case "matching":
                for left, right in given.items():
                    choice = field.get_by_label(left, exact=True)
                    choice.select_option(index=place_of(choice, right))
            case "short":
                field.get_by_role("textbox").fill(given)

    def order(self, field: Locator, texts: list[str]) -> None:
        """Bring the rows into order with their buttons; it is an answer even when they stand so already."""
        for place, text in enumerate(texts):
            for _ in range(shown_order(field).index(text) - place):
                field.get_by_role("button", name=f"Move up: {text}", exact=True).click()
        keep = field.get_by_role("button", name="Keep this order")
        if keep.is_visible():
            keep.click()

    def answer_all(self, given: str = "right") -> None:
        """Answer every question, all right or all wrong, and wait until the store has it."""
        for question in self.questions:
            self.answer(question, getattr(self, given)(question))
        self.saved()

    def saved(self) -> None:
        """Wait until everything is in the store, and the page says so; its words follow a moment behind a change."""
        self.page.wait_for_function(
            "!Object.keys(localStorage).some((key) => key.startsWith('calcinosis.unsaved.'))", timeout=60000
        )
        expect(self.page.locator(".save-state")).to_contain_text("Saved")

    def submit(self) -> str:
        """Submit through the dialog; return the receipt."""
        self.page.get_by_role("button", name="Check and submit").click()
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("button", name="Submit").click()
        code = self.page.locator(".receipt-code")
        expect(code).to_be_visible()
        return code.inner_text().strip()


def shown_order(field: Locator) -> list[str]:
    return field.locator(".order-text").all_inner_texts()


def place_of(choice: Locator, text: str) -> int:
    texts = [each.removesuffix(" (used)") for each in choice.locator("option").all_inner_texts()]
    return texts.index(text)
