"""Figures that sliders steer: the settings of a person as traits, and the sliders an author chose to show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from traitlets import Float, TraitError, Tuple, Unicode, observe, validate

from calcinosis.panels.shared.controls import CONTROLS, Severity, as_controls, described
from calcinosis.panels.shared.figure import Figure
from calcinosis.panels.shared.readings import listed, sentence
from calcinosis.physiology.conditions import condition
from calcinosis.physiology.parameters import HEALTHY
from calcinosis.physiology.protocols import Protocol
from calcinosis.physiology.settle import settle
from calcinosis.physiology.simulate import simulate
from calcinosis.physiology.trajectory import SimulationError

if TYPE_CHECKING:
    from calcinosis.panels.shared.controls import Control
    from calcinosis.physiology.parameters import Parameters
    from calcinosis.physiology.protocols import Event
    from calcinosis.physiology.trajectory import Moment

UNITS = ("si", "conventional")
AFTER_AN_EVENT = 2.0
"""Days after which a condition that is an event, a tumour lysis for example, is shown if the author names none."""


class Steered(Figure):
    """A figure whose person is set by sliders; each slider is a trait that notebooks can set too."""

    averaged: ClassVar[bool] = True
    """Whether what a condition does at times, dialysis, stands as its average; a figure over time shows the times."""

    sliders = Tuple()
    """Names of the sliders to show, a choice of ``panels.controls.CONTROLS``."""
    days = Float(None, allow_none=True, min=0.01, max=3650.0)
    """Days lived on the setting, from health; none means long enough to settle."""
    condition = Unicode("").tag(sync=True)
    """A named condition that sets all sliders and what they do not show; none means healthy."""
    severity = Severity().tag(sync=True)
    """How bad the condition is."""

    calcium_intake = Float(HEALTHY.calcium_intake).tag(sync=True)
    phosphate_intake = Float(HEALTHY.phosphate_intake).tag(sync=True)
    gfr = Float(HEALTHY.gfr).tag(sync=True)
    vitamin_d = Float(HEALTHY.calcidiol_supply).tag(sync=True)
    set_point = Float(HEALTHY.set_point).tag(sync=True)
    albumin = Float(HEALTHY.albumin).tag(sync=True)
    ph = Float(HEALTHY.ph).tag(sync=True)
    parathyroid_tissue = Float(HEALTHY.parathyroid_tissue).tag(sync=True)
    phosphate_binder = Float(HEALTHY.phosphate_binder).tag(sync=True)
    skin_injury = Float(HEALTHY.skin_injury).tag(sync=True)
    vessel_injury = Float(HEALTHY.vessel_injury).tag(sync=True)
    warfarin = Float(HEALTHY.warfarin).tag(sync=True)
    fetuin_a = Float(HEALTHY.fetuin_a).tag(sync=True)
    pyrophosphate = Float(HEALTHY.pyrophosphate).tag(sync=True)
    fgf23_production = Float(HEALTHY.fgf23_production).tag(sync=True)
    extrarenal_calcitriol = Float(HEALTHY.extrarenal_calcitriol).tag(sync=True)
    dialysis_clearance = Float(HEALTHY.dialysis_clearance).tag(sync=True)
    extravasation = Float(HEALTHY.extravasation).tag(sync=True)

    controls = Tuple(read_only=True).tag(sync=True)

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - a trait may hold anything
        self._base = self._with(settings.get("condition", ""), settings.get("severity", 0.5))
        if self.averaged and "days" not in settings and self._events_of(settings.get("condition", "")):
            settings["days"] = AFTER_AN_EVENT  # settled, such a person is healthy again
        for name, control in CONTROLS.items():
            if name in self.settings():
                settings.setdefault(name, _on_slider(self._base, control))
        super().__init__(**settings)

    @observe("condition", "severity")
    def _fell_ill(self, _change: object) -> None:
        if not hasattr(self, "_drawn"):
            return
        self._base = self._with(self.condition, self.severity)
        with self.hold_sync(), self.hold_trait_notifications():
            for name, control in CONTROLS.items():
                setattr(self, name, _on_slider(self._base, control))

    @validate("sliders")
    def _known_sliders(self, proposal: dict[str, Any]) -> tuple[str, ...]:
        for name in proposal["value"]:
            if name not in CONTROLS:
                raise TraitError(f"sliders: {name!r} is not one of {', '.join(CONTROLS)}")
        return proposal["value"]

    @validate(*CONTROLS)
    def _within_range(self, proposal: dict[str, Any]) -> float:
        return CONTROLS[proposal["trait"].name].checked(proposal["value"])

    @observe("sliders", "days", *CONTROLS)
    def _moved(self, _change: object) -> None:
        if hasattr(self, "_drawn"):
            self._redraw()

    def _with(self, name: str, severity: float) -> Parameters:
        """Return the person with a condition; healthy without one."""
        if not name:
            return HEALTHY
        patient = condition(name, severity=severity)
        return replace(patient.parameters, **patient.condition.settled_with) if self.averaged else patient.parameters

    def _events_of(self, name: str) -> tuple[Event, ...]:
        """Return what happens to a person with a condition, unless it stands as its average in the settings."""
        if not name or condition(name).condition.settled_with:
            return ()
        return condition(name, severity=self.severity).events

    @property
    def parameters(self) -> Parameters:
        """The person that the sliders describe."""
        moved = {control.parameter: getattr(self, name) for name, control in CONTROLS.items()}
        # A value beyond the end of a slider stays the condition's own until the slider is moved.
        ends = {c.parameter: _on_slider(self._base, c) for c in CONTROLS.values()}
        return replace(self._base, **{field: value for field, value in moved.items() if value != ends[field]})

    def _lived_on(self, person: Parameters) -> Moment:
        """Return the person after ``days`` on the setting, or settled.

        The resting point does not depend on where the search for it begins, so the last one is kept to begin from.
        """
        if self.days is not None:
            plan: Parameters | Protocol = person
            if events := self._events_of(self.condition):
                start = condition(self.condition, severity=self.severity).start
                plan = Protocol(parameters=person, events=events, start=start)
            return simulate(plan, days=self.days, samples=2).final
        self._near = settle(person, near=getattr(self, "_near", None))
        return self._near

    def _settings(self) -> tuple[object, ...]:
        """Return everything the drawing depends on."""
        return (self.condition, self.parameters, self.days, self.sliders)

    def _redraw(self) -> None:
        now = self._settings()
        if now == self._drawn:
            return  # several traits of one message change together; the first notice has drawn them all
        self._drawn = now
        with self.hold_sync():
            self.set_trait("controls", as_controls(self.sliders))
            try:
                self._draw(self.parameters)
            except SimulationError as error:
                self.set_trait("failed", sentence(str(error)))  # the last good picture stays
            except ArithmeticError:
                # Far outside the body an equation may overflow before the solver can complain.
                setting = listed(described(self.parameters) or ["this person"])
                self.set_trait("failed", f"The model finds no answer for {setting}: move a slider back.")
            else:
                self.set_trait("failed", "")

    def _draw(self, person: Parameters) -> None:
        """Ask the model once and set the traits that the browser draws."""
        raise NotImplementedError


def _on_slider(person: Parameters, control: Control) -> float:
    return min(max(float(getattr(person, control.parameter)), control.low), control.high)
