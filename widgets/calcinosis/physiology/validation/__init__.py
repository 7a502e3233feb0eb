"""What the model claims and whether it keeps it: laws, calibration, textbook directions, published experiments.

Failures stay in the list: a model that hides them teaches trust it has not earned.
"""

from calcinosis.physiology.validation.check import Check, Result, as_records, as_table
from calcinosis.physiology.validation.suite import all_checks, curves, validate

__all__ = ["Check", "Result", "all_checks", "as_records", "as_table", "curves", "validate"]
