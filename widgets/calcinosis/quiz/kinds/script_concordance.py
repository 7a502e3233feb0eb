"""Script concordance: does a new finding make a hypothesis likelier? Answer: -2, -1, 0, 1 or 2.

Aggregate scoring after Charlin et al. (Teach Learn Med 2000): an answer earns the number of panel members who
gave it, divided by the number who gave the commonest answer. Without a real panel of at least ten the item is
formative, and says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from calcinosis.quiz.kinds import base

SCALE: Mapping[str, str] = {
    "-2": "much less likely",
    "-1": "less likely",
    "0": "neither more nor less likely",
    "1": "more likely",
    "2": "much more likely",
}
SMALLEST_PANEL = 10
"""Fewer than ten panel members give scores that change with each of them (Gagnon et al., Med Educ 2005)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Panel:
    """How experts answered."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = base.AUTHORED

    answers: Mapping[Literal["-2", "-1", "0", "1", "2"], int]
    """Number of members who gave each answer."""
    real: bool
    """Whether people answered; false for the author's own guess at a panel."""
    who: str
    """Who they are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ScriptConcordanceItem(base.Item):
    """A hypothesis and a finding."""

    kind: Literal["script-concordance"]
    hypothesis: str
    """If you were thinking of …"""
    finding: str
    """… and then you find …"""
    panel: Panel
    """The panel's answers."""

    @property
    def formative(self) -> bool:
        """Whether marks from this item must not count."""
        return not self.panel.real or sum(self.panel.answers.values()) < SMALLEST_PANEL


class ScriptConcordance:
    """Judge what a finding does to a hypothesis."""

    name = "script-concordance"
    schema = ScriptConcordanceItem
    by_hand = False
    in_sandbox = False

    def problems(self, item: ScriptConcordanceItem) -> Iterator[base.Problem]:
        """Find mistakes that the types alone do not reveal."""
        counts = item.panel.answers
        if min(counts.values(), default=0) < 0 or not any(counts.values()):
            yield base.Problem("panel.answers", dict(counts), "is not a panel", "say how many members gave each answer")
        yield from base.problems_of_rule(item, [])
        yield from base.problems_of_why(item, SCALE)

    def public(self, item: ScriptConcordanceItem) -> base.Plain:
        """Return hypothesis, finding, scale, and whether the item counts."""
        return {
            "hypothesis": item.hypothesis,
            "finding": item.finding,
            "scale": dict(SCALE),
            "formative": item.formative,
            "rule": "Your answer earns as much as experts agreed with it."
            if not item.formative
            else "Formative: no panel of experts has answered yet, so this is for practice only.",
        }

    def misfit(self, public: base.Plain, answer: object) -> str | None:
        """Accept a whole number of the scale."""
        del public
        fits = isinstance(answer, int) and not isinstance(answer, bool) and -2 <= answer <= 2
        return None if fits else "This is not a point of the scale."

    def is_empty(self, public: base.Plain, answer: object) -> bool:
        """Tell whether nothing was chosen; 0 is an answer."""
        del public
        return base.is_blank(answer)

    def mark(self, item: ScriptConcordanceItem, values: base.Values, answer: int) -> base.Share:
        """Return the share of the commonest answer's votes."""
        del values
        votes: Mapping[str, int] = {**item.panel.answers}
        share = votes.get(str(answer), 0) / max(votes.values())
        return base.Share(share, () if share == 1 else (f"{votes.get(str(answer), 0)} of the panel answered so.",))

    def explain(self, item: ScriptConcordanceItem, values: base.Values, answer: object, fill: base.Fill) -> base.Plain:
        """Show how the panel answered."""
        del values
        who = item.panel.who + (" (formative: no panel of experts has answered yet)" if item.formative else "")
        votes: Mapping[str, int] = {**item.panel.answers}
        most = max(votes.values())
        return {
            "hypothesis": fill(item.hypothesis),
            "finding": fill(item.finding),
            "panel": who,
            "given": SCALE[str(answer)] if isinstance(answer, int) else None,
            "expected": [words for point, words in SCALE.items() if votes.get(point, 0) == most],
            "options": [
                {
                    "id": point,
                    "text": words,
                    "chosen": isinstance(answer, int) and point == str(answer),
                    "right": votes.get(point, 0) == most,
                    "votes": votes.get(point, 0),
                    "why": base.why_of(item, point, fill),
                }
                for point, words in SCALE.items()
            ],
        }
