"""The course of chronic kidney disease in cohorts: what leaves its range, in which order, and at what GFR."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, Final

from calcinosis.physiology.parameters import HEALTHY
from calcinosis.physiology.protocols import Change, Dialysis, Dose
from calcinosis.physiology.quantities import QUANTITIES
from calcinosis.physiology.simulate import steady_state
from calcinosis.physiology.validation.bench import IN_DIALYSIS, Row, as_checks, run
from calcinosis.physiology.validation.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from calcinosis.physiology.trajectory import Moment, Trajectory
    from calcinosis.physiology.validation.check import Check

_CRIC = "10.1038/ki.2011.47, abstract (3879 patients)"
_SEEK = "10.1038/sj.ki.5002009 (1814 patients); for the order FACTS 2.4"
_NHANES = "PMC2615703, abstract (3949 adults)"
_KETTELER = "10.2215/CJN.05161107, abstract (46 patients)"
_BINDERS = "Int Urol Nephrol 2008, calcium acetate against sevelamer for 6 months, tables"
GRADES: Final = (100.0, 90.0, 80.0, 70.0, 60.0, 50.0, 45.0, 40.0, 35.0, 30.0, 25.0, 20.0, 15.0, 12.0, 10.0, 8.0, 6.0)


@lru_cache(maxsize=32)
def _at(gfr: float) -> Moment:
    # Patients eat less as their kidneys fail: a fifth less phosphate and calcium when they have gone.
    share = 1.0 - 0.2 * (1.0 - gfr / 100.0)
    return steady_state(replace(HEALTHY, gfr=gfr, phosphate_intake=45.0 * share, calcium_intake=25.0 * share))


def _leaves(name: str, *, up: bool, bound: float | None = None) -> float:
    """Give the GFR at which a quantity leaves its range, mL/min; 0 if it never does."""
    normal = QUANTITIES[name].normal or (0.0, inf)
    limit = bound if bound is not None else normal[1 if up else 0]
    sign = 1.0 if up else -1.0
    for before, after in pairwise(GRADES):
        left, right = (sign * (_at(gfr).values[name] - limit) for gfr in (before, after))
        if right > 0.0 >= left:
            return before + (after - before) * left / (left - right)
    return 0.0


def _of(name: str, gfr: float) -> Callable[[], float]:
    return lambda: _at(gfr).values[name]


def _relative(name: str, gfr: float) -> Callable[[], float]:
    return lambda: 100.0 * (_at(gfr).values[name] / _at(100.0).values[name] - 1.0)


def _sevelamer() -> Trajectory:
    events = (Dialysis(weekdays=(0, 2, 4), weeks=12), Dose(drug="sevelamer", every=1.0, times=84))
    return run(events, 84.0, 253, IN_DIALYSIS)


def _binder_in_ckd5() -> Trajectory:
    return run((Change(field="phosphate_binder", to=0.25),), 56.0, 113, replace(HEALTHY, gfr=12.0))


def _rows() -> list[Row]:
    return [
        Row(
            "course-fgf23-leaves",
            "FGF23 leaves its range first",
            _CRIC,
            55.0,
            78.0,
            "mL/min",
            partial(_leaves, "fgf23", up=True),
        ),
        Row(
            "course-calcitriol-falls",
            "calcitriol has fallen by a quarter next",
            _SEEK,
            45.0,
            75.0,
            "mL/min",
            partial(_leaves, "calcitriol", up=False, bound=82.5),
        ),
        Row(
            "course-pth-leaves",
            "PTH leaves its range after that",
            f"{_CRIC}; {_NHANES}: 38 % are high at 30 to 44",
            38.0,
            55.0,
            "mL/min",
            partial(_leaves, "pth", up=True),
        ),
        Row(
            "course-phosphate-leaves",
            "phosphate leaves its range late",
            f"{_CRIC}; {_SEEK}",
            15.0,
            30.0,
            "mL/min",
            partial(_leaves, "phosphate", up=True),
        ),
        Row(
            "course-calcium-leaves",
            "calcium leaves its range last, if at all",
            _SEEK,
            0.0,
            20.0,
            "mL/min",
            partial(_leaves, "calcium", up=False),
        ),
        Row(
            "course-fgf23-before-pth",
            "FGF23 leaves its range before PTH",
            _CRIC,
            5.0,
            60.0,
            "mL/min apart",
            lambda: _leaves("fgf23", up=True) - _leaves("pth", up=True),
        ),
        Row(
            "course-pth-before-phosphate",
            "PTH leaves its range before phosphate",
            _CRIC,
            5.0,
            60.0,
            "mL/min apart",
            lambda: _leaves("pth", up=True) - _leaves("phosphate", up=True),
        ),
        Row(
            "course-60-phosphate",
            "GFR 60: phosphate is what it was",
            _CRIC,
            -12.0,
            8.0,
            "% of healthy",
            _relative("phosphate", 60.0),
        ),
        Row(
            "course-30-pth",
            "GFR 30: PTH 1.5 to 2 times its upper limit",
            _NHANES,
            8.5,
            16.0,
            "pmol/L",
            _of("pth", 30.0),
        ),
        Row("course-30-calcitriol", "GFR 30: calcitriol low", _SEEK, 25.0, 62.0, "pmol/L", _of("calcitriol", 30.0)),
        Row("course-30-calcium", "GFR 30: calcium normal", _SEEK, 2.25, 2.5, "mmol/L", _of("calcium", 30.0)),
        Row("course-10-phosphate", "GFR 10: phosphate high", "FACTS 6.5", 1.55, 2.2, "mmol/L", _of("phosphate", 10.0)),
        Row("course-10-pth", "GFR 10: PTH", "MODEL 5 row 23", 20.0, 60.0, "pmol/L", _of("pth", 10.0)),
        Row("course-6-pth", "GFR 6 without dialysis: PTH", "MODEL 5 row 23", 25.0, 90.0, "pmol/L", _of("pth", 6.0)),
        Row(
            "binder-dialysis-phosphate",
            "Sevelamer in dialysis: phosphate 2.1 to 1.7 mmol/L in months",
            _BINDERS,
            -35.0,
            -10.0,
            "% change",
            Reading(_sevelamer, "phosphate", at=77.0, until=84.0, how="percent"),
            "mean of the twelfth week",
        ),
        Row(
            "binder-dialysis-pth",
            "the same: PTH about a quarter lower",
            _BINDERS,
            -55.0,
            -5.0,
            "% change",
            Reading(_sevelamer, "pth", at=77.0, until=84.0, how="percent"),
            "mean of the twelfth week",
        ),
        Row(
            "binder-dialysis-calcium",
            "the same: calcium hardly moves",
            _BINDERS,
            -0.05,
            0.10,
            "mmol/L",
            Reading(_sevelamer, "calcium", at=77.0, until=84.0, how="difference"),
            "mean of the twelfth week",
        ),
        Row(
            "binder-ckd5-phosphate",
            "Sevelamer carbonate before dialysis, 8 weeks: phosphate falls",
            _KETTELER,
            -40.0,
            -8.0,
            "% change",
            Reading(_binder_in_ckd5, "phosphate", how="percent"),
            "share bound assumed 0.25",
        ),
    ]


def checks() -> list[Check]:
    """Give the checks of the course of kidney disease."""
    return as_checks(_rows())
