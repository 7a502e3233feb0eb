"""Hints, given out one by one: their texts lie outside what is served, and reach the browser when they are taken."""

import json
from collections.abc import Mapping
from typing import Any

from calcinosis.errors import CalcinosisError
from calcinosis.panels.shared.session import Session
from calcinosis.quiz import variants
from calcinosis.quiz.present import filler, seed_of
from calcinosis.quiz.records import Draft


def given_out(session: Session, public_quiz: Mapping[str, Any], draft: Draft) -> dict[str, list[str]]:
    """Return the texts of the hints a learner has taken, with the learner's own numbers, by question."""
    given: dict[str, list[str]] = {}
    for item in public_quiz["items"]:
        taken = min(draft.entries.get(item["name"], {}).get("hints", 0), len(item["hints"]))
        if taken:
            try:
                texts = texts_of(session, public_quiz["quiz"], item["name"], taken)
            except CalcinosisError:
                continue  # it can be asked for again, and is not paid for twice
            values = variants.draw(item["variables"], seed_of(public_quiz, item, session.learner, draft.attempt))
            given[item["name"]] = [filler(item["variables"], values)(text) for text in texts]
    return given


def texts_of(session: Session, quiz: str, question: str, number: int) -> list[str]:
    """Return the first so many hints of a question as the build laid them down.

    Raises
    ------
    CalcinosisError
        They are not there.
    """
    try:
        texts = json.loads((session.state / "hints" / f"{quiz}.json").read_text(encoding="utf-8"))
        return [str(texts[question][place]) for place in range(number)]
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise CalcinosisError("The hint could not be read, and nothing was taken for it. Tell your teacher.") from error
