"""Answers in and out of notebooks, as literals and nothing else.

A learner's notebook is never executed and never shown as it is. Its answers are read as plain values, checked, and
written into a copy of the released notebook; free text is escaped. Everything else in it is left behind.
"""

import ast
import copy
import html
import json
import warnings
from collections.abc import Mapping
from typing import Any

from calcinosis.grading.notebook import UNANSWERED, UNWRITTEN

Plain = dict[str, Any]
"""A JSON object."""

LONGEST_SOURCE = 60_000
"""Characters of one answer cell: three times the longest text an answer may have, for escapes."""
DEEPEST = 6
"""Levels of lists and dictionaries in one another; no kind of answer has more than two."""

_SIMPLE = (str, int, float, bool, type(None))


class NotAnAnswer(ValueError):  # noqa: N818 - reads as what happened
    """A cell holds something other than one literal; the message says what, for the instructor's report."""


def read_notebook(text: str) -> Plain:
    """Read a notebook as JSON, for notebooks too damaged for nbformat.

    Raises
    ------
    NotAnAnswer
        It is not a notebook at all.
    """
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAnAnswer("the file is not JSON") from error
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise NotAnAnswer("the file is not a notebook")
    for cell in notebook["cells"]:
        if isinstance(cell, dict):
            cell["source"] = source_of(cell)
    return notebook


def source_of(cell: Mapping[str, Any]) -> str:
    """Return the text of a cell, which files keep as one string or as lines."""
    source = cell.get("source", "")
    if isinstance(source, list):
        return "".join(str(line) for line in source)
    return source if isinstance(source, str) else ""


def grade_id_of(cell: object) -> str | None:
    """Return nbgrader's name of a cell; None if it has none."""
    if not isinstance(cell, Mapping):
        return None
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, Mapping) else None
    name = marks.get("grade_id") if isinstance(marks, Mapping) else None
    return name if isinstance(name, str) else None


