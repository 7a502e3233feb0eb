"""Where the statements of a lesson come from: a note beside each, and the list at the end."""

from typing import Any

import traitlets

from calcinosis.content.claims import claims
from calcinosis.content.references import references
from calcinosis.panels.base import module, style
from calcinosis.panels.page import Page

_MOST = 500
"""Statements that one page may ask for."""


class Sources(Page):
    """Turns ``[statement](#claim-ID)`` links of the page into notes, and lists the works they rest on.

    Put once, in the last cell of a lesson.
    """

    _esm = module("sources.js")
    _css = style("page.css", "sources.css")
    ready = traitlets.Bool(default_value=True, read_only=True).tag(sync=True)

    def _reply(self, message: dict[str, Any]) -> dict[str, Any] | None:
        ids = message.get("ids")
        if message.get("type") != "tell" or not isinstance(ids, list):
            return None
        known = claims()
        return {"type": "claims", "claims": {id_: _told(id_) for id_ in ids[:_MOST] if id_ in known}}


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
            }
            for key in claim.sources
            if key in works
        ],
    }
