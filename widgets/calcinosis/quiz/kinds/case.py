"""An unfolding case: steps, each revealed when the one before is locked. Answer: ``{"s1": …, "s2": …}``.

Each step asks a question of another kind. The draft's entry lists the steps that are locked; ``present.unfolded``
keeps back what is not to be seen yet, and the record refuses to change a locked step.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, cast

from calcinosis.quiz.kinds import base
from calcinosis.quiz.kinds.fill import Fill, FillItem
from calcinosis.quiz.kinds.hotspot import Hotspot, HotspotItem
from calcinosis.quiz.kinds.key_feature import KeyFeature, KeyFeatureItem
from calcinosis.quiz.kinds.matching import Matching, MatchingItem
from calcinosis.quiz.kinds.multiple import Multiple, MultipleItem
from calcinosis.quiz.kinds.next_test import NextTest, NextTestItem
from calcinosis.quiz.kinds.numeric import Numeric, NumericItem
from calcinosis.quiz.kinds.ordering import Ordering, OrderingItem
from calcinosis.quiz.kinds.script_concordance import ScriptConcordance, ScriptConcordanceItem
from calcinosis.quiz.kinds.single import Single, SingleItem

Asked = (
    SingleItem
    | MultipleItem
    | NumericItem
    | OrderingItem
    | MatchingItem
    | FillItem
    | HotspotItem
    | KeyFeatureItem
    | ScriptConcordanceItem
    | NextTestItem
)
PARTS: Mapping[str, base.Kind[Any]] = {
    kind.name: kind
    for kind in (
        Single(),
        Multiple(),
        Numeric(),
        Ordering(),
        Matching(),
        Fill(),
        Hotspot(),
        KeyFeature(),
        ScriptConcordance(),
        NextTest(),
    )
}
"""What a step may ask: whatever a machine marks at once."""
INHERITED = ("version", "lesson", "section", "difficulty", "sources", "claims", "variables")
"""Fields that a step's question takes from the case."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step of a case."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = base.AUTHORED

    name: str
    """Name in the case, kept when steps are dropped."""
    reveals: str
    """What is told when the step opens."""
    question: Asked
    """What is asked; takes lesson, sources, variables and the like from the case."""
    points: float = 1.0
    """Weight among the steps."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseItem(base.Item):
    """An unfolding case."""

    kind: Literal["case"]
    steps: tuple[Step, ...]
    """In the order in which they open."""
    debrief: str | None = None
    """Told with the feedback."""


def with_inherited(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an author wrote about a case, each step's question completed from the case."""
    steps: list[Any] = []
    for step in cast("list[Any]", data["steps"]):
        if isinstance(step, dict) and isinstance(cast("dict[str, Any]", step).get("question"), dict):
            known = cast("dict[str, Any]", step)
            common = {name: data[name] for name in INHERITED if name in data}
            common |= {"id": f"{data.get('id')}.{known.get('name')}", "title": data.get("title")}
            steps.append({**known, "question": {**common, **known["question"]}})
        else:
            steps.append(step)
    return {**data, "steps": steps}


def questions(data: Mapping[str, Any]) -> Iterator[Any]:
    """Return the questions of the steps, as far as they have any."""
    for step in cast("list[Any]", data["steps"]):
        if isinstance(step, dict) and "question" in step:
            yield cast("dict[str, Any]", step)["question"]


class Case:
    """An unfolding case."""

    name = "case"
    schema = CaseItem
    by_hand = False
    in_sandbox = False

    def problems(self, item: CaseItem) -> Iterator[base.Problem]:
        """Find mistakes that the types alone do not reveal; the questions themselves were checked one by one."""
        yield from base.problems_of_rule(item, [])
        names = [step.name for step in item.steps]
        if not names or len(set(names)) != len(names):
            yield base.Problem("steps", names, "is not a list of steps", "write at least one, each with its own name")
        for place, step in enumerate(item.steps):
            if step.points <= 0:
                yield base.Problem(f"steps.{place}.points", step.points, "is not above 0", "give it a weight")

    def public(self, item: CaseItem) -> base.Plain:
        """Return the steps without their keys."""
        steps: list[base.Plain] = []
        for step in item.steps:
            asked = step.question
            public: base.Plain = {"kind": asked.kind, "vignette": asked.vignette, "stem": asked.stem}
            public |= PARTS[asked.kind].public(asked)
            if isinstance(asked, NextTestItem):
                public["results"] = {name: test.result for name, test in asked.tests.items()}
            steps.append({"name": step.name, "reveals": step.reveals, "question": public})
        return {"steps": steps}

    def misfit(self, public: base.Plain, answer: object) -> str | None:
        """Accept answers to known steps; one that is out of shape costs its own step only."""
        if not isinstance(answer, Mapping):
            return "These are not answers to the steps."
        names = {step["name"] for step in public["steps"]}
        known = all(name in names for name in cast("Mapping[object, object]", answer))
        return None if known else "An answer belongs to no step."

    def is_empty(self, public: base.Plain, answer: object) -> bool:
        """Tell whether no step was answered."""
        if not isinstance(answer, Mapping):
            return base.is_blank(answer)
        answers = cast("Mapping[object, object]", answer)
        known = {step["name"]: step["question"] for step in public["steps"]}
        return all(
            name in known and PARTS[known[str(name)]["kind"]].is_empty(known[str(name)], answer)
            for name, answer in answers.items()
        )

    def mark(self, item: CaseItem, values: base.Values, answer: Mapping[str, object]) -> base.Share:
        """Weigh the shares of the steps."""
        earned, reasons = 0.0, list[str]()
        for place, step in enumerate(item.steps, 1):
            share = _share(step, values, answer.get(step.name))
            earned += share.fraction * step.points
            reasons += [f"Step {place}: {reason}" for reason in share.reasons]
        full = not any(_share(step, values, answer.get(step.name)).fraction < 1 for step in item.steps)
        return base.Share(1.0 if full else earned / sum(step.points for step in item.steps), tuple(reasons))

    def explain(self, item: CaseItem, values: base.Values, answer: object, fill: base.Fill) -> base.Plain:
        """Explain each step."""
        answers: Mapping[str, object] = cast("Mapping[str, object]", answer) if isinstance(answer, Mapping) else {}
        steps: list[base.Plain] = []
        for step in item.steps:
            asked, given = step.question, answers.get(step.name)
            fits = given is not None and PARTS[asked.kind].misfit(PARTS[asked.kind].public(asked), given) is None
            steps.append(
                {
                    "name": step.name,
                    "kind": asked.kind,
                    "reveals": fill(step.reveals),
                    "stem": fill(asked.stem),
                    "why": fill(asked.why) if isinstance(asked.why, str) else None,
                    "share": _share(step, values, given).fraction,
                    **PARTS[asked.kind].explain(asked, values, given if fits else None, fill),
                }
            )
        debrief = fill(item.debrief) if item.debrief else None
        return {"given": None, "expected": debrief, "options": [], "steps": steps}


def _share(step: Step, values: base.Values, answer: object) -> base.Share:
    kind, public = PARTS[step.question.kind], PARTS[step.question.kind].public(step.question)
    if kind.is_empty(public, answer):
        return base.Share(0.0, ("Not answered.",))
    misfit = kind.misfit(public, answer)
    return base.Share(0.0, (misfit,)) if misfit else kind.mark(step.question, values, answer)
