"""Conditions of phosphate, kidney, cells and tissue.

Parameter values are calibration choices; patterns are those of the course facts (FACTS 6.5, 2.4, 4, 8).
"""

from calcinosis.physiology.condition import Condition
from calcinosis.physiology.protocols import Course, Dialysis, Event, Hold, Leak


def _dialysis(_severity: float) -> tuple[Event, ...]:
    return (Dialysis(weekdays=(0, 2, 4), weeks=52),)


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
        mild={"gfr": 10.0, "calcium_intake": 38.0, "calcitriol_supply": 0.2, "bone_pth_response": 0.6},
        severe={"gfr": 5.0, "calcium_intake": 52.0, "calcitriol_supply": 0.38, "bone_pth_response": 0.4},
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
