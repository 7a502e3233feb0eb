"""The course of the grading room's tests, for the attacks on it."""

import importlib.util
from pathlib import Path

_PLACE = Path(__file__).parents[1] / "grading" / "conftest.py"
_SPEC = importlib.util.spec_from_file_location("calcinosis_grading_fixtures", _PLACE)
_FIXTURES = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_FIXTURES)

built, course, answers, act = _FIXTURES.built, _FIXTURES.course, _FIXTURES.answers, _FIXTURES.act
