"""What a quiz page shows: the public quiz, with a learner's own numbers and a learner's own order.

Standard library only, without the kinds of question and without keys: this is what a learner's kernel loads.
The public quiz says which of its tables are shuffled.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from calcinosis.quiz import variants

PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
"""A variable in a text; braces round anything else (a formula's) stay."""
NAMES = ("name", "id", "kind", "variables", "shuffle", "unit", "units")
"""Fields of an item that are not texts to fill in."""


def filler(variables: Mapping[str, Mapping[str, Any]], values: Mapping[str, float | str]) -> Callable[[str], str]:
    """Return what puts drawn values into a text."""
    shown = variants.shown(variables, values)
    return lambda template: PLACEHOLDER.sub(lambda found: shown.get(found[1], found[0]), template)


def seed_of(public_quiz: Mapping[str, Any], item: Mapping[str, Any], learner: str, attempt: int) -> str:
    """Return the seed of an item for a learner: practice draws anew at every attempt, anything graded never."""
    return variants.seed(learner, item["id"], item["version"], attempt if public_quiz["mode"] == "practice" else 1)


def sheet(public_quiz: Mapping[str, Any], learner: str, attempt: int) -> dict[str, dict[str, Any]]:
    """Return what a submission records of the questions: ``{name: {"id", "version", "seed"}}``.

    Where numbers were drawn, ``values`` holds them too: a replay must mark what the learner saw, even after an author
    changed the ranges.
    """
    rows: dict[str, dict[str, Any]] = {}
    for item in public_quiz["items"]:
        seed = seed_of(public_quiz, item, learner, attempt)
        rows[item["name"]] = {"id": item["id"], "version": item["version"], "seed": seed}
        if item["variables"]:
            rows[item["name"]]["values"] = variants.draw(item["variables"], seed)
    return rows


def present(
    public_quiz: Mapping[str, Any], learner: str, attempt: int, entries: Mapping[str, Mapping[str, Any]] | None = None
) -> dict[str, Any]:
    """Return the quiz as this learner may see it now, in the shape of the public quiz.

    Texts are filled in; shuffled tables (options, elements, both sides of matches) become lists of
    ``{"id", "text"}`` in the learner's own order; each item gains its ``seed``, and ``variables`` become the
    ``values`` drawn, as written. Cases are given as far as they have unfolded.

    Parameters
    ----------
    entries
        The draft's entries: they tell which steps of a case are locked.
    """
    items: list[dict[str, Any]] = []
    for item in public_quiz["items"]:
        shown = _item(item, seed_of(public_quiz, item, learner, attempt))
        items.append(unfolded(shown, (entries or {}).get(item["name"], {})) if "steps" in item else shown)
    return {**public_quiz, "items": items}


def unfolded(case: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return a presented case as far as it may be seen: up to its first step that is not locked.

    Parameters
    ----------
    entry
        The draft's entry, ``{"answer": {step: ...}, "locked": [step, ...]}``.

    Returns
    -------
    dict
        Each step gains ``locked``, and ``result`` (of the test chosen) when it is locked and asked for a test; the
        case gains ``more``, whether further steps follow.
    """
    given: object = entry.get("answer")
    answers: Mapping[str, Any] = cast("Mapping[str, Any]", given) if isinstance(given, Mapping) else {}
    locked = entry.get("locked") or ()
    steps: list[dict[str, Any]] = []
    for step in case["steps"]:
        is_locked = step["name"] in locked
        asked = dict(step["question"])
        results = asked.pop("results", None)
        shown = {**step, "question": asked, "locked": is_locked}
        if results is not None and is_locked:
            shown["result"] = results.get(str(answers.get(step["name"])))
        steps.append(shown)
        if not is_locked:
            break
    return {**case, "steps": steps, "more": len(steps) < len(case["steps"])}


def _item(item: Mapping[str, Any], seed: str) -> dict[str, Any]:
    variables = item["variables"]
    values = variants.draw(variables, seed)
    filled = _table(item, filler(variables, values), seed, "")
    del filled["variables"]
    return {**filled, "seed": seed, "values": variants.shown(variables, values)}


def _table(table: Mapping[str, Any], fill: Callable[[str], str], seed: str, path: str) -> dict[str, Any]:
    shuffled = table.get("shuffle", ())
    filled: dict[str, Any] = {}
    for name, value in table.items():
        if name in shuffled:
            order = variants.shuffled(sorted(value), seed, path + name)
            filled[name] = [{"id": each, "text": fill(value[each])} for each in order]
        elif name != "shuffle":
            filled[name] = value if name in NAMES else _filled(value, fill, seed, f"{path}{name}.")
    return filled


def _filled(value: object, fill: Callable[[str], str], seed: str, path: str) -> object:
    if isinstance(value, str):
        return fill(value)
    if isinstance(value, Mapping):
        return _table(cast("Mapping[str, Any]", value), fill, seed, path)
    if isinstance(value, list):
        parts = enumerate(cast("list[object]", value))
        return [_filled(part, fill, seed, f"{path}{place}.") for place, part in parts]
    return value
