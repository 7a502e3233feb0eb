"""What a clinician or an experimenter does, as data: events in time, and the protocol that holds them.

Times are days from the start of the run (``hours(4)`` and ``minutes(30)`` convert). A value that means nothing is
refused with the name of the field, the value and the allowed range.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from calcinosis.physiology.drugs import DRUGS
from calcinosis.physiology.events import Change, Course, Hold, Meals, OralLoad, hours, minutes
from calcinosis.physiology.parameters import HEALTHY, Parameters
from calcinosis.physiology.treatments import Bolus, Dialysis, Dose, Infusion, Injury, Leak, Surgery

if TYPE_CHECKING:
    from collections.abc import Mapping

    from calcinosis.physiology.inputs import Effect
    from calcinosis.physiology.trajectory import Mark, Moment

__all__ = [
    "DRUGS",
    "Bolus",
    "Change",
    "Course",
    "Dialysis",
    "Dose",
    "Event",
    "Hold",
    "Infusion",
    "Injury",
    "Leak",
    "Meals",
    "OralLoad",
    "Protocol",
    "Surgery",
    "hours",
    "minutes",
]

Event = Change | Course | Hold | Infusion | Bolus | OralLoad | Meals | Dose | Dialysis | Surgery | Injury | Leak


@dataclass(frozen=True, kw_only=True, slots=True)
class Protocol:
    """A person and what is done to them.

    Examples
    --------
    >>> from calcinosis.physiology.simulate import simulate
    >>> run = simulate(Protocol(events=(Infusion(substance="calcium", amount=10.0, duration=hours(2)),)), days=0.25)
    >>> bool(run.pth.min() < 2.0)
    True
    """

    parameters: Parameters = HEALTHY
    """The person."""
    events: tuple[Event, ...] = ()
    """What happens, in any order."""
    start: Moment | Mapping[str, float] | None = None
    """Where the run begins; None is the healthy steady state."""

    def effects(self) -> list[Effect]:
        """Give everything that the events do to parameters."""
        return [effect for event in self.events for effect in event.effects(self.parameters)]

    def jumps(self) -> list[tuple[float, str, float]]:
        """Give the states that change at once, in order of time."""
        return sorted(jump for event in self.events if isinstance(event, Surgery) for jump in event.jumps())

    def marks(self) -> tuple[Mark, ...]:
        """Give what to draw on the time axis, in order of time."""
        return tuple(sorted((mark for event in self.events for mark in event.marks()), key=lambda mark: mark.time))
