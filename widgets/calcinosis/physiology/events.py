"""Events that set parameters: changes, courses, spans, meals and oral loads; and what all events share."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from numbers import Integral, Real
from typing import TYPE_CHECKING, Final

from calcinosis.physiology.inputs import Effect, Path, Ramp, Release, Spans
from calcinosis.physiology.parameters import RANGES, check_value
from calcinosis.physiology.trajectory import Mark

if TYPE_CHECKING:
    from calcinosis.physiology.parameters import Parameters

# Half-time of gastric emptying, days; calibration choice.
_STOMACH = 1.0 / 24.0
TIME: Final = (0.0, 36500.0, "days")


def hours(value: float) -> float:
    """Give hours as days."""
    return value / 24.0


def minutes(value: float) -> float:
    """Give minutes as days."""
    return value / 1440.0


def check(owner: object, **limits: tuple[float, float, str]) -> None:
    """Refuse a number outside its limits (low, high, unit), naming field, value and allowed range."""
    for name, (low, high, unit) in limits.items():
        value = getattr(owner, name)
        if isinstance(value, bool) or not isinstance(value, Real):
            raise TypeError(f"{type(owner).__name__}: {name} = {value!r}: must be a number of {unit}")
        if not isfinite(float(value)) or not low <= float(value) <= high:
            raise ValueError(f"{type(owner).__name__}: {name} = {value} {unit}: must be between {low:g} and {high:g}")


def check_whole(owner: object, *names: str) -> None:
    """Refuse a number that is not whole, naming field and value."""
    for name in names:
        value = getattr(owner, name)
        if not isinstance(value, Integral):
            raise TypeError(f"{type(owner).__name__}: {name} = {value!r}: must be a whole number")


def check_choice(owner: object, name: str, value: str, known: tuple[str, ...]) -> None:
    """Refuse a word that is not one of the known."""
    if value not in known:
        raise ValueError(f"{type(owner).__name__}: {name} = {value!r}: must be one of {', '.join(known)}")


def repeated(at: float, every: float | None, times: int) -> tuple[float, ...]:
    """Give the times of something done again and again."""
    return tuple(at + (every or 0.0) * index for index in range(times))


@dataclass(frozen=True, kw_only=True, slots=True)
class Repeated:
    """Something done at a time, and perhaps again."""

    at: float = 0.0
    """When it is first done, days."""
    every: float | None = None
    """Interval to the next time, days; needed when ``times`` is above 1."""
    times: int = 1
    """How often it is done."""

    def starts(self) -> tuple[float, ...]:
        """Give the times at which it is done."""
        return repeated(self.at, self.every, self.times)

    def check_repeats(self, length: float) -> None:
        """Refuse repeats that overlap or have no interval; ``length`` is the time that one takes, days."""
        check(self, at=TIME, times=(1, 20000, "times"))
        check_whole(self, "times")
        if self.every is not None:
            check(self, every=TIME)
        if self.times > 1 and (self.every is None or not self.every >= length or not self.every > 0.0):
            raise ValueError(
                f"{type(self).__name__}: every = {self.every} days: must be at least {length:g}, "
                f"the time one takes, when times = {self.times}"
            )

    def repeat_marks(self, length: float, label: str) -> list[Mark]:
        """Give one mark for each time."""
        return [Mark(start, start + length, label) for start in self.starts()]


def words(name: str) -> str:
    """Give a field's name as people write it."""
    known = {"gfr": "GFR", "pth": "PTH", "edta": "EDTA", "ph": "pH", "tnap": "TNAP", "fgf23": "FGF23"}
    return " ".join(known.get(part, part) for part in name.split("_"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A parameter takes a new value and keeps it, at once or along a ramp: diet, albumin, pH, drugs by effect.

    Examples
    --------
    >>> Change(field="phosphate_intake", to=70.0, at=5.0)
    Change(field='phosphate_intake', to=70.0, at=5.0, over=0.0)
    >>> Change(field="gfr", to=0.0, at=0.0)
    Traceback (most recent call last):
    ValueError: gfr = 0.0 mL/min: must be between 2 and 250
    """

    field: str
    """Name of a field of ``Parameters``."""
    to: float
    """New value, in the unit of the field."""
    at: float = 0.0
    """When it begins, days."""
    over: float = 0.0
    """Length of the ramp, days; 0 is a step."""

    def __post_init__(self) -> None:
        """Refuse unknown fields and values out of range."""
        check_value(self.field, self.to)
        check(self, at=TIME, over=TIME)

    def effects(self, _p: Parameters) -> list[Effect]:
        """Give what it does to the parameters."""
        if self.over == 0.0:
            return [Path(self.field, "set", ((self.at, self.to),))]
        return [Ramp(self.field, "set", self.at, self.over, self.to)]

    def marks(self) -> list[Mark]:
        """Give what to draw on the time axis."""
        allowed = RANGES[self.field]
        return [Mark(self.at, self.at + self.over, f"{words(self.field)} {self.to:g} {allowed.unit}")]


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """A parameter follows straight lines through points: kidney function over years, growth, recovery.

    Examples
    --------
    >>> Course(field="gfr", points=((0.0, 90.0), (1825.0, 30.0), (3650.0, 10.0))).points[1]
    (1825.0, 30.0)
    >>> Course(field="gfr", points=((10.0, 90.0), (5.0, 30.0)))
    Traceback (most recent call last):
    ValueError: Course: points of gfr: day 5 comes after day 10; times must rise
    """

    field: str
    """Name of a field of ``Parameters``."""
    points: tuple[tuple[float, float], ...]
    """Pairs of day and value; times rise."""

    def __post_init__(self) -> None:
        """Refuse values out of range and times out of order."""
        if not self.points:
            raise ValueError(f"Course: points of {self.field}: at least one is needed")
        before = -1.0
        for day, value in self.points:
            check_value(self.field, value)
            if not isfinite(day) or not 0.0 <= day <= TIME[1]:
                raise ValueError(f"Course: day {day} of {self.field}: must be between 0 and {TIME[1]:g}")
            if day <= before:
                raise ValueError(
                    f"Course: points of {self.field}: day {day:g} comes after day {before:g}; times must rise"
                )
            before = day

    def effects(self, _p: Parameters) -> list[Effect]:
        """Give what it does to the parameters."""
        return [Path(self.field, "set", self.points)]

    def marks(self) -> list[Mark]:
        """Give what to draw on the time axis."""
        return [Mark(self.points[0][0], self.points[-1][0], words(self.field))]


@dataclass(frozen=True, kw_only=True, slots=True)
class Hold(Repeated):
    """A parameter holds a value for a while and then returns, once or again and again.

    Examples
    --------
    >>> Hold(field="ph", value=7.55, at=hours(1), duration=hours(2)).value
    7.55
    """

    field: str
    """Name of a field of ``Parameters``."""
    value: float
    """Value during the span, in the unit of the field."""
    duration: float
    """Length of one span, days."""

    def __post_init__(self) -> None:
        """Refuse unknown fields and values out of range."""
        check_value(self.field, self.value)
        check(self, duration=(1e-5, 36500.0, "days"))
        self.check_repeats(self.duration)

    def effects(self, _p: Parameters) -> list[Effect]:
        """Give what it does to the parameters."""
        return [Spans(self.field, "set", self.value, self.starts(), self.duration)]

    def marks(self) -> list[Mark]:
        """Give what to draw on the time axis."""
        return self.repeat_marks(self.duration, f"{words(self.field)} {self.value:g} {RANGES[self.field].unit}")


@dataclass(frozen=True, kw_only=True, slots=True)
class OralLoad(Repeated):
    """A load is swallowed on top of the diet and leaves the stomach within hours: a supplement, a test load, a meal.

    Examples
    --------
    >>> OralLoad(phosphate=48.0, at=hours(1)).phosphate
    48.0
    >>> OralLoad(calcium=12.5, at=hours(8), every=1.0, times=28).times
    28
    """

    calcium: float = 0.0
    """Calcium, mmol."""
    phosphate: float = 0.0
    """Phosphate, mmol."""

    def __post_init__(self) -> None:
        """Refuse what has no meaning."""
        for name in ("calcium", "phosphate"):
            most = RANGES[f"oral_{name}_load"].high * _STOMACH
            check(self, **{name: (0.0, most, "mmol")})
        self.check_repeats(_STOMACH)

    def effects(self, _p: Parameters) -> list[Effect]:
        """Give what it does to the parameters."""
        loads = {"oral_calcium_load": self.calcium, "oral_phosphate_load": self.phosphate}
        return [Release(name, "add", amount, self.starts(), _STOMACH) for name, amount in loads.items() if amount]

    def marks(self) -> list[Mark]:
        """Give what to draw on the time axis."""
        words = [
            f"{name} {amount:g} mmol"
            for name, amount in (("calcium", self.calcium), ("phosphate", self.phosphate))
            if amount
        ]
        return self.repeat_marks(0.0, " and ".join(words) + " by mouth")


@dataclass(frozen=True, kw_only=True, slots=True)
class Meals:
    """The diet comes as meals instead of evenly over the day.

    Examples
    --------
    >>> Meals(at_hours=(8.0, 13.0, 19.0), days=3).days
    3
    """

    at_hours: tuple[float, ...] = (8.0, 13.0, 19.0)
    """Hours of the day at which equal shares of the diet are eaten, rising."""
    days: int = 1
    """Number of days with meals, from day 0."""
    minutes_each: float = 20.0
    """Length of one meal, minutes."""

    def __post_init__(self) -> None:
        """Refuse what has no meaning."""
        check(self, days=(1, 3650, "days"), minutes_each=(5.0, 120.0, "minutes"))
        check_whole(self, "days")
        previous = -1.0
        for hour in self.at_hours:
            if not 0.0 <= hour <= 22.0 or hour <= previous:
                raise ValueError(f"Meals: at_hours = {self.at_hours}: must rise, between 0 and 22 hours")
            previous = hour
        if not self.at_hours:
            raise ValueError("Meals: at_hours = (): at least one meal a day is needed")

    def effects(self, p: Parameters) -> list[Effect]:
        """Give what it does to the parameters."""
        length = minutes(self.minutes_each)
        starts = tuple(day + hour / 24.0 for day in range(self.days) for hour in self.at_hours)
        given: list[Effect] = []
        for name in ("calcium", "phosphate"):
            amount = getattr(p, f"{name}_intake") / len(self.at_hours) / length
            given.append(Spans(f"{name}_intake", "set", 0.0, (0.0,), float(self.days)))
            given.append(Spans(f"oral_{name}_load", "add", amount, starts, length))
        return given

    def marks(self) -> list[Mark]:
        """Give what to draw on the time axis."""
        starts = [day + hour / 24.0 for day in range(self.days) for hour in self.at_hours]
        return [Mark(start, start, "meal") for start in starts]
