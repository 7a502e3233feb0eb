"""A virtual patient as a page: every move is kept at once, and what the learner sees follows from the moves alone."""

from typing import Any

import traitlets

from calcinosis.errors import CalcinosisError
from calcinosis.panels.cases.case_plays import Play, plays_of
from calcinosis.panels.shared.base import module, style
from calcinosis.panels.shared.page import Page, number_of
from calcinosis.panels.shared.session import required
from calcinosis.quiz.cases import compiled, seen
from calcinosis.quiz.cases.play import Refused, after
from calcinosis.quiz.kinds.base import Plain


class CasePage(Page):
    """The page of one case for the learner of this kernel.

    Formative: it is played any number of times, each time as another variant, and counts for nothing.

    Parameters
    ----------
    case
        Its id.

    Raises
    ------
    CalcinosisError
        There is no such case, or the page was opened outside the course.
    """

    _esm = module("cases/case_page.js")
    _css = style(
        "shared/page.css",
        "quiz/questions.css",
        "quiz/quiz_page.css",
        "cases/case_page.css",
        "cases/case_parts.css",
        "cases/case_debrief.css",
    )
    page = traitlets.Dict(read_only=True).tag(sync=True)

    def __init__(self, case: str) -> None:
        session = required()
        try:
            self._case = compiled.case(case)
        except KeyError as error:
            known = ", ".join(compiled.names())
            raise CalcinosisError(f"There is no case {case!r:.80}; there are {known}.") from error
        self._plays = plays_of(session, self._case)
        super().__init__()
        play = self._plays.now()
        self._known = play.revision
        self.set_trait(
            "page",
            {"case": case, "links": {"home": "../home.ipynb"}, "revision": play.revision, "shown": self._shown(play)},
        )

    def _shown(self, play: Play) -> Plain:
        return {
            **{name: play.case[name] for name in ("title", "patient", "opening")},
            "play": play.number,
            "moves": len(play.moves),
            "saved_at": play.saved_at,
            **seen.told(play.case, play.state),
        }

    def _reply(self, message: dict[str, Any]) -> dict[str, Any] | None:
        match message.get("type"):
            case "open" | "ping":
                return self._pong(message)
            case "move" if isinstance(message.get("move"), dict):
                return self._move(message)
            case "again":
                return self._told(self._plays.again(), number_of(message))
            case "course" if isinstance(message.get("decision"), str):
                return self._course(message["decision"])
            case "image" if isinstance(message.get("of"), str):
                return self._image(message["of"])
            case _:
                return None

    def _pong(self, message: Plain) -> Plain:
        if message.get("type") == "open" and isinstance(message.get("revision"), int):
            self._known = message["revision"]
        revision, saved_at = self._plays.saved()
        if revision == self._known:
            return {"type": "pong", "saved_at": saved_at}
        return {**self._told(self._plays.now(), None), "elsewhere": True}

    def _told(self, play: Play, number: int | None) -> Plain:
        self._known = play.revision
        return {"type": "shown", "n": number, "revision": play.revision, "shown": self._shown(play)}

    def _move(self, message: dict[str, Any]) -> Plain:
        play, number = self._plays.now(), number_of(message)
        if (message.get("play"), message.get("moves")) != (play.number, len(play.moves)):
            # another window has gone on meanwhile: its moves stand, and this page sees them before it makes its own
            return {**self._told(play, number), "elsewhere": True}
        try:
            state = after(play.case, play.state, message["move"])
        except Refused as refusal:
            return {"type": "refused", "n": number, "why": str(refusal)}
        return self._told(self._plays.keep(play, message["move"], state), number)

    def _course(self, name: str) -> Plain | None:
        """Run the model for a locked decision."""
        play = self._plays.now()
        decision = next((each for each in play.case["decisions"] if each["id"] == name), None)
        if decision is None or not decision["course"] or name not in play.state.decided:
            return None
        from calcinosis.quiz.cases.course import follow  # noqa: PLC0415 - only such a case pays for the simulator

        return {"type": "course", "decision": name, "course": follow(decision, play.state.decided[name])}

    def _image(self, of: str) -> Plain | None:
        """Draw a picture that has been seen: of a test that is back, or of a decision that is open."""
        shown = seen.told((play := self._plays.now()).case, play.state)
        parts = [*shown["results"]["reports"], *shown["decisions"]]
        part = next((each for each in parts if each["id"] == of and each["image"]), None)
        if part is None:
            return None
        from calcinosis.imaging.picture import picture  # noqa: PLC0415 - drawing needs numpy

        drawn = picture(part["image"], **part["image_settings"])
        return {"type": "image", "of": of, "src": drawn.data_uri(), "alt": drawn.alt, "caption": drawn.caption}
