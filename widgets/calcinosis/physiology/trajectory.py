"""What a run returns: named arrays over time, and one moment of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from calcinosis.physiology.homeostasis import STATE_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Array = NDArray[np.float64]


class SimulationError(RuntimeError):
    """The solver stopped early."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An event to draw on the time axis."""

    time: float
    """When it begins, days."""
    until: float
    """When it ends, days; the same as ``time`` for something done at once."""
    label: str
    """What it is, for people."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One instant of a run; every quantity is an attribute, a builtin float."""

    time: float
    """Days since the start of the run."""
    values: Mapping[str, float]
    """Every quantity by name, in the units of ``quantities``."""

    def __getattr__(self, name: str) -> float:
        """Give a quantity by name."""
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(f"no quantity {name!r}; known are {', '.join(self.values)}") from None

    @property
    def state(self) -> dict[str, float]:
        """What a later run needs to start from here."""
        return {name: max(self.values[name], 0.0) for name in STATE_NAMES}


@dataclass(frozen=True, kw_only=True)
class Trajectory:
    """A run of the model; every quantity is an attribute, an array of shape ``(samples,)``."""

    times: Array
    """Days since the start."""
    values: Mapping[str, Array]
    """Every quantity by name, in the units of ``quantities``."""
    marks: tuple[Mark, ...] = field(default=())
    """Events on the time axis."""

    def __getattr__(self, name: str) -> Array:
        """Give a quantity by name."""
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(f"no quantity {name!r}; known are {', '.join(self.values)}") from None

    def at(self, day: float) -> Moment:
        """Give the moment at a day, interpolated between samples; days outside the run give its ends."""
        if len(self.times) == 1:
            return Moment(
                time=float(self.times[0]), values={name: float(each[0]) for name, each in self.values.items()}
            )
        after = int(np.clip(np.searchsorted(self.times, day), 1, len(self.times) - 1))
        left, right = float(self.times[after - 1]), float(self.times[after])
        share = min(max((day - left) / (right - left), 0.0), 1.0)
        values = {
            name: float(each[after - 1]) * (1.0 - share) + float(each[after]) * share
            for name, each in self.values.items()
        }
        return Moment(time=left + share * (right - left), values=values)

    @property
    def final(self) -> Moment:
        """The last moment."""
        return self.at(float(self.times[-1]))

    def mean(self, name: str, *, start: float = 0.0, end: float | None = None) -> float:
        """Average a quantity over a span of days (trapezoids)."""
        last = float(self.times[-1]) if end is None else end
        chosen = (self.times >= start - 1e-9) & (self.times <= last + 1e-9)
        times, values = self.times[chosen], getattr(self, name)[chosen]
        if len(times) < 2:
            raise ValueError(f"mean of {name}: fewer than two samples between day {start} and day {last}")
        return float(np.trapezoid(values, times) / (times[-1] - times[0]))

    def as_lists(self, names: Iterable[str]) -> dict[str, list[float]]:
        """Give ``times`` and the named quantities as lists of builtin floats, ready for a browser."""
        lists = {"times": [float(each) for each in self.times.tolist()]}
        for name in names:
            lists[name] = [float(each) for each in getattr(self, name).tolist()]
        return lists
