"""Something done to a person, for the sign table."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from calcinosis.physiology.parameters import HEALTHY, Parameters

if TYPE_CHECKING:
    from calcinosis.physiology.protocols import Event


CKD4 = replace(HEALTHY, gfr=20.0)
CKD5 = replace(HEALTHY, gfr=9.0)
SECONDARY = replace(HEALTHY, gfr=6.0, phosphate_intake=36.0, dialysis_clearance=5.5)
XLH = replace(HEALTHY, fgf23_production=20.0)
PRIMARY = replace(HEALTHY, set_point=1.43, parathyroid_tissue=2.5)
NO_GLANDS = replace(HEALTHY, parathyroid_tissue=0.0, gland_growth=0.0)


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
