"""Soft tissue: a loose calcium phosphate pool, inhibitors, and mineral that grows or dissolves at five sites.

The law of growth is a teaching construct (MODEL 4.1 point 7): its signs are known, its numbers are calibration choices.
"""

from math import sqrt

from calcinosis.physiology.chemistry import (
    BRUSHITE,
    CAH2PO4_RATIO,
    CAHPO4_RATIO,
    CAPO4_RATIO,
    H2PO4_RATIO,
    MGHPO4_RATIO,
    NAHPO4_RATIO,
    PO4_RATIO,
)
from calcinosis.physiology.curves import above

FREE_MAGNESIUM = 0.647  # free share of serum magnesium; 0.55 of 0.85 mmol/L, MODEL 4.1 point 5
LOOSE_TURNOVER = 6.0  # mmol/day each way in health; calibration choice
LOOSE_CALCIUM = 37.3  # mmol; healthy pool of loosely held calcium in soft tissue, calibration choice
LOOSE_PHOSPHATE = 0.667  # mol phosphate per mol calcium; amorphous calcium phosphate, FACTS 3.1 (Ca/P 1.5)
ALKALI_ON_LOOSE = 0.6  # decades per pH unit; alkali favours precipitation, FACTS 3.1, calibration choice
FETUIN_ON_LOOSE = 0.25  # exponent; calibration choice
WARFARIN_EFFECT = 0.9  # share of carboxylation lost at full effect; calibration choice
PYROPHOSPHATE_EXPONENT = 0.3  # MODEL 4.1 point 7
MAGNESIUM_EXPONENT = 0.3  # calibration choice
MGP_EXPONENT = 0.3  # calibration choice
URINE_CALCIUM_EXPONENT = 0.7  # calibration choice
URINE_PHOSPHATE_EXPONENT = 0.3  # calibration choice
DEPOSIT_PHOSPHATE = 0.6  # mol phosphate per mol calcium; apatite, FACTS 3.1
MGP_TIME = 5.0  # days; turnover of matrix Gla protein, calibration choice
FETUIN = 0.65  # g/L; middle of 0.35-0.95, FACTS 2.1
JOINT_TISSUE = 0.70  # standing microtrauma over joints; calibration choice
VESSEL_TISSUE = 0.20  # calibration choice
URAEMIC_TISSUE = 1.10  # what kidney failure adds to the vessel wall; calibration choice
JOINT_GROWTH = 5.0  # mmol/day; calibration choice
SKIN_GROWTH = 0.5  # mmol/day; calibration choice
VESSEL_GROWTH = 0.15  # mmol/day; calibration choice
KIDNEY_GROWTH = 1.0  # mmol/day; calibration choice
SITE_GROWTH = 6.0  # per day; share of leaked calcium that precipitates while saturated, calibration choice
SITE_VOLUME = 0.05  # L; tissue that a leak soaks, calibration choice
SITE_WASHOUT = 3.0  # per day; calibration choice
JOINT_CLEARANCE = 0.002  # per day; calibration choice
SKIN_CLEARANCE = 0.0005  # per day; established deposits hardly move (FACTS 1, S23), calibration choice
VESSEL_CLEARANCE = 0.0001  # per day; calibration choice
KIDNEY_CLEARANCE = 0.001  # per day; calibration choice
SITE_CLEARANCE = 0.015  # per day; extravasation deposits fade over weeks to months (FACTS 8), calibration choice
THIOSULFATE_ON_CLEARANCE = 4.0  # gain at full effect; calibration choice, clinical benefit unproven (FACTS 7)


