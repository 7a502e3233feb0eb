"""Mending the key of one item in its author's file, with everything else in the file left as it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from calcinosis.errors import CalcinosisError
from calcinosis.quiz import bank
from calcinosis.quiz.authored import MaterialError


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file that people write."""

    file: str
    """Path from the folder of the course."""
    line: int
    """Number of the line, from 1."""
    text: str
    """The line as it stands."""


def place_of(root: Path, file: str, item: str, field: str = "key") -> Place:
    """Find the line of one field of one item.

    Raises
    ------
    CalcinosisError
        The file has no such item, or the item no such field.
    """
    text = (root / file).read_text(encoding="utf-8")
    line = _node(text, file, item, field).start_mark.line
    return Place(file, line + 1, text.splitlines()[line].strip())


def set_key(root: Path, file: str, item: str, key: str | Sequence[str]) -> None:
    """Write another key and the next version of an item into its file, or leave the file as it was.

    Raises
    ------
    CalcinosisError
        The bank would not be whole afterwards.
    """
    path = root / file
    before = path.read_text(encoding="utf-8")
    fields = _fields(before, file, item)
    old = _node(before, file, item, "key")
    changes = [(old, key if isinstance(key, str) else f"[{', '.join(key)}]")]
    after = before
    if "version" in fields:
        version = fields["version"][1]
        changes.append((version, str(int(version.value) + 1)))
    for node, text in sorted(changes, key=lambda change: -change[0].start_mark.index):
        start, end = node.start_mark.index, node.end_mark.index
        after = f"{after[:start]}{text}{after[start + len(before[start:end].rstrip()) :]}"
    if "version" not in fields:  # an item that leaves it out is of version 1
        start = fields["key"][0].start_mark
        after = f"{after[: start.index]}version: 2\n{' ' * start.column}{after[start.index :]}"
    _write(path, after)
    try:
        found: object = getattr(bank.load(root / "quizzes").items.get(item), "key", None)
    except MaterialError:
        _write(path, before)
        raise
    if found != (key if isinstance(key, str) else tuple(key)):
        _write(path, before)
        raise CalcinosisError(f"the key of {item!r} in {file} could not be changed; change it in an editor")


def _write(path: Path, text: str) -> None:
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def _node(text: str, file: str, item: str, field: str) -> yaml.Node:
    fields = _fields(text, file, item)
    if field not in fields:
        raise CalcinosisError(f"item {item!r} in {file} has no field {field!r}; write it there in an editor")
    return fields[field][1]


def _fields(text: str, file: str, item: str) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """Find the fields of an item, name and value of each, with their places in the text."""
    whole = yaml.compose(text, Loader=yaml.SafeLoader)
    for entry in whole.value if isinstance(whole, yaml.SequenceNode) else ():
        fields = {each[0].value: each for each in entry.value} if isinstance(entry, yaml.MappingNode) else {}
        if "id" in fields and fields["id"][1].value == item:
            return fields
    raise CalcinosisError(f"{file} has no item {item!r}; look for it in the other files of quizzes/items")
