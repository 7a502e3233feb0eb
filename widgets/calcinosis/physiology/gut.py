"""The gut: absorption by active transport and by leak, secretion in digestive juice, and what is lost in faeces."""

TRANSIT = 6.0  # per day; what is not absorbed leaves the absorbing bowel in 4 h, MODEL 3.2 eq. 10
CALCIUM_INTAKE = 25.0  # mmol/day; healthy value, FACTS 2.3
CALCIUM_ABSORBED = 8.0  # mmol/day; 32 % of intake, between MODEL 5 row 11 (30 %) and FACTS 2.3 (35 %)
CALCIUM_LEAK_SHARE = (
    0.26  # share of absorption that needs no vitamin D; leaves 10 % of intake without it, calibration choice
)
CALCIUM_HALF = 5.77  # mmol in gut; half-saturation of active transport, calibration choice
CALCIUM_SECRETED = 3.0  # mmol/day; between MODEL 3.2 eq. 12 (2.5) and FACTS 2.3 (3.7)
PHOSPHATE_INTAKE = 45.0  # mmol/day; healthy value, MODEL 3.2 eq. 11
PHOSPHATE_ABSORBED = 31.05  # mmol/day; 69 % of intake, FACTS 2.3 (60-80 %)
PHOSPHATE_LEAK_SHARE = 0.808  # share of absorption that is passive; MODEL 3.2 eq. 11, FACTS 2.3 ("mostly passive")
WITHOUT_VITAMIN_D = 0.3  # share of NaPi-IIb that needs no vitamin D; MODEL 3.2 eq. 11
PHOSPHATE_HALF = 2.0  # mmol in gut; half-saturation of NaPi-IIb, calibration choice
BINDER_ON_SECRETED = 1.2  # secreted phosphate otherwise taken back, per net loss; calibration choice
PHOSPHATE_SECRETED = 4.8  # mmol/day; FACTS 2.3
PROTEIN_TIME = 2.0  # days; new transport proteins take days, MODEL 3.2 eq. 9
FIRST_PASS = 1.99  # action on the bowel per µg/day of calcitriol by mouth; calibration choice
CALCIUM_BINDS_PHOSPHATE = 0.08  # per normal gut calcium; calibration choice, MODEL 3.2 eq. 11
PHOSPHATE_BINDS_CALCIUM = 0.04  # per normal gut phosphate; calibration choice

GUT_CALCIUM = (CALCIUM_INTAKE - CALCIUM_ABSORBED) / TRANSIT
GUT_PHOSPHATE = (PHOSPHATE_INTAKE - PHOSPHATE_ABSORBED) / TRANSIT
CALCIUM_LEAK = CALCIUM_LEAK_SHARE * CALCIUM_ABSORBED / GUT_CALCIUM
CALCIUM_ACTIVE = (1.0 - CALCIUM_LEAK_SHARE) * CALCIUM_ABSORBED * (CALCIUM_HALF + GUT_CALCIUM) / GUT_CALCIUM
PHOSPHATE_LEAK = PHOSPHATE_LEAK_SHARE * PHOSPHATE_ABSORBED / GUT_PHOSPHATE
PHOSPHATE_ACTIVE = (1.0 - PHOSPHATE_LEAK_SHARE) * PHOSPHATE_ABSORBED * (PHOSPHATE_HALF + GUT_PHOSPHATE) / GUT_PHOSPHATE


def gut_vitamin_d_action_change(
    *, gut_vitamin_d_action: float, vitamin_d_signal: float, calcitriol_supply: float
) -> float:
    """Transport proteins of the bowel that vitamin D makes, multiples of normal per day.

    Calcitriol by mouth meets the bowel before it meets the blood.
    """
    return (vitamin_d_signal + FIRST_PASS * calcitriol_supply - gut_vitamin_d_action) / PROTEIN_TIME


