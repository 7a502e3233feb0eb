"""Published experiments on the tubule and on kidneys given and received: burosumab, donors, transplants, dialysis."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from calcinosis.physiology.conditions import condition
from calcinosis.physiology.protocols import Change, Course, Dialysis, Dose, OralLoad, Protocol, hours
from calcinosis.physiology.simulate import simulate
from calcinosis.physiology.validation.bench import Row, as_checks, highest, lowest, patient, run, time_of_highest
from calcinosis.physiology.validation.reading import Reading

if TYPE_CHECKING:
    from calcinosis.physiology.trajectory import Trajectory
    from calcinosis.physiology.validation.check import Check

_CARPENTER = "J Clin Invest 2014;124:1587, abstract"
_INSOGNA = "J Bone Miner Res 2018;33:1383"
_ALON = "Clin J Am Soc Nephrol 2008;3:658, abstract"
_KASISKE = "Kidney Int 2016;90:861, abstract"
_EVENEPOEL = "Clin J Am Soc Nephrol 2008;3:1829, abstract"


def _xlh(*events: Dose | OralLoad, days: float) -> Trajectory:
    return patient("x-linked-hypophosphataemia", 0.5, events, days, 481)


def _burosumab() -> Trajectory:
    return _xlh(Dose(drug="burosumab"), days=60.0)


def _burosumab_monthly() -> Trajectory:
    return _xlh(Dose(drug="burosumab", every=28.0, times=6), days=168.0)


def _phosphate_in_xlh() -> Trajectory:
    return _xlh(OralLoad(phosphate=30.0), days=1.0)


def _donor() -> Trajectory:
    course = Course(field="gfr", points=((0.0, 100.0), (0.05, 58.0), (30.0, 62.0), (180.0, 66.0)))
    return run((course,), 180.0, 721)


def _session(calcium: float) -> float:
    """Give the calcium gained in one dialysis session, mmol."""
    who = condition("haemodialysis", severity=0.5)
    plan = Protocol(parameters=who.parameters, events=(Dialysis(dialysate_calcium=calcium),), start=who.start)
    return -simulate(plan, days=hours(4.0), samples=97).mean("dialysis_calcium", end=hours(3.99)) * hours(4.0)


@cache
def _transplant() -> Trajectory:
    who = condition("haemodialysis", severity=0.7)
    new = (
        Course(field="gfr", points=((0.0, who.parameters.gfr), (2.0, 40.0), (10.0, 55.0))),
        Change(field="phosphate_intake", to=45.0),
        Change(field="fetuin_a", to=0.65),
    )
    return simulate(Protocol(parameters=who.parameters, events=new, start=who.start), days=365.0, samples=1461)


def _rows() -> list[Row]:
    return [
        Row(
            "burosumab-day",
            "Burosumab 1 mg/kg in XLH: phosphate is highest on day 8 to 15",
            _CARPENTER,
            4.0,
            18.0,
            "day",
            lambda: time_of_highest(_burosumab(), "phosphate"),
        ),
        Row(
            "burosumab-50-days",
            "the same: mostly gone by day 50",
            _CARPENTER,
            -0.1,
            0.5,
            "× highest rise",
            lambda: (
                (_burosumab().at(50.0).phosphate - float(_burosumab().phosphate[0]))
                / (highest(_burosumab(), "phosphate") - float(_burosumab().phosphate[0]))
            ),
        ),
        Row(
            "burosumab-monthly-phosphate",
            "Burosumab every 4 weeks: phosphate 1.04 mmol/L in the middle",
            _INSOGNA,
            0.81,
            1.3,
            "mmol/L",
            Reading(_burosumab_monthly, "phosphate", at=152.0),
        ),
        Row(
            "burosumab-monthly-trough",
            "the same: 0.9 mmol/L before the next dose",
            _INSOGNA,
            0.68,
            1.1,
            "mmol/L",
            Reading(_burosumab_monthly, "phosphate", at=167.9),
        ),
        Row(
            "burosumab-monthly-threshold",
            "the same: TmP/GFR 0.54 to 0.88 mmol/L",
            _INSOGNA,
            0.72,
            1.35,
            "mmol/L",
            Reading(_burosumab_monthly, "phosphate_threshold", at=152.0),
        ),
        Row(
            "xlh-phosphate-dose-pth",
            "Phosphate by mouth in XLH: PTH rises",
            _ALON,
            8.0,
            200.0,
            "% change",
            Reading(_phosphate_in_xlh, "pth", how="percent", pick="max"),
            "30 mmol assumed",
        ),
        Row(
            "xlh-phosphate-dose-fgf23",
            "the same: FGF23 is up after a day",
            _ALON,
            0.5,
            60.0,
            "% change",
            Reading(_phosphate_in_xlh, "fgf23", how="percent"),
        ),
        Row(
            "donor-day",
            "Kidney given: phosphate is up after a day",
            "PLoS One 2020, Hiemstra, abstract",
            1.0,
            35.0,
            "% change",
            Reading(_donor, "phosphate", at=1.0, how="percent"),
        ),
        Row(
            "donor-pth",
            "Kidney given, 6 months: PTH +25 %",
            _KASISKE,
            6.0,
            65.0,
            "% change",
            Reading(_donor, "pth", how="percent"),
        ),
        Row(
            "donor-fgf23",
            "the same: FGF23 +10 %",
            _KASISKE,
            3.0,
            60.0,
            "% change",
            Reading(_donor, "fgf23", how="percent"),
        ),
        Row(
            "donor-phosphate",
            "the same: phosphate −6 %",
            _KASISKE,
            -18.0,
            -0.5,
            "% change",
            Reading(_donor, "phosphate", how="percent"),
        ),
        Row(
            "donor-phosphate-reabsorption",
            "the same: share of phosphate taken back −7 %",
            _KASISKE,
            -12.0,
            -2.0,
            "% change",
            Reading(_donor, "phosphate_reabsorbed_share", how="percent"),
        ),
        Row(
            "donor-calcitriol",
            "the same: calcitriol −17 %",
            _KASISKE,
            -35.0,
            -4.0,
            "% change",
            Reading(_donor, "calcitriol", how="percent"),
        ),
        Row(
            "donor-resorption",
            "the same: bone resorption (CTX) +30 %",
            _KASISKE,
            2.0,
            45.0,
            "% change",
            Reading(_donor, "bone_resorption", how="percent"),
        ),
        Row(
            "session-calcium-1-25",
            "Dialysis against calcium 1.25 mmol/L: 3 to 8 mmol are lost",
            "Clin Kidney J 2018, Havlin, abstract",
            -14.0,
            6.0,
            "mmol gained",
            lambda: _session(1.25),
        ),
        Row(
            "session-calcium-1-35",
            "Dialysis against calcium 1.35 mmol/L: hardly any is gained or lost",
            "Waniewski 2016, abstract (25 patients)",
            -9.0,
            6.0,
            "mmol gained",
            lambda: _session(1.35),
        ),
        Row(
            "transplant-phosphate-nadir",
            "Kidney received: phosphate low in most",
            _EVENEPOEL,
            0.3,
            0.9,
            "mmol/L",
            lambda: lowest(_transplant(), "phosphate", end=90.0),
            "GFR 55 within 10 days assumed",
        ),
        Row(
            "transplant-fgf23",
            "the same: FGF23 near normal at 3 months",
            _EVENEPOEL,
            30.0,
            260.0,
            "pg/mL",
            Reading(_transplant, "fgf23", at=90.0),
        ),
        Row(
            "transplant-phosphate-year",
            "the same: phosphate 0.97 mmol/L after a year",
            _EVENEPOEL,
            0.72,
            1.25,
            "mmol/L",
            Reading(_transplant, "phosphate"),
        ),
    ]


def checks() -> list[Check]:
    """Give the checks of these experiments."""
    return as_checks(_rows())
