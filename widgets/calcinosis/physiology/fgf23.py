"""FGF23 from osteocytes, and how loudly the kidney hears it."""

FGF23 = 40.0  # pg/mL intact; healthy value, MODEL 3
PHOSPHATE_ABSORBED = 29.25  # mmol/day; healthy value, MODEL 3.2 eq. 11
DRIVE_TIME = 1.25  # days; calibration choice, MODEL 3.2 eq. 7 has 1
CLEARANCE = 16.8  # per day; half-life about 1 h, FACTS 2.4
LOAD_ON_DRIVE = 0.2  # exponent; calibration choice
KIDNEY_SHARE = 0.4  # fraction of FGF23 clearance; calibration choice, MODEL 3.2 eq. 8


def fgf23_signal(*, fgf23: float, klotho: float, fgf23_neutralised: float, gfr: float) -> float:
    """Strength of FGF23 at the tubule, 1 in health; klotho is lost with nephrons (MODEL 3.1)."""
    return fgf23 / FGF23 * klotho * (1.0 - fgf23_neutralised) * (gfr / 100.0) ** 0.3


def fgf23_drive_change(
    *,
    fgf23_drive: float,
    vitamin_d_signal: float,
    phosphate: float,
    bone_pth_signal: float,
    gfr: float,
    gut_to_serum_phosphate: float,
    fgf23_production: float,
) -> float:
    """Gene drive of FGF23, multiples of normal per day: phosphate, calcitriol and PTH raise it (MODEL 3.2 eq. 7).

    The phosphate absorbed counts beside the phosphate in blood: diet moves FGF23 where fasting phosphate hardly moves.
    """
    load = abs(gut_to_serum_phosphate / PHOSPHATE_ABSORBED) ** LOAD_ON_DRIVE
    hormonal = (0.15 + 1.7 * vitamin_d_signal / (1.0 + vitamin_d_signal)) * (
        0.3 + 1.4 * bone_pth_signal / (1.0 + bone_pth_signal)
    )
    target = hormonal * load * (phosphate / 1.2) ** 2.75 * (100.0 / gfr) ** 1.0 * fgf23_production
    return (target - fgf23_drive) / DRIVE_TIME


def fgf23_change(*, fgf23: float, fgf23_drive: float, fgf23_infusion: float, gfr: float) -> float:
    """Intact FGF23, pg/mL per day; ``fgf23_infusion`` in pg/mL per day (MODEL 3.2 eq. 8)."""
    cleared = CLEARANCE * (1.0 - KIDNEY_SHARE + KIDNEY_SHARE * gfr / 100.0) * fgf23
    return CLEARANCE * FGF23 * fgf23_drive + fgf23_infusion - cleared
