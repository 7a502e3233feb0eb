"""One answer on the marker's desk: how it stands, what a page may change about it, and how that is undone."""

# nbgrader declares its tables in SQLAlchemy's old way, in which a column and its value have the same type:
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false, reportGeneralTypeIssues=false

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nbgrader.api import Comment, Grade

from calcinosis.errors import CalcinosisError
from calcinosis.grading.by_hand import Entry, Given, Log, Standing, Ticks
from calcinosis.quiz.kinds.short import ShortItem
from calcinosis.quiz.marking import from_rubric
from calcinosis.quiz.quiz_file import Question

Plain = dict[str, Any]

LONGEST_COMMENT = 10_000
"""Characters."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it lies on the desk."""

    learner: str
    text: str
    stamp: str
    attempt: int
    row: Plain
    """What was drawn for this learner."""
    grade: Grade
    comment: Comment

    @property
    def standing(self) -> Standing:
        """What nbgrader's rows say."""
        return Standing(self.grade.manual_score, self.comment.manual_comment, bool(self.grade.needs_manual_grade))


def checked(item: ShortItem, question: Question, mark: Mapping[str, Any]) -> Ticks:
    """Check what a page sent, as everything from a page is checked."""

    def places(name: str, most: int) -> tuple[int, ...]:
        given = mark.get(name, [])
        if not isinstance(given, list) or any(type(each) is not int or not 0 <= each < most for each in given):
            raise CalcinosisError(f"this cannot be kept: {name} are numbers below {most}")
        return tuple(sorted(set(given)))

    adjust, comment = mark.get("adjust", 0), mark.get("comment", "")
    if isinstance(adjust, bool) or not isinstance(adjust, int | float) or not abs(adjust) <= question.points:
        raise CalcinosisError(f"this cannot be kept: at most {question.points:g} points are added or taken by hand")
    if not isinstance(comment, str) or len(comment) > LONGEST_COMMENT:
        raise CalcinosisError(f"this cannot be kept: a comment is text of at most {LONGEST_COMMENT} characters")
    return Ticks(
        lines=places("lines", len(item.rubric)),
        failed=places("failed", len(item.fail_if)),
        adjust=round(float(adjust), 2),
        comment=comment.strip(),
        given=mark.get("given") is True,
        later=mark.get("later") is True,
    )


def points_of(item: ShortItem, points: float, ticks: Ticks) -> float:
    """Give the points that ticked lines and what was added by hand come to, 0 to ``points``."""
    if ticks.failed:
        return 0.0
    return from_rubric(item, ticks.lines, points=points, adjust=ticks.adjust * item.points / points).points


def enter(answer: Answer, last: Entry | None, ticks: Ticks, item: ShortItem, question: Question) -> Given:
    """Put marks into nbgrader's rows of one answer, as formgrader does."""
    before = answer.standing
    marks = ticks.given or ticks.lines or ticks.failed or ticks.adjust
    score = points_of(item, question.points, ticks) if marks else None
    answer.grade.manual_score = score
    answer.grade.needs_manual_grade = not ticks.given
    answer.comment.manual_comment = ticks.comment or None
    return Given(
        learner=answer.learner,
        stamp=answer.stamp,
        ticks=None if ticks.is_blank and not ticks.later else ticks,
        score=score,
        comment=ticks.comment or None,
        before=before,
        before_ticks=last.ticks if last and last.holds(before) else None,
    )


def restore(answer: Answer, log: Log, entry: Entry) -> Given:
    """Put back what a row wrote over."""
    now, last = answer.standing, log.last[answer.learner]
    answer.grade.manual_score = entry.before.score
    answer.grade.needs_manual_grade = entry.before.waiting
    answer.comment.manual_comment = entry.before.comment
    return Given(
        learner=answer.learner,
        stamp=answer.stamp,
        ticks=entry.before_ticks,
        score=entry.before.score,
        comment=entry.before.comment,
        before=now,
        before_ticks=last.ticks if last.holds(now) else None,
    )


def status_of(answer: Answer, last: Entry | None) -> str:
    """Say in a word how an answer stands: waiting, begun, later, again or given."""
    standing = answer.standing
    if not standing.waiting:
        return "given"
    ticks = last.ticks if last and last.holds(standing) else None
    if ticks is None:
        return "begun" if standing.score is not None else "waiting"
    return "later" if ticks.later else "again" if ticks.given else "begun"


def standing_of(answer: Answer, last: Entry | None) -> Plain:
    """Say how an answer stands.

    Returns
    -------
    dict
        ``status`` (waiting, begun, later, given; again: was final and waits once more), ``points`` or None,
        ``lines, failed, adjust, comment, later``, ``elsewhere`` (the points are formgrader's), ``note``, ``at``.
    """
    standing = answer.standing
    own = last if last and last.holds(standing) else None
    ticks = own.ticks if own and own.ticks else Ticks(comment=standing.comment or "")
    elsewhere = standing.score is not None and not (own and own.ticks)
    note = ""
    if elsewhere:
        replaced = f", in place of {last.score:g} given here" if last and last.score is not None and not own else ""
        note = f"Points given in formgrader{replaced}."
    elif own and own.stamp != answer.stamp:
        note = "Handed in again: these marks were given to an earlier attempt."
    elif own and own.before.score is not None and own.before_ticks is None and own.before.score != own.score:
        note = f"Formgrader had {own.before.score:g} before."
    return {
        "status": status_of(answer, last),
        "points": standing.score,
        "lines": list(ticks.lines),
        "failed": list(ticks.failed),
        "adjust": ticks.adjust,
        "comment": ticks.comment,
        "later": ticks.later,
        "elsewhere": elsewhere,
        "note": note,
        "at": own.at if own else None,
    }
