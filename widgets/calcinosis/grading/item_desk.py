"""What the answers of a class say about the questions of a quiz, and what mending one of them would change."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy.exc import OperationalError

from calcinosis.errors import CalcinosisError
from calcinosis.grading import accepting, audit, build_state, given, key_file
from calcinosis.grading import regrade as regrading
from calcinosis.grading.class_marks import ClassMarks, class_marks
from calcinosis.grading.course import Course
from calcinosis.grading.decisions import Corrections
from calcinosis.quiz import analysis as figures
from calcinosis.quiz import replay
from calcinosis.quiz.bank import Bank, load
from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.kinds.fill import FillItem
from calcinosis.quiz.proportion import wilson
from calcinosis.quiz.quiz_file import Quiz
from calcinosis.quiz.records import Records

Plain = dict[str, Any]

FEW = 0.1
"""Share of the learners that may wait for a person before a question is left out; else those learners are."""
EASY, HARD, FLAT = 0.95, 0.2, 0.1
"""Facility above and below which, and discrimination below which, a question is worth a look."""

TOLD = ("question", "reason", "key", "fate", "taken_back")
"""What the page tells of a line of the audit trail."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A quiz as it is analysed."""

    marks: ClassMarks
    responses: figures.Responses
    waiting: tuple[str, ...]
    """Questions that wait for a person and are left out, so that the others can be looked at."""
    dropped: tuple[str, ...]
    """Questions that no longer count: their points say nothing."""


