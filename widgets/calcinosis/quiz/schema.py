"""JSON Schema of the files that authors write, so that editors complete and check them while they are written."""

import ast
import inspect
import json
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from pydantic import TypeAdapter

from calcinosis.quiz.bank import adapter
from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.kinds.base import Item, Plain, written_name
from calcinosis.quiz.kinds.case import INHERITED
from calcinosis.quiz.quiz_file import quiz_adapter

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES = ("items.schema.json", "quiz.schema.json")


def items_schema() -> Plain:
    """Return the schema of ``quizzes/items/<topic>.yaml``: a list of items, each checked by its kind."""
    adapters = [(kind, "validation", adapter(kind)) for kind in KINDS]
    by_kind, merged = TypeAdapter.json_schemas(cast("Any", adapters))
    parts = cast("dict[str, Plain]", merged["$defs"])
    for kind in KINDS.values():
        _describe(parts[kind.schema.__name__], kind.schema)
    _relax_steps(parts)
    rules = [
        {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": by_kind[kind, "validation"]}
        for kind in KINDS
    ]
    item = {"type": "object", "required": ["id", "kind"], "properties": {"kind": {"enum": list(KINDS)}}, "allOf": rules}
    return {"$schema": DIALECT, "title": "Items of the bank", "type": "array", "items": item, "$defs": parts}


def quiz_schema() -> Plain:
    """Return the schema of ``quizzes/<quiz>.yaml``."""
    return {"$schema": DIALECT, **quiz_adapter().json_schema(), "title": "A quiz"}


def write(folder: Path) -> list[Path]:
    """Write both schemas into a folder and give their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in FILES]
    for path, schema in zip(paths, (items_schema(), quiz_schema()), strict=True):
        path.write_text(json.dumps(schema, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return paths


def _describe(part: Plain, schema: type[Item]) -> None:
    """Put in what is written under each field; of inherited fields the validator itself does not see it."""
    for owner in schema.__mro__[:-1]:
        body = cast("ast.ClassDef", ast.parse(inspect.getsource(owner)).body[0]).body
        for field, words in pairwise(body):
            match field, words:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                    part["properties"].get(written_name(name), {}).setdefault("description", text)
                case _:
                    pass


def _relax_steps(parts: dict[str, Plain]) -> None:
    """Ask nothing of a step's question that it takes from its case."""
    question = cast("Plain", parts["Step"]["properties"])["question"]
    for choice in cast("list[dict[str, str]]", question["anyOf"]):
        name = choice["$ref"].rsplit("/", 1)[1]
        taken = {"id", "title", *INHERITED}
        required = [field for field in parts[name]["required"] if field not in taken]
        parts[f"{name}InCase"] = {**parts[name], "required": required}
        choice["$ref"] += "InCase"
