"""From a notebook to what the template is told, and the files that a page loads."""

import json
import os
import re

import nbformat
import pytest

from calcinosis.serving import voila_app
from calcinosis.serving.assets import find
from calcinosis.serving.pages import kind_of, read_page

STATIC = voila_app.TEMPLATE / "static"
code, prose = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell


def write(root, path, *cells, **metadata):
    file = root / path
    file.parent.mkdir(exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=list(cells), metadata=metadata), file)
    return file


def test_an_address_names_its_kind_of_page():
    assert kind_of("home.ipynb") == "home"
    assert kind_of("feedback.ipynb") == "feedback"
    assert kind_of("laboratory.ipynb") == "laboratory"
    assert kind_of("glossary.ipynb") == "glossary"
    assert kind_of("lessons/02-calcium-phosphate-balance.ipynb") == "lesson"
    assert kind_of("quizzes/kidney.ipynb") == "quiz"


@pytest.mark.parametrize(
    "path", ["other.ipynb", "lessons/.hidden.ipynb", "lessons/a/b.ipynb", "../home.ipynb", "home", ""]
)
def test_an_address_that_is_none_names_nothing(path):
    assert kind_of(path) is None


def test_a_lesson_is_headed_by_number_minutes_and_review(tmp_path):
    about = {"minutes": 40, "reviewed": "November 2026"}
    write(tmp_path, "lessons/05-kidney.ipynb", prose("# Kidney"), title="Kidney", calcinosis=about)

    page, _ = read_page(tmp_path, "lessons/05-kidney.ipynb")

    assert (page.title, page.number) == ("Kidney", 5)
    assert page.eyebrow == "Lesson 5 · 40 minutes · reviewed November 2026"


def test_a_lesson_leads_on_to_its_quiz_and_the_next_lesson(tmp_path):
    for name, title in [("01-lump", "Lump"), ("02-balance", "Balance"), ("10-reading", "Reading")]:
        write(tmp_path, f"lessons/{name}.ipynb", title=title)
    (tmp_path / "quizzes").mkdir()
    for name, lesson in [("balance", 2), ("other", 3)]:
        quiz = {"title": name.title(), "lesson": lesson}
        (tmp_path / "quizzes" / f"{name}.public.json").write_text(json.dumps(quiz))

    assert read_page(tmp_path, "lessons/02-balance.ipynb")[0].onward == (
        ("quizzes/balance.ipynb", "Take the quiz: Balance"),
        ("lessons/10-reading.ipynb", "Next lesson: Reading"),
    )
    assert read_page(tmp_path, "lessons/10-reading.ipynb")[0].onward == ()


@pytest.mark.parametrize(
    ("source", "shows"),
    [
        ("Balance()", True),
        ("x = 1\nx", True),
        ("import numpy", False),
        ("x = 1", False),
        ("", False),
        ("# only words", False),
    ],
)
def test_a_cell_has_a_place_on_the_page_if_it_ends_in_an_expression(tmp_path, source, shows):
    write(tmp_path, "lessons/01-a.ipynb", code(source))

    _, (cell,) = read_page(tmp_path, "lessons/01-a.ipynb")

    assert cell.metadata["shows"] is shows


def test_of_a_quiz_only_the_page_remains(tmp_path):
    own = code("QuizPage('q')", metadata={"nbgrader": {"grade_id": "quiz-page"}, "calcinosis": {"page": True}})
    graded = {"nbgrader": {"grade_id": "q1"}}
    write(tmp_path, "quizzes/q.ipynb", own, prose("prompt", metadata=graded), code("q1 = None", metadata=graded))

    _, cells = read_page(tmp_path, "quizzes/q.ipynb")

    assert [cell.source for cell in cells] == ["QuizPage('q')"]


def test_a_notebook_that_changed_is_read_again(tmp_path):
    file = write(tmp_path, "lessons/01-a.ipynb", prose("# Old"), title="Old")
    read_page(tmp_path, "lessons/01-a.ipynb")
    write(tmp_path, "lessons/01-a.ipynb", prose("# New"), title="New")
    os.utime(file, ns=(1, 1))

    assert read_page(tmp_path, "lessons/01-a.ipynb")[0].title == "New"


def test_every_file_that_the_style_sheet_names_is_there():
    named = re.findall(r'url\("([^"]+)"\)', (STATIC / "course.css").read_text())

    assert len(named) > 10
    assert [name for name in named if not (STATIC / name).is_file()] == []


def test_fonts_travel_with_their_licences():
    texts = [path.read_text() for path in (STATIC / "fonts").glob("*.txt")]

    assert sum("SIL OPEN FONT LICENSE" in text for text in texts) == 2
    assert sum("Apache License" in text for text in texts) == 1


def test_nothing_of_the_page_names_another_host():
    parts = [path for path in voila_app.TEMPLATE.rglob("*") if path.suffix in (".j2", ".html", ".css", ".js")]
    hosts = {host for path in parts for host in re.findall(r"https?://[\w.]+", path.read_text())}

    assert hosts == set()


def test_a_file_outside_the_folder_is_not_found_even_by_a_link(tmp_path):
    inside, outside = tmp_path / "inside", tmp_path / "secret.css"
    inside.mkdir()
    outside.write_text("x")
    (inside / "link.css").symlink_to(outside)
    (inside / "own.css").write_text("x")

    assert find((inside,), "own.css") == inside / "own.css"
    assert find((inside,), "link.css") is None
    assert find((inside,), "../secret.css") is None
