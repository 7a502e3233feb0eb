"""The parathyroid glands: sensing, store, secretion, growth; and the strength with which PTH is heard."""

from calcinosis.physiology.curves import above

SENSOR_STEEPNESS = 33.4  # exponent; calibration choice (a 0.2 mmol/L clamp), MODEL 3.2 eq. 1 has 25.3
IONISED_CALCIUM = 1.2  # mmol/L; healthy value, MODEL 3.1
ADAPTATION = 0.163  # share of a change of calcium that the set point follows; calibration choice
ADAPTATION_TIME = 0.028  # days; 40 minutes, calibration choice
SENSOR_FLOOR = 0.045  # fraction of maximal secretion that calcium cannot suppress; calibration choice
SET_POINT = 1.13  # mmol/L ionised; healthy half-maximal secretion, MODEL 3.2
CALCIMIMETIC_SHIFT = 0.25  # fraction by which full effect lowers the set point; calibration choice
LOWEST_SET_POINT = 0.3  # mmol/L; keeps the sensor meaningful at extreme settings, calibration choice
PHOSPHATE_ON_SENSOR = 0.02  # exponent; phosphate dulls the sensor within minutes, calibration choice
MAGNESIUM_ON_SENSOR = 0.03  # exponent; magnesium excites the sensor weakly, calibration choice
PTH = 4.0  # pmol/L; healthy value, MODEL 3
SYNTHESIS = 12.0  # stores per day; calibration choice, MODEL 3.2 eq. 1 (0.5 per hour)
RELEASE = 3.6  # stores per day at normal drive; calibration choice
DEGRADATION = 8.4  # stores per day at normal drive; intracellular breakdown of PTH, calibration choice
VITAMIN_D_ON_SYNTHESIS = 0.62  # weight of vitamin D action; calibration choice, MODEL 3.2
PHOSPHATE_ON_SYNTHESIS = 0.3  # exponent; calibration choice, MODEL 3.2 has 0.5
CLEARANCE = 249.6  # per day; half-life 4.0 min, MODEL 5 row 3
KIDNEY_SHARE = 0.4  # fraction of PTH clearance; calibration choice, MODEL 3.2 eq. 2
PULSE_TRACE = 5.0  # pmol/L per day; keeps the share of pulses finite without PTH, calibration choice
PTH_VOLUME = 8.0  # L; distribution volume of infused PTH, calibration choice
GROWTH_RESPONSE = 0.33  # exponent; calibration choice
GROWTH_TIME = 60.0  # days; calibration choice, MODEL 3.2 eq. 3
MAGNESIUM_HALF = 0.45  # mmol/L; below it secretion and response fail, FACTS 2.4
DISTAL_SHARE = 0.7  # share of renal resistance to PTH that the distal tubule has too; calibration choice
SKELETAL_RESISTANCE = 0.40  # share of the action on bone lost with all nephrons; calibration choice
URAEMIA_ON_SYNTHESIS = 0.15  # weight of lost GFR; glands lose sensors and vitamin D receptors, calibration choice
PTHRP_ON_ENZYME = 0.04  # share of the action of PTH; calibration choice, FACTS 2.4 ("weak")
MAGNESIUM = 0.85  # mmol/L; healthy value, middle of FACTS 2.1

MAGNESIUM_NORMAL = MAGNESIUM**6 / (MAGNESIUM**6 + MAGNESIUM_HALF**6)
SENSOR_NORMAL = SENSOR_FLOOR + (1.0 - SENSOR_FLOOR) / (1.0 + (1.2 / SET_POINT) ** SENSOR_STEEPNESS)


def magnesium_permission(*, magnesium: float) -> float:
    """Fraction of normal PTH release and PTH action that magnesium permits (FACTS 2.4)."""
    sixth = magnesium * magnesium * magnesium * magnesium * magnesium * magnesium
    return sixth / (sixth + MAGNESIUM_HALF**6) / MAGNESIUM_NORMAL


def secretory_drive(
    *,
    ionised_calcium: float,
    phosphate: float,
    magnesium: float,
    set_point: float,
    calcium_sensor_shift: float,
    calcimimetic: float,
    adapted_calcium: float = IONISED_CALCIUM,
) -> float:
    """Drive to release PTH, 1 in health: the steep inverse sigmoid of ionised calcium (FACTS 2.4; MODEL 3.2 eq. 1).

    The sensor adapts to the calcium it has lived in for an hour (``adapted_calcium``): the gland answers more to a fall
    than to a level, and less on the way up than on the way down (Nephrol Dial Transplant, De Cristofaro, abstract).

    A calcimimetic makes the gland see more calcium than there is: full effect moves the set point down by a quarter.
    """
    sensitivity = (phosphate / 1.2) ** PHOSPHATE_ON_SENSOR * (MAGNESIUM / magnesium) ** MAGNESIUM_ON_SENSOR
    adapted = 1.0 + ADAPTATION * (adapted_calcium / IONISED_CALCIUM - 1.0)
    shifted = LOWEST_SET_POINT + above(set_point + calcium_sensor_shift - LOWEST_SET_POINT)
    half = shifted * (1.0 - CALCIMIMETIC_SHIFT * calcimimetic) * sensitivity * adapted
    ratio = (ionised_calcium / half) ** SENSOR_STEEPNESS
    return (SENSOR_FLOOR + (1.0 - SENSOR_FLOOR) / (1.0 + ratio)) / SENSOR_NORMAL


