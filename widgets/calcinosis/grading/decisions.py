"""What an instructor decides about questions that turned out bad: another key, one more answer, or no points at all.

A decision is looked at first and made afterwards. Making it changes the author's file, notes it in the audit trail, and
makes pages and notebooks anew, so that whoever opens the quiz next is asked, and marked, by what holds now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from calcinosis.errors import CalcinosisError
from calcinosis.grading import accepting, audit, build_state, key_file
from calcinosis.grading.course import Course
from calcinosis.grading.paper import Paper, paper
from calcinosis.quiz import bank
from calcinosis.quiz.kinds.base import Item
from calcinosis.quiz.quiz_file import Question


@dataclass(frozen=True, slots=True)
class Corrections:
    """What an instructor corrects in single questions, by their names in the quiz."""

    drop: Mapping[str, audit.Fate] = field(default_factory=dict[str, audit.Fate])
    restore: frozenset[str] = frozenset()
    """Questions whose last decision is taken back: dropped ones count again, mended ones accept what they did."""
    key: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    """Questions with options, and which of these are right."""
    accept: Mapping[str, str] = field(default_factory=dict[str, str])
    """Questions, and an answer that they accept as well."""
    reason: str = ""
    """Kept in the audit trail with what is mended."""

    def of(self, printed: Paper, trail: Sequence[audit.Line] = ()) -> Paper:
        """Return the quiz as it is marked once they are made.

        Parameters
        ----------
        trail
            What was decided about this quiz before.

        Raises
        ------
        CalcinosisError
            The quiz has no such question, a person marks it, or there is nothing to take back.
        """
        names = [each.name for each in printed.quiz.questions]
        for name in (*self.drop, *self.restore, *self.key, *self.accept):
            if name not in names:
                raise CalcinosisError(f"{printed.quiz.id} has no question {name!r}; it has {', '.join(names)}")
        for name in self.drop:
            if not printed.by_test(printed.quiz.question(name)):
                raise CalcinosisError(
                    f"{name} of {printed.quiz.id} is marked by a person: give everyone its points on the grading page"
                )
        questions = tuple(replace(each, item=self._item(printed, each, trail)) for each in printed.quiz.questions)
        kept = {name: fate for name, fate in printed.dropped.items() if name not in self.restore}
        return replace(printed, quiz=replace(printed.quiz, questions=questions), dropped={**kept, **self.drop})

    def _item(self, printed: Paper, question: Question, trail: Sequence[audit.Line]) -> Item:
        item, name = question.item, question.name
        if name in self.key:
            return accepting.with_key(item, self.key[name])
        if name in self.accept:
            return accepting.with_another(item, self.accept[name])
        if name not in self.restore or name in printed.dropped:
            return item
        mended = audit.mended(trail, name)
        if mended is None:
            raise CalcinosisError(
                f"{name} of {printed.quiz.id} was neither dropped nor mended, so there is nothing to take back"
            )
        stands, facts = accepting.fields(item), mended.facts
        if facts["item"] != item.id or any(stands.get(each) != now for each, now in facts["after"].items()):
            raise CalcinosisError(f"{item.id!r} was changed in its file after {mended.at}; change it there")
        return accepting.with_fields(item, facts["before"])


def make(course: Course, quiz: str, before: Paper, after: Paper, corrections: Corrections) -> Paper:
    """Write decisions down and into the author's files, and make anew what is made of these.

    Returns
    -------
    Paper
        The quiz as it is marked now.

    Raises
    ------
    CalcinosisError
        A file could not be mended, and is as it was; or the quizzes could not be made anew.
    """
    files = bank.load(course.quizzes).files
    for old, new in zip(before.quiz.questions, after.quiz.questions, strict=True):
        stood, stands = accepting.fields(old.item), accepting.fields(new.item)
        changed = {name: value for name, value in stands.items() if stood[name] != value}
        if changed:
            version = key_file.write(course.root, files[new.item.id], new.item.id, changed)
            facts = {
                "question": new.name,
                "item": new.item.id,
                "version": version,
                "key": accepting.words(new.item),
                "before": {name: stood[name] for name in changed},
                "after": changed,
                "reason": corrections.reason,
                "taken_back": new.name in corrections.restore,
            }
            audit.add(course, quiz, "key", facts)
        was, fate = before.dropped.get(old.name), after.dropped.get(old.name)
        if was != fate:
            facts = {
                "question": old.name,
                "item": old.item.id,
                "version": old.item.version,
                "reason": corrections.reason,
            }
            audit.add(course, quiz, "drop" if fate else "restore", facts | ({"fate": fate} if fate else {}))
    if not build_state.is_built(course):
        from calcinosis.grading.build import build  # noqa: PLC0415 - loads nbgrader's converters for seconds

        build(course)
    return paper(course, quiz)


def asked_elsewhere(course: Course, quiz: str, before: Paper, after: Paper) -> tuple[str, ...]:
    """Name the other quizzes that ask a mended question: their marks stay until they are marked again."""
    pairs = zip(before.quiz.questions, after.quiz.questions, strict=True)
    items = {new.item.id for old, new in pairs if accepting.fields(old.item) != accepting.fields(new.item)}
    return tuple(
        f"the quiz {other.id} asks {asked.item.id} too: what is marked there stays until it is marked again"
        for other in bank.load(course.quizzes).quizzes.values()
        for asked in other.questions
        if other.id != quiz and asked.item.id in items
    )