def transport_capacity(*, gut_vitamin_d_action: float) -> float:
    """Capacity of active calcium transport (TRPV6, calbindin), 1 in health, at most 8 (MODEL 3.2 eq. 9 has 3)."""
    action = abs(gut_vitamin_d_action) ** 1.5
    return 8.0 * action / (7.0 + action)


def gut_to_serum_calcium(
    *, gut_calcium: float, gut_phosphate: float, transport_capacity: float, calcium_absorption: float
) -> float:
    """Calcium absorbed, mmol/day (FACTS 2.3; MODEL 3.2 eq. 10)."""
    active = CALCIUM_ACTIVE * transport_capacity * gut_calcium / (CALCIUM_HALF + gut_calcium)
    binding = 1.0 + PHOSPHATE_BINDS_CALCIUM * (gut_phosphate / GUT_PHOSPHATE - 1.0)
    return (CALCIUM_LEAK * gut_calcium + active) * calcium_absorption / binding


def gut_to_serum_phosphate(
    *, gut_phosphate: float, gut_calcium: float, transport_capacity: float, phosphate_absorption: float
) -> float:
    """Phosphate absorbed, mmol/day; calcium in the gut binds some of it (FACTS 2.3; MODEL 3.2 eq. 11)."""
    active = (
        PHOSPHATE_ACTIVE
        * (WITHOUT_VITAMIN_D + (1.0 - WITHOUT_VITAMIN_D) * transport_capacity)
        * gut_phosphate
        / (PHOSPHATE_HALF + gut_phosphate)
    )
    binding = 1.0 + CALCIUM_BINDS_PHOSPHATE * (gut_calcium / GUT_CALCIUM - 1.0)
    return (PHOSPHATE_LEAK * gut_phosphate + active) * phosphate_absorption / binding


def serum_to_gut_calcium(*, ultrafilterable_calcium: float) -> float:
    """Calcium secreted in digestive juice, mmol/day; all of it is lost (MODEL 3.2 eq. 12)."""
    return CALCIUM_SECRETED * ultrafilterable_calcium / 1.42


def serum_to_gut_phosphate(*, phosphate: float, phosphate_binder: float) -> float:
    """Phosphate lost through digestive juice, mmol/day; binders keep more of it in the gut (MODEL 3.2 eq. 13)."""
    return PHOSPHATE_SECRETED * phosphate / 1.2 * (1.0 + BINDER_ON_SECRETED * phosphate_binder)


def gut_change(
    *,
    gut_calcium: float,
    gut_phosphate: float,
    calcium_intake: float,
    phosphate_intake: float,
    oral_calcium_load: float,
    oral_phosphate_load: float,
    phosphate_binder: float,
    gut_to_serum_calcium: float,
    gut_to_serum_phosphate: float,
) -> tuple[float, float]:
    """Calcium and phosphate in the absorbing bowel, mmol/day; bound phosphate passes through."""
    gut_calcium_change = calcium_intake + oral_calcium_load - TRANSIT * gut_calcium - gut_to_serum_calcium
    gut_phosphate_change = (
        (phosphate_intake + oral_phosphate_load) * (1.0 - phosphate_binder)
        - TRANSIT * gut_phosphate
        - gut_to_serum_phosphate
    )
    return gut_calcium_change, gut_phosphate_change


def faecal_losses(
    *,
    gut_calcium: float,
    gut_phosphate: float,
    phosphate_intake: float,
    oral_phosphate_load: float,
    phosphate_binder: float,
    serum_to_gut_calcium: float,
    serum_to_gut_phosphate: float,
) -> tuple[float, float]:
    """Calcium and phosphate in faeces, mmol/day: unabsorbed, secreted, and phosphate held by binders."""
    faecal_calcium = TRANSIT * gut_calcium + serum_to_gut_calcium
    bound = (phosphate_intake + oral_phosphate_load) * phosphate_binder
    faecal_phosphate = TRANSIT * gut_phosphate + serum_to_gut_phosphate + bound
    return faecal_calcium, faecal_phosphate
