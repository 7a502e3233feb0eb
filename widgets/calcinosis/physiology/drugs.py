"""Drugs as data: what each acts on, how fast, and how strongly at its usual dose.

Kinetics are rounded textbook values and strengths are calibration choices: they show directions and time courses,
never doses for a person.
"""

from dataclasses import dataclass
from typing import Final

from calcinosis.physiology.inputs import Effect, Mode, Release, Response


@dataclass(frozen=True, kw_only=True, slots=True)
class Drug:
    """A drug given in doses whose effect rises, saturates and wears off."""

    label: str
    """Name for people."""
    unit: str
    """Unit of a dose."""
    usual: float
    """Usual dose, in that unit."""
    field: str
    """Parameter it acts on."""
    effect: float
    """Effect at the peak of one usual dose."""
    maximum: float
    """Effect of an endless dose."""
    onset: float
    """Half-time of onset, days."""
    half_life: float
    """Half-life of the effect, days."""
    mode: Mode = "share"
    """How it joins other effects on the same parameter."""

    def effects(self, dose: float, starts: tuple[float, ...]) -> list[Effect]:
        """Give the effects of doses at these times."""
        return [
            Response(
                self.field,
                self.mode,
                self.maximum,
                self.maximum / self.effect - 1.0,
                dose / self.usual,
                starts,
                self.onset,
                self.half_life,
            )
        ]


@dataclass(frozen=True, kw_only=True, slots=True)
class Hormone:
    """A substance that the model itself contains, given from outside and absorbed exponentially."""

    label: str
    """Name for people."""
    unit: str
    """Unit of a dose."""
    usual: float
    """Usual dose, in that unit."""
    field: str
    """Rate parameter that it feeds."""
    per_unit: float
    """Amount that reaches the blood per unit of dose, in the unit of the parameter times days."""
    half_life: float
    """Half-time of absorption, days."""
    anabolic: float = 0.0
    """Lasting anabolic effect on osteoblasts of one usual dose (intermittent PTH)."""

    def effects(self, dose: float, starts: tuple[float, ...]) -> list[Effect]:
        """Give the effects of doses at these times."""
        given: list[Effect] = [Release(self.field, "add", dose * self.per_unit, starts, self.half_life)]
        if self.anabolic:
            given.append(
                Response("bone_anabolic", "add", 3.0, 3.0 / self.anabolic - 1.0, dose / self.usual, starts, 0.1, 2.0)
            )
        return given


DRUGS: Final[dict[str, Drug | Hormone]] = {
    "cinacalcet": Drug(
        label="cinacalcet",
        unit="mg",
        usual=60.0,
        field="calcimimetic",
        effect=0.25,
        maximum=1.0,
        onset=0.08,
        half_life=0.6,
    ),
    "sevelamer": Drug(
        label="sevelamer with meals",
        unit="g",
        usual=4.8,
        field="phosphate_binder",
        effect=0.20,
        maximum=0.6,
        onset=0.03,
        half_life=0.5,
    ),
    "zoledronate": Drug(
        label="zoledronate",
        unit="mg",
        usual=4.0,
        field="antiresorptive",
        effect=0.75,
        maximum=0.85,
        onset=1.0,
        half_life=120.0,
    ),
    "denosumab": Drug(
        label="denosumab",
        unit="mg",
        usual=60.0,
        field="antiresorptive",
        effect=0.93,
        maximum=0.95,
        onset=1.0,
        half_life=26.0,
    ),
    "calcitonin": Drug(
        label="calcitonin",
        unit="IU",
        usual=400.0,
        field="antiresorptive",
        effect=0.35,
        maximum=0.6,
        onset=0.04,
        half_life=0.25,
    ),
    "teriparatide": Hormone(
        label="teriparatide",
        unit="µg",
        usual=20.0,
        field="pth_infusion",
        per_unit=0.23,
        half_life=0.03,
        anabolic=0.25,
    ),
    "PTH(1-84)": Hormone(
        label="PTH(1-84)", unit="µg", usual=100.0, field="pth_infusion", per_unit=0.07, half_life=0.09, anabolic=0.2
    ),
    "calcitriol": Hormone(
        label="calcitriol", unit="µg", usual=0.5, field="calcitriol_supply", per_unit=1.0, half_life=0.06
    ),
    "cholecalciferol": Hormone(
        label="cholecalciferol", unit="IU", usual=1000.0, field="calcidiol_supply", per_unit=0.015, half_life=3.0
    ),
    "hydrochlorothiazide": Drug(
        label="hydrochlorothiazide",
        unit="mg",
        usual=25.0,
        field="thiazide",
        effect=0.6,
        maximum=1.0,
        onset=0.06,
        half_life=0.6,
    ),
    "furosemide": Drug(
        label="furosemide",
        unit="mg",
        usual=40.0,
        field="loop_diuretic",
        effect=0.7,
        maximum=1.0,
        onset=0.02,
        half_life=0.12,
    ),
    "burosumab": Drug(
        label="burosumab",
        unit="mg/kg",
        usual=1.0,
        field="fgf23_neutralised",
        effect=0.90,
        maximum=0.98,
        onset=2.5,
        half_life=17.0,
    ),
    "sodium thiosulfate": Drug(
        label="sodium thiosulfate",
        unit="g",
        usual=25.0,
        field="thiosulfate",
        effect=0.6,
        maximum=1.0,
        onset=0.02,
        half_life=1.0,
    ),
    "warfarin": Drug(
        label="warfarin", unit="mg", usual=5.0, field="warfarin", effect=0.35, maximum=1.0, onset=0.3, half_life=1.7
    ),
    "steroid injection": Drug(
        label="steroid injection into tissue",
        unit="mg",
        usual=40.0,
        field="skin_injury",
        effect=2.0,
        maximum=6.0,
        onset=5.0,
        half_life=60.0,
        mode="add",
    ),
}
