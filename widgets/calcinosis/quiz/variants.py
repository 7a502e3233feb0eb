"""What is drawn for each learner: numbers, and the order of lists.

The seed comes from learner, item and version alone, so the panel, the grading and a replay a year later
draw the same values. Only ``Random.random`` is used: the one method whose sequence Python promises to keep.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

from calcinosis.quiz.units import convert

Thing = TypeVar("Thing")


def seed(learner: str, item: str, version: int, attempt: int = 1) -> str:
    """Return the seed, 16 hexadecimal digits, which the record keeps.

    The first attempt depends on learner, item and version only; a further one, where a quiz draws anew, on its
    number too.
    """
    facts: list[object] = [learner, item, version] if attempt == 1 else [learner, item, version, attempt]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16]


def stream(of: str, purpose: str) -> Random:
    """Return the random numbers for one purpose, so that adding a variable does not change the order of options."""
    return Random(int.from_bytes(hashlib.sha256(f"{of} {purpose}".encode()).digest()))  # noqa: S311 - not a secret


def shuffled(things: Sequence[Thing], of: str, purpose: str) -> list[Thing]:
    """Return the things in an order drawn from the seed (Fisher and Yates)."""
    order, random = list(things), stream(of, purpose)
    for last in range(len(order) - 1, 0, -1):
        other = int(random.random() * (last + 1))
        order[last], order[other] = order[other], order[last]
    return order


def choices(variable: Mapping[str, Any]) -> list[float | str]:
    """List the values a plain variable can take (a converted one takes none of its own)."""
    if "one_of" in variable:
        return list(variable["one_of"])
    if "of" in variable:
        return []
    # Decimal, so that 2.1 + 3 x 0.1 is 2.4 and not 2.4000000000000004
    first, last, step = (Decimal(repr(float(variable[name]))) for name in ("from", "to", "step"))
    return [float(first + index * step) for index in range(int((last - first) / step) + 1)]


def draw(variables: Mapping[str, Mapping[str, Any]], of: str) -> dict[str, float | str]:
    """Draw a value for each variable.

    Parameters
    ----------
    variables
        As the public quiz holds them.
    of
        The seed.

    Examples
    --------
    >>> draw({"calcium": {"from": 2.0, "to": 2.4, "step": 0.1}}, seed("mara", "corrected-calcium", 1))
    {'calcium': 2.4}
    """
    values: dict[str, float | str] = {}
    for name, variable in variables.items():
        if "of" not in variable:
            possible = choices(variable)
            values[name] = possible[int(stream(of, f"variable {name}").random() * len(possible))]
    for name, variable in variables.items():
        if "of" in variable:
            source = float(values[variable["of"]])
            values[name] = convert(source, variable["quantity"], variable["from"], variable["to"])
    return values


def shown(variables: Mapping[str, Mapping[str, Any]], values: Mapping[str, float | str]) -> dict[str, str]:
    """Write each value with its variable's own decimals."""
    return {name: _written(variables[name], value) for name, value in values.items()}


def _written(variable: Mapping[str, Any], value: float | str) -> str:
    if isinstance(value, str):
        return value
    if "of" in variable:
        return f"{value:.{variable['decimals']}f}"
    numbers = variable["one_of"] if "one_of" in variable else [variable["from"], variable["step"]]
    return f"{value:.{max(_decimals(number) for number in numbers if not isinstance(number, str))}f}"


def _decimals(number: float) -> int:
    exponent = Decimal(repr(float(number))).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
