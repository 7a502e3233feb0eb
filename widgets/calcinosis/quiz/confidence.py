"""How sure learners were, and how right: calibration, and a mark for judging oneself.

Standard library only.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEVELS: dict[int, str] = {1: "Guessing", 2: "Unsure", 3: "Fairly sure", 4: "Certain"}
"""As the page asks it; what a draft's entry holds is the number."""
MEANT: dict[int, float] = {1: 0.25, 2: 0.5, 3: 0.75, 4: 0.95}
"""Share of right answers with which each level would be good judgement: the course's own convention."""
Z = 1.959963984540054
"""Normal quantile of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The answers given with one level of confidence."""

    level: int
    words: str
    meant: float
    """Share right that would be good judgement."""
    answers: int
    right: float
    """Sum of the shares earned."""
    share: float | None
    """Share right; None without answers."""
    low: float | None
    high: float | None
    """95 % Wilson interval of the share."""


def wilson(right: float, answers: int) -> tuple[float, float]:
    """Give the 95 % Wilson score interval of a proportion (Wilson, J Am Stat Assoc 1927), ``answers`` above 0.

    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)
    """
    share = right / answers
    middle = share + Z * Z / (2 * answers)
    half = Z * math.sqrt(share * (1 - share) / answers + Z * Z / (4 * answers * answers))
    whole = 1 + Z * Z / answers
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


def level_of(entry: object) -> int | None:
    """Give the confidence in a draft's entry, None when there is none or it is no level."""
    found = entry.get("confidence") if isinstance(entry, dict) else None  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
    return found if isinstance(found, int) and not isinstance(found, bool) and found in LEVELS else None


def calibration(judged: Iterable[tuple[int, float]]) -> list[Calibration]:
    """Give one row for each level.

    Parameters
    ----------
    judged
        For each answer the level of confidence and the share of the points earned, 0 to 1.
    """
    shares: dict[int, list[float]] = {level: [] for level in LEVELS}
    for level, share in judged:
        shares[level].append(share)
    rows: list[Calibration] = []
    for level, words in LEVELS.items():
        earned, answers = sum(shares[level]), len(shares[level])
        low, high = wilson(earned, answers) if answers else (None, None)
        rows.append(
            Calibration(level, words, MEANT[level], answers, earned, earned / answers if answers else None, low, high)
        )
    return rows


def judgement(level: int, share: float) -> float:
    """Give the mark for judging one answer, -1 to 1: 1 - 2 (meant - share)², the quadratic (Brier) rule.

    Proper in this sense: whoever is right with probability p expects most from the level whose ``MEANT`` is nearest
    to p. It is shown beside the score and never part of it.
    """
    return 1.0 - 2.0 * (MEANT[level] - share) ** 2


def brier(judged: Sequence[tuple[int, float]]) -> float | None:
    """Give the mean squared distance of confidence from outcome, 0 best; None without answers."""
    return sum((MEANT[level] - share) ** 2 for level, share in judged) / len(judged) if judged else None


def in_words(judged: Sequence[tuple[int, float]]) -> str:
    """Say in one sentence how well a learner judges."""
    if len(judged) < 5:
        return "Too few answers with a confidence to judge your judgement."
    over = sum(MEANT[level] - share for level, share in judged) / len(judged)
    if abs(over) < 0.1:
        return "You judge your own answers well."
    return "You are surer than you are right." if over > 0 else "You are right more often than you think."
