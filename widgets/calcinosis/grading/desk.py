"""The marker's desk: all answers in free text to one question, without names and in an order of their own.

Marks go into nbgrader's own rows, so that formgrader and the grading page always say the same; whoever writes last is
right. Points that are not final yet stand there too, with the answer still waiting for a person.
"""

# nbgrader declares its tables in SQLAlchemy's old way, in which a column and its value have the same type:
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false, reportGeneralTypeIssues=false

import hashlib
import os
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from nbgrader.api import Assignment, Comment, Grade, Gradebook, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from calcinosis.errors import CalcinosisError
from calcinosis.grading import by_hand, gradebook, released
from calcinosis.grading.answers import NotAnAnswer, read_notebook, rebuilt
from calcinosis.grading.course import Course
from calcinosis.grading.desk_answer import Answer, checked, enter, restore, standing_of, status_of
from calcinosis.grading.exchange import stamped
from calcinosis.grading.likeness import alike, plain, words
from calcinosis.grading.paper import Paper, drawn, papers
from calcinosis.quiz.kinds.short import ShortItem
from calcinosis.quiz.marking import explain
from calcinosis.quiz.quiz_file import Question
from calcinosis.quiz.records import Records, Submission

Plain = dict[str, Any]

PATIENCE = 1.5
"""Seconds to wait for another program that writes; the page keeps what it could not hand on, and tries again."""
T = TypeVar("T")


