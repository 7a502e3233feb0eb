"""Hold lessons, questions and claims together: every citation resolves and every lay claim is answered."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import yaml

from calcinosis.content.authoring import BIBLIOGRAPHY, CLAIMS, compiled, read_claims, read_evidence
from calcinosis.content.bibliography import read_bibliography
from calcinosis.content.claims import Claim
from calcinosis.content.ledger import LEDGER
from calcinosis.content.lessons import Lesson, read_lessons
from calcinosis.errors import CalcinosisError

SEEDS = tuple(f"S{number}" for number in range(1, 70))
"""Statements of the two lay articles that the course confirms or corrects."""

CLOSING_LESSON = 10
"""The lesson on reading health pages: a course that has it must answer every lay claim."""

_NUMBER = re.compile(r"\d")
_HEDGE = re.compile(
    r"\b(?:about|around|roughly|some|reported|up to|perhaps|usually|often|nearly|near)\b", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What the checks need to know of an item."""

    where: str
    """File and item, for messages."""
    id: str
    """Item id."""
    pool: str
    """``bank`` or ``checks``."""
    fields: Mapping[str, Any]
    """The item as written."""

    def names(self, field: str) -> tuple[str, ...]:
        """Return a list field as words; a missing or misshapen one is empty, for the bank's own reader reports it."""
        value = self.fields.get(field)
        return tuple(str(entry) for entry in cast("list[object]", value)) if isinstance(value, list) else ()


def problems(course: Path, *, claims_folder: Path = CLAIMS, bibliography: Path = BIBLIOGRAPHY) -> list[str]:
    """List everything that is wrong with the content of a course folder, one sentence each.

    Parameters
    ----------
    course
        Folder with ``lessons`` and ``quizzes``.
    claims_folder, bibliography
        The ledger's sources; other than the package's own only in tests.
    """
    try:
        claims = read_claims(claims_folder)
        works = read_bibliography(bibliography)
        lessons = read_lessons(course / "lessons")
        questions = tuple(_questions(course))
        fresh = compiled(claims, works, read_evidence())
    except CalcinosisError as error:
        return [str(error)]
    found = list(_ledger_is_fresh(claims_folder, fresh))
    found += _hedges(claims)
    for lesson in lessons:
        found += _lesson(lesson, claims, questions)
    found += _duplicates(questions)
    for question in questions:
        found += _question(question, claims, set(works), lessons)
    if any(lesson.number == CLOSING_LESSON for lesson in lessons):
        found += _coverage(claims, lessons, questions)
    return found


def _questions(course: Path) -> Iterator[Question]:
    for pool, folder in (("bank", course / "quizzes" / "items"), ("checks", course / "lessons" / "checks")):
        for path in sorted(folder.glob("*.yaml")):
            try:
                raw: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
            except yaml.YAMLError as error:
                raise CalcinosisError(f"{path.name}: not readable as YAML: {error}. Mind quotes.") from error
            if not isinstance(raw, list):
                raise CalcinosisError(f"{path.name}: expected a list of items. Begin each item with '- id:'.")
            for number, entry in enumerate(cast("list[object]", raw), start=1):
                fields = cast("dict[str, Any]", entry) if isinstance(entry, dict) else {}
                name = str(fields.get("id", number))
                yield Question(where=f"{folder.name}/{path.name}: item '{name}'", id=name, pool=pool, fields=fields)


def _ledger_is_fresh(claims_folder: Path, fresh: str) -> Iterator[str]:
    if claims_folder == CLAIMS and (not LEDGER.exists() or LEDGER.read_text(encoding="utf-8") != fresh):
        yield "content/ledger.json does not match claims and bibliography. Run python -m calcinosis.content."


def _hedges(claims: Mapping[str, Claim]) -> Iterator[str]:
    for claim in claims.values():
        if claim.uncertain and _NUMBER.search(claim.statement) and not _HEDGE.search(claim.statement):
            yield (
                f"{claim.topic}.yaml: claim '{claim.id}' is uncertain but states its number as exact. "
                "Say 'about', or check the source and drop 'uncertain'."
            )


def _lesson(lesson: Lesson, claims: Mapping[str, Claim], questions: Iterable[Question]) -> Iterator[str]:
    pool = {question.id for question in questions if question.pool == "checks"}
    for words, name in lesson.claim_links:
        claim = claims.get(name)
        if claim is None:
            yield f"{lesson.path.name}: claim '{name}' is not in the ledger. Correct the link or write the claim."
        elif claim.uncertain and _NUMBER.search(words) and not _HEDGE.search(words):
            yield (
                f"{lesson.path.name}: '{words}' gives the uncertain number of claim '{name}' as exact. "
                "Write 'about' inside the link."
            )
    for name in lesson.checks:
        if name not in pool:
            yield f"{lesson.path.name}: check '{name}' is not in lessons/checks. Correct the name or write the item."
    for section in lesson.sections:
        if section.id not in lesson.anchors:
            yield f"{lesson.path.name}: section '{section.id}' has no anchor. Put <a id=\"{section.id}\"></a> above it."


def _duplicates(questions: Iterable[Question]) -> Iterator[str]:
    first: dict[str, str] = {}
    for question in questions:
        if question.id in first:
            yield f"{question.where}: the id is already used in {first[question.id]}. Give it another id."
        first.setdefault(question.id, question.where)


def _question(
    question: Question, claims: Mapping[str, Claim], works: set[str], lessons: Iterable[Lesson]
) -> Iterator[str]:
    for key in question.names("sources"):
        if key not in works:
            yield f"{question.where}, field 'sources': '{key}' is not in the bibliography. Correct the key."
    for name in question.names("claims"):
        claim = claims.get(name)
        if claim is None:
            yield f"{question.where}, field 'claims': '{name}' is not in the ledger. Correct the id."
        elif claim.uncertain and question.fields.get("kind") == "numeric":
            yield (
                f"{question.where}: a numeric question rests on the uncertain claim '{name}'. "
                "Ask it another way, or check the source first."
            )
    lesson = next((lesson for lesson in lessons if lesson.number == question.fields.get("lesson")), None)
    section = question.fields.get("section")
    if lesson and section and section not in {part.id for part in lesson.sections}:
        known = ", ".join(part.id for part in lesson.sections)
        yield f"{question.where}, field 'section': '{section}' is not a section of lesson {lesson.number} ({known})."


def _coverage(claims: Mapping[str, Claim], lessons: Iterable[Lesson], questions: Iterable[Question]) -> Iterator[str]:
    cited = {name for lesson in lessons for _, name in lesson.claim_links}
    asked = {name for question in questions for name in question.names("claims")}
    for seed in SEEDS:
        holders = {claim.id for claim in claims.values() if seed in claim.seeds}
        if not holders:
            yield f"lay claim {seed}: no claim answers it. Add {seed} to the 'seeds' of a claim."
            continue
        if not holders & cited:
            yield f"lay claim {seed}: no lesson cites {' or '.join(sorted(holders))}. Link it where it is taught."
        if not holders & asked:
            yield f"lay claim {seed}: no item tests {' or '.join(sorted(holders))}. Add it to an item's 'claims'."
