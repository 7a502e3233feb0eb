"""Bone: quick exchange at its surface, formation and resorption, osteoclasts and osteoblasts."""

EXCHANGE = (
    254.0  # mmol/day each way in health; calibration choice (a 4 h calcium infusion test), MODEL 3.2 eq. 15 has 150
)
EXCHANGEABLE = 120.0  # mmol; healthy value, FACTS 2.2 (under 1 % of skeletal calcium), MODEL 3.2 eq. 15
BONE_CALCIUM = 25000.0  # mmol; FACTS 2.2
TURNOVER = 8.0  # mmol/day formed and resorbed; MODEL 3.2 eq. 18
SURFACE_PHOSPHATE = 0.03  # mol phosphate per mol calcium; calcium infusion does not lower phosphate, calibration choice
MINERAL_PHOSPHATE = 0.6  # mol phosphate per mol calcium in apatite; FACTS 3.1
MATRIX_PHOSPHATE = 0.55  # mol phosphate per mol calcium that matrix holds before calcium comes; calibration choice
GRIP_PTH = 0.187  # what endless PTH adds to it, half of it in health; calibration choice, MODEL 3.2 eq. 15 has 0.30
CALL_FLOOR = 0.537  # call for osteoclasts without PTH; calibration choice, MODEL 3.2 eq. 16 has 0.45
CALL_EXPONENT = 1.1  # of PTH; calibration choice, MODEL 3.2 eq. 16 has 0.7
CALL_WITHOUT_D = 0.405  # call for osteoclasts without vitamin D; calibration choice, MODEL 3.2 eq. 16 has 0.5
MINERAL_HALF = 0.3  # product of calcium and phosphate at half the speed, times normal; MODEL 3.2 eq. 18
VITAMIN_D_BLOCK = 0.45  # weight with which calcitriol holds mineral back; calibration choice, MODEL 3.2 eq. 18 has 0.25
BLOCK_EXPONENT = 2.5  # of vitamin D; calibration choice, only an excess blocks
COUPLING = 0.92  # exponent with which osteoblasts follow osteoclasts; calibration choice, MODEL 3.2 eq. 17 has 0.9
PHOSPHATE_ON_EXCHANGE = 0.275  # exponent; calibration choice
ACID_ON_EXCHANGE = 0.30  # decades of outflow per pH unit; bone buffers acid, calibration choice
FILLING_ON_FORMATION = 2.85  # exponent; mineral grows on a well filled surface, calibration choice
LINING_TIME = 0.06  # days; lining cells need an hour or two (10.1007/s00223-010-9424-6), calibration choice
OSTEOCLAST_TIME = 2.0  # days; calibration choice, MODEL 3.2 eq. 16 has 3
OSTEOBLAST_TIME = 25.5  # days; calibration choice, MODEL 3.2 eq. 17
DIRECT = 0.6  # share of an antiresorptive that stops the osteoclasts that are there; calibration choice
ACID_ON_OSTEOCLASTS = 0.8  # decades per pH unit; acid calls osteoclasts, calibration choice
ARREST = 1.49  # how far a sudden call for osteoclasts holds osteoblasts back; calibration choice (10.1002/jbmr.415)
STEADY_FORMATION = 0.143  # formation that needs no pulses of PTH; calibration choice
PULSE_HALF = 2.21  # calibration choice
OSTEOID = 40.0  # mmol; calcium that waiting matrix will take, 5 days of formation, calibration choice
PHOSPHATE_HALF = 0.3  # times normal phosphate at which matrix forms at about half; calibration choice
OSTEOID_FLOOR = 0.05  # share; keeps the making of matrix finite where none waits, calibration choice
OSTEOID_ON_MATRIX = 0.308  # exponent; matrix that finds no mineral slows the making of more, calibration choice
QUIET = 2500.0  # mmol; calcium of quiet bone within reach of its fluid, a tenth of the skeleton, calibration choice
QUIET_EXCHANGE = 50.0  # mmol/day each way between surface and quiet bone in health; calibration choice
QUIET_PTH = 0.34  # what endless PTH adds to it, half of it in health; calibration choice
VITAMIN_D_ON_QUIET = 0.17  # exponent; calibration choice
ANABOLIC = 1.0  # osteoblast gain of intermittent PTH at full effect; calibration choice

