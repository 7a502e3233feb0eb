"""What crosses the border of the body, and the balance of extracellular calcium and phosphate."""

from calcinosis.physiology.curves import above

DIALYSIS = 1.44  # L/day for 1 mL/min; 1440 min in a day
CLAMP_GAIN = 5000.0  # per day; a clamp corrects within half a minute, calibration choice
FETAL_PHOSPHATE = 0.6  # mol phosphate per mol calcium; fetal bone, FACTS 3.1


def clamp_infusions(
    *, ionised_calcium: float, clamp: float, clamp_target: float, extracellular_volume: float
) -> tuple[float, float]:
    """Calcium or citrate that a clamp infuses to hold ionised calcium, mmol/day (Schwarz 1993)."""
    gain = CLAMP_GAIN * clamp * extracellular_volume
    clamp_calcium = gain * above(clamp_target - ionised_calcium)
    clamp_citrate = gain * above(ionised_calcium - clamp_target)
    return clamp_calcium, clamp_citrate


def dialysis_fluxes(
    *,
    dialysis_clearance: float,
    dialysate_calcium: float,
    dialysate_magnesium: float,
    ultrafilterable_calcium: float,
    phosphate: float,
    magnesium: float,
) -> tuple[float, float, float]:
    """Calcium, phosphate and magnesium removed by dialysis, mmol/day; negative calcium is gained from dialysate."""
    flow = DIALYSIS * dialysis_clearance
    dialysis_calcium = flow * (ultrafilterable_calcium - dialysate_calcium)
    dialysis_phosphate = flow * phosphate
    dialysis_magnesium = flow * (0.7 * magnesium - dialysate_magnesium)
    return dialysis_calcium, dialysis_phosphate, dialysis_magnesium


def placental_fluxes(*, placental_transfer: float, ionised_calcium: float, phosphate: float) -> tuple[float, float]:
    """Calcium and phosphate passed to the fetus, mmol/day."""
    placental_calcium = placental_transfer * ionised_calcium / 1.2
    placental_phosphate = FETAL_PHOSPHATE * placental_transfer * phosphate / 1.2
    return placental_calcium, placental_phosphate


def calcium_change(
    *,
    gut_to_serum_calcium: float,
    serum_to_gut_calcium: float,
    urine_calcium: float,
    bone_exchange: float,
    loose_deposition_calcium: float,
    serum_to_deposit_calcium: float,
    extravasation_washout: float,
    dialysis_calcium: float,
    placental_calcium: float,
    calcium_infusion: float,
    clamp_calcium: float,
    extracellular_volume: float,
) -> float:
    """Total serum calcium, mmol/L per day (MODEL 3.2 eq. 12)."""
    gained = gut_to_serum_calcium + calcium_infusion + clamp_calcium + extravasation_washout
    lost = serum_to_gut_calcium + urine_calcium + dialysis_calcium + placental_calcium
    stored = bone_exchange + loose_deposition_calcium + serum_to_deposit_calcium
    return (gained - lost - stored) / extracellular_volume


def phosphate_change(
    *,
    gut_to_serum_phosphate: float,
    serum_to_gut_phosphate: float,
    urine_phosphate: float,
    bone_exchange_phosphate: float,
    bone_formation_phosphate: float,
    bone_resorption_phosphate: float,
    loose_deposition_phosphate: float,
    serum_to_deposit_phosphate: float,
    serum_to_cell_phosphate: float,
    dialysis_phosphate: float,
    placental_phosphate: float,
    phosphate_infusion: float,
    cell_lysis: float,
    extracellular_volume: float,
) -> float:
    """Serum phosphate, mmol/L per day (MODEL 3.2 eq. 13); ``cell_lysis`` is phosphate set free by dying cells."""
    gained = gut_to_serum_phosphate + phosphate_infusion + cell_lysis
    lost = serum_to_gut_phosphate + urine_phosphate + dialysis_phosphate + placental_phosphate
    stored = (
        bone_exchange_phosphate
        + bone_formation_phosphate
        - bone_resorption_phosphate
        + loose_deposition_phosphate
        + serum_to_deposit_phosphate
        + serum_to_cell_phosphate
    )
    return (gained - lost - stored) / extracellular_volume


def ledger(
    *,
    calcium_intake: float,
    phosphate_intake: float,
    oral_calcium_load: float,
    oral_phosphate_load: float,
    calcium_infusion: float,
    clamp_calcium: float,
    phosphate_infusion: float,
    extravasation: float,
    cell_lysis: float,
    faecal_calcium: float,
    faecal_phosphate: float,
    urine_calcium: float,
    urine_phosphate: float,
    dialysis_calcium: float,
    dialysis_phosphate: float,
    placental_calcium: float,
    placental_phosphate: float,
) -> tuple[float, float, float, float]:
    """Calcium and phosphate that enter and that leave the body, mmol/day; integrated on request to audit a run."""
    calcium_in_change = calcium_intake + oral_calcium_load + calcium_infusion + clamp_calcium + extravasation
    phosphate_in_change = phosphate_intake + oral_phosphate_load + phosphate_infusion + cell_lysis
    calcium_out_change = faecal_calcium + urine_calcium + dialysis_calcium + placental_calcium
    phosphate_out_change = faecal_phosphate + urine_phosphate + dialysis_phosphate + placental_phosphate
    return calcium_in_change, phosphate_in_change, calcium_out_change, phosphate_out_change
