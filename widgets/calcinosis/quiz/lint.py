"""Rules of good item writing that a program can check.

After the item-writing rules common to the guides of examining boards (one lead-in, homogeneous options in a
neutral order, no "all of the above", no unemphasised negative): each removes a cue that has nothing to do with
medicine, or a trap that has nothing to do with knowledge.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from calcinosis.quiz import variants
from calcinosis.quiz.bank import Bank
from calcinosis.quiz.kinds.base import Item
from calcinosis.quiz.kinds.case import CaseItem
from calcinosis.quiz.kinds.fill import FillItem
from calcinosis.quiz.kinds.hotspot import HotspotItem
from calcinosis.quiz.kinds.key_feature import KeyFeatureItem
from calcinosis.quiz.kinds.matching import MatchingItem
from calcinosis.quiz.kinds.multiple import MultipleItem
from calcinosis.quiz.kinds.next_test import NextTestItem
from calcinosis.quiz.kinds.numeric import NumericItem, is_near, key_of
from calcinosis.quiz.kinds.ordering import OrderingItem
from calcinosis.quiz.kinds.script_concordance import ScriptConcordanceItem
from calcinosis.quiz.kinds.single import SingleItem
from calcinosis.quiz.quiz_file import Quiz

NUMBER = re.compile(r"[<>≤≥±~]?\s*([+\-\N{MINUS SIGN}]?[0-9]+(?:[.,][0-9]+)?)")
ALL_OR_NONE = re.compile(
    r"\b(?:all|none|both|neither) of (?:the|these)(?: above)?\b|\ball (?:are|is) (?:right|correct|true)\b",
    re.IGNORECASE,
)
NEGATIVE = re.compile(r"\b(?:not|except|(?<!at )least|never|incorrect|false)\b", re.IGNORECASE)
ONE_SYSTEM = re.compile(
    r"\b(?i:calcium|phosphate|magnesium|albumin|creatinine|PTH|calcitriol|25-hydroxyvitamin D|product)(?: is| of)? "
    r"(?:[0-9][0-9.,]*|\{\w+\})[ \u00a0](?:[mµnp]mol²?/L²?|g/L|mg²?/dL²?|[npµ]g/mL|g/dL)(?![^.;]{0,3}\()"
)
"""A value of blood in one system of units only; its twin follows in brackets: ``2.40 mmol/L (9.6 mg/dL)``."""
LONGER, MUCH_LONGER = 1.6, 12
"""A right option is conspicuous if it is both this many times and this many characters longer than every other."""


class Finding(NamedTuple):
    """One rule broken by one item."""

    file: str
    item: str
    field: str
    rule: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}: item {self.item!r}: field {self.field!r}: {self.rule}: {self.remedy}"


def lint(bank: Bank, sources: Collection[str] | None = None) -> list[Finding]:
    """Check every item.

    Parameters
    ----------
    sources
        Keys of the reference list; None leaves them unchecked.
    """
    findings = [
        Finding(bank.files[item.id], part.id, *found)
        for item in bank.items.values()
        for part in parts(item)
        for found in (
            *_of_texts(part),
            *_of_units(part),
            *_of_options(part),
            *_of_numbers(part),
            *_of_sources(part, sources),
        )
    ]
    return findings + [finding for quiz in bank.quizzes.values() for finding in _of_quiz(quiz)]


def parts(item: Item) -> Iterator[Item]:
    """Return an item and, of a case, the questions of its steps."""
    yield item
    if isinstance(item, CaseItem):
        yield from (step.question for step in item.steps)


Found = tuple[str, str, str]


def _of_units(item: Item) -> Iterator[Found]:
    for field in ("vignette", "stem"):
        for found in ONE_SYSTEM.finditer(getattr(item, field) or ""):
            wrong = f"{found[0]!r} is given in one system of units only"
            yield field, wrong, "write both, such as 2.40 mmol/L (9.6 mg/dL): learners choose which they read first"


def order_of(text: str) -> tuple[float, str]:
    """Return what a text is sorted by: its leading number, then its letters."""
    number = NUMBER.match(text.strip())
    value = float(number[1].replace(",", ".").replace("\N{MINUS SIGN}", "-")) if number else float("inf")
    return value, re.sub(r"[^\w ]", "", text.casefold()).strip()


def in_order(texts: Mapping[str, str]) -> dict[str, str]:
    """Put a table into the order in which authors should write it, ids unchanged."""
    return dict(sorted(texts.items(), key=lambda pair: order_of(pair[1])))


def tables(item: Item) -> dict[str, Mapping[str, str]]:
    """Return the tables whose order must say nothing about the key."""
    match item:
        case SingleItem() | MultipleItem() | KeyFeatureItem():
            return {"options": item.options}
        case OrderingItem():
            return {"elements": item.elements}
        case MatchingItem():
            return {"right": item.right}
        case HotspotItem():
            return {"regions": item.regions}
        case NextTestItem():
            return {"tests": {name: test.text for name, test in item.tests.items()}}
        case _:
            return {}


def _of_texts(item: Item) -> Iterator[Found]:
    stem = item.stem.strip()
    if stem.count("?") > 1:
        yield "stem", "asks more than one question", "ask one, and move the rest to the vignette"
    elif not stem.endswith(("?", ".", ":")):
        yield "stem", "is not a complete lead-in", "end it with a question mark or full stop"
    lead_in = re.split(r"(?<=[.?!:])\s+", stem)[-1]
    for word in NEGATIVE.findall(lead_in):
        if not word.isupper() and f"**{word}**" not in lead_in and isinstance(item, SingleItem | MultipleItem):
            yield (
                "stem",
                f"asks in the negative ({word!r}) without emphasis",
                f"ask in the positive, or write **{word.upper()}**",
            )
    for right in _right_texts(item):
        for field in ("title", "alt", "sentence"):
            if len(right) > 3 and right.casefold() in str(getattr(item, field, "")).casefold():
                yield field, "gives the answer away", "name the topic, not the answer"


def _right_texts(item: Item) -> list[str]:
    match item:
        case SingleItem():
            return [item.options[name] for name in item.right]
        case MultipleItem() | KeyFeatureItem():
            return [item.options[name] for name in item.key]
        case HotspotItem():
            return [item.regions[name] for name in item.key]
        case NextTestItem():
            return [item.tests[name].text for name, share in item.key.items() if share == 1]
        case FillItem():
            return [word for blank in item.blanks.values() for word in blank.accept]
        case _:
            return []


def _of_options(item: Item) -> Iterator[Found]:
    for field, texts in tables(item).items():
        if list(texts) != list(in_order(texts)):
            order = ", ".join(in_order(texts))
            yield (
                field,
                "is not in alphabetical order (numbers ascending)",
                f"write them as {order}, ids renamed",
            )
        elif list(texts) != sorted(texts) and not isinstance(item, HotspotItem):  # its ids are those of the drawing
            yield field, "has ids in another order than its texts", "name them a, b, c … from the top"
        for name, text in texts.items():
            if ALL_OR_NONE.search(text):
                yield f"{field}.{name}", f"says {text!r}", "name what is meant: such options test logic, not medicine"
    if isinstance(item, SingleItem | MultipleItem | KeyFeatureItem):
        unexplained = item.options.keys() - (set[str]() if isinstance(item.why, str) else item.why.keys())
        if unexplained:
            yield "why", f"says nothing about {', '.join(sorted(unexplained))}", "give a rationale for every option"
    if isinstance(item, SingleItem) and len(item.options) > 2:
        right = len(item.options[item.key])
        other = max(len(text) for name, text in item.options.items() if name != item.key)
        if right > LONGER * other and right > other + MUCH_LONGER:
            yield "options", "show the right one by its length", "shorten it, or write the others as fully"


def _of_numbers(item: Item) -> Iterator[Found]:
    """Check that the key, rounded to the decimals asked for, is accepted for every learner."""
    if not isinstance(item, NumericItem):
        return
    for learner in range(20):
        values = variants.draw(item.plain_variables(), variants.seed(str(learner), item.id, item.version))
        key = key_of(item, values)
        if not is_near(round(key, item.decimals), key, item.tolerance):
            wrong = f"is narrower than the {item.decimals} decimals asked for: {key:.{item.decimals}f} would be wrong"
            yield "tolerance", wrong, f"allow at least {0.5 * 10**-item.decimals:g}, or ask for more decimals"
            return


def _of_quiz(quiz: Quiz) -> Iterator[Finding]:
    if quiz.mode == "practice":
        return
    for question in quiz.questions:
        for part in parts(question.item):
            if isinstance(part, ScriptConcordanceItem) and part.formative:
                rule = f"is formative, and may not count in a quiz of mode {quiz.mode!r}"
                remedy = "ask it in practice until ten experts have answered"
                yield Finding(f"quizzes/{quiz.id}.yaml", part.id, "items", rule, remedy)


def _of_sources(item: Item, known: Collection[str] | None) -> Iterator[Found]:
    if not item.sources:
        yield "sources", "are missing", "cite at least one"
    for key in item.sources if known is not None else ():
        if key not in (known or ()):
            yield "sources", f"{key!r} is not in the reference list", "correct the key or add the reference"
