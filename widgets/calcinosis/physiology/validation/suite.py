"""All checks together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calcinosis.physiology.validation import acute, calibration, directions, laws, loads, patterns, weeks

if TYPE_CHECKING:
    from calcinosis.physiology.validation.check import Check, Result


def all_checks() -> list[Check]:
    """Give every check, laws first."""
    tables = (laws, calibration, patterns, directions, acute, loads, weeks)
    return [each for table in tables for each in table.checks()]


def validate() -> list[Result]:
    """Run every check; failures stay in the list."""
    return [each.run() for each in all_checks()]
