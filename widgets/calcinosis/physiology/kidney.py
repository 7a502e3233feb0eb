"""The kidney: filtration, and what each segment takes back of calcium and phosphate."""

from math import exp, log

from calcinosis.physiology.curves import above, softplus

FILTRATION = 1.44  # L/day for 1 mL/min; 1440 min in a day
MAGNESIUM = 0.85  # mmol/L; healthy value, middle of FACTS 2.1
URINE_CALCIUM = 5.0  # mmol/day; healthy value, FACTS 2.3
URINE_PHOSPHATE = 26.25  # mmol/day; healthy value, MODEL 3.2
CALCIUM_TO_LOOP = 0.35  # fraction of filtered calcium that leaves the proximal tubule; FACTS 2.3
NEPHRON_ADAPTATION = 0.35  # exponent; surviving nephrons excrete more, calibration choice, MODEL 3.2
LOOP_FLOOR = 0.236  # reabsorption in the loop at very high calcium; calibration choice, MODEL 3.2
LOOP_SENSED = 0.752  # reabsorption that the calcium sensor controls; calibration choice, MODEL 3.2
MAGNESIUM_ON_LOOP = 0.08  # mmol/L of calcium that 1 mmol/L of magnesium matches there; calibration choice
LOOP_STEEPNESS = 6.75  # exponent; calibration choice, MODEL 3.2 has 6
DRYNESS_HALF = 1.71  # mmol/L ionised that costs half of the volume that calcium can cost; calibration choice
DRYNESS_STEEPNESS = 12.0  # exponent; calibration choice
DRYNESS_TIME = 3.0  # days; calibration choice
DRYNESS_ON_FILTRATION = 0.4  # fraction of filtration lost in full dryness; calibration choice
DRYNESS_ON_PROXIMAL = 0.32  # fraction of delivery to the loop lost in full dryness; calibration choice
SHIFT_ON_LOOP = 1.34  # per mmol/L; the loop follows a shift of the calcium sensor, calibration choice
LOOP_NORMAL = 0.72  # loop reabsorption in health; MODEL 3.2 (20-25 % of filtered, FACTS 2.3)
DISTAL_FLOOR = 0.648  # distal reabsorption without PTH; calibration choice, MODEL 3.2
DISTAL_PTH = 0.18  # what PTH can add; calibration choice, MODEL 3.2
VITAMIN_D_ON_DISTAL = 0.08  # calibration choice
PHOSPHATE_ON_DISTAL = 2.23  # weight of tubular phosphate; a load lowers urine calcium beyond PTH, calibration choice
LOAD_FLOOR = 0.327  # share of escape that no load of phosphate prevents; calibration choice
FGF23_ON_DISTAL = 0.05  # weight; FGF23 keeps TRPV5 at the membrane, calibration choice
ACID_ON_DISTAL = 3.0  # most that acid can add to distal escape; protons close TRPV5, calibration choice
ACID_STEEPNESS = 2.0  # exponent of proton concentration; calibration choice
THIAZIDE_EFFECT = 0.52  # fraction of distal escape prevented at full effect; calibration choice
LOOP_DIURETIC_EFFECT = 0.15  # loop reabsorption lost at full effect; calibration choice
SPLAY = 0.08  # mmol/L; MODEL 3.2
CARRIER_FREE_SHARE = 0.359  # threshold that needs none of the carriers that hormones remove; calibration choice
PTH_ON_CARRIERS = 1.33  # removal by PTH against removal without hormones; calibration choice
FGF23_ON_CARRIERS = 1.68  # the same for FGF23; calibration choice
ACID_ON_THRESHOLD = 1.0  # decades per pH unit; acid lowers phosphate reabsorption, calibration choice
CARRIER_TURNOVER = 15.4  # per day in health; time constant 1.7 h, under much PTH half an hour, calibration choice

_NORMAL_DRYNESS = (1.2 / DRYNESS_HALF) ** DRYNESS_STEEPNESS
DRYNESS = _NORMAL_DRYNESS / (1.0 + _NORMAL_DRYNESS)
# Solved so that the healthy kidney excretes exactly the healthy amounts.
LOOP_SENSOR = 1.2 * ((LOOP_SENSED / (LOOP_NORMAL - LOOP_FLOOR)) - 1.0) ** (-1.0 / LOOP_STEEPNESS)
DISTAL_NORMAL = 1.0 - URINE_CALCIUM / (100.0 * FILTRATION * 1.42 * CALCIUM_TO_LOOP * (1.0 - LOOP_NORMAL))
DISTAL_HALF = DISTAL_PTH / (DISTAL_NORMAL - DISTAL_FLOOR) - 1.0
THRESHOLD = 1.2 - SPLAY * log(exp(URINE_PHOSPHATE / (100.0 * FILTRATION * SPLAY)) - 1.0)


def nephrons(*, gfr: float) -> float:
    """Share of nephrons that work, at most 1: hyperfiltration, as in pregnancy, is not more nephrons."""
    return 1.0 - above(1.0 - 0.01 * gfr)


def dryness_change(*, dryness: float, ionised_calcium: float, calcium_sensor_shift: float) -> float:
    """Volume that hypercalcaemia has cost, as a share of what it can cost, per day.

    High calcium acts on the thick limb as a loop diuretic does; over days the loss of salt and water costs filtration
    and the proximal tubule takes more back, so that hypercalcaemia feeds itself. An infusion of hours does not.
    A kidney whose calcium sensor is shifted (FHH) does not feel it.
    """
    salt = (ionised_calcium * exp(-calcium_sensor_shift) / DRYNESS_HALF) ** DRYNESS_STEEPNESS
    return (salt / (1.0 + salt) - dryness) / DRYNESS_TIME


