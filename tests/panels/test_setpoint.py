"""Facts about the set-point panel."""

import pytest
from traitlets import TraitError

from calcinosis.panels.shared.readings import printed
from calcinosis.panels.simulator.setpoint import SetPoint, answer, in_health
from calcinosis.physiology.parameters import HEALTHY


def test_healthy_curve_passes_through_health():
    assert answer(1.20, HEALTHY, in_health()) == pytest.approx(4.0, rel=1e-6)


@pytest.mark.parametrize("settings", [{}, {"set_point": 1.38}, {"gfr": 15.0}, {"parathyroid_tissue": 3.0}])
def test_settled_patient_stands_on_the_curve(settings):
    figure = SetPoint(days=365, **settings)
    patient = figure.picture["patient"]
    calcium = figure.picture["calcium"]
    right = next(i for i, value in enumerate(calcium) if value >= patient["calcium"])

    assert patient["curve"][right] <= patient["pth"] * 1.03
    assert patient["curve"][right - 1] >= patient["pth"] * 0.97


def test_pth_falls_with_calcium_along_both_curves():
    picture = SetPoint(set_point=1.3).picture

    for who in ("healthy", "patient"):
        curve = picture[who]["curve"]
        assert curve == sorted(curve, reverse=True)


def test_shift_moves_the_curve_to_the_right():
    picture = SetPoint(set_point=1.38).picture
    middle = len(picture["calcium"]) // 2

    assert picture["patient"]["curve"][middle] > 3 * picture["healthy"]["curve"][middle]


@pytest.mark.parametrize("units", ["si", "conventional"])
def test_words_carry_the_dot(units):
    figure = SetPoint(set_point=1.38)
    patient = figure.picture["patient"]

    assert printed("pth", patient["pth"], units) in figure.words[units]
    assert printed("ionised_calcium", patient["calcium"], units) in figure.words[units]
    assert "shifted by +0.25" in figure.words[units]


def test_words_follow_the_dot_that_is_held():
    figure = SetPoint(set_point=1.38)
    free = figure.words["si"]

    figure.held = 1.2

    expected = answer(1.2, figure.parameters, figure._lived_on(figure.parameters).values)
    assert f"Ionised calcium is held at 1.20\u00a0mmol/L: PTH {printed('pth', expected, 'si')}" in figure.words["si"]
    assert "a healthy gland would give 4.0\u00a0pmol/L" in figure.words["si"]

    figure.held = None

    assert figure.words["si"] == free


@pytest.mark.parametrize(("tissue", "grown"), [(0.2, "grown"), (3.0, "shrunk")])
def test_words_tell_how_much_gland_there_is_in_all(tissue, grown):
    figure = SetPoint(parathyroid_tissue=tissue)
    mass = figure._lived_on(figure.parameters).gland_mass

    assert f"Parathyroid tissue, {tissue} times normal, has {grown} to {mass:.1f} times that" in figure.words["si"]
    assert f"{tissue * mass:.{1 if tissue * mass >= 1 else 2}f} times normal in all" in figure.words["si"]


def test_without_tissue_nothing_is_said_to_grow():
    figure = SetPoint(parathyroid_tissue=0.0)

    assert figure.words["si"].startswith("No parathyroid tissue, so no PTH is made.")
    assert "grown" not in figure.words["si"]


def test_calcium_off_the_axis_cannot_be_held():
    with pytest.raises(TraitError, match=r"from 0\.9 to 1\.7"):
        SetPoint(held=2.5)
