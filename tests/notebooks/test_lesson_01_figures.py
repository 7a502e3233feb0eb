"""What lesson 1 says its figures show is what the model shows."""

from functools import lru_cache

import pytest

from calcinosis.physiology.parameters import Parameters
from calcinosis.physiology.simulate import simulate


@lru_cache
def after_90_days(**settings):
    return simulate(Parameters(**settings), days=90.0, samples=2).final


def test_damaged_tissue_calcifies_in_normal_blood_and_little_damage_does_not():
    damaged, bruised = after_90_days(skin_injury=4.0), after_90_days(skin_injury=1.0)

    assert damaged.soft_tissue_deposition > 0.1
    assert 2.3 <= damaged.calcium <= 2.45
    assert 1.0 <= damaged.phosphate <= 1.3
    assert bruised.soft_tissue_deposition < 0.001


def test_an_adenoma_deposits_nothing_and_a_failing_kidney_does():
    adenoma, kidney = after_90_days(set_point=1.5, fetuin_a=0.35), after_90_days(gfr=6.0, fetuin_a=0.35)

    assert 2.8 <= adenoma.calcium <= 3.0
    assert adenoma.soft_tissue_deposition < 0.001
    assert 2.05 <= kidney.calcium <= 2.4
    assert kidney.phosphate == pytest.approx(2.5, abs=0.25)
    assert kidney.joint_deposition > 0.05


def test_binding_phosphate_stops_the_deposit():
    assert after_90_days(gfr=6.0, fetuin_a=0.35, phosphate_binder=0.6).soft_tissue_deposition < 0.001


def test_two_causes_together_make_more_than_twice_the_trace():
    kidney, tissue = after_90_days(gfr=12.0), after_90_days(skin_injury=2.0)
    both = after_90_days(gfr=12.0, skin_injury=2.0)

    assert kidney.soft_tissue_deposition < 0.001
    assert both.soft_tissue_deposition / tissue.soft_tissue_deposition > 2.0


def test_less_phosphate_stops_the_deposit_and_less_calcium_does_not():
    usual = after_90_days(gfr=6.0, fetuin_a=0.35)

    assert after_90_days(gfr=6.0, fetuin_a=0.35, phosphate_intake=22.0).soft_tissue_deposition < 0.001
    assert (
        after_90_days(gfr=6.0, fetuin_a=0.35, calcium_intake=12.0).soft_tissue_deposition
        >= 0.95 * usual.soft_tissue_deposition
    )
