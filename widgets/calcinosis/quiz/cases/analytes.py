"""What a laboratory reports in the cases: names, units of both systems, reference intervals for the age.

Adult intervals and the phosphate table are those of the course facts (FACTS 2.1; [hall2021], [kdigo2017], [diasys]).
Where the facts give none, the interval says "about" and stands for many laboratories.
"""

from dataclasses import dataclass

from calcinosis.physiology.quantities import QUANTITIES, Quantity

Interval = tuple[float | None, float | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Analyte:
    """One row of a report."""

    label: str
    """Name for people."""
    unit: str
    """SI unit, or the one unit in use."""
    decimals: int
    """Decimals in that unit."""
    normal: Interval | None
    """Adult reference interval; None at an end means that only the other end counts."""
    conventional: tuple[str, float, int] | None = None
    """Conventional unit, factor to it, decimals."""
    shape: str | None = None
    """Quantity of the course whose colour and marker the row takes."""
    about: bool = False
    """Whether the interval stands for many laboratories and not for a source."""
    grows: bool = False
    """Whether children have intervals of their own."""


def _known(name: str, label: str, *, shape: str | None = None, grows: bool = False) -> Analyte:
    q: Quantity = QUANTITIES[name]
    other = (q.conventional_unit, q.factor, q.conventional_decimals) if q.conventional_unit else None
    decimals = q.decimals
    return Analyte(
        label=label, unit=q.unit, decimals=decimals, normal=q.normal, conventional=other, shape=shape, grows=grows
    )


ANALYTES: dict[str, Analyte] = {
    "calcium": _known("calcium", "Calcium, total", shape="calcium"),
    "ionised_calcium": _known("ionised_calcium", "Calcium, ionised", shape="calcium"),
    "adjusted_calcium": _known("albumin_adjusted_calcium", "Calcium, adjusted", shape="calcium"),
    "phosphate": _known("phosphate", "Phosphate", shape="phosphate", grows=True),
    "product": _known("calcium_phosphate_product", "Calcium × phosphate"),
    "pth": _known("pth", "PTH", shape="pth"),
    "calcidiol": _known("calcidiol", "25-OH vitamin D"),
    "calcitriol": _known("calcitriol", "1,25-(OH)2 vitamin D", shape="calcitriol"),
    "magnesium": _known("magnesium", "Magnesium"),
    "albumin": _known("albumin", "Albumin"),
    "creatinine": _known("creatinine", "Creatinine", grows=True),
    "alkaline_phosphatase": _known("alkaline_phosphatase", "Alkaline phosphatase", grows=True),
    "tmp_gfr": _known("phosphate_threshold", "TmP/GFR", shape="phosphate", grows=True),
    "phosphate_reabsorption": Analyte(label="TRP", unit="", decimals=3, normal=(0.80, 0.95)),
    "fgf23": Analyte(label="FGF23, intact", unit="pg/mL", decimals=0, normal=(10.0, 50.0), shape="fgf23", about=True),
    "fgf23_c_terminal": Analyte(
        label="FGF23, C-terminal", unit="RU/mL", decimals=0, normal=(None, 180.0), shape="fgf23", about=True
    ),
    "urine_calcium": Analyte(
        label="Urine calcium",
        unit="mmol/24 h",
        decimals=1,
        normal=(2.5, 7.5),
        conventional=("mg/24 h", 40.08, 0),
        shape="calcium",
    ),
    "bicarbonate": Analyte(label="Bicarbonate", unit="mmol/L", decimals=0, normal=(22.0, 29.0), about=True),
    "crp": Analyte(label="CRP", unit="mg/L", decimals=0, normal=(None, 5.0)),
    "white_cells": Analyte(label="White cells", unit="×10⁹/L", decimals=1, normal=(4.0, 11.0), about=True),
    "inr": Analyte(label="INR", unit="", decimals=1, normal=(0.9, 1.2), about=True),
    "creatine_kinase": Analyte(label="Creatine kinase", unit="U/L", decimals=0, normal=(None, 190.0)),
    "tsh": Analyte(label="TSH", unit="mU/L", decimals=1, normal=(0.7, 5.0)),
    "ace": Analyte(label="ACE", unit="U/L", decimals=0, normal=(20.0, 70.0)),
    "ktv": Analyte(label="Kt/V per session", unit="", decimals=1, normal=(1.2, None)),
}

PHOSPHATE_BY_AGE: tuple[tuple[float, float, float, str], ...] = (
    (31 / 365.25, 1.25, 2.50, "1 to 30 days"),
    (1.0, 1.15, 2.15, "1 to 12 months"),
    (4.0, 1.00, 1.95, "1 to 3 years"),
    (7.0, 1.05, 1.80, "4 to 6 years"),
    (10.0, 0.95, 1.75, "7 to 9 years"),
    (13.0, 1.05, 1.85, "10 to 12 years"),
    (16.0, 0.95, 1.65, "13 to 15 years"),
    (19.0, 0.85, 1.60, "16 to 18 years"),
)
"""Below this age in years: phosphate from and to, mmol/L, and whom it is for [diasys]."""
GROWN_UP = 19.0  # years


def interval(name: str, years: float) -> tuple[Interval | None, str]:
    """Return the reference interval of an analyte for an age, and in words whom it is for (empty for adults)."""
    known = ANALYTES[name]
    if name == "phosphate":
        for below, low, high, words in PHOSPHATE_BY_AGE:
            if years < below:
                return (low, high), words
    return known.normal, "about" if known.about else ""


def years(age: float, unit: str) -> float:
    """Return an age in years."""
    return age * {"years": 1.0, "months": 1 / 12, "days": 1 / 365.25}[unit]
