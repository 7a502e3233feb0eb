"""A number with its unit. Answer: ``{"value": "2.62", "unit": "mmol/L"}``, the value as typed."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, cast

from calcinosis.quiz import keys, variants
from calcinosis.quiz.kinds import base
from calcinosis.quiz.units import convert, units_of

NUMBER = re.compile(r"[+-]?(?:[0-9]{1,15}(?:[.,][0-9]{0,15})?|[.,][0-9]{1,15})(?:[eE][+-]?[0-9]{1,2})?")
MOST_DIGITS = 15
"""Digits before the point, and as many behind it."""
LONGEST = 40
"""Characters of a number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """A key that is the same for everyone."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = base.AUTHORED

    value: float
    """The right number, in the item's unit."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Computed:
    """A key computed from the learner's own numbers."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = base.AUTHORED

    compute: str
    """Name of a function of ``calcinosis.physiology.clinical``; its result is in the item's unit."""
    with_: Mapping[str, str | float]
    """For each argument the name of a variable, or a number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tolerance:
    """How near is near enough; exactly one of the three."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = base.AUTHORED

    absolute: float | None = None
    """Greatest difference, in the unit it stands beside."""
    relative: float | None = None
    """Greatest difference as a share of the key (0.02 is 2 %)."""
    significant: int | None = None
    """Key and answer agree when both are rounded to so many significant figures."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherUnit:
    """Another unit that is accepted, with what the author expects there."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = base.AUTHORED

    unit: str
    """The unit."""
    value: float | None = None
    """The fixed key in this unit; checked against the conversion."""
    tolerance: Tolerance | None = None
    """Its own tolerance; by default the item's, converted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NumericItem(base.Item):
    """A question answered with a number."""

    kind: Literal["numeric"]
    key: Value | Computed
    """The right number."""
    unit: str
    """Its unit; empty for a pure number."""
    quantity: str | None = None
    """What is measured: needed when other units are accepted or offered."""
    decimals: int
    """Decimals of the answer that is asked for and shown."""
    tolerance: Tolerance
    """How near is near enough."""
    also_units: tuple[str | OtherUnit, ...] = ()
    """Other units that are accepted."""
    offer_units: tuple[str, ...] = ()
    """Units that can be chosen but are wrong."""
    also: tuple[float, ...] = ()
    """Other numbers that are accepted beside a fixed key, in the item's unit and with its tolerance."""


def parse(typed: object) -> float | None:
    """Read a number as learners type it, with comma or point; None if it is not a number.

    Examples
    --------
    >>> parse("2,62"), parse("2.62 mmol/L")
    (2.62, None)
    """
    if isinstance(typed, bool):
        return None
    if isinstance(typed, int | float):
        typed = repr(typed) if -1e15 < typed < 1e15 else ""
    if not isinstance(typed, str) or len(typed) > LONGEST:
        return None
    text = typed.strip().replace("\N{MINUS SIGN}", "-")
    return float(text.replace(",", ".")) if NUMBER.fullmatch(text) else None


def significant(value: float, figures: int) -> float:
    """Round to significant figures."""
    return float(f"{value:.{figures - 1}e}")


def is_near(value: float, key: float, tolerance: Tolerance, size: float = 1.0) -> bool:
    """Tell whether a value is within a tolerance; ``size`` converts an absolute one into the value's unit."""
    if tolerance.significant is not None:
        return significant(value, tolerance.significant) == significant(key, tolerance.significant)
    allowed = (tolerance.absolute or 0.0) * size if tolerance.relative is None else tolerance.relative * abs(key)
    # the slack lets 2.63 count as 0.01 away from 2.62, which binary fractions alone would not
    return abs(value - key) <= allowed + 1e-9 * max(1.0, abs(key))


def key_of(item: NumericItem, values: base.Values) -> float:
    """Return the right number, in the item's unit, for what a learner was given."""
    if isinstance(item.key, Value):
        return item.key.value
    arguments = {name: values[of] if isinstance(of, str) else of for name, of in item.key.with_.items()}
    return keys.compute(item.key.compute, arguments)


def accepted(item: NumericItem) -> dict[str, OtherUnit]:
    """Return the accepted units besides the item's own."""
    others = (OtherUnit(unit=other) if isinstance(other, str) else other for other in item.also_units)
    return {other.unit: other for other in others}


