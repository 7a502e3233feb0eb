"""What a class's answers say about the questions.

Formulas, for N learners, item scores x with maximum m, and rest score t (the total without the item):

* facility F = mean(x) / m
* discrimination r = cov(x, t) / sqrt(var(x) var(t)), the item-rest correlation; for 0/1 scores the corrected
  point-biserial. ``point_biserial`` is the same with the whole total, item included.
* upper-lower index D = (mean of x in the upper group - in the lower group) / m, groups of 27 % by total (Kelley 1939)
* discriminative efficiency E = cov(x, t) / cov(sorted x, sorted t): r against the best these scores could reach
* Cronbach's alpha = k / (k - 1) (1 - sum var(x) / var(total)), sample variances (Cronbach 1951)
* standard error of measurement = sd(total) sqrt(1 - alpha)

Intervals are 95 % percentile bootstrap intervals over learners (Efron and Tibshirani 1993), with a fixed seed.
"""

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from calcinosis.errors import CalcinosisError
from calcinosis.quiz.proportion import wilson

Scores = NDArray[np.float64]

FEWEST = 10
"""Learners; with fewer a single one moves every figure."""
STEADY = 30
"""Learners from which figures begin to hold still; below, the analysis says so."""
GROUP = 0.27
"""Share of learners in the upper and in the lower group."""
RARE = 0.05
"""An option chosen by a smaller share distracts nobody."""
ALARM = 0.95
"""Share of resamples in which another option must do better than the key to raise the alarm."""
MOST = 0.5
"""Share of the strongest third, at the low end of its interval, that is most of them."""


class TooFew(CalcinosisError):  # noqa: N818 - reads as what is the matter
    """There are too few learners to say anything."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Responses:
    """The answers of a class to one quiz."""

    names: tuple[str, ...]
    """Names of the questions."""
    most: Scores
    """Points of each question, shape ``(questions,)``."""
    scores: Scores
    """Points earned, shape ``(learners, questions)``; NaN while a person has not marked the answer."""
    chosen: Mapping[str, Sequence[Collection[str]]] = field(default_factory=dict[str, Sequence[Collection[str]]])
    """For questions with options the ones each learner chose, empty for none."""
    options: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    """For the same questions the options."""
    keys: Mapping[str, Collection[str]] = field(default_factory=dict[str, Collection[str]])
    """For the same questions the right options."""
    best: Collection[str] = frozenset()
    """Questions of which one option is chosen, even where more than one of them is right."""
    seconds: Mapping[str, Sequence[float]] = field(default_factory=dict[str, Sequence[float]])
    """Time that learners spent, as far as it was kept."""


@dataclass(frozen=True, slots=True)
class Option:
    """How one option was chosen."""

    id: str
    is_key: bool
    count: int
    share: float
    low: float
    high: float
    """95 % Wilson interval of the share."""
    thirds: tuple[float, float, float]
    """Share choosing it in the lower, middle and upper third by rest score."""
    discrimination: float | None
    """Correlation of choosing it with the rest score; None when nobody or everybody chose it."""
    remark: str | None
    """What is odd about it."""


@dataclass(frozen=True, slots=True)
class Question:
    """The figures of one question."""

    name: str
    facility: Estimate
    discrimination: Estimate | None
    """None when all learners, or all rests, score the same."""
    point_biserial: float | None
    upper_lower: float
    efficiency: float | None
    options: tuple[Option, ...]
    alarm: str | None
    """Why the key is in doubt."""
    median_seconds: float | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """The figures of a quiz."""

    learners: int
    left_out: int
    """Learners not counted because a person has not yet marked all of theirs."""
    mean: float
    deviation: float
    """Standard deviation of the totals."""
    alpha: Estimate | None
    """None for a single question, or when all totals are the same."""
    error: float | None
    """Standard error of measurement, points."""
    questions: tuple[Question, ...]
    caution: str | None
    error_interval: tuple[float, float] | None = None
    """95 % bootstrap interval of the standard error of measurement."""


def analyse(responses: Responses, *, resamples: int = 1000) -> Analysis:
    """Return the figures of a class.

    Parameters
    ----------
    resamples
        Bootstrap samples.

    Raises
    ------
    TooFew
        Fewer than ``FEWEST`` learners are wholly marked.
    """
    whole: NDArray[np.bool_] = np.logical_not(np.isnan(responses.scores).any(axis=1))
    scores = responses.scores[whole]
    learners = len(scores)
    if learners < FEWEST:
        who = "learner is" if learners == 1 else "learners are"
        raise TooFew(
            f"{learners} {who} too few for an item analysis: it needs {FEWEST} wholly marked, "
            "because with fewer a single learner moves every figure; wait for more submissions"
        )
    samples = np.random.default_rng(20260101).integers(0, learners, (resamples, learners))
    totals = scores.sum(axis=1)
    alpha = cronbach(scores)
    error = error_of_measurement(scores)
    interval = _estimate(error, [error_of_measurement(scores[sample]) for sample in samples])
    return Analysis(
        learners=learners,
        left_out=int((~whole).sum()),
        mean=float(totals.mean()),
        deviation=float(totals.std(ddof=1)),
        alpha=_estimate(alpha, [cronbach(scores[sample]) for sample in samples]),
        error=error,
        error_interval=(interval.low, interval.high) if interval else None,
        questions=tuple(_question(responses, place, scores, whole, samples) for place in range(len(responses.names))),
        caution=f"{learners} learners: the intervals are wide, judge nothing by the figures alone."
        if learners < STEADY
        else None,
    )


def cronbach(scores: Scores) -> float | None:
    """Return Cronbach's alpha of scores of shape ``(learners, questions)``; None when it is not defined."""
    count = scores.shape[1]
    spread = float(scores.sum(axis=1).var(ddof=1))
    if count < 2 or spread <= 1e-12:
        return None
    return count / (count - 1) * (1 - float(scores.var(axis=0, ddof=1).sum()) / spread)


