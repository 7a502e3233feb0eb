"""What a condition is: what it changes, from its mildest to its severest form, and the pattern it must show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from calcinosis.physiology.protocols import Event

Group = Literal["health", "parathyroid", "vitamin D", "phosphate", "kidney", "acute", "tissue"]
Pattern = Mapping[str, tuple[float, float]]


def _none() -> Mapping[str, float]:
    return {}


def _no_pattern() -> Pattern:
    return {}


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """One condition."""

    name: str
    """Key, words joined by hyphens."""
    label: str
    """Name for people."""
    group: Group
    """Where it stands in a menu."""
    summary: str
    """One sentence: what is broken."""
    severe: Mapping[str, float] = field(default_factory=_none)
    """Parameters at severity 1."""
    mild: Mapping[str, float] = field(default_factory=_none)
    """Parameters at severity 0, where they are not healthy."""
    events: Callable[[float], tuple[Event, ...]] | None = None
    """What the condition does over time, given the severity."""
    settled: bool = True
    """Whether a run begins in the settled disease; otherwise it begins in health."""
    settled_with: Mapping[str, float] = field(default_factory=_none)
    """Parameters that stand for events while the disease settles (dialysis as an average)."""
    settled_days: float = 1460.0
    """How long the disease has lasted when a run begins, days: long enough to settle, unless it is known for weeks."""
    days: float = 30.0
    """Length of a run that shows it well, days."""
    pattern: Pattern = field(default_factory=_no_pattern)
    """Range of a quantity at severity 0.5 on ``pattern_day`` of a run."""
    pattern_day: float = 0.0
    """Day of the pattern."""
