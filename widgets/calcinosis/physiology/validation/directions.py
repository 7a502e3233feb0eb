"""The sign table: textbook directions, each a perturbation and a quantity that must rise, fall or stay.

A direction is kept when the relative change has the right sign and is at least half a per cent; "stays" allows two.
"""

from __future__ import annotations

from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, Final

from calcinosis.physiology.protocols import Protocol
from calcinosis.physiology.quantities import QUANTITIES
from calcinosis.physiology.simulate import simulate, steady_state
from calcinosis.physiology.validation.check import Check
from calcinosis.physiology.validation.direction_table import PERTURBATIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from calcinosis.physiology.parameters import Parameters
    from calcinosis.physiology.trajectory import Moment

LEAST: Final = 0.005
STAYS: Final = 0.02


@lru_cache(maxsize=16)
def _settled(p: Parameters) -> Moment:
    return steady_state(p)


@lru_cache(maxsize=64)
def _change(index: int) -> tuple[Moment, Moment]:
    each = PERTURBATIONS[index]
    before = _settled(each.person)
    plan = Protocol(parameters=each.person, events=each.events, start=before)
    return before, simulate(plan, days=each.days, samples=2).final


def _relative(index: int, name: str) -> Callable[[], float]:
    def measure() -> float:
        before, after = _change(index)
        start = before.values[name]
        return 100.0 * (after.values[name] - start) / max(abs(start), 1e-6)

    return measure


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
                    measure=_relative(index, name),
                )
                for name in names
            ]
    return found
