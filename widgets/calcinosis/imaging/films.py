"""Radiographs of calcinosis."""

from calcinosis.imaging.controls import DENSITY, MINERAL, film, severity, window
from calcinosis.imaging.entry import Control, Entry, Mark

HAND = Entry(
    id="hand-sclerosis",
    title="Fingertip calcinosis in systemic sclerosis",
    view="Hand radiograph, posteroanterior",
    about="A right hand from above, bones of five fingers, wrist and the ends of both forearm bones.",
    controls=(
        severity(
            (0.0, "No mineral; every terminal tuft is whole."),
            (0.03, "A few amorphous grains lie in the pulp of the thumb."),
            (
                0.25,
                (
                    "Clusters of amorphous grains lie in the pulps of thumb and index, outside the bone; the tufts "
                    "begin to thin."
                ),
            ),
            (
                0.55,
                (
                    "Dense clusters of grains fill the pulps of thumb, index and middle finger; their terminal "
                    "tufts are resorbed."
                ),
            ),
            (
                0.85,
                (
                    "Dense clusters of grains fill the pulps of thumb, index and middle finger, with a speck in "
                    "the little finger; the tufts of the first three are gone."
                ),
            ),
        ),
        DENSITY,
        *window(0.48, 0.92),
    ),
    marks=(
        Mark(text="Grains in the pulp, outside the bone", at=(71, 252), size=(25, 30), when={"severity": (0.15, 1.0)}),
        Mark(
            text="No cortex, no trabeculae: mineral, not bone",
            at=(162, 116),
            size=(23, 27),
            when={"severity": (0.3, 1.0)},
        ),
        Mark(
            text="Terminal tuft resorbed (acro-osteolysis)", at=(168, 138), size=(16, 17), when={"severity": (0.5, 1.0)}
        ),
        Mark(text="A whole tuft, for comparison", at=(350, 113), size=(17, 18)),
    ),
    recipe=film(
        {"channel": "lost", "sign": -1, "by": "severity", "curve": [[0.15, 0.0], [0.65, 1.0]]},
        MINERAL,
    ),
    claims=("xray-shows", "ischaemia-ssc", "sites-by-cause", "ossification-differs"),
    closing="Joints and shafts are normal.",
    presets=(("Soft tissue", {"level": 0.3, "width": 0.5}), ("Bone", {"level": 0.62, "width": 0.8})),
)

SHEET = Entry(
    id="thigh-sheet",
    title="Sheets of mineral in juvenile dermatomyositis",
    view="Thigh radiograph of a child, anteroposterior",
    about="A child's thigh with femur and knee; the growth plate is open.",
    controls=(
        severity(
            (0.0, "No mineral in the soft tissue."),
            (0.05, "A few branching threads lie near the fascia."),
            (0.35, "Branching, net-like plates follow the fascia on both sides of the thigh."),
            (
                0.75,
                (
                    "Net-like plates follow the fascia on both sides along most of the thigh, like a shell round "
                    "the muscle."
                ),
            ),
        ),
        DENSITY,
        *window(0.5, 0.9),
    ),
    marks=(
        Mark(
            text="Net-like sheet along the outer fascia", at=(140, 330), size=(34, 190), when={"severity": (0.35, 1.0)}
        ),
        Mark(
            text="The other side too: a plate, not nodules",
            at=(318, 370),
            size=(34, 150),
            when={"severity": (0.35, 1.0)},
        ),
        Mark(text="Open growth plate: a child", at=(232, 554), size=(56, 14)),
        Mark(text="Shaft of the femur: normal bone", at=(232, 200), size=(34, 56)),
    ),
    recipe=film(MINERAL),
    claims=("xray-shows", "jdm-forms"),
    closing="The femur itself is normal.",
    presets=(("Soft tissue", {"level": 0.36, "width": 0.5}), ("Bone", {"level": 0.7, "width": 0.75})),
)

NET = Entry(
    id="thigh-net",
    title="Net-like calcification in calciphylaxis",
    view="Thigh radiograph, soft-tissue exposure",
    about="An adult's thigh with thick fat on both sides of the muscle, and the shaft of the femur.",
    controls=(
        severity(
            (0.0, "No vessel shows."),
            (0.08, "Here and there a short calcified thread lies in the fat."),
            (0.4, "A fine net of calcified small vessels lies in the skin and fat, in patches."),
            (
                0.75,
                (
                    "A fine net of calcified small vessels covers most of the fat, and both walls of a larger "
                    "artery show as a tram-track."
                ),
            ),
            default=0.85,
        ),
        *window(0.42, 0.62),
    ),
    marks=(
        Mark(text="Fine net of small vessels in the fat", at=(84, 190), size=(52, 110), when={"severity": (0.4, 1.0)}),
        Mark(text="Tram-track: both walls of an artery", at=(202, 452), size=(36, 92), when={"severity": (0.6, 1.0)}),
        Mark(text="Edge of the muscle; fat lies outside it", at=(452, 120), size=(18, 76)),
        Mark(text="Femur, normal", at=(324, 300), size=(42, 110)),
    ),
    recipe=film(MINERAL | {"density": False}),
    claims=("case-film-net", "calciphylaxis-what"),
    closing="A net does not by itself make the diagnosis; pain and skin do.",
    presets=(("Soft tissue", {"level": 0.36, "width": 0.5}), ("Wide", {"level": 0.6, "width": 1.2})),
)

