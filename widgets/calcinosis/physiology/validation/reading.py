"""A number read from a run, and the run itself as a curve with the range in which that number must lie."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Final, Literal, TypedDict

import numpy as np

from calcinosis.physiology.quantities import QUANTITIES

if TYPE_CHECKING:
    from collections.abc import Callable

    from calcinosis.physiology.trajectory import Trajectory

How = Literal["value", "difference", "percent", "ratio"]
"""Against the first value of the run: nothing, the difference, the change in per cent, or the multiple."""
MOST_POINTS: Final = 121
Target = TypedDict("Target", {"from": float, "until": float, "low": float | None, "high": float | None})
"""Where a curve must pass: between days ``from`` and ``until`` from ``low`` to ``high``; None is open."""


class Curve(TypedDict):
    """A run as plain data, in SI units and days."""

    id: str
    quantity: str
    label: str
    unit: str
    normal: list[float] | None
    times: list[float]
    values: list[float]
    target: Target


@dataclass(frozen=True, slots=True)
class Reading:
    """A quantity of a run at a day, over a span of days, or at its extreme; calling it gives the number."""

    course: Callable[[], Trajectory]
    """Gives the run; it is made once for all that read it."""
    quantity: str
    """A key of ``quantities.QUANTITIES``."""
    at: float | None = None
    """Day; None is the end of the run."""
    until: float | None = None
    """End of the span over which the mean is taken, days; None reads an instant."""
    how: How = "value"
    """What is made of it."""
    pick: Literal["", "max", "min"] = ""
    """The largest or smallest value of the run instead of one at a day."""

    def __call__(self) -> float:
        """Measure the model."""
        course = self.course()
        values = course.values[self.quantity]
        if self.pick:
            read = float(values.max() if self.pick == "max" else values.min())
        elif self.until is not None:
            read = course.mean(self.quantity, start=self.at or 0.0, end=self.until)
        else:
            read = course.at(float(course.times[-1]) if self.at is None else self.at).values[self.quantity]
        first = float(values[0])
        match self.how:
            case "difference":
                return read - first
            case "percent":
                return 100.0 * (read - first) / max(abs(first), 1e-6)
            case "ratio":
                return read / max(abs(first), 1e-6)
            case "value":
                return read

    def curve(self, check_id: str, low: float, high: float) -> Curve:
        """Give the run as plain data, thinned, and the allowed range in the unit of the curve.

        Parameters
        ----------
        check_id
            Key of the check.
        low, high
            Range of the number that is read, in the unit of the check.
        """
        course = self.course()
        quantity = QUANTITIES[self.quantity]
        last = float(course.times[-1])
        chosen = np.unique(np.linspace(0, len(course.times) - 1, min(len(course.times), MOST_POINTS)).astype(int))
        values = course.values[self.quantity]
        first = float(values[0])
        start = 0.0 if self.pick else (last if self.at is None else self.at)
        end = last if self.pick else (self.until if self.until is not None else start)
        return {
            "id": check_id,
            "quantity": self.quantity,
            "label": quantity.label,
            "unit": quantity.unit,
            "normal": None if quantity.normal is None else list(quantity.normal),
            "times": course.times[chosen].tolist(),
            "values": values[chosen].tolist(),
            "target": {
                "from": start,
                "until": end,
                "low": self._level(low, first),
                "high": self._level(high, first),
            },
        }

    def _level(self, bound: float, first: float) -> float | None:
        """Give a bound of the number as a level of the quantity; None where it is open."""
        if not isfinite(bound):
            return None
        match self.how:
            case "difference":
                return first + bound
            case "percent":
                return first + 0.01 * bound * max(abs(first), 1e-6)
            case "ratio":
                return bound * first
            case "value":
                return bound
