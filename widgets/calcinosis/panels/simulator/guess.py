"""A question that a figure asks before it answers: what is drawn stays hidden until the learner has chosen."""

from __future__ import annotations

from typing import Any

from traitlets import HasTraits, TraitError, Tuple, Unicode, validate

from calcinosis.panels.shared.readings import reading_of, sentence

DIRECTIONS = ("rises", "falls", "stays about the same")
"""What a course can do; the options of a question that names none."""
STILL = 0.03
"""Relative change below which a course stays about the same."""


class Asked(HasTraits):
    """The traits of a figure that may ask first."""

    ask = Unicode("").tag(sync=True)
    """The question; none means that the figure shows everything at once."""
    options = Tuple(default_value=DIRECTIONS).tag(sync=True)
    """What can be chosen."""
    about = Unicode("")
    """The row that the question is about, if the options are directions: the figure then says whether it went so."""
    answer = Unicode("")
    """The right option, where the author knows it; it stays in Python until a choice is made."""
    guess = Unicode("").tag(sync=True)
    """What the learner chose; set by the button."""

    @validate("options")
    def _several(self, proposal: dict[str, Any]) -> tuple[str, ...]:
        if len(set(proposal["value"])) < 2:
            raise TraitError("options: a question needs two different options or more")
        return proposal["value"]

    @validate("guess", "answer")
    def _one_of_them(self, proposal: dict[str, Any]) -> str:
        if proposal["value"] and proposal["value"] not in self.options:
            raise TraitError(f"{proposal['trait'].name}: {proposal['value']!r} is not one of {', '.join(self.options)}")
        return proposal["value"]

    @property
    def waits(self) -> bool:
        """Whether the answer must stay hidden."""
        return bool(self.ask) and not self.guess

    def judged_guess(self, before: float, after: float) -> str:
        """Say what was chosen and what came, from the value of the row in question before and after.

        Parameters
        ----------
        before, after
            The quantity ``about`` before the change and at the end, in one unit.
        """
        if not self.ask or not self.guess:
            return ""
        if self.about and self.options == DIRECTIONS:
            name = reading_of(self.about).label
            came = direction(before, after)
            return sentence(
                f"you expected that {name} {self.guess}: it does"
                if came == self.guess
                else f"you expected that {name} {self.guess}; it {came}"
            )
        if not self.answer:
            return f"You chose: {self.guess}."
        right = self.guess == self.answer
        return f"You chose: {self.guess}. {'So it is.' if right else f'The answer is: {self.answer}.'}"


def direction(before: float, after: float) -> str:
    """Return which of ``DIRECTIONS`` a course takes."""
    if abs(after - before) <= STILL * max(abs(before), 1e-9):
        return DIRECTIONS[2]
    return DIRECTIONS[0] if after > before else DIRECTIONS[1]
