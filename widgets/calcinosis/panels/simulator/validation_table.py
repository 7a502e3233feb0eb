"""The validation table: every check of the model with claim, source, target and result, failures in plain sight."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

from traitlets import Dict, Enum, Int, List, default

from calcinosis.panels.shared.base import module, style
from calcinosis.panels.shared.figure import FRAME, Figure
from calcinosis.panels.shared.readings import MINUS, sentence
from calcinosis.panels.shared.session import session
from calcinosis.panels.shared.steered import UNITS
from calcinosis.panels.simulator import validation_results

if TYPE_CHECKING:
    from calcinosis.physiology.validation import Check

EVERY = 1.0
"""Seconds between two messages while the checks run."""


class ValidationTable(Figure):
    """All checks of the model, to be filtered; each opens its curve with the range it must keep.

    The results are read from the course if it has run them; else they run while the table is already on the page.
    """

    _esm = module("simulator/validation_table.js")
    _css = style(*FRAME, "simulator/validation_table.css")
    shows = ()

    only = Enum(("", *validation_results.KINDS), default_value="")
    """Show one kind of checks alone; none means all."""
    kinds = Dict(validation_results.KINDS, read_only=True).tag(sync=True)
    rows = List(read_only=True).tag(sync=True)
    """Checks as plain data; ``model_value`` and ``passed`` are null until a check has run."""
    failing = Int(0, read_only=True).tag(sync=True)
    running = Int(0, read_only=True).tag(sync=True)
    """How many checks have not run yet."""

    def __init__(self, **settings: object) -> None:
        here = session()
        self._state = here.state if here else None
        self._curves: dict[str, Any] = {}
        super().__init__(**settings)

    @default("title")
    def _name(self) -> str:
        return "Every check of the model"

    def _redraw(self) -> None:
        found = validation_results.kept(self._state)
        if found is not None:
            self._show([row for row in found["rows"] if self.only in ("", row["kind"])], found["curves"])
            return
        chosen = validation_results.checks(self.only)
        claims = validation_results.claims(chosen)
        self._show(claims, {})
        threading.Thread(target=self._run, args=(chosen, claims), daemon=True).start()

    def _run(self, chosen: list[Check], claims: list[dict[str, Any]]) -> None:
        told = time.monotonic()

        def tell(ready: list[dict[str, Any]]) -> None:
            nonlocal told
            if time.monotonic() - told > EVERY:
                told = time.monotonic()
                self._show([*ready, *claims[len(ready) :]], {})

        results = validation_results.run(chosen, tell)
        self._show(results["rows"], results["curves"])
        if not self.only:
            validation_results.keep(self._state, results)

    def _show(self, rows: list[dict[str, Any]], curves: dict[str, Any]) -> None:
        self._curves = curves
        rows = validation_results.in_full(rows)
        with self.hold_sync():
            self.set_trait("rows", [{**row, "why": why(row)} for row in rows])
            self.set_trait("running", sum(row["passed"] is None for row in rows))
            self.set_trait("failing", sum(row["passed"] is False for row in rows))
            self.set_trait("words", dict.fromkeys(UNITS, words(rows)))

    def _answer(self, widget: object, content: dict[str, Any], buffers: object) -> None:
        super()._answer(widget, content, buffers)
        if content.get("kind") == "curve":
            name = content.get("id")
            self.send({"kind": "curve", "id": name, "curve": self._curves.get(str(name))})


def number(value: float) -> str:
    """Print a value of any size: three figures, a true minus."""
    return f"{value:.3g}".replace("-", MINUS)


def why(row: dict[str, Any]) -> str:
    """Say how far a failed check misses; nothing for one that passed or has not run."""
    if row["passed"] is not False:
        return ""
    low, high = row["target_range"]
    value = row["model_value"]
    under = high is None or (low is not None and value < low)
    limit = float((low if under else high) or 0.0)
    gap = abs(value - limit)
    amount = f"{gap:.2g} {row['unit']}".strip()
    return f"misses its range by {amount}, {'below' if under else 'above'} {number(limit)}"


def words(rows: list[dict[str, Any]]) -> str:
    """Return the table in words: how many checks pass, and each one that fails."""
    waiting = sum(row["passed"] is None for row in rows)
    failed = [row for row in rows if row["passed"] is False]
    passed = len(rows) - waiting - len(failed)
    said = [f"{len(rows)} checks: {passed} pass, {len(failed)} fail{f', {waiting} are running' if waiting else ''}."]
    said += [
        sentence(f"failed: {row['claim']}; the model gives {number(row['model_value'])} and {why(row)}")
        for row in failed
    ]
    return " ".join(said)
