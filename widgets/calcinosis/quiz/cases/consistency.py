"""Whether a case holds together: names that refer to each other, numbers that fit, two paths that reach the end."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import cast

from calcinosis.imaging.atlas import ATLAS
from calcinosis.physiology.clinical import FORMULAS, albumin_adjusted_calcium
from calcinosis.physiology.conditions import CONDITIONS
from calcinosis.physiology.parameters import RANGES
from calcinosis.physiology.quantities import QUANTITIES
from calcinosis.quiz.cases import debrief, paths
from calcinosis.quiz.cases.analytes import ANALYTES, GROWN_UP, years
from calcinosis.quiz.cases.deal import PLACE, deal
from calcinosis.quiz.cases.play import PHASES, minutes, replay
from calcinosis.quiz.cases.regions import REGIONS
from calcinosis.quiz.kinds.base import Plain, Problem

_DEALS = 24
"""Variants that are dealt to see whether laboratory values fit together."""
_FREE = (0.45, 0.57)
"""Ionised calcium as a share of the albumin-adjusted total, with room for dialysis and odd pH (FACTS 11.4)."""
_KINDS = ("value", "from", "one_of", "formula", "share", "text")
GOOD, BAD = 0.9, 0.4
"""What the expert's path must earn at least, and the worst at most."""


def problems(case: Plain) -> Iterator[Problem]:
    """Return everything that does not hold together."""
    found = [problem for part in _PARTS for problem in part(case)]
    yield from found
    if not found:
        yield from _dealt(case)


def _unknown(field: str, name: str, known: Iterable[str], what: str) -> Problem:
    all_ = list(known)
    near = get_close_matches(name, all_, 1, 0.5)
    remedy = f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(sorted(all_))}"
    return Problem(field, name, f"is no {what}", remedy)


def _twice(field: str, names: list[str]) -> Iterator[Problem]:
    for name in {name for name in names if names.count(name) > 1}:
        yield Problem(field, name, "stands there twice", "rename or remove one")


def _names(case: Plain) -> Iterator[Problem]:
    if "age" not in case["vary"]:
        yield Problem("vary", list(case["vary"]), "has no age", "add `age: {from: 55, to: 61, step: 1}`")
    for part, key in (("history", "id"), ("examination", "region"), ("tests", "id"), ("decisions", "id")):
        yield from _twice(f"{part}.{key}", [each[key] for each in case[part]])
        if not case[part]:
            yield Problem(part, [], "is empty", "write at least one")


def _regions(case: Plain) -> Iterator[Problem]:
    for place, each in enumerate(case["examination"]):
        if each["region"] not in REGIONS:
            yield _unknown(f"examination.{place}.region", each["region"], REGIONS, "region")
        for finding in each["findings"]:
            if finding["side"] not in ("left", "right", "both", "{side}", "{other_side}"):
                yield Problem(f"examination.{place}", finding["side"], "is no side", "use left, right, both or {side}")


def _brought(case: Plain) -> Iterator[Problem]:
    brings = [(f"{part}.{place}", each) for part in ("tests", "decisions") for place, each in enumerate(case[part])]
    brings += [(f"decisions.{each['id']}.turns", turn) for each in case["decisions"] for turn in each["turns"]]
    for field, each in brings:
        for lab in each["labs"]:
            if lab not in case["labs"]:
                yield _unknown(f"{field}.labs", lab, case["labs"], "lab of this case")
    used = {lab for _, each in brings for lab in each["labs"]}
    for lab in case["labs"].values():
        used |= {lab["of"], *lab["with"].values()}
    for name in case["labs"]:
        if name not in used:
            yield Problem(f"labs.{name}", name, "is brought by no test and no decision", "name it in a test's `labs`")


def _places(case: Plain) -> Iterator[Problem]:
    known = {*case["vary"], *case["labs"], *(["other_side"] if "side" in case["vary"] else [])}
    for field, text in _texts("", case):
        for name in PLACE.findall(text):
            if name not in known:
                yield _unknown(field, name, known, "thing drawn in this case")


