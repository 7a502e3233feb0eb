"""A learner's plays of a case in the record of the course: the draft of something that is never handed in.

One entry for each move, in the order of their names; a move is written once. The registrar sees submissions only,
so a case can't count for a grade.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from calcinosis.panels.shared.session import Session
from calcinosis.quiz.cases.deal import deal, seed
from calcinosis.quiz.cases.debrief import share, total
from calcinosis.quiz.cases.play import Refused, State, replay
from calcinosis.quiz.kinds.base import Plain
from calcinosis.quiz.records import Draft, Entries, now

_MOVE = re.compile(r"p(\d+)-(\d{4})")
KEPT = 5
"""Plays whose moves are kept; of older ones only the result is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Play:
    """One play as it stands in the record."""

    number: int
    """From 1; another number is another variant."""
    case: Plain
    """The case as dealt for it."""
    moves: tuple[Plain, ...]
    """Every move so far."""
    state: State
    """What follows from them."""
    revision: int
    """Number of saves in the record."""
    saved_at: str | None
    """Time of the last one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where a learner stands with a case, as the course home shows it."""

    status: str
    """``not started``, ``running`` or ``closed``."""
    at: str | None
    """Time of the last move."""
    best: float | None
    """Best share earned in a closed play, 0 to 1."""
    plays: int
    """Closed plays."""
    closed: Mapping[int, Plain]
    """What is kept of each closed play, by its number: ``share``, ``at`` and the share of each decision."""


def record_of(case: str) -> str:
    """Return the name under which the plays of a case are kept."""
    return f"case.{case}"


def plays_of(session: Session, case: Plain) -> "Plays":
    """Return the plays of this session's learner."""
    return Plays(session, case)


def standing(session: Session, case: Plain) -> Standing:
    """Return where this session's learner stands with a case."""
    draft = session.records.draft(session.learner, record_of(case["case"]))
    closed = {
        int(name.removeprefix("done-")): entry for name, entry in draft.entries.items() if name.startswith("done-")
    }
    number = _number(draft)
    begun = any((found := _MOVE.fullmatch(name)) and int(found[1]) == number for name in draft.entries)
    status = "closed" if number in closed else "running" if begun else "closed" if closed else "not started"
    best = max((entry["share"] for entry in closed.values()), default=None)
    return Standing(status=status, at=draft.saved_at, best=best, plays=len(closed), closed=closed)


def moves_of(session: Session, case: Plain) -> list[tuple[int, Plain]]:
    """Return every move that is kept, with the number of its play, in the order in which they were made."""
    entries = session.records.draft(session.learner, record_of(case["case"])).entries
    return [(int(found[1]), entries[name]["move"]) for name in sorted(entries) if (found := _MOVE.fullmatch(name))]


def playing(session: Session, case: Plain) -> int:
    """Return the number of the play that a case's page would show."""
    return _number(session.records.draft(session.learner, record_of(case["case"])))


class Plays:
    """What the record holds of one learner and one case."""

    def __init__(self, session: Session, case: Plain) -> None:
        self._session, self._case = session, case
        self._name = record_of(case["case"])
        self._variants: dict[int, Plain] = {}

    def now(self) -> Play:
        """Return the latest play."""
        return self._read(self._session.records.draft(self._session.learner, self._name))

    def saved(self) -> tuple[int, str | None]:
        """Return the number and the time of the last save, which is cheap: a page asks each second."""
        draft = self._session.records.draft(self._session.learner, self._name)
        return draft.revision, draft.saved_at

    def _read(self, draft: Draft) -> Play:
        number = _number(draft)
        case = self._dealt(number)
        moves = tuple(draft.entries[name]["move"] for name in _moves(draft, number))
        try:
            state = replay(case, moves)
        except Refused:
            # the case was changed since: what can still be read of the play is kept, the rest is played again
            moves = _readable(case, moves)
            state = replay(case, moves)
        return Play(
            number=number, case=case, moves=moves, state=state, revision=draft.revision, saved_at=draft.saved_at
        )

    def _dealt(self, number: int) -> Plain:
        if number not in self._variants:
            of = seed(self._session.learner, self._case["case"], self._case["version"], number)
            self._variants[number] = deal(self._case, of)
        return self._variants[number]

    def keep(self, play: Play, move: Plain, state: State) -> Play:
        """Write one more move, and the result when it closes the case: as a whole and for each decision.

        A thought after a thought takes its place: only where the dots stand in the end is a move.
        """
        moves = play.moves
        if moves and (moves[-1].get("do"), move.get("do")) == ("view", "view"):
            moves = moves[:-1]
        known = {part: move[part] for part in ("do", "what", "chosen") if part in move}
        entries: dict[str, Any] = {f"p{play.number}-{len(moves):04d}": {"move": known}}
        if state.closed:
            decisions = {
                each["id"]: round(share(each, state.decided[each["id"]]), 4) for each in play.case["decisions"]
            }
            result = {"share": round(total(play.case, state), 4), "at": now(), "decisions": decisions}
            entries[f"done-{play.number}"] = result
        draft = self._session.records.save(self._session.learner, self._name, entries)
        return Play(
            number=play.number,
            case=play.case,
            moves=(*moves, known),
            state=state,
            revision=draft.revision,
            saved_at=draft.saved_at,
        )

    def again(self) -> Play:
        """Begin another play, if the latest is closed."""
        play = self.now()
        if not play.state.closed:
            return play
        draft = self._session.records.draft(self._session.learner, self._name)
        entries: dict[str, Any] = {"play": {"number": play.number + 1}}
        entries |= dict.fromkeys(
            name for name in draft.entries if (found := _MOVE.fullmatch(name)) and int(found[1]) <= play.number - KEPT
        )
        kept: Entries = entries
        return self._read(self._session.records.save(self._session.learner, self._name, kept))


def _number(draft: Draft) -> int:
    return int(draft.entries.get("play", {"number": 1})["number"])


def _moves(draft: Draft, number: int) -> list[str]:
    return sorted(name for name in draft.entries if (found := _MOVE.fullmatch(name)) and int(found[1]) == number)


def _readable(case: Plain, moves: tuple[Plain, ...]) -> tuple[Plain, ...]:
    """Return the moves up to the first that the case as it is now refuses."""
    for count in range(len(moves)):
        try:
            replay(case, moves[: count + 1])
        except Refused:
            return moves[:count]
    return moves
