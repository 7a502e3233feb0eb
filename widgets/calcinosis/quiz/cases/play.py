"""A play of a case is the list of its moves; from case and moves everything else follows.

So a play survives whatever happens to the page or its kernel, and can be read again years later.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from calcinosis.errors import CalcinosisError
from calcinosis.quiz.cases.regions import REGIONS
from calcinosis.quiz.kinds.base import Plain

PHASES = ("story", "exam", "tests", "decide")
"""What opens one after the other: questions, examination, tests, decisions."""
ASKING, EXAMINING = 2, 3
"""Minutes that a question and the examination of a region take."""
DAY = 1440  # minutes
_SIZES = {"min": 1, "h": 60, "d": DAY}
_LENGTH = re.compile(r"(\d+) (min|h|d)")
_MOST_MOVES = 400


class Refused(CalcinosisError):  # noqa: N818 - reads as what happened: the move is refused
    """A move that is not possible now; the message is for the learner."""


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """Where a play stands."""

    minute: int = 0
    """Minutes since the case began."""
    phase: int = 0
    """Place in ``PHASES``."""
    asked: tuple[str, ...] = ()
    """Questions in the order they were asked."""
    examined: tuple[str, ...] = ()
    """Regions in the order they were examined."""
    ordered: Mapping[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    """Tests: minute of the order, minute of the result."""
    decided: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Locked decisions: what was chosen."""
    decided_at: Mapping[str, int] = field(default_factory=dict[str, int])
    """Minutes at which they were locked."""
    view: Mapping[str, int] = field(default_factory=dict[str, int])
    """What the learner thinks now, percent; empty before the first thought."""
    views: Mapping[str, Mapping[str, int]] = field(default_factory=dict[str, Mapping[str, int]])
    """What was thought when a phase or a decision ended."""
    closed: bool = False
    """Whether every decision is locked."""


def minutes(length: str) -> int:
    """Read ``30 min``, ``2 h`` or ``3 d``; give minutes.

    Raises
    ------
    ValueError
        It is written otherwise.
    """
    found = _LENGTH.fullmatch(length)
    if found is None:
        raise ValueError(f"{length!r} is no length of time: write 30 min, 2 h or 3 d")
    return int(found[1]) * _SIZES[found[2]]


def even(case: Plain) -> dict[str, int]:
    """Return the view of someone who has not thought yet: the same for every diagnosis."""
    names = list(case["diagnoses"])
    share, rest = divmod(100, len(names))
    return {name: share + (place < rest) for place, name in enumerate(names)}


def spent(case: Plain, state: State) -> int:
    """Return the points spent on tests."""
    return sum(test["cost"] for test in case["tests"] if test["id"] in state.ordered)


def pending(state: State) -> list[int]:
    """Return the minutes at which results are still to come, soonest first."""
    return sorted({ready for _, ready in state.ordered.values() if ready > state.minute})


def current(case: Plain, state: State) -> Plain | None:
    """Return the decision that is open, or None."""
    if PHASES[state.phase] != "decide" or state.closed:
        return None
    return next(each for each in case["decisions"] if each["id"] not in state.decided)


def replay(case: Plain, moves: Iterable[Mapping[str, Any]]) -> State:
    """Play a list of moves from the beginning.

    Raises
    ------
    Refused
        One of them is not possible.
    """
    state = State()
    for count, move in enumerate(moves):
        if count >= _MOST_MOVES:
            raise Refused("This play has grown too long. Begin the case again.")
        state = after(case, state, move)
    return state


def after(case: Plain, state: State, move: Mapping[str, Any]) -> State:  # noqa: PLR0911 - one return for each kind of move
    """Return the state after one more move.

    Raises
    ------
    Refused
        It is not possible now.
    """
    if state.closed:
        raise Refused("This case is closed. Play it again for another variant.")
    what = move.get("what")
    match move.get("do"):
        case "ask":
            name = _known(what, [each["id"] for each in case["history"]], state.asked)
            return replace(state, asked=(*state.asked, name), minute=state.minute + ASKING)
        case "examine":
            _open(state, "exam")
            name = _known(what, list(REGIONS), state.examined)
            return replace(state, examined=(*state.examined, name), minute=state.minute + EXAMINING)
        case "order":
            return _ordered(case, state, what)
        case "wait":
            return _waited(state)
        case "view":
            return replace(state, view=_view(case, what))
        case "go":
            return _on(case, state)
        case "decide":
            return _decided(case, state, what, move.get("chosen"))
        case _:
            raise Refused("This could not be read.")


def _waited(state: State) -> State:
    due = pending(state)
    if not due:
        raise Refused("No result is on its way.")
    return replace(state, minute=due[0])


def _open(state: State, phase: str) -> None:
    if state.phase < PHASES.index(phase):
        raise Refused("This is not open yet.")


def _known(what: object, names: list[str], done: Iterable[str]) -> str:
    if not isinstance(what, str) or what not in names:
        raise Refused("There is no such thing here.")
    if what in done:
        raise Refused("This is done already.")
    return what


def _ordered(case: Plain, state: State, what: object) -> State:
    _open(state, "tests")
    tests = {test["id"]: test for test in case["tests"]}
    if not isinstance(what, list) or not what:
        raise Refused("Choose a test first.")
    ordered = dict(state.ordered)
    for each in cast("list[object]", what):
        name = _known(each, list(tests), ordered)
        ordered[name] = (state.minute, state.minute + minutes(tests[name]["ready"]))
    return replace(state, ordered=ordered)


def _view(case: Plain, what: object) -> dict[str, int]:
    names = list(case["diagnoses"])
    if not isinstance(what, dict) or set(cast("Plain", what)) != set(names):
        raise Refused("This could not be read.")
    view = cast("dict[str, int]", what)
    if any(type(share) is not int or share < 0 for share in view.values()) or sum(view.values()) != 100:
        raise Refused("The dots have to add up to 100.")
    return {name: view[name] for name in names}


def _on(case: Plain, state: State) -> State:
    """Close a phase: what the learner thinks now is kept as the view at its end."""
    if PHASES[state.phase] == "decide":
        raise Refused("Lock the decision to go on.")
    views = {**state.views, PHASES[state.phase]: state.view or even(case)}
    on = replace(state, phase=state.phase + 1, views=views)
    if PHASES[on.phase] == "decide":
        on = replace(on, minute=on.minute + _wait(case["decisions"][0]))
    return on


def _wait(decision: Plain) -> int:
    return minutes(decision["wait"]) if decision["wait"] else 0


def _decided(case: Plain, state: State, what: object, chosen: object) -> State:
    decision = current(case, state)
    if decision is None or what != decision["id"]:
        raise Refused("This decision is not open.")
    names = [option["id"] for option in decision["options"]]
    picked = cast("list[object]", chosen) if isinstance(chosen, list) else []
    if not picked or any(each not in names for each in picked) or len(set(map(str, picked))) != len(picked):
        raise Refused("Choose something first.")
    if decision["choose"] == "one" and len(picked) != 1:
        raise Refused("Choose one.")
    decided = {**state.decided, decision["id"]: tuple(name for name in names if name in picked)}
    views = {**state.views, decision["id"]: state.view or even(case)}
    at = {**state.decided_at, decision["id"]: state.minute}
    after_it = case["decisions"][case["decisions"].index(decision) + 1 :]
    minute = state.minute + (_wait(after_it[0]) if after_it else 0)
    return replace(state, decided=decided, decided_at=at, views=views, minute=minute, closed=not after_it)
