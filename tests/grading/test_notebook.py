"""The instructor's notebook and the release made of it."""

import json

from calcinosis.grading.answers import grade_id_of, source_of
from calcinosis.grading.notebook import shown, source_notebook
from calcinosis.grading.paper import paper


def cells(folder):
    notebook = json.loads((folder / "kinds.ipynb").read_text(encoding="utf-8"))
    return {grade_id_of(cell): source_of(cell) for cell in notebook["cells"]}


def test_every_question_has_a_prompt_and_an_answer_and_all_but_words_a_test(built):
    names = list(cells(built.source("kinds")))

    expected = ["quiz-page"]
    for name in ("q1", "q2", "q3", "q4", "q5"):
        expected += [f"{name}-prompt", name, f"{name}-test"]
    assert names == [*expected, "q6-prompt", "q6"]


def test_hidden_tests_hold_no_key(built):
    source = cells(built.source("kinds"))["q1-test"]

    assert 'score("kinds", "q1", q1)' in source
    assert "'b'" not in source


def test_release_keeps_nothing_of_the_tests(built):
    released = cells(built.release("kinds"))

    assert all(source == "" for name, source in released.items() if name.endswith("-test"))


def test_the_marker_sees_the_rubric_and_the_release_does_not(built):
    source, released = cells(built.source("kinds"))["q6-prompt"], cells(built.release("kinds"))["q6-prompt"]

    assert "* 2 points: RUBRIC FGF23 rises" in source
    assert "**Model answer:** MODEL answer" in source
    assert "RUBRIC" not in released
    assert "MARK SCHEME" not in released
    assert source.startswith(released.rstrip())


def test_released_answer_cells_run_without_an_error(built):
    released = cells(built.release("kinds"))
    names = {}
    for name in ("q1", "q2", "q3", "q4", "q5"):
        exec(released[name], names)  # noqa: S102 - our own release

    assert {names[name] for name in ("q1", "q2", "q3", "q4", "q5")} == {None}


def test_prompt_shows_lettered_options_and_names_the_numbers_drawn(built):
    released = cells(built.release("kinds"))

    assert "* **b** FGF23" in released["q1-prompt"]
    assert "{calcium} 2.1 to 2.4 in steps of 0.02" in released["q3-prompt"]
    assert "{calcium} mmol/L" in released["q3-prompt"]


def test_an_authors_text_is_literal_in_markdown():
    assert shown("a*b <b> $x$ [l](u)") == "a\\*b &lt;b&gt; \\$x\\$ \\[l\\](u)"


def test_same_quiz_gives_the_same_notebook(built):
    public = paper(built, "kinds").public

    assert source_notebook(public) == source_notebook(json.loads(json.dumps(public)))
