"""Run the model in time, and find where a person settles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from calcinosis.physiology import dynamics, homeostasis, lsoda
from calcinosis.physiology.inputs import Segment, segments
from calcinosis.physiology.parameters import RANGES, Parameters
from calcinosis.physiology.protocols import Protocol
from calcinosis.physiology.trajectory import Array, Moment, SimulationError, Trajectory

if TYPE_CHECKING:
    from collections.abc import Mapping

# Keeps every state within two ten-thousandths of a run with tolerance 1e-10 (tests/physiology/test_simulate.py).
RELATIVE_TOLERANCE: Final = 6e-5
# Days; a sample this near the end of a span is its end, because the solver cannot step less.
_SAME_TIME: Final = 1e-9
DEPOSITS: Final = ("joint_deposit", "skin_deposit", "vessel_deposit", "kidney_deposit", "infusion_site_deposit")
# Settings that a reader of the run wants beside the outputs.
SHOWN_SETTINGS: Final = ("calcium_intake", "phosphate_intake", "magnesium_intake", "gfr", "albumin", "ph")
# The same share of the healthy value; states that are 0 in health count in mmol.
_TOLERANCES: Final = [RELATIVE_TOLERANCE * max(each.healthy, 1.0) for each in homeostasis.STATES + homeostasis.LEDGER]


def simulate(
    protocol: Protocol | Parameters,
    *,
    days: float = 30.0,
    samples: int = 121,
    start: Moment | Mapping[str, float] | None = None,
    ledger: bool = False,
) -> Trajectory:
    """Integrate calcium and phosphate from the healthy steady state, or from ``start``.

    Parameters
    ----------
    protocol
        The person, or the person and what is done to them.
    days
        Length of the run, days.
    samples
        Number of equally spaced times, first and last included.
    start
        Where the run begins: a ``Moment`` of an earlier run, or values by name; what is not named is healthy.
        Goes before the start of the protocol.
    ledger
        Also integrate what enters and leaves the body (``calcium_in``, ``calcium_out``, ``phosphate_in``,
        ``phosphate_out``, mmol since the start), which audits the conservation of mass.

    Returns
    -------
    Trajectory
        ``samples`` points; every array has shape ``(samples,)``.

    Raises
    ------
    SimulationError
        The solver stopped early; the message names the day.
    ValueError
        A length or a starting value that the model cannot mean.

    Examples
    --------
    >>> from calcinosis.physiology.parameters import Parameters
    >>> bool(simulate(Parameters(gfr=10.0), days=365.0).final.pth > 20.0)
    True
    """
    if not 0.0 < days <= 36500.0:
        raise ValueError(f"days = {days}: must be above 0 and at most 36500")
    if samples < 2:
        raise ValueError(f"samples = {samples}: must be at least 2")
    plan = Protocol(parameters=protocol) if isinstance(protocol, Parameters) else protocol
    if not isinstance(plan, Protocol):  # pyright: ignore[reportUnnecessaryIsInstance] - no notebook is type-checked
        raise TypeError(
            f"protocol is of type {type(plan).__name__}: must be Parameters or a Protocol "
            "(condition(NAME).protocol() for a patient)"
        )
    times = np.linspace(0.0, days, samples)
    state = starting_state(plan.start if start is None else start, ledger=ledger)
    jumps = plan.jumps()
    parts = segments(plan.parameters, plan.effects(), days, [time for time, _, _ in jumps])
    states = np.empty((samples, len(state)))
    settings = _settings(plan.parameters, parts, times)
    filled = 0
    for part in parts:
        for time, name, value in jumps:
            if abs(time - part.start) < 1e-6:
                state[homeostasis.STATE_NAMES.index(name)] = value
        if part.start == 0.0:
            states[0] = state
            filled = 1
        until = _samples_until(times, part.end)
        quiet = dynamics.is_quiet(part.parameters, part.timed, dict(zip(homeostasis.STATE_NAMES, state, strict=False)))
        rates = dynamics.right_hand_side(
            part.parameters, timed=part.timed, inputs=part.inputs, ledger=ledger, quiet=quiet
        )
        slopes = dynamics.jacobian(part.parameters, timed=part.timed, inputs=part.inputs, ledger=ledger, quiet=quiet)
        inside = times[filled:until]
        ends = len(inside) > 0 and part.end - inside[-1] < _SAME_TIME
        grid = np.concatenate(([part.start], inside, [] if ends else [part.end]))
        solved = _integrated(rates, slopes, state, grid, dynamics.moving(ledger=ledger, quiet=quiet))
        states[filled:until] = solved[1 : 1 + len(inside)]
        state = solved[-1].tolist()
        filled = until
    names = homeostasis.STATE_NAMES + (homeostasis.LEDGER_NAMES if ledger else ())
    # One row a state: the outputs read whole rows.
    columns = dict(zip(names, np.ascontiguousarray(states.T), strict=True))
    return Trajectory(times=times, values=with_outputs(columns, settings, samples), marks=plan.marks())


def _integrated(
    rates: dynamics.Rates,
    slopes: dynamics.Jacobian,
    state: list[float],
    times: Array,
    moving: tuple[homeostasis.State, ...],
) -> Array:
    """Integrate the states that move and give all; what does not move is 0. Shape ``(times, len(state))``."""
    if len(moving) == len(state):
        return solve(rates, state, times, slopes)
    every = [each.name for each in homeostasis.STATES + homeostasis.LEDGER]
    places = [every.index(each.name) for each in moving]
    whole = np.zeros((len(times), len(state)))
    tolerances = [_TOLERANCES[place] for place in places]
    whole[:, places] = solve(rates, [state[place] for place in places], times, slopes, tolerances)
    return whole


def _samples_until(times: Array, end: float) -> int:
    return int(np.searchsorted(times, end + _SAME_TIME, side="right"))


def _settings(p: Parameters, parts: list[Segment], times: Array) -> dict[str, float | Array]:
    """Give every parameter over the samples: a number where it never changes, else an array."""
    settings: dict[str, float | Array] = {name: getattr(p, name) for name in RANGES}
    if len(parts) == 1 and not parts[0].timed:
        return {name: getattr(parts[0].parameters, name) for name in RANGES}
    for name in RANGES:
        if any(name in part.timed or getattr(part.parameters, name) != settings[name] for part in parts):
            settings[name] = np.empty(len(times))
    for part in parts:
        first = 0 if part.start == 0.0 else _samples_until(times, part.start)
        last = _samples_until(times, part.end)
        if last <= first:
            continue
        for name, column in settings.items():
            if isinstance(column, np.ndarray) and name not in part.timed:
                column[first:last] = getattr(part.parameters, name)
        if part.inputs is not None:
            rows = np.array([part.inputs(float(time)) for time in times[first:last]])
            for name, values in zip(part.timed, rows.T, strict=True):
                np.asarray(settings[name])[first:last] = values
    return settings


def steady_state(p: Parameters, *, days: float = 1460.0) -> Moment:
    """Give the state in which a person with these parameters settles (four years of unchanged life).

    Deep bone keeps drifting in some diseases; the deposits are set to 0, so that a run from here shows what grows.
    """
    if not 0.0 < days <= 36500.0:
        raise ValueError(f"days = {days}: must be above 0 and at most 36500")
    times = np.array([0.0, days])
    quiet = dynamics.is_quiet(p, (), homeostasis.HEALTHY_STATE)
    rates, slopes = dynamics.right_hand_side(p, quiet=quiet), dynamics.jacobian(p, quiet=quiet)
    states = _integrated(
        rates, slopes, starting_state(None, ledger=False), times, dynamics.moving(ledger=False, quiet=quiet)
    )[1:]
    columns = dict(zip(homeostasis.STATE_NAMES, states.T, strict=True))
    for name in DEPOSITS:
        columns[name] = np.zeros(1)
    settings = {name: getattr(p, name) for name in RANGES}
    return Trajectory(times=times[:1], values=with_outputs(columns, settings, 1)).at(0.0)


def starting_state(start: Moment | Mapping[str, float] | None, *, ledger: bool) -> list[float]:
    """Give the vector of states to begin with."""
    given: Mapping[str, float] = {}
    if start is not None:
        given = start.state if isinstance(start, Moment) else start
    unknown = set(given) - set(homeostasis.HEALTHY_STATE)
    if unknown:
        raise ValueError(f"start names {', '.join(sorted(unknown))}; states are {', '.join(homeostasis.STATE_NAMES)}")
    values = [float(given.get(each.name, each.healthy)) for each in homeostasis.STATES]
    for each, value in zip(homeostasis.STATES, values, strict=True):
        if not value >= 0.0:
            raise ValueError(f"start: {each.name} = {value}: must be 0 or more")
    return values + [0.0] * len(homeostasis.LEDGER) if ledger else values


def solve(
    rates: dynamics.Rates,
    state: list[float],
    times: Array,
    slopes: dynamics.Jacobian | None = None,
    tolerances: list[float] | None = None,
) -> Array:
    """Integrate with LSODA; shape ``(times, states)``. Without slopes the solver takes finite differences.

    ``tolerances`` are absolute, one a state; None where the states are all of them, in order.
    """
    solved, reached, code = lsoda.integrate(
        rates, state, times, slopes, relative=RELATIVE_TOLERANCE, absolute=tolerances or _TOLERANCES[: len(state)]
    )
    if code != lsoda.SUCCESS or not np.isfinite(solved[-1]).all():
        reason = lsoda.REASONS.get(code, "a value is no number")
        raise SimulationError(f"the run stopped after day {reached:.4g}: {reason}")
    # The solver may end a millionth below zero where a state is empty.
    return np.maximum(solved, 0.0)


def with_outputs(columns: dict[str, Array], settings: Mapping[str, Any], samples: int) -> dict[str, Array]:
    """Add fluxes and derived quantities to the states; a quantity that does not vary is repeated."""
    derived = dynamics.outputs(columns, settings)
    for name, value in derived.items():
        columns[name] = value if isinstance(value, np.ndarray) else np.full(samples, float(value))
    for name in SHOWN_SETTINGS:
        columns[name] = np.broadcast_to(np.asarray(settings[name], dtype=np.float64), (samples,))
    columns["albumin_adjusted_calcium"] = columns["calcium"] + 0.02 * (40.0 - columns["albumin"])
    columns["calcium_phosphate_product"] = columns["calcium"] * columns["phosphate"]
    columns["calcium_reabsorption"] = 1.0 - columns["urine_calcium"] / columns["filtered_calcium"]
    columns["phosphate_reabsorbed_share"] = 1.0 - columns["urine_phosphate"] / columns["filtered_phosphate"]
    return columns