def adapted_calcium_change(*, adapted_calcium: float, ionised_calcium: float) -> float:
    """Ionised calcium to which the sensor has adapted, mmol/L per day."""
    return (ionised_calcium - adapted_calcium) / ADAPTATION_TIME


def gland_stimulus(*, vitamin_d_action: float, phosphate: float, nephrons: float) -> float:
    """Stimulus to make PTH and to grow, 1 in health: vitamin D restrains, phosphate urges (MODEL 3.2 eq. 1)."""
    restraint = (1.0 + VITAMIN_D_ON_SYNTHESIS) / (1.0 + VITAMIN_D_ON_SYNTHESIS * vitamin_d_action)
    return restraint * (phosphate / 1.2) ** PHOSPHATE_ON_SYNTHESIS * (1.0 + URAEMIA_ON_SYNTHESIS * (1.0 - nephrons))


def pth_store_change(
    *, pth_store: float, secretory_drive: float, gland_stimulus: float, magnesium_permission: float
) -> float:
    """Change of stored PTH, stores per day: made, released, or broken down inside the cell (MODEL 3.2 eq. 1).

    A falling calcium empties the store, so secretion first overshoots and then settles: the gland answers to the
    rate of change as well as to the level.
    """
    made = SYNTHESIS * gland_stimulus * magnesium_permission
    released = RELEASE * secretory_drive * pth_store * magnesium_permission
    broken_down = DEGRADATION * pth_store * 2.0 / (1.0 + secretory_drive)
    return made - released - broken_down


def pth_secretion(
    *,
    pth_store: float,
    secretory_drive: float,
    gland_mass: float,
    parathyroid_tissue: float,
    magnesium_permission: float,
) -> float:
    """PTH secreted, pmol/L of plasma per day (MODEL 3.2 eq. 2)."""
    return CLEARANCE * PTH * secretory_drive * pth_store * gland_mass * parathyroid_tissue * magnesium_permission


def pth_change(*, pth: float, pth_secretion: float, pth_infusion: float, gfr: float) -> float:
    """PTH in plasma, pmol/L per day; ``pth_infusion`` in nmol/day (MODEL 3.2 eq. 2)."""
    cleared = CLEARANCE * (1.0 - KIDNEY_SHARE + KIDNEY_SHARE * gfr / 100.0) * pth
    return pth_secretion + 1000.0 * pth_infusion / PTH_VOLUME - cleared


def pth_pulses(*, pth: float, pthrp: float, pth_secretion: float, gfr: float) -> float:
    """Share of the PTH signal that the glands secrete in pulses; below 1 where PTH or PTHrP comes from elsewhere."""
    cleared = CLEARANCE * (1.0 - KIDNEY_SHARE + KIDNEY_SHARE * gfr / 100.0) * (pth + pthrp)
    return (pth_secretion + PULSE_TRACE) / (cleared + PULSE_TRACE)


def gland_mass_change(
    *,
    gland_mass: float,
    secretory_drive: float,
    gland_stimulus: float,
    magnesium_permission: float,
    gland_growth: float,
) -> float:
    """Gland mass, multiples of normal per day: what is driven for weeks grows (MODEL 3.2 eq. 3).

    Without magnesium the signal of a low calcium reaches neither secretion nor growth.
    """
    called = (secretory_drive * gland_stimulus * magnesium_permission) ** GROWTH_RESPONSE
    return gland_growth * (called - gland_mass) / GROWTH_TIME


def pth_signals(
    *,
    pth: float,
    pthrp: float,
    magnesium_permission: float,
    renal_pth_response: float,
    bone_pth_response: float,
    nephrons: float,
) -> tuple[float, float, float, float]:
    """Strength of PTH at the proximal tubule, the distal tubule, the 1-alpha-hydroxylase and at bone, 1 in health.

    PTHrP counts fully at tubule and bone, weakly at the enzyme (FACTS 2.4); uraemic bone hears less (MODEL 3.1). In
    pseudohypoparathyroidism the distal tubule hears more than the proximal one.
    """
    heard = magnesium_permission / PTH
    renal = heard * renal_pth_response
    kidney_pth_signal = (pth + pthrp) * renal
    distal_pth_signal = (pth + pthrp) * heard * (1.0 - DISTAL_SHARE + DISTAL_SHARE * renal_pth_response)
    activation_pth_signal = (pth + PTHRP_ON_ENZYME * pthrp) * renal
    bone_pth_signal = (pth + pthrp) * heard * bone_pth_response * (1.0 - SKELETAL_RESISTANCE * (1.0 - nephrons))
    return kidney_pth_signal, distal_pth_signal, activation_pth_signal, bone_pth_signal
