"""Bedside arithmetic: the formulas of the course facts, as pure functions that lessons and quiz keys share.

Every function takes and returns builtin floats in SI units and refuses what has no meaning with ``ValueError``.
"""

from collections.abc import Callable
from typing import Final


def _positive(**values: float) -> None:
    for name, value in values.items():
        if not value > 0.0:
            raise ValueError(f"{name} = {value}: must be above 0")


def albumin_adjusted_calcium(*, calcium: float, albumin: float) -> float:
    """Total calcium as it would be at an albumin of 40 g/L, mmol/L (FACTS 2.2).

    Poor agreement with ionised calcium, worse in kidney disease: measure ionised calcium where it matters.

    Examples
    --------
    >>> round(albumin_adjusted_calcium(calcium=2.10, albumin=25.0), 2)
    2.4
    """
    _positive(calcium=calcium, albumin=albumin)
    return calcium + 0.02 * (40.0 - albumin)


def tubular_reabsorption_of_phosphate(
    *, serum_phosphate: float, urine_phosphate: float, serum_creatinine: float, urine_creatinine: float
) -> float:
    """Fraction of filtered phosphate taken back, TRP (FACTS 2.4); all four in mmol/L, fasting and paired.

    Examples
    --------
    >>> trp = tubular_reabsorption_of_phosphate(
    ...     serum_phosphate=2.10, urine_phosphate=8.0, serum_creatinine=0.075, urine_creatinine=6.0
    ... )
    >>> round(trp, 3)
    0.952
    """
    _positive(serum_phosphate=serum_phosphate, serum_creatinine=serum_creatinine, urine_creatinine=urine_creatinine)
    return 1.0 - urine_phosphate * serum_creatinine / (serum_phosphate * urine_creatinine)


def tmp_gfr_adult(
    *, serum_phosphate: float, urine_phosphate: float, serum_creatinine: float, urine_creatinine: float
) -> float:
    """TmP/GFR from 19 years on, mmol/L: TRP × P up to TRP 0.86, above it P × 0.3 TRP / (1 − 0.8 TRP) (FACTS 2.4).

    Examples
    --------
    >>> tmp = tmp_gfr_adult(serum_phosphate=2.10, urine_phosphate=8.0, serum_creatinine=0.075, urine_creatinine=6.0)
    >>> round(tmp, 2)
    2.52
    """
    trp = tubular_reabsorption_of_phosphate(
        serum_phosphate=serum_phosphate,
        urine_phosphate=urine_phosphate,
        serum_creatinine=serum_creatinine,
        urine_creatinine=urine_creatinine,
    )
    if trp <= 0.86:
        return trp * serum_phosphate
    return serum_phosphate * 0.3 * trp / (1.0 - 0.8 * trp)


def tmp_gfr_child(
    *, serum_phosphate: float, urine_phosphate: float, serum_creatinine: float, urine_creatinine: float
) -> float:
    """TmP/GFR under 19 years, mmol/L: P − urine P × serum creatinine / urine creatinine, never above P (FACTS 2.4).

    Examples
    --------
    >>> tmp = tmp_gfr_child(serum_phosphate=2.10, urine_phosphate=8.0, serum_creatinine=0.075, urine_creatinine=6.0)
    >>> round(tmp, 2)
    2.0
    """
    _positive(serum_phosphate=serum_phosphate, serum_creatinine=serum_creatinine, urine_creatinine=urine_creatinine)
    return serum_phosphate - urine_phosphate * serum_creatinine / urine_creatinine


def tmp_gfr(
    *,
    serum_phosphate: float,
    urine_phosphate: float,
    serum_creatinine: float,
    urine_creatinine: float,
    age: float,
) -> float:
    """TmP/GFR by the rule for the age in years, mmol/L (FACTS 2.4)."""
    if not 0.0 <= age <= 120.0:
        raise ValueError(f"age = {age} years: must be between 0 and 120")
    rule = tmp_gfr_child if age < 19.0 else tmp_gfr_adult
    return rule(
        serum_phosphate=serum_phosphate,
        urine_phosphate=urine_phosphate,
        serum_creatinine=serum_creatinine,
        urine_creatinine=urine_creatinine,
    )


def fractional_excretion_of_calcium(
    *, serum_calcium: float, urine_calcium: float, serum_creatinine: float, urine_creatinine: float
) -> float:
    """Clearance of calcium over that of creatinine (FACTS 2.4): below 0.01 suggests FHH, above 0.02 primary disease."""
    _positive(serum_calcium=serum_calcium, serum_creatinine=serum_creatinine, urine_creatinine=urine_creatinine)
    return urine_calcium * serum_creatinine / (serum_calcium * urine_creatinine)


def calcium_phosphate_product(*, calcium: float, phosphate: float) -> float:
    """Ca × P, mmol²/L²: a crude flag in kidney disease, no safe cut-off (FACTS 3.2)."""
    _positive(calcium=calcium, phosphate=phosphate)
    return calcium * phosphate


