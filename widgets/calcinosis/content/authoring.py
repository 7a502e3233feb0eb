"""Read the claims, treatments and terms that authors write; every mistake names file, entry, field and remedy."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, cast

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from calcinosis.content.bibliography import BIBLIOGRAPHY, read_bibliography
from calcinosis.content.claims import Claim
from calcinosis.content.evidence import Evidence, from_entry
from calcinosis.content.glossary import Interval, Term
from calcinosis.content.references import Reference
from calcinosis.errors import CalcinosisError

CLAIMS = Path(__file__).with_name("claims")
EVIDENCE = Path(__file__).with_name("evidence")
GLOSSARY = Path(__file__).with_name("glossary")

_Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
_Seed = Annotated[str, Field(pattern=r"^S([1-9]|[1-6]\d)$")]
_Sentence = Annotated[str, Field(min_length=12, max_length=600)]
Entry = TypeVar("Entry", bound=BaseModel)

_UNSOURCED = frozenset({"0", "E", "-"})  # grades that a claim may have without a source
_UNGRADED = frozenset({"running", "animal"})  # designs that leave nothing in people to grade


class ClaimEntry(BaseModel):
    """A claim as authors write it."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    id: _Slug
    statement: _Sentence
    sources: tuple[str, ...] = ()
    grade: Literal["A", "B", "C", "D", "E", "0", "def", "-"]
    review: Literal["compiled", "checked", "approved"] = "compiled"
    uncertain: bool = False
    seeds: tuple[_Seed, ...] = ()


class StudyEntry(BaseModel):
    """A study of a treatment as authors write it."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    design: Literal["trial", "pooled", "cohort", "series", "cases", "practice", "running", "animal", "none"]
    people: int | None = Field(default=None, gt=0)
    about: bool = False
    indirect: bool = False
    who: str = ""
    dose: str = ""
    outcome: str = Field(min_length=3)
    sources: tuple[str, ...] = ()


class EvidenceEntry(BaseModel):
    """A treatment as authors write it."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    id: _Slug
    treatment: str = Field(min_length=3, max_length=120)
    disease: Literal["dystrophic", "metastatic", "calciphylaxis", "inherited", "idiopathic", "iatrogenic"]
    studies: tuple[StudyEntry, ...] = Field(min_length=1)
    harms: str = Field(min_length=3)
    grade: tuple[Literal["A", "B", "C", "D", "E", "0"], ...] = Field(max_length=2)
    graded: str = ""
    verdict: str = Field(min_length=3, max_length=60)
    shows: _Sentence
    not_shows: _Sentence
    sources: tuple[str, ...] = ()


class IntervalEntry(BaseModel):
    """A reference interval as authors write it."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    si: str = Field(min_length=3)
    conventional: str = Field(min_length=3)
    whom: str = Field(min_length=3)


class TermEntry(BaseModel):
    """A word of the glossary as authors write it."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    id: _Slug
    term: str = Field(min_length=2, max_length=60)
    also: tuple[str, ...] = ()
    definition: _Sentence
    reference: IntervalEntry | None = None
    claims: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    common: bool = False


_CLAIMS: TypeAdapter[tuple[ClaimEntry, ...]] = TypeAdapter(tuple[ClaimEntry, ...])
_TREATMENTS: TypeAdapter[tuple[EvidenceEntry, ...]] = TypeAdapter(tuple[EvidenceEntry, ...])
_TERMS: TypeAdapter[tuple[TermEntry, ...]] = TypeAdapter(tuple[TermEntry, ...])

# Remedies by pydantic's name of the error.
_REMEDY = {
    "missing": "add the field",
    "extra_forbidden": "remove it or correct its spelling",
    "literal_error": "choose one of the listed values",
    "string_pattern_mismatch": "use lower-case letters, digits and single hyphens (seeds: S1 to S69)",
    "string_too_long": "split it into two claims",
    "string_too_short": "write the fact as a sentence",
}


def read_claims(folder: Path = CLAIMS) -> dict[str, Claim]:
    """Read every ``*.yaml`` of a folder.

    Raises
    ------
    CalcinosisError
        A file is not YAML, an entry does not fit the schema, a claim lacks its source, or an id appears twice.
    """
    found: dict[str, Claim] = {}
    for path in sorted(folder.glob("*.yaml")):
        for claim in _claims_of(path):
            if claim.id in found:
                raise CalcinosisError(
                    f"{path.name}: claim '{claim.id}' is already in {found[claim.id].topic}.yaml. Rename or remove one."
                )
            found[claim.id] = claim
    return found


def read_evidence(folder: Path = EVIDENCE) -> tuple[Evidence, ...]:
    """Read the treatments of every ``*.yaml`` of a folder.

    Raises
    ------
    CalcinosisError
        A file is not YAML, a treatment does not fit the schema or repeats an id, a study lacks its source, or a
        treatment studied in people lacks its grade.
    """
    found: dict[str, Evidence] = {}
    for path in sorted(folder.glob("*.yaml")):
        for entry in _validated(path, _TREATMENTS, "treatment"):
            where = f"{path.name}: treatment '{entry.id}'"
            if entry.id in found:
                raise CalcinosisError(f"{where} appears twice. Rename or remove one.")
            if any(not study.sources for study in entry.studies if study.design != "none"):
                raise CalcinosisError(f"{where}, field 'sources': a study needs one. Cite a key of references.bib.")
            if not entry.grade and any(study.design not in _UNGRADED for study in entry.studies):
                raise CalcinosisError(f"{where}, field 'grade': it was studied in people. Grade it.")
            found[entry.id] = from_entry(entry.model_dump())
    return tuple(found.values())