def _texts(field: str, part: object) -> Iterator[tuple[str, str]]:
    if isinstance(part, str):
        yield field, part
    elif isinstance(part, dict):
        for name, each in cast("Plain", part).items():
            yield from _texts(f"{field}.{name}".lstrip("."), each)
    elif isinstance(part, list):
        for place, each in enumerate(cast("list[object]", part)):
            yield from _texts(f"{field}.{place}", each)


def _reasons(case: Plain) -> Iterator[Problem]:
    remedy = "name the claims of the ledger that it rests on"
    parts = [(f"tests.{test['id']}", test["why"] or test["harmed"], test["claims"]) for test in case["tests"]]
    for decision in case["decisions"]:
        parts += [
            (f"decisions.{decision['id']}.{each['id']}", each["why"], each["claims"]) for each in decision["options"]
        ]
    parts += [(f"pearls.{place}", pearl["text"], pearl["claims"]) for place, pearl in enumerate(case["pearls"])]
    for field, text, claims in parts:
        if text and not claims:
            yield Problem(f"{field}.claims", text, "states a fact without a source", remedy)


def _pictures(case: Plain) -> Iterator[Problem]:
    for part in ("tests", "decisions"):
        for place, each in enumerate(case[part]):
            if each["image"] and each["image"] not in ATLAS:
                yield _unknown(f"{part}.{place}.image", each["image"], ATLAS, "picture of the atlas")
            elif each["image"]:
                try:
                    ATLAS[each["image"]].values(each["image_settings"])
                except ValueError as error:
                    yield Problem(f"{part}.{place}.image_settings", each["image_settings"], str(error), "mend it")


def _views(case: Plain) -> Iterator[Problem]:
    if case["diagnosis"] not in case["diagnoses"]:
        yield _unknown("diagnosis", case["diagnosis"], case["diagnoses"], "diagnosis of the differential")
    if not 3 <= len(case["diagnoses"]) <= 6:
        yield Problem("diagnoses", len(case["diagnoses"]), "are too few or too many", "write three to six")
    if set(case["expert"]) != set(PHASES[:3]):
        yield Problem("expert", list(case["expert"]), "are not the stages", "write story, exam and tests")
    for stage, view in case["expert"].items():
        for name in view:
            if name not in case["diagnoses"]:
                yield _unknown(f"expert.{stage}", name, case["diagnoses"], "diagnosis of the differential")
        if set(view) != set(case["diagnoses"]):
            yield Problem(f"expert.{stage}", sorted(view), "leaves a diagnosis out", "give every diagnosis its percent")
        if sum(view.values()) != 100 or min(view.values(), default=0) < 0:
            yield Problem(f"expert.{stage}", sum(view.values()), "is not 100 in all", "let the percents add up to 100")
    last = case["expert"].get("tests", {})
    if last and max(last, key=last.__getitem__) != case["diagnosis"]:
        yield Problem("expert.tests", last, "does not lead to the diagnosis", "let it come first")


def _lengths(case: Plain) -> Iterator[Problem]:
    waits = [(f"tests.{place}.ready", each["ready"]) for place, each in enumerate(case["tests"])]
    waits += [(f"decisions.{place}.wait", each["wait"]) for place, each in enumerate(case["decisions"]) if each["wait"]]
    for field, length in waits:
        try:
            minutes(length)
        except ValueError:
            yield Problem(field, length, "is no length of time", "write 30 min, 2 h or 3 d")
    hour, _, minute = case["begins"].partition(":")
    if not (hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60):
        yield Problem("begins", case["begins"], "is no time of day", "write it as 09:10, in quotes")
    for place, test in enumerate(case["tests"]):
        if not -1 <= test["worth"] <= 2:
            yield Problem(f"tests.{place}.worth", test["worth"], "is not possible", "use 2, 1, 0 or -1")
        if bool(test["harm"]) != bool(test["harmed"]):
            yield Problem(f"tests.{place}.harm", test["harm"], "needs `harmed`, and `harmed` needs it", "write both")
        if not (test["labs"] or test["found"] or test["image"]):
            yield Problem(f"tests.{place}", test["id"], "brings nothing", "give it labs, found or image")
        if test["worth"] == 2 and not test["why"]:
            yield Problem(f"tests.{place}.why", None, "is missing", "say why an expert orders it")