class ItemDesk:
    """The item analysis of every quiz of a course.

    Raises
    ------
    CalcinosisError
        From every method: the gradebook cannot be read, or what was asked for does not exist.
    """

    def __init__(self, course: Course) -> None:
        self._course = course
        self._known: tuple[list[int], Bank] | None = None

    @classmethod
    def here(cls) -> "ItemDesk":
        """Give the desk of the course whose page server started this kernel."""
        state = os.environ.get("CALCINOSIS_STATE")
        if not state:
            raise CalcinosisError("the item analysis works inside the course only: open it from the course home")
        return cls(Course(Path(state).parent))

    def overview(self) -> list[Plain]:
        """List the quizzes: ``quiz, title, mode, questions, learners, fewest``."""
        bank = self._bank()
        found = []
        with Records(self._course.records) as records:
            handed_in = {quiz: {each.learner for each in records.submissions(quiz)} for quiz in bank.quizzes}
        for quiz in build_state.quizzes(self._course):
            asked, learners = bank.quizzes[quiz], len(handed_in[quiz])
            facts = {"quiz": quiz, "title": asked.title, "mode": asked.mode, "questions": len(asked.questions)}
            found.append({**facts, "learners": learners, "fewest": figures.FEWEST})
        return found

    def analysis(self, quiz: str) -> Plain:
        """Analyse one quiz.

        Returns
        -------
        dict
            ``too_few``: the reason there is no analysis, or None; else figures of the quiz (``mean, deviation, alpha,
            error, histogram, caution``) and ``questions``, each with its figures, options and where its key stands.
        """
        bank = self._bank()
        read = self._read(bank, quiz)
        asked = read.marks.paper.quiz
        told: Plain = {
            "quiz": quiz,
            "title": asked.title,
            "mode": asked.mode,
            "asked": len(asked.questions),
            "points": float(read.responses.most.sum()),
            "handed_in": len(read.marks.submissions),
            "trail": self._trail(asked),
        }
        try:
            found = figures.analyse(read.responses)
        except figures.TooFew as error:
            return {**told, "too_few": str(error)}
        totals = self._totals(read)
        numbers = {each.name: place for place, each in enumerate(asked.questions, start=1)}
        return {
            **told,
            "too_few": None,
            "learners": found.learners,
            "left_out": found.left_out,
            "waiting": [numbers[name] for name in read.waiting],
            "dropped": [{"question": name, "number": numbers[name]} for name in read.dropped],
            "mean": found.mean,
            "deviation": found.deviation,
            "alpha": _estimate(found.alpha),
            "error": found.error,
            "error_interval": found.error_interval,
            "caution": found.caution,
            "histogram": histogram(totals, told["points"]),
            "questions": [
                self._question(bank, read.marks, each, numbers[each.name], found.learners) for each in found.questions
            ],
        }

    def csv(self, quiz: str) -> str:
        """Give the figures as a table."""
        return figures.as_csv(quiz, figures.analyse(self._read(self._bank(), quiz).responses))

    def preview(self, quiz: str, change: Mapping[str, Any]) -> Plain:
        """Say who would move and by how much; nothing is written.

        Parameters
        ----------
        change
            ``{"what": "key", "question", "key": [ids]}``: which options are right; ``{"what": "accept", "question",
            "answer"}``: one more right answer; ``{"what": "drop", "question", "fate"}``, full points for ``everyone``
            or ``remove`` it from the total; ``{"what": "restore", "question"}``: take back the last of these; or
            ``{"what": "bank"}``: mark again with the bank as it lies in its files now. With a ``version`` it is refused
            when the question has changed since.

        Returns
        -------
        dict
            ``gain, lose, keep`` (learners), ``kept`` (marks given by hand that stay), ``mean_before, mean_after,
            points, points_after, histogram_before, histogram_after``, ``notes`` and ``moves``, largest change first.
        """
        corrections, marks = self._corrections(quiz, change), self._marks(quiz)
        done = regrading.regrade(self._course, quiz, apply=False, corrections=corrections)
        return _moved(marks, done)

    def apply(self, quiz: str, change: Mapping[str, Any], reason: str = "") -> Plain:
        """Write a change and mark everyone again; points given by hand stay, the audit trail has all of it.

        Returns
        -------
        dict
            ``moved``: how many marks changed; ``notes``: what else is to be done.
        """
        corrections = replace(self._corrections(quiz, change), reason=reason)
        done = regrading.regrade(self._course, quiz, apply=True, corrections=corrections)
        return {"moved": sum(not move.by_hand for move in done.moves), "notes": list(done.notes)}

    def _corrections(self, quiz: str, change: Mapping[str, Any]) -> Corrections:
        """Read a change as the page sends it."""
        self._refuse_stale(quiz, change)
        match change:
            case {"what": "key", "question": str(name), "key": [*key]} if all(isinstance(each, str) for each in key):
                return Corrections(key={name: [str(each) for each in key]})
            case {"what": "accept", "question": str(name), "answer": str(answer)}:
                return Corrections(accept={name: answer})
            case {"what": "drop", "question": str(name), "fate": "everyone" | "remove" as fate}:
                return Corrections(drop={name: fate})
            case {"what": "restore", "question": str(name)}:
                return Corrections(restore=frozenset([name]))
            case {"what": "bank"}:
                return Corrections()
            case _:
                raise CalcinosisError("this is no change that can be made")

    def _refuse_stale(self, quiz: str, change: Mapping[str, Any]) -> None:
        """Refuse a change of a question that somebody else has changed since it was shown."""
        name, seen = change.get("question"), change.get("version")
        asked = self._asked(self._bank(), quiz)
        now = {each.name: each.item.version for each in asked.questions}.get(str(name))
        if isinstance(seen, int) and now is not None and seen != now:
            raise CalcinosisError("this question was changed by somebody else meanwhile; load the page again and look")

    def _bank(self) -> Bank:
        """Give the bank, read again when a file of it has changed."""
        files = [*self._course.quizzes.glob("*.yaml"), *self._course.quizzes.glob("items/*.yaml")]
        changed = sorted(file.stat().st_mtime_ns for file in files)
        if self._known is None or self._known[0] != changed:
            self._known = changed, load(self._course.quizzes)
        return self._known[1]

    def _marks(self, quiz: str) -> ClassMarks:
        try:
            return class_marks(self._course, quiz)
        except OperationalError as error:
            raise CalcinosisError("the gradebook is in use by another program; try again in a moment") from error

    @staticmethod
    def _asked(bank: Bank, quiz: str) -> Quiz:
        if quiz not in bank.quizzes:
            raise CalcinosisError(f"there is no quiz {quiz!r:.80}")
        return bank.quizzes[quiz]

    def _read(self, bank: Bank, quiz: str) -> _Read:
        """Read a quiz, less what was dropped and the questions that keep nearly everybody waiting for a person."""
        self._asked(bank, quiz)
        marks = self._marks(quiz)
        whole = replay.responses(marks.paper.quiz, marks.submissions, marks.points, marks.times)
        open_ = [[bool(np.isnan(points)) for points in row] for row in whole.scores.tolist()]
        waits = {name: sum(row[place] for row in open_) for place, name in enumerate(whole.names)}
        dropped = tuple(name for name in whole.names if name in marks.paper.dropped)
        waiting = tuple(name for name, number in waits.items() if number > FEW * len(open_) and name not in dropped)
        rest = [place for place, name in enumerate(whole.names) if name not in (*waiting, *dropped)]
        if not rest:
            return _Read(marks, whole, (), ())
        fewer = replace(
            whole,
            names=tuple(whole.names[place] for place in rest),
            most=whole.most[rest],
            scores=whole.scores[:, rest],
        )
        return _Read(marks, fewer, waiting, dropped)

    @staticmethod
    def _totals(read: _Read) -> list[float]:
        scores = read.responses.scores
        return [float(row.sum()) for row in scores if not np.isnan(row).any()]

    def _trail(self, quiz: Quiz) -> list[Plain]:
        numbers = {each.name: place for place, each in enumerate(quiz.questions, start=1)}
        return [
            {"at": line.at, "by": line.by, "what": line.what, "moved": len(line.facts.get("moves", []))}
            | {"number": numbers.get(str(line.facts.get("question")))}
            | {name: line.facts[name] for name in TOLD if name in line.facts}
            for line in audit.lines(self._course, quiz.id)
        ]

    def _question(self, bank: Bank, marks: ClassMarks, found: figures.Question, number: int, learners: int) -> Plain:
        question = marks.paper.quiz.question(found.name)
        item, accepts = question.item, accepting.fields(question.item)
        texts, place = getattr(item, "options", {}), None
        if accepts:
            field = "key" if hasattr(item, "key") else next(iter(accepts))
            place = asdict(key_file.place_of(self._course.root, bank.files[item.id], item.id, field))
        return {
            "name": found.name,
            "number": number,
            "title": item.title,
            "stem": item.stem,
            "kind": item.kind,
            "by_hand": KINDS[item.kind].by_hand,
            "item": item.id,
            "version": item.version,
            "file": bank.files[item.id],
            "key_at": place,
            "accepts": accepting.words(item) if accepts else None,
            "asks_for": list(item.blanks) if isinstance(item, FillItem) else None,
            "unit": getattr(item, "unit", None),
            "instead": given.instead(question, marks.submissions),
            "undo": audit.mended(audit.lines(self._course, marks.paper.quiz.id), found.name) is not None,
            "points": question.points,
            "facility": _estimate(found.facility),
            "discrimination": _estimate(found.discrimination),
            "point_biserial": found.point_biserial,
            "upper_lower": found.upper_lower,
            "efficiency": found.efficiency,
            "seconds": found.median_seconds,
            "alarm": found.alarm,
            "watch": None if found.alarm else watched(found),
            "options": [_option(each, texts.get(each.id, each.id), learners) for each in found.options],
        }


