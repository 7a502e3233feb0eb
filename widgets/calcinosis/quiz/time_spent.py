"""Time spent on a question, counted from save to save: reading and thinking happen before the answer is given.

It says little of one learner; the median of a class says which question takes long.
"""

import json
from collections.abc import Sequence
from datetime import datetime

LONGEST_PAUSE = 300.0
"""Seconds between two saves that count at most; a longer pause is not work on the question."""


def added(known: str | None, names: Sequence[str], *, since: str | None, at: str) -> str | None:
    """Add the time between two saves to the questions that were saved, in equal parts.

    Parameters
    ----------
    known
        Seconds by name of the question, JSON; None when nothing was counted yet.
    since, at
        Times of the last save, or of the beginning, and of this one, ISO 8601.
    """
    if since is None or not names:
        return known
    spent = (datetime.fromisoformat(at) - datetime.fromisoformat(since)).total_seconds()
    share = max(0.0, min(LONGEST_PAUSE, spent)) / len(names)
    times: dict[str, float] = json.loads(known or "{}")
    return json.dumps({**times, **{name: round(times.get(name, 0.0) + share, 1) for name in names}})
