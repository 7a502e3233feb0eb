"""What every kind of question consists of: the author's item, its problems, a mark, and the protocol of a kind.

Standard library only: a learner's kernel loads the kinds to show a page, and must not wait for a validator to load.
``calcinosis.quiz.bank`` checks the author's files against these dataclasses.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, NamedTuple, Protocol, TypeVar, cast

Plain = dict[str, Any]
"""A JSON object."""

Values = Mapping[str, float | str]
"""What was drawn for a learner, by name of the variable."""

Verdict = Literal["right", "partly", "wrong", "empty", "waiting"]
Rule = Literal["all-or-nothing", "per-option", "net-correct", "coverage"]


def written_name(name: str) -> str:
    """Return the word authors write for an attribute whose plain name is a Python keyword (``from_``)."""
    return name.rstrip("_")


AUTHORED: Mapping[str, object] = {
    "extra": "forbid",
    "alias_generator": written_name,
    "allow_inf_nan": False,
    "use_attribute_docstrings": True,
}
"""How authors' files are read: a pydantic configuration, given here without loading pydantic."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """A number drawn from equal steps, both ends included."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = AUTHORED

    from_: float
    """Smallest value."""
    to: float
    """Largest value."""
    step: float
    """Distance between neighbours; its decimals are the decimals shown."""

    def plain(self) -> Plain:
        """Return it in the form of the public quiz."""
        return {"from": self.from_, "to": self.to, "step": self.step}


@dataclass(frozen=True, kw_only=True, slots=True)
class OneOf:
    """A value drawn from a list."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = AUTHORED

    one_of: tuple[float | str, ...]
    """The values, each as likely as the others."""

    def plain(self) -> Plain:
        """Return it in the form of the public quiz."""
        return {"one_of": list(self.one_of)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Converted:
    """A drawn number shown in another unit, for stems that give both."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = AUTHORED

    of: str
    """Name of the variable."""
    quantity: str
    """What is measured (``calcium``, ``phosphate`` …): the factor depends on it."""
    from_: str
    """Unit of the variable."""
    to: str
    """Unit to show."""
    decimals: int
    """Decimals to show."""

    def plain(self) -> Plain:
        """Return it in the form of the public quiz."""
        return {
            "of": self.of,
            "quantity": self.quantity,
            "from": self.from_,
            "to": self.to,
            "decimals": self.decimals,
        }


Variable = Range | OneOf | Converted


@dataclass(frozen=True, kw_only=True, slots=True)
class Scoring:
    """How part of the points is earned."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = AUTHORED

    rule: Rule
    """``all-or-nothing``, ``per-option``, ``net-correct`` or ``coverage``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hint:
    """A hint, and what taking it costs."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = AUTHORED

    text: str
    """The hint."""
    cost: float = 0.0
    """Share of the item's points that taking it costs, 0 to 1."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """What every kind of item has in common."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = AUTHORED

    id: str
    """Name in the whole bank; never reused."""
    version: int = 1
    """Increased whenever wording, numbers or key change: marks and variants are recorded against it."""
    kind: str
    """Kind of question."""
    title: str
    """Shown before the question is answered: must not give the answer away."""
    lesson: int
    """Number of the lesson it belongs to."""
    section: str | None = None
    """Anchor of the section that teaches it."""
    difficulty: Literal[1, 2, 3]
    """1 recall, 2 application, 3 reasoning in several steps."""
    points: float = 1.0
    """Points, unless the quiz says otherwise."""
    vignette: str | None = None
    """The patient."""
    stem: str
    """The question."""
    why: Mapping[str, str] | str
    """Rationale: one for each option, or one for all."""
    hints: tuple[str | Hint, ...] = ()
    """In the order in which learners get them."""
    sources: tuple[str, ...] = ()
    """Keys of the reference list."""
    claims: tuple[str, ...] = ()
    """Ids of the claims that it tests."""
    scoring: Scoring | None = None
    """Rule of partial credit; each kind has its own default."""
    variables: Mapping[str, Variable] | None = None
    """Numbers drawn for each learner, written ``{name}`` in the texts."""
    note: str | None = None
    """For other authors; never shown to learners."""

    def plain_variables(self) -> dict[str, Plain]:
        """Return the variables in the form of the public quiz."""
        return {name: variable.plain() for name, variable in (self.variables or {}).items()}


class Problem(NamedTuple):
    """One mistake of an author."""

    field: str
    value: object
    wrong: str
    """What is wrong."""
    remedy: str
    """What to do."""


@dataclass(frozen=True, slots=True)
class Share:
    """The part of an item's points that an answer earns."""

    fraction: float
    """0 to 1."""
    reasons: tuple[str, ...] = ()
    """Sentences for the learner."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The points an answer earns."""

    points: float
    """A builtin float, 0 to ``out_of``."""
    out_of: float
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    """Sentences for the learner: why not all the points."""