def error_of_measurement(scores: Scores) -> float | None:
    """Return the standard error of measurement in points; None when alpha is not defined."""
    alpha = cronbach(scores)
    if alpha is None:
        return None
    return float(scores.sum(axis=1).std(ddof=1) * np.sqrt(max(0.0, 1 - alpha)))


def correlation(one: Scores, other: Scores) -> float | None:
    """Return Pearson's correlation; None when either does not vary."""
    a, b = one - one.mean(), other - other.mean()
    spread = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / spread if spread > 1e-12 else None


def efficiency(item: Scores, rest: Scores) -> float | None:
    """Return the covariance of item and rest against the largest these scores allow; None when that is 0."""
    most = float(np.cov(np.sort(item), np.sort(rest))[0, 1])
    return float(np.cov(item, rest)[0, 1]) / most if most > 1e-12 else None


def upper_lower(item: Scores, totals: Scores, most: float) -> float:
    """Return the upper-lower index; learners with equal totals stay in the order of the list."""
    size = max(1, round(GROUP * len(item)))
    order = np.argsort(totals, kind="stable")
    return float(item[order[-size:]].mean() - item[order[:size]].mean()) / most


def _estimate(value: float | None, resampled: Sequence[float | None]) -> Estimate | None:
    defined = [each for each in resampled if each is not None]
    if value is None or not defined:
        return None
    low, high = np.percentile(defined, [2.5, 97.5])
    return Estimate(value, float(low), float(high))


def _question(
    responses: Responses, place: int, scores: Scores, whole: NDArray[np.bool_], samples: NDArray[np.int64]
) -> Question:
    name, most = responses.names[place], float(responses.most[place])
    item, totals = scores[:, place], scores.sum(axis=1)
    rest = totals - item
    means = item[samples].mean(axis=1) / most
    resampled = [correlation(item[sample], rest[sample]) for sample in samples]
    discrimination = _estimate(correlation(item, rest), resampled)
    facility = Estimate(float(item.mean()) / most, *(float(end) for end in np.percentile(means, [2.5, 97.5])))
    options, alarm = (), None
    if name in responses.chosen:
        kept = [each for each, counts in zip(responses.chosen[name], whole, strict=True) if counts]
        picks = {
            option: np.array([option in each for each in kept], dtype=np.float64) for option in responses.options[name]
        }
        options = tuple(_option(each, responses.keys[name], picks[each], rest) for each in picks)
        one = len(responses.keys[name]) == 1 or name in responses.best
        alarm = (_alarm_of_one if one else _alarm_of_several)(options, picks, rest, samples)
    elif discrimination and discrimination.high < 0:
        alarm = "Learners who know more do worse here: check the key and the wording."
    spent = responses.seconds.get(name)
    return Question(
        name=name,
        facility=facility,
        discrimination=discrimination,
        point_biserial=correlation(item, totals),
        upper_lower=upper_lower(item, totals, most),
        efficiency=efficiency(item, rest),
        options=options,
        alarm=alarm,
        median_seconds=float(np.median(spent)) if spent else None,
    )


