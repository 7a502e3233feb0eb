"""What a learner may see of a play: everything that was found out so far, and nothing of what is still to come."""

from collections.abc import Collection, Iterator

from calcinosis.quiz.cases import debrief
from calcinosis.quiz.cases.play import DAY, PHASES, State, current, even, pending, spent
from calcinosis.quiz.cases.regions import BACK, FRONT, NOTHING, WHOLE
from calcinosis.quiz.kinds.base import Plain


def clock(case: Plain, minute: int) -> Plain:
    """Return day and time of day of a minute of the case."""
    hour, _, rest = case["begins"].partition(":")
    of_all = int(hour) * 60 + int(rest) + minute
    return {"day": 1 + of_all // DAY, "time": f"{of_all % DAY // 60:02d}:{of_all % 60:02d}"}


def told(case: Plain, state: State) -> Plain:
    """Return what the page shows."""
    due = pending(state)
    return {
        "phase": PHASES[state.phase],
        "closed": state.closed,
        "clock": clock(case, state.minute),
        "spent": spent(case, state),
        "budget": case["budget"],
        "history": _history(case, state),
        "regions": _regions(case, state),
        "tests": _tests(case, state) if state.phase >= PHASES.index("tests") else [],
        "results": _results(case, state),
        "next": clock(case, due[0]) if due else None,
        "decisions": list(_decisions(case, state)),
        "diagnoses": case["diagnoses"],
        "view": dict(state.view) or even(case),
        "thought": bool(state.view),
        "views": [{"stage": stage, "view": dict(view)} for stage, view in state.views.items()],
        "debrief": _debrief(case, state) if state.closed else None,
    }


def _history(case: Plain, state: State) -> list[Plain]:
    questions = {each["id"]: each for each in case["history"]}
    asked = [{**_of(questions[name], "id", "ask", "answer")} for name in state.asked]
    return asked + [_of(each, "id", "ask") for name, each in questions.items() if name not in state.asked]


def _of(part: Plain, *names: str) -> Plain:
    return {name: part[name] for name in names}


def _regions(case: Plain, state: State) -> Plain:
    known = {each["region"]: each["findings"] for each in case["examination"]}
    found = {name: known.get(name, [{"text": NOTHING, "mark": None, "side": "both"}]) for name in state.examined}
    names = {"front": dict(FRONT), "back": dict(BACK), "whole": dict(WHOLE)}
    return {"names": names, "found": found, "body": case["body"], "order": list(state.examined)}


def _tests(case: Plain, state: State) -> list[Plain]:
    rows: list[Plain] = []
    for test in case["tests"]:
        row = {**_of(test, "id", "name", "cost", "ready", "can_harm"), "state": "open", "at": None}
        if test["id"] in state.ordered:
            _, ready = state.ordered[test["id"]]
            row |= {"state": "back" if ready <= state.minute else "due", "at": clock(case, ready)}
        rows.append(row)
    return rows


def _results(case: Plain, state: State) -> Plain:
    back = [
        (ready, test)
        for test in case["tests"]
        if (ready := state.ordered.get(test["id"], (0, state.minute + 1))[1]) <= state.minute
    ]
    back.sort(key=lambda each: each[0])
    rows = [case["labs"][lab] for _, test in back for lab in test["labs"]]
    reports = [
        {**_of(test, "id", "name", "found", "image", "image_settings", "harmed"), "at": clock(case, ready)}
        for ready, test in back
        if test["found"] or test["image"] or test["harmed"]
    ]
    return {"rows": list({row["name"]: row for row in rows}.values()), "reports": reports}


def _decisions(case: Plain, state: State) -> Iterator[Plain]:
    """Return the locked decisions and the open one; what is not locked shows no consequence."""
    now = current(case, state)
    for decision in case["decisions"]:
        chosen = state.decided.get(decision["id"])
        if chosen is None and decision is not now:
            continue
        shown = _of(decision, "id", "ask", "choose", "button", "image", "image_settings")
        turns = [turn for turn in decision["turns"] if all(debrief.holds(case, state, fact) for fact in turn["when"])]
        shown["story"] = [decision["story"]] if decision["story"] else []
        shown["story"] += [turn["text"] for turn in turns]
        shown["options"] = [_of(option, "id", "text") for option in decision["options"]]
        brought = [*decision["labs"], *(lab for turn in turns for lab in turn["labs"])]
        shown["labs"] = [case["labs"][lab] for lab in brought]
        shown["chosen"] = chosen and list(chosen)
        if chosen is not None:
            shown["at"] = clock(case, state.decided_at[decision["id"]])
            shown["followed"] = list(_followed(decision, chosen))
            shown["course"] = decision["course"] is not None
        yield shown


def _followed(decision: Plain, chosen: tuple[str, ...]) -> Iterator[Plain]:
    for option in decision["options"]:
        if option["id"] in chosen and option["then"]:
            yield {"text": option["then"], "harm": option["harm"]}
        if option["id"] not in chosen and option["left"]:
            yield {"text": option["left"], "harm": option["left_harm"]}


def _debrief(case: Plain, state: State) -> Plain:
    earned = debrief.scores(case, state)
    end = debrief.outcome(case, state)
    cost = sum(test["cost"] for test in case["tests"] if test["worth"] > 0)
    return {
        **_of(case, "named", "pearls", "diagnosis"),
        "lesson": case["lesson"],
        "words": case["debrief"],
        "outcome": _of(end, "title", "text"),
        "total": debrief.total(case, state),
        "steps": [{"name": debrief.STEPS[step], "share": part} for step, part in earned.items()],
        "harms": [{"text": text, "weight": weight} for text, weight in debrief.harms(case, state)],
        "remarks": debrief.remarks(case, state),
        "decisions": [_answered(decision, state) for decision in case["decisions"]],
        "expert": case["expert"],
        "cost": {"yours": spent(case, state), "expert": cost},
        "missed": [each["ask"] for each in case["history"] if each["worth"] == 2 and each["id"] not in state.asked],
        "unseen": [
            {**FRONT, **BACK, **WHOLE}[each["region"]]
            for each in case["examination"]
            if each["worth"] == 2 and each["region"] not in state.examined
        ],
        "path": _path(case, state),
    }


def _answered(decision: Plain, state: State) -> Plain:
    chosen = state.decided[decision["id"]]
    options = [
        {
            **_of(option, "text", "why", "claims"),
            "chosen": option["id"] in chosen,
            "verdict": "right"
            if option["points"] > 0
            else "wrong"
            if option["points"] < 0 or option["harm"]
            else "open",
        }
        for option in decision["options"]
    ]
    best = max(option["points"] for option in decision["options"])
    if decision["choose"] == "one":
        # of a single choice, what is not the best one is not right, unless it earns something
        for shown, option in zip(options, decision["options"], strict=True):
            shown["verdict"] = "right" if option["points"] == best else "open" if option["points"] > 0 else "wrong"
    return {"ask": decision["ask"], "share": debrief.share(decision, chosen), "options": options}


def _path(case: Plain, state: State) -> list[Plain]:
    """Return the play in a few lines: what was done on which day."""
    lines = [(1, f"{_count(state.asked, 'question')}, {_count(state.examined, 'region')} examined")]
    days: list[int] = [clock(case, at)["day"] for at, _ in state.ordered.values()]
    lines += [(day, f"{_count([each for each in days if each == day], 'test')} ordered") for day in set(days)]
    for decision in case["decisions"]:
        chosen = [option["text"] for option in decision["options"] if option["id"] in state.decided[decision["id"]]]
        lines.append((clock(case, state.decided_at[decision["id"]])["day"], "; ".join(chosen)))
    in_order = sorted(lines, key=lambda line: line[0])
    return [{"day": day, "text": text[:1].upper() + text[1:]} for day, text in in_order]


def _count(things: Collection[object], name: str) -> str:
    return f"{len(things) or 'no'} {name}{'' if len(things) == 1 else 's'}"
