"""The mark an answer earns, and the words that explain it."""

from collections.abc import Mapping
from typing import Any

from calcinosis.quiz import variants
from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.kinds.base import Item, Mark, Plain, Share
from calcinosis.quiz.present import filler

__all__ = ["Mark", "check", "explain", "is_answered", "mark"]


def mark(item: Item, answer: object, *, seed: str, points: float | None = None) -> Mark:
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
    """
    kind = KINDS[item.kind]
    out_of = float(item.points if points is None else points)
    if kind.is_empty(answer):
        return Mark(0.0, out_of, "empty", ("Not answered.",))
    misfit = kind.misfit(kind.public(item), answer)
    if misfit:
        return Mark(0.0, out_of, "wrong", (misfit,))
    share = kind.mark(item, variants.draw(item.plain_variables(), seed), answer)
    if kind.by_hand:
        return Mark(0.0, out_of, "waiting", share.reasons)
    return _scaled(share, out_of)


def _scaled(share: Share, out_of: float) -> Mark:
    if share.fraction >= 1.0:
        return Mark(out_of, out_of, "right")
    exact = max(0.0, share.fraction) * out_of
    points = round(exact, 2) if round(exact, 2) < out_of else exact  # rounding must not make it all of them
    return Mark(points, out_of, "partly" if points > 0.0 else "wrong", share.reasons)


def explain(item: Item, answer: object, *, seed: str) -> Plain:
    """Give the parts of the feedback that hold the key.

    Returns
    -------
    dict
        ``stem`` and ``vignette`` filled in, ``given`` and ``expected`` for display (text, list of texts, list of
        ``{"left", "right"}``, or None), ``options`` (``id, text, chosen, right, why``), ``why`` for the whole item or
        None, ``rubric`` (short answers; else empty).
    """
    kind, variables = KINDS[item.kind], item.plain_variables()
    values = variants.draw(variables, seed)
    fill = filler(variables, values)
    fits = not kind.is_empty(answer) and kind.misfit(kind.public(item), answer) is None
    parts: Plain = {
        "stem": fill(item.stem),
        "vignette": fill(item.vignette) if item.vignette else None,
        "why": fill(item.why) if isinstance(item.why, str) else None,
        "rubric": [],
    }
    return parts | kind.explain(item, values, answer if fits else None, fill)


def check(public_item: Mapping[str, Any], answer: object) -> str | None:
    """Say why an answer has not the shape its kind wants, in words for the learner; None when it has, or is empty."""
    kind = KINDS[public_item["kind"]]
    return None if kind.is_empty(answer) else kind.misfit(dict(public_item), answer)


def is_answered(public_item: Mapping[str, Any], answer: object) -> bool:
    """Tell whether something was answered, right or wrong."""
    return not KINDS[public_item["kind"]].is_empty(answer)
