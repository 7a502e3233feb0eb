"""Published experiments of hours: citrate, magnesium, swallowed phosphate and calcium, calcium emergencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calcinosis.physiology.protocols import Dose, Hold, Infusion, OralLoad, Surgery, hours, minutes
from calcinosis.physiology.validation.bench import Row, as_checks, highest, patient, run, time_of_highest
from calcinosis.physiology.validation.reading import Reading

if TYPE_CHECKING:
    from calcinosis.physiology.trajectory import Trajectory
    from calcinosis.physiology.validation.check import Check

_BOLAN = "10.1046/j.1537-2995.2001.41091165.x, abstract (7 donors, three rates)"
_CHOLST = "N Engl J Med 1984;310:1221, abstract (7 women)"
_REISS = "J Clin Invest 1970;49:2146, abstract"
_GUILLEMANT = "Horm Metab Res, Guillemant (s-2007-1002084), abstract"
_MAJOR = "J Clin Oncol 2001;19:558"


def _citrate() -> Trajectory:
    return run((Infusion(substance="citrate", amount=53.0, duration=minutes(90.0)),), minutes(147.0), 301)


def _diluted() -> Trajectory:
    span = minutes(20.0)
    held = (Hold(field="clamp", value=1.0, duration=span), Hold(field="clamp_target", value=1.13, duration=span))
    return run(held, span, 121)


def _magnesium() -> Trajectory:
    first = Infusion(substance="magnesium", amount=24.0, duration=minutes(20.0))
    then = Infusion(substance="magnesium", amount=24.3, at=minutes(20.0), duration=hours(3.0))
    return run((first, then), hours(4.0), 241)


def _phosphate_1000() -> Trajectory:
    return run((OralLoad(phosphate=32.3),), 1.0, 289)


def _laxative(times: int) -> Trajectory:
    return run((OralLoad(phosphate=186.0, every=0.5, times=times),), 1.5, 433)


def _calcium_500() -> Trajectory:
    return run((OralLoad(calcium=12.5),), 0.5, 289)


def _calcium_with_phosphate() -> Trajectory:
    return run((OralLoad(calcium=30.0, phosphate=19.4),), hours(4.0), 97)


def _adenoma_removed() -> Trajectory:
    return patient("primary-hyperparathyroidism", 0.5, (Surgery(operation="adenomectomy"),), minutes(30.0), 121)


def _zoledronate() -> Trajectory:
    return patient("pthrp-hypercalcaemia", 0.6, (Dose(drug="zoledronate"),), 10.0, 121)


def _rows() -> list[Row]:
    return [
        Row(
            "citrate-90-min-ionised-calcium",
            "Citrate 53 mmol in 90 min (plateletpheresis): ionised calcium −33 %",
            _BOLAN,
            -45.0,
            -20.0,
            "% change",
            Reading(_citrate, "ionised_calcium", at=minutes(90.0), how="percent"),
        ),
        Row(
            "citrate-90-min-pth-fades",
            "the same: PTH is higher at 30 min than at 90 min, though calcium still falls",
            _BOLAN,
            1.0,
            4.0,
            "× at 90 min",
            lambda: _citrate().at(minutes(30.0)).pth / _citrate().at(minutes(90.0)).pth,
        ),
        Row(
            "citrate-90-min-urine-calcium",
            "the same: urine calcium rises markedly",
            _BOLAN,
            1.3,
            12.0,
            "× first",
            Reading(_citrate, "urine_calcium", at=minutes(90.0), how="ratio"),
        ),
        Row(
            "citrate-90-min-total-calcium",
            "the same: total calcium hardly moves",
            "Transfus Med 2005;15:233 (PubMed 15943708), abstract",
            -13.0,
            1.0,
            "% change",
            Reading(_citrate, "calcium", at=minutes(90.0), how="percent"),
        ),
        Row(
            "ionised-calcium-down-0-07-pth",
            "Ionised calcium 0.07 lower (calcium-free albumin): PTH up to 5 times in 10 min",
            "Metabolism 1991;40:814, abstract",
            1.8,
            7.0,
            "× first",
            lambda: highest(_diluted(), "pth", end=minutes(12.0)) / float(_diluted().pth[0]),
        ),
        Row(
            "magnesium-infusion-level",
            "Magnesium sulfate 6 g, then 2 g an hour: magnesium 0.8 to 2.5 mmol/L",
            _CHOLST,
            1.6,
            3.2,
            "mmol/L",
            Reading(_magnesium, "magnesium", at=minutes(30.0)),
        ),
        Row(
            "magnesium-infusion-pth",
            "the same: PTH −40 % at 30 min",
            _CHOLST,
            -65.0,
            -15.0,
            "% change",
            Reading(_magnesium, "pth", at=minutes(30.0), how="percent"),
        ),
        Row(
            "magnesium-infusion-pth-later",
            "the same: PTH still below baseline at 2 h",
            _CHOLST,
            -70.0,
            -2.0,
            "% change",
            Reading(_magnesium, "pth", at=hours(2.0), how="percent"),
        ),
        Row(
            "magnesium-infusion-calcium",
            "the same: total calcium 2.2 to 1.9 mmol/L at 3 h",
            _CHOLST,
            -0.45,
            -0.08,
            "mmol/L",
            Reading(_magnesium, "calcium", at=hours(3.0), how="difference"),
        ),
        Row(
            "magnesium-infusion-urine-calcium",
            "the same: urine calcium rises",
            "Calcif Tissue Int 1986;39:304, abstract",
            1.3,
            8.0,
            "× first",
            Reading(_magnesium, "urine_calcium", at=hours(2.5), how="ratio"),
        ),
        Row(
            "phosphate-1000-pth",
            "Phosphorus 1 g by mouth: PTH +60 to +125 %",
            _REISS,
            20.0,
            160.0,
            "% change",
            Reading(_phosphate_1000, "pth", how="percent", pick="max"),
        ),
        Row(
            "phosphate-1000-pth-time",
            "the same: PTH peaks at 1 h",
            _REISS,
            0.4,
            4.5,
            "h",
            lambda: 24.0 * time_of_highest(_phosphate_1000(), "pth"),
        ),
        Row(
            "phosphate-1000-ionised-calcium",
            "the same: a very small fall of ionised calcium",
            _REISS,
            -0.09,
            -0.004,
            "mmol/L",
            Reading(_phosphate_1000, "ionised_calcium", how="difference", pick="min"),
        ),
        Row(
            "laxative-phosphate-2-h",
            "Sodium phosphate 186 mmol by mouth: phosphate 1.65 to 2.5 mmol/L at 2 h",
            "Aliment Pharmacol Ther 2009;29:1202, abstract",
            1.5,
            2.7,
            "mmol/L",
            Reading(lambda: _laxative(1), "phosphate", at=hours(2.0)),
            "part of it is not absorbed",
        ),
        Row(
            "laxative-phosphate-peak",
            "the same twice in 12 h: phosphate peaks at 1.2 to 4.0 mmol/L",
            "Dig Dis Sci 1996;41:749, abstract",
            1.7,
            4.0,
            "mmol/L",
            Reading(lambda: _laxative(2), "phosphate", pick="max"),
        ),
        Row(
            "oral-calcium-500-ionised-calcium",
            "Calcium 500 mg by mouth: ionised calcium 1.23 to 1.28 mmol/L",
            _GUILLEMANT,
            0.02,
            0.1,
            "mmol/L",
            Reading(_calcium_500, "ionised_calcium", how="difference", pick="max"),
        ),
        Row(
            "oral-calcium-500-pth",
            "the same: PTH −54 %",
            _GUILLEMANT,
            -75.0,
            -30.0,
            "% change",
            Reading(_calcium_500, "pth", how="percent", pick="min"),
        ),
        Row(
            "oral-calcium-500-threshold",
            "the same: TmP/GFR rises",
            _GUILLEMANT,
            1.0,
            40.0,
            "% change",
            Reading(_calcium_500, "phosphate_threshold", how="percent", pick="max"),
        ),
        Row(
            "tricalcium-phosphate-pth",
            "Calcium 1.2 g with phosphorus 0.6 g: PTH −45 %",
            _GUILLEMANT,
            -75.0,
            -20.0,
            "% change",
            Reading(_calcium_with_phosphate, "pth", how="percent", pick="min"),
        ),
        Row(
            "tricalcium-phosphate-phosphate",
            "the same: phosphate +10 %",
            _GUILLEMANT,
            2.0,
            30.0,
            "% change",
            Reading(_calcium_with_phosphate, "phosphate", how="percent", pick="max"),
        ),
        Row(
            "adenoma-removed-pth-10-min",
            "Adenoma removed: PTH less than half after 10 min",
            "Am J Surg 1994;168:466",
            3.0,
            50.0,
            "% of first",
            lambda: 100.0 * _adenoma_removed().at(minutes(10.0)).pth / float(_adenoma_removed().pth[0]),
        ),
        Row(
            "zoledronate-in-malignancy-fall",
            "Zoledronate 4 mg in hypercalcaemia of malignancy: calcium falls by day 10",
            _MAJOR,
            -1.5,
            -0.35,
            "mmol/L",
            Reading(_zoledronate, "calcium", how="difference"),
        ),
        Row(
            "zoledronate-in-malignancy-normal",
            "the same: calcium normal by day 10 in 88 %",
            _MAJOR,
            2.0,
            2.72,
            "mmol/L",
            Reading(_zoledronate, "calcium"),
        ),
    ]


def checks() -> list[Check]:
    """Give the checks of these experiments."""
    return as_checks(_rows())
