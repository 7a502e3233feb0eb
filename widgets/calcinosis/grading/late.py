"""Points taken off for late submissions, by nbgrader's own rule as the course's settings name it."""

from nbgrader.api import Gradebook, SubmittedNotebook
from nbgrader.plugins import LateSubmissionPlugin
from traitlets.config import Config
from traitlets.utils.importstring import import_item


def penalise(book: Gradebook, notebook: SubmittedNotebook, settings: Config) -> None:
    """Enter the penalty of one submission, if it came late (nbgrader's ``AssignLatePenalties``)."""
    submission = notebook.assignment
    late = submission.total_seconds_late
    if not late > 0:
        return
    chosen = settings.AssignLatePenalties.get("plugin_class", LateSubmissionPlugin)
    rule = (import_item(chosen) if isinstance(chosen, str) else chosen)(config=settings)
    book.db.refresh(notebook, ["score"])
    penalty = rule.late_submission_penalty(submission.student_id, notebook.score, late)
    if penalty is not None:
        notebook.late_submission_penalty = min(max(penalty, 0), notebook.score)
        book.db.commit()
