"""Named conditions with severity: a person to simulate, from a disease and how bad it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp, isfinite, log
from typing import TYPE_CHECKING, Final

from calcinosis.physiology.hormonal_conditions import HORMONES
from calcinosis.physiology.mineral_conditions import ACUTE_AND_TISSUE, PHOSPHATE_AND_KIDNEY
from calcinosis.physiology.parameters import HEALTHY, Parameters
from calcinosis.physiology.protocols import Event, Protocol
from calcinosis.physiology.simulate import steady_state

if TYPE_CHECKING:
    from calcinosis.physiology.condition import Condition
    from calcinosis.physiology.trajectory import Moment

CONDITIONS: Final[dict[str, Condition]] = {
    each.name: each for each in (*HORMONES, *PHOSPHATE_AND_KIDNEY, *ACUTE_AND_TISSUE)
}
# Functions of kidney and tissue are judged by ratio: halfway between a GFR of 60 and of 15 is 30.
_BY_RATIO: Final = frozenset({"gfr"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Patient:
    """A person with a condition of a given severity."""

    condition: Condition
    """What the person has."""
    severity: float
    """How bad it is, 0 to 1."""
    parameters: Parameters
    """The person."""
    events: tuple[Event, ...]
    """What happens to the person by the condition itself (a leak, a refeeding, dialysis)."""

    @property
    def start(self) -> Moment:
        """Where a run begins: the settled disease, or health when the condition strikes suddenly."""
        return _settled(self.condition.name, self.severity)

    def protocol(self, *more: Event) -> Protocol:
        """Give the protocol of this person, with what else is done to them.

        Examples
        --------
        >>> from calcinosis.physiology.protocols import Surgery
        >>> from calcinosis.physiology.simulate import simulate
        >>> patient = condition("primary-hyperparathyroidism", severity=0.5)
        >>> run = simulate(patient.protocol(Surgery(operation="adenomectomy", at=7.0)), days=60.0)
        >>> bool(run.at(6.0).calcium > 2.6 > run.final.calcium)
        True
        """
        return Protocol(parameters=self.parameters, events=(*self.events, *more), start=self.start)


def condition(name: str, *, severity: float = 0.5) -> Patient:
    """Give a person with a named condition.

    Parameters
    ----------
    name
        A key of ``CONDITIONS``.
    severity
        0 (mildest form) to 1 (severest).

    Raises
    ------
    ValueError
        Unknown name, or a severity out of range; the message names what is allowed.
    """
    definition = _known(name)
    if not isfinite(severity) or not 0.0 <= severity <= 1.0:
        raise ValueError(f"severity = {severity} of {name}: must be between 0 and 1")
    return Patient(
        condition=definition,
        severity=severity,
        parameters=_between(definition, severity),
        events=definition.events(severity) if definition.events else (),
    )


def _known(name: str) -> Condition:
    if name not in CONDITIONS:
        raise ValueError(f"unknown condition {name!r}; known are {', '.join(CONDITIONS)}")
    return CONDITIONS[name]


def _between(definition: Condition, severity: float) -> Parameters:
    """Mix the mildest and the severest form."""
    mixed: dict[str, float] = {}
    for field in {**definition.mild, **definition.severe}:
        low = definition.mild.get(field, float(getattr(HEALTHY, field)))
        high = definition.severe.get(field, low)
        if field in _BY_RATIO:
            mixed[field] = exp(log(low) * (1.0 - severity) + log(high) * severity)
        else:
            mixed[field] = low * (1.0 - severity) + high * severity
    return replace(HEALTHY, **mixed)


@lru_cache(maxsize=256)
def _settled(name: str, severity: float) -> Moment:
    """Give the moment at which a run of a condition begins; the same for every run of one severity."""
    definition = _known(name)
    if not definition.settled:
        return steady_state(HEALTHY)
    person = _between(definition, severity)
    return steady_state(replace(person, **definition.settled_with), days=definition.settled_days)
