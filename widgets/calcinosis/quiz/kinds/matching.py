"""Match left to right, or many to a few (extended matching). Answer: ``{"a": "p"}``, parts of it allowed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from calcinosis.quiz.kinds import base, credit

EXPLAINED: dict[str, str] = {
    "all-or-nothing": "All the points when every match is right, otherwise none.",
    "per-option": "Each right match counts the same; a wrong one costs nothing.",
    "net-correct": "Each right match counts for you, each wrong one against you; never below 0.",
    "coverage": "The share of right matches you found, times the share of your matches that are right.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class MatchingItem(base.Item):
    """Two lists to be matched; a right side may serve several left ones, or none."""

    kind: Literal["matching"]
    left: Mapping[str, str]
    """What is to be matched."""
    right: Mapping[str, str]
    """What it may be matched with, in alphabetical order."""
    key: Mapping[str, str]
    """The right side of each left one."""


def rule_of(item: base.Item) -> base.Rule:
    """Return the scoring rule; by default each match counts."""
    return item.scoring.rule if item.scoring else "per-option"


def made(answer: object) -> dict[str, str]:
    """Return the matches made, without those left open."""
    if not isinstance(answer, Mapping):
        return {}
    pairs = cast("Mapping[str, str | None]", answer)
    return {left: right for left, right in pairs.items() if right is not None and right != ""}


class Matching:
    """Match left to right."""

    name = "matching"
    schema = MatchingItem
    by_hand = False
    in_sandbox = False

    def problems(self, item: MatchingItem) -> Iterator[base.Problem]:
        """Find mistakes that the types alone do not reveal."""
        yield from base.problems_of_choices("left", item.left, 1)
        yield from base.problems_of_choices("right", item.right, 2)
        yield from base.problems_of_names("key", item.key, item.left)
        for left in item.left:
            if left not in item.key:
                yield base.Problem("key", left, "has no match", f"give it one of {', '.join(item.right)}")
        for left, right in item.key.items():
            yield from base.problems_of_names(f"key.{left}", [right], item.right)
        yield from base.problems_of_why(item, item.left)

    def public(self, item: MatchingItem) -> base.Plain:
        """Return both lists."""
        return {
            "left": dict(item.left),
            "right": dict(item.right),
            "shuffle": ["left", "right"],
            "rule": EXPLAINED[rule_of(item)],
        }

    def misfit(self, public: base.Plain, answer: object) -> str | None:
        """Accept a mapping of left to right sides."""
        if not isinstance(answer, Mapping):
            return "These are not matches."
        for left, right in cast("Mapping[object, object]", answer).items():
            if not isinstance(left, str) or left not in public["left"]:
                return "A match starts from something that is not in the list."
            if right is not None and right != "" and not (isinstance(right, str) and right in public["right"]):
                return "A match leads to something that is not in the list."
        return None

    def is_empty(self, public: base.Plain, answer: object) -> bool:
        """Tell whether no match was made."""
        del public
        return base.is_blank(answer) or (isinstance(answer, Mapping) and not made(cast("object", answer)))

    def mark(self, item: MatchingItem, values: base.Values, answer: object) -> base.Share:
        """Follow the item's rule."""
        del values
        pairs = made(answer)
        right = sum(item.key[left] == match for left, match in pairs.items())
        reasons: list[str] = []
        if right < len(pairs):
            reasons.append(
                f"{len(pairs) - right} of your matches {'is' if len(pairs) - right == 1 else 'are'} not right."
            )
        if len(pairs) < len(item.left):
            reasons.append(f"{len(item.left) - len(pairs)} left open.")
        return base.Share(credit.of_places(rule_of(item), right, len(pairs), len(item.left)), tuple(reasons))

    def explain(self, item: MatchingItem, values: base.Values, answer: object, fill: base.Fill) -> base.Plain:
        """Show every left side with the match made and the right one."""
        del values
        pairs = made(answer)
        side = {name: fill(words) for name, words in item.right.items()}
        return {
            "given": [{"left": fill(item.left[left]), "right": side[match]} for left, match in pairs.items()] or None,
            "expected": [{"left": fill(words), "right": side[item.key[left]]} for left, words in item.left.items()],
            "options": [
                {
                    "id": left,
                    "text": fill(words),
                    "chosen": side[pairs[left]] if left in pairs else None,
                    "right": side[item.key[left]],
                    "why": base.why_of(item, left, fill),
                }
                for left, words in item.left.items()
            ],
        }
