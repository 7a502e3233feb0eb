"""Published effects of operations, drugs and loads that the other lists do not hold."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from calcinosis.physiology.conditions import condition
from calcinosis.physiology.parameters import HEALTHY
from calcinosis.physiology.protocols import Change, Dialysis, Dose, Hold, OralLoad, Surgery, hours
from calcinosis.physiology.simulate import simulate
from calcinosis.physiology.validation.bench import HIGH_TURNOVER, NO_GLANDS, Row, as_checks, run
from calcinosis.physiology.validation.reading import Reading

if TYPE_CHECKING:
    from calcinosis.physiology.parameters import Parameters
    from calcinosis.physiology.trajectory import Trajectory
    from calcinosis.physiology.validation.check import Check

_HUNGRY = "10.1155/2015/757951 (calcium below 8.5, phosphate below 3.0 mg/dL); Eur J Endocrinol 2013;168:R45, abstract"
_HO = "10.1186/s12882-016-0421-5, abstract (62 patients)"
_SATTERWHITE = "10.1007/s00223-010-9424-6, abstract (360 women)"
_LIEGE = "Osteoporos Int 1993;3:271 (PubMed 8400610), abstract"
_PARFITT = "10.1172/JCI106990, abstract"
_SAKHAEE = "10.1210/jcem-59-6-1037, abstract"
_BURNETT = "10.2215/CJN.10030911, abstract (90 adults)"
_VERVLOET = "10.2215/CJN.04730510, abstract (10 adults)"
_LEMANN = "J Clin Invest 1966;45:1608 (five balance studies), introduction"
_TREATED = replace(NO_GLANDS, calcitriol_supply=0.85, calcium_intake=48.0)
_SPARING = replace(HEALTHY, phosphate_intake=37.0, calcium_intake=15.0)
_POOR = replace(HEALTHY, calcidiol_supply=45.0)


@cache
def _hungry() -> Trajectory:
    patient = condition("hungry-bone", severity=0.6)
    return simulate(patient.protocol(), days=61.0, samples=245)


@cache
def _cured() -> Trajectory:
    patient = condition("primary-hyperparathyroidism", severity=0.4)
    cure = Surgery(operation="adenomectomy", at=1.0)
    return simulate(patient.protocol(cure), days=91.0, samples=365)


def _total_removal() -> Trajectory:
    events = (
        Dialysis(weekdays=(0, 2, 4), weeks=4),
        Surgery(operation="parathyroidectomy", at=0.5, remaining=0.02),
        Change(field="calcium_intake", to=75.0, at=0.5),
        Change(field="calcitriol_supply", to=1.0, at=0.5),
    )
    return run(events, 28.0, 169, HIGH_TURNOVER)


def _teriparatide() -> Trajectory:
    return run((Dose(drug="teriparatide"),), 1.0, 481)


def _oral_calcium() -> Trajectory:
    return run((OralLoad(calcium=25.0),), hours(6.0), 181)


def _thiazide(p: Parameters) -> Trajectory:
    return run((Change(field="thiazide", to=0.8, at=0.01),), 7.0, 169, p)


def _ergocalciferol() -> Trajectory:
    return run((Change(field="calcidiol_supply", to=120.0),), 84.0, 85, _POOR)


def _rich_diet() -> Trajectory:
    rich = (Change(field="phosphate_intake", to=50.0), Change(field="calcium_intake", to=35.0))
    return run(rich, 1.5, 73, _SPARING)


def _acid() -> Trajectory:
    return run((Change(field="ph", to=7.33, at=0.01),), 10.0, 121)


def _fasting() -> Trajectory:
    nothing = (Change(field="phosphate_intake", to=0.0), Change(field="calcium_intake", to=0.0))
    return run(nothing, 7.0, 85)


def _hysteresis() -> float:
    """Give PTH on the way down over PTH on the way up at the same ionised calcium, 1.10 mmol/L."""
    steps = [1.20 - 0.02 * k for k in range(11)]
    ramp = [*steps, *reversed(steps[:-1])]
    length = hours(0.1)
    events = tuple(
        event
        for k, level in enumerate(ramp)
        for event in (
            Hold(field="clamp_target", value=level, at=k * length, duration=length),
            Hold(field="clamp", value=1.0, at=k * length, duration=length),
        )
    )
    course = run(events, len(ramp) * length, 211)
    down, up = (5.0 + 0.99) * length, (15.0 + 0.99) * length
    return course.at(down).pth / course.at(up).pth


def _peak_hour() -> float:
    course = _teriparatide()
    return 24.0 * float(course.times[course.calcium.argmax()])


def _rows() -> list[Row]:
    return [
        Row(
            "hungry-bone-calcium-3",
            "Hungry bone, third day after the operation: calcium low",
            _HUNGRY,
            1.4,
            2.12,
            "mmol/L",
            Reading(_hungry, "calcium", at=4.0),
        ),
        Row(
            "hungry-bone-phosphate-3",
            "the same: phosphate low, not high as in hypoparathyroidism",
            _HUNGRY,
            0.4,
            0.97,
            "mmol/L",
            Reading(_hungry, "phosphate", at=4.0),
        ),
        Row(
            "hungry-bone-calcium-14",
            "the same after two weeks: calcium still low",
            _HUNGRY,
            1.4,
            2.12,
            "mmol/L",
            Reading(_hungry, "calcium", at=15.0),
        ),
        Row(
            "hungry-bone-phosphate-14",
            "the same after two weeks: phosphate still low",
            _HUNGRY,
            0.4,
            0.97,
            "mmol/L",
            Reading(_hungry, "phosphate", at=15.0),
        ),
        Row(
            "cure-calcium",
            "Mild primary hyperparathyroidism, adenoma removed: calcium normal after a month",
            "FACTS 2.4",
            2.15,
            2.55,
            "mmol/L",
            Reading(_cured, "calcium", at=31.0),
        ),
        Row(
            "cure-phosphate",
            "the same: phosphate normal after a week",
            "FACTS 2.4",
            0.95,
            1.45,
            "mmol/L",
            Reading(_cured, "phosphate", at=8.0),
        ),
        Row(
            "removal-in-dialysis-phosphate",
            "All glands removed in dialysis: phosphate falls within 4 days",
            _HO,
            -60.0,
            -5.0,
            "% change",
            Reading(_total_removal, "phosphate", at=4.0, until=5.0, how="percent"),
            "calcium 75 mmol and calcitriol 1 µg a day assumed",
        ),
        Row(
            "removal-in-dialysis-calcium",
            "the same: calcium is lower after two weeks",
            _HO,
            -0.8,
            -0.1,
            "mmol/L",
            Reading(_total_removal, "calcium", at=13.0, until=15.0, how="difference"),
        ),
        Row(
            "teriparatide-peak-time",
            "Teriparatide 20 µg: calcium peaks at about 4.25 h",
            _SATTERWHITE,
            3.0,
            6.5,
            "h",
            _peak_hour,
        ),
        Row(
            "teriparatide-peak",
            "the same: calcium up by 0.1",
            _SATTERWHITE,
            0.04,
            0.20,
            "mmol/L",
            Reading(_teriparatide, "calcium", how="difference", pick="max"),
        ),
        Row(
            "teriparatide-next-day",
            "the same: back after a day",
            _SATTERWHITE,
            -0.03,
            0.03,
            "mmol/L",
            Reading(_teriparatide, "calcium", how="difference"),
        ),
        Row(
            "oral-calcium-calcium",
            "Calcium 1000 mg by mouth, fasting: serum calcium +6 to +8 %",
            _LIEGE,
            3.0,
            11.0,
            "% change",
            Reading(_oral_calcium, "calcium", how="percent", pick="max"),
        ),
        Row(
            "oral-calcium-pth",
            "the same: PTH −37 to −57 %",
            _LIEGE,
            -70.0,
            -28.0,
            "% change",
            Reading(_oral_calcium, "pth", how="percent", pick="min"),
        ),
        Row(
            "thiazide-urine",
            "Thiazide for a week: urine calcium −22 to −44 %",
            f"{_SAKHAEE}; {_PARFITT}",
            -50.0,
            -15.0,
            "% change",
            Reading(lambda: _thiazide(HEALTHY), "urine_calcium", how="percent"),
        ),
        Row(
            "thiazide-urine-no-glands",
            "the same without parathyroids: −11 to −26 %",
            f"{_PARFITT}; crossover trial of hydrochlorothiazide in hypoparathyroidism, abstract",
            -35.0,
            -3.0,
            "% change",
            Reading(lambda: _thiazide(_TREATED), "urine_calcium", how="percent"),
        ),
        Row(
            "thiazide-calcium-no-glands",
            "the same: calcium rises by 0.1 to 0.3",
            _PARFITT,
            0.02,
            0.35,
            "mmol/L",
            Reading(lambda: _thiazide(_TREATED), "calcium", how="difference"),
        ),
        Row(
            "ergocalciferol-fgf23",
            "Ergocalciferol for 12 weeks, 25(OH)D 45 to 107 nmol/L: FGF23 +72 %",
            _BURNETT,
            10.0,
            110.0,
            "% change",
            Reading(_ergocalciferol, "fgf23", how="percent"),
        ),
        Row(
            "ergocalciferol-calcitriol",
            "the same: calcitriol +24 %",
            _BURNETT,
            4.0,
            50.0,
            "% change",
            Reading(_ergocalciferol, "calcitriol", how="percent"),
        ),
        Row(
            "ergocalciferol-phosphate",
            "the same: phosphate unchanged",
            _BURNETT,
            -7.0,
            7.0,
            "% change",
            Reading(_ergocalciferol, "phosphate", how="percent"),
        ),
        Row(
            "diet-36-h-fgf23",
            "Phosphate- and calcium-rich diet for 36 h: intact FGF23 +12 %",
            _VERVLOET,
            3.0,
            40.0,
            "% change",
            Reading(_rich_diet, "fgf23", how="percent"),
            "diets assumed from urine phosphate 22 and 29 mmol a day",
        ),
        Row(
            "diet-36-h-phosphate",
            "the same: phosphate 1.11 to 1.32 mmol/L",
            _VERVLOET,
            2.0,
            25.0,
            "% change",
            Reading(_rich_diet, "phosphate", how="percent"),
        ),
        Row(
            "acid-urine-calcium",
            "Ammonium chloride acidosis: urine calcium rises and stays high",
            _LEMANN,
            25.0,
            200.0,
            "% change",
            Reading(_acid, "urine_calcium", how="percent"),
        ),
        Row(
            "acid-bone",
            "the same: bone loses calcium",
            _LEMANN,
            -60.0,
            -2.0,
            "mmol",
            lambda: (
                _acid().final.bone_calcium
                + _acid().final.bone_exchangeable_calcium
                + _acid().final.quiet_bone_calcium
                - _acid().at(0.0).bone_calcium
                - _acid().at(0.0).bone_exchangeable_calcium
                - _acid().at(0.0).quiet_bone_calcium
            ),
        ),
        Row(
            "nothing-eaten-phosphate",
            "No calcium and no phosphate eaten for a week: phosphate does not rise",
            "FACTS 2.3",
            -45.0,
            1.0,
            "% change",
            Reading(_fasting, "phosphate", how="percent"),
        ),
        Row(
            "clamp-hysteresis",
            "At the same ionised calcium PTH is higher on the way down than on the way up",
            "Nephrol Dial Transplant, De Cristofaro, abstract; FACTS 2.4",
            1.15,
            6.0,
            "ratio",
            _hysteresis,
        ),
    ]


def checks() -> list[Check]:
    """Give the checks of these experiments."""
    return as_checks(_rows())
