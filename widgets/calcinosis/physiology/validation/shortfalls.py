"""Why a check fails: what the model lacks, said beside the check so that a reader can judge it."""

from typing import Final

SHORTFALLS: Final[dict[str, str]] = {
    "no-parathyroids-calcium": "fails: without any PTH calcium falls a little too far; quiet bone surfaces, which hold "
    "blood calcium up in life, are one small pool here",
    "deficiency-absorption": "fails narrowly: PTH keeps calcitriol too high when 25(OH)D is almost gone",
    "phosphate-5-days-calcium": "fails: PTH corrects the fall of calcium within the day; in life a part of it stays",
    "phosphate-low-calcitriol": "fails narrowly: the assumed share bound leaves phosphate too high",
    "phosphate-700-fgf23": "fails narrowly: absorbed phosphate drives FGF23 at once; in life bone answers after hours",
    "phosphate-36-h-adapts": "fails: cells buffer so much phosphate that blood still rises slowly at 36 h",
    "phosphate-36-h-after": "fails: cells give the load back for two days and hide the effect of the raised FGF23",
    "calcium-in-ckd-serum": "fails: PTH must fall before bone keeps the load; in life quiet bone takes it first",
    "pth-7-days-own-pth": "fails narrowly: blood calcium rises a little less than it did",
    "pth-7-days-formation": "fails: osteoblasts are arrested by a rise of PTH, hardly by the loss of its pulses",
    "calcitriol-1-urine": "fails: bone keeps most of what the bowel takes up in the first week; 50 % after months",
    "hungry-bone-phosphate-14": "fails narrowly: untreated bone runs out of calcium, then leaves phosphate in blood",
    "removal-in-dialysis-calcium": "fails narrowly: with the calcium and calcitriol assumed",
    "course-6-pth": "fails narrowly: nobody lives for years at this GFR without dialysis",
}
