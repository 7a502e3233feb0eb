"""What a person gave at the grading page, line by line: kept beside nbgrader's own rows, in the same transaction.

nbgrader has one number and one comment for an answer. Which lines of the rubric earned the number, what was added by
hand and what was there before stands in two tables of our own in the same database, which nbgrader never touches. Rows
are only ever added: what was taken back is a row as well.
"""

import getpass
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

from nbgrader.api import Gradebook
from sqlalchemy import Column, Float, Integer, MetaData, String, Table, Text, func, insert, inspect, select

_TABLES = MetaData()
_MARKS = Table(
    "calcinosis_marks",
    _TABLES,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("quiz", String(128), nullable=False, index=True),
    Column("question", String(128), nullable=False),
    Column("learner", String(128), nullable=False),
    Column("stamp", String(64), nullable=False),
    Column("sheet", Text),
    Column("score", Float),
    Column("comment", Text),
    Column("before", Text, nullable=False),
    Column("act", Integer, nullable=False),
    Column("undoes", Integer),
    Column("at", String(40), nullable=False),
    Column("by", String(128), nullable=False),
)
_SEATS = Table(
    "calcinosis_seats",
    _TABLES,
    Column("quiz", String(128), primary_key=True),
    Column("question", String(128), primary_key=True),
    Column("learner", String(128), primary_key=True),
    Column("place", Integer, nullable=False),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticks:
    """What a person decided about one answer."""

    lines: tuple[int, ...] = ()
    """Places, from 0, of the rubric's lines that the answer meets."""
    failed: tuple[int, ...] = ()
    """Places of the statements that earn an answer nothing."""
    adjust: float = 0.0
    """Points added or taken besides, of the question's points in its quiz."""
    comment: str = ""
    """For the learner."""
    given: bool = False
    """The marks are final; until then they wait with the answer."""
    later: bool = False
    """The marker wants to come back to it."""

    @property
    def is_blank(self) -> bool:
        """Nothing was decided."""
        return self == Ticks(later=self.later)

    def written(self) -> str:
        """Return it as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def read(cls, text: str) -> Self:
        """Read it back."""
        known: dict[str, Any] = json.loads(text)
        return cls(**{**known, "lines": tuple(known["lines"]), "failed": tuple(known["failed"])})


@dataclass(frozen=True, slots=True)
class Standing:
    """What nbgrader's rows say about one answer."""

    score: float | None
    """Given by a person."""
    comment: str | None
    waiting: bool
    """A person has still to look at it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the log."""

    number: int
    learner: str
    stamp: str
    """Time of the submission that was marked, as nbgrader writes it."""
    ticks: Ticks | None
    """None where the marks were not given here."""
    score: float | None
    comment: str | None
    """What the row wrote into the gradebook."""
    before: Standing
    """What it wrote over."""
    before_ticks: Ticks | None
    act: int
    """Number of the first row written in the same act."""
    at: str
    """UTC, ISO 8601."""
    by: str

    def holds(self, standing: Standing) -> bool:
        """Tell whether the gradebook still says what this row wrote: if not, someone marked elsewhere since."""
        return (self.score, self.comment or None) == (standing.score, standing.comment or None)


@dataclass(frozen=True, slots=True)
class Log:
    """The rows of one question."""

    last: Mapping[str, Entry] = field(default_factory=dict[str, Entry])
    """The latest row of each learner."""
    acts: tuple[tuple[Entry, ...], ...] = ()
    """What can be taken back, oldest first."""


def prepare(book: Gradebook) -> None:
    """Make the two tables where there are none."""
    _TABLES.create_all(book.engine)


def is_prepared(book: Gradebook) -> bool:
    """Tell whether anything was ever marked at the grading page."""
    return inspect(book.db.connection()).has_table(_MARKS.name)


def log(book: Gradebook, quiz: str, question: str) -> Log:
    """Read the log of one question."""
    if not is_prepared(book):
        return Log()
    rows = select(_MARKS).where(_MARKS.c.quiz == quiz, _MARKS.c.question == question).order_by(_MARKS.c.number)
    last: dict[str, Entry] = {}
    acts: dict[int, list[Entry]] = {}
    for row in book.db.execute(rows):
        entry = _entry(row)
        last[entry.learner] = entry
        if row.undoes is None:
            acts.setdefault(entry.act, []).append(entry)
        else:
            acts.pop(row.undoes, None)
    return Log(last, tuple(tuple(entries) for entries in acts.values()))


def ticked(book: Gradebook, quiz: str) -> dict[tuple[str, str], Entry]:
    """Return the latest row of every answer of a quiz, by learner and question."""
    if not is_prepared(book):
        return {}
    latest = (
        select(func.max(_MARKS.c.number)).where(_MARKS.c.quiz == quiz).group_by(_MARKS.c.question, _MARKS.c.learner)
    )
    rows = select(_MARKS).where(_MARKS.c.number.in_(latest))
    return {(row.learner, row.question): _entry(row) for row in book.db.execute(rows)}


def _entry(row: Any) -> Entry:  # noqa: ANN401 - a row of SQLAlchemy's has no narrower type
    before = json.loads(row.before)
    ticks = before["ticks"]
    return Entry(
        number=row.number,
        learner=row.learner,
        stamp=row.stamp,
        ticks=Ticks.read(row.sheet) if row.sheet else None,
        score=row.score,
        comment=row.comment,
        before=Standing(before["score"], before["comment"], before["waiting"]),
        before_ticks=Ticks.read(json.dumps(ticks)) if ticks else None,
        act=row.act,
        at=row.at,
        by=row.by,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """A row to be added."""

    learner: str
    stamp: str
    ticks: Ticks | None
    score: float | None
    comment: str | None
    before: Standing
    before_ticks: Ticks | None


def add(book: Gradebook, quiz: str, question: str, given: Iterable[Given], *, undoes: int | None = None) -> str:
    """Add the rows of one act, without committing; give the time."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    act = (book.db.scalar(select(func.max(_MARKS.c.number))) or 0) + 1
    for each in given:
        before = {**asdict(each.before), "ticks": each.before_ticks and asdict(each.before_ticks)}
        row = {
            "quiz": quiz,
            "question": question,
            "learner": each.learner,
            "stamp": each.stamp,
            "sheet": each.ticks.written() if each.ticks else None,
            "score": each.score,
            "comment": each.comment,
            "before": json.dumps(before, ensure_ascii=False),
            "act": act,
            "undoes": undoes,
            "at": at,
            "by": _account(),
        }
        book.db.execute(insert(_MARKS).values(row))
    return at


def seats(book: Gradebook, quiz: str, question: str, learners: Iterable[str]) -> dict[str, int]:
    """Return each learner's answer its number, from 1; newcomers, in the order given, come after those who have one.

    A number once given stays, so that "answer 38" is the same answer tomorrow. Without committing.
    """
    here = (_SEATS.c.quiz == quiz, _SEATS.c.question == question)
    known = {row.learner: row.place for row in book.db.execute(select(_SEATS).where(*here))}
    fresh = [learner for learner in learners if learner not in known]
    for place, learner in enumerate(fresh, start=max(known.values(), default=0) + 1):
        book.db.execute(insert(_SEATS).values(quiz=quiz, question=question, learner=learner, place=place))
        known[learner] = place
    return known


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in some containers
        return f"user {os.getuid()}"
