"""Several right answers. Answer: their ids, sorted, ``["a", "c"]``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from calcinosis.quiz.kinds import base, credit


@dataclass(frozen=True, kw_only=True, slots=True)
class MultipleItem(base.Item):
    """A question with any number of right answers."""

    kind: Literal["multiple"]
    options: Mapping[str, str]
    """Text of each option, in alphabetical order (numbers ascending)."""
    key: tuple[str, ...]
    """The right options, at least one."""


def rule_of(item: base.Item) -> base.Rule:
    """Return the scoring rule; by default wrong choices take away what right ones earned."""
    return item.scoring.rule if item.scoring else "net-correct"


class Multiple:
    """Several right answers."""

    name = "multiple"
    schema = MultipleItem
    by_hand = False
    in_sandbox = False

    def problems(self, item: MultipleItem) -> Iterator[base.Problem]:
        """Find mistakes that the types alone do not reveal."""
        yield from base.problems_of_choices("options", item.options, 2)
        yield from base.problems_of_names("key", item.key, item.options)
        if not item.key:
            yield base.Problem("key", [], "is empty", "name at least one option: choosing nothing must not be right")
        if len(set(item.key)) != len(item.key):
            yield base.Problem("key", list(item.key), "names an option twice", "name each once")
        yield from base.problems_of_why(item, item.options)

    def public(self, item: MultipleItem) -> base.Plain:
        """Return the options and the sentence that tells how they count."""
        return {"options": dict(item.options), "shuffle": ["options"], "rule": credit.EXPLAINED[rule_of(item)]}

    def misfit(self, public: base.Plain, answer: object) -> str | None:
        """Accept a list of distinct options."""
        if not isinstance(answer, list | tuple):
            return "This is not a list of options."
        names = cast("list[object] | tuple[object, ...]", answer)
        if not all(isinstance(name, str) and name in public["options"] for name in names):
            return "The list names something that is not an option."
        return None if len(set(names)) == len(names) else "The list names an option twice."

    def is_empty(self, public: base.Plain, answer: object) -> bool:
        """Tell whether nothing was chosen."""
        del public
        return base.is_blank(answer)

    def mark(self, item: MultipleItem, values: base.Values, answer: list[str]) -> base.Share:
        """Follow the item's rule."""
        del values
        fraction = credit.of_choices(rule_of(item), answer, item.key, item.options)
        missed = len(set(item.key) - set(answer))
        wrong = len(set(answer) - set(item.key))
        reasons: list[str] = []
        if missed:
            reasons.append(f"{missed} right {'option was' if missed == 1 else 'options were'} not chosen.")
        if wrong:
            reasons.append(f"{wrong} chosen {'option is' if wrong == 1 else 'options are'} not right.")
        return base.Share(fraction, tuple(reasons))

    def explain(self, item: MultipleItem, values: base.Values, answer: object, fill: base.Fill) -> base.Plain:
        """Show every option with its rationale."""
        del values
        return base.explain_choices(item, item.options, answer, item.key, fill)
