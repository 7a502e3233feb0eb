"""Published experiments of days to months: calcium loads, kidney disease, PTH for a week, drugs, vitamin D."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from calcinosis.physiology.parameters import HEALTHY
from calcinosis.physiology.protocols import Change, Dialysis, Dose, Infusion
from calcinosis.physiology.validation.bench import IN_DIALYSIS, WEIGHT, Row, as_checks, run
from calcinosis.physiology.validation.reading import Reading

if TYPE_CHECKING:
    from calcinosis.physiology.trajectory import Trajectory
    from calcinosis.physiology.validation.check import Check

_HILL = "10.1038/ki.2012.403, abstract; MODEL 4.1 point 8"
_HORWITZ = "10.1002/jbmr.415, abstract"
_HORWITZ5 = "10.1359/JBMR.050602, abstract"
_ADAMS = "Adams, J Clin Endocrinol Metab 1979: oral CaCO3 loading and dietary calcium deprivation, abstract"
_BARGER = "Barger-Lux, Osteoporos Int 1998: serum levels after graded oral dosing, abstract (116 men)"
_CKD3 = replace(HEALTHY, gfr=36.0)


def _hill() -> Trajectory:
    return run((Change(field="calcium_intake", to=25.0 + 37.4),), 21.0, 211, _CKD3)


def _horwitz(substance: str) -> Trajectory:
    if substance == "pth":
        return run((Infusion(substance="pth", amount=2.0 * WEIGHT * 24.0 * 7.0 / 1000.0, duration=7.0),), 7.0)
    # PTHrP is a level in the model; this one gives the same signal at the tubule as 8 pmol/kg/h of PTH.
    return run((Change(field="pthrp", to=6.7),), 2.0)


def _pth_8() -> Trajectory:
    return run((Infusion(substance="pth", amount=8.0 * WEIGHT * 48.0 / 1000.0, duration=2.0),), 2.0)


def _calcium_loading() -> Trajectory:
    return run((Change(field="calcium_intake", to=25.0 + 84.0),), 4.0)


def _calcium_starving() -> Trajectory:
    return run((Change(field="calcium_intake", to=2.0),), 4.0)


def _vitamin_d3(micrograms: float) -> Trajectory:
    return run((Dose(drug="cholecalciferol", amount=micrograms * 40.0, every=1.0, times=56),), 56.0, 57)


def _calcitriol_weeks(micrograms: float) -> Trajectory:
    return run((Dose(drug="calcitriol", amount=0.5 * micrograms, every=0.5, times=28),), 14.0, 337)


def _hill_balance() -> float:
    """Give the calcium retained in weeks 2 and 3 beyond placebo, mmol/day."""
    course = _hill()
    lost = course.mean("faecal_calcium", start=7.0) + course.mean("urine_calcium", start=7.0)
    first = course.at(0.0)
    return (62.4 - lost) - (25.0 - first.faecal_calcium - first.urine_calcium)


def _hill_bone_share() -> float:
    """Give the share of the added balance that bone takes, %."""
    course = _hill()
    return 100.0 * (course.mean("bone_exchange", start=7.0) - course.at(0.0).bone_exchange) / _hill_balance()


def _cinacalcet() -> Trajectory:
    events = (Dialysis(weekdays=(0, 2, 4), weeks=8), Dose(drug="cinacalcet", every=1.0, times=56))
    return run(events, 56.0, 169, IN_DIALYSIS)


def _rows() -> list[Row]:
    return [
        Row(
            "calcium-in-ckd-balance",
            "CKD 3-4, calcium 1500 mg a day more, 3 weeks: balance turns positive",
            _HILL,
            2.0,
            20.0,
            "mmol/day",
            _hill_balance,
        ),
        Row(
            "calcium-in-ckd-bone-share",
            "the same: bone takes less than all of it, the rest lies in soft tissue",
            _HILL,
            10.0,
            99.0,
            "% of balance",
            _hill_bone_share,
        ),
        Row(
            "calcium-in-ckd-serum",
            "the same: serum calcium unaffected",
            _HILL,
            -0.05,
            0.05,
            "mmol/L",
            Reading(_hill, "calcium", how="difference"),
        ),
        Row(
            "calcium-in-ckd-urine-phosphate",
            "the same: modest fall of urine phosphate",
            _HILL,
            -40.0,
            -3.0,
            "% change",
            Reading(_hill, "urine_phosphate", at=21.0, how="percent"),
        ),
        Row(
            "pth-7-days-calcium",
            "PTH(1-34) 2 pmol/kg/h for 7 days: calcium 10.0 mg/dL",
            _HORWITZ,
            2.43,
            2.62,
            "mmol/L",
            Reading(lambda: _horwitz("pth"), "calcium"),
        ),
        Row(
            "pth-7-days-own-pth",
            "the same: the person's own PTH is markedly suppressed",
            _HORWITZ,
            -95.0,
            -35.0,
            "% change",
            Reading(lambda: _horwitz("pth"), "pth_secretion", at=7.0, how="percent"),
        ),
        Row(
            "pth-7-days-resorption",
            "the same: bone resorption rises",
            _HORWITZ,
            3.0,
            200.0,
            "% change",
            Reading(lambda: _horwitz("pth"), "osteoclasts", at=7.0, how="percent"),
        ),
        Row(
            "pth-7-days-formation",
            "the same: bone formation falls by 30 to 40 %",
            _HORWITZ,
            -50.0,
            -20.0,
            "% change",
            Reading(lambda: _horwitz("pth"), "matrix_formation", at=7.0, how="percent"),
            "the markers measured are of matrix",
        ),
        Row(
            "pth-against-pthrp-calcitriol",
            "PTH raises calcitriol more than PTHrP of the same renal strength",
            _HORWITZ5,
            5.0,
            inf,
            "pmol/L",
            lambda: _pth_8().final.calcitriol - _horwitz("pthrp").final.calcitriol,
        ),
        Row(
            "pth-against-pthrp-calcium",
            "PTH is more calcaemic than PTHrP",
            _HORWITZ5,
            0.0,
            inf,
            "mmol/L",
            lambda: _pth_8().final.calcium - _horwitz("pthrp").final.calcium,
        ),
        Row(
            "calcium-load-calcitriol",
            "Calcium carbonate (39-130 mmol a day) for 4 days: calcitriol 84 to 46 pmol/L",
            _ADAMS,
            -65.0,
            -20.0,
            "% change",
            Reading(_calcium_loading, "calcitriol", at=4.0, how="percent"),
            "84 mmol a day",
        ),
        Row(
            "calcium-load-pth",
            "the same: PTH falls promptly",
            _ADAMS,
            -90.0,
            -20.0,
            "% change",
            Reading(_calcium_loading, "pth", at=1.0, how="percent"),
        ),
        Row(
            "calcium-load-urine",
            "the same: hypercalciuria",
            _ADAMS,
            20.0,
            inf,
            "% change",
            Reading(_calcium_loading, "urine_calcium", at=4.0, how="percent"),
        ),
        Row(
            "calcium-starved-calcitriol",
            "Calcium 1-3 mmol a day for 4 days: calcitriol 63 to 92 pmol/L",
            _ADAMS,
            15.0,
            90.0,
            "% change",
            Reading(_calcium_starving, "calcitriol", at=4.0, how="percent"),
        ),
        Row(
            "calcium-starved-pth",
            "the same: PTH rises",
            _ADAMS,
            10.0,
            inf,
            "% change",
            Reading(_calcium_starving, "pth", at=4.0, how="percent"),
        ),
        Row(
            "cinacalcet-months",
            "Cinacalcet for months in dialysis: PTH −32 to −43 %",
            "Endokrynol Pol 2013;64(3), abstract; Russ Open Med J 2013;2:0309, abstract",
            -70.0,
            -20.0,
            "% change",
            Reading(_cinacalcet, "pth", at=49.0, until=56.0, how="percent"),
            "mean of the eighth week",
        ),
        Row(
            "vitamin-d3-250",
            "Vitamin D3 250 µg a day for 8 weeks: 25(OH)D +146 nmol/L",
            _BARGER,
            95.0,
            200.0,
            "nmol/L",
            Reading(lambda: _vitamin_d3(250.0), "calcidiol", how="difference"),
        ),
        Row(
            "vitamin-d3-1250",
            "Vitamin D3 1250 µg a day for 8 weeks: 25(OH)D +643 nmol/L",
            _BARGER,
            420.0,
            870.0,
            "nmol/L",
            Reading(lambda: _vitamin_d3(1250.0), "calcidiol", how="difference"),
        ),
        Row(
            "calcitriol-1-level",
            "Calcitriol 1 µg a day for 2 weeks: calcitriol +46 pmol/L",
            _BARGER,
            5.0,
            80.0,
            "pmol/L",
            Reading(lambda: _calcitriol_weeks(1.0), "calcitriol", at=12.0, until=14.0, how="difference"),
        ),
        Row(
            "calcitriol-1-urine",
            "Calcitriol 1 µg a day: urine calcium 199 to 417 mg a day",
            "J Lab Clin Med 1985;105:239, abstract",
            40.0,
            150.0,
            "% change",
            Reading(lambda: _calcitriol_weeks(1.0), "urine_calcium", at=6.0, until=7.0, how="percent"),
        ),
        Row(
            "calcitriol-half-life",
            "A single dose of calcitriol is back to baseline within 24 h",
            "J Lab Clin Med 1985;105:239, abstract",
            -12.0,
            25.0,
            "pmol/L",
            Reading(lambda: run((Dose(drug="calcitriol", amount=0.5),), 1.0), "calcitriol", how="difference"),
        ),
    ]


def checks() -> list[Check]:
    """Give the checks of these experiments."""
    return as_checks(_rows())
