"""How parameters change during a run: effects of events, and the spans of time in which nothing jumps."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from math import exp, inf
from typing import TYPE_CHECKING, Literal, Protocol

from calcinosis.physiology.parameters import RANGES, Parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Mode = Literal["set", "add", "share", "times"]
"""How an effect joins what else acts on the same parameter.

``set`` replaces the person's own value, the one that began last where several do; ``add`` adds; ``share`` joins
fractions as independent chances do; ``times`` multiplies.
"""

RELEASE_LASTS = 40.0
"""Half-lives after which nothing is left of a dose."""
RESPONSE_LASTS = 30.0
"""Half-lives after which nothing is left of a response."""


class Effect(Protocol):
    """What an event does to one parameter over time."""

    @property
    def field(self) -> str:
        """The parameter."""
        ...

    @property
    def mode(self) -> Mode:
        """How it joins other effects."""
        ...

    def edges(self) -> Sequence[float]:
        """Give the times at which the value jumps or bends, days."""
        ...

    def value(self, time: float) -> float | None:
        """Give the value at a time, None where the effect does not act."""
        ...

    def steady(self, start: float, end: float) -> bool:
        """Tell whether the value is constant between two neighbouring edges."""
        ...


@dataclass(frozen=True, slots=True)
class Spans:
    """A value held during spans of time, and no effect between them."""

    field: str
    mode: Mode
    amount: float
    starts: tuple[float, ...]
    length: float

    def edges(self) -> Sequence[float]:
        """Give both ends of every span."""
        return [edge for start in self.starts for edge in (start, start + self.length)]

    def value(self, time: float) -> float | None:
        """Give the amount inside a span."""
        index = bisect_right(self.starts, time) - 1
        return self.amount if index >= 0 and time < self.starts[index] + self.length else None

    def steady(self, start: float, end: float) -> bool:
        """Tell that a span is flat."""
        return start < end

    def began(self, time: float) -> float:
        """Give the start of the span that holds a time."""
        return -inf if self.value(time) is None else self.starts[bisect_right(self.starts, time) - 1]

    def replacing(self, before: float, time: float) -> float:
        """Give the amount inside a span."""
        value = self.value(time)
        return before if value is None else value


@dataclass(frozen=True, slots=True)
class Path:
    """A value that runs along straight lines; before the first point it does not act, after the last it stays."""

    field: str
    mode: Mode
    points: tuple[tuple[float, float], ...]

    def edges(self) -> Sequence[float]:
        """Give the times of the points."""
        return [time for time, _ in self.points]

    def value(self, time: float) -> float | None:
        """Give the height of the line."""
        if time < self.points[0][0]:
            return None
        for (left, low), (right, high) in pairwise(self.points):
            if time < right:
                return low + (high - low) * (time - left) / (right - left)
        return self.points[-1][1]

    def steady(self, start: float, end: float) -> bool:
        """Tell whether the line is level here."""
        return self.value(0.5 * (start + end)) == self.value(start)

    def began(self, time: float) -> float:
        """Give the time of the first point."""
        return -inf if time < self.points[0][0] else self.points[0][0]

    def replacing(self, before: float, time: float) -> float:
        """Give the height of the line."""
        value = self.value(time)
        return before if value is None else value


@dataclass(frozen=True, slots=True)
class Ramp:
    """A value that leaves what it was and goes straight to a new one, where it stays."""

    field: str
    mode: Mode
    start: float
    length: float
    to: float

    def edges(self) -> Sequence[float]:
        """Give both ends of the ramp."""
        return [self.start, self.start + self.length]

    def value(self, time: float) -> float | None:
        """Give the new value from the start of the ramp on."""
        return None if time < self.start else self.to

    def steady(self, start: float, end: float) -> bool:
        """Tell whether the ramp is over or has not begun."""
        return end <= self.start or start >= self.start + self.length

    def began(self, time: float) -> float:
        """Give the start of the ramp."""
        return -inf if time < self.start else self.start

    def replacing(self, before: float, time: float) -> float:
        """Give the value on the way from what it was."""
        gone = min(max((time - self.start) / self.length, 0.0), 1.0)
        return before + (self.to - before) * gone


@dataclass(frozen=True, slots=True)
class Release:
    """An amount set free exponentially after each dose, as from a depot; one dose sums to ``amount``."""

    field: str
    mode: Mode
    amount: float
    starts: tuple[float, ...]
    half_life: float

    def edges(self) -> Sequence[float]:
        """Give the times of the doses, and of the last trace of each."""
        return _edges(self.starts, RELEASE_LASTS * self.half_life)

    def value(self, time: float) -> float | None:
        """Give the rate of release."""
        rate = 0.6931471805599453 / self.half_life
        recent = _felt(self.starts, time, RELEASE_LASTS * self.half_life)
        return sum(self.amount * rate * exp(-rate * (time - dose)) for dose in recent) if recent else None

    def steady(self, start: float, end: float) -> bool:
        """Tell whether no dose acts here; the edges see to it that none begins or fades away in between."""
        return self.value(0.5 * (start + end)) is None


@dataclass(frozen=True, slots=True)
class Response:
    """A saturating response to a drug that is absorbed and lost exponentially."""

    field: str
    mode: Mode
    maximum: float
    """Response to an endless dose."""
    half: float
    """Level of half the maximum; the peak of one usual dose is level 1."""
    strength: float
    """Dose as a multiple of the usual dose."""
    starts: tuple[float, ...]
    onset: float
    """Half-time of absorption, days."""
    half_life: float
    """Half-life of the effect, days."""

    def edges(self) -> Sequence[float]:
        """Give the times of the doses, and of the last trace of each."""
        return _edges(self.starts, RESPONSE_LASTS * self.half_life)

    def value(self, time: float) -> float | None:
        """Give the response to all doses so far."""
        recent = _felt(self.starts, time, RESPONSE_LASTS * self.half_life)
        if not recent:
            return None
        rise, fall = 0.6931471805599453 / self.onset, 0.6931471805599453 / self.half_life
        shape = rise / (rise - fall)
        peak = shape * ((fall / rise) ** (fall / (rise - fall)) - (fall / rise) ** (rise / (rise - fall)))
        level = sum(shape / peak * (exp(-fall * (time - dose)) - exp(-rise * (time - dose))) for dose in recent)
        level *= self.strength
        return self.maximum * level / (self.half + level)

    def steady(self, start: float, end: float) -> bool:
        """Tell whether no dose acts here; the edges see to it that none begins or fades away in between."""
        return self.value(0.5 * (start + end)) is None


def _felt(starts: Sequence[float], time: float, lasting: float) -> list[float]:
    """Give the doses before a time that are still felt."""
    return [dose for dose in starts[: bisect_right(starts, time)] if time - dose < lasting]


def _edges(starts: Sequence[float], lasting: float) -> list[float]:
    """Give the times at which a course of doses begins to be felt, takes another dose, and is forgotten.

    A trace that ends before the next dose ends there; where doses overlap only the last trace ends.
    """
    ends = [dose + lasting for dose, after in pairwise(starts) if dose + lasting < after]
    return [*starts, *ends, starts[-1] + lasting]


@dataclass(frozen=True, slots=True)
class Segment:
    """A span of a run in which no parameter jumps."""

    start: float
    end: float
    parameters: Parameters
    """Values of what is constant in the span."""
    timed: tuple[str, ...]
    """Names of what changes smoothly within it."""
    inputs: Callable[[float], tuple[float, ...]] | None
    """Values of those at a time, in this order."""


def join(own: float, effects: Sequence[Effect], time: float) -> float:
    """Give the value of one parameter at a time, from the person's own value and every effect on it."""
    settings = [effect for effect in effects if isinstance(effect, Spans | Path | Ramp) and effect.mode == "set"]
    value, added, share, factor = own, 0.0, 1.0, 1.0
    # What began last holds, however the events are listed.
    for setting in sorted(settings, key=lambda each: each.began(time)) if len(settings) > 1 else settings:
        value = setting.replacing(value, time)
    for effect in effects:
        amount = effect.value(time)
        if amount is None or effect.mode == "set":
            continue
        if effect.mode == "add":
            added += amount
        elif effect.mode == "share":
            share *= 1.0 - amount
        else:
            factor *= amount
    joined = 1.0 - (1.0 - value) * share if share != 1.0 else value
    return joined * factor + added


