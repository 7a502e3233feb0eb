"""Mark the recorded answers of a class again: whose score changes, and by how much, after a change of key.

The record keeps every answer with item, version, seed and the numbers drawn. Nothing here writes.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

import numpy as np

from calcinosis.quiz.analysis import Responses
from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.kinds.base import Mark
from calcinosis.quiz.kinds.multiple import MultipleItem
from calcinosis.quiz.kinds.single import SingleItem
from calcinosis.quiz.marking import mark
from calcinosis.quiz.quiz_file import Question, Quiz
from calcinosis.quiz.recorded import Submission

Given = Mapping[tuple[str, str], float]
"""Points by receipt and name of the question."""
Dropped = Mapping[str, Literal["remove", "everyone"]]
"""Questions that no longer count: taken out of the total, or full points for everyone."""


@dataclass(frozen=True, slots=True)
class Change:
    """One question of one learner that is worth something else now."""

    name: str
    before: float
    after: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One submission whose score changes."""

    learner: str
    receipt: str
    before: float
    """Score as it stands."""
    after: float
    """Score as it would be."""
    changes: tuple[Change, ...]

    @property
    def by(self) -> float:
        """Return the difference."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Regrade:
    """What a regrade would do; nothing has changed yet."""

    quiz: str
    moves: tuple[Move, ...]
    """Largest loss first."""
    unchanged: int
    max_before: float
    max_after: float
    mean_before: float
    mean_after: float
    kept: int
    """Scores given by hand that stay."""
    notes: tuple[str, ...]
    """What could not be marked again, and why."""
    points: Given
    """Every score as it would be, by receipt and question: what a writer writes."""

    def lines(self) -> Iterator[str]:
        """Say it for people, one line each."""
        moved = len(self.moves)
        yield (
            f"{self.quiz}: {moved} of {moved + self.unchanged} submissions change; mean {self.mean_before:.2f} of "
            f"{self.max_before:g} before, {self.mean_after:.2f} of {self.max_after:g} after"
        )
        for move in self.moves:
            changed = ", ".join(f"{each.name} {each.before:g} to {each.after:g}" for each in move.changes)
            yield f"{move.learner}: {move.before:g} to {move.after:g} ({move.by:+g}): {changed}"
        if self.kept:
            yield f"{self.kept} scores given by hand are kept"
        yield from self.notes


def entry_of(submission: Submission, name: str) -> Mapping[str, Any]:
    """Return what a submission holds for a question, empty when nothing."""
    return submission.entries.get(name) or {}


def marked(question: Question, submission: Submission) -> Mark:
    """Mark a question of a submission from its raw answer, with the numbers the learner saw."""
    row, entry = submission.sheet.get(question.name, {}), entry_of(submission, question.name)
    hints = entry.get("hints", 0)
    return mark(
        question.item,
        entry.get("answer"),
        seed=str(row.get("seed", "")),
        points=question.points,
        hints=hints if isinstance(hints, int) else 0,
        values=row.get("values"),
    )


def is_by_machine(question: Question) -> bool:
    """Tell whether a question can be marked here: neither by hand nor in a sandbox."""
    kind = KINDS[question.item.kind]
    return not (kind.by_hand or kind.in_sandbox)


def regrade(
    quiz: Quiz,
    submissions: Sequence[Submission],
    before: Given,
    *,
    by_hand: Collection[tuple[str, str]] = (),
    dropped: Dropped | None = None,
) -> Regrade:
    """Replay raw answers against the quiz as its bank is now.

    Parameters
    ----------
    before
        Scores as they stand.
    by_hand
        Those of them that a person gave or changed: they are kept.
    dropped
        Questions that no longer count.
    """
    scale = _Scale(before, frozenset(by_hand), dropped or {})
    unknown = sorted(set(scale.dropped) - {question.name for question in quiz.questions})
    if unknown:
        raise ValueError(f"{', '.join(unknown)}: no question of {quiz.id}")
    moves: list[Move] = []
    notes: list[str] = []
    after: dict[tuple[str, str], float] = {}
    for submission in submissions:
        changes: list[Change] = []
        for question in quiz.questions:
            old = scale.standing(question, submission)
            new, reasons, note = scale.again(question, submission)
            after[submission.receipt, question.name] = new
            if abs(new - old) > 1e-9:
                changes.append(Change(question.name, old, new, reasons))
            if note:
                notes.append(note)
        if changes:
            old = sum(scale.standing(question, submission) for question in quiz.questions)
            new = sum(after[submission.receipt, question.name] for question in quiz.questions)
            moves.append(Move(submission.learner, submission.receipt, round(old, 4), round(new, 4), tuple(changes)))
    count = max(1, len(submissions))
    removed = sum(question.points for question in quiz.questions if scale.dropped.get(question.name) == "remove")
    return Regrade(
        quiz=quiz.id,
        moves=tuple(sorted(moves, key=lambda move: (move.by, move.learner))),
        unchanged=len(submissions) - len(moves),
        max_before=quiz.points,
        max_after=quiz.points - removed,
        mean_before=sum(before.get(place, 0.0) for place in after) / count,
        mean_after=sum(after.values()) / count,
        kept=sum(place in scale.by_hand and place[1] not in scale.dropped for place in after),
        notes=tuple(notes),
        points=after,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """What decides the points of an answer in a regrade."""

    before: Given
    by_hand: Collection[tuple[str, str]]
    dropped: Dropped

    def standing(self, question: Question, submission: Submission) -> float:
        """Return the points as they stand."""
        return self.before.get((submission.receipt, question.name), 0.0)

    def again(self, question: Question, submission: Submission) -> tuple[float, tuple[str, ...], str | None]:
        """Return the points as they would be, the reasons for the learner, and a note for the instructor."""
        old, fate = self.standing(question, submission), self.dropped.get(question.name)
        if fate:
            return question.points if fate == "everyone" else 0.0, ("The question no longer counts.",), None
        if (submission.receipt, question.name) in self.by_hand or not is_by_machine(question):
            return old, (), None
        asked = submission.sheet.get(question.name, {}).get("id")
        if asked != question.item.id:
            where = f"{submission.learner}: {question.name} is kept at {old:g}"
            return old, (), f"{where}: the learner was asked {asked!r}, the quiz now asks {question.item.id!r}"
        result = marked(question, submission)
        return result.points, result.reasons, None


Times = Mapping[tuple[str, int], Mapping[str, float]]
"""Seconds spent on each question, by learner and attempt."""


def responses(
    quiz: Quiz, submissions: Sequence[Submission], points: Given | None = None, times: Times | None = None
) -> Responses:
    """Return a class's answers for the item analysis.

    Parameters
    ----------
    points
        Scores as they stand, which count before marking anew; where there is none for an answer that a person marks,
        it is left open.
    times
        What the record has of time.
    """
    given = points or {}
    choices = {
        question.name: question.item
        for question in quiz.questions
        if isinstance(question.item, SingleItem | MultipleItem)
    }
    scores = np.array(
        [
            [
                given.get((submission.receipt, question.name), _machine(question, submission))
                for question in quiz.questions
            ]
            for submission in submissions
        ],
        dtype=np.float64,
    ).reshape(len(submissions), len(quiz.questions))
    return Responses(
        names=tuple(question.name for question in quiz.questions),
        most=np.array([question.points for question in quiz.questions], dtype=np.float64),
        scores=scores,
        chosen={name: [_chosen(each, name, item) for each in submissions] for name, item in choices.items()},
        options={name: list(item.options) for name, item in choices.items()},
        keys={
            name: frozenset(item.right if isinstance(item, SingleItem) else item.key) for name, item in choices.items()
        },
        best=frozenset(name for name, item in choices.items() if isinstance(item, SingleItem)),
        seconds={question.name: list(_seconds(submissions, question.name, times or {})) for question in quiz.questions},
    )


def _machine(question: Question, submission: Submission) -> float:
    result = marked(question, submission)
    return float("nan") if result.verdict == "waiting" else result.points


def _chosen(submission: Submission, name: str, item: SingleItem | MultipleItem) -> frozenset[str]:
    answer: object = entry_of(submission, name).get("answer")
    given = cast("Sequence[object]", answer) if isinstance(answer, list | tuple) else [answer]
    return frozenset(each for each in given if isinstance(each, str) and each in item.options)


def _seconds(submissions: Sequence[Submission], name: str, times: Times) -> Iterator[float]:
    for submission in submissions:
        spent = times.get((submission.learner, submission.attempt), {}).get(name, 0.0)
        if spent > 0:
            yield spent
