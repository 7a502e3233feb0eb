"""Something done to a person, for the sign table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from calcinosis.physiology.parameters import HEALTHY, Parameters

if TYPE_CHECKING:
    from calcinosis.physiology.protocols import Event


@dataclass(frozen=True, kw_only=True, slots=True)
class Perturbation:
    """Something done, when to look, and what must have happened."""

    id: str
    """Key."""
    label: str
    """What is done, for people."""
    events: tuple[Event, ...]
    """What is done."""
    days: float
    """When to look, days."""
    up: tuple[str, ...] = ()
    """Quantities that must rise."""
    down: tuple[str, ...] = ()
    """Quantities that must fall."""
    same: tuple[str, ...] = ()
    """Quantities that must stay."""
    person: Parameters = field(default=HEALTHY)
    """To whom."""
    source: str = "FACTS 2.2-2.4"
    """Where the direction comes from."""
