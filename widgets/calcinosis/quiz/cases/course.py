"""What the model says follows from a decision: the patient's condition with the chosen orders, and without any.

Loads the simulator: only a case whose decision has a course pays for it.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from calcinosis.physiology.conditions import condition
from calcinosis.physiology.protocols import Change, Protocol
from calcinosis.physiology.quantities import QUANTITIES
from calcinosis.physiology.simulate import simulate, steady_state
from calcinosis.quiz.kinds.base import Plain

SAMPLES = 81
Values = NDArray[np.float64]


def follow(decision: Plain, chosen: Sequence[str]) -> Plain:
    """Run the condition of a decision with the chosen orders.

    Dialysis counts as its weekly average (``settled_with`` of the condition), so that a year takes milliseconds.

    Returns
    -------
    dict
        ``title``, ``note``, ``times`` (days from the orders) and ``rows``, each with ``values`` and, for the patient
        without orders, ``without``.

    Raises
    ------
    SimulationError
        The model has no answer for these orders.
    """
    course = decision["course"]
    patient = condition(course["condition"], severity=course["severity"])
    before = replace(patient.parameters, **{**patient.condition.settled_with, **course["settings"]})
    changes: dict[str, float] = {}
    for option in decision["options"]:
        if option["id"] in chosen:
            changes |= option["changes"]
    lead, start = course["lead"], steady_state(before)
    events = tuple(Change(field=name, to=value, at=lead) for name, value in changes.items())
    days = lead + course["days"]
    run = simulate(Protocol(parameters=before, events=events, start=start), days=days, samples=SAMPLES)
    usual = simulate(Protocol(parameters=before, start=start), days=days, samples=SAMPLES)
    days_run: list[float] = run.times.tolist()
    at = sum(day <= lead for day in days_run) - 1  # the last sample before the orders
    rows = [_row(name, getattr(run, name), getattr(usual, name), at) for name in course["rows"]]
    times = [float(f"{time - lead:.4g}") for time in days_run]
    return {"title": course["title"], "note": course["note"], "times": times, "rows": rows, "ordered": bool(changes)}


def _row(name: str, values: Values, without: Values, at: int) -> Plain:
    """Return one quantity; a deposit as a share of its size at the orders, for its size in mmol is not measured."""
    of = QUANTITIES[name]
    low, high = of.normal or (None, None)
    unit, decimals = of.unit, of.decimals
    conventional = (of.conventional_unit, of.factor, of.conventional_decimals) if of.conventional_unit else None
    if name.endswith("_deposit") and values[at] > 0:
        values, without = 100.0 * values / values[at], 100.0 * without / values[at]
        unit, decimals, conventional = "% of its size at the orders", 0, None
    return {
        "name": name,
        "label": of.label,
        "unit": unit,
        "decimals": decimals,
        "conventional": conventional,
        "low": low,
        "high": high,
        "values": [float(f"{value:.5g}") for value in values.tolist()],
        "without": [float(f"{value:.5g}") for value in without.tolist()],
    }
