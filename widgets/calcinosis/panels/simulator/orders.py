"""What a learner may order in the laboratory: treatments as named choices, turned into events of a protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from calcinosis.physiology.protocols import DRUGS, Change, Dialysis, Dose, Hold, OralLoad, Surgery

if TYPE_CHECKING:
    from collections.abc import Callable

    from calcinosis.physiology.parameters import Parameters
    from calcinosis.physiology.protocols import Event


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """One thing that can be ordered."""

    label: str
    """Words on the button and the lane."""
    group: str
    """Heading in the list of orders."""
    acts_on: str
    """Quantity whose colour the lane takes."""
    make: Callable[[Parameters, float, float], Event]
    """Return the event for a person, a first and a last day."""
    once: bool = False
    """Whether it is done at one moment and has no end."""


def _hold(field: str, value: float) -> Callable[[Parameters, float, float], Event]:
    return lambda _p, start, end: Hold(field=field, value=value, at=start, duration=end - start)


def _scaled(field: str, factor: float) -> Callable[[Parameters, float, float], Event]:
    """Hold a field at a share of what the person has."""
    return lambda p, start, end: Hold(field=field, value=getattr(p, field) * factor, at=start, duration=end - start)


def _doses(drug: str, every: float) -> Callable[[Parameters, float, float], Event]:
    def make(_p: Parameters, start: float, end: float) -> Event:
        times = max(1, int((end - start) / every + 1e-6))
        return Dose(drug=drug, at=start, every=every if times > 1 else None, times=times)

    return make


def _drug(name: str, every: float, acts_on: str, how: str) -> Order:
    drug = DRUGS[name]
    label = f"{drug.label} {drug.usual:g} {drug.unit} {how}"
    return Order(label=label, group="Drugs", acts_on=acts_on, make=_doses(name, every))


ORDERS: dict[str, Order] = {
    "phosphate-binder": Order(
        label="phosphate binder with meals", group="Diet", acts_on="phosphate", make=_hold("phosphate_binder", 0.5)
    ),
    "fewer-additives": Order(
        label="a quarter less phosphate eaten",
        group="Diet",
        acts_on="phosphate",
        make=_scaled("phosphate_intake", 0.75),
    ),
    "low-calcium-diet": Order(
        label="half the calcium eaten", group="Diet", acts_on="calcium", make=_scaled("calcium_intake", 0.5)
    ),
    "calcium-tablets": Order(
        label="calcium tablets, 500 mg twice a day",
        group="Diet",
        acts_on="calcium",
        make=lambda _p, start, end: OralLoad(calcium=12.5, at=start, every=0.5, times=max(2, int(2 * (end - start)))),
    ),
    "dialysis": Order(
        label="dialysis, 3 × 4 h a week",
        group="Procedures",
        acts_on="ink",
        make=lambda _p, start, end: Dialysis(at=start, weekdays=(0, 2, 4), weeks=max(1, round((end - start) / 7))),
    ),
    "adenomectomy": Order(
        label="adenoma removed",
        group="Procedures",
        acts_on="pth",
        make=lambda _p, start, _end: Surgery(operation="adenomectomy", at=start),
        once=True,
    ),
    "parathyroidectomy": Order(
        label="parathyroids removed but for a remnant",
        group="Procedures",
        acts_on="pth",
        make=lambda _p, start, _end: Surgery(operation="parathyroidectomy", at=start, remaining=0.1),
        once=True,
    ),
    "kidney-transplant": Order(
        label="kidney transplant, GFR to 60",
        group="Procedures",
        acts_on="phosphate",
        make=lambda p, start, _end: Change(field="gfr", to=max(60.0, p.gfr), at=start, over=7.0),
        once=True,
    ),
    "cinacalcet": _drug("cinacalcet", 1.0, "pth", "a day"),
    "calcitriol": _drug("calcitriol", 1.0, "calcitriol", "a day"),
    "cholecalciferol": _drug("cholecalciferol", 1.0, "calcitriol", "a day"),
    "burosumab": _drug("burosumab", 14.0, "fgf23", "every 2 weeks"),
    "zoledronate": _drug("zoledronate", 365.0, "calcium", "once a year"),
    "denosumab": _drug("denosumab", 182.0, "calcium", "every 6 months"),
    "hydrochlorothiazide": _drug("hydrochlorothiazide", 1.0, "calcium", "a day"),
    "furosemide": _drug("furosemide", 0.5, "calcium", "twice a day"),
    "sodium-thiosulfate": _drug("sodium thiosulfate", 7.0 / 3.0, "deposit", "3 times a week"),
    "warfarin": _drug("warfarin", 1.0, "deposit", "a day"),
}
"""Orders by name."""
