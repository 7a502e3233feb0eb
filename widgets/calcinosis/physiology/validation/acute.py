"""Published experiments of minutes and hours: clamps, calcium, EDTA and PTH infusions, one dialysis session."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from calcinosis.physiology.parameters import HEALTHY
from calcinosis.physiology.protocols import Bolus, Dialysis, Dose, Hold, Infusion, hours, minutes
from calcinosis.physiology.validation.bench import IN_DIALYSIS, NO_GLANDS, Row, as_checks, run
from calcinosis.physiology.validation.reading import Reading

if TYPE_CHECKING:
    from calcinosis.physiology.parameters import Parameters
    from calcinosis.physiology.trajectory import Trajectory
    from calcinosis.physiology.validation.check import Check

_SCHWARZ = "10.1111/j.1365-2362.1993.tb00964.x, abstract"
_BRENT = "10.1210/jcem-67-5-944, abstract"
_MCELDUFF = "McElduff, Calcif Tissue Int 1987: A 6-hour human parathyroid hormone (1-34) infusion protocol, abstract"
_SIKJAER = "10.1002/jbmr.1964, abstract"
_ELIAS = "10.1159/000487108, abstract"
_KINETICS = "ASAIO Trans 1991;37:M463, abstract"
_RESISTANT = replace(HEALTHY, renal_pth_response=0.02, bone_pth_response=0.07)


def _clamp(target: float) -> Trajectory:
    span = hours(2.5)
    events = (Hold(field="clamp_target", value=target, duration=span), Hold(field="clamp", value=1.0, duration=span))
    return run(events, span)


def _mcelduff(p: Parameters) -> Trajectory:
    return run((Infusion(substance="pth", amount=1.2 * 6.0, duration=hours(6.0)),), hours(6.0), 121, p)


def _sikjaer() -> Trajectory:
    treated = replace(NO_GLANDS, calcitriol_supply=0.85, calcium_intake=48.0)
    return run((Dose(drug="PTH(1-84)"),), 1.0, 481, treated)


def _calcium_four_hours() -> Trajectory:
    return run((Infusion(substance="calcium", amount=20.0, duration=hours(4.0)),), hours(4.0))


def _calcium_bolus() -> Trajectory:
    return run((Bolus(substance="calcium", amount=2.25),), hours(3.0))


def _brent(substance: str) -> float:
    """Extreme PTH of a progressive infusion, as a multiple of the first."""
    steps = tuple(
        Infusion(
            substance="calcium" if substance == "calcium" else "edta",
            amount=0.5 * (k + 1),
            at=minutes(15.0 * k),
            duration=minutes(15.0),
        )
        for k in range(8)
    )
    course = run(steps, hours(2.0))
    return float((course.pth.min() if substance == "calcium" else course.pth.max()) / course.pth[0])


def _session() -> Trajectory:
    return run((Dialysis(),), 2.0, 961, IN_DIALYSIS)


def _session_removed(until: float) -> float:
    course = _session()
    return course.mean("dialysis_phosphate", end=until) * until


def _rows() -> list[Row]:
    return [
        Row(
            "clamp-low-peak",
            "Ionised calcium held 0.21 below baseline: PTH peaks at 4 to 7 times",
            _SCHWARZ,
            4.0,
            7.0,
            "× first",
            Reading(lambda: _clamp(0.99), "pth", how="ratio", pick="max"),
        ),
        Row(
            "clamp-low-plateau",
            "the same: PTH settles at 2 to 3 times",
            _SCHWARZ,
            1.8,
            3.3,
            "× first",
            Reading(lambda: _clamp(0.99), "pth", how="ratio"),
            "read at 2.5 h",
        ),
        Row(
            "clamp-low-peak-time",
            "the same: the peak comes within minutes",
            "MODEL 6; 10.1210/jcem-60-5-874, abstract (5 to 15 min)",
            3.0,
            25.0,
            "min",
            lambda: 1440.0 * float(_clamp(0.99).times[_clamp(0.99).pth.argmax()]),
        ),
        Row(
            "clamp-high",
            "Ionised calcium held 0.20 above baseline: PTH falls to about a quarter",
            _SCHWARZ,
            0.15,
            0.35,
            "× first",
            Reading(lambda: _clamp(1.40), "pth", how="ratio"),
        ),
        Row(
            "calcium-infusion-pth",
            "Progressive calcium infusion: PTH from 23 to about 6 ng/L",
            _BRENT,
            0.15,
            0.40,
            "× first",
            lambda: _brent("calcium"),
            "amount assumed",
        ),
        Row(
            "edta-infusion-pth",
            "Progressive EDTA infusion: PTH to about 4.2 times",
            _BRENT,
            3.0,
            6.0,
            "× first",
            lambda: _brent("edta"),
            "amount assumed",
        ),
        Row(
            "calcium-infusion-phosphate",
            "Calcium infusion: plasma phosphate rises promptly",
            "Hiatt, J Clin Invest 1957: effects of intravenous calcium on inorganic phosphate, abstract",
            0.5,
            30.0,
            "% change",
            Reading(_calcium_four_hours, "phosphate", how="percent"),
            "20 mmol in 4 h assumed",
        ),
        Row(
            "pth-6-h-no-glands-calcium",
            "PTH for 6 h without parathyroids: calcium up by 0.1 or more",
            _MCELDUFF,
            0.1,
            0.6,
            "mmol/L",
            Reading(lambda: _mcelduff(NO_GLANDS), "calcium", how="difference"),
            "1.2 nmol/h assumed",
        ),
        Row(
            "pth-6-h-no-glands-calcitriol",
            "the same: calcitriol up by 58 pmol/L or more",
            _MCELDUFF,
            58.0,
            200.0,
            "pmol/L",
            Reading(lambda: _mcelduff(NO_GLANDS), "calcitriol", how="difference"),
            "1.2 nmol/h assumed",
        ),
        Row(
            "pth-6-h-resistant-calcium",
            "the same in pseudohypoparathyroidism: calcium up by less than 0.06",
            _MCELDUFF,
            -0.05,
            0.06,
            "mmol/L",
            Reading(lambda: _mcelduff(_RESISTANT), "calcium", how="difference"),
        ),
        Row(
            "pth-6-h-resistant-calcitriol",
            "the same: calcitriol up by less than 22",
            _MCELDUFF,
            -10.0,
            22.0,
            "pmol/L",
            Reading(lambda: _mcelduff(_RESISTANT), "calcitriol", how="difference"),
        ),
        Row(
            "pth-injection-peak",
            "PTH(1-84) 100 µg under the skin: PTH peaks near 26 pmol/L",
            _SIKJAER,
            18.0,
            45.0,
            "pmol/L",
            Reading(_sikjaer, "pth", pick="max"),
        ),
        Row(
            "pth-injection-calcium-time",
            "the same: ionised calcium peaks after 5 to 10 h",
            _SIKJAER,
            3.5,
            10.0,
            "h",
            lambda: 24.0 * float(_sikjaer().times[_sikjaer().ionised_calcium.argmax()]),
        ),
        Row(
            "session-fall",
            "Haemodialysis: phosphate 45 % lower after 4 h",
            _ELIAS,
            -60.0,
            -34.0,
            "% change",
            Reading(_session, "phosphate", at=hours(4.0), how="percent"),
        ),
        Row(
            "session-first-hour",
            "the same: 47 % lower already after 1 h",
            _ELIAS,
            -62.0,
            -33.0,
            "% change",
            Reading(_session, "phosphate", at=hours(1.0), how="percent"),
        ),
        Row(
            "session-first-hour-share",
            "the same: the first hour removes a quarter of all that is removed",
            _ELIAS,
            0.20,
            0.40,
            "fraction",
            lambda: _session_removed(hours(1.0)) / _session_removed(hours(4.0)),
        ),
        Row(
            "session-removed",
            "one session removes 20 to 28 mmol of phosphate",
            _KINETICS,
            17.0,
            34.0,
            "mmol",
            lambda: _session_removed(hours(4.0)),
            "pre-session 1.5 to 2.0 mmol/L",
        ),
        Row(
            "session-end",
            "phosphate at the end of a session 0.8 to 0.9",
            _KINETICS,
            0.65,
            1.05,
            "mmol/L",
            Reading(_session, "phosphate", at=hours(4.0)),
        ),
        Row(
            "calcium-bolus-transient",
            "A 2.25 mmol calcium bolus raises ionised calcium for less than 2 h",
            "doubtful: bedside teaching, no source read",
            -0.02,
            0.03,
            "mmol/L",
            Reading(_calcium_bolus, "ionised_calcium", at=hours(2.0), how="difference"),
        ),
    ]


def checks() -> list[Check]:
    """Give the checks of these experiments."""
    return as_checks(_rows())