def _option(option: str, key: Collection[str], picked: Scores, rest: Scores) -> Option:
    count, learners = int(picked.sum()), len(picked)
    low, high = wilson(count, learners)
    thirds = np.array_split(picked[np.argsort(rest, kind="stable")], 3)
    lower, middle, upper = (float(third.mean()) for third in thirds)
    discrimination = correlation(picked, rest)
    remark = None
    is_key = option in key
    if not is_key and count < RARE * learners:
        remark = "Hardly anybody chose it: it distracts nobody."
    elif not is_key and discrimination is not None and discrimination > 0.1 and upper > lower:
        remark = "Learners who know more chose it more often."
    return Option(option, is_key, count, count / learners, low, high, (lower, middle, upper), discrimination, remark)


Picks = Mapping[str, Scores]
"""For each option 1 where a learner chose it, 0 elsewhere."""


def _alarm_of_one(options: Sequence[Option], picks: Picks, rest: Scores, samples: NDArray[np.int64]) -> str | None:
    """Raise the alarm when another option follows knowledge better than the key does, nearly however one resamples.

    Where nearly everybody chooses that option, nothing follows knowledge any more: then it is enough that most of the
    strongest third choose it, and that the key does not surely draw those who know more.

    In simulated classes of 100 (ten questions, logistic model) it found 40 of 40 planted wrong keys, was silent on 600
    right ones, and spoke on one in eight questions that everybody guessed; of 30 learners it found 32 of 40.
    """
    keys = [option.id for option in options if option.is_key]
    right = np.maximum.reduce([picks[name] for name in keys])  # of several right ones a learner chooses one
    follows = correlation(right, rest) or 0.0
    now = " or ".join(map(repr, keys))
    wrong = [option for option in options if not option.is_key]
    rivals = [option for option in wrong if (option.discrimination or 0) > 0]
    best = max(rivals, key=lambda option: option.discrimination or 0, default=None)
    if best and (best.discrimination or 0) > follows:
        better = [_follows(picks[best.id], rest, sample) > _follows(right, rest, sample) for sample in samples]
        if np.mean(better) >= ALARM:
            return f"Learners who know more choose {best.id!r} rather than the key {now}: check the key."
    first = max(wrong, key=lambda option: option.thirds[2], default=None)
    third = len(rest) // 3
    if first is None or wilson(round(first.thirds[2] * third), third)[0] <= MOST:
        return None
    if np.mean([_follows(right, rest, sample) > 0 for sample in samples]) >= ALARM:
        return None
    return f"Most of the strongest third choose {first.id!r} rather than the key {now}: check the key."


def _alarm_of_several(options: Sequence[Option], picks: Picks, rest: Scores, samples: NDArray[np.int64]) -> str | None:
    """Raise the alarm when a wrong option draws those who know more, or a right one those who know less."""
    for option in options:
        against = -1 if option.is_key else 1
        if (option.discrimination or 0) * against <= 0:
            continue
        odd = [_follows(picks[option.id], rest, sample) * against > 0 for sample in samples]
        if np.mean(odd) >= (1 + ALARM) / 2:  # two-sided: there are many options to be odd
            does = "leave the right" if option.is_key else "choose the wrong"
            return f"Learners who know more {does} option {option.id!r}: check the key."
    return None


def _follows(picked: Scores, rest: Scores, sample: NDArray[np.int64]) -> float:
    return correlation(picked[sample], rest[sample]) or 0.0


COLUMNS = (
    *("question", "facility", "facility low", "facility high", "discrimination", "discrimination low"),
    *("discrimination high", "point-biserial", "upper-lower", "efficiency", "median seconds", "options", "alarm"),
)


ERROR = ("error", "error low", "error high")


def as_csv(quiz: str, analysis: Analysis) -> str:
    """Write the figures as a table: a line for each question, and a first one for the whole quiz."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    alpha = analysis.alpha
    table.writerow(["quiz", "learners", "left out", "mean", "deviation", "alpha", "alpha low", "alpha high", *ERROR])
    error = analysis.error_interval or (None, None)
    figures = (analysis.mean, analysis.deviation, *_three(alpha), analysis.error, *error)
    table.writerow([quiz, analysis.learners, analysis.left_out, *map(_written, figures)])
    table.writerow(COLUMNS)
    table.writerows(_row(question) for question in analysis.questions)
    return out.getvalue()


def _row(question: Question) -> Iterator[str]:
    yield question.name
    yield from map(_written, _three(question.facility))
    yield from map(_written, _three(question.discrimination))
    yield from map(_written, (question.point_biserial, question.upper_lower, question.efficiency))
    yield _written(question.median_seconds)
    yield "; ".join(f"{option.id}{'*' if option.is_key else ''} {option.count}" for option in question.options)
    yield question.alarm or ""


def _three(estimate: Estimate | None) -> tuple[float | None, float | None, float | None]:
    return (estimate.value, estimate.low, estimate.high) if estimate else (None, None, None)


def _written(figure: float | None) -> str:
    return "" if figure is None else f"{figure:.4g}"
