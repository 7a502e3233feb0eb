"""A quiz as a page: shows it, keeps every change at once, submits it. It holds no key and could not mark."""

import json
from pathlib import Path
from typing import Any

import traitlets

from calcinosis.errors import CalcinosisError
from calcinosis.panels.quiz.clock import is_timed, minutes_of, standing_of
from calcinosis.panels.quiz.entries import checked, fitting
from calcinosis.panels.quiz.hints import given_out, texts_of
from calcinosis.panels.shared.base import module, style
from calcinosis.panels.shared.page import Page, number_of
from calcinosis.panels.shared.session import required
from calcinosis.quiz.marking import is_answered
from calcinosis.quiz.present import present, sheet
from calcinosis.quiz.recorded import QUIZ_NAME
from calcinosis.quiz.records import Draft, Frozen, shown
from calcinosis.quiz.sitting import Standing

_UNSHOWN = ("id", "version", "seed", "values")
"""Facts of an item that the page does not need; an id may name the diagnosis."""


class QuizPage(Page):
    """The page of one quiz for the learner of this kernel.

    Parameters
    ----------
    quiz
        Name of the quiz; ``<quiz>.public.json`` lies beside the page's notebook.

    Raises
    ------
    CalcinosisError
        There is no such quiz, or the page was opened outside the course.
    """

    _esm = module("quiz/quiz_page.js")
    _css = style("shared/page.css", "quiz/questions.css", "quiz/kinds.css", "quiz/quiz_page.css")
    page = traitlets.Dict(read_only=True).tag(sync=True)

    def __init__(self, quiz: str) -> None:
        self._session = required()
        self._public = _public(quiz, self._session.apps)
        self._items = {item["name"]: item for item in self._public["items"]}
        self._known = 0
        self._result: dict[str, float] | None = None
        super().__init__()
        draft = self._draft()
        self._attempt, self._known = draft.attempt, draft.revision
        self.set_trait("page", self._page(draft))

    def _draft(self) -> Draft:
        return self._session.records.draft(self._session.learner, self._public["quiz"])

    def _page(self, draft: Draft) -> dict[str, Any]:
        quiz = present(self._public, self._session.learner, draft.attempt, draft.entries)
        clock = standing_of(self._public, self._session, draft)
        items = [] if self._is_shut(draft, clock) else [_shown(item) for item in quiz["items"]]
        return {
            "quiz": {**quiz, "items": items},
            "questions": len(quiz["items"]),
            "clock": {
                "status": clock.status,
                "words": clock.words,
                "until": clock.until and clock.until.isoformat(),
                "minutes": minutes_of(self._public, self._session) if is_timed(self._public) else None,
                "begun": draft.started_at is not None,
            },
            "learner": self._session.learner,
            "attempt": draft.attempt,
            "confidence": quiz.get("confidence", True),
            "entries": fitting(self._items, draft.entries),
            "hints": {} if self._is_shut(draft, clock) else self._hints(draft),
            "revision": draft.revision,
            "saved_at": draft.saved_at,
            "receipt": self._receipt(draft) if draft.frozen else None,
            "links": {"home": "../home.ipynb", "feedback": f"../feedback.ipynb?quiz={quiz['quiz']}"},
        }

    def _is_shut(self, draft: Draft, clock: Standing) -> bool:
        """Tell whether the questions may not be seen: before the time, after it, and before an exam begins."""
        if draft.frozen:
            return False
        return not clock.accepts or (is_timed(self._public) and draft.started_at is None)

    def _reply(self, message: dict[str, Any]) -> dict[str, Any] | None:
        kind = message.get("type")
        if kind == "open" and isinstance(message.get("revision"), int):
            self._known = message["revision"]
        if kind in ("open", "ping"):
            return {"type": "pong", **self._standing(self._draft())}
        answers = {"save": self._save, "hint": self._hint, "submit": self._submit, "begin": self._begin}
        return answers[kind](message) if isinstance(kind, str) and kind in answers else None

    def _begin(self, message: dict[str, Any]) -> dict[str, Any]:
        clock = standing_of(self._public, self._session, self._draft())
        if not self._draft().frozen and not clock.accepts:
            return {"type": "failed", "n": number_of(message), "why": clock.words}
        self._session.records.begin(self._session.learner, self._public["quiz"], attempts=self._public["attempts"])
        return {"type": "begun"}

    def _standing(self, draft: Draft) -> dict[str, Any]:
        """Return where the draft stands; the entries only when another window or device has changed it."""
        if draft.attempt != self._attempt:
            return {"type": "begun"}
        standing: dict[str, Any] = {"revision": draft.revision, "saved_at": draft.saved_at}
        if draft.revision != self._known:
            standing["entries"] = fitting(self._items, draft.entries)
            standing["unfolded"] = self._unfolded(draft)
            standing["hints"] = self._hints(draft)
            self._known = draft.revision
        if draft.frozen:
            standing["receipt"] = self._receipt(draft)
        return standing

    def _save(self, message: dict[str, Any]) -> dict[str, Any]:
        before = self._draft()
        if before.attempt != self._attempt or before.frozen:
            return {"type": "pong", **self._standing(before)}
        clock = standing_of(self._public, self._session, before, sent=True)
        if self._is_shut(before, clock):
            return {"type": "failed", "n": number_of(message), "why": f"Not saved. {clock.words}"}
        entries, refused = checked(self._items, message.get("entries"))
        after = before
        if entries:
            try:
                learner, quiz = self._session.learner, self._public["quiz"]
                after = self._session.records.save(learner, quiz, entries, until=clock.save_until)
            except Frozen:
                return {"type": "pong", **self._standing(self._draft())}
        if (before.revision, after.revision - before.revision) == (self._known, bool(entries)):
            self._known = after.revision
        opened = (
            {"unfolded": self._unfolded(after)} if any("locked" in (entry or {}) for entry in entries.values()) else {}
        )
        return {"type": "saved", "n": number_of(message), "refused": refused, **opened, **self._standing(after)}

    def _hint(self, message: dict[str, Any]) -> dict[str, Any]:
        """Note that a hint was taken, then give it: what is on the page has been paid for."""
        before, number = self._draft(), number_of(message)
        if before.attempt != self._attempt or before.frozen:
            return {"type": "pong", **self._standing(before)}
        clock = standing_of(self._public, self._session, before, sent=True)
        if self._is_shut(before, clock):
            return {"type": "failed", "n": number, "why": clock.words}
        item, wanted = self._items.get(str(message.get("question"))), message.get("number")
        if item is None or type(wanted) is not int or not 1 <= wanted <= len(item["hints"]):
            return {"type": "failed", "n": number, "why": "There is no such hint."}
        name = item["name"]
        texts_of(self._session, self._public["quiz"], name, wanted)  # nothing is paid for a hint that cannot be read
        taken = before.entries.get(name, {}).get("hints", 0)
        after = before
        if wanted > taken:
            learner, quiz = self._session.learner, self._public["quiz"]
            after = self._session.records.take_hint(learner, quiz, name, taken + 1, until=clock.save_until)
        if (before.revision, after.revision - before.revision) == (self._known, wanted > taken):
            self._known = after.revision
        return {"type": "hint", "n": number, **self._standing(after), "hints": self._hints(after)}

    def _hints(self, draft: Draft) -> dict[str, list[str]]:
        """Return the hints that were taken, by question."""
        return given_out(self._session, self._public, draft)

    def _unfolded(self, draft: Draft) -> dict[str, Any]:
        """Return the cases as far as their locked steps have opened them."""
        quiz = present(self._public, self._session.learner, draft.attempt, draft.entries)
        return {item["name"]: _shown(item) for item in quiz["items"] if "steps" in item}

    def _submit(self, message: dict[str, Any]) -> dict[str, Any]:
        draft, number = self._draft(), number_of(message)
        if draft.attempt != self._attempt or (message.get("revision") != draft.revision and not draft.frozen):
            why = "Answers were changed in another window. Look at them, then submit."
            return {"n": number, "why": why, **self._standing(draft), "type": "not submitted"}
        clock = standing_of(self._public, self._session, draft, sent=True)
        if self._is_shut(draft, clock):
            return {"type": "not submitted", "n": number, "why": clock.words}
        asked = sheet(self._public, self._session.learner, draft.attempt)
        self._session.records.submit(self._session.learner, self._public["quiz"], asked)
        return {"type": "submitted", "n": number, **self._standing(self._draft())}

    def _receipt(self, draft: Draft) -> dict[str, Any]:
        learner, quiz = self._session.learner, self._public["quiz"]
        submission = self._session.records.submission(learner, quiz, draft.attempt)
        if submission is None:
            raise CalcinosisError(f"The answers of {learner} in {quiz} are closed, but no submission is recorded.")
        answers = {name: entry.get("answer") for name, entry in submission.entries.items()}
        if self._result is None:
            published = self._session.records.results(submission.receipt)
            self._result = {part: published[-1][part] for part in ("score", "max")} if published else None
        return {
            "code": shown(submission.receipt),
            "at": submission.submitted_at,
            "answered": sum(is_answered(item, answers.get(name)) for name, item in self._items.items()),
            "ready": self._result is not None,
            "result": self._result,
            "again": self._public["attempts"] is None or draft.attempt < self._public["attempts"],
        }


def _public(quiz: str, apps: Path) -> dict[str, Any]:
    if not QUIZ_NAME.fullmatch(quiz):
        raise CalcinosisError(f"{quiz!r:.80} is not a name of a quiz; use small letters, digits and hyphens.")
    places = (Path.cwd(), apps / "quizzes")
    for place in places:
        path = place / f"{quiz}.public.json"
        if path.is_file():
            return json.loads(path.read_text(encoding="utf-8"))
    raise CalcinosisError(f"There is no quiz {quiz!r} here; run `calcinosis build`, then open it from the course home.")


def _shown(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in _UNSHOWN}
