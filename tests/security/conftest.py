"""The course of the grading room's tests, for the attacks on it, and a page server with two learners."""

import importlib.util
import sys
from pathlib import Path

import pytest

_PLACE = Path(__file__).parents[1] / "grading" / "conftest.py"
_SPEC = importlib.util.spec_from_file_location("calcinosis_grading_fixtures", _PLACE)
_FIXTURES = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_FIXTURES)

built, course, answers, act = _FIXTURES.built, _FIXTURES.course, _FIXTURES.answers, _FIXTURES.act

sys.path.append(str(Path(__file__).parent))  # the tests of this room share a server and a client

from page_server import start_pages, stop_pages  # noqa: E402 - after the line above


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    pages = start_pages(tmp_path_factory.mktemp("pages"))
    yield pages
    stop_pages(pages)


@pytest.fixture
def pages(served):
    yield served
    served.close_pages()
