"""Marking again after a key was corrected or a question dropped: who moves and by how much, before anything is written.

The answers are replayed from the record, with the numbers that were drawn then. Points and comments given by a person
stay as they are, and nobody is asked to look at them again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

from calcinosis.grading import attempts, audit, decisions, gradebook
from calcinosis.grading.course import Course
from calcinosis.grading.decisions import Corrections
from calcinosis.grading.exchange import appear
from calcinosis.grading.grade import READ_ONLY, Marks, Tools, marks
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


@dataclass(frozen=True, slots=True)
class Regraded:
    """What a regrade changes, or would change."""

    moves: tuple[Move, ...]
    most_before: float
    """Points of the whole quiz as the gradebook has them."""
    most_after: float
    shares_before: tuple[float, ...] = ()
    """Share of the points of each learner, as it stands."""
    shares_after: tuple[float, ...] = ()
    notes: tuple[str, ...] = ()
    """Of whom another attempt counts than before, and which other quizzes ask a mended question."""


def regrade(course: Course, quiz: str, *, apply: bool, corrections: Corrections | None = None) -> Regraded:
    """Mark every answer of a quiz again.

    Parameters
    ----------
    apply
        Write the new points, what is mended into its author's file, and every decision into the audit trail, and make
        pages and notebooks anew where the bank has changed. Otherwise only tell what would change.
    corrections
        What becomes of single questions.

    Raises
    ------
    CalcinosisError
        A correction cannot be made.
    """
    corrections, settings = corrections or Corrections(), nbgrader_config(course)
    moves: list[Move] = []
    notes: list[str] = []
    totals: list[tuple[float, float]] = []
    with held(course, "grades"):
        before = paper(course, quiz)
        printed = corrections.of(before, audit.lines(course, quiz))
        elsewhere = decisions.asked_elsewhere(course, quiz, before, printed)
        if apply:
            printed = decisions.make(course, quiz, before, printed, corrections)
        with Records(course.records) as records, gradebook.opened(course) as book:
            tools = Tools(course, book, records, cohort.read(course.cohort), settings)
            sheet = gradebook.sheet_of(book, quiz)
            standing = sorted(gradebook.marked(book, sheet).items())
            if apply:
                gradebook.set_most(book, quiz, most(printed))
            for learner, marked in standing:
                if not course.submitted(learner, quiz).is_dir():
                    continue
                done = marks(tools, sheet, printed, learner, shown=apply)
                found = list(_moves(learner, marked, done.points))
                moves += found
                gain = sum(move.after - move.before for move in found if not move.by_hand)
                totals.append((marked.score, marked.score + gain))
                counts = _other_attempt(learner, marked, done, printed)
                notes += [counts] if counts else []
                if apply and (found or counts):
                    corrected = {move.question + TEST: move.after for move in found}
                    stamp = done.graded.timestamp if attempts.applies(printed) else None
                    row = gradebook.correct(book, sheet, learner, corrected, timestamp=stamp)
                    penalise(book, row, printed, settings=settings, everyone=tools.cohort)
                    appear(course, course.autograded(learner, quiz), done.files, mode=READ_ONLY)
            if apply:
                book.db.commit()
                if moves or notes:
                    audit.add(course, quiz, "regrade", _facts(printed, moves))
            else:
                book.db.rollback()
    return Regraded(
        moves=tuple(moves),
        most_before=before.points,
        most_after=printed.points,
        shares_before=tuple(one / before.points for one, _ in totals if before.points),
        shares_after=tuple(other / printed.points for _, other in totals if printed.points),
        notes=(*notes, *elsewhere),
    )


def _other_attempt(learner: str, marked: Marked, done: Marks, paper: Paper) -> str | None:
    """Say that another attempt counts than before, where a quiz lets the best one count."""
    submission, stamp = done.graded.submission, done.graded.timestamp
    if not attempts.applies(paper) or submission is None or stamp is None:
        return None
    return (
        None if gradebook.moment(stamp) == marked.timestamp else f"{learner}: attempt {submission.attempt} counts now"
    )


def most(paper: Paper) -> dict[str, float]:
    """Return what each question that a machine marks is worth, by name of its graded cell."""
    return {question.name + TEST: paper.most(question) for question in paper.quiz.questions if paper.by_test(question)}


def _moves(learner: str, marked: Marked, points: dict[str, float | None]) -> Iterator[Move]:
    for name, row in marked.rows.items():
        after = points.get(name)
        if name.endswith(TEST) and after is not None and (row.auto or 0.0) != after:
            yield Move(learner, name.removesuffix(TEST), row.auto or 0.0, after, row.manual is not None)


def _facts(paper: Paper, moves: list[Move]) -> dict[str, object]:
    return {
        "versions": {each.name: [each.item.id, each.item.version] for each in paper.quiz.questions},
        "dropped": dict(paper.dropped),
        "moves": [[move.learner, move.question, move.before, move.after] for move in moves],
    }


def summary(done: Regraded, *, applied: bool) -> Iterator[str]:
    """Say who moves and by how much, one line for each answer and one for all."""
    for move in done.moves:
        stays = "; points given by hand stay" if move.by_hand else ""
        yield f"{move.learner} {move.question}: {move.before:g} -> {move.after:g}{stays}"
    yield from done.notes
    if done.most_before != done.most_after:
        yield f"the quiz: out of {done.most_before:g} -> out of {done.most_after:g} points"
    if done.shares_before and done.shares_after and (done.moves or done.most_before != done.most_after):
        yield f"mean: {fmean(done.shares_before):.0%} -> {fmean(done.shares_after):.0%} of the points"
    learners = {move.learner for move in done.moves if not move.by_hand}
    gains = [sum(each.after - each.before for each in done.moves if each.learner == name) for name in sorted(learners)]
    up, down = sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains)
    who = f"{len(learners)} {'learner moves' if len(learners) == 1 else 'learners move'} ({up} up, {down} down)"
    yield f"{who}; {'written' if applied else 'nothing was written: say --apply to write it'}"
