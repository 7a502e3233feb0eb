"""Units in which a laboratory value may be answered. The factor depends on what is measured."""

from collections.abc import Mapping

SIZES: Mapping[str, Mapping[str, float]] = {
    # quantity: size of each unit in the first one. The conventional units bear the course's exact factors
    # (molar masses: Ca 40.08, P 30.97, Mg 24.31 g/mol; "phosphate" in mg/dL is always mass of phosphorus).
    "calcium": {"mmol/L": 1.0, "mg/dL": 0.2495, "mEq/L": 0.5, "µmol/L": 0.001},
    "phosphate": {"mmol/L": 1.0, "mg/dL": 0.3229, "µmol/L": 0.001},
    "magnesium": {"mmol/L": 1.0, "mg/dL": 0.4114, "mEq/L": 0.5, "µmol/L": 0.001},
    "calcium-phosphate product": {"mmol²/L²": 1.0, "mg²/dL²": 0.0806},
    "pth": {"pmol/L": 1.0, "pg/mL": 0.106, "ng/L": 0.106},
    "calcidiol": {"nmol/L": 1.0, "ng/mL": 2.496, "µg/L": 2.496},
    "calcitriol": {"pmol/L": 1.0, "pg/mL": 2.40, "ng/L": 2.40},
    "creatinine": {"µmol/L": 1.0, "mg/dL": 88.4, "mmol/L": 1000.0},
    "albumin": {"g/L": 1.0, "g/dL": 10.0},
    "urine calcium/creatinine": {"mmol/mmol": 1.0, "mg/mg": 2.82},
}


def units_of(quantity: str) -> Mapping[str, float]:
    """Give the units of a quantity, empty when it is unknown."""
    return SIZES.get(quantity, {})


def convert(value: float, quantity: str, unit: str, to: str) -> float:
    """Give a value in another unit of the same quantity.

    Raises
    ------
    KeyError
        The quantity or one of the units is unknown.
    """
    sizes = SIZES[quantity]
    return value if unit == to else value * sizes[unit] / sizes[to]
