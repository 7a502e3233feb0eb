"""The set-point panel: how the parathyroids answer ionised calcium, and where this patient stands."""

from __future__ import annotations

from functools import lru_cache
from inspect import signature
from typing import TYPE_CHECKING, Any

from traitlets import Dict, Float, TraitError, default, observe, validate

from calcinosis.panels.shared.base import module, style
from calcinosis.panels.shared.controls import described
from calcinosis.panels.shared.figure import FRAME, rounded
from calcinosis.panels.shared.readings import digits, judged, listed, printed, sentence
from calcinosis.panels.shared.steered import UNITS, Steered
from calcinosis.physiology import parathyroid
from calcinosis.physiology.conditions import CONDITIONS
from calcinosis.physiology.parameters import HEALTHY, RANGES
from calcinosis.physiology.settle import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from calcinosis.physiology.parameters import Parameters

LOWEST, HIGHEST, POINTS = 0.9, 1.7, 81


class SetPoint(Steered):
    """PTH against ionised calcium: the healthy curve, the patient's curve, and the patient's dot on it.

    The curve is what the glands would settle to if ionised calcium were held; the dot is where the person
    settles, or is after ``days`` on the setting.

    Examples
    --------
    >>> SetPoint(set_point=1.38).picture["patient"]["pth"] > 7
    True
    """

    _esm = module("simulator/setpoint.js")
    _css = style(*FRAME, "simulator/setpoint.css")
    shows = ("ionised_calcium", "pth")

    picture = Dict(read_only=True).tag(sync=True)
    held = Float(None, allow_none=True).tag(sync=True)
    """Ionised calcium, mmol/L, at which the learner holds the blood by dragging the dot; none lets it settle."""

    @default("sliders")
    def _usual_sliders(self) -> tuple[str, ...]:
        return ("set_point", "parathyroid_tissue", "gfr")

    @default("title")
    def _name(self) -> str:
        return CONDITIONS[self.condition].label if self.condition else "The set point of the parathyroids"

    @default("subtitle")
    def _say_what(self) -> str:
        return "How the parathyroids answer ionised calcium"

    @validate("held")
    def _on_the_axis(self, proposal: dict[str, Any]) -> float | None:
        value = proposal["value"]
        if value is not None and not LOWEST <= value <= HIGHEST:
            raise TraitError(f"held: {value!r} must be a number from {LOWEST} to {HIGHEST} mmol/L")
        return value

    @observe("held")
    def _hold(self, _change: object) -> None:
        if hasattr(self, "_told"):
            self.set_trait("words", {units: self._in_words(units) for units in UNITS})

    def _draw(self, person: Parameters) -> None:
        moment = self._lived_on(person)
        healthy = curve(HEALTHY, in_health())
        mine = curve(person, moment.values)
        picture = {
            "calcium": [rounded(LOWEST + i * (HIGHEST - LOWEST) / (POINTS - 1)) for i in range(POINTS)],
            "healthy": {"curve": healthy, "set_point": HEALTHY.set_point, "calcium": 1.2, "pth": 4.0},
            "patient": {
                "curve": mine,
                "set_point": rounded(person.set_point),
                "calcium": rounded(moment.ionised_calcium),
                "pth": rounded(moment.pth),
            },
        }
        self.set_trait("picture", picture)
        self._told = moment.values, person, described(person, self._base)
        self.set_trait("words", {units: self._in_words(units) for units in UNITS})

    def _in_words(self, units: str) -> str:
        values, person, changed = self._told
        calcium = values["ionised_calcium"] if self.held is None else self.held
        own = answer(calcium, HEALTHY, in_health())
        if self.held is not None:
            values = {**values, "ionised_calcium": calcium, "pth": answer(calcium, person, values)}
        return words(values, person, changed, own, units, held=self.held is not None)


@lru_cache(maxsize=1)
def in_health() -> Mapping[str, float]:
    """Return every quantity of the healthy person."""
    return settle(HEALTHY).values


