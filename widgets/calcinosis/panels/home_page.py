"""The course home: lessons, quizzes and where the learner stands with each."""

import json
from pathlib import Path
from typing import Any

import traitlets

from calcinosis.content.lessons import Lesson, read_lessons
from calcinosis.errors import CalcinosisError
from calcinosis.panels.base import module, style
from calcinosis.panels.clock import standing_of
from calcinosis.panels.entries import is_finished
from calcinosis.panels.page import Page
from calcinosis.panels.session import Session, record_of_checks, required
from calcinosis.quiz.records import Draft, is_answered, shown


class HomePage(Page):
    """The home of the course for the learner of this kernel.

    Lessons and quizzes are those in the folder of served pages: what is not there is not promised.

    Raises
    ------
    CalcinosisError
        The page was opened outside the course.
    """

    _esm = module("home_page.js")
    _css = style("page.css", "home_page.css")
    page = traitlets.Dict(read_only=True).tag(sync=True)

    def __init__(self) -> None:
        self._session = required()
        super().__init__()
        self.set_trait("page", self._page())

    def _reply(self, message: dict[str, Any]) -> dict[str, Any] | None:
        return {"type": "page", "page": self._page()} if message.get("type") == "look" else None

    def _page(self) -> dict[str, Any]:
        apps = self._session.apps
        quizzes = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(apps.glob("quizzes/*.public.json"))]
        return {
            "lessons": [_lesson(lesson, self._session) for lesson in _lessons(apps / "lessons")],
            "quizzes": [_quiz(quiz, self._session) for quiz in sorted(quizzes, key=lambda quiz: quiz["lesson"])],
            "instructor": _is_instructor(self._session.state),
        }


def _lessons(folder: Path) -> list[Lesson]:
    try:
        return list(read_lessons(folder))
    except CalcinosisError:
        # one broken notebook must not close the whole course: the content check names it to its author
        return []


def _lesson(lesson: Lesson, session: Session) -> dict[str, Any]:
    draft: Draft = session.records.draft(session.learner, record_of_checks(lesson.number))
    return {
        "href": f"lessons/{lesson.path.name}",
        "number": lesson.number,
        "title": lesson.title,
        "question": lesson.question,
        "minutes": lesson.minutes,
        "checks": len(lesson.checks),
        "answered": sum(name in lesson.checks and is_answered(entry) for name, entry in draft.entries.items()),
        "at": draft.saved_at,
    }


def _quiz(quiz: dict[str, Any], session: Session) -> dict[str, Any]:
    state = session.records.state(session.learner, quiz["quiz"], of=len(quiz["items"]))
    result = session.records.result(session.learner, quiz["quiz"], state.attempt) if state.feedback else None
    draft = session.records.draft(session.learner, quiz["quiz"])
    answers = {name: entry.get("answer") for name, entry in draft.entries.items()}
    clock = standing_of(quiz, session, draft)
    return {
        "clock": clock.status,
        "until": clock.until and clock.until.isoformat(),
        "href": f"quizzes/{quiz['quiz']}.ipynb",
        "feedback": f"feedback.ipynb?quiz={quiz['quiz']}",
        "title": quiz["title"],
        "mode": quiz["mode"],
        "questions": len(quiz["items"]),
        "minutes": quiz["minutes"],
        "attempts": quiz["attempts"],
        "attempt": state.attempt,
        "status": state.status,
        "answered": sum(is_finished(item, answers.get(item["name"])) for item in quiz["items"]),
        "saved_at": state.saved_at,
        "submitted_at": state.submitted_at,
        "receipt": state.receipt and shown(state.receipt),
        "score": state.score,
        "max": state.max,
        "graded_at": result and result.get("graded_at"),
        "trouble": state.trouble is not None,
    }


def _is_instructor(state: Path) -> bool:
    """Tell whether to show the way to formgrader: on a laptop, where one account is both, always."""
    try:
        told = json.loads((state / "runtime" / "serve.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return True
    return bool(told.get("instructor", True)) if isinstance(told, dict) else True
