"""Put elements in order. Answer: all their ids, first to last, ``["b", "a", "c"]``."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, cast

from calcinosis.quiz.kinds import base

EXPLAINED: dict[str, str] = {
    "all-or-nothing": "All the points for the whole order, otherwise none.",
    "per-option": "Each element in its right place counts the same.",
    "net-correct": "Each pair in the right order counts for you, each reversed pair against you; never below 0.",
    "coverage": "The longest run of elements in the right order counts, even with others between them.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderingItem(base.Item):
    """Elements to be put in order."""

    kind: Literal["ordering"]
    elements: Mapping[str, str]
    """Text of each element, in alphabetical order."""
    key: tuple[str, ...]
    """All elements, first to last."""


def rule_of(item: base.Item) -> base.Rule:
    """Return the scoring rule; by default the whole order must be right."""
    return item.scoring.rule if item.scoring else "all-or-nothing"


def share_of_order(rule: base.Rule, answer: Sequence[str], key: Sequence[str]) -> float:
    """Return the share earned by an order of the same elements.

    ``net-correct`` is Kendall's tau, floored at 0: (pairs in order - pairs reversed) / pairs.
    ``coverage`` is (longest common subsequence - 1) / (elements - 1): one element alone is no order.

    Examples
    --------
    >>> share_of_order("coverage", ["a", "c", "b"], ["a", "b", "c"])
    0.5
    """
    places = [key.index(name) for name in answer]
    match rule:
        case "all-or-nothing":
            return 1.0 if list(answer) == list(key) else 0.0
        case "per-option":
            return sum(place == index for index, place in enumerate(places)) / len(key)
        case "net-correct":
            signs = [1 if first < second else -1 for first, second in combinations(places, 2)]
            return max(0.0, sum(signs) / len(signs))
        case _:  # coverage
            ends: list[int] = []  # ends[n]: smallest last place of a rising run of n + 1
            for place in places:
                spot = bisect_left(ends, place)
                ends[spot : spot + 1] = [place]
            return (len(ends) - 1) / (len(key) - 1)


class Ordering:
    """Put elements in order."""

    name = "ordering"
    schema = OrderingItem
    by_hand = False
    in_sandbox = False

    def problems(self, item: OrderingItem) -> Iterator[base.Problem]:
        """Find mistakes that the types alone do not reveal."""
        yield from base.problems_of_choices("elements", item.elements, 2)
        yield from base.problems_of_names("key", item.key, item.elements)
        if sorted(set(item.key)) != sorted(item.key) or len(item.key) < len(item.elements):
            yield base.Problem(
                "key", list(item.key), "does not name every element once", "list all elements, first to last"
            )
        yield from base.problems_of_why(item, item.elements)

    def public(self, item: OrderingItem) -> base.Plain:
        """Return the elements."""
        return {"elements": dict(item.elements), "shuffle": ["elements"], "rule": EXPLAINED[rule_of(item)]}

    def misfit(self, public: base.Plain, answer: object) -> str | None:
        """Accept every element once."""
        if not isinstance(answer, list | tuple):
            return "This is not a list of elements."
        names = cast("list[object] | tuple[object, ...]", answer)
        if not all(isinstance(name, str) for name in names) or sorted(cast("list[str]", names)) != sorted(
            public["elements"]
        ):
            return "The order must name every element once."
        return None

    def is_empty(self, public: base.Plain, answer: object) -> bool:
        """Tell whether no order was given."""
        del public
        return base.is_blank(answer)

    def mark(self, item: OrderingItem, values: base.Values, answer: list[str]) -> base.Share:
        """Follow the item's rule."""
        del values
        displaced = sum(given != right for given, right in zip(answer, item.key, strict=True))
        reasons = (f"{displaced} of {len(item.key)} elements are not in their place.",) if displaced else ()
        return base.Share(share_of_order(rule_of(item), answer, item.key), reasons)

    def explain(self, item: OrderingItem, values: base.Values, answer: object, fill: base.Fill) -> base.Plain:
        """Show both orders; ``options`` follow the right one, with the place each element was given (from 1)."""
        del values
        given = cast("list[str]", answer) if isinstance(answer, list | tuple) else []
        return {
            "given": [fill(item.elements[name]) for name in given] or None,
            "expected": [fill(item.elements[name]) for name in item.key],
            "options": [
                {
                    "id": name,
                    "text": fill(item.elements[name]),
                    "chosen": given.index(name) + 1 if name in given else None,
                    "right": place,
                    "why": base.why_of(item, name, fill),
                }
                for place, name in enumerate(item.key, 1)
            ],
        }
