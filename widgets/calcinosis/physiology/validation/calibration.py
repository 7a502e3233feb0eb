"""The calibration table: what the model was fitted to, with the tolerance of each row (MODEL 5)."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from math import inf, log
from typing import TYPE_CHECKING

from calcinosis.physiology.clinical import fractional_excretion_of_calcium
from calcinosis.physiology.dynamics import outputs
from calcinosis.physiology.parameters import HEALTHY, RANGES, Parameters
from calcinosis.physiology.protocols import Protocol, Surgery
from calcinosis.physiology.quantities import QUANTITIES
from calcinosis.physiology.simulate import simulate, steady_state
from calcinosis.physiology.validation.check import Check

if TYPE_CHECKING:
    from collections.abc import Callable

    from calcinosis.physiology.trajectory import Moment

Row = tuple[str, str, str, float, float, str, "Callable[[], float]"]


@lru_cache(maxsize=128)
def settled(p: Parameters) -> Moment:
    """Give the settled person, once for all rows that ask."""
    return steady_state(p)


def _of(name: str, **changes: float) -> Callable[[], float]:
    return lambda: settled(replace(HEALTHY, **changes)).values[name]


def _ratio(name: str, **changes: float) -> Callable[[], float]:
    return lambda: settled(replace(HEALTHY, **changes)).values[name] / settled(HEALTHY).values[name]


def _ionised_at_ph(ph: float) -> float:
    states = dict(settled(HEALTHY).state)
    inputs = {name: getattr(HEALTHY, name) for name in RANGES} | {"ph": ph}
    return float(outputs(states, inputs)["ionised_calcium"])


def _pth_half_life() -> float:
    """Minutes in which PTH halves after total parathyroidectomy."""
    plan = Protocol(events=(Surgery(operation="parathyroidectomy", remaining=0.0),))
    run = simulate(plan, days=10.0 / 1440.0, samples=3)
    return 10.0 * log(2.0) / log(float(run.pth[0] / run.pth[-1]))


def _clearance_ratio(p: Parameters) -> float:
    m = settled(p)
    creatinine_excreted = m.creatinine * 0.001 * m.filtration
    return fractional_excretion_of_calcium(
        serum_calcium=m.calcium,
        urine_calcium=m.urine_calcium,
        serum_creatinine=m.creatinine * 0.001,
        urine_creatinine=creatinine_excreted,
    )


def _normal_rows() -> list[Row]:
    rows: list[Row] = []
    for name in (
        "calcium",
        "ionised_calcium",
        "phosphate",
        "magnesium",
        "pth",
        "calcidiol",
        "calcitriol",
        "fgf23",
        "urine_calcium",
        "phosphate_threshold",
        "alkaline_phosphatase",
        "creatinine",
    ):
        quantity = QUANTITIES[name]
        low, high = quantity.normal or (0.0, inf)
        rows.append(
            (
                f"normal-{name}",
                f"{quantity.label} of the healthy adult",
                "FACTS 2.1",
                low,
                high,
                quantity.unit,
                _of(name),
            )
        )
    return rows


def _rows() -> list[Row]:
    primary = {"set_point": 1.32, "parathyroid_tissue": 2.0}
    deficient = {"calcidiol_supply": 25.0}
    return [
        *_normal_rows(),
        (
            "pth-half-life",
            "Plasma half-life of PTH (1-84)",
            "MODEL 5 row 3: Maier, J Clin Endocrinol Metab 1998;83:3852",
            2.0,
            5.0,
            "min",
            _pth_half_life,
        ),
        (
            "ph-shifts-ionised-calcium",
            "Ionised calcium per +0.1 pH at fixed total",
            "MODEL 5 row 9; FACTS 2.2",
            -0.07,
            -0.03,
            "mmol/L",
            lambda: _ionised_at_ph(7.5) - _ionised_at_ph(7.4),
        ),
        (
            "albumin-20-total-calcium",
            "Albumin 20 g/L: total calcium falls",
            "MODEL 5 row 10",
            1.90,
            2.02,
            "mmol/L",
            _of("calcium", albumin=20.0),
        ),
        (
            "albumin-20-ionised-calcium",
            "Albumin 20 g/L: ionised calcium unchanged",
            "MODEL 5 row 10",
            1.19,
            1.21,
            "mmol/L",
            _of("ionised_calcium", albumin=20.0),
        ),
        (
            "albumin-20-pth",
            "Albumin 20 g/L: PTH unchanged",
            "MODEL 5 row 10",
            0.9,
            1.1,
            "× healthy",
            _ratio("pth", albumin=20.0),
        ),
        (
            "true-absorption",
            "True absorption of 25 mmol calcium a day",
            "MODEL 5 row 11",
            0.20,
            0.35,
            "fraction",
            lambda: settled(HEALTHY).gut_to_serum_calcium / 25.0,
        ),
        (
            "fractional-excretion",
            "Fractional excretion of filtered calcium",
            "MODEL 5 row 11",
            0.01,
            0.03,
            "fraction",
            lambda: 1.0 - settled(HEALTHY).calcium_reabsorption,
        ),
        ("phosphate-reabsorption", "TRP", "MODEL 5 row 13", 0.80, 0.95, "fraction", _of("phosphate_reabsorbed_share")),
        (
            "primary-calcium",
            "Primary hyperparathyroidism: calcium",
            "MODEL 5 row 18: 10.4158/EP09346.OR",
            2.6,
            3.0,
            "mmol/L",
            _of("calcium", **primary),
        ),
        (
            "primary-pth",
            "Primary hyperparathyroidism: PTH",
            "MODEL 5 row 18",
            9.0,
            14.0,
            "pmol/L",
            _of("pth", **primary),
        ),
        (
            "primary-phosphate",
            "Primary hyperparathyroidism: phosphate low",
            "MODEL 5 row 18",
            0.6,
            1.0,
            "mmol/L",
            _of("phosphate", **primary),
        ),
        (
            "primary-urine-calcium",
            "Primary hyperparathyroidism: urine calcium up",
            "MODEL 5 row 18",
            5.5,
            15.0,
            "mmol/day",
            _of("urine_calcium", **primary),
        ),
        (
            "primary-calcitriol",
            "Primary hyperparathyroidism: calcitriol up 10 to 50 %",
            "MODEL 5 row 18",
            1.10,
            1.50,
            "× healthy",
            _ratio("calcitriol", **primary),
        ),
        (
            "no-parathyroids-calcium",
            "No parathyroid tissue: calcium",
            "MODEL 5 row 21",
            1.6,
            2.0,
            "mmol/L",
            _of("calcium", parathyroid_tissue=0.0),
        ),
        (
            "no-parathyroids-phosphate",
            "No parathyroid tissue: phosphate",
            "MODEL 5 row 21",
            1.5,
            2.0,
            "mmol/L",
            _of("phosphate", parathyroid_tissue=0.0),
        ),
        (
            "no-parathyroids-calcitriol",
            "No parathyroid tissue: calcitriol low",
            "MODEL 5 row 21",
            10.0,
            60.0,
            "pmol/L",
            _of("calcitriol", parathyroid_tissue=0.0),
        ),
        ("ckd5-phosphate", "GFR 10: phosphate", "MODEL 5 row 23", 1.6, 2.2, "mmol/L", _of("phosphate", gfr=10.0)),
        ("ckd5-calcium", "GFR 10: calcium", "MODEL 5 row 23", 2.1, 2.4, "mmol/L", _of("calcium", gfr=10.0)),
        ("ckd5-pth", "GFR 10: PTH", "MODEL 5 row 23", 20.0, 60.0, "pmol/L", _of("pth", gfr=10.0)),
        ("ckd5-fgf23", "GFR 10: intact FGF23 above 500", "MODEL 5 row 23", 500.0, inf, "pg/mL", _of("fgf23", gfr=10.0)),
        (
            "ckd5-calcitriol",
            "GFR 10: calcitriol below 40",
            "MODEL 5 row 23",
            5.0,
            40.0,
            "pmol/L",
            _of("calcitriol", gfr=10.0),
        ),
        (
            "deficiency-pth",
            "25(OH)D 25 nmol/L: PTH up",
            "MODEL 5 row 26: 10.1007/s40618-019-01075-w",
            1.3,
            4.0,
            "× healthy",
            _ratio("pth", **deficient),
        ),
        (
            "deficiency-calcium",
            "25(OH)D 25 nmol/L: calcium held",
            "MODEL 5 row 26",
            2.1,
            2.55,
            "mmol/L",
            _of("calcium", **deficient),
        ),
        (
            "deficiency-phosphate",
            "25(OH)D 25 nmol/L: phosphate lower",
            "MODEL 5 row 26",
            0.6,
            1.15,
            "mmol/L",
            _of("phosphate", **deficient),
        ),
        (
            "deficiency-absorption",
            "25(OH)D 10 nmol/L: a fifth or less of calcium absorbed",
            "MODEL 6 point 7; about 10-15 % without vitamin D (doubtful)",
            0.05,
            0.20,
            "fraction",
            lambda: settled(replace(HEALTHY, calcidiol_supply=10.0)).gut_to_serum_calcium / 25.0,
        ),
        (
            "intoxication-calcium",
            "25(OH)D 1000 nmol/L: hypercalcaemia",
            "MODEL 5 row 27: 10.3389/fendo.2018.00550",
            2.75,
            3.8,
            "mmol/L",
            _of("calcium", calcidiol_supply=1000.0),
        ),
        (
            "intoxication-pth",
            "25(OH)D 1000 nmol/L: PTH suppressed",
            "MODEL 5 row 27",
            0.0,
            1.6,
            "pmol/L",
            _of("pth", calcidiol_supply=1000.0),
        ),
        (
            "intoxication-calcitriol",
            "25(OH)D 1000 nmol/L: calcitriol normal or slightly up",
            "MODEL 5 row 27",
            48.0,
            200.0,
            "pmol/L",
            _of("calcitriol", calcidiol_supply=1000.0),
        ),
        (
            "sarcoid-calcium",
            "Calcitriol twice normal from granulomas: calcium",
            "MODEL 5 row 28",
            2.6,
            3.2,
            "mmol/L",
            _of("calcium", extrarenal_calcitriol=2.0),
        ),
        (
            "sarcoid-urine-calcium",
            "Calcitriol twice normal from granulomas: hypercalciuria",
            "MODEL 5 row 28",
            7.5,
            25.0,
            "mmol/day",
            _of("urine_calcium", extrarenal_calcitriol=2.0),
        ),
        (
            "fgf23-excess-phosphate",
            "FGF23 excess: phosphate",
            "MODEL 5 row 30",
            0.4,
            0.8,
            "mmol/L",
            _of("phosphate", fgf23_production=40.0),
        ),
        (
            "fgf23-excess-calcitriol",
            "FGF23 excess: calcitriol low or inappropriately normal",
            "MODEL 5 row 30",
            15.0,
            110.0,
            "pmol/L",
            _of("calcitriol", fgf23_production=40.0),
        ),
        (
            "fgf23-excess-fgf23",
            "FGF23 excess: intact FGF23 100 to 1000",
            "MODEL 5 row 30",
            100.0,
            1000.0,
            "pg/mL",
            _of("fgf23", fgf23_production=40.0),
        ),
        (
            "fhh-calcium",
            "FHH: calcium",
            "MODEL 5 row 33",
            2.6,
            2.8,
            "mmol/L",
            _of("calcium", calcium_sensor_shift=0.18),
        ),
        (
            "fhh-pth",
            "FHH: PTH normal to high normal",
            "MODEL 5 row 33",
            1.6,
            9.0,
            "pmol/L",
            _of("pth", calcium_sensor_shift=0.18),
        ),
        (
            "fhh-clearance-ratio",
            "FHH: calcium to creatinine clearance ratio below 0.01",
            "MODEL 5 row 33; FACTS 2.4",
            0.0,
            0.01,
            "ratio",
            lambda: _clearance_ratio(replace(HEALTHY, calcium_sensor_shift=0.18)),
        ),
        (
            "primary-clearance-ratio",
            "Primary hyperparathyroidism: clearance ratio above that of FHH (above 0.01)",
            "FACTS 2.4",
            0.01,
            0.06,
            "ratio",
            lambda: _clearance_ratio(replace(HEALTHY, **primary)),
        ),
    ]


def checks() -> list[Check]:
    """Give the checks of the calibration table."""
    return [
        Check(id=i, kind="calibration", claim=c, source=s, low=lo, high=hi, unit=u, measure=m)
        for i, c, s, lo, hi, u, m in _rows()
    ]
