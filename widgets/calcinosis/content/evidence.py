"""Every treatment that the course weighs, as one table."""

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from calcinosis.content import ledger

DISEASES = MappingProxyType(
    {
        "dystrophic": "Dystrophic",
        "metastatic": "Metastatic",
        "calciphylaxis": "Calciphylaxis",
        "iatrogenic": "Iatrogenic",
        "idiopathic": "Idiopathic",
        "genetic": "Genetic",
    }
)
LEVERS = MappingProxyType(
    {
        "ions": "lowers an ion",
        "tissue": "calms the tissue",
        "brakes": "acts on a brake",
        "removal": "takes the mineral away",
        "none": "pulls no lever",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What is known about one treatment of one kind of calcinosis."""

    id: str
    """Stable id."""
    treatment: str
    """What is done."""
    disease: str
    """One of `DISEASES`."""
    lever: str
    """One of `LEVERS`."""
    study: str
    """Kind of study."""
    people: int | None
    """How many people it rests on; None when no number can be given."""
    dose: str
    """What the studies used; empty when it does not matter or was not re-checked."""
    seen: str
    """Outcome."""
    harms: str
    """Harms and cautions."""
    grade: str
    """One of ``claims.GRADES``."""
    verdict: str
    """The course's reading, in a few words."""
    sources: tuple[str, ...]
    """Citation keys; empty only for grades ``0`` and ``E``."""


@lru_cache(maxsize=1)
def evidence() -> tuple[Evidence, ...]:
    """Return the table in the order its author wrote it."""
    rows: list[Evidence] = []
    for entry in ledger.read()["evidence"]:
        lists: dict[str, Any] = {"sources": tuple(entry["sources"])}
        rows.append(Evidence(**(entry | lists)))
    return tuple(rows)
