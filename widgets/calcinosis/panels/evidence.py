"""The evidence explorer: every treatment the course weighs, to be filtered and sorted."""

from typing import Any

import traitlets

from calcinosis.content.claims import GRADES
from calcinosis.content.evidence import DISEASES, LEVERS, Evidence, evidence
from calcinosis.content.references import references
from calcinosis.panels.base import module, style
from calcinosis.panels.page import Page


class EvidenceTable(Page):
    """Treatments with study, size, outcome, harms and grade.

    Parameters
    ----------
    disease
        A key of ``content.evidence.DISEASES`` to begin with; empty for all.

    Raises
    ------
    traitlets.TraitError
        No such disease.
    """

    _esm = module("evidence.js")
    _css = style("page.css", "evidence.css")
    table = traitlets.Dict(read_only=True).tag(sync=True)
    disease = traitlets.Enum(("", *DISEASES), default_value="").tag(sync=True)

    def __init__(self, *, disease: str = "") -> None:
        super().__init__(disease=disease)
        grades = {name: words for name, words in GRADES.items() if name in "ABCDE0"}
        rows = [_row(each) for each in evidence()]
        self.set_trait("table", {"rows": rows, "diseases": dict(DISEASES), "levers": dict(LEVERS), "grades": grades})

    def _reply(self, message: dict[str, Any]) -> dict[str, Any] | None:
        """Answer nothing: the whole table is in the page."""
        del message


def _row(each: Evidence) -> dict[str, Any]:
    works = references()
    return {
        "id": each.id,
        "treatment": each.treatment,
        "disease": each.disease,
        "lever": each.lever,
        "study": each.study,
        "people": each.people,
        "dose": each.dose,
        "seen": each.seen,
        "harms": each.harms,
        "grade": each.grade,
        "verdict": each.verdict,
        "sources": [{"short": works[key].short, "url": works[key].url or None} for key in each.sources],
    }