def _labs(case: Plain) -> Iterator[Problem]:
    for name, lab in case["labs"].items():
        field = f"labs.{name}"
        kinds = [kind for kind in _KINDS if lab[kind] not in (None, [], {})]
        if len(kinds) != 1:
            yield Problem(field, kinds, "is not one kind of result", f"give one of {', '.join(_KINDS)}")
            continue
        if kinds == ["from"] and None in (lab["to"], lab["step"]):
            yield Problem(field, lab["from"], "has no end", "give from, to and step")
        yield from _follows(case, field, lab)
        if lab["text"]:
            if not lab["flag"] or not lab["label"]:
                yield Problem(field, lab["text"], "is a result in words", "give its label and flag")
            continue
        yield from _known_analyte(case, name, lab)


def _follows(case: Plain, field: str, lab: Plain) -> Iterator[Problem]:
    if lab["formula"] and lab["formula"] not in FORMULAS:
        yield _unknown(f"{field}.formula", lab["formula"], FORMULAS, "formula")
    for each in lab["with"].values():
        if each not in case["labs"]:
            yield _unknown(f"{field}.with", each, case["labs"], "lab of this case")
    if lab["share"] is not None and lab["of"] not in case["labs"]:
        yield _unknown(f"{field}.of", str(lab["of"]), case["labs"], "lab of this case")


def _known_analyte(case: Plain, name: str, lab: Plain) -> Iterator[Problem]:
    analyte = lab["quantity"] or name
    if analyte not in ANALYTES:
        if not (lab["label"] and lab["unit"] is not None and lab["decimals"] is not None and lab["normal"]):
            near = get_close_matches(analyte, list(ANALYTES), 1, 0.6)
            hint = f"did you mean {near[0]!r}? " if near else ""
            remedy = f"{hint}an analyte of your own needs label, unit, decimals and normal"
            yield Problem(f"labs.{name}", analyte, "is no analyte of the table", remedy)
        return
    age = case["vary"].get("age", {})
    oldest = age.get("to", max(age.get("one_of", [0])))
    child = years(float(oldest), case["age_unit"]) < GROWN_UP
    if child and ANALYTES[analyte].grows and analyte != "phosphate" and not (lab["normal"] and lab["normal_for"]):
        yield Problem(f"labs.{name}.normal", None, "is missing for a child", "give normal and normal_for")


def _decisions(case: Plain) -> Iterator[Problem]:
    for place, decision in enumerate(case["decisions"]):
        field, options = f"decisions.{place}", decision["options"]
        yield from _twice(f"{field}.options.id", [option["id"] for option in options])
        if len(options) < 2:
            yield Problem(f"{field}.options", len(options), "leave no choice", "write two or more")
        best = [option for option in options if option["points"] > 0]
        if not best:
            yield Problem(f"{field}.options", 0, "have no good choice", "give points above 0 to what an expert chooses")
        if decision["choose"] == "one" and any(option["left"] or option["left_harm"] for option in options):
            yield Problem(f"{field}.options", "left", "belongs to `choose: several`", "tell it in `then` of the others")
        for option in options:
            where = f"{field}.options.{option['id']}"
            if option["harm"] and not option["then"]:
                yield Problem(f"{where}.then", None, "is missing", "tell the harm that follows")
            if option["left_harm"] and not option["left"]:
                yield Problem(f"{where}.left", None, "is missing", "tell the harm that follows")
            if option["changes"] and not decision["course"]:
                yield Problem(f"{where}.changes", option["changes"], "has no course", "add `course:` to the decision")
            yield from _parameters(f"{where}.changes", option["changes"])
        if decision["course"]:
            yield from _course(f"{field}.course", decision["course"])


def _parameters(field: str, changes: Plain) -> Iterator[Problem]:
    for name, value in changes.items():
        if name not in RANGES:
            yield _unknown(field, name, RANGES, "parameter of the model")
        elif not RANGES[name].low <= value <= RANGES[name].high:
            limits = f"give {RANGES[name].low:g} to {RANGES[name].high:g} {RANGES[name].unit}"
            yield Problem(f"{field}.{name}", value, "is out of range", limits)


