"""Why a check fails: what the model lacks, said beside the check so that a reader can judge it."""

from typing import Final

SHORTFALLS: Final[dict[str, str]] = {
    "phosphate-5-days-calcium": "fails: PTH corrects the fall of calcium within the day; in life a part of it stays",
    "phosphate-36-h-adapts": "fails narrowly: phosphate comes to rest and does not fall again while it is infused",
    "calcitriol-1-urine": "fails: bone keeps four fifths of the extra calcium from the bowel, urine gets a sixth",
    "citrate-90-min-total-calcium": "fails: the bone surface pours out calcium while citrate binds it",
    "magnesium-infusion-calcium": "fails: urine calcium rises as it did, but explains an eighth of the published fall",
    "laxative-phosphate-2-h": "fails: the bowel takes up too much of a dose that is meant to purge",
    "oral-calcium-500-pth": "fails: PTH falls half as far; bowel that is never empty takes up too little of one dose",
    "zoledronate-in-malignancy-normal": "fails: PTHrP keeps urine calcium near 8 mmol a day, and bone goes on giving",
    "respiratory-alkalosis-ionised-calcium": "fails: PTH and bone correct it; one pH stands for both kinds",
    "metabolic-acidosis-calcitriol": "fails: acid raises ionised calcium here, which holds the enzyme back",
    "phosphate-7-days-pth": "fails: bone and soft tissue take too much calcium with so much phosphate",
    "phosphate-7-days-calcium-excretion": "fails: with it PTH rises too far, and the tubule keeps too much calcium",
    "phosphate-7-days-transient": "fails: the tubule does not adapt to a load beyond PTH and FGF23",
    "loop-diuretic-7-days-calcitriol": "fails: what urine loses in hours is small beside what bone's surface gives",
    "loop-diuretic-7-days-rebound": "fails: a diuretic costs no volume here, so nothing is taken back between doses",
    "denosumab-rebound": "fails: osteoclast precursors do not gather while the drug is there",
    "donor-fgf23": "fails: +84 %; one curve must serve donors and patients, whose FGF23 rises earlier",
    "donor-phosphate": "fails: lost nephrons keep a little more phosphate than FGF23 and PTH remove",
    "donor-resorption": "fails: the fall of calcitriol outweighs the rise of PTH",
    "transplant-phosphate-nadir": "fails: PTH and FGF23 fall within days, in life over weeks to months",
}
