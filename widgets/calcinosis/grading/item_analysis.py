"""How the questions of a quiz did: facility, discrimination, distractors, reliability.

Formulas (``x`` the share of its points that a learner earned on a question, ``t`` the points of the quiz):

* facility: mean of ``x``;
* discrimination: Pearson's correlation of the points of a question with the points of all the others;
* Cronbach's alpha: ``k / (k - 1) * (1 - sum of the variances of the questions / variance of t)``, variances with n - 1;
* standard error of measurement: ``standard deviation of t * sqrt(1 - alpha)``, points.

Intervals are 95 % percentile bootstraps over learners.
"""

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from calcinosis.errors import CalcinosisError

FEWEST = 10
"""Learners below whom no figure is given: a correlation over fewer is mostly chance."""
RESAMPLES = 1000
SEED = 20261121
"""The same answers give the same intervals."""

Numbers = NDArray[np.float64]
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the analysis sees it."""

    name: str
    item: str
    version: int
    kind: str
    points: float
    options: Mapping[str, str]
    """Text of each option; empty for kinds without options."""
    key: frozenset[str]
    """Ids of the right options."""


@dataclass(frozen=True, slots=True)
class Choice:
    """How one option was used."""

    option: str
    chosen: int
    """Learners who chose it."""
    others: float | None
    """Their mean share of the points of all other questions; None when nobody chose it."""


@dataclass(frozen=True, slots=True)
class Analysed:
    """Figures of one question."""

    asked: Asked
    facility: float
    facility_interval: Interval
    discrimination: float | None
    """None when all learners earned the same on it."""
    discrimination_interval: Interval | None
    choices: tuple[Choice, ...]
    alarm: str | None
    """Why the key should be looked at."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """Figures of a quiz."""

    learners: int
    mean: float
    """Points."""
    deviation: float
    """Standard deviation, points."""
    alpha: float | None
    """None when there is one question or all learners earned the same."""
    alpha_interval: Interval | None
    error: float | None
    """Standard error of measurement, points."""
    questions: tuple[Analysed, ...]


def analyse(asked: Sequence[Asked], points: Numbers, chosen: Sequence[Sequence[frozenset[str]]]) -> Analysis:
    """Analyse the marks of a quiz.

    Parameters
    ----------
    points
        Shape ``(learners, questions)``.
    chosen
        Options chosen, by learner and question; empty where there are none.

    Raises
    ------
    CalcinosisError
        Fewer than ``FEWEST`` learners.
    """
    learners = len(points)
    if learners < FEWEST:
        raise CalcinosisError(
            f"{learners} learners are too few for an item analysis: "
            f"with fewer than {FEWEST} the figures are mostly chance"
        )
    total = points.sum(axis=1)
    draws = np.random.default_rng(SEED).integers(learners, size=(RESAMPLES, learners))
    alpha = cronbach(points)
    spread = float(total.std(ddof=1))
    return Analysis(
        learners=learners,
        mean=float(total.mean()),
        deviation=spread,
        alpha=alpha,
        alpha_interval=_interval([cronbach(points[draw]) for draw in draws]),
        error=None if alpha is None else spread * math.sqrt(max(0.0, 1.0 - alpha)),
        questions=tuple(
            _analysed(each, place, points, [row[place] for row in chosen], draws) for place, each in enumerate(asked)
        ),
    )


def cronbach(points: Numbers) -> float | None:
    """Give Cronbach's alpha of marks of shape ``(learners, questions)``; None where it is not defined."""
    questions, whole = points.shape[1], float(points.sum(axis=1).var(ddof=1))
    if questions < 2 or whole <= 0.0:
        return None
    return questions / (questions - 1) * (1.0 - float(points.var(axis=0, ddof=1).sum()) / whole)


def discrimination(points: Numbers, place: int) -> float | None:
    """Give the correlation of one question with all the others; None when either does not vary."""
    one, others = points[:, place], points.sum(axis=1) - points[:, place]
    if one.std() <= 0.0 or others.std() <= 0.0:
        return None
    return float(np.corrcoef(one, others)[0, 1])


def _analysed(
    asked: Asked, place: int, points: Numbers, chosen: Sequence[frozenset[str]], draws: NDArray[np.int64]
) -> Analysed:
    share = points[:, place] / asked.points
    low, high = np.percentile(share[draws].mean(axis=1), [2.5, 97.5])
    rest = points.sum(axis=1) - points[:, place]
    choices = tuple(_choice(option, chosen, rest) for option in asked.options)
    found = discrimination(points, place)
    return Analysed(
        asked=asked,
        facility=float(share.mean()),
        facility_interval=(float(low), float(high)),
        discrimination=found,
        discrimination_interval=_interval([discrimination(points[draw], place) for draw in draws]),
        choices=choices,
        alarm=_alarm(asked, choices, found),
    )


def _choice(option: str, chosen: Sequence[frozenset[str]], rest: Numbers) -> Choice:
    who = np.array([option in each for each in chosen])
    return Choice(option, int(who.sum()), float(rest[who].mean()) if who.any() else None)


def _alarm(asked: Asked, choices: Sequence[Choice], found: float | None) -> str | None:
    """Say why the key may be wrong: those who know the rest prefer another answer."""
    if found is not None and found < 0.0:
        return "those who did well on the rest did badly on this question"
    if asked.kind != "single":
        return None
    by_option = {choice.option: choice for choice in choices}
    right = by_option[next(iter(asked.key))]
    for choice in choices:
        if choice.option in asked.key or choice.others is None or choice.chosen < 3:
            continue
        if choice.chosen > right.chosen and (right.others is None or choice.others > right.others):
            return f"option {choice.option} was chosen more often than the key, and by those who did better on the rest"
    return None


def _interval(values: Sequence[float | None]) -> Interval | None:
    """Give the middle 95 % of what the resamples gave; None when many gave nothing."""
    known = [value for value in values if value is not None]
    if len(known) < 0.9 * len(values):
        return None
    low, high = np.percentile(known, [2.5, 97.5])
    return float(low), float(high)


COLUMNS = (
    *("question", "item", "version", "kind", "points", "learners", "facility", "facility_low", "facility_high"),
    *("discrimination", "discrimination_low", "discrimination_high", "options", "alarm"),
)


def as_csv(quiz: str, analysis: Analysis) -> str:
    """Write the figures as a table: a line for each question and a last one for the whole quiz, with alpha."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(_row(analysis, each) for each in analysis.questions)
    low, high = analysis.alpha_interval or (None, None)
    figures = f"mean {analysis.mean:.2f}; sd {analysis.deviation:.2f}; sem {_text(analysis.error)}"
    whole = [
        quiz,
        "whole quiz",
        "",
        "",
        _text(sum(each.asked.points for each in analysis.questions)),
        analysis.learners,
    ]
    table.writerow([*whole, "", "", "", f"alpha {_text(analysis.alpha)}", _text(low), _text(high), figures, ""])
    return out.getvalue()


def _row(analysis: Analysis, each: Analysed) -> Iterator[object]:
    asked = each.asked
    yield from (asked.name, asked.item, asked.version, asked.kind, _text(asked.points), analysis.learners)
    yield from (_text(each.facility), *map(_text, each.facility_interval))
    yield from (_text(each.discrimination), *map(_text, each.discrimination_interval or (None, None)))
    yield "; ".join(
        f"{choice.option}{'*' if choice.option in asked.key else ''} {choice.chosen} ({_text(choice.others)})"
        for choice in each.choices
    )
    yield each.alarm or ""


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")
