"""The public quiz: what may leave the instructor's hands before the answers are in. No key, rationale or rubric."""

from calcinosis.quiz.bank import Question, Quiz
from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.kinds.base import Hint, Plain


def public_quiz(quiz: Quiz) -> Plain:
    """Give what ``<quiz>.public.json`` holds."""
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
        "items": [public_item(question) for question in quiz.questions],
    }


def public_item(question: Question) -> Plain:
    """Give what learners may know of one question."""
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
