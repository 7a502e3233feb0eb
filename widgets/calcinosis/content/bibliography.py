"""Read the BibTeX file that authors keep into the references that pages show."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol, cast

# pybtex has no type information: the two protocols below declare what is used of it.
from pybtex import database, richtext  # pyright: ignore[reportMissingTypeStubs]
from pybtex.exceptions import PybtexError  # pyright: ignore[reportMissingTypeStubs]

from calcinosis.content.references import CERTAINTY, Reference
from calcinosis.errors import CalcinosisError

BIBLIOGRAPHY = Path(__file__).with_name("references.bib")

_PMC = re.compile(r"\bPMC\d+")
_PUBMED = re.compile(r"(?:PMID|pubmed) (\d{6,8})\b")
_SITE = re.compile(r"^(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[\w./-]+)?$")


class _Person(Protocol):
    prelast_names: list[str]
    last_names: list[str]
    first_names: list[str]
    middle_names: list[str]


class _Entry(Protocol):
    fields: Mapping[str, str]
    persons: Mapping[str, list[_Person]]


def read_bibliography(path: Path = BIBLIOGRAPHY) -> dict[str, Reference]:
    """Read a BibTeX file, accents decoded.

    Raises
    ------
    CalcinosisError
        The file cannot be parsed, or an entry lacks a title or a readable ``verified`` field.
    """
    try:
        parsed = cast("Any", database).parse_file(str(path), bib_format="bibtex")
    except (OSError, PybtexError) as error:
        raise CalcinosisError(f"{path.name}: {error}. Correct the BibTeX entry.") from error
    entries = cast("Mapping[str, _Entry]", parsed.entries)
    return {key: _reference(path, key, entry) for key, entry in entries.items()}


def _reference(path: Path, key: str, entry: _Entry) -> Reference:
    fields = {name.lower(): _plain(value) for name, value in entry.fields.items()}
    verified, _, where = fields.get("verified", "").partition(":")
    if not fields.get("title"):
        raise CalcinosisError(f"{path.name}: entry '{key}' has no title. Add title={{...}}.")
    if verified not in CERTAINTY:
        raise CalcinosisError(
            f"{path.name}: entry '{key}', field 'verified': '{verified}' is not one of {', '.join(CERTAINTY)}. "
            "Say how the work was seen, for example verified={yes: pubmed}."
        )
    journal = fields.get("journal") or fields.get("howpublished") or fields.get("publisher", "")
    return Reference(
        key=key,
        authors=_authors(entry.persons.get("author", [])),
        title=fields["title"],
        journal=journal,
        year=fields.get("year", ""),
        locator=_locator(fields),
        doi=fields.get("doi", ""),
        url=_url(fields),
        verified=verified,
        verified_where=where.strip(),
        note=fields.get("note", ""),
    )


def _plain(latex: str) -> str:
    return str(cast("Any", richtext).Text.from_latex(latex)).strip()


def _authors(people: Iterable[_Person]) -> str:
    names: list[str] = []
    for person in people:
        family = _plain(" ".join([*person.prelast_names, *person.last_names]))
        given = (_plain(name) for name in [*person.first_names, *person.middle_names])
        initials = "".join(name if name.isupper() else name[0] for name in given)
        names.append(f"{family} {initials}".strip())
    if names and names[-1] == "others":
        return ", ".join(names[:-1]) + " et al."
    return ", ".join(names)


def _locator(fields: dict[str, str]) -> str:
    volume, pages = fields.get("volume", ""), fields.get("pages", "").replace("--", "–")
    return f"{volume}:{pages}" if volume and pages else volume or pages


def _url(fields: dict[str, str]) -> str:
    """Return an address only if it was seen: a DOI written from memory may open another paper."""
    doi, note = fields.get("doi", ""), fields.get("note", "")
    seen = f"{note} {fields.get('verified', '')} {fields.get('journal', '')}"
    if doi and "doi seen" in note:
        return f"https://doi.org/{doi}"
    if found := _PMC.search(seen):
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{found.group()}/"
    if found := _PUBMED.search(seen):
        return f"https://pubmed.ncbi.nlm.nih.gov/{found.group(1)}/"
    site = fields.get("howpublished", "")
    return f"https://{site}" if _SITE.match(site) else ""
