"""Speciation: the table of the course and the laws behind it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcinosis.physiology import blood
from calcinosis.physiology.chemistry import davies, saturation
from calcinosis.physiology.deposition import brushite_saturation

CALCIUM = st.floats(0.3, 3.0)
PHOSPHATE = st.floats(0.2, 5.0)
PH = st.floats(6.9, 7.7)


@pytest.mark.parametrize(("charge", "expected"), [(1, 0.751), (2, 0.318), (3, 0.076)])
def test_activity_coefficients_are_those_of_the_davies_equation(charge, expected):
    assert davies(charge) == pytest.approx(expected, abs=0.001)


@pytest.mark.parametrize(
    ("blood", "brushite", "octacalcium", "apatite"),
    [
        ((1.20, 1.2, 7.4), 0.39, 3.0, 10.1),
        ((1.20, 1.2, 7.2), 0.36, 2.5, 9.1),
        ((1.20, 1.2, 7.6), 0.41, 3.5, 10.9),
        ((1.15, 2.0, 7.4), 0.62, 3.6, 10.6),
        ((1.25, 2.3, 7.4), 0.77, 3.9, 11.0),
        ((1.25, 2.2, 7.4), 0.74, 3.8, 10.9),
        ((1.10, 3.0, 7.4), 0.89, 4.0, 11.1),
    ],
)
def test_saturation_is_that_of_the_published_speciation(blood, brushite, octacalcium, apatite):
    ionised, phosphate, ph = blood
    found = saturation(ionised_calcium=ionised, phosphate=phosphate, ph=ph)

    assert found.brushite == pytest.approx(brushite, abs=0.015)
    assert found.octacalcium_index == pytest.approx(octacalcium, abs=0.1)
    assert found.apatite_index == pytest.approx(apatite, abs=0.15)


@given(CALCIUM, PHOSPHATE, PH)
def test_more_calcium_phosphate_or_alkali_brings_blood_nearer_to_mineral(ionised, phosphate, ph):
    base = saturation(ionised_calcium=ionised, phosphate=phosphate, ph=ph)

    assert saturation(ionised_calcium=1.1 * ionised, phosphate=phosphate, ph=ph).apatite_index > base.apatite_index
    assert saturation(ionised_calcium=ionised, phosphate=1.1 * phosphate, ph=ph).brushite > base.brushite
    assert (
        saturation(ionised_calcium=ionised, phosphate=phosphate, ph=ph + 0.05).octacalcium_index
        > base.octacalcium_index
    )


@given(CALCIUM, PHOSPHATE, PH, st.floats(0.3, 2.0))
def test_magnesium_takes_phosphate_away(ionised, phosphate, ph, magnesium):
    with_magnesium = saturation(ionised_calcium=ionised, phosphate=phosphate, ph=ph, free_magnesium=magnesium)
    without = saturation(ionised_calcium=ionised, phosphate=phosphate, ph=ph, free_magnesium=0.0)

    assert with_magnesium.brushite < without.brushite


@given(CALCIUM, PHOSPHATE, PH)
def test_the_model_uses_the_same_chemistry(ionised, phosphate, ph):
    inside = brushite_saturation(ionised_calcium=ionised, phosphate=phosphate, magnesium=0.85, ph=ph)

    assert inside == pytest.approx(saturation(ionised_calcium=ionised, phosphate=phosphate, ph=ph).brushite, rel=0.001)


def test_the_blood_model_pairs_calcium_with_phosphate_as_the_speciation_does():
    paired = saturation(ionised_calcium=1.2, phosphate=1.2).complexed_phosphate

    assert paired / (1.2 * 1.2) == pytest.approx(blood.PHOSPHATE_PAIRING, abs=0.001)


def test_nothing_is_no_concentration():
    with pytest.raises(ValueError, match=r"phosphate = 0.0 mmol/L: must be above 0"):
        saturation(ionised_calcium=1.2, phosphate=0.0)
