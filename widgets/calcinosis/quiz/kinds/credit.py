"""Rules of partial credit. Each gives the share, 0 to 1, of an item's points.

The four rules bear the names other question engines use, so that authors can carry items over.
"""

from collections.abc import Collection

from calcinosis.quiz.kinds.base import Rule

RULES: tuple[Rule, ...] = ("all-or-nothing", "per-option", "net-correct", "coverage")

EXPLAINED: dict[str, str] = {
    "all-or-nothing": "All the points for exactly the right choices, otherwise none.",
    "per-option": "Each option you rightly choose or rightly leave counts the same.",
    "net-correct": "Each right choice counts for you, each wrong one against you; never below 0.",
    "coverage": "The share of right options you found, times the share of your choices that are right.",
}
"""The sentence shown to learners with the question."""


def of_choices(rule: Rule, chosen: Collection[str], key: Collection[str], options: Collection[str]) -> float:
    """Return the share earned by choosing some of the options.

    Parameters
    ----------
    chosen, key
        Distinct options; ``key`` is not empty. Nothing chosen earns nothing under every rule.
    options
        All options.

    Examples
    --------
    >>> of_choices("net-correct", ["a", "d"], ["a", "b"], "abcd")
    0.0
    >>> of_choices("per-option", ["a", "d"], ["a", "b"], "abcd")
    0.5
    """
    picked, right = set(chosen), set(key)
    hits = len(picked & right)
    if not picked:
        return 0.0
    match rule:
        case "all-or-nothing":
            return 1.0 if picked == right else 0.0
        case "per-option":
            return sum((option in picked) == (option in right) for option in options) / len(options)
        case "net-correct":
            return max(0.0, (hits - len(picked - right)) / len(right))
        case _:  # coverage
            return hits / len(right) * hits / len(picked)


def of_places(rule: Rule, right: int, given: int, places: int) -> float:
    """Return the share earned when ``right`` of ``given`` filled places are right, out of ``places``."""
    match rule:
        case "all-or-nothing":
            return 1.0 if right == places else 0.0
        case "per-option":
            return right / places
        case "net-correct":
            return max(0.0, (2 * right - given) / places)
        case _:  # coverage
            return right / places * right / given if given else 0.0
