"""Names of learners for the gradebook, from ``quizzes/cohort.csv`` where the course has one."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from calcinosis.errors import CalcinosisError
from calcinosis.grading.course import Course
from calcinosis.quiz.records import NAME

COLUMNS = ("learner", "first_name", "last_name", "email")
NOT_LISTED = "learner"
"""First name of someone on no list; formgrader would write ``None, None``."""

_MARKUP = re.compile(r"[<>&\"'`]")


@dataclass(frozen=True, slots=True)
class Roster:
    """First name, last name and address of each learner."""

    people: Mapping[str, tuple[str, str, str | None]] = field(default_factory=dict)

    def entry(self, learner: str) -> tuple[str, str, str | None]:
        """Give the names for the gradebook: formgrader shows ``last, first``."""
        return self.people.get(learner, (NOT_LISTED, learner, None))


def read(course: Course) -> Roster:
    """Read the list of the cohort.

    Raises
    ------
    CalcinosisError
        A line is not as it should be, or a name holds signs that a web page would take for markup.
    """
    if not course.cohort.is_file():
        return Roster()
    people: dict[str, tuple[str, str, str | None]] = {}
    with course.cohort.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        if not set(COLUMNS[:3]) <= set(table.fieldnames or ()):
            raise CalcinosisError(f"quizzes/cohort.csv: the first line must name {', '.join(COLUMNS)}")
        for number, row in enumerate(table, start=2):
            learner = (row["learner"] or "").strip()
            names = [(row[column] or "").strip() for column in COLUMNS[1:3]]
            email = (row.get("email") or "").strip() or None
            if not NAME.fullmatch(learner):
                raise CalcinosisError(
                    f"quizzes/cohort.csv line {number}: {learner!r} is no name of a learner; use 1 to 64 letters, "
                    "digits, dots, hyphens or underscores"
                )
            if _MARKUP.search("".join([*names, email or ""])):
                raise CalcinosisError(
                    f"quizzes/cohort.csv line {number}: leave out the signs < > & and quotation marks"
                )
            if learner in people:
                raise CalcinosisError(f"quizzes/cohort.csv line {number}: {learner!r} is listed twice")
            people[learner] = (names[0] or NOT_LISTED, names[1] or learner, email)
    return Roster(people)
