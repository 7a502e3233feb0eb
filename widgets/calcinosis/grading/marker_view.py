"""The graded notebook as a marker reads it in formgrader: what waits for a person first, with this learner's numbers.

nbgrader puts the text of a locked cell back as it was released, with ``{name}`` where a number was drawn, and shows
questions in the order of the quiz. Cells without nbgrader's marks are left alone by it, so prompts are shown in such.
"""

from collections.abc import Mapping
from typing import Any

from calcinosis.grading.answers import grade_id_of
from calcinosis.grading.notebook import PROMPT, TEST, mark_schemes, prompt_text
from calcinosis.grading.paper import Paper
from calcinosis.quiz import variants
from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.present import filler

Plain = dict[str, Any]

BY_HAND, BY_MACHINE = "for-a-person", "by-machine"
"""Cell ids of the two headings; with a hyphen, as no question can be called."""


def for_marker(notebook: Plain, paper: Paper, rows: Mapping[str, Plain]) -> Plain:
    """Put the questions that a person marks first, and each prompt into the words that this learner read.

    Parameters
    ----------
    notebook
        A rebuilt notebook, with every cell of the release.
    rows
        What was drawn for each question (``paper.drawn``).
    """
    cells = {grade_id_of(cell): cell for cell in notebook["cells"]}
    schemes = mark_schemes(paper.quiz)
    by_hand: list[Plain] = []
    by_machine: list[Plain] = []
    for number, item in enumerate(paper.public["items"], start=1):
        name = item["name"]
        mine = by_hand if KINDS[item["kind"]].by_hand else by_machine
        for part in (name + PROMPT, name, name + TEST):
            if part not in cells:
                continue
            cell = cells.pop(part)
            if part == name + PROMPT and (item.get("variables") or name in schemes):
                cell = _text(f"{name}{PROMPT}", _prompt(paper, number, item, rows[name], schemes.get(name)))
            mine.append(cell)
    rest = [cell for cell in notebook["cells"] if grade_id_of(cell) in cells]
    if not by_hand:
        return {**notebook, "cells": [*rest, *by_machine]}
    first = _text(BY_HAND, "## For a person to mark")
    then = [_text(BY_MACHINE, "## Marked by machine"), *by_machine] if by_machine else []
    return {**notebook, "cells": [first, *by_hand, *then, *rest]}


def _text(name: str, source: str) -> Plain:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source}


def _prompt(paper: Paper, number: int, item: Plain, row: Plain, scheme: str | None) -> str:
    question = paper.quiz.question(item["name"])
    variables = question.item.plain_variables()
    if not variables:
        return prompt_text(number, item, scheme)
    fill = filler(variables, row.get("values") or variants.draw(variables, row["seed"]))
    filled = {part: _filled(value, fill) for part, value in item.items() if part != "variables"}
    return prompt_text(number, filled, mark_schemes(paper.quiz, {item["name"]: fill}).get(item["name"]))


def _filled(value: object, fill: Any) -> object:  # noqa: ANN401 - text in, text out
    if isinstance(value, str):
        return fill(value)
    if isinstance(value, Mapping):
        return {name: _filled(each, fill) for name, each in value.items()}
    return value
