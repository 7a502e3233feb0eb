"""The course home: lessons, quizzes and where the learner stands with each."""

import json
from typing import Any

import traitlets

from calcinosis.content.lessons import Lesson
from calcinosis.panels.cases.case_list import met, patients
from calcinosis.panels.home import own_record
from calcinosis.panels.home.progress import progress_in
from calcinosis.panels.quiz.clock import standing_of
from calcinosis.panels.quiz.entries import is_finished
from calcinosis.panels.quiz.tries import counted, tries_of
from calcinosis.panels.reading.search_index import index, lessons_of
from calcinosis.panels.shared.base import module, style
from calcinosis.panels.shared.page import Page
from calcinosis.panels.shared.session import Session, required
from calcinosis.quiz.records import shown


class HomePage(Page):
    """The home of the course for the learner of this kernel.

    Lessons and quizzes are those in the folder of served pages: what is not there is not promised.

    Raises
    ------
    CalcinosisError
        The page was opened outside the course.
    """

    _esm = module("home/home_page.js")
    _css = style("shared/page.css", "home/home_page.css", "home/home_patients.css", "home/search.css")
    page = traitlets.Dict(read_only=True).tag(sync=True)

    def __init__(self) -> None:
        self._session = required()
        super().__init__()
        self.set_trait("page", self._page())

    def _reply(self, message: dict[str, Any]) -> dict[str, Any] | None:
        match message.get("type"):
            case "look":
                return {"type": "page", "page": self._page()}
            case "index":
                return {"type": "index", "index": index(self._session)}
            case "record":
                lessons = lessons_of(self._session)
                texts = {"json": own_record.as_json(self._session, lessons)}
                texts["csv"] = own_record.as_csv(self._session, lessons)
                return {"type": "record", "learner": self._session.learner, **texts}
        return None

    def _page(self) -> dict[str, Any]:
        session = self._session
        paths = sorted(session.apps.glob("quizzes/*.public.json"))
        quizzes = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
        results = [session.records.result(session.learner, quiz["quiz"]) or {} for quiz in quizzes]
        plays = met(session)
        return {
            "lessons": [_lesson(lesson, session, results, plays) for lesson in lessons_of(session)],
            "quizzes": [_quiz(quiz, session) for quiz in sorted(quizzes, key=lambda quiz: quiz["lesson"])],
            "patients": patients(session),
            "appendix": _appendix(session),
            "instructor": _instructor(session) if session.instructor else None,
        }


def _lesson(
    lesson: Lesson, session: Session, results: list[dict[str, Any]], plays: list[dict[str, Any]]
) -> dict[str, Any]:
    progress = progress_in(lesson, session, results, plays)
    href = f"lessons/{lesson.path.name}"
    titles = {section.id: section.title for section in lesson.sections}
    for objective in progress["objectives"]:
        missed = objective.pop("sections")
        objective["reread"] = [{"href": f"{href}#{name}", "title": titles[name]} for name in missed]
    return {
        "href": href,
        "number": lesson.number,
        "title": lesson.title,
        "question": lesson.question,
        "minutes": lesson.minutes,
        **progress,
        "goon": f"{href}#{progress['last']}" if progress["last"] else href,
    }


def _appendix(session: Session) -> str | None:
    """Return the address of the page that tells how the model was tested, if it is served."""
    found = next(session.apps.glob("lessons/appendix-*.ipynb"), None)
    return found and f"lessons/{found.name}"


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
        "lesson": quiz["lesson"],
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
        "counted": counted(quiz, tries_of(session, quiz["quiz"])),
        "score": state.score,
        "max": state.max,
        "graded_at": result and result.get("graded_at"),
        "marked": state.marked,
        "trouble": state.trouble is not None,
    }


def _instructor(session: Session) -> dict[str, Any]:
    """Say what waits for the instructor; the registrar counts it, so that this kernel need not open a gradebook."""
    try:
        told = json.loads((session.state / "runtime" / "waiting.json").read_text(encoding="utf-8"))
        return {"waiting": int(told["answers"])}
    except (OSError, ValueError, KeyError, TypeError):
        return {"waiting": None}
