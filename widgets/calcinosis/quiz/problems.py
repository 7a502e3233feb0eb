"""Mistakes that any kind of item can have, and that types alone do not show."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from difflib import get_close_matches
from typing import cast

from calcinosis.quiz.kinds.base import Converted, Hint, Item, OneOf, Problem, Range
from calcinosis.quiz.present import PLACEHOLDER
from calcinosis.quiz.recorded import NAME
from calcinosis.quiz.units import units_of

MOST_POINTS = 1000.0
MOST_VALUES = 10_000
"""Values of one variable; more would only cost time."""
FORMULA = re.compile(r"\$[^$]*\$")


def common_problems(item: Item) -> Iterator[Problem]:
    """Find the mistakes in what every item has."""
    if not NAME.fullmatch(item.id):
        yield Problem("id", item.id, "is not a name", "use letters, digits, dots, hyphens or underscores")
    if item.version < 1:
        yield Problem("version", item.version, "is below 1", "begin with 1 and raise it with every change")
    if item.lesson < 1:
        yield Problem("lesson", item.lesson, "is below 1", "give the number of a lesson")
    if not 0 < item.points <= MOST_POINTS:
        yield Problem("points", item.points, "is out of range", f"give points above 0, at most {MOST_POINTS:g}")
    for field in ("title", "stem"):
        if not str(getattr(item, field)).strip():
            yield Problem(field, getattr(item, field), "is empty", "write it")
    for place, hint in enumerate(item.hints):
        if isinstance(hint, Hint) and not 0 <= hint.cost <= 1:
            yield Problem(f"hints.{place}.cost", hint.cost, "is not a share", "give 0 to 1")
    variables = list(_problems_of_variables(item))
    yield from variables
    if not variables:
        yield from _problems_of_placeholders(item)


def _problems_of_variables(item: Item) -> Iterator[Problem]:
    variables = item.variables or {}
    for name, variable in variables.items():
        field = f"variables.{name}"
        if not PLACEHOLDER.fullmatch(f"{{{name}}}"):
            yield Problem(field, name, "is not a name of a variable", "use letters, digits and underscores")
        match variable:
            case Range(from_=first, to=last, step=step):
                if step <= 0 or last <= first:
                    yield Problem(
                        field, [first, last, step], "is not a range", "let `to` exceed `from`, and `step` exceed 0"
                    )
                elif (last - first) / step > MOST_VALUES:
                    yield Problem(field, step, f"makes more than {MOST_VALUES} values", "take a larger step")
            case OneOf(one_of=values):
                if len(set(values)) < 2 or len({isinstance(value, str) for value in values}) > 1:
                    yield Problem(field, list(values), "is not a choice", "list two or more, all numbers or all texts")
            case _:
                yield from _problems_of_converted(field, variable, variables)


def _problems_of_converted(field: str, variable: Converted, variables: Mapping[str, object]) -> Iterator[Problem]:
    source, known = variables.get(variable.of), units_of(variable.quantity)
    numbers = isinstance(source, Range) or (isinstance(source, OneOf) and not isinstance(source.one_of[0], str))
    if not numbers:
        yield Problem(f"{field}.of", variable.of, "is not a variable with numbers", "name one that is drawn")
    if not known:
        yield Problem(f"{field}.quantity", variable.quantity, "is unknown", "use a quantity of calcinosis.quiz.units")
    for end, unit in (("from", variable.from_), ("to", variable.to)):
        if known and unit not in known:
            yield Problem(
                f"{field}.{end}", unit, f"is not a unit of {variable.quantity}", f"use one of {', '.join(known)}"
            )
    if not 0 <= variable.decimals <= 10:
        yield Problem(f"{field}.decimals", variable.decimals, "is not a number of decimals", "give 0 to 10")


def texts_of(item: Item) -> Iterator[tuple[str, str]]:
    """Return every text of an item that may hold variables, with its field."""
    for field in fields(item):
        if field.name not in ("id", "kind", "note", "variables", "sources", "claims", "key", "unit", "hints"):
            yield from _texts(field.name, getattr(item, field.name))
    for place, hint in enumerate(item.hints):
        yield f"hints.{place}", hint.text if isinstance(hint, Hint) else hint


def _texts(field: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, Mapping):
        for name, text in cast("Mapping[str, object]", value).items():
            yield from _texts(f"{field}.{name}", text)


def _problems_of_placeholders(item: Item) -> Iterator[Problem]:
    drawn = item.plain_variables()
    if not drawn:
        return
    for field, text in texts_of(item):
        for name in cast("list[str]", PLACEHOLDER.findall(FORMULA.sub("", text))):
            if name not in drawn:
                near = get_close_matches(name, list(drawn), 1, 0.5)
                remedy = f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(drawn)}"
                yield Problem(field, f"{{{name}}}", "is not a variable of this item", remedy)
