"""Read the files of authors: YAML in, checked dataclasses out, every mistake reported with its remedy."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from calcinosis.errors import CalcinosisError
from calcinosis.quiz.kinds.base import Problem

Checked = TypeVar("Checked")

FORMS: Mapping[str, str] = {
    "variables": "write {from: 2.1, to: 2.5, step: 0.1}, {one_of: [1, 2]} or {of: calcium, quantity: calcium, "
    "from: mmol/L, to: mg/dL, decimals: 1}",
    "key": "write {value: 2.62} or {compute: function, with: {argument: variable}}",
    "why": "write one text, or {option: text} for each option",
    "hints": "write each hint as text or {text: ..., cost: 0.25}",
    "also_units": "write each unit as text or {unit: mg/dL, tolerance: {absolute: 0.04}}",
    "items": "write each item as its id or {item: id, points: 2}",
}
"""What to write in fields that accept several forms."""


WORDS: Mapping[str, tuple[str, str]] = {
    "missing": ("is missing", "add it"),
    "unexpected_keyword_argument": ("belongs to no field of this name", "remove it"),
    "literal_error": ("is not possible here", "use one of these"),
    "string_type": ("is not text", "put it in quotes"),
    "float_type": ("is not a number", "write a plain number, such as 2.5"),
    "int_type": ("is not a whole number", "write a whole number, such as 3"),
    "bool_type": ("is neither true nor false", "write true or false"),
    "timezone_aware": ("has no time zone", "write its offset too, such as 2026-11-23T09:00+00:00"),
    "datetime_from_date_parsing": ("is not a time", "write it as 2026-11-23T09:00+00:00"),
    "datetime_parsing": ("is not a time", "write it as 2026-11-23T09:00+00:00"),
    "tuple_type": ("is not a list", "write [first, second]"),
    "dict_type": ("is not a table", "write {name: text}"),
    "mapping_type": ("is not a table", "write {name: text}"),
    "dataclass_type": ("is not a table", "write {name: value}"),
}
"""What is wrong and what to do, by pydantic's name of the error."""


class MaterialError(CalcinosisError):
    """Mistakes in authors' files, one on each line."""

    def __init__(self, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))


class _Loader(yaml.SafeLoader):
    """Safe YAML in which a key may occur once, and ``yes``, ``no``, ``1:30`` and dates stay text.

    The parser in C would be four times faster, but crashes the process on a deeply nested file (PyYAML 6.0.3).
    """

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - the parent's table

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:  # noqa: ANN401, FBT001, FBT002 - as in the parent
        seen: set[object] = set()
        for key, _ in cast("list[tuple[yaml.Node, yaml.Node]]", node.value):
            name: object = self.construct_object(key, deep=True)  # pyright: ignore[reportUnknownMemberType]
            if isinstance(name, list | dict):
                raise yaml.MarkedYAMLError(problem="a name must be plain text", problem_mark=key.start_mark)
            if name in seen:
                raise yaml.MarkedYAMLError(problem=f"{name!r} occurs twice", problem_mark=key.start_mark)
            seen.add(name)
        return cast("dict[Any, Any]", super().construct_mapping(node, deep=deep))  # pyright: ignore[reportUnknownMemberType]


for _tag, _pattern, _first in (
    ("bool", r"true|True|false|False", "tTfF"),
    ("null", r"null|~|", ["n", "~", ""]),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("merge", r"<<", "<"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})$"), list(_first))  # pyright: ignore[reportUnknownMemberType]


def told(file: str, item: str | None, problem: Problem) -> str:
    """Put one mistake into a sentence: file, item, field, value, what is wrong, remedy."""
    where = f"{file}: item {item!r}" if item is not None else file
    given = "" if problem.value is MISSING else f" value {problem.value!r:.120}"
    return f"{where}: field {problem.field!r}:{given} {problem.wrong}: {problem.remedy}"


MISSING = object()
"""In place of a value: the field is missing."""


def read_yaml(path: Path, file: str) -> object:
    """Read a file.

    Parameters
    ----------
    file
        The name to give it in errors.

    Raises
    ------
    MaterialError
        The file cannot be read or is not YAML; the message names the line.
    """
    try:
        return cast("object", yaml.load(path.read_bytes(), _Loader))  # noqa: S506 - a safe loader
    except OSError as error:
        raise MaterialError([f"{file}: cannot be read ({error.strerror}): check its name and permissions"]) from error
    except RecursionError as error:
        raise MaterialError([f"{file}: is nested too deeply: write it flat"]) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "somewhere"
        what = error.problem or error.context
        opened = error.context_mark
        begun = f" (in what begins in line {opened.line + 1})" if mark and opened and opened.line != mark.line else ""
        remedy = "close every bracket and quote, check the indentation, and put texts with ': ' or '#' in quotes"
        raise MaterialError([f"{file}: {line}: not valid YAML, {what}{begun}: {remedy}"]) from error
    except (yaml.YAMLError, ValueError) as error:
        raise MaterialError([f"{file}: not valid YAML, {error}: save it as UTF-8 text"]) from error


def checked(adapter: TypeAdapter[Checked], data: object, file: str, item: str | None) -> Checked:
    """Turn what was read into its dataclass.

    Raises
    ------
    MaterialError
        With every mistake of the shape: fields missing, unknown or of the wrong type.
    """
    try:
        # as JSON, because strict validation of JSON accepts lists for tuples, and no other conversion
        return adapter.validate_json(json.dumps(data, default=str), strict=True)
    except ValidationError as error:
        raise MaterialError(dict.fromkeys(_mistakes(adapter, error, file, item))) from error
    except (TypeError, ValueError, RecursionError) as error:
        raise MaterialError(
            [f"{file}: item {item!r}: cannot be read ({error}): write plain text, numbers, lists"]
        ) from error


def _mistakes(adapter: TypeAdapter[Any], error: ValidationError, file: str, item: str | None) -> Iterator[str]:
    schema = adapter.json_schema()
    inner = cast("dict[str, dict[str, Any]]", schema.get("$defs", {}))
    deep = {name for part in inner.values() for name in part.get("properties", {})}
    for detail in error.errors():
        path: list[str] = []
        for step in detail["loc"]:
            if step in inner or step in ("str", "float") or "[" in str(step):  # one form of several was tried
                value = detail["input"] if len(path) + 1 == len(detail["loc"]) else MISSING
                problem = Problem(
                    ".".join(path), value, "has none of the forms it may have", FORMS.get(path[0], "correct it")
                )
                break
            path.append(str(step))
        else:
            problem = _in_words(detail, path, schema["properties"] if len(path) == 1 else deep)
        yield told(file, item, problem)


def _in_words(detail: ErrorDetails, path: list[str], known: Iterable[str]) -> Problem:
    kind, field, value = detail["type"], ".".join(path), detail["input"]
    wrong, remedy = WORDS.get(kind, (detail["msg"].lower(), "correct it"))
    choices: Iterable[str] = ()
    if kind == "missing":
        value, remedy = MISSING, f"add `{path[-1]}:`"
    elif kind == "unexpected_keyword_argument":
        choices = known
        if value is None and " " in path[-1]:
            remedy = "put the whole text in quotes: a comma or colon split it"
    elif kind == "literal_error":
        wrong = f"is not {detail.get('ctx', {})['expected']}"
        choices = re.findall(r"'([^']*)'", wrong)
    near = get_close_matches(path[-1] if choices is known else str(value), list(choices), 1, 0.5) if choices else []
    return Problem(field, value, wrong, f"did you mean {near[0]!r}?" if near else remedy)
