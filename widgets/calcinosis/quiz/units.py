"""Units in which a laboratory value may be answered. The factor depends on what is measured."""

from collections.abc import Mapping

from calcinosis.physiology import quantities as known
from calcinosis.physiology.quantities import Quantity


def _sizes(quantity: Quantity, others: Mapping[str, float] | None = None) -> dict[str, float]:
    conventional = {quantity.conventional_unit: 1.0 / quantity.factor} if quantity.conventional_unit else {}
    return {quantity.unit: 1.0, **conventional, **(others or {})}


IONS = {"mEq/L": 0.5, "µmol/L": 0.001}  # calcium and magnesium carry two charges
SIZES: Mapping[str, Mapping[str, float]] = {
    "calcium": _sizes(known.CALCIUM, IONS),
    "phosphate": _sizes(known.PHOSPHATE, {"µmol/L": 0.001}),
    "magnesium": _sizes(known.MAGNESIUM, IONS),
    "calcium-phosphate product": _sizes(known.CALCIUM_PHOSPHATE_PRODUCT),
    "pth": _sizes(known.PTH, {"ng/L": 1.0 / known.PTH.factor}),
    "calcidiol": _sizes(known.CALCIDIOL, {"µg/L": 1.0 / known.CALCIDIOL.factor}),
    "calcitriol": _sizes(known.CALCITRIOL, {"ng/L": 1.0 / known.CALCITRIOL.factor}),
    "creatinine": _sizes(known.CREATININE, {"mmol/L": 1000.0}),
    "albumin": _sizes(known.ALBUMIN),
    "urine calcium/creatinine": _sizes(known.URINE_CALCIUM_CREATININE),
}
"""For each quantity the size of its units in the first one, the SI unit."""


def units_of(quantity: str) -> Mapping[str, float]:
    """Return the units of a quantity, empty when it is unknown."""
    return SIZES.get(quantity, {})


def convert(value: float, quantity: str, unit: str, to: str) -> float:
    """Return a value in another unit of the same quantity.

    Raises
    ------
    KeyError
        The quantity or one of the units is unknown.

    Examples
    --------
    >>> round(convert(2.5, "calcium", "mmol/L", "mg/dL"), 1)
    10.0
    """
    sizes = SIZES[quantity]
    return value if unit == to else value * sizes[unit] / sizes[to]
