"""Where a learner stands with the clock of a quiz, by the times of the quiz and what this learner is granted."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from calcinosis.errors import CalcinosisError
from calcinosis.panels.shared.session import Session
from calcinosis.quiz.cohort import read
from calcinosis.quiz.records import Draft
from calcinosis.quiz.sitting import GRACE, Allowance, Standing, moment, window


def standing_of(public_quiz: Mapping[str, Any], session: Session, draft: Draft, *, sent: bool = False) -> Standing:
    """Say whether a quiz is open for a learner now, and until when.

    Parameters
    ----------
    sent
        For what is on its way: as it was a grace ago, so that the wire takes nothing from the time allowed.
    """
    started = moment(draft.started_at) if draft.started_at else None
    now = datetime.now(UTC) - (GRACE if sent else timedelta())
    return window(public_quiz, _granted(session)).standing(now, started)


def is_timed(public_quiz: Mapping[str, Any]) -> bool:
    """Tell whether the minutes of a quiz are counted from its beginning."""
    return public_quiz["mode"] == "exam" and bool(public_quiz.get("minutes"))


def minutes_of(public_quiz: Mapping[str, Any], session: Session) -> float | None:
    """Return the minutes this learner has in a timed quiz."""
    return window(public_quiz, _granted(session)).minutes


def _granted(session: Session) -> Allowance:
    try:
        return read(session.state.parent / "quizzes" / "cohort.csv").allowance(session.learner)
    except (CalcinosisError, OSError):
        # a broken list of the cohort costs extra time until it is mended, never the quiz: the build names the mistake
        return Allowance()
