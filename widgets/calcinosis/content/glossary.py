"""The glossary: what each term means, and its reference interval."""

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from calcinosis.content import ledger


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """A reference interval in both systems of units, ready to print."""

    si: str
    """For example ``2.15 to 2.55 mmol/L``."""
    conventional: str
    """For example ``8.6 to 10.2 mg/dL``; the same text where there is only one unit."""
    whom: str
    """Whom it holds for, and what it depends on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A term, its meaning, and where that comes from."""

    id: str
    """Stable id; the glossary page has it as the anchor ``term-<id>``."""
    term: str
    """The headword."""
    also: tuple[str, ...]
    """Synonyms; lessons link them to this entry too."""
    definition: str
    """One to three plain sentences."""
    reference: Interval | None
    """Reference interval, where there is one."""
    claims: tuple[str, ...]
    """Claims that state it."""
    sources: tuple[str, ...]
    """Citation keys, where no claim states it."""
    common: bool
    """True for a term of everyday medicine or statistics that needs no source."""

    @property
    def words(self) -> tuple[str, ...]:
        """The headword and its synonyms."""
        return (self.term, *self.also)


@lru_cache(maxsize=1)
def glossary() -> MappingProxyType[str, Term]:
    """Return every term by id, in alphabetical order."""
    found: dict[str, Term] = {}
    for entry in ledger.read()["glossary"]:
        interval = entry["reference"]
        read: dict[str, Any] = {name: tuple(entry[name]) for name in ("also", "claims", "sources")}
        read["reference"] = interval and Interval(**interval)
        found[entry["id"]] = Term(**(entry | read))
    return MappingProxyType(found)
