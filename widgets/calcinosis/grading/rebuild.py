"""nbgrader's first step in autograding: put checked answers into the released notebook."""

from pathlib import Path
from typing import Any, cast

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from calcinosis.grading.answers import read_notebook, rebuilt
from calcinosis.grading.course import Course
from calcinosis.grading.marker_view import for_marker
from calcinosis.grading.paper import cached_paper, drawn, handed_in
from calcinosis.quiz.records import Records, Submission


class RebuildFromRelease(NbGraderPreprocessor):
    """Replace a submitted notebook by the released one with the learner's answers in it.

    It comes before everything else, so the later steps and the kernel see only the instructor's own cells and plain
    values: no code of the learner's runs, nothing the learner wrote is shown as HTML.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict | dict[str, Any]) -> tuple[NotebookNode, Any]:
        """Rebuild one notebook and log what was rejected."""
        about = resources["nbgrader"]
        course = CourseDirectory(config=self.config)
        folder = Path(course.format_path(course.release_directory, ".", about["assignment"]))
        release = read_notebook((folder / f"{about['notebook']}.ipynb").read_text(encoding="utf-8"))
        notebook, _, report = rebuilt(release, nb)
        paper = cached_paper(Course(Path(course.root).parent), about["assignment"])
        notebook = for_marker(notebook, paper, drawn(paper, about["student"], _record(course, about)))
        for sentence in report:
            self.log.warning("%s/%s: %s", about["student"], about["assignment"], sentence)
        return cast("NotebookNode", nbformat.from_dict(notebook)), resources


def _record(course: CourseDirectory, about: dict[str, str]) -> Submission | None:
    """Find the record of what is graded, which has the numbers that its learner saw."""
    place = course.format_path(course.submitted_directory, about["student"], about["assignment"])
    stamp, records = Path(place) / "timestamp.txt", Course(Path(course.root).parent).records
    if not stamp.is_file() or not records.is_file():
        return None
    with Records(records) as kept:
        return handed_in(kept, about["assignment"], about["student"], stamp.read_text(encoding="utf-8").strip())
