"""Turn mechanisms written as small functions into one straight-line function.

The names are the wiring. A mechanism's keyword arguments are states, parameters or what earlier mechanisms give; one
that returns one expression gives the quantity it is named for, one that returns a tuple of names gives those.
Because the definition is plain floats without branches, the same text becomes the right-hand side for one instant
(``math``) and the outputs for a whole run (``numpy``). Inlining saves 140 calls per evaluation: it makes the
right-hand side about four times faster than calling the same functions one by one.
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import FunctionType
from typing import Any

MATHEMATICS = frozenset({"exp", "log", "sqrt", "abs"})


@dataclass(frozen=True, slots=True)
class Line:
    """One assignment of the straight-line program."""

    target: str
    """Name that is assigned."""
    text: str
    """Expression, Python source."""
    needs: frozenset[str]
    """Names that the expression reads."""


class _Inliner(ast.NodeTransformer):
    """Rename a mechanism's own variables, fold its module's constants, and expand its small curves."""

    def __init__(self, function: FunctionType, names: Mapping[str, str | ast.expr]) -> None:
        self.function = function
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.expr:
        replacement = self.names.get(node.id)
        if isinstance(replacement, str):
            return ast.Name(replacement, node.ctx)
        if replacement is not None:
            return replacement
        value = self.function.__globals__.get(node.id)
        if isinstance(value, int | float):
            return ast.Constant(float(value))
        raise ValueError(f"{self.function.__name__}: {node.id} is neither an argument nor a number")

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if not isinstance(node.func, ast.Name):
            raise TypeError(f"{self.function.__name__}: only plain calls can be inlined")
        arguments: list[ast.expr] = [self.visit(each) for each in node.args]
        if node.func.id in MATHEMATICS:
            return ast.Call(node.func, arguments, [])
        curve = self.function.__globals__[node.func.id]
        definition = _definition(curve)
        result = definition.body[-1]
        if not isinstance(result, ast.Return) or result.value is None:
            raise TypeError(f"{node.func.id}: a curve is one return statement")
        named = {argument.arg: value for argument, value in zip(definition.args.args, arguments, strict=True)}
        expanded: ast.expr = _Inliner(curve, named).visit(result.value)
        return expanded


def _definition(function: FunctionType) -> ast.FunctionDef:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    if not isinstance(tree, ast.FunctionDef):
        raise TypeError(f"{function.__name__} is not a plain function")
    return tree


def _reads(expression: ast.expr) -> frozenset[str]:
    return frozenset(each.id for each in ast.walk(expression) if isinstance(each, ast.Name)) - MATHEMATICS


def _lines(function: FunctionType) -> list[Line]:
    definition = _definition(function)
    result = definition.body[-1]
    if not isinstance(result, ast.Return) or result.value is None:
        raise TypeError(f"{function.__name__}: the last statement must return")
    several = isinstance(result.value, ast.Tuple)
    given = (
        {each.id for each in result.value.elts if isinstance(each, ast.Name)}
        if isinstance(result.value, ast.Tuple)
        else set[str]()
    )
    names: dict[str, str | ast.expr] = {each.arg: each.arg for each in definition.args.kwonlyargs}
    lines: list[Line] = []
    for statement in definition.body[1:-1]:
        if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Name):
            raise TypeError(f"{function.__name__}: line {statement.lineno} is not a plain assignment")
        expression: ast.expr = _Inliner(function, names).visit(statement.value)
        own = statement.targets[0].id
        target = own if own in given else f"{function.__name__}__{own}"
        names[own] = target
        lines.append(Line(target, ast.unparse(expression), _reads(expression)))
    if not several:
        expression = _Inliner(function, names).visit(result.value)
        lines.append(Line(function.__name__, ast.unparse(expression), _reads(expression)))
    return lines


def straight_line(mechanisms: Iterable[Callable[..., Any]], known: Iterable[str]) -> list[Line]:
    """Inline the mechanisms in their order; every name must be known before it is read.

    Raises
    ------
    ValueError
        A mechanism reads a quantity that nothing before it gives, or gives one twice.
    """
    available = set(known)
    program: list[Line] = []
    for mechanism in mechanisms:
        if not isinstance(mechanism, FunctionType):
            raise TypeError(f"{mechanism!r} is not a plain function")
        for line in _lines(mechanism):
            missing = line.needs - available
            if missing:
                raise ValueError(
                    f"{mechanism.__name__} reads {', '.join(sorted(missing))}, which nothing before it gives"
                )
            if line.target in available:
                raise ValueError(f"{mechanism.__name__} gives {line.target} a second time")
            available.add(line.target)
            program.append(line)
    return program


def needed_for(program: Sequence[Line], targets: Iterable[str]) -> list[Line]:
    """Keep only the lines that the targets depend on."""
    wanted = set(targets)
    kept: list[Line] = []
    for line in reversed(program):
        if line.target in wanted:
            wanted |= line.needs
            kept.append(line)
    return kept[::-1]


def split_constant(program: Sequence[Line], varying: Iterable[str]) -> tuple[list[Line], list[Line]]:
    """Separate the lines that do not change during a run from those that do."""
    changing = set(varying)
    constant: list[Line] = []
    variable: list[Line] = []
    for line in program:
        if line.needs & changing:
            changing.add(line.target)
            variable.append(line)
        else:
            constant.append(line)
    return constant, variable


def _constant(node: ast.expr) -> float | None:
    return float(node.value) if isinstance(node, ast.Constant) and isinstance(node.value, int | float) else None


class _Folder(ast.NodeTransformer):
    """Put numbers in place of names and drop what they make void."""

    def __init__(self, values: Mapping[str, float]) -> None:
        self.values = values

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Constant(self.values[node.id]) if node.id in self.values else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        pair = ast.BinOp(self.visit(node.left), node.op, self.visit(node.right))
        left, right = _constant(pair.left), _constant(pair.right)
        if left is not None and right is not None:
            return ast.Constant(float(eval(ast.unparse(pair), {}, {})))  # noqa: S307 - two numbers and an operator
        return _simpler(pair, left, right)


def _simpler(pair: ast.BinOp, left: float | None, right: float | None) -> ast.expr:
    """Drop additions of 0 and multiplications by 0 or 1."""
    result: ast.expr = pair
    match pair.op:
        case ast.Add() if left == 0.0:
            result = pair.right
        case ast.Add() | ast.Sub() if right == 0.0:
            result = pair.left
        case ast.Mult() if 0.0 in (left, right):
            result = ast.Constant(0.0)
        case ast.Div() if left == 0.0:
            result = ast.Constant(0.0)
        case ast.Mult() if left == 1.0:
            result = pair.right
        case ast.Mult() | ast.Div() if right == 1.0:
            result = pair.left
        case _:
            pass
    return result


def fold(program: Sequence[Line], values: Mapping[str, float]) -> list[Line]:
    """Specialise the program for names whose values are known; lines that become numbers are numbers from there on."""
    known = dict(values)
    result: list[Line] = []
    for line in program:
        tree: ast.expr = _Folder(known).visit(ast.parse(line.text, mode="eval").body)
        number = _constant(tree)
        if number is not None:
            known[line.target] = number
        result.append(Line(line.target, ast.unparse(tree), _reads(tree)))
    return result


def _factors(node: ast.expr, over: list[ast.expr], under: list[ast.expr]) -> None:
    """Take a chain of multiplications and divisions apart."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
        _factors(node.left, over, under)
        if isinstance(node.op, ast.Mult):
            _factors(node.right, over, under)
        else:
            _factors(node.right, under, over)
    else:
        over.append(node)


