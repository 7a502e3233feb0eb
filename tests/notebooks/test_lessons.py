"""Each lesson is written to be read, runs, and keeps to the rules of the house."""

import ast
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
import pytest

from calcinosis.content.claims import claims
from calcinosis.content.lessons import read_lesson

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "lessons").glob("[0-9][0-9]-*.ipynb"))
SHINGLES = frozenset((ROOT / "tests" / "content" / "seed_shingles.txt").read_text().split())
"""Hashes of every run of eight words in the two lay articles, which are not part of the course."""

pytestmark = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


@lru_cache
def notebook(path: Path) -> Any:
    return nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)


def prose(path: Path) -> str:
    return "\n\n".join(cell.source for cell in notebook(path).cells if cell.cell_type == "markdown")


def code(path: Path) -> list[str]:
    return [cell.source for cell in notebook(path).cells if cell.cell_type == "code"]


def spoken(text: str) -> str:
    """Strip links, tags, tables and marks, so that words remain."""
    text = re.sub(r"\]\([^)]*\)", "]", text)
    text = re.sub(r"<[^>]+>", " ", text)
    text = "\n".join(line for line in text.split("\n") if not line.startswith("|"))
    return re.sub(r"[\[\]*_`>#]", " ", text)


def sentences(path: Path) -> list[str]:
    blocks = re.split(r"\n\s*\n|\n\s*\*", prose(path))
    return [part for block in blocks for part in re.split(r"(?<=[.?!:;])\s+", spoken(block)) if len(part.split()) > 1]


def test_is_a_valid_notebook_with_stable_ids(path: Path):
    nbformat.validate(notebook(path))
    ids = [cell.id for cell in notebook(path).cells]

    assert len(set(ids)) == len(ids)


def test_outputs_are_cleared(path: Path):
    cells = [cell for cell in notebook(path).cells if cell.cell_type == "code"]

    assert not [cell.id for cell in cells if cell.outputs or cell.execution_count is not None or cell.metadata]


def test_runs_on_any_machine(path: Path):
    assert notebook(path).metadata.kernelspec == {"display_name": "Python 3", "language": "python", "name": "python3"}


def test_first_code_cell_holds_imports_only_and_the_others_none(path: Path):
    first, *others = [ast.parse(source) for source in code(path)]

    assert all(isinstance(line, ast.Import | ast.ImportFrom) for line in first.body)
    assert not [line for cell in others for line in ast.walk(cell) if isinstance(line, ast.Import | ast.ImportFrom)]


def test_defines_nothing_and_keeps_cells_short(path: Path):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While)

    assert not [source for source in code(path) if any(isinstance(line, kinds) for line in ast.walk(ast.parse(source)))]
    assert max(source.count("\n") + 1 for source in code(path)) <= 12


def test_every_statement_of_fact_leads_to_the_ledger(path: Path):
    linked = {name for _, name in read_lesson(path).claim_links}

    assert len(linked) >= 12
    assert not linked - set(claims())


def test_has_live_figures_and_a_check_for_each_section(path: Path):
    lesson = read_lesson(path)
    shown = [source for source in code(path)[1:] if not source.startswith(("Check(", "Sources("))]

    assert len(shown) >= 5
    assert len(lesson.checks) >= len(lesson.sections) - 1
    assert code(path)[-1] == "Sources()"


def test_says_how_long_it_takes(path: Path):
    lesson = read_lesson(path)

    assert 25 <= lesson.minutes <= 40
    assert f"{lesson.minutes} minutes" in prose(path)


def test_opens_with_title_patient_and_question(path: Path):
    lesson = read_lesson(path)
    opening = notebook(path).cells[0].source

    assert opening.startswith(f"# {lesson.title}\n")
    assert f"> {lesson.question}" in opening


def test_sections_stand_in_the_text_as_the_metadata_list_them(path: Path):
    headings = re.findall(r"^## (.+)$", prose(path), flags=re.MULTILINE)

    assert headings == [section.title for section in read_lesson(path).sections]


def test_is_readable(path: Path):
    lengths = [len(sentence.split()) for sentence in sentences(path)]

    assert sum(lengths) / len(lengths) <= 15
    assert max(lengths) <= 45
    assert 1000 <= sum(lengths) <= 2600


def test_repeats_no_sentence_of_the_lay_articles(path: Path):
    for line in spoken(prose(path)).split("\n"):
        words = re.findall(r"[a-z0-9]+", line.lower())
        for start in range(len(words) - 7):
            run = " ".join(words[start : start + 8])
            assert hashlib.sha256(run.encode()).hexdigest()[:12] not in SHINGLES, run


def test_carries_the_safety_text(path: Path):
    text = " ".join(prose(path).split())

    assert "Not medical advice" in text
    assert "is invented" in text or "are invented" in text
