"""Every quantity the model gives: its name for people, symbol, unit, normal interval, and conventional unit.

Factors and intervals are those of the course facts (sections 0 and 2.1); nothing else in the package retypes them.
"""

from dataclasses import dataclass
from typing import Final

CALCIUM_MG_DL: Final = 4.008
PHOSPHATE_MG_DL: Final = 3.097
MAGNESIUM_MG_DL: Final = 2.431


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity, as labels, tables and axes show it."""

    label: str
    """What people call it."""
    symbol: str
    """Short sign for arrows and tables."""
    unit: str
    """SI unit, the unit of every number inside the package."""
    normal: tuple[float, float] | None = None
    """Adult reference interval in the SI unit, or None."""
    decimals: int = 2
    """Decimals to print in the SI unit."""
    conventional_unit: str | None = None
    """Conventional unit, or None where there is no other."""
    factor: float = 1.0
    """Conventional value = SI value × factor."""
    conventional_decimals: int = 1
    """Decimals to print in the conventional unit."""

    def to_conventional(self, value: float) -> float:
        """Convert from the SI unit to the conventional unit."""
        return value * self.factor

    def from_conventional(self, value: float) -> float:
        """Convert from the conventional unit to the SI unit."""
        return value / self.factor


def _calcium(label: str, symbol: str, normal: tuple[float, float] | None = None) -> Quantity:
    return Quantity(label, symbol, "mmol/L", normal, 2, "mg/dL", CALCIUM_MG_DL, 1)


def _calcium_flux(label: str, normal: tuple[float, float] | None = None) -> Quantity:
    return Quantity(label, "Ca", "mmol/day", normal, 1, "mg/day", 10.0 * CALCIUM_MG_DL, 0)


def _phosphate_flux(label: str, normal: tuple[float, float] | None = None) -> Quantity:
    return Quantity(label, "P", "mmol/day", normal, 1, "mg/day", 10.0 * PHOSPHATE_MG_DL, 0)


def _magnesium_flux(label: str) -> Quantity:
    return Quantity(label, "Mg", "mmol/day", None, 1, "mg/day", 10.0 * MAGNESIUM_MG_DL, 0)


def _calcium_amount(label: str) -> Quantity:
    return Quantity(label, "Ca", "mmol", None, 1, "mg", 10.0 * CALCIUM_MG_DL, 0)


def _phosphate_amount(label: str) -> Quantity:
    return Quantity(label, "P", "mmol", None, 1, "mg", 10.0 * PHOSPHATE_MG_DL, 0)


def _relative(label: str, symbol: str = "×") -> Quantity:
    return Quantity(label, symbol, "× normal", None, 2)


CALCIUM: Final = _calcium("total calcium", "Ca", (2.15, 2.55))
IONISED_CALCIUM: Final = _calcium("ionised calcium", "iCa", (1.12, 1.32))
PHOSPHATE: Final = Quantity("phosphate", "P", "mmol/L", (0.81, 1.45), 2, "mg/dL", PHOSPHATE_MG_DL, 1)
MAGNESIUM: Final = Quantity("magnesium", "Mg", "mmol/L", (0.70, 1.00), 2, "mg/dL", MAGNESIUM_MG_DL, 1)
PTH: Final = Quantity("parathyroid hormone", "PTH", "pmol/L", (1.6, 6.9), 1, "pg/mL", 9.43, 0)
CALCITRIOL: Final = Quantity("calcitriol", "1,25-D", "pmol/L", (48.0, 144.0), 0, "pg/mL", 1.0 / 2.4, 0)
CALCIDIOL: Final = Quantity("25-OH vitamin D", "25-D", "nmol/L", (50.0, 125.0), 0, "ng/mL", 0.4006, 0)
FGF23: Final = Quantity("intact FGF23", "FGF23", "pg/mL", (10.0, 95.0), 0)
ALBUMIN: Final = Quantity("albumin", "Alb", "g/L", (35.0, 50.0), 0, "g/dL", 0.1, 1)
CREATININE: Final = Quantity("creatinine", "Cr", "µmol/L", (53.0, 106.0), 0, "mg/dL", 1.0 / 88.4, 1)
ALKALINE_PHOSPHATASE: Final = Quantity("alkaline phosphatase", "ALP", "U/L", (30.0, 120.0), 0)
CALCIUM_PHOSPHATE_PRODUCT: Final = Quantity(
    "calcium phosphate product", "Ca × P", "mmol²/L²", (1.74, 3.70), 2, "mg²/dL²", 12.41, 0
)
PHOSPHATE_THRESHOLD: Final = Quantity("TmP/GFR", "TmP/GFR", "mmol/L", (0.80, 1.35), 2, "mg/dL", PHOSPHATE_MG_DL, 1)
URINE_CALCIUM_CREATININE: Final = Quantity(
    "urine calcium to creatinine", "uCa/Cr", "mmol/mmol", (0.0, 0.6), 2, "mg/mg", 0.354, 2
)

QUANTITIES: Final[dict[str, Quantity]] = {
    "times": Quantity("time", "t", "days", None, 1),
    "calcium": CALCIUM,
    "ionised_calcium": IONISED_CALCIUM,
    "complexed_calcium": _calcium("complexed calcium", "cCa"),
    "bound_calcium": _calcium("protein-bound calcium", "bCa"),
    "ultrafilterable_calcium": _calcium("ultrafilterable calcium", "uCa"),
    "albumin_adjusted_calcium": _calcium("albumin-adjusted calcium", "adjCa", (2.15, 2.55)),
    "phosphate": PHOSPHATE,
    "calcium_phosphate_product": CALCIUM_PHOSPHATE_PRODUCT,
    "magnesium": MAGNESIUM,
    "pth": PTH,
    "calcitriol": CALCITRIOL,
    "calcidiol": CALCIDIOL,
    "fgf23": FGF23,
    "albumin": ALBUMIN,
    "creatinine": CREATININE,
    "alkaline_phosphatase": ALKALINE_PHOSPHATASE,
    "gfr": Quantity("glomerular filtration rate", "GFR", "mL/min", (90.0, 120.0), 0),
    "ph": Quantity("blood pH", "pH", "pH", (7.35, 7.45), 2),
    "citrate": Quantity("citrate above normal", "citrate", "mmol/L"),
    "edta": Quantity("EDTA", "EDTA", "mmol/L"),
    "protein_capacity": Quantity("calcium sites of plasma protein", "sites", "mmol/L"),
    "adapted_calcium": _calcium("ionised calcium the glands are used to", "iCa"),
    "pth_store": _relative("PTH store"),
    "pth_secretion": Quantity("PTH secretion", "PTH", "pmol/L/day", None, 0, "pg/mL/day", 9.43, 0),
    "pth_pulses": Quantity("PTH signal that comes in pulses", "p", "fraction"),
    "secretory_drive": _relative("drive to release PTH"),
    "gland_stimulus": _relative("stimulus to make PTH"),
    "gland_mass": _relative("parathyroid gland mass"),
    "magnesium_permission": _relative("permission by magnesium"),
    "kidney_pth_signal": _relative("PTH signal at the tubule"),
    "distal_pth_signal": _relative("PTH signal at the distal tubule"),
    "activation_pth_signal": _relative("PTH signal at 1-alpha-hydroxylase"),
    "bone_pth_signal": _relative("PTH signal at bone"),
    "vitamin_d_signal": _relative("vitamin D signal"),
    "vitamin_d_action": _relative("vitamin D action on the glands"),
    "gut_vitamin_d_action": _relative("vitamin D action on the gut"),
    "hydroxylase": _relative("renal 1-alpha-hydroxylase"),
    "fgf23_call": _relative("call for FGF23 in osteocytes"),
    "fgf23_drive": _relative("release of FGF23"),
    "fgf23_signal": _relative("FGF23 signal at the tubule"),
    "transport_capacity": _relative("active calcium transport of the gut"),
    "osteoclast_call": _relative("call for osteoclasts"),
    "osteoclasts": _relative("osteoclast activity"),
    "lining_cell_action": _relative("PTH action on bone lining cells"),
    "osteoblasts": _relative("osteoblast activity"),
    "nephrons": Quantity("nephrons that work", "N", "fraction"),
    "phosphate_carriers": _relative("phosphate carriers of the tubule"),
    "carboxylated_mgp": _relative("carboxylated matrix Gla protein"),
    "cell_magnesium": _relative("magnesium in cells"),
    "inhibition": _relative("inhibitors of mineral in blood"),
    "dryness": Quantity("water and salt lost to hypercalcaemia", "V", "fraction"),
    "filtration": Quantity("glomerular filtrate", "GFR", "L/day", None, 0),
    "loop_escape": Quantity("calcium passing the thick limb", "TAL", "fraction"),
    "distal_escape": Quantity("calcium passing the distal tubule", "DCT", "fraction"),
    "calcium_reabsorption": Quantity("calcium taken back", "TRCa", "fraction"),
    "phosphate_reabsorbed_share": Quantity("phosphate taken back", "TRP", "fraction", (0.80, 0.95)),
    "phosphate_threshold": PHOSPHATE_THRESHOLD,
    "gut_calcium": _calcium_amount("calcium in the absorbing bowel"),
    "gut_phosphate": _phosphate_amount("phosphate in the absorbing bowel"),
    "bone_exchangeable_calcium": _calcium_amount("calcium at the bone surface"),
    "quiet_bone_calcium": _calcium_amount("calcium within reach in quiet bone"),
    "osteoid": _calcium_amount("calcium that waiting bone matrix will take"),
    "bone_calcium": _calcium_amount("calcium in bone"),
    "cell_phosphate": _phosphate_amount("exchangeable phosphate in cells"),
    "soft_tissue_calcium": _calcium_amount("loosely held calcium in soft tissue"),
    "extravasated_calcium": _calcium_amount("calcium leaked into tissue"),
    "joint_deposit": _calcium_amount("deposit in skin over joints"),
    "skin_deposit": _calcium_amount("deposit in damaged skin"),
    "vessel_deposit": _calcium_amount("deposit in vessel walls"),
    "kidney_deposit": _calcium_amount("deposit in the kidney"),
    "infusion_site_deposit": _calcium_amount("deposit at an infusion site"),
    "soft_tissue_deposit": _calcium_amount("soft-tissue deposit"),
    "calcium_in": _calcium_amount("calcium that entered the body"),
    "calcium_out": _calcium_amount("calcium that left the body"),
    "phosphate_in": _phosphate_amount("phosphate that entered the body"),
    "phosphate_out": _phosphate_amount("phosphate that left the body"),
    "calcium_intake": _calcium_flux("calcium eaten"),
    "phosphate_intake": _phosphate_flux("phosphate eaten"),
    "magnesium_intake": _magnesium_flux("magnesium eaten"),
    "gut_to_serum_calcium": _calcium_flux("calcium absorbed"),
    "gut_to_serum_phosphate": _phosphate_flux("phosphate absorbed"),
    "gut_to_serum_magnesium": _magnesium_flux("magnesium absorbed"),
    "serum_to_gut_calcium": _calcium_flux("calcium secreted into the gut"),
    "serum_to_gut_phosphate": _phosphate_flux("phosphate secreted into the gut"),
    "faecal_calcium": _calcium_flux("calcium in faeces"),
    "faecal_phosphate": _phosphate_flux("phosphate in faeces"),
    "filtered_calcium": _calcium_flux("calcium filtered"),
    "filtered_phosphate": _phosphate_flux("phosphate filtered"),
    "urine_calcium": _calcium_flux("calcium in urine", (2.5, 7.5)),
    "urine_phosphate": _phosphate_flux("phosphate in urine"),
    "urine_magnesium": _magnesium_flux("magnesium in urine"),
    "citrate_calcium": _calcium("calcium held by citrate", "CaCit"),
    "chelate_clearance": _calcium_flux("calcium carried out by EDTA and citrate"),
    "clamp_calcium": _calcium_flux("calcium infused by a clamp"),
    "clamp_citrate": Quantity("citrate infused by a clamp", "citrate", "mmol/day", None, 0),
    "bone_exchange": _calcium_flux("net calcium to the bone surface"),
    "quiet_bone_exchange": _calcium_flux("net calcium from the bone surface into quiet bone"),
    "matrix_formation": _calcium_flux("bone matrix laid down, as the calcium it will take"),
    "bone_formation": _calcium_flux("calcium laid down in bone"),
    "bone_resorption": _calcium_flux("calcium resorbed from bone"),
    "bone_exchange_phosphate": _phosphate_flux("net phosphate to the bone surface"),
    "bone_formation_phosphate": _phosphate_flux("phosphate laid down in bone"),
    "bone_resorption_phosphate": _phosphate_flux("phosphate resorbed from bone"),
    "serum_to_cell_phosphate": _phosphate_flux("net phosphate into cells"),
    "serum_to_cell_magnesium": _magnesium_flux("net magnesium into cells"),
    "dialysis_calcium": _calcium_flux("calcium removed by dialysis"),
    "dialysis_phosphate": _phosphate_flux("phosphate removed by dialysis"),
    "dialysis_magnesium": _magnesium_flux("magnesium removed by dialysis"),
    "placental_calcium": _calcium_flux("calcium passed to the fetus"),
    "placental_phosphate": _phosphate_flux("phosphate passed to the fetus"),
    "loose_deposition_calcium": _calcium_flux("net calcium held loosely in soft tissue"),
    "loose_deposition_phosphate": _phosphate_flux("net phosphate held loosely in soft tissue"),
    "joint_deposition": _calcium_flux("calcium deposited in skin over joints"),
    "skin_deposition": _calcium_flux("calcium deposited in damaged skin"),
    "vessel_deposition": _calcium_flux("calcium deposited in vessel walls"),
    "kidney_deposition": _calcium_flux("calcium deposited in the kidney"),
    "infusion_site_deposition": _calcium_flux("calcium deposited at an infusion site"),
    "soft_tissue_deposition": _calcium_flux("calcium deposited in soft tissue"),
    "serum_to_deposit_calcium": _calcium_flux("calcium from blood into deposits"),
    "serum_to_deposit_phosphate": _phosphate_flux("phosphate from blood into deposits"),
    "extravasation_washout": _calcium_flux("leaked calcium carried off by blood"),
    "brushite_saturation": Quantity("saturation with brushite", "Ω", "ratio", None, 2),
    "joint_saturation": Quantity("readiness for mineral in skin over joints", "S", "ratio", None, 2),
    "skin_saturation": Quantity("readiness for mineral in damaged skin", "S", "ratio", None, 2),
    "vessel_saturation": Quantity("readiness for mineral in vessel walls", "S", "ratio", None, 2),
    "kidney_saturation": Quantity("readiness for mineral in the kidney", "S", "ratio", None, 2),
}
