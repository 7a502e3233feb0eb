"""The mark an answer earns, and the words that explain it."""

from collections.abc import Collection, Mapping
from typing import Any

from calcinosis.quiz import variants
from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.kinds.base import Hint, Item, Mark, Plain, Share, Values
from calcinosis.quiz.kinds.programming import CodeItem, share_of_tests
from calcinosis.quiz.kinds.short import ShortItem
from calcinosis.quiz.present import filler

__all__ = ["Mark", "check", "cost_of", "explain", "from_rubric", "from_tests", "hints_taken", "is_answered", "mark"]


def mark(
    item: Item,
    answer: object,
    *,
    seed: str,
    points: float | None = None,
    hints: int = 0,
    values: Values | None = None,
) -> Mark:
    """Mark one answer. Never raises for what a learner wrote: an answer out of shape earns 0, with the reason.

    Parameters
    ----------
    item
        The author's item, with its key.
    answer
        As the record keeps it; None when nothing was answered.
    seed
        The learner's seed of this item and version.
    points
        What the quiz gives for it; by default the item's own points.
    hints
        How many hints were taken; each takes off the share of the points that the item says, down to nothing.
    values
        What was drawn, as the submission's sheet keeps it; by default drawn again from the seed.
    """
    kind = KINDS[item.kind]
    out_of = float(item.points if points is None else points)
    public = kind.public(item)
    if kind.is_empty(public, answer):
        return Mark(0.0, out_of, "empty", ("Not answered.",))
    misfit = kind.misfit(public, answer)
    if misfit:
        return Mark(0.0, out_of, "wrong", (misfit,))
    share = kind.mark(item, variants.draw(item.plain_variables(), seed) if values is None else values, answer)
    if kind.by_hand or kind.in_sandbox:
        return Mark(0.0, out_of, "waiting", share.reasons)
    return _scaled(share, out_of, cost_of(item, hints))


def cost_of(item: Item, hints: int) -> float:
    """Return the share of the points that so many hints cost, at most all of them."""
    taken = item.hints[: max(0, hints)]
    return min(1.0, sum(hint.cost for hint in taken if isinstance(hint, Hint)))


def hints_taken(item: Item, hints: int, values: Values, points: float | None = None) -> list[Plain]:
    """Return the hints that were taken as the learner read them, and what each cost in points."""
    out_of = float(item.points if points is None else points)
    fill = filler(item.plain_variables(), values)
    return [
        {"text": fill(hint.text), "cost": round(hint.cost * out_of, 2)}
        if isinstance(hint, Hint)
        else {"text": fill(hint), "cost": 0.0}
        for hint in item.hints[: max(0, hints)]
    ]


def cost_in_words(points: float) -> str:
    """Say what hints took from an answer."""
    number = f"{points:.2f}".rstrip("0").rstrip(".")
    return f"Hints cost {number} {'point' if number == '1' else 'points'}."


def from_rubric(item: ShortItem, ticked: Collection[int], *, points: float | None = None, adjust: float = 0.0) -> Mark:
    """Return the mark of an answer that a person marked.

    Parameters
    ----------
    ticked
        Places, from 0, of the rubric's lines that the answer meets.
    adjust
        Points added or taken by the marker's own judgement.
    """
    out_of = float(item.points if points is None else points)
    met = sum(line.points for place, line in enumerate(item.rubric) if place in ticked)
    # a rubric may list more than the points ("any two of four"): the item's own points are then what is full
    return _scaled(Share(min(1.0, max(0.0, (met + adjust) / item.points))), out_of)


def from_tests(item: CodeItem, passed: Collection[str], *, points: float | None = None, hints: int = 0) -> Mark:
    """Return the mark of a program whose tests were run: ``passed`` names those that passed."""
    out_of = float(item.points if points is None else points)
    return _scaled(share_of_tests(item, passed), out_of, cost_of(item, hints))


def _scaled(share: Share, out_of: float, cost: float = 0.0) -> Mark:
    fraction = max(0.0, share.fraction)
    if fraction >= 1.0 and not cost:
        return Mark(out_of, out_of, "right")
    exact = max(0.0, min(1.0, fraction) - cost) * out_of
    points = round(exact, 2) if round(exact, 2) < out_of else exact  # rounding must not make it all of them
    reasons = (*share.reasons, cost_in_words(cost * out_of)) if cost and fraction else share.reasons
    verdict = "right" if fraction >= 1.0 else "partly" if points > 0.0 or (cost and fraction) else "wrong"
    return Mark(points, out_of, verdict, reasons if points < out_of else ())


def explain(item: Item, answer: object, *, seed: str, values: Values | None = None) -> Plain:
    """Return the parts of the feedback that hold the key.

    Returns
    -------
    dict
        ``stem`` and ``vignette`` filled in, ``given`` and ``expected`` for display (text, list of texts, list of
        ``{"left", "right"}``, or None), ``options`` (``id, text, chosen, right, why``, in the order the learner saw),
        ``why`` for the whole item or None, ``rubric`` (short answers; else empty).
    """
    kind, variables = KINDS[item.kind], item.plain_variables()
    values = variants.draw(variables, seed) if values is None else values
    fill = filler(variables, values)
    public = kind.public(item)
    fits = not kind.is_empty(public, answer) and kind.misfit(public, answer) is None
    parts: Plain = {
        "stem": fill(item.stem),
        "vignette": fill(item.vignette) if item.vignette else None,
        "why": fill(item.why) if isinstance(item.why, str) else None,
        "rubric": [],
    }
    explained = parts | kind.explain(item, values, answer if fits else None, fill)
    _reorder(explained, public, seed, "")
    for place, step in enumerate(explained.get("steps", ())):
        _reorder(step, public["steps"][place]["question"], seed, f"steps.{place}.question.")
    return explained


def _reorder(parts: Plain, public: Mapping[str, Any], seed: str, path: str) -> None:
    """Put the options in the order in which this learner's page showed them."""
    found = {option["id"]: option for option in parts["options"]}
    for name in public.get("shuffle", ()):
        if found.keys() == public[name].keys():
            parts["options"] = [found[option] for option in variants.shuffled(sorted(found), seed, path + name)]
            return


def check(public_item: Mapping[str, Any], answer: object) -> str | None:
    """Say why an answer has not the shape its kind wants, in words for the learner; None when it has, or is empty."""
    kind, public = KINDS[public_item["kind"]], dict(public_item)
    return None if kind.is_empty(public, answer) else kind.misfit(public, answer)


def is_answered(public_item: Mapping[str, Any], answer: object) -> bool:
    """Tell whether something was answered, right or wrong."""
    return not KINDS[public_item["kind"]].is_empty(dict(public_item), answer)
