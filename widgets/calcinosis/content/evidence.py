"""The treatments that the course weighs, with the studies behind them."""

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from calcinosis.content import ledger
from calcinosis.content.claims import GRADES

DISEASES = MappingProxyType(
    {
        "dystrophic": "Dystrophic",
        "metastatic": "Metastatic",
        "calciphylaxis": "Calciphylaxis",
        "inherited": "Inherited disorders",
        "idiopathic": "Idiopathic",
        "iatrogenic": "Iatrogenic",
    }
)
"""What a treatment is for."""

DESIGNS = MappingProxyType(
    {
        "trial": "Randomised trial",
        "pooled": "Pooled studies",
        "cohort": "Cohort or case-control",
        "series": "Series without controls",
        "cases": "Case reports",
        "practice": "Guidance or habit",
        "running": "Trial, no result yet",
        "animal": "Animal study",
        "none": "No study found",
    }
)
"""Kinds of study, the most informative first."""

_RANK = {design: place for place, design in enumerate(DESIGNS)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Study:
    """One study, or one body of studies, of a treatment."""

    design: str
    """One of `DESIGNS`."""
    people: int | None
    """How many people were in it; None when no number was recorded."""
    about: bool
    """True when that number was not re-checked against its source."""
    indirect: bool
    """True when it asked another question, or studied people with another disease."""
    who: str
    """Who was studied; may be empty."""
    dose: str
    """What was given; empty when it does not matter or was not recorded."""
    outcome: str
    """What was found."""
    sources: tuple[str, ...]
    """Citation keys; empty only when no study was found."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What is known about one treatment of one kind of calcinosis."""

    id: str
    """Stable id."""
    treatment: str
    """What is done."""
    disease: str
    """One of `DISEASES`."""
    studies: tuple[Study, ...]
    """At least one; ``none`` is a finding too."""
    harms: str
    """Harms and cautions."""
    grade: tuple[str, ...]
    """One or two of ``claims.GRADES``; empty when there is nothing in people to grade."""
    graded: str
    """What was graded, where it is not the benefit; printed after the words of the grade; may be empty."""
    verdict: str
    """The course's reading, in a few words."""
    shows: str
    """What the studies show."""
    not_shows: str
    """What they do not show."""
    sources: tuple[str, ...]
    """Works cited beside the studies."""

    @property
    def best(self) -> str:
        """Design of the most informative study; indirect ones count only where there is no other."""
        return min((study.design for study in self._direct), key=_RANK.__getitem__)

    @property
    def largest(self) -> Study | None:
        """The study with most people; indirect ones count only where there is no other. None when none has a number."""
        counted = [study for study in self._direct if study.people is not None]
        return max(counted, key=lambda study: study.people or 0, default=None)

    @property
    def indirect(self) -> bool:
        """True when every study was indirect."""
        return all(study.indirect for study in self.studies)

    @property
    def certainty(self) -> str:
        """The grade in words, for example ``Low to very low certainty``."""
        if not self.grade:
            return "Nothing to grade yet"
        first, *rest = (GRADES[grade] for grade in self.grade)
        return " to ".join([first.removesuffix(" certainty") if rest else first, *(words.lower() for words in rest)])

    @property
    def cited(self) -> tuple[str, ...]:
        """Every work that the entry rests on, each once."""
        return tuple(dict.fromkeys([*(key for study in self.studies for key in study.sources), *self.sources]))

    @property
    def _direct(self) -> tuple[Study, ...]:
        return tuple(study for study in self.studies if not study.indirect) or self.studies


@lru_cache(maxsize=1)
def evidence() -> tuple[Evidence, ...]:
    """Return every treatment in the order its authors wrote them."""
    return tuple(from_entry(entry) for entry in ledger.read()["evidence"])


def from_entry(entry: dict[str, Any]) -> Evidence:
    """Build a treatment from the plain lists and texts of JSON or of the authors' files."""
    studies = tuple(Study(**(study | {"sources": tuple(study["sources"])})) for study in entry["studies"])
    lists: dict[str, Any] = {"studies": studies, "grade": tuple(entry["grade"]), "sources": tuple(entry["sources"])}
    return Evidence(**(entry | lists))