Fill = Callable[[str], str]
"""Function that puts a learner's own values into a text."""

AnyItem_contra = TypeVar("AnyItem_contra", bound=Item, contravariant=True)


class Kind(Protocol[AnyItem_contra]):
    """One kind of question, from the author's file to the mark."""

    @property
    def name(self) -> str:
        """As authors write it."""
        ...

    @property
    def schema(self) -> type[Item]:
        """The author's item."""
        ...

    @property
    def by_hand(self) -> bool:
        """Whether it is marked by hand."""
        ...

    @property
    def in_sandbox(self) -> bool:
        """Whether it is marked by running it in the sandbox."""
        ...

    def problems(self, item: AnyItem_contra) -> Iterator[Problem]:
        """Find mistakes that the types alone do not reveal."""
        ...

    def public(self, item: AnyItem_contra) -> Plain:
        """Return what learners may see beyond the common fields: nothing of the key.

        ``shuffle`` names the tables ``{id: text}`` whose order differs from learner to learner.
        """
        ...

    def misfit(self, public: Plain, answer: object) -> str | None:
        """Return why the answer does not have the form of this kind, or None if it does."""
        ...

    def is_empty(self, public: Plain, answer: object) -> bool:
        """Tell whether nothing was answered."""
        ...

    def mark(self, item: AnyItem_contra, values: Values, answer: Any) -> Share:  # noqa: ANN401 - misfit has checked it
        """Return the share earned by an answer for which ``misfit`` is None."""
        ...

    def explain(self, item: AnyItem_contra, values: Values, answer: object, fill: Fill) -> Plain:
        """Return ``given``, ``expected`` and ``options`` for the feedback; the answer is None or has the right form."""
        ...


def is_blank(answer: object) -> bool:
    """Tell whether an answer is None, blank text or an empty container."""
    if isinstance(answer, str):
        return not answer.strip()
    return answer is None or (isinstance(answer, Sequence | Mapping) and not answer)  # pyright: ignore[reportUnknownVariableType]


def why_of(item: Item, option: str, fill: Fill) -> str | None:
    """Return the rationale of one option, if it has one."""
    if isinstance(item.why, str) or option not in item.why:
        return None
    return fill(item.why[option])


def explain_choices(item: Item, options: Mapping[str, str], answer: object, key: Collection[str], fill: Fill) -> Plain:
    """Return the feedback of a question with options: each with its rationale, and what was and should be chosen."""
    chosen = cast("Sequence[str]", answer) if isinstance(answer, list | tuple) else ()
    return {
        "given": [fill(option) for name, option in options.items() if name in chosen] or None,
        "expected": [fill(option) for name, option in options.items() if name in key],
        "options": [
            {
                "id": name,
                "text": fill(option),
                "chosen": name in chosen,
                "right": name in key,
                "why": why_of(item, name, fill),
            }
            for name, option in options.items()
        ],
    }


def too_long(what: str, text: str, most: int) -> str | None:
    """Return by how much a text exceeds the limit, or None: nothing is ever cut off silently."""
    over = len(text) - most
    if over <= 0:
        return None
    return (
        f"Your {what} is {over} {'character' if over == 1 else 'characters'} too long to be kept; at most {most} fit."
    )


def problems_of_names(
    field: str, names: Sequence[str] | Mapping[str, object], known: Mapping[str, str]
) -> Iterator[Problem]:
    """Find names that are not among the known ones."""
    for name in names:
        if name not in known:
            yield Problem(field, name, "no such name", f"use one of {', '.join(known)}")


def problems_of_why(item: Item, known: Mapping[str, str]) -> Iterator[Problem]:
    """Find rationales of options that do not exist."""
    if not isinstance(item.why, str):
        yield from problems_of_names("why", item.why, known)


def problems_of_choices(field: str, texts: Mapping[str, str], least: int) -> Iterator[Problem]:
    """Find lists that are too short, and texts given twice."""
    if len(texts) < least:
        yield Problem(field, len(texts), "too few", f"give at least {least}")
    seen: dict[str, str] = {}
    for name, text in texts.items():
        if not text.strip():
            yield Problem(f"{field}.{name}", text, "is empty", "write its text")
        twin = seen.setdefault(text.strip().casefold(), name)
        if twin != name:
            yield Problem(f"{field}.{name}", text, f"says the same as {twin!r}", "make every text different")


def problems_of_rule(item: Item, allowed: Sequence[str]) -> Iterator[Problem]:
    """Find a scoring rule that the kind does not know."""
    if item.scoring is not None and item.scoring.rule not in allowed:
        yield Problem(
            "scoring.rule", item.scoring.rule, f"has no meaning for kind {item.kind}", f"use {' or '.join(allowed)}"
        )
