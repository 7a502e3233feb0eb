"""Several attempts at a quiz: which of them stands in the gradebook.

nbgrader keeps one submission of each learner for each quiz, the latest. Where the quiz says that another one counts, or
the average of all, the rows of the gradebook follow the quiz: every attempt lies in the record with its answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from calcinosis.grading.answers import NotAnAnswer, assignment
from calcinosis.grading.gradebook import Marked, Row
from calcinosis.grading.notebook import TEST
from calcinosis.grading.paper import Paper, by_machine, hints
from calcinosis.quiz.records import Records, Submission
from calcinosis.quiz.sitting import Allowance, moment, window


@dataclass(frozen=True, slots=True)
class Counting:
    """What stands in the gradebook for a learner."""

    submission: Submission
    """The attempt whose answers and time are shown."""
    points: Mapping[str, float] | None = None
    """Points by question where they are not those of the attempt shown, but the average of all."""


def applies(paper: Paper) -> bool:
    """Tell whether anything but the latest attempt may count."""
    return paper.quiz.counts != "last" and paper.quiz.attempts != 1


def counting(paper: Paper, records: Records, allowance: Allowance, submission: Submission | None) -> Counting | None:
    """Find what counts of a learner's attempts.

    Parameters
    ----------
    submission
        The attempt that was collected; None if the record does not know it.

    Returns
    -------
    Counting or None
        None where it is simply the attempt that was collected.
    """
    if submission is None or not applies(paper):
        return None
    tries = sorted(records.submissions(paper.quiz.id, submission.learner), key=lambda each: each.attempt)
    if paper.quiz.counts == "first":
        return Counting(tries[0])
    marks = [points(paper, each) for each in tries]
    if paper.quiz.counts == "best":
        times = window(paper.public, allowance)
        kept = [
            sum(each.values()) * times.factor(moment(one.submitted_at)) for one, each in zip(tries, marks, strict=True)
        ]
        return Counting(tries[kept.index(max(kept))])
    return Counting(tries[-1], {name: fmean(each[name] for each in marks) for name in marks[0]})


def points(paper: Paper, submission: Submission) -> dict[str, float]:
    """Return the points of one attempt by question, as the machine marks it."""
    return {
        question.name: by_machine(
            paper,
            question,
            (submission.entries.get(question.name) or {}).get("answer"),
            submission.sheet[question.name],
            hints(submission, question.name),
        ).points
        for question in paper.quiz.questions
    }


def alone(paper: Paper, submission: Submission, allowance: Allowance) -> Marked:
    """Return the marks of an attempt that does not stand in the gradebook, as the gradebook would hold them."""
    rows = {name + TEST: Row(value, None, 0.0, waiting=False) for name, value in points(paper, submission).items()}
    score = sum(row.score for row in rows.values())
    lost = 1.0 - window(paper.public, allowance).factor(moment(submission.submitted_at))
    return Marked(None, rows, {}, round(lost * score, 2))


def sound(submission: Submission) -> tuple[dict[str, Any], list[str]]:
    """Return the answers that are plain values, as every answer is that came from our pages, and what was left out."""
    answers: dict[str, Any] = {}
    report: list[str] = []
    for name, entry in submission.entries.items():
        answer = entry.get("answer")
        try:
            assignment(name, answer)
        except NotAnAnswer as error:
            report.append(f"{name} left out: {error}")
        else:
            answers[name] = answer
    return answers, report
