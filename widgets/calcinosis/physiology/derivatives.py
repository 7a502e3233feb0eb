"""Differentiate the straight-line program: forward accumulation on its text, only where a dependence exists.

An implicit solver needs the slopes of all rates against all states. By finite differences that is one evaluation per
state, thirty each time; as generated text it costs about as much as five.
"""

import ast
from collections.abc import Sequence

from calcinosis.physiology.equations import Line

_ONE = ast.Constant(1.0)


def _is(node: ast.expr, value: float) -> bool:
    return isinstance(node, ast.Constant) and node.value == value


def _times(left: ast.expr, right: ast.expr) -> ast.expr:
    if _is(left, 1.0):
        return right
    if _is(right, 1.0):
        return left
    return ast.BinOp(left, ast.Mult(), right)


def _negative(node: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.USub(), node)


def _plus(left: ast.expr | None, right: ast.expr | None) -> ast.expr | None:
    if left is None:
        return right
    return left if right is None else ast.BinOp(left, ast.Add(), right)


def slope(expression: ast.expr, name: str) -> ast.expr | None:
    """Differentiate an expression by one of the names it reads; None is 0.

    Raises
    ------
    TypeError
        A form that the mechanisms do not use.
    """
    if isinstance(expression, ast.Name):
        return _ONE if expression.id == name else None
    if isinstance(expression, ast.Constant):
        return None
    if isinstance(expression, ast.UnaryOp) and isinstance(expression.op, ast.USub):
        inner = slope(expression.operand, name)
        return None if inner is None else _negative(inner)
    if isinstance(expression, ast.BinOp):
        return _slope_of_pair(expression, name)
    if isinstance(expression, ast.Call) and isinstance(expression.func, ast.Name):
        inner = slope(expression.args[0], name)
        return None if inner is None else _times(_slope_of_call(expression, expression.func.id), inner)
    raise TypeError(f"cannot differentiate {ast.unparse(expression)}")


def _slope_of_pair(expression: ast.BinOp, name: str) -> ast.expr | None:
    left, right = slope(expression.left, name), slope(expression.right, name)
    if left is None and right is None:
        return None
    first: ast.expr | None
    second: ast.expr | None
    match expression.op:
        case ast.Add():
            first, second = left, right
        case ast.Sub():
            first, second = left, None if right is None else _negative(right)
        case ast.Mult():
            first = None if left is None else _times(left, expression.right)
            second = None if right is None else _times(expression.left, right)
        case ast.Div():
            first = None if left is None else ast.BinOp(left, ast.Div(), expression.right)
            second = (
                None if right is None else _negative(ast.BinOp(_times(expression, right), ast.Div(), expression.right))
            )
        case ast.Pow() if right is None and left is not None:
            power = ast.BinOp(_off_zero(expression), ast.Pow(), ast.BinOp(expression.right, ast.Sub(), _ONE))
            first, second = _times(_times(expression.right, power), left), None
        case _:
            raise TypeError(f"cannot differentiate {ast.unparse(expression)}")
    return _plus(first, second)


def _off_zero(power: ast.BinOp) -> ast.expr:
    """Keep the slope of a root finite where its base is 0 (no PTH, no FGF23): steep, but a number."""
    exponent = power.right
    if isinstance(exponent, ast.Constant) and isinstance(exponent.value, float) and exponent.value < 1.0:
        return ast.BinOp(power.left, ast.Add(), ast.Constant(1e-12))
    return power.left


def _slope_of_call(call: ast.Call, function: str) -> ast.expr:
    argument = call.args[0]
    if function == "exp":
        return call
    if function == "log":
        return ast.BinOp(_ONE, ast.Div(), argument)
    if function == "sqrt":
        return ast.BinOp(ast.Constant(0.5), ast.Div(), call)
    if function == "abs":
        above = ast.Compare(argument, [ast.Gt()], [ast.Constant(0.0)])
        return ast.IfExp(above, _ONE, ast.Constant(-1.0))
    raise TypeError(f"cannot differentiate {ast.unparse(call)}")


def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _variable(target: str, state: str) -> str:
    return f"{target}___{state}"


def slopes(
    program: Sequence[Line], states: Sequence[str], rates: Sequence[str]
) -> tuple[list[str], dict[tuple[int, int], str]]:
    """Give the assignments that compute all slopes, and where each slope of a rate against a state is found.

    Parameters
    ----------
    program
        Lines that vary during a run, in order.
    states, rates
        Names of the states and of their rates of change, in the order of the solver.

    Returns
    -------
    tuple
        Source lines (the values and their slopes), and expressions by (rate, state) index.
    """
    known: dict[str, dict[str, str]] = {name: {name: "1.0"} for name in states}
    text: list[str] = []
    for line in program:
        text.append(f"{line.target} = {line.text}")
        expression = _parsed(line.text)
        terms: dict[str, list[str]] = {}
        for need in sorted(line.needs):
            against = known.get(need)
            if not against:
                continue
            partial = slope(expression, need)
            if partial is None:
                continue
            written = ast.unparse(ast.fix_missing_locations(partial))
            single = len(against) == 1
            if not single and not isinstance(partial, ast.Constant | ast.Name):
                short = f"{line.target}__by__{need}"
                text.append(f"{short} = {written}")
                written = short
            for state, inner in against.items():
                terms.setdefault(state, []).append(_product(written, inner))
        found: dict[str, str] = {}
        for state, parts in terms.items():
            joined = " + ".join(parts)
            found[state] = _variable(line.target, state)
            text.append(f"{found[state]} = {joined}")
        known[line.target] = found
    places = {
        (row, column): known[rate][state]
        for row, rate in enumerate(rates)
        for column, state in enumerate(states)
        if state in known.get(rate, {})
    }
    return text, places


def _product(left: str, right: str) -> str:
    if right == "1.0":
        return f"({left})"
    if left == "1.0":
        return right
    return f"({left}) * {right}"