# What flows out without PTH, so that health is at rest; MODEL 3.2 eq. 15 has 0.85 for the surface.
GRIP_FLOOR = 1.0 - 0.5 * GRIP_PTH
QUIET_FLOOR = 1.0 - 0.5 * QUIET_PTH


def bone_exchange(
    *, ionised_calcium: float, phosphate: float, bone_exchangeable_calcium: float, lining_cell_action: float, ph: float
) -> float:
    """Net calcium from blood to the bone surface, mmol/day: PTH and acid let it out, phosphate draws it in.

    MODEL 3.2 eq. 15.
    """
    settling = EXCHANGE * ionised_calcium / 1.2 * (phosphate / 1.2) ** PHOSPHATE_ON_EXCHANGE
    grip = (GRIP_FLOOR + GRIP_PTH * lining_cell_action / (1.0 + lining_cell_action)) * 10.0 ** (
        ACID_ON_EXCHANGE * (7.4 - ph)
    )
    return settling - EXCHANGE * bone_exchangeable_calcium / EXCHANGEABLE * grip


def quiet_bone_exchange(
    *,
    bone_exchangeable_calcium: float,
    quiet_bone_calcium: float,
    lining_cell_action: float,
    vitamin_d_signal: float,
) -> float:
    """Net calcium from the bone surface into quiet bone, mmol/day: a small rise fills it for weeks.

    Most of the skeleton's surface neither forms nor resorbs, yet calcium passes it both ways (Parfitt, Bone
    1987;8 Suppl 1:S1, abstract; Parfitt, "Misconceptions (3): calcium leaves bone only by resorption and enters only by
    formation"). PTH lets calcium out, and vitamin D must have primed the surface for it.
    """
    by_pth = QUIET_FLOOR + QUIET_PTH * lining_cell_action / (1.0 + lining_cell_action)
    primed = by_pth * abs(vitamin_d_signal) ** VITAMIN_D_ON_QUIET
    return QUIET_EXCHANGE * (bone_exchangeable_calcium / EXCHANGEABLE - quiet_bone_calcium / QUIET * primed)


def lining_cell_action_change(*, lining_cell_action: float, bone_pth_signal: float) -> float:
    """Give how the action of PTH on the cells that line bone changes, multiples of normal per day."""
    return (bone_pth_signal - lining_cell_action) / LINING_TIME


def bone_resorption(*, osteoclasts: float, antiresorptive: float, bone_calcium: float) -> float:
    """Calcium set free by osteoclasts, mmol/day (MODEL 3.2 eq. 18); a wasted skeleton offers them less.

    A drug stops some of the osteoclasts that are there at once; the rest of its effect comes as they are not replaced.
    """
    return TURNOVER * osteoclasts * (1.0 - DIRECT * antiresorptive) * bone_calcium / BONE_CALCIUM


def osteoclast_call(*, bone_pth_signal: float, vitamin_d_signal: float, ph: float) -> float:
    """Osteoclast activity that PTH, vitamin D and acid call for, 1 in health (MODEL 3.2 eq. 16)."""
    acid = 10.0 ** (ACID_ON_OSTEOCLASTS * (7.4 - ph))
    by_pth = CALL_FLOOR + (1.0 - CALL_FLOOR) * abs(bone_pth_signal) ** CALL_EXPONENT
    return by_pth * (CALL_WITHOUT_D + (1.0 - CALL_WITHOUT_D) * vitamin_d_signal) * acid


def matrix_formation(
    *,
    osteoblasts: float,
    osteoclast_call: float,
    osteoid: float,
    phosphate: float,
    pth_pulses: float,
    bone_growth: float,
) -> float:
    """Bone matrix laid down, mmol/day of the calcium that it will take.

    Continuous PTH arrests osteoblasts at once and recruits them over weeks; when it stops they form in a rush. PTH or
    PTHrP that comes steadily, not in the pulses of the glands, lets them form less still: formation is up in primary
    hyperparathyroidism and down under a tumour's PTHrP (10.1002/jbmr.415; 10.1359/JBMR.050602; abstracts). Matrix that
    finds no mineral, and want of phosphate, slow the making of more.
    """
    ratio = abs(osteoblasts) / osteoclast_call
    pulses = STEADY_FORMATION + (1.0 - STEADY_FORMATION) * (1.0 + PULSE_HALF) * pth_pulses / (PULSE_HALF + pth_pulses)
    made = TURNOVER * osteoblasts * (1.0 + ARREST) * ratio / (ARREST + ratio) * pulses + bone_growth
    waiting = (1.0 + OSTEOID_FLOOR) / (OSTEOID_FLOOR + abs(osteoid) / OSTEOID)
    return made * waiting**OSTEOID_ON_MATRIX * (1.0 + PHOSPHATE_HALF) * phosphate / (PHOSPHATE_HALF * 1.2 + phosphate)


