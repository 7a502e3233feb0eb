"""The content check finds what a careless author leaves behind."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from calcinosis.content.check import SEEDS, problems

ROOT = Path(__file__).parents[2]

CLAIMS = """
- id: calcium-forms
  statement: About half of the calcium in plasma is ionised.
  sources: [hall2021]
  grade: "-"
  seeds: [{seeds}]
- id: gut-phosphate
  statement: About 60 to 80 % of dietary phosphorus is absorbed.
  sources: [blaine2015]
  grade: "-"
  uncertain: true
"""
ITEM = """
- id: {id}
  kind: {kind}
  lesson: 10
  section: forms
  sources: [hall2021]
  claims: [calcium-forms]
"""
PROSE = """<a id="forms"></a>

## Forms

[About half is ionised](#claim-calcium-forms); [about 70 %](#claim-gut-phosphate)."""
METADATA = {
    "title": "A lesson",
    "calcinosis": {
        "lesson": 10,
        "question": "Why?",
        "minutes": 30,
        "sections": [{"id": "forms", "title": "Forms"}],
        "objectives": ["Say why"],
    },
}


class Course:
    """A small course of one closing lesson, one item and one check, all in order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.claims = folder / "claims" / "balance.yaml"
        self.lesson = folder / "lessons" / "10-lesson.ipynb"
        self.items = folder / "quizzes" / "items" / "physiology.yaml"
        self.checks = folder / "lessons" / "checks" / "10.yaml"
        for path in (self.claims, self.items, self.checks):
            path.parent.mkdir(parents=True)
        self.claims.write_text(CLAIMS.format(seeds=", ".join(SEEDS)), encoding="utf-8")
        self.items.write_text(ITEM.format(id="forms-item", kind="single"), encoding="utf-8")
        self.checks.write_text(ITEM.format(id="forms-check", kind="single"), encoding="utf-8")
        self.write(PROSE, 'Check("forms-check")')

    def write(self, prose: str, code: str, metadata: object = METADATA) -> None:
        cells = [{"cell_type": "markdown", "source": [prose]}, {"cell_type": "code", "source": [code]}]
        self.lesson.write_text(json.dumps({"cells": cells, "metadata": metadata}), encoding="utf-8")

    def replace(self, path: Path, old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def problems(self) -> list[str]:
        return problems(self.folder, claims_folder=self.claims.parent)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path)


def test_the_course_itself_has_no_problem():
    assert problems(ROOT) == []


def test_a_course_in_order_has_no_problem(course: Course):
    assert course.problems() == []


PLANTED: dict[str, tuple[Callable[[Course], None], list[str]]] = {
    "claim missing in a lesson": (
        lambda c: c.write(PROSE + " [So](#claim-nowhere).", 'Check("forms-check")'),
        ["10-lesson.ipynb", "'nowhere'"],
    ),
    "uncertain number linked as exact": (
        lambda c: c.write(PROSE.replace("about 70 %", "70 %"), 'Check("forms-check")'),
        ["'70 %'", "gut-phosphate", "about"],
    ),
    "check missing in the pool": (
        lambda c: c.write(PROSE, 'Check("nowhere")'),
        ["10-lesson.ipynb", "check 'nowhere'"],
    ),
    "section without anchor": (
        lambda c: c.write(PROSE.replace('<a id="forms"></a>', ""), 'Check("forms-check")'),
        ["section 'forms'", "anchor"],
    ),
    "lesson without metadata": (
        lambda c: c.write(PROSE, 'Check("forms-check")', {"title": "A lesson"}),
        ["10-lesson.ipynb", "metadata"],
    ),
    "lesson that is no notebook": (
        lambda c: c.lesson.write_text("{", encoding="utf-8"),
        ["10-lesson.ipynb", "not a notebook"],
    ),
    "claim missing in an item": (
        lambda c: c.replace(c.items, "[calcium-forms]", "[calcium-forms, nowhere]"),
        ["physiology.yaml", "'forms-item'", "'nowhere'"],
    ),
    "claim missing in a check": (
        lambda c: c.replace(c.checks, "[calcium-forms]", "[calcium-forms, nowhere]"),
        ["10.yaml", "'forms-check'", "'nowhere'"],
    ),
    "source missing in an item": (
        lambda c: c.replace(c.items, "hall2021", "nobody1999"),
        ["'forms-item'", "'nobody1999'", "bibliography"],
    ),
    "source missing in a claim": (
        lambda c: c.replace(c.claims, "hall2021", "nobody1999"),
        ["balance.yaml", "'calcium-forms'", "'nobody1999'"],
    ),
    "same id in bank and checks": (
        lambda c: c.replace(c.checks, "forms-check", "forms-item"),
        ["10.yaml", "'forms-item'", "already used"],
    ),
    "section that the lesson lacks": (
        lambda c: c.replace(c.items, "section: forms", "section: fluxes"),
        ["'forms-item'", "'fluxes'", "forms"],
    ),
    "numeric question on an uncertain number": (
        lambda c: c.items.write_text(
            ITEM.format(id="forms-item", kind="numeric").replace("[calcium-forms]", "[calcium-forms, gut-phosphate]"),
            encoding="utf-8",
        ),
        ["'forms-item'", "gut-phosphate", "numeric"],
    ),
    "uncertain number stated as exact": (
        lambda c: c.replace(c.claims, "About 60 to 80 %", "Exactly 60 to 80 %"),
        ["gut-phosphate", "uncertain"],
    ),
    "lay claim without an answer": (
        lambda c: c.replace(c.claims, "S38, ", ""),
        ["lay claim S38", "no claim answers it"],
    ),
    "lay claims no lesson teaches": (
        lambda c: c.write(PROSE.replace("#claim-calcium-forms", "#claim-gut-phosphate"), 'Check("forms-check")'),
        ["lay claim S1", "no lesson cites calcium-forms"],
    ),
    "lay claims no item tests": (
        lambda c: [c.replace(path, "claims: [calcium-forms]", "claims: []") for path in (c.items, c.checks)] and None,
        ["lay claim S69", "no item tests calcium-forms"],
    ),
    "items that are no YAML": (lambda c: c.items.write_text("- id: [", encoding="utf-8"), ["physiology.yaml", "YAML"]),
    "items that are no list": (lambda c: c.items.write_text("id: a", encoding="utf-8"), ["physiology.yaml", "list"]),
    "claim with an unknown grade": (lambda c: c.replace(c.claims, 'grade: "-"', "grade: Z"), ["balance.yaml", "grade"]),
    "claim twice": (
        lambda c: c.replace(c.claims, "- id: gut-phosphate", "- id: calcium-forms"),
        ["balance.yaml", "calcium-forms", "already"],
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_mistake_is_found(course: Course, name: str):
    plant, told = PLANTED[name]
    plant(course)

    found = course.problems()

    assert any(all(part in sentence for part in told) for sentence in found), found


def test_lay_claims_are_asked_for_only_when_the_closing_lesson_exists(course: Course):
    shutil.move(course.lesson, course.lesson.with_name("02-lesson.ipynb"))
    course.replace(course.lesson.with_name("02-lesson.ipynb"), '"lesson": 10', '"lesson": 2')
    course.replace(course.claims, "S38, ", "")

    assert course.problems() == []
