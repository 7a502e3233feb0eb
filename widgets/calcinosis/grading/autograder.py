"""What the hidden test cells call, in the kernel that nbgrader starts for ``nbgrader autograde``.

The kernel runs in ``quizzes/autograded/<learner>/<quiz>``: that is how a test knows whose answer it marks. The keys are
read from the bank beside it, which learners' kernels cannot reach and released notebooks do not hold.
"""

import warnings
from dataclasses import replace
from pathlib import Path

from calcinosis.errors import CalcinosisError
from calcinosis.grading import attempts
from calcinosis.grading.course import Course
from calcinosis.grading.paper import cached_paper, drawn, handed_in, hints, scored
from calcinosis.quiz import cohort
from calcinosis.quiz.records import Records


def score(quiz: str, name: str, answer: object) -> float:
    """Return the points of one answer.

    nbgrader takes a warning on stderr for a failed test and anything but a plain float for full marks, so warnings are
    silenced here and the value is always a builtin float. The learner's own numbers are printed for the marker.

    Raises
    ------
    CalcinosisError
        It was called anywhere but in the folder of a collected submission.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        course, learner = _place()
        paper = cached_paper(course, quiz)
        stamp = Path("timestamp.txt")
        timestamp = stamp.read_text(encoding="utf-8").strip() if stamp.is_file() else None
        submission = counting = None
        if course.records.is_file():
            with Records(course.records) as records:
                submission = handed_in(records, quiz, learner, timestamp)
                if attempts.applies(paper):
                    allowance = cohort.read(course.cohort).allowance(learner)
                    counting = attempts.counting(paper, records, allowance, submission)
        if counting and counting.submission != submission:
            submission, answer = counting.submission, (counting.submission.entries.get(name) or {}).get("answer")
        row = drawn(paper, learner, submission)[name]
        result = scored(paper, paper.quiz.question(name), answer, row, hints(submission, name))
        if counting and counting.points:
            result = replace(result, points=counting.points[name])
    if result.numbers:
        print(result.numbers)  # noqa: T201 - shown above the points in formgrader
    return result.points


def _place() -> tuple[Course, str]:
    here = Path.cwd()
    if len(here.parents) < 4 or here.parents[1].name != "autograded":
        raise CalcinosisError(f"answers are marked in quizzes/autograded/LEARNER/QUIZ, not in {here}")
    return Course(here.parents[3]), here.parents[0].name