def loose_deposition(
    *, ionised_calcium: float, phosphate: float, ph: float, soft_tissue_calcium: float, fetuin_a: float
) -> tuple[float, float]:
    """Net calcium and phosphate into the loose pool of soft tissue, mmol/day.

    Reversible and silent: it takes what the kidney cannot excrete before serum calcium shows it (MODEL 4.1 point 8),
    and it couples a phosphate load to calcium (MODEL 6 points 1 and 2).
    """
    product = ionised_calcium * phosphate / 1.44
    settling = (
        LOOSE_TURNOVER
        * product
        * product
        * 10.0 ** (ALKALI_ON_LOOSE * (ph - 7.4))
        * (FETUIN / fetuin_a) ** FETUIN_ON_LOOSE
    )
    loose_deposition_calcium = settling - LOOSE_TURNOVER / LOOSE_CALCIUM * soft_tissue_calcium
    loose_deposition_phosphate = LOOSE_PHOSPHATE * loose_deposition_calcium
    return loose_deposition_calcium, loose_deposition_phosphate


def brushite_saturation(*, ionised_calcium: float, phosphate: float, magnesium: float, ph: float) -> float:
    """Ion activity product over solubility product of brushite, 0.39 in health (MODEL 4.1 points 2 to 5)."""
    protons = 10.0 ** (7.4 - ph)
    acid = H2PO4_RATIO * protons * (1.0 + CAH2PO4_RATIO * ionised_calcium)
    base = PO4_RATIO / protons * (1.0 + CAPO4_RATIO * ionised_calcium)
    pairs = NAHPO4_RATIO + CAHPO4_RATIO * ionised_calcium + MGHPO4_RATIO * FREE_MAGNESIUM * magnesium
    return BRUSHITE * ionised_calcium * phosphate / (1.0 + acid + base + pairs)


def carboxylated_mgp_change(*, carboxylated_mgp: float, vitamin_k: float, warfarin: float) -> float:
    """Carboxylated matrix Gla protein, × normal per day: vitamin K makes it, not under warfarin (FACTS 3.3)."""
    return (vitamin_k * (1.0 - WARFARIN_EFFECT * warfarin) - carboxylated_mgp) / MGP_TIME


def inhibition(*, fetuin_a: float, pyrophosphate: float, tnap: float, magnesium: float) -> float:
    """Strength of the inhibitors that act everywhere, 1 in health: fetuin-A, pyrophosphate, magnesium (FACTS 3.3)."""
    return (
        sqrt(fetuin_a / FETUIN)
        * (pyrophosphate / tnap) ** PYROPHOSPHATE_EXPONENT
        * (magnesium / 0.85) ** MAGNESIUM_EXPONENT
    )


def site_saturations(
    *,
    brushite_saturation: float,
    inhibition: float,
    carboxylated_mgp: float,
    gfr: float,
    joint_injury: float,
    skin_injury: float,
    vessel_injury: float,
    kidney_injury: float,
    urine_calcium: float,
    urine_phosphate: float,
) -> tuple[float, float, float, float]:
    """How near each site is to growing mineral; above 1 it grows (MODEL 4.1 point 7).

    Blood saturation, times the state of the tissue, over the inhibitors: dystrophic calcinosis raises the second,
    metastatic the first, idiopathic and calciphylaxis lower the third.
    """
    blood = brushite_saturation / inhibition
    uraemia = (1.0 - 0.01 * gfr) * (1.0 - 0.01 * gfr)
    mgp = (abs(carboxylated_mgp) + 0.001) ** MGP_EXPONENT
    joint_saturation = blood * (1.0 + JOINT_TISSUE + joint_injury)
    skin_saturation = blood * (1.0 + skin_injury)
    vessel_saturation = blood / mgp * (1.0 + VESSEL_TISSUE + URAEMIC_TISSUE * uraemia + vessel_injury)
    tubule = (abs(urine_calcium) / 5.0) ** URINE_CALCIUM_EXPONENT * (
        abs(urine_phosphate) / 26.25
    ) ** URINE_PHOSPHATE_EXPONENT
    kidney_saturation = blood * tubule * (1.0 + kidney_injury)
    return joint_saturation, skin_saturation, vessel_saturation, kidney_saturation


def joint_deposition(*, joint_saturation: float, joint_deposit: float, thiosulfate: float) -> float:
    """Calcium laid down in skin over joints, mmol/day; negative while it dissolves."""
    excess = above(joint_saturation - 1.0)
    cleared = JOINT_CLEARANCE * (1.0 + THIOSULFATE_ON_CLEARANCE * thiosulfate) * (excess + 1.0 - joint_saturation)
    return JOINT_GROWTH * excess * excess - cleared * joint_deposit


