"""Every number of the model says its unit and where it comes from."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

import calcinosis.physiology
from calcinosis.content.references import references
from calcinosis.physiology import parameters
from calcinosis.physiology.sources import constants

SOURCE = re.compile(r"calibration choice|MODEL|FACTS|10\.\d{4}/|plasma|1440 min in a day|healthy value")
DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"'`|,;)\]]+")


@pytest.mark.parametrize("constant", constants(), ids=lambda each: f"{each.module}.{each.name}")
def test_a_number_has_a_unit_and_a_source(constant):
    assert SOURCE.search(constant.note), f"{constant.module}.{constant.name}: {constant.note!r}"


def test_there_are_numbers_to_account_for():
    assert len(constants()) > 100


def test_every_parameter_is_described_under_its_field():
    import ast
    import inspect

    tree = next(
        node
        for node in ast.parse(inspect.getsource(parameters)).body
        if isinstance(node, ast.ClassDef) and node.name == "Parameters"
    )
    described = [
        before.target.id
        for before, after in zip(tree.body, tree.body[1:], strict=False)
        if isinstance(before, ast.AnnAssign) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
    ]

    assert described == [each.name for each in fields(parameters.Parameters)]


def test_every_doi_of_the_model_and_its_validation_is_in_the_bibliography():
    room = Path(calcinosis.physiology.__file__).parent
    texts = {path: path.read_text(encoding="utf-8") for end in ("*.py", "*.md") for path in room.rglob(end)}
    known = {work.doi.lower() for work in references().values()}
    cited = {
        (found.rstrip(".").lower(), str(path.relative_to(room)))
        for path, text in texts.items()
        for found in DOI.findall(text)
    }

    assert len(cited) > 40
    assert sorted(each for each in cited if each[0] not in known) == []
