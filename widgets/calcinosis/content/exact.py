"""Find numbers that were not re-checked but are stated as if they were exact.

In the fact base a double dagger follows such a number. The course may use it with a hedge ("about"), never without.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from calcinosis.content.claims import Claim

FACTS = Path(__file__).with_name("FACTS.md")

NUMBER = re.compile(r"\d")
HEDGE = re.compile(r"\b(?:about|around|roughly|some|reported|up to|perhaps|usually|often|nearly|near)\b", re.IGNORECASE)

_DAGGER = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)(?:\s?[-\u2013]\s?(?P<high>\d+(?:\.\d+)?))?\s?"
    r"(?P<unit>mg/kg/d|mg/d|g/d|mmol/mL|nmol/L|ng/mL|wk|%|months|sessions|patients)[^\u2021|\w%]{0,3}\u2021"
)
_UNITS: Mapping[str, str] = {
    "mg/kg/d": r"mg(?:/kg| per kg)(?:/d(?:ay)?| a day| daily)",
    "mg/d": r"mg(?:/d(?:ay)?\b| a day| daily| per day)",
    "g/d": r"g(?:/d(?:ay)?\b| a day| daily| per day)",
    "wk": r"weeks",
}
_SENTENCE = re.compile(r"(?<=[.?!;])\s+|\n\s*\n|\n\s*[*|]")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A number of the fact base that was not re-checked."""

    words: str
    """As the fact base prints it, for messages."""
    pattern: re.Pattern[str]
    """Finds it in a sentence."""
    subject: str
    """First word of the table row it stands in; empty in running text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """Words of the course that state something, with what they rest on."""

    where: str
    """File and entry, for messages."""
    text: str
    claims: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def doubts(facts: Path = FACTS) -> tuple[Doubt, ...]:
    """Return every number with a unit that the fact base marks with a double dagger."""
    found: list[Doubt] = []
    subject = ""
    for line in facts.read_text(encoding="utf-8").splitlines():
        if line.startswith("|"):
            first = re.search(r"[A-Za-z][\w-]{3,}", line.split("|")[1])
            subject = first.group().lower() if first else subject
        else:
            subject = ""
        for match in _DAGGER.finditer(line):
            low, high, unit = match["low"], match["high"], match["unit"]
            amount = re.escape(low) + (rf"\s?(?:-|\u2013|to)\s?{re.escape(high)}" if high else "")
            pattern = re.compile(rf"(?<![\d.]){amount}\s?{_UNITS.get(unit, re.escape(unit))}")
            found.append(Doubt(match.group().rstrip("\u2021)").strip(), pattern, subject))
    return tuple(found)


def exact_uses(stated: Stated, known: Iterable[Doubt]) -> Iterator[str]:
    """Yield a complaint about each sentence that gives a doubtful number of the fact base without a hedge."""
    for sentence in _SENTENCE.split(stated.text):
        if HEDGE.search(sentence):
            continue
        for doubt in known:
            near = f"{stated.where} {stated.text}".lower()
            if doubt.pattern.search(sentence) and doubt.subject in near:
                yield (
                    f"{stated.where}: '{sentence.strip()[:80]}' gives {doubt.words}, which the fact base marks as "
                    "not re-checked, as exact. Say 'about', or check the source and remove the dagger."
                )


def exact_claims(stated: Stated, claims: Mapping[str, Claim]) -> Iterator[str]:
    """Yield a complaint about each sentence that repeats, without a hedge, a number of an uncertain claim it cites."""
    for name in stated.claims:
        claim = claims.get(name)
        if claim is None or not claim.uncertain:
            continue
        figures = set(_FIGURE.findall(claim.statement))
        for sentence in _SENTENCE.split(stated.text):
            if figures & set(_FIGURE.findall(sentence)) and not HEDGE.search(sentence):
                yield (
                    f"{stated.where}: '{sentence.strip()[:80]}' gives a number of the uncertain claim '{name}' as "
                    "exact. Say 'about'."
                )