def filtration(*, gfr: float, dryness: float) -> float:
    """Glomerular filtrate, L/day; hypercalcaemia of days costs some of it."""
    return FILTRATION * gfr * (1.0 - DRYNESS_ON_FILTRATION * dryness) / (1.0 - DRYNESS_ON_FILTRATION * DRYNESS)


def creatinine(*, filtration: float) -> float:
    """Serum creatinine at a steady state, µmol/L: 80 at 100 mL/min (calibration choice within FACTS 2.1)."""
    return 8000.0 * FILTRATION / filtration


def filtered_loads(*, filtration: float, ultrafilterable_calcium: float, phosphate: float) -> tuple[float, float]:
    """Calcium and phosphate filtered, mmol/day."""
    filtered_calcium = filtration * ultrafilterable_calcium
    filtered_phosphate = filtration * phosphate
    return filtered_calcium, filtered_phosphate


def loop_escape(
    *, ionised_calcium: float, magnesium: float, calcium_sensor_shift: float, loop_diuretic: float
) -> float:
    """Fraction of calcium that the thick ascending limb lets pass: its own calcium sensor opens it (FACTS 2.3).

    Magnesium counts there as a little calcium. The sensor shifts together with that of the parathyroid: familial
    hypocalciuric hypercalcaemia.
    """
    sensor = LOOP_SENSOR * exp(SHIFT_ON_LOOP * calcium_sensor_shift)
    seen = ionised_calcium + MAGNESIUM_ON_LOOP * (magnesium - MAGNESIUM)
    sensed = LOOP_SENSED / (1.0 + (abs(seen) / sensor) ** LOOP_STEEPNESS)
    return 1.0 - LOOP_FLOOR - sensed + LOOP_DIURETIC_EFFECT * loop_diuretic


def distal_escape(
    *,
    distal_pth_signal: float,
    vitamin_d_signal: float,
    fgf23_signal: float,
    urine_phosphate: float,
    ph: float,
    thiazide: float,
) -> float:
    """Fraction of calcium that the distal tubule lets pass; PTH, vitamin D, FGF23 and thiazides keep it (FACTS 2.3)."""
    base = 1.0 - DISTAL_FLOOR - DISTAL_PTH * distal_pth_signal / (distal_pth_signal + DISTAL_HALF)
    vitamin_d = 1.0 - VITAMIN_D_ON_DISTAL * (vitamin_d_signal - 1.0) / (1.0 + vitamin_d_signal)
    fgf23 = (1.0 + FGF23_ON_DISTAL) / (1.0 + FGF23_ON_DISTAL * fgf23_signal)
    load = PHOSPHATE_ON_DISTAL * urine_phosphate / URINE_PHOSPHATE
    acid = (1.0 + ACID_ON_DISTAL) / (1.0 + ACID_ON_DISTAL * 10.0 ** (ACID_STEEPNESS * (ph - 7.4)))
    mineral = (LOAD_FLOOR + (1.0 - LOAD_FLOOR) * (1.0 + PHOSPHATE_ON_DISTAL) / (1.0 + load)) * acid
    return base * vitamin_d * fgf23 * mineral * (1.0 - THIAZIDE_EFFECT * thiazide)


def urine_calcium(
    *,
    filtered_calcium: float,
    gfr: float,
    dryness: float,
    loop_escape: float,
    distal_escape: float,
    chelate_clearance: float,
) -> float:
    """Calcium in urine, mmol/day (MODEL 3.2)."""
    delivered = CALCIUM_TO_LOOP * (100.0 / gfr) ** NEPHRON_ADAPTATION
    proximal = (1.0 - DRYNESS_ON_PROXIMAL * dryness) / (1.0 - DRYNESS_ON_PROXIMAL * DRYNESS)
    return filtered_calcium * delivered * proximal * loop_escape * distal_escape + chelate_clearance


def phosphate_carriers_change(*, phosphate_carriers: float, kidney_pth_signal: float, fgf23_signal: float) -> float:
    """Sodium phosphate carriers of the brush border, multiples of normal per day: made steadily, removed by hormones.

    PTH and FGF23 take the same carriers out of the membrane, so together they do less than the product of both. PTH
    empties it within the hour; what is gone must be made again, so phosphate comes back over a day when PTH is gone.
    """
    removal = 1.0 + PTH_ON_CARRIERS * kidney_pth_signal + FGF23_ON_CARRIERS * fgf23_signal
    return CARRIER_TURNOVER * (1.0 - phosphate_carriers * removal / (1.0 + PTH_ON_CARRIERS + FGF23_ON_CARRIERS))


def phosphate_threshold(*, phosphate_carriers: float, phosphate_reabsorption: float, ph: float) -> float:
    """Tubular maximum of phosphate per litre of filtrate, mmol/L (FACTS 2.3; MODEL 3.2 has it at once).

    Acid lowers it and alkali raises it (PMC443402; Kidney Int 1992;42:727; abstracts).
    """
    carried = CARRIER_FREE_SHARE + (1.0 - CARRIER_FREE_SHARE) * phosphate_carriers
    return THRESHOLD * carried * phosphate_reabsorption * 10.0 ** (ACID_ON_THRESHOLD * (ph - 7.4))


def urine_phosphate(*, filtration: float, phosphate: float, phosphate_threshold: float) -> float:
    """Phosphate in urine, mmol/day: what exceeds the threshold, with splay (MODEL 3.2)."""
    return filtration * SPLAY * softplus((phosphate - phosphate_threshold) / SPLAY)