def bone_formation(
    *,
    osteoid: float,
    bone_exchangeable_calcium: float,
    ionised_calcium: float,
    phosphate: float,
    vitamin_d_signal: float,
) -> float:
    """Calcium laid down in waiting matrix, mmol/day: needs a filled surface, mineral and not too much calcitriol.

    A load of calcium hastens it only until the matrix that waits is filled; matrix that finds no mineral stays unfilled
    (osteomalacia), and fills for weeks when its cells go on and resorption has stopped (hungry bone). MODEL 3.2 eq. 18;
    Lieben 2012 for the mineralisation block by calcitriol (MODEL 4.1 point 8).
    """
    product = ionised_calcium * phosphate / 1.44
    block = (1.0 + VITAMIN_D_BLOCK) / (1.0 + VITAMIN_D_BLOCK * abs(vitamin_d_signal) ** BLOCK_EXPONENT)
    mineral = (1.0 + MINERAL_HALF) * product / (MINERAL_HALF + product) * block
    filling = (bone_exchangeable_calcium / EXCHANGEABLE) ** FILLING_ON_FORMATION
    return TURNOVER * osteoid / OSTEOID * filling * mineral


def bone_phosphate_fluxes(
    *, bone_exchange: float, matrix_formation: float, bone_formation: float, bone_resorption: float
) -> tuple[float, float, float]:
    """Phosphate that goes with the surface, with formation and with resorption, mmol/day.

    The surface holds calcium largely without phosphate. Matrix gathers phosphate before calcium comes (matrix
    vesicles); mineral takes the rest from blood when it forms.
    """
    bone_exchange_phosphate = SURFACE_PHOSPHATE * (bone_exchange + bone_resorption - bone_formation)
    bone_formation_phosphate = (
        MATRIX_PHOSPHATE * matrix_formation + (MINERAL_PHOSPHATE - MATRIX_PHOSPHATE) * bone_formation
    )
    bone_resorption_phosphate = MINERAL_PHOSPHATE * bone_resorption
    return bone_exchange_phosphate, bone_formation_phosphate, bone_resorption_phosphate


def bone_change(
    *,
    bone_exchange: float,
    quiet_bone_exchange: float,
    matrix_formation: float,
    bone_formation: float,
    bone_resorption: float,
) -> tuple[float, float, float]:
    """Calcium at the bone surface and in deep bone, and matrix that waits, mmol/day (MODEL 3.2 eqs 15 and 18)."""
    osteoid_change = matrix_formation - bone_formation
    bone_exchangeable_calcium_change = bone_exchange + bone_resorption - bone_formation - quiet_bone_exchange
    bone_calcium_change = bone_formation - bone_resorption
    return bone_exchangeable_calcium_change, bone_calcium_change, osteoid_change


def bone_cell_change(
    *,
    osteoclasts: float,
    osteoblasts: float,
    osteoclast_call: float,
    antiresorptive: float,
    bone_anabolic: float,
) -> tuple[float, float]:
    """Osteoclasts follow PTH and vitamin D in days; osteoblasts follow osteoclasts in weeks (MODEL 3.2 eqs 16, 17)."""
    osteoclasts_change = (
        osteoclast_call * (1.0 - antiresorptive) / (1.0 - DIRECT * antiresorptive) - osteoclasts
    ) / OSTEOCLAST_TIME
    coupled = abs(osteoclasts) ** COUPLING * (1.0 + ANABOLIC * bone_anabolic)
    osteoblasts_change = (coupled - osteoblasts) / OSTEOBLAST_TIME
    return osteoclasts_change, osteoblasts_change


def alkaline_phosphatase(*, osteoblasts: float) -> float:
    """Total alkaline phosphatase, U/L: half from liver, half from osteoblasts (calibration choice within FACTS 2.1)."""
    return 35.0 + 35.0 * osteoblasts
