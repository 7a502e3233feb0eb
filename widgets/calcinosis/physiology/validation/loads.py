"""Published phosphate loads in healthy people, hours to weeks."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from calcinosis.physiology.protocols import Change, Infusion, OralLoad, hours
from calcinosis.physiology.validation.bench import WEIGHT, Row, as_checks, run
from calcinosis.physiology.validation.reading import Reading

if TYPE_CHECKING:
    from calcinosis.physiology.trajectory import Trajectory
    from calcinosis.physiology.validation.check import Check

_LOAD5 = "Silverberg, J Bone Miner Res 1986: oral phosphate and indices of skeletal metabolism, abstract (13 adults)"
_PORTALE = "J Clin Invest 1986;77:7 (PMC423300), abstract; 10.1172/JCI113172, abstract"
_VOLK = "J Clin Endocrinol Metab 2022, acute effects of an inorganic phosphorus additive, abstract"
_SCANNI = "JASN 2014;25:2730, abstract"
_TRAUTVETTER = "Nutr J 2016 (PMC4717542), abstract"


def _silverberg() -> Trajectory:
    # 2 g of phosphorus a day, four doses; sampled over the fifth day.
    doses = tuple(OralLoad(phosphate=16.1, at=hours(h), every=1.0, times=5) for h in (8.0, 12.0, 16.0, 20.0))
    return run(doses, 5.0, 481)


def _portale(intake: float, binder: float) -> Trajectory:
    events = (Change(field="phosphate_intake", to=intake), Change(field="phosphate_binder", to=binder))
    return run(events, 10.0)


def _oral_700() -> Trajectory:
    return run((OralLoad(phosphate=22.6),), hours(8.0))


def _scanni(per_kg: float) -> Trajectory:
    return run((Infusion(substance="phosphate", amount=per_kg * WEIGHT * 1.5, duration=1.5),), 3.0)


def _excretion_ratio(run: Trajectory) -> float:
    """Largest fractional phosphate clearance, as a multiple of the first."""
    share = 1.0 - run.phosphate_reabsorbed_share
    return float(share.max() / share[0])


def _potassium_phosphate_weeks() -> Trajectory:
    return run((Change(field="phosphate_intake", to=45.0 + 32.3),), 56.0)


def _recovery() -> float:
    """Give the share of an intravenous load that urine returns within four days, %."""
    load = 161.0 * 1.5
    course = run((Infusion(substance="phosphate", amount=load, duration=1.5),), 4.0, 193)
    return 100.0 * (course.mean("urine_phosphate") - course.at(0.0).urine_phosphate) * 4.0 / load


def _rows() -> list[Row]:
    return [
        Row(
            "phosphate-5-days-phosphate",
            "Phosphorus 2 g a day for 5 days: phosphate +26 %",
            _LOAD5,
            8.0,
            45.0,
            "% change",
            Reading(_silverberg, "phosphate", at=4.33, until=5.0, how="percent"),
            "mean of the waking part of day 5",
        ),
        Row(
            "phosphate-5-days-calcium",
            "the same: total calcium −4 %",
            _LOAD5,
            -7.0,
            -1.5,
            "% change",
            Reading(_silverberg, "calcium", at=4.33, until=5.0, how="percent"),
        ),
        Row(
            "phosphate-5-days-pth",
            "the same: PTH +50 %",
            _LOAD5,
            20.0,
            110.0,
            "% change",
            Reading(_silverberg, "pth", at=4.33, until=5.0, how="percent"),
        ),
        Row(
            "phosphate-5-days-urine-calcium",
            "the same: urine calcium −69 %",
            _LOAD5,
            -85.0,
            -40.0,
            "% change",
            Reading(_silverberg, "urine_calcium", at=4.0, until=5.0, how="percent"),
        ),
        Row(
            "phosphate-5-days-calcitriol",
            "the same: calcitriol does not change significantly",
            _LOAD5,
            -25.0,
            25.0,
            "% change",
            Reading(_silverberg, "calcitriol", at=4.0, until=5.0, how="percent"),
        ),
        Row(
            "phosphate-low-calcitriol",
            "Phosphorus 0.5 g a day with aluminium hydroxide, 10 days: calcitriol +80 %",
            _PORTALE,
            40.0,
            120.0,
            "% change",
            Reading(lambda: _portale(16.1, 0.85), "calcitriol", at=10.0, how="percent"),
            "share bound assumed 0.85",
        ),
        Row(
            "phosphate-low-phosphate",
            "the same: 24-hour mean phosphate −40 %",
            _PORTALE,
            -55.0,
            -20.0,
            "% change",
            Reading(lambda: _portale(16.1, 0.85), "phosphate", at=10.0, how="percent"),
        ),
        Row(
            "phosphate-high-calcitriol",
            "Phosphorus 3 g a day, 10 days: calcitriol −29 %",
            _PORTALE,
            -45.0,
            -10.0,
            "% change",
            Reading(lambda: _portale(96.9, 0.0), "calcitriol", at=10.0, how="percent"),
        ),
        Row(
            "phosphate-high-phosphate",
            "the same: 24-hour mean phosphate +14 %",
            _PORTALE,
            4.0,
            25.0,
            "% change",
            Reading(lambda: _portale(96.9, 0.0), "phosphate", at=10.0, how="percent"),
        ),
        Row(
            "phosphate-700-late",
            "Phosphorus 0.7 g once: phosphate still 0.15 higher after 8 h",
            _VOLK,
            0.02,
            0.30,
            "mmol/L",
            Reading(_oral_700, "phosphate", how="difference"),
        ),
        Row(
            "phosphate-700-urine-calcium",
            "the same: urine calcium over 4 h 58 % of placebo",
            _VOLK,
            0.35,
            0.85,
            "× placebo",
            Reading(_oral_700, "urine_calcium", at=0.0, until=hours(4.0), how="ratio"),
        ),
        Row(
            "phosphate-700-pth",
            "the same: PTH on average 0.3 pmol/L above placebo for 8 h",
            _VOLK,
            0.1,
            1.5,
            "pmol/L",
            Reading(_oral_700, "pth", at=0.0, until=hours(8.0), how="difference"),
        ),
        Row(
            "phosphate-700-fgf23",
            "the same: FGF23 unchanged at 8 h",
            _VOLK,
            -15.0,
            15.0,
            "% change",
            Reading(_oral_700, "fgf23", at=hours(8.0), how="percent"),
        ),
        Row(
            "phosphate-36-h-high",
            "Phosphate 2.3 mmol/kg a day into a vein: fractional clearance sixfold",
            _SCANNI,
            3.0,
            8.0,
            "× first",
            lambda: _excretion_ratio(_scanni(2.30)),
        ),
        Row(
            "phosphate-36-h-low",
            "Phosphate 1.15 mmol/kg a day: fractional clearance fourfold",
            _SCANNI,
            2.0,
            6.0,
            "× first",
            lambda: _excretion_ratio(_scanni(1.15)),
        ),
        Row(
            "phosphate-36-h-adapts",
            "the high dose: phosphate at 36 h below its peak",
            _SCANNI,
            0.5,
            0.995,
            "× peak",
            lambda: _scanni(2.30).at(1.499).phosphate / float(_scanni(2.30).phosphate.max()),
        ),
        Row(
            "phosphate-36-h-after",
            "the high dose: phosphate below baseline after the end",
            _SCANNI,
            -0.6,
            -0.02,
            "mmol/L",
            Reading(lambda: _scanni(2.30), "phosphate", how="difference", pick="min"),
        ),
        Row(
            "phosphate-36-h-pth-first",
            "the high dose: PTH is up at 2 h",
            _SCANNI,
            15.0,
            inf,
            "% change",
            Reading(lambda: _scanni(2.30), "pth", at=hours(2.0), how="percent"),
        ),
        Row(
            "phosphate-36-h-fgf23-later",
            "the high dose: FGF23 is not yet up at 2 h",
            _SCANNI,
            -10.0,
            10.0,
            "% change",
            Reading(lambda: _scanni(2.30), "fgf23", at=hours(2.0), how="percent"),
        ),
        Row(
            "phosphate-36-h-fgf23-up",
            "the high dose: FGF23 is up at 24 h",
            _SCANNI,
            15.0,
            inf,
            "% change",
            Reading(lambda: _scanni(2.30), "fgf23", at=1.0, how="percent"),
        ),
        Row(
            "phosphate-36-h-calcitriol",
            "the high dose: calcitriol falls after FGF23 has risen",
            _SCANNI,
            -70.0,
            -5.0,
            "% change",
            Reading(lambda: _scanni(2.30), "calcitriol", at=1.5, how="percent"),
        ),
        Row(
            "phosphate-36-h-recovery",
            "the high dose: urine returns all of it",
            _SCANNI,
            80.0,
            115.0,
            "% of dose",
            _recovery,
            "over 4 days",
        ),
        Row(
            "phosphate-8-weeks-phosphate",
            "Phosphorus 1 g a day more for 8 weeks: fasting phosphate unchanged",
            _TRAUTVETTER,
            -6.0,
            8.0,
            "% change",
            Reading(_potassium_phosphate_weeks, "phosphate", at=56.0, how="percent"),
        ),
        Row(
            "phosphate-8-weeks-urine-calcium",
            "the same: urine calcium falls",
            _TRAUTVETTER,
            -60.0,
            -5.0,
            "% change",
            Reading(_potassium_phosphate_weeks, "urine_calcium", at=56.0, how="percent"),
        ),
    ]


def checks() -> list[Check]:
    """Give the checks of these experiments."""
    return as_checks(_rows())
