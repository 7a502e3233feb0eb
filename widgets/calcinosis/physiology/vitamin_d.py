"""Vitamin D: the store 25(OH)D, renal activation, calcitriol, and its delayed action on gut and gland."""

CALCIDIOL = 70.0  # nmol/L; healthy value, MODEL 3
CALCITRIOL = 110.0  # pmol/L; healthy value, MODEL 3
CALCIDIOL_AGONISM = 15.7  # pmol/L calcitriol that 25(OH)D matches; an eighth of all, doi 10.1210/jcem.82.12.4412
CALCIDIOL_LOSS = 0.03456  # per day; half-life 20 days, MODEL 3.2 eq. 6
CALCITRIOL_LOSS = 3.33  # per day; half-life 5 h, FACTS 2.4 (4-6 h)
ENZYME_TIME = 0.125  # days; calibration choice, MODEL 3.2 eq. 4 has 0.5
ACTION_TIME = 1.5  # days; PTH messenger falls over days, calibration choice, MODEL 3.2 eq. 9 has 2
SUBSTRATE_HALF = 2.31  # times normal 25(OH)D at which the enzyme is half filled; calibration choice, MODEL 3.2 has 1
UNREGULATED = 0.05  # share of calcitriol made outside the kidney, linear in 25(OH)D; calibration choice
FGF23_ON_ENZYME = 0.698  # exponent; calibration choice
ENZYME_WITHOUT_PTH = 0.22  # activity; calibration choice, MODEL 3.2 eq. 4 has 0.3
PTH_ON_ENZYME = 1.82  # exponent; calibration choice
PHOSPHATE_LEAK = 0.15  # what keeps the enzyme finite without phosphate; calibration choice
CALCIUM_BLOCK = 0.5  # weight with which calcium holds the enzyme back; MODEL 3.2 eq. 4
FGF23_ON_BREAKDOWN = 0.15  # share of breakdown in health that FGF23 drives; MODEL 3.2 eq. 5
VITAMIN_D_ON_BREAKDOWN = 0.10  # share that calcitriol itself drives; calibration choice, MODEL 3.2 eq. 5 has 0.15
ENZYME_FLOOR = 0.1  # activity that FGF23 cannot suppress; calibration choice
FGF23_LEAK = 0.5  # what keeps the enzyme finite without FGF23; calibration choice
PHOSPHATE_ON_ENZYME = 0.68  # exponent; most of the action of phosphate runs through FGF23, calibration choice
NEPHRONS_ON_ENZYME = 0.832  # exponent; calibration choice
CALCIUM_ON_ENZYME = 5.77  # exponent; calibration choice
ABSORBED = 0.7  # fraction of a dose by mouth; 70.6 % in six volunteers, Brandi (abstract), calibration choice
MICROGRAM = (
    166.0  # pmol/L per day for 1 µg/day by mouth, 70 % absorbed; healthy production 1.5 µg/day, calibration choice
)


def vitamin_d_signal(*, calcitriol: float, calcidiol: float) -> float:
    """Stimulus at the vitamin D receptor, 1 in health; at toxic levels 25(OH)D itself binds (MODEL 3.1)."""
    return (calcitriol + CALCIDIOL_AGONISM * calcidiol / CALCIDIOL) / (CALCITRIOL + CALCIDIOL_AGONISM)


def hydroxylase_change(
    *,
    hydroxylase: float,
    activation_pth_signal: float,
    fgf23_signal: float,
    phosphate: float,
    ionised_calcium: float,
    nephrons: float,
    hydroxylase_capacity: float,
) -> float:
    """Renal 1-alpha-hydroxylase, multiples of normal per day: PTH raises it, FGF23, phosphate and calcium lower it.

    FACTS 2.4; MODEL 3.2 eq. 4.
    """
    drive = abs(activation_pth_signal) ** PTH_ON_ENZYME
    pth_part = ENZYME_WITHOUT_PTH + 2.0 * (1.0 - ENZYME_WITHOUT_PTH) * drive / (1.0 + drive)
    fgf23_part = ENZYME_FLOOR + (1.0 - ENZYME_FLOOR) * (1.0 + FGF23_LEAK) / (
        FGF23_LEAK + abs(fgf23_signal) ** FGF23_ON_ENZYME
    )
    hormonal = pth_part * fgf23_part
    by_phosphate = (1.0 + PHOSPHATE_LEAK) / (PHOSPHATE_LEAK + (phosphate / 1.2) ** PHOSPHATE_ON_ENZYME)
    by_calcium = (1.0 + CALCIUM_BLOCK) / (1.0 + CALCIUM_BLOCK * (ionised_calcium / 1.2) ** CALCIUM_ON_ENZYME)
    target = hormonal * by_phosphate * by_calcium * nephrons**NEPHRONS_ON_ENZYME * hydroxylase_capacity
    return (target - hydroxylase) / ENZYME_TIME


def calcitriol_change(
    *,
    calcitriol: float,
    calcidiol: float,
    hydroxylase: float,
    fgf23_signal: float,
    vitamin_d_signal: float,
    extrarenal_calcitriol: float,
    calcitriol_supply: float,
    calcitriol_infusion: float,
) -> float:
    """Calcitriol, pmol/L per day: made from 25(OH)D, given, and broken down by the 24-hydroxylase (MODEL 3.2 eq. 5)."""
    substrate = calcidiol / CALCIDIOL
    renal = (1.0 - UNREGULATED) * hydroxylase * (1.0 + SUBSTRATE_HALF) * substrate / (SUBSTRATE_HALF + substrate)
    made = CALCITRIOL_LOSS * CALCITRIOL * (renal + (UNREGULATED + extrarenal_calcitriol) * substrate)
    fgf23_part = FGF23_ON_BREAKDOWN * fgf23_signal / (1.0 + FGF23_ON_BREAKDOWN * (fgf23_signal - 1.0))
    steady = 1.0 - FGF23_ON_BREAKDOWN - VITAMIN_D_ON_BREAKDOWN
    breakdown = steady + fgf23_part + VITAMIN_D_ON_BREAKDOWN * vitamin_d_signal
    given = MICROGRAM * (calcitriol_supply + calcitriol_infusion / ABSORBED)
    return made + given - CALCITRIOL_LOSS * calcitriol * breakdown


def calcidiol_change(*, calcidiol: float, calcidiol_supply: float) -> float:
    """25(OH)D, nmol/L per day: drifts over weeks to what sun, food and tablets sustain (MODEL 3.2 eq. 6)."""
    return CALCIDIOL_LOSS * (calcidiol_supply - calcidiol)


def vitamin_d_action_change(*, vitamin_d_action: float, vitamin_d_signal: float) -> float:
    """Vitamin D at the parathyroid gene, multiples of normal per day (MODEL 3.2 eq. 9)."""
    return (vitamin_d_signal - vitamin_d_action) / ACTION_TIME
