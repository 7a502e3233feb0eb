"""The time course panel: what happens over days to years when one thing is changed."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from traitlets import Bool, Dict, Float, TraitError, Tuple, Unicode, default, observe, validate

from calcinosis.panels.shared.base import module, style
from calcinosis.panels.shared.controls import CONTROLS, described
from calcinosis.panels.shared.figure import FRAME, rounded
from calcinosis.panels.shared.readings import (
    as_table,
    digits,
    in_both,
    judged,
    listed,
    printed,
    reading_of,
    sentence,
    verdict,
)
from calcinosis.panels.shared.steered import UNITS, Steered
from calcinosis.panels.simulator.guess import Asked
from calcinosis.physiology.conditions import CONDITIONS, condition
from calcinosis.physiology.parameters import RANGES
from calcinosis.physiology.protocols import Change, Event, Protocol
from calcinosis.physiology.quantities import QUANTITIES
from calcinosis.physiology.simulate import simulate, steady_state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from calcinosis.physiology.parameters import Parameters
    from calcinosis.physiology.trajectory import Array, Moment, Trajectory

SAMPLES = 241
"""Samples of a span: enough for a line of 700 pixels, few enough for one small message."""

# A person who has lived long with something, so that a figure opens at once when its page is shown again.
_settled = lru_cache(maxsize=16)(steady_state)


class TimeCourse(Steered, Asked):
    """Rows of quantities over time: a settled person, then a change, with the run that was kept beside it.

    The person is healthy, or has a ``condition``, or has long lived with the settings ``before``; the change is what
    the sliders say, and ``events``. With a question, ``ask``, only what came before the change is sent until the
    learner has chosen an option.

    Examples
    --------
    A low-calcium diet for six weeks, the slider open to the reader:

    >>> figure = TimeCourse(calcium_intake=10, sliders=("calcium_intake",), days=42, lead=7, event="less calcium eaten")
    >>> figure.run["rows"][0]["name"]
    'calcium'
    """

    averaged = False
    _esm = module("simulator/timecourse.js")
    _css = style(*FRAME, "simulator/timecourse.css")

    rows = Tuple(default_value=("calcium", "phosphate", "pth", "calcitriol"))
    """Quantities to draw, names of ``physiology.quantities``."""
    before = Dict()
    """Settings of the person before the change, by the names of the sliders; none means healthy."""
    lead = Float(0.0, min=0.0, max=3650.0)
    """Days shown before the change."""
    until = Float(None, allow_none=True, min=0.0, max=3650.0)
    """Day after the change on which it is taken back; none means never."""
    event = Unicode("")
    """What the change is called on the time axis, as long as the sliders stand where the author set them."""
    end_event = Unicode("back to before")
    """What its end is called."""
    events = Tuple()
    """What else is done to the person, events of ``physiology.protocols``; their days count from the left edge."""
    compare = Bool(default_value=True)
    """Draw beside the run the one without the change, or the one that was frozen."""
    unchanged = Unicode("unchanged")
    """What the run beside it is called."""
    frozen = Bool(default_value=False).tag(sync=True)
    """Set by the button: keep the present run for comparison."""
    run = Dict(read_only=True).tag(sync=True)

    days = Float(14.0, min=0.01, max=3650.0)
    """Days followed after the change."""

    @default("title")
    def _name(self) -> str:
        if self.condition and not self.event:
            return CONDITIONS[self.condition].label
        return sentence(self.event)[:-1] if self.event else "What happens over time"

    @validate("rows")
    def _known_rows(self, proposal: dict[str, Any]) -> tuple[str, ...]:
        for name in proposal["value"]:
            if name not in QUANTITIES:
                raise TraitError(f"rows: {name!r} is not a quantity of calcinosis.physiology.quantities")
        return proposal["value"]

    @validate("before")
    def _known_before(self, proposal: dict[str, Any]) -> dict[str, float]:
        for name, value in proposal["value"].items():
            if name not in CONTROLS:
                raise TraitError(f"before: {name!r} is not one of {', '.join(CONTROLS)}")
            CONTROLS[name].checked(value)
        return proposal["value"]

    @observe("frozen")
    def _freeze(self, _change: object) -> None:
        self._kept = self._last if self.frozen else None
        self._drawn = None
        self._redraw()

    @validate("about")
    def _known_row(self, proposal: dict[str, Any]) -> str:
        if proposal["value"] and proposal["value"] not in self.rows:
            raise TraitError(f"about: {proposal['value']!r} is not one of the rows {', '.join(self.rows)}")
        return proposal["value"]

    @observe("rows", "before", "lead", "until", "event", "end_event", "compare", "unchanged", "events", "ask", "guess")
    def _rearranged(self, change: object) -> None:
        self._moved(change)

    def _settings(self) -> tuple[object, ...]:
        before = tuple(self.before.items())
        shown = (self.rows, self.lead, self.until, self.compare, self.event, self.waits, self.guess)
        return (*super()._settings(), before, self.events, *shown)

    def _draw(self, person: Parameters) -> None:
        earlier = replace(self._base, **{CONTROLS[name].parameter: value for name, value in self.before.items()})
        changed = {name: getattr(person, name) for name in RANGES if getattr(person, name) != getattr(earlier, name)}
        naming = (self.event, tuple(self.before.items()))
        if getattr(self, "_naming", None) != naming:
            self._naming, self._named = naming, changed  # what the author calls by the name of the event
        self.done, self.told = self._what_is_done(person, earlier, changed)
        lived = self._lived(earlier, changed, self.events)
        kept = self._kept if hasattr(self, "_kept") else None
        names = {"run": "", "frozen": "kept run" if kept else self.unchanged}
        if kept is None and self.compare and (changed or self.events):
            kept = self._lived(earlier, {}, ())
        columns = {name: getattr(lived, name) for name in ("times", *self.rows)}
        beside = (
            {name: np.interp(columns["times"], kept.times, getattr(kept, name)) for name in self.rows} if kept else None
        )
        if self.waits:
            # What follows the change is not sent at all: no page shows before the choice what it does not have.
            known = int((columns["times"] <= self.lead).sum()) or 1
            columns, beside = {name: values[:known] for name, values in columns.items()}, None
        run = {
            "time": [rounded(day) for day in lived.times.tolist()],
            "rows": [
                {
                    "name": name,
                    "values": [rounded(value) for value in columns[name].tolist()],
                    "frozen": [rounded(value) for value in beside[name].tolist()] if beside else None,
                }
                for name in self.rows
            ],
            "events": (marks := self._marks()),
            "names": names,
            # A course that is pushed again and again has as many turns.
            "notes": [] if self.waits or _repeats(marks) else notes(columns, self.rows),
        }
        self._last = lived
        self.set_trait("quantities", as_table(*self.rows))
        self.set_trait("run", run)
        told = self._invited if self.waits else self._told
        self.set_trait("words", {units: told(columns, beside, units) for units in UNITS})

    def _what_is_done(
        self, person: Parameters, earlier: Parameters, changed: dict[str, float]
    ) -> tuple[list[str], list[str]]:
        """Return what the sliders change, for the axis and for the words.

        The author's name for it stands while the sliders stand where the author set them.
        """
        told = described(person, earlier)
        if not self.event or any(changed.get(field) != value for field, value in self._named.items()):
            return told, told
        own = described(replace(earlier, **self._named), earlier)
        others = [each for each in told if each not in own]
        return [self.event, *others], [f"{self.event} ({listed(own)})" if own else self.event, *others]

    def _invited(self, columns: Mapping[str, Array], _beside: Mapping[str, Array] | None, units: str) -> str:
        """Say how things stand before the change, and ask."""
        levels = [judged(name, float(columns[name][-1]), units) for name in self.rows]
        return " ".join((sentence(self.story()), sentence(f"before it: {'; '.join(levels)}"), self.ask))

    def _told(self, columns: Mapping[str, Array], beside: Mapping[str, Array] | None, units: str) -> str:
        said = words(columns, beside, self, units)
        course = columns[self.about or self.rows[0]]
        begin = min(int(np.searchsorted(columns["times"], self.lead)), len(course) - 1)
        verdict = self.judged_guess(float(course[begin]), float(course[-1]))
        return f"{verdict} {said}".strip()

    def _lived(self, earlier: Parameters, changed: dict[str, float], events: tuple[Event, ...]) -> Trajectory:
        """Run the lead, the change and what follows it."""
        steps: list[Event] = [Change(field=name, to=value, at=self.lead) for name, value in changed.items()]
        if self.until is not None and self.until < self.days:
            back = self.lead + self.until
            steps += [Change(field=name, to=getattr(earlier, name), at=back) for name in changed]
        own: tuple[Event, ...] = ()
        start: Moment | None = _settled(earlier) if self.before else None
        if self.condition:
            patient = condition(self.condition, severity=self.severity)
            own = patient.events
            start = start or patient.start
        plan = Protocol(parameters=earlier, events=(*own, *events, *steps), start=start)
        return simulate(plan, days=self.lead + self.days, samples=SAMPLES)

    def story(self) -> str:
        """Say who it is and what is done: "primary hyperparathyroidism; adenomectomy on day 30"."""
        told = [f"{CONDITIONS[self.condition].label}, severity {digits(self.severity, 2)}"] if self.condition else []
        if self.told:
            told.append(f"{listed(self.told)} from day {digits(self.lead, 0)}")
        own = {mark.label: mark for event in reversed(self.events) for mark in reversed(event.marks())}
        told += [f"{mark.label} {_when(mark.time)}" for mark in reversed(own.values())]
        return "; ".join(told) or "nothing is changed"

    def _marks(self) -> list[dict[str, object]]:
        """Return what to write on the time axis: what is done, and the change of the sliders if it has a name."""
        own = condition(self.condition, severity=self.severity).events if self.condition else ()
        marks = [mark for event in (*own, *self.events) for mark in event.marks()]
        events: list[dict[str, object]] = [
            {"at": rounded(mark.time), "name": mark.label} for mark in marks if mark.time < self.lead + self.days
        ]
        if self.event and self.done:
            named = self.done if len(self.done) < 3 else [self.done[0], f"{len(self.done) - 1} more changes"]
            events.append({"at": self.lead, "name": listed(named)})
        if self.until is not None and self.until < self.days and (self.done or not self.event):
            events.append({"at": self.lead + self.until, "name": self.end_event})
        return events


def _repeats(marks: list[dict[str, object]]) -> bool:
    return len(marks) > len({mark["name"] for mark in marks}) + 1


def _when(day: float) -> str:
    if day < 2.0:
        return f"after {digits(24.0 * day, 0)} h" if day > 0.0 else "at the start"
    return f"on day {digits(day, 0)}"


def words(
    columns: Mapping[str, Array],
    beside: Mapping[str, Array] | None,
    figure: TimeCourse,
    units: str,
) -> str:
    """Return the run in words: what is changed, then for each row where it begins, turns and ends."""
    times = columns["times"]
    said = [sentence(f"{figure.story()}, followed to day {digits(float(times[-1]), 0)}")]
    for name in figure.rows:
        values = columns[name]
        first, last = float(values[0]), float(values[-1])
        label = reading_of(name).label
        scale = max(abs(first), 1e-9)
        turn = _turning_point(values)
        if np.ptp(values) < 0.02 * scale and verdict(name, first) == verdict(name, last):
            said.append(sentence(f"{judged(name, last, units)}, hardly moves"))
            continue
        begins, ends = printed(name, first, units), in_both(name, last, units)
        if turn is None:
            course = f"{label} {'rises' if last > first else 'falls'} from {begins} to {ends}"
        else:
            peak = float(values[turn])
            day = digits(float(times[turn]), 1 if times[-1] < 5 else 0)
            if abs(last - first) < 0.15 * abs(peak - first):
                goes = "rises" if peak > first else "falls"
                course = (
                    f"{label} {goes} from {begins} to {printed(name, peak, units)} on day {day} and returns to {ends}"
                )
            else:
                most = f"{'highest' if peak > max(first, last) else 'lowest'} {printed(name, peak, units)} on day {day}"
                course = f"{label} {'rises' if last > first else 'falls'} from {begins} ({most}) to {ends}"
        where = verdict(name, last)
        if QUANTITIES[name].normal:
            back = "still" if verdict(name, first) == "normal" else "now"
            course += f", {back} normal" if where == "normal" else f", {'above' if where == 'high' else 'below'} normal"
        said.append(sentence(course))
    if beside is not None:
        ends = [f"{reading_of(name).label} {printed(name, float(beside[name][-1]), units)}" for name in figure.rows]
        said.append(sentence(f"the run beside it ({figure.unchanged}) ends with {listed(ends)}"))
    return " ".join(said)


def notes(columns: Mapping[str, Array], rows: tuple[str, ...]) -> list[dict[str, object]]:
    """Return what is written beside a curve: the turning point of the first row that has one."""
    for name in rows:
        values = columns[name]
        turn = _turning_point(values)
        if turn is not None:
            most = "highest" if values[turn] > max(values[0], values[-1]) else "lowest"
            when = _when(float(columns["times"][turn]))
            return [{"row": name, "at": turn, "text": f"{most} {reading_of(name).label} {when}"}]
    return []


def _turning_point(values: Array) -> int | None:
    """Return the sample at which a course lies clearly outside both of its ends, or none."""
    first, last = float(values[0]), float(values[-1])
    low, high = min(first, last), max(first, last)
    above, below = float(values.max()) - high, low - float(values.min())
    if max(above, below) < max(0.02 * abs(high), 0.1 * (high - low)):
        return None
    return int(values.argmax() if above > below else values.argmin())
