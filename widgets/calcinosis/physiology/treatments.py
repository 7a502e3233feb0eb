"""What is done to a person: infusions, drugs, dialysis, surgery; and what happens to tissue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from calcinosis.physiology.drugs import DRUGS
from calcinosis.physiology.events import TIME, Repeated, check, check_choice, hours, minutes, repeated, words
from calcinosis.physiology.inputs import Effect, Path, Release, Spans
from calcinosis.physiology.parameters import RANGES, check_value
from calcinosis.physiology.trajectory import Mark

if TYPE_CHECKING:
    from calcinosis.physiology.parameters import Parameters

Substance = Literal["calcium", "phosphate", "magnesium", "citrate", "edta", "pth", "calcitriol"]
_UNITS = {
    "calcium": "mmol",
    "phosphate": "mmol",
    "magnesium": "mmol",
    "citrate": "mmol",
    "edta": "mmol",
    "pth": "nmol",
    "calcitriol": "µg",
}
Site = Literal["joint", "skin", "vessel", "kidney"]
_BOLUS = 2.0 / 1440.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Infusion(Repeated):
    """An amount runs into a vein: calcium, phosphate, magnesium, citrate, EDTA (mmol), PTH (nmol) or calcitriol (µg).

    Examples
    --------
    >>> Infusion(substance="calcium", amount=18.0, at=0.0, duration=hours(4)).amount
    18.0
    >>> Infusion(substance="edta", amount=-1.0, duration=hours(2))
    Traceback (most recent call last):
    ValueError: Infusion: amount = -1.0 mmol: must be between 0 and 5000
    """

    substance: Substance
    """What runs in."""
    amount: float
    """How much in all, mmol (PTH: nmol, calcitriol: µg)."""
    duration: float
    """Over how long, days."""

    def __post_init__(self) -> None:
        """Refuse what has no meaning."""
        check_choice(self, "substance", self.substance, tuple(_UNITS))
        unit = _UNITS[self.substance]
        check(self, amount=(0.0, 5000.0, unit), duration=(1e-4, 3650.0, "days"))
        check_value(f"{self.substance}_infusion", self.amount / self.duration)
        self.check_repeats(self.duration)

    def effects(self, _p: Parameters) -> list[Effect]:
        """Give what it does to the parameters."""
        return [Spans(f"{self.substance}_infusion", "add", self.amount / self.duration, self.starts(), self.duration)]

    def marks(self) -> list[Mark]:
        """Give what to draw on the time axis."""
        unit = _UNITS[self.substance]
        return self.repeat_marks(self.duration, f"{words(self.substance)} {self.amount:g} {unit}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Bolus(Repeated):
    """An amount is injected into a vein within two minutes.

    Examples
    --------
    >>> Bolus(substance="calcium", amount=2.25, at=hours(1)).substance
    'calcium'
    """

    substance: Substance
    """What is injected."""
    amount: float
    """How much, mmol (PTH: nmol, calcitriol: µg)."""

    def __post_init__(self) -> None:
        """Refuse what has no meaning."""
        check_choice(self, "substance", self.substance, tuple(_UNITS))
        most = RANGES[f"{self.substance}_infusion"].high * _BOLUS
        check(self, amount=(0.0, most, _UNITS[self.substance]))
        self.check_repeats(_BOLUS)

    def effects(self, _p: Parameters) -> list[Effect]:
        """Give what it does to the parameters."""
        return [Spans(f"{self.substance}_infusion", "add", self.amount / _BOLUS, self.starts(), _BOLUS)]

    def marks(self) -> list[Mark]:
        """Give what to draw on the time axis."""
        unit = _UNITS[self.substance]
        return self.repeat_marks(0.0, f"{words(self.substance)} bolus {self.amount:g} {unit}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Dose(Repeated):
    """A drug of ``calcinosis.physiology.drugs`` is given once or again and again.

    Examples
    --------
    >>> Dose(drug="cinacalcet", amount=60.0, at=0.0, every=1.0, times=30).times
    30
    >>> Dose(drug="aspirin", amount=100.0)
    Traceback (most recent call last):
    ValueError: Dose: drug = 'aspirin': must be one of cinacalcet, sevelamer, ...
    """

    drug: str
    """Name of the drug."""
    amount: float | None = None
    """Dose in the unit of the drug; None is its usual dose."""

    def __post_init__(self) -> None:
        """Refuse unknown drugs and doses that are not positive."""
        check_choice(self, "drug", self.drug, tuple(DRUGS))
        if self.amount is not None:
            check(self, amount=(0.0, 100.0 * DRUGS[self.drug].usual, DRUGS[self.drug].unit))
        self.check_repeats(0.0)

    def effects(self, _p: Parameters) -> list[Effect]:
        """Give what it does to the parameters."""
        drug = DRUGS[self.drug]
        return drug.effects(drug.usual if self.amount is None else self.amount, self.starts())

    def marks(self) -> list[Mark]:
        """Give what to draw on the time axis."""
        drug = DRUGS[self.drug]
        return self.repeat_marks(
            0.0, f"{drug.label} {drug.usual if self.amount is None else self.amount:g} {drug.unit}"
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialysis(Repeated):
    """Haemodialysis sessions; ``weekdays`` repeats a week of sessions.

    Examples
    --------
    >>> Dialysis(weekdays=(0, 2, 4), weeks=4).starts()[:4]
    (0.0, 2.0, 4.0, 7.0)
    """

    duration: float = hours(4.0)
    """Length of one session, days."""
    clearance: float = 150.0
    """Dialyser clearance of phosphate, mL/min; calibration choice."""
    dialysate_calcium: float = 1.40
    """Calcium in dialysate, mmol/L."""
    weekdays: tuple[int, ...] = ()
    """Days of the week with a session, 0 to 6, instead of ``every`` and ``times``."""
    weeks: int = 1
    """Number of weeks, with ``weekdays``."""

    def __post_init__(self) -> None:
        """Refuse what has no meaning."""
        check(self, duration=(0.02, 1.0, "days"), weeks=(1, 2000, "weeks"))
        check_value("dialysis_clearance", self.clearance)
        check_value("dialysate_calcium", self.dialysate_calcium)
        if any(not 0 <= day <= 6 for day in self.weekdays) or list(self.weekdays) != sorted(set(self.weekdays)):
            raise ValueError(f"Dialysis: weekdays = {self.weekdays}: must rise, between 0 and 6")
        self.check_repeats(self.duration)

    def starts(self) -> tuple[float, ...]:
        """Give the times at which sessions begin."""
        if self.weekdays:
            return tuple(self.at + 7.0 * week + day for week in range(self.weeks) for day in self.weekdays)
        return repeated(self.at, self.every, self.times)

    def effects(self, _p: Parameters) -> list[Effect]:
        """Give what it does to the parameters."""
        starts = self.starts()
        return [
            Spans("dialysis_clearance", "add", self.clearance, starts, self.duration),
            Spans("dialysate_calcium", "set", self.dialysate_calcium, starts, self.duration),
        ]

    def marks(self) -> list[Mark]:
        """Give what to draw on the time axis."""
        return [Mark(start, start + self.duration, "dialysis") for start in self.starts()]


@dataclass(frozen=True, kw_only=True, slots=True)
class Surgery:
    """Parathyroid surgery: an adenoma is removed, or most or all of the tissue.

    Examples
    --------
    >>> Surgery(operation="adenomectomy", at=30.0).remaining
    0.3
    >>> Surgery(operation="parathyroidectomy", at=10.0, remaining=0.05).remaining
    0.05
    """

    operation: Literal["adenomectomy", "parathyroidectomy"]
    """What is done."""
    at: float = 0.0
    """When, days."""
    remaining: float = 0.3
    """Mass of working gland afterwards, multiples of normal; after years of high calcium the other glands are small."""

    def __post_init__(self) -> None:
        """Refuse what has no meaning."""
        check_choice(self, "operation", self.operation, ("adenomectomy", "parathyroidectomy"))
        check(self, at=TIME, remaining=(0.0, 2.0, "× normal"))

    def effects(self, _p: Parameters) -> list[Effect]:
        """Give what it does to the parameters."""
        given: list[Effect] = [
            Path("set_point", "set", ((self.at, RANGES["set_point"].healthy),)),
            Path("parathyroid_tissue", "set", ((self.at, 1.0 if self.remaining > 0.0 else 0.0),)),
        ]
        if self.operation == "parathyroidectomy":
            given.append(Path("gland_growth", "set", ((self.at, 0.0),)))
        return given

    def jumps(self) -> list[tuple[float, str, float]]:
        """Give the states that change at once: time, state, new value."""
        return [(self.at, "gland_mass", self.remaining)]

    def marks(self) -> list[Mark]:
        """Give what to draw on the time axis."""
        return [Mark(self.at, self.at, self.operation)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Injury(Repeated):
    """Tissue is hurt and heals: trauma, inflammation, an injection.

    Examples
    --------
    >>> Injury(site="skin", severity=3.0, at=2.0, healing=60.0).site
    'skin'
    """

    site: Site
    """Where."""
    severity: float
    """Damage at its height; 2 and above lets mineral grow in normal blood."""
    healing: float = 30.0
    """Half-time of healing, days."""

    def __post_init__(self) -> None:
        """Refuse what has no meaning."""
        check_choice(self, "site", self.site, ("joint", "skin", "vessel", "kidney"))
        check(self, severity=(0.0, 20.0, "× normal"), healing=(0.5, 3650.0, "days"))
        self.check_repeats(0.0)

    def effects(self, _p: Parameters) -> list[Effect]:
        """Give what it does to the parameters."""
        amount = self.severity * self.healing / 0.6931471805599453
        return [Release(f"{self.site}_injury", "add", amount, self.starts(), self.healing)]

    def marks(self) -> list[Mark]:
        """Give what to draw on the time axis."""
        return self.repeat_marks(0.0, f"injury of {self.site}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Leak(Repeated):
    """Calcium meant for a vein runs into the tissue around it.

    Examples
    --------
    >>> Leak(amount=1.0, duration=hours(1)).amount
    1.0
    """

    amount: float
    """Calcium, mmol."""
    duration: float = hours(1.0)
    """Over how long, days."""

    def __post_init__(self) -> None:
        """Refuse what has no meaning."""
        check(self, amount=(0.0, 100.0, "mmol"), duration=(minutes(2.0), 30.0, "days"))
        check_value("extravasation", self.amount / self.duration)
        self.check_repeats(self.duration)

    def effects(self, _p: Parameters) -> list[Effect]:
        """Give what it does to the parameters."""
        return [Spans("extravasation", "add", self.amount / self.duration, self.starts(), self.duration)]

    def marks(self) -> list[Mark]:
        """Give what to draw on the time axis."""
        return self.repeat_marks(self.duration, f"calcium {self.amount:g} mmol into tissue")
