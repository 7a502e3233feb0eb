"""Laws that must hold whatever the numbers: conservation, rest, no negative amounts, units, chemistry."""

from __future__ import annotations

import random
from dataclasses import replace
from math import isfinite
from typing import TYPE_CHECKING, Final

import numpy as np

from calcinosis.physiology import dynamics, homeostasis
from calcinosis.physiology.bone import MATRIX_PHOSPHATE, MINERAL_PHOSPHATE, SURFACE_PHOSPHATE
from calcinosis.physiology.chemistry import saturation
from calcinosis.physiology.deposition import DEPOSIT_PHOSPHATE, LOOSE_PHOSPHATE
from calcinosis.physiology.parameters import HEALTHY, RANGES, Parameters
from calcinosis.physiology.quantities import QUANTITIES
from calcinosis.physiology.simulate import simulate
from calcinosis.physiology.validation.check import Check

if TYPE_CHECKING:
    from calcinosis.physiology.trajectory import Moment

RANDOM_INPUTS: Final = 10_000
_STRESS: Final = replace(
    HEALTHY,
    gfr=12.0,
    calcium_intake=50.0,
    phosphate_intake=70.0,
    skin_injury=4.0,
    calcium_infusion=8.0,
    cell_lysis=20.0,
)


def stored_calcium(moment: Moment) -> float:
    """Give calcium inside the body, mmol."""
    blood = HEALTHY.extracellular_volume * moment.calcium
    bone = moment.bone_exchangeable_calcium + moment.quiet_bone_calcium + moment.bone_calcium
    tissue = moment.soft_tissue_calcium + moment.soft_tissue_deposit + moment.extravasated_calcium
    return blood + bone + tissue + moment.gut_calcium


def stored_phosphate(moment: Moment) -> float:
    """Give phosphate inside the body, mmol."""
    blood = HEALTHY.extracellular_volume * moment.phosphate
    surface = SURFACE_PHOSPHATE * (moment.bone_exchangeable_calcium + moment.quiet_bone_calcium)
    bone = surface + MINERAL_PHOSPHATE * moment.bone_calcium + MATRIX_PHOSPHATE * moment.osteoid
    tissue = LOOSE_PHOSPHATE * moment.soft_tissue_calcium + DEPOSIT_PHOSPHATE * moment.soft_tissue_deposit
    return blood + bone + tissue + moment.gut_phosphate + moment.cell_phosphate


def calcium_error(p: Parameters, days: float) -> float:
    """Give what is lost or made from nothing of the calcium that entered, as a fraction."""
    run = simulate(p, days=days, samples=2, ledger=True)
    first, last = run.at(0.0), run.final
    gained = last.calcium_in - last.calcium_out
    return abs(gained - (stored_calcium(last) - stored_calcium(first))) / last.calcium_in


def phosphate_error(p: Parameters, days: float) -> float:
    """Give what is lost or made from nothing of the phosphate that entered, as a fraction."""
    run = simulate(p, days=days, samples=2, ledger=True)
    first, last = run.at(0.0), run.final
    gained = last.phosphate_in - last.phosphate_out
    return abs(gained - (stored_phosphate(last) - stored_phosphate(first))) / last.phosphate_in


def negative_rates(count: int, seed: int = 20) -> float:
    """Count random people in whom an empty store would go on falling, or a rate is no number.

    An amount whose rate of change is not negative at 0 can never become negative, whatever the path.
    """
    draw = random.Random(seed)  # noqa: S311 - a repeatable sample, not a secret
    bad = 0
    for _ in range(count):
        p = Parameters(**{name: draw.uniform(each.low, each.high) for name, each in RANGES.items()})
        state = np.array([max(each.healthy, 1.0) * 10.0 ** draw.uniform(-2.0, 1.2) for each in homeostasis.STATES])
        empty = draw.randrange(len(state))
        state[empty] = 0.0 if homeostasis.STATE_NAMES[empty] not in _NEVER_EMPTY else 1e-9
        rates = dynamics.right_hand_side(p)(0.0, state)
        bad += not all(isfinite(rate) for rate in rates) or rates[empty] < -1e-3
    return float(bad)


# Ratios of these enter powers with negative exponents; they are tried at a billionth instead of nothing.
_NEVER_EMPTY: Final = frozenset({"calcium", "phosphate", "magnesium"})


def round_trip_error() -> float:
    """Give the largest error of a conversion there and back, as a fraction."""
    errors = [abs(each.from_conventional(each.to_conventional(1.7)) / 1.7 - 1.0) for each in QUANTITIES.values()]
    return max(errors)


