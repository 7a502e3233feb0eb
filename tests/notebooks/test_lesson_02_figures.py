"""What lesson 2 says its figures show is what the model shows."""

from functools import lru_cache

import pytest

from calcinosis.panels.balance import Balance
from calcinosis.physiology.parameters import Parameters
from calcinosis.physiology.parathyroid import secretory_drive
from calcinosis.physiology.quantities import QUANTITIES
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


def test_overbreathing_keeps_the_total_and_takes_the_ions():
    health, alkaline = after(0.04), after(0.04, ph=7.6)

    assert alkaline.calcium == pytest.approx(health.calcium, abs=0.05)
    assert 0.08 <= health.ionised_calcium - alkaline.ionised_calcium <= 0.13


def test_ten_millimoles_of_calcium_lower_the_level_by_about_0_05():
    fall = shown()["calcium"] - shown(calcium_intake=10.0)["calcium"]

    assert fall == pytest.approx(0.05, abs=0.02)


def test_a_fall_of_about_0_05_doubles_pth():
    assert 1.7 <= drive(1.15) / drive(1.20) <= 2.4


def test_six_weeks_on_little_calcium_are_paid_by_bone():
    health, diet = after(42.0), after(42.0, calcium_intake=10.0)
    lost = health.bone_calcium + health.bone_exchangeable_calcium - diet.bone_calcium - diet.bone_exchangeable_calcium

    assert diet.gut_to_serum_calcium / 10.0 == pytest.approx(0.39, abs=0.03)
    assert 0.5 <= health.urine_calcium - diet.urine_calcium <= 1.0
    assert lost == pytest.approx(110.0, abs=12.0)
    assert 0.015 <= health.ionised_calcium - diet.ionised_calcium <= 0.035


def test_nearly_twice_the_phosphate_moves_urine_most_and_blood_least():
    health, load = after(14.0), after(14.0, phosphate_intake=80.0)

    assert load.urine_phosphate / health.urine_phosphate == pytest.approx(1.8, abs=0.1)
    assert load.phosphate / health.phosphate == pytest.approx(1.04, abs=0.025)
    assert load.fgf23 / health.fgf23 == pytest.approx(1.2, abs=0.07)
    assert load.pth / health.pth == pytest.approx(1.13, abs=0.06)
    assert load.calcium == pytest.approx(health.calcium, abs=0.02)


def test_at_gfr_60_fgf23_is_up_and_phosphate_is_not():
    health, kidney = after(365.0), after(365.0, gfr=60.0)

    assert kidney.fgf23 / health.fgf23 == pytest.approx(1.65, abs=0.15)
    assert kidney.calcitriol / health.calcitriol == pytest.approx(0.8, abs=0.06)
    assert kidney.phosphate <= health.phosphate


def test_pth_leaves_its_range_near_30_and_phosphate_near_15():
    pth, phosphate = QUANTITIES["pth"].normal[1], QUANTITIES["phosphate"].normal[1]

    assert after(365.0, gfr=37.0).pth < pth < after(365.0, gfr=26.0).pth
    assert after(365.0, gfr=18.0).phosphate < phosphate < after(365.0, gfr=13.0).phosphate


def test_the_three_patients_show_their_patterns():
    health, adenoma = shown(), shown(set_point=1.35)
    none, kidney = shown(parathyroid_tissue=0.0), shown(gfr=10.0)

    assert adenoma["calcium"] > 2.55
    assert adenoma["phosphate"] < health["phosphate"]
    assert adenoma["pth"] > 6.9
    assert none["calcium"] < 2.0
    assert none["phosphate"] > 1.45
    assert kidney["phosphate"] > 1.45
    assert kidney["pth"] > 30.0


def test_bone_pays_some_twenty_times_what_the_skin_is_spared():
    usual, sparing = shown(skin_injury=4.0), shown(skin_injury=4.0, calcium_intake=10.0)
    spared = usual["deposit"] - sparing["deposit"]
    paid = (sparing["resorbed"] - sparing["formed"]) - (usual["resorbed"] - usual["formed"])

    assert 2.2 <= usual["calcium"] <= 2.5
    assert usual["deposit"] > 0.3
    assert 14.0 <= paid / spared <= 30.0
