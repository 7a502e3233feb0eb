"""Marking by question: every answer in words to one question, without names, by keyboard or mouse."""

from collections.abc import Mapping
from typing import Any, Protocol

import traitlets

from calcinosis.errors import CalcinosisError
from calcinosis.panels.shared.base import module, style
from calcinosis.panels.shared.page import Page, number_of

Plain = dict[str, Any]
Place = tuple[str, str]
"""A quiz and the name of a question in it."""


class Desk(Protocol):
    """Where answers lie and marks are kept; every method raises ``CalcinosisError`` with a sentence for the marker."""

    def overview(self) -> list[Plain]:
        """List the questions that a person marks."""
        ...

    def question(self, quiz: str, name: str) -> Plain:
        """Return one question with all its answers, without names."""
        ...

    def standings(self, quiz: str, name: str) -> dict[str, Plain]:
        """Say how every answer stands."""
        ...

    def names(self, quiz: str, name: str) -> dict[str, str]:
        """Tell whose answers they are."""
        ...

    def save(self, quiz: str, name: str, marks: Mapping[str, Mapping[str, Any]]) -> Plain:
        """Keep marks durably, all or none."""
        ...

    def undo(self, quiz: str, name: str) -> Plain:
        """Take back what was done last."""
        ...


class GradingPage(Page):
    """The grading page of an instructor.

    Parameters
    ----------
    desk
        Where the answers lie; the room of pages knows no gradebook.
    """

    _esm = module("marking/grading_page.js")
    _css = style("shared/page.css", "marking/grading_page.css", "marking/grading_marks.css")
    page = traitlets.Dict(read_only=True).tag(sync=True)

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._shown: dict[Place, dict[str, Plain]] = {}
        super().__init__()
        self.set_trait("page", self._overview())

    def _overview(self) -> Plain:
        try:
            return {"type": "overview", "questions": self._desk.overview(), "why": None}
        except CalcinosisError as error:
            return {"type": "overview", "questions": None, "why": str(error)}

    def _reply(self, message: Plain) -> Plain | None:
        kind = message.get("type")
        if kind == "ping":
            return {"type": "pong"}
        if kind == "overview":
            return self._overview()
        quiz, name = message.get("quiz"), message.get("name")
        if not isinstance(quiz, str) or not isinstance(name, str):
            return None
        answers = {
            "question": self._open,
            "look": self._look,
            "names": self._names,
            "save": self._save,
            "undo": self._undo,
        }
        answer = answers.get(str(kind))
        return answer((quiz, name), message) if answer else None

    def _open(self, place: Place, message: Plain | None = None) -> Plain:
        del message
        question = self._desk.question(*place)
        self._shown[place] = self._desk.standings(*place)
        return {"type": "question", "question": question}

    def _look(self, place: Place, message: Plain) -> Plain:
        """Tell what has changed since the page was last told; marks come from formgrader as well, and new answers."""
        del message
        before, now = self._shown.get(place, {}), self._desk.standings(*place)
        self._shown[place] = now
        if before.keys() != now.keys():
            return self._open(place)
        return {"type": "look", "answers": {name: now[name] for name in now if now[name] != before[name]}}

    def _names(self, place: Place, message: Plain) -> Plain:
        del message
        return {"type": "names", "names": self._desk.names(*place)}

    def _save(self, place: Place, message: Plain) -> Plain | None:
        marks = message.get("marks")
        if not isinstance(marks, dict) or not all(isinstance(each, dict) for each in marks.values()):
            return None
        told = self._desk.save(*place, marks)
        return {"type": "saved", "n": number_of(message), **self._noted(place, told)}

    def _undo(self, place: Place, message: Plain) -> Plain:
        del message
        return {"type": "undone", **self._noted(place, self._desk.undo(*place))}

    def _noted(self, place: Place, told: Plain) -> Plain:
        self._shown.setdefault(place, {}).update(told["answers"])
        return told
