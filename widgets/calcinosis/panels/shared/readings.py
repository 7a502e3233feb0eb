"""How quantities are read aloud and printed: decimals, units of both systems, normal or not.

The numbers that browsers print and the sentences that Python writes follow this one table.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from calcinosis.physiology.quantities import QUANTITIES

NBSP = "\u00a0"
THIN = "\u202f"
MINUS = "\u2212"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """How one quantity is shown; label, unit, interval and decimals come from ``physiology.quantities``."""

    label: str
    """Name in running text."""
    healthy: float | None = None
    """Value of the healthy adult of the model."""
    fewer_from: float | None = None
    """From this value on no decimals are printed."""
    cap: float | None = None
    """Above this value only "> cap" is printed: no assay reads further."""
    log: bool = False
    """Drawn on a logarithmic scale."""


# Names as the course's text has them, and what differs from plain printing; all other quantities keep their own label.
_READINGS = {
    "calcium": Reading(label="calcium", healthy=2.40),
    "ionised_calcium": Reading(label="ionised calcium", healthy=1.20),
    "phosphate": Reading(label="phosphate", healthy=1.20),
    "pth": Reading(label="PTH", healthy=4.0, fewer_from=20.0, log=True),
    "calcitriol": Reading(label="calcitriol", healthy=110.0),
    "fgf23": Reading(label="FGF23", healthy=40.0, cap=10000.0, log=True),
    "urine_calcium": Reading(label="urine calcium", healthy=5.0),
    "urine_phosphate": Reading(label="urine phosphate", fewer_from=20.0),
    "gut_to_serum_phosphate": Reading(label="phosphate absorbed", fewer_from=20.0),
    "soft_tissue_deposit": Reading(label="deposit"),
}
MEASURED = ("calcium", "ionised_calcium", "phosphate", "magnesium", "pth", "calcitriol", "calcidiol", "fgf23")


def reading_of(name: str) -> Reading:
    """Return how a quantity is shown."""
    return _READINGS.get(name) or Reading(label=QUANTITIES[name].label)


def as_table(*names: str) -> dict[str, dict[str, object]]:
    """Return the named rows as the browser reads them."""
    table: dict[str, dict[str, object]] = {}
    for name in names:
        quantity = QUANTITIES[name]
        low, high = quantity.normal or (None, None)
        other = quantity.conventional_unit and {
            "unit": quantity.conventional_unit,
            "factor": quantity.factor,
            "decimals": quantity.conventional_decimals,
        }
        described = {
            "unit": quantity.unit,
            "decimals": quantity.decimals,
            "low": low,
            "high": high,
            "conventional": other,
        }
        table[name] = asdict(reading_of(name)) | described
    return table


def digits(value: float, decimals: int) -> str:
    """Print a number with a true minus and thin spaces in thousands."""
    text = f"{abs(value):,.{decimals}f}".replace(",", THIN)
    return f"{MINUS}{text}" if value < 0 and float(f"{abs(value):.{decimals}f}") != 0 else text


def flux(value: float) -> str:
    """Print a daily flow: two decimals below 1, one below 20, none above."""
    size = abs(value)
    if size < 0.005:
        return "0"
    return digits(value, 2 if size < 0.995 else 1 if size < 19.95 else 0)


def flow(value: float, ion: str, units: str) -> str:
    """Print a daily flow with its unit; ``ion`` is calcium or phosphate."""
    if units == "conventional":
        return f"{digits(value * {'calcium': 40.08, 'phosphate': 30.97}[ion], 0)}{NBSP}mg"
    return f"{flux(value)}{NBSP}mmol"


def printed(name: str, value: float, units: str) -> str:
    """Print a value with its unit in one system, ``si`` or ``conventional``."""
    quantity, reading = QUANTITIES[name], reading_of(name)
    other = units == "conventional" and quantity.conventional_unit is not None
    factor = quantity.factor if other else 1.0
    unit = quantity.conventional_unit if other else quantity.unit
    if reading.cap is not None and value > reading.cap:
        return f"> {digits(reading.cap * factor, 0)}{NBSP}{unit}"
    decimals = quantity.conventional_decimals if other else quantity.decimals
    if not other and reading.fewer_from is not None and value >= reading.fewer_from:
        decimals = 0
    return f"{digits(value * factor, decimals)}{NBSP}{unit}"


def in_both(name: str, value: float, units: str) -> str:
    """Print a value in the chosen system, the other one after it in brackets."""
    if QUANTITIES[name].conventional_unit is None:
        return printed(name, value, units)
    other = "si" if units == "conventional" else "conventional"
    return f"{printed(name, value, units)} ({printed(name, value, other)})"


def verdict(name: str, value: float) -> str:
    """Say whether a value is low, normal or high; a quantity without an interval is never either."""
    low, high = QUANTITIES[name].normal or (float("-inf"), float("inf"))
    return "low" if value < low else "high" if value > high else "normal"


_TIMES = {
    2: "twice",
    3: "three times",
    4: "four times",
    5: "five times",
    6: "six times",
    7: "seven times",
    8: "eight times",
}


def judged(name: str, value: float, units: str) -> str:
    """Print a value and where it stands: "PTH 65 pmol/L (613 pg/mL), nine times the upper limit"."""
    text = f"{reading_of(name).label} {in_both(name, value, units)}"
    where = verdict(name, value)
    if where == "normal":
        return f"{text}, normal" if QUANTITIES[name].normal else text
    high = (QUANTITIES[name].normal or (0.0, 0.0))[1]
    if where == "high" and value >= 2.0 * high:
        times = int(value / high)
        return f"{text}, {_TIMES.get(times, f'{digits(times, 0)} times')} the upper limit"
    return f"{text}, {'above' if where == 'high' else 'below'} normal"


def lasting(days: float | None) -> str:
    """Say how long a setting has lasted: "settled", "after 1 hour", "after 90 days"."""
    if days is None:
        return "settled"
    count, unit = (days * 24.0, "hour") if days < 1.0 else (days, "day")
    text = digits(count, 0)
    return f"after {text} {unit}{'' if text == '1' else 's'}"


def sentence(text: str) -> str:
    """Begin with a capital and end with a full stop."""
    return f"{text[0].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def listed(parts: list[str]) -> str:
    """Join words as in a sentence: a, b and c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
