"""A virtual patient as its author writes it; the name of the file is the name of the case.

Standard library only. Every text may hold ``{name}`` of something drawn (``vary``, ``labs``) and claims as
``[words](#claim-ID)``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from calcinosis.quiz.kinds.base import AUTHORED, OneOf, Range

Step = Literal["interpretation", "diagnosis", "management", "safety"]
Mark = Literal["net", "eschar", "ulcer", "papules", "nodules", "plaque", "mass", "scar", "rash", "track", "dot"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Lab:
    """One result: exactly one of ``value``, ``from``, ``one_of``, ``formula``, ``share`` and ``text``."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = AUTHORED

    value: float | None = None
    """The same for everybody, in the SI unit; a bare number means this."""
    from_: float | None = None
    """Smallest of the values drawn, with ``to`` and ``step``."""
    to: float | None = None
    """Largest."""
    step: float | None = None
    """Distance between neighbours."""
    one_of: tuple[float, ...] = ()
    """The values drawn from."""
    formula: str | None = None
    """Function of ``physiology.clinical.FORMULAS`` that gives the value, with ``with``."""
    with_: Mapping[str, str] = field(default_factory=dict[str, str])
    """Argument of the formula: name of the lab that fills it."""
    share: float | None = None
    """The value is this share of another lab, named in ``of``."""
    of: str | None = None
    """The other lab."""
    text: str | None = None
    """A result in words (``1:1280, centromere pattern``); give ``flag`` with it."""
    flag: Literal["in range", "high", "low", "abnormal"] | None = None
    """What a result in words means."""
    quantity: str | None = None
    """Analyte of ``quiz.cases.analytes``; by default the name of the lab."""
    label: str | None = None
    """Words of its row; by default the analyte's."""
    unit: str | None = None
    """Unit of an analyte that the table does not know."""
    decimals: int | None = None
    """Decimals; by default the analyte's."""
    normal: tuple[float | None, float | None] | None = None
    """Reference interval, ``[null, 5]`` for "under 5"; by default the analyte's for the patient's age."""
    normal_for: str | None = None
    """Whom the interval is for, in words (``on dialysis, about``); wanted with ``normal`` for children."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A question of the history."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = AUTHORED

    id: str
    """Name within the case."""
    ask: str
    """The question as it stands on the button."""
    answer: str
    """What the patient says, in the patient's words."""
    worth: int = 0
    """2: an expert always asks it; 1: useful; 0: neither here nor there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something seen, felt or measured in a region."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = AUTHORED

    text: str
    """The finding."""
    mark: Mark | None = None
    """How it is drawn on the body map; nothing is drawn for a normal finding."""
    side: str = "both"
    """``left``, ``right``, ``both`` or the name of a drawn side, ``{side}``; the patient's own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Examined:
    """A region of the body that shows something; the other regions show nothing abnormal."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = AUTHORED

    region: str
    """A name of ``quiz.cases.regions``."""
    findings: tuple[Finding, ...]
    """What is found there."""
    worth: int = 0
    """2, 1 or 0, as for questions."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Test:
    """A test that can be ordered."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = AUTHORED

    id: str
    """Name within the case."""
    name: str
    """Words in the list of tests."""
    cost: int
    """Points: a teaching construct, about money and burden."""
    ready: str
    """How long it takes: ``30 min``, ``2 h``, ``3 d``."""
    worth: int = 0
    """2: needed; 1: useful; 0: adds nothing; -1: should not be done."""
    labs: tuple[str, ...] = ()
    """Results that it brings, names of ``labs``."""
    found: str | None = None
    """What the report says."""
    image: str | None = None
    """Picture that it brings, an id of ``calcinosis.imaging``."""
    image_settings: Mapping[str, float | str] = field(default_factory=dict[str, float | str])
    """Parameters of that picture."""
    can_harm: bool = False
    """Says "can harm" in the list."""
    harm: int = 0
    """What ordering it costs in safety: 1 slight, 2 serious, 4 grave."""
    harmed: str | None = None
    """What went wrong, told when the result comes; wanted with ``harm``."""
    why: str | None = None
    """Told in the debrief: why an expert orders it, or does not."""
    claims: tuple[str, ...] = ()
    """Ids of the ledger that ``why`` and ``harmed`` rest on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """Something that can be chosen in a decision."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = AUTHORED

    id: str
    """Name within the decision."""
    text: str
    """What is chosen."""
    why: str
    """Told in the debrief: why it is right, wrong, or a matter of opinion."""
    points: float = 0.0
    """Above 0: an expert chooses it; below 0: it takes points away; 0: neither."""
    then: str | None = None
    """What follows when it is chosen, told at once."""
    harm: int = 0
    """What choosing it costs in safety: 1 slight, 2 serious, 4 grave; wanted with ``then``."""
    left: str | None = None
    """What follows when it is left out, told at once."""
    left_harm: int = 0
    """What leaving it out costs in safety; wanted with ``left``."""
    claims: tuple[str, ...] = ()
    """Ids of the ledger that ``why``, ``then`` and ``left`` rest on."""
    changes: Mapping[str, float] = field(default_factory=dict[str, float])
    """What it changes in the model (parameters of ``physiology.parameters``), where the decision has a ``course``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """A run of the model that shows what the chosen orders do."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = AUTHORED

    title: str
    """Title of the chart."""
    condition: str
    """Key of ``physiology.conditions``."""
    days: float
    """Length of the run after the orders, days."""
    lead: float = 30.0
    """How long the patient has lived without the orders before, days."""
    rows: tuple[str, ...]
    """Quantities shown, names of ``physiology.quantities``."""
    severity: float = 0.5
    """How bad the condition is, 0 to 1."""
    settings: Mapping[str, float] = field(default_factory=dict[str, float])
    """Parameters of this patient that differ from the condition's."""
    note: str = ""
    """What the chart shows, and what the model leaves out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """What has happened meanwhile to a patient for whom this was decided."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = AUTHORED

    when: tuple[str, ...]
    """``decision:option`` chosen in a decision before this one; ``-`` before it means not chosen. All have to hold."""
    text: str
    """A paragraph of the story."""
    labs: tuple[str, ...] = ()
    """Results that come with it, names of ``labs``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """A point at which the learner has to decide; once locked, it stays."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = AUTHORED

    id: str
    """Name within the case."""
    step: Step
    """Step of reasoning that it counts for."""
    ask: str
    """The question."""
    options: tuple[Option, ...]
    """What can be chosen; shuffled for each learner."""
    choose: Literal["one", "several"] = "one"
    """How many."""
    wait: str | None = None
    """How long after the step before it comes (``10 d``)."""
    story: str | None = None
    """What has happened meanwhile, whatever was decided before."""
    turns: tuple[Turn, ...] = ()
    """What has happened besides because of it; each whose conditions hold is told."""
    labs: tuple[str, ...] = ()
    """Results that come with it, names of ``labs``."""
    image: str | None = None
    """Picture that comes with it."""
    image_settings: Mapping[str, float | str] = field(default_factory=dict[str, float | str])
    """Parameters of that picture."""
    button: str = "Lock this decision"
    """Words of the button."""
    course: Course | None = None
    """What the model says follows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """How it ended; the first whose conditions hold is told."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = AUTHORED

    title: str
    """A short heading."""
    text: str
    """What happened to the patient."""
    when: tuple[str, ...] = ()
    """``decision:option`` chosen, ``test:ID`` ordered, ``harm:4`` harm of at least 4; ``-`` before it means not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """A point of the debrief."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = AUTHORED

    text: str
    """One or two sentences."""
    claims: tuple[str, ...] = ()
    """Ids of the ledger that it rests on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A virtual patient."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = AUTHORED

    title: str
    """Title, in the patient's terms; never the diagnosis."""
    patient: str
    """Who it is: ``Woman, {age}``."""
    complaint: str
    """A few words for the list of cases, in the patient's terms."""
    lesson: int
    """Number of the lesson it belongs to."""
    opening: str
    """Two or three sentences that every learner reads first."""
    vary: Mapping[str, Range | OneOf]
    """What is drawn for each play: ``age`` always, a ``side``, numbers of the story."""
    diagnoses: Mapping[str, str]
    """The differential: id and words, four to six; the last may be ``other: Something else``."""
    diagnosis: str
    """The right one."""
    expert: Mapping[str, Mapping[str, int]]
    """What an expert thinks after ``story``, ``exam`` and ``tests``: percent for each diagnosis, 100 in all."""
    history: tuple[Asked, ...]
    """Questions that can be asked."""
    examination: tuple[Examined, ...]
    """Regions that show something."""
    tests: tuple[Test, ...]
    """Tests that can be ordered."""
    labs: Mapping[str, Lab]
    """Results, drawn so that they fit together."""
    decisions: tuple[Decision, ...]
    """What has to be decided, in this order."""
    outcomes: tuple[Outcome, ...]
    """How it can end; the last has no ``when``."""
    named: str
    """The diagnosis as the heading of the debrief."""
    debrief: str
    """The one thing to take home."""
    pearls: tuple[Point, ...]
    """Traps and pearls."""
    sources: tuple[str, ...]
    """Keys of the bibliography that the case as a whole rests on."""
    version: int = 1
    """Raised when a change would make an older play unreadable."""
    budget: int = 30
    """Points that an expert would not exceed."""
    begins: str = "09:10"
    """Time of day at which it begins."""
    age_unit: Literal["years", "months", "days"] = "years"
    """Unit of ``vary.age``."""
    body: Literal["adult", "child", "infant"] = "adult"
    """Body of the map."""
