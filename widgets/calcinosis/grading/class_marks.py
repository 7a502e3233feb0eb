"""The marks and choices of a class, for the item analysis."""

import numpy as np

from calcinosis.grading import gradebook
from calcinosis.grading.course import Course
from calcinosis.grading.item_analysis import Analysis, Asked, analyse
from calcinosis.grading.notebook import TEST
from calcinosis.grading.paper import handed_in, paper
from calcinosis.quiz.bank import Question
from calcinosis.quiz.kinds.multiple import MultipleItem
from calcinosis.quiz.kinds.single import SingleItem
from calcinosis.quiz.records import Records


def analysed(course: Course, quiz: str) -> Analysis:
    """Analyse what the gradebook says about a quiz; who still waits for a person's marks is left out.

    Raises
    ------
    CalcinosisError
        Too few learners are marked.
    """
    printed = paper(course, quiz)
    asked = [_asked(question) for question in printed.quiz.questions]
    points: list[list[float]] = []
    chosen: list[list[frozenset[str]]] = []
    with Records(course.records) as records, gradebook.opened(course) as book:
        marks = gradebook.marked(book, gradebook.sheet_of(book, quiz))
        for learner, marked in sorted(marks.items()):
            if marked.waiting or marked.timestamp is None:
                continue
            submission = handed_in(records, quiz, learner, f"{marked.timestamp:%Y-%m-%d %H:%M:%S.%f} UTC")
            entries = submission.entries if submission is not None else {}
            rows = [marked.rows.get(each.name + TEST) or marked.rows[each.name] for each in asked]
            points.append([row.score for row in rows])
            chosen.append([_chosen(entries.get(each.name)) if each.options else frozenset() for each in asked])
    return analyse(asked, np.array(points, dtype=float).reshape(len(points), len(asked)), chosen)


def _asked(question: Question) -> Asked:
    item = question.item
    options = item.options if isinstance(item, SingleItem | MultipleItem) else {}
    key = (item.key,) if isinstance(item, SingleItem) else item.key if isinstance(item, MultipleItem) else ()
    return Asked(question.name, item.id, item.version, item.kind, question.points, dict(options), frozenset(key))


def _chosen(entry: dict[str, object] | None) -> frozenset[str]:
    answer = (entry or {}).get("answer")
    if isinstance(answer, str):
        return frozenset((answer,))
    return frozenset(str(each) for each in answer) if isinstance(answer, list) else frozenset()
