"""nbgrader's settings for this course: read by every nbgrader command, by formgrader and by ``calcinosis``."""

# ruff: noqa: INP001 - nbgrader reads this file as it stands, it is no module

from importlib.resources import files
from pathlib import Path

quizzes = Path(__file__).resolve().parent
state = quizzes.parent / ".course"

c = get_config()  # noqa: F821 (nbgrader provides it)

c.CourseDirectory.course_id = "calcinosis"
c.CourseDirectory.root = str(quizzes)
# Only these travel with a submission: no module can shadow the instructor's, no data file can replace another.
c.CourseDirectory.include = ["*.ipynb", "timestamp.txt", "submission_secret.txt"]
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "__pycache__",
    "feedback",
    "*.py",
    "*.pyc",
    "*.so",
    "*.pth",
    "*.json",
    "*.html",
]
# A quiz notebook is some 40 kB; 2 MB leaves room for outputs of a notebook answered in JupyterLab.
c.CourseDirectory.max_file_size = 2_000
c.CourseDirectory.max_dir_size = 4_000

c.Exchange.root = str(state / "exchange")
c.Exchange.cache = str(state / "cache" / "instructor")
# The registrar writes every submission in the learner's name, so the owner of the files says nothing.
c.ExchangeCollect.check_owner = False
c.ExchangeCollect.update = True

# nbgrader's own stub raises an error, which would stop the quiz page at its first answer cell.
c.ClearSolutions.code_stub = {"python": "# (no answer yet)"}
c.ClearSolutions.text_stub = "(no answer yet)"

# The prompt of a question that a person marks holds the rubric: formgrader shows it, the release leaves it out.
# nbgrader would allow that in its own kind of task cell only.
c.ClearMarkScheme.enforce_metadata = False

# The first step puts the learner's answers, checked as plain values, into the released notebook:
# nothing that a learner wrote is ever executed or shown as HTML.
c.Autograde.sanitize_preprocessors = [
    "calcinosis.grading.rebuild.RebuildFromRelease",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Where a notebook is run to be graded, its page has no one to show itself to.
c.Execute.skip_cells_with_tag = "quiz-page"

# What lateness costs stands in each quiz's own file.
c.AssignLatePenalties.plugin_class = "calcinosis.grading.late.QuizRule"

# nbgrader's feedback file would print the hidden tests and the rubric.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.GetGrades",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
# Without it a comment written after the first feedback never reaches the learner.
c.GenerateFeedback.force = True

# The course's own templates come first: formgrader's pages and nbgrader's feedback then fetch nothing from other hosts.
c.HTMLExporter.extra_template_basedirs = [
    str(files("calcinosis.grading") / "templates"),
    str(files("nbgrader") / "server_extensions" / "formgrader" / "templates"),
]