def _product(factors: Sequence[ast.expr]) -> ast.expr | None:
    """Multiply from left to right; None for no factor."""
    result: ast.expr | None = None
    for factor in factors:
        result = factor if result is None else ast.BinOp(result, ast.Mult(), factor)
    return result


class _Gatherer(ast.NodeTransformer):
    """Bring what does not change to the front of every product, as one number or one part to be hoisted.

    Multiplying by a number costs a third of dividing by it, and each factor gathered is one operation less.
    """

    def __init__(self, changing: frozenset[str]) -> None:
        self.changing = changing

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        if not isinstance(node.op, ast.Mult | ast.Div):
            return ast.BinOp(self.visit(node.left), node.op, self.visit(node.right))
        over: list[ast.expr] = []
        under: list[ast.expr] = []
        _factors(node, over, under)
        over, under = [self.visit(each) for each in over], [self.visit(each) for each in under]
        number = 1.0
        for each in over:
            number *= 1.0 if (value := _constant(each)) is None else value
        for each in under:
            number /= 1.0 if (value := _constant(each)) is None else value
        over, under = ([each for each in part if _constant(each) is None] for part in (over, under))
        fixed = [each for each in over if not _reads(each) & self.changing]
        below = [each for each in under if not _reads(each) & self.changing]
        steady = _product(([ast.Constant(number)] if number != 1.0 or not (fixed or over) else []) + fixed)
        if below:
            steady = ast.BinOp(steady or ast.Constant(1.0), ast.Div(), _product(below) or ast.Constant(1.0))
        moving = [each for each in over if _reads(each) & self.changing]
        result = _product([each for each in (steady, *moving) if each is not None]) or ast.Constant(1.0)
        bottom = _product([each for each in under if _reads(each) & self.changing])
        return result if bottom is None else ast.BinOp(result, ast.Div(), bottom)


