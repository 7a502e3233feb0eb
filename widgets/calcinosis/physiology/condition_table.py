"""The conditions: what each changes, from its mildest to its severest form, and the laboratory pattern it must show.

Parameter values are calibration choices; patterns are those of the course facts (FACTS 6.5, 2.4, 4, 8).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from calcinosis.physiology.protocols import Course, Dialysis, Event, Hold, Leak, Surgery

Group = Literal["health", "parathyroid", "vitamin D", "phosphate", "kidney", "acute", "tissue"]
Pattern = Mapping[str, tuple[float, float]]


def _none() -> Mapping[str, float]:
    return {}


def _no_pattern() -> Pattern:
    return {}


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """One condition."""

    name: str
    """Key, words joined by hyphens."""
    label: str
    """Name for people."""
    group: Group
    """Where it stands in a menu."""
    summary: str
    """One sentence: what is broken."""
    severe: Mapping[str, float] = field(default_factory=_none)
    """Parameters at severity 1."""
    mild: Mapping[str, float] = field(default_factory=_none)
    """Parameters at severity 0, where they are not healthy."""
    events: Callable[[float], tuple[Event, ...]] | None = None
    """What the condition does over time, given the severity."""
    settled: bool = True
    """Whether a run begins in the settled disease; otherwise it begins in health."""
    settled_with: Mapping[str, float] = field(default_factory=_none)
    """Parameters that stand for events while the disease settles (dialysis as an average)."""
    days: float = 30.0
    """Length of a run that shows it well, days."""
    pattern: Pattern = field(default_factory=_no_pattern)
    """Range of a quantity at severity 0.5 on ``pattern_day`` of a run."""
    pattern_day: float = 0.0
    """Day of the pattern."""


def _dialysis(_severity: float) -> tuple[Event, ...]:
    return (Dialysis(weekdays=(0, 2, 4), weeks=52),)


HORMONES = (
    Condition(name="healthy-adult", label="Healthy adult", group="health", summary="Nothing is broken."),
    Condition(
        name="healthy-adolescent",
        label="Healthy adolescent in a growth spurt",
        group="health",
        summary="Growing bone takes calcium and phosphate; the kidney keeps more phosphate than in adults.",
        mild={"bone_growth": 3.0, "phosphate_reabsorption": 1.35, "calcium_intake": 30.0, "hydroxylase_capacity": 1.15},
        severe={"bone_growth": 9.0, "phosphate_reabsorption": 2.0, "calcium_intake": 33.0, "hydroxylase_capacity": 1.4},
        pattern={"phosphate": (1.3, 1.85), "calcium": (2.15, 2.60), "pth": (1.6, 9.0)},
    ),
    Condition(
        name="pregnancy",
        label="Pregnancy, third trimester",
        group="health",
        summary="The fetus takes calcium; absorption doubles, albumin falls, ionised calcium stays.",
        severe={
            "placental_transfer": 8.0,
            "hydroxylase_capacity": 2.6,
            "calcium_absorption": 1.35,
            "albumin": 31.0,
            "gfr": 150.0,
        },
        pattern={"ionised_calcium": (1.12, 1.28), "calcium": (2.05, 2.35), "calcitriol": (130.0, 320.0)},
    ),
    Condition(
        name="primary-hyperparathyroidism",
        label="Primary hyperparathyroidism",
        group="parathyroid",
        summary="An adenoma senses too little calcium: calcium high, phosphate low, PTH not suppressed.",
        mild={"set_point": 1.25},
        severe={"set_point": 1.62, "parathyroid_tissue": 5.0},
        pattern={"calcium": (2.60, 3.00), "phosphate": (0.60, 1.0), "pth": (7.0, 16.0), "urine_calcium": (5.5, 12.0)},
    ),
    Condition(
        name="secondary-hyperparathyroidism",
        label="Secondary hyperparathyroidism of kidney disease",
        group="parathyroid",
        summary="Failing kidneys and too little vitamin D drive the glands; calcium is low or normal.",
        mild={"gfr": 40.0, "calcidiol_supply": 45.0},
        severe={"gfr": 9.0, "calcidiol_supply": 25.0},
        pattern={"pth": (7.5, 45.0), "calcium": (2.05, 2.50), "calcitriol": (10.0, 70.0)},
    ),
    Condition(
        name="tertiary-hyperparathyroidism",
        label="Tertiary hyperparathyroidism",
        group="parathyroid",
        summary="After years of stimulation the glands no longer obey: on calcium and calcitriol, all runs high.",
        mild={
            "gfr": 12.0,
            "set_point": 1.33,
            "phosphate_intake": 50.0,
            "calcitriol_supply": 0.3,
            "calcium_intake": 32.0,
        },
        severe={
            "gfr": 7.0,
            "set_point": 1.80,
            "parathyroid_tissue": 1.5,
            "phosphate_intake": 60.0,
            "calcitriol_supply": 0.5,
            "calcium_intake": 45.0,
        },
        settled_with={"dialysis_clearance": 5.0},
        events=_dialysis,
        pattern={"calcium": (2.56, 3.1), "phosphate": (1.46, 2.4), "pth": (40.0, 320.0)},
    ),
    Condition(
        name="hypoparathyroidism",
        label="Hypoparathyroidism, untreated",
        group="parathyroid",
        summary="No PTH: calcium low, phosphate high, calcitriol low.",
        mild={"parathyroid_tissue": 0.08, "gland_growth": 0.0},
        severe={"parathyroid_tissue": 0.0, "gland_growth": 0.0},
        pattern={"calcium": (1.55, 2.05), "phosphate": (1.46, 2.1), "pth": (0.0, 1.6), "calcitriol": (15.0, 60.0)},
    ),
    Condition(
        name="hypoparathyroidism-treated",
        label="Hypoparathyroidism on calcium and calcitriol",
        group="parathyroid",
        summary="Calcium is back, but without PTH the kidney loses it: hypercalciuria is the price.",
        mild={"parathyroid_tissue": 0.0, "gland_growth": 0.0, "calcitriol_supply": 0.6, "calcium_intake": 40.0},
        severe={"parathyroid_tissue": 0.0, "gland_growth": 0.0, "calcitriol_supply": 1.1, "calcium_intake": 55.0},
        pattern={"calcium": (2.0, 2.45), "urine_calcium": (6.0, 16.0)},
    ),
    Condition(
        name="pseudohypoparathyroidism",
        label="Pseudohypoparathyroidism",
        group="parathyroid",
        summary="Kidney and bone do not hear PTH: the picture of hypoparathyroidism with PTH high.",
        mild={"renal_pth_response": 0.04, "bone_pth_response": 0.12},
        severe={"renal_pth_response": 0.0, "bone_pth_response": 0.03},
        pattern={"calcium": (1.75, 2.20), "phosphate": (1.4, 2.1), "pth": (10.0, 60.0), "calcitriol": (15.0, 60.0)},
    ),
    Condition(
        name="familial-hypocalciuric-hypercalcaemia",
        label="Familial hypocalciuric hypercalcaemia",
        group="parathyroid",
        summary="Every calcium sensor, gland and kidney, reads too little: calcium high, urine calcium low.",
        mild={"calcium_sensor_shift": 0.10},
        severe={"calcium_sensor_shift": 0.30},
        pattern={"calcium": (2.56, 2.90), "pth": (1.6, 9.0), "urine_calcium": (0.8, 4.5)},
    ),
    Condition(
        name="autosomal-dominant-hypocalcaemia",
        label="Autosomal dominant hypocalcaemia",
        group="parathyroid",
        summary="Every calcium sensor reads too much: calcium low with PTH low and urine calcium not low.",
        mild={"calcium_sensor_shift": -0.06},
        severe={"calcium_sensor_shift": -0.26},
        pattern={"calcium": (1.85, 2.20), "phosphate": (1.1, 1.7), "pth": (0.3, 5.0), "urine_calcium": (5.0, 12.0)},
    ),
    Condition(
        name="hungry-bone",
        label="Hungry bone after parathyroidectomy",
        group="parathyroid",
        summary="Bone that was driven for years goes on forming when PTH is gone: calcium and phosphate fall.",
        mild={"set_point": 1.40, "parathyroid_tissue": 4.0, "calcidiol_supply": 40.0},
        severe={"set_point": 1.75, "parathyroid_tissue": 30.0, "calcidiol_supply": 25.0},
        events=lambda _severity: (Surgery(operation="adenomectomy", at=1.0, remaining=0.15),),
        days=60.0,
        pattern={"calcium": (1.6, 2.14)},
        pattern_day=4.0,
    ),
    Condition(
        name="vitamin-d-deficiency",
        label="Vitamin D deficiency",
        group="vitamin D",
        summary="Absorption fails, PTH holds calcium up and pushes phosphate down.",
        mild={"calcidiol_supply": 35.0},
        severe={"calcidiol_supply": 8.0},
        pattern={"calcidiol": (10.0, 30.0), "pth": (5.2, 16.0), "calcium": (2.1, 2.45), "phosphate": (0.7, 1.15)},
    ),
    Condition(
        name="vitamin-d-intoxication",
        label="Vitamin D intoxication",
        group="vitamin D",
        summary="25(OH)D itself fills the receptor: calcium high, phosphate not low, PTH suppressed.",
        mild={"calcidiol_supply": 400.0},
        severe={"calcidiol_supply": 1800.0},
        pattern={"calcium": (2.75, 3.6), "pth": (0.0, 1.5), "phosphate": (1.2, 1.9), "urine_calcium": (7.5, 20.0)},
    ),
    Condition(
        name="sarcoidosis",
        label="Sarcoidosis with hypercalcaemia",
        group="vitamin D",
        summary="Granulomas make calcitriol that nothing restrains: calcium high, PTH low, urine calcium high.",
        mild={"extrarenal_calcitriol": 1.0},
        severe={"extrarenal_calcitriol": 5.5},
        pattern={"calcium": (2.6, 3.2), "pth": (0.0, 1.6), "urine_calcium": (7.5, 20.0), "calcitriol": (180.0, 450.0)},
    ),
    Condition(
        name="pthrp-hypercalcaemia",
        label="Hypercalcaemia of malignancy (PTHrP)",
        group="vitamin D",
        summary="A tumour hormone acts as PTH on bone and kidney: calcium high, phosphate low, PTH suppressed.",
        mild={"pthrp": 10.0},
        severe={"pthrp": 55.0, "bone_pth_response": 1.2},
        pattern={"calcium": (2.8, 3.6), "pth": (0.0, 1.5), "phosphate": (0.5, 1.0)},
    ),
    Condition(
        name="milk-alkali",
        label="Milk-alkali syndrome",
        group="vitamin D",
        summary="Calcium carbonate by the handful: alkalosis keeps the calcium in, the kidneys suffer.",
        mild={"calcium_intake": 90.0, "ph": 7.43, "phosphate_binder": 0.2},
        severe={"calcium_intake": 150.0, "ph": 7.49, "gfr": 60.0, "phosphate_binder": 0.4},
        pattern={"calcium": (2.6, 3.5), "pth": (0.0, 1.6)},
    ),
    Condition(
        name="hypomagnesaemia",
        label="Hypomagnesaemia",
        group="parathyroid",
        summary="Without magnesium the gland cannot release PTH and bone cannot hear it: calcium falls.",
        mild={"magnesium_wasting": 0.42},
        severe={"magnesium_wasting": 0.75},
        pattern={"magnesium": (0.1, 0.5), "calcium": (1.7, 2.33)},
    ),
)

PHOSPHATE_AND_KIDNEY = (
    Condition(
        name="tumoral-calcinosis",
        label="Hyperphosphataemic familial tumoral calcinosis",
        group="phosphate",
        summary="Intact FGF23 is missing: phosphate stays, calcitriol is not restrained, mineral settles by joints.",
        mild={"fgf23_production": 0.06, "phosphate_reabsorption": 1.05},
        severe={"fgf23_production": 0.0, "phosphate_reabsorption": 1.6},
        days=540.0,
        pattern={
            "phosphate": (1.6, 2.5),
            "calcium": (2.3, 2.65),
            "fgf23": (0.0, 30.0),
            "joint_deposition": (0.01, 5.0),
        },
    ),
    Condition(
        name="x-linked-hypophosphataemia",
        label="X-linked hypophosphataemia",
        group="phosphate",
        summary="Bone makes too much FGF23: phosphate is lost, calcitriol is inappropriately low.",
        mild={"fgf23_production": 12.0},
        severe={"fgf23_production": 80.0},
        pattern={
            "phosphate": (0.4, 0.8),
            "calcium": (2.15, 2.50),
            "fgf23": (96.0, 1000.0),
            "calcitriol": (30.0, 100.0),
        },
    ),
    Condition(
        name="tumour-induced-osteomalacia",
        label="Tumour-induced osteomalacia",
        group="phosphate",
        summary="A small tumour pours out FGF23: phosphate and calcitriol fall.",
        mild={"fgf23_infusion": 3000.0},
        severe={"fgf23_infusion": 16000.0},
        pattern={"phosphate": (0.35, 0.8), "calcitriol": (10.0, 70.0), "fgf23": (150.0, 1500.0)},
    ),
    Condition(
        name="ckd-3",
        label="Chronic kidney disease, stage 3",
        group="kidney",
        summary="FGF23 rises first, calcitriol falls, PTH follows; phosphate is still normal.",
        mild={"gfr": 59.0},
        severe={"gfr": 30.0},
        pattern={"phosphate": (0.81, 1.45), "calcium": (2.15, 2.55), "fgf23": (60.0, 200.0)},
    ),
    Condition(
        name="ckd-4",
        label="Chronic kidney disease, stage 4",
        group="kidney",
        summary="PTH is up, calcitriol down, phosphate begins to rise.",
        mild={"gfr": 29.0},
        severe={"gfr": 15.0},
        pattern={"phosphate": (1.0, 1.6), "pth": (6.9, 30.0), "calcitriol": (20.0, 70.0)},
    ),
    Condition(
        name="ckd-5",
        label="Chronic kidney disease, stage 5",
        group="kidney",
        summary="Phosphate is retained, calcitriol fails, PTH and FGF23 are very high.",
        mild={"gfr": 14.0},
        severe={"gfr": 8.0},
        pattern={"phosphate": (1.45, 2.2), "pth": (15.0, 70.0), "calcium": (2.1, 2.45), "fgf23": (500.0, 20000.0)},
    ),
    Condition(
        name="haemodialysis",
        label="Haemodialysis three times a week",
        group="kidney",
        summary="Phosphate falls in each session and comes back from cells; vessels and joints calcify.",
        mild={"gfr": 6.0, "phosphate_intake": 40.0, "fetuin_a": 0.55},
        severe={"gfr": 3.0, "phosphate_intake": 50.0, "fetuin_a": 0.35},
        settled_with={"dialysis_clearance": 5.5},
        events=_dialysis,
        days=21.0,
        pattern={"phosphate": (1.5, 2.6), "pth": (20.0, 120.0), "calcium": (2.05, 2.5), "fgf23": (500.0, 30000.0)},
    ),
    Condition(
        name="adynamic-bone",
        label="Adynamic bone with a calcium load",
        group="kidney",
        summary="PTH is pushed too low: bone no longer takes calcium up, and the load goes elsewhere.",
        mild={"gfr": 10.0, "calcium_intake": 50.0, "calcitriol_supply": 0.25, "bone_pth_response": 0.6},
        severe={"gfr": 5.0, "calcium_intake": 75.0, "calcitriol_supply": 0.6, "bone_pth_response": 0.4},
        settled_with={"dialysis_clearance": 5.5, "dialysate_calcium": 1.5},
        events=_dialysis,
        pattern={"calcium": (2.45, 2.9), "pth": (0.3, 12.0)},
    ),
    Condition(
        name="uraemic-tumoral-calcinosis",
        label="Uraemic tumoral calcinosis",
        group="kidney",
        summary="High phosphate, calcium binders and calcitriol in dialysis: masses grow beside joints.",
        mild={"gfr": 4.0, "phosphate_intake": 55.0, "calcium_intake": 40.0, "fetuin_a": 0.45},
        severe={
            "gfr": 3.0,
            "phosphate_intake": 75.0,
            "calcium_intake": 60.0,
            "calcitriol_supply": 0.3,
            "fetuin_a": 0.35,
            "joint_injury": 0.5,
        },
        settled_with={"dialysis_clearance": 5.5},
        events=_dialysis,
        days=365.0,
        pattern={"phosphate": (2.0, 3.6), "joint_deposition": (0.2, 40.0)},
    ),
    Condition(
        name="calciphylaxis",
        label="Calciphylaxis in dialysis",
        group="kidney",
        summary="Inhibitors are gone and small vessels of the fat calcify, often with a normal product.",
        mild={"gfr": 5.0, "phosphate_intake": 34.0, "fetuin_a": 0.30, "vitamin_k": 0.6, "vessel_injury": 0.3},
        severe={
            "gfr": 3.0,
            "phosphate_intake": 40.0,
            "fetuin_a": 0.18,
            "vitamin_k": 0.4,
            "warfarin": 0.7,
            "vessel_injury": 1.0,
            "albumin": 28.0,
        },
        settled_with={"dialysis_clearance": 5.5},
        events=_dialysis,
        days=90.0,
        pattern={"calcium_phosphate_product": (2.4, 5.2), "vessel_deposition": (0.02, 5.0)},
    ),
)


def _lysis(severity: float) -> tuple[Event, ...]:
    return (
        Hold(field="cell_lysis", value=120.0 + 260.0 * severity, at=0.25, duration=2.0),
        Course(
            field="gfr",
            points=((0.25, 100.0), (1.0, 70.0 - 45.0 * severity), (5.0, 60.0 - 30.0 * severity), (14.0, 95.0)),
        ),
    )


def _rhabdomyolysis(severity: float) -> tuple[Event, ...]:
    return (
        Hold(field="cell_lysis", value=80.0 + 180.0 * severity, at=0.25, duration=2.0),
        Hold(field="skin_injury", value=2.0 + 4.0 * severity, at=0.25, duration=12.0),
        Course(
            field="gfr",
            points=((0.25, 100.0), (1.5, 60.0 - 45.0 * severity), (9.0, 60.0 - 45.0 * severity), (20.0, 90.0)),
        ),
    )


def _refeeding(severity: float) -> tuple[Event, ...]:
    return (
        Course(
            field="cellular_uptake",
            points=((0.5, 0.8), (1.5, 1.3 + 1.2 * severity), (5.0, 1.2 + 0.8 * severity), (12.0, 1.0)),
        ),
    )


ACUTE_AND_TISSUE = (
    Condition(
        name="tumour-lysis",
        label="Tumour lysis syndrome",
        group="acute",
        summary="Dying cells pour out phosphate; calcium falls and mineral precipitates, also in the kidney.",
        events=_lysis,
        settled=False,
        days=14.0,
        pattern={"phosphate": (2.2, 5.0), "calcium": (1.4, 2.05)},
        pattern_day=2.0,
    ),
    Condition(
        name="rhabdomyolysis",
        label="Rhabdomyolysis with kidney injury",
        group="acute",
        summary="Muscle gives phosphate and takes calcium; in recovery calcium comes back and may overshoot.",
        events=_rhabdomyolysis,
        settled=False,
        days=28.0,
        pattern={"phosphate": (1.8, 5.0), "calcium": (1.3, 2.12)},
        pattern_day=2.0,
    ),
    Condition(
        name="refeeding",
        label="Refeeding syndrome",
        group="acute",
        summary="Insulin drives phosphate into starved cells.",
        mild={"phosphate_intake": 25.0},
        severe={"phosphate_intake": 12.0},
        events=_refeeding,
        days=14.0,
        pattern={"phosphate": (0.3, 0.8)},
        pattern_day=2.0,
    ),
    Condition(
        name="calcium-extravasation",
        label="Calcium extravasation",
        group="tissue",
        summary="Calcium meant for a vein lies in the tissue around it: normal blood, local mineral, slow resorption.",
        events=lambda severity: (Leak(amount=0.3 + 2.4 * severity, at=0.5, duration=1.0 / 24.0),),
        settled=False,
        days=120.0,
        pattern={"infusion_site_deposit": (0.1, 2.0), "calcium": (2.15, 2.55), "phosphate": (0.81, 1.45)},
        pattern_day=14.0,
    ),
    Condition(
        name="systemic-sclerosis",
        label="Systemic sclerosis with calcinosis",
        group="tissue",
        summary="Starved, scarred skin calcifies in normal blood.",
        mild={"skin_injury": 1.8},
        severe={"skin_injury": 3.8, "joint_injury": 0.6, "pyrophosphate": 0.7},
        days=730.0,
        pattern={
            "skin_deposition": (0.001, 1.0),
            "calcium": (2.15, 2.55),
            "phosphate": (0.81, 1.45),
            "pth": (1.6, 6.9),
        },
    ),
    Condition(
        name="dermatomyositis",
        label="Juvenile dermatomyositis with calcinosis",
        group="tissue",
        summary="Inflamed skin, fascia and muscle calcify in normal blood.",
        mild={"skin_injury": 2.2, "joint_injury": 0.6},
        severe={"skin_injury": 6.0, "joint_injury": 1.6},
        days=730.0,
        pattern={"skin_deposition": (0.01, 5.0), "calcium": (2.15, 2.55), "phosphate": (0.81, 1.45), "pth": (1.6, 6.9)},
    ),
    Condition(
        name="idiopathic-calcinosis",
        label="Idiopathic calcinosis",
        group="tissue",
        summary="Blood is normal and no damage is seen; a local inhibitor is taken to be missing.",
        mild={"pyrophosphate": 0.35, "tnap": 1.5},
        severe={"pyrophosphate": 0.15, "tnap": 2.0},
        days=730.0,
        pattern={"joint_deposition": (0.001, 2.0), "calcium": (2.15, 2.55), "phosphate": (0.81, 1.45)},
    ),
    Condition(
        name="pyrophosphate-deficiency",
        label="Pyrophosphate deficiency (PXE, GACI)",
        group="tissue",
        summary="Too little pyrophosphate: arteries calcify in normal blood.",
        mild={"pyrophosphate": 0.4, "vessel_injury": 0.5},
        severe={"pyrophosphate": 0.1, "vessel_injury": 1.0},
        days=730.0,
        pattern={"vessel_deposition": (0.0005, 2.0), "calcium": (2.15, 2.55), "phosphate": (0.81, 1.45)},
    ),
    Condition(
        name="warfarin-calciphylaxis",
        label="Warfarin-associated calciphylaxis, normal kidneys",
        group="tissue",
        summary="Matrix Gla protein is not carboxylated: a brake on vessel calcification is lost in normal blood.",
        mild={"warfarin": 0.7, "vitamin_k": 0.7, "vessel_injury": 0.6},
        severe={"warfarin": 1.0, "vitamin_k": 0.4, "vessel_injury": 1.6, "fetuin_a": 0.35},
        days=365.0,
        pattern={"vessel_deposition": (0.01, 5.0), "calcium": (2.15, 2.55), "phosphate": (0.81, 1.45)},
    ),
)

DEFINITIONS = HORMONES + PHOSPHATE_AND_KIDNEY + ACUTE_AND_TISSUE
