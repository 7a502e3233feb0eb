"""Marking again after a key was corrected or a question dropped: who moves and by how much, before anything is written.

The answers are replayed from the record, with the numbers that were drawn then. Points and comments given by a person
stay as they are, and nobody is asked to look at them again.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from calcinosis.errors import CalcinosisError
from calcinosis.grading import audit, gradebook
from calcinosis.grading.course import Course
from calcinosis.grading.exchange import appear
from calcinosis.grading.grade import READ_ONLY, Tools, marks
from calcinosis.grading.gradebook import Marked
from calcinosis.grading.late import penalise
from calcinosis.grading.locks import held
from calcinosis.grading.notebook import TEST
from calcinosis.grading.paper import Paper, paper
from calcinosis.grading.settings import nbgrader_config
from calcinosis.quiz import cohort
from calcinosis.quiz.records import Records


@dataclass(frozen=True, slots=True)
class Move:
    """Points of one answer that change."""

    learner: str
    question: str
    before: float
    after: float
    by_hand: bool
    """A person gave the points that count; they stay, whatever the machine says."""


def drop(course: Course, quiz: str, question: str) -> None:
    """Let a question count in full for everyone, from now on; the decision stands in the audit trail.

    Raises
    ------
    CalcinosisError
        The quiz has no such question, or a person marks it.
    """
    printed = paper(course, quiz)
    names = [each.name for each in printed.quiz.questions]
    if question not in names:
        raise CalcinosisError(f"{quiz} has no question {question!r}; it has {', '.join(names)}")
    with gradebook.opened(course) as book:
        if question + TEST not in gradebook.sheet_of(book, quiz).graded:
            raise CalcinosisError(f"{question} of {quiz} is marked by a person: give everyone its points in formgrader")
    if question not in printed.dropped:
        item = printed.quiz.question(question).item
        audit.add(course, quiz, "drop", {"question": question, "item": item.id, "version": item.version})


def regrade(course: Course, quiz: str, *, apply: bool) -> list[Move]:
    """Mark every answer of a quiz again.

    Parameters
    ----------
    apply
        Write the new points; otherwise only tell what would change.
    """
    printed, settings = paper(course, quiz), nbgrader_config(course)
    moves: list[Move] = []
    with Records(course.records) as records, gradebook.opened(course) as book, held(course, "grades"):
        tools = Tools(course, book, records, cohort.read(course.cohort), settings)
        sheet = gradebook.sheet_of(book, quiz)
        for learner, marked in sorted(gradebook.marked(book, sheet).items()):
            if not course.submitted(learner, quiz).is_dir():
                continue
            done = marks(tools, sheet, printed, learner)
            found = list(_moves(learner, marked, done.points))
            moves += found
            if apply and found:
                row = gradebook.correct(book, sheet, learner, {move.question + TEST: move.after for move in found})
                penalise(book, row, printed, settings=settings, everyone=tools.cohort)
                appear(course, course.autograded(learner, quiz), done.files, mode=READ_ONLY)
        if apply and moves:
            book.db.commit()
            audit.add(course, quiz, "regrade", _facts(printed, moves))
    return moves


def _moves(learner: str, marked: Marked, points: dict[str, float | None]) -> Iterator[Move]:
    for name, row in marked.rows.items():
        after = points.get(name)
        if name.endswith(TEST) and after is not None and (row.auto or 0.0) != after:
            yield Move(learner, name.removesuffix(TEST), row.auto or 0.0, after, row.manual is not None)


def _facts(paper: Paper, moves: list[Move]) -> dict[str, object]:
    return {
        "versions": {each.name: [each.item.id, each.item.version] for each in paper.quiz.questions},
        "dropped": sorted(paper.dropped),
        "moves": [[move.learner, move.question, move.before, move.after] for move in moves],
    }


def summary(moves: list[Move], *, applied: bool) -> Iterator[str]:
    """Say who moves and by how much, one line for each answer and one for all."""
    for move in moves:
        stays = "; points given by hand stay" if move.by_hand else ""
        yield f"{move.learner} {move.question}: {move.before:g} -> {move.after:g}{stays}"
    learners = {move.learner for move in moves if not move.by_hand}
    gains = [sum(each.after - each.before for each in moves if each.learner == name) for name in sorted(learners)]
    up, down = sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains)
    who = f"{len(learners)} {'learner moves' if len(learners) == 1 else 'learners move'} ({up} up, {down} down)"
    yield f"{who}; {'written' if applied else 'nothing was written: say --apply to write it'}"
