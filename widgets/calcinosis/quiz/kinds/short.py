"""Short answer in the learner's own words, marked by a person with a rubric. Answer: ``"text"``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from calcinosis.quiz.kinds import base

LONGEST = 20_000
"""Characters; enough for several pages, small enough for every store on the way."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RubricPoint:
    """One thing a good answer says."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = base.AUTHORED

    points: float
    """Points it earns."""
    text: str
    """What the answer must say."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShortItem(base.Item):
    """A question answered in words."""

    kind: Literal["short"]
    rubric: tuple[RubricPoint, ...]
    """What earns points; may add up to more than the item's points ("any two of four")."""
    words: int
    """About how many words are expected."""
    fail_if: tuple[str, ...] = ()
    """Statements for which an answer earns no points at all."""
    model_answer: str | None = None
    """An answer that earns all the points, shown with the feedback."""
    comments: tuple[str, ...] = ()
    """Remarks that markers use often."""


class Short:
    """Short answer, marked by hand."""

    name = "short"
    schema = ShortItem
    by_hand = True
    in_sandbox = False

    def problems(self, item: ShortItem) -> Iterator[base.Problem]:
        """Find mistakes that the types alone do not reveal."""
        if not item.rubric:
            yield base.Problem("rubric", [], "is empty", "list what earns points")
        for index, line in enumerate(item.rubric):
            if line.points <= 0:
                yield base.Problem(f"rubric.{index}.points", line.points, "is not positive", "give points above 0")
        total = sum(line.points for line in item.rubric)
        if total < item.points:
            yield base.Problem(
                "rubric",
                total,
                f"adds up to less than the item's {item.points:g} points",
                "raise it or lower the points",
            )
        if item.words <= 0:
            yield base.Problem("words", item.words, "is not positive", "say about how many words you expect")
        for place, hint in enumerate(item.hints):
            if isinstance(hint, base.Hint) and hint.cost:
                remedy = "leave `cost` out: the marker decides the points"
                yield base.Problem(
                    f"hints.{place}.cost", hint.cost, "cannot be taken from points given by hand", remedy
                )
        yield from base.problems_of_rule(item, [])

    def public(self, item: ShortItem) -> base.Plain:
        """Return the length expected."""
        return {"words": item.words}

    def misfit(self, public: base.Plain, answer: object) -> str | None:
        """Accept any text up to the limit."""
        del public
        if not isinstance(answer, str):
            return "This is not text."
        return base.too_long("text", answer, LONGEST)

    def is_empty(self, public: base.Plain, answer: object) -> bool:
        """Tell whether nothing was written."""
        del public
        return base.is_blank(answer)

    def mark(self, item: ShortItem, values: base.Values, answer: str) -> base.Share:
        """Earn nothing yet: it is marked by hand."""
        del item, values, answer
        return base.Share(0.0, ("A person will mark this.",))

    def explain(self, item: ShortItem, values: base.Values, answer: object, fill: base.Fill) -> base.Plain:
        """Show the text, the model answer and the rubric."""
        del values
        return {
            "given": answer if isinstance(answer, str) else None,
            "expected": fill(item.model_answer) if item.model_answer else None,
            "options": [],
            "rubric": [{"points": line.points, "text": fill(line.text)} for line in item.rubric],
        }
