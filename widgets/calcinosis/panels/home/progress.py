"""What a learner has read, answered and met in a lesson, and what is worth another look."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from calcinosis.content.lessons import Lesson
from calcinosis.panels.shared.session import Session, record_of_checks, record_of_reading
from calcinosis.quiz.records import is_answered

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question that shows whether a section was understood, with how it was answered."""

    section: str
    kind: str
    """``check`` in the lesson, ``quiz`` or ``patient``."""
    verdict: str | None
    """right, partly, wrong, empty or waiting; None while it is not answered or its result is not known."""
    at: str
    """When the verdict was given, UTC, ISO 8601; empty when it is not known."""

    @property
    def told(self) -> bool:
        """Whether it says anything about the learner."""
        return self.verdict in ("right", "partly", "wrong", "empty")

    @property
    def missed(self) -> bool:
        """Whether it was not fully right."""
        return self.told and self.verdict != "right"


def asked_in(
    lesson: Lesson, session: Session, results: Iterable[Mapping[str, Any]], met: Iterable[Mapping[str, Any]] = ()
) -> list[Asked]:
    """Return every check of a lesson, and every question and decision that belongs to one of its sections.

    Parameters
    ----------
    results
        Published results of quizzes, as the record has them.
    met
        Closed plays of patients, as ``panels.case_list.met`` gives them.
    """
    entries = session.records.draft(session.learner, record_of_checks(lesson.number)).entries
    found = [
        Asked(section.id, "check", entries.get(name, {}).get("verdict"), str(entries.get(name, {}).get("at") or ""))
        for section in lesson.sections
        for name in section.checks
    ]
    known = {section.id for section in lesson.sections}
    found += [
        Asked(item["section"], "quiz", item.get("verdict"), str(result.get("graded_at") or ""))
        for result in results
        for item in result.get("items", [])
        if item.get("lesson") == lesson.number and item.get("section") in known
    ]
    found += [
        Asked(section, "patient", _verdict(decision["share"]), play["at"])
        for play in met
        if play["lesson"] == lesson.number
        for decision in play["decisions"]
        if (section := section_of(lesson, decision["claims"]))
    ]
    return found


def section_of(lesson: Lesson, claims: Iterable[str]) -> str | None:
    """Return the section, of those that an objective names, which teaches most of the claims; None teaches any."""
    wanted = set(claims)
    teaching = {name for objective in lesson.objectives for name in objective.sections}
    shared = {each.id: len(wanted & set(each.claims)) for each in lesson.sections if each.id in teaching}
    best = max(shared, key=lambda name: shared[name], default=None)
    return best if best and shared[best] else None


def _verdict(share: float) -> str:
    return "right" if share >= 1 else "partly" if share > 0 else "wrong"


def progress_in(
    lesson: Lesson, session: Session, results: Iterable[Mapping[str, Any]], met: Iterable[Mapping[str, Any]] = ()
) -> Plain:
    """Return what the course home shows of one lesson: checks, reading, objectives, sections to look at again."""
    checks = session.records.draft(session.learner, record_of_checks(lesson.number))
    reading = session.records.draft(session.learner, record_of_reading(lesson.number))
    known = {section.id for section in lesson.sections}
    read = {name: str(entry.get("answer")) for name, entry in reading.entries.items() if name in known}
    asked = asked_in(lesson, session, results, met)
    return {
        "checks": len(lesson.checks),
        "answered": sum(name in lesson.checks and is_answered(entry) for name, entry in checks.entries.items()),
        "at": max((at for at in (checks.saved_at, reading.saved_at) if at), default=None),
        "sections": len(lesson.sections),
        "read": len(read),
        "last": max(read, key=lambda name: read[name], default=None),
        "objectives": [
            objective(text=each.text, asked=[one for one in asked if one.section in each.sections])
            for each in lesson.objectives
        ],
        "again": list(again(lesson, asked, read)),
    }


def objective(*, text: str, asked: list[Asked]) -> Plain:
    """Say of one objective how many of its questions were right, and whether that meets it.

    It is met when every check of its sections, every question of a released quiz and every decision about a patient
    that belongs to them was right, and open while a check is not answered. Nothing is rounded up.
    """
    told = [one for one in asked if one.told]
    if not told:
        state = "not tried"
    elif any(one.missed for one in told):
        state = "missed"
    elif any(one.kind == "check" and not one.told for one in asked):
        state = "begun"
    else:
        state = "met"
    return {
        "text": text,
        "state": state,
        "right": sum(one.verdict == "right" for one in told),
        "told": len(told),
        "sections": list(dict.fromkeys(one.section for one in told if one.missed)),
    }


def again(lesson: Lesson, asked: Iterable[Asked], read: Mapping[str, str]) -> Iterable[Plain]:
    """Return the sections in which a question was missed and that were not read since."""
    missed: dict[str, list[Asked]] = {}
    for one in asked:
        if one.missed and read.get(one.section, "") <= one.at:
            missed.setdefault(one.section, []).append(one)
    for section in lesson.sections:
        if section.id in missed:
            found = missed[section.id]
            yield {
                "href": f"lessons/{lesson.path.name}#{section.id}",
                "title": section.title,
                "lesson": lesson.number,
                "missed": len(found),
                "at": max(one.at for one in found),
            }
