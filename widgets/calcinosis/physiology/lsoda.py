"""LSODA, SciPy's solver for stiff and easy stretches, without the rest of ``scipy.integrate``.

A page waits for what it imports: ``scipy.integrate`` brings optimisation, sparse matrices and special functions along,
0.3 s and 40 MiB of which the model uses nothing. The compiled solver itself loads in 0.03 s. Where it cannot be loaded
on its own, or does not give what it should, ``scipy.integrate.odeint`` does the same work.
"""

from __future__ import annotations

from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import module_from_spec, spec_from_file_location
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Rates = Callable[[float, Array], list[float]]
    Slopes = Callable[[float, Array], Array]
    Tolerances = tuple[float, Sequence[float]]
    Solver = Callable[[Rates, Array, Array, Slopes | None, Tolerances], tuple[Array, float, int]]

MOST_STEPS: Final = 20000
"""Steps between two samples after which the solver gives up."""
FIRST_STEP: Final = 3e-4
"""The first step that the solver tries, days. Left to itself it begins far below the fastest process of the model."""
SUCCESS: Final = 2
REASONS: Final = {
    -1: "too many steps between two samples",
    -2: "more accuracy was asked for than the machine has",
    -3: "the input means nothing",
    -4: "the error test failed again and again",
    -5: "no step converged; the slopes or the tolerances do not fit",
    -6: "a state vanished that has no tolerance of its own",
    -7: "the work space is too small",
}


def integrate(
    rates: Rates,
    state: Sequence[float],
    times: Array,
    slopes: Slopes | None,
    *,
    relative: float,
    absolute: Sequence[float],
) -> tuple[Array, float, int]:
    """Integrate a system of equations from ``times[0]`` on.

    Parameters
    ----------
    rates
        Gives the rates of change for a time and a state.
    state
        The state at ``times[0]``.
    times
        Rising times at which the state is wanted.
    slopes
        Gives the Jacobian, rates in rows, states in columns; None lets the solver take finite differences.
    relative, absolute
        Tolerances; ``absolute`` has one number a state.

    Returns
    -------
    tuple
        States of shape ``(times, states)``, the time that was reached, and a code: 2, or a key of ``REASONS``.

    Examples
    --------
    >>> import numpy as np
    >>> times = np.array([0.0, 1.0])
    >>> states, reached, code = integrate(lambda t, y: [-y[0]], [1.0], times, None, relative=1e-8, absolute=[1e-8])
    >>> round(float(states[-1, 0]), 4), code
    (0.3679, 2)
    """
    return _solver()(rates, np.array(state, dtype=np.float64), np.array(times), slopes, (relative, absolute))


@cache
def _solver() -> Solver:
    """Choose how LSODA is reached, once."""
    try:
        solver = _bare()
        states, _, code = solver(lambda _, y: [-float(y[0])], np.ones(1), np.array([0.0, 1.0]), None, (1e-8, [1e-8]))
    except (ImportError, OSError, AttributeError, TypeError, ValueError):
        return _public()
    return solver if code == SUCCESS and abs(states[-1, 0] - exp(-1.0)) < 1e-6 else _public()


def _bare() -> Solver:
    """Load the compiled solver by its file, so that its package is not run."""
    import scipy  # noqa: PLC0415 - only a run needs it

    folder = Path(scipy.__file__).parent / "integrate"
    files = [folder / f"_odepack{suffix}" for suffix in EXTENSION_SUFFIXES]
    spec = spec_from_file_location("scipy.integrate._odepack", next((each for each in files if each.exists()), None))
    if spec is None or spec.loader is None:
        raise ImportError("no compiled solver beside scipy.integrate")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    compiled: Any = module.odeint

    def solver(
        rates: Rates, state: Array, times: Array, slopes: Slopes | None, tolerances: Tolerances
    ) -> tuple[Array, float, int]:
        # In the order of odeint: arguments, Jacobian by rows, no bands, full report, tolerances, steps, orders.
        steps = (None, FIRST_STEP, 0.0, 0.0, 0, MOST_STEPS, 0)
        found, report, code = compiled(rates, state, times, (), slopes, 0, -1, -1, 1, *tolerances, *steps, 12, 5, 1)
        return found, float(report["tcur"].max()), int(code)

    return solver


def _public() -> Solver:
    """Reach the same solver through its documented door."""
    from scipy.integrate import odeint  # noqa: PLC0415 - it takes 0.3 s, and is rarely needed

    codes = {"Integration successful.": SUCCESS}
    documented: Any = odeint

    def solver(
        rates: Rates, state: Array, times: Array, slopes: Slopes | None, tolerances: Tolerances
    ) -> tuple[Array, float, int]:
        found, report = documented(
            rates,
            state,
            times,
            Dfun=slopes,
            tfirst=True,
            full_output=True,
            rtol=tolerances[0],
            atol=tolerances[1],
            h0=FIRST_STEP,
            mxstep=MOST_STEPS,
        )
        return found, float(report["tcur"].max()), codes.get(report["message"], -1)

    return solver
