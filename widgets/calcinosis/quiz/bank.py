"""The bank: items and quizzes as their authors write them, read and checked.

Every mistake is told with file, item, field, value and remedy, and all mistakes of the course at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, cast

from pydantic import TypeAdapter

from calcinosis.quiz.authored import MISSING, MaterialError, checked, read_yaml, told
from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.kinds.base import Item, Problem
from calcinosis.quiz.kinds.case import PARTS, questions, with_inherited
from calcinosis.quiz.problems import common_problems
from calcinosis.quiz.quiz_file import Asked, Quiz, problems_of_quiz, quiz_adapter, quiz_of


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
    problems = list(problems_of_quiz(path.stem, written, asked, items, missing.excuses))
    if problems:
        yield MaterialError(told(file, None, problem) for problem in problems)
    if problems or any(each.item not in items for each in asked):
        return
    yield quiz_of(path.stem, written, asked, items)
