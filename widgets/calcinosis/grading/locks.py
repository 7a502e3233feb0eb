"""One builder, one registrar, one writer of grades at a time."""

import fcntl
from collections.abc import Generator
from contextlib import contextmanager

from calcinosis.errors import CalcinosisError
from calcinosis.grading.course import Course


@contextmanager
def held(course: Course, work: str, *, wait: bool = True) -> Generator[None]:
    """Hold the lock of one kind of work; the system frees it when the process ends, however it ends.

    Raises
    ------
    CalcinosisError
        Another process holds it and ``wait`` is false.
    """
    course.runtime.mkdir(parents=True, exist_ok=True)
    with (course.runtime / f"{work}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CalcinosisError(f"another {work} of {course.root} is running; stop it first") from error
        yield
