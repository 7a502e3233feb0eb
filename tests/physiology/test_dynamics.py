"""The generated right-hand side and Jacobian say what the mechanisms say."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calcinosis.physiology import dynamics, equations, gut, homeostasis
from calcinosis.physiology.parameters import HEALTHY, RANGES, Parameters

QUIET = {*dynamics.QUIET_STATES}


@st.composite
def people(draw):
    changes = {}
    for name, each in RANGES.items():
        if name not in dynamics.QUIET_PARAMETERS:
            changes[name] = draw(st.floats(max(each.low, 0.5 * each.healthy), min(each.high, 2.0 * each.healthy + 0.1)))
    return Parameters(**changes)


@st.composite
def states(draw):
    return np.array([max(each.healthy, 0.5) * draw(st.floats(0.5, 2.0)) for each in homeostasis.STATES])


@settings(max_examples=60, deadline=None)
@given(people(), states())
def test_slopes_are_those_of_the_rates(person, state):
    rates = dynamics.right_hand_side(person)
    slopes = dynamics.jacobian(person)(0.0, state)
    direction = state * np.linspace(-1.0, 1.0, len(state))
    step = 1e-6
    measured = (np.array(rates(0.0, state + step * direction)) - np.array(rates(0.0, state - step * direction))) / (
        2 * step
    )
    sizes = np.abs(slopes) @ np.abs(direction)

    assert measured == pytest.approx(slopes @ direction, rel=1e-3, abs=1e-5 * float(sizes.max()))


@settings(max_examples=60, deadline=None)
@given(people(), states())
def test_leaving_out_what_is_absent_changes_nothing(person, state):
    for name in QUIET:
        state[homeostasis.STATE_NAMES.index(name)] = 0.0
    moving = dynamics.moving(ledger=False, quiet=True)
    places = [homeostasis.STATE_NAMES.index(each.name) for each in moving]
    full = np.array(dynamics.right_hand_side(person)(0.0, state))
    lean = dynamics.right_hand_side(person, quiet=True)(0.0, state[places])

    assert lean == pytest.approx(full[places], rel=1e-9, abs=1e-9)
    assert set(homeostasis.STATE_NAMES) - {each.name for each in moving} == QUIET


@settings(max_examples=20, deadline=None)
@given(people(), states())
def test_slopes_without_what_is_absent_are_those_of_the_rest(person, state):
    for name in QUIET:
        state[homeostasis.STATE_NAMES.index(name)] = 0.0
    places = [homeostasis.STATE_NAMES.index(each.name) for each in dynamics.moving(ledger=False, quiet=True)]
    full = dynamics.jacobian(person)(0.0, state)[np.ix_(places, places)]
    lean = dynamics.jacobian(person, quiet=True)(0.0, state[places])

    assert lean == pytest.approx(full, rel=1e-7, abs=1e-9 * float(np.abs(full).max()))


def test_a_parameter_that_changes_with_time_gives_the_same_rates():
    state = np.array([each.healthy for each in homeostasis.STATES])
    fixed = dynamics.right_hand_side(replace(HEALTHY, gfr=40.0, ph=7.3))(0.0, state)
    timed = dynamics.right_hand_side(HEALTHY, timed=("gfr", "ph"), inputs=lambda _time: (40.0, 7.3))(0.0, state)

    assert timed == pytest.approx(fixed, rel=1e-12, abs=1e-12)


def test_the_generated_program_agrees_with_the_mechanism_called_by_hand():
    values = dynamics.outputs(homeostasis.HEALTHY_STATE, {name: getattr(HEALTHY, name) for name in RANGES})
    by_hand = gut.gut_to_serum_calcium(
        gut_calcium=gut.GUT_CALCIUM, gut_phosphate=gut.GUT_PHOSPHATE, transport_capacity=1.0, calcium_absorption=1.0
    )

    assert values["gut_to_serum_calcium"] == pytest.approx(by_hand)


def test_a_mechanism_that_reads_an_unknown_quantity_is_refused():
    with pytest.raises(ValueError, match=r"reads gut_calcium, .*which nothing before it gives"):
        equations.straight_line([gut.gut_to_serum_calcium], ["calcium_absorption"])


def test_a_mechanism_that_gives_a_quantity_twice_is_refused():
    known = ["gut_calcium", "gut_phosphate", "transport_capacity", "calcium_absorption"]
    with pytest.raises(ValueError, match="a second time"):
        equations.straight_line([gut.gut_to_serum_calcium, gut.gut_to_serum_calcium], known)