class Numeric:
    """A number with its unit."""

    name = "numeric"
    schema = NumericItem
    by_hand = False
    in_sandbox = False

    def problems(self, item: NumericItem) -> Iterator[base.Problem]:
        """Find mistakes that the types alone do not reveal."""
        yield from base.problems_of_rule(item, ["all-or-nothing"])
        yield from _problems_of_tolerance("tolerance", item.tolerance)
        for other in accepted(item).values():
            if other.tolerance:
                yield from _problems_of_tolerance("also_units.tolerance", other.tolerance)
        if not 0 <= item.decimals <= 10:
            yield base.Problem("decimals", item.decimals, "is not a number of decimals", "give 0 to 10")
        unit_problems = list(_problems_of_units(item))
        yield from unit_problems
        if isinstance(item.key, Computed):
            yield from _problems_of_computed(item, item.key)
            if item.also:
                remedy = "give a fixed key, or correct the function"
                yield base.Problem("also", list(item.also), "fits no key that each learner has of their own", remedy)
        elif not unit_problems:
            yield from _problems_of_equivalents(item, item.key.value)

    def public(self, item: NumericItem) -> base.Plain:
        """Return the unit, the units that can be chosen, their sizes where all are accepted, and the decimals."""
        units = sorted({item.unit, *accepted(item), *item.offer_units})
        public: base.Plain = {"unit": item.unit, "units": units, "decimals": item.decimals}
        if item.quantity:
            public["least"] = 0.0  # whatever a laboratory measures
        if len(units) > 1 and not item.offer_units:  # a page that converts to a decoy would do the task itself
            public["sizes"] = {unit: units_of(item.quantity or "")[unit] for unit in units}
        return public

    def misfit(self, public: base.Plain, answer: object) -> str | None:
        """Accept a number and one of the units."""
        if not isinstance(answer, Mapping):
            return "This is not a number with a unit."
        given = cast("Mapping[object, object]", answer)
        value = parse(given.get("value"))
        if set(given) - {"value", "unit"} or value is None:
            return _no_number(given.get("value"))
        if value < public.get("least", -math.inf):
            return "This cannot be below 0: remove the minus sign."
        unit = given.get("unit")
        if unit in (None, ""):
            return None if len(public["units"]) == 1 else "The unit is missing."
        return None if isinstance(unit, str) and unit in public["units"] else "This unit is not one of those offered."

    def is_empty(self, public: base.Plain, answer: object) -> bool:
        """Tell whether no number was typed; a unit alone is no answer."""
        del public
        if isinstance(answer, Mapping):
            return base.is_blank(cast("Mapping[str, object]", answer).get("value"))
        return base.is_blank(answer)

    def mark(self, item: NumericItem, values: base.Values, answer: Mapping[str, object]) -> base.Share:
        """Compare in the unit of the answer."""
        typed, unit, key = parse(answer["value"]) or 0.0, str(answer.get("unit") or item.unit), key_of(item, values)
        others = accepted(item)
        if unit != item.unit and unit not in others:
            return base.Share(0.0, (f"The answer is asked for in {item.unit}, not in {unit}.",))
        if any(self._is_right(item, typed, unit, each) for each in (key, *item.also)):
            return base.Share(1.0)
        sizes = units_of(item.quantity or "")
        for other in sizes:
            if other != unit and sizes[other] != sizes[unit] and self._is_right(item, typed, other, key):
                return base.Share(0.0, (f"The number would be right in {other}, but the unit given is {unit}.",))
        if typed != 0.0 and self._is_right(item, -typed, unit, key):
            return base.Share(0.0, ("The number is right but for its sign.",))
        return base.Share(0.0, (f"The number is too {'high' if typed > self._in_unit(item, key, unit) else 'low'}.",))

    def _in_unit(self, item: NumericItem, key: float, unit: str) -> float:
        return key if unit == item.unit else convert(key, item.quantity or "", item.unit, unit)

    def _is_right(self, item: NumericItem, typed: float, unit: str, key: float) -> bool:
        other = accepted(item).get(unit)
        if other and other.tolerance:
            return is_near(typed, self._in_unit(item, key, unit), other.tolerance)
        return is_near(typed, self._in_unit(item, key, unit), item.tolerance, self._in_unit(item, 1.0, unit))

    def explain(self, item: NumericItem, values: base.Values, answer: object, fill: base.Fill) -> base.Plain:
        """Show the number as typed, and the key in every accepted unit."""
        del fill
        given = None
        if isinstance(answer, Mapping):
            typed = cast("Mapping[str, object]", answer)
            given = f"{typed.get('value', '')} {typed.get('unit') or item.unit}".strip()
        key = key_of(item, values)
        expected = " or ".join(self._written(item, each) for each in (key, *item.also))
        return {"given": given, "expected": expected, "options": []}

    def _written(self, item: NumericItem, key: float) -> str:
        """Write a right number in the item's unit, and in brackets in every other that is accepted."""
        others = [f"{significant(self._in_unit(item, key, unit), 3):g} {unit}" for unit in accepted(item)]
        number = f"{key:.{item.decimals}f} {item.unit}".strip()
        return f"{number} ({', '.join(others)})" if others else number


