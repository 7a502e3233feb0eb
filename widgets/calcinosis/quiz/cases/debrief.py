"""What a closed play was worth, step by step of reasoning, and how it ended."""

from collections.abc import Mapping

from calcinosis.quiz.cases.play import PHASES, State, even, spent
from calcinosis.quiz.kinds.base import Plain

STEPS: Mapping[str, str] = {
    "data": "Gathering data",
    "interpretation": "Reading the results",
    "diagnosis": "Diagnosis",
    "management": "Management",
    "safety": "Safety",
}
"""Steps of reasoning and their words."""
GRAVE = 4
"""Harm that takes the whole of safety away."""


def harms(case: Plain, state: State) -> list[tuple[str, int]]:
    """Return every harm that was done: what it was, and its weight 1, 2 or 4."""
    found = [
        (test["harmed"] or test["name"], test["harm"])
        for test in case["tests"]
        if test["harm"] and test["id"] in state.ordered
    ]
    for decision in case["decisions"]:
        chosen = state.decided.get(decision["id"])
        if chosen is None:
            continue
        for option in decision["options"]:
            if option["id"] in chosen and option["harm"]:
                found.append((option["then"] or option["text"], option["harm"]))
            if option["id"] not in chosen and option["left_harm"]:
                found.append((option["left"] or option["text"], option["left_harm"]))
    return found


def agreement(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """Tell how far two views agree, 0 to 1: the share of the hundred that both put on the same diagnoses."""
    return sum(min(one.get(name, 0), other.get(name, 0)) for name in {*one, *other}) / 100


def share(decision: Plain, chosen: tuple[str, ...]) -> float:
    """Return the share of a decision's points that a choice earns, 0 to 1."""
    points = [option["points"] for option in decision["options"]]
    most = max(points) if decision["choose"] == "one" else sum(point for point in points if point > 0)
    earned = sum(option["points"] for option in decision["options"] if option["id"] in chosen)
    return min(1.0, max(0.0, earned / most)) if most > 0 else 1.0


def gathered(case: Plain, state: State) -> float:
    """Return the share of what is worth knowing that was asked, examined or ordered, less what was overspent."""
    parts = [(each["worth"], each["id"] in state.asked) for each in case["history"]]
    parts += [(each["worth"], each["region"] in state.examined) for each in case["examination"]]
    parts += [(each["worth"], each["id"] in state.ordered) for each in case["tests"]]
    most = sum(worth for worth, _ in parts if worth > 0)
    got = sum(worth for worth, done in parts if done)
    over = max(0, spent(case, state) - case["budget"]) / case["budget"]
    return min(1.0, max(0.0, got / most - over)) if most else 1.0


def scores(case: Plain, state: State) -> dict[str, float]:
    """Return the share earned in each step of reasoning that the case has, 0 to 1."""
    of: dict[str, list[float]] = {"data": [gathered(case, state)]}
    of["diagnosis"] = [agreement(state.views.get(stage, even(case)), case["expert"][stage]) for stage in PHASES[:3]]
    for decision in case["decisions"]:
        of.setdefault(decision["step"], []).append(share(decision, state.decided.get(decision["id"], ())))
    unharmed = max(0.0, 1.0 - sum(weight for _, weight in harms(case, state)) / GRAVE)
    safe = of.get("safety", [])
    of["safety"] = [unharmed * (sum(safe) / len(safe) if safe else 1.0)]
    return {step: sum(of[step]) / len(of[step]) for step in STEPS if step in of}


def total(case: Plain, state: State) -> float:
    """Return the mean of the steps, 0 to 1."""
    each = scores(case, state).values()
    return sum(each) / len(each)


def outcome(case: Plain, state: State) -> Plain:
    """Return how it ended: the first outcome whose conditions hold."""
    return next(each for each in case["outcomes"] if all(holds(case, state, fact) for fact in each["when"]))


def holds(case: Plain, state: State, condition: str) -> bool:
    """Tell whether ``decision:option``, ``test:ID`` or ``harm:N`` holds; with ``-`` before it, whether it does not."""
    if condition.startswith("-"):
        return not holds(case, state, condition[1:])
    of, _, name = condition.partition(":")
    if of == "test":
        return name in state.ordered
    if of == "harm":
        return sum(weight for _, weight in harms(case, state)) >= int(name)
    return name in state.decided.get(of, ())


def remarks(case: Plain, state: State) -> dict[str, list[str]]:
    """Sum up what was done well and what an expert would add: a line for the tests, and one for each decision."""
    tests = [(test["name"], test["worth"], test["id"] in state.ordered) for test in case["tests"]]
    well = [_line("Ordered", [name for name, worth, ordered in tests if ordered and worth > 0])]
    add = [_line("Order", [name for name, worth, ordered in tests if not ordered and worth > 1])]
    for decision in case["decisions"]:
        chosen = state.decided.get(decision["id"], ())
        good = [(option["text"], option["id"] in chosen) for option in decision["options"] if option["points"] > 0]
        well.append(_line("", [text for text, picked in good if picked]))
        done = decision["choose"] == "one" and any(picked for _, picked in good)
        add.append("" if done else _line("", [text for text, picked in good if not picked]))
    return {"well": [line for line in well if line], "add": [line for line in add if line]}


def _line(verb: str, texts: list[str]) -> str:
    """Return texts as one line, or nothing when there are none."""
    if not texts:
        return ""
    line = "; ".join(text.rstrip(".") for text in texts)
    return f"{verb}: {line}." if verb else f"{line}."
