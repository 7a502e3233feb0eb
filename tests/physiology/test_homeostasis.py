"""Laws that the human model keeps."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calcinosis.physiology import dynamics, homeostasis
from calcinosis.physiology.parameters import HEALTHY, RANGES, Parameters
from calcinosis.physiology.quantities import QUANTITIES
from calcinosis.physiology.simulate import simulate, steady_state


def test_the_healthy_person_does_not_change():
    rates = dynamics.healthy_rates()
    scaled = {name: abs(rate) / max(homeostasis.HEALTHY_STATE[name], 1.0) for name, rate in rates.items()}

    assert max(scaled.values()) < 1e-9


def test_the_healthy_year_drifts_less_than_a_thousandth():
    run = simulate(HEALTHY, days=365.0, samples=2)

    for name in ("calcium", "phosphate", "pth", "calcitriol", "fgf23", "bone_calcium"):
        assert run.values[name][-1] == pytest.approx(run.values[name][0], rel=1e-3)


def test_every_quantity_of_a_run_is_in_the_table():
    run = simulate(HEALTHY, days=1.0, samples=2, ledger=True)

    assert set(run.values) | {"times"} == set(QUANTITIES)


def _stored(moment, *, phosphate):
    """Calcium or phosphate inside the body, mmol."""
    deposits = moment.soft_tissue_deposit
    if not phosphate:
        blood = 14.0 * moment.calcium
        bone = moment.bone_exchangeable_calcium + moment.quiet_bone_calcium + moment.bone_calcium
        return blood + bone + moment.gut_calcium + moment.soft_tissue_calcium + deposits + moment.extravasated_calcium
    surface = 0.03 * (moment.bone_exchangeable_calcium + moment.quiet_bone_calcium)
    bone = surface + 0.6 * moment.bone_calcium + 0.55 * moment.osteoid
    tissue = 0.667 * moment.soft_tissue_calcium + 0.6 * deposits
    return 14.0 * moment.phosphate + bone + moment.gut_phosphate + moment.cell_phosphate + tissue


@pytest.mark.parametrize(
    "changes",
    [
        {"gfr": 8.0, "calcium_intake": 60.0, "phosphate_intake": 80.0, "fetuin_a": 0.2},
        {"phosphate_infusion": 100.0, "calcium_infusion": 20.0, "dialysis_clearance": 20.0},
        {"edta_infusion": 30.0, "citrate_infusion": 50.0, "extravasation": 4.0, "placental_transfer": 6.0},
        {"cell_lysis": 200.0, "phosphate_binder": 0.5, "skin_injury": 5.0, "parathyroid_tissue": 0.0},
    ],
)
def test_calcium_and_phosphate_in_equal_out_plus_stored(changes):
    run = simulate(Parameters(**changes), days=30.0, samples=2, ledger=True)
    first, last = run.at(0.0), run.final
    calcium = last.calcium_in - last.calcium_out - (_stored(last, phosphate=False) - _stored(first, phosphate=False))
    phosphate = (
        last.phosphate_in - last.phosphate_out - (_stored(last, phosphate=True) - _stored(first, phosphate=True))
    )

    assert abs(calcium) < 1e-6 * last.calcium_in
    assert abs(phosphate) < 1e-6 * last.phosphate_in


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_no_state_can_fall_below_zero(data):
    """At 0 a state's rate of change is not negative, whatever the other states and inputs are."""
    changes = {name: data.draw(st.floats(each.low, each.high)) for name, each in RANGES.items()}
    values = {each.name: max(each.healthy, 1.0) * data.draw(st.floats(0.01, 20.0)) for each in homeostasis.STATES}
    empty = data.draw(st.sampled_from(homeostasis.STATE_NAMES))
    values[empty] = 1e-12
    state = np.array([values[name] for name in homeostasis.STATE_NAMES])
    rates = dynamics.right_hand_side(Parameters(**changes))(0.0, state)

    assert all(math.isfinite(each) for each in rates)
    assert dict(zip(homeostasis.STATE_NAMES, rates, strict=True))[empty] > -1e-3


def test_albumin_lowers_total_but_not_ionised_calcium():
    low = steady_state(Parameters(albumin=20.0))

    assert low.calcium == pytest.approx(2.01, abs=0.02)
    assert low.ionised_calcium == pytest.approx(1.20, abs=0.01)
    assert low.pth == pytest.approx(4.0, rel=0.05)
