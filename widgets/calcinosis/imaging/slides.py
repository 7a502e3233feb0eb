"""Histology: one section under three stains, and an arteriole at every stage."""

from calcinosis.imaging.entry import Choice, Control, Entry, Mark

# Absorbance (red, green, blue; natural logarithm) of each component at concentration 1. Haematoxylin and eosin after
# the directions in Ruifrok and Johnston's colour deconvolution, strengths chosen by eye; the others chosen by eye.
STAINS = {
    "he": {
        "eosin": [0.15, 1.17, 0.62],
        "haematoxylin": [1.48, 1.87, 0.77],
        "mineral": [1.25, 1.6, 0.62],
        "blood": [0.18, 1.6, 1.15],
    },
    "kossa": {
        "eosin": [0.06, 0.52, 0.35],
        "haematoxylin": [0.61, 2.6, 1.87],
        "mineral": [3.2, 3.3, 3.3],
        "blood": [0.10, 0.85, 0.7],
    },
    "alizarin": {
        "eosin": [0.17, 0.13, 0.17],
        "haematoxylin": [0.55, 0.5, 0.42],
        "mineral": [0.17, 1.75, 2.7],
        "blood": [0.2, 0.32, 0.36],
    },
}

STAIN = Choice(
    name="stain",
    label="Stain",
    options={"he": "H&E", "kossa": "von Kossa", "alizarin": "Alizarin red"},
    default="he",
    says={
        "he": (
            "Stained with haematoxylin and eosin mineral is blue-purple and without structure, collagen "
            "pink, nuclei dark blue."
        ),
        "kossa": (
            "Stained after von Kossa mineral is black, because silver takes the place of calcium beside "
            "phosphate and carbonate; tissue is pink."
        ),
        "alizarin": "Stained with alizarin red the calcium itself is orange-red; tissue is pale.",
    },
)

DEPOSIT = Entry(
    id="skin-deposit",
    title="Deposit in the dermis",
    view="Skin, low power",
    about="Epidermis above, wavy collagen of the dermis below; in it a large irregular mass.",
    controls=(STAIN,),
    marks=(
        Mark(text="Structureless mass of mineral", at=(290, 262), size=(172, 74)),
        Mark(text="Foreign-body giant cell at its border", at=(186, 404), size=(28, 22)),
        Mark(text="Crack: brittle mineral broken by the knife", at=(386, 286), size=(32, 24)),
        Mark(text="Epidermis, intact", at=(300, 40), size=(190, 34)),
    ),
    recipe={"kind": "histology", "stains": STAINS},
    claims=("he-blue", "von-kossa"),
    closing="Giant cells with many nuclei lie against the mass, and dust-like grains lie about it.",
)

GIANT = Entry(
    id="giant-cells",
    title="Giant cells against a deposit",
    view="Border of a deposit, high power",
    about="On the right a granular mass, on the left collagen; three large cells lie against the mass.",
    controls=(STAIN,),
    marks=(
        Mark(text="Giant cell: many nuclei in one cytoplasm", at=(222, 236), size=(76, 76)),
        Mark(text="Granular mineral", at=(450, 200), size=(96, 110)),
        Mark(text="Spindle nuclei of fibroblasts", at=(104, 330), size=(50, 44)),
    ),
    recipe={"kind": "histology", "stains": STAINS},
    claims=("he-blue", "von-kossa"),
    closing="The giant cells are what the body sends against a foreign body it cannot remove.",
)

SCROTAL = Entry(
    id="scrotal-nodule",
    title="Scrotal calcinosis",
    view="Scrotal skin, low power",
    about="Epidermis above, dermis below; in it three rounded masses.",
    controls=(STAIN,),
    marks=(
        Mark(text="Rounded mass of mineral", at=(206, 232), size=(104, 96)),
        Mark(text="Strip of cyst epithelium: where it may have begun", at=(352, 432), size=(86, 26)),
        Mark(text="Giant cell", at=(114, 282), size=(25, 25)),
    ),
    recipe={"kind": "histology", "stains": STAINS},
    claims=("scrotal", "types-overlap", "he-blue"),
    closing=(
        "One mass is still lined below by a strip of flat epithelium with keratin; giant cells lie beside the others."
    ),
)

ARTERIOLE = Entry(
    id="arteriole",
    title="Arteriole in calciphylaxis",
    view="Fat under the skin, high power",
    about="Fat cells with thin walls; among them one arteriole cut across.",
    controls=(
        Control(
            name="stage",
            label="Stage",
            low=0.0,
            high=1.0,
            step=0.01,
            default=0.9,
            says=(
                (0.0, "The wall is normal and the lumen wide."),
                (0.12, "Grains of mineral appear in the media; the intima begins to thicken."),
                (0.4, "The media is calcified in a broken ring, the intima thick and pale, the lumen narrow."),
                (
                    0.72,
                    (
                        "The media is calcified in a broken ring, the intima thick; a thrombus begins to fill what is "
                        "left of the lumen."
                    ),
                ),
                (
                    0.86,
                    (
                        "The media is calcified nearly all round, the intima thick, the lumen filled by a thrombus, "
                        "and the fat about it is dying."
                    ),
                ),
            ),
        ),
        STAIN,
    ),
    marks=(
        Mark(text="Calcified media", at=(352, 186), size=(34, 36), when={"stage": (0.3, 1.0)}),
        Mark(text="Intima thick and pale", at=(240, 248), size=(16, 34), when={"stage": (0.4, 1.0)}),
        Mark(text="Thrombus in the lumen", at=(286, 248), size=(29, 29), when={"stage": (0.85, 1.0)}),
        Mark(text="Wide lumen", at=(286, 246), size=(52, 50), when={"stage": (0.0, 0.1)}),
        Mark(text="Fine deposits outside the vessel", at=(96, 414), size=(44, 28), when={"stage": (0.6, 1.0)}),
    ),
    recipe={
        "kind": "arteriole",
        "stains": STAINS,
        "lumen": [60.0, 30.0],
        "media": [66.0, 104.0],
        "narrowing": [[0.05, 0.0], [0.8, 1.0]],
        "threshold": [[0.0, 1.3], [0.12, 0.92], [1.0, 0.22]],
        "clot": [[0.70, 0.0], [0.88, 1.0]],
        "dust": [[0.4, 0.0], [0.62, 1.0]],
        "dying": [[0.78, 0.0], [1.0, 1.0]],
    },
    claims=("cal-histology", "calciphylaxis-what"),
    closing="The stages are a teaching construct; a biopsy shows one moment.",
)

SLIDES = (DEPOSIT, GIANT, SCROTAL, ARTERIOLE)
