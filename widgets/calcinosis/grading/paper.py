"""A quiz as it lies before the marker: questions with keys, the released notebook, and whose numbers are whose."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from calcinosis.errors import CalcinosisError
from calcinosis.grading import audit, sandbox
from calcinosis.grading.answers import read_notebook
from calcinosis.grading.course import Course
from calcinosis.grading.exchange import stamped
from calcinosis.quiz import bank, marking, present, variants
from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.kinds.programming import CodeItem
from calcinosis.quiz.public import public_quiz
from calcinosis.quiz.quiz_file import Question, Quiz
from calcinosis.quiz.records import Records, Submission

Plain = dict[str, Any]

FATES: Mapping[audit.Fate, str] = {
    "everyone": "This question was dropped after the quiz: it counts in full for everyone.",
    "remove": "This question was taken out after the quiz: it no longer counts for anyone.",
}
"""What a learner reads with a question that the instructor dropped."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything needed to mark a quiz."""

    quiz: Quiz
    public: Plain
    release: Plain
    """The released notebook."""
    dropped: Mapping[str, audit.Fate] = field(default_factory=dict[str, audit.Fate])
    """Questions that the instructor dropped: full points for everyone, or taken out of the total."""

    @property
    def points(self) -> float:
        """Points of the quiz, without the questions that were taken out."""
        return float(sum(self.most(question) for question in self.quiz.questions))

    def by_test(self, question: Question) -> bool:
        """Tell whether a test cell gives the points of a question, rather than a person."""
        return not KINDS[question.item.kind].by_hand

    def most(self, question: Question) -> float:
        """Give the points that a question is worth now."""
        return 0.0 if self.dropped.get(question.name) == "remove" else float(question.points)


@dataclass(frozen=True, slots=True)
class Scored:
    """What the test cell of one answer says."""

    points: float
    """A builtin float, as nbgrader needs it."""
    numbers: str
    """The learner's own numbers in one line, for the person who marks; empty when there are none."""


def papers(course: Course) -> dict[str, Paper]:
    """Read the bank and every released quiz."""
    return {name: _paper(course, quiz) for name, quiz in bank.load(course.quizzes).quizzes.items()}


def paper(course: Course, quiz: str) -> Paper:
    """Read the bank and one released quiz.

    Raises
    ------
    CalcinosisError
        There is no such quiz, or it was not built.
    """
    quizzes = bank.load(course.quizzes).quizzes
    if quiz not in quizzes:
        raise CalcinosisError(f"there is no quiz {quiz!r}; there are {', '.join(sorted(quizzes)) or 'none'}")
    return _paper(course, quizzes[quiz])


def _paper(course: Course, quiz: Quiz) -> Paper:
    file = course.release(quiz.id) / f"{quiz.id}.ipynb"
    if not file.is_file():
        raise CalcinosisError(f"quiz {quiz.id!r} was not built; run calcinosis build")
    return Paper(
        quiz, public_quiz(quiz), read_notebook(file.read_text(encoding="utf-8")), audit.dropped(course, quiz.id)
    )


def handed_in(records: Records, quiz: str, learner: str, timestamp: str | None) -> Submission | None:
    """Find the record of a submission by the time nbgrader knows it by; None if it was handed in elsewhere."""
    for submission in records.submissions(quiz, learner):
        if stamped(submission) == timestamp:
            return submission
    return None


def drawn(paper: Paper, learner: str, submission: Submission | None) -> dict[str, Plain]:
    """Give what was drawn for each question: from the record, or as the first attempt draws it.

    Returns
    -------
    dict
        ``{name: {"id", "version", "seed", "values"}}``; ``values`` are the numbers the learner saw.
    """
    found: dict[str, Plain] = dict(present.sheet(paper.public, learner, 1))
    if submission is not None:
        found |= {name: row for name, row in submission.sheet.items() if name in found}
    return found


def hints(submission: Submission | None, name: str) -> int:
    """Give how many hints the record says were taken for a question."""
    entry = submission.entries.get(name) if submission is not None else None
    taken = entry.get("hints") if entry else None
    return taken if isinstance(taken, int) else 0


def by_machine(paper: Paper, question: Question, answer: object, row: Plain, hints: int = 0) -> marking.Mark:
    """Mark one answer as far as no person is needed; a program is run in the sandbox.

    Raises
    ------
    CalcinosisError
        It is a program, and there is no sandbox on this machine.
    """
    fate = paper.dropped.get(question.name)
    if fate:
        return marking.Mark(paper.most(question), paper.most(question), "right", (FATES[fate],))
    item = question.item
    mark = marking.mark(item, answer, seed=row["seed"], points=question.points, hints=hints, values=row.get("values"))
    if not isinstance(item, CodeItem) or mark.verdict != "waiting" or not isinstance(answer, str):
        return mark
    tests = tuple((test.name, test.code) for test in item.tests)
    outcome = sandbox.run(answer, tests, seconds=item.seconds, megabytes=item.megabytes)
    mark = marking.from_tests(item, outcome.passed, points=question.points, hints=hints)
    said = (f"The program was stopped: {outcome.trouble}.",) if outcome.trouble else ()
    return replace(mark, reasons=(*said, *mark.reasons))


def scored(paper: Paper, question: Question, answer: object, row: Plain, hints: int = 0) -> Scored:
    """Mark one answer as its test cell does."""
    mark = by_machine(paper, question, answer, row, hints)
    variables = question.item.plain_variables()
    shown = variants.shown(variables, row.get("values") or variants.draw(variables, row["seed"]))
    return Scored(float(mark.points), "; ".join(f"{name} = {value}" for name, value in shown.items()))


cached_paper = cache(paper)
"""For the kernel in which nbgrader runs the tests of one notebook."""
