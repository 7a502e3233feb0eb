"""An empty gradebook; apart from the other rows, because what it needs takes half a second to load."""

from alembic.script import ScriptDirectory
from nbgrader.api import Base
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import create_engine, text

from calcinosis.grading.course import Course
from calcinosis.grading.settings import database_url


def make(course: Course) -> None:
    """Make an empty gradebook where there is none.

    nbgrader would start the program ``alembic`` for the version of the tables, which takes seconds and fails where the
    environment is not activated; the same version is read here in this process.
    """
    if course.gradebook.is_file():
        return
    engine = create_engine(database_url(course))
    try:
        Base.metadata.create_all(bind=engine)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
            version = ScriptDirectory(ALEMBIC_DIR).get_current_head()
            connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": version})
    finally:
        engine.dispose()
