"""The instructor's notebook of a quiz: nbgrader's assignment and the learner's page in one file.

Per question: a locked prompt, an answer cell that holds one literal (``q1 = 'b'``), and a locked test cell that lies
wholly inside a hidden region, so that the release keeps nothing of it. The test holds no key: it asks the bank.
A question marked by a person has one Markdown answer cell with points instead.
"""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.kinds.base import Fill
from calcinosis.quiz.kinds.short import ShortItem
from calcinosis.quiz.quiz_file import Quiz

Plain = dict[str, Any]
"""A JSON object."""

PROMPT = "-prompt"
TEST = "-test"
PAGE = "quiz-page"
"""With a hyphen, as no question can be called."""
UNANSWERED = "# (no answer yet)"
"""What nbgrader puts in the place of a solution (``ClearSolutions.code_stub``)."""
UNWRITTEN = "(no answer yet)"
"""The same for text (``ClearSolutions.text_stub``)."""

TEXTS = ("vignette", "stem", "sentence", "hypothesis", "finding")
"""Parts of a question that are one text."""
LISTED = {
    "options": "",
    "elements": "",
    "regions": "",
    "tests": "",
    "scale": "",
    "blanks": "",
    "left": "",
    "right": "To match with",
}
"""Parts of a question that are lists of texts by letter, with a heading where one is needed."""

_MARKDOWN = re.compile(r"([\\`*_\[\]$~|#])")


