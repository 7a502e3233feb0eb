"""Cases as their authors write them, read and checked; every mistake names file, field, value and remedy.

The file's name is the case's id. ``python -m calcinosis.quiz.cases`` compiles what is sound for learners' kernels.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, cast

from pydantic import TypeAdapter

from calcinosis.content.claims import Claim
from calcinosis.quiz.authored import MaterialError, checked, read_yaml, told
from calcinosis.quiz.cases import consistency
from calcinosis.quiz.cases.compiled import FOLDER
from calcinosis.quiz.cases.written import Case
from calcinosis.quiz.kinds.base import OneOf, Plain, Problem, Range, written_name

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CLAIM = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\(#claim-([^)\s]*)\)")
_NUMBER = re.compile(r"\d")
_HEDGE = re.compile(
    r"\b(?:about|around|roughly|some|reported|up to|perhaps|usually|often|nearly|near)\b", re.IGNORECASE
)


@cache
def adapter() -> TypeAdapter[Case]:
    """Return the validator of case files."""
    return TypeAdapter(Case)


def plain(part: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what was written as plain tables, lists, texts and numbers."""
    if isinstance(part, Range | OneOf):
        return part.plain()
    if is_dataclass(part):
        return {written_name(each.name): plain(getattr(part, each.name)) for each in fields(part)}
    if isinstance(part, Mapping):
        return {str(name): plain(each) for name, each in cast("Mapping[object, object]", part).items()}
    if isinstance(part, tuple):
        return [plain(each) for each in cast("tuple[object, ...]", part)]
    return part


def read_case(path: Path, claims: Mapping[str, Claim], sources: Iterable[str]) -> Plain:
    """Read one case.

    Raises
    ------
    MaterialError
        With every mistake found.
    """
    file = f"cases/{path.name}"
    raw = read_yaml(path, file)
    if not isinstance(raw, dict):
        raise MaterialError([f"{file}: is no table: begin with `title:`"])
    raw = cast("Plain", raw)
    if isinstance(raw.get("labs"), dict):
        # a bare number is a lab's value
        raw["labs"] = {
            name: {"value": lab} if isinstance(lab, int | float) else lab
            for name, lab in cast("Plain", raw["labs"]).items()
        }
    case = {"case": path.stem, **cast("Plain", plain(checked(adapter(), raw, file, None)))}
    case = cast("Plain", json.loads(json.dumps(case)))
    mistakes = [told(file, None, each) for each in (*consistency.problems(case), *_cited(case, claims, set(sources)))]
    if not _SLUG.fullmatch(path.stem):
        mistakes.append(f"{file}: the name of the file is the case's id: use small letters, digits and single hyphens")
    if mistakes:
        raise MaterialError(dict.fromkeys(mistakes))
    return case


def read_cases(
    claims: Mapping[str, Claim], sources: Iterable[str], folder: Path = FOLDER
) -> tuple[dict[str, Plain], list[str]]:
    """Read every case of a folder; give those that are sound by id, and the mistakes in the others."""
    known = tuple(sources)
    found: dict[str, Plain] = {}
    mistakes: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found[path.stem] = read_case(path, claims, known)
        except MaterialError as error:
            mistakes.extend(error.mistakes)
    return found, mistakes


def check(claims: Mapping[str, Claim], sources: Iterable[str], folder: Path = FOLDER) -> tuple[int, list[str]]:
    """Count the cases of a folder and list what is wrong with them, stale compiled files too."""
    found, mistakes = read_cases(claims, sources, folder)
    remedy = "run python -m calcinosis.quiz.cases"
    for name, case in found.items():
        path = folder / f"{name}.json"
        if not path.is_file() or path.read_text(encoding="utf-8") != as_text(case):
            mistakes.append(f"cases/{name}.json does not match its case: {remedy}")
    authored = {path.stem for path in folder.glob("*.yaml")}
    mistakes += [
        f"cases/{path.name} has no case any more: {remedy}"
        for path in sorted(folder.glob("*.json"))
        if path.stem not in authored
    ]
    return len(authored), mistakes


def as_text(case: Plain) -> str:
    """Return the text of a compiled case."""
    return json.dumps(case, ensure_ascii=False, indent=0, sort_keys=False) + "\n"


def _cited(case: Plain, claims: Mapping[str, Claim], sources: set[str]) -> Iterator[Problem]:
    for key in case["sources"]:
        if key not in sources:
            yield Problem("sources", key, "is not in the bibliography", _near(key, sources))
    for field, words, name in _citations("", case):
        claim = claims.get(name)
        if claim is None:
            yield Problem(field, name, "is no claim of the ledger", _near(name, claims))
        elif words and claim.uncertain and _NUMBER.search(words) and not _HEDGE.search(words):
            yield Problem(field, words, "gives the number of an uncertain claim as exact", "write 'about' in the link")


def _near(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), 1, 0.5)
    return f"did you mean {near[0]!r}?" if near else "correct it, or write the claim or the work first"


def _citations(field: str, part: object) -> Iterator[tuple[str, str, str]]:
    """Return every claim cited below a part: the field, the linked words (empty in lists), the id."""
    if isinstance(part, str):
        for words, name in _CLAIM.findall(part):
            yield field, words, name
    elif isinstance(part, dict):
        for name, each in cast("Plain", part).items():
            path = f"{field}.{name}".lstrip(".")
            if name == "claims":
                yield from ((path, "", str(claim)) for claim in each)
            else:
                yield from _citations(path, each)
    elif isinstance(part, list):
        for place, each in enumerate(cast("list[object]", part)):
            yield from _citations(f"{field}.{place}", each)
