"""The bank: items and quizzes as their authors write them, read and checked.

Every mistake is told with file, item, field, value and remedy, and all mistakes of the course at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar, Literal, cast

from pydantic import AwareDatetime, TypeAdapter

from calcinosis.quiz.authored import MISSING, MaterialError, checked, read_yaml, told
from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.kinds.base import AUTHORED, Item, Problem
from calcinosis.quiz.kinds.case import PARTS, questions, with_inherited
from calcinosis.quiz.problems import common_problems
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Bank:
    """All items and quizzes of a course."""

    items: Mapping[str, Item]
    quizzes: Mapping[str, Quiz]
    files: Mapping[str, str]
    """File of each item, for messages."""


@dataclass(slots=True)
class _Missing:
    """What is not in the bank only because of a mistake told already: quizzes that ask for it are not at fault."""

    items: set[str] = field(default_factory=set[str])
    """Ids of items with mistakes."""
    unreadable: bool = False
    """A whole file could not be read, and nobody knows which items it holds."""

    def excuses(self, item: str) -> bool:
        """Tell whether an item may be absent because of such a mistake."""
        return self.unreadable or item in self.items


def load(folder: Path) -> Bank:
    """Read a course's ``quizzes`` folder: ``items/*.yaml`` and ``*.yaml``.

    Raises
    ------
    MaterialError
        With every mistake in every file.
    """
    mistakes: list[str] = []
    items: dict[str, Item] = {}
    files: dict[str, str] = {}
    missing = _Missing()
    for path in sorted((folder / "items").glob("*.yaml")):
        file = f"{folder.name}/items/{path.name}"
        for item in _gathered(_items(path, file, missing), mistakes):
            if item.id in items:
                mistakes.append(
                    told(file, item.id, Problem("id", item.id, f"also names an item of {files[item.id]}", "rename one"))
                )
            items[item.id], files[item.id] = item, file
    quizzes: dict[str, Quiz] = {}
    for path in sorted(folder.glob("*.yaml")):
        for quiz in _gathered(_quiz(path, f"{folder.name}/{path.name}", items, missing), mistakes):
            quizzes[quiz.id] = quiz
    if mistakes:
        raise MaterialError(mistakes)
    return Bank(items=items, quizzes=quizzes, files=files)


def _gathered(found: "Iterator[Any | MaterialError]", mistakes: list[str]) -> Iterator[Any]:
    for each in found:
        if isinstance(each, MaterialError):
            mistakes.extend(each.mistakes)
        else:
            yield each


@cache
def adapter(kind: str) -> TypeAdapter[Item]:
    """Give what checks the items of a kind."""
    return TypeAdapter(KINDS[kind].schema)


@cache
def quiz_adapter() -> TypeAdapter[QuizFile]:
    """Give what checks quizzes."""
    return TypeAdapter(QuizFile)


def item_from(data: object, file: str, folder: Path | None = None) -> Item:
    """Turn what an author wrote about one item into the item.

    Parameters
    ----------
    folder
        Where drawings that are named by their file lie.

    Raises
    ------
    MaterialError
        With every mistake in it.
    """
    if not isinstance(data, dict):
        raise MaterialError([f"{file}: an item must be a table of names, not {data!r:.80}: write `- id: ...`"])
    written = cast("dict[str, object]", data)
    name, kind = written.get("id", "?"), written.get("kind", MISSING)
    if not isinstance(kind, str) or kind not in KINDS:
        near = get_close_matches(str(kind), KINDS, 1, 0.5)
        remedy = f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(KINDS)}"
        raise MaterialError([told(file, str(name), Problem("kind", kind, "is no kind of item", remedy))])
    complete = _complete(written, file, folder)
    item = checked(adapter(kind), complete, file, str(name))
    problems: list[Problem] = [*common_problems(item), *KINDS[kind].problems(item)]
    if problems:
        raise MaterialError(told(file, item.id, problem) for problem in problems)
    return item


def _complete(written: dict[str, Any], file: str, folder: Path | None) -> dict[str, Any]:
    """Put in what an author may leave to another place: a drawing in its file, what a step takes from its case."""
    svg = written.get("svg")
    if folder and isinstance(svg, str) and svg.endswith(".svg"):
        try:
            return {**written, "svg": (folder / Path(svg).name).read_text(encoding="utf-8")}
        except (OSError, UnicodeDecodeError):
            problem = Problem("svg", svg, "cannot be read", "put the file beside this one")
            raise MaterialError([told(file, str(written.get("id")), problem)]) from None
    if written["kind"] == "case" and isinstance(written.get("steps"), list):
        case = with_inherited(written)
        mistakes: list[str] = []
        for question in cast("Iterator[object]", questions(case)):
            kind = cast("dict[str, Any]", question).get("kind") if isinstance(question, dict) else None
            if kind in PARTS:
                list(_gathered(_one(cast("object", question), file, folder), mistakes))
            else:
                problem = Problem("steps.question.kind", kind, "cannot be asked in a case", f"use {', '.join(PARTS)}")
                mistakes.append(told(file, str(written.get("id")), problem))
        if mistakes:
            raise MaterialError(mistakes)
        for step in case["steps"]:
            if isinstance(step, dict) and "question" in step:
                step["question"] = _complete(cast("dict[str, Any]", step)["question"], file, folder)
        return case
    return written


def _one(data: object, file: str, folder: Path | None) -> Iterator[Item | MaterialError]:
    try:
        yield item_from(data, file, folder)
    except MaterialError as error:
        yield error


def _items(path: Path, file: str, missing: _Missing) -> Iterator[Item | MaterialError]:
    try:
        written = read_yaml(path, file)
    except MaterialError as error:
        missing.unreadable = True
        yield error
        return
    if not isinstance(written, list):
        missing.unreadable = True
        yield MaterialError([f"{file}: must be a list of items: begin each with `- id:`"])
        return
    for data in cast("list[object]", written):
        named = cast("dict[str, object]", data) if isinstance(data, dict) else {}
        missing.items.add(str(named.get("id")))
        yield from _one(cast("object", data), file, path.parent)


def _quiz(path: Path, file: str, items: Mapping[str, Item], missing: _Missing) -> Iterator[Quiz | MaterialError]:
    try:
        written = checked(quiz_adapter(), read_yaml(path, file), file, None)
    except MaterialError as error:
        yield error
        return
    asked = [Asked(item=each) if isinstance(each, str) else each for each in written.items]
    problems = list(_problems_of_quiz(path.stem, written, asked, items, missing))
    if problems:
        yield MaterialError(told(file, None, problem) for problem in problems)
    if problems or any(each.item not in items for each in asked):
        return
    practice = written.mode == "practice"
    yield Quiz(
        id=path.stem,
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


def _problems_of_quiz(
    name: str, quiz: QuizFile, asked: list[Asked], items: Mapping[str, Item], missing: _Missing
) -> Iterator[Problem]:
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
        if each.item not in items and not missing.excuses(each.item):
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
