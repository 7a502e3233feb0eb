"""One check of the model, its result, and how a list of results is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Literal

from calcinosis.physiology.validation.reading import Curve, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Kind = Literal["law", "calibration", "direction", "condition", "experiment"]

_NUMBERS = r"(\d[\d.]*(?:(?:-|, )\d[\d.]*)*)"
_FACTS = re.compile(rf"FACTS {_NUMBERS}")
_ROW = re.compile(r"MODEL 5 row (\d+)")
_MODEL = re.compile(r"MODEL ([\d.]+)(?: point (\d+))?")
_DOI = re.compile(r"(?<![\w/:.])10\.\d{4,}/")


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """A claim with a source, the range a value must lie in, and how the model gives that value."""

    id: str
    """Key, words joined by hyphens."""
    kind: Kind
    """What sort of claim it is."""
    claim: str
    """The claim, for people."""
    source: str
    """Where the claim comes from, in an author's short form; "doubtful" marks what was not read in the original."""
    low: float
    """Lowest value that keeps the claim."""
    high: float
    """Highest value that keeps the claim."""
    unit: str
    """Unit of the value."""
    measure: Callable[[], float]
    """Gives the model's value."""
    note: str = ""
    """What a reader must know to judge it."""

    @property
    def has_curve(self) -> bool:
        """Whether the number is read from a run that can be drawn."""
        return isinstance(self.measure, Reading)

    def curve(self) -> Curve | None:
        """Give the run and the allowed range as plain data (``Reading.curve``), or None where there is no run."""
        if not isinstance(self.measure, Reading):
            return None
        return self.measure.curve(self.id, self.low, self.high)

    def run(self) -> Result:
        """Measure the model."""
        value = float(self.measure())
        return Result(check=self, value=value, passed=self.low <= value <= self.high)


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """The outcome of one check."""

    check: Check
    """What was checked."""
    value: float
    """What the model gives."""
    passed: bool
    """Whether the value lies in the range."""


def cited(source: str) -> str:
    """Give a source as people read it: ``MODEL 5 row 18`` as "calibration table, row 18", a DOI marked as one."""
    told = _FACTS.sub(_facts, source)
    told = _ROW.sub(r"calibration table, row \1", told)
    told = _MODEL.sub(_model, told)
    return _DOI.sub(r"doi:\g<0>", told)


def _facts(found: re.Match[str]) -> str:
    *rest, last = found[1].replace("-", " to ").split(", ")
    sections = f"{', '.join(rest)} and {last}" if rest else last
    return f"course fact base, section{'s' if ' ' in sections else ''} {sections}"


def _model(found: re.Match[str]) -> str:
    return f"model description, section {found[1]}" + (f", point {found[2]}" if found[2] else "")


def as_records(results: Iterable[Result]) -> list[dict[str, object]]:
    """Give results as plain data for JSON; an open end of a range is null."""
    return [
        {
            "id": each.check.id,
            "kind": each.check.kind,
            "claim": each.check.claim,
            "source": cited(each.check.source),
            "target_range": [_finite(each.check.low), _finite(each.check.high)],
            "unit": each.check.unit,
            "model_value": float(f"{each.value:.6g}"),
            "passed": each.passed,
            "note": each.check.note,
            "curve": each.check.id if each.check.has_curve else None,
        }
        for each in results
    ]


def as_table(results: list[Result]) -> str:
    """Give results as lines of text, one a check, failures marked, a count at the end."""
    lines = [
        f"{'ok  ' if each.passed else 'FAIL'}  {each.check.id:<44} {_number(each.value):>10} "
        f"{_range(each.check):<22} {each.check.unit:<10} {each.check.claim} [{cited(each.check.source)}]"
        for each in results
    ]
    passed = sum(each.passed for each in results)
    return "\n".join([*lines, f"{passed} of {len(results)} checks passed, {len(results) - passed} failed"])


def _finite(value: float) -> float | None:
    return None if value in (inf, -inf) else value


def _number(value: float) -> str:
    return f"{value:.3g}"


def _range(check: Check) -> str:
    if check.high == inf:
        return f"at least {check.low:g}"
    if check.low == -inf:
        return f"at most {check.high:g}"
    return f"{check.low:g} to {check.high:g}"
