"""Speciation of calcium and phosphate in plasma: activities, ion pairs, saturation (MODEL 4.1 points 2 to 5)."""

from dataclasses import dataclass
from math import log10, sqrt

IONIC_STRENGTH = 0.16  # mol/L; plasma, MODEL 4.1 point 2
DEBYE_HUECKEL = 0.523  # at 37 degrees, MODEL 4.1 point 2
SODIUM = 0.140  # mol/L; plasma
PK_WATER = 13.62  # at 37 degrees, MODEL 4.1 point 3
PK2 = 7.19  # H2PO4- to HPO4 2-, thermodynamic, MODEL 4.1 point 3 (7.18-7.20)
PK3 = 12.19  # HPO4 2- to PO4 3-, MODEL 4.1 point 3 (12.19-12.35), the end that reproduces point 5
PAIR_CAHPO4 = 2.74  # log K, MODEL 4.1 point 3
PAIR_CAPO4 = 6.46  # log K, MODEL 4.1 point 3
PAIR_CAH2PO4 = 1.25  # log K, MODEL 4.1 point 3 (1.1-1.4)
PAIR_MGHPO4 = 2.90  # log K, MODEL 4.1 point 3
PAIR_NAHPO4 = 0.70  # log K, MODEL 4.1 point 3 (0.6-1.0), chosen so that healthy plasma gives 0.39 (point 5)
PKSP_BRUSHITE = 6.63  # CaHPO4.2H2O at 37 degrees, MODEL 4.1 point 4
PKSP_OCTACALCIUM = 49.3  # Ca4H(PO4)3 at 37 degrees, MODEL 4.1 point 4
PKSP_APATITE = 58.6  # Ca5(PO4)3OH at 37 degrees, MODEL 4.1 point 4


def davies(charge: int, ionic_strength: float = IONIC_STRENGTH) -> float:
    """Give the activity coefficient of an ion by the Davies equation (MODEL 4.1 point 2)."""
    root = sqrt(ionic_strength)
    return float(10.0 ** (-DEBYE_HUECKEL * charge * charge * (root / (1.0 + root) - 0.3 * ionic_strength)))


GAMMA1 = davies(1)
GAMMA2 = davies(2)
GAMMA3 = davies(3)
# Conditional constants: ratios of concentrations in plasma; pairs per mmol/L of the cation.
H2PO4_RATIO = 10.0 ** (PK2 - 7.4) * GAMMA2 / GAMMA1
PO4_RATIO = 10.0 ** (7.4 - PK3) * GAMMA2 / GAMMA3
NAHPO4_RATIO = 10.0**PAIR_NAHPO4 * GAMMA2 * SODIUM
CAHPO4_RATIO = 10.0**PAIR_CAHPO4 * GAMMA2 * GAMMA2 * 0.001
MGHPO4_RATIO = 10.0**PAIR_MGHPO4 * GAMMA2 * GAMMA2 * 0.001
CAPO4_RATIO = 10.0**PAIR_CAPO4 * GAMMA2 * GAMMA3 / GAMMA1 * 0.001
CAH2PO4_RATIO = 10.0**PAIR_CAH2PO4 * GAMMA2 * 0.001
BRUSHITE = GAMMA2 * GAMMA2 * 1e-6 * 10.0**PKSP_BRUSHITE


def free_hydrogen_phosphate(ionised_calcium: float, phosphate: float, free_magnesium: float, ph: float) -> float:
    """Free HPO4 2-, mmol/L, left by protonation and by pairs with sodium, calcium and magnesium.

    Calcium and magnesium are the free ions, so the balance is linear and needs no iteration.
    """
    protons = 10.0 ** (7.4 - ph)
    acid = H2PO4_RATIO * protons * (1.0 + CAH2PO4_RATIO * ionised_calcium)
    base = PO4_RATIO / protons * (1.0 + CAPO4_RATIO * ionised_calcium)
    pairs = NAHPO4_RATIO + CAHPO4_RATIO * ionised_calcium + MGHPO4_RATIO * free_magnesium
    return phosphate / (1.0 + acid + base + pairs)


@dataclass(frozen=True, kw_only=True, slots=True)
class Saturation:
    """Where blood stands for three minerals; 1 (index 0) is equilibrium."""

    brushite: float
    """Ion activity product over solubility product of brushite (a ratio, not a logarithm)."""
    brushite_index: float
    """log10 of the same."""
    octacalcium_index: float
    """Saturation index of octacalcium phosphate, formula Ca4H(PO4)3."""
    apatite_index: float
    """Saturation index of hydroxyapatite, formula Ca5(PO4)3OH; published solubilities differ: read it as an order."""
    complexed_phosphate: float
    """Phosphate paired with calcium, mmol/L."""


def saturation(
    *, ionised_calcium: float, phosphate: float, ph: float = 7.4, free_magnesium: float = 0.55
) -> Saturation:
    """Speciate blood at 37 degrees and compare it with three calcium phosphates.

    Parameters
    ----------
    ionised_calcium, phosphate, free_magnesium
        mmol/L, above 0.
    ph
        Blood pH.

    References
    ----------
    MODEL 4.1 points 2 to 5; Davies equation, pairs and solubility products as named beside the constants.
    """
    for name, value in (("ionised_calcium", ionised_calcium), ("phosphate", phosphate)):
        if not value > 0.0:
            raise ValueError(f"{name} = {value} mmol/L: must be above 0")
    hydrogen_phosphate = free_hydrogen_phosphate(ionised_calcium, phosphate, free_magnesium, ph)
    phosphate_ion = hydrogen_phosphate * PO4_RATIO * 10.0 ** (ph - 7.4)
    calcium_activity = log10(GAMMA2 * ionised_calcium * 0.001)
    phosphate_activity = log10(GAMMA3 * phosphate_ion * 0.001)
    brushite = BRUSHITE * ionised_calcium * hydrogen_phosphate
    dihydrogen = hydrogen_phosphate * H2PO4_RATIO * 10.0 ** (7.4 - ph)
    paired = ionised_calcium * (
        CAHPO4_RATIO * hydrogen_phosphate + CAPO4_RATIO * phosphate_ion + CAH2PO4_RATIO * dihydrogen
    )
    return Saturation(
        brushite=brushite,
        brushite_index=log10(brushite),
        octacalcium_index=4.0 * calcium_activity - ph + 3.0 * phosphate_activity + PKSP_OCTACALCIUM,
        apatite_index=5.0 * calcium_activity + 3.0 * phosphate_activity + ph - PK_WATER + PKSP_APATITE,
        complexed_phosphate=paired,
    )
