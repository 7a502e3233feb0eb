"""Bone: quick exchange at its surface, formation and resorption, osteoclasts and osteoblasts."""

EXCHANGE = (
    300.0  # mmol/day each way in health; calibration choice (a 4 h calcium infusion test), MODEL 3.2 eq. 15 has 150
)
EXCHANGEABLE = 120.0  # mmol; healthy value, FACTS 2.2 (under 1 % of skeletal calcium), MODEL 3.2 eq. 15
BONE_CALCIUM = 25000.0  # mmol; FACTS 2.2
TURNOVER = 8.0  # mmol/day formed and resorbed; MODEL 3.2 eq. 18
SURFACE_PHOSPHATE = 0.1  # mol phosphate per mol calcium; calcium infusion does not lower phosphate, calibration choice
MINERAL_PHOSPHATE = 0.6  # mol phosphate per mol calcium in apatite; FACTS 3.1
PHOSPHATE_ON_EXCHANGE = 0.15  # exponent; calibration choice
ACID_ON_EXCHANGE = 0.30  # decades of outflow per pH unit; bone buffers acid, calibration choice
FILLING_ON_FORMATION = 4.0  # exponent; mineral grows on a well filled surface, calibration choice
OSTEOCLAST_TIME = 2.0  # days; calibration choice, MODEL 3.2 eq. 16 has 3
OSTEOBLAST_TIME = 25.0  # days; calibration choice, MODEL 3.2 eq. 17
ARREST = 0.3  # exponent; calibration choice
ANABOLIC = 1.0  # osteoblast gain of intermittent PTH at full effect; calibration choice


def bone_exchange(
    *, ionised_calcium: float, phosphate: float, bone_exchangeable_calcium: float, bone_pth_signal: float, ph: float
) -> float:
    """Net calcium from blood to the bone surface, mmol/day: PTH and acid let it out, phosphate draws it in.

    MODEL 3.2 eq. 15.
    """
    settling = EXCHANGE * ionised_calcium / 1.2 * (phosphate / 1.2) ** PHOSPHATE_ON_EXCHANGE
    grip = (0.90 + 0.20 * bone_pth_signal / (1.0 + bone_pth_signal)) * 10.0 ** (ACID_ON_EXCHANGE * (7.4 - ph))
    return settling - EXCHANGE * bone_exchangeable_calcium / EXCHANGEABLE * grip


def bone_resorption(*, osteoclasts: float, bone_calcium: float) -> float:
    """Calcium set free by osteoclasts, mmol/day (MODEL 3.2 eq. 18); a wasted skeleton offers them less."""
    return TURNOVER * osteoclasts * bone_calcium / BONE_CALCIUM


def osteoclast_call(*, bone_pth_signal: float, vitamin_d_signal: float) -> float:
    """Osteoclast activity that PTH and vitamin D call for, 1 in health (MODEL 3.2 eq. 16)."""
    return (0.50 + 0.50 * abs(bone_pth_signal) ** 0.75) * (0.27 + 0.73 * vitamin_d_signal)


def bone_formation(
    *,
    osteoblasts: float,
    osteoclast_call: float,
    bone_exchangeable_calcium: float,
    ionised_calcium: float,
    phosphate: float,
    vitamin_d_signal: float,
    bone_growth: float,
) -> float:
    """Calcium laid down in new bone, mmol/day: needs matrix, mineral and not too much calcitriol.

    Continuous PTH arrests osteoblasts at once and recruits them over weeks; when it stops they form in a rush
    (10.1002/jbmr.415). MODEL 3.2 eq. 18; Lieben 2012 for the mineralisation block by calcitriol (MODEL 4.1 point 8).
    """
    product = ionised_calcium * phosphate / 1.44
    mineral = 1.3 * product / (0.3 + product) * 1.45 / (1.0 + 0.45 * abs(vitamin_d_signal) ** 2.5)
    filling = (bone_exchangeable_calcium / EXCHANGEABLE) ** FILLING_ON_FORMATION
    maturation = (abs(osteoblasts) / osteoclast_call) ** ARREST
    return (TURNOVER * osteoblasts * maturation + bone_growth) * filling * mineral


def bone_phosphate_fluxes(
    *, bone_exchange: float, bone_formation: float, bone_resorption: float
) -> tuple[float, float, float]:
    """Phosphate that goes with the surface, with formation and with resorption, mmol/day.

    The surface holds calcium largely without phosphate; mineral takes the rest from blood when it forms.
    """
    bone_exchange_phosphate = SURFACE_PHOSPHATE * (bone_exchange + bone_resorption - bone_formation)
    bone_formation_phosphate = MINERAL_PHOSPHATE * bone_formation
    bone_resorption_phosphate = MINERAL_PHOSPHATE * bone_resorption
    return bone_exchange_phosphate, bone_formation_phosphate, bone_resorption_phosphate


def bone_change(*, bone_exchange: float, bone_formation: float, bone_resorption: float) -> tuple[float, float]:
    """Calcium at the bone surface and in deep bone, mmol/day (MODEL 3.2 eqs 15 and 18)."""
    bone_exchangeable_calcium_change = bone_exchange + bone_resorption - bone_formation
    bone_calcium_change = bone_formation - bone_resorption
    return bone_exchangeable_calcium_change, bone_calcium_change


def bone_cell_change(
    *,
    osteoclasts: float,
    osteoblasts: float,
    osteoclast_call: float,
    antiresorptive: float,
    bone_anabolic: float,
) -> tuple[float, float]:
    """Osteoclasts follow PTH and vitamin D in days; osteoblasts follow osteoclasts in weeks (MODEL 3.2 eqs 16, 17)."""
    osteoclasts_change = (osteoclast_call * (1.0 - antiresorptive) - osteoclasts) / OSTEOCLAST_TIME
    coupled = abs(osteoclasts) ** 0.9 * (1.0 + ANABOLIC * bone_anabolic)
    osteoblasts_change = (coupled - osteoblasts) / OSTEOBLAST_TIME
    return osteoclasts_change, osteoblasts_change


def alkaline_phosphatase(*, osteoblasts: float) -> float:
    """Total alkaline phosphatase, U/L: half from liver, half from osteoblasts (calibration choice within FACTS 2.1)."""
    return 35.0 + 35.0 * osteoblasts