class Desk:
    """Everything in free text that waits for a person, and everything a person has marked.

    Raises
    ------
    CalcinosisError
        From every method: the gradebook cannot be read or written just now, or what was asked for does not exist.
    """

    def __init__(self, course: Course) -> None:
        self._course = course
        self._papers: tuple[list[int], dict[str, Paper]] = ([], {})

    @classmethod
    def here(cls) -> "Desk":
        """Give the desk of the course whose page server started this kernel."""
        state = os.environ.get("CALCINOSIS_STATE")
        if not state:
            raise CalcinosisError("the grading page works inside the course only: open it from the course home")
        return cls(Course(Path(state).parent))

    def overview(self) -> list[Plain]:
        """List every question that a person marks, in the order of quizzes and questions.

        Returns
        -------
        list of dict
            ``quiz, quiz_title, name, number, title, points, answers, waiting, begun, later, empty, released``.
        """
        found: list[Plain] = []
        with self._opened() as book:
            for quiz, paper in self._read().items():
                for number, question in enumerate(paper.quiz.questions, start=1):
                    if not isinstance(question.item, ShortItem):
                        continue
                    answers, empty = self._answers(book, paper, question.name)
                    log = by_hand.log(book, quiz, question.name)
                    status = [status_of(each, log.last.get(each.learner)) for each in answers]
                    found.append(
                        {
                            "quiz": quiz,
                            "quiz_title": paper.quiz.title,
                            "name": question.name,
                            "number": number,
                            "title": question.item.title,
                            "points": question.points,
                            "answers": len(answers),
                            "waiting": sum(each != "given" for each in status),
                            "begun": sum(each in ("begun", "again") for each in status),
                            "later": status.count("later"),
                            "empty": empty,
                            "released": released.is_released(self._course, quiz, ""),
                        }
                    )
        return found

    def question(self, quiz: str, name: str) -> Plain:
        """Give a question with all its answers, without names.

        Returns
        -------
        dict
            The question (``title, stem, vignette, model, rubric, fail, points, comments``) and ``answers``, each with
            ``id, number, text, words, twin, like`` and its standing (``standing_of``).
        """
        paper, question, item = self._asked(quiz, name)
        number = [each.name for each in paper.quiz.questions].index(name) + 1

        def read(book: Gradebook) -> Plain:
            answers, empty = self._answers(book, paper, name)
            in_turn = sorted((each.learner for each in answers), key=lambda learner: _id(quiz, name, learner))
            seats = by_hand.seats(book, quiz, name, in_turn)
            log = by_hand.log(book, quiz, name)
            near = alike({_id(quiz, name, each.learner): each.text for each in answers})
            shown = [
                {
                    "id": _id(quiz, name, each.learner),
                    "number": seats[each.learner],
                    "text": each.text,
                    "words": len(words(each.text)),
                    "twin": hashlib.sha256(plain(each.text).encode()).hexdigest()[:12],
                    "like": near[_id(quiz, name, each.learner)],
                    "asked": _asked(item, each, question.points) if item.variables else None,
                    **standing_of(each, log.last.get(each.learner)),
                }
                for each in sorted(answers, key=lambda each: seats[each.learner])
            ]
            return {
                "quiz": quiz,
                "quiz_title": paper.quiz.title,
                "name": name,
                "number": number,
                "title": item.title,
                "points": question.points,
                "expected": item.words,
                "fail": list(item.fail_if),
                "comments": list(item.comments),
                "empty": empty,
                "undo": bool(log.acts),
                **_asked(item, answers[0] if answers else None, question.points),
                "answers": shown,
            }

        return self._written(read)

    def standings(self, quiz: str, name: str) -> dict[str, Plain]:
        """Say how every answer stands now, by its id: marks change in formgrader, too, and answers come in."""
        paper, _, _ = self._asked(quiz, name)
        with self._opened() as book:
            log = by_hand.log(book, quiz, name)
            answers, _ = self._answers(book, paper, name)
            return {_id(quiz, name, each.learner): standing_of(each, log.last.get(each.learner)) for each in answers}

    def names(self, quiz: str, name: str) -> dict[str, str]:
        """Tell whose answers they are, by id: asked for, never sent along."""
        paper, _, _ = self._asked(quiz, name)
        with self._opened() as book:
            students = {each.id: each for each in book.db.scalars(select(Student))}
            answers, _ = self._answers(book, paper, name)
            return {_id(quiz, name, each.learner): _name(students[each.learner]) for each in answers}

    def save(self, quiz: str, name: str, marks: Mapping[str, Mapping[str, Any]]) -> Plain:
        """Write marks into the gradebook, all or none, durably.

        Parameters
        ----------
        marks
            By id of the answer: ``lines, failed, adjust, comment, given, later``.

        Returns
        -------
        dict
            ``saved_at`` and the ``answers`` changed, as they stand now.
        """
        paper, question, item = self._asked(quiz, name)
        ticks = {each: checked(item, question, marks[each]) for each in marks}

        def write(book: Gradebook) -> Plain:
            answers, _ = self._answers(book, paper, name)
            log = by_hand.log(book, quiz, name)
            here = {_id(quiz, name, each.learner): each for each in answers}
            missing = ticks.keys() - here.keys()
            if missing:
                raise CalcinosisError("an answer is no longer here: its learner may have handed in again; reload")
            given = [enter(here[each], log.last.get(here[each].learner), ticks[each], item, question) for each in ticks]
            at = by_hand.add(book, quiz, name, given)
            return self._told(book, paper, name, [each.learner for each in given], at)

        return self._written(write)

    def undo(self, quiz: str, name: str) -> Plain:
        """Take back what was done last to a question; what stood before stands again.

        Returns
        -------
        dict
            As :meth:`save` gives it; no ``answers`` when there is nothing to take back.
        """
        paper, _, _ = self._asked(quiz, name)

        def write(book: Gradebook) -> Plain:
            log = by_hand.log(book, quiz, name)
            if not log.acts:
                return {"saved_at": None, "answers": {}, "undo": False}
            answers, _ = self._answers(book, paper, name)
            here = {each.learner: each for each in answers}
            last = [entry for entry in log.acts[-1] if entry.learner in here]
            given = [restore(here[entry.learner], log, entry) for entry in last]
            at = by_hand.add(book, quiz, name, given, undoes=log.acts[-1][0].act)
            return self._told(book, paper, name, [each.learner for each in given], at)

        return self._written(write)

    def _told(self, book: Gradebook, paper: Paper, name: str, learners: list[str], at: str) -> Plain:
        book.db.flush()
        log = by_hand.log(book, paper.quiz.id, name)
        answers, _ = self._answers(book, paper, name)
        changed = {
            _id(paper.quiz.id, name, each.learner): standing_of(each, log.last.get(each.learner))
            for each in answers
            if each.learner in learners
        }
        return {"saved_at": at, "answers": changed, "undo": bool(log.acts)}

    def _asked(self, quiz: str, name: str) -> tuple[Paper, Question, ShortItem]:
        paper = self._read().get(quiz)
        if paper is not None:
            for question in paper.quiz.questions:
                if question.name == name and isinstance(question.item, ShortItem):
                    return paper, question, question.item
        raise CalcinosisError(f"{quiz!r:.80} has no question {name!r:.80} that a person marks")

    def _read(self) -> dict[str, Paper]:
        """Give the quizzes, read again when a file of theirs has changed."""
        files = [*self._course.quizzes.glob("*.yaml"), *self._course.quizzes.glob("items/*.yaml")]
        changed = sorted(file.stat().st_mtime_ns for file in files)
        if changed != self._papers[0]:
            self._papers = changed, papers(self._course)
        return self._papers[1]

    @contextmanager
    def _opened(self) -> Generator[Gradebook]:
        try:
            with gradebook.opened(self._course, patience=PATIENCE) as book:
                yield book
        except OperationalError as error:
            raise CalcinosisError(
                "the gradebook is in use by another program; what you gave is kept on this device and tried again "
                "by itself"
                if "locked" in str(error)
                else f"the gradebook cannot be used: {error.orig}; what you gave is kept on this device"
            ) from error

    def _written(self, write: Callable[[Gradebook], T]) -> T:
        """Do something in one transaction; the answer to the page means that it is on disk."""
        with self._opened() as book:
            by_hand.prepare(book)
            with gradebook.one_commit(book):
                return write(book)

    def _answers(self, book: Gradebook, paper: Paper, name: str) -> tuple[list[Answer], int]:
        """Give the answers in words, and how many handed in none."""
        rows = _rows(book, paper.quiz.id, name)
        with Records(self._course.records) as records:
            by_stamp = {(each.learner, stamped(each)): each for each in records.submissions(paper.quiz.id)}
        found: list[Answer] = []
        for submission, grade, comment in rows:
            learner = submission.student_id
            stamp = _stamp(submission)
            record = by_stamp.get((learner, stamp))
            text = self._text(paper, learner, name, record)
            if text:
                row = drawn(paper, learner, record)[name]
                attempt = record.attempt if record else 1
                found.append(Answer(learner, text, stamp, attempt, row, grade, comment))
        return found, len(rows) - len(found)

    def _text(self, paper: Paper, learner: str, name: str, record: Submission | None) -> str:
        """Give what a learner wrote: from the record, or from the notebook where it was handed in through nbgrader."""
        answer: object = None
        if record is not None:
            answer = (record.entries.get(name) or {}).get("answer")
        else:
            quiz = paper.quiz.id
            file = self._course.submitted(learner, quiz) / f"{quiz}.ipynb"
            try:
                _, answers, _ = rebuilt(paper.release, read_notebook(file.read_text(encoding="utf-8")))
            except (OSError, UnicodeDecodeError, NotAnAnswer):
                return ""  # the report of grading names such a file; there is nothing to read in it
            answer = answers.get(name)
        return answer.strip() if isinstance(answer, str) else ""


