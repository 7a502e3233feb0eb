"""A learner's own record, to take away: answers, results, checks, reading and patients, as JSON and as CSV."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from calcinosis.content.lessons import Lesson
from calcinosis.panels.cases.case_plays import moves_of, standing
from calcinosis.panels.shared.session import Session, record_of_checks, record_of_reading
from calcinosis.quiz.cases import compiled
from calcinosis.quiz.records import now, shown

COLUMNS = ("kind", "lesson", "name", "question", "answer", "confidence", "verdict", "points", "of", "at")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Row = dict[str, Any]


def rows(session: Session, lessons: list[Lesson]) -> list[Row]:
    """Return everything that the course keeps of this learner, one row for each answer, result or section read."""
    quizzes = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(session.apps.glob("quizzes/*.json"))]
    found = [row for lesson in lessons for row in (*_checks(session, lesson), *_reading(session, lesson))]
    for quiz in quizzes:
        found += _quiz(session, quiz)
    return found + [row for name in compiled.names() for row in _patient(session, compiled.case(name))]


def as_json(session: Session, lessons: list[Lesson]) -> str:
    """Write the record as JSON."""
    told = {"course": "calcinosis", "learner": session.learner, "made_at": now(), "rows": rows(session, lessons)}
    return json.dumps(told, ensure_ascii=False, indent=1)


def as_csv(session: Session, lessons: list[Lesson]) -> str:
    """Write the record as CSV; a spreadsheet takes no answer for a formula."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(COLUMNS)
    table.writerows([_cell(row.get(name)) for name in COLUMNS] for row in rows(session, lessons))
    return text.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _checks(session: Session, lesson: Lesson) -> Iterator[Row]:
    draft = session.records.draft(session.learner, record_of_checks(lesson.number))
    for name, entry in draft.entries.items():
        yield {
            "kind": "check",
            "lesson": lesson.number,
            "name": lesson.title,
            "question": name,
            "answer": entry.get("answer"),
            "verdict": entry.get("verdict"),
            "at": entry.get("at") or draft.saved_at,
        }


def _reading(session: Session, lesson: Lesson) -> Iterator[Row]:
    titles = {section.id: section.title for section in lesson.sections}
    draft = session.records.draft(session.learner, record_of_reading(lesson.number))
    for name, entry in draft.entries.items():
        yield {
            "kind": "section read",
            "lesson": lesson.number,
            "name": lesson.title,
            "question": titles.get(name, name),
            "at": entry.get("answer"),
        }


def _patient(session: Session, case: Row) -> Iterator[Row]:
    common = {"lesson": case["lesson"], "name": case["title"]}
    for play, move in moves_of(session, case):
        told = move.get("chosen", move.get("what"))
        question = f"patient {play}: {move['do']}"
        if move["do"] == "decide":
            question += f" {move['what']}"
        yield {**common, "kind": "patient, move", "question": question, "answer": told}
    for play, result in sorted(standing(session, case).closed.items()):
        for decision, share in result.get("decisions", {}).items():
            question = f"patient {play}: {decision}"
            yield {**common, "kind": "patient, decision", "question": question, "points": share, "of": 1.0}
        earned = {"points": result["share"], "of": 1.0, "at": result["at"]}
        yield {**common, "kind": "patient discharged", "question": f"patient {play}", **earned}


def _quiz(session: Session, quiz: dict[str, Any]) -> Iterator[Row]:
    records, learner, name = session.records, session.learner, str(quiz["quiz"])
    titles = {item["name"]: item["title"] for item in quiz["items"]}
    common = {"lesson": quiz.get("lesson"), "name": quiz["title"]}
    submissions = records.submissions(name, learner)
    for each in submissions:
        result = records.result(learner, name, each.attempt) or {}
        marks = {item["name"]: item for item in result.get("items", [])}
        receipt = f"attempt {each.attempt}, receipt {shown(each.receipt)}"
        yield {**common, "kind": "quiz submitted", "question": receipt, "at": each.submitted_at}
        for question, entry in each.entries.items():
            mark = marks.get(question, {})
            yield {
                **common,
                "kind": "quiz answer",
                "question": titles.get(question, question),
                "answer": entry.get("answer"),
                "confidence": entry.get("confidence"),
                "verdict": mark.get("verdict"),
                "points": mark.get("points"),
                "of": mark.get("max"),
                "at": each.submitted_at,
            }
        if result:
            points = {"points": result.get("score"), "of": result.get("max")}
            yield {**common, "kind": "quiz result", "question": receipt, **points, "at": result.get("graded_at")}
    draft = records.draft(learner, name)
    if not draft.frozen:
        for question, entry in draft.entries.items():
            yield {
                **common,
                "kind": "quiz answer, not submitted",
                "question": titles.get(question, question),
                "answer": entry.get("answer"),
                "confidence": entry.get("confidence"),
                "at": draft.saved_at,
            }