def source_notebook(public: Plain, schemes: Mapping[str, str] | None = None) -> Plain:
    """Write the notebook of a quiz.

    Parameters
    ----------
    public
        The quiz as every learner may see it (``<quiz>.public.json``).
    schemes
        For questions that a person marks what the marker needs, by name of the question: formgrader shows it below the
        prompt, nbgrader leaves it out of the release.

    Returns
    -------
    dict
        A version 4.5 notebook; cell ids are the names of the questions, so they never move.
    """
    cells = [_page(public["quiz"])]
    for number, item in enumerate(public["items"], start=1):
        cells.append(_prompt(number, item, (schemes or {}).get(item["name"])))
        if KINDS[item["kind"]].by_hand:
            cells.append(_written(item))
        else:
            cells.extend([_answer(item), _test(public["quiz"], item)])
    return {
        "cells": cells,
        "metadata": {
            "calcinosis": {
                "quiz": public["quiz"],
                "items": [
                    {"name": each["name"], "id": each["id"], "version": each["version"]} for each in public["items"]
                ],
            },
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "title": public["title"],
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _nbgrader(grade_id: str, **roles: object) -> Plain:
    return {
        "grade": False,
        "grade_id": grade_id,
        "locked": False,
        "schema_version": 3,
        "solution": False,
        "task": False,
    } | roles


def _code(grade_id: str, source: str, nbgrader: Plain, **metadata: object) -> Plain:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": grade_id,
        "metadata": {**metadata, "nbgrader": nbgrader},
        "outputs": [],
        "source": source,
    }


def _markdown(grade_id: str, source: str, nbgrader: Plain) -> Plain:
    return {"cell_type": "markdown", "id": grade_id, "metadata": {"nbgrader": nbgrader}, "source": source}


def _page(quiz: str) -> Plain:
    source = f'from calcinosis.panels.quiz.quiz_page import QuizPage\n\nQuizPage("{quiz}")'
    return _code(PAGE, source, _nbgrader(PAGE, locked=True), calcinosis={"page": True}, tags=[PAGE])


def _prompt(number: int, item: Plain, scheme: str | None) -> Plain:
    name = item["name"] + PROMPT
    return _markdown(name, prompt_text(number, item, scheme), _nbgrader(name, locked=True))


def prompt_text(number: int, item: Plain, scheme: str | None = None) -> str:
    """Write the question as a Markdown cell shows it, with what the marker needs below, in nbgrader's own brackets."""
    lines = list(_prompt_lines(number, item))
    if scheme:
        lines += ["<!-- BEGIN MARK SCHEME -->", scheme, "<!-- END MARK SCHEME -->"]
    return "\n\n".join(lines)


def mark_schemes(quiz: Quiz, fills: Mapping[str, Fill] | None = None) -> dict[str, str]:
    """Write what a marker needs for each question that a person marks: rubric, model answer, what rules points out.

    Parameters
    ----------
    fills
        For questions with drawn numbers what puts one learner's into a text.
    """
    return {
        question.name: "\n".join(_scheme_lines(question.item, (fills or {}).get(question.name, str)))
        for question in quiz.questions
        if isinstance(question.item, ShortItem)
    }


def _scheme_lines(item: ShortItem, fill: Fill) -> Iterator[str]:
    yield "**For the marker**\n"
    for line in item.rubric:
        yield f"* {line.points:g} {'point' if line.points == 1 else 'points'}: {shown(_one_line(fill(line.text)))}"
    for statement in item.fail_if:
        yield f"* no points if it says: {shown(_one_line(fill(statement)))}"
    if item.model_answer:
        yield f"\n**Model answer:** {shown(_one_line(fill(item.model_answer)))}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _answer(item: Plain) -> Plain:
    name = item["name"]
    source = f"{name} = None\n### BEGIN SOLUTION\n### END SOLUTION"
    return _code(name, source, _nbgrader(name, solution=True))


def _test(quiz: str, item: Plain) -> Plain:
    name = item["name"]
    lines = [
        "### BEGIN HIDDEN TESTS",
        "from calcinosis.grading.autograder import score",
        "",
        f'score("{quiz}", "{name}", {name})',
        "### END HIDDEN TESTS",
    ]
    return _code(
        name + TEST, "\n".join(lines), _nbgrader(name + TEST, grade=True, locked=True, points=float(item["points"]))
    )


def _written(item: Plain) -> Plain:
    roles = _nbgrader(item["name"], grade=True, solution=True, points=float(item["points"]))
    return _markdown(item["name"], UNWRITTEN, roles)


def _prompt_lines(number: int, item: Plain) -> Iterator[str]:
    points = item["points"]
    yield f"### Question {number} · {shown(item['title'])} · {points:g} {'point' if points == 1 else 'points'}"
    yield from (shown(item[part]) for part in TEXTS if item.get(part))
    if item.get("steps"):
        yield "An unfolding case: each step shows when the one before it is answered, on the quiz page."
    if item.get("starter"):
        yield f"```python\n{item['starter'].replace('```', '')}\n```"
    yield from _lists(item)
    if item.get("rule"):
        yield f"*{shown(item['rule'])}*"
    if item.get("unit"):
        yield f"Answer in {shown(_units(item))}."
    if item.get("variables"):
        yield "Each learner has their own numbers: " + "; ".join(
            f"{{{shown(name)}}} {shown(_drawn(how))}" for name, how in item["variables"].items()
        )


def _lists(item: Plain) -> Iterator[str]:
    for part, title in LISTED.items():
        if isinstance(item.get(part), Mapping):
            if title:
                yield f"{title}:"
            yield "\n".join(f"* **{letter}** {shown(text)}" for letter, text in item[part].items())


def _units(item: Plain) -> str:
    units = [each["unit"] if isinstance(each, Mapping) else each for each in item.get("units") or [item["unit"]]]
    return " or ".join(units)


def _drawn(how: Plain) -> str:
    if "one_of" in how:
        return "one of " + ", ".join(str(each) for each in how["one_of"])
    if "of" in how:
        return f"the same as {{{how['of']}}} in {how['to']}"
    return f"{how['from']:g} to {how['to']:g} in steps of {how['step']:g}"


def shown(text: str) -> str:
    """Make plain text safe and literal in a Markdown cell."""
    return _MARKDOWN.sub(r"\\\1", html.escape(text, quote=False))
