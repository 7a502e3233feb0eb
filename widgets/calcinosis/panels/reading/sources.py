"""Where the statements of a lesson come from and what its words mean: notes beside the text, and a list at the end."""

from dataclasses import asdict
from typing import Any

import traitlets

from calcinosis.content.claims import claims
from calcinosis.content.glossary import Term, glossary
from calcinosis.content.references import Reference, references
from calcinosis.panels.reading.search_index import lessons_of
from calcinosis.panels.shared.base import module, style
from calcinosis.panels.shared.page import Page
from calcinosis.panels.shared.session import record_of_reading, session
from calcinosis.quiz.records import now

_MOST = 500
"""Statements that one page may ask for."""
_FEW = 4
"""Works named under a word; the statements themselves name all."""


class Sources(Page):
    """Turns ``[statement](#claim-ID)`` links and words of the glossary into notes, and lists the works cited.

    Put once, in the last cell of a lesson.
    """

    _esm = module("reading/sources.js")
    _css = style("shared/page.css", "reading/sources.css")
    ready = traitlets.Bool(default_value=True, read_only=True).tag(sync=True)

    def _reply(self, message: dict[str, Any]) -> dict[str, Any] | None:
        if message.get("type") == "terms":
            return {"type": "terms", "terms": [told_of(term) for term in glossary().values()]}
        if message.get("type") == "read":
            return self._note(message.get("lesson"), message.get("section"))
        ids = message.get("ids")
        if message.get("type") != "tell" or not isinstance(ids, list):
            return None
        known = claims()
        return {"type": "claims", "claims": {id_: _told(id_) for id_ in ids[:_MOST] if id_ in known}}

    def _note(self, lesson: object, section: object) -> None:
        """Keep that a section was read, for the course home and for the learner's own record."""
        found = session()
        if found is None or not isinstance(lesson, int) or isinstance(lesson, bool) or not 0 < lesson < _MOST:
            return
        known = {part.id for each in lessons_of(found) if each.number == lesson for part in each.sections}
        if section in known:
            entry = {str(section): {"answer": now()}}
            found.records.save(found.learner, record_of_reading(lesson), entry)


def _told(claim_id: str) -> dict[str, Any]:
    claim, works = claims()[claim_id], references()
    return {
        "statement": claim.statement,
        "grade": claim.grade,
        "certainty": claim.certainty,
        "uncertain": claim.uncertain,
        "sources": [
            {
                "key": key,
                "authors": works[key].authors,
                "title": works[key].title,
                "journal": works[key].journal,
                "when": ";".join(part for part in (works[key].year, works[key].locator) if part),
                "url": works[key].url or None,
                "seen": _seen(works[key]),
            }
            for key in claim.sources
            if key in works
        ],
    }


def _seen(work: Reference) -> str:
    """Say of a work without an address how well the compilers knew it."""
    how = {"yes": "Read for this course", "partly": "Seen second-hand", "no": "Cited from knowledge, not re-read"}
    return f"{how[work.verified]}; no address was checked."


def told_of(term: Term) -> dict[str, Any]:
    """Return what pages show of a word; works are named by author and year."""
    known, works = claims(), references()
    keys = [*(key for name in term.claims if name in known for key in known[name].sources), *term.sources]
    return {
        "id": term.id,
        "term": term.term,
        "words": list(term.words),
        "definition": term.definition,
        "reference": term.reference and asdict(term.reference),
        "sources": [works[key].short for key in dict.fromkeys(keys) if key in works][:_FEW],
    }
