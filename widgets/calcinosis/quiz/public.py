"""The public quiz: what learners may have before they answer. No key, rationale or rubric."""

from datetime import datetime

from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.kinds.base import Hint, Plain
from calcinosis.quiz.quiz_file import Question, Quiz


def public_quiz(quiz: Quiz) -> Plain:
    """Return what ``<quiz>.public.json`` holds."""
    return {
        "quiz": quiz.id,
        "title": quiz.title,
        "lesson": quiz.lesson,
        "mode": quiz.mode,
        "attempts": quiz.attempts,
        "points": quiz.points,
        "minutes": quiz.minutes,
        "feedback": quiz.feedback,
        "confidence": quiz.confidence,
        "introduction": quiz.introduction,
        "opens": _time(quiz.opens),
        "due": _time(quiz.due),
        "closes": _time(quiz.closes),
        "late": {"per_day": quiz.late.per_day, "at_most": quiz.late.at_most} if quiz.late else None,
        "counts": quiz.counts,
        "items": [_public_question(quiz, question) for question in quiz.questions],
    }


def _time(time: datetime | None) -> str | None:
    return time.isoformat() if time else None


def hints(quiz: Quiz) -> dict[str, list[str]]:
    """Return the texts of the hints, by question: not public, given out one by one as learners take them."""
    return {
        question.name: [hint.text if isinstance(hint, Hint) else hint for hint in question.item.hints]
        for question in quiz.questions
        if question.item.hints and quiz.hints
    }


def _public_question(quiz: Quiz, question: Question) -> Plain:
    public = public_item(question)
    return public if quiz.hints else {**public, "hints": []}


def public_item(question: Question) -> Plain:
    """Return what learners may know of one question."""
    item = question.item
    return {
        "name": question.name,
        "id": item.id,
        "version": item.version,
        "kind": item.kind,
        "title": item.title,
        "points": float(question.points),
        "vignette": item.vignette,
        "stem": item.stem,
        "variables": item.plain_variables(),
        "hints": [{"cost": hint.cost if isinstance(hint, Hint) else 0.0} for hint in item.hints],
        **KINDS[item.kind].public(item),
    }
