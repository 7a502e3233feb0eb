"""The content check finds what a careless author leaves behind."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from calcinosis.content.check import SEEDS, problems
from calcinosis.content.exact import Stated, doubts

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
WORDS = """
- id: ionised
  term: ionised calcium
  definition: The free half of the calcium in plasma.
  claims: [calcium-forms]
- id: phytate
  term: phytate
  definition: What holds phosphorus in plants, so that less than about 60 % is absorbed.
  claims: [gut-phosphate]
"""
CASE = """
id: ann
story: Ann has a lump.
steps:
  - id: blood
    text: About half of the calcium is ionised.
    claims: [calcium-forms]
    refs: [hall2021]
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
        "objectives": [{"text": "Say why", "sections": ["forms"]}],
    },
}


def metadata_with(*, sections: list[str] | None = None, second: str | None = None) -> object:
    course = dict(METADATA["calcinosis"])
    if sections is not None:
        course["objectives"] = [{"text": "Say why", "sections": sections}]
    if second:
        course["sections"] = [*course["sections"], {"id": second, "title": second.title()}]
    return {**METADATA, "calcinosis": course}


class Course:
    """A small course of one closing lesson, one item and one check, all in order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stated: list[Stated] = [Stated(where="picture 'hand'", text="Chalk.", claims=("calcium-forms",))]
        self.claims = folder / "claims" / "balance.yaml"
        self.lesson = folder / "lessons" / "10-lesson.ipynb"
        self.items = folder / "quizzes" / "items" / "physiology.yaml"
        self.checks = folder / "lessons" / "checks" / "10.yaml"
        self.words = folder / "glossary" / "blood.yaml"
        self.case = folder / "cases" / "ann.yaml"
        for path in (self.claims, self.items, self.checks, self.words, self.case):
            path.parent.mkdir(parents=True)
        self.words.write_text(WORDS, encoding="utf-8")
        self.case.write_text(CASE, encoding="utf-8")
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
        return problems(
            self.folder,
            claims_folder=self.claims.parent,
            glossary_folder=self.words.parent,
            cases_folder=self.case.parent,
            stated=self.stated,
        )


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
    "uncertain number of a claim told as exact in a vignette": (
        lambda c: c.items.write_text(
            ITEM.format(id="forms-item", kind="single").replace("[calcium-forms]", "[calcium-forms, gut-phosphate]")
            + "  vignette: Of her phosphorus exactly 80 % is absorbed.\n",
            encoding="utf-8",
        ),
        ["'forms-item'", "'gut-phosphate'", "exactly 80 %"],
    ),
    "number marked in the fact base told as exact in a lesson": (
        lambda c: c.write(PROSE + "\n\nWarfarin was given at 1 mg a day.", 'Check("forms-check")'),
        ["10-lesson.ipynb", "1 mg/d", "not re-checked"],
    ),
    "number marked in the fact base told as exact in a rationale": (
        lambda c: c.replace(
            c.items, "  section: forms\n", "  section: forms\n  why: Surgery heals in 3 to 12 weeks.\n"
        ),
        ["'forms-item'", "3-12 wk", "not re-checked"],
    ),
    "number marked in the fact base told as exact in a claim": (
        lambda c: c.replace(c.claims, "About half of the", "On diltiazem, 180 mg a day, half of the"),
        ["claim 'calcium-forms'", "180 mg/d"],
    ),
    "number marked in the fact base told as exact in a case": (
        lambda c: c.replace(c.case, "About half of the calcium is ionised.", "Probenecid 1 to 1.5 g a day."),
        ["'blood'", "1-1.5 g/d"],
    ),
    "number marked in the fact base told as exact in a caption": (
        lambda c: c.stated.append(Stated(where="picture 'net'", text="Vitamin D above 150 ng/mL: 25-OH-vitamin.")),
        ["picture 'net'", "150 ng/mL"],
    ),
    "claim missing in the glossary": (
        lambda c: c.replace(c.words, "[calcium-forms]", "[nowhere]"),
        ["term 'ionised'", "'nowhere'"],
    ),
    "source missing in the glossary": (
        lambda c: c.replace(c.words, "claims: [calcium-forms]", "sources: [nobody1999]"),
        ["term 'ionised'", "'nobody1999'", "bibliography"],
    ),
    "uncertain number told as exact in the glossary": (
        lambda c: c.replace(c.words, "than about 60 %", "than 60 %"),
        ["term 'phytate'", "'gut-phosphate'"],
    ),
    "word without a source": (
        lambda c: c.replace(c.words, "  claims: [calcium-forms]\n", ""),
        ["blood.yaml", "'ionised'", "common"],
    ),
    "word twice": (
        lambda c: c.replace(c.words, "term: phytate", "term: Ionised calcium"),
        ["'phytate'", "already stands for 'ionised'"],
    ),
    "term twice": (lambda c: c.replace(c.words, "id: phytate", "id: ionised"), ["'ionised'", "twice"]),
    "claim missing in a case": (
        lambda c: c.replace(c.case, "claims: [calcium-forms]", "claims: [nowhere]"),
        ["cases/ann.yaml", "'blood'", "'nowhere'"],
    ),
    "source missing in a case": (
        lambda c: c.replace(c.case, "refs: [hall2021]", "refs: [nobody1999]"),
        ["cases/ann.yaml", "'blood'", "'nobody1999'"],
    ),
    "uncertain number told as exact in a case": (
        lambda c: c.replace(
            c.case,
            "About half of the calcium is ionised.\n    claims: [calcium-forms]",
            "She absorbs 80 % of it.\n    claims: [gut-phosphate]",
        ),
        ["'blood'", "'gut-phosphate'"],
    ),
    "case that is no YAML": (lambda c: c.case.write_text("id: [", encoding="utf-8"), ["ann.yaml", "YAML"]),
    "claim missing in a caption": (
        lambda c: c.stated.append(Stated(where="picture 'net'", text="A net.", claims=("nowhere",))),
        ["picture 'net'", "'nowhere'"],
    ),
    "objective that no section teaches": (
        lambda c: c.write(PROSE, 'Check("forms-check")', metadata_with(sections=[])),
        ["'Say why'", "no section"],
    ),
    "objective of a section that is not there": (
        lambda c: c.write(PROSE, 'Check("forms-check")', metadata_with(sections=["fluxes"])),
        ["'Say why'", "'fluxes'"],
    ),
    "check that stands in another section": (
        lambda c: c.write(
            PROSE + '\n\n<a id="day"></a>\n\n## Day', 'Check("forms-check")', metadata_with(second="day")
        ),
        ["'forms-check'", "'day'", "'forms'"],
    ),
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


def test_at_least_thirty_kinds_of_mistake_are_planted():
    assert len(PLANTED) >= 30


def test_the_numbers_in_doubt_are_read_from_the_fact_base():
    found = {(doubt.words, doubt.subject) for doubt in doubts()}

    assert {("1 mg/d", "warfarin"), ("180 mg/d", "diltiazem"), ("3-12 wk", "surgery"), ("97 %", "bone")} <= found
