"""The laboratory: choose a patient, order treatments, run, rewind, compare with a kept run, take the numbers along."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from traitlets import Bool, Dict, Enum, Int, List, TraitError, Tuple, Unicode, observe, validate

from calcinosis.panels.shared.base import module, style
from calcinosis.panels.shared.controls import Severity
from calcinosis.panels.shared.figure import FRAME, Figure, rounded
from calcinosis.panels.shared.readings import as_table, digits, listed, printed, reading_of, sentence, verdict
from calcinosis.panels.shared.steered import UNITS
from calcinosis.panels.simulator import balance, deposit, saturation, setpoint
from calcinosis.panels.simulator.challenges import CHALLENGES, judged
from calcinosis.panels.simulator.lived import WEEK, as_lived, week_before
from calcinosis.panels.simulator.orders import ORDERS
from calcinosis.physiology.conditions import CONDITIONS, condition
from calcinosis.physiology.deposition import FETUIN
from calcinosis.physiology.parameters import HEALTHY
from calcinosis.physiology.quantities import QUANTITIES
from calcinosis.physiology.simulate import simulate
from calcinosis.physiology.trajectory import Moment, SimulationError

if TYPE_CHECKING:
    from calcinosis.physiology.parameters import Parameters
    from calcinosis.physiology.trajectory import Trajectory

SAMPLES = 241
LENGTHS = (7.0, 21.0, 90.0, 365.0, 1095.0)
"""Lengths of a run on offer, days."""
OTHER_RANGES = ("healthy-adolescent", "pregnancy")
"""Conditions of people whose normal intervals are others than those drawn."""
NATURAL = {"acute": 7.0, "phosphate": 365.0, "tissue": 365.0}
"""Length of a run, days, in which a group of conditions shows what it does; 21 for all other groups."""
SITES = ("joint", "skin", "vessel", "kidney", "infusion_site")


class Laboratory(Figure):
    """All figures on one run of one patient; the playhead says which day they show.

    The balance picture is the mean of the week before the playhead, because dialysis and meals come and go.

    Examples
    --------
    >>> lab = Laboratory(condition="haemodialysis", days=7.0)
    >>> lab.orders = [{"name": "phosphate-binder", "start": 0.0, "end": 7.0}]
    >>> lab.picture["levels"]["phosphate"] > 1
    True
    """

    _esm = module("simulator/laboratory.js")
    _css = style(
        *FRAME,
        "simulator/balance.css",
        "simulator/timecourse.css",
        "simulator/setpoint.css",
        "simulator/saturation.css",
        "simulator/laboratory.css",
    )

    condition = Unicode("haemodialysis").tag(sync=True)
    """Key of ``physiology.conditions``."""
    severity = Severity().tag(sync=True)
    """How bad it is, 0 to 1."""
    days = Enum(LENGTHS, default_value=21.0).tag(sync=True)
    """Length of the run."""
    orders = List().tag(sync=True)
    """What is ordered: name, first day (``start``) and last day (``end``) of each order."""
    rows = Tuple(default_value=("calcium", "phosphate", "pth", "soft_tissue_deposit"))
    """Quantities of the time course, names of ``physiology.quantities``."""
    playhead = Int(-1).tag(sync=True)
    """Sample that the pictures show; -1 is the last."""
    frozen = Bool(default_value=False).tag(sync=True)
    """Keep the present run for comparison."""
    challenge = Unicode("").tag(sync=True)
    """Key of ``panels.challenges`` whose patient this is; none means free play."""

    catalogue = Dict(read_only=True).tag(sync=True)
    run = Dict(read_only=True).tag(sync=True)
    picture = Dict(read_only=True).tag(sync=True)
    gland = Dict(read_only=True).tag(sync=True)
    blood = Dict(read_only=True).tag(sync=True)
    sites = Dict(read_only=True).tag(sync=True)
    aims = Dict(read_only=True).tag(sync=True)

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - a trait may hold anything
        if task := CHALLENGES.get(settings.get("challenge", "")):
            for name in ("condition", "severity", "days"):
                settings.setdefault(name, getattr(task, name))
        self._own_title = "title" in settings
        self._kept: Trajectory | None = None
        self._kept_label = ""
        super().__init__(**settings)
        self.on_msg(self._asked)

    @validate("condition")
    def _known_condition(self, proposal: dict[str, Any]) -> str:
        if proposal["value"] not in CONDITIONS:
            raise TraitError(f"condition: {proposal['value']!r} is not one of {', '.join(CONDITIONS)}")
        return proposal["value"]

    @validate("challenge")
    def _known_challenge(self, proposal: dict[str, Any]) -> str:
        if proposal["value"] and proposal["value"] not in CHALLENGES:
            raise TraitError(f"challenge: {proposal['value']!r} is not one of {', '.join(CHALLENGES)}")
        return proposal["value"]

    @validate("orders")
    def _known_orders(self, proposal: dict[str, Any]) -> list[dict[str, Any]]:
        for order in proposal["value"]:
            if order.get("name") not in ORDERS:
                raise TraitError(f"orders: {order.get('name')!r} is not one of {', '.join(ORDERS)}")
            if not 0.0 <= order.get("start", -1.0) < order.get("end", 0.0):
                raise TraitError(f"orders: {order['name']}: start must be 0 or more and before end")
        return proposal["value"]

    @observe("challenge")
    def _take_up(self, _change: object) -> None:
        """Bring the patient of a challenge, as he came: nothing ordered, nothing kept."""
        if hasattr(self, "_drawn") and (task := CHALLENGES.get(self.challenge)):
            with self.hold_sync(), self.hold_trait_notifications():
                self.condition, self.severity, self.days = task.condition, task.severity, task.days
                self.orders, self.frozen, self.playhead = [], False, -1
            self._redraw()
        elif hasattr(self, "_drawn"):
            self._show_aims()

    @observe("condition", "severity", "days", "orders", "rows")
    def _changed(self, change: dict[str, Any]) -> None:
        if hasattr(self, "_drawn"):
            if change["name"] in ("condition", "days"):
                self.playhead = -1  # another story is read from its end
            task = CHALLENGES.get(self.challenge)
            if task and (self.condition, self.severity, self.days) != (task.condition, task.severity, task.days):
                self.challenge = ""  # another patient: the aims were not set for this one
            self._redraw()

    @observe("playhead")
    def _wound(self, _change: object) -> None:
        if hasattr(self, "_drawn"):
            with self.hold_sync():
                self._show()

    @observe("frozen")
    def _freeze(self, _change: object) -> None:
        self._kept = self._run if self.frozen else None
        self._kept_label = "kept run"
        with self.hold_sync():
            self._send_course()
            self._show()

    def _redraw(self) -> None:
        orders = tuple((order["name"], order["start"], order["end"]) for order in self.orders)
        now = (self.condition, self.severity, self.days, orders, self.rows)
        if now == self._drawn:
            return  # several traits of one message change together; the first notice has drawn them all
        self._drawn = now
        with self.hold_sync():
            if not self.catalogue:
                self.set_trait("catalogue", catalogue())
            self.set_trait("quantities", as_table(*dict.fromkeys((*balance.Balance.shows, *self.rows))))
            try:
                self._live()
            except (SimulationError, ValueError) as error:
                self.set_trait("failed", sentence(str(error)))  # the last good run stays
                return
            self.set_trait("failed", "")
            self._send_course()
            self._show_aims()
            self._show()

    def _live(self) -> None:
        patient = condition(self.condition, severity=self.severity)
        events = [
            ORDERS[order["name"]].make(patient.parameters, order["start"], min(order["end"], self.days))
            for order in self.orders
            if order["start"] < self.days
        ]
        self._person = patient.parameters
        self._run = simulate(patient.protocol(*events), days=self.days, samples=SAMPLES)
        # What would have happened without the orders stands beside them until a run is frozen.
        self._usual = simulate(patient.protocol(), days=self.days, samples=SAMPLES) if events else None
        self.subtitle = patient.condition.summary
        if not self._own_title:
            self.title = patient.condition.label

    @property
    def _beside(self) -> Trajectory | None:
        """The run to compare with, brought to the times of the present one."""
        return self._kept if self._kept is not None else self._usual

    def _column(self, run: Trajectory, name: str) -> list[float]:
        values = np.interp(self._run.times, run.times, getattr(run, name))
        return [rounded(value) for value in values.tolist()]

    def _send_course(self) -> None:
        beside = self._beside
        events: list[dict[str, object]] = [
            {"at": rounded(mark.time), "name": mark.label}
            for mark in self._run.marks
            if mark.time < self.days and mark.label == "dialysis"
        ]
        if len(events) > 60:  # a year of dialysis would be a fence of marks
            events = []
        events += [
            {"at": rounded(order["start"]), "name": ORDERS[order["name"]].label}
            for order in self.orders
            if ORDERS[order["name"]].once and order["start"] < self.days
        ]
        run = {
            "time": [rounded(day) for day in self._run.times.tolist()],
            "rows": [
                {
                    "name": name,
                    "values": self._column(self._run, name),
                    "frozen": self._column(beside, name) if beside is not None else None,
                }
                for name in self.rows
            ],
            "events": events,
            "names": {"run": "", "frozen": self._kept_label if self._kept is not None else "without orders"},
        }
        self.set_trait("run", run)

    def _show_aims(self) -> None:
        """Say what is asked for, and how much of it the end of the run has reached."""
        task = CHALLENGES.get(self.challenge)
        if task is None:
            self.set_trait("aims", {})
            return
        without = week_before(self._usual or self._run, self.days).values
        reached = {units: judged(task, week_before(self._run, self.days).values, without, units) for units in UNITS}
        done = bool(self.orders) and all(aim["met"] for aim in reached["si"])
        self.set_trait("aims", {"task": task.task, "reached": reached, "after": task.after if done else ""})

    def _show(self) -> None:
        """Set what the playhead points at: the balance of the week before it, the gland, the words."""
        last = len(self._run.times) - 1
        at = last if self.playhead < 0 else min(self.playhead, last)
        day = float(self._run.times[at])
        moment = week_before(self._run, day)
        instant = self._run.at(day)
        person = as_lived(self._person, moment, instant)
        shown = balance.picture(moment, person)
        shown["deposit"] = rounded(max(0.0, moment.soft_tissue_deposit))
        self.set_trait("picture", shown)
        self.set_trait("gland", gland(person, instant))
        self.set_trait("blood", blood(person, instant))
        lying = {name: rounded(instant.values[f"{name}_deposit"]) for name in SITES}
        # A run begins without deposits, so what lies there has grown since its first day.
        self.set_trait("sites", {**lying, "grown": rounded(instant.soft_tissue_deposit)})
        self.set_trait("words", {units: self._told(moment, day, units) for units in UNITS})

    def _told(self, moment: Moment, day: float, units: str) -> str:
        patient = CONDITIONS[self.condition].label
        labels = [ORDERS[order["name"]].label for order in self.orders]
        grade = f", severity {digits(self.severity, 2)}" if graded(self.condition) else ""
        mean = "" if day < 1.0 else f", mean of the last {'week' if day >= WEEK else 'days'}"
        said = [sentence(f"{patient}{grade}, day {digits(day, 0)}{mean}")]
        if self.condition in OTHER_RANGES:
            said.append("The ranges are those of other adults.")
        if labels:
            said.append(sentence(f"ordered: {'; '.join(labels)}"))
        beside = self._beside
        for name in ("calcium", "phosphate", "pth"):
            text = f"{reading_of(name).label} {printed(name, moment.values[name], units)}"
            if beside is not None:
                other = week_before(beside, min(day, float(beside.times[-1]))).values[name]
                how = "in the kept run" if self._kept is not None else "without the orders"
                text += f" ({printed(name, other, units)} {how})"
            said.append(sentence(f"{text}, {verdict(name, moment.values[name])}"))
        grown = self._run.at(day).soft_tissue_deposit
        said.append(
            f"Soft tissue has gained {deposit.amount(grown, units)} calcium."
            if grown >= 0.05
            else "No mineral has formed."
        )
        index = self.blood["index"]
        names = {"brushite": "brushite", "octacalcium": "octacalcium phosphate", "apatite": "apatite"}
        over = [names[mineral] for mineral, value in index.items() if value >= 0.0]
        said.append(f"Blood is supersaturated for {listed(over)}." if over else "Blood is undersaturated.")
        return " ".join(said)

    def _asked(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        if content.get("kind") == "csv":
            self.send({"kind": "csv", "text": self.as_csv()})

    def as_csv(self) -> str:
        """Return the run as comma-separated values: a line of names, a line of units, then one line for each sample."""
        names = [name for name in QUANTITIES if name in self._run.values]
        text = io.StringIO()
        out = csv.writer(text, lineterminator="\n")
        out.writerow(["time", *names])
        out.writerow(["days", *(QUANTITIES[name].unit for name in names)])
        columns = [self._run.times.tolist(), *(self._run.values[name].tolist() for name in names)]
        for line in zip(*columns, strict=True):
            out.writerow([f"{value:.6g}" for value in line])
        return text.getvalue()


def gland(person: Parameters, moment: Moment) -> dict[str, Any]:
    """Return the set-point picture of a moment of a run."""
    step = (setpoint.HIGHEST - setpoint.LOWEST) / (setpoint.POINTS - 1)
    return {
        "calcium": [rounded(setpoint.LOWEST + i * step) for i in range(setpoint.POINTS)],
        "healthy": {
            "curve": setpoint.curve(HEALTHY, setpoint.in_health()),
            "set_point": HEALTHY.set_point,
            "calcium": 1.2,
            "pth": 4.0,
        },
        "patient": {
            "curve": setpoint.curve(person, moment.values),
            "set_point": rounded(person.set_point),
            "calcium": rounded(moment.ionised_calcium),
            "pth": rounded(moment.pth),
        },
    }


def blood(person: Parameters, moment: Moment) -> dict[str, Any]:
    """Return the saturation picture of a moment of a run."""
    levels = {"ionised_calcium": moment.ionised_calcium, "phosphate": moment.phosphate, "magnesium": moment.magnesium}
    brakes = {
        "fetuin-A": person.fetuin_a / FETUIN,
        "pyrophosphate": person.pyrophosphate / person.tnap,
        "MGP, vitamin K": moment.carboxylated_mgp,
        "magnesium": moment.magnesium / saturation.HEALTHY["magnesium"],
    }
    return saturation.picture({**levels, "ph": moment.values["ph"]}, brakes, person.skin_injury)


@lru_cache(maxsize=len(CONDITIONS))
def graded(name: str) -> bool:
    """Tell whether a condition knows better and worse; health does not."""
    mildest, worst = (condition(name, severity=severity) for severity in (0.0, 1.0))
    return (mildest.parameters, mildest.events) != (worst.parameters, worst.events)


def catalogue() -> dict[str, Any]:
    """Return what can be tried, chosen and ordered, grouped for menus."""
    groups: dict[str, list[dict[str, object]]] = {}
    for name, each in CONDITIONS.items():
        about = {"graded": graded(name), "days": NATURAL.get(each.group, 21.0)}
        groups.setdefault(each.group, []).append({"name": name, "label": each.label, **about})
    orders = {
        name: {"label": each.label, "group": each.group, "acts_on": each.acts_on, "once": each.once}
        for name, each in ORDERS.items()
    }
    challenges = {name: each.title for name, each in CHALLENGES.items()}
    return {"conditions": groups, "orders": orders, "lengths": list(LENGTHS), "challenges": challenges}
