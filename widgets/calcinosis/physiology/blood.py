"""Calcium in blood: ionised, complexed, bound to protein, and what the glomerulus can filter."""

from math import sqrt

from calcinosis.physiology.curves import above

IONISED = 1.20  # mmol/L; healthy value, MODEL 3.1
TOTAL = 2.40  # mmol/L; healthy value, MODEL 3.1
COMPLEXED = 0.22  # mmol/L; healthy value, 9 % of total, MODEL 3.1
PHOSPHATE = 1.20  # mmol/L; healthy value, MODEL 3
PHOSPHATE_PAIRING = 0.039  # per mmol/L phosphate; pairs at pH 7.4 by the speciation of MODEL 4.1 point 5
CITRATE_AFFINITY = 1.2  # per mmol/L; calcium citrate in the presence of plasma magnesium, calibration choice
CITRATE_ESCAPE = 0.25  # share of filtered calcium citrate that the tubule leaves in urine; calibration choice
CITRATE_METABOLISM = 28.0  # per day; half-life about 36 min, calibration choice
PROTEIN_HALF_SATURATION = 8.8  # mmol/L; MODEL 3.1
GLOBULIN_SHARE = 0.2  # fraction of binding that is not albumin; FACTS 2.2 (80-90 % is albumin)
PH_SLOPE = 0.42  # decades of protein capacity per pH unit; gives -0.05 mmol/L ionised per +0.1, FACTS 2.2

# What the healthy values leave for bicarbonate, lactate and the citrate normally present, and for protein.
OTHER_PAIRING = COMPLEXED / IONISED - PHOSPHATE_PAIRING * PHOSPHATE
PROTEIN_CAPACITY = (TOTAL - IONISED - COMPLEXED) * (PROTEIN_HALF_SATURATION + IONISED) / IONISED


def protein_capacity(*, albumin: float, ph: float) -> float:
    """Calcium binding sites of plasma protein, mmol/L; protons compete for them (MODEL 3.1)."""
    return (
        PROTEIN_CAPACITY * (GLOBULIN_SHARE + (1.0 - GLOBULIN_SHARE) * albumin / 40.0) * 10.0 ** (PH_SLOPE * (ph - 7.4))
    )


def calcium_fractions(
    *, calcium: float, phosphate: float, citrate: float, edta: float, protein_capacity: float
) -> tuple[float, float, float, float, float]:
    """Ionised, complexed, bound and ultrafilterable calcium, mmol/L.

    EDTA takes calcium one to one. The rest is the positive root of the quadratic in MODEL 3.1, with citrate at
    its saturation near 1 mmol/L, followed by one Newton step on the exact balance (exact without citrate).
    """
    available = above(calcium - edta) + 1e-15
    pairing = 1.0 + OTHER_PAIRING + PHOSPHATE_PAIRING * phosphate
    citrate_sites = CITRATE_AFFINITY * citrate
    slope = pairing + citrate_sites / (1.0 + CITRATE_AFFINITY)
    linear = PROTEIN_HALF_SATURATION * slope + protein_capacity - available
    root = sqrt(linear * linear + 4.0 * slope * PROTEIN_HALF_SATURATION * available)
    guess = 2.0 * PROTEIN_HALF_SATURATION * available / (root + linear)
    room = PROTEIN_HALF_SATURATION + guess
    grip = 1.0 + CITRATE_AFFINITY * guess
    excess = guess * (pairing + protein_capacity / room + citrate_sites / grip) - available
    stiffness = pairing + protein_capacity * PROTEIN_HALF_SATURATION / (room * room) + citrate_sites / (grip * grip)
    ionised_calcium = guess - excess / stiffness
    citrate_calcium = ionised_calcium * citrate_sites / (1.0 + CITRATE_AFFINITY * ionised_calcium)
    complexed_calcium = ionised_calcium * (pairing - 1.0) + citrate_calcium
    bound_calcium = available - ionised_calcium - complexed_calcium
    ultrafilterable_calcium = ionised_calcium + complexed_calcium
    return ionised_calcium, complexed_calcium, bound_calcium, ultrafilterable_calcium, citrate_calcium


def citrate_change(
    *, citrate: float, citrate_infusion: float, clamp_citrate: float, extracellular_volume: float
) -> float:
    """Citrate above the normal trace, mmol/L per day: infused, then burnt by liver and muscle."""
    return (citrate_infusion + clamp_citrate) / extracellular_volume - CITRATE_METABOLISM * citrate


def chelate_clearance(*, calcium: float, edta: float, citrate_calcium: float, filtration: float) -> float:
    """Calcium carried out by chelators, mmol/day: all that is filtered with EDTA (as inulin), a part with citrate.

    Urine calcium therefore rises while ionised calcium falls (10.1046/j.1537-2995.2001.41091165.x, abstract).
    """
    return filtration * (calcium - above(calcium - edta) + CITRATE_ESCAPE * citrate_calcium)


def edta_change(*, edta: float, edta_infusion: float, filtration: float, extracellular_volume: float) -> float:
    """EDTA in extracellular fluid, mmol/L per day."""
    return (edta_infusion - filtration * edta) / extracellular_volume