def gather(program: Sequence[Line], inputs: Iterable[str]) -> list[Line]:
    """Gather what does not change at the front of products; the lines are those that vary during a run."""
    gatherer = _Gatherer(frozenset([*inputs, *(line.target for line in program)]))
    result: list[Line] = []
    for line in program:
        tree: ast.expr = gatherer.visit(ast.parse(line.text, mode="eval").body)
        result.append(Line(line.target, ast.unparse(tree), _reads(tree)))
    return result


class _Hoister(ast.NodeTransformer):
    """Take out of a varying line what does not change during a run."""

    def __init__(self, changing: frozenset[str], taken: dict[str, str]) -> None:
        self.changing = changing
        self.taken = taken

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.BinOp | ast.Call):
            reads = _reads(node)
            if reads and not reads & self.changing:
                text = ast.unparse(node)
                return ast.Name(self.taken.setdefault(text, f"fixed__{len(self.taken)}"), ast.Load())
        return super().generic_visit(node)


def hoist(varying: Sequence[Line], constant: Sequence[Line], inputs: Iterable[str]) -> tuple[list[Line], list[Line]]:
    """Move parts of varying lines that do not change into the constant lines; give varying and constant lines."""
    changing = frozenset([*inputs, *(line.target for line in varying)])
    taken: dict[str, str] = {}
    lighter: list[Line] = []
    for line in varying:
        tree: ast.expr = _Hoister(changing, taken).visit(ast.parse(line.text, mode="eval").body)
        lighter.append(Line(line.target, ast.unparse(tree), _reads(tree)))
    parts = [Line(name, text, _reads(ast.parse(text, mode="eval").body)) for text, name in taken.items()]
    return lighter, [*constant, *parts]


class _Sharer(ast.NodeTransformer):
    """Replace parts that were computed before by the name that holds them."""

    def __init__(self, shared: Mapping[str, str]) -> None:
        self.shared = shared

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.BinOp | ast.Call):
            name = self.shared.get(ast.unparse(node))
            if name is not None:
                return ast.Name(name, ast.Load())
        return super().generic_visit(node)


def share(program: Sequence[Line]) -> list[Line]:
    """Compute once what several lines compute; a part is held just before the first line that needs it."""
    counts: dict[str, int] = {}
    trees = [ast.parse(line.text, mode="eval").body for line in program]
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.BinOp | ast.Call) and _reads(node):
                text = ast.unparse(node)
                counts[text] = counts.get(text, 0) + 1
    repeated = sorted((text for text, count in counts.items() if count > 1), key=len)
    names = {text: f"shared__{index}" for index, text in enumerate(repeated)}
    held: dict[str, str] = {}
    result: list[Line] = []

    def hold(tree: ast.expr) -> ast.expr:
        for node in ast.walk(tree):
            text = ast.unparse(node) if isinstance(node, ast.BinOp | ast.Call) else ""
            if text in names and text not in held and node is not tree:
                inner: ast.expr = hold(ast.parse(text, mode="eval").body)
                if text not in held:
                    result.append(Line(names[text], ast.unparse(inner), _reads(inner)))
                    held[text] = names[text]
        shared: ast.expr = _Sharer(held).visit(tree)
        return shared

    for line, tree in zip(program, trees, strict=True):
        lighter = hold(tree)
        result.append(Line(line.target, ast.unparse(lighter), _reads(lighter)))
    return result


def for_one_instant(text: str) -> str:
    """Write the size of a plain float without a call, which takes twice as long; an array has no one sign."""
    return re.sub(r"\babs\((\w+)\)", r"(\1 if \1 > 0.0 else -\1)", text)


def compile_text(text: str, name: str, namespace: dict[str, Any]) -> Callable[..., Any]:
    """Compile generated source and return the function it defines."""
    code = compile(text, f"<generated {name}>", "exec")
    exec(code, namespace)  # noqa: S102 - the text comes from this package's own functions
    made: Callable[..., Any] = namespace[name]
    return made
