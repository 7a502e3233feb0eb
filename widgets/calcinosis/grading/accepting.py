"""What a question accepts as right, and what it accepts once an instructor has mended it: items in, items out.

The fields that can be mended are told as they stand in the author's file, by their path: ``key``, ``also``,
``blanks.a.accept``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from calcinosis.errors import CalcinosisError
from calcinosis.quiz.kinds import KINDS
from calcinosis.quiz.kinds.base import Item
from calcinosis.quiz.kinds.fill import Blank, FillItem, fits
from calcinosis.quiz.kinds.multiple import MultipleItem
from calcinosis.quiz.kinds.numeric import Computed, NumericItem, parse
from calcinosis.quiz.kinds.single import SingleItem

Fields = Mapping[str, Any]
"""Written value of each field by its path: text, or a list of texts or numbers."""


def fields(item: Item) -> dict[str, Any]:
    """Return the fields that say what is accepted; none for kinds that are mended in their file only."""
    match item:
        case SingleItem():
            return {"key": item.key, "also": list(item.also)}
        case MultipleItem():
            return {"key": list(item.key)}
        case NumericItem() if not isinstance(item.key, Computed):
            return {"also": list(item.also)}
        case FillItem():
            return {f"blanks.{name}.accept": list(blank.accept) for name, blank in item.blanks.items()}
        case _:
            return {}


def with_fields(item: Item, wanted: Fields) -> Item:
    """Return an item whose fields say something else.

    Raises
    ------
    CalcinosisError
        The item would make no sense.
    """
    plain = {name: tuple(value) if isinstance(value, list) else value for name, value in wanted.items()}
    if isinstance(item, FillItem):
        blanks = {
            name: replace(blank, accept=plain.get(f"blanks.{name}.accept", blank.accept))
            for name, blank in item.blanks.items()
        }
        mended: Item = replace(item, blanks=blanks)
    else:
        mended = cast("Callable[..., Item]", replace)(item, **plain)
    for problem in KINDS[item.kind].problems(mended):
        raise CalcinosisError(f"{problem.field} {problem.value!r:.80} {problem.wrong}: {problem.remedy}")
    return mended


def with_key(item: Item, right: Sequence[str]) -> Item:
    """Return a question with options of which others are right; of a single best answer the key stays where it can.

    Raises
    ------
    CalcinosisError
        It has no options, or these are not among them.
    """
    if not isinstance(item, SingleItem | MultipleItem):
        raise CalcinosisError(f"{item.id!r} has no key that can be chosen here; change it in its file")
    if not right or not set(right) <= set(item.options):
        raise CalcinosisError(f"a key of {item.id!r} is one or more of {', '.join(item.options)}")
    if isinstance(item, MultipleItem):
        return with_fields(item, {"key": sorted(set(right))})
    first = item.key if item.key in right else right[0]
    return with_fields(item, {"key": first, "also": sorted(set(right) - {first})})


def with_another(item: Item, answer: str) -> Item:
    """Return a question that accepts one more answer: an option, a number or a word (``blank:word``).

    Raises
    ------
    CalcinosisError
        It accepts this already, or a person or a rule of another kind decides.
    """
    match item:
        case SingleItem():
            _new(answer not in item.right, item, answer)
            return with_key(item, [*item.right, answer])
        case MultipleItem():
            _new(answer not in item.key, item, answer)
            return with_key(item, [*item.key, answer])
        case NumericItem():
            if isinstance(item.key, Computed):
                raise CalcinosisError(f"every learner of {item.id!r} has numbers of their own; change it in its file")
            number = parse(answer)
            if number is None:
                raise CalcinosisError(f"{answer!r:.40} is no number; give it in {item.unit or 'plain digits'}, as 2.36")
            _new(number not in (item.key.value, *item.also), item, answer)
            return with_fields(item, {"also": [*item.also, number]})
        case FillItem():
            name, word = _blank(item, answer)
            _new(not fits(item.blanks[name], word), item, word)
            return with_fields(item, {f"blanks.{name}.accept": [*item.blanks[name].accept, word]})
        case _:
            raise CalcinosisError(f"{item.id!r} is of kind {item.kind}: what it accepts is changed in its file")


def _blank(item: FillItem, answer: str) -> tuple[str, str]:
    """Return the blank that is meant, and the word."""
    name, _, word = answer.partition(":")
    if name.strip() in item.blanks and word.strip():
        return name.strip(), word.strip()
    if len(item.blanks) == 1 and answer.strip():
        return next(iter(item.blanks)), answer.strip()
    raise CalcinosisError(f"say which blank of {item.id!r} is meant: one of {', '.join(item.blanks)}, as a:word")


def _new(is_new: bool, item: Item, answer: str) -> None:  # noqa: FBT001 - reads as a phrase: _new(answer not in ...)
    if not is_new:
        raise CalcinosisError(f"{item.id!r} accepts {answer!r:.80} already")


def words(item: Item) -> str:
    """Say what is accepted, for people: ``B or C``."""
    match item:
        case SingleItem():
            return " or ".join(name.upper() for name in item.right)
        case MultipleItem():
            return ", ".join(name.upper() for name in item.key)
        case NumericItem() if not isinstance(item.key, Computed):
            return " or ".join(f"{number:g}" for number in (item.key.value, *item.also)) + f" {item.unit}".rstrip()
        case FillItem():
            return "; ".join(_words_of(blank) for blank in item.blanks.values())
        case _:
            return "what its file says"


def _words_of(blank: Blank) -> str:
    return f"{' or '.join(blank.accept)} ({blank.label})"