def _no_number(typed: object) -> str:
    """Say why what was typed is no number."""
    if isinstance(typed, str) and sum(letter.isdigit() for letter in typed) > MOST_DIGITS:
        return f"This has more digits than any measurement: give at most {MOST_DIGITS}."
    return "This is not a number: write digits with one comma or point, the unit apart."


def _problems_of_tolerance(field: str, tolerance: Tolerance) -> Iterator[base.Problem]:
    given = [name for name in ("absolute", "relative", "significant") if getattr(tolerance, name) is not None]
    if len(given) != 1:
        yield base.Problem(field, given, "is not one tolerance", "give one of absolute, relative, significant")
    for name in given:
        value = getattr(tolerance, name)
        if value < (1 if name == "significant" else 0) or value > (15 if name == "significant" else math.inf):
            yield base.Problem(
                f"{field}.{name}", value, "is out of range", "give 0 or more (significant: 1 to 15 figures)"
            )


def _problems_of_units(item: NumericItem) -> Iterator[base.Problem]:
    known = units_of(item.quantity or "")
    if item.quantity is not None and not known:
        yield base.Problem("quantity", item.quantity, "is unknown", "use a quantity of calcinosis.quiz.units")
    for field, units in (("also_units", tuple(accepted(item))), ("offer_units", item.offer_units)):
        for unit in units:
            if item.quantity is None:
                yield base.Problem(field, unit, "cannot be converted", "say what is measured with `quantity:`")
            elif known and unit not in known:
                yield base.Problem(field, unit, f"is not a unit of {item.quantity}", f"use one of {', '.join(known)}")
            if unit == item.unit:
                yield base.Problem(field, unit, "is the item's own unit", "leave it out")
    if known and item.unit not in known:
        yield base.Problem("unit", item.unit, f"is not a unit of {item.quantity}", f"use one of {', '.join(known)}")


def _problems_of_equivalents(item: NumericItem, key: float) -> Iterator[base.Problem]:
    for other in accepted(item).values():
        if other.value is None:
            continue
        converted = convert(key, item.quantity or "", item.unit, other.unit)
        near = other.tolerance or item.tolerance
        size = 1.0 if other.tolerance else convert(1.0, item.quantity or "", item.unit, other.unit)
        if not is_near(other.value, converted, near, size):
            yield base.Problem(
                "also_units.value",
                other.value,
                f"is not the key, which is {converted:.4g} {other.unit}",
                "correct one of them",
            )


def _problems_of_computed(item: NumericItem, key: Computed) -> Iterator[base.Problem]:
    drawn = item.plain_variables()
    unknown = [of for of in key.with_.values() if isinstance(of, str) and of not in drawn]
    for of in unknown:
        yield base.Problem(
            "key.with", of, "is not a variable of this item", f"use one of {', '.join(drawn) or 'its variables'}"
        )
    fault = keys.fault(key.compute, key.with_)
    if fault:
        yield base.Problem("key.compute", key.compute, *fault)
    if unknown or fault:
        return
    for attempt in range(1, 26):  # a sample of learners: there must be a key for each
        values = variants.draw(drawn, variants.seed("sample", item.id, item.version, attempt))
        try:
            key_of(item, values)
        except (ValueError, ArithmeticError, TypeError) as error:
            yield base.Problem("variables", values, f"give no key ({error})", "narrow the range of the variables")
            return
