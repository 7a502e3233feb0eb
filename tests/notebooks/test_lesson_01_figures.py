"""What lesson 1 says its figures show is what the model shows."""

import pytest

from calcinosis.panels.simulator.balance import Balance


def settled(**settings):
    """Give levels and the daily flow into the deposit as the figure prints them."""
    picture = Balance(**settings).picture
    return picture["levels"] | {"deposit": picture["flows"]["deposit"][0]}


def test_damaged_tissue_calcifies_in_normal_blood_and_little_damage_does_not():
    damaged, bruised = settled(skin_injury=4.0), settled(skin_injury=1.0)

    assert damaged["deposit"] > 0.1
    assert 2.3 <= damaged["calcium"] <= 2.45
    assert 1.0 <= damaged["phosphate"] <= 1.3
    assert bruised["deposit"] < 0.001


def test_an_adenoma_deposits_nothing_and_a_failing_kidney_does():
    adenoma, kidney = settled(set_point=1.5, fetuin_a=0.35), settled(gfr=6.0, fetuin_a=0.35)

    assert adenoma["calcium"] == pytest.approx(3.0, abs=0.05)
    assert adenoma["deposit"] < 0.001
    assert 2.15 <= kidney["calcium"] <= 2.35
    assert kidney["phosphate"] == pytest.approx(2.6, abs=0.1)
    assert kidney["deposit"] > 0.05


def test_binding_phosphate_stops_the_deposit():
    assert settled(gfr=6.0, fetuin_a=0.35, phosphate_binder=0.6)["deposit"] < 0.001


def test_less_phosphate_all_but_stops_the_deposit_and_less_calcium_does_not():
    usual = settled(gfr=6.0, fetuin_a=0.35)

    assert settled(gfr=6.0, fetuin_a=0.35, phosphate_intake=22.0)["deposit"] < 0.01 * usual["deposit"]
    assert settled(gfr=6.0, fetuin_a=0.35, calcium_intake=12.0)["deposit"] >= 0.95 * usual["deposit"]
