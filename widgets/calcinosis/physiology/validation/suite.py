"""All checks together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from calcinosis.physiology.validation import (
    acute,
    calibration,
    diets,
    directions,
    kidney_course,
    kidneys,
    laws,
    loads,
    loads_by_hour,
    months,
    patterns,
    remedies,
    weeks,
)
from calcinosis.physiology.validation.shortfalls import SHORTFALLS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from calcinosis.physiology.validation.check import Check, Result
    from calcinosis.physiology.validation.reading import Curve


def all_checks() -> list[Check]:
    """Give every check, laws first."""
    tables = (
        laws,
        calibration,
        patterns,
        directions,
        acute,
        loads,
        weeks,
        remedies,
        kidney_course,
        loads_by_hour,
        diets,
        months,
        kidneys,
    )
    listed = [each for table in tables for each in table.checks()]
    return [replace(each, note="; ".join(filter(None, (each.note, SHORTFALLS.get(each.id, ""))))) for each in listed]


def validate() -> list[Result]:
    """Run every check; failures stay in the list."""
    return [each.run() for each in all_checks()]


def curves(ids: Iterable[str] | None = None) -> list[Curve]:
    """Give the curves of the checks that have one, in the order of the list, as plain data for a page.

    Parameters
    ----------
    ids
        Keys of the checks that are wanted; None gives all.

    Returns
    -------
    list
        One record a check: ``id``, ``quantity``, ``label``, ``unit``, ``normal`` (reference interval or None),
        ``times`` (days), ``values`` (SI unit), and ``target``: ``from`` and ``until`` (days), ``low`` and ``high``
        (unit of the curve, None where open). A steady state, a law and a pattern have no curve.

    Examples
    --------
    >>> [curve] = curves(["clamp-high"])
    >>> curve["quantity"], curve["unit"], curve["target"]["until"] > 0.1
    ('pth', 'pmol/L', True)
    """
    wanted = None if ids is None else set(ids)
    chosen = (each for each in all_checks() if wanted is None or each.id in wanted)
    return [curve for each in chosen if (curve := each.curve()) is not None]
