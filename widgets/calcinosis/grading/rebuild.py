"""nbgrader's first step in autograding: put checked answers into the released notebook."""

from pathlib import Path
from typing import Any, cast

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from calcinosis.grading.answers import read_notebook, rebuilt


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
        for sentence in report:
            self.log.warning("%s/%s: %s", about["student"], about["assignment"], sentence)
        return cast("NotebookNode", nbformat.from_dict(notebook)), resources
