"""A moment of a run as a person: what the week before it was like, and what the glands have become."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from calcinosis.panels.simulator import setpoint
from calcinosis.physiology import parathyroid
from calcinosis.physiology.parameters import RANGES
from calcinosis.physiology.trajectory import Moment

if TYPE_CHECKING:
    from calcinosis.physiology.parameters import Parameters
    from calcinosis.physiology.trajectory import Trajectory

WEEK = 7.0
"""Days over which what comes and goes is averaged: meals, dialysis."""


def week_before(run: Trajectory, day: float) -> Moment:
    """Return the mean of the seven days before a day; at the beginning, of the days there are."""
    chosen = (run.times >= day - WEEK - 1e-9) & (run.times <= day + 1e-9)
    if int(chosen.sum()) < 2:
        return run.at(day)
    times = run.times[chosen]
    span = float(times[-1] - times[0])
    weights = np.zeros(len(times))
    steps = np.diff(times)
    weights[:-1] += steps / 2
    weights[1:] += steps / 2
    values = {name: float(weights @ column[chosen]) / span for name, column in run.values.items()}
    return Moment(time=day, values=values)


def as_lived(person: Parameters, moment: Moment, instant: Moment) -> Parameters:
    """Return the person with what they ate and how the kidney worked in that week, and the glands at its end."""
    lived = {name: max(moment.values[name], low) for name, low in (("gfr", 2.0), ("calcium_intake", 0.0))}
    lived["phosphate_intake"] = max(moment.values["phosphate_intake"], 0.0)
    dialysed = abs(moment.dialysis_phosphate) > 1e-6
    set_point = RANGES["set_point"]
    found = min(max(effective_set_point(instant), set_point.low), set_point.high)
    glands = {"set_point": found, "calcium_sensor_shift": 0.0, "calcimimetic": 0.0}
    glands["parathyroid_tissue"] = min(working_tissue(instant), RANGES["parathyroid_tissue"].high)
    return replace(
        person, **lived, **glands, dialysis_clearance=max(person.dialysis_clearance, 1.0 if dialysed else 0.0)
    )


def effective_set_point(moment: Moment) -> float:
    """Return the set point, mmol/L, at which calcium alone would drive the glands as they are driven now.

    A calcimimetic, an operation or a shifted sensor all act as another set point, whatever brought them about.
    """
    low, high = 0.5, 2.5
    known = {**moment.values, "calcium_sensor_shift": 0.0, "calcimimetic": 0.0}
    while high - low > 1e-5:
        middle = (low + high) / 2.0
        drive = setpoint.ask(parathyroid.secretory_drive, known | {"set_point": middle})
        low, high = (middle, high) if drive < moment.secretory_drive else (low, middle)
    return (low + high) / 2.0


def working_tissue(moment: Moment) -> float:
    """Return the tissue, multiples of normal, that secretes what is secreted now; surgery takes tissue away."""
    whole = setpoint.ask(parathyroid.pth_secretion, {**moment.values, "parathyroid_tissue": 1.0})
    return moment.pth_secretion / whole if whole > 0.0 else 0.0
