"""What a class gave instead of what a question accepts, commonest first: where no list of options shows it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from calcinosis.grading import accepting
from calcinosis.quiz.kinds.base import Item
from calcinosis.quiz.kinds.fill import FillItem, fits, normal, written
from calcinosis.quiz.kinds.numeric import NumericItem, accepted, parse
from calcinosis.quiz.marking import mark
from calcinosis.quiz.quiz_file import Question
from calcinosis.quiz.recorded import Submission
from calcinosis.quiz.replay import entry_of
from calcinosis.quiz.units import convert

SHOWN = 6
"""Answers shown."""
FIGURES = 6
"""Significant figures to which numbers are told apart."""


def instead(question: Question, submissions: Sequence[Submission]) -> list[dict[str, Any]]:
    """List the commonest answers that are not accepted.

    Returns
    -------
    list of dict
        ``text`` as people read it, ``learners`` who gave it, and ``answer``: what to accept as well, in the form that
        ``accepting.with_another`` takes. Empty where each learner has a key of their own, or chooses from a list.
    """
    item = question.item
    if not (accepting.fields(item) and isinstance(item, NumericItem | FillItem)):
        return []
    found: Counter[tuple[str, str]] = Counter()
    for submission in submissions:
        answer: object = entry_of(submission, question.name).get("answer")
        if isinstance(answer, Mapping):
            found.update(set(_of(item, cast("Mapping[str, object]", answer))))
    return [{"text": text, "answer": answer, "learners": count} for (text, answer), count in found.most_common(SHOWN)]


def _of(item: Item, answer: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    if isinstance(item, FillItem):
        for name, word in written(answer).items():
            if name in item.blanks and not fits(item.blanks[name], word):
                yield f"{normal(word)} ({item.blanks[name].label})", f"{name}:{normal(word)}"
    elif isinstance(item, NumericItem):
        value, unit = parse(answer.get("value")), str(answer.get("unit") or item.unit)
        known = unit == item.unit or unit in accepted(item)
        if value is None or not known or mark(item, answer, seed="", points=1.0).points:
            return
        number = value if unit == item.unit else convert(value, item.quantity or "", unit, item.unit)
        yield f"{value:.{FIGURES}g} {unit}".strip(), f"{number:.{FIGURES}g}"
