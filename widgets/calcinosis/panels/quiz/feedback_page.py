"""What became of a submitted quiz: waiting, then the result the course has released."""

import json
import os
from typing import Any
from urllib.parse import parse_qs

import traitlets

from calcinosis.content.lessons import Lesson, read_lessons
from calcinosis.errors import CalcinosisError
from calcinosis.panels.quiz.clock import standing_of
from calcinosis.panels.quiz.tries import counted, tries_of
from calcinosis.panels.shared.base import module, style
from calcinosis.panels.shared.page import Page
from calcinosis.panels.shared.session import Session, required
from calcinosis.quiz.recorded import QUIZ_NAME
from calcinosis.quiz.records import Draft, shown


class FeedbackPage(Page):
    """The result of one quiz for the learner of this kernel.

    Parameters
    ----------
    quiz
        Name of the quiz; by default the one in the address of the page, as the server hands it on.

    Raises
    ------
    CalcinosisError
        The page was opened outside the course.
    """

    _esm = module("quiz/feedback_page.js")
    _css = style("shared/page.css", "quiz/questions.css", "quiz/kinds.css", "quiz/review.css", "quiz/feedback_page.css")
    page = traitlets.Dict(read_only=True).tag(sync=True)

    def __init__(self, quiz: str | None = None) -> None:
        self._session = required()
        self._quiz = quiz if quiz is not None else _asked_for()
        super().__init__()
        self.set_trait("page", self._page())

    def _reply(self, message: dict[str, Any]) -> dict[str, Any] | None:
        if message.get("type") != "look":
            return None
        page = self._page(message.get("attempt"))
        return {"type": "same"} if message.get("key") == page["key"] else {"type": "page", "page": page}

    def _page(self, attempt: object = None) -> dict[str, Any]:
        """Return what the page shows: the attempt asked for, by default the latest."""
        learner, records = self._session.learner, self._session.records
        if self._quiz is None or not QUIZ_NAME.fullmatch(self._quiz):
            return {"status": "unknown", "asked": None, "key": "unknown"}
        wanted = attempt if isinstance(attempt, int) and not isinstance(attempt, bool) else None
        submission = records.submission(learner, self._quiz, wanted) or records.submission(learner, self._quiz)
        public = _public(self._session, self._quiz)
        if submission is None and public is None:
            return {"status": "unknown", "asked": self._quiz, "key": "unknown"}
        state = records.state(learner, self._quiz)
        page: dict[str, Any] = {
            "status": "not submitted",
            "quiz": f"quizzes/{self._quiz}.ipynb",
            "begun": state.answered > 0 or state.saved_at is not None,
        }
        if submission is not None:
            result = records.result(learner, self._quiz, submission.attempt)
            page |= {
                "status": "graded" if result else "waiting",
                "receipt": shown(submission.receipt),
                "submitted_at": submission.submitted_at,
                "attempt": submission.attempt,
                "trouble": state.trouble is not None,
                "result": result,
                "lessons": _lessons(self._session) if result else {},
                "tries": tries_of(self._session, self._quiz),
                "again": _next(self._session, public, state.attempt),
            }
            _hang(page["result"], public)
            page["counted"] = counted(public, page["tries"])
        graded_at = (page.get("result") or {}).get("graded_at")
        facts = (page["status"], page.get("receipt"), page.get("trouble"), graded_at, page.get("again"))
        return {**page, "key": f"{facts} {page.get('tries')}"}


def _next(session: Session, public: dict[str, Any] | None, attempt: int) -> int | None:
    """Return the number of the attempt that can be made next; None when there is none left or the time is over."""
    if public is None or (public["attempts"] is not None and attempt >= public["attempts"]):
        return None
    fresh = Draft(attempt + 1, {}, 0, None, frozen=False)
    return attempt + 1 if standing_of(public, session, fresh).accepts else None


def _hang(result: dict[str, Any] | None, public: dict[str, Any] | None) -> None:
    """Hang the pictures into a result: they are kept once with the quiz, not with every learner's result."""
    known = {(item["name"], item["id"]): item for item in (public or {}).get("items", ())}
    for item in (result or {}).get("items", ()):
        asked = known.get((item["name"], item.get("id")), {})
        for explained, question in ((item, asked), *_steps(item, asked)):
            if explained["kind"] == "hotspot" and "svg" in question:
                explained["picture"] = {part: question[part] for part in ("svg", "alt", "several")}


def _steps(item: dict[str, Any], asked: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    questions = {step["name"]: step["question"] for step in asked.get("steps", ())}
    return [(step, questions.get(step["name"], {})) for step in item.get("steps", ())]


def _asked_for() -> str | None:
    """Return the quiz named in the page's address."""
    given = os.environ.get("CALCINOSIS_QUIZ") or parse_qs(os.environ.get("QUERY_STRING", "")).get("quiz", [None])[0]
    return given or None


def _lessons(session: Session) -> dict[str, dict[str, Any]]:
    try:
        lessons = read_lessons(session.apps / "lessons")
    except CalcinosisError:
        # a broken notebook costs the links to sections, not the feedback; the content check names it to its author
        return {}
    return {
        str(lesson.number): {
            "href": f"lessons/{lesson.path.name}",
            "title": lesson.title,
            "minutes": lesson.minutes,
            "sections": _sections(lesson),
        }
        for lesson in lessons
    }


def _sections(lesson: Lesson) -> dict[str, dict[str, Any]]:
    """Return the sections with their place and their minutes: the lesson's, shared out by the length of the text."""
    lengths = [len(section.text.split()) for section in lesson.sections]
    return {
        section.id: {
            "title": section.title,
            "place": place,
            "minutes": max(1, round(lesson.minutes * length / max(1, sum(lengths)))),
        }
        for place, (section, length) in enumerate(zip(lesson.sections, lengths, strict=True), 1)
    }


def _public(session: Session, quiz: str) -> dict[str, Any] | None:
    """Return the public quiz, or None when the course has none of this name."""
    path = session.apps / "quizzes" / f"{quiz}.public.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
