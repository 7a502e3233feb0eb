"""The cohort file: who the learners are, and what each is granted in every quiz. ``quizzes/cohort.csv``."""

import csv
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from calcinosis.errors import CalcinosisError
from calcinosis.quiz.recorded import NAME
from calcinosis.quiz.sitting import Allowance

COLUMNS = ("learner", "first_name", "last_name", "email", "group", "time_factor", "extension_hours")
"""The first is needed, the others are optional."""
LARGEST_FACTOR, LONGEST_EXTENSION = 4.0, 24.0 * 90


@dataclass(frozen=True, slots=True)
class Member:
    """One learner of the cohort."""

    learner: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    group: str = ""
    allowance: Allowance = field(default_factory=Allowance)


@dataclass(frozen=True, slots=True)
class Cohort:
    """All learners."""

    members: Mapping[str, Member] = field(default_factory=dict[str, Member])

    def allowance(self, learner: str) -> Allowance:
        """Return what a learner is granted; nothing beyond the others for someone on no list."""
        member = self.members.get(learner)
        return member.allowance if member else Allowance()

    def group(self, name: str) -> list[str]:
        """Return the learners of a group, in the order of the file."""
        return [member.learner for member in self.members.values() if member.group == name]


def read(path: Path) -> Cohort:
    """Read the cohort file; a course without one has an empty cohort.

    Raises
    ------
    CalcinosisError
        With every mistake: line, field, value and remedy.
    """
    if not path.exists():
        return Cohort()
    mistakes: list[str] = []
    members: dict[str, Member] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file, strict=True)
            columns = [name.strip() for name in table.fieldnames or ()]
            mistakes += _problems_of_columns(columns, f"{path.name}: line 1: column")
            table.fieldnames = columns
            for row in table if not mistakes else ():
                member = _member(row, f"{path.name}: line {table.line_num}", mistakes)
                if member.learner in members:
                    where = f"{path.name}: line {table.line_num}: field 'learner': value {member.learner!r}"
                    mistakes.append(f"{where} is listed twice: keep one line")
                members[member.learner] = member
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        mistakes.append(f"{path.name}: cannot be read ({error}): save it as CSV in UTF-8")
    if mistakes:
        raise CalcinosisError("\n".join(mistakes))
    return Cohort(members)


def _problems_of_columns(columns: list[str], where: str) -> Iterator[str]:
    if "learner" not in columns:
        yield f"{where} 'learner' is missing: name it in the first line"
    for name in columns:
        if name not in COLUMNS:
            yield f"{where} {name!r} is unknown: use {', '.join(COLUMNS)}"


def _member(row: Mapping[str, str | None], where: str, mistakes: list[str]) -> Member:
    texts = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if not NAME.fullmatch(texts["learner"]):
        remedy = "use 1 to 64 letters, digits, dots, hyphens or underscores"
        mistakes.append(f"{where}: field 'learner': value {texts['learner']!r} is not a name: {remedy}")
    factor = _number("time_factor", texts, (1.0, 1.0, LARGEST_FACTOR), where, mistakes)
    hours = _number("extension_hours", texts, (0.0, 0.0, LONGEST_EXTENSION), where, mistakes)
    return Member(
        texts["learner"],
        texts["first_name"],
        texts["last_name"],
        texts["email"],
        texts["group"],
        Allowance(factor, timedelta(hours=hours)),
    )


def _number(
    name: str, texts: Mapping[str, str], bounds: tuple[float, float, float], where: str, mistakes: list[str]
) -> float:
    usual, least, most = bounds
    if not texts[name]:
        return usual
    try:
        value = float(texts[name].replace(",", "."))
    except ValueError:
        value = math.nan
    if least <= value <= most:
        return value
    mistakes.append(f"{where}: field {name!r}: value {texts[name]!r} is out of range: give {least:g} to {most:g}")
    return usual


def rows(cohort: Cohort) -> Iterator[dict[str, str]]:
    """Return the cohort as rows for a file, the inverse of ``read``."""
    for member in cohort.members.values():
        yield {
            "learner": member.learner,
            "first_name": member.first_name,
            "last_name": member.last_name,
            "email": member.email,
            "group": member.group,
            "time_factor": f"{member.allowance.time_factor:g}",
            "extension_hours": f"{member.allowance.extension / timedelta(hours=1):g}",
        }
