"""Every number of the model with its unit and where it comes from, read from the comment beside it."""

import ast
import inspect
from collections.abc import Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import Final

from calcinosis.physiology import (
    blood,
    body,
    bone,
    cells,
    chemistry,
    deposition,
    fgf23,
    gut,
    kidney,
    parathyroid,
    vitamin_d,
)

MODULES: Final = (blood, body, bone, cells, chemistry, deposition, fgf23, gut, kidney, parathyroid, vitamin_d)


@dataclass(frozen=True, kw_only=True, slots=True)
class Constant:
    """One number of the model."""

    module: str
    """Where it is used: the last part of the module's name."""
    name: str
    """Its name there."""
    value: float
    """Its value."""
    note: str
    """Unit and source; "calibration choice" marks what was fitted by hand."""

    @property
    def is_calibration(self) -> bool:
        """Whether the number was chosen to fit and not found in a source."""
        return "calibration choice" in self.note


def constants(modules: Iterable[ModuleType] = MODULES) -> list[Constant]:
    """Give every number that the mechanisms use, in the order of the files.

    Examples
    --------
    >>> [each.value for each in constants() if each.name == "CLEARANCE" and each.module == "parathyroid"]
    [249.6]
    """
    return [each for module in modules for each in _of(module)]


def _of(module: ModuleType) -> list[Constant]:
    source = inspect.getsource(module)
    lines = source.splitlines()
    found: list[Constant] = []
    for node in ast.parse(source).body:
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            continue
        value = _number(node.value)
        if value is None:
            continue
        written = " ".join(lines[node.lineno - 1 : node.end_lineno])
        note = written.partition("#")[2].rstrip(") ") if "#" in written else ""
        found.append(
            Constant(module=module.__name__.rpartition(".")[2], name=node.targets[0].id, value=value, note=note.strip())
        )
    return found


def _number(node: ast.expr) -> float | None:
    return float(node.value) if isinstance(node, ast.Constant) and isinstance(node.value, int | float) else None
