"""Find where a person settles without living through the years: Newton's method on the model's own rates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from calcinosis.physiology import dynamics, homeostasis
from calcinosis.physiology.parameters import RANGES
from calcinosis.physiology.simulate import DEPOSITS, solve, starting_state, with_outputs
from calcinosis.physiology.trajectory import Trajectory

if TYPE_CHECKING:
    from calcinosis.physiology.parameters import Parameters
    from calcinosis.physiology.trajectory import Array, Moment

# Deep bone and deposits go on for decades; a person settles long before them.
DRIFTING: Final = frozenset({"bone_calcium", *DEPOSITS})
MOST_STEPS: Final = 60
GROWTH: Final = 10.0
NEAR: Final = 1e5
"""First stride from a similar person, days: nearly Newton's step."""
PRECISION: Final = 1e-7
"""Newton stops when a step moves no state by more than this share of its healthy value."""


def settle(p: Parameters, *, near: Moment | None = None) -> Moment:
    """Give the state in which everything rests but deep bone and deposits: bone as in health, deposits 0.

    A slider asks for it many times a second: it takes a hundred evaluations of the rates where a run of a year takes a
    thousand. It lies within some percent of the state after a year; over decades deep bone gains or loses, and the
    resting point moves with it (``steady_state`` follows that for four years). Where Newton's method does not arrive,
    the person is followed for a year instead.

    Parameters
    ----------
    p
        The person.
    near
        A state to begin from, best that of a similar person; None is health. It changes the time taken, not the result.

    Examples
    --------
    >>> from calcinosis.physiology.parameters import Parameters
    >>> settle(Parameters(set_point=1.38)).calcium > 2.6
    True
    """
    rates, slopes = dynamics.right_hand_side(p), dynamics.jacobian(p)
    found = None if near is None else _rest(rates, slopes, _beginning(near), stride=NEAR)
    if found is None:
        found = _rest(rates, slopes, _beginning(None), stride=0.5)
    if found is None:
        found = solve(rates, _beginning(None).tolist(), np.array([0.0, 365.0]), slopes)[-1]
        for name in DEPOSITS:
            found[homeostasis.STATE_NAMES.index(name)] = 0.0
    columns = {name: np.array([value]) for name, value in zip(homeostasis.STATE_NAMES, found.tolist(), strict=True)}
    settings = {name: getattr(p, name) for name in RANGES}
    return Trajectory(times=np.zeros(1), values=with_outputs(columns, settings, 1)).at(0.0)


def _beginning(near: Moment | None) -> Array:
    """Return the states to search from, deep bone as in health and no deposits."""
    states = zip(homeostasis.STATES, starting_state(near, ledger=False), strict=True)
    return np.array([each.healthy if each.name in DRIFTING else value for each, value in states])


def _rest(rates: dynamics.Rates, slopes: dynamics.Jacobian, state: Array, *, stride: float) -> Array | None:
    """Return the state at which the settling states rest, or None if the search does not arrive.

    Implicit Euler steps whose length, days, grows tenfold each time: the first follow the course of the body, the last
    are Newton's. Bare Newton runs away from some people near death, where FGF23 is thousands of times normal.
    """
    scale = np.array([max(each.healthy, 1e-3) for each in homeostasis.STATES])
    moving = np.array([each.name not in DRIFTING for each in homeostasis.STATES])
    # What is absent and stays absent (a drug that is not given) is left at 0.
    moving &= (state > 0.0) | (np.array(rates(0.0, state)) != 0.0)
    chosen = np.flatnonzero(moving)
    rows = np.arange(len(chosen))
    for _ in range(MOST_STEPS):
        now = state[chosen]
        change = np.array(rates(0.0, state))[chosen]
        system = -slopes(0.0, state)[np.ix_(chosen, chosen)]
        system[rows, rows] += 1.0 / stride
        try:
            step = np.linalg.solve(system, change)
        except np.linalg.LinAlgError:
            return None
        if not np.isfinite(step).all():
            return None
        # No state may fall to 0 or leap: outside the region of the body the equations mean nothing.
        state[chosen] = np.clip(now + step, 0.2 * now, 4.0 * now + 0.1 * scale[chosen])
        moved = float(np.max(np.abs(state[chosen] - now) / scale[chosen]))
        if moved < PRECISION and stride > 1e4:
            return state
        stride *= GROWTH
    return None
