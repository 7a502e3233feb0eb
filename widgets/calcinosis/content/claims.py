"""Statements of medical fact, each with its sources and the strength of its evidence."""

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from calcinosis.content import ledger

GRADES = MappingProxyType(
    {
        "A": "High certainty",
        "B": "Moderate certainty",
        "C": "Low certainty",
        "D": "Very low certainty",
        "E": "Mechanism or expert opinion",
        "0": "No evidence found",
        "def": "Definition or classification",
        "-": "Standard physiology",
    }
)
"""The course's one scale of evidence and its words."""

REVIEWS = MappingProxyType(
    {
        "compiled": "taken from the fact base",
        "checked": "compared again with its source",
        "approved": "approved by a clinician",
    }
)
"""How far a claim has been reviewed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """One statement of fact that lessons, items and cases cite by its id."""

    id: str
    """Stable id; a lesson links to it as ``#claim-<id>``."""
    topic: str
    """The file it lives in, without the ending."""
    statement: str
    """The fact in one or two sentences."""
    sources: tuple[str, ...]
    """Citation keys; empty only for grades ``0``, ``E`` and ``-``."""
    grade: str
    """One of `GRADES`."""
    review: str
    """One of `REVIEWS`."""
    uncertain: bool
    """True when its number was not re-checked: say "about", and ask no question that needs it exactly."""
    seeds: tuple[str, ...]
    """Numbers (S1 to S69) of the statements in lay articles that this claim confirms or corrects (FACTS 1)."""

    @property
    def certainty(self) -> str:
        """The grade in words."""
        return GRADES[self.grade]


@lru_cache(maxsize=1)
def claims() -> MappingProxyType[str, Claim]:
    """Return every claim by id.

    Examples
    --------
    >>> claims()["not-urate"].certainty
    'Definition or classification'
    """
    found: dict[str, Claim] = {}
    for entry in ledger.read()["claims"]:
        lists: dict[str, Any] = {name: tuple(entry[name]) for name in ("sources", "seeds")}
        found[entry["id"]] = Claim(**(entry | lists))
    return MappingProxyType(found)
