"""Bedside arithmetic and units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcinosis.physiology import clinical
from calcinosis.physiology.quantities import QUANTITIES

MAN = {"serum_phosphate": 2.10, "urine_phosphate": 8.0, "serum_creatinine": 0.075, "urine_creatinine": 6.0}


def test_low_albumin_raises_adjusted_calcium():
    assert clinical.albumin_adjusted_calcium(calcium=2.36, albumin=27.0) == pytest.approx(2.62)


def test_tmp_gfr_follows_the_rule_of_the_age():
    assert clinical.tmp_gfr(**MAN, age=30.0) == pytest.approx(2.52, abs=0.01)
    assert clinical.tmp_gfr(**MAN, age=14.0) == pytest.approx(2.00, abs=0.01)


def test_tmp_gfr_below_the_bend_is_trp_times_phosphate():
    low = clinical.tmp_gfr_adult(serum_phosphate=1.0, urine_phosphate=20.0, serum_creatinine=0.08, urine_creatinine=8.0)

    assert low == pytest.approx(0.80)


@given(st.floats(0.3, 4.0), st.floats(0.0, 60.0), st.floats(0.03, 0.5), st.floats(1.0, 20.0))
def test_a_childs_tmp_gfr_never_exceeds_phosphate(serum, urine, creatinine, urine_creatinine):
    found = clinical.tmp_gfr_child(
        serum_phosphate=serum, urine_phosphate=urine, serum_creatinine=creatinine, urine_creatinine=urine_creatinine
    )

    assert found <= serum


def test_fractional_excretion_of_calcium_is_a_ratio_of_clearances():
    found = clinical.fractional_excretion_of_calcium(
        serum_calcium=2.4, urine_calcium=3.0, serum_creatinine=0.08, urine_creatinine=10.0
    )

    assert found == pytest.approx(0.01)


@pytest.mark.parametrize(
    ("there", "back"),
    [
        (lambda v: clinical.calcium_to_mg_dl(calcium=v), lambda v: clinical.calcium_from_mg_dl(calcium_mg_dl=v)),
        (
            lambda v: clinical.phosphate_to_mg_dl(phosphate=v),
            lambda v: clinical.phosphate_from_mg_dl(phosphate_mg_dl=v),
        ),
        (
            lambda v: clinical.magnesium_to_mg_dl(magnesium=v),
            lambda v: clinical.magnesium_from_mg_dl(magnesium_mg_dl=v),
        ),
        (lambda v: clinical.pth_to_pg_ml(pth=v), lambda v: clinical.pth_from_pg_ml(pth_pg_ml=v)),
        (
            lambda v: clinical.calcidiol_to_ng_ml(calcidiol=v),
            lambda v: clinical.calcidiol_from_ng_ml(calcidiol_ng_ml=v),
        ),
        (
            lambda v: clinical.calcitriol_to_pg_ml(calcitriol=v),
            lambda v: clinical.calcitriol_from_pg_ml(calcitriol_pg_ml=v),
        ),
        (lambda v: clinical.product_to_mg2_dl2(product=v), lambda v: clinical.product_from_mg2_dl2(product_mg2_dl2=v)),
    ],
)
def test_units_go_there_and_back(there, back):
    assert back(there(1.7)) == pytest.approx(1.7, rel=2e-3)


@pytest.mark.parametrize("name", [name for name, each in QUANTITIES.items() if each.conventional_unit])
def test_every_quantity_converts_there_and_back(name):
    each = QUANTITIES[name]

    assert each.from_conventional(each.to_conventional(3.3)) == pytest.approx(3.3)


def test_phosphate_is_counted_as_phosphorus():
    assert clinical.phosphate_from_mg_dl(phosphate_mg_dl=6.1) == pytest.approx(1.97, abs=0.01)


def test_every_formula_refuses_a_serum_of_nothing():
    with pytest.raises(ValueError, match=r"serum_phosphate = 0.0: must be above 0"):
        clinical.tmp_gfr_adult(**{**MAN, "serum_phosphate": 0.0})


def test_an_age_without_meaning_is_refused():
    with pytest.raises(ValueError, match=r"age = -1.0 years"):
        clinical.tmp_gfr(**MAN, age=-1.0)


def test_formulas_are_found_by_name():
    assert clinical.FORMULAS["albumin_adjusted_calcium"](calcium=2.10, albumin=25.0) == pytest.approx(2.40)
