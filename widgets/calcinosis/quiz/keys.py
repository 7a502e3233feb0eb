"""Keys computed from a learner's own numbers by ``calcinosis.physiology.clinical``.

The physiology is loaded only when a key is computed: the page that shows a question loads the kinds, never needs a key
and must not wait for one.
"""

import importlib
import inspect
import math
from collections.abc import Callable, Mapping
from difflib import get_close_matches

HOME = "calcinosis.physiology.clinical"


def functions() -> dict[str, Callable[..., float]]:
    """Return the functions a key may name."""
    module = importlib.import_module(HOME)
    return {
        name: function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == HOME and not name.startswith("_")
    }


def fault(name: str, arguments: Mapping[str, object]) -> tuple[str, str] | None:
    """Say what is wrong with naming this function with these arguments, and the remedy; None when nothing is."""
    known = functions()
    if name not in known:
        near = get_close_matches(name, known, 1, 0.5)
        return "no such function", f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(sorted(known))}"
    signature = inspect.signature(known[name])
    try:
        signature.bind(**arguments)
    except TypeError as error:
        return str(error), f"its arguments are {', '.join(signature.parameters)}"
    return None


def compute(name: str, arguments: Mapping[str, float | str]) -> float:
    """Return the key for these arguments.

    Raises
    ------
    ValueError
        The function gives no finite number for them.
    """
    value = float(functions()[name](**arguments))
    if not math.isfinite(value):
        raise ValueError(f"{name}({dict(arguments)}) is {value}, not a finite number")
    return value
