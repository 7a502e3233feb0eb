"""The model in motion: rates of change and their slopes, generated from the mechanisms, and all outputs."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from math import exp, log, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calcinosis.physiology import derivatives, equations
from calcinosis.physiology.homeostasis import LEDGER, OUTPUTS, PROGRAM, STATE_NAMES, STATES, State
from calcinosis.physiology.parameters import HEALTHY, RANGES, Parameters

Array = NDArray[np.float64]
Rates = Callable[[float, Array], list[float]]
Jacobian = Callable[[float, Array], Array]
Inputs = Callable[[float], tuple[float, ...]]
_MATHEMATICS = {"exp": exp, "log": log, "sqrt": sqrt, "abs": abs}


# Absent from most runs: chelators, clamps and leaks. A right-hand side without them is a sixth shorter.
QUIET_STATES = ("citrate", "edta", "extravasated_calcium", "infusion_site_deposit")
QUIET_PARAMETERS = ("clamp", "citrate_infusion", "edta_infusion", "extravasation")


def moving(*, ledger: bool, quiet: bool) -> tuple[State, ...]:
    """Give the states that a run integrates: all, or in a quiet one those that are not 0 throughout."""
    states = STATES + LEDGER if ledger else STATES
    return tuple(each for each in states if each.name not in QUIET_STATES) if quiet else states


def is_quiet(p: Parameters, timed: tuple[str, ...], states: Mapping[str, float]) -> bool:
    """Tell whether a run neither begins with nor receives what most runs lack."""
    given = any(getattr(p, name) != 0.0 for name in QUIET_PARAMETERS)
    return not timed and not given and all(states[name] == 0.0 for name in QUIET_STATES)


@cache
def _parts(
    timed: tuple[str, ...],
    states: tuple[State, ...],
    quiet: bool,  # noqa: FBT001 - a cache key
) -> tuple[list[equations.Line], list[equations.Line]]:
    """Give the program for these states, what is constant during a run apart from what varies.

    Thorough sharing of common parts costs 50 ms once; it pays for the program that every slider runs, not for each of
    the many sets of parameters that events change.
    """
    rates = [each.change for each in states]
    changing = [*(each.name for each in states), *timed]
    program: Sequence[equations.Line] = PROGRAM
    if quiet:
        program = equations.fold(PROGRAM, dict.fromkeys((*QUIET_STATES, *QUIET_PARAMETERS), 0.0))
    constant, varying = equations.split_constant(equations.needed_for(program, rates), changing)
    if quiet:
        varying, constant = equations.hoist(equations.gather(varying, changing), constant, changing)
        varying = equations.share(varying)
    return constant, varying


@cache
def _rates_maker(timed: tuple[str, ...], states: tuple[State, ...], quiet: bool) -> Callable[..., Rates]:  # noqa: FBT001 - a cache key
    """Generate the maker of right-hand sides for runs in which the named parameters change with time."""
    constant, varying = _parts(timed, states, quiet)
    settings = [name for name in RANGES if name not in timed]
    body_lines = [f"        {', '.join(each.name for each in states)}, = y.tolist()"]
    if timed:
        body_lines.append(f"        {', '.join(timed)}, = inputs(t)")
    body_lines += [f"        {line.target} = {line.text}" for line in varying]
    text = "\n".join(
        [
            f"def make(inputs, {', '.join(settings)}):",
            *(f"    {line.target} = {line.text}" for line in constant),
            "    def rates(t, y):",
            *body_lines,
            f"        return [{', '.join(each.change for each in states)}]",
            "    return rates",
        ]
    )
    return equations.compile_text(equations.for_one_instant(text), "make", dict(_MATHEMATICS))


def right_hand_side(
    p: Parameters,
    *,
    timed: tuple[str, ...] = (),
    inputs: Inputs | None = None,
    ledger: bool = False,
    quiet: bool = False,
) -> Rates:
    """Give the rates of change, per day, of all states as a function of time (days) and state.

    Parameters
    ----------
    p
        The person; values of the ``timed`` fields come from ``inputs`` instead.
    timed, inputs
        Names of parameters that change during the run, and a function of time that gives them in this order.
    ledger
        Also integrate what enters and leaves the body.
    quiet
        Leave out what is absent, and the states of it; allowed only where ``is_quiet`` says so.
    """
    maker = _rates_maker(timed, moving(ledger=ledger, quiet=quiet), quiet)
    return maker(inputs, **{name: getattr(p, name) for name in RANGES if name not in timed})


@cache
def _jacobian_maker(timed: tuple[str, ...], states: tuple[State, ...], quiet: bool) -> Callable[..., Jacobian]:  # noqa: FBT001 - a cache key
    """Generate the maker of Jacobians for runs in which the named parameters change with time."""
    names = [each.name for each in states]
    rates = [each.change for each in states]
    constant, varying = _parts(timed, states, quiet)
    lines, places = derivatives.slopes(varying, names, rates)
    settings = [name for name in RANGES if name not in timed]
    text = "\n".join(
        [
            f"def make(inputs, {', '.join(settings)}):",
            *(f"    {line.target} = {line.text}" for line in constant),
            "    def jacobian(t, y):",
            f"        {', '.join(names)}, = y.tolist()",
            *([f"        {', '.join(timed)}, = inputs(t)"] if timed else []),
            *(f"        {line}" for line in lines),
            "        slopes = empty.copy()",
            f"        slopes[where] = ({', '.join(places.values())},)",
            "        return slopes.reshape(shape)",
            "    return jacobian",
        ]
    )
    size = len(states)
    namespace = {
        **_MATHEMATICS,
        "empty": np.zeros(size * size),
        "where": np.array([row * size + column for row, column in places]),
        "shape": (size, size),
    }
    return equations.compile_text(equations.for_one_instant(text), "make", namespace)


def jacobian(
    p: Parameters,
    *,
    timed: tuple[str, ...] = (),
    inputs: Inputs | None = None,
    ledger: bool = False,
    quiet: bool = False,
) -> Jacobian:
    """Give the slopes of all rates (rows) against all states (columns), as ``right_hand_side`` gives the rates."""
    maker = _jacobian_maker(timed, moving(ledger=ledger, quiet=quiet), quiet)
    return maker(inputs, **{name: getattr(p, name) for name in RANGES if name not in timed})


@cache
def _outputs_maker() -> Callable[..., tuple[Array, ...]]:
    text = "\n".join(
        [
            f"def outputs({', '.join([*STATE_NAMES, *RANGES])}):",
            *(f"    {line.target} = {line.text}" for line in equations.needed_for(PROGRAM, OUTPUTS)),
            f"    return ({', '.join(OUTPUTS)},)",
        ]
    )
    return equations.compile_text(text, "outputs", {"exp": np.exp, "log": np.log, "sqrt": np.sqrt, "abs": np.abs})


def outputs(states: Mapping[str, Any], inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Give every flux and derived quantity for states and inputs; scalars or arrays of one shape."""
    values = _outputs_maker()(**{name: states[name] for name in STATE_NAMES}, **{name: inputs[name] for name in RANGES})
    return dict(zip(OUTPUTS, values, strict=True))


def healthy_rates() -> dict[str, float]:
    """Rates of change of the healthy person, per day; all are 0 to rounding."""
    rates = right_hand_side(HEALTHY)(0.0, np.array([each.healthy for each in STATES]))
    return dict(zip(STATE_NAMES, rates, strict=True))
