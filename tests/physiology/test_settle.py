"""Facts about the resting point that sliders ask for."""

from dataclasses import replace

import numpy as np
import pytest

from calcinosis.physiology import dynamics, homeostasis
from calcinosis.physiology.parameters import HEALTHY
from calcinosis.physiology.settle import DRIFTING, settle
from calcinosis.physiology.simulate import simulate

PEOPLE = [
    {},
    {"gfr": 30.0},
    {"gfr": 2.0},
    {"set_point": 1.6},
    {"parathyroid_tissue": 0.0},
    {"calcium_intake": 0.0},
    {"phosphate_intake": 80.0, "gfr": 8.0},
    {"calcidiol_supply": 5.0},
    {"albumin": 20.0, "ph": 7.2},
    {"calcium_infusion": 5.0},
]


@pytest.mark.parametrize("changed", PEOPLE)
def test_nothing_but_bone_and_deposits_changes_at_rest(changed):
    person = replace(HEALTHY, **changed)
    moment = settle(person)
    state = np.array([moment.values[name] for name in homeostasis.STATE_NAMES])
    rates = dict(zip(homeostasis.STATE_NAMES, dynamics.right_hand_side(person)(0.0, state), strict=True))

    for each in homeostasis.STATES:
        if each.name not in DRIFTING:
            size = max(moment.values[each.name], 1e-3 * max(each.healthy, 1.0))
            assert abs(rates[each.name]) < 1e-3 * size, each.name


@pytest.mark.parametrize("changed", PEOPLE)
def test_person_followed_from_rest_stays_there(changed):
    person = replace(HEALTHY, **changed)
    rest = settle(person)
    later = simulate(person, days=2.0, samples=2, start=rest).final

    for name in ("calcium", "phosphate", "pth", "calcitriol", "fgf23"):
        assert later.values[name] == pytest.approx(rest.values[name], rel=5e-3, abs=1e-3)


def test_rest_is_near_the_state_after_a_year():
    person = replace(HEALTHY, gfr=30.0)
    rest, year = settle(person), simulate(person, days=365.0, samples=2).final

    assert rest.pth == pytest.approx(year.pth, rel=0.05)
    assert rest.phosphate == pytest.approx(year.phosphate, rel=0.02)


def test_where_the_search_begins_does_not_change_where_it_ends():
    person = replace(HEALTHY, gfr=20.0)
    near = settle(replace(HEALTHY, gfr=90.0, set_point=1.4))

    assert settle(person, near=near).pth == pytest.approx(settle(person).pth, rel=1e-5)


def test_deposits_begin_at_nothing():
    assert settle(replace(HEALTHY, gfr=5.0, skin_injury=4.0)).soft_tissue_deposit == 0.0
