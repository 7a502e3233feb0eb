"""Published experiments of days to months: diets, malabsorption, acid and alkali, phosphate into a vein, a diuretic."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from calcinosis.physiology.parameters import HEALTHY
from calcinosis.physiology.protocols import Change, Dose, Infusion, Meals
from calcinosis.physiology.validation.bench import Row, as_checks, highest, lowest, run, time_of_highest, time_of_lowest
from calcinosis.physiology.validation.reading import Reading

if TYPE_CHECKING:
    from calcinosis.physiology.trajectory import Trajectory
    from calcinosis.physiology.validation.check import Check

_CALVO = "J Clin Endocrinol Metab 1988;66:823 and 1990;70:1334, abstracts"
_PORTALE = "J Clin Invest 1984;73:1580, abstract (children)"
_LOW_30 = "PubMed 10853197, abstract (21 adults)"
_SCHAFER = "J Bone Miner Res 2015;30:1377, abstract"
_RHYTHM = "J Clin Invest 1987;80:1147, abstract; Am J Clin Nutr 2014;100:1392, abstract"
_ALKALOSIS = "Kidney Int 1992;42:727, abstract"
_ACIDOSIS = "J Clin Invest 1992 (PMC443402), abstract (NH4Cl 4.2 mmol/kg a day)"
_NEUTRAL = "Am J Physiol 1995;268:F802, abstract (6 men)"
_BUMETANIDE = "J Intern Med 2001, Rejnmark, abstract"
_CALVO_DIET = replace(HEALTHY, calcium_intake=20.5, phosphate_intake=30.0)
_CHILD = replace(HEALTHY, gfr=45.0, phosphate_intake=38.7)
_BYPASS = replace(HEALTHY, calcium_intake=30.0, calcidiol_supply=95.0)


def _calvo() -> Trajectory:
    diet = (Change(field="calcium_intake", to=10.5), Change(field="phosphate_intake", to=53.6))
    return run(diet, 28.0, 113, _CALVO_DIET)


def _portale() -> Trajectory:
    return run((Change(field="phosphate_intake", to=11.3),), 5.0, 41, _CHILD)


def _low_30() -> Trajectory:
    return run((Change(field="phosphate_intake", to=22.6),), 30.0, 61, replace(HEALTHY, gfr=51.0))


def _bypass() -> Trajectory:
    return run((Change(field="calcium_absorption", to=0.2),), 182.0, 365, _BYPASS)


def _day() -> Trajectory:
    return run((Meals(days=6),), 6.0, 1153)


def _alkalosis() -> Trajectory:
    return run((Change(field="ph", to=7.435, over=0.5),), 6.0, 145)


def _acidosis() -> Trajectory:
    return run((Change(field="ph", to=7.30, over=2.0),), 8.0, 161)


def _neutral() -> Trajectory:
    return run((Infusion(substance="phosphate", amount=304.0 * 7.0, duration=7.0),), 7.0, 337)


def _bumetanide() -> Trajectory:
    return run((Dose(drug="furosemide", amount=80.0, every=1.0, times=7),), 7.0, 169)


def _share(course: Trajectory, name: str, of: str) -> float:
    """Give a ratio of two quantities at the end of a run as a multiple of the first."""
    shares = course.values[name] / course.values[of]
    return float(shares[-1] / shares[0])


def _hour(day: float) -> float:
    return 24.0 * (day - 5.0)


def _rows() -> list[Row]:
    return [
        Row(
            "diet-little-calcium-pth-8-days",
            "Calcium 420 mg, phosphorus 1660 mg a day for 8 days: PTH +11 to +22 %",
            _CALVO,
            5.0,
            60.0,
            "% change",
            Reading(_calvo, "pth", at=8.0, how="percent"),
            "from 820 and 930 mg",
        ),
        Row(
            "diet-little-calcium-pth-28-days",
            "the same for 4 weeks: PTH +26 to +36 %",
            _CALVO,
            5.0,
            60.0,
            "% change",
            Reading(_calvo, "pth", how="percent"),
        ),
        Row(
            "diet-little-calcium-phosphate",
            "the same at 8 days: phosphate does not fall",
            _CALVO,
            0.0,
            25.0,
            "% change",
            Reading(_calvo, "phosphate", at=8.0, how="percent"),
        ),
        Row(
            "diet-little-calcium-calcitriol",
            "the same for 4 weeks: calcitriol unchanged",
            _CALVO,
            -12.0,
            40.0,
            "% change",
            Reading(_calvo, "calcitriol", how="percent"),
        ),
        Row(
            "diet-low-phosphate-gfr-45-calcitriol",
            "GFR 45, phosphorus 1.2 to 0.35 g for 5 days: calcitriol +60 %",
            _PORTALE,
            15.0,
            120.0,
            "% change",
            Reading(_portale, "calcitriol", how="percent"),
        ),
        Row(
            "diet-low-phosphate-gfr-45-pth",
            "the same: PTH −25 %",
            _PORTALE,
            -60.0,
            -8.0,
            "% change",
            Reading(_portale, "pth", how="percent"),
        ),
        Row(
            "diet-low-phosphate-gfr-51-pth",
            "GFR 51, phosphorus 700 mg for 30 days: PTH falls",
            _LOW_30,
            -55.0,
            -3.0,
            "% change",
            Reading(_low_30, "pth", how="percent"),
        ),
        Row(
            "diet-low-phosphate-gfr-51-calcitriol",
            "the same: calcitriol rises",
            _LOW_30,
            3.0,
            80.0,
            "% change",
            Reading(_low_30, "calcitriol", how="percent"),
        ),
        Row(
            "bypass-absorption",
            "Gastric bypass, 6 months: absorbed fraction 33 to 7 %",
            _SCHAFER,
            0.03,
            0.14,
            "fraction",
            lambda: _bypass().final.gut_to_serum_calcium / 30.0,
            "absorbing power a fifth assumed",
        ),
        Row(
            "bypass-pth",
            "the same: PTH rises",
            _SCHAFER,
            8.0,
            180.0,
            "% change",
            Reading(_bypass, "pth", how="percent"),
        ),
        Row(
            "bypass-urine-calcium",
            "the same: urine calcium falls",
            _SCHAFER,
            -80.0,
            -8.0,
            "% change",
            Reading(_bypass, "urine_calcium", how="percent"),
        ),
        Row(
            "bypass-calcitriol",
            "the same: calcitriol rises",
            _SCHAFER,
            3.0,
            120.0,
            "% change",
            Reading(_bypass, "calcitriol", how="percent"),
        ),
        Row(
            "bypass-resorption",
            "the same: bone resorption is markedly up",
            _SCHAFER,
            10.0,
            200.0,
            "% change",
            Reading(_bypass, "bone_resorption", how="percent"),
        ),
        Row(
            "day-rhythm-phosphate-amplitude",
            "Three meals a day: phosphate swings within a day",
            _RHYTHM,
            0.12,
            0.6,
            "mmol/L",
            lambda: highest(_day(), "phosphate", 5.0) - lowest(_day(), "phosphate", 5.0),
        ),
        Row(
            "day-rhythm-phosphate-peak",
            "the same: highest in the afternoon or after midnight",
            _RHYTHM,
            3.5,
            16.5,
            "h after noon",
            lambda: (_hour(time_of_highest(_day(), "phosphate", 5.0)) - 12.0) % 24.0,
        ),
        Row(
            "day-rhythm-phosphate-nadir",
            "the same: lowest in the morning",
            _RHYTHM,
            6.5,
            12.5,
            "o’clock",
            lambda: _hour(time_of_lowest(_day(), "phosphate", 5.0)) % 24.0,
        ),
        Row(
            "respiratory-alkalosis-ionised-calcium",
            "Respiratory alkalosis for 6 days: ionised calcium −0.10 mmol/L",
            _ALKALOSIS,
            -0.17,
            -0.015,
            "mmol/L",
            Reading(_alkalosis, "ionised_calcium", how="difference"),
        ),
        Row(
            "respiratory-alkalosis-phosphate",
            "the same: phosphate +0.14 mmol/L",
            _ALKALOSIS,
            0.02,
            0.28,
            "mmol/L",
            Reading(_alkalosis, "phosphate", how="difference"),
        ),
        Row(
            "respiratory-alkalosis-pth",
            "the same: PTH unchanged",
            _ALKALOSIS,
            -25.0,
            30.0,
            "% change",
            Reading(_alkalosis, "pth", how="percent"),
        ),
        Row(
            "respiratory-alkalosis-calcitriol",
            "the same: calcitriol unchanged",
            _ALKALOSIS,
            -20.0,
            20.0,
            "% change",
            Reading(_alkalosis, "calcitriol", how="percent"),
        ),
        Row(
            "metabolic-acidosis-phosphate",
            "Metabolic acidosis, pH 7.30, 8 days: phosphate falls by renal loss",
            _ACIDOSIS,
            -40.0,
            -3.0,
            "% change",
            Reading(_acidosis, "phosphate", how="percent"),
        ),
        Row(
            "metabolic-acidosis-calcitriol",
            "the same: calcitriol rises",
            _ACIDOSIS,
            5.0,
            90.0,
            "% change",
            Reading(_acidosis, "calcitriol", how="percent"),
        ),
        Row(
            "metabolic-acidosis-pth",
            "the same: PTH falls",
            _ACIDOSIS,
            -60.0,
            -2.0,
            "% change",
            Reading(_acidosis, "pth", how="percent"),
        ),
        Row(
            "metabolic-acidosis-ionised-calcium",
            "the same: ionised calcium unchanged",
            _ACIDOSIS,
            -0.05,
            0.06,
            "mmol/L",
            Reading(_acidosis, "ionised_calcium", how="difference"),
        ),
        Row(
            "phosphate-7-days-pth",
            "Neutral phosphate 4.35 mmol/kg a day into a vein for 7 days: PTH 24 to 62 ng/L",
            _NEUTRAL,
            1.5,
            4.5,
            "× first",
            Reading(_neutral, "pth", how="ratio"),
        ),
        Row(
            "phosphate-7-days-clearance",
            "the same: phosphate clearance 35 to 229",
            _NEUTRAL,
            4.0,
            12.0,
            "× first",
            lambda: _share(_neutral(), "urine_phosphate", "phosphate"),
        ),
        Row(
            "phosphate-7-days-calcium-excretion",
            "the same: fractional excretion of calcium 1.8 to 0.9 %",
            _NEUTRAL,
            0.25,
            0.8,
            "× first",
            lambda: _share(_neutral(), "urine_calcium", "filtered_calcium"),
        ),
        Row(
            "phosphate-7-days-transient",
            "the same: phosphate rises only transiently",
            _NEUTRAL,
            0.5,
            0.95,
            "× peak",
            lambda: _neutral().final.phosphate / highest(_neutral(), "phosphate"),
        ),
        Row(
            "phosphate-7-days-ionised-calcium",
            "the same: ionised calcium falls",
            _NEUTRAL,
            -0.2,
            -0.005,
            "mmol/L",
            Reading(_neutral, "ionised_calcium", how="difference"),
        ),
        Row(
            "loop-diuretic-7-days-pth",
            "Bumetanide 2 mg a day for 7 days: PTH +27 %",
            _BUMETANIDE,
            3.0,
            100.0,
            "% change",
            Reading(_bumetanide, "pth", at=6.0, until=7.0, how="percent"),
            "as furosemide 80 mg; mean of day 7",
        ),
        Row(
            "loop-diuretic-7-days-calcitriol",
            "the same: calcitriol +36 %",
            _BUMETANIDE,
            3.0,
            70.0,
            "% change",
            Reading(_bumetanide, "calcitriol", at=6.0, until=7.0, how="percent"),
        ),
        Row(
            "loop-diuretic-7-days-calcium",
            "the same: calcium unchanged",
            _BUMETANIDE,
            -0.06,
            0.04,
            "mmol/L",
            Reading(_bumetanide, "calcium", at=6.0, until=7.0, how="difference"),
        ),
        Row(
            "loop-diuretic-7-days-rebound",
            "the same: urine calcium falls below baseline between doses",
            _BUMETANIDE,
            -80.0,
            -3.0,
            "% change",
            lambda: 100.0 * (lowest(_bumetanide(), "urine_calcium", 6.0) / float(_bumetanide().urine_calcium[0]) - 1.0),
        ),
    ]


def checks() -> list[Check]:
    """Give the checks of these experiments."""
    return as_checks(_rows())
