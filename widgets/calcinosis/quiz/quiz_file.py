"""A quiz: as its author writes it, what can be wrong with that, and the quiz with its questions."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from functools import cache
from itertools import pairwise
from typing import ClassVar, Literal

from pydantic import AwareDatetime, TypeAdapter

from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.kinds.base import AUTHORED, Item, Problem
from calcinosis.quiz.recorded import NAME
from calcinosis.quiz.sitting import Counts

Mode = Literal["practice", "graded", "exam"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """An item as a quiz asks it."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = AUTHORED

    item: str
    """Its id."""
    points: float | None = None
    """Points in this quiz; by default the item's own."""
    name: str | None = None
    """Name in this quiz, kept when others are dropped; by default ``q1``, ``q2`` … by place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Late:
    """What lateness costs."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = AUTHORED

    per_day: float
    """Share of the points for every day begun, 0 to 1."""
    at_most: float = 1.0
    """Most that is lost."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuizFile:
    """A quiz as its author writes it; the name of the file is the name of the quiz."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = AUTHORED

    title: str
    """Shown to learners."""
    lesson: int
    """Number of the lesson it belongs to."""
    mode: Mode
    """``practice``: result at once; ``graded``: result when released; ``exam``: timed as well."""
    items: tuple[str | Asked, ...]
    """What is asked, in this order."""
    attempts: int | None = None
    """Attempts allowed; by default one, and any number in practice."""
    minutes: int | None = None
    """Minutes it takes; the time allowed in an exam."""
    feedback: Literal["at-once", "when-released"] | None = None
    """When learners see the result; by default at once in practice, otherwise when the instructor releases it."""
    confidence: bool = False
    """Whether learners are asked how sure they are."""
    introduction: str | None = None
    """Shown before the first question."""
    opens: AwareDatetime | None = None
    """Answers are taken from then on, ``2026-11-23T09:00+00:00``."""
    due: AwareDatetime | None = None
    """Later is late."""
    closes: AwareDatetime | None = None
    """No answers are taken after; by default when due, or never where lateness is allowed."""
    late: Late | None = None
    """What lateness costs; by default nothing is taken late."""
    counts: Counts = "last"
    """Which of several attempts counts."""
    hints: bool | None = None
    """Whether learners may take the hints of the items; by default yes, in an exam no."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One question of a quiz."""

    name: str
    """Name in the quiz, ``q1``."""
    item: Item
    points: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Quiz:
    """A quiz with its questions."""

    id: str
    title: str
    lesson: int
    mode: Mode
    attempts: int | None
    """Attempts allowed, None for any number."""
    minutes: int | None
    feedback: Literal["at-once", "when-released"]
    confidence: bool
    introduction: str | None
    questions: tuple[Question, ...]
    opens: datetime | None = None
    due: datetime | None = None
    closes: datetime | None = None
    late: Late | None = None
    counts: Counts = "last"
    hints: bool = True

    @property
    def points(self) -> float:
        """Sum of the points of all questions."""
        return float(sum(question.points for question in self.questions))

    def question(self, name: str) -> Question:
        """Give a question by its name in the quiz.

        Raises
        ------
        KeyError
            There is none of this name.
        """
        return {question.name: question for question in self.questions}[name]


@cache
def quiz_adapter() -> TypeAdapter[QuizFile]:
    """Give what checks quizzes."""
    return TypeAdapter(QuizFile)


def quiz_of(name: str, written: QuizFile, asked: list[Asked], items: Mapping[str, Item]) -> Quiz:
    """Give the quiz that an author wrote, with what is left out put in."""
    practice = written.mode == "practice"
    return Quiz(
        id=name,
        title=written.title,
        lesson=written.lesson,
        mode=written.mode,
        attempts=written.attempts if written.attempts or practice else 1,
        minutes=written.minutes,
        feedback=written.feedback or ("at-once" if practice else "when-released"),
        confidence=written.confidence,
        introduction=written.introduction,
        opens=written.opens,
        due=written.due,
        closes=written.closes,
        late=written.late,
        counts=written.counts,
        hints=written.mode != "exam" if written.hints is None else written.hints,
        questions=tuple(
            Question(
                name=each.name or f"q{place}",
                item=items[each.item],
                points=items[each.item].points if each.points is None else each.points,
            )
            for place, each in enumerate(asked, 1)
        ),
    )


def problems_of_quiz(
    name: str, quiz: QuizFile, asked: list[Asked], items: Mapping[str, Item], excused: Callable[[str], bool]
) -> Iterator[Problem]:
    """Find what types alone do not show.

    Parameters
    ----------
    excused
        Tells whether an item is missing only because of a mistake told already.
    """
    if not NAME.fullmatch(name):
        yield Problem("file name", name, "is not a name", "use letters, digits, dots, hyphens or underscores")
    if not asked:
        yield Problem("items", [], "is empty", "list at least one item")
    if quiz.attempts is not None and quiz.attempts < 1:
        yield Problem("attempts", quiz.attempts, "is below 1", "allow at least one")
    if quiz.mode == "exam" and not quiz.minutes:
        yield Problem("minutes", quiz.minutes, "is not a time", "say how many minutes the exam lasts")
    yield from _problems_of_times(quiz)
    yield from _problems_of_attempts(quiz, [items[each.item] for each in asked if each.item in items])
    names: set[str] = set()
    seen: set[str] = set()
    for place, each in enumerate(asked, 1):
        question = each.name or f"q{place}"
        if each.item not in items and not excused(each.item):
            near = get_close_matches(each.item, items, 1, 0.5)
            yield Problem(
                f"items.{place}",
                each.item,
                "is in no item file",
                f"did you mean {near[0]!r}?" if near else "write it first",
            )
        if each.item in seen:
            yield Problem(f"items.{place}", each.item, "is asked twice", "ask it once")
        if not question.isidentifier() or question in names:
            yield Problem(
                f"items.{place}.name", question, "is no name of its own", "use letters and digits, each name once"
            )
        if each.points is not None and each.points <= 0:
            yield Problem(f"items.{place}.points", each.points, "is not above 0", "give points above 0")
        seen.add(each.item)
        names.add(question)


def _problems_of_attempts(quiz: QuizFile, items: list[Item]) -> Iterator[Problem]:
    if quiz.counts == "last":
        return
    if (quiz.attempts or (None if quiz.mode == "practice" else 1)) == 1:
        yield Problem("counts", quiz.counts, "has no meaning for one attempt", "allow more `attempts`, or leave it out")
    for item in items:
        if KINDS[item.kind].by_hand:
            wrong = f"cannot be told where a person marks ({item.id}): nobody marks every attempt"
            yield Problem("counts", quiz.counts, wrong, "use last, or leave the question out")
    if quiz.counts == "average" and quiz.late:
        yield Problem("counts", quiz.counts, "cannot be told of attempts late in different ways", "use best or last")


def _problems_of_times(quiz: QuizFile) -> Iterator[Problem]:
    times = [(name, time) for name in ("opens", "due", "closes") if (time := getattr(quiz, name)) is not None]
    for (before, earlier), (name, later) in pairwise(times):
        if later <= earlier:
            yield Problem(name, str(later), f"is not after `{before}`", "put the times in order")
    if quiz.late:
        if quiz.due is None:
            yield Problem("late", quiz.late.per_day, "has no `due` to count from", "say when the quiz is due")
        if not (0 < quiz.late.per_day <= 1 and 0 < quiz.late.at_most <= 1):
            yield Problem(
                "late", [quiz.late.per_day, quiz.late.at_most], "are no shares", "give shares above 0, at most 1"
            )
