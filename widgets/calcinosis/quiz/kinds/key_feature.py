"""Key features: the few decisions that matter in a case. Answer: ids, ``["a", "d"]``, no more than asked for.

After Page, Bordage and Allen (Acad Med 1995): only the critical decisions earn points, choosing more than asked for
or something harmful earns none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from calcinosis.quiz.kinds import base
from calcinosis.quiz.kinds.multiple import Multiple


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyFeatureItem(base.Item):
    """A question about the critical decisions in a case."""

    kind: Literal["key-feature"]
    options: Mapping[str, str]
    """Text of each option, in alphabetical order."""
    key: Mapping[str, float]
    """The critical options, each with its weight."""
    choose: int
    """How many may be chosen."""
    harmful: tuple[str, ...] = ()
    """Options that harm the patient: one of them, and nothing is earned."""


class KeyFeature:
    """Choose the critical decisions."""

    name = "key-feature"
    schema = KeyFeatureItem
    by_hand = False
    in_sandbox = False
    _choice = Multiple()

    def problems(self, item: KeyFeatureItem) -> Iterator[base.Problem]:
        """Find mistakes that the types alone do not reveal."""
        yield from base.problems_of_choices("options", item.options, 2)
        yield from base.problems_of_names("key", item.key, item.options)
        yield from base.problems_of_names("harmful", item.harmful, item.options)
        yield from base.problems_of_rule(item, [])
        yield from base.problems_of_why(item, item.options)
        if not item.key or min(item.key.values()) <= 0:
            yield base.Problem(
                "key", dict(item.key), "is not a set of weights", "give each critical option a weight above 0"
            )
        if not len(item.key) <= item.choose < len(item.options):
            remedy = "allow at least the critical options, and fewer than all"
            yield base.Problem("choose", item.choose, "is not a fair number of choices", remedy)
        for option in item.harmful:
            if option in item.key:
                yield base.Problem("harmful", option, "is critical and harmful at once", "take it out of one list")

    def public(self, item: KeyFeatureItem) -> base.Plain:
        """Return the options and how many may be chosen."""
        rule = f"Choose at most {item.choose}. Only the critical ones earn points; a harmful one loses them all."
        return {"options": dict(item.options), "choose": item.choose, "shuffle": ["options"], "rule": rule}

    def misfit(self, public: base.Plain, answer: object) -> str | None:
        """Accept a list of distinct options, no longer than asked for."""
        misfit = self._choice.misfit(public, answer)
        if misfit:
            return misfit
        assert isinstance(answer, list | tuple)  # noqa: S101 - misfit has checked it
        return f"Choose at most {public['choose']}." if len(answer) > public["choose"] else None  # pyright: ignore[reportUnknownArgumentType]

    def is_empty(self, public: base.Plain, answer: object) -> bool:
        """Tell whether nothing was chosen."""
        del public
        return base.is_blank(answer)

    def mark(self, item: KeyFeatureItem, values: base.Values, answer: list[str]) -> base.Share:
        """Add up the weights of the critical options chosen, unless one chosen is harmful."""
        del values
        harmful = [name for name in answer if name in item.harmful]
        if harmful:
            return base.Share(0.0, ("A chosen option would harm the patient.",))
        missed = len(set(item.key) - set(answer))
        reasons = (
            (f"{missed} critical {'decision was' if missed == 1 else 'decisions were'} missed.",) if missed else ()
        )
        if not missed:
            return base.Share(1.0)
        return base.Share(sum(item.key.get(name, 0.0) for name in answer) / sum(item.key.values()), reasons)

    def explain(self, item: KeyFeatureItem, values: base.Values, answer: object, fill: base.Fill) -> base.Plain:
        """Show every option with its rationale; harmful ones are marked."""
        del values
        parts = base.explain_choices(item, item.options, answer, item.key, fill)
        for option in parts["options"]:
            option["harmful"] = option["id"] in item.harmful
        return parts
