"""The human model: its states, and its mechanisms in order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from calcinosis.physiology import (
    blood,
    body,
    bone,
    cells,
    deposition,
    equations,
    fgf23,
    gut,
    kidney,
    parathyroid,
    vitamin_d,
)
from calcinosis.physiology.parameters import RANGES


@dataclass(frozen=True, slots=True)
class State:
    """One state of the model."""

    name: str
    """Name of the state, a quantity of ``calcinosis.physiology.quantities``."""
    healthy: float
    """Healthy value, in the unit of the quantity."""
    change: str
    """Quantity that is its rate of change, per day."""


STATES: Final = (
    State("gut_calcium", gut.GUT_CALCIUM, "gut_calcium_change"),
    State("gut_phosphate", gut.GUT_PHOSPHATE, "gut_phosphate_change"),
    State("calcium", blood.TOTAL, "calcium_change"),
    State("phosphate", blood.PHOSPHATE, "phosphate_change"),
    State("adapted_calcium", 1.2, "adapted_calcium_change"),
    State("pth_store", 1.0, "pth_store_change"),
    State("pth", parathyroid.PTH, "pth_change"),
    State("gland_mass", 1.0, "gland_mass_change"),
    State("hydroxylase", 1.0, "hydroxylase_change"),
    State("calcitriol", vitamin_d.CALCITRIOL, "calcitriol_change"),
    State("calcidiol", vitamin_d.CALCIDIOL, "calcidiol_change"),
    State("vitamin_d_action", 1.0, "vitamin_d_action_change"),
    State("gut_vitamin_d_action", 1.0, "gut_vitamin_d_action_change"),
    State("fgf23_call", 1.0, "fgf23_call_change"),
    State("fgf23_drive", 1.0, "fgf23_drive_change"),
    State("fgf23", fgf23.FGF23, "fgf23_change"),
    State("dryness", kidney.DRYNESS, "dryness_change"),
    State("phosphate_carriers", 1.0, "phosphate_carriers_change"),
    State("cell_phosphate", cells.CELL_PHOSPHATE, "serum_to_cell_phosphate"),
    State("bone_exchangeable_calcium", bone.EXCHANGEABLE, "bone_exchangeable_calcium_change"),
    State("quiet_bone_calcium", bone.QUIET, "quiet_bone_exchange"),
    State("lining_cell_action", 1.0, "lining_cell_action_change"),
    State("osteoid", bone.OSTEOID, "osteoid_change"),
    State("bone_calcium", bone.BONE_CALCIUM, "bone_calcium_change"),
    State("osteoclasts", 1.0, "osteoclasts_change"),
    State("osteoblasts", 1.0, "osteoblasts_change"),
    State("soft_tissue_calcium", deposition.LOOSE_CALCIUM, "loose_deposition_calcium"),
    State("joint_deposit", 0.0, "joint_deposition"),
    State("skin_deposit", 0.0, "skin_deposition"),
    State("vessel_deposit", 0.0, "vessel_deposition"),
    State("kidney_deposit", 0.0, "kidney_deposition"),
    State("infusion_site_deposit", 0.0, "infusion_site_deposition"),
    State("extravasated_calcium", 0.0, "extravasated_calcium_change"),
    State("citrate", 0.0, "citrate_change"),
    State("edta", 0.0, "edta_change"),
    State("magnesium", cells.MAGNESIUM, "magnesium_change"),
    State("cell_magnesium", 1.0, "cell_magnesium_change"),
    State("carboxylated_mgp", 1.0, "carboxylated_mgp_change"),
)
LEDGER: Final = (
    State("calcium_in", 0.0, "calcium_in_change"),
    State("calcium_out", 0.0, "calcium_out_change"),
    State("phosphate_in", 0.0, "phosphate_in_change"),
    State("phosphate_out", 0.0, "phosphate_out_change"),
)

# Order matters: a mechanism reads only states, parameters and what stands above it.
MECHANISMS: Final[tuple[Callable[..., Any], ...]] = (
    blood.protein_capacity,
    blood.calcium_fractions,
    kidney.nephrons,
    kidney.dryness_change,
    kidney.filtration,
    kidney.creatinine,
    blood.chelate_clearance,
    parathyroid.magnesium_permission,
    parathyroid.pth_signals,
    vitamin_d.vitamin_d_signal,
    fgf23.fgf23_signal,
    parathyroid.secretory_drive,
    parathyroid.adapted_calcium_change,
    parathyroid.gland_stimulus,
    parathyroid.pth_store_change,
    parathyroid.pth_secretion,
    parathyroid.pth_change,
    parathyroid.pth_pulses,
    parathyroid.gland_mass_change,
    vitamin_d.hydroxylase_change,
    vitamin_d.calcitriol_change,
    vitamin_d.calcidiol_change,
    vitamin_d.vitamin_d_action_change,
    gut.gut_vitamin_d_action_change,
    gut.transport_capacity,
    gut.gut_to_serum_calcium,
    gut.gut_to_serum_phosphate,
    fgf23.fgf23_call_change,
    fgf23.fgf23_drive_change,
    fgf23.fgf23_change,
    gut.serum_to_gut_calcium,
    gut.serum_to_gut_phosphate,
    gut.gut_change,
    gut.faecal_losses,
    kidney.filtered_loads,
    kidney.phosphate_carriers_change,
    kidney.phosphate_threshold,
    kidney.urine_phosphate,
    kidney.loop_escape,
    kidney.distal_escape,
    kidney.urine_calcium,
    bone.lining_cell_action_change,
    bone.bone_exchange,
    bone.quiet_bone_exchange,
    bone.osteoclast_call,
    bone.bone_resorption,
    bone.matrix_formation,
    bone.bone_formation,
    bone.bone_phosphate_fluxes,
    bone.bone_change,
    bone.bone_cell_change,
    bone.alkaline_phosphatase,
    cells.serum_to_cell_phosphate,
    cells.magnesium_fluxes,
    deposition.loose_deposition,
    deposition.brushite_saturation,
    deposition.carboxylated_mgp_change,
    deposition.inhibition,
    deposition.site_saturations,
    deposition.joint_deposition,
    deposition.skin_deposition,
    deposition.vessel_deposition,
    deposition.kidney_deposition,
    deposition.infusion_site_deposition,
    deposition.extravasation_washout,
    deposition.extravasated_calcium_change,
    deposition.deposition_totals,
    deposition.soft_tissue_deposit,
    body.clamp_infusions,
    body.dialysis_fluxes,
    body.placental_fluxes,
    blood.citrate_change,
    blood.edta_change,
    cells.magnesium_change,
    body.calcium_change,
    body.phosphate_change,
    body.ledger,
)

STATE_NAMES: Final = tuple(each.name for each in STATES)
LEDGER_NAMES: Final = tuple(each.name for each in LEDGER)
HEALTHY_STATE: Final = {each.name: each.healthy for each in STATES + LEDGER}
PROGRAM: Final = tuple(equations.straight_line(MECHANISMS, {*STATE_NAMES, *LEDGER_NAMES, *RANGES}))
OUTPUTS: Final = tuple(
    line.target
    for line in PROGRAM
    if "__" not in line.target and (not line.target.endswith("_change") or line.target in STATE_NAMES)
)
