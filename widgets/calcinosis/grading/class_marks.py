"""The marks of a class as the gradebook has them, for the item analysis."""

from collections.abc import Mapping
from dataclasses import dataclass

from calcinosis.grading import attempts, gradebook
from calcinosis.grading.course import Course
from calcinosis.grading.exchange import stamped
from calcinosis.grading.notebook import TEST
from calcinosis.grading.paper import Paper, paper
from calcinosis.quiz.records import Records, Submission
from calcinosis.quiz.replay import Times
from calcinosis.quiz.sitting import Allowance


@dataclass(frozen=True, slots=True)
class ClassMarks:
    """The submissions of a class that count, and the points they have now."""

    paper: Paper
    submissions: tuple[Submission, ...]
    points: Mapping[tuple[str, str], float]
    """By receipt and name of the question; NaN where a person has still to look."""
    by_hand: frozenset[tuple[str, str]]
    """Those that a person gave."""
    times: Times
    """Time that learners spent."""


def class_marks(course: Course, quiz: str) -> ClassMarks:
    """Read what the gradebook says about every submission that counts."""
    printed = paper(course, quiz)
    counted: list[Submission] = []
    points: dict[tuple[str, str], float] = {}
    by_hand: set[tuple[str, str]] = set()
    with Records(course.records) as records, gradebook.opened(course) as book:
        marks = gradebook.marked(book, gradebook.sheet_of(book, quiz))
        for submission in records.submissions(quiz):
            marked = marks.get(submission.learner)
            if marked is None or marked.timestamp != gradebook.moment(stamped(submission)):
                continue  # not graded yet, or replaced by a later attempt
            counted.append(submission)
            if printed.quiz.counts == "average" and attempts.applies(printed):
                # the rows hold averages, which say nothing of the answers that are analysed
                marked = attempts.alone(printed, submission, Allowance())
            for question in printed.quiz.questions:
                place = submission.receipt, question.name
                row = marked.rows.get(question.name + TEST) or marked.rows[question.name]
                points[place] = float("nan") if row.waiting else row.score
                if row.manual is not None:
                    by_hand.add(place)
        times = records.times(quiz)
    return ClassMarks(printed, tuple(counted), points, frozenset(by_hand), times)
