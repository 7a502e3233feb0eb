"""Published experiments of months to years: bone drugs, and vitamin D."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from calcinosis.physiology.conditions import condition
from calcinosis.physiology.parameters import HEALTHY, Parameters
from calcinosis.physiology.protocols import Dose
from calcinosis.physiology.validation.bench import Row, as_checks, highest, run, time_of_highest
from calcinosis.physiology.validation.reading import Reading

if TYPE_CHECKING:
    from calcinosis.physiology.trajectory import Trajectory
    from calcinosis.physiology.validation.check import Check

_ZOLEDRONATE = "N Engl J Med 2002;346:653; abstract of an 18-month study (CTX 0.18 to 0.04 at 12, 0.11 at 18 months)"
_BEKKER = "J Bone Miner Res 2004;19:1059, abstract"
_HEANEY = "Am J Clin Nutr 2003;77:204"
_ILAHI = "Am J Clin Nutr 2008;87:688, abstract"
_VIETH = "Am J Clin Nutr 2001;73:288"
_ROLIGHED = "J Clin Endocrinol Metab 2014;99:1072"
_MILD = "primary-hyperparathyroidism"


def _zoledronate() -> Trajectory:
    return run((Dose(drug="zoledronate"),), 548.0, 549)


def _denosumab() -> Trajectory:
    return run((Dose(drug="denosumab"),), 90.0, 361)


def _denosumab_stopped() -> Trajectory:
    return run((Dose(drug="denosumab", every=182.0, times=4),), 1026.0, 343)


def _vitamin_d3(units: float, days: float, p: Parameters = HEALTHY) -> Trajectory:
    # A week's units at once: the level is the same, and the run is short.
    return run((Dose(drug="cholecalciferol", amount=7.0 * units, every=7.0, times=int(days / 7.0)),), days, 57, p)


def _once() -> Trajectory:
    return run((Dose(drug="cholecalciferol", amount=100000.0),), 120.0, 481, replace(HEALTHY, calcidiol_supply=68.0))


def _rolighed() -> Trajectory:
    person = replace(condition(_MILD, severity=0.4).parameters, calcidiol_supply=50.0)
    return run((Dose(drug="cholecalciferol", amount=19600.0, every=7.0, times=26),), 182.0, 183, person)


def _rows() -> list[Row]:
    return [
        Row(
            "zoledronate-12-months",
            "Zoledronate 4 mg: bone resorption still low after a year",
            _ZOLEDRONATE,
            -85.0,
            -25.0,
            "% change",
            Reading(_zoledronate, "bone_resorption", at=365.0, how="percent"),
        ),
        Row(
            "zoledronate-18-months",
            "the same after 18 months",
            _ZOLEDRONATE,
            -75.0,
            -12.0,
            "% change",
            Reading(_zoledronate, "bone_resorption", how="percent"),
        ),
        Row(
            "denosumab-3-days",
            "Denosumab 60 mg: bone resorption falls within days",
            _BEKKER,
            -92.0,
            -15.0,
            "% change",
            Reading(_denosumab, "bone_resorption", at=3.0, how="percent"),
        ),
        Row(
            "denosumab-month",
            "the same: up to −84 % at a month",
            _BEKKER,
            -97.0,
            -60.0,
            "% change",
            Reading(_denosumab, "bone_resorption", at=30.0, how="percent"),
        ),
        Row(
            "denosumab-calcium",
            "the same: calcium less than 10 % lower",
            _BEKKER,
            -10.0,
            -0.8,
            "% change",
            Reading(_denosumab, "calcium", how="percent", pick="min"),
        ),
        Row(
            "denosumab-pth",
            "the same: PTH up to threefold",
            _BEKKER,
            10.0,
            220.0,
            "% change",
            Reading(_denosumab, "pth", how="percent", pick="max"),
        ),
        Row(
            "denosumab-pth-day",
            "the same: PTH is highest after days",
            _BEKKER,
            1.5,
            21.0,
            "day",
            lambda: time_of_highest(_denosumab(), "pth"),
        ),
        Row(
            "denosumab-alkaline-phosphatase",
            "the same: bone alkaline phosphatase falls only after a month",
            _BEKKER,
            -18.0,
            8.0,
            "% change",
            Reading(_denosumab, "alkaline_phosphatase", at=14.0, how="percent"),
        ),
        Row(
            "denosumab-rebound",
            "Denosumab stopped after 2 years: bone resorption overshoots",
            "J Clin Endocrinol Metab 2011;96:972; Anastasilakis 2021, abstract",
            10.0,
            150.0,
            "% change",
            lambda: 100.0 * (highest(_denosumab_stopped(), "bone_resorption", 756.0, 996.0) / 8.0 - 1.0),
        ),
        Row(
            "vitamin-d3-25-20-weeks",
            "Vitamin D3 25 µg a day for 20 weeks: 25(OH)D +12 nmol/L",
            _HEANEY,
            5.0,
            32.0,
            "nmol/L",
            Reading(lambda: _vitamin_d3(1000.0, 140.0), "calcidiol", how="difference"),
        ),
        Row(
            "vitamin-d3-125-20-weeks",
            "Vitamin D3 125 µg a day for 20 weeks: 25(OH)D +92 nmol/L",
            _HEANEY,
            55.0,
            135.0,
            "nmol/L",
            Reading(lambda: _vitamin_d3(5000.0, 140.0), "calcidiol", how="difference"),
        ),
        Row(
            "vitamin-d3-250-20-weeks",
            "Vitamin D3 250 µg a day for 20 weeks: 25(OH)D +159 nmol/L",
            _HEANEY,
            105.0,
            235.0,
            "nmol/L",
            Reading(lambda: _vitamin_d3(10000.0, 140.0), "calcidiol", how="difference"),
        ),
        Row(
            "vitamin-d3-once-peak",
            "Vitamin D3 100 000 IU once: 25(OH)D 68 to 105 nmol/L",
            _ILAHI,
            18.0,
            60.0,
            "nmol/L",
            Reading(_once, "calcidiol", how="difference", pick="max"),
        ),
        Row(
            "vitamin-d3-once-84-days",
            "the same: back by 2 to 3 months",
            _ILAHI,
            -8.0,
            14.0,
            "nmol/L",
            Reading(_once, "calcidiol", at=84.0, how="difference"),
        ),
        Row(
            "vitamin-d3-100-level",
            "Vitamin D3 100 µg a day for 5 months: 25(OH)D 41 to 96 nmol/L",
            _VIETH,
            75.0,
            130.0,
            "nmol/L",
            Reading(lambda: _vitamin_d3(4000.0, 147.0, replace(HEALTHY, calcidiol_supply=41.0)), "calcidiol"),
        ),
        Row(
            "vitamin-d3-100-urine-calcium",
            "the same: urine calcium unchanged",
            _VIETH,
            -15.0,
            30.0,
            "% change",
            Reading(
                lambda: _vitamin_d3(4000.0, 147.0, replace(HEALTHY, calcidiol_supply=41.0)),
                "urine_calcium",
                how="percent",
            ),
        ),
        Row(
            "vitamin-d3-100-calcium",
            "the same: calcium unchanged",
            _VIETH,
            -0.02,
            0.06,
            "mmol/L",
            Reading(
                lambda: _vitamin_d3(4000.0, 147.0, replace(HEALTHY, calcidiol_supply=41.0)), "calcium", how="difference"
            ),
        ),
        Row(
            "hyperparathyroidism-vitamin-d-pth",
            "Vitamin D3 70 µg a day in primary hyperparathyroidism, 26 weeks: PTH −17 %",
            _ROLIGHED,
            -40.0,
            -2.0,
            "% change",
            Reading(_rolighed, "pth", how="percent"),
        ),
        Row(
            "hyperparathyroidism-vitamin-d-calcium",
            "the same: calcium unchanged",
            _ROLIGHED,
            -0.05,
            0.06,
            "mmol/L",
            Reading(_rolighed, "calcium", how="difference"),
        ),
        Row(
            "hyperparathyroidism-vitamin-d-level",
            "the same: 25(OH)D 50 to 94 nmol/L",
            _ROLIGHED,
            72.0,
            125.0,
            "nmol/L",
            Reading(_rolighed, "calcidiol"),
        ),
    ]


def checks() -> list[Check]:
    """Give the checks of these experiments."""
    return as_checks(_rows())
