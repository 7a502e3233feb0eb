"""Everything about a person and a treatment that can be set, with healthy values as defaults."""

from dataclasses import dataclass, field, fields
from functools import cache
from math import isfinite
from numbers import Real
from typing import Final


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """What one field accepts."""

    low: float
    """Lowest accepted value."""
    high: float
    """Highest accepted value."""
    unit: str
    """Unit of the field."""
    healthy: float
    """Healthy value, the default."""

    def check(self, name: str, value: object) -> float:
        """Return the value as a float, or refuse it naming field, value and allowed range."""
        if isinstance(value, bool) or not isinstance(value, Real):
            raise TypeError(f"{name} = {value!r}: must be a number of {self.unit}")
        number = float(value)
        if not isfinite(number) or not self.low <= number <= self.high:
            raise ValueError(f"{name} = {value} {self.unit}: must be between {self.low:g} and {self.high:g}")
        return number


def _value(default: float, low: float, high: float, unit: str) -> float:
    """Describe one field: its healthy value, the range that the model accepts, its unit."""
    return field(default=default, metadata={"range": Range(low=low, high=high, unit=unit, healthy=default)})


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameters:
    """A person, what they eat, and what is done to them. Change a value with ``dataclasses.replace``.

    Raises
    ------
    ValueError
        A value outside its range; the message names the field, the value and the allowed range.
    """

    calcium_intake: float = _value(25.0, 0.0, 200.0, "mmol/day")
    """Calcium eaten, mmol/day; 25 is 1000 mg (FACTS 2.3)."""
    phosphate_intake: float = _value(45.0, 0.0, 300.0, "mmol/day")
    """Phosphate eaten, mmol/day; 45 is 1400 mg (MODEL 3.2)."""
    oral_calcium_load: float = _value(0.0, 0.0, 20000.0, "mmol/day")
    """Calcium swallowed at once, on top of the diet: the rate while it is swallowed, mmol/day."""
    oral_phosphate_load: float = _value(0.0, 0.0, 20000.0, "mmol/day")
    """Phosphate swallowed at once, on top of the diet: the rate while it is swallowed, mmol/day."""
    magnesium_intake: float = _value(12.5, 0.0, 100.0, "mmol/day")
    """Magnesium eaten, mmol/day; calibration choice."""
    calcidiol_supply: float = _value(70.0, 0.0, 3000.0, "nmol/L")
    """25(OH)D that sun, food and tablets sustain in the long run, nmol/L (MODEL 3)."""
    calcitriol_supply: float = _value(0.0, 0.0, 20.0, "µg/day")
    """Calcitriol given by mouth, µg/day; the healthy kidney makes about 1.6 µg/day."""
    phosphate_binder: float = _value(0.0, 0.0, 0.95, "fraction")
    """Share of dietary phosphate held by binders, 0 to 0.95; calibration choice."""
    calcium_absorption: float = _value(1.0, 0.0, 3.0, "× normal")
    """Absorbing power of the bowel for calcium, 1 in health; below 1 in malabsorption."""
    phosphate_absorption: float = _value(1.0, 0.0, 3.0, "× normal")
    """Absorbing power of the bowel for phosphate, 1 in health."""

    gfr: float = _value(100.0, 2.0, 250.0, "mL/min")
    """Glomerular filtration rate, mL/min; 100 is the model's healthy adult (MODEL 3)."""
    phosphate_reabsorption: float = _value(1.0, 0.2, 3.0, "× normal")
    """Intrinsic tubular threshold for phosphate, 1 in health; above 1 in growing children."""
    renal_pth_response: float = _value(1.0, 0.0, 2.0, "× normal")
    """How strongly the tubule answers PTH, 1 in health; near 0 in pseudohypoparathyroidism."""
    thiazide: float = _value(0.0, 0.0, 1.0, "fraction")
    """Thiazide effect, 0 none to 1 full."""
    loop_diuretic: float = _value(0.0, 0.0, 1.0, "fraction")
    """Loop diuretic effect, 0 none to 1 full."""
    magnesium_wasting: float = _value(0.0, 0.0, 0.9, "fraction")
    """Share of the renal magnesium threshold that is lost (diuretics, Gitelman syndrome), 0 in health."""

    set_point: float = _value(1.13, 0.6, 2.2, "mmol/L")
    """Ionised calcium at half-maximal PTH secretion, mmol/L; higher in an adenoma (MODEL 3.2)."""
    calcium_sensor_shift: float = _value(0.0, -0.6, 1.0, "mmol/L")
    """Shift of every calcium sensor, gland and kidney, mmol/L; above 0 in familial hypocalciuric hypercalcaemia."""
    parathyroid_tissue: float = _value(1.0, 0.0, 50.0, "× normal")
    """Functioning parathyroid tissue, 1 in health, 0 after total removal."""
    gland_growth: float = _value(1.0, 0.0, 5.0, "× normal")
    """Speed at which the glands grow and shrink, 1 in health; 0 freezes their size."""
    calcimimetic: float = _value(0.0, 0.0, 1.0, "fraction")
    """Calcimimetic effect on the gland, 0 none to 1 full (set point down by a quarter; calibration choice)."""
    pthrp: float = _value(0.0, 0.0, 200.0, "pmol/L")
    """PTH-related peptide, as pmol/L of PTH with the same action on bone and kidney."""
    bone_pth_response: float = _value(1.0, 0.0, 2.0, "× normal")
    """How strongly bone answers PTH, 1 in health."""

    hydroxylase_capacity: float = _value(1.0, 0.0, 10.0, "× normal")
    """Capacity of renal 1-alpha-hydroxylase, 1 in health."""
    extrarenal_calcitriol: float = _value(0.0, 0.0, 10.0, "× normal")
    """Unregulated calcitriol production (granuloma), multiples of healthy production."""
    fgf23_production: float = _value(1.0, 0.0, 100.0, "× normal")
    """Production of intact FGF23, 1 in health; low in GALNT3 disease, high in XLH and tumours."""
    klotho: float = _value(1.0, 0.0, 3.0, "× normal")
    """Klotho of the tubule, 1 in health."""
    fgf23_neutralised: float = _value(0.0, 0.0, 1.0, "fraction")
    """Share of FGF23 held by an antibody (burosumab), 0 to 1."""

    antiresorptive: float = _value(0.0, 0.0, 0.98, "fraction")
    """Osteoclast activity prevented (bisphosphonate, denosumab), 0 to 0.98."""
    bone_anabolic: float = _value(0.0, 0.0, 5.0, "fraction")
    """Osteoblast gain beyond coupling (intermittent teriparatide), 0 in health."""
    bone_growth: float = _value(0.0, 0.0, 40.0, "mmol/day")
    """Extra calcium that growing bone takes, mmol/day."""
    placental_transfer: float = _value(0.0, 0.0, 20.0, "mmol/day")
    """Calcium passed to a fetus, mmol/day."""

    cellular_uptake: float = _value(1.0, 0.0, 20.0, "× normal")
    """Pull of cells on phosphate, 1 in health; higher with insulin and refeeding."""
    cell_lysis: float = _value(0.0, 0.0, 5000.0, "mmol/day")
    """Phosphate set free by dying cells, mmol/day."""

    albumin: float = _value(40.0, 5.0, 80.0, "g/L")
    """Serum albumin, g/L."""
    ph: float = _value(7.4, 6.8, 7.8, "pH")
    """Blood pH."""
    extracellular_volume: float = _value(14.0, 1.0, 40.0, "L")
    """Extracellular fluid, L; keep it constant within a run (MODEL 3.1)."""

    calcium_infusion: float = _value(0.0, 0.0, 20000.0, "mmol/day")
    """Calcium into a vein, mmol/day."""
    phosphate_infusion: float = _value(0.0, 0.0, 20000.0, "mmol/day")
    """Phosphate into a vein, mmol/day."""
    magnesium_infusion: float = _value(0.0, 0.0, 5000.0, "mmol/day")
    """Magnesium into a vein, mmol/day."""
    citrate_infusion: float = _value(0.0, 0.0, 20000.0, "mmol/day")
    """Citrate into a vein, mmol/day."""
    edta_infusion: float = _value(0.0, 0.0, 20000.0, "mmol/day")
    """Disodium EDTA into a vein, mmol/day."""
    pth_infusion: float = _value(0.0, 0.0, 20000.0, "nmol/day")
    """PTH into a vein or from under the skin, nmol/day."""
    calcitriol_infusion: float = _value(0.0, 0.0, 20000.0, "µg/day")
    """Calcitriol into a vein, µg/day; all of it arrives, and the bowel does not meet it first."""
    fgf23_infusion: float = _value(0.0, 0.0, 1e7, "pg/mL/day")
    """FGF23 given, pg/mL of plasma per day."""

    clamp: float = _value(0.0, 0.0, 1.0, "fraction")
    """1 while ionised calcium is held at ``clamp_target`` by infusing calcium or citrate, 0 otherwise."""
    clamp_target: float = _value(1.2, 0.6, 2.0, "mmol/L")
    """Ionised calcium at which a clamp holds, mmol/L."""

    dialysis_clearance: float = _value(0.0, 0.0, 500.0, "mL/min")
    """Dialyser clearance of phosphate and calcium, mL/min, while it runs or as an average."""
    dialysate_calcium: float = _value(1.40, 0.0, 3.0, "mmol/L")
    """Calcium in dialysate, mmol/L."""
    dialysate_magnesium: float = _value(0.50, 0.0, 3.0, "mmol/L")
    """Magnesium in dialysate, mmol/L."""

    fetuin_a: float = _value(0.65, 0.02, 3.0, "g/L")
    """Fetuin-A, g/L (FACTS 2.1: 0.35 to 0.95)."""
    pyrophosphate: float = _value(1.0, 0.01, 10.0, "× normal")
    """Production of pyrophosphate (ABCC6, ENPP1), 1 in health."""
    tnap: float = _value(1.0, 0.05, 20.0, "× normal")
    """Tissue alkaline phosphatase, which destroys pyrophosphate, 1 in health."""
    vitamin_k: float = _value(1.0, 0.0, 3.0, "× normal")
    """Vitamin K for matrix Gla protein, 1 in health."""
    warfarin: float = _value(0.0, 0.0, 1.0, "fraction")
    """Warfarin effect on carboxylation, 0 none to 1 full."""
    thiosulfate: float = _value(0.0, 0.0, 1.0, "fraction")
    """Sodium thiosulfate effect, 0 to 1; clinical benefit unproven (FACTS 7)."""
    joint_injury: float = _value(0.0, 0.0, 20.0, "× normal")
    """Damage of skin over joints beyond daily microtrauma, 0 in health."""
    skin_injury: float = _value(0.0, 0.0, 20.0, "× normal")
    """Damage and inflammation of skin (sclerosis, myositis, injection), 0 in health."""
    vessel_injury: float = _value(0.0, 0.0, 20.0, "× normal")
    """Damage of vessel walls beyond uraemia, 0 in health."""
    kidney_injury: float = _value(0.0, 0.0, 20.0, "× normal")
    """Damage of renal tissue that favours mineral, 0 in health."""
    extravasation: float = _value(0.0, 0.0, 5000.0, "mmol/day")
    """Calcium leaking into tissue at an infusion site, mmol/day."""

    def __post_init__(self) -> None:
        """Refuse what the model cannot mean; keep every number as a float."""
        for name, allowed in _ranges().items():
            object.__setattr__(self, name, allowed.check(name, getattr(self, name)))


@cache
def _ranges() -> dict[str, Range]:
    return {each.name: each.metadata["range"] for each in fields(Parameters)}


def check_value(name: str, value: object) -> float:
    """Return the value as a float if the field accepts it.

    Raises
    ------
    ValueError
        Unknown field, or a value out of range: names the field, the value and the allowed range.
    TypeError
        Not a number.
    """
    allowed = RANGES.get(name)
    if allowed is None:
        raise ValueError(f"unknown parameter {name!r}; known are {', '.join(RANGES)}")
    return allowed.check(name, value)


RANGES: Final = _ranges()
HEALTHY: Final = Parameters()
