"""CT and ultrasound."""

from calcinosis.imaging.entry import Choice, Control, Entry, Mark

LEVELS = Entry(
    id="hip-levels",
    title="Fluid-calcium levels in tumoral calcinosis",
    view="CT through both hips, axial",
    about=(
        "A slice through both hips seen from the feet: pelvis, femoral heads, muscles, fat; beside the "
        "right hip a cluster of seven cysts."
    ),
    controls=(
        Control(name="level", label="Window level", unit="HU", low=-200, high=1000, step=10, decimals=0, default=140),
        Control(
            name="width",
            label="Window width",
            unit="HU",
            low=80,
            high=2000,
            step=20,
            decimals=0,
            default=900,
            says=(
                (
                    0.0,
                    "The window is narrow: fat, muscle and fluid differ, but all mineral is the same white.",
                ),
                (500.0, ""),
                (1300.0, "The window is wide: cortex and settled mineral differ, soft tissues merge."),
            ),
        ),
        Choice(
            name="posture",
            label="The patient lies",
            options={
                "supine": "on the back",
                "prone": "face down",
                "left": "on the left side",
                "right": "on the right side",
            },
            default="supine",
            says={
                "supine": (
                    "The patient lies on the back: in every cyst mineral has settled towards the table, with a "
                    "flat level."
                ),
                "prone": (
                    "The patient lies face down: in every cyst mineral has settled towards the belly, with a flat "
                    "level."
                ),
                "left": (
                    "The patient lies on the left side: in every cyst mineral has settled towards the body's "
                    "midline, with a flat level."
                ),
                "right": (
                    "The patient lies on the right side: in every cyst mineral has settled towards the skin, with "
                    "a flat level."
                ),
            },
        ),
    ),
    marks=(
        Mark(text="Flat level: mineral has settled in fluid", at=(62, 206), size=(36, 36)),
        Mark(text="Several cysts with thin calcified walls", at=(70, 296), size=(54, 40)),
        Mark(text="Femoral head and socket, intact", at=(170, 238), size=(48, 48)),
        Mark(text="The other hip, for comparison", at=(434, 238), size=(48, 48)),
    ),
    recipe={
        "kind": "ct",
        "tissues": [
            [-1100, "air"],
            [-200, "fat"],
            [-20, "fluid or soft tissue"],
            [130, "mineral or spongy bone"],
            [500, "dense mineral or cortex"],
        ],
        "gravity": {"supine": [0, 1], "prone": [0, -1], "left": [1, 0], "right": [-1, 0]},
    },
    claims=("ct-shows", "fluid-levels"),
    closing="Bone and joints are intact.",
    presets=(
        ("Soft tissue", {"level": 40, "width": 400}),
        ("Bone", {"level": 400, "width": 1800}),
        ("Both", {"level": 140, "width": 900}),
    ),
)

GAIN = Control(
    name="gain",
    label="Gain",
    unit="dB",
    low=-30,
    high=20,
    step=1,
    decimals=0,
    default=-9,
    says=(
        (-30.0, "Gain is low: only strong echoes are left."),
        (-17.0, ""),
        (8.0, "Gain is high: noise fills the picture and even the shadow turns grey."),
    ),
)
RANGE = Control(
    name="range",
    label="Dynamic range",
    unit="dB",
    low=25,
    high=80,
    step=1,
    decimals=0,
    default=58,
    says=((0.0, "The range is short: bright or black, little between."), (40.0, "")),
)

SHADOW = Entry(
    id="ultrasound-shadow",
    title="Deposit with an acoustic shadow",
    view="Ultrasound, linear probe",
    about="Skin, fat, muscle and the surface of a bone, from the top down.",
    controls=(GAIN, RANGE),
    marks=(
        Mark(text="Bright curved surface", at=(288, 182), size=(76, 28)),
        Mark(text="Clean black shadow below", at=(288, 296), size=(60, 76)),
        Mark(text="Small grain: a partial shadow", at=(146, 204), size=(32, 26)),
        Mark(text="Surface of bone, lost under the shadow", at=(452, 418), size=(78, 14)),
    ),
    recipe={"kind": "ultrasound"},
    claims=("ultrasound-shows",),
    closing=(
        "In the fat a curved bright surface throws a black shadow that hides the bone; beside it a "
        "small bright grain shadows only in part."
    ),
)

MILK = Entry(
    id="ultrasound-milk",
    title="Milk of calcium",
    view="Ultrasound, linear probe",
    about="Skin, fat, muscle and the surface of a bone; in the fat lies an oval collection with a thin wall.",
    controls=(
        Control(
            name="tilt",
            label="Tilt of the patient",
            unit="°",
            low=-40,
            high=40,
            step=1,
            decimals=0,
            default=0,
            says=(
                (-40.0, "Tilted by {value}°, the bright layer has run to the left and its surface is level again."),
                (-7.0, "Bright echoes form a layer at the bottom of the collection, with a flat level."),
                (8.0, "Tilted by {value}°, the bright layer has run to the right and its surface is level again."),
            ),
        ),
        GAIN,
        RANGE,
    ),
    marks=(
        Mark(
            text="Layer of mobile echoes: mineral in fluid", at=(286, 268), size=(112, 28), when={"tilt": (-12.0, 12.0)}
        ),
        Mark(text="Fluid above it, nearly black", at=(286, 192), size=(104, 34), when={"tilt": (-12.0, 12.0)}),
        Mark(text="Thin wall", at=(136, 226), size=(18, 46)),
        Mark(text="Bone still seen below: hardly a shadow", at=(286, 414), size=(112, 16)),
    ),
    recipe={"kind": "ultrasound"},
    claims=("soft-new-not-rule", "ultrasound-shows"),
    closing="What moves with gravity is fluid with mineral in it, not a stone.",
)

SCANS = (LEVELS, SHADOW, MILK)
