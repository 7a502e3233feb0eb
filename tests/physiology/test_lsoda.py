"""The solver is the same by whichever door it is reached."""

import subprocess
import sys
from math import exp

import numpy as np
import pytest

from calcinosis.physiology import dynamics, homeostasis, lsoda
from calcinosis.physiology.parameters import Parameters
from calcinosis.physiology.simulate import SimulationError, simulate, solve


@pytest.mark.parametrize("door", [lsoda._bare, lsoda._public])
def test_both_doors_solve_a_stiff_system_to_the_asked_accuracy(door):
    def rates(_, state):
        return [-1000.0 * (state[0] - state[1]), -state[1]]

    times = np.linspace(0.0, 2.0, 5)
    states, reached, code = door()(rates, np.ones(2), times, None, (1e-8, [1e-10, 1e-10]))

    assert code == lsoda.SUCCESS
    assert reached >= 2.0
    assert states[-1, 1] == pytest.approx(exp(-2.0), rel=1e-6)


def test_both_doors_give_the_same_patient():
    person = Parameters(gfr=20.0)
    rates, slopes = dynamics.right_hand_side(person), dynamics.jacobian(person)
    state = np.array([each.healthy for each in homeostasis.STATES])
    tolerances = (1e-6, [1e-6 * max(each.healthy, 1.0) for each in homeostasis.STATES])
    runs = [
        door()(rates, state.copy(), np.array([0.0, 30.0]), slopes, tolerances)[0]
        for door in (lsoda._bare, lsoda._public)
    ]

    assert runs[0] == pytest.approx(runs[1], rel=1e-9)


def test_a_solver_that_cannot_be_loaded_alone_is_reached_by_its_package(monkeypatch):
    def broken():
        raise ImportError("no compiled solver beside scipy.integrate")

    monkeypatch.setattr(lsoda, "_bare", broken)
    lsoda._solver.cache_clear()
    try:
        states, _, code = lsoda.integrate(
            lambda _, y: [-y[0]], [1.0], np.array([0.0, 1.0]), None, relative=1e-8, absolute=[1e-8]
        )
    finally:
        lsoda._solver.cache_clear()

    assert code == lsoda.SUCCESS
    assert states[-1, 0] == pytest.approx(exp(-1.0), rel=1e-6)


def test_a_run_that_stops_says_on_which_day_and_why():
    def explode(_, state):
        return [float(state[0]) ** 2.0 if state[0] < 1e100 else float("nan")] * len(state)

    with pytest.raises(SimulationError, match=r"the run stopped after day .*: \w+"):
        solve(explode, [1.0] * len(homeostasis.STATES), np.array([0.0, 5.0]))


def test_a_run_loads_no_more_of_scipy_than_its_solver():
    program = (
        "import sys; from calcinosis.physiology.simulate import simulate; "
        "from calcinosis.physiology.parameters import Parameters; simulate(Parameters(gfr=50.0), days=1.0, samples=3); "
        "sys.exit('scipy.integrate' in sys.modules or 'scipy.optimize' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_healthy_day_reaches_its_end():
    assert simulate(Parameters(), days=1.0, samples=2).times[-1] == 1.0
