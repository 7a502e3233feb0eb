"""What learners may set with a slider: name, range, step and healthy value of each control."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from traitlets import TraitError

from calcinosis.panels.readings import NBSP, digits
from calcinosis.physiology.parameters import RANGES
from calcinosis.physiology.quantities import CALCIUM_MG_DL, PHOSPHATE_MG_DL, QUANTITIES

if TYPE_CHECKING:
    from calcinosis.physiology.parameters import Parameters


@dataclass(frozen=True, kw_only=True, slots=True)
class Control:
    """One slider."""

    parameter: str
    """Field of ``Parameters`` that it sets."""
    label: str
    """Words beside the slider."""
    low: float
    """Left end."""
    high: float
    """Right end."""
    step: float
    """Change of one arrow key."""
    decimals: int = 0
    """Decimals printed."""
    normal: tuple[float, float] | None = None
    """Usual interval, drawn as a band."""
    other: tuple[str, float, int] | None = None
    """Conventional unit, its factor and decimals."""
    unit: str | None = None
    """Unit, where the one of the parameter reads badly."""

    @property
    def healthy(self) -> float:
        """Value of the healthy adult."""
        return RANGES[self.parameter].healthy

    def checked(self, value: object) -> float:
        """Return the value if the slider can show it.

        Raises
        ------
        TraitError
            It cannot; the message names the control, the value and the range.
        """
        if isinstance(value, bool) or not isinstance(value, int | float) or not self.low <= value <= self.high:
            raise TraitError(
                f"{self.label}: {value!r} must be a number from {self.low:g} to {self.high:g} {self.shown_unit}"
            )
        return float(value)

    @property
    def shown_unit(self) -> str:
        """Unit printed."""
        return RANGES[self.parameter].unit if self.unit is None else self.unit


CONTROLS = {
    "calcium_intake": Control(
        parameter="calcium_intake",
        label="Calcium intake",
        low=0.0,
        high=60.0,
        step=1.0,
        normal=(20.0, 30.0),
        other=("mg/day", 10.0 * CALCIUM_MG_DL, 0),
    ),
    "phosphate_intake": Control(
        parameter="phosphate_intake",
        label="Phosphate intake",
        low=0.0,
        high=80.0,
        step=1.0,
        normal=(35.0, 50.0),
        other=("mg/day", 10.0 * PHOSPHATE_MG_DL, 0),
    ),
    "gfr": Control(parameter="gfr", label="GFR", low=2.0, high=120.0, step=1.0, normal=QUANTITIES["gfr"].normal),
    "vitamin_d": Control(
        parameter="calcidiol_supply",
        label="25-OH vitamin D",
        low=5.0,
        high=200.0,
        step=1.0,
        normal=QUANTITIES["calcidiol"].normal,
        other=("ng/mL", QUANTITIES["calcidiol"].factor, 0),
    ),
    "set_point": Control(
        parameter="set_point", label="Set point (iCa)", low=1.0, high=1.6, step=0.01, decimals=2, normal=(1.08, 1.18)
    ),
    "albumin": Control(
        parameter="albumin", label="Albumin", low=10.0, high=60.0, step=1.0, normal=QUANTITIES["albumin"].normal
    ),
    "ph": Control(
        parameter="ph",
        label="Blood pH",
        low=7.0,
        high=7.7,
        step=0.01,
        decimals=2,
        normal=QUANTITIES["ph"].normal,
        unit="",
    ),
    "parathyroid_tissue": Control(
        parameter="parathyroid_tissue", label="Parathyroid tissue", low=0.0, high=5.0, step=0.1, decimals=1
    ),
    "phosphate_binder": Control(
        parameter="phosphate_binder",
        label="Phosphate bound in the gut",
        low=0.0,
        high=0.9,
        step=0.05,
        decimals=2,
        unit="share",
    ),
    "skin_injury": Control(parameter="skin_injury", label="Tissue damage", low=0.0, high=5.0, step=0.1, decimals=1),
}
"""Controls by the name that notebooks use."""


def described(person: Parameters) -> list[str]:
    """Return in words what differs from health among the controls: "GFR 30 mL/min"."""
    said: list[str] = []
    for control in CONTROLS.values():
        value = getattr(person, control.parameter)
        if abs(value - control.healthy) > 1e-9:
            said.append(f"{control.label} {digits(value, control.decimals)}{NBSP}{control.shown_unit}".rstrip())
    return said


def as_controls(names: tuple[str, ...]) -> tuple[dict[str, object], ...]:
    """Return the named controls as the browser reads them."""
    return tuple(_as_dict(name, CONTROLS[name]) for name in names)


def _as_dict(name: str, control: Control) -> dict[str, object]:
    low, high = control.normal or (None, None)
    other = control.other and dict(zip(("unit", "factor", "decimals"), control.other, strict=True))
    return {
        "name": name,
        "label": control.label,
        "unit": control.shown_unit,
        "min": control.low,
        "max": control.high,
        "step": control.step,
        "decimals": control.decimals,
        "ends": 0 if float(control.low).is_integer() and float(control.high).is_integer() else 1,
        "healthy": control.healthy,
        "low": low,
        "high": high,
        "other": other,
    }
