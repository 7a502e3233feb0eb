"""The deposit panel: where mineral grows, in which tissue, how fast, and which of three causes drives it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import pi
from typing import TYPE_CHECKING, Any

from traitlets import Dict, TraitError, Unicode, default, observe, validate

from calcinosis.panels.shared.base import module, style
from calcinosis.panels.shared.controls import Severity
from calcinosis.panels.shared.figure import FRAME, Figure, rounded
from calcinosis.panels.shared.readings import NBSP, digits, listed, sentence
from calcinosis.panels.shared.steered import UNITS
from calcinosis.physiology.conditions import condition
from calcinosis.physiology.parameters import HEALTHY
from calcinosis.physiology.protocols import Protocol
from calcinosis.physiology.quantities import CALCIUM_MG_DL
from calcinosis.physiology.simulate import simulate

if TYPE_CHECKING:
    from calcinosis.physiology.trajectory import Trajectory

STEPS = 24
"""Steps of the course that can be scrubbed."""
MILLIGRAM = 10.0 * CALCIUM_MG_DL
"""Milligrams of calcium in a millimole."""
MONTH = 365.25 / 12.0
FRAMES = 4
"""Pictures of the course that stand side by side."""
SOLID = 1004.62 / 10.0 / 3.16
"""Volume of apatite, mm³ for each mmol of its calcium: molar mass of Ca10(PO4)6(OH)2 and density, g/cm³."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """One of the five types of calcinosis cutis, with the condition that stands for it."""

    label: str
    """Name of the type."""
    cause: str
    """The cause in two words."""
    summary: str
    """The cause in a sentence."""
    condition: str
    """Key of ``physiology.conditions``."""
    site: str
    """Site of the model whose growth is shown."""
    tissue: str
    """Where in the skin the mineral lies."""
    places: tuple[str, ...]
    """Places of the body where the type is typically seen (FACTS 1)."""
    days: float
    """Length of the course."""
    injury: str | None
    """Parameter that damages the tissue of the site, if any."""


KINDS = {
    "dystrophic": Kind(
        label="Dystrophic",
        cause="damaged tissue",
        summary="The tissue is damaged; the blood is normal",
        condition="systemic-sclerosis",
        site="skin",
        tissue="dermis and fat",
        places=("fingertips", "elbows", "knees"),
        days=730.0,
        injury="skin_injury",
    ),
    "metastatic": Kind(
        label="Metastatic",
        cause="overloaded blood",
        summary="Blood carries too much; the tissue is normal",
        condition="tumoral-calcinosis",
        site="joint",
        tissue="fat, beside the joint",
        places=("hip", "shoulder", "elbow"),
        days=540.0,
        injury="joint_injury",
    ),
    "idiopathic": Kind(
        label="Idiopathic",
        cause="cause unknown",
        summary="Blood and tissue are normal as far as anyone can see",
        condition="idiopathic-calcinosis",
        site="joint",
        tissue="dermis",
        places=("pelvis",),
        days=1095.0,
        injury="joint_injury",
    ),
    "iatrogenic": Kind(
        label="Iatrogenic",
        cause="a procedure",
        summary="Calcium meant for a vein lies beside it",
        condition="calcium-extravasation",
        site="infusion_site",
        tissue="fat, along the vein",
        places=("forearm",),
        days=120.0,
        injury=None,
    ),
    "calciphylaxis": Kind(
        label="Calciphylaxis",
        cause="vessel wall",
        summary="Small arteries calcify, clot, and the skin dies",
        condition="calciphylaxis",
        site="vessel",
        tissue="the wall of arterioles in fat",
        places=("abdomen", "thighs", "calves"),
        days=90.0,
        injury="vessel_injury",
    ),
}


@lru_cache(maxsize=64)
def _course(kind: str, severity: float) -> Trajectory:
    """Run the condition of a type; dialysis counts as its weekly average, so that a year takes milliseconds."""
    patient = condition(KINDS[kind].condition, severity=severity)
    averaged = replace(patient.parameters, **patient.condition.settled_with)
    events = () if patient.condition.settled_with else patient.events
    plan = Protocol(parameters=averaged, events=events, start=patient.start)
    return simulate(plan, days=KINDS[kind].days, samples=STEPS + 1)


class Deposit(Figure):
    """A body map and a piece of skin in which mineral grows as the model says; sizes are a teaching construct.

    Examples
    --------
    >>> Deposit(kind="metastatic").picture["amounts"][-1] > 0
    True
    """

    _esm = module("simulator/deposit.js")
    _css = style(*FRAME, "simulator/deposit.css")
    shows = ("soft_tissue_deposit",)

    kind = Unicode("dystrophic").tag(sync=True)
    """Type of calcinosis, a key of ``KINDS``."""
    severity = Severity().tag(sync=True)
    """How bad it is, 0 to 1."""

    kinds = Dict(read_only=True).tag(sync=True)
    picture = Dict(read_only=True).tag(sync=True)

    @default("title")
    def _name(self) -> str:
        return "Where mineral grows, and why"

    @validate("kind")
    def _known_kind(self, proposal: dict[str, Any]) -> str:
        if proposal["value"] not in KINDS:
            raise TraitError(f"kind: {proposal['value']!r} is not one of {', '.join(KINDS)}")
        return proposal["value"]

    @observe("kind", "severity")
    def _moved(self, _change: object) -> None:
        if hasattr(self, "_drawn"):
            self._redraw()

    def _redraw(self) -> None:
        now = (self.kind, self.severity)
        if now == self._drawn:
            return  # both traits of one message change together; the first notice has drawn them
        self._drawn = now
        with self.hold_sync():
            if not self.kinds:
                self.set_trait("kinds", {name: {"label": k.label, "cause": k.cause} for name, k in KINDS.items()})
            shown = picture(self.kind, self.severity)
            self.set_trait("picture", shown)
            self.set_trait("words", {units: words(shown, units) for units in UNITS})


def picture(kind: str, severity: float) -> dict[str, Any]:
    """Return what the deposit panel draws: a course of ``STEPS`` steps, three drivers, places and words for them."""
    of = KINDS[kind]
    run = _course(kind, severity)
    patient = condition(of.condition, severity=severity)
    healthy = simulate(HEALTHY, days=1.0, samples=2).final
    last = run.final
    amounts = getattr(run, f"{of.site}_deposit")
    rates = getattr(run, f"{of.site}_deposition")
    worst = getattr(_course(kind, 1.0), f"{of.site}_deposit")
    shown = [max(0.0, value) for value in amounts.tolist()]
    brakes = last.inhibition * (last.carboxylated_mgp**0.3 if of.site == "vessel" else 1.0)
    blood = last.brushite_saturation / healthy.brushite_saturation
    tissue = 1.0 + (getattr(patient.parameters, of.injury) if of.injury else 0.0)
    return {
        "kind": kind,
        "label": of.label,
        "summary": of.summary,
        "condition": patient.condition.label,
        "tissue": of.tissue,
        "places": list(of.places),
        "days": [rounded(day) for day in run.times.tolist()],
        "amounts": [rounded(value) for value in shown],
        "sizes": [rounded(across(value)) for value in shown],
        "frames": frames(shown),
        "most": rounded(float(worst.max())),
        "rates": [rounded(value) for value in rates.tolist()],
        "drivers": {"blood": rounded(blood), "tissue": rounded(tissue), "brakes": rounded(brakes)},
        "leak": of.site == "infusion_site",
        "levels": {name: rounded(getattr(last, name)) for name in ("calcium", "phosphate")},
        "healthy": {name: rounded(getattr(healthy, name)) for name in ("calcium", "phosphate")},
    }


def across(amount: float) -> float:
    """Return the diameter, mm, of an amount of calcium, mmol, if it lay as one solid ball of apatite.

    Deposits are porous and in pieces, so that they measure more; the ball tells how growth looks from outside: eight
    times the mineral is twice the size.
    """
    return (6.0 * amount * SOLID / pi) ** (1.0 / 3.0)


def frames(amounts: list[float]) -> list[int]:
    """Return the steps of the pictures side by side: evenly spaced, but the summit of a course that falls again."""
    last = len(amounts) - 1
    summit = amounts.index(max(amounts))
    if amounts[last] < 0.9 * amounts[summit]:
        return [0, summit, (summit + last) // 2, last]
    return [last * i // (FRAMES - 1) for i in range(FRAMES)]


def age(day: float, whole: float) -> str:
    """Print a day of a course of so many days: "8 months", "5 weeks", "day 5"."""
    if day < 14.0 and day > 0.0:
        return f"day {digits(day, 0)}"
    return f"{digits(day / MONTH, 0)} months" if whole > 100 else f"{digits(day / 7, 0)} weeks"


def amount(value: float, units: str) -> str:
    """Print an amount of calcium: mmol, or mg and g."""
    if units == "si":
        return f"{digits(value, 0 if value >= 20 else 1 if value >= 1 else 2)}{NBSP}mmol"
    grams = value * MILLIGRAM / 1000.0
    return f"{digits(grams, 1)}{NBSP}g" if grams >= 1 else f"{digits(1000.0 * grams, 0)}{NBSP}mg"


def size(value: float) -> str:
    """Print a diameter in millimetres."""
    return f"{digits(value, 0 if value >= 9.95 or value < 0.05 else 1)}{NBSP}mm"


def words(shown: dict[str, Any], units: str) -> str:
    """Return the picture in words: the drivers, where the mineral lies, how much and how fast."""
    drivers = shown["drivers"]
    blood = drivers["blood"]
    state = f"{digits(blood, 1)} times as saturated as normal" if abs(blood - 1.0) > 0.05 else "as saturated as normal"
    tissue = "damaged" if drivers["tissue"] > 1.05 else "normal"
    days, amounts = shown["days"], shown["amounts"]
    end = age(days[-1], days[-1])
    said = [sentence(f"{shown['condition']}: tissue {tissue}, blood {state}")]
    if abs(drivers["brakes"] - 1.0) > 0.05:
        said.append(f"The brakes on crystals work at {digits(100 * drivers['brakes'], 0)}{NBSP}% of normal.")
    peak = max(amounts)
    where = f"in {shown['tissue']}"
    if peak <= 0.0:
        said.append("No mineral forms.")
    elif amounts[-1] < 0.9 * peak:
        at = days[amounts.index(peak)]
        said.append(
            f"Calcium lies {where}: {amount(peak, units)} on day {digits(at, 0)}, "
            f"{amount(amounts[-1], units)} after {end}; it is slowly dissolved."
        )
    else:
        monthly = amount(shown["rates"][-1] * MONTH, units)
        said.append(
            f"Mineral settles {where}: {amount(amounts[-1], units)} calcium after {end}, now {monthly} a month."
        )
    if peak > 0.0:
        pictures = [f"{size(shown['sizes'][i])} after {age(days[i], days[-1])}" for i in shown["frames"][1:]]
        said.append(f"As one solid ball it would measure {listed(pictures)}.".replace("after day", "on day"))
    return " ".join(said)
