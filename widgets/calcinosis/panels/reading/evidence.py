"""The evidence explorer: every treatment the course weighs, to be filtered, sorted and opened."""

from typing import Any

import traitlets

from calcinosis.content.claims import GRADES
from calcinosis.content.evidence import DESIGNS, DISEASES, Evidence, Study, evidence
from calcinosis.content.references import CERTAINTY, references
from calcinosis.panels.shared.base import module, style
from calcinosis.panels.shared.page import Page


class EvidenceTable(Page):
    """Treatments with study, size, dose, outcome, harms, grade and sources.

    Parameters
    ----------
    disease
        A key of ``content.evidence.DISEASES`` to begin with; empty for all.

    Raises
    ------
    traitlets.TraitError
        No such disease.
    """

    _esm = module("reading/evidence.js")
    _css = style("shared/page.css", "reading/evidence.css")
    page = traitlets.Dict(read_only=True).tag(sync=True)
    disease = traitlets.Enum(("", *DISEASES), default_value="")

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - a trait may hold anything
        super().__init__(**settings)
        letters = {letter for each in evidence() for letter in each.grade}
        self.set_trait(
            "page",
            {
                "disease": self.disease,
                "rows": [_row(each) for each in evidence()],
                "diseases": dict(DISEASES),
                "designs": dict(DESIGNS),
                "grades": {letter: words for letter, words in GRADES.items() if letter in letters},
            },
        )

    def _reply(self, message: dict[str, Any]) -> dict[str, Any] | None:
        """Answer nothing: the whole table is in the page."""
        del message


def _row(each: Evidence) -> dict[str, Any]:
    works, largest = references(), each.largest
    return {
        "id": each.id,
        "treatment": each.treatment,
        "disease": each.disease,
        "best": each.best,
        "indirect": each.indirect,
        "people": largest.people if largest else None,
        "about": largest.about if largest else False,
        "studies": [_study(study) for study in each.studies],
        "harms": each.harms,
        "grade": list(each.grade),
        "certainty": each.certainty,
        "graded": each.graded,
        "verdict": each.verdict,
        "shows": each.shows,
        "not_shows": each.not_shows,
        "sources": [
            {
                "text": works[key].citation,
                "url": works[key].url or None,
                "seen": "" if works[key].verified == "yes" else CERTAINTY[works[key].verified],
            }
            for key in each.cited
        ],
    }


def _study(study: Study) -> dict[str, Any]:
    return {
        "design": study.design,
        "people": study.people,
        "about": study.about,
        "indirect": study.indirect,
        "who": study.who,
        "dose": study.dose,
        "outcome": study.outcome,
    }