def urine_calcium_creatinine_ratio(*, urine_calcium: float, urine_creatinine: float) -> float:
    """Urine calcium to creatinine of one sample, mmol/mmol (FACTS 2.1: adult below 0.6)."""
    _positive(urine_creatinine=urine_creatinine)
    return urine_calcium / urine_creatinine


def expected_creatinine(*, gfr: float) -> float:
    """Creatinine of an adult at a steady GFR in mL/min, µmol/L: 80 at 100 mL/min, inversely (calibration choice)."""
    _positive(gfr=gfr)
    return 8000.0 / gfr


def expected_cases(*, incidence_per_1000: float, people: float, years: float) -> float:
    """Expect this many new cases from an incidence per 1000 person-years."""
    return incidence_per_1000 * people * years / 1000.0


def calcium_to_mg_dl(*, calcium: float) -> float:
    """Calcium from mmol/L to mg/dL (FACTS 0)."""
    return calcium * 4.008


def calcium_from_mg_dl(*, calcium_mg_dl: float) -> float:
    """Calcium from mg/dL to mmol/L (FACTS 0)."""
    return calcium_mg_dl * 0.2495


def phosphate_to_mg_dl(*, phosphate: float) -> float:
    """Phosphate from mmol/L to mg/dL of phosphorus (FACTS 0)."""
    return phosphate * 3.097


def phosphate_from_mg_dl(*, phosphate_mg_dl: float) -> float:
    """Phosphate from mg/dL of phosphorus to mmol/L (FACTS 0)."""
    return phosphate_mg_dl * 0.3229


def magnesium_to_mg_dl(*, magnesium: float) -> float:
    """Magnesium from mmol/L to mg/dL (FACTS 0)."""
    return magnesium * 2.431


def magnesium_from_mg_dl(*, magnesium_mg_dl: float) -> float:
    """Magnesium from mg/dL to mmol/L (FACTS 0)."""
    return magnesium_mg_dl * 0.4114


def pth_to_pg_ml(*, pth: float) -> float:
    """PTH from pmol/L to pg/mL (FACTS 0)."""
    return pth * 9.43


def pth_from_pg_ml(*, pth_pg_ml: float) -> float:
    """PTH from pg/mL to pmol/L (FACTS 0)."""
    return pth_pg_ml * 0.106


def calcidiol_from_ng_ml(*, calcidiol_ng_ml: float) -> float:
    """25(OH)D from ng/mL to nmol/L (FACTS 0)."""
    return calcidiol_ng_ml * 2.496


def calcidiol_to_ng_ml(*, calcidiol: float) -> float:
    """25(OH)D from nmol/L to ng/mL (FACTS 0)."""
    return calcidiol * 0.4006


def calcitriol_from_pg_ml(*, calcitriol_pg_ml: float) -> float:
    """Calcitriol from pg/mL to pmol/L (FACTS 0)."""
    return calcitriol_pg_ml * 2.40


def calcitriol_to_pg_ml(*, calcitriol: float) -> float:
    """Calcitriol from pmol/L to pg/mL (FACTS 0)."""
    return calcitriol * 0.417


def creatinine_from_mg_dl(*, creatinine_mg_dl: float) -> float:
    """Creatinine from mg/dL to µmol/L (FACTS 0)."""
    return creatinine_mg_dl * 88.4


def product_to_mg2_dl2(*, product: float) -> float:
    """Ca × P from mmol²/L² to mg²/dL² (FACTS 0)."""
    return product * 12.41


def product_from_mg2_dl2(*, product_mg2_dl2: float) -> float:
    """Ca × P from mg²/dL² to mmol²/L² (FACTS 0)."""
    return product_mg2_dl2 * 0.0806


FORMULAS: Final[dict[str, Callable[..., float]]] = {
    each.__name__: each
    for each in (
        albumin_adjusted_calcium,
        tubular_reabsorption_of_phosphate,
        tmp_gfr_adult,
        tmp_gfr_child,
        tmp_gfr,
        fractional_excretion_of_calcium,
        calcium_phosphate_product,
        urine_calcium_creatinine_ratio,
        expected_creatinine,
        expected_cases,
        calcium_to_mg_dl,
        calcium_from_mg_dl,
        phosphate_to_mg_dl,
        phosphate_from_mg_dl,
        magnesium_to_mg_dl,
        magnesium_from_mg_dl,
        pth_to_pg_ml,
        pth_from_pg_ml,
        calcidiol_from_ng_ml,
        calcidiol_to_ng_ml,
        calcitriol_from_pg_ml,
        calcitriol_to_pg_ml,
        creatinine_from_mg_dl,
        product_to_mg2_dl2,
        product_from_mg2_dl2,
    )
}
"""The named functions that an item's ``key: {compute: ...}`` may use."""
