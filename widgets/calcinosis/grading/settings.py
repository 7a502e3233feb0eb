"""nbgrader's settings for a course, and how nbgrader is imported."""

import importlib.util
import os
import sys
from pathlib import Path
from typing import Any

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from calcinosis.grading.course import COURSE_ID, Course


def nbgrader_config(course: Course, *, learner: str | None = None) -> Config:
    """Return the settings of ``quizzes/nbgrader_config.py`` with every path made the course's own.

    Parameters
    ----------
    learner
        Whose cache of submissions nbgrader uses; None for the instructor.
    """
    loader = PyFileConfigLoader(course.settings_file.name, path=str(course.quizzes))
    settings = Config(loader.load_config())
    settings.CourseDirectory.course_id = COURSE_ID
    settings.CourseDirectory.root = str(course.quizzes)
    settings.CourseDirectory.db_url = database_url(course)
    settings.Exchange.root = str(course.exchange)
    settings.Exchange.cache = str(course.cache(learner or "instructor").parent)
    return settings


def database_url(course: Course) -> str:
    """Return the address of the gradebook, as nbgrader itself would write it."""
    return f"sqlite:///{course.gradebook}"


def jupyter_config(course: Course) -> dict[str, Any]:
    """Return what a Jupyter server with root ``course.root`` needs so that formgrader opens this course.

    Returns
    -------
    dict
        Ready to be written as a ``jupyter_server_config.json``.
    """
    return {
        "CourseDirectory": {"course_id": COURSE_ID, "root": str(course.quizzes), "db_url": database_url(course)},
        "Exchange": {"root": str(course.exchange), "cache": str(course.cache("instructor").parent)},
    }


def prepare_nbgrader(*, gradebook_only: bool = False) -> None:
    """Make this process ready to import nbgrader: programs of the environment on the path, nothing loaded in vain.

    nbgrader asks ``alembic`` by name for the gradebook's version, which fails where the environment is not activated.
    ``rfc3987_syntax`` builds a grammar for international web addresses that costs as much as the rest of nbgrader's
    imports (1 s); jsonschema treats the package as optional, and no notebook schema asks for such an address.

    Parameters
    ----------
    gradebook_only
        Skip nbgrader's own package file, which does nothing but load its four extensions of the Jupyter server, and
        with them nbconvert and its exporters (1 s): for processes that only read and write the gradebook.
    """
    programs = str(Path(sys.executable).parent)
    search_path = os.environ.get("PATH", "")
    if programs not in search_path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([programs, search_path])
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type] # None makes the import fail, as documented
    if gradebook_only and "nbgrader" not in sys.modules:
        package = importlib.util.find_spec("nbgrader")
        if package is not None:
            sys.modules["nbgrader"] = importlib.util.module_from_spec(package)
