"""The next best test, with what it costs and what harm it may do. Answer: its id, ``"b"``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from calcinosis.quiz.kinds import base


@dataclass(frozen=True, kw_only=True, slots=True)
class MedicalTest:
    """A test that can be ordered."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = base.AUTHORED

    text: str
    """Its name."""
    cost: float
    """What it costs, in the course's points of cost."""
    wait: str
    """Until the result is there, ``2 h``."""
    result: str
    """What it shows, revealed once the step is locked."""
    harm: str | None = None
    """Harm that it may do, if any."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NextTestItem(base.Item):
    """Tests to choose from."""

    kind: Literal["next-test"]
    tests: Mapping[str, MedicalTest]
    """The tests, in alphabetical order of their names."""
    key: Mapping[str, float]
    """Share of the points for each test that is not wrong, 1 for the best."""


class NextTest:
    """Choose the next best test."""

    name = "next-test"
    schema = NextTestItem
    by_hand = False
    in_sandbox = False

    def problems(self, item: NextTestItem) -> Iterator[base.Problem]:
        """Find mistakes that the types alone do not reveal."""
        names = {name: test.text for name, test in item.tests.items()}
        yield from base.problems_of_choices("tests", names, 2)
        yield from base.problems_of_names("key", item.key, names)
        yield from base.problems_of_rule(item, [])
        yield from base.problems_of_why(item, names)
        if max(item.key.values(), default=0) != 1 or min(item.key.values(), default=1) <= 0:
            yield base.Problem("key", dict(item.key), "has no best test", "give the best 1 and others less, above 0")
        for name, test in item.tests.items():
            if test.cost < 0:
                yield base.Problem(f"tests.{name}.cost", test.cost, "is below 0", "give what it costs")

    def public(self, item: NextTestItem) -> base.Plain:
        """Return tests, costs, waits and harms; results come with the feedback, or as a case unfolds."""
        return {
            "tests": {name: test.text for name, test in item.tests.items()},
            "costs": {name: test.cost for name, test in item.tests.items()},
            "waits": {name: test.wait for name, test in item.tests.items()},
            "harms": {name: test.harm for name, test in item.tests.items() if test.harm},
            "shuffle": ["tests"],
            "rule": "Choose the one test that helps most now, for its cost and harm.",
        }

    def misfit(self, public: base.Plain, answer: object) -> str | None:
        """Accept the id of a test."""
        return None if isinstance(answer, str) and answer in public["tests"] else "This is not one of the tests."

    def is_empty(self, public: base.Plain, answer: object) -> bool:
        """Tell whether nothing was chosen."""
        del public
        return base.is_blank(answer)

    def mark(self, item: NextTestItem, values: base.Values, answer: str) -> base.Share:
        """Return the test's share; if it may harm, or costs more than the best, the reasons say so."""
        del values
        share = item.key.get(answer, 0.0)
        if share == 1:
            return base.Share(1.0)
        test, best = item.tests[answer], [item.tests[name] for name, value in item.key.items() if value == 1]
        reasons = ["Another test helps more now."]
        if test.harm:
            reasons.append(f"This one may harm: {test.harm}.")
        if test.cost > max(each.cost for each in best):
            reasons.append("This one costs more.")
        return base.Share(share, tuple(reasons))

    def explain(self, item: NextTestItem, values: base.Values, answer: object, fill: base.Fill) -> base.Plain:
        """Show every test with its share, cost, harm and result."""
        del values
        return {
            "given": item.tests[answer].text if isinstance(answer, str) else None,
            "expected": [fill(item.tests[name].text) for name, share in item.key.items() if share == 1],
            "options": [
                {
                    "id": name,
                    "text": fill(test.text),
                    "chosen": name == answer,
                    "right": item.key.get(name) == 1,
                    "share": item.key.get(name, 0.0),
                    "cost": test.cost,
                    "harm": test.harm,
                    "result": fill(test.result),
                    "why": base.why_of(item, name, fill),
                }
                for name, test in item.tests.items()
            ],
        }
