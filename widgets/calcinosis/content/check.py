"""Check lessons, questions, glossary, cases and claims against one another.

Every citation must resolve, no uncertain number may be stated as exact, and every lay claim must be answered.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from calcinosis.content.authoring import (
    BIBLIOGRAPHY,
    CLAIMS,
    GLOSSARY,
    compiled,
    read_claims,
    read_evidence,
    read_glossary,
    read_yaml,
)
from calcinosis.content.bibliography import read_bibliography
from calcinosis.content.claims import Claim
from calcinosis.content.evidence import Evidence
from calcinosis.content.exact import HEDGE, NUMBER, Stated, doubts, exact_claims, exact_uses
from calcinosis.content.glossary import Term
from calcinosis.content.ledger import LEDGER
from calcinosis.content.lessons import Lesson, plain, read_lessons
from calcinosis.errors import CalcinosisError

SEEDS = tuple(f"S{number}" for number in range(1, 70))
"""Numbers of the 69 statements in two lay articles (FACTS 1), which the course confirms or corrects."""

CLOSING_LESSON = 10
"""The lesson on reading health pages: a course that has it must answer every lay claim."""

CASES = Path(__file__).with_name("cases")
"""Virtual patients, one YAML file each. ``quiz.cases`` checks their fields; what they cite is checked here."""


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
        """Return a list field as texts; empty if it is missing or no list, which the bank reports."""
        value = self.fields.get(field)
        return tuple(str(entry) for entry in cast("list[object]", value)) if isinstance(value, list) else ()


def problems(
    course: Path,
    *,
    claims_folder: Path = CLAIMS,
    bibliography: Path = BIBLIOGRAPHY,
    glossary_folder: Path = GLOSSARY,
    cases_folder: Path = CASES,
    stated: Iterable[Stated] = (),
) -> list[str]:
    """List everything that is wrong with the content of a course folder, one sentence each.

    Parameters
    ----------
    course
        Folder with ``lessons`` and ``quizzes``.
    claims_folder, bibliography, glossary_folder, cases_folder
        The ledger's sources; others only in tests.
    stated
        What packages that this one cannot import state, such as captions of pictures.
    """
    try:
        claims = read_claims(claims_folder)
        works = read_bibliography(bibliography)
        terms = read_glossary(glossary_folder)
        treatments = read_evidence()
        lessons = read_lessons(course / "lessons")
        questions = tuple(_questions(course))
        cases = tuple(_cases(cases_folder))
        fresh = compiled(claims, works, treatments, terms)
    except CalcinosisError as error:
        return [str(error)]
    found = list(_ledger_is_fresh(claims_folder, glossary_folder, fresh))
    found += _hedges(claims)
    for lesson in lessons:
        found += _lesson(lesson, claims, questions)
        found += _objectives(lesson)
        found += _placement(lesson, questions)
    found += _duplicates(questions)
    for question in questions:
        found += _question(question, claims, set(works), lessons)
    said = [*_of_terms(terms), *cases, *stated]
    for each in said:
        found += _cited(each, claims, set(works))
    said += [*_of_claims(claims), *_of_treatments(treatments), *_of_lessons(lessons), *_of_questions(questions)]
    known = doubts()
    for each in said:
        found += exact_uses(each, known)
        found += exact_claims(each, claims)
    if any(lesson.number == CLOSING_LESSON for lesson in lessons):
        found += _coverage(claims, lessons, questions)
    return found


def _of_claims(claims: Mapping[str, Claim]) -> Iterator[Stated]:
    for claim in claims.values():
        yield Stated(where=f"{claim.topic}.yaml: claim '{claim.id}'", text=claim.statement)


def _of_terms(terms: Iterable[Term]) -> Iterator[Stated]:
    for term in terms:
        yield Stated(
            where=f"glossary: term '{term.id}'", text=term.definition, claims=term.claims, sources=term.sources
        )


def _of_treatments(treatments: Iterable[Evidence]) -> Iterator[Stated]:
    for each in treatments:
        studies = [text for study in each.studies for text in (study.dose, study.outcome)]
        text = "\n\n".join([*studies, each.harms, each.shows, each.not_shows])
        yield Stated(where=f"evidence: treatment '{each.id}'", text=text)


def _of_lessons(lessons: Iterable[Lesson]) -> Iterator[Stated]:
    for lesson in lessons:
        for cell in lesson.prose:
            for block in cell.split("\n\n"):
                yield Stated(where=lesson.path.name, text=plain(block))


def _of_questions(questions: Iterable[Question]) -> Iterator[Stated]:
    shown = ("vignette", "stem", "options", "why", "elements", "left", "right", "hints", "rubric", "model_answer")
    for question in questions:
        text = "\n\n".join(_strings([question.fields.get(name) for name in shown]))
        yield Stated(where=question.where, text=text, claims=question.names("claims"))


def _strings(value: object) -> Iterator[str]:
    """Yield every text in nested lists and mappings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in cast("Mapping[object, object]", value).values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in cast("Iterable[object]", value):
            yield from _strings(part)


