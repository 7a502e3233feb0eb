"""Every number of the model says its unit and where it comes from."""

import re
from dataclasses import fields

import pytest

from calcinosis.physiology import parameters
from calcinosis.physiology.sources import constants

SOURCE = re.compile(r"calibration choice|MODEL|FACTS|10\.\d{4}/|plasma|1440 min in a day|healthy value")


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
