"""What all experiments share: running a protocol on a settled person once, and reading changes from the run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, Final

import numpy as np

from calcinosis.physiology.conditions import condition
from calcinosis.physiology.parameters import HEALTHY, Parameters
from calcinosis.physiology.protocols import Protocol
from calcinosis.physiology.simulate import simulate, steady_state
from calcinosis.physiology.validation.check import Check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from calcinosis.physiology.protocols import Event
    from calcinosis.physiology.trajectory import Moment, Trajectory

WEIGHT: Final = 70.0
"""Body weight assumed throughout, kg."""
NO_GLANDS: Final = replace(HEALTHY, parathyroid_tissue=0.0, gland_growth=0.0)
IN_DIALYSIS: Final = replace(HEALTHY, gfr=4.0, phosphate_intake=40.0)
HIGH_TURNOVER: Final = replace(IN_DIALYSIS, parathyroid_tissue=3.0, set_point=1.25)


@dataclass(frozen=True, slots=True)
class Row:
    """One number of one experiment."""

    id: str
    """Key of the check."""
    claim: str
    """What was found."""
    source: str
    """What was read."""
    low: float
    """Lowest value that keeps the claim."""
    high: float
    """Highest value that keeps the claim."""
    unit: str
    """Unit of the value."""
    measure: Callable[[], float]
    """Gives the model's value."""
    note: str = ""
    """What was assumed."""


@lru_cache(maxsize=16)
def settled(p: Parameters) -> Moment:
    """Give the settled person, once for all rows that ask."""
    return steady_state(p)


@lru_cache(maxsize=64)
def run(events: tuple[Event, ...], days: float, samples: int = 601, p: Parameters = HEALTHY) -> Trajectory:
    """Run an experiment once for all rows that ask; dialysis patients settle under averaged dialysis."""
    start = settled(replace(p, dialysis_clearance=5.5) if p in (IN_DIALYSIS, HIGH_TURNOVER) else p)
    return simulate(Protocol(parameters=p, events=events, start=start), days=days, samples=samples)


@lru_cache(maxsize=32)
def patient(name: str, severity: float, events: tuple[Event, ...], days: float, samples: int) -> Trajectory:
    """Run an experiment on a person with a condition once for all rows that ask; nothing else happens to them."""
    who = condition(name, severity=severity)
    return simulate(Protocol(parameters=who.parameters, events=events, start=who.start), days=days, samples=samples)


def _span(course: Trajectory, start: float, end: float) -> NDArray[np.intp]:
    return np.flatnonzero((course.times >= start - 1e-9) & (course.times <= end + 1e-9))


def highest(course: Trajectory, name: str, start: float = 0.0, end: float = inf) -> float:
    """Give the highest value of a quantity between two days."""
    return float(course.values[name][_span(course, start, end)].max())


def lowest(course: Trajectory, name: str, start: float = 0.0, end: float = inf) -> float:
    """Give the lowest value of a quantity between two days."""
    return float(course.values[name][_span(course, start, end)].min())


def time_of_highest(course: Trajectory, name: str, start: float = 0.0, end: float = inf) -> float:
    """Give the day of the highest value of a quantity between two days."""
    inside = _span(course, start, end)
    return float(course.times[inside][course.values[name][inside].argmax()])


def time_of_lowest(course: Trajectory, name: str, start: float = 0.0, end: float = inf) -> float:
    """Give the day of the lowest value of a quantity between two days."""
    inside = _span(course, start, end)
    return float(course.times[inside][course.values[name][inside].argmin()])


def as_checks(rows: Iterable[Row]) -> list[Check]:
    """Give rows as checks."""
    return [
        Check(
            id=row.id,
            kind="experiment",
            claim=row.claim,
            source=row.source,
            low=row.low,
            high=row.high,
            unit=row.unit,
            measure=row.measure,
            note=row.note,
        )
        for row in rows
    ]