def _rows(book: Gradebook, quiz: str, name: str) -> list[tuple[SubmittedAssignment, Grade, Comment]]:
    """Find nbgrader's own rows of every answer to one question."""
    sheet = gradebook.sheet_of(book, quiz)
    cells = [cell for cell, known in sheet.names.items() if known == name]
    found = (
        select(SubmittedAssignment, Grade, Comment)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(Comment, Comment.notebook_id == SubmittedNotebook.id)
        .where(Assignment.name == quiz, Grade.cell_id.in_(cells), Comment.cell_id.in_(cells))
    )
    return [(row[0], row[1], row[2]) for row in book.db.execute(found)]


def _stamp(submission: SubmittedAssignment) -> str:
    time = submission.timestamp
    return f"{time:%Y-%m-%d %H:%M:%S.%f} UTC" if time is not None else ""


def _id(quiz: str, name: str, learner: str) -> str:
    """Name an answer without naming its learner; the order of these names is the order of marking.

    It is another order for every question, so that nobody always comes last, and the same after every reload.
    """
    return hashlib.sha256(f"{quiz}/{name}/{learner}".encode()).hexdigest()[:16]


def _name(student: Student) -> str:
    named = [str(part) for part in (student.last_name, student.first_name) if part and part != gradebook.UNLISTED]
    return ", ".join(named) or str(student.id)


def _asked(item: ShortItem, answer: Answer | None, points: float) -> Plain:
    """Give the question as this learner saw it, and what the marker needs; a rubric's points as they count here."""
    seed, values = (answer.row["seed"], answer.row.get("values")) if answer else ("0" * 16, None)
    parts = explain(item, None, seed=seed, values=values)
    scale = points / item.points
    return {
        "stem": parts["stem"],
        "vignette": parts["vignette"],
        "model": parts["expected"],
        "rubric": [{"text": line["text"], "points": round(line["points"] * scale, 4)} for line in parts["rubric"]],
    }
