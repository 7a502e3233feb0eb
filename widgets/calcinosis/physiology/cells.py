"""Phosphate in cells, and magnesium."""

from math import exp, log

from calcinosis.physiology.curves import softplus

CELL_PHOSPHATE = 130.0  # mmol; quickly exchangeable part, MODEL 3.2 eq. 14 has 100
UPTAKE = 268.0  # L/day; mobilisation in dialysis needs more than the 48 of MODEL 3.2 eq. 14, calibration choice
UPTAKE_HALF = 1.33  # times normal phosphate at which uptake is half filled; calibration choice
ALKALOSIS_ON_UPTAKE = 1.0  # decades per pH unit; alkalosis moves phosphate into cells, calibration choice
MAGNESIUM = 0.85  # mmol/L; healthy value, middle of FACTS 2.1
FREE_MAGNESIUM = 0.55  # mmol/L; MODEL 4.1 point 5
MAGNESIUM_FILTERED = 0.70  # fraction that passes the glomerulus; calibration choice
MAGNESIUM_URINE = 5.0  # mmol/day; 40 % of a diet of 12.5, calibration choice
MAGNESIUM_ABSORBED = 0.40  # fraction; calibration choice
MAGNESIUM_SPLAY = 0.04  # mmol/L; calibration choice
MAGNESIUM_EXCHANGE = 10.0  # mmol/day each way between blood and cells; calibration choice
MAGNESIUM_STORE = 60.0  # mmol; exchangeable in cells and bone, calibration choice

UPTAKE_RETURN = UPTAKE * 1.2 / CELL_PHOSPHATE
MAGNESIUM_THRESHOLD = MAGNESIUM_FILTERED * MAGNESIUM - MAGNESIUM_SPLAY * log(
    exp(MAGNESIUM_URINE / (144.0 * MAGNESIUM_SPLAY)) - 1.0
)


def serum_to_cell_phosphate(*, phosphate: float, cell_phosphate: float, cellular_uptake: float, ph: float) -> float:
    """Net phosphate moved into cells, mmol/day: insulin and alkalosis move it in (MODEL 3.2 eq. 14).

    The carriers saturate: cells buffer a fall of phosphate better than a rise.
    """
    return (
        UPTAKE
        * cellular_uptake
        * 10.0 ** (ALKALOSIS_ON_UPTAKE * (ph - 7.4))
        * (1.0 + UPTAKE_HALF)
        * phosphate
        / (UPTAKE_HALF + phosphate / 1.2)
        - UPTAKE_RETURN * cell_phosphate
    )


def magnesium_fluxes(
    *, magnesium: float, cell_magnesium: float, filtration: float, magnesium_intake: float, magnesium_wasting: float
) -> tuple[float, float, float]:
    """Magnesium absorbed, lost in urine, and moved into cells, mmol/day; the kidney keeps it below a threshold."""
    gut_to_serum_magnesium = MAGNESIUM_ABSORBED * magnesium_intake
    threshold = MAGNESIUM_THRESHOLD * (1.0 - magnesium_wasting)
    excess = (MAGNESIUM_FILTERED * magnesium - threshold) / MAGNESIUM_SPLAY
    urine_magnesium = filtration * MAGNESIUM_SPLAY * softplus(excess)
    serum_to_cell_magnesium = MAGNESIUM_EXCHANGE * (magnesium / MAGNESIUM - cell_magnesium)
    return gut_to_serum_magnesium, urine_magnesium, serum_to_cell_magnesium


def magnesium_change(
    *,
    gut_to_serum_magnesium: float,
    urine_magnesium: float,
    serum_to_cell_magnesium: float,
    magnesium_infusion: float,
    dialysis_magnesium: float,
    extracellular_volume: float,
) -> tuple[float, float]:
    """Serum magnesium, mmol/L per day, and the cell store, multiples of normal per day."""
    gained = gut_to_serum_magnesium + magnesium_infusion
    lost = urine_magnesium + serum_to_cell_magnesium + dialysis_magnesium
    magnesium_change = (gained - lost) / extracellular_volume
    cell_magnesium_change = serum_to_cell_magnesium / MAGNESIUM_STORE
    return magnesium_change, cell_magnesium_change
