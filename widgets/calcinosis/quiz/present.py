"""What a quiz page shows: the public quiz, with a learner's own numbers and a learner's own order.

Standard library only, and no key anywhere near: this is what a learner's kernel loads.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from calcinosis.quiz import variants
from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.kinds.base import Plain, Values

PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
"""A variable in a text; braces round anything else (a formula's) stay."""


@dataclass(frozen=True, slots=True)
class Fill:
    """Fills in what was drawn for one learner."""

    seed: str
    shown: Mapping[str, str]
    """Each variable as it is written."""

    def text(self, template: str) -> str:
        """Fill in the drawn values."""
        return PLACEHOLDER.sub(lambda found: self.shown.get(found[1], found[0]), template)

    def shuffled(self, texts: Mapping[str, str], purpose: str) -> list[Plain]:
        """List ``{"id", "text"}`` in the learner's own order."""
        return [
            {"id": name, "text": self.text(texts[name])}
            for name in variants.shuffled(sorted(texts), self.seed, purpose)
        ]


def drawn(variables: Mapping[str, Mapping[str, Any]], seed: str) -> tuple[dict[str, float | str], Fill]:
    """Draw a learner's values, and give them with what fills them into texts."""
    values: Values = variants.draw(variables, seed)
    return dict(values), Fill(seed, variants.shown(variables, values))


def seed_of(public_quiz: Mapping[str, Any], item: Mapping[str, Any], learner: str, attempt: int) -> str:
    """Give the seed of an item for a learner: practice draws anew at every attempt, anything graded never."""
    return variants.seed(learner, item["id"], item["version"], attempt if public_quiz["mode"] == "practice" else 1)


def sheet(public_quiz: Mapping[str, Any], learner: str, attempt: int) -> Plain:
    """Give what a submission records of the questions: ``{name: {"id", "version", "seed"}}``."""
    return {
        item["name"]: {
            "id": item["id"],
            "version": item["version"],
            "seed": seed_of(public_quiz, item, learner, attempt),
        }
        for item in public_quiz["items"]
    }


def present(public_quiz: Mapping[str, Any], learner: str, attempt: int) -> Plain:
    """Give the quiz as this learner sees it, in the shape of the public quiz.

    Texts are filled in; options, elements and both sides of matches become lists of ``{"id", "text"}`` in the
    learner's own order; every item gains its ``seed``, and ``variables`` become the ``values`` drawn, as written.
    """
    return {**public_quiz, "items": [_item(public_quiz, item, learner, attempt) for item in public_quiz["items"]]}


def _item(public_quiz: Mapping[str, Any], item: Mapping[str, Any], learner: str, attempt: int) -> Plain:
    seed = seed_of(public_quiz, item, learner, attempt)
    _, fill = drawn(item["variables"], seed)
    common = {name: value for name, value in item.items() if name != "variables"}
    common["stem"] = fill.text(item["stem"])
    common["vignette"] = fill.text(item["vignette"]) if item["vignette"] else None
    return {**common, **KINDS[item["kind"]].show(dict(item), fill), "seed": seed, "values": dict(fill.shown)}


def check(public_item: Mapping[str, Any], answer: object) -> str | None:
    """Say why an answer has not the shape its kind wants, in words for the learner; None when it has, or is empty."""
    kind = KINDS[public_item["kind"]]
    return None if kind.is_empty(answer) else kind.misfit(dict(public_item), answer)


def is_answered(public_item: Mapping[str, Any], answer: object) -> bool:
    """Tell whether something was answered, right or wrong."""
    return not KINDS[public_item["kind"]].is_empty(answer)
