"""What learners may set with a slider: name, range, step and healthy value of each control."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from traitlets import Float, TraitError

from calcinosis.panels.shared.readings import NBSP, digits
from calcinosis.physiology.parameters import HEALTHY, RANGES
from calcinosis.physiology.quantities import CALCIUM_MG_DL, PHOSPHATE_MG_DL, QUANTITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from calcinosis.physiology.parameters import Parameters


class Severity(Float):
    """How bad a condition is, from 0 to 1, to two decimals; a trait."""

    default_value = 0.5

    def validate(self, obj: Any, value: Any) -> float:  # noqa: ANN401 - the signature of traitlets
        """Refuse what is not from 0 to 1, naming it."""
        number = super().validate(obj, value)
        if not 0.0 <= number <= 1.0:
            raise TraitError(f"severity: {value!r} must be a number from 0 to 1")
        return round(number, 2)


@dataclass(frozen=True, kw_only=True, slots=True)
class Slider:
    """One slider."""

    label: str
    """Words beside it."""
    low: float
    """Left end."""
    high: float
    """Right end."""
    step: float
    """Change of one arrow key."""
    healthy: float
    """Value of the healthy adult."""
    unit: str
    """Unit printed."""
    decimals: int = 0
    """Decimals printed."""
    normal: tuple[float, float] | None = None
    """Usual interval, drawn as a band."""
    other: tuple[str, float, int] | None = None
    """Conventional unit, its factor and decimals."""

    def checked(self, value: object) -> float:
        """Return the value if the slider can show it.

        Raises
        ------
        TraitError
            It cannot; the message names the slider, the value and the range.
        """
        if isinstance(value, bool) or not isinstance(value, int | float) or not self.low <= value <= self.high:
            raise TraitError(f"{self.label}: {value!r} must be a number from {self.low:g} to {self.high:g} {self.unit}")
        return float(value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Control(Slider):
    """A slider that sets one field of a person."""

    parameter: str
    """Field of ``Parameters``."""


def _control(parameter: str, label: str, ends: tuple[float, float], step: float, **more: Any) -> Control:  # noqa: ANN401
    """Describe a slider whose healthy value and unit are those of its parameter."""
    usual = RANGES[parameter]
    return Control(
        parameter=parameter,
        label=label,
        low=ends[0],
        high=ends[1],
        step=step,
        **({"healthy": usual.healthy, "unit": usual.unit} | more),
    )


CONTROLS = {
    "calcium_intake": _control(
        "calcium_intake",
        "Calcium intake",
        (0.0, 60.0),
        1.0,
        normal=(20.0, 30.0),
        other=("mg/day", 10.0 * CALCIUM_MG_DL, 0),
    ),
    "phosphate_intake": _control(
        "phosphate_intake",
        "Phosphate intake",
        (0.0, 80.0),
        1.0,
        normal=(35.0, 50.0),
        other=("mg/day", 10.0 * PHOSPHATE_MG_DL, 0),
    ),
    "gfr": _control("gfr", "GFR", (2.0, 120.0), 1.0, normal=QUANTITIES["gfr"].normal),
    "vitamin_d": _control(
        "calcidiol_supply",
        "25-OH vitamin D",
        (5.0, 200.0),
        1.0,
        normal=QUANTITIES["calcidiol"].normal,
        other=("ng/mL", QUANTITIES["calcidiol"].factor, 0),
    ),
    "set_point": _control("set_point", "Set point (iCa)", (1.0, 1.6), 0.01, decimals=2, normal=(1.08, 1.18)),
    "albumin": _control("albumin", "Albumin", (10.0, 60.0), 1.0, normal=QUANTITIES["albumin"].normal),
    "ph": _control("ph", "Blood pH", (7.0, 7.7), 0.01, decimals=2, normal=QUANTITIES["ph"].normal, unit=""),
    "parathyroid_tissue": _control("parathyroid_tissue", "Parathyroid tissue", (0.0, 5.0), 0.1, decimals=1),
    "phosphate_binder": _control(
        "phosphate_binder", "Phosphate bound in the gut", (0.0, 0.9), 0.05, decimals=2, unit="share"
    ),
    "skin_injury": _control("skin_injury", "Tissue damage", (0.0, 5.0), 0.1, decimals=1, unit=""),
    "vessel_injury": _control("vessel_injury", "Damage of small arteries", (0.0, 5.0), 0.1, decimals=1, unit=""),
    "warfarin": _control("warfarin", "Warfarin effect", (0.0, 1.0), 0.05, decimals=2, unit=""),
    "fetuin_a": _control("fetuin_a", "Fetuin-A", (0.1, 1.2), 0.05, decimals=2, normal=(0.35, 0.95)),
    "pyrophosphate": _control("pyrophosphate", "Pyrophosphate", (0.1, 2.0), 0.05, decimals=2),
    "fgf23_production": _control("fgf23_production", "FGF23 production", (0.05, 5.0), 0.05, decimals=2),
    "extrarenal_calcitriol": _control(
        "extrarenal_calcitriol", "Calcitriol from granulomas", (0.0, 3.0), 0.1, decimals=1
    ),
    "dialysis_clearance": _control("dialysis_clearance", "Dialysis clearance, averaged", (0.0, 30.0), 1.0),
    "extravasation": _control("extravasation", "Calcium leaking from a vein", (0.0, 60.0), 1.0),
}
"""Controls by the name that notebooks use."""


def described(person: Parameters, base: Parameters = HEALTHY) -> list[str]:
    """Return in words what differs from a person, the healthy one unless told, among the controls: "GFR 30 mL/min"."""
    said: list[str] = []
    for control in CONTROLS.values():
        value = getattr(person, control.parameter)
        if abs(value - getattr(base, control.parameter)) > 1e-9:
            # "Calcium intake" within a sentence is "calcium intake", "GFR" stays.
            label = control.label[0].lower() + control.label[1:] if control.label[1].islower() else control.label
            said.append(f"{label} {digits(value, control.decimals)}{NBSP}{control.unit}".rstrip())
    return said


def as_controls(names: tuple[str, ...]) -> tuple[dict[str, object], ...]:
    """Return the named controls as the browser reads them."""
    return as_sliders({name: CONTROLS[name] for name in names})


def as_sliders(sliders: Mapping[str, Slider]) -> tuple[dict[str, object], ...]:
    """Return sliders as the browser reads them, by the name of the trait that each sets."""
    return tuple(_as_dict(name, slider) for name, slider in sliders.items())


def _as_dict(name: str, slider: Slider) -> dict[str, object]:
    low, high = slider.normal or (None, None)
    whole = float(slider.low).is_integer() and float(slider.high).is_integer()
    return {
        "name": name,
        "label": slider.label,
        "unit": slider.unit,
        "min": slider.low,
        "max": slider.high,
        "step": slider.step,
        "decimals": slider.decimals,
        "ends": 0 if whole and slider.decimals < 2 else 1,
        "healthy": slider.healthy,
        "low": low,
        "high": high,
        "other": slider.other and dict(zip(("unit", "factor", "decimals"), slider.other, strict=True)),
    }
