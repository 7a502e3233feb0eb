"""What can be found from the course home: sections, words, statements, quizzes and patients, each with its address."""

import json
from collections.abc import Iterator
from typing import Any

from calcinosis.content.claims import claims
from calcinosis.content.glossary import glossary
from calcinosis.content.lessons import Lesson, read_lessons
from calcinosis.errors import CalcinosisError
from calcinosis.panels.shared.session import Session
from calcinosis.quiz.cases import compiled

Found = dict[str, Any]


def index(session: Session) -> list[Found]:
    """Return everything that can be found.

    Returns
    -------
    list
        Entries ``{"kind", "title", "where", "text", "href"}``, about 300 kB as JSON: it is sent once, when a learner
        begins to search, and searched in the browser.
    """
    lessons = lessons_of(session)
    return [
        *_terms(),
        *(entry for lesson in lessons for entry in _sections(lesson)),
        *_quizzes(session, lessons),
        *_cases(session),
        *_statements(lessons),
    ]


def lessons_of(session: Session) -> list[Lesson]:
    """Return the lessons that are served; none when one is broken, for the content check names it to its author."""
    try:
        return list(read_lessons(session.apps / "lessons"))
    except CalcinosisError:
        return []


def taught(lessons: list[Lesson]) -> dict[str, list[dict[str, Any]]]:
    """Return for each claim the sections that state it, in reading order."""
    found: dict[str, list[dict[str, Any]]] = {}
    for lesson in lessons:
        for section in lesson.sections:
            for name in dict.fromkeys(section.claims):
                place = {
                    "lesson": lesson.number,
                    "title": section.title,
                    "href": f"lessons/{lesson.path.name}#{section.id}",
                }
                found.setdefault(name, []).append(place)
    return found


def _terms() -> Iterator[Found]:
    for term in glossary().values():
        yield {
            "kind": "word",
            "title": term.term,
            "where": "Glossary",
            "text": " ".join([term.definition, *term.also]),
            "href": f"glossary.ipynb#term-{term.id}",
        }


def _sections(lesson: Lesson) -> Iterator[Found]:
    href = f"lessons/{lesson.path.name}"
    objectives = " ".join(objective.text for objective in lesson.objectives)
    yield {
        "kind": "lesson",
        "title": lesson.title,
        "where": f"Lesson {lesson.number}",
        "text": f"{lesson.question} {objectives}",
        "href": href,
    }
    for section in lesson.sections:
        yield {
            "kind": "section",
            "title": section.title,
            "where": f"Lesson {lesson.number}",
            "text": section.text.removeprefix(section.title).strip(),
            "href": f"{href}#{section.id}",
        }


def _quizzes(session: Session, lessons: list[Lesson]) -> Iterator[Found]:
    titles = {lesson.number: lesson.title for lesson in lessons}
    for path in sorted(session.apps.glob("quizzes/*.public.json")):
        quiz = json.loads(path.read_text(encoding="utf-8"))
        # no question is searched: a quiz that is not open yet stays closed
        yield {
            "kind": "quiz",
            "title": quiz["title"],
            "where": f"Quiz of lesson {quiz['lesson']}" if quiz.get("lesson") else "Quiz",
            "text": titles.get(quiz.get("lesson"), ""),
            "href": f"quizzes/{quiz['quiz']}.ipynb",
        }


def _cases(session: Session) -> Iterator[Found]:
    served = {path.stem for path in session.apps.glob("cases/*.ipynb")}
    for name in compiled.names():
        if name in served:
            case = compiled.case(name)
            yield {
                "kind": "case",
                "title": case["title"],
                "where": f"Patient of lesson {case['lesson']}",
                "text": case["complaint"],
                "href": f"cases/{name}.ipynb",
            }


def _statements(lessons: list[Lesson]) -> Iterator[Found]:
    places = taught(lessons)
    for name, claim in claims().items():
        if name in places:
            place = places[name][0]
            yield {
                "kind": "statement",
                "title": claim.statement,
                "where": f"Lesson {place['lesson']}",
                "text": "",
                "href": place["href"],
            }
