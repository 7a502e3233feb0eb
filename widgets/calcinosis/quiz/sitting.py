"""Sitting a quiz: when it is open, how long it lasts, what lateness costs, which attempt counts.

Standard library only: the page, the registrar and a replay ask the same functions.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

GRACE = timedelta(seconds=20)
"""How late an answer that was sent before the end may arrive."""
DAY = timedelta(days=1)

Counts = Literal["last", "best", "first", "average"]


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one learner is granted in every quiz: more time, later deadlines."""

    time_factor: float = 1.0
    """The minutes of an exam are multiplied by it."""
    extension: timedelta = timedelta()
    """Added to due and closing times."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a learner stands with the clock."""

    status: Literal["not yet", "open", "late", "closed"]
    until: datetime | None
    """When the status ends; None when it does not."""
    factor: float
    """Share of the points that a submission now keeps."""
    words: str
    """The same in words for the learner."""

    @property
    def accepts(self) -> bool:
        """Whether answers are taken."""
        return self.status in ("open", "late")

    @property
    def save_until(self) -> str | None:
        """Last moment for ``Records.save``, with the grace of the wire; None for any time."""
        return (self.until + GRACE).astimezone(UTC).isoformat(timespec="milliseconds") if self.until else None


@dataclass(frozen=True, slots=True)
class Window:
    """The times of a quiz as they hold for one learner."""

    opens: datetime | None
    due: datetime | None
    closes: datetime | None
    minutes: float | None
    """Time allowed in an exam; None elsewhere."""
    late: Mapping[str, float] | None
    """``per_day`` and ``at_most``: shares of the points."""

    def factor(self, submitted: datetime) -> float:
        """Return the share of the points that a submission at this time keeps."""
        if self.due is None or self.late is None or submitted <= self.due + GRACE:
            return 1.0
        days = math.ceil((submitted - self.due) / DAY)
        return 1.0 - min(self.late["at_most"], self.late["per_day"] * days)

    def end(self, started: datetime | None) -> datetime | None:
        """Return the end of an attempt begun at this time."""
        ends = [self.closes] if self.closes else []
        if self.minutes is not None and started is not None:
            ends.append(started + timedelta(minutes=self.minutes))
        return min(ends, default=None)

    def standing(self, now: datetime, started: datetime | None = None) -> Standing:
        """Say where a learner stands now, who began at ``started``."""
        if self.opens and now < self.opens:
            return Standing("not yet", self.opens, 1.0, f"Opens {in_words(self.opens)}.")
        end = self.end(started)
        if end and now > end:
            return Standing("closed", None, 0.0, f"Closed since {in_words(end)}.")
        if self.due is None or now <= self.due or self.late is None:
            until = end if self.late is None or self.due is None else min(self.due, end or self.due)
            return Standing("open", until, 1.0, f"Open until {in_words(until)}." if until else "Open.")
        kept = self.factor(now)
        return Standing("late", end, kept, f"Late since {in_words(self.due)}: {kept:.0%} of the points are left.")


def window(public_quiz: Mapping[str, Any], allowance: Allowance | None = None) -> Window:
    """Return the times of a public quiz as they hold for a learner.

    Examples
    --------
    >>> exam = {"mode": "exam", "minutes": 20, "due": "2026-11-23T09:00+00:00"}
    >>> window(exam, Allowance(time_factor=1.5)).minutes
    30.0
    """
    granted = allowance or Allowance()
    opens, due, closes = (_moment(public_quiz.get(name)) for name in ("opens", "due", "closes"))
    late = public_quiz.get("late")
    closes = closes or (due if late is None else None)  # what is not taken late closes when it is due
    timed = public_quiz["mode"] == "exam" and public_quiz.get("minutes")
    return Window(
        opens=opens,
        due=due + granted.extension if due else None,
        closes=closes + granted.extension if closes else None,
        minutes=public_quiz["minutes"] * granted.time_factor if timed else None,
        late=late,
    )


def moment(text: str) -> datetime:
    """Read a time of the record."""
    return datetime.fromisoformat(text)


def _moment(text: str | None) -> datetime | None:
    return moment(text) if text else None


def in_words(time: datetime) -> str:
    """Write a time for people, with day, clock and zone."""
    return f"{time:%a} {time.day} {time:%b %Y, %H:%M %Z}".rstrip()


def counting(scores: Sequence[float], rule: Counts) -> float:
    """Return the score that counts of several attempts, in the order they were made, at least one."""
    match rule:
        case "last":
            return scores[-1]
        case "first":
            return scores[0]
        case "best":
            return max(scores)
        case _:  # average
            return sum(scores) / len(scores)
