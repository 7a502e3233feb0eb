"""Where everything of a course lies."""

from dataclasses import dataclass
from pathlib import Path

from calcinosis.errors import CalcinosisError

COURSE_ID = "calcinosis"


@dataclass(frozen=True, slots=True)
class Course:
    """The folder of a course, as one value.

    Raises
    ------
    CalcinosisError
        The folder has no ``quizzes/nbgrader_config.py``, so it is not a course.
    """

    root: Path
    """Absolute folder that holds ``lessons`` and ``quizzes``."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "root", Path(self.root).resolve())
        if not self.settings_file.is_file():
            raise CalcinosisError(
                f"{self.root} is not a course: quizzes/nbgrader_config.py is missing; "
                "give the folder of the course with --course"
            )

    @property
    def lessons(self) -> Path:
        """Folder of the lesson notebooks."""
        return self.root / "lessons"

    @property
    def quizzes(self) -> Path:
        """Folder of the bank and the quizzes; nbgrader's course directory."""
        return self.root / "quizzes"

    @property
    def settings_file(self) -> Path:
        """Nbgrader's settings, the only copy."""
        return self.quizzes / "nbgrader_config.py"

    @property
    def cohort(self) -> Path:
        """Optional list of the learners and what each is granted (``calcinosis.quiz.cohort``)."""
        return self.quizzes / "cohort.csv"

    @property
    def gradebook(self) -> Path:
        """Nbgrader's database."""
        return self.quizzes / "gradebook.db"

    def source(self, quiz: str) -> Path:
        """Folder of the instructor's notebook of a quiz."""
        return self.quizzes / "source" / quiz

    def release(self, quiz: str) -> Path:
        """Folder of the notebook that learners get."""
        return self.quizzes / "release" / quiz

    def submitted(self, learner: str, quiz: str) -> Path:
        """Folder of what nbgrader collected from a learner."""
        return self.quizzes / "submitted" / learner / quiz

    def autograded(self, learner: str, quiz: str) -> Path:
        """Folder of the graded notebook that formgrader shows."""
        return self.quizzes / "autograded" / learner / quiz

    @property
    def state(self) -> Path:
        """Everything that is made while the course runs."""
        return self.root / ".course"

    @property
    def records(self) -> Path:
        """Database of drafts, submissions and results."""
        return self.state / "records.db"

    @property
    def exchange(self) -> Path:
        """Nbgrader's exchange."""
        return self.state / "exchange"

    @property
    def inbound(self) -> Path:
        """Folder in the exchange where submissions arrive."""
        return self.exchange / COURSE_ID / "inbound"

    @property
    def outbound(self) -> Path:
        """Folder in the exchange with released assignments."""
        return self.exchange / COURSE_ID / "outbound"

    @property
    def feedback(self) -> Path:
        """Folder in the exchange where nbgrader puts released feedback."""
        return self.exchange / COURSE_ID / "feedback"

    def cache(self, learner: str) -> Path:
        """Nbgrader's record of a learner's own submissions; each learner has their own, as on their own machine."""
        return self.state / "cache" / learner / COURSE_ID

    @property
    def apps(self) -> Path:
        """Folder that the learners' pages are served from."""
        return self.state / "apps"

    @property
    def hints(self) -> Path:
        """Folder of the hints, given out one by one by the kernel of the quiz page and served to nobody."""
        return self.state / "hints"

    @property
    def runtime(self) -> Path:
        """Locks, connection files and half-made things."""
        return self.state / "runtime"

    @property
    def logs(self) -> Path:
        """Folder of the log files."""
        return self.state / "logs"
