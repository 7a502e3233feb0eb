"""The sign table: textbook directions, each a perturbation and a quantity that must rise, fall or stay.

A direction is kept when the relative change has the right sign and is at least half a per cent; "stays" allows two.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from math import inf
from typing import TYPE_CHECKING, Final

import numpy as np

from calcinosis.physiology.protocols import Protocol
from calcinosis.physiology.quantities import QUANTITIES
from calcinosis.physiology.simulate import simulate, steady_state
from calcinosis.physiology.validation.check import Check
from calcinosis.physiology.validation.direction_table import PERTURBATIONS
from calcinosis.physiology.validation.reading import Reading

if TYPE_CHECKING:
    from calcinosis.physiology.parameters import Parameters
    from calcinosis.physiology.trajectory import Moment, Trajectory

LEAST: Final = 0.005
STAYS: Final = 0.02
SAMPLES: Final = 41


@lru_cache(maxsize=16)
def _settled(p: Parameters) -> Moment:
    return steady_state(p)


@lru_cache(maxsize=64)
def _course(index: int) -> Trajectory:
    """Give the run, the undisturbed person as its first point: some quantities leap the moment something is done."""
    each = PERTURBATIONS[index]
    before = _settled(each.person)
    plan = Protocol(parameters=each.person, events=each.events, start=before)
    run = simulate(plan, days=each.days, samples=SAMPLES)
    values = {name: np.concatenate(([before.values[name]], column[1:])) for name, column in run.values.items()}
    return replace(run, values=values)


def checks() -> list[Check]:
    """Give the checks of directions."""
    found: list[Check] = []
    for index, each in enumerate(PERTURBATIONS):
        wanted = (
            ("rises", each.up, 100.0 * LEAST, inf),
            ("falls", each.down, -inf, -100.0 * LEAST),
            ("stays", each.same, -100.0 * STAYS, 100.0 * STAYS),
        )
        for verb, names, low, high in wanted:
            found += [
                Check(
                    id=f"sign-{each.id}-{name}",
                    kind="direction",
                    claim=f"{each.label}: {QUANTITIES[name].label} {verb}",
                    source=each.source,
                    low=low,
                    high=high,
                    unit="% change",
                    measure=Reading(partial(_course, index), name, how="percent"),
                )
                for name in names
            ]
    return found
