"""Grading a quiz for everyone who handed it in, by the web page or by hand through nbgrader."""

import pwd
from collections.abc import Iterator
from pathlib import Path

from calcinosis.grading import gradebook
from calcinosis.grading.course import Course
from calcinosis.grading.exchange import appear, collect
from calcinosis.grading.grade import READ_ONLY, Graded, Tools, entered
from calcinosis.grading.locks import held
from calcinosis.grading.paper import paper
from calcinosis.grading.settings import nbgrader_config
from calcinosis.quiz import cohort
from calcinosis.quiz.records import NAME, Records

BATCH = 50
"""Submissions entered in one transaction."""


def grade_class(course: Course, quiz: str, *, again: bool = False) -> tuple[list[Graded], list[str]]:
    """Collect and grade every submission of a quiz that is not graded yet.

    Parameters
    ----------
    again
        Grade those that are graded already, too; points and comments by a person stay.

    Returns
    -------
    graded
        One for each submission, with what was repaired.
    refused
        One sentence for each folder in the exchange that was not taken for a submission.
    """
    printed = paper(course, quiz)
    settings = nbgrader_config(course)
    refused = list(collect_class(course, quiz))
    learners = sorted(path.parent.name for path in (course.quizzes / "submitted").glob(f"*/{quiz}") if path.is_dir())
    due = [learner for learner in learners if again or not _is_graded(course, learner, quiz)]
    done: list[Graded] = []
    with Records(course.records) as records, gradebook.opened(course) as book:
        tools = Tools(course, book, records, cohort.read(course.cohort), settings)
        sheet = gradebook.sheet_of(book, quiz)
        for start in range(0, len(due), BATCH):
            with held(course, "grades"):
                with gradebook.one_commit(book):
                    batch = [entered(tools, sheet, printed, learner) for learner in due[start : start + BATCH]]
                # Only now: a notebook that is there tells the next run that its rows are, too.
                for graded, files in batch:
                    appear(course, course.autograded(graded.learner, quiz), files, mode=READ_ONLY)
                    done.append(graded)
    return done, refused


def _is_graded(course: Course, learner: str, quiz: str) -> bool:
    """Tell whether what lies graded is what was submitted (nbgrader compares the times as well)."""
    stamps = [
        _stamp(folder)
        for folder in (course.submitted(learner, quiz), course.autograded(learner, quiz))
        if folder.is_dir()
    ]
    return len(stamps) == 2 and stamps[0] == stamps[1]


def _stamp(folder: Path) -> str | None:
    file = folder / "timestamp.txt"
    return file.read_text(encoding="utf-8", errors="replace").strip() if file.is_file() else None


def collect_class(course: Course, quiz: str) -> Iterator[str]:
    """Collect the newest submission of each learner, and say what was refused."""
    newest: dict[str, Path] = {}
    for place in sorted(course.inbound.glob(f"*+{quiz}+*")):
        learner, _, stamp = place.name.split("+")[:3]
        if not NAME.fullmatch(learner):
            yield f"{place.name}: {learner!r} is no name of a learner"
        elif not _may_hand_in(place, learner):
            yield f"{place.name}: belongs to {_owner(place)}, who is not {learner}"
        elif learner not in newest or stamp > newest[learner].name.split("+")[2]:
            newest[learner] = place
    for learner, place in newest.items():
        collect(course, quiz, learner, place)


def _owner(place: Path) -> str:
    number = place.lstat().st_uid
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"user {number}"


def _may_hand_in(place: Path, learner: str) -> bool:
    """Take what we handed in ourselves for a learner, and what learners handed in under their own account."""
    if place.is_symlink():
        return False
    return place.lstat().st_uid == place.parent.stat().st_uid or _owner(place) == learner
