"""Single best answer: one option is right. Answer: its id, ``"b"``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from calcinosis.quiz.kinds import base


@dataclass(frozen=True, kw_only=True, slots=True)
class SingleItem(base.Item):
    """A question with one best answer."""

    kind: Literal["single"]
    options: Mapping[str, str]
    """Text of each option, in alphabetical order (numbers ascending)."""
    key: str
    """The right option."""
    also: tuple[str, ...] = ()
    """Other options that earn the points as well: for a question that turned out to have more than one right answer."""

    @property
    def right(self) -> tuple[str, ...]:
        """Every option that earns the points, the key first."""
        return (self.key, *self.also)


class Single:
    """Single best answer."""

    name = "single"
    schema = SingleItem
    by_hand = False
    in_sandbox = False

    def problems(self, item: SingleItem) -> Iterator[base.Problem]:
        """Find mistakes that the types alone do not reveal."""
        yield from base.problems_of_choices("options", item.options, 2)
        yield from base.problems_of_names("key", [item.key], item.options)
        yield from base.problems_of_names("also", item.also, item.options)
        if len(set(item.right)) < len(item.right):
            yield base.Problem("also", list(item.also), "names an option twice", "leave out the key, name each once")
        elif len(item.right) == len(item.options):
            yield base.Problem("also", list(item.also), "leaves no wrong option", "drop the question from the quiz")
        yield from base.problems_of_why(item, item.options)
        yield from base.problems_of_rule(item, ["all-or-nothing"])

    def public(self, item: SingleItem) -> base.Plain:
        """Return the options."""
        return {"options": dict(item.options), "shuffle": ["options"]}

    def misfit(self, public: base.Plain, answer: object) -> str | None:
        """Accept the id of an option."""
        return None if isinstance(answer, str) and answer in public["options"] else "This is not one of the options."

    def is_empty(self, public: base.Plain, answer: object) -> bool:
        """Tell whether nothing was chosen."""
        del public
        return base.is_blank(answer)

    def mark(self, item: SingleItem, values: base.Values, answer: str) -> base.Share:
        """All or nothing."""
        del values
        return base.Share(1.0) if answer in item.right else base.Share(0.0, ("Another option is the best answer.",))

    def explain(self, item: SingleItem, values: base.Values, answer: object, fill: base.Fill) -> base.Plain:
        """Show every option with its rationale."""
        del values
        chosen = [answer] if isinstance(answer, str) else None
        return {
            **base.explain_choices(item, item.options, chosen, item.right, fill),
            "given": fill(item.options[answer]) if isinstance(answer, str) else None,
            "expected": " or ".join(fill(item.options[name]) for name in item.right),
        }
