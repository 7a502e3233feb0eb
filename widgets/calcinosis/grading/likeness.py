"""Which answers in free text say much the same, so that they can be marked alike."""

import re
from collections import Counter
from collections.abc import Mapping

import numpy as np

_WORD = re.compile(r"[^\W_]+")
LIKE = 0.35
"""Cosine from which two answers are shown side by side; words rare in the class weigh more."""
SHOWN = 4
"""Most answers shown beside one."""


def words(text: str) -> list[str]:
    """Return the words of a text, without case or punctuation."""
    return _WORD.findall(text.casefold())


def plain(text: str) -> str:
    """Return what two texts have in common that differ in case, spaces and punctuation only."""
    return " ".join(words(text))


def alike(texts: Mapping[str, str], *, least: float = LIKE, most: int = SHOWN) -> dict[str, list[str]]:
    """Find for each text those much like it, the nearest first; texts that are the same are left out.

    The measure is the cosine of word counts, each weighted by log(1 + N / n) for a word that n of N texts contain.
    """
    names = list(texts)
    counts = [Counter(words(texts[name])) for name in names]
    known = {word: place for place, word in enumerate(sorted(set().union(*counts)))} if counts else {}
    table = np.zeros((len(names), len(known)))
    for row, count in enumerate(counts):
        for word, number in count.items():
            table[row, known[word]] = number
    table *= np.log1p(len(names) / np.maximum(1, (table > 0).sum(axis=0)))
    lengths = np.linalg.norm(table, axis=1)
    table /= np.where(lengths > 0, lengths, 1)[:, np.newaxis]
    nearness = table @ table.T
    same = [plain(texts[name]) for name in names]
    return {
        name: [
            names[other]
            for other in np.argsort(-nearness[row], kind="stable")[: most + same.count(same[row])]
            if same[other] != same[row] and nearness[row, other] >= least
        ][:most]
        for row, name in enumerate(names)
    }
