"""Mending what one item accepts in its author's file, with everything else in the file left as it is."""

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from calcinosis.errors import CalcinosisError
from calcinosis.grading import accepting
from calcinosis.quiz import bank
from calcinosis.quiz.kinds.base import Item

PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
Edit = tuple[int, int, str]
"""Where a piece of text begins and ends, and what comes in its place."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file that people write."""

    file: str
    """Path from the folder of the course."""
    line: int
    """Number of the line, from 1."""
    text: str
    """The line as it stands."""


def place_of(root: Path, file: str, item: str, field: str) -> Place:
    """Find the line of one field of one item, by its path (``key``, ``blanks.a.accept``).

    Raises
    ------
    CalcinosisError
        The file has no such item, or the item no such field.
    """
    text = (root / file).read_text(encoding="utf-8")
    node = _find(_item(text, file, item), field)
    if node is None:
        raise CalcinosisError(f"item {item!r} in {file} has no field {field!r}; write it there in an editor")
    line = node.start_mark.line
    return Place(file, line + 1, text.splitlines()[line].strip())


def write(root: Path, file: str, item: str, wanted: accepting.Fields) -> int:
    """Write what an item accepts, and its next version, into its file, or leave the file as it was.

    Parameters
    ----------
    wanted
        The fields that change, as ``accepting.fields`` names them.

    Returns
    -------
    int
        The new version.

    Raises
    ------
    CalcinosisError
        The bank would not be whole afterwards, or would not say what is wanted.
    """
    path = root / file
    before = path.read_text(encoding="utf-8")
    after = _edited(before, _item(before, file, item), wanted)
    found = _tried(root, file, after).get(item)
    stands = accepting.fields(found) if found else {}
    if found is None or any(stands.get(name) != value for name, value in wanted.items()):
        raise CalcinosisError(f"the key of {item!r} in {file} could not be changed; change it in an editor")
    fresh = path.with_suffix(".new")
    fresh.write_text(after, encoding="utf-8")
    fresh.replace(path)
    return found.version


def _tried(root: Path, file: str, text: str) -> Mapping[str, Item]:
    """Read the bank as it would be, from a copy: whoever reads the real one meanwhile finds it whole."""
    with TemporaryDirectory() as place:
        copy = Path(place) / "quizzes"
        (copy / "items").mkdir(parents=True)
        for path in (*(root / "quizzes").glob("*.yaml"), *(root / "quizzes" / "items").iterdir()):
            shutil.copy(path, copy / path.relative_to(root / "quizzes"))
        (Path(place) / file).write_text(text, encoding="utf-8")
        return bank.load(copy).items


def _edited(text: str, fields: yaml.MappingNode, wanted: Mapping[str, Any]) -> str:
    edits: list[Edit] = []
    top = {name.value: (name, value) for name, value in fields.value}
    start = (top.get("key") or top["id"])[0].start_mark  # what an item leaves out is written before its key
    added = ""
    if "version" in top:
        version = top["version"][1]
        edits.append(_instead(text, version, str(int(version.value) + 1)))
    else:
        added = f"version: 2\n{' ' * start.column}"  # an item that leaves it out is of version 1
    for name, value in wanted.items():
        node = _find(fields, name)
        if node is not None and (value or "." in name):
            edits.append(_instead(text, node, _written(value)))
        elif node is not None:
            edits.append(_without(text, *top[name]))
        elif value:
            added += f"{name}: {_written(value)}\n{' ' * start.column}"
    edits.append((start.index, start.index, added))
    for begin, end, new in sorted(edits, reverse=True):
        text = text[:begin] + new + text[end:]
    return text


def _instead(text: str, node: yaml.Node, new: str) -> Edit:
    begin = node.start_mark.index
    return begin, begin + len(text[begin : node.end_mark.index].rstrip()), new


def _without(text: str, name: yaml.Node, value: yaml.Node) -> Edit:
    """Take a whole line out; where an item begins on it, leave an empty list."""
    begin = text.rfind("\n", 0, name.start_mark.index) + 1
    _, end, _ = _instead(text, value, "")
    if text[begin : name.start_mark.index].strip():
        return _instead(text, value, "[]")
    stop = text.find("\n", end)
    return begin, len(text) if stop < 0 else stop + 1, ""


def _written(value: object) -> str:
    """Write a value into YAML on one line."""
    if isinstance(value, list):
        return f"[{', '.join(_written(each) for each in value)}]"  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, str) and PLAIN.fullmatch(value) and isinstance(yaml.safe_load(value), str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _find(fields: yaml.Node, path: str) -> yaml.Node | None:
    """Find the value of a field by its path."""
    found: yaml.Node | None = fields
    for name in path.split("."):
        known = {each.value: value for each, value in found.value} if isinstance(found, yaml.MappingNode) else {}
        found = known.get(name)
    return found


def _item(text: str, file: str, item: str) -> yaml.MappingNode:
    """Find the fields of an item, with their places in the text."""
    whole = yaml.compose(text, Loader=yaml.SafeLoader)
    for entry in whole.value if isinstance(whole, yaml.SequenceNode) else ():
        named = _find(entry, "id")
        if isinstance(entry, yaml.MappingNode) and named is not None and named.value == item:
            return entry
    raise CalcinosisError(f"{file} has no item {item!r}; look for it in the other files of quizzes/items")
