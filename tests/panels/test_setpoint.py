"""Facts about the set-point panel."""

import pytest

from calcinosis.panels.readings import printed
from calcinosis.panels.setpoint import SetPoint, answer
from calcinosis.physiology.homeostasis import HEALTHY_STATE
from calcinosis.physiology.parameters import HEALTHY


def test_healthy_curve_passes_through_health():
    assert answer(1.20, HEALTHY, HEALTHY_STATE) == pytest.approx(4.0, rel=1e-6)


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