def resting_drift() -> float:
    """Give the largest rate of change of the healthy person, as a fraction of the healthy value per day."""
    rates = dynamics.healthy_rates()
    return max(abs(rate) / max(homeostasis.HEALTHY_STATE[name], 1.0) for name, rate in rates.items())


def year_drift() -> float:
    """Give how far the healthy person drifts in a year, as a fraction."""
    run = simulate(HEALTHY, days=365.0, samples=2)
    names = ("calcium", "phosphate", "pth", "calcitriol", "fgf23", "bone_calcium", "magnesium")
    return max(abs(float(run.values[name][-1] / run.values[name][0]) - 1.0) for name in names)


def _brushite(ionised: float, phosphate: float, ph: float = 7.4) -> float:
    return saturation(ionised_calcium=ionised, phosphate=phosphate, ph=ph).brushite


def checks() -> list[Check]:
    """Give the checks of laws."""
    laws = [
        (
            "calcium-is-conserved-in-health",
            "Calcium in = out + stored over a year",
            0.0,
            1e-6,
            "fraction",
            lambda: calcium_error(HEALTHY, 365.0),
        ),
        (
            "calcium-is-conserved-in-disease",
            "Calcium in = out + stored over 60 days of disease",
            0.0,
            1e-6,
            "fraction",
            lambda: calcium_error(_STRESS, 60.0),
        ),
        (
            "phosphate-is-conserved-in-health",
            "Phosphate in = out + stored over a year",
            0.0,
            1e-6,
            "fraction",
            lambda: phosphate_error(HEALTHY, 365.0),
        ),
        (
            "phosphate-is-conserved-in-disease",
            "Phosphate in = out + stored over 60 days of disease",
            0.0,
            1e-6,
            "fraction",
            lambda: phosphate_error(_STRESS, 60.0),
        ),
        ("health-is-at-rest", "Nothing changes in the healthy person", 0.0, 1e-9, "1/day", resting_drift),
        (
            "health-stays-for-a-year",
            "The healthy person drifts less than 0.1 % in a year",
            0.0,
            1e-3,
            "fraction",
            year_drift,
        ),
        (
            "no-amount-falls-below-nothing",
            f"{RANDOM_INPUTS} random people: no empty store goes on falling",
            0.0,
            0.0,
            "people",
            lambda: negative_rates(RANDOM_INPUTS),
        ),
        (
            "units-convert-there-and-back",
            "Every conversion returns what it was given",
            0.0,
            1e-12,
            "fraction",
            round_trip_error,
        ),
    ]
    chemistry = [
        (
            "brushite-normal",
            "Brushite saturation of normal blood (1.2, 1.2 mmol/L, pH 7.4)",
            0.37,
            0.41,
            lambda: _brushite(1.2, 1.2),
        ),
        ("brushite-acid", "the same at pH 7.2", 0.33, 0.38, lambda: _brushite(1.2, 1.2, 7.2)),
        ("brushite-alkaline", "the same at pH 7.6", 0.39, 0.44, lambda: _brushite(1.2, 1.2, 7.6)),
        ("brushite-ckd5", "Brushite saturation at 1.15 and 2.0 mmol/L", 0.59, 0.65, lambda: _brushite(1.15, 2.0)),
        ("brushite-dialysis", "Brushite saturation at 1.25 and 2.3 mmol/L", 0.74, 0.80, lambda: _brushite(1.25, 2.3)),
        ("brushite-lysis", "Brushite saturation at 1.1 and 3.0 mmol/L", 0.85, 0.93, lambda: _brushite(1.1, 3.0)),
        (
            "octacalcium-normal",
            "Saturation index of octacalcium phosphate in normal blood",
            2.8,
            3.2,
            lambda: saturation(ionised_calcium=1.2, phosphate=1.2).octacalcium_index,
        ),
        (
            "apatite-normal",
            "Saturation index of apatite in normal blood",
            9.8,
            10.4,
            lambda: saturation(ionised_calcium=1.2, phosphate=1.2).apatite_index,
        ),
    ]
    return [
        *(
            Check(id=i, kind="law", claim=c, source="conservation and logic", low=lo, high=hi, unit=u, measure=m)
            for i, c, lo, hi, u, m in laws
        ),
        *(
            Check(
                id=i,
                kind="law",
                claim=c,
                source="MODEL 4.1 point 5, full speciation",
                low=lo,
                high=hi,
                unit="",
                measure=m,
            )
            for i, c, lo, hi, m in chemistry
        ),
    ]