def watched(found: figures.Question) -> str | None:
    """Say why a question is worth a look although its key is not in doubt; None where it works well."""
    if found.facility.value > EASY:
        return "Nearly everybody has it right: too easy to tell learners apart."
    if found.facility.value < HARD:
        return "Hardly anybody has it right: too hard, or not taught."
    if found.discrimination is None or found.discrimination.value < FLAT:
        return "It hardly tells those who know more from the others."
    return None


def histogram(totals: list[float], most: float) -> list[int]:
    """Count totals by whole points, 0 to ``most``; half points count with the points below."""
    counts = [0] * (int(most) + 1)
    for total in totals:
        counts[max(0, min(int(total + 1e-9), len(counts) - 1))] += 1
    return counts


def _estimate(estimate: figures.Estimate | None) -> Plain | None:
    return asdict(estimate) if estimate else None


def _option(option: figures.Option, text: str, learners: int) -> Plain:
    sizes = [len(part) for part in np.array_split(np.arange(learners), 3)]
    thirds = [
        {"share": share, "low": ends[0], "high": ends[1]}
        for share, size in zip(option.thirds, sizes, strict=True)
        for ends in [wilson(round(share * size), size)]
    ]
    return {**asdict(option), "text": text, "thirds": thirds}


def _scores(marks: ClassMarks) -> dict[tuple[str, str], float]:
    """Give the points as they stand; what waits for a person has none yet."""
    return {place: 0.0 if np.isnan(points) else points for place, points in marks.points.items()}


def _moved(marks: ClassMarks, done: regrading.Regraded) -> Plain:
    before, after = _scores(marks), _scores(marks)
    receipts = {each.learner: each.receipt for each in marks.submissions}
    for move in done.moves:
        if not move.by_hand and move.learner in receipts:
            after[receipts[move.learner], move.question] = move.after
    rows = list(_rows(marks, before, after))
    moves = [row for row in rows if abs(row["after"] - row["before"]) > 1e-9]
    return {
        "points": done.most_before,
        "points_after": done.most_after,
        "gain": sum(row["after"] > row["before"] for row in moves),
        "lose": sum(row["after"] < row["before"] for row in moves),
        "keep": len(rows) - len(moves),
        "kept": sum(move.by_hand for move in done.moves),
        "notes": list(done.notes),
        "mean_before": float(np.mean([row["before"] for row in rows])) if rows else 0.0,
        "mean_after": float(np.mean([row["after"] for row in rows])) if rows else 0.0,
        "histogram_before": histogram([row["before"] for row in rows], done.most_before),
        "histogram_after": histogram([row["after"] for row in rows], done.most_before),
        "moves": sorted(moves, key=lambda row: (-round(abs(row["after"] - row["before"]), 2), row["learner"])),
    }


def _rows(marks: ClassMarks, before: replay.Given, after: replay.Given) -> Iterator[Plain]:
    names = [question.name for question in marks.paper.quiz.questions]
    for each in marks.submissions:
        one, other = (sum(points[each.receipt, name] for name in names) for points in (before, after))
        yield {"learner": each.learner, "before": round(one, 2), "after": round(other, 2)}
