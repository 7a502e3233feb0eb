"""The saturation panel: where blood stands between undersaturated and precipitating, and what holds it back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from traitlets import Dict, Float, TraitError, Tuple, Unicode, default, observe, validate

from calcinosis.panels.shared.base import module, style
from calcinosis.panels.shared.controls import Severity, Slider, as_sliders
from calcinosis.panels.shared.figure import FRAME, Figure, rounded
from calcinosis.panels.shared.readings import NBSP, digits, in_both, listed, sentence
from calcinosis.panels.shared.steered import UNITS
from calcinosis.physiology.chemistry import saturation
from calcinosis.physiology.conditions import CONDITIONS, condition
from calcinosis.physiology.deposition import FETUIN, FREE_MAGNESIUM
from calcinosis.physiology.quantities import CALCIUM_MG_DL, MAGNESIUM_MG_DL, PHOSPHATE_MG_DL, QUANTITIES
from calcinosis.physiology.settle import settle

LOWEST, HIGHEST, POINTS = 0.04, 8.0, 41
"""Ends of both axes, mmol/L, and points of a line."""
HEALTHY = {"ionised_calcium": 1.20, "phosphate": 1.20, "ph": 7.40, "magnesium": 0.85}
PARTS = ("map", "indices", "brakes", "barrier", "product")
"""What can be drawn: the map of blood and beside it indices, brakes and barrier; on the map the line of one product."""
TOTAL_OF_IONISED = 2.0
"""Total calcium over ionised: about half is free (calcium-forms)."""
PHASES = {"brushite": 1, "octacalcium": 3, "apatite": 3}
"""Minerals, and how often phosphate counts in their ion activity product."""

_RELATIVE = {"low": 0.0, "high": 2.0, "step": 0.05, "decimals": 2, "healthy": 1.0, "unit": "× normal"}
SLIDERS = {
    "ionised_calcium": Slider(
        label="Ionised calcium",
        low=0.1,
        high=4.0,
        step=0.01,
        decimals=2,
        healthy=1.20,
        unit="mmol/L",
        normal=QUANTITIES["ionised_calcium"].normal,
        other=("mg/dL", CALCIUM_MG_DL, 1),
    ),
    "phosphate": Slider(
        label="Phosphate",
        low=0.1,
        high=6.0,
        step=0.01,
        decimals=2,
        healthy=1.20,
        unit="mmol/L",
        normal=QUANTITIES["phosphate"].normal,
        other=("mg/dL", PHOSPHATE_MG_DL, 1),
    ),
    "ph": Slider(
        label="pH", low=7.0, high=7.8, step=0.01, decimals=2, healthy=7.40, unit="", normal=QUANTITIES["ph"].normal
    ),
    "magnesium": Slider(
        label="Magnesium",
        low=0.2,
        high=2.0,
        step=0.01,
        decimals=2,
        healthy=0.85,
        unit="mmol/L",
        normal=QUANTITIES["magnesium"].normal,
        other=("mg/dL", MAGNESIUM_MG_DL, 1),
    ),
    "fetuin_a": Slider(label="Fetuin-A", **_RELATIVE),
    "pyrophosphate": Slider(label="Pyrophosphate", **_RELATIVE),
    "mgp": Slider(label="MGP, vitamin K", **_RELATIVE),
    "tissue": Slider(label="Tissue damage", low=0.0, high=3.0, step=0.1, decimals=1, healthy=0.0, unit=""),
}


class Saturation(Figure):
    """Ionised calcium against phosphate, with the lines at which three calcium phosphates neither grow nor dissolve.

    The lines are full speciation; the barrier is a relative index, a teaching construct and not a measured scale.

    Examples
    --------
    >>> Saturation(phosphate=2.3).picture["index"]["brushite"] < 0
    True
    """

    _esm = module("simulator/saturation.js")
    _css = style(*FRAME, "simulator/saturation.css")
    shows = ("ionised_calcium", "phosphate")

    condition = Unicode("")
    """A named condition whose settled blood and brakes the sliders begin with; none means healthy."""
    severity = Severity()
    """How bad the condition is."""
    sliders = Tuple(default_value=("ionised_calcium", "phosphate", "ph", "fetuin_a", "pyrophosphate", "mgp"))
    """Names of the sliders to show, a choice of ``panels.saturation.SLIDERS``."""
    parts = Tuple(default_value=PARTS[:4]).tag(sync=True)
    """What to draw, a choice of ``PARTS``."""
    beside = Dict()
    """Others whose barrier is drawn as well: a name, and its settings by the names of the sliders."""
    ionised_calcium = Float(1.20).tag(sync=True)
    phosphate = Float(1.20).tag(sync=True)
    ph = Float(7.40).tag(sync=True)
    magnesium = Float(0.85).tag(sync=True)
    fetuin_a = Float(1.0).tag(sync=True)
    pyrophosphate = Float(1.0).tag(sync=True)
    mgp = Float(1.0).tag(sync=True)
    tissue = Float(0.0).tag(sync=True)

    controls = Tuple(read_only=True).tag(sync=True)
    picture = Dict(read_only=True).tag(sync=True)

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - a trait may hold anything
        if settings.get("condition"):
            for name, value in settled_blood(settings["condition"], settings.get("severity", 0.5)).items():
                slider = SLIDERS[name]
                settings.setdefault(name, min(max(value, slider.low), slider.high))
        super().__init__(**settings)

    @default("title")
    def _ask(self) -> str:
        return CONDITIONS[self.condition].label if self.condition else "How close is blood to forming mineral?"

    @default("subtitle")
    def _ask_below(self) -> str:
        return "How close is blood to forming mineral?" if self.condition else ""

    @validate("sliders")
    def _known_sliders(self, proposal: dict[str, Any]) -> tuple[str, ...]:
        for name in proposal["value"]:
            if name not in SLIDERS:
                raise TraitError(f"sliders: {name!r} is not one of {', '.join(SLIDERS)}")
        return proposal["value"]

    @validate("parts")
    def _known_parts(self, proposal: dict[str, Any]) -> tuple[str, ...]:
        for name in proposal["value"]:
            if name not in PARTS:
                raise TraitError(f"parts: {name!r} is not one of {', '.join(PARTS)}")
        return proposal["value"]

    @validate("beside")
    def _known_others(self, proposal: dict[str, Any]) -> dict[str, dict[str, float]]:
        for settings in proposal["value"].values():
            for name, value in settings.items():
                if name not in SLIDERS:
                    raise TraitError(f"beside: {name!r} is not one of {', '.join(SLIDERS)}")
                SLIDERS[name].checked(value)
        return proposal["value"]

    @validate(*SLIDERS)
    def _within_range(self, proposal: dict[str, Any]) -> float:
        return SLIDERS[proposal["trait"].name].checked(proposal["value"])

    @observe("sliders", "parts", "beside", *SLIDERS)
    def _moved(self, _change: object) -> None:
        if hasattr(self, "_drawn"):
            self._redraw()

    def _redraw(self) -> None:
        others = tuple((name, tuple(settings.items())) for name, settings in self.beside.items())
        now = (self.sliders, self.parts, others, *(getattr(self, name) for name in SLIDERS))
        if now == self._drawn:
            return  # several traits of one message change together; the first notice has drawn them all
        self._drawn = now
        with self.hold_sync():
            self.set_trait("controls", as_sliders({name: SLIDERS[name] for name in self.sliders}))
            settings = {name: getattr(self, name) for name in SLIDERS}
            shown = picture({name: settings[name] for name in HEALTHY}, brakes_of(settings), self.tissue)
            shown["beside"] = [{"name": name, "barrier": barrier_of(other)} for name, other in self.beside.items()]
            shown["product"] = rounded(product_of(settings)) if "product" in self.parts else None
            self.set_trait("picture", shown)
            self.set_trait("words", {units: words(shown, units, self.parts) for units in UNITS})


def brakes_of(settings: dict[str, float]) -> dict[str, float]:
    """Return the brakes as multiples of normal, by the names under which they are drawn."""
    return {
        "fetuin-A": settings.get("fetuin_a", 1.0),
        "pyrophosphate": settings.get("pyrophosphate", 1.0),
        "MGP, vitamin K": settings.get("mgp", 1.0),
        "magnesium": settings.get("magnesium", HEALTHY["magnesium"]) / HEALTHY["magnesium"],
    }


def barrier_of(settings: dict[str, float]) -> float:
    """Return the barrier of somebody who is healthy but for these settings."""
    blood = {name: settings.get(name, value) for name, value in HEALTHY.items()}
    return rounded(barrier(indices(**blood)["octacalcium"], brakes_of(settings), settings.get("tissue", 0.0)))


def product_of(settings: dict[str, float]) -> float:
    """Return the calcium-phosphate product as a ward counts it, with total calcium, mmol²/L²."""
    return TOTAL_OF_IONISED * settings["ionised_calcium"] * settings["phosphate"]


def settled_blood(name: str, severity: float) -> dict[str, float]:
    """Return the settings of the sliders for the settled blood of a condition; brakes as multiples of normal."""
    patient = condition(name, severity=severity)
    person = replace(patient.parameters, **patient.condition.settled_with)
    moment = settle(person)
    return {
        "ionised_calcium": moment.ionised_calcium,
        "phosphate": moment.phosphate,
        "ph": person.ph,
        "magnesium": moment.magnesium,
        "fetuin_a": person.fetuin_a / FETUIN,
        "pyrophosphate": person.pyrophosphate / person.tnap,
        "mgp": moment.carboxylated_mgp,
        "tissue": person.skin_injury,
    }


def indices(ionised_calcium: float, phosphate: float, ph: float, magnesium: float) -> dict[str, float]:
    """Return the saturation index of each mineral; 0 is equilibrium, each 1 is a factor of ten."""
    found = saturation(
        ionised_calcium=ionised_calcium, phosphate=phosphate, ph=ph, free_magnesium=FREE_MAGNESIUM * magnesium
    )
    return {
        "brushite": found.brushite_index,
        "octacalcium": found.octacalcium_index,
        "apatite": found.apatite_index,
    }


def line(mineral: str, ph: float, magnesium: float) -> list[list[float]]:
    """Return the line on which a mineral is at equilibrium, as (ionised calcium, phosphate), mmol/L.

    With free calcium and magnesium given, every phosphate species is proportional to total phosphate, so the index is
    linear in its logarithm and the line needs no iteration.
    """
    points: list[list[float]] = []
    for i in range(POINTS):
        calcium = LOWEST * (HIGHEST / LOWEST) ** (i / (POINTS - 1))
        at_one = indices(calcium, 1.0, ph, magnesium)[mineral]
        points.append([rounded(calcium), rounded(10.0 ** (-at_one / PHASES[mineral]))])
    return points


def barrier(octacalcium_index: float, brakes: dict[str, float], tissue: float) -> float:
    """Return the barrier to a first crystal, 1 in health: a relative index, a teaching construct."""
    product = 1.0
    for value in brakes.values():
        product *= max(value, 0.01)
    healthy = indices(**HEALTHY)["octacalcium"]
    return product**0.25 * (healthy / max(octacalcium_index, 0.5)) ** 1.2 / (1.0 + tissue)


def picture(blood: dict[str, float], brakes: dict[str, float], tissue: float) -> dict[str, Any]:
    """Return what the saturation picture draws."""
    index = indices(**blood)
    ph, magnesium = blood["ph"], blood["magnesium"]
    return {
        "calcium": rounded(blood["ionised_calcium"]),
        "phosphate": rounded(blood["phosphate"]),
        "ph": rounded(ph),
        "healthy": [HEALTHY["ionised_calcium"], HEALTHY["phosphate"]],
        "lines": {mineral: line(mineral, ph, magnesium) for mineral in PHASES},
        "acid": line("octacalcium", 7.2, magnesium),
        "alkaline": line("octacalcium", 7.6, magnesium),
        "index": {mineral: rounded(value) for mineral, value in index.items()},
        "brakes": [{"name": name, "value": rounded(value)} for name, value in brakes.items()],
        "barrier": rounded(barrier(index["octacalcium"], brakes, tissue)),
        "tissue": rounded(tissue),
        "beside": [],
        "product": None,
    }


def words(shown: dict[str, Any], units: str, parts: tuple[str, ...] = PARTS) -> str:
    """Return the parts of the picture in words: what blood is saturated with, its brakes, how high the barrier is."""
    place = (
        f"ionised calcium {in_both('ionised_calcium', shown['calcium'], units)}, "
        f"phosphate {in_both('phosphate', shown['phosphate'], units)}, pH {digits(shown['ph'], 2)}"
    )
    said = [sentence(place)]
    if {"map", "indices"} & set(parts):
        said += _saturated(shown)
    if "product" in parts and shown["product"]:
        both = in_both("calcium_phosphate_product", shown["product"], units)
        said.append(f"Calcium times phosphate is {both}, with a total calcium twice the ionised.")
    weak = [
        f"{b['name']} {digits(b['value'], 2)} times normal" for b in shown["brakes"] if abs(b["value"] - 1.0) > 0.06
    ]
    if weak:
        said.append(sentence(f"brakes: {listed(weak)}"))
    if "barrier" in parts:
        said += _climbed(shown)
    return " ".join(said)


def _saturated(shown: dict[str, Any]) -> list[str]:
    names = {"brushite": "brushite", "octacalcium": "octacalcium phosphate", "apatite": "apatite"}
    over = [f"{names[m]} ({digits(v, 1)})" for m, v in shown["index"].items() if v >= 0]
    under = [f"{names[m]} ({digits(v, 2)})" for m, v in shown["index"].items() if v < 0]
    states = []
    if under:
        states.append(f"undersaturated for {listed(under)}")
    if over:
        states.append(f"supersaturated for {listed(over)}")
    said = [f"Blood is {' and '.join(states)}."]
    if shown["index"]["brushite"] >= 0:
        said.append("Mineral can form by itself.")
    elif shown["index"]["octacalcium"] >= 0:
        said.append("Crystals already there grow, but none starts by itself.")
    return said


def _climbed(shown: dict[str, Any]) -> list[str]:
    change = 100.0 * (shown["barrier"] - 1.0)
    if abs(change) < 1.0:
        said = ["The barrier to a first crystal is as in health."]
    else:
        how = f"{digits(abs(change), 0)}{NBSP}% {'lower' if change < 0 else 'higher'}"
        said = [f"The barrier to a first crystal is {how} than in health (a relative index)."]
    for other in shown["beside"]:
        lower = f"{digits(100.0 * (1.0 - other['barrier']), 0)}{NBSP}%"
        said.append(sentence(f"{other['name']}: {lower} lower"))
    return said
