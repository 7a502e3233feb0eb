"""Answers in and out of notebooks."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcinosis.grading.answers import NotAnAnswer, assignment, escaped, filled, literal, read_notebook, rebuilt
from calcinosis.grading.paper import paper

text = st.text(max_size=40)
plain = st.one_of(text, st.lists(text, max_size=6), st.dictionaries(text, text, max_size=6))


@given(answer=plain)
def test_an_answer_comes_back_from_its_cell_as_it_was(answer):
    assert literal("q1", assignment("q1", answer)) == answer


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "q1 = __import__('os').system('true')",
        "q1 = 'a' if True else 'b'",
        "q2 = 'b'",
        "q1 = q2 = 'b'",
        "q1: str = 'b'",
        "(q1 := 'b')",
        "q1 = 'b'; import os",
        "%system touch /",
        "!touch /",
        "q1 = f'{1}'",
        "q1 = b'b'",
        "q1 = {1, 2}",
        "q1 = 1e999",
        "q1 = 10**9",
        "q1 = " + "9" * 5000,
        "q1 = " + "[" * 9000,
        "q1 = " + "-" * 15000 + "1",
        "q1 = " + "+".join(["1"] * 9000),
        "q1 = [[[[[[[[1]]]]]]]]",
        "q1 = '\0'",
        "q1 = '" + "a" * 70_000 + "'",
        "def q1(): pass",
        "class q1: __eq__ = lambda a, b: True",
    ],
)
def test_anything_but_one_plain_value_is_refused(source):
    with pytest.raises(NotAnAnswer):
        literal("q1", source)


def test_comments_and_a_second_thought_are_allowed():
    assert literal("q1", "q1 = None\n# (no answer yet)\nq1 = 'b'") == "b"


def test_free_text_shows_no_html_and_keeps_its_lines():
    shown = escaped("<script>alert(1)</script>\n\n</pre>")

    assert "<script" not in shown
    assert shown.count("</pre>") == 1
    assert "\n\n" in shown


@pytest.fixture
def release(built):
    return paper(built, "kinds").release


def test_answers_survive_the_journey_through_a_notebook(release, answers):
    submitted = read_notebook(json.dumps(filled(release, answers.right)))
    _, read, report = rebuilt(release, submitted)

    assert read == answers.right
    assert report == []


def test_code_of_the_learner_is_left_behind(release, answers):
    submitted = filled(release, answers.right)
    submitted["cells"].insert(0, {"cell_type": "code", "metadata": {}, "source": "import os", "outputs": []})
    for cell in submitted["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("locked"):
            cell["source"] = "raise SystemExit"
    notebook, read, _ = rebuilt(release, submitted)

    sources = "".join(cell["source"] for cell in notebook["cells"])
    assert "import os" not in sources
    assert "SystemExit" not in sources
    assert read == answers.right


DAMAGES = {
    "a cell twice": lambda cells: cells.append(copy.deepcopy(cells[2])),
    "a prompt deleted": lambda cells: cells.pop(1),
    "marks of an answer lost": lambda cells: cells[2].update(metadata={}),
    "an answer retyped": lambda cells: cells[2].update(cell_type="markdown"),
    "all marks changed": lambda cells: [
        cell["metadata"]["nbgrader"].update(points=99, locked=False, grade=False) for cell in cells
    ],
    "cells shuffled": lambda cells: cells.reverse(),
    "a foreign cell": lambda cells: cells.append({"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "x"}}}),
    "cells that are no cells": lambda cells: cells.extend(
        [None, 3, [], {"metadata": []}, {"metadata": {"nbgrader": 1}}]
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_notebook_gives_the_answers_of_its_undamaged_twin(release, answers, damage):
    submitted = filled(release, answers.right)
    DAMAGES[damage](submitted["cells"])
    notebook, read, _ = rebuilt(release, submitted)

    assert read == answers.right
    assert [cell["id"] for cell in notebook["cells"]] == [cell["id"] for cell in release["cells"]]


def test_a_deleted_answer_counts_as_not_given_and_is_reported(release, answers):
    submitted = filled(release, answers.right)
    submitted["cells"] = [cell for cell in submitted["cells"] if cell["id"] != "q1"]
    _, read, report = rebuilt(release, submitted)

    assert read == {**answers.right, "q1": None}
    assert report == ["answer cell q1 was missing and has been put back empty"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"cells": 3}', "[" * 100_000, "\0"])
def test_a_file_that_is_no_notebook_is_refused_in_words(text):
    with pytest.raises(NotAnAnswer):
        read_notebook(text)