CLOUD = Entry(
    id="hip-cloud",
    title="Tumoral calcinosis of the hip",
    view="Right hip radiograph, anteroposterior",
    about="A right hip: half of the pelvis, the head, neck and shaft of the femur.",
    controls=(
        severity(
            (0.0, "No mineral beside the joint."),
            (0.08, "A small cloud of mineral lies beside the greater trochanter."),
            (0.4, "A lobulated cloud of mineral lies beside the greater trochanter."),
            (0.75, "A large cloud of lobules separated by darker seams lies beside the greater trochanter."),
            default=0.95,
        ),
        DENSITY,
        *window(0.58, 0.93),
    ),
    marks=(
        Mark(text="Lobulated cloud beside the joint", at=(124, 268), size=(76, 146), when={"severity": (0.3, 1.0)}),
        Mark(text="Trochanter beneath it intact: no erosion", at=(186, 246), size=(38, 52)),
        Mark(text="Joint space preserved", at=(322, 176), size=(74, 74)),
        Mark(text="Darker seams between the lobules", at=(112, 338), size=(40, 40), when={"severity": (0.7, 1.0)}),
    ),
    recipe=film(MINERAL),
    claims=("fluid-levels", "xray-shows"),
    closing="Bone and joint are intact.",
    presets=(("Soft tissue", {"level": 0.45, "width": 0.5}), ("Bone", {"level": 0.78, "width": 0.8})),
)

LEAK = Entry(
    id="foot-leak",
    title="Calcium that leaked beside a vein",
    view="Lower leg and foot of a newborn, lateral",
    about="A newborn's lower leg and foot from the side; ankle and heel are still mostly cartilage.",
    controls=(
        Control(
            name="days",
            label="Days since the leak",
            low=0,
            high=150,
            step=1,
            decimals=0,
            default=24,
            says=(
                (0.0, "Day {value}: soft-tissue swelling in front of the ankle, no mineral."),
                (7.0, "Day {value}: the first faint mineral lies along the vein in front of the shin."),
                (14.0, "Day {value}: a line of mineral follows the vein from the back of the foot up the shin."),
                (50.0, "Day {value}: the line of mineral fades from its ends."),
                (130.0, "Day {value}: almost nothing is left."),
            ),
        ),
        *window(0.4, 0.8),
    ),
    marks=(
        Mark(
            text="Line of mineral along the vein, outside bone",
            at=(232, 338),
            size=(36, 112),
            when={"days": (14.0, 100.0)},
        ),
        Mark(text="Soft-tissue swelling only", at=(240, 380), size=(56, 66), when={"days": (0.0, 6.0)}),
        Mark(text="Tibia: normal, no lifted periosteum", at=(178, 200), size=(26, 120)),
        Mark(text="Heel bone, round because it is young", at=(142, 438), size=(38, 27)),
    ),
    recipe=film(
        {"channel": "swell", "sign": 1, "by": "days", "curve": [[0, 1.0], [4, 1.0], [21, 0.0]]},
        MINERAL | {"by": "days", "density": False, "curve": [[6, 0.0], [14, 0.45], [24, 1.0], [45, 0.95], [150, 0.0]]},
    ),
    claims=("leak-course", "leak-occult"),
    closing="Bones are normal, which speaks against osteomyelitis. The days are approximate; children differ.",
)

CYST = Entry(
    id="oil-cyst",
    title="Oil cysts after fat grafting",
    view="Mammogram, oblique",
    about="A breast from the side with gland, fat, nipple and a corner of the chest muscle.",
    controls=window(0.44, 0.8),
    marks=(
        Mark(text="Eggshell: a thin, smooth rim of calcium", at=(226, 156), size=(42, 40)),
        Mark(text="Clear centre: oil is as dark as fat", at=(276, 208), size=(24, 25)),
        Mark(text="Gland", at=(216, 320), size=(78, 64)),
    ),
    recipe=film({"channel": "mineral", "sign": 1}),
    claims=("fat-graft",),
    closing="Three rings with thin smooth rims and clear centres lie in the upper half: oil cysts, typically benign.",
)

FILMS = (HAND, SHEET, NET, CLOUD, LEAK, CYST)
