"""Points taken off for late submissions, by the quiz's own rule, as an nbgrader plugin.

nbgrader asks the plugin when it autogrades; what it answers stands in the gradebook. It would stay as it is when a
person gives points later, so the registrar asks again before a result goes out.
"""

# nbgrader declares its tables in SQLAlchemy's old way, in which a column and its value have the same type:
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false, reportGeneralTypeIssues=false
# pyright: reportAssignmentType=false

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.plugins import LateSubmissionPlugin
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from calcinosis.grading.course import Course
from calcinosis.grading.paper import Paper, cached_paper
from calcinosis.quiz import cohort, sitting


def lost(paper: Paper, allowance: sitting.Allowance, submission: SubmittedAssignment) -> float:
    """Return the share of the points that a submission loses, 0 to 1; an extension given in formgrader counts, too."""
    window = sitting.window(paper.public, allowance)
    if submission.timestamp is None or window.due is None:
        return 0.0
    handed_in: datetime = submission.timestamp.replace(tzinfo=UTC)
    if submission.extension is not None and submission.extension > allowance.extension:
        handed_in -= submission.extension - allowance.extension
    return 1.0 - window.factor(handed_in)


class QuizRule(LateSubmissionPlugin):
    """Ask the quiz what lateness costs; what a learner is granted beyond the others stands in the cohort file."""

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        """Return the points to take off.

        nbgrader's seconds count from the time that holds for everyone; the time of the submission itself is asked for
        where nbgrader has it open.
        """
        del total_seconds_late
        asker: Any = self.parent
        course = Course(Path(self.config.CourseDirectory.root).parent)
        quiz = asker.assignment_id
        submission = asker.gradebook.find_submission(quiz, student_id)
        allowance = cohort.read(course.cohort).allowance(student_id)
        return _points(lost(cached_paper(course, quiz), allowance, submission), score)


def _points(share: float, score: float) -> float | None:
    return round(share * score, 2) or None


def penalise(
    book: Gradebook, notebook: SubmittedNotebook, paper: Paper, *, settings: Config, everyone: cohort.Cohort
) -> bool:
    """Enter the penalty of one submission as it is with the points given now (nbgrader's ``AssignLatePenalties``).

    Returns
    -------
    bool
        Whether the penalty changed.
    """
    submission, before = notebook.assignment, notebook.late_submission_penalty
    penalty = None
    if submission.total_seconds_late > 0:
        book.db.flush()
        book.db.refresh(notebook, ["score"])
        chosen = settings.AssignLatePenalties.get("plugin_class", LateSubmissionPlugin)
        rule = import_item(chosen) if isinstance(chosen, str) else chosen
        if rule is QuizRule:
            penalty = _points(lost(paper, everyone.allowance(submission.student_id), submission), notebook.score)
        else:
            seconds = submission.total_seconds_late
            penalty = rule(config=settings).late_submission_penalty(submission.student_id, notebook.score, seconds)
        if penalty is not None:
            penalty = min(max(penalty, 0), notebook.score)
    notebook.late_submission_penalty = penalty
    return penalty != before
