"""How long and how heavy a lesson is to read, measured on its text."""

import re
from dataclasses import dataclass

from calcinosis.content.lessons import Lesson, plain

WORDS_A_MINUTE = 180.0
"""Careful reading of a text with numbers in it: below the 200 to 250 of light prose."""
MINUTES_A_FIGURE = 3.0
"""To predict, try and read a live figure. A convention of the course, not a measurement."""
MINUTES_A_CHECK = 1.0
"""To answer a check and read its reason. Likewise."""

LONGEST_MEAN = 15.0
"""Words in a mean sentence; plain-language guides ask for 15 to 20."""
LONGEST_SENTENCE = 45
MINUTES = (25, 40)
"""What a lesson may take."""
FEWEST_FIGURES = 5
ASTRAY = 0.3
"""Share by which the minutes a lesson states may differ from those measured."""

_BLOCK = re.compile(r"\n\s*\n|\n\s*[*\d]")
_SENTENCE = re.compile(r"(?<=[.?!:;])\s+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Readability:
    """The measures of one lesson."""

    lesson: int
    """Its number."""
    words: int
    """Words of prose; tables are not counted."""
    mean: float
    """Words in a mean sentence."""
    longest: int
    """Words in the longest sentence."""
    figures: int
    """Live figures."""
    checks: int
    """Check questions."""
    stated: int
    """Minutes that the lesson says it takes."""

    @property
    def measured(self) -> float:
        """Minutes to read the words, use the figures and answer the checks."""
        return self.words / WORDS_A_MINUTE + self.figures * MINUTES_A_FIGURE + self.checks * MINUTES_A_CHECK


def sentences(lesson: Lesson) -> list[str]:
    """Give the sentences of a lesson's prose, without tables; a colon or semicolon ends one for the reader."""
    found: list[str] = []
    for cell in lesson.prose:
        text = "\n".join(line for line in cell.split("\n") if not line.startswith("|"))
        for block in _BLOCK.split(text):
            found += [part for part in _SENTENCE.split(plain(block)) if len(part.split()) > 1]
    return found


def measure(lesson: Lesson) -> Readability:
    """Measure one lesson."""
    lengths = [len(sentence.split()) for sentence in sentences(lesson)]
    return Readability(
        lesson=lesson.number,
        words=sum(lengths),
        mean=sum(lengths) / max(1, len(lengths)),
        longest=max(lengths, default=0),
        figures=lesson.figures,
        checks=len(lesson.checks),
        stated=lesson.minutes,
    )


def too_heavy(lesson: Lesson) -> list[str]:
    """Say what makes a lesson hard to read or to finish."""
    found, name = measure(lesson), lesson.path.name
    told: list[str] = []
    if found.mean > LONGEST_MEAN:
        told.append(f"{name}: a mean sentence has {found.mean:.1f} words. Keep it to {LONGEST_MEAN:g}.")
    if found.longest > LONGEST_SENTENCE:
        worst = max(sentences(lesson), key=lambda sentence: len(sentence.split()))
        told.append(f"{name}: '{worst[:60]}' has {found.longest} words. Break it into sentences.")
    if not MINUTES[0] <= found.stated <= MINUTES[1]:
        told.append(f"{name}: it takes {found.stated} minutes. A lesson takes {MINUTES[0]} to {MINUTES[1]}: part it.")
    if abs(found.measured - found.stated) > ASTRAY * found.stated:
        told.append(
            f"{name}: it says {found.stated} minutes and is measured at {found.measured:.0f}. Shorten it, or say so."
        )
    if found.figures < FEWEST_FIGURES:
        told.append(f"{name}: it has {found.figures} live figures. A lesson has at least {FEWEST_FIGURES}.")
    return told


def table(measures: list[Readability]) -> str:
    """Give the measures as lines of a table, one for each lesson."""
    head = "lesson  words  words a sentence (longest)  figures  checks  minutes said (measured)"
    rows = [
        f"{each.lesson:6d}  {each.words:5d}  {each.mean:16.1f} ({each.longest:d})"
        f"{each.figures:14d}{each.checks:8d}  {each.stated:12d} ({each.measured:.0f})"
        for each in measures
    ]
    return "\n".join([head, *rows])