def segments(p: Parameters, effects: Iterable[Effect], days: float, cuts: Iterable[float] = ()) -> list[Segment]:
    """Split a run where something jumps, and say what is constant and what is not in each part."""
    by_field: dict[str, list[Effect]] = defaultdict(list)
    for effect in effects:
        by_field[effect.field].append(effect)
    edges = {0.0, days, *(cut for cut in cuts if 0.0 < cut < days)}
    for acting in by_field.values():
        edges |= {edge for effect in acting for edge in effect.edges() if 0.0 < edge < days}
    ordered = sorted(edges)
    # Two edges closer than a tenth of a second are one: the solver cannot restart on a shorter span.
    kept = [0.0] + [edge for before, edge in pairwise(ordered) if edge - before > 1e-6]
    kept[-1] = days
    return [_segment(p, by_field, start, end) for start, end in pairwise(kept)]


def _segment(p: Parameters, by_field: dict[str, list[Effect]], start: float, end: float) -> Segment:
    middle = 0.5 * (start + end)
    constant: dict[str, float] = {}
    timed: list[str] = []
    for name, acting in by_field.items():
        if all(effect.steady(start, end) for effect in acting):
            constant[name] = _within(name, join(getattr(p, name), acting, middle))
        else:
            timed.append(name)
    sources = [(name, float(getattr(p, name)), by_field[name]) for name in timed]
    last = end - 1e-9 * (end - start)

    def inputs(time: float) -> tuple[float, ...]:
        # The solver may look a little past the span; there the value of its end holds.
        inside = min(max(time, start), last)
        return tuple(_within(name, join(own, acting, inside)) for name, own, acting in sources)

    person = replace(p, **constant) if constant else p
    return Segment(start, end, person, tuple(timed), inputs if timed else None)


def _within(name: str, value: float) -> float:
    """Keep a sum of effects inside what the model accepts (two binders do not bind more than everything)."""
    return min(max(value, RANGES[name].low), RANGES[name].high)
