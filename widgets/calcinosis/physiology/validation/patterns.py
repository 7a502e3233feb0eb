"""The laboratory pattern of every named condition at middle severity."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from calcinosis.physiology.conditions import CONDITIONS, condition
from calcinosis.physiology.quantities import QUANTITIES
from calcinosis.physiology.simulate import simulate
from calcinosis.physiology.validation.check import Check

if TYPE_CHECKING:
    from collections.abc import Callable

    from calcinosis.physiology.trajectory import Moment


@lru_cache(maxsize=64)
def _moment(name: str) -> Moment:
    patient = condition(name, severity=0.5)
    day = patient.condition.pattern_day
    return simulate(patient.protocol(), days=day, samples=2).final if day else patient.start


def _measure(name: str, quantity: str) -> Callable[[], float]:
    return lambda: _moment(name).values[quantity]


def checks() -> list[Check]:
    """Give the checks of patterns."""
    return [
        Check(
            id=f"pattern-{name}-{quantity}",
            kind="condition",
            claim=f"{each.label}: {QUANTITIES[quantity].label}",
            source="FACTS 6.5, 2.1, 4",
            low=low,
            high=high,
            unit=QUANTITIES[quantity].unit,
            measure=_measure(name, quantity),
        )
        for name, each in CONDITIONS.items()
        for quantity, (low, high) in each.pattern.items()
    ]
