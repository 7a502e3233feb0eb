"""Python code. Answer: the source text. Here it is only data; the sandbox runs it."""

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from calcinosis.quiz.kinds import base

LONGEST = 20_000
"""Characters."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeTest:
    """One test of the learner's code."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = base.AUTHORED

    name: str
    """What it checks, in words: shown to learners when it fails."""
    code: str
    """Statements run after the learner's; the test passes when they raise nothing."""
    points: float = 1.0
    """Its weight among the tests."""
    shown: bool = False
    """Whether learners see it before they submit."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeItem(base.Item):
    """A small program to write."""

    kind: Literal["code"]
    starter: str
    """What learners begin with."""
    tests: tuple[CodeTest, ...]
    """The tests; all but those shown are part of the key."""
    solution: str
    """A program that passes every test."""
    seconds: float = 10.0
    """Time that all tests together may take."""
    megabytes: int = 256
    """Memory that they may take."""


class Code:
    """Write a small program."""

    name = "code"
    schema = CodeItem
    by_hand = False
    in_sandbox = True

    def problems(self, item: CodeItem) -> Iterator[base.Problem]:
        """Find mistakes that the types alone do not reveal."""
        yield from base.problems_of_rule(item, [])
        names = [test.name for test in item.tests]
        if not names or len(set(names)) != len(names):
            yield base.Problem("tests", names, "is not a list of tests", "write at least one, each with its own name")
        for place, test in enumerate(item.tests):
            if test.points <= 0:
                yield base.Problem(f"tests.{place}.points", test.points, "is not above 0", "give it a weight")
        pieces = {"starter": item.starter, "solution": item.solution}
        pieces |= {f"tests.{place}.code": test.code for place, test in enumerate(item.tests)}
        for field, source in pieces.items():
            try:
                ast.parse(source)
            except (SyntaxError, ValueError) as error:
                yield base.Problem(field, source, f"is not Python ({error})", "correct it")
        if item.seconds <= 0 or item.megabytes <= 0:
            yield base.Problem("seconds", item.seconds, "with `megabytes` is not a limit", "give both above 0")

    def public(self, item: CodeItem) -> base.Plain:
        """Return the starter, the tests that are shown, and whether there are others."""
        return {
            "starter": item.starter,
            "tests": [{"name": test.name, "code": test.code} for test in item.tests if test.shown],
            "others": not all(test.shown for test in item.tests),
        }

    def misfit(self, public: base.Plain, answer: object) -> str | None:
        """Accept any text up to the limit; the tests will show whether it is Python."""
        del public
        if not isinstance(answer, str):
            return "This is not a program."
        return base.too_long("program", answer, LONGEST)

    def is_empty(self, public: base.Plain, answer: object) -> bool:
        """Tell whether nothing was written beyond the starter."""
        return base.is_blank(answer) or (isinstance(answer, str) and answer.strip() == public["starter"].strip())

    def mark(self, item: CodeItem, values: base.Values, answer: str) -> base.Share:
        """Wait for the sandbox: nothing is run here."""
        del item, values, answer
        return base.Share(0.0, ("The tests will run in a sandbox.",))

    def explain(self, item: CodeItem, values: base.Values, answer: object, fill: base.Fill) -> base.Plain:
        """Show the program and a solution."""
        del values, fill
        given = answer if isinstance(answer, str) else None
        return {"given": given, "expected": item.solution, "options": []}


def share_of_tests(item: CodeItem, passed: Collection[str]) -> base.Share:
    """Return the share earned when the tests of these names passed."""
    failed = [test for test in item.tests if test.name not in passed]
    if not failed:
        return base.Share(1.0)
    weight = sum(test.points for test in item.tests)
    earned = sum(test.points for test in item.tests if test.name in passed)
    return base.Share(earned / weight, tuple(f"Not passed: {test.name}." for test in failed))
