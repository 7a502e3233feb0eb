"""Runs of the model: accuracy, shape, errors."""

import random
from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import odeint

from calcinosis.physiology import dynamics, homeostasis
from calcinosis.physiology.parameters import HEALTHY, RANGES, Parameters
from calcinosis.physiology.protocols import Change, Protocol, Surgery
from calcinosis.physiology.simulate import simulate, steady_state


@pytest.mark.parametrize(
    ("changes", "days"), [({"set_point": 1.3}, 0.35), ({"gfr": 10.0}, 365.0), ({"pthrp": 30.0}, 30.0)]
)
def test_a_run_lies_within_a_ten_thousandth_of_an_exact_one(changes, days):
    person = replace(HEALTHY, **changes)
    run = simulate(person, days=days, samples=41)
    start = [each.healthy for each in homeostasis.STATES]
    exact = odeint(
        dynamics.right_hand_side(person), start, run.times, tfirst=True, rtol=1e-10, atol=1e-10, mxstep=50_000
    )

    for index, each in enumerate(homeostasis.STATES):
        assert run.values[each.name] == pytest.approx(exact[:, index], rel=2e-4, abs=2e-4 * max(each.healthy, 1.0))


def test_lists_for_a_browser_hold_builtin_floats():
    lists = simulate(HEALTHY, days=1.0, samples=5).as_lists(["calcium", "pth"])

    assert set(lists) == {"times", "calcium", "pth"}
    assert all(type(value) is float for values in lists.values() for value in values)


def test_a_run_can_go_on_from_the_end_of_another():
    person = replace(HEALTHY, gfr=20.0)
    whole = simulate(person, days=20.0, samples=3)
    second = simulate(person, days=10.0, samples=2, start=simulate(person, days=10.0, samples=2).final)

    assert second.final.pth == pytest.approx(whole.final.pth, rel=1e-3)


def test_a_run_of_steps_equals_two_runs():
    stepped = simulate(Protocol(events=(Change(field="gfr", to=30.0, at=5.0),)), days=15.0, samples=31)
    before = simulate(HEALTHY, days=5.0, samples=2)
    after = simulate(replace(HEALTHY, gfr=30.0), days=10.0, samples=2, start=before.final)

    assert stepped.final.fgf23 == pytest.approx(after.final.fgf23, rel=1e-3)
    assert stepped.gfr[9] == 100.0
    assert stepped.gfr[-1] == 30.0


def test_surgery_changes_the_gland_at_its_time():
    run = simulate(
        Protocol(events=(Surgery(operation="parathyroidectomy", at=1.0, remaining=0.0),)), days=3.0, samples=25
    )

    assert run.at(0.9).pth == pytest.approx(4.0, rel=0.01)
    assert run.at(1.2).pth < 0.1


def test_no_value_of_a_run_is_negative_or_missing():
    harsh = Parameters(gfr=3.0, phosphate_intake=200.0, cell_lysis=300.0, parathyroid_tissue=0.0, skin_injury=10.0)
    run = simulate(harsh, days=60.0)

    for name in homeostasis.STATE_NAMES:
        assert np.isfinite(run.values[name]).all()
        assert run.values[name].min() >= 0.0


@pytest.mark.parametrize("days", [0.0, -1.0, float("nan"), 1e9])
def test_a_length_without_meaning_is_refused(days):
    with pytest.raises(ValueError, match="days"):
        simulate(HEALTHY, days=days)


def test_a_start_that_names_no_state_is_refused():
    with pytest.raises(ValueError, match="calcuim"):
        simulate(HEALTHY, start={"calcuim": 2.0})


def test_a_quantity_that_does_not_exist_is_named_with_those_that_do():
    with pytest.raises(AttributeError, match=r"no quantity 'calcuim'; known are .*calcium"):
        simulate(HEALTHY, days=1.0, samples=2).calcuim  # noqa: B018 - reading it is the test


@pytest.mark.parametrize("name", list(RANGES))
def test_every_parameter_refuses_what_lies_outside_its_range(name):
    allowed = RANGES[name]

    with pytest.raises(ValueError, match=rf"{name} = .*must be between"):
        Parameters(**{name: allowed.high * 2.0 + 1.0})


def test_negative_intake_is_refused_with_its_range():
    with pytest.raises(ValueError, match=r"calcium_intake = -1.0 mmol/day: must be between 0 and 200"):
        Parameters(calcium_intake=-1.0)


def test_a_gfr_of_zero_is_refused_with_its_range():
    with pytest.raises(ValueError, match=r"gfr = 0.0 mL/min: must be between 2 and 250"):
        Parameters(gfr=0.0)


def test_a_word_is_no_number():
    with pytest.raises(TypeError, match="gfr = 'low'"):
        Parameters(gfr="low")


def test_the_settled_healthy_person_is_the_healthy_person():
    settled = steady_state(HEALTHY)

    assert settled.calcium == pytest.approx(2.40, abs=0.001)
    assert settled.soft_tissue_deposit == 0.0


def test_a_hundred_random_people_can_be_simulated():
    draw = random.Random(11)  # noqa: S311 - a repeatable sample, not a secret
    for _ in range(100):
        changes = {
            name: draw.uniform(each.low, min(each.high, 200.0 if each.high > 1000.0 else each.high))
            for name, each in RANGES.items()
            if draw.random() < 0.25
        }
        run = simulate(Parameters(**changes), days=draw.choice([0.2, 3.0, 60.0]), samples=3)

        assert all(np.isfinite(run.values[name]).all() for name in homeostasis.STATE_NAMES), changes
