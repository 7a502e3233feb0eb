"""Why a check fails: what the model lacks, said beside the check so that a reader can judge it."""

from typing import Final

SHORTFALLS: Final[dict[str, str]] = {
    "phosphate-5-days-calcium": "fails: PTH corrects the fall of calcium within the day; in life a part of it stays",
    "phosphate-36-h-adapts": "fails narrowly: phosphate comes to rest and does not fall again while it is infused",
    "calcitriol-1-urine": "fails: bone keeps a third of what the bowel takes up, and the kidney's answer is too small",
    "citrate-90-min-total-calcium": "fails: the bone surface pours out calcium while citrate binds it",
    "magnesium-infusion-calcium": "fails: urine calcium rises as it did, but accounts for a tenth of the fall",
    "laxative-phosphate-2-h": "fails: the bowel takes up too much of a dose that is meant to purge",
    "oral-calcium-500-pth": "fails narrowly: bowel that is never empty takes up too little of a single dose",
    "zoledronate-in-malignancy-normal": "fails: the patient begins higher, and quiet bone holds calcium up for weeks",
    "respiratory-alkalosis-ionised-calcium": "fails: PTH and bone correct it; one pH stands for both kinds",
    "metabolic-acidosis-calcitriol": "fails: acid raises ionised calcium here, which holds the enzyme back",
    "phosphate-7-days-pth": "fails narrowly: bone and soft tissue take too much calcium with so much phosphate",
    "phosphate-7-days-calcium-excretion": "fails: with it PTH rises too far, and the tubule keeps too much calcium",
    "phosphate-7-days-transient": "fails: the tubule does not adapt to a load beyond PTH and FGF23",
    "loop-diuretic-7-days-calcitriol": "fails narrowly: what urine loses in hours is small beside the surface of bone",
    "loop-diuretic-7-days-rebound": "fails: a diuretic costs no volume here, so nothing is taken back between doses",
    "denosumab-rebound": "fails: osteoclast precursors do not gather while the drug is there",
    "donor-fgf23": "fails narrowly: one curve must serve donors and patients, whose FGF23 rises earlier",
    "donor-phosphate": "fails: lost nephrons keep a little more phosphate than FGF23 and PTH remove",
    "donor-resorption": "fails narrowly: the fall of calcitriol counts nearly as much as the rise of PTH",
    "transplant-phosphate-nadir": "fails: PTH and FGF23 fall within days, in life within months",
}
