"""The result a learner sees: question, own answer, right answer, reasons, comments; less what the quiz keeps back."""

import hashlib
from collections.abc import Mapping
from typing import Any

from calcinosis.content.references import references
from calcinosis.grading.gradebook import Marked, Row
from calcinosis.grading.notebook import TEST
from calcinosis.grading.paper import FATES, Paper, by_machine, hints
from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.kinds.short import ShortItem
from calcinosis.quiz.marking import explain, hints_taken
from calcinosis.quiz.quiz_file import Question
from calcinosis.quiz.records import Submission, shown

Plain = dict[str, Any]


def is_due(paper: Paper, marked: Marked, *, released: bool) -> bool:
    """Tell whether a learner may see the result now.

    Practice shows what is known at once. Anything graded waits until a person has marked what a person marks and, where
    the quiz says so, until the instructor has released it.
    """
    if paper.quiz.mode == "practice":
        return True
    return not marked.waiting and (released or paper.quiz.feedback == "at-once")


def shows_keys(paper: Paper, submission: Submission) -> bool:
    """Tell whether the right answers may be shown: never in an exam, nor while a graded quiz can be tried again."""
    if paper.quiz.mode == "practice":
        return True
    tries = paper.quiz.attempts
    return paper.quiz.mode == "graded" and tries is not None and submission.attempt >= tries


def digest(paper: Paper, marked: Marked) -> str:
    """Return a value that changes with all that a result tells: marks, what was dropped, and what is right."""
    versions = [(question.name, question.item.id, question.item.version) for question in paper.quiz.questions]
    facts: list[object] = [sorted(marked.rows.items()), sorted(marked.comments.items()), marked.penalty, versions]
    if marked.ticks:
        facts.append(sorted((name, ticks.written()) for name, ticks in marked.ticks.items()))
    if paper.dropped:
        facts.append(sorted(paper.dropped.items()))
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def result(paper: Paper, submission: Submission, marked: Marked, *, at: str) -> Plain:
    """Make the result of one submission.

    Parameters
    ----------
    at
        When it was marked, UTC, ISO 8601.

    Returns
    -------
    dict
        JSON; nothing of the key is in it where the quiz keeps the key back.
    """
    keys = shows_keys(paper, submission)
    return {
        "quiz": paper.quiz.id,
        "title": paper.quiz.title,
        "mode": paper.quiz.mode,
        "receipt": shown(submission.receipt),
        "attempt": submission.attempt,
        "submitted_at": submission.submitted_at,
        "graded_at": at,
        "score": round(max(0.0, marked.score), 2),
        "max": paper.points,
        "penalty": marked.penalty,
        "waiting": marked.waiting,
        "keys": keys,
        "items": [_item(paper, question, submission, marked, keys=keys) for question in paper.quiz.questions],
    }


def _item(paper: Paper, question: Question, submission: Submission, marked: Marked, *, keys: bool) -> Plain:
    item, entry = question.item, submission.entries.get(question.name) or {}
    answer, drawn = entry.get("answer"), submission.sheet[question.name]
    by_hand = KINDS[item.kind].by_hand
    row = marked.rows[question.name if by_hand else question.name + TEST]
    machine = by_machine(paper, question, answer, drawn, hints(submission, question.name))
    parts = explain(item, answer, seed=drawn["seed"], values=drawn.get("values"))
    fate = paper.dropped.get(question.name)
    verdict = _verdict(row, machine.verdict, question.points, by_hand=by_hand)
    return {
        "name": question.name,
        "id": item.id,
        "kind": item.kind,
        "title": item.title,
        "points": round(row.score, 2),
        "max": 0.0 if fate == "remove" else question.points,
        "verdict": "dropped" if fate == "remove" else verdict,
        "dropped": FATES[fate] if fate else None,
        "reasons": list(machine.reasons) if keys and not (fate or by_hand or row.manual is not None) else [],
        "hints": hints_taken(item, hints(submission, question.name), drawn.get("values") or {}, question.points),
        "comment": marked.comments.get(question.name),
        "sources": _sources(item.sources) if keys else [],
        "lesson": item.lesson,
        "section": item.section,
        "confidence": entry.get("confidence"),
        **(parts | _by_line(question, parts, marked) if keys else _without_key(parts)),
    }


def _by_line(question: Question, parts: Plain, marked: Marked) -> Plain:
    """Say what each line of the rubric earned, in the question's points; ``earned`` is None where nobody said."""
    item, ticks = question.item, marked.ticks.get(question.name)
    if not isinstance(item, ShortItem):
        return {}
    scale = question.points / item.points
    rubric = [
        {
            "text": line["text"],
            "points": round(line["points"] * scale, 2),
            "earned": None if ticks is None else round(line["points"] * scale, 2) if place in ticks.lines else 0.0,
        }
        for place, line in enumerate(parts["rubric"])
    ]
    failed = [item.fail_if[place] for place in ticks.failed if place < len(item.fail_if)] if ticks else []
    return {"rubric": rubric, "failed": failed, "adjust": ticks.adjust if ticks else 0.0}


def _verdict(row: Row, by_machine: str, points: float, *, by_hand: bool) -> str:
    if row.manual is None and not by_hand:
        return by_machine
    if by_machine == "empty" and not row.score:
        return "empty"
    if row.waiting and (by_hand or row.manual is None):
        return "waiting"  # points by hand that are not final, or were given to an earlier attempt, are no verdict
    return "right" if row.score >= points else "partly" if row.score > 0 else "wrong"


def _without_key(parts: Mapping[str, Any]) -> Plain:
    """Leave out everything that tells what is right: what experts voted, what harms, steps that were never opened."""
    options = [{**{name: option.get(name) for name in SEEN}, "right": None, "why": None} for option in parts["options"]]
    kept = {**parts, "expected": None, "why": None, "rubric": [], "options": options}
    kept.pop("panel", None)
    if "steps" in kept:
        opened = [step for place, step in enumerate(kept["steps"]) if place == 0 or _is_given(step)]
        kept["steps"] = [{**_without_key(step), "share": None} for step in opened]
    return kept


SEEN = ("id", "text", "chosen")
"""What a learner saw of an option before submitting."""


def _is_given(step: Mapping[str, Any]) -> bool:
    return step["given"] is not None or any(option["chosen"] not in (None, False) for option in step["options"])


def _sources(keys: tuple[str, ...]) -> list[Plain]:
    known = references()
    return [
        {"key": key, "text": known[key].citation, "url": known[key].url or None}
        if key in known
        else {"key": key, "text": key, "url": None}
        for key in keys
    ]
