"""The compiled cases, as learners' kernels read them: one JSON file for each, standard library only."""

import json
from functools import lru_cache
from pathlib import Path

import calcinosis.content
from calcinosis.quiz.kinds.base import Plain

FOLDER = Path(calcinosis.content.__file__).with_name("cases")
"""What authors write, and beside it what is compiled."""


def names() -> list[str]:
    """Return the ids of all compiled cases, in the order of their lessons."""
    return sorted((path.stem for path in FOLDER.glob("*.json")), key=lambda name: (case(name)["lesson"], name))


@lru_cache(maxsize=32)
def case(name: str) -> Plain:
    """Return one case as compiled; treat it as read-only.

    Raises
    ------
    KeyError
        There is no such case.
    """
    path = FOLDER / f"{name}.json"
    if not path.is_file():
        raise KeyError(name)
    return json.loads(path.read_text(encoding="utf-8"))
