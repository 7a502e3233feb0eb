"""Small smooth curves that the mechanisms share; each is one expression, so that it can be inlined."""

from math import exp, log


def softplus(x: float) -> float:
    """Give log(1 + exp(x)) without overflow: near 0 below the threshold, near x above it."""
    return 0.5 * (x + abs(x)) + log(1.0 + exp(-abs(x)))


def above(x: float) -> float:
    """Give x where it is positive and 0 elsewhere; its square is smooth."""
    return 0.5 * (x + abs(x))
