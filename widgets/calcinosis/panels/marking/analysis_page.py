"""Item analysis: what a class understood, question by question, and what mending a question would change."""

from collections.abc import Mapping
from typing import Any, Protocol

import traitlets

from calcinosis.errors import CalcinosisError
from calcinosis.panels.shared.base import module, style
from calcinosis.panels.shared.page import Page

Plain = dict[str, Any]

LONGEST_REASON = 500
"""Characters."""


class ItemDesk(Protocol):
    """Where the figures come from; every method raises ``CalcinosisError`` with a sentence for the instructor."""

    def overview(self) -> list[Plain]:
        """List the quizzes."""
        ...

    def analysis(self, quiz: str) -> Plain:
        """Analyse one quiz."""
        ...

    def csv(self, quiz: str) -> str:
        """Return the figures as a table."""
        ...

    def preview(self, quiz: str, change: Mapping[str, Any]) -> Plain:
        """Say who would move, without writing anything."""
        ...

    def apply(self, quiz: str, change: Mapping[str, Any], reason: str = "") -> Plain:
        """Make a change and mark everyone again."""
        ...


class AnalysisPage(Page):
    """The item analysis of an instructor.

    Parameters
    ----------
    desk
        Where the figures come from; the room of pages knows no gradebook.
    """

    _esm = module("marking/analysis_page.js")
    _css = style("shared/page.css", "marking/grading_page.css", "marking/analysis_page.css")
    page = traitlets.Dict(read_only=True).tag(sync=True)

    def __init__(self, desk: ItemDesk) -> None:
        self._desk = desk
        super().__init__()
        self.set_trait("page", self._overview())

    def _overview(self) -> Plain:
        try:
            return {"type": "overview", "quizzes": self._desk.overview(), "why": None}
        except CalcinosisError as error:
            return {"type": "overview", "quizzes": None, "why": str(error)}

    def _reply(self, message: Plain) -> Plain | None:
        kind, quiz, change = message.get("type"), message.get("quiz"), message.get("change")
        if kind == "ping":
            return {"type": "pong"}
        if kind == "overview":
            return self._overview()
        if not isinstance(quiz, str):
            return None
        if kind == "analysis":
            return {"type": "analysis", "analysis": self._desk.analysis(quiz)}
        if kind == "csv":
            return {"type": "csv", "quiz": quiz, "csv": self._desk.csv(quiz)}
        return self._changed(str(kind), quiz, change, message) if isinstance(change, dict) else None

    def _changed(self, kind: str, quiz: str, change: Plain, message: Plain) -> Plain | None:
        if kind == "preview":
            return {"type": "preview", "change": change, "preview": self._desk.preview(quiz, change)}
        if kind == "apply":
            reason = message.get("reason")
            done = self._desk.apply(quiz, change, reason[:LONGEST_REASON] if isinstance(reason, str) else "")
            return {"type": "applied", **done, "analysis": self._desk.analysis(quiz)}
        return None