def skin_deposition(*, skin_saturation: float, skin_deposit: float, thiosulfate: float) -> float:
    """Calcium laid down in damaged skin, mmol/day; negative while it dissolves."""
    excess = above(skin_saturation - 1.0)
    cleared = SKIN_CLEARANCE * (1.0 + THIOSULFATE_ON_CLEARANCE * thiosulfate) * (excess + 1.0 - skin_saturation)
    return SKIN_GROWTH * excess * excess - cleared * skin_deposit


def vessel_deposition(*, vessel_saturation: float, vessel_deposit: float, thiosulfate: float) -> float:
    """Calcium laid down in vessel walls, mmol/day; negative while it dissolves."""
    excess = above(vessel_saturation - 1.0)
    cleared = VESSEL_CLEARANCE * (1.0 + THIOSULFATE_ON_CLEARANCE * thiosulfate) * (excess + 1.0 - vessel_saturation)
    return VESSEL_GROWTH * excess * excess - cleared * vessel_deposit


def kidney_deposition(*, kidney_saturation: float, kidney_deposit: float, thiosulfate: float) -> float:
    """Calcium laid down in the kidney, mmol/day; negative while it dissolves."""
    excess = above(kidney_saturation - 1.0)
    cleared = KIDNEY_CLEARANCE * (1.0 + THIOSULFATE_ON_CLEARANCE * thiosulfate) * (excess + 1.0 - kidney_saturation)
    return KIDNEY_GROWTH * excess * excess - cleared * kidney_deposit


def infusion_site_deposition(
    *, extravasated_calcium: float, ionised_calcium: float, brushite_saturation: float, infusion_site_deposit: float
) -> float:
    """Leaked calcium that precipitates where it leaked, mmol/day; cleared over weeks to months (FACTS 8)."""
    local = brushite_saturation * (1.0 + extravasated_calcium / (SITE_VOLUME * ionised_calcium))
    excess = above(local - 1.0)
    cleared = SITE_CLEARANCE * above(1.0 - brushite_saturation) * infusion_site_deposit
    return SITE_GROWTH * extravasated_calcium * excess / (1.0 + excess) - cleared


def extravasation_washout(*, extravasated_calcium: float) -> float:
    """Leaked calcium carried off by blood and lymph, mmol/day."""
    return SITE_WASHOUT * extravasated_calcium


def extravasated_calcium_change(
    *, extravasation: float, extravasation_washout: float, infusion_site_deposition: float
) -> float:
    """Dissolved calcium at the leak, mmol/day; the deposit takes from it and gives back to it."""
    return extravasation - extravasation_washout - infusion_site_deposition


def deposition_totals(
    *,
    joint_deposition: float,
    skin_deposition: float,
    vessel_deposition: float,
    kidney_deposition: float,
    infusion_site_deposition: float,
) -> tuple[float, float, float]:
    """Calcium that blood gives to deposits, their phosphate, and calcium laid down at all sites, mmol/day.

    The deposit at a leak grows from the leaked calcium, but its phosphate comes from blood.
    """
    serum_to_deposit_calcium = joint_deposition + skin_deposition + vessel_deposition + kidney_deposition
    soft_tissue_deposition = serum_to_deposit_calcium + infusion_site_deposition
    serum_to_deposit_phosphate = DEPOSIT_PHOSPHATE * soft_tissue_deposition
    return serum_to_deposit_calcium, serum_to_deposit_phosphate, soft_tissue_deposition


def soft_tissue_deposit(
    *,
    joint_deposit: float,
    skin_deposit: float,
    vessel_deposit: float,
    kidney_deposit: float,
    infusion_site_deposit: float,
) -> float:
    """Calcium in all deposits, mmol."""
    return joint_deposit + skin_deposit + vessel_deposit + kidney_deposit + infusion_site_deposit