def answer(ionised_calcium: float, person: Parameters, state: Mapping[str, float]) -> float:
    """Return the PTH, pmol/L, to which glands in this state settle while ionised calcium, mmol/L, is held."""
    # Held for long, calcium is also what the sensor has adapted to.
    held = {"ionised_calcium": ionised_calcium, "adapted_calcium": ionised_calcium}
    known = {name: getattr(person, name) for name in RANGES} | dict(state) | held
    for mechanism in (parathyroid.magnesium_permission, parathyroid.secretory_drive, parathyroid.gland_stimulus):
        known[mechanism.__name__] = ask(mechanism, known)
    known["pth_store"] = _rest(lambda store: ask(parathyroid.pth_store_change, known | {"pth_store": store}))
    known["pth_secretion"] = ask(parathyroid.pth_secretion, known)
    return _rest(lambda pth: ask(parathyroid.pth_change, known | {"pth": pth}))


@lru_cache(maxsize=16)
def _arguments(mechanism: Callable[..., float]) -> tuple[str, ...]:
    return tuple(signature(mechanism).parameters)


def ask(mechanism: Callable[..., float], known: Mapping[str, float]) -> float:
    """Call a mechanism of the model, whose arguments are named as the quantities and settings they are."""
    return mechanism(**{name: known[name] for name in _arguments(mechanism)})


def _rest(change: Callable[[float], float]) -> float:
    """Return where a change that is linear in its own value stops."""
    at_nothing, at_one = change(0.0), change(1.0)
    return at_nothing / (at_nothing - at_one)


def curve(person: Parameters, state: Mapping[str, float]) -> list[float]:
    """Return PTH, pmol/L, at ``POINTS`` equally spaced values of ionised calcium."""
    step = (HIGHEST - LOWEST) / (POINTS - 1)
    return [rounded(answer(LOWEST + i * step, person, state)) for i in range(POINTS)]


def words(
    values: Mapping[str, float],
    person: Parameters,
    changed: list[str],
    healthy_answer: float,
    units: str,
    *,
    held: bool = False,
) -> str:
    """Return the picture in words: the set point, the dot, a healthy gland in its place, how much gland.

    Parameters
    ----------
    held
        Whether ionised calcium is held where the dot is, instead of being where the person settles.
    """
    shift = person.set_point - HEALTHY.set_point
    calcium = printed("ionised_calcium", values["ionised_calcium"], units)
    would = f"a healthy gland would give {printed('pth', healthy_answer, units)}."
    where = f"Ionised calcium is held at {calcium}:" if held else f"At ionised calcium {calcium}"
    if person.parathyroid_tissue <= 0.0:
        return f"No parathyroid tissue, so no PTH is made. {where} {would}"
    beside = [each for each in changed if not each.startswith(("set point", "parathyroid tissue"))]
    said = [sentence(listed(beside))] if beside else []
    text = f"Set point {printed('ionised_calcium', person.set_point, units)}"
    said.append(
        f"{text}, shifted by {'+' if shift > 0 else ''}{digits(shift, 2)} mmol/L." if abs(shift) > 0.02 else f"{text}."
    )
    said.append(f"{where} {judged('pth', values['pth'], units)}; {would}")
    tissue, grown = person.parathyroid_tissue, values["gland_mass"]
    moved = f"{'grown' if grown > 1 else 'shrunk'} to {digits(grown, 1)} times"
    if abs(tissue - 1.0) > 0.05:
        own = f"Parathyroid tissue, {digits(tissue, 1)} times normal"
        said.append(
            f"{own}, has {moved} that: {digits(tissue * grown, 1 if tissue * grown >= 1 else 2)} times normal in all."
            if abs(grown - 1.0) > 0.1
            else f"{own}."
        )
    elif abs(grown - 1.0) > 0.1:
        said.append(f"The glands have {moved} normal.")
    return " ".join(said)
