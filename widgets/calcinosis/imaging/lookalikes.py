"""Radiographs of what is mistaken for calcinosis, each beside what tells it apart."""

from calcinosis.imaging.controls import DENSITY, MINERAL, film, window
from calcinosis.imaging.entry import Control, Entry, Mark

AMORPHOUS = Entry(
    id="mass-amorphous",
    title="Calcified plaque",
    view="Forearm radiograph, magnified",
    about="Skin, fat, muscle and a strip of bone from the side.",
    controls=(DENSITY, *window(0.5, 0.96)),
    marks=(
        Mark(text="Clumps of different size: no pattern inside", at=(250, 140), size=(134, 48)),
        Mark(text="Crumbling border, no rim", at=(132, 140), size=(24, 30)),
        Mark(text="Real bone, for comparison: cortex and trabeculae", at=(250, 360), size=(150, 36)),
    ),
    recipe=film({"channel": "mineral", "sign": 1, "density": True}),
    claims=("ossification-differs", "xray-shows"),
    closing=(
        "The plaque in the fat is made of cloudy clumps with a crumbling border; it has neither cortex "
        "nor trabeculae: calcification."
    ),
)

OSSIFIED = Entry(
    id="mass-ossified",
    title="Plaque of bone",
    view="Forearm radiograph, magnified",
    about="Skin, fat, muscle and a strip of bone from the side.",
    controls=(DENSITY, *window(0.5, 0.96)),
    marks=(
        Mark(text="Cortex: a thin continuous rim", at=(246, 108), size=(120, 12)),
        Mark(text="Trabeculae with marrow between them", at=(250, 142), size=(84, 28)),
        Mark(text="Real bone, for comparison: cortex and trabeculae", at=(250, 360), size=(150, 36)),
    ),
    recipe=film({"channel": "mineral", "sign": 1, "density": True}),
    claims=("ossification-differs",),
    closing="The plaque in the fat has a thin continuous cortex, and trabeculae inside: ossification.",
)

PHLEBOLITH = Entry(
    id="phlebolith",
    title="Phleboliths",
    view="Forearm radiograph, magnified",
    about="Skin, fat, muscle and a strip of bone from the side.",
    controls=window(0.5, 0.96),
    marks=(
        Mark(text="Round and smooth, with a clear centre", at=(300, 132), size=(22, 22)),
        Mark(text="Another ring: stones, never a clump", at=(176, 142), size=(21, 20)),
        Mark(text="Soft shadow of the malformed veins", at=(240, 186), size=(70, 16)),
    ),
    recipe=film({"channel": "mineral", "sign": 1}),
    claims=("phlebolith-pilomatricoma",),
    closing="Five small round smooth stones with clear centres lie along a soft shadow of veins: phleboliths.",
)

TOPHUS = Entry(
    id="tophus",
    title="Tophus at the first toe",
    view="Forefoot radiograph, anteroposterior",
    about="The first three toes with their metatarsals.",
    controls=window(0.44, 0.82),
    marks=(
        Mark(text="Punched-out erosion beside the joint", at=(180, 272), size=(30, 34)),
        Mark(text="Overhanging edge", at=(178, 306), size=(28, 15)),
        Mark(text="Soft mass, hardly denser than soft tissue", at=(122, 262), size=(26, 52)),
        Mark(text="Joint space, preserved", at=(214, 222), size=(40, 14)),
    ),
    recipe=film(),
    claims=("exclude-calcinosis-mimic-gout", "not-urate"),
    closing=(
        "Beside the first joint the bone has a punched-out erosion with an overhanging edge, under a soft mass that is "
        "hardly denser than soft tissue: urate, not calcium."
    ),
)

MYOSITIS = Entry(
    id="myositis-ossificans",
    title="Myositis ossificans",
    view="Thigh radiograph after an injury",
    about="A thigh with the shaft of the femur.",
    controls=(
        Control(
            name="weeks",
            label="Weeks since the injury",
            low=0,
            high=8,
            step=0.1,
            decimals=1,
            default=6,
            says=(
                (0.0, "Week {value}: only swelling shows."),
                (2.4, "Week {value}: a faint rim of mineral appears at the border of the bruise."),
                (
                    3.6,
                    "Week {value}: a rim of bone surrounds a clear centre; a dark cleft separates it from the femur.",
                ),
                (
                    5.5,
                    (
                        "Week {value}: a mature rim of bone surrounds a clear centre; a dark cleft separates it from "
                        "the femur."
                    ),
                ),
            ),
        ),
        *window(0.42, 0.8),
    ),
    marks=(
        Mark(text="Mature rim", at=(238, 180), size=(22, 44), when={"weeks": (3.6, 8.0)}),
        Mark(text="Clear centre", at=(284, 262), size=(30, 66), when={"weeks": (3.6, 8.0)}),
        Mark(text="Cleft: not attached to the femur", at=(222, 270), size=(11, 60), when={"weeks": (3.6, 8.0)}),
        Mark(text="Femur, untouched", at=(178, 420), size=(42, 60)),
    ),
    recipe=film(
        {"channel": "swell", "sign": 1, "by": "weeks", "curve": [[0, 1.0], [3, 0.8], [8, 0.3]]},
        MINERAL | {"by": "weeks", "density": False, "curve": [[2.2, 0.0], [3.2, 0.25], [4.5, 0.55], [8, 0.8]]},
    ),
    claims=("myositis-ossificans",),
    closing="Bone at the rim and a clear centre: the reverse of a tumour. The weeks are approximate.",
)

LOOKALIKES = (AMORPHOUS, OSSIFIED, PHLEBOLITH, TOPHUS, MYOSITIS)
