"""What a learner's attempts at a quiz came to, and what counts of them."""

from collections.abc import Mapping
from typing import Any

from calcinosis.panels.shared.session import Session
from calcinosis.quiz.records import shown
from calcinosis.quiz.sitting import counting


def tries_of(session: Session, quiz: str) -> list[dict[str, Any]]:
    """Return the attempts whose result is out, in the order they were made."""
    records = session.records
    tries: list[dict[str, Any]] = []
    for submission in sorted(records.submissions(quiz, session.learner), key=lambda each: each.attempt):
        results = records.results(submission.receipt)
        if results:
            last = results[-1]
            facts = {"attempt": submission.attempt, "receipt": shown(submission.receipt)}
            tries.append({**facts, "score": last["score"], "max": last["max"]})
    return tries


def counted(public_quiz: Mapping[str, Any] | None, tries: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return what counts of several attempts, ``{"rule", "score", "max"}``; None when there is nothing to choose."""
    if public_quiz is None or len(tries) < 2:
        return None
    rule = public_quiz.get("counts", "last")
    score = counting([each["score"] for each in tries], rule)
    return {"rule": rule, "score": round(score, 2), "max": tries[-1]["max"]}
