"""The bibliography: the works that the course cites."""

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from calcinosis.content import ledger

CERTAINTY = MappingProxyType(
    {
        "yes": "abstract or page read",
        "partly": "seen second-hand",
        "no": "cited from knowledge, not re-read",
    }
)
"""How far a work was verified before it was cited."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """One work of the bibliography, ready to show."""

    key: str
    """Citation key, as used in ``sources`` fields."""
    authors: str
    """Authors in the order printed, for example ``Payne RB, Little AJ``; ``et al.`` where the list is cut."""
    title: str
    """Title, accents decoded."""
    journal: str
    """Journal, publisher or web site."""
    year: str
    """Year of publication; empty when it was not recorded."""
    locator: str
    """Volume and pages, for example ``4:643-646``; empty for books and web pages."""
    doi: str
    """DOI as recorded; ``note`` says whether it was verified."""
    url: str
    """Address to open; empty when no address was verified."""
    verified: str
    """``yes``, ``partly`` or ``no``: one of `CERTAINTY`."""
    verified_where: str
    """Where it was seen; may be empty."""
    note: str
    """Remark about the record."""

    @property
    def short(self) -> str:
        """First author and year, for example ``Payne 1973``."""
        first = self.authors.split(",")[0].removesuffix(" et al.")
        names = first.split(" ")
        # Initials close a person's name; a group's name has none.
        family = " ".join(names[:-1]) if len(names) > 1 and names[-1].isupper() and len(names[-1]) < 4 else first
        return f"{family} {self.year}".strip()

    @property
    def citation(self) -> str:
        """Authors, title, journal, year and locator in one line."""
        where = f"{self.journal} {self.year}".strip()
        if self.locator:
            where = f"{where};{self.locator}"
        closed = self.title if self.title.endswith(("?", "!")) else f"{self.title}."
        authors = self.authors if self.authors.endswith(".") else f"{self.authors}."
        return f"{authors} {closed} {where}.".replace(" .", ".")


@lru_cache(maxsize=1)
def references() -> MappingProxyType[str, Reference]:
    """Return the bibliography by key.

    Examples
    --------
    >>> references()["hall2021"].short
    'Hall 2021'
    """
    return MappingProxyType({entry["key"]: Reference(**entry) for entry in ledger.read()["references"]})
