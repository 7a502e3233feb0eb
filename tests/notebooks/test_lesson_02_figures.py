"""What lesson 2 says its figures show is what the model shows."""

import re
from functools import lru_cache

import pytest

from calcinosis.panels.simulator.balance import Balance
from calcinosis.panels.simulator.predict import Predict
from calcinosis.physiology.parameters import HEALTHY, Parameters
from calcinosis.physiology.parathyroid import secretory_drive
from calcinosis.physiology.simulate import simulate


@lru_cache
def after(days, **settings):
    return simulate(Parameters(**settings), days=days, samples=2).final


def shown(**settings):
    """Give levels and daily flows of calcium as the balance figure prints them."""
    picture = Balance(**settings).picture
    return picture["levels"] | {name: pair[0] for name, pair in picture["flows"].items()}


def drive(ionised):
    return secretory_drive(
        ionised_calcium=ionised,
        phosphate=1.2,
        magnesium=0.85,
        set_point=1.13,
        calcium_sensor_shift=0.0,
        calcimimetic=0.0,
    )


def test_half_the_albumin_lowers_the_total_by_about_0_4_and_leaves_the_ions():
    health, low = after(30.0), after(30.0, albumin=20.0)

    assert health.calcium - low.calcium == pytest.approx(0.4, abs=0.05)
    assert low.ionised_calcium == pytest.approx(health.ionised_calcium, abs=0.015)
    assert low.pth == pytest.approx(health.pth, rel=0.05)


def test_ten_millimoles_of_calcium_lower_the_level_by_about_0_07():
    fall = shown()["calcium"] - shown(calcium_intake=10.0)["calcium"]

    assert fall == pytest.approx(0.07, abs=0.015)


def test_a_fall_of_about_0_04_doubles_pth():
    assert drive(1.16) / drive(1.20) == pytest.approx(2.0, abs=0.2)


def test_six_weeks_on_little_calcium_are_paid_by_bone():
    health, diet = after(42.0), after(42.0, calcium_intake=10.0)
    lost = health.bone_calcium + health.bone_exchangeable_calcium - diet.bone_calcium - diet.bone_exchangeable_calcium

    assert diet.gut_to_serum_calcium / 10.0 == pytest.approx(0.39, abs=0.02)
    assert health.gut_to_serum_calcium / 25.0 == pytest.approx(0.31, abs=0.02)
    assert health.urine_calcium - diet.urine_calcium == pytest.approx(0.75, abs=0.15)
    assert lost == pytest.approx(70.0, abs=6.0)
    assert health.ionised_calcium - diet.ionised_calcium == pytest.approx(0.02, abs=0.005)


def test_nearly_twice_the_phosphate_moves_urine_most_and_blood_least():
    health, load = after(14.0), after(14.0, phosphate_intake=80.0)

    assert load.urine_phosphate / health.urine_phosphate == pytest.approx(1.8, abs=0.1)
    assert load.phosphate / health.phosphate == pytest.approx(1.04, abs=0.008)
    assert load.fgf23 / health.fgf23 == pytest.approx(1.4, abs=0.04)
    assert load.pth / health.pth == pytest.approx(1.13, abs=0.06)
    assert load.calcium == pytest.approx(health.calcium, abs=0.02)


def test_at_gfr_60_fgf23_is_up_and_phosphate_is_not():
    health, kidney = after(365.0), after(365.0, gfr=60.0)

    assert kidney.fgf23 > 2.1 * health.fgf23
    assert kidney.calcitriol / health.calcitriol == pytest.approx(0.8, abs=0.04)
    assert kidney.phosphate <= 1.05 * health.phosphate


def test_fgf23_leaves_its_range_just_below_60_pth_near_45_calcitriol_in_the_twenties_and_phosphate_last():
    figure = Predict()
    figure.revealed = True
    left = re.findall(r"(FGF23|PTH|calcitriol|phosphate) (?:above|below) range at GFR (\d+)", figure.words["si"])

    order, gfr = zip(*((name, float(value)) for name, value in left), strict=True)
    assert order == ("FGF23", "PTH", "calcitriol", "phosphate")
    assert 55.0 <= gfr[0] < 60.0
    assert gfr[1] == pytest.approx(45.0, abs=3.0)
    assert 20.0 < gfr[2] < 30.0


def test_the_figure_filters_204_mmol_of_calcium_and_rests_above_its_set_point():
    assert after(1.0).filtered_calcium == pytest.approx(204.0, abs=1.0)
    assert HEALTHY.gfr == 100.0
    assert HEALTHY.set_point == 1.13
    assert after(1.0).ionised_calcium == pytest.approx(1.20, abs=0.005)


def test_bone_pays_some_fifteen_times_what_the_skin_is_spared():
    usual, sparing = shown(skin_injury=4.0), shown(skin_injury=4.0, calcium_intake=10.0)
    spared = usual["deposit"] - sparing["deposit"]
    paid = (sparing["resorbed"] - sparing["formed"]) - (usual["resorbed"] - usual["formed"])

    assert 2.2 <= usual["calcium"] <= 2.5
    assert usual["deposit"] > 0.3
    assert paid / spared == pytest.approx(15.0, abs=2.5)