def roles_of(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return nbgrader's marks of a cell of a released notebook."""
    return cell.get("metadata", {}).get("nbgrader", {})


def is_answer(cell: Mapping[str, Any]) -> bool:
    """Tell whether a cell of the released notebook is there to be answered."""
    return bool(roles_of(cell).get("solution"))


def assignment(name: str, answer: object) -> str:
    """Write an answer as the source of its cell.

    Raises
    ------
    NotAnAnswer
        The value would not come back as it was.
    """
    if answer is None:
        return f"{name} = None\n{UNANSWERED}"
    source = f"{name} = {answer!r}"
    if literal(name, source) != answer:
        raise NotAnAnswer(f"{name} is not made of text, numbers, lists and dictionaries")
    return source


def literal(name: str, source: str) -> object:
    """Read an answer back from the source of its cell, without running it.

    Comments and several assignments to the same name are allowed, the last one counts.

    Raises
    ------
    NotAnAnswer
        The source is anything but ``name = literal``.
    """
    if len(source) > LONGEST_SOURCE:
        raise NotAnAnswer(f"{name} has {len(source)} characters, more than {LONGEST_SOURCE}")
    answer: object = None
    for statement in _statements(name, source):
        match statement:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                answer = _value(name, value)
            case _:
                raise NotAnAnswer(f"{name} is not a single value")
    _check(name, answer, 0)
    return answer


def _statements(name: str, source: str) -> list[ast.stmt]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd escapes in a learner's text
            return ast.parse(source).body
    except Exception as error:  # the parser raises a dozen different errors on hostile text
        raise NotAnAnswer(f"{name} is not a single value") from error


def _value(name: str, value: ast.expr) -> object:
    try:
        return ast.literal_eval(value)
    except Exception as error:  # so does this
        raise NotAnAnswer(f"{name} is not a single value") from error


def _check(name: str, value: object, depth: int) -> None:
    if depth > DEEPEST:
        raise NotAnAnswer(f"{name} is nested too deeply")
    match value:
        case dict():
            for key, inner in value.items():
                _check(name, key, depth + 1)
                _check(name, inner, depth + 1)
        case list() | tuple():
            for inner in value:
                _check(name, inner, depth + 1)
        case _ if isinstance(value, _SIMPLE):
            if isinstance(value, int | float) and not abs(value) < 1e18:  # false for nan and infinity as well
                raise NotAnAnswer(f"{name} is too large a number")
        case _:
            raise NotAnAnswer(f"{name} is not made of text, numbers, lists and dictionaries")


def filled(release: Plain, answers: Mapping[str, object]) -> Plain:
    """Write answers into a copy of the released notebook, as the learner would have typed them."""
    notebook = copy.deepcopy(release)
    for cell in notebook["cells"]:
        name = grade_id_of(cell)
        if name is None or not is_answer(cell) or answers.get(name) is None:
            continue
        answer = answers[name]
        if cell["cell_type"] == "markdown":
            cell["source"] = answer if isinstance(answer, str) and answer.strip() else UNWRITTEN
        else:
            cell["source"] = assignment(name, answer)
    return notebook


def escaped(text: str) -> str:
    """Make free text safe to show in formgrader: no HTML, no Markdown, no mathematics, line breaks kept."""
    style = "white-space: pre-wrap; word-break: normal; overflow-wrap: anywhere; font-family: inherit"
    return f'<pre style="{style}">{html.escape(text)}</pre>'


def rebuilt(release: Plain, submitted: Plain) -> tuple[Plain, dict[str, object], list[str]]:
    """Make the notebook that is graded: the release with the learner's answers, and nothing else of the learner's.

    Parameters
    ----------
    release
        The released notebook.
    submitted
        What came in, however damaged.

    Returns
    -------
    notebook
        A copy of the release with literals and escaped text in its answer cells.
    answers
        Value of every answer cell by name; None where it was not answered.
    report
        One sentence for each thing that was rejected or repaired.
    """
    notebook = copy.deepcopy(release)
    expected = {grade_id_of(cell): cell for cell in release["cells"]}
    found, report = _found(submitted, expected)
    answers: dict[str, object] = {}
    for cell in notebook["cells"]:
        name = grade_id_of(cell)
        if name is None:
            continue
        if not is_answer(cell):
            report += _put_back(name, cell, found)
            continue
        answers[name] = None
        if name not in found:
            report.append(f"answer cell {name} was missing and has been put back empty")
            continue
        source = source_of(found[name])
        if source == source_of(cell):
            continue
        if cell["cell_type"] == "markdown":
            if len(source) > LONGEST_SOURCE:
                report.append(f"text {name} was cut after {LONGEST_SOURCE} characters")
            answers[name] = source[:LONGEST_SOURCE]
            cell["source"] = escaped(source[:LONGEST_SOURCE])
            continue
        try:
            answers[name] = literal(name, source)
            if answers[name] is not None:
                cell["source"] = assignment(name, answers[name])
        except NotAnAnswer as error:
            report.append(f"answer {name} was rejected: {error}")
    return notebook, answers, report


def _put_back(name: str, cell: Plain, found: Mapping[str, Plain]) -> list[str]:
    """Say what had happened to a cell that is nobody's to change, and is taken from the release in any case."""
    if name not in found:
        return [f"cell {name} was missing and has been put back"]
    if source_of(found[name]) != source_of(cell):
        return [f"cell {name} was not as it was released; the released one counts"]
    return []


def _found(submitted: Plain, expected: Mapping[str | None, Plain]) -> tuple[dict[str, Plain], list[str]]:
    """Find the cells of a submitted notebook by name: marked ones first, then unmarked ones by their cell id."""
    found: dict[str, Plain] = {}
    report: list[str] = []
    unmarked: dict[str, Plain] = {}
    own = 0
    for cell in submitted["cells"]:
        name = grade_id_of(cell)
        if name is None:
            number = _cell_id(cell)
            if number in expected:
                unmarked[number] = cell
            own += number not in expected and isinstance(cell, dict) and bool(source_of(cell).strip())
            continue
        if name not in expected:
            report.append(f"cell {name} does not belong to the quiz and was left out")
            continue
        if name in found:
            report.append(f"cell {name} was there more than once; the last one counts")
        found[name] = cell
        if cell.get("cell_type") != expected[name]["cell_type"] and is_answer(expected[name]):
            report.append(f"cell {name} had become a {cell.get('cell_type')} cell and was changed back")
    for name, cell in unmarked.items():
        if name not in found:
            found[name] = cell
            report.append(f"cell {name} had lost nbgrader's marks and was recognised by its cell id")
    if own:
        report.append(f"{own} {'cell' if own == 1 else 'cells'} of the learner's own left out")
    return found, report


def _cell_id(cell: object) -> str:
    """Return the id that notebooks keep of a cell; an empty text if it has none."""
    number = cell.get("id") if isinstance(cell, Mapping) else None
    return number if isinstance(number, str) else ""