def _course(field: str, course: Plain) -> Iterator[Problem]:
    if course["condition"] not in CONDITIONS:
        yield _unknown(f"{field}.condition", course["condition"], CONDITIONS, "condition of the model")
    for row in course["rows"]:
        if row not in QUANTITIES:
            yield _unknown(f"{field}.rows", row, QUANTITIES, "quantity of the model")
    if not 0 <= course["severity"] <= 1:
        yield Problem(f"{field}.severity", course["severity"], "is out of range", "give 0 to 1")
    for length in ("days", "lead"):
        if not 1 <= course[length] <= 1100:
            yield Problem(f"{field}.{length}", course[length], "is out of range", "give 1 to 1100")
    yield from _parameters(f"{field}.settings", course["settings"])


def _turns(case: Plain) -> Iterator[Problem]:
    """See that a turn asks only for what was locked before its decision: no text may change after it was read."""
    earlier: list[str] = []
    for decision in case["decisions"]:
        for place, turn in enumerate(decision["turns"]):
            field = f"decisions.{decision['id']}.turns.{place}.when"
            if not turn["when"]:
                yield Problem(field, [], "is empty", "write what always holds into `story`")
            for condition in turn["when"]:
                if condition.removeprefix("-") not in earlier:
                    yield _unknown(field, condition, earlier, "choice of an earlier decision")
        earlier += [f"{decision['id']}:{option['id']}" for option in decision["options"]]


def _outcomes(case: Plain) -> Iterator[Problem]:
    if not case["outcomes"] or case["outcomes"][-1]["when"]:
        yield Problem("outcomes", len(case["outcomes"]), "have no last word", "let the last one have no `when`")
    choices = {decision["id"]: [option["id"] for option in decision["options"]] for decision in case["decisions"]}
    choices["test"] = [test["id"] for test in case["tests"]]
    for place, each in enumerate(case["outcomes"]):
        for condition in each["when"]:
            of, _, name = condition.removeprefix("-").partition(":")
            if of == "harm" and name.isdigit():
                continue
            if name not in choices.get(of, []):
                known = [f"{of}:{name}" for of, names in choices.items() for name in names]
                yield _unknown(f"outcomes.{place}.when", condition, [*known, "harm:4"], "condition")


def _dealt(case: Plain) -> Iterator[Problem]:
    """Deal variants and play the two paths."""
    for number in range(_DEALS):
        dealt = deal(case, f"check {number}")
        missing = [name for name, row in dealt["labs"].items() if "value" not in row and row["text"] is None]
        if missing:
            yield Problem(f"labs.{missing[0]}", None, "can't be computed", "see that its labs do not go in a circle")
            return
        yield from _ions(dealt)
    dealt = deal(case, "check")
    earned = debrief.total(dealt, replay(dealt, paths.expert(dealt)))
    if earned < GOOD:
        weak = debrief.scores(dealt, replay(dealt, paths.expert(dealt)))
        yield Problem(
            "score",
            {name: round(part, 2) for name, part in weak.items()},
            "of the expert is low",
            "mend points, harm or budget",
        )
    lost = replay(dealt, paths.worst(dealt))
    if debrief.total(dealt, lost) > BAD:
        weak = debrief.scores(dealt, lost)
        yield Problem(
            "score",
            {name: round(part, 2) for name, part in weak.items()},
            "of the worst path is high",
            "give harm to harmful choices",
        )
    if not debrief.harms(dealt, lost):
        yield Problem("decisions", None, "can't do harm", "give `harm` and `then` to at least one option")


def _ions(dealt: Plain) -> Iterator[Problem]:
    value = {name: row["value"] for name, row in dealt["labs"].items() if "value" in row}
    if {"calcium", "ionised_calcium"} <= set(value):
        total = value["calcium"]
        if "albumin" in value:
            total = albumin_adjusted_calcium(calcium=total, albumin=value["albumin"])
        part = value["ionised_calcium"] / total
        if not _FREE[0] <= part <= _FREE[1]:
            yield Problem(
                "labs.ionised_calcium",
                round(part, 3),
                "is not the share of total calcium that ionised calcium has",
                f"draw them together ({_FREE[0]} to {_FREE[1]} of the adjusted calcium), e.g. with share and of",
            )


_PARTS = (
    _names,
    _regions,
    _brought,
    _places,
    _reasons,
    _pictures,
    _views,
    _lengths,
    _labs,
    _decisions,
    _turns,
    _outcomes,
)
