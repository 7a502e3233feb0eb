"""Check questions in lessons: not graded, answered and explained at once."""

from pathlib import Path
from typing import Any

import traitlets

from calcinosis.content.references import references
from calcinosis.errors import CalcinosisError
from calcinosis.panels.shared.base import module, style
from calcinosis.panels.shared.page import Page, number_of
from calcinosis.panels.shared.session import Session, record_of_checks, session
from calcinosis.quiz.authored import read_yaml
from calcinosis.quiz.bank import item_from
from calcinosis.quiz.kinds.base import Item
from calcinosis.quiz.marking import check, explain, is_answered, mark
from calcinosis.quiz.present import present
from calcinosis.quiz.public import public_item
from calcinosis.quiz.quiz_file import Question
from calcinosis.quiz.records import now
from calcinosis.quiz.variants import seed

_NOBODY = "reader"
"""Whose numbers are drawn where no course server names a learner."""


class Check(Page):
    """One or more check questions of a lesson.

    The key stays in Python until an answer is given; it is no secret, but a page that holds it would tempt.

    Parameters
    ----------
    ids
        Ids of items in ``lessons/checks``.

    Raises
    ------
    CalcinosisError
        No file of ``lessons/checks`` has an item of that id, or the item has a mistake.
    """

    _esm = module("quiz/check.js")
    _css = style("shared/page.css", "quiz/questions.css", "quiz/kinds.css", "quiz/review.css", "quiz/check.css")
    page = traitlets.Dict(read_only=True).tag(sync=True)

    def __init__(self, *ids: str) -> None:
        if not ids:
            raise TypeError("Check() needs the id of at least one item of lessons/checks.")
        self._session = session()
        self._learner = self._session.learner if self._session else _NOBODY
        self._items = {name: _find(name, self._session) for name in ids}
        self._public = {
            name: public_item(Question(name=name, item=item, points=item.points)) for name, item in self._items.items()
        }
        super().__init__()
        self.set_trait("page", self._page())

    def _page(self) -> dict[str, Any]:
        quiz = {"quiz": "check", "mode": "practice", "items": list(self._public.values())}
        shown = present(quiz, self._learner, 1)["items"]
        given = {name: self._kept(name) for name in self._items}
        return {
            "items": shown,
            "given": given,
            "reviews": {name: self._review(name, answer) for name, answer in given.items() if answer is not None},
        }

    def _reply(self, message: dict[str, Any]) -> dict[str, Any] | None:
        name, answer = message.get("name"), message.get("answer")
        if message.get("type") != "answer" or name not in self._items:
            return None
        why = check(self._public[name], answer)
        if why or not is_answered(self._public[name], answer):
            return {"type": "refused", "n": number_of(message), "name": name, "why": why or "Give an answer first."}
        review = self._review(name, answer)
        self._keep(name, answer, review["verdict"])
        return {"type": "review", "n": number_of(message), "name": name, "review": review}

    def _review(self, name: str, answer: object) -> dict[str, Any]:
        item = self._items[name]
        drawn = seed(self._learner, item.id, item.version)
        marked = mark(item, answer, seed=drawn)
        known = references()
        works = [known[key] for key in item.sources if key in known]
        return {
            "kind": item.kind,
            "verdict": marked.verdict,
            "reasons": list(marked.reasons),
            "sources": [{"text": work.citation, "url": work.url or None} for work in works],
            **explain(item, answer, seed=drawn),
        }

    def _kept(self, name: str) -> Any:  # noqa: ANN401 - an answer of any kind
        if self._session is None:
            return None
        draft = self._session.records.draft(self._learner, record_of_checks(self._items[name].lesson))
        answer = draft.entries.get(name, {}).get("answer")
        fits = is_answered(self._public[name], answer) and check(self._public[name], answer) is None
        return answer if fits else None

    def _keep(self, name: str, answer: object, verdict: str) -> None:
        """Keep an answer with its verdict: the course home, which holds no keys, says from it what was met."""
        if self._session is not None:
            lesson = record_of_checks(self._items[name].lesson)
            entry = {"answer": answer, "verdict": verdict, "at": now()}
            self._session.records.save(self._learner, lesson, {name: entry})


def _find(name: str, found: Session | None) -> Item:
    """Read one item from ``lessons/checks``: beside the notebook in JupyterLab, in the course folder behind a page."""
    folders = [Path.cwd() / "checks"]
    if found is not None:
        folders.append(found.state.parent / "lessons" / "checks")
    for path in sorted(path for folder in folders for path in folder.glob("*.yaml")):
        if name not in path.read_text(encoding="utf-8"):
            continue
        written = read_yaml(path, path.name)
        for data in written if isinstance(written, list) else []:
            if isinstance(data, dict) and data.get("id") == name:
                return item_from(data, f"lessons/checks/{path.name}", path.parent)
    raise CalcinosisError(f"There is no check question {name!r} in lessons/checks; correct the name or write the item.")
