"""From the bank to a released nbgrader assignment and a learner's page, all or nothing."""

import json
import logging
import os
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeReleaseAssignment
from sqlalchemy.exc import SQLAlchemyError

from calcinosis.errors import CalcinosisError
from calcinosis.grading import audit, gradebook, new_gradebook
from calcinosis.grading.build_state import fingerprint, note_file
from calcinosis.grading.course import Course
from calcinosis.grading.exchange import appear, open_exchange, written
from calcinosis.grading.locks import held
from calcinosis.grading.notebook import TEST, mark_schemes, source_notebook
from calcinosis.grading.settings import nbgrader_config
from calcinosis.quiz import bank, schema
from calcinosis.quiz.public import hints, public_quiz
from calcinosis.quiz.quiz_file import Quiz

Plain = dict[str, Any]

WORKSHOP = "building-"
"""Start of the name of the folder in which everything is made first."""


def build(course: Course) -> list[str]:
    """Build every quiz of a course.

    Everything is made in a folder of its own first; a mistake anywhere leaves the last build as it was.

    Returns
    -------
    list of str
        The quizzes that were made anew.

    Raises
    ------
    CalcinosisError
        A mistake in the bank, or a quiz that learners have answered would lose or gain a question.
    """
    with held(course, "build"):
        for leftover in course.state.glob(f"{WORKSHOP}*"):
            shutil.rmtree(leftover)
        mark = fingerprint(course)
        quizzes = bank.load(course.quizzes).quizzes
        public = {name: public_quiz(quiz) for name, quiz in quizzes.items()}
        notebooks = {name: written(source_notebook(each, mark_schemes(quizzes[name]))) for name, each in public.items()}
        changed = [name for name in public if not _stands(course, name, notebooks[name])]
        try:
            if changed:
                new_gradebook.make(course)
                _refuse_changed_questions(course, {name: public[name] for name in changed})
                _assign(course, {name: notebooks[name] for name in changed})
            if public:
                _set_due(course, {name: quiz.due for name, quiz in quizzes.items()})
                _set_points(course, quizzes)
        except SQLAlchemyError as error:
            raise CalcinosisError(
                f"quizzes/gradebook.db could not be used: {str(error).splitlines()[0]}; "
                "put back a copy that works, or move it away to begin an empty one"
            ) from error
        made = _pages(course, public) + _hints(course, quizzes)
        if public:
            made.append(course.gradebook)
        names = [str(path.relative_to(course.root)) for path in made]
        schema.write(course.state / "schema")
        note = {"fingerprint": mark, "made": names, "quizzes": list(public)}
        _put(course, note_file(course), json.dumps(note, indent=1))
    return changed


def _pages(course: Course, public: dict[str, Plain]) -> list[Path]:
    """Put the released notebook and the public quiz where they are served, and take away what is no quiz any more."""
    folder = course.apps / "quizzes"
    made: list[Path] = []
    for name, quiz in public.items():
        page, facts = folder / f"{name}.ipynb", folder / f"{name}.public.json"
        _put(course, page, _notebook(course.release(name)).read_text(encoding="utf-8"))
        _put(course, facts, json.dumps(quiz, ensure_ascii=False, indent=1) + "\n")
        made += [_notebook(course.source(name)), _notebook(course.release(name)), page, facts]
    for path in folder.iterdir() if folder.is_dir() else ():
        if path not in made:
            path.unlink()
    return made


def _hints(course: Course, quizzes: Mapping[str, Quiz]) -> list[Path]:
    """Put the hints where only the kernel of a quiz page reads them."""
    made = [course.hints / f"{name}.json" for name in quizzes]
    for path, quiz in zip(made, quizzes.values(), strict=True):
        _put(course, path, json.dumps(hints(quiz), ensure_ascii=False) + "\n")
    return made


def _notebook(folder: Path) -> Path:
    return folder / f"{folder.name}.ipynb"