def _cases(folder: Path) -> Iterator[Stated]:
    """Yield what each part of a case states and cites; a part is any mapping with ``claims`` or ``sources``."""
    for path in sorted(folder.glob("*.yaml")):
        yield from _parts(f"cases/{path.name}", read_yaml(path))


def _parts(where: str, value: object) -> Iterator[Stated]:
    if isinstance(value, Mapping):
        fields = cast("Mapping[str, object]", value)
        name = f"{where}: '{fields['id']}'" if isinstance(fields.get("id"), str) else where
        cited = {key: _names(fields.get(key)) for key in ("claims", "sources", "refs")}
        if any(cited.values()):
            own = [text for key, part in fields.items() if key not in cited for text in _strings(part)]
            sources = cited["sources"] + cited["refs"]
            yield Stated(where=name, text="\n\n".join(own), claims=cited["claims"], sources=sources)
        for part in fields.values():
            yield from _parts(name, part)
    elif isinstance(value, list):
        for part in cast("list[object]", value):
            yield from _parts(where, part)


def _names(value: object) -> tuple[str, ...]:
    return tuple(str(entry) for entry in cast("list[object]", value)) if isinstance(value, list) else ()


def _cited(stated: Stated, claims: Mapping[str, Claim], works: set[str]) -> Iterator[str]:
    for name in stated.claims:
        if name not in claims:
            yield f"{stated.where}, field 'claims': '{name}' is not in the ledger. Correct the id or write the claim."
    for key in stated.sources:
        if key not in works:
            yield f"{stated.where}, field 'sources': '{key}' is not in the bibliography. Correct the key."


def _questions(course: Path) -> Iterator[Question]:
    for pool, folder in (("bank", course / "quizzes" / "items"), ("checks", course / "lessons" / "checks")):
        for path in sorted(folder.glob("*.yaml")):
            raw = read_yaml(path)
            if not isinstance(raw, list):
                raise CalcinosisError(f"{path.name}: expected a list of items. Begin each item with '- id:'.")
            for number, entry in enumerate(cast("list[object]", raw), start=1):
                fields = cast("dict[str, Any]", entry) if isinstance(entry, dict) else {}
                name = str(fields.get("id", number))
                yield Question(where=f"{folder.name}/{path.name}: item '{name}'", id=name, pool=pool, fields=fields)


def _ledger_is_fresh(claims_folder: Path, glossary_folder: Path, fresh: str) -> Iterator[str]:
    own = (claims_folder, glossary_folder) == (CLAIMS, GLOSSARY)
    if own and (not LEDGER.exists() or LEDGER.read_text(encoding="utf-8") != fresh):
        yield "content/ledger.json does not match claims and bibliography. Run python -m calcinosis.content."


def _hedges(claims: Mapping[str, Claim]) -> Iterator[str]:
    for claim in claims.values():
        if claim.uncertain and NUMBER.search(claim.statement) and not HEDGE.search(claim.statement):
            yield (
                f"{claim.topic}.yaml: claim '{claim.id}' is uncertain but states its number as exact. "
                "Say 'about', or check the source and drop 'uncertain'."
            )


def _lesson(lesson: Lesson, claims: Mapping[str, Claim], questions: tuple[Question, ...]) -> Iterator[str]:
    pool = {question.id for question in questions if question.pool == "checks"}
    for words, name in lesson.claim_links:
        claim = claims.get(name)
        if claim is None:
            yield f"{lesson.path.name}: claim '{name}' is not in the ledger. Correct the link or write the claim."
        elif claim.uncertain and NUMBER.search(words) and not HEDGE.search(words):
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


def _objectives(lesson: Lesson) -> Iterator[str]:
    known = {section.id for section in lesson.sections}
    for objective in lesson.objectives:
        if not objective.sections:
            yield f"{lesson.path.name}: no section teaches the objective '{objective.text}'. Name one in 'sections'."
        for name in objective.sections:
            if name not in known:
                yield f"{lesson.path.name}: objective '{objective.text}', section '{name}' is not in the lesson."


def _placement(lesson: Lesson, questions: Iterable[Question]) -> Iterator[str]:
    placed = {name: section.id for section in lesson.sections for name in section.checks}
    for question in questions:
        place, named = placed.get(question.id), question.fields.get("section")
        if question.pool == "checks" and place and named and named != place:
            yield f"{question.where}, field 'section': it is asked in section '{place}', not '{named}'. Correct one."


def _duplicates(questions: Iterable[Question]) -> Iterator[str]:
    first: dict[str, str] = {}
    for question in questions:
        if question.id in first:
            yield f"{question.where}: the id is already used in {first[question.id]}. Give it another id."
        first.setdefault(question.id, question.where)


def _question(
    question: Question, claims: Mapping[str, Claim], works: set[str], lessons: Iterable[Lesson]
) -> Iterator[str]:
    stated = Stated(where=question.where, text="", claims=question.names("claims"), sources=question.names("sources"))
    yield from _cited(stated, claims, works)
    for name in stated.claims:
        if name in claims and claims[name].uncertain and question.fields.get("kind") == "numeric":
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
