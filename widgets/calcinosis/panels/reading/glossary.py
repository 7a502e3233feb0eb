"""The glossary from A to Z: what each word means, what is normal, where it is taught and what it rests on."""

from typing import Any

import traitlets

from calcinosis.content.glossary import Term, glossary
from calcinosis.panels.reading.search_index import lessons_of, taught
from calcinosis.panels.reading.sources import told_of
from calcinosis.panels.shared.base import module, style
from calcinosis.panels.shared.page import Page
from calcinosis.panels.shared.session import session


class Glossary(Page):
    """Every word of the course in alphabetical order."""

    _esm = module("reading/glossary.js")
    _css = style("shared/page.css", "reading/sources.css", "reading/glossary.css")
    page = traitlets.Dict(read_only=True).tag(sync=True)

    def __init__(self) -> None:
        super().__init__()
        found = session()
        places = taught(lessons_of(found)) if found else {}
        self.set_trait("page", {"terms": [_entry(term, places) for term in glossary().values()]})

    def _reply(self, message: dict[str, Any]) -> None:
        del message  # the page has everything it shows


def _entry(term: Term, places: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Return a word with the sections that teach it; a lesson is named once."""
    sections: dict[int, dict[str, Any]] = {}
    for name in term.claims:
        for place in places.get(name, []):
            sections.setdefault(place["lesson"], place)
    return {**told_of(term), "taught": [sections[number] for number in sorted(sections)][:3]}