def _put(course: Course, path: Path, text: str) -> None:
    """Write a file so that a reader finds the old or the new one, never half."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    course.runtime.mkdir(parents=True, exist_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = course.runtime / f"new-{os.getpid()}-{path.name}"
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def _stands(course: Course, quiz: str, notebook: str) -> bool:
    """Tell whether the last build of one quiz is still right."""
    source = _notebook(course.source(quiz))
    places = (_notebook(course.release(quiz)), _notebook(course.outbound / quiz), course.gradebook)
    return (
        source.is_file() and source.read_text(encoding="utf-8") == notebook and all(path.is_file() for path in places)
    )


def _refuse_changed_questions(course: Course, public: dict[str, Plain]) -> None:
    """Refuse what nbgrader would refuse half-way: new or missing questions in a quiz that has been handed in."""
    with gradebook.opened(course) as book:
        known = {str(each.name) for each in book.assignments}
        for name in known & set(public):
            sheet = gradebook.sheet_of(book, name)
            handed_in = len(gradebook.marked(book, sheet))
            cells = {cell["metadata"]["nbgrader"]["grade_id"] for cell in source_notebook(public[name])["cells"]}
            if handed_in and cells != set(sheet.cells):
                names = ", ".join(sorted(each for each in cells ^ set(sheet.cells) if "-" not in each))
                raise CalcinosisError(
                    f"quizzes/{name}.yaml: questions were added, dropped or changed in kind ({names}) although "
                    f"{handed_in} learners have handed the quiz in; make it a quiz of another name"
                )


def _assign(course: Course, notebooks: dict[str, str]) -> None:
    """Let nbgrader make and release the assignments: in a folder of their own, then all in place."""
    course.state.mkdir(parents=True, exist_ok=True)
    workshop = Path(mkdtemp(prefix=WORKSHOP, dir=course.state))
    try:
        configuration = nbgrader_config(course)
        configuration.CourseDirectory.root = str(workshop)
        for quiz, notebook in notebooks.items():
            folder = workshop / "source" / quiz
            folder.mkdir(parents=True)
            (folder / f"{quiz}.ipynb").write_text(notebook, encoding="utf-8")
            place = CourseDirectory(config=configuration, assignment_id=quiz)
            with _told(quiz) as log:
                GenerateAssignment(coursedir=place, config=configuration, log=log).start()
        for quiz in notebooks:
            for step, target in (("source", course.source(quiz)), ("release", course.release(quiz))):
                text = _notebook(workshop / step / quiz).read_text(encoding="utf-8")
                appear(course, target, {f"{quiz}.ipynb": text})
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
    open_exchange(course)
    configuration = nbgrader_config(course)
    for quiz in notebooks:
        place = CourseDirectory(config=configuration, assignment_id=quiz)
        with _told(quiz) as log:
            ExchangeReleaseAssignment(coursedir=place, config=configuration, log=log, force=True).start()


def _set_due(course: Course, due: dict[str, datetime | None]) -> None:
    """Tell the gradebook when each quiz is due, as nbgrader keeps it: UTC without zone."""
    with gradebook.opened(course) as book:
        for quiz, time in due.items():
            gradebook.set_due(book, quiz, time.astimezone(UTC).replace(tzinfo=None) if time else None)
        book.db.commit()


def _set_points(course: Course, quizzes: Mapping[str, Quiz]) -> None:
    """Take out of the totals what the instructor has dropped: nbgrader has just entered the author's points."""
    with gradebook.opened(course) as book:
        for name, quiz in quizzes.items():
            for question, fate in audit.dropped(course, name).items():
                if fate == "remove" and question in {each.name for each in quiz.questions}:
                    gradebook.set_most(book, name, {question + TEST: 0.0})
        book.db.commit()


class _told:  # noqa: N801 - reads as a phrase: with _told(quiz)
    """Turn what nbgrader logged before it gave up into one sentence."""

    def __init__(self, quiz: str) -> None:
        self._quiz = quiz
        self._heard = _Heard(logging.ERROR)

    def __enter__(self) -> logging.Logger:
        log = logging.getLogger("calcinosis.build")
        log.propagate = False
        log.handlers = [self._heard]
        return log

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (NbGraderException, ExchangeError)):
            traces = [each for each in self._heard.sentences if "Traceback" in each]
            reason = (traces or [str(error)])[0].strip().splitlines()[-1]
            raise CalcinosisError(f"quiz {self._quiz!r} could not be made: {reason}") from error


class _Heard(logging.Handler):
    """Keeps what was logged."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.sentences: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.sentences.append(record.getMessage())
