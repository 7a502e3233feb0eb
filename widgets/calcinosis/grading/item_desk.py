"""What the answers of a class say about the questions of a quiz, and what mending one of them would change."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy.exc import OperationalError

from calcinosis.errors import CalcinosisError
from calcinosis.grading import audit, fresh, key_file
from calcinosis.grading import regrade as regrading
from calcinosis.grading.class_marks import ClassMarks, class_marks
from calcinosis.grading.course import Course
from calcinosis.quiz import analysis as figures
from calcinosis.quiz import replay
from calcinosis.quiz.bank import Bank, Quiz, load
from calcinosis.quiz.confidence import wilson
from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.kinds.multiple import MultipleItem
from calcinosis.quiz.kinds.single import SingleItem
from calcinosis.quiz.records import Records

Plain = dict[str, Any]

FEW = 0.1
"""Share of the learners that may wait for a person before a question is left out; else those learners are."""
EASY, HARD, FLAT = 0.95, 0.2, 0.1
"""Facility above and below which, and discrimination below which, a question is worth a look."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A quiz as it is analysed."""

    marks: ClassMarks
    responses: figures.Responses
    left_out: tuple[str, ...]
    """Questions that wait for a person and are left out, so that the others can be looked at."""


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
        for quiz in fresh.quizzes(self._course):
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
            "trail": self._trail(quiz),
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
            "waiting": [numbers[name] for name in read.left_out],
            "mean": found.mean,
            "deviation": found.deviation,
            "alpha": _estimate(found.alpha),
            "error": found.error,
            "error_interval": found.error_interval,
            "caution": found.caution,
            "histogram": histogram(totals, told["points"]),
            "questions": [
                self._question(bank, asked, each, numbers[each.name], found.learners) for each in found.questions
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
            ``{"what": "key", "question", "key": [ids]}``, ``{"what": "drop", "question"}`` (full points for everyone)
            or ``{"what": "bank"}``: mark again with the bank as it lies in its files now.

        Returns
        -------
        dict
            ``gain, lose, keep`` (learners), ``kept`` (marks given by hand that stay), ``mean_before, mean_after,
            points, histogram_before, histogram_after`` and ``moves``, largest change first.
        """
        marks = self._marks(quiz)
        scores = _scores(marks)
        match change:
            case {"what": "key", "question": str(name), "key": [*key]} if all(isinstance(each, str) for each in key):
                other = _with_key(marks.paper.quiz, name, [str(each) for each in key])
                done = replay.regrade(other, marks.submissions, scores, by_hand=marks.by_hand)
                after, kept = dict(done.points), sum(place in marks.by_hand and place[1] == name for place in scores)
            case {"what": "drop" | "bank"}:
                after, kept = self._again(quiz, marks, scores, change)
            case _:
                raise CalcinosisError("this is no change that can be looked at beforehand")
        return _moved(marks, scores, after, kept)

    def apply(self, quiz: str, change: Mapping[str, Any], reason: str = "") -> Plain:
        """Write a change and mark everyone again; points given by hand stay, the audit trail has all of it.

        Returns
        -------
        dict
            ``moved``: how many marks changed.
        """
        wishes = None
        match change:
            case {"what": "key", "question": str(name), "key": [*key]} if all(isinstance(each, str) for each in key):
                bank = self._bank()
                item = _with_key(bank.quizzes[quiz], name, [str(each) for each in key]).question(name).item
                now = item.key if isinstance(item, SingleItem) else list(getattr(item, "key", ()))
                key_file.set_key(self._course.root, bank.files[item.id], item.id, now)
                facts = {"question": name, "item": item.id, "key": now, "version": item.version + 1, "reason": reason}
                audit.add(self._course, quiz, "key", facts)
            case {"what": "drop", "question": str(name)}:
                wishes = regrading.Wishes(drop={name: "everyone"})
            case {"what": "bank"}:
                pass
            case _:
                raise CalcinosisError("this is no change that can be made")
        done = regrading.regrade(self._course, quiz, apply=True, wishes=wishes)
        return {"moved": len(done.moves)}

    def _again(
        self, quiz: str, marks: ClassMarks, scores: replay.Given, change: Mapping[str, Any]
    ) -> tuple[dict[tuple[str, str], float], int]:
        """Ask the regrade what it would do."""
        name = change.get("question")
        wishes = regrading.Wishes(drop={str(name): "everyone"}) if change["what"] == "drop" else None
        done = regrading.regrade(self._course, quiz, apply=False, wishes=wishes)
        receipts = {each.learner: each.receipt for each in marks.submissions}
        after = dict(scores)
        for move in done.moves:
            if not move.by_hand and move.learner in receipts:
                after[receipts[move.learner], move.question] = move.after
        return after, sum(move.by_hand for move in done.moves)

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

    def _read(self, bank: Bank, quiz: str) -> _Read:
        """Read a quiz; a question that keeps nearly everybody waiting for a person is left out."""
        if quiz not in bank.quizzes:
            raise CalcinosisError(f"there is no quiz {quiz!r:.80}")
        marks = self._marks(quiz)
        whole = replay.responses(marks.paper.quiz, marks.submissions, marks.points, marks.times)
        open_ = [[bool(np.isnan(points)) for points in row] for row in whole.scores.tolist()]
        waits = {name: sum(row[place] for row in open_) for place, name in enumerate(whole.names)}
        waiting = tuple(name for name, number in waits.items() if number > FEW * len(open_))
        rest = [place for place, name in enumerate(whole.names) if name not in waiting]
        fewer = replace(
            whole,
            names=tuple(whole.names[place] for place in rest),
            most=whole.most[rest],
            scores=whole.scores[:, rest],
        )
        return _Read(marks, fewer, waiting) if waiting and rest else _Read(marks, whole, ())

    @staticmethod
    def _totals(read: _Read) -> list[float]:
        scores = read.responses.scores
        return [float(row.sum()) for row in scores if not np.isnan(row).any()]

    def _trail(self, quiz: str) -> list[Plain]:
        return [
            {"at": line.at, "by": line.by, "what": line.what, "moved": len(line.facts.get("moves", []))}
            | {name: line.facts[name] for name in ("question", "reason", "key") if name in line.facts}
            for line in audit.lines(self._course, quiz)
        ]

    def _question(self, bank: Bank, quiz: Quiz, found: figures.Question, number: int, learners: int) -> Plain:
        item = quiz.question(found.name).item
        texts = getattr(item, "options", {})
        place = None
        if isinstance(item, SingleItem | MultipleItem):
            place = asdict(key_file.place_of(self._course.root, bank.files[item.id], item.id))
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
            "points": quiz.question(found.name).points,
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


def _with_key(quiz: Quiz, name: str, key: list[str]) -> Quiz:
    """Give a quiz in which one question has another key."""
    found = [each for each in quiz.questions if each.name == name]
    item = found[0].item if found else None
    if not isinstance(item, SingleItem | MultipleItem):
        raise CalcinosisError(f"{name!r:.40} of {quiz.id} has no key that can be chosen here; change it in its file")
    if not key or not set(key) <= set(item.options) or (isinstance(item, SingleItem) and len(key) != 1):
        raise CalcinosisError(f"a key of {name} is one of {', '.join(item.options)}")
    mended = replace(item, key=key[0]) if isinstance(item, SingleItem) else replace(item, key=tuple(sorted(set(key))))
    questions = tuple(replace(each, item=mended) if each.name == name else each for each in quiz.questions)
    return replace(quiz, questions=questions)


def _moved(marks: ClassMarks, before: replay.Given, after: replay.Given, kept: int) -> Plain:
    rows = list(_rows(marks, before, after))
    moves = [row for row in rows if abs(row["after"] - row["before"]) > 1e-9]
    most = marks.paper.quiz.points
    return {
        "points": most,
        "gain": sum(row["after"] > row["before"] for row in moves),
        "lose": sum(row["after"] < row["before"] for row in moves),
        "keep": len(rows) - len(moves),
        "kept": kept,
        "mean_before": float(np.mean([row["before"] for row in rows])) if rows else 0.0,
        "mean_after": float(np.mean([row["after"] for row in rows])) if rows else 0.0,
        "histogram_before": histogram([row["before"] for row in rows], most),
        "histogram_after": histogram([row["after"] for row in rows], most),
        "moves": sorted(moves, key=lambda row: (-round(abs(row["after"] - row["before"]), 2), row["learner"])),
    }


def _rows(marks: ClassMarks, before: replay.Given, after: replay.Given) -> Iterator[Plain]:
    names = [question.name for question in marks.paper.quiz.questions]
    for each in marks.submissions:
        one, other = (sum(points[each.receipt, name] for name in names) for points in (before, after))
        yield {"learner": each.learner, "before": round(one, 2), "after": round(other, 2)}
