"""What a page says about its questions, checked before it is kept, and what was kept, checked before it is shown."""

from collections.abc import Mapping
from typing import Any

from calcinosis.quiz.marking import check, is_answered
from calcinosis.quiz.records import Entries

Plain = dict[str, Any]


def checked(items: Mapping[str, Plain], given: object) -> tuple[Entries, dict[str, str]]:
    """Return the entries that may be kept, and for each of the others the reason in the learner's words.

    Parameters
    ----------
    items
        The public items by the name of their question.
    given
        Whatever a client sent.
    """
    kept: dict[str, Plain | None] = {}
    refused: dict[str, str] = {}
    for name, entry in given.items() if isinstance(given, dict) else ():
        item = items.get(name)
        why = _misfit(item, entry) if item else "There is no such question."
        if item is None or why:
            refused[str(name)[:64]] = why or ""
        else:
            kept[name] = _tidy(item, entry)
    return kept, refused


def fitting(items: Mapping[str, Plain], entries: Mapping[str, Plain]) -> dict[str, Plain]:
    """Return the entries that the questions as they stand now can show.

    An item may have been corrected since an answer was kept: an order of elements that are gone would break the page.
    """
    return {
        name: entry
        for name, entry in entries.items()
        if name in items and check(items[name], entry.get("answer")) is None
    }


def is_finished(item: Plain, answer: object) -> bool:
    """Tell whether an answer is whole, as the quiz page counts: every pair, every blank, half the words asked for."""
    if not is_answered(item, answer):
        return False
    match item["kind"], answer:
        case "matching", dict():
            return sum(bool(side) for side in answer.values()) == len(item["left"])
        case "fill", dict():
            return sum(bool(str(word or "").strip()) for word in answer.values()) == len(item["blanks"])
        case "case", dict():
            return len(answer) == len(item["steps"])
        case "short", str():
            return len(answer.split()) * 2 >= (item.get("words") or 0)
        case _:
            return True


def _misfit(item: Plain, entry: object) -> str | None:
    """Say why an entry cannot be kept, or None."""
    if not isinstance(entry, dict) or set(entry) - {"answer", "confidence", "flag", "locked", "hints"}:
        return "This could not be read."
    confidence = entry.get("confidence")
    if confidence is not None and (type(confidence) is not int or not 1 <= confidence <= 4):
        return "This could not be read."
    return check(item, entry.get("answer"))


def _tidy(item: Plain, entry: Plain) -> Plain | None:
    """Return an entry as it is kept: nothing empty in it; None when nothing is left.

    How many hints were taken is not a page's to say: the kernel notes it when it gives one out.
    """
    kept: Plain = {}
    if is_answered(item, entry.get("answer")):
        kept["answer"] = entry["answer"]
        if entry.get("confidence"):
            kept["confidence"] = entry["confidence"]
    if entry.get("flag"):
        kept["flag"] = True
    if "steps" in item and isinstance(entry.get("locked"), list):
        answered = kept.get("answer", {})
        steps = [step["name"] for step in item["steps"]]
        kept["locked"] = [name for name in steps if name in entry["locked"] and name in answered]
    return kept or None
