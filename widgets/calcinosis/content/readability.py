"""Measure how long and how hard to read a lesson is."""

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
"""Highest mean number of words in a sentence; plain-language guides ask for 15 to 20."""
LONGEST_SENTENCE = 45
"""Words."""
MINUTES = (25, 40)
"""Shortest and longest time that a lesson may take."""
FEWEST_FIGURES = 5
"""Live figures that every lesson has at least."""
TOLERANCE = 0.3
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
    """Mean number of words in a sentence."""
    longest: int
    """Words in the longest sentence."""
    figures: int
    """Live figures."""
    checks: int
    """Check questions."""
    stated: int
    """Minutes that the lesson states."""

    @property
    def measured(self) -> float:
        """Minutes to read the words, use the figures and answer the checks."""
        return self.words / WORDS_A_MINUTE + self.figures * MINUTES_A_FIGURE + self.checks * MINUTES_A_CHECK


def sentences(lesson: Lesson) -> list[str]:
    """Return the sentences of a lesson's prose, without tables; a colon or semicolon ends one for the reader."""
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
    """List what makes a lesson hard to read or too long, one sentence each."""
    found, name = measure(lesson), lesson.path.name
    faults: list[str] = []
    if found.mean > LONGEST_MEAN:
        faults.append(f"{name}: a sentence has {found.mean:.1f} words on average. Keep it to {LONGEST_MEAN:g}.")
    if found.longest > LONGEST_SENTENCE:
        worst = max(sentences(lesson), key=lambda sentence: len(sentence.split()))
        faults.append(f"{name}: '{worst[:60]}' has {found.longest} words. Divide it.")
    if not MINUTES[0] <= found.stated <= MINUTES[1]:
        faults.append(f"{name}: it takes {found.stated} minutes. Keep it to {MINUTES[0]} to {MINUTES[1]}.")
    if abs(found.measured - found.stated) > TOLERANCE * found.stated:
        faults.append(
            f"{name}: it states {found.stated} minutes but measures {found.measured:.0f}. Correct one or the other."
        )
    if found.figures < FEWEST_FIGURES:
        faults.append(f"{name}: it has {found.figures} live figures. A lesson has at least {FEWEST_FIGURES}.")
    return faults


def table(measures: list[Readability]) -> str:
    """Return the measures as a table, one line for each lesson."""
    head = "lesson  words  words a sentence (longest)  figures  checks  minutes stated (measured)"
    rows = [
        f"{each.lesson:6d}  {each.words:5d}  {each.mean:16.1f} ({each.longest:d})"
        f"{each.figures:14d}{each.checks:8d}  {each.stated:12d} ({each.measured:.0f})"
        for each in measures
    ]
    return "\n".join([head, *rows])
