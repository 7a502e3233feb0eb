"""FGF23 from osteocytes, and how loudly the kidney hears it."""

FGF23 = 40.0  # pg/mL intact; healthy value, MODEL 3
PHOSPHATE_ABSORBED = 31.05  # mmol/day; healthy value, as in gut
CALL_TIME = 0.75  # days; what osteocytes sense becomes messenger, calibration choice
DRIVE_TIME = 0.75  # days; messenger becomes protein, calibration choice, MODEL 3.2 eq. 7 has 1 for both
CLEARANCE = 16.8  # per day; half-life about 1 h, FACTS 2.4
VITAMIN_D_FLOOR = 0.25  # share of the drive that needs no vitamin D; calibration choice
VITAMIN_D_ON_DRIVE = 0.907  # exponent; calibration choice (10.2215/CJN.10030911)
PTH_FLOOR = 0.4  # share of the drive that needs no PTH; calibration choice
PTH_EXPONENT = 0.5  # calibration choice
LOAD_FLOOR = 0.15  # share of the drive of absorbed phosphate that stays when none is absorbed; calibration choice
LOAD_ON_DRIVE = 0.604  # exponent; calibration choice
PHOSPHATE_ON_DRIVE = 1.67  # exponent; calibration choice, MODEL 3.2 has 2
LOSS_ON_DRIVE = 6.72  # how strongly lost nephrons call for FGF23; calibration choice (range left at GFR 60 to 70)
LOSS_EXPONENT = 0.563  # exponent of what nephrons remain; calibration choice
KLOTHO_LOSS = 1.55  # exponent of what nephrons remain; calibration choice, MODEL 3.1 has 0.3
KIDNEY_SHARE = 0.4  # fraction of FGF23 clearance; calibration choice, MODEL 3.2 eq. 8


def fgf23_signal(*, fgf23: float, klotho: float, fgf23_neutralised: float, nephrons: float) -> float:
    """Strength of FGF23 at the tubule, 1 in health; klotho is lost with nephrons (MODEL 3.1)."""
    return fgf23 / FGF23 * klotho * (1.0 - fgf23_neutralised) * nephrons**KLOTHO_LOSS


def fgf23_call_change(
    *,
    fgf23_call: float,
    vitamin_d_signal: float,
    phosphate: float,
    bone_pth_signal: float,
    nephrons: float,
    gut_to_serum_phosphate: float,
    fgf23_production: float,
) -> float:
    """Call for FGF23 in osteocytes, × normal per day: phosphate, calcitriol and PTH raise it (MODEL 3.2 eq. 7).

    The phosphate absorbed counts beside the phosphate in blood: diet moves FGF23 where fasting phosphate hardly moves.
    Failing kidneys call for FGF23 (glycerol 3-phosphate, 10.1172/JCI131190) and lose the klotho through which it is
    heard: FGF23 rises long before phosphate does.
    """
    absorbed = abs(gut_to_serum_phosphate) / PHOSPHATE_ABSORBED
    load = (LOAD_FLOOR + (1.0 - LOAD_FLOOR) * absorbed) ** LOAD_ON_DRIVE
    lost = 1.0 - nephrons
    loss = (1.0 + LOSS_ON_DRIVE * lost * lost * lost) / nephrons**LOSS_EXPONENT
    hormonal = (VITAMIN_D_FLOOR + (1.0 - VITAMIN_D_FLOOR) * abs(vitamin_d_signal) ** VITAMIN_D_ON_DRIVE) * (
        PTH_FLOOR + (1.0 - PTH_FLOOR) * abs(bone_pth_signal) ** PTH_EXPONENT
    )
    target = hormonal * load * (phosphate / 1.2) ** PHOSPHATE_ON_DRIVE * loss * fgf23_production
    return (target - fgf23_call) / CALL_TIME


def fgf23_drive_change(*, fgf23_drive: float, fgf23_call: float) -> float:
    """Release of FGF23, multiples of normal per day.

    It follows the call with a delay: hours of high phosphate do not move FGF23, days do (PubMed 17968495, abstract).
    """
    return (fgf23_call - fgf23_drive) / DRIVE_TIME


def fgf23_change(*, fgf23: float, fgf23_drive: float, fgf23_infusion: float, gfr: float) -> float:
    """Intact FGF23, pg/mL per day; ``fgf23_infusion`` in pg/mL per day (MODEL 3.2 eq. 8)."""
    cleared = CLEARANCE * (1.0 - KIDNEY_SHARE + KIDNEY_SHARE * gfr / 100.0) * fgf23
    return CLEARANCE * FGF23 * fgf23_drive + fgf23_infusion - cleared
