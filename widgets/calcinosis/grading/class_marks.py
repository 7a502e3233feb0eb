"""The marks of a class as the gradebook has them, for the item analysis."""

from calcinosis.grading import gradebook
from calcinosis.grading.course import Course
from calcinosis.grading.exchange import stamped
from calcinosis.grading.notebook import TEST
from calcinosis.grading.paper import paper
from calcinosis.quiz.analysis import Analysis, analyse
from calcinosis.quiz.records import Records, Submission
from calcinosis.quiz.replay import responses


def analysed(course: Course, quiz: str) -> Analysis:
    """Analyse a quiz; learners whose answers wait for a person are left out.

    Raises
    ------
    CalcinosisError
        Too few learners are wholly marked.
    """
    printed = paper(course, quiz)
    counted: list[Submission] = []
    points: dict[tuple[str, str], float] = {}
    with Records(course.records) as records, gradebook.opened(course) as book:
        marks = gradebook.marked(book, gradebook.sheet_of(book, quiz))
        for submission in records.submissions(quiz):
            marked = marks.get(submission.learner)
            if marked is None or marked.timestamp != gradebook.moment(stamped(submission)):
                continue  # not graded yet, or replaced by a later attempt
            counted.append(submission)
            for question in printed.quiz.questions:
                row = marked.rows.get(question.name + TEST) or marked.rows[question.name]
                points[submission.receipt, question.name] = float("nan") if row.waiting else row.score
    return analyse(responses(printed.quiz, counted, points))