def read_glossary(folder: Path = GLOSSARY) -> tuple[Term, ...]:
    """Read the words of every ``*.yaml`` of a folder, in alphabetical order.

    Raises
    ------
    CalcinosisError
        A file is not YAML, a term does not fit the schema, repeats an id or a word, or names no source.
    """
    found: dict[str, Term] = {}
    words: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        for entry in _validated(path, _TERMS, "term"):
            where = f"{path.name}: term '{entry.id}'"
            if entry.id in found:
                raise CalcinosisError(f"{where} appears twice. Rename or remove one.")
            if not (entry.claims or entry.sources or entry.common):
                raise CalcinosisError(f"{where}, field 'claims': name the claims that say it, or say 'common: true'.")
            fields: dict[str, Any] = entry.model_dump()
            fields["reference"] = entry.reference and Interval(**entry.reference.model_dump())
            term = Term(**fields)
            for word in term.words:
                if word.lower() in words:
                    raise CalcinosisError(f"{where}: '{word}' already stands for '{words[word.lower()]}'. Drop one.")
                words[word.lower()] = term.id
            found[term.id] = term
    return tuple(sorted(found.values(), key=lambda term: term.term.lower()))


def _claims_of(path: Path) -> Iterable[Claim]:
    for entry in _validated(path, _CLAIMS, "claim"):
        if not entry.sources and entry.grade not in _UNSOURCED:
            raise CalcinosisError(
                f"{path.name}: claim '{entry.id}', field 'sources': grade {entry.grade} needs a source. "
                "Cite a key of references.bib, or grade it E, 0 or -."
            )
        yield Claim(topic=path.stem, **entry.model_dump())


def read_yaml(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    """Read one file.

    Raises
    ------
    CalcinosisError
        The file is not YAML.
    """
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise CalcinosisError(
            f"{path.name}: not readable as YAML: {error}. Check quotation marks and indentation."
        ) from error


def _validated(path: Path, adapter: TypeAdapter[tuple[Entry, ...]], noun: str) -> tuple[Entry, ...]:
    raw = read_yaml(path)
    try:
        return adapter.validate_python(raw or ())
    except ValidationError as error:
        raise CalcinosisError(_explain(path, raw, error, noun)) from error


def _explain(path: Path, raw: object, error: ValidationError, noun: str) -> str:
    first = error.errors()[0]
    where = first["loc"]
    name = "the file"
    if where and isinstance(where[0], int):
        entry = cast("Any", raw)[where[0]]
        name = f"{noun} '{entry['id']}'" if "id" in entry else f"entry {where[0] + 1}"
    field = ".".join(str(part) for part in where[1:]) or "entry"
    remedy = _REMEDY.get(first["type"], "see the neighbouring claims for the form")
    value = "" if first["type"] == "missing" else f" {first['input']!r}"
    return f"{path.name}: {name}, field '{field}':{value} {first['msg'][0].lower()}{first['msg'][1:]}; {remedy}."


def compile_ledger(claims_folder: Path = CLAIMS, bibliography: Path = BIBLIOGRAPHY) -> str:
    """Return the text of ``ledger.json``.

    Raises
    ------
    CalcinosisError
        A claim cites a key that the bibliography lacks, or a source file is faulty.
    """
    return compiled(read_claims(claims_folder), read_bibliography(bibliography), read_evidence(), terms=read_glossary())


def compiled(
    claims: Mapping[str, Claim], works: Mapping[str, Reference], treatments: Iterable[Evidence], terms: Iterable[Term]
) -> str:
    """Return the text of ``ledger.json`` for claims, works, treatments and terms already read.

    Raises
    ------
    CalcinosisError
        A claim, treatment or term cites a key that is not among the works.
    """
    treatments, terms = tuple(treatments), tuple(terms)
    cited = [(f"{claim.topic}.yaml: claim '{claim.id}'", claim.sources) for claim in claims.values()]
    cited += [(f"{EVIDENCE.name}: treatment '{each.id}'", each.cited) for each in treatments]
    cited += [(f"{GLOSSARY.name}: term '{each.id}'", each.sources) for each in terms]
    for where, sources in cited:
        for key in sources:
            if key not in works:
                raise CalcinosisError(
                    f"{where}, field 'sources': '{key}' is not in the bibliography. "
                    "Correct the key or add the work to references.bib."
                )
    lines = [
        '{"claims": [',
        ",\n".join(json.dumps(asdict(claim), ensure_ascii=False) for claim in claims.values()),
        '], "evidence": [',
        ",\n".join(json.dumps(asdict(each), ensure_ascii=False) for each in treatments),
        '], "glossary": [',
        ",\n".join(json.dumps(asdict(each), ensure_ascii=False) for each in terms),
        '], "references": [',
        ",\n".join(json.dumps(asdict(work), ensure_ascii=False) for work in works.values()),
        "]}",
    ]
    return "\n".join(lines) + "\n"
