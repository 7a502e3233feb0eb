"""Fill in the blanks of a sentence. Answer: ``{"a": "FGF23"}``, parts of it allowed."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, cast

from calcinosis.quiz.kinds import base, credit
from calcinosis.quiz.kinds.matching import EXPLAINED, made, rule_of

MARKER = re.compile(r"\[([A-Za-z0-9_-]+)\]")
LONGEST = 200
"""Characters of one blank."""
LETTERS_PER_SLIP = 4
"""A word must have so many letters for each slip of the pen that is forgiven in it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Blank:
    """One blank."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = base.AUTHORED

    label: str
    """What is to be filled in ("hormone"): read out with the blank."""
    accept: tuple[str, ...]
    """The right word first, then its synonyms. Case, spaces and kinds of hyphen make no difference."""
    near: int = 0
    """Slips of the pen forgiven: letters missing, added, replaced or swapped."""
    reject: tuple[str, ...] = ()
    """Words that are wrong however near they come (``thyroid`` for ``parathyroid``)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FillItem(base.Item):
    """A sentence with blanks."""

    kind: Literal["fill"]
    sentence: str
    """The sentence, each blank written ``[name]``."""
    blanks: Mapping[str, Blank]
    """The blanks by name."""


def normal(text: str) -> str:
    """Write a word so that case, spaces, kinds of hyphen and a full stop at the end make no difference."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\s+", " ", re.sub("[\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}]", "-", plain)).strip(" .,;:")


def slips(typed: str, meant: str) -> int:
    """Count the letters missing, added, replaced or swapped with a neighbour (optimal string alignment).

    Examples
    --------
    >>> slips("calcitrol", "calcitriol"), slips("clacium", "calcium")
    (1, 1)
    """
    above: list[int] = []
    row = list(range(len(meant) + 1))
    for place, letter in enumerate(typed, 1):
        further, above, row = above, row, [place]
        for column, right in enumerate(meant, 1):
            best = min(above[column] + 1, row[-1] + 1, above[column - 1] + (letter != right))
            if place > 1 and column > 1 and letter == meant[column - 2] and typed[place - 2] == right:
                best = min(best, further[column - 2] + 1)
            row.append(best)
    return row[-1]


def fits(blank: Blank, typed: str) -> bool:
    """Tell whether what was typed is right."""
    given = normal(typed)
    accepted = [normal(word) for word in blank.accept]
    if given in accepted:
        return True
    away = min(slips(given, word) for word in accepted)
    return away <= blank.near and all(slips(given, normal(word)) > away for word in blank.reject)


class Fill:
    """Fill in the blanks."""

    name = "fill"
    schema = FillItem
    by_hand = False
    in_sandbox = False

    def problems(self, item: FillItem) -> Iterator[base.Problem]:
        """Find mistakes that the types alone do not reveal."""
        marked = MARKER.findall(item.sentence)
        if sorted(marked) != sorted(item.blanks):
            yield base.Problem("sentence", marked, "has other blanks than `blanks`", "write each blank once as [name]")
        yield from base.problems_of_why(item, {name: blank.label for name, blank in item.blanks.items()})
        for name, blank in item.blanks.items():
            field = f"blanks.{name}"
            words = [normal(word) for word in blank.accept]
            if not words or not all(words):
                yield base.Problem(f"{field}.accept", list(blank.accept), "has no word", "give the right word")
            elif blank.near < 0 or min(map(len, words)) < blank.near * LETTERS_PER_SLIP:
                remedy = f"forgive one slip for every {LETTERS_PER_SLIP} letters at most"
                yield base.Problem(f"{field}.near", blank.near, "forgives too much", remedy)
            for word in blank.reject:
                if normal(word) in words:
                    yield base.Problem(f"{field}.reject", word, "is accepted as well", "take it out of one list")

    def public(self, item: FillItem) -> base.Plain:
        """Return the sentence and what each blank asks for."""
        labels = {name: blank.label for name, blank in item.blanks.items()}
        return {"sentence": item.sentence, "blanks": labels, "rule": EXPLAINED[rule_of(item)].replace("match", "word")}

    def misfit(self, public: base.Plain, answer: object) -> str | None:
        """Accept a text for each blank."""
        if not isinstance(answer, Mapping):
            return "These are not words for the blanks."
        for name, word in cast("Mapping[object, object]", answer).items():
            if name not in public["blanks"] or not (word is None or isinstance(word, str)):
                return "This is not a word for one of the blanks."
            if word and (long := base.too_long("word", word, LONGEST)):
                return long
        return None

    def is_empty(self, public: base.Plain, answer: object) -> bool:
        """Tell whether every blank is empty."""
        del public
        return base.is_blank(answer) or (isinstance(answer, Mapping) and not written(cast("object", answer)))

    def mark(self, item: FillItem, values: base.Values, answer: object) -> base.Share:
        """Follow the item's rule."""
        del values
        words = written(answer)
        right = sum(fits(item.blanks[name], word) for name, word in words.items())
        wrong, left = len(words) - right, len(item.blanks) - len(words)
        reasons = [f"{wrong} of your words {'is' if wrong == 1 else 'are'} not right."] if wrong else []
        reasons += [f"{left} left open."] if left else []
        return base.Share(credit.of_places(rule_of(item), right, len(words), len(item.blanks)), tuple(reasons))

    def explain(self, item: FillItem, values: base.Values, answer: object, fill: base.Fill) -> base.Plain:
        """Show every blank with the word given and the right one."""
        del values
        words = written(answer)
        return {
            "given": [words[name] for name in item.blanks if name in words] or None,
            "expected": [blank.accept[0] for blank in item.blanks.values()],
            "options": [
                {
                    "id": name,
                    "text": fill(blank.label),
                    "chosen": words.get(name),
                    "right": blank.accept[0],
                    "fits": name in words and fits(blank, words[name]),
                    "why": base.why_of(item, name, fill),
                }
                for name, blank in item.blanks.items()
            ],
        }


def written(answer: object) -> dict[str, str]:
    """Return the words that were filled in."""
    return {name: word for name, word in made(answer).items() if not base.is_blank(word)}
